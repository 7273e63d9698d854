"""The paragraphs of a Word file that came back -> its tables as grids, with the paragraphs of each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.edition_tables.framed import framed
from reportgen.reading.container import DOCX
from reportgen.reading.flow import Flow, TableCell
from reportgen.reading.grid import Grid, OpenedFile
from reportgen.writers.docx.standing import ReadParagraph

Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True)
class WordTable:
    """A table. grid: with what stands above it as its first rows; paragraphs: the numbers of those of each cell."""

    grid: Grid
    paragraphs: Mapping[Place, tuple[int, ...]]
    above: int = 0
    """How many of the grid's rows stand above the table."""

    @property
    def numbers(self) -> frozenset[int]:
        """Those of all its paragraphs."""
        return frozenset(number for own in self.paragraphs.values() for number in own)

    def words(self, row: int, paragraphs: Sequence[ReadParagraph]) -> str:
        """What a row says."""
        texts = [
            paragraphs[n].text.strip() for place, own in sorted(self.paragraphs.items()) for n in own if place[0] == row
        ]
        return "　".join(filter(None, texts))


def tables_of(paragraphs: Sequence[ReadParagraph]) -> list[WordTable]:
    """All tables in the order in which they begin."""
    own: dict[int, list[int]] = {}
    for number, paragraph in enumerate(paragraphs):
        if paragraph.place:
            own.setdefault(paragraph.place.table, []).append(number)
    flow, found = Flow("稿件"), []
    begun: set[int] = set()
    for paragraph in paragraphs:
        if paragraph.place is None:
            flow.paragraph("" if paragraph.row else paragraph.text)
        elif paragraph.place.table not in begun:
            begun.add(paragraph.place.table)
            found.append(_table(flow, [(n, paragraphs[n]) for n in own[paragraph.place.table]]))
    grids = framed(OpenedFile(Path(flow.file), DOCX, tuple(flow.grids), tuple(flow.lines))).grids
    named = {grid.name: grid for grid in grids}
    heights = {grid.name: grid.height for grid in flow.grids}
    return [
        WordTable(named[name], places, named[name].height - heights[name]) for name, places in found if name in named
    ]


def _table(flow: Flow, paragraphs: Sequence[tuple[int, ReadParagraph]]) -> tuple[str, dict[Place, tuple[int, ...]]]:
    """Put a table into the flow."""
    cells: dict[Place, TableCell] = {}
    places: dict[Place, tuple[int, ...]] = {}
    for number, paragraph in paragraphs:
        place = paragraph.place
        if place is None:
            continue
        at = (place.row, place.column)
        before = f"{cells[at].text}\n" if at in cells else ""
        cells[at] = TableCell(f"{before}{paragraph.text}".strip("\n"), place.columns, covered=place.covered)
        places[at] = (*places.get(at, ()), number)
    height = max((row for row, _ in cells), default=-1) + 1
    name = flow.name_table()
    flow.table([[(c, cell) for (r, c), cell in cells.items() if r == row] for row in range(height)])
    return name, places


def joined(table: WordTable, rest: WordTable) -> WordTable:
    """A table and the one behind it as one: somebody split it."""
    down = table.grid.height - table.above
    moved = {
        (row - rest.above + table.grid.height, column): replace(cell, spot=replace(cell.spot, row=cell.spot.row + down))
        for (row, column), cell in rest.grid.cells.items()
        if row >= rest.above
    }
    places = {(row + down, column): own for (row, column), own in rest.paragraphs.items()}
    grid = replace(table.grid, cells={**table.grid.cells, **moved})
    return WordTable(grid, {**table.paragraphs, **places}, table.above)


def cut(table: WordTable, at: int) -> tuple[WordTable, WordTable]:
    """A table in two, before a row of its grid: two were joined."""
    cells = table.grid.cells
    upper = {place: cell for place, cell in cells.items() if place[0] < at}
    lower = {(row - at, column): cell for (row, column), cell in cells.items() if row >= at}
    own = {place: n for place, n in table.paragraphs.items() if place[0] + table.above < at}
    rest = {place: n for place, n in table.paragraphs.items() if place not in own}
    return (
        replace(table, grid=replace(table.grid, cells=upper), paragraphs=own),
        WordTable(replace(table.grid, cells=lower), rest, table.above - at),
    )
