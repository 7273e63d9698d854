"""SpreadsheetML of 2003, which calls itself .xls -> its sheets as grids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from lxml import etree

from reportgen.reading import limits
from reportgen.reading.container import SPREADSHEETML
from reportgen.reading.grid import Grid, Notice, OpenedFile, Unreadable
from reportgen.reading.package import AGAIN, declares, parsed
from reportgen.reading.sheet_details import GENERAL, Place, SheetDetails
from reportgen.reading.sheet_notices import notices_of
from reportgen.reading.sheet_reader import Area, SheetReader

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_NAMED = {"Standard": "#,##0.00", "Fixed": "0.00", "Percent": "0.00%", "Short Date": "yyyy/m/d", "General": GENERAL}
_WIDEST = 16_384


def read_spreadsheet_xml(path: Path, data: bytes) -> OpenedFile:
    """All its sheets. Raises Unreadable."""
    if declares(data):
        raise Unreadable("R007", "文件里声明了实体（DTD），正常的文件里没有", AGAIN)
    root, watch = parsed(data), limits.Watch()
    formats = {
        str(style.get(f"{_SS}ID")): _NAMED.get(code, code)
        for style in root.iter(f"{_SS}Style")
        for found in style.iter(f"{_SS}NumberFormat")
        if (code := str(found.get(f"{_SS}Format", GENERAL)))
    }
    grids: list[Grid] = []
    notices: list[Notice] = []
    for number, sheet in enumerate(root.iter(f"{_SS}Worksheet"), 1):
        if number > limits.MOST_SHEETS:
            raise limits.too_large(f"有 {number} 张以上的工作表")
        name = str(sheet.get(f"{_SS}Name") or f"Sheet{number}")
        reading = _Worksheet(sheet, formats, watch)
        hidden = any((v.text or "").startswith("SheetHidden") for v in sheet.iter("{*}Visible"))
        reader = SheetReader(path.name, name, reading.details, hidden=hidden)
        values = list(reading.values())
        grids.append(reader.grid(values, reading.merged))
        notices += notices_of(grids[-1], reading.details, reader.noisy, reader.covered)
    if not any(grid.cells for grid in grids):
        raise Unreadable("R004", "工作簿里没有一格有内容", "请检查是不是导出时没有选数据")
    return OpenedFile(path, SPREADSHEETML, tuple(grids), notices=tuple(notices))


class _Worksheet:
    """One sheet: its values one by one; meanwhile what is known of its cells, and what is merged."""

    def __init__(self, sheet: etree._Element, formats: Mapping[str, str], watch: limits.Watch) -> None:
        self._sheet, self._formats, self._watch = sheet, formats, watch
        self.details = SheetDetails()
        self.merged: list[Area] = []

    def values(self) -> Iterator[tuple[Place, Any]]:
        """The cells with something in them."""
        self._hidden_columns()
        row, count = -1, 0
        for line in self._sheet.iter(f"{_SS}Row"):
            row = _index(line, row)
            if line.get(f"{_SS}Hidden") == "1":
                self.details.hidden_rows.add(row)
            self._watch.look()
            column = -1
            for cell in line.iter(f"{_SS}Cell"):
                column = _index(cell, column)
                place = (row, column)
                count += 1
                if count > limits.MOST_CELLS:
                    raise limits.too_large(f"有 {count} 格以上")
                value = _value(cell)
                self._describe(cell, place)
                if value is not None and value != "":
                    yield place, value
                column += _span(cell, "MergeAcross")
            row += 0 if line.get(f"{_SS}Span") is None else _span(line, "Span")

    def _describe(self, cell: etree._Element, place: Place) -> None:
        across, down = _span(cell, "MergeAcross"), _span(cell, "MergeDown")
        if across or down:
            self.merged.append((place, (place[0] + down, place[1] + across)))
        if formula := cell.get(f"{_SS}Formula"):
            self.details.formulas[place] = formula.lstrip("=")
        code = self._formats.get(str(cell.get(f"{_SS}StyleID")), GENERAL)
        if code != GENERAL:
            self.details.formats[place] = code

    def _hidden_columns(self) -> None:
        column = -1
        for element in self._sheet.iter(f"{_SS}Column"):
            column = _index(element, column)
            last = column + _span(element, "Span")
            if element.get(f"{_SS}Hidden") == "1":
                self.details.hidden_columns.update(range(column, min(last, _WIDEST) + 1))
            column = last


def _index(element: etree._Element, before: int) -> int:
    said = str(element.get(f"{_SS}Index", ""))
    return min(int(said) - 1, 1_048_575) if re.fullmatch(r"[1-9]\d{0,6}", said) else before + 1


def _span(element: etree._Element, name: str) -> int:
    said = str(element.get(f"{_SS}{name}", ""))
    return int(said) if re.fullmatch(r"\d{1,6}", said) else 0


def _value(cell: etree._Element) -> Any:
    data = cell.find("{*}Data")
    if data is None:
        return None
    text = "".join(map(str, data.itertext()))
    kind = data.get(f"{_SS}Type")
    try:
        if kind == "Number" and text.strip():
            return Decimal(text.strip())
        if kind == "DateTime":
            return datetime.fromisoformat(text.strip())
    except (InvalidOperation, ValueError):
        return text
    return text == "1" if kind == "Boolean" else text
