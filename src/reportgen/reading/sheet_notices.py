"""What must be told of a sheet: that it is hidden, what is hidden in it, calculated, healed, shown otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.reading.grid import Grid, GridCell, Notice, Spot, letters_of
from reportgen.reading.number_format import is_scaled
from reportgen.reading.sheet_details import SheetDetails

_SHOWN = 3


def notices_of(
    grid: Grid, details: SheetDetails, noisy: Sequence[tuple[GridCell, Decimal]], covered: Sequence[GridCell]
) -> Iterator[Notice]:
    """Of one sheet, a notice for each kind of thing."""
    start = Spot(grid.file, grid.name)
    if grid.hidden:
        yield Notice("R010", f"工作表「{grid.name}」是隐藏的", start, "要用它，请在 Excel 里取消隐藏")
        return
    yield from _hidden(grid)
    yield from _calculated(grid)
    if noisy:
        cell, stored = noisy[0]
        said = f"{_places([c for c, _ in noisy])}带着表格软件的计算尾数，如 {stored:f} 读作 {cell.number:f}"
        yield Notice("R012", said, cell.spot, "数是对的就不用改")
    scaled = [cell for place, cell in grid.cells.items() if is_scaled(details.formats.get(place, ""))]
    scaled = [cell for cell in scaled if cell.number]
    if scaled:
        said = f"{_places(scaled)}显示的是缩小了的数，如存的是 {scaled[0].number:f}，显示 {scaled[0].text}"
        yield Notice("R016", said, scaled[0].spot, "读的是存的数；请看单位写的是哪一个的")
    told = [cell for cell in covered if cell.number is not None or cell.text.strip()]
    if told:
        said = f"{_places(told)}有内容，但被合并的单元格盖住了，没有读，如「{told[0].text[:20]}」"
        yield Notice("R017", said, told[0].spot, "请取消合并看一看，是不是该有的数")


def _hidden(grid: Grid) -> Iterator[Notice]:
    numbers = [(place, cell) for place, cell in grid.cells.items() if cell.number]
    rows = sorted({row for (row, _), _ in numbers} & grid.hidden_rows)
    columns = sorted({column for (_, column), _ in numbers} & grid.hidden_columns)
    if rows:
        said = f"第 {_list([str(row + 1) for row in rows])} 行是隐藏的，里面有数"
        yield Notice("R011", said, Spot(grid.file, grid.name, rows[0]), "请在 Excel 里取消隐藏，看这些数该不该算")
    if columns:
        said = f"{_list([letters_of(column) for column in columns])} 列是隐藏的，里面有数"
        yield Notice("R011", said, Spot(grid.file, grid.name, 0, columns[0]), "请在 Excel 里取消隐藏，看这些数该不该算")


def _calculated(grid: Grid) -> Iterator[Notice]:
    without = [cell for cell in grid.cells.values() if cell.formula and cell.number is None and not cell.text]
    zero = [cell for cell in grid.cells.values() if cell.formula and cell.number == 0 and cell.number is not None]
    if without:
        said = f"{_places(without)}是公式，文件里没有存算出来的数"
        yield Notice("R013", said, without[0].spot, "请在 Excel 或 WPS 里打开、保存一次，再用")
    if zero:
        said = f"{_places(zero)}是公式，存的是 0，可能没有算过"
        yield Notice("R013", said, zero[0].spot, "请在 Excel 或 WPS 里打开、保存一次，再用")


def _places(cells: Sequence[GridCell]) -> str:
    return _list([f"{letters_of(cell.spot.column)}{cell.spot.row + 1}" for cell in cells])


def _list(names: Sequence[str]) -> str:
    more = f" 等 {len(names)} 处" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more
