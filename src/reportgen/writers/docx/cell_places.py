"""Where in its table each paragraph of a Word file that came back stands, as the cells are merged."""

from __future__ import annotations

from reportgen.reading.word import is_deleted, placed_cells
from reportgen.writers.docx.elements import Element, W
from reportgen.writers.docx.standing import CellPlace


class CellPlaces:
    """The cells of a file's tables, numbered as they are met."""

    def __init__(self) -> None:
        self._tables: dict[Element, int] = {}
        self._rows: dict[Element, int] = {}
        self._cells: dict[Element, CellPlace] = {}

    def of(self, paragraph: Element) -> CellPlace | None:
        """The cell of a paragraph; None outside of tables, and in a row that was deleted."""
        above: dict[object, Element] = {}
        for element in paragraph.iterancestors(f"{W}tc", f"{W}tr", f"{W}tbl"):
            above.setdefault(element.tag, element)
        cell, row, table = (above.get(f"{W}{name}") for name in ("tc", "tr", "tbl"))
        if cell is None or row is None or table is None or is_deleted(row):
            return None
        if cell not in self._cells:
            self._number(row, table)
        return self._cells.get(cell)

    def _number(self, row: Element, table: Element) -> None:
        number = self._tables.setdefault(table, len(self._tables) + 1)
        at = self._rows[table] = self._rows.get(table, -1) + 1
        for column, columns, covered, cell in placed_cells(row):
            self._cells[cell] = CellPlace(number, at, column, columns, covered)
