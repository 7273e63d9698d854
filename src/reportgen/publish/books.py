"""The workbook read back: every cell of the statutory tables against report.json."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from reportgen.model.figure import round_half_up
from reportgen.publish.received import BROKEN, too_large_unpacked
from reportgen.publish.tables import NUMBER, PrintedTable, PublishedCell

EXACT = 6
"""Places to which results are compared: more than any amount has, fewer than a binary number mistakes."""
Difference = tuple[str, str]
"""The sheet, and what is wrong there."""


def against_workbook(
    tables: tuple[PrintedTable, ...], values: Mapping[str, str | None], content: bytes
) -> Iterator[Difference]:
    """Where the results that the workbook holds are not those of the tables; values: exact, by the keys of cells."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if too_large_unpacked(content):
        yield "", "解开以后太大，不是公开稿的文件"
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), data_only=True)
            formulas = load_workbook(io.BytesIO(content))
    except (InvalidFileException, *BROKEN, OSError):
        yield "", "不是完整的 Excel 文件"
        return
    sheets = {str(sheet.cell(1, 1).value): sheet for sheet in book.worksheets}
    for table in tables:
        sheet = sheets.get(table.title)
        if sheet is None:
            yield "", f"没有「{table.label} {table.title}」这张表"
        else:
            yield from _against_sheet(table, values, sheet)
    for sheet in formulas.worksheets:
        yield from _recalculated(sheet, book[sheet.title])


_TERM = re.compile(r"([+-]?)(?:SUM\(([A-Z]+\d+):([A-Z]+\d+)\)|([A-Z]+\d+))")


def _recalculated(sheet: Any, results: Any) -> Iterator[Difference]:
    """Formulas that come to another result than the one stored, which Excel shows as soon as it calculates."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type != "f":
                continue
            result = results[cell.coordinate].value
            text = str(cell.value).removeprefix("=")
            if not isinstance(result, int | float) or "".join(m[0] for m in _TERM.finditer(text)) != text:
                yield sheet.title, f"{cell.coordinate} 的算式「{cell.value}」不是 publish 写的样子"
            elif _sum_of(text, results) != round_half_up(Decimal(repr(result)), EXACT):
                yield sheet.title, f"{cell.coordinate} 存的是「{result}」，它的算式「{cell.value}」得出的不同"


def _sum_of(text: str, results: Any) -> Decimal:
    """What a sum of cells and runs of cells comes to, from the results of these cells."""
    total = Decimal(0)
    for sign, first, last, single in _TERM.findall(text):
        cells = [results[single]] if single else [cell for row in results[f"{first}:{last}"] for cell in row]
        values = (cell.value for cell in cells if isinstance(cell.value, int | float))
        part = sum((Decimal(repr(value)) for value in values), Decimal(0))
        total += -part if sign == "-" else part
    return round_half_up(total, EXACT)


def _against_sheet(table: PrintedTable, values: Mapping[str, str | None], sheet: Any) -> Iterator[Difference]:
    first = table.top + table.head + 1
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            there = sheet.cell(first + number, column + 1)
            if cell.numeric and NUMBER.fullmatch(cell.plain) and not _shown_as_printed(cell, there):
                yield (
                    sheet.title,
                    f"{there.coordinate} 的数字格式「{there.number_format}」显示的不是印的「{cell.text}」",
                )
            if not _same(cell, there.value):
                of = f"（{cell.key}）" if cell.key else ""
                shown = "" if there.value is None else there.value
                yield sheet.title, f"{there.coordinate} 是「{shown}」，report.json 里{of}印的是「{cell.text}」"
            elif cell.numeric and NUMBER.fullmatch(cell.plain) and not _exactly(values.get(cell.key), there.value):
                yield (
                    sheet.title,
                    f"{there.coordinate} 是「{there.value}」，report.json 里 {cell.key} 的值是 {values[cell.key]}",
                )


def _exactly(value: str | None, there: Any) -> bool:
    """Whether a cell holds the exact value, or the figure has none."""
    if value is None:
        return True
    return abs(Decimal(repr(there)) - Decimal(value)) < Decimal(1).scaleb(-EXACT)


_SHOWN = re.compile(r"((#,##)?0(?:\.(0+))?);-\1;(?:\1)?;@")


def _shown_as_printed(cell: PublishedCell, there: Any) -> bool:
    """Whether the format of a cell shows its number with the places that are printed, whole, with its sign, and its
    thousands set off where they are in print.
    """
    shown = _SHOWN.fullmatch(str(there.number_format))
    if shown is None or len(shown[3] or "") != len(cell.plain.partition(".")[2]):
        return False
    return bool(shown[2]) == ("," in cell.text) or len(cell.plain.partition(".")[0].lstrip("-")) < 4


def _same(cell: PublishedCell, value: object) -> bool:
    if not cell.numeric or not NUMBER.fullmatch(cell.plain):
        return str(value or "") == cell.text or (not cell.text and value in (None, 0))
    if not isinstance(value, int | float):
        return False
    try:
        places = len(cell.plain.partition(".")[2])
        return round_half_up(Decimal(repr(value)), places) == Decimal(cell.plain)
    except InvalidOperation:
        return False
