"""table -> w:tbl; spans, repeated head, widths from the <col>s, kinds of cells as styles."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from reportgen.document.tree import squeeze, text_of
from reportgen.writers.docx.cells import WordCell, WordRow, place, rows_of, width_of, widths_of
from reportgen.writers.docx.elements import PLAIN, STRONG, Element, Paragraph, make, on, val, vals
from reportgen.writers.docx.inline import Inline, classes, items, refuse, refuse_text, stretches
from reportgen.writers.docx.lists import WordLists
from reportgen.writers.docx.reference import Measures, WordPage
from reportgen.writers.docx.room import HEAD_PADDING, only_fits_dense, pitch_of
from reportgen.writers.docx.titles import cell_lines

_TABLES = {"statement": "StatementTable", "form": "FormTable", "plain": "PlainTable", "slip": "SlipTable"}
_DENSE = 9  # columns of an upright statement from which its type is smaller
_LOOK: dict[str, int] = {
    "firstRow": 1,
    **dict.fromkeys(("lastRow", "firstColumn", "lastColumn"), 0),
    "noHBand": 1,
    "noVBand": 1,
}


class Tables:
    """Writes the tables of one document."""

    def __init__(self, inline: Inline, lists: WordLists, measures: Measures) -> None:
        self._inline = inline
        self._lists = lists
        self._measures = measures

    def written(self, table: ET.Element, page: WordPage, title: str, below: Sequence[ET.Element] = ()) -> Element:
        """The w:tbl, as wide as the page's text.

        `title` names a table without a caption; a statement leaves room on its page for what stands below it.
        """
        refuse_text(table)
        kind = (classes(table, tuple(_TABLES)) or ["plain"])[0]
        rows = rows_of(table, kind)
        widths = widths_of(table, page.text_width, max((width_of(r.element) for r in rows), default=0))
        place(rows, len(widths), table)
        caption = next((squeeze(text_of(c)) for c in table if c.tag == "caption"), title)
        heads = "；".join(squeeze(text_of(cell)) for row in rows if row.head for cell in row.element)
        upright = kind == "statement" and not page.turned
        dense = upright and (len(widths) >= _DENSE or only_fits_dense(rows, widths, page, below))
        pitch = pitch_of(rows, widths, page, below, dense) if kind == "statement" else 0.0
        if below and rows:
            rows[-1].keep = True
        half = _half(rows) if kind == "statement" else 0
        if dense:
            for cell in (c for row in rows for c in row.cells):
                cell.style = cell.style.replace("Table", "Dense")
        style = val("w:tblStyle", "DenseTable" if dense else _TABLES[kind])
        measures = (make("w:tblW", w=sum(widths), type="dxa"), make("w:tblLayout", type="fixed"))
        description = vals("w", tblCaption=caption, tblDescription=heads or caption)
        properties = make("w:tblPr", style, *measures, make("w:tblLook", val="0020", **_LOOK), *description)
        grid = make("w:tblGrid", *(make("w:gridCol", w=width) for width in widths))
        written = [
            self._row(row, widths, pitch, kind, half)
            for row, _ in zip(rows, self._inline.addresses.rows_of_table(len(rows)), strict=True)
        ]
        return make("w:tbl", properties, grid, *written)

    def _row(self, row: WordRow, widths: list[int], pitch: float, kind: str, half: int) -> Element:
        height = make("w:trHeight", val=round(pitch * 20), hRule="atLeast") if pitch and not row.head else None
        properties = make("w:trPr", make("w:cantSplit"), height, on("w:tblHeader", row.head))
        written, start = [], 0
        for cell in row.cells:
            width = sum(widths[start : start + cell.span])
            written.append(self._cell(cell, row, width, kind, bool(half) and start == half))
            start += cell.span
        return make("w:tr", properties, *written)

    def _cell(self, cell: WordCell, row: WordRow, width: int, kind: str, second_half: bool) -> Element:
        shaded = (kind == "form" and cell.style == "FormHead" and cell.rows == 1) or cell.style == "SlipPart"
        merged = "restart" if cell.element is not None else "continue"
        properties = make(
            "w:tcPr",
            make("w:tcW", w=width, type="dxa"),
            val("w:gridSpan", cell.span) if cell.span > 1 else None,
            val("w:vMerge", merged) if cell.rows > 1 else None,
            _borders(row, kind, second_half),
            make("w:shd", val="clear", color="auto", fill="F2F2F2") if shaded else None,
            _margins(cell, row, kind),
        )
        paragraphs = self._paragraphs(cell, row, width)
        for paragraph in paragraphs:
            paragraph.keep = row.keep
        return make("w:tc", properties, *(paragraph.element() for paragraph in paragraphs))

    def _paragraphs(self, cell: WordCell, row: WordRow, width: int) -> list[Paragraph]:
        if cell.element is None:
            return [Paragraph(cell.style)]
        strong = "total" in row.kinds or "strong" in (cell.element.get("class") or "").split()
        form = frozenset({STRONG}) if strong else PLAIN
        written: list[Paragraph] = []
        for part in stretches(cell.element):
            if isinstance(part, list):
                words = cell_lines(part, cell, width, self._measures, names_row=self._inline.locked(cell.element))
                written.append(Paragraph(cell.style, self._inline.sentence(cell.element, words, form)))
            elif part.tag == "p":
                classes(part, ())
                written.append(Paragraph(cell.style, self._inline.sentence(part, list(items(part)), form)))
            elif part.tag in ("ol", "ul"):  # each item its own words
                written += self._lists.paragraphs(part, self._inline, cell.style, form)
            else:
                raise refuse(part, "表格单元格")
        return written or [Paragraph(cell.style)]


def _half(rows: list[WordRow]) -> int:
    """The column where spending begins beside income, if the table has two such halves."""
    first = rows[0].cells if rows and rows[0].head else []
    return first[0].span if len(first) == 2 and first[0].span == 3 else 0


def _margins(cell: WordCell, row: WordRow, kind: str) -> Element | None:
    """Words in heads are broken by hand to fit: they may go nearer to the rules than figures."""
    if cell.style == "FormHead":
        upright = None
    elif row.head and kind == "statement":
        upright = round(HEAD_PADDING * 20)
    else:
        return None
    sides = (("top", upright), ("left", 30), ("bottom", upright), ("right", 30))
    return make("w:tcMar", *(make(f"w:{side}", w=wide, type="dxa") for side, wide in sides if wide is not None))


def _borders(row: WordRow, kind: str, second_half: bool) -> Element | None:
    """The heavier rules of a statement: below the head, round a total, above a group, between two halves."""
    if kind in ("form", "slip"):
        return None
    top = bottom = 0
    if row.last_head:
        bottom = 6
    if "total" in row.kinds:
        top = bottom = 6
    elif "group" in row.kinds:
        top = 5
    sides = (("top", top), ("left", 6 * second_half), ("bottom", bottom))
    ruled = [make(f"w:{side}", val="single", sz=size, space=0, color="000000") for side, size in sides if size]
    return make("w:tcBorders", *ruled) if ruled else None
