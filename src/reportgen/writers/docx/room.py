"""The height of a statement's rows: the largest with which the table and its notes stay on one page."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from reportgen.document.tree import squeeze, text_of
from reportgen.writers.docx.cells import WordRow
from reportgen.writers.docx.inline import items
from reportgen.writers.docx.reference import WordPage

HEAD_PADDING = 1.8  # points above and below the words of a head
_TITLE = 51.0  # points above a statement; for each kind of paragraph below it: size, line, space before
_BELOW = {"note": (8.5, 12.5, 5.0), "nil": (14.0, 26.0, 14.0)}
_PITCHES = [n / 5 for n in range(90, 60, -1)]  # heights of body rows that are tried, in points


def pitch_of(rows: list[WordRow], widths: list[int], page: WordPage, below: Sequence[ET.Element], dense: bool) -> float:
    """The height of a body row in points: roomy when the page allows it, so that a statement fills its page."""
    if len([row for row in rows if not row.head]) <= 1:
        return 26.0
    return _fitting(rows, widths, page, below, dense) or 18.0  # what breaks over pages anyway need not be tight


def only_fits_dense(rows: list[WordRow], widths: list[int], page: WordPage, below: Sequence[ET.Element]) -> bool:
    """Whether a statement stays on one page in the smaller type alone."""
    return (
        _fitting(rows, widths, page, below, dense=False) is None
        and _fitting(rows, widths, page, below, dense=True) is not None
    )


def _fitting(
    rows: list[WordRow], widths: list[int], page: WordPage, below: Sequence[ET.Element], dense: bool
) -> float | None:
    line = 9.6 if dense else 11.5
    heights = [_lines(row, widths, dense) * line + 0.5 for row in rows]
    free = page.text_height - _TITLE - sum(_height(p, page) for p in below) - 8.0
    free -= sum(max(height, 13.0) + 2 * HEAD_PADDING for row, height in zip(rows, heights, strict=True) if row.head)
    least = [height for row, height in zip(rows, heights, strict=True) if not row.head]
    return next((p for p in _PITCHES if sum(max(p + 0.3, height) for height in least) <= free), None)


def _lines(row: WordRow, widths: list[int], dense: bool) -> int:
    """How many lines the fullest cell of one row takes; a cell over several rows has room in the others."""
    size = 8.3 if dense else 9.0
    most, start = 1, 0
    for cell in row.cells:
        width = sum(widths[start : start + cell.span]) / 20 - (3.0 if row.head else 4.0 if dense else 6.0)
        start += cell.span
        if cell.element is None or cell.rows > 1:
            continue
        pieces = "".join("\n" if isinstance(i, ET.Element) and i.tag == "br" else _text(i) for i in items(cell.element))
        width -= {"TableText2": size, "TableText3": 2 * size}.get(cell.style, 0.0)
        width = max(width, size)
        most = max(most, sum(math.ceil(max(ems(p) * size, 1.0) / width) for p in pieces.split("\n")))
    return most


def _height(paragraph: ET.Element, page: WordPage) -> float:
    size, line, before = _BELOW[paragraph.get("class") or ""]
    return before + line * math.ceil(ems(squeeze(text_of(paragraph))) * size / (page.text_width / 20 - 2 * size))


def _text(item: str | ET.Element) -> str:
    return squeeze(item if isinstance(item, str) else text_of(item))


def ems(text: str) -> float:
    """The width of a text in its own size: a Latin letter takes half of it."""
    return sum(0.5 if c.isascii() else 1.0 for c in text)
