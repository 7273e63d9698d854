"""A file with tables -> rows of texts: a workbook (.xlsx, .xls), CSV, tables of a Word file, pasted text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

LARGEST = 20 << 20
MOST_ROWS, MOST_COLUMNS = 20_000, 60
ENCODINGS = ("utf-8-sig", "gb18030")
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
    except Exception as error:  # the readers let those of zip, XML and struct through
        raise NoTable(f"{path.name} 读不出来：坏了、有密码，或者不是 {path.suffix} 文件") from error


def _new_workbook(path: Path) -> Iterator[tuple[str, Rows]]:
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    for sheet in book.worksheets:
        cells = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        yield sheet.title, [[_word(cell) for cell in row] for row in cells]
    book.close()


def _old_workbook(path: Path) -> Iterator[tuple[str, Rows]]:
    import xlrd  # type: ignore[import-untyped]

    book = xlrd.open_workbook(path)
    for sheet in book.sheets():
        columns = range(min(sheet.ncols, MOST_COLUMNS))
        rows = range(min(sheet.nrows, MOST_ROWS))
        yield sheet.name, [[_word(sheet.cell_value(row, column)) for column in columns] for row in rows]


def _word_file(path: Path) -> Iterator[tuple[str, Rows]]:
    import docx

    for number, table in enumerate(docx.Document(str(path)).tables, 1):
        yield f"第 {number} 张表", [[cell.text.strip() for cell in row.cells] for row in table.rows]


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
    raw = path.read_bytes()
    order = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS
    for encoding in order:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NoTable(f"{path.name} 不是文字，也不是认识的表格；能读的有 {'、'.join(READERS)} 和粘贴的文字")


def _word(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


READERS: Mapping[str, Callable[[Path], Iterator[tuple[str, Rows]]]] = {
    ".xlsx": _new_workbook,
    ".xlsm": _new_workbook,
    ".xls": _old_workbook,
    ".docx": _word_file,
    ".csv": _csv,
    ".tsv": _csv,
}
