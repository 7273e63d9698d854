"""Where a value stands in its file, from its first character to behind its last, and how it is written there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from reportgen.load.files import BREAK
from reportgen.load.nodes import CELL, Mapping, Node, Sequence, Text

_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^\r\n])")
_INDENT = re.compile(r"(?:[ \t]*(?:\r\n|[\r\n]))*(?P<indent> *)")
_FOLD = re.compile(r"[ \t]*(?:\\?(?:\r\n|[\r\n])[ \t]*)+")
"""The end of a line within a text, with blank lines behind it and the indent of the next one."""


class Style(Enum):
    """How a value is written: the kinds of YAML's texts, a cell of a table,
    lists and mappings with and without brackets.
    """

    PLAIN = ""
    DOUBLE_QUOTED = '"'
    SINGLE_QUOTED = "'"
    LITERAL = "|"
    FOLDED = ">"
    CELL = CELL
    BLOCK = "block"
    FLOW = "flow"


@dataclass(frozen=True)
class Span:
    """A stretch of a file, lines and columns from 1; the end is behind the last character, marks (quotes,
    |) are within.

    Of a block text the last line of words ends it, of a block list or mapping its last value.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    style: Style


def span_of(node: Node) -> Span | None:
    """Where a node stands; None where only its cell is known (a CSV file)."""
    file, line, column = node.source.file, node.source.line, node.source.column
    if isinstance(node, Text):
        try:
            style = Style(node.style)
        except ValueError:  # an alias has no text
            return None
        end = _block_end(node) if style in (Style.LITERAL, Style.FOLDED) else node.end
        return Span(file, line, column, *end, style) if end != (0, 0) else None
    if node.flow:
        return Span(file, line, column, *node.end, Style.FLOW)
    inside = [span for child in _children(node) if child.source.file == file and (span := span_of(child))]
    end = max(((span.end_line, span.end_column) for span in inside), default=(line, column))
    return Span(file, line, column, *end, Style.BLOCK)


def _children(node: Sequence | Mapping) -> Iterator[Node]:
    yield from node.items if isinstance(node, Sequence) else node.entries.values()


def _block_end(node: Text) -> tuple[int, int]:
    """Behind the last line of a block of lines: what follows less deep than its first is a comment."""
    end, depth, length = node.source.line, -1, node.source.column
    for number, line in node.lines:
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip():
            continue
        if indent < depth:
            break
        depth = indent if depth < 0 else depth
        end, length = number, len(line)
    return end, length + 1


def typed_column(typed: str, read: str, column: int) -> int:
    """A column of a line as it was read, in the line as typed: what is behind a correction counts from the right."""
    if typed == read or typed[: column - 1] == read[: column - 1]:
        return column
    return max(len(typed) - (len(read) - column), 1)


class FileText:
    """The text of a file, in which spans become offsets from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in BREAK.finditer(text))]

    def line_start(self, line: int) -> int:
        """Where a line (from 1) begins; the end of the text for one behind the last."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def stretch(self, span: Span) -> tuple[int, int]:
        """Where a span begins and ends."""
        start = self.line_start(span.line) + span.column - 1
        return start, max(start, self.line_start(span.end_line) + span.end_column - 1)

    def letters(self, span: Span, value: str) -> list[tuple[int, int]] | None:
        """Where each character of a value begins and ends, however its lines are folded;
        None where the file does not say the value so.
        """
        start, end = self.stretch(span)
        folds = _FOLD
        if span.style in (Style.LITERAL, Style.FOLDED):
            start = self.line_start(span.line + 1)
            indent = _INDENT.match(self.text, start, max(start, end))
            depth = len(indent["indent"]) if indent else 0
            start += len(indent[0]) if indent else 0
            folds = re.compile(rf"(?:\r\n|[\r\n]) {{0,{depth}}}") if span.style is Style.LITERAL else _FOLD
        elif span.style in (Style.DOUBLE_QUOTED, Style.SINGLE_QUOTED):
            start, end = start + 1, end - 1
        return _aligned(self.text, start, end, value, folds, span.style)


def _aligned(
    text: str, at: int, end: int, value: str, folds: re.Pattern[str], style: Style
) -> list[tuple[int, int]] | None:
    found: list[tuple[int, int]] = []
    while len(found) < len(value):
        rest = value[len(found) :]
        if fold := folds.match(text, at, end):
            size = 1 if style is Style.LITERAL else len(rest) - len(rest.lstrip(" \n"))
            if style is Style.LITERAL and rest[0] != "\n":
                return None
            found += [fold.span(), *[(fold.end(), fold.end())] * (size - 1)] if size else []
            at = fold.end()
            continue
        if at >= end and not rest.strip("\n"):  # a block of lines ends with one
            return found + [(end, end)] * len(rest)
        size = _written_length(text, at, end, style)
        if at >= end or (size == 1 and text[at] != rest[0]):
            return None
        found.append((at, at + size))
        at += size
    return None if text[at:end].strip() else found


def _written_length(text: str, at: int, end: int, style: Style) -> int:
    """How many characters of the file make one of the value."""
    if style is Style.DOUBLE_QUOTED and (escape := _ESCAPE.match(text, at, end)):
        return len(escape[0])
    return 2 if style is Style.SINGLE_QUOTED and text.startswith("''", at) else 1
