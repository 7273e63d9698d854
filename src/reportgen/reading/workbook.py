"""A workbook (.xlsx, .xls) -> its sheets as grids, through calamine.

Numbers are exact as the file has them; what was typed is what counts, so the noise of binary fractions is taken off and
told.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reportgen.reading import limits, xls_details, xlsx_details
from reportgen.reading.container import SAVE_AS, XLS, XLSX
from reportgen.reading.grid import Grid, Notice, OpenedFile, Spot, Unreadable
from reportgen.reading.package import archived, broken, main_part, parts_of
from reportgen.reading.sheet_details import Place, SheetDetails
from reportgen.reading.sheet_notices import notices_of
from reportgen.reading.sheet_reader import SheetReader


def read_xlsx(path: Path, data: bytes) -> OpenedFile:
    """An .xlsx (or .xlsm, .xltx). Raises Unreadable."""
    watch = limits.Watch()
    parts = parts_of(data)
    if not main_part(parts, xlsx_details.BOOK):
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
        reader = SheetReader(path.name, sheet.name, known, hidden=sheet.visible != calamine.SheetVisibleEnum.Visible)
        grids.append(reader.grid(_filled(values), merged))
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


def _filled(values: Sequence[Sequence[Any]]) -> Iterator[tuple[Place, Any]]:
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            if value is not None and value != "":
                yield (row, column), value
