"""Characters of a page -> the texts of cells, and printed lines outside of tables."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.reading.grid import Box
from reportgen.reading.pdf_ink import Char
from reportgen.reading.pdf_tables import RuledTable

_BLANK = 0.4
"""Of a character's size: a gap that is wider shows as a blank."""
_APART = 2.5
"""Of a character's size: what stands further away stands at the other margin."""
_TIGHT = 0.15
_LEADERS = re.compile(r"\s*(?:[.…·⋯．・]\s*){5,}")
"""The dots of a table of contents."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it is printed, with its box and the size of its characters."""

    text: str
    box: Box
    size: float

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.box[1]


Sorted = tuple[list[dict[tuple[int, int], list[Char]]], list[Char]]
"""The characters of each table by cell, and those outside of tables."""


def sorted_in(chars: Sequence[Char], tables: Sequence[RuledTable]) -> Sorted:
    """Each character goes to the cell that its middle is in; words that overflow a cell stay together."""
    inside: list[dict[tuple[int, int], list[Char]]] = [defaultdict(list) for _ in tables]
    free: list[Char] = []
    for run in _runs(chars):
        places = [_place(char, tables) for char in run]
        if len(set(places)) > 1 and None not in places:
            places = [Counter(places).most_common(1)[0][0]] * len(run)
        for char, place in zip(run, places, strict=True):
            if place is None:
                free.append(char)
            else:
                inside[place[0]][place[1]].append(char)
    return inside, free


def _runs(chars: Iterable[Char]) -> Iterable[list[Char]]:
    """Characters that were drawn one after the other without a gap."""
    run: list[Char] = []
    for char in chars:
        if run:
            last = run[-1]
            gap = abs(char.x0 - last.x1)
            if abs(char.bottom - last.bottom) > 1 or gap > _TIGHT * max(last.size, 1):
                yield run
                run = []
        run.append(char)
    if run:
        yield run


def _place(char: Char, tables: Sequence[RuledTable]) -> tuple[int, tuple[int, int]] | None:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    for number, table in enumerate(tables):
        x0, top, x1, bottom = table.box
        if x0 <= x <= x1 and top <= y <= bottom and (cell := table.at(x, y)) is not None:
            return number, cell
    return None


def lines_of(chars: Iterable[Char]) -> list[PrintedLine]:
    """Printed lines from top to bottom."""
    rows: list[list[Char]] = []
    middle = 0.0
    for char in sorted(chars, key=lambda c: (c.top + c.bottom) / 2):
        own = (char.top + char.bottom) / 2
        if rows and own - middle <= 0.5 * max(rows[-1][0].size, char.size):
            rows[-1].append(char)
            middle += (own - middle) / len(rows[-1])
        else:
            rows.append([char])
            middle = own
    return [_line(row) for row in rows]


def _line(row: list[Char]) -> PrintedLine:
    row.sort(key=lambda c: c.x0)
    size = Counter(round(c.size, 1) for c in row).most_common(1)[0][0]
    pieces = [row[0].text]
    for before, char in pairwise(row):
        gap = char.x0 - before.x1
        pieces.append("\t" if gap > _APART * size else " " if gap > _BLANK * size else "")
        pieces.append(char.text)
    box = (min(c.x0 for c in row), min(c.top for c in row), max(c.x1 for c in row), max(c.bottom for c in row))
    return PrintedLine(_LEADERS.sub("\t", "".join(pieces)), box, size)


def fills(line: PrintedLine, cell: Box) -> bool:
    """Whether a line leaves no room in its cell for one more character."""
    return (line.box[0] - cell[0]) + (cell[2] - line.box[2]) < 1.2 * line.size + 8


def cell_text(lines: Sequence[PrintedLine], cell: Box) -> str:
    """The words of a cell; a line that fills it goes on in the next one, any other break is meant."""
    pieces = [lines[0].text if lines else ""]
    for before, line in pairwise(lines):
        pieces.append("" if fills(before, cell) else "\n")
        pieces.append(line.text)
    return "".join(pieces).replace("\t", " ")
