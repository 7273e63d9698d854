"""A planned sheet -> a worksheet: lines, tables, formulas, widths, and how it prints."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from decimal import Decimal
from typing import Any

from reportgen.writers.json import printed_text
from reportgen.writers.xlsx.amounts import cell_number, exact, number_format
from reportgen.writers.xlsx.cells import (
    LINE_HEIGHT,
    CellContent,
    Properties,
    added_by,
    content_of,
    heights_of,
    lines_of,
    looks_of,
    places_in,
)
from reportgen.writers.xlsx.grid import SheetCell, SheetGrid, formula, lay_out
from reportgen.writers.xlsx.plan import PlanLine, Point, Sheet

Target = tuple[str, int]

FONT: Properties = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
LOOKS: dict[str, Properties] = {
    "h1": {"bold": 1, "font_size": 18, "align": "center", "text_wrap": 1},
    "h2": {"bold": 1, "font_size": 14, "text_wrap": 1},
    "h3": {"bold": 1, "font_size": 12, "text_wrap": 1},
    "h4": {"bold": 1, "text_wrap": 1},
    "cover": {"font_size": 14, "align": "center", "text_wrap": 1},
    "table-title": {"bold": 1, "font_size": 16, "align": "center", "text_wrap": 1},
    "table-number": {"align": "right"},
    "chart": {"bold": 1, "text_wrap": 1},
    "figcaption": {"align": "center", "text_wrap": 1},
    "link": {"font_color": "#0563C1", "underline": 1},
}
TEXT_WIDTHS = (86.0, 20.0, 14.0)
TABLE_WIDTH = {False: 92.0, True: 140.0}  # characters on a portrait and a landscape page
HIGHEST = 409.0  # Excel's limit
LONGEST, CUT = 32_767, "……（太长，Excel 的一格写不下；全文见 Word 和 PDF）"
"""What a cell can hold, and what is said in one whose text is longer."""


class Painter:
    """Paints sheets into a workbook; `targets` tells on which sheet and row an id stands."""

    def __init__(self, workbook: Any, targets: dict[str, Target]) -> None:
        self._workbook = workbook
        self._targets = targets
        self._formats: dict[tuple[tuple[str, str | int], ...], Any] = {}

    def format(self, properties: Properties) -> Any:
        """One format for the same properties, so that the workbook stays small."""
        key = tuple(sorted({**FONT, **properties}.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(dict(key))
        return self._formats[key]

    def paint(self, sheet: Sheet) -> None:
        """Add the sheet and print settings that fit it to the width of its page."""
        page = _Page(self, self._workbook.add_worksheet(sheet.name), sheet)
        for item in sheet.items:
            page.add(item)
        page.finish()

    def place(self, id_: str) -> str | None:
        """Excel's address of the row where an id stands."""
        if id_ not in self._targets:
            return None
        name, row = self._targets[id_]
        return "internal:'{}'!A{}".format(name.replace("'", "''"), row + 1)


