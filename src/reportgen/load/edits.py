"""A typo of the hand in the raw lines, and the edits that mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.model.finding import Level


@dataclass(frozen=True, order=True)
class LineEdit:
    """Replace a stretch of one line (numbers from 0)."""

    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Typo:
    """What is wrong at a place (line from 0, column from 0), and how it is mended; no edits where that is not known."""

    code: str
    message: str
    remedy: str
    line: int
    column: int
    edits: tuple[LineEdit, ...] = ()
    level: Level = Level.ERROR


def apply(lines: list[str], edits: Iterable[LineEdit]) -> list[str]:
    """The lines after the edits; of two that overlap only the later one is made."""
    result = list(lines)
    limit: dict[int, int] = {}
    for edit in sorted(set(edits), reverse=True):
        line = result[edit.line]
        if edit.end <= limit.get(edit.line, len(line)):
            result[edit.line] = line[: edit.start] + edit.text + line[edit.end :]
            limit[edit.line] = edit.start
    return result


def in_quotes(text: str) -> str:
    """A text in the quotes that keep it as it is."""
    return f'"{text}"' if not re.search(r'["\\]', text) else "'" + text.replace("'", "''") + "'"


def scalar_end(line: str, start: int, flow: bool) -> int:
    """Where an unquoted value that begins at `start` ends: at a comment, in brackets also at the next , ] or }."""
    end = len(line)
    if comment := re.compile(r"\s#(?:\s|$)").search(line, start):
        end = comment.start()
    if flow and (stop := re.compile(r"[,\]}]").search(line, start)):
        end = min(end, stop.start())
    return len(line[:end].rstrip())


def quote(line: str, number: int, start: int, flow: bool) -> LineEdit:
    """The edit that puts quotes around the value at a place."""
    end = max(scalar_end(line, start, flow), start + 1)
    return LineEdit(number, start, end, in_quotes(line[start:end]))


def in_brackets(line: str, column: int) -> bool:
    """Whether a column stands within brackets that are opened on the same line."""
    depth = 0
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", lambda m: "x" * len(m[0]), line[:column])
    for character in bare:
        depth += (character in "[{") - (character in "]}")
    return depth > 0
