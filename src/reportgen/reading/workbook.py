"""A workbook (.xlsx, .xls) -> its sheets as grids, through calamine.

Numbers are exact as the file has them; what was typed is what counts, so the noise of binary fractions is taken off and
told.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.model.float_noise import without_noise
from reportgen.reading import limits, xls_details, xlsx_details
from reportgen.reading.container import SAVE_AS, XLS, XLSX
from reportgen.reading.grid import Grid, GridCell, Notice, OpenedFile, Spot, Unreadable
from reportgen.reading.number_format import shown_date, shown_number
from reportgen.reading.package import archived, broken, parts_of
from reportgen.reading.sheet_details import GENERAL, Place, SheetDetails
from reportgen.reading.sheet_notices import notices_of

Area = tuple[Place, Place]
"""First and last cell of merged cells."""


def read_xlsx(path: Path, data: bytes) -> OpenedFile:
    """An .xlsx (or .xlsm, .xltx). Raises Unreadable."""
    watch = limits.Watch()
    parts = parts_of(data)
    if not xlsx_details.workbook_part(parts):
        raise Unreadable("R001", "里面没有工作簿", SAVE_AS)
    details = xlsx_details.details_of(parts, watch)
    return _read(path, XLSX, archived(parts), details, watch)


def read_xls(path: Path, data: bytes) -> OpenedFile:
    """A BIFF workbook. Raises Unreadable."""
    watch = limits.Watch()
    details = xls_details.details_of(data, watch)
    for name, one in details.items():
        if one.height * one.width > limits.MOST_AREA:
            raise limits.too_large(f"工作表「{name}」有 {one.height} 行 {one.width} 列")
    return _read(path, XLS, data, details, watch)


def _read(
    path: Path, container: str, data: bytes, details: Mapping[str, SheetDetails], watch: limits.Watch
) -> OpenedFile:
    import python_calamine as calamine

    with _told():
        book = calamine.load_workbook(io.BytesIO(data))
        sheets = [s for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(sheets) > limits.MOST_SHEETS:
        raise limits.too_large(f"有 {len(sheets)} 张工作表")
    grids: list[Grid] = []
    notices: list[Notice] = []
    left = limits.MOST_CELLS
    for sheet in sheets:
        watch.look()
        known = details.get(sheet.name, SheetDetails())
        if known.height * known.width > limits.MOST_AREA:
            where = Spot(path.name, sheet.name, known.height - 1, known.width - 1)
            said = f"工作表「{sheet.name}」有 {known.height} 行 {known.width} 列，太大，没有读"
            notices.append(Notice("R014", said, where, "请删去右边和下边多余的格子，另存一份"))
            continue
        with _told():
            found = book.get_sheet_by_name(sheet.name)
            values, merged = found.to_python(skip_empty_area=False), found.merged_cell_ranges or ()
        reader = _SheetReader(path.name, sheet.name, known, hidden=sheet.visible != calamine.SheetVisibleEnum.Visible)
        grids.append(reader.grid(values, merged))
        left -= len(grids[-1].cells)
        if left < 0:
            raise limits.too_large(f"有内容的单元格超过 {limits.MOST_CELLS} 个")
        notices += notices_of(grids[-1], known, reader.noisy, reader.covered)
    if not any(grid.cells for grid in grids) and not notices:
        raise Unreadable("R004", "工作簿里没有一格有内容", "请检查是不是导出时没有选数据")
    return OpenedFile(path, container, tuple(grids), notices=tuple(notices))


@contextmanager
def _told() -> Iterator[None]:
    """What calamine can't read is told in one sentence; it is written in Rust, whose panics are no Exception."""
    import python_calamine as calamine

    try:
        yield
    except calamine.PasswordError as error:
        raise Unreadable("R003", "文件有密码，读不出来", "请打开后去掉密码，另存一份") from error
    except Exception as error:
        raise broken() from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise broken() from error


class _SheetReader:
    """Makes a grid of one sheet's values. noisy: cells that were healed, with what stood there; covered: cells with
    something in them below a merged one, which nobody sees.
    """

    def __init__(self, file: str, name: str, details: SheetDetails, *, hidden: bool) -> None:
        self._file, self._name, self._details, self._hidden = file, name, details, hidden
        self.noisy: list[tuple[GridCell, Decimal]] = []
        self.covered: list[GridCell] = []

    def grid(self, values: Sequence[Sequence[Any]], merged: Iterable[Area]) -> Grid:
        """The sheet as a grid."""
        cells: dict[Place, GridCell] = {}
        for row, line in enumerate(values):
            for column, value in enumerate(line):
                if value is not None and value != "":
                    cells[row, column] = self._cell((row, column), value)
        for place in self._details.formulas:
            if place not in cells:
                cells[place] = self._cell(place, "")
        self._merge(cells, merged)
        return Grid(
            self._name,
            self._file,
            {place: cells[place] for place in sorted(cells)},
            hidden=self._hidden,
            hidden_rows=frozenset(self._details.hidden_rows),
            hidden_columns=frozenset(self._details.hidden_columns),
        )

    def _cell(self, place: Place, value: Any) -> GridCell:
        code = self._details.formats.get(place, GENERAL)
        text, number = _shown(value, code)
        made = GridCell(
            text, Spot(self._file, self._name, *place), number, formula=self._details.formulas.get(place, "")
        )
        if number is not None and isinstance(value, float) and (stored := Decimal(repr(value))) != number:
            self.noisy.append((made, stored))
        return made

    def _merge(self, cells: dict[Place, GridCell], merged: Iterable[Area]) -> None:
        """Gives merged cells their span, within what the sheet uses, and takes out what they cover."""
        height = max((row for row, _ in cells), default=0) + 1
        width = max((column for _, column in cells), default=0) + 1
        budget = limits.MOST_AREA
        for (top, left), (bottom, right) in merged:
            bottom, right = min(bottom, height - 1), min(right, width - 1)
            if bottom < top or right < left:
                continue
            budget -= (bottom - top + 1) * (right - left + 1)
            if budget < 0:
                raise limits.too_large("合并的单元格重重叠叠")
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if (row, column) != (top, left) and (hidden := cells.pop((row, column), None)):
                        self.covered.append(hidden)
            if first := cells.get((top, left)):
                cells[top, left] = GridCell(
                    first.text, first.spot, first.number, bottom - top + 1, right - left + 1, first.formula
                )


def _shown(value: Any, code: str) -> tuple[str, Decimal | None]:
    """What a cell shows, and its number where it is one."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None
    if isinstance(value, int | float):
        number = without_noise(Decimal(repr(value)))
        if not number.is_finite():
            return str(value), None
        number = Decimal(f"{number:f}") if abs(number.adjusted()) < 40 else number
        whole = number.to_integral_value()
        number = whole if whole == number else number
        return shown_number(number, code) or f"{number:f}", number
    if isinstance(value, date | time | timedelta):
        return shown_date(value, code), None
    return str(value).replace("_x000D_", "").replace("\r\n", "\n"), None
