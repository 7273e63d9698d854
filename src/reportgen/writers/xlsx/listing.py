"""A list of words as a worksheet that prints: a title, heads in sight, rows as high as their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.writers.xlsx.cells import LINE_HEIGHT, TABLE_SIZE, Properties, lines_of
from reportgen.writers.xlsx.sheet import HIGHEST

LONGEST_CELL = 32767  # Excel's limit


@dataclass(frozen=True)
class ListColumn:
    """One column: its head, its width in characters, whether its words stand in the middle."""

    head: str
    width: float
    centered: bool = False


@dataclass(frozen=True)
class Listing:
    """One sheet: rows of words; `above` stands over the heads, line by line, the first as the title."""

    name: str
    columns: tuple[ListColumn, ...]
    rows: Sequence[Sequence[str]]
    above: tuple[str, ...] = ()
    landscape: bool = True


BASE: Properties = {"font_name": "宋体", "font_size": TABLE_SIZE, "valign": "vcenter", "text_wrap": 1, "border": 1}


def paint_listing(workbook: Any, listing: Listing) -> None:
    """Add the sheet. Words are always strings: nothing in them is run as a formula or a link."""
    sheet = workbook.add_worksheet(listing.name)
    title = workbook.add_format(
        {"font_name": "宋体", "font_size": 16, "bold": 1, "align": "center", "valign": "vcenter"}
    )
    line = workbook.add_format({"font_name": "宋体", "font_size": 11, "text_wrap": 1, "valign": "vcenter"})
    head = workbook.add_format({**BASE, "bold": 1, "align": "center", "bg_color": "#EEF2F6"})
    looks = [workbook.add_format({**BASE, "align": "center" if c.centered else "left"}) for c in listing.columns]
    last = len(listing.columns) - 1
    for number, column in enumerate(listing.columns):
        sheet.set_column(number, number, column.width)
    for row, text in enumerate(listing.above):
        sheet.merge_range(row, 0, row, last, "", title if row == 0 else line)
        sheet.write_string(row, 0, text, title if row == 0 else line)
        width = sum(c.width for c in listing.columns)
        sheet.set_row(row, 30 if row == 0 else lines_of(text, width, 11) * LINE_HEIGHT)
    top = len(listing.above)
    for number, column in enumerate(listing.columns):
        sheet.write_string(top, number, column.head, head)
    for row, texts in enumerate(listing.rows, top + 1):
        for number, text in enumerate(texts):
            sheet.write_string(row, number, text[:LONGEST_CELL], looks[number])
        needed = max(lines_of(text, column.width) for text, column in zip(texts, listing.columns, strict=True))
        sheet.set_row(row, min(needed * LINE_HEIGHT + 3, HIGHEST))
    _print(sheet, listing, top)


def _print(sheet: Any, listing: Listing, top: int) -> None:
    bottom, last = top + len(listing.rows), len(listing.columns) - 1
    sheet.freeze_panes(top + 1, 0)
    sheet.autofilter(top, 0, max(bottom, top + 1), last)
    sheet.set_paper(9)  # A4
    if listing.landscape:
        sheet.set_landscape()
    sheet.print_area(0, 0, bottom, last)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&C&P / &N")
