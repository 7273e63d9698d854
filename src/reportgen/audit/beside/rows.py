"""A table of the report and grids of a file -> rows of both, so that they can be laid side by side."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportgen.audit.text.letters import fold
from reportgen.document import Document
from reportgen.document.grid import rows_of
from reportgen.document.reading import NOT_READ, classes_of
from reportgen.document.tree import text_of
from reportgen.reading.grid import Grid, GridCell, Spot

_NOTHING = re.compile(r"[-—–―─~一]*")
_COUNTING = "栏次"
_GOES_ON = "(续)"
"""What a cell says on the page on which it goes on."""
_ABOVE, _LONGEST = 4, 60
"""Lines over a table that may be its title, and how long these are at most."""
_AMOUNT = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")


@dataclass(frozen=True)
class CellText:
    """A cell with words or a figure. key: of its figure; spot: where it stands in the file."""

    column: int
    text: str
    key: str = ""
    spot: Spot | None = None
    line: bool = False
    group: bool = False
    """It reaches over several rows, and is printed again where a page ends."""

    @cached_property
    def amount(self) -> Decimal | None:
        """Its number, where it is nothing else."""
        return Decimal(self.text.rstrip("%").replace(",", "")) if _AMOUNT.fullmatch(self.text) else None


@dataclass(frozen=True)
class TableRow:
    """A row without its empty cells."""

    cells: tuple[CellText, ...]
    head: bool = False

    @cached_property
    def name(self) -> str:
        """Its words, by which it is known: those of every cell that is no amount. A code is a word."""
        if not self.words and self.counts:
            return _COUNTING
        return "|".join(cell.text for cell in self.words)

    @property
    def own_name(self) -> str:
        """Its words without those of the groups that it is in."""
        return "|".join(cell.text for cell in self.words if not cell.group)

    @cached_property
    def words(self) -> tuple[CellText, ...]:
        """The cells that hold no amounts."""
        return tuple(cell for cell in self.cells if cell.amount is None or _is_code(cell))

    @property
    def counts(self) -> bool:
        """Whether it only counts the columns: 1 2 3 …"""
        numbers = [cell.amount for cell in self.cells if cell.amount is not None]
        return len(numbers) > 2 and numbers == list(range(1, len(numbers) + 1))

    @property
    def figures(self) -> tuple[CellText, ...]:
        """The cells that hold amounts."""
        return tuple(cell for cell in self.cells if cell.amount is not None and not _is_code(cell) and not cell.line)

    @property
    def shown(self) -> str:
        """What a reader calls it."""
        return " ".join(cell.text for cell in self.words[:2])


def _is_code(cell: CellText) -> bool:
    return cell.column < 4 and bool(re.fullmatch(r"\d{3}(?:\d\d){0,2}", cell.text)) and not cell.key


@dataclass(frozen=True)
class TableSide:
    """A table on one side: title, rows, how many columns. width: 0 of several grids that are not alike."""

    title: str
    rows: tuple[TableRow, ...]
    width: int
    statement: bool = False
    """One of the statutory tables."""

    @cached_property
    def heads(self) -> frozenset[str]:
        """The words of its head."""
        return frozenset(cell.text for row in self.rows if row.head for cell in row.cells)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its rows."""
        return frozenset(row.name for row in self.rows if row.name)


def tables_of(document: Document) -> Iterator[TableSide]:
    """The tables of a report in reading order."""
    standing = document.reading.standing
    for table in _tables(document.body):
        rows, width = [], 0
        for cells in rows_of(table):
            placed = [(cell, fold(text_of(cell.element))) for cell in cells]
            width = max(width, max((cell.column + cell.columns for cell in cells), default=0))
            found = tuple(
                CellText(
                    cell.column, text, _key(cell.element), line="line" in classes_of(cell.element), group=cell.rows > 1
                )
                for cell, text in placed
                if text
            )
            if found:
                rows.append(TableRow(found, all(cell.in_head for cell in cells)))
        yield TableSide(standing[table].section.heading, tuple(rows), width, "statement" in classes_of(table))


def _tables(element: ET.Element) -> Iterator[ET.Element]:
    for child in element:
        if child.tag == "table":
            yield child
        elif child.tag not in NOT_READ:
            yield from _tables(child)


def _key(cell: ET.Element) -> str:
    figures = cell.findall(".//data")
    return figures[0].get("data-key") or "" if len(figures) == 1 else ""


def side_of(grid: Grid) -> TableSide:
    """A grid of a file as a side; dashes in the place of amounts are nothing."""
    rows: dict[int, list[CellText]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        text = fold(cell.text) or _number(cell)
        if text and not text.endswith(_GOES_ON) and not _NOTHING.fullmatch(text):
            rows.setdefault(row, []).append(CellText(column, text, spot=cell.spot))
    above = [words for line in grid.above[-_ABOVE:] if len(words := fold(line.text)) < _LONGEST]
    title = "|".join(above) or grid.name
    return TableSide(title, tuple(TableRow(tuple(rows[n])) for n in sorted(rows)), grid.width)


def _number(cell: GridCell) -> str:
    return f"{cell.number:f}" if cell.number is not None else ""


def joined(sides: Sequence[TableSide]) -> TableSide:
    """The grids that one table was broken into, as one; a head that is printed again counts once."""
    seen: set[tuple[str, ...]] = set()
    rows = []
    for side in sides:
        for row in side.rows:
            words = tuple(cell.text for cell in row.cells)
            again = words in seen and not row.figures
            seen.add(words)
            if not again:
                rows.append(row)
    widths = {side.width for side in sides}
    return TableSide(sides[0].title, tuple(rows), widths.pop() if len(widths) == 1 else 0)
