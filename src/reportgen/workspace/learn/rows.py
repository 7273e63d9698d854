"""A file with tables -> rows of texts: a workbook (.xlsx, .xls), CSV, tables of a Word file, pasted text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from reportgen.reading.container import DOCX
from reportgen.reading.encodings import NotText, decoded
from reportgen.reading.filled_rows import rows_of
from reportgen.reading.grid import Unreadable
from reportgen.reading.open import open_file

LARGEST = 20 << 20
MOST_ROWS, MOST_COLUMNS = 20_000, 60
Rows = list[list[str]]


class NoTable(Exception):
    """A file in which no table can be read: why, in words for a person."""


def tables_of(path: Path) -> Iterator[tuple[str, Rows]]:
    """Each table of a file with the name of its sheet. Raises NoTable."""
    if not path.is_file():
        raise NoTable(f"没有这个文件：{path}")
    if path.stat().st_size > LARGEST:
        raise NoTable(f"{path.name} 太大（超过 {LARGEST >> 20} MB），不像科目表")
    reader = READERS.get(path.suffix.lower(), _text)
    try:
        yield from reader(path)
    except NoTable:
        raise
    except Unreadable as error:
        raise NoTable(f"{path.name} 读不出来：坏了、有密码，或者不是 {path.suffix} 文件（{error}）") from error
    except csv.Error as error:
        raise NoTable(f"{path.name} 读不出来：坏了，或者不是 {path.suffix} 文件") from error


def _opened(path: Path) -> Iterator[tuple[str, Rows]]:
    """The sheets of a workbook, the tables of a Word file."""
    opened = open_file(path)
    for grid in opened.grids:
        yield grid.name, rows_of(grid, MOST_COLUMNS, repeated=opened.container == DOCX)[:MOST_ROWS]


def _csv(path: Path) -> Iterator[tuple[str, Rows]]:
    text = _decoded(path)
    marks = max(",\t;，", key=text[:5000].count)
    if marks == "，":
        text, marks = text.replace("，", ","), ","
    yield path.name, [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=marks)]


def _text(path: Path) -> Iterator[tuple[str, Rows]]:
    """Pasted lines: cells between tabs, bars, or blanks."""
    yield path.name, pasted(_decoded(path))


def pasted(text: str) -> Rows:
    """The rows of pasted text."""
    return [_cells(line) for line in text.splitlines()]


def _cells(line: str) -> list[str]:
    if "\t" in line:
        cells = line.split("\t")
    elif re.search(r"[|｜]", line):
        cells = re.split(r"[|｜]", line)
    else:
        cells = re.split(r"[\s\u3000,，;；]+", line)
    return [cell.strip(" \u3000\u00a0\"'") for cell in cells]


def _decoded(path: Path) -> str:
    try:
        text = decoded(path.read_bytes())
    except (NotText, UnicodeDecodeError):
        text = "\0"
    if "\0" in text:
        raise NoTable(f"{path.name} 不是文字，也不是认识的表格；能读的有 {'、'.join(READERS)} 和粘贴的文字")
    return text


READERS: Mapping[str, Callable[[Path], Iterator[tuple[str, Rows]]]] = {
    ".xlsx": _opened,
    ".xlsm": _opened,
    ".xls": _opened,
    ".docx": _opened,
    ".csv": _csv,
    ".tsv": _csv,
}
