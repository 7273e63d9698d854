"""A workbook (.xlsx, .xls) -> its sheets as rows of texts; a merged cell stands in all its rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from reportgen.writers.docx.opened import NotOurs

LARGEST = 20 << 20
MOST_ROWS, MOST_COLUMNS = 20_000, 60
SAVE_AS = "请在 Excel 或 WPS 里另存为 .xlsx 再交"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
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
    with path.open("rb") as file:
        begin = file.read(8)
    if begin.startswith(_OLE):
        return list(_old(path))
    if begin.startswith(b"PK"):
        return list(_new(path))
    raise NotOurs(f"表格读不出来：不是 Excel 的工作簿；{SAVE_AS}")


def _new(path: Path) -> Iterator[ListSheet]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # openpyxl lets the errors of zip, XML and its own reader through
        raise NotOurs(f"表格读不出来：不是 .xlsx，或者坏了、有密码；{SAVE_AS}") from error
    for sheet in book.worksheets:
        _not_too_long(sheet.max_row, sheet.title)
        cells = sheet.iter_rows(max_col=min(sheet.max_column, MOST_COLUMNS), values_only=True)
        merged = [(a.min_row - 1, a.max_row, a.min_col - 1, a.max_col) for a in sheet.merged_cells.ranges]
        yield _sheet(sheet.title, [[_text(cell) for cell in row] for row in cells], merged)


def _old(path: Path) -> Iterator[ListSheet]:
    import xlrd  # type: ignore[import-untyped]

    try:
        book = xlrd.open_workbook(path, formatting_info=True)
    except Exception as error:  # xlrd lets the errors of struct and of its own reader through
        raise NotOurs(f"旧格式的表格读不出来：有密码，或者不是 Excel 的 .xls；{SAVE_AS}") from error
    for sheet in book.sheets():
        _not_too_long(sheet.nrows, sheet.name)
        rows = [
            [_old_text(sheet.cell(row, column), book.datemode) for column in range(min(sheet.ncols, MOST_COLUMNS))]
            for row in range(sheet.nrows)
        ]
        yield _sheet(sheet.name, rows, list(sheet.merged_cells))


def _old_text(cell: object, epoch: int) -> str:
    import xlrd

    kind, value = cell.ctype, cell.value  # type: ignore[attr-defined] # xlrd has no types
    if kind == xlrd.XL_CELL_DATE:
        try:
            return _text(xlrd.xldate_as_datetime(value, epoch))
        except (ValueError, OverflowError):
            return str(value)
    return "" if kind in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY) else _text(value)


def _sheet(name: str, rows: list[list[str]], merged: Sequence[Area]) -> ListSheet:
    width = max(map(len, rows), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows]
    inside = [a for a in merged if a[0] < len(padded) and a[2] < width]
    return ListSheet(name, padded, inside)


def _not_too_long(rows: int, name: str) -> None:
    if rows > MOST_ROWS:
        raise NotOurs(
            f"工作表「{name}」有 {rows} 行，超过 {MOST_ROWS} 行的上限，不像问题清单；请删去空行或分成几个文件"
        )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
