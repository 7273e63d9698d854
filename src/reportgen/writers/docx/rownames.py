"""What each body row of a table is called, and which of its cells hold words of their own.

A row is named for what its reader would call it: a code, an indicator, the left-hand head of a form. Its number in
the table says nothing, because a row put in above would rename all that follow.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from reportgen.document import squeeze
from reportgen.writers.docx.cells import Cell, Row

_WORDLESS = frozenset(("line", "code"))


def name_cells(rows: list[Row], kind: str) -> None:
    """Give every cell with words its part: the row's name, or words in that row."""
    columns = {at: _label(cell) for row in rows if row.head for at, cell in _placed(row)}
    for row in rows:
        if not row.head:
            (_halves if kind == "statement" else _one_name)(row, columns)


def _halves(row: Row, columns: dict[int, str]) -> None:
    """A statement's row: each side of it has a name, or a code with a name beside it; all of it is computed."""
    del columns
    code = ""
    for cell in row.cells:
        if cell.element is None:
            continue
        names = (cell.element.get("class") or "").split()
        if "code" in names:
            code = squeeze(_words(cell.element))
        elif "name" in names and _label(cell):
            cell.kind, cell.key, cell.locked = "row", code or _label(cell), True
            code = ""


def _one_name(row: Row, columns: dict[int, str]) -> None:
    """A form's row is named by its own head, a plain table's by its first words."""
    worded = [(at, cell) for at, cell in _placed(row) if _label(cell)]
    named = next((cell for _, cell in worded if cell.element is not None and cell.element.tag == "th"), None)
    named = named or next((cell for _, cell in worded if cell.style in ("FormText", "PlainText")), None)
    named = named or next((cell for _, cell in worded), None)
    if named is None:
        return
    named.kind, named.key, named.locked = "row", _key(named), named.style == "FormHead"
    for at, cell in worded:
        if cell is not named and cell.element is not None and cell.element.tag == "td":
            cell.kind, cell.key = "words", "/".join(filter(None, (named.key, columns.get(at))))


def _key(cell: Cell) -> str:
    """The first figure beside the name, because its key outlives a change of words; else the words."""
    figure = cell.element.find(".//data[@data-key]") if cell.element is not None else None
    return _label(cell) if figure is None else figure.get("data-key") or ""


def _placed(row: Row) -> list[tuple[int, Cell]]:
    placed, column = [], 0
    for cell in row.cells:
        placed.append((column, cell))
        column += cell.span
    return placed


def _label(cell: Cell) -> str:
    """The words of a cell without its figures, which may change while the row stays the same."""
    if cell.element is None or _WORDLESS & set((cell.element.get("class") or "").split()):
        return ""
    return squeeze(_words(cell.element)).replace("（）", "").strip("　 ")


def _words(element: ET.Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag != "data":
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
