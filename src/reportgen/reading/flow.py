"""Paragraphs and tables of a document in reading order -> its lines, and its grids with the lines over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportgen.reading import limits
from reportgen.reading.grid import Grid, GridCell, Spot, TextLine

TEXT = "正文"
"""The `sheet` of a spot in running text that has no pages; its row is the number of the paragraph."""
_OVER = 12
"""Lines over a table that may say what it is."""


@dataclass(frozen=True)
class TableCell:
    """A cell before it has a place. columns, rows: what it spans; covered: it goes on from the cell over it."""

    text: str
    columns: int = 1
    rows: int = 1
    covered: bool = False


class Flow:
    """Collects what stands in a document without pages."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: list[TextLine] = []
        self.grids: list[Grid] = []
        self._since = 0
        self._cells = 0

    def paragraph(self, text: str, heading: int = 0) -> None:
        """The next paragraph; one without words is none."""
        if text.strip():
            self.lines.append(TextLine(text, Spot(self.file, TEXT, len(self.lines)), heading))

    def name_table(self) -> str:
        """The name of the table that begins here."""
        return f"表{len(self.grids) + 1}"

    def table(self, rows: Iterable[Iterable[tuple[int, TableCell]]], hidden: frozenset[int] = frozenset()) -> None:
        """The next table: its rows, each with cells at columns."""
        above = tuple(self.lines[self._since :][-_OVER:])
        self._since = len(self.lines)
        name = self.name_table()
        cells: dict[tuple[int, int], GridCell] = {}
        lowest: dict[int, tuple[int, int]] = {}
        for row, line in enumerate(rows):
            for column, cell in line:
                self._cells += 1
                if self._cells > limits.MOST_CELLS or row * max(column, 1) > limits.MOST_AREA:
                    raise limits.too_large("表格太大")
                self._put(cells, lowest, Spot(self.file, name, row, column), cell)
        cells = {place: cell for place, cell in cells.items() if cell.text.strip()}
        self.grids.append(Grid(name, self.file, cells, above, hidden_rows=hidden))

    def _put(
        self, cells: dict[tuple[int, int], GridCell], lowest: dict[int, tuple[int, int]], spot: Spot, cell: TableCell
    ) -> None:
        """lowest: the place of the last cell of each column so far."""
        row, column = spot.row, spot.column
        if not cell.covered:
            cells[row, column] = GridCell(cell.text, spot, rows=cell.rows, columns=cell.columns)
            lowest[column] = (row, column)
        elif (place := lowest.get(column)) and place[0] + cells[place].rows == row:
            cells[place] = replace(cells[place], rows=cells[place].rows + 1)
