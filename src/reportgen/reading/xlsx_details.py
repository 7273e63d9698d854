"""The parts of an .xlsx -> by sheet name, what its cells have besides values."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from reportgen.reading import limits
from reportgen.reading.grid import letters_of
from reportgen.reading.number_format import BUILT_IN
from reportgen.reading.package import broken, main_part, parsed
from reportgen.reading.sheet_details import GENERAL, Place, SheetDetails

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_WIDEST, _HIGHEST = 16_384, 1_048_576
BOOK = "xl/workbook.xml"
_TRUE = ("1", "true", "on")


def details_of(parts: Mapping[str, bytes], watch: limits.Watch) -> dict[str, SheetDetails]:
    """Of every sheet of the workbook. Raises Unreadable."""
    formats = _formats(parts)
    book = main_part(parts, BOOK)
    targets = _targets(parts, book)
    found = {}
    for sheet in parsed(parts[book]).iter("{*}sheet"):
        relation = next((v for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        content = parts.get(targets.get(str(relation), ""))
        if content is not None:
            found[str(sheet.get("name", ""))] = _SheetXml(formats, watch).read(content)
    return found


def _targets(parts: Mapping[str, bytes], book: str) -> dict[str, str]:
    folder, name = posixpath.split(book)
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    if relations is None:
        return {}
    return {
        str(r.get("Id")): posixpath.normpath(posixpath.join(folder, t)) if not t.startswith("/") else t.lstrip("/")
        for r in parsed(relations).iter("{*}Relationship")
        if (t := str(r.get("Target", "")))
    }


def _formats(parts: Mapping[str, bytes]) -> Sequence[str]:
    """The number format of each style of cells."""
    content = next((c for name, c in parts.items() if name.lower().endswith("xl/styles.xml")), None)
    if content is None:
        return ()
    root = parsed(content)
    own = {f.get("numFmtId"): str(f.get("formatCode", GENERAL)) for f in root.iter("{*}numFmt")}
    styles = root.find("{*}cellXfs")
    ids = [] if styles is None else [str(xf.get("numFmtId", "0")) for xf in styles]
    return [own.get(i) or (BUILT_IN.get(int(i), GENERAL) if i.isdigit() else GENERAL) for i in ids]


class _SheetXml:
    """Reads one sheet's XML once, row by row, and lets each row go."""

    def __init__(self, formats: Sequence[str], watch: limits.Watch) -> None:
        self._formats, self._watch = formats, watch
        self._shared: dict[str, tuple[str, str]] = {}
        self._row = -1
        self._cells = 0
        self._found = SheetDetails()

    def read(self, content: bytes) -> SheetDetails:
        """The details of the sheet."""
        try:
            for element in _elements(content):
                if element.tag.endswith("}row"):
                    self._take_row(element)
                else:
                    self._take_column(element)
                element.clear()
        except (etree.LxmlError, ValueError) as error:
            raise broken() from error
        return self._found

    def _take_column(self, element: etree._Element) -> None:
        if element.get("hidden") in _TRUE:
            first, last = int(element.get("min") or 1), int(element.get("max") or 1)
            self._found.hidden_columns.update(range(max(first, 1) - 1, min(last, _WIDEST)))

    def _take_row(self, row: etree._Element) -> None:
        self._row = _number(row.get("r"), self._row + 2) - 1
        if not 0 <= self._row < _HIGHEST:
            raise broken()
        if row.get("hidden") in _TRUE:
            self._found.hidden_rows.add(self._row)
        if self._row % 500 == 0:
            self._watch.look()
        column = -1
        for cell in row:
            place = _place(cell.get("r")) or (self._row, column + 1)
            column = place[1]
            self._take_cell(cell, place)

    def _take_cell(self, cell: etree._Element, place: Place) -> None:
        if not len(cell):
            return
        self._cells += 1
        if self._cells > limits.MOST_CELLS:
            raise limits.too_large(f"一张表里有 {self._cells} 格以上")
        self._found.reach(*place)
        style = cell.get("s")
        if style and style.isdigit() and int(style) < len(self._formats):
            code = self._formats[int(style)]
            if code != GENERAL:
                self._found.formats[place] = code
        for child in cell:
            if str(child.tag).endswith("}f"):
                self._found.formulas[place] = self._formula(child, place)

    def _formula(self, element: etree._Element, place: Place) -> str:
        text, group = element.text or "", element.get("si")
        here = f"{letters_of(place[1])}{place[0] + 1}"
        if element.get("t") != "shared" or group is None:
            return text or "?"
        if text:
            self._shared[group] = (text, here)
            return text
        if group not in self._shared:
            return "?"
        from openpyxl.formula.translate import Translator, TranslatorError  # few workbooks share a formula

        first, origin = self._shared[group]
        try:
            return str(Translator(f"={first}", origin=origin).translate_formula(here)).removeprefix("=")
        except (TranslatorError, ValueError, IndexError):
            return "?"


def _elements(content: bytes) -> Iterator[etree._Element]:
    """Rows and columns as they end."""
    events = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        tag=("{*}row", "{*}col"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in events:
        yield element


def _place(address: str | None) -> Place | None:
    found = _ADDRESS.fullmatch(address or "")
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row - 1, column - 1) if column <= _WIDEST and row <= _HIGHEST else None


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise
