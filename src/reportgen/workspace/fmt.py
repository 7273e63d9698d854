"""A data file's text -> the same text with its tables set straight; no value and no comment changes.

Only lines of | tables (and of tables pasted from Excel, with tabs) are touched, and only in tables that
read without a finding. What comes out is read again and compared with what went in.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from reportgen.atomic_write import replace_files
from reportgen.load.files import MAX_BYTES, lines_of
from reportgen.load.nodes import FileReader, Mapping, Node, Sequence, Text, compose
from reportgen.load.reading import read_yaml
from reportgen.load.spans import Style, span_of
from reportgen.load.tables import table_from_text
from reportgen.model.finding import Finding, Source
from reportgen.model.schema import table_at

COMMENT = re.compile(r"(?:^\s*|\s)#(?=\s|$).*$")
"""As `load.tables` sees it: # with a blank before and behind."""
ODD_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|\r(?!\n)")
"""Line ends that not everybody sees as such; a file that has one is left alone."""
Path_ = tuple[str, ...]
Lines = list[tuple[int, str]]
"""Lines of a file with their numbers (from 1)."""


class NotTidied(Exception):
    """The file can't be tidied: it is no YAML, or its values would change."""


@dataclass(frozen=True)
class _AlignedRow:
    number: int
    cells: tuple[str, ...]
    comment: str
    opened: bool


def tidy_file(path: Path, *, write: bool = True) -> bool:
    """Tidy one file in its own encoding and line ends; whether it was untidy. Raises NotTidied, CannotWrite."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise NotTidied("读不了，请看它是不是还在、有没有权限") from error
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    text, encoding = _decoded(raw[len(mark) :])
    tidied = tidy(text)
    if tidied == text:
        return False
    content = mark + tidied.encode(encoding)
    if len(content) > MAX_BYTES:
        raise NotTidied(f"整理后有 {len(content)} 字节，超过 {MAX_BYTES} 字节的上限，读不进来；请把最长的那一格缩短")
    if write:
        replace_files({path: content})
    return True


def _decoded(raw: bytes) -> tuple[str, str]:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise NotTidied("编码既不是 UTF-8 也不是 GBK")


def tidy(text: str) -> str:
    """The text with every table set straight. Raises NotTidied."""
    if ODD_BREAKS.search(text):
        return text
    lines = text.split("\n")
    before = _read(text)
    for _, block in _tables(before):
        for number, line in _straightened(block):
            lines[number - 1] = line + "\r" * lines[number - 1].endswith("\r")
    tidied = "\n".join(lines)
    if tidied != text and (list(_values(before)) != list(_values(_read(tidied))) or _errors(tidied) - _errors(text)):
        raise NotTidied("整理后的数会与原来不同，没有动它；请告诉做 reportgen 的人")
    return tidied


def _errors(text: str) -> Counter[str]:
    """What the loader will say of a text."""
    lines, found = lines_of(text, "")
    return Counter(f.code for f in (*found, *read_yaml(lines, "").findings))


def _read(text: str) -> Node | None:
    try:
        return compose(FileReader("", text.split("\n")))
    except yaml.YAMLError as error:
        raise NotTidied("YAML 写法不对，请先用 reportgen check 看问题") from error


def _tables(node: Node | None, path: Path_ = ()) -> Iterator[tuple[Path_, Lines]]:
    """Key paths of the tables that are written as text, with their lines of words."""
    if isinstance(node, Mapping):
        for key, child in node.entries.items():
            yield from _tables(child, (*path, key))
    elif isinstance(node, Text) and (block := _block(node, path)) is not None:
        yield path, block


def _block(node: Text, path: Path_) -> Lines | None:
    """The lines of a table; None for any other text."""
    span = span_of(node)
    if span is None or span.style is not Style.LITERAL or not table_at(path):
        return None
    return [(n, line.rstrip("\r")) for n, line in node.lines if n <= span.end_line and line.strip()]


def _straightened(block: Lines) -> Iterator[tuple[int, str]]:
    """The table's lines in even columns; none when it doesn't read cleanly."""
    rows = [row for n, line in block if (row := _row(n, line))]
    if len(rows) < 2 or len({len(row.cells) for row in rows}) > 1 or _sequence(block)[1]:
        return
    pad = re.match(r" *", block[0][1])[0]  # type: ignore[index] # matches always
    barred = rows[0].opened or any(not row.cells[0] for row in rows)
    widths = [max(width(row.cells[n]) for row in rows) for n in range(len(rows[0].cells))]
    for row in rows:
        line = " | ".join(cell + " " * (size - width(cell)) for cell, size in zip(row.cells, widths, strict=True))
        line = f"{pad}| {line} |" if barred else f"{pad}{line}"
        yield row.number, f"{line}  {row.comment}" if row.comment else line.rstrip()


def _row(number: int, line: str) -> _AlignedRow | None:
    """One line's cells as `load.tables` cuts them; None for a comment."""
    found = COMMENT.search(line)
    comment = line[found.start() :].strip() if found else ""
    body = line[: found.start()] if found else line
    if not body.strip():
        return None
    tabs = "\t" in body.strip() and "|" not in body
    pieces = body.split("\t") if tabs else body.strip().split("|")
    opened = not tabs and len(pieces) > 1 and not pieces[0].strip()
    pieces = pieces[1:] if opened else pieces
    closed = not tabs and len(pieces) > 1 and opened and not pieces[-1].strip()
    return _AlignedRow(number, tuple(p.strip() for p in (pieces[:-1] if closed else pieces)), comment, opened)


def _sequence(block: Lines) -> tuple[Sequence, list[Finding]]:
    return table_from_text(Text("", Source("", 1, 1), tuple(block)))


def _values(node: Node | None, path: Path_ = ()) -> Iterator[object]:
    """Every text in order, of a table's text the rows as they are loaded."""
    if isinstance(node, Mapping):
        for key, child in node.entries.items():
            yield key
            yield from _values(child, (*path, key))
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _values(item, (*path, "-"))
    elif node is not None:
        block = _block(node, path)
        yield node.value if block is None else [list(_values(row)) for row in _sequence(block)[0].items]


def width(text: str) -> int:
    """Columns on screen: a Chinese character takes two, a mark that joins the one before it none."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    """“ ” … — are as wide as a Chinese character in a Chinese face; ° × are not."""
    if unicodedata.combining(character):
        return 0
    kind = unicodedata.east_asian_width(character)
    return 2 if kind in "WF" or (kind == "A" and character >= "\u2000") else 1
