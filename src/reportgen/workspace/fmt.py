"""A data file's text -> the same text with its tables set straight; no value and no comment changes.

Only lines of | tables (and of tables pasted from Excel, with tabs) are touched, and only in tables that
read without a finding. What comes out is read again and compared with what went in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from reportgen.atomic_write import replace_files
from reportgen.load.nodes import Text
from reportgen.load.tables import table_from_text
from reportgen.model.finding import Source
from reportgen.model.schema import table_at

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
COMMENT = re.compile(r"(?:^\s*|\s)#(?=\s|$).*$")
"""As `load.tables` sees it: # with a blank before and behind."""
ODD_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|\r(?!\n)")
"""Line ends that not everybody sees as such; a file that has one is left alone."""


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
    if write:
        replace_files({path: mark + tidied.encode(encoding)})
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
    before = _tables(text)
    for first, last in before.values():
        for number, line in _straightened(lines, first, last):
            lines[number] = line
    tidied = "\n".join(lines)
    if not _same(text, tidied, before):
        raise NotTidied("整理后的数会与原来不同，没有动它；请告诉做 reportgen 的人")
    return tidied


def _tables(text: str) -> dict[tuple[str, ...], tuple[int, int]]:
    """Key paths of the tables that are written as text, with the lines they stand on (from 0)."""
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        raise NotTidied("YAML 写法不对，请先用 reportgen check 看问题") from error
    found: dict[tuple[str, ...], tuple[int, int]] = {}

    def walk(node: yaml.Node | None, path: tuple[str, ...]) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, (*path, str(key.value)))
        elif isinstance(node, yaml.ScalarNode) and node.style == "|" and table_at(path):
            found[path] = (node.start_mark.line + 1, node.end_mark.line)

    walk(root, ())
    return found


def _straightened(lines: list[str], first: int, last: int) -> Iterator[tuple[int, str]]:
    """The table's lines in even columns; none when it doesn't read cleanly."""
    last = min(last + 1, len(lines))
    block = [(n, lines[n].rstrip("\r")) for n in range(first, last) if lines[n].strip()]
    block = _of_block(block)
    rows = [row for n, line in block if (row := _row(n, line))]
    if len(rows) < 2 or len({len(row.cells) for row in rows}) > 1 or _findings(block):
        return
    pad = re.match(r" *", block[0][1])[0]  # type: ignore[index] # matches always
    barred = rows[0].opened or any(not row.cells[0] for row in rows)
    widths = [max(width(row.cells[n]) for row in rows) for n in range(len(rows[0].cells))]
    for row in rows:
        line = " | ".join(cell + " " * (size - width(cell)) for cell, size in zip(row.cells, widths, strict=True))
        line = f"{pad}| {line} |" if barred else f"{pad}{line}"
        line = f"{line}  {row.comment}" if row.comment else line.rstrip()
        yield row.number, line + ("\r" if lines[row.number].endswith("\r") else "")


def _of_block(block: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines that belong to the block: those as far in as its first."""
    depth = len(block[0][1]) - len(block[0][1].lstrip(" ")) if block else 0
    kept = []
    for n, line in block:
        if len(line) - len(line.lstrip(" ")) < depth:
            break
        kept.append((n, line))
    return kept


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


def _findings(block: list[tuple[int, str]]) -> bool:
    text = Text("", Source("", 1, 1), tuple((n + 1, line) for n, line in block))
    return bool(table_from_text(text)[1])


def _same(before: str, after: str, tables: dict[tuple[str, ...], tuple[int, int]]) -> bool:
    """Whether both read alike: the tables by their cells, all else by its text."""
    if before == after:
        return True
    return _values(before) == _values(after) and list(tables) == list(_tables(after))


def _values(text: str) -> list[object]:
    """Every scalar in order; of a table's text the rows as they are loaded."""
    spans = _tables(text)
    lines = text.split("\n")
    values: list[object] = []

    def walk(node: yaml.Node | None, path: tuple[str, ...]) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                values.append(key.value)
                walk(value, (*path, str(key.value)))
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                walk(item, (*path, "-"))
        elif node is not None:
            values.append(_rows(lines, *spans[path]) if path in spans else node.value)

    walk(yaml.compose(text, Loader=LOADER), ())
    return values


def _rows(lines: list[str], first: int, last: int) -> object:
    block = _of_block([(n, lines[n].rstrip("\r")) for n in range(first, min(last + 1, len(lines))) if lines[n].strip()])
    sequence, _ = table_from_text(Text("", Source("", 1, 1), tuple((n + 1, line) for n, line in block)))
    return [
        [(k, v.value) for k, v in row.entries.items() if isinstance(v, Text)]
        for row in sequence.items
        if not isinstance(row, Text) and hasattr(row, "entries")
    ]


def width(text: str) -> int:
    """Columns on screen: a Chinese character takes two, a mark that joins the one before it none."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    """“ ” … — are as wide as a Chinese character in a Chinese face; ° × are not."""
    if unicodedata.combining(character):
        return 0
    kind = unicodedata.east_asian_width(character)
    return 2 if kind in "WF" or (kind == "A" and character >= "\u2000") else 1
