"""Lines of a file and a place -> the excerpt: the line, and a caret below the place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reportgen.model.finding import Finding, Source

WIDEST = 60
"""Characters of a line that are shown; of a longer one, those around the place."""
BEFORE = 25

Lines = Mapping[str, Sequence[str]]


def with_excerpts(findings: Iterable[Finding], lines: Lines) -> list[Finding]:
    """Each finding with the excerpt of its line, where it has a place."""
    return [f if f.excerpt or f.source is None else replace(f, excerpt=excerpt(f.source, lines)) for f in findings]


def excerpt(source: Source, lines: Lines) -> str:
    """The line with its number, and a caret below the column; '' when there is no such line."""
    own = lines.get(source.file, ())
    if not 0 < source.line <= len(own) or not own[source.line - 1].strip():
        return ""
    line, column = own[source.line - 1], source.column
    shown, column = _window(*(_row(line, column) if source.sheet else (line, column)))
    margin = f"{source.line:>9} | "
    return f"{margin}{shown}\n{' ' * (len(margin) - 2)}| {' ' * width(shown[: column - 1])}^"


def _row(line: str, column: int) -> tuple[str, int]:
    """The filled cells of a row of a sheet (its cells parted by tabs) and where the one in a column begins."""
    shown, at = "", 1
    for number, cell in enumerate(line.split("\t"), start=1):
        if number == column or cell.strip():
            shown += " | " if shown else ""
            at = len(shown) + 1 if number == column else at
            shown += cell.strip()
    return shown, at


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a line around a column, and where the column is in it; tabs and odd characters as one blank."""
    line = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in line.rstrip())
    column = max(1, min(column, len(line) + 1))
    if len(line) <= WIDEST:
        return line, column
    start = max(0, min(column - 1 - BEFORE, len(line) - WIDEST))
    head, tail = "…" if start else "", "…" if start + WIDEST < len(line) else ""
    return f"{head}{line[start : start + WIDEST]}{tail}", column - start + len(head)


def width(text: str) -> int:
    """Columns on screen: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 0 if unicodedata.combining(c) else 1 for c in text)
