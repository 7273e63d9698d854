"""A BIFF workbook (.xls) -> by sheet name, what its cells have besides values, through xlrd."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from reportgen.reading import limits
from reportgen.reading.grid import Unreadable
from reportgen.reading.package import broken
from reportgen.reading.sheet_details import GENERAL, SheetDetails

_FORMULA, _END, _BEGIN = 0x0006, 0x000A, 0x0809
_EMPTY = (0, 6)
"""Kinds of cells of xlrd's with nothing in them: empty and blank."""


def details_of(data: bytes, watch: limits.Watch) -> dict[str, SheetDetails]:
    """Of every sheet of the workbook. Raises Unreadable."""
    import xlrd  # type: ignore[import-untyped]

    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO(), on_demand=True
        )
        sheets = range(min(book.nsheets, limits.MOST_SHEETS))
        return {book.sheet_names()[number]: _details(book, number, watch) for number in sheets}
    except Unreadable:
        raise
    except Exception as error:  # xlrd lets the errors of struct and of its own reader through
        raise broken() from error


def _details(book: Any, number: int, watch: limits.Watch) -> SheetDetails:
    watch.look()
    sheet, found = book.sheet_by_index(number), SheetDetails()
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in _EMPTY:
                continue
            found.reach(row, column)
            style = book.xf_list[sheet.cell_xf_index(row, column)]
            code = book.format_map[style.format_key].format_str
            if code != GENERAL:
                found.formats[row, column] = code
    found.hidden_rows.update(row for row, info in sheet.rowinfo_map.items() if info.hidden)
    found.hidden_columns.update(column for column, info in sheet.colinfo_map.items() if info.hidden)
    for row, column in _formulas(book, number):
        found.formulas[row, column] = "?"
        found.reach(row, column)
    return found


def _formulas(book: Any, number: int) -> Iterator[tuple[int, int]]:
    """Where the sheet's formulas stand: xlrd gives their values and does not say that they are calculated."""
    place, content, depth = book._sh_abs_posn[number], book.mem, 0
    while place + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, place)
        if kind == _FORMULA and length >= 4:
            yield struct.unpack_from("<HH", content, place + 4)
        depth += (kind == _BEGIN) - (kind == _END)  # a chart in the sheet begins and ends inside
        if depth <= 0:
            return
        place += 4 + length
