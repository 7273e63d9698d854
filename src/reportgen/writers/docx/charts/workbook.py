"""Chart -> the xlsx behind it, and the cells in which each of its texts and amounts stands.

Bars run down, a strip runs across: there every part is a series, its legend above its amount.
"""

from __future__ import annotations

import io
from datetime import date, datetime

import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from reportgen.writers.docx.charts.chart import Chart

SHEET = "Sheet1"
BARS_TITLE, STRIP_TITLE = f"{SHEET}!$B$1", f"{SHEET}!$A$2"
_LEGEND, _AMOUNT = 1, 2


def labels_of_bars(count: int) -> str:
    """The cells that name the bars."""
    return f"{SHEET}!$A$2:$A${count + 1}"


def amounts_of_bars(count: int) -> str:
    """The cells of their amounts."""
    return f"{SHEET}!$B$2:$B${count + 1}"


def _of_part(number: int, row: int) -> str:
    return f"{SHEET}!${xl_col_to_name(number + 1)}${row}"


def legend_of(number: int) -> str:
    """The cell of a strip's legend for a part, from 0."""
    return _of_part(number, _LEGEND)


def amount_of(number: int) -> str:
    """The cell of its amount."""
    return _of_part(number, _AMOUNT)


def workbook(chart: Chart, created: date) -> bytes:
    """The file."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": chart.heading, "created": datetime(created.year, created.month, created.day)})
    amount = book.add_format({"num_format": chart.number_format})
    sheet = book.add_worksheet(SHEET)
    if chart.kind == "bars":
        sheet.write_string(0, 1, chart.title)
        for row, part in enumerate(chart.parts, start=1):
            sheet.write_string(row, 0, part.label)
            sheet.write_number(row, 1, part.value, amount)
    else:
        sheet.write_string(_AMOUNT - 1, 0, chart.title)
        for column, part in enumerate(chart.parts, start=1):
            sheet.write_string(_LEGEND - 1, column, part.in_words)
            sheet.write_number(_AMOUNT - 1, column, part.value, amount)
    book.close()
    return target.getvalue()
