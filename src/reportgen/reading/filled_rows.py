"""A grid -> rows of texts, for who looks at columns by their number."""

from __future__ import annotations

from reportgen.reading.grid import Grid, GridCell


def rows_of(grid: Grid, most_columns: int, *, repeated: bool = False) -> list[list[str]]:
    """The rows, each as wide as the widest; a day as 2024-09-10, a number without its format.

    repeated: what merged cells say stands in each of their places, else at their upper left only.
    """
    width = min(grid.width, most_columns)
    rows = [[""] * width for _ in range(grid.height)]
    for (row, column), cell in grid.cells.items():
        for down in range(cell.rows if repeated else 1):
            for along in range(column, min(column + (cell.columns if repeated else 1), width)):
                rows[row + down][along] = plain_text(cell)
    return rows


def plain_text(cell: GridCell) -> str:
    """What a cell says, whatever it is shown as."""
    if cell.day is not None:
        return cell.day.strftime("%Y-%m-%d")
    return f"{cell.number:f}" if cell.number is not None else cell.text.strip()
