"""The same workbook as other offices, programs and accidents have it: each a function of an opened file."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from html import escape

from reportgen.reading.grid import Grid, GridCell, OpenedFile, Spot

Change = Callable[[Grid], Grid]


def each_grid(opened: OpenedFile, change: Change) -> OpenedFile:
    return replace(opened, grids=tuple(change(grid) for grid in opened.grids))


def placed(grid: Grid, cells: Mapping[tuple[int, int], GridCell]) -> Grid:
    """The grid with these cells, each of which knows where it stands."""
    return replace(
        grid,
        cells={
            (row, column): replace(cell, spot=Spot(grid.file, grid.name, row, column))
            for (row, column), cell in cells.items()
        },
    )


def shifted(down: int, right: int = 0) -> Change:
    """Empty rows above, empty columns to the left."""

    def change(grid: Grid) -> Grid:
        return placed(grid, {(row + down, column + right): cell for (row, column), cell in grid.cells.items()})

    return change


def renamed(names: Callable[[str, int], str]) -> Callable[[OpenedFile], OpenedFile]:
    def change(opened: OpenedFile) -> OpenedFile:
        grids = [replace(grid, name=names(grid.name, number)) for number, grid in enumerate(opened.grids)]
        return replace(opened, grids=tuple(placed(grid, grid.cells) for grid in grids))

    return change


def words(pairs: Mapping[str, str]) -> Change:
    """Other words for the same, wherever a cell says just these."""

    def change(grid: Grid) -> Grid:
        return placed(grid, {at: replace(c, text=pairs.get(c.text.strip(), c.text)) for at, c in grid.cells.items()})

    return change


def text_changed(change_text: Callable[[str], str]) -> Change:
    def change(grid: Grid) -> Grid:
        return placed(
            grid,
            {at: c if c.number is not None else replace(c, text=change_text(c.text)) for at, c in grid.cells.items()},
        )

    return change


def numbers_as_text(form: str) -> Change:
    """Every stored number typed: {:,.2f}, （…） for negatives."""

    def typed(cell: GridCell) -> GridCell:
        if cell.number is None or cell.formula or (cell.number == int(cell.number) and abs(cell.number) < 1000):
            return (
                cell if cell.number is None or cell.formula else replace(cell, text=str(int(cell.number)), number=None)
            )
        return replace(cell, text=form.format(cell.number), number=None)

    return lambda grid: placed(grid, {at: typed(cell) for at, cell in grid.cells.items()})


def in_thousands(grid: Grid) -> Grid:
    """千元 instead of 元; codes, 行次 and counts stay (figures of money have two places or more than four digits)."""
    if not any("单位：元" in cell.text or "单位:元" in cell.text for cell in grid.cells.values()):
        return grid
    cells = {}
    for (row, column), cell in grid.cells.items():
        text = cell.text.replace("单位：元", "单位：千元").replace("单位:元", "单位：千元")
        number = cell.number
        if number is not None and not cell.formula and column > 1 and row > 5 and not _a_count(grid, row, column):
            number = number / 1000
            text = str(number)
        cells[row, column] = replace(cell, text=text, number=number)
    return placed(grid, cells)


def _a_count(grid: Grid, row: int, column: int) -> bool:
    cell = grid.cells[row, column]
    label = next((grid.cells[row, c].text for c in range(column - 1, -1, -1) if _words(grid, row, c)), "")
    counted = re.search(r"（[个人辆]）|台，套|用车", label) is not None
    numbered = "行次" in "".join(grid.cells[r, column].text for r in range(row) if (r, column) in grid.cells)
    return counted or numbered or (cell.number in range(1, 120) and cell.number == int(cell.number or 0))


def _words(grid: Grid, row: int, column: int) -> bool:
    cell = grid.cells.get((row, column))
    return cell is not None and cell.number is None and bool(re.search(r"[\u4e00-\u9fff]{2}", cell.text))


def without(pattern: str) -> Change:
    """Cells that say this are empty."""
    return lambda grid: placed(grid, {at: c for at, c in grid.cells.items() if not re.search(pattern, c.text)})


def unmerged(grid: Grid) -> Grid:
    """Merging is lost: the upper left cell alone."""
    return placed(grid, {at: replace(cell, rows=1, columns=1) for at, cell in grid.cells.items()})


def filled(grid: Grid) -> Grid:
    """Merging is lost, and every cell of it filled with the same."""
    cells: dict[tuple[int, int], GridCell] = {}
    for (row, column), cell in grid.cells.items():
        for down in range(cell.rows):
            for across in range(cell.columns):
                cells[row + down, column + across] = replace(cell, rows=1, columns=1)
    return placed(grid, cells)


def blank_for(text: str, instead: str) -> Change:
    """Zeros written as something else."""

    def change(grid: Grid) -> Grid:
        cells = {}
        for at, cell in grid.cells.items():
            zero = cell.number == Decimal(0) and not cell.formula
            cells[at] = replace(cell, text=instead, number=None) if zero or cell.text.strip() == text else cell
        return placed(grid, cells)

    return change


def without_empty_rows(grid: Grid) -> Grid:
    """Rows whose figures are all nothing are dropped by some programs."""
    keep: list[int] = []
    for row in range(grid.height):
        cells = [cell for (r, _), cell in grid.cells.items() if r == row]
        numbers = [cell.number for cell in cells if cell.number is not None]
        lines = [n for n in numbers if (n and n != int(n)) or (n and n > 130)]
        named = any(re.match(r"[　 ]*(?:[一二三四五六七八九十]+、|\d．|（)", cell.text) for cell in cells)
        if not named or not numbers or lines or row < 9:
            keep.append(row)
    at = {row: number for number, row in enumerate(keep)}
    return placed(grid, {(at[r], c): cell for (r, c), cell in grid.cells.items() if r in at})


def inserted_rows(every: int) -> Change:
    """Empty rows between the rows of data."""

    def change(grid: Grid) -> Grid:
        return placed(grid, {(row + max(0, row - 12) // every, c): cell for (row, c), cell in grid.cells.items()})

    return change


def as_html(opened: OpenedFile) -> bytes:
    """What systems call .xls: an HTML page, one table after the other."""
    out = ["<html><body>"]
    for grid in opened.grids:
        out.append(f"<p>{escape(grid.name)}</p><table border=1>")
        covered = {
            (row + down, column + across)
            for (row, column), cell in grid.cells.items()
            for down in range(cell.rows)
            for across in range(cell.columns)
            if down or across
        }
        for row in range(grid.height):
            cells = (_html_cell(grid, row, c) for c in range(grid.width) if (row, c) not in covered)
            out.append("<tr>" + "".join(cells) + "</tr>")
        out.append("</table>")
    return "\n".join([*out, "</body></html>"]).encode("gb18030")


def _html_cell(grid: Grid, row: int, column: int) -> str:
    cell = grid.cells.get((row, column))
    if cell is None:
        return "<td>&nbsp;</td>"
    return f'<td rowspan="{cell.rows}" colspan="{cell.columns}">{escape(cell.text)}</td>'
