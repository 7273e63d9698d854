"""table -> rows of cells on a full grid: kinds of cells as styles, lower parts of spanning cells in their rows."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from reportgen.document.grid import place as grid_of
from reportgen.document.tree import DocumentError
from reportgen.writers.docx.inline import classes, refuse, refuse_text

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
    "prose": "TableText",
    "strong": "TableText",
    "head": "TableText",
}
_IN_FORM = ("TableText", "TableFigure", "TableCentre")
_IN_PLAIN = {
    "TableText": "PlainText",
    "TableHead": "PlainHead",
    "TableFigure": "PlainFigure",
    "TableCentre": "PlainCentre",
}


@dataclass
class WordCell:
    """A cell as it will be written; `element` is None for the lower part of one that spans rows."""

    element: ET.Element | None
    span: int
    style: str
    rows: int = 1


@dataclass
class WordRow:
    """A row as it will be written."""

    element: ET.Element
    head: bool
    last_head: bool
    cells: list[WordCell] = field(default_factory=list)
    keep: bool = False  # on the page of the notes

    @property
    def kinds(self) -> list[str]:
        """total, group or column-numbers."""
        return classes(self.element, _ROWS)


def rows_of(table: ET.Element, kind: str) -> list[WordRow]:
    """The rows, each with the cells that begin in it."""
    rows: list[WordRow] = []
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
            rows.append(WordRow(row, head, head and number == len(part)))
            rows[-1].cells = [_cell(c, rows[-1], kind) for c in row]
    return rows


def _cell(element: ET.Element, row: WordRow, kind: str) -> WordCell:
    if element.tag not in ("td", "th"):
        raise refuse(element, "表格行")
    names = classes(element, tuple(_CELLS))
    style = next((_CELLS[name] for name in _CELLS if name in names), "TableText")
    if "column-numbers" in row.kinds:
        style = "TableColumnNumber"
    elif element.tag == "th" and kind == "form":
        style = "FormHead"
    elif kind == "slip":
        style = (
            ("SlipPart" if "head" in names else "SlipHead") if element.tag == "th" else style.replace("Table", "Slip")
        )
    elif row.head:
        style = "TableHead"
    elif kind == "form":
        style = style.replace("Table", "Form") if style in _IN_FORM else style
    elif "total" in row.kinds and "name" in names:
        style = "TableCentre"
    if kind == "plain":
        style = _IN_PLAIN.get(style, style)
    return WordCell(element, int(element.get("colspan", "1")), style, int(element.get("rowspan", "1")))


def width_of(row: ET.Element) -> int:
    """How many columns the cells of a row take."""
    return sum(int(cell.get("colspan", "1")) for cell in row)


def widths_of(table: ET.Element, total: int, columns: int) -> list[int]:
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


def place(rows: list[WordRow], columns: int, table: ET.Element) -> None:
    """Put the lower parts of row-spanning cells into the rows they reach; every row must fill the grid."""
    made = {id(cell.element): cell for row in rows for cell in row.cells}
    grid = {(at.row + down, at.column): (at, down) for at in grid_of(table) for down in range(at.rows)}
    for number, row in enumerate(rows):
        placed, column = [], 0
        while (number, column) in grid:
            at, down = grid[number, column]
            cell = made[id(at.element)]
            placed.append(WordCell(None, cell.span, cell.style, cell.rows) if down else cell)
            column += at.columns
        row.cells = placed
        if column != columns:
            raise DocumentError(
                f"表格 {table.get('id') or '无编号'} 第 {number + 1} 行占 {column} 列，表格有 {columns} 列"
            )
