"""A workbook, or what calls itself so -> its sheets as rows of texts; a merged cell stands in all its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.reading.container import HTML, SPREADSHEETML, XLS, XLSX
from reportgen.reading.filled_rows import rows_of
from reportgen.reading.grid import Grid, Unreadable
from reportgen.reading.open import open_file
from reportgen.writers.docx.opened import NotOurs

LARGEST = 20 << 20
MOST_ROWS, MOST_COLUMNS = 20_000, 60
SAVE_AS = "请在 Excel 或 WPS 里另存为 .xlsx 再交"
Area = tuple[int, int, int, int]
"""First row, behind the last row, first column, behind the last column of merged cells; from 0."""


@dataclass(frozen=True)
class ListSheet:
    """The rows of a sheet; `merged`: where cells stand that are one."""

    name: str
    rows: list[list[str]]
    merged: Sequence[Area]

    def filled(self) -> list[list[str]]:
        """The rows with the words of merged cells in each of them."""
        rows = [list(row) for row in self.rows]
        for top, below, left, right in self.merged:
            for row in rows[top:below]:
                row[left:right] = [self.rows[top][left]] * len(row[left:right])
        return rows


def sheets_of(path: Path) -> list[ListSheet]:
    """The sheets of a workbook. Raises NotOurs for what can't be read."""
    if path.stat().st_size > LARGEST:
        raise NotOurs("表格太大，不像检查单位的问题清单")
    try:
        opened = open_file(path)
    except Unreadable as error:
        raise NotOurs(f"表格读不出来：{error}；{SAVE_AS}") from error
    if opened.container not in (XLSX, XLS, HTML, SPREADSHEETML):
        raise NotOurs(f"表格读不出来：不是 Excel 的工作簿；{SAVE_AS}")
    return [_sheet(grid) for grid in opened.grids]


def _sheet(grid: Grid) -> ListSheet:
    if grid.height > MOST_ROWS:
        raise NotOurs(
            f"工作表「{grid.name}」有 {grid.height} 行，超过 {MOST_ROWS} 行的上限，不像问题清单；请删去空行或分成几个文件"
        )
    merged = [
        (row, row + cell.rows, column, column + cell.columns)
        for (row, column), cell in grid.cells.items()
        if (cell.rows > 1 or cell.columns > 1) and column < MOST_COLUMNS
    ]
    return ListSheet(grid.name, rows_of(grid, MOST_COLUMNS), merged)
