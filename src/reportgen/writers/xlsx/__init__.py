"""Document -> an Excel workbook: a sheet per table, a sheet per part's text, sums as formulas."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO

import xlsxwriter  # type: ignore[import-untyped]  # it ships no py.typed

from reportgen.document import Document
from reportgen.writers.xlsx.plan import plan
from reportgen.writers.xlsx.sheet import Painter, Target

__all__ = ["write_xlsx"]


def write_xlsx(document: Document) -> bytes:
    """The document as a workbook; the same document always gives the same bytes."""
    sheets = plan(document)
    targets: dict[str, Target] = {
        id_: (sheet.name, row) for sheet in sheets for id_, row in sheet.targets.items()
    }
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties(
        {
            "title": document.title,
            "author": document.unit,
            "created": datetime.combine(document.created, time()),
        }
    )
    painter = Painter(workbook, targets)
    for sheet in sheets:
        painter.paint(sheet)
    workbook.close()
    return buffer.getvalue()
