"""A grid with its merged cells laid out: what stands at a place, and what begins there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reportgen.reading.grid import Grid, GridCell
from reportgen.reading.numbers import Kind, read_number
from reportgen.recognise.amounts import UNREADABLE, read_amount
from reportgen.recognise.labels import fold


@dataclass(frozen=True)
class Cells:
    """A grid, looked at by row and column from 0."""

    grid: Grid

    @cached_property
    def height(self) -> int:
        """How many rows there are."""
        return self.grid.height

    @cached_property
    def width(self) -> int:
        """How many columns there are."""
        return self.grid.width

    @cached_property
    def _covering(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {
            (row + down, column + across): (row, column)
            for (row, column), cell in self.grid.cells.items()
            if cell.rows > 1 or cell.columns > 1
            for down in range(cell.rows)
            for across in range(cell.columns)
        }

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that stands at a place, merged ones too."""
        return self.grid.cells.get(self._covering.get((row, column), (row, column)))

    def own(self, row: int, column: int) -> GridCell | None:
        """The cell that begins at a place."""
        return self.grid.cells.get((row, column))

    def beginning(self, row: int) -> list[tuple[int, GridCell]]:
        """The cells with something in them that begin in a row, from left to right."""
        return [(c, cell) for c, cell in self._rows.get(row, []) if cell.text.strip() or cell.number is not None]

    @cached_property
    def _rows(self) -> dict[int, list[tuple[int, GridCell]]]:
        rows: dict[int, list[tuple[int, GridCell]]] = {}
        for (row, column), cell in sorted(self.grid.cells.items()):
            rows.setdefault(row, []).append((column, cell))
        return rows

    def texts(self, rows: int) -> Iterator[str]:
        """What stands in the first rows, folded."""
        for row in range(min(rows, self.height)):
            for _, cell in self.beginning(row):
                yield fold(cell.text)


def holds_amount(cell: GridCell) -> bool:
    """Whether a cell is written as a figure, or crossed out as one."""
    return cell.number is not None or bool(cell.formula) or _written_as_figure(cell)


def _written_as_figure(cell: GridCell) -> bool:
    return bool(cell.text.strip()) and read_amount(cell).odd != UNREADABLE


def is_dash(cell: GridCell) -> bool:
    """Whether a dash, or what stands for one, is typed in a cell."""
    return cell.number is None and bool(cell.text.strip()) and read_number(cell.text).kind is Kind.NOTHING
