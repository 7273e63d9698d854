"""table -> w:tbl, one string per table; spans, repeated head, widths from the <col>s, kinds of cells as styles."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from reportgen.document.tree import squeeze, text_of
from reportgen.writers.docx.cells import WordCell, WordRow, place, rows_of, width_of, widths_of
from reportgen.writers.docx.inline import Inline, classes, items, refuse, refuse_text, stretches
from reportgen.writers.docx.lists import WordLists
from reportgen.writers.docx.pages import WordPage
from reportgen.writers.docx.room import HEAD_PADDING, only_fits_dense, pitch_of
from reportgen.writers.docx.titles import cell_lines
from reportgen.writers.docx.wml import PLAIN, STRONG, Paragraph, quoted

_TABLES = {"statement": "StatementTable", "form": "FormTable", "plain": "PlainTable", "slip": "SlipTable"}
# words in heads are broken by hand to fit: they may go nearer to the rules than figures
_SIDES = '<w:left w:w="30" w:type="dxa"/>{}<w:right w:w="30" w:type="dxa"/>'
_ROOM = '<w:{} w:w="{}" w:type="dxa"/>'
_PADDING = round(HEAD_PADDING * 20)
_FORM_HEAD = f"<w:tcMar>{_SIDES.format('')}</w:tcMar>"
_HEAD = f"<w:tcMar>{_ROOM.format('top', _PADDING)}{_SIDES.format(_ROOM.format('bottom', _PADDING))}</w:tcMar>"
_DENSE = 9  # columns of an upright statement from which its type is smaller


class Tables:
    """Writes the tables of one document."""

    def __init__(self, inline: Inline, lists: WordLists) -> None:
        self._inline = inline
        self._lists = lists

    def xml(self, table: ET.Element, page: WordPage, title: str, below: Sequence[ET.Element] = ()) -> str:
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
        upright = kind == "statement" and page.height > page.width
        dense = upright and (len(widths) >= _DENSE or only_fits_dense(rows, widths, page, below))
        pitch = pitch_of(rows, widths, page, below, dense) if kind == "statement" else 0.0
        if below and rows:
            rows[-1].keep = True
        half = _half(rows) if kind == "statement" else 0
        if dense:
            for cell in (c for row in rows for c in row.cells):
                cell.style = cell.style.replace("Table", "Dense")
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{"DenseTable" if dense else _TABLES[kind]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoted(caption)}/><w:tblDescription w:val={quoted(heads or caption)}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(self._row(row, widths, pitch, kind, half) for row in rows)}</w:tbl>"
        )

    def _row(self, row: WordRow, widths: list[int], pitch: float, kind: str, half: int) -> str:
        properties = "<w:cantSplit/>"
        if pitch and not row.head:
            properties += f'<w:trHeight w:val="{round(pitch * 20)}" w:hRule="atLeast"/>'
        if row.head:
            properties += "<w:tblHeader/>"
        written, start = [], 0
        for cell in row.cells:
            width = sum(widths[start : start + cell.span])
            written.append(self._cell(cell, row, width, kind, bool(half) and start == half))
            start += cell.span
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(written)}</w:tr>"

    def _cell(self, cell: WordCell, row: WordRow, width: int, kind: str, second_half: bool) -> str:
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if cell.span > 1:
            properties += f'<w:gridSpan w:val="{cell.span}"/>'
        if cell.rows > 1:
            properties += f'<w:vMerge w:val="{"restart" if cell.element is not None else "continue"}"/>'
        properties += _borders(row, kind, second_half)
        if (kind == "form" and cell.style == "FormHead" and cell.rows == 1) or cell.style == "SlipPart":
            properties += '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
        if cell.style == "FormHead":
            properties += _FORM_HEAD
        elif row.head and kind == "statement":
            properties += _HEAD
        paragraphs = self._paragraphs(cell, row, width)
        for paragraph in paragraphs:
            paragraph.keep = row.keep
        content = "".join(p.xml() for p in paragraphs)
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"

    def _paragraphs(self, cell: WordCell, row: WordRow, width: int) -> list[Paragraph]:
        if cell.element is None:
            return [Paragraph(cell.style)]
        strong = "total" in row.kinds or "strong" in (cell.element.get("class") or "").split()
        form = frozenset({STRONG}) if strong else PLAIN
        written: list[Paragraph] = []
        for part in stretches(cell.element):
            if isinstance(part, list):
                words = cell_lines(part, cell, width, names_row=self._inline.locked(cell.element))
                written.append(Paragraph(cell.style, self._inline.sentence(cell.element, words, form)))
            elif part.tag == "p":
                classes(part, ())
                written.append(Paragraph(cell.style, self._inline.sentence(part, list(items(part)), form)))
            elif part.tag in ("ol", "ul"):
                written += self._lists.paragraphs(part, self._inline, cell.style, form)  # each item its own words
            else:
                raise refuse(part, "表格单元格")
        return written or [Paragraph(cell.style)]


def _half(rows: list[WordRow]) -> int:
    """The column where spending begins beside income, if the table has two such halves."""
    first = rows[0].cells if rows and rows[0].head else []
    return first[0].span if len(first) == 2 and first[0].span == 3 else 0


def _borders(row: WordRow, kind: str, second_half: bool) -> str:
    """The heavier rules of a statement: below the head, round a total, above a group, between two halves."""
    if kind in ("form", "slip"):
        return ""
    top = bottom = 0
    if row.last_head:
        bottom = 6
    if "total" in row.kinds:
        top = bottom = 6
    elif "group" in row.kinds:
        top = 5
    sides = [
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (("top", top), ("left", 6 * second_half), ("bottom", bottom))
        if size
    ]
    return f"<w:tcBorders>{''.join(sides)}</w:tcBorders>" if sides else ""