class _Page:
    """One worksheet being filled from the top."""

    def __init__(self, painter: Painter, worksheet: Any, sheet: Sheet) -> None:
        self._painter = painter
        self._worksheet = worksheet
        self._sheet = sheet
        self._row = 0
        tables = [lay_out(item) for item in sheet.items if isinstance(item, ET.Element)]
        self._widths = self._column_widths(tables)
        for column, width in enumerate(self._widths):
            worksheet.set_column(column, column, width)
        self._frozen = False

    def _column_widths(self, tables: list[SheetGrid]) -> list[float]:
        if not self._sheet.tabular:
            return list(TEXT_WIDTHS)
        total = TABLE_WIDTH[self._sheet.landscape]
        widest = max(tables, key=lambda grid: grid.columns, default=None)
        return [max(2.0, share * total) for share in widest.shares] if widest else [total]

    def finish(self) -> None:
        last = max(self._row - 1, 0), len(self._widths) - 1
        self._worksheet.set_paper(9)  # A4
        if self._sheet.landscape:
            self._worksheet.set_landscape()
        self._worksheet.print_area(0, 0, *last)
        self._worksheet.fit_to_pages(1, 0)
        self._worksheet.center_horizontally()
        self._worksheet.set_footer("&C&P / &N")
        if self._sheet.tabular:
            self._worksheet.hide_gridlines(2)

    def add(self, item: PlanLine | Point | ET.Element) -> None:
        if isinstance(item, Point):
            self._point(item)
        elif isinstance(item, ET.Element):
            self._table(item)
        elif item.kind == "table-meta" or item.beside:
            self._pair(item)
        else:
            self._line(item)

    # Lines

    def _line(self, line: PlanLine) -> None:
        looks: Properties = {"text_wrap": 1, **LOOKS.get(line.kind, {})}
        if line.depth > 1:
            looks["indent"] = line.depth - 1
        place = self._painter.place(line.target)
        width = self._widths[0]
        if self._sheet.tabular and len(self._widths) > 1:
            self._merge(self._row, 0, self._row, len(self._widths) - 1, self._painter.format(looks))
            width = sum(self._widths)
        self._text(self._row, 0, line.text, looks, place)
        size = int(looks.get("font_size", 11))
        self._height(self._row, lines_of(line.text, width, size) * LINE_HEIGHT * size / 11)
        self._row += 1

    def _pair(self, line: PlanLine) -> None:
        """Two texts in one row: over a table at its two edges, over a chart's data its unit."""
        column = len(self._widths) - 1 if self._sheet.tabular else 1
        if line.text:
            self._text(self._row, 0, line.text, dict(LOOKS.get(line.kind, {})))
            if column == 0 and line.beside:
                self._row += 1
        if line.beside:
            self._text(self._row, column, line.beside, {"align": "right"})
        self._row += 1

    def _point(self, point: Point) -> None:
        self._text(self._row, 0, point.label, {"indent": 1, "text_wrap": 1})
        number = exact(point.value)
        absolute = "-" not in point.text  # a label beside a drawn bar may leave its sign to the bar
        shown = number_format(number, point.text, 2, absolute) if number is not None else None
        if number is not None and shown:
            made = self._painter.format({"align": "right", "num_format": shown})
            self._worksheet.write_number(self._row, 1, cell_number(number), made)
        else:
            self._text(self._row, 1, point.text, {"align": "right"})
        self._text(self._row, 2, point.share, {"align": "right"})
        self._row += 1

    # Tables

    def _table(self, table: ET.Element) -> None:
        caption = table.find("caption")
        if caption is not None:
            self._line(PlanLine("table-title", printed_text(caption)))
        grid = lay_out(table)
        top = self._row
        addresses = {c.element.attrib["id"]: (top + c.row, c.column) for c in grid.cells if c.element.get("id")}
        places = max((places_in(c) for c in grid.cells), default=0) or 2
        contents = [(cell, content_of(cell, places)) for cell in grid.cells]
        values = {c.element.get("id", ""): content.value or Decimal(0) for c, content in contents if content.summable}
        pending = {c.element.get("id") for c in grid.cells if c.element.find(".//span[@class='pending']") is not None}
        for cell, content in contents:
            made = self._cell(cell, content, top)
            rule = cell.element.get("data-formula")
            if rule and content.summable and not any(term[1:] in pending for term in rule.split()):
                self._sum((top + cell.row, cell.column), content, made, rule, added_by(rule, values), addresses)
        for row, height in heights_of(grid, self._widths).items():
            self._height(top + row, height)
        self._row = top + grid.rows
        if grid.head_rows and self._sheet.tabular and not self._frozen:
            self._worksheet.freeze_panes(top + grid.head_rows, 0)
            self._worksheet.repeat_rows(top, top + grid.head_rows - 1)
            self._frozen = True

    def _cell(self, cell: SheetCell, content: CellContent, top: int) -> Any:
        """Write a cell over all that it covers, and return its format."""
        row, column = top + cell.row, cell.column
        looks = looks_of(cell)
        if content.shown:
            looks["num_format"] = content.shown
        made = self._painter.format(looks)
        if cell.rows > 1 or cell.columns > 1:
            self._merge(row, column, row + cell.rows - 1, column + cell.columns - 1, made)
        if content.value is not None and content.shown:
            self._worksheet.write_number(row, column, cell_number(content.value), made)
        else:
            self._text(row, column, content.text, looks)
        return made

    def _sum(
        self,
        at: tuple[int, int],
        content: CellContent,
        made: Any,
        rule: str,
        added: Decimal,
        addresses: dict[str, tuple[int, int]],
    ) -> None:
        """A sum keeps its result beside its formula; an approved total that is not the sum of its cells stays a
        number.
        """
        if added == (content.value or 0):
            self._worksheet.write_formula(*at, formula(rule, addresses), made, cell_number(added))
        elif content.value is not None:
            comment = f"核定数与各格相加不同：印的是 {content.value:f}，各格相加是 {added:f}，相差 {abs(content.value - added):f}。这一格是数，不是算式。"
            self._worksheet.write_comment(*at, comment, {"x_scale": 1.6, "font_name": "宋体", "font_size": 10})

    # Cells

    def _text(self, row: int, column: int, text: str, looks: Properties, place: str | None = None) -> None:
        """Words are always a string, also those that begin with "=": nothing in a text is run."""
        made = self._painter.format(looks)
        text = text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
        if not text:  # not a string without characters: "+A1" over one is an error in Excel
            self._worksheet.write_blank(row, column, None, made)
        elif place:
            self._worksheet.write_url(row, column, place, made, text)
        else:
            self._worksheet.write_string(row, column, text, made)

    def _merge(self, row: int, column: int, last_row: int, last_column: int, made: Any) -> None:
        self._worksheet.merge_range(row, column, last_row, last_column, "", made)

    def _height(self, row: int, height: float) -> None:
        if height > LINE_HEIGHT:
            self._worksheet.set_row(row, min(height, HIGHEST))
