"""Document -> an Excel workbook: a sheet per table, a sheet per part's text, sums as formulas; lists for the office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # it ships no py.typed

from reportgen.document import Document
from reportgen.writers.xlsx.listing import ListColumn, Listing, paint_listing
from reportgen.writers.xlsx.plan import plan
from reportgen.writers.xlsx.sheet import Painter, Target

__all__ = ["ListColumn", "Listing", "write_listings", "write_review", "write_xlsx"]


def write_xlsx(document: Document) -> bytes:
    """The document as a workbook; the same document always gives the same bytes."""
    return write_review(document, ())


def write_review(document: Document, listings: Sequence[Listing]) -> bytes:
    """The workbook with lists behind it that are for the office's own eyes."""
    buffer = BytesIO()
    workbook = _workbook(buffer, document.title, document.unit, document.created)
    sheets = plan(document)
    targets: dict[str, Target] = {id_: (sheet.name, row) for sheet in sheets for id_, row in sheet.targets.items()}
    painter = Painter(workbook, targets)
    for sheet in sheets:
        painter.paint(sheet)
    for listing in listings:
        paint_listing(workbook, listing)
    workbook.close()
    return buffer.getvalue()


def write_listings(title: str, author: str, created: date, listings: Sequence[Listing]) -> bytes:
    """A workbook of lists alone; the same lists always give the same bytes."""
    buffer = BytesIO()
    workbook = _workbook(buffer, title, author, created)
    for listing in listings:
        paint_listing(workbook, listing)
    workbook.close()
    return buffer.getvalue()


def _workbook(buffer: BytesIO, title: str, author: str, created: date) -> Any:
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": title, "author": author, "created": datetime.combine(created, time())})
    return workbook
