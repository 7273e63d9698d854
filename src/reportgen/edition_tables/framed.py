"""The tables of a document as sheets: the lines above a table are its first rows, pages that go on are one sheet."""

from __future__ import annotations

from dataclasses import replace

from reportgen.reading.grid import Grid, GridCell, OpenedFile

_MOST_ABOVE = 6
_LONGEST = 60
"""Letters of a line over a table that says what it is; a longer one is the end of a text."""


def framed(opened: OpenedFile) -> OpenedFile:
    """The file with what stands above its tables inside of them."""
    return replace(opened, grids=tuple(_framed(grid) for grid in opened.grids if grid.cells))


def _framed(grid: Grid) -> Grid:
    lines = [line for line in grid.above if line.text.strip() and len(line.text) <= _LONGEST][-_MOST_ABOVE:]
    if not lines:
        return grid
    cells = {(n, 0): GridCell(line.text, line.spot) for n, line in enumerate(lines)}
    cells |= {(row + len(lines), column): cell for (row, column), cell in grid.cells.items()}
    return replace(grid, cells=cells, above=())
