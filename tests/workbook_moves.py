"""Rows and columns of a sheet inserted, deleted, moved, doubled, merged; formulas follow, or are left behind."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from export_variants import placed
from reportgen.reading.grid import Grid, GridCell, Spot, letters_of
from reportgen.recognise.seen import SeenFigure

Dice = random.Random
Figures = Sequence[SeenFigure]
Happens = Callable[[Dice, Grid, Figures], Grid | None]
_REFERENCE = re.compile(r"\$?([A-Z]{1,2})\$?(\d+)")


def moved(grid: Grid, rows: Callable[[int], int | None], columns: Callable[[int], int | None], follow: bool) -> Grid:
    """The grid with each row and column where these say; None: gone. follow: formulas are rewritten, as programs do."""
    cells: dict[tuple[int, int], GridCell] = {}
    for (row, column), cell in grid.cells.items():
        to_row, to_column = rows(row), columns(column)
        if to_row is None or to_column is None:
            continue
        formula = _rewritten(cell.formula, rows, columns) if follow and cell.formula else cell.formula
        cells[to_row, to_column] = replace(cell, formula=formula)
    return placed(grid, cells)


def _rewritten(formula: str, rows: Callable[[int], int | None], columns: Callable[[int], int | None]) -> str:
    def one(found: re.Match[str]) -> str:
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        row, column_at = rows(int(found[2]) - 1), columns(column - 1)
        return "#REF!" if row is None or column_at is None else f"{letters_of(column_at)}{row + 1}"

    return _REFERENCE.sub(one, formula)


def _same(number: int) -> int:
    return number


def _row(dice: Dice, figures: Figures) -> int:
    return dice.choice(sorted({figure.cell.spot.row for figure in figures}))


def _column(dice: Dice, figures: Figures) -> int:
    return dice.choice(sorted({figure.cell.spot.column for figure in figures}))


def _stretched(grid: Grid, *, row: int | None = None, column: int | None = None) -> Grid:
    """Merged cells that reach over the place of a new row or column are one larger."""
    cells = {}
    for (r, c), cell in grid.cells.items():
        rows = cell.rows + 1 if row is not None and r < row < r + cell.rows else cell.rows
        columns = cell.columns + 1 if column is not None and c < column < c + cell.columns else cell.columns
        cells[r, c] = replace(cell, rows=rows, columns=columns)
    return placed(grid, cells)


def row_inserted(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    before = _row(dice, figures) if dice.random() < 0.7 else dice.randrange(max(1, grid.height))
    follow = dice.random() < 0.8
    return moved(_stretched(grid, row=before), lambda r: r + 1 if r >= before else r, _same, follow)


def rows_above(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    by, follow = dice.randrange(1, 5), dice.random() < 0.8
    return moved(grid, lambda r: r + by, _same, follow)


def row_deleted(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    gone, follow = _row(dice, figures), dice.random() < 0.8
    return moved(grid, lambda r: None if r == gone else r - (r > gone), _same, follow)


def rows_swapped(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    one, other = _row(dice, figures), _row(dice, figures)
    at = {one: other, other: one}
    return moved(grid, lambda r: at.get(r, r), _same, follow=True)


def row_moved_away(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    row, to = _row(dice, figures), grid.height + dice.randrange(1, 3)
    return moved(grid, lambda r: to if r == row else r, _same, follow=True)


def row_doubled(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    row = _row(dice, figures)
    copy = {(row + 1, c): cell for (r, c), cell in grid.cells.items() if r == row}
    lower = moved(grid, lambda r: r + 1 if r > row else r, _same, follow=True)
    return placed(lower, {**lower.cells, **copy})


def strange_row(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    """A row that the form has not: 小计, 其中, a remark, with figures."""
    row = _row(dice, figures)
    lower = moved(_stretched(grid, row=row), lambda r: r + 1 if r >= row else r, _same, follow=True)
    new = {c: cell for (r, c), cell in grid.cells.items() if r == row}
    label = dice.choice(["小计", "其中：其他", "本页小计", "累计", "合计", ""])
    columns = {figure.cell.spot.column for figure in figures}
    cells = {(row, c): cell if c in columns else replace(cell, text=label, number=None) for c, cell in new.items()}
    return placed(lower, {**lower.cells, **cells})


def column_inserted(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    before, follow = _column(dice, figures), dice.random() < 0.8
    wider = moved(_stretched(grid, column=before), _same, lambda c: c + 1 if c >= before else c, follow)
    if dice.random() < 0.5:
        return wider
    text = dice.choice(["备注", "12.34", "核对", "5"])
    rows = sorted({figure.cell.spot.row for figure in figures})
    new = {(row, before): GridCell(text, Spot(grid.file, grid.name)) for row in rows[: dice.randrange(1, 4)]}
    return placed(wider, {**wider.cells, **new})


def column_deleted(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    gone, follow = _column(dice, figures), dice.random() < 0.8
    narrow = {}
    for (r, c), cell in grid.cells.items():
        over = c <= gone < c + cell.columns and cell.columns > 1
        narrow[r, c + (c == gone and over)] = replace(cell, columns=cell.columns - over)
    return moved(replace(grid, cells=narrow), _same, lambda c: None if c == gone else c - (c > gone), follow)


def columns_swapped(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    one, other = _column(dice, figures), _column(dice, figures)
    at = {one: other, other: one}
    return moved(grid, _same, lambda c: at.get(c, c), follow=True)


def data_shifted(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    """The figures of a column one row lower, or of a row one column further: the labels stay."""
    by_row = dice.random() < 0.5
    line = _column(dice, figures) if by_row else _row(dice, figures)
    places = {f.cell.spot.row: f for f in figures if f.cell.spot.column == line} if by_row else {}
    places = places or {f.cell.spot.column: f for f in figures if f.cell.spot.row == line}
    cells = dict(grid.cells)
    mine = [
        ((f.cell.spot.row, f.cell.spot.column), grid.cells.get((f.cell.spot.row, f.cell.spot.column)))
        for f in places.values()
    ]
    for at, _ in mine:
        cells.pop(at, None)
    for (row, column), cell in mine:
        if cell is not None:
            cells[(row + 1, column) if by_row else (row, column + 1)] = cell
    return placed(grid, cells)


def heads_merged(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    """Two heads beside each other made one: the words of the right one are lost."""
    top = min(figure.cell.spot.row for figure in figures)
    heads = sorted(
        at for at in grid.cells if 3 <= at[0] < top and (at[0], at[1] + grid.cells[at].columns) in grid.cells
    )
    if not heads:
        return None
    row, column = dice.choice(heads)
    cell = grid.cells[row, column]
    right = grid.cells[row, column + cell.columns]
    cells = {at: c for at, c in grid.cells.items() if at != (row, column + cell.columns)}
    cells[row, column] = replace(cell, columns=cell.columns + right.columns)
    return placed(grid, cells)


def cut_off(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    last = _row(dice, figures)
    return placed(grid, {at: cell for at, cell in grid.cells.items() if at[0] <= last})


MOVES: tuple[Happens, ...] = (
    row_inserted,
    rows_above,
    row_deleted,
    rows_swapped,
    row_moved_away,
    row_doubled,
    strange_row,
    column_inserted,
    column_deleted,
    columns_swapped,
    data_shifted,
    heads_merged,
    cut_off,
)
