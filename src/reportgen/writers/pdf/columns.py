"""Columns of figures as wide as their widest figure, settled before the pages are laid out.

A table definition shares out its width for usual amounts. Where an amount is wider than its column, the
column takes room from the others, then the table a smaller size; an amount that fits at none of the sizes
stops the PDF and is named: it must never break, overflow or be clipped. `cut_figures` looks at the pages
once more.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

from reportgen.document.grid import place
from reportgen.writers.pdf.job import PdfError

SIZES = (9.0, 8.5, 8.0, 7.5)
"""pt; below the last a reader needs a glass."""
WIDE, UPRIGHT, TEXT = 686.0, 487.5, 442.2
"""pt: the widths of a turned page, a page of tables and a page of text (print.css)."""
AROUND = 7.5
"""pt: a cell's padding and rules."""
YIELDING = 0.6
"""How much of its width a column of words keeps at least."""
_FIGURE = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?%?")
_EM = {",": 0.25, ".": 0.25, "-": 0.34, " ": 0.25}
"""Times's widths; digits are 0.5."""


def fit_columns(root: ET.Element) -> None:
    """Set the widths of columns, and the size of type, where a table's figures need it."""
    for table, width in _tables(root):
        columns = table.findall("colgroup/col")
        if columns:
            _fit(root, table, columns, width)


def _tables(root: ET.Element) -> Iterator[tuple[ET.Element, float]]:
    turned = {
        table
        for section in root.iter("section")
        if section.get("data-page") == "landscape"
        for table in section.iter("table")
    }
    for table in root.iter("table"):
        kind = (table.get("class") or "").split()
        yield table, WIDE if table in turned else UPRIGHT if {"statement", "form"} & set(kind) else TEXT


def _fit(root: ET.Element, table: ET.Element, columns: list[ET.Element], width: float) -> None:
    widest: dict[int, str] = {}
    for cell in place(table):
        if cell.columns == 1:
            text = _figure(cell.element)
            if _ems(text) > _ems(widest.get(cell.column, "")):
                widest[cell.column] = text
    given = [_percent(column) / 100 * width for column in columns]
    for size in SIZES:
        needs = {n: _ems(text) * size + AROUND for n, text in widest.items()}
        found = _shared(given, needs)
        if found is not None:
            break
    else:
        number, text = max(widest.items(), key=lambda each: _ems(each[1]))
        raise PdfError(
            f"《{_title(root, table)}》放不下：第 {number + 1} 栏的“{text}”用最小的 {SIZES[-1]:g} 磅字也要折行。"
            "请核对这个数；确实有这么大，就在版式里给这张表换成横页，或减少栏数"
        )
    if found != given:
        for column, share in zip(columns, found, strict=True):
            column.set("style", f"width:{100 * share / width:.3f}%")
    if size < SIZES[0]:
        for part in table.findall("tbody"):
            part.set("style", f"font-size:{size}pt")


def _shared(given: list[float], needs: dict[int, float]) -> list[float] | None:
    """The widths with which every figure fits, taken from the columns that have more than they need."""
    short = {n: need - given[n] for n, need in needs.items() if need > given[n]}
    if not short:
        return given
    spare = [0.0 if n in short else max(0.0, width - needs.get(n, width * YIELDING)) for n, width in enumerate(given)]
    missing = sum(short.values())
    if missing > sum(spare):
        return None
    return [width + short.get(n, 0.0) - missing * spare[n] / sum(spare) for n, width in enumerate(given)]


def _figure(cell: ET.Element) -> str:
    """The figure that a cell prints; '' where it prints none, or words in its place."""
    text = "".join(cell.itertext()) if "num" in (cell.get("class") or "").split() else ""
    return text if _FIGURE.fullmatch(text) else ""


def _ems(text: str) -> float:
    return sum(0.5 if c.isdigit() else _EM.get(c, 1.0) for c in text)


def _percent(column: ET.Element) -> float:
    return float((column.get("style") or "width:0%").removeprefix("width:").rstrip("%"))


def _title(root: ET.Element, table: ET.Element) -> str:
    """The heading that stands above a table."""
    title = ""
    for element in root.iter():
        if element is table:
            break
        if element.tag in ("h1", "h2", "h3", "h4"):
            title = "".join(element.itertext())
    return title


def cut_figures(root: ET.Element, rendering: Any) -> None:
    """Stop if a figure of a table is printed beyond its cell all the same."""
    from weasyprint.formatting_structure import boxes  # type: ignore[import-untyped]

    for page in rendering.pages:
        waiting: list[tuple[Any, Any]] = [(page._page_box, None)]
        while waiting:
            box, table = waiting.pop()
            if isinstance(box, boxes.TableCellBox):
                if (figure := _figure(box.element)) and _beyond(box):
                    raise PdfError(f"《{_title(root, table)}》里的“{figure}”比它的格子宽，PDF 印不全")
            elif isinstance(box, boxes.ParentBox):
                waiting += [
                    (child, box.element if isinstance(box, boxes.TableBox) else table) for child in box.children
                ]


def _beyond(cell: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    lines = [
        line for block in cell.children for line in ([block] if isinstance(block, boxes.LineBox) else block.children)
    ]
    return any(line.width > cell.width + 0.5 for line in lines if isinstance(line, boxes.LineBox))
