"""table -> w:tbl, one string per table; spans, repeated head, widths from the <col>s, kinds of cells as styles."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.document import DocumentError, squeeze, text_of
from reportgen.writers.docx.inline import Inline, classes, items, refuse, refuse_text, stretches
from reportgen.writers.docx.lists import Lists
from reportgen.writers.docx.pages import Page
from reportgen.writers.docx.wml import PLAIN, STRONG, Paragraph, quoted

_TABLES = {"statement": "StatementTable", "form": "FormTable", "plain": "PlainTable"}
_ROWS = ("total", "group", "column-numbers")
_CELLS = {  # the first class that is present decides the paragraph style of a cell
    "num": "TableFigure",
    "code": "TableCode",
    "line": "TableLine",
    "center": "TableCentre",
    "l3": "TableText3",
    "l2": "TableText2",
    "l1": "TableText",
    "name": "TableText",
    "strong": "TableText",
}
_IN_PLAIN = {
    "TableText": "PlainText",
    "TableHead": "PlainHead",
    "TableFigure": "PlainFigure",
    "TableCentre": "PlainCentre",
}
_DENSE = 9  # columns of an upright statement from which its type is smaller
_TITLE = 51.0  # points above a statement; for each kind of paragraph below it: size, line, space before
_BELOW = {"note": (8.5, 12.5, 5.0), "nil": (14.0, 26.0, 14.0)}
_PITCHES = [n / 5 for n in range(90, 60, -1)]  # heights of body rows that are tried, in points


@dataclass
class _Cell:
    element: ET.Element | None  # None: the lower part of a cell that spans rows
    span: int
    style: str
    rows: int = 1


@dataclass
class _Row:
    element: ET.Element
    head: bool
    last_head: bool
    cells: list[_Cell] = field(default_factory=list)
    keep: bool = False  # on the page of the notes

    @property
    def kinds(self) -> list[str]:
        return classes(self.element, _ROWS)


class Tables:
    """Writes the tables of one document."""

    def __init__(self, inline: Inline, lists: Lists) -> None:
        self._inline = inline
        self._lists = lists

    def xml(self, table: ET.Element, page: Page, title: str, below: Sequence[ET.Element] = ()) -> str:
        """The w:tbl, as wide as the page's text.

        `title` names a table without a caption; a statement leaves room on its page for what stands below it.
        """
        name = table.get("id") or "无编号"
        refuse_text(table)
        kind = (classes(table, tuple(_TABLES)) or ["plain"])[0]
        rows = _rows(table, kind)
        widths = _widths(table, page.text_width, max((_width(r.element) for r in rows), default=0))
        _place(rows, len(widths), name)
        caption = next((squeeze(text_of(c)) for c in table if c.tag == "caption"), title)
        heads = "；".join(squeeze(text_of(cell)) for row in rows if row.head for cell in row.element)
        dense = kind == "statement" and len(widths) >= _DENSE and page.height > page.width
        pitch = _pitch(rows, widths, page, below, dense) if kind == "statement" else 0.0
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

    def _row(self, row: _Row, widths: list[int], pitch: float, kind: str, half: int) -> str:
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

    def _cell(self, cell: _Cell, row: _Row, width: int, kind: str, second_half: bool) -> str:
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if cell.span > 1:
            properties += f'<w:gridSpan w:val="{cell.span}"/>'
        if cell.rows > 1:
            properties += f'<w:vMerge w:val="{"restart" if cell.element is not None else "continue"}"/>'
        properties += _borders(row, kind, second_half)
        if kind == "form" and cell.style == "FormHead":
            properties += '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
        paragraphs = self._paragraphs(cell, row)
        for paragraph in paragraphs:
            paragraph.keep = row.keep
        content = "".join(p.xml() for p in paragraphs)
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"

    def _paragraphs(self, cell: _Cell, row: _Row) -> list[Paragraph]:
        if cell.element is None:
            return [Paragraph(cell.style)]
        strong = "total" in row.kinds or "strong" in (cell.element.get("class") or "").split()
        form = frozenset({STRONG}) if strong else PLAIN
        written: list[Paragraph] = []
        for part in stretches(cell.element):
            if isinstance(part, list):
                written.append(Paragraph(cell.style, self._inline.runs(part, form)))
            elif part.tag == "p":
                classes(part, ())
                written.append(Paragraph(cell.style, self._inline.runs(items(part), form)))
            elif part.tag in ("ol", "ul"):
                written += self._lists.paragraphs(part, self._inline, cell.style, form)
            else:
                raise refuse(part, "表格单元格")
        return written or [Paragraph(cell.style)]


def _rows(table: ET.Element, kind: str) -> list[_Row]:
    rows: list[_Row] = []
    for part in table:
        if part.tag not in ("caption", "colgroup", "thead", "tbody"):
            raise refuse(part, "表格")
        classes(part, ())
        if part.tag not in ("thead", "tbody"):
            continue
        refuse_text(part)
        for number, row in enumerate(part, start=1):
            if row.tag != "tr":
                raise refuse(row, "表格")
            refuse_text(row)
            head = part.tag == "thead"
            if head and any(not r.head for r in rows):
                raise DocumentError(f"表格 {table.get('id')} 的 thead 应当在最前面")
            rows.append(_Row(row, head, head and number == len(part)))
            rows[-1].cells = [_cell(c, rows[-1], kind) for c in row]
    return rows


def _cell(element: ET.Element, row: _Row, kind: str) -> _Cell:
    if element.tag not in ("td", "th"):
        raise refuse(element, "表格行")
    names = classes(element, tuple(_CELLS))
    style = next((_CELLS[name] for name in _CELLS if name in names), "TableText")
    if "column-numbers" in row.kinds:
        style = "TableColumnNumber"
    elif element.tag == "th" and kind == "form":
        style = "FormHead"
    elif row.head:
        style = "TableHead"
    elif kind == "form" and style == "TableText":
        style = "FormText"
    elif "total" in row.kinds and "name" in names:
        style = "TableCentre"
    if kind == "plain":
        style = _IN_PLAIN.get(style, style)
    return _Cell(element, int(element.get("colspan", "1")), style, int(element.get("rowspan", "1")))


def _width(row: ET.Element) -> int:
    return sum(int(cell.get("colspan", "1")) for cell in row)


def _widths(table: ET.Element, total: int, columns: int) -> list[int]:
    """Column widths in twips, their sum exactly the total."""
    shares: list[float] = []
    for column in table.iterfind("colgroup/col"):
        match = re.search(r"width:\s*([\d.]+)%", column.get("style") or "")
        if not match:
            raise DocumentError(f'表格 {table.get("id")} 的 <col> 没有写宽度（style="width:N%"）')
        shares.append(float(match[1]))
    shares = shares or [1.0] * columns
    ends = [round(total * sum(shares[: i + 1]) / sum(shares)) for i in range(len(shares))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _place(rows: list[_Row], columns: int, table: str) -> None:
    """Put the lower parts of row-spanning cells into the rows they reach; every row must fill the grid."""
    reaching: dict[int, tuple[int, _Cell]] = {}  # column -> rows still to come, lower part
    for number, row in enumerate(rows, start=1):
        row.cells, reaching, column = _fill_row(row.cells, reaching)
        if column != columns:
            raise DocumentError(f"表格 {table} 第 {number} 行占 {column} 列，表格有 {columns} 列")


def _fill_row(
    own: list[_Cell], reaching: dict[int, tuple[int, _Cell]]
) -> tuple[list[_Cell], dict[int, tuple[int, _Cell]], int]:
    """The cells of one row, those that reach into the next one, and the number of columns taken."""
    placed: list[_Cell] = []
    onward: dict[int, tuple[int, _Cell]] = {}
    waiting, column = list(own), 0
    while waiting or column in reaching:
        if column in reaching:
            left, cell = reaching[column]
            left -= 1
        else:
            cell = waiting.pop(0)
            left = cell.rows - 1
        if left:
            onward[column] = (left, _Cell(None, cell.span, cell.style, cell.rows))
        placed.append(cell)
        column += cell.span
    return placed, onward, column


def _half(rows: list[_Row]) -> int:
    """The column where spending begins beside income, if the table has two such halves."""
    first = rows[0].cells if rows and rows[0].head else []
    return first[0].span if len(first) == 2 and first[0].span == 3 else 0


def _borders(row: _Row, kind: str, second_half: bool) -> str:
    """The heavier rules of a statement: below the head, round a total, above a group, between two halves."""
    if kind == "form":
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


def _pitch(
    rows: list[_Row], widths: list[int], page: Page, below: Sequence[ET.Element], dense: bool
) -> float:
    """The height of a body row in points: roomy when the page allows it, so that a statement fills its page."""
    body = [row for row in rows if not row.head]
    if len(body) <= 1:
        return 26.0
    size, line = (8.3, 9.6) if dense else (9.0, 11.5)
    heights = [_lines(row, widths, size) * line + 0.5 for row in rows]
    free = page.text_height - _TITLE - sum(_height(p, page) for p in below) - 8.0
    free -= sum(max(height, 13.0) for row, height in zip(rows, heights, strict=True) if row.head)
    least = [height for row, height in zip(rows, heights, strict=True) if not row.head]
    fitting = (p for p in _PITCHES if sum(max(p + 0.3, height) for height in least) <= free)
    return next(fitting, 18.0)  # what breaks over pages anyway need not be tight


def _lines(row: _Row, widths: list[int], size: float) -> int:
    """How many lines the fullest cell of one row takes; a cell over several rows has room in the others."""
    most, start = 1, 0
    for cell in row.cells:
        width = sum(widths[start : start + cell.span]) / 20 - 6.0
        start += cell.span
        if cell.element is None or cell.rows > 1:
            continue
        pieces = "".join(
            "\n" if isinstance(i, ET.Element) and i.tag == "br" else _text(i) for i in items(cell.element)
        )
        width -= {"TableText2": size, "TableText3": 2 * size}.get(cell.style, 0.0)
        width = max(width, size)
        most = max(most, sum(math.ceil(max(_ems(p) * size, 1.0) / width) for p in pieces.split("\n")))
    return most


def _height(paragraph: ET.Element, page: Page) -> float:
    size, line, before = _BELOW[paragraph.get("class") or ""]
    return before + line * math.ceil(
        _ems(squeeze(text_of(paragraph))) * size / (page.text_width / 20 - 2 * size)
    )


def _text(item: str | ET.Element) -> str:
    return squeeze(item if isinstance(item, str) else text_of(item))


def _ems(text: str) -> float:
    return sum(0.5 if c.isascii() else 1.0 for c in text)
