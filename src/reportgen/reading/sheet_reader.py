"""The values of one sheet, with what is known of its cells -> a grid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from reportgen.model.float_noise import without_noise
from reportgen.reading import limits
from reportgen.reading.grid import Grid, GridCell, Spot
from reportgen.reading.number_format import shown_date, shown_number
from reportgen.reading.sheet_details import GENERAL, Place, SheetDetails

Area = tuple[Place, Place]
"""First and last cell of merged cells."""


class SheetReader:
    """Makes a grid of one sheet's values. noisy: cells that were healed, with what stood there; covered: cells with
    something in them below a merged one, which nobody sees.
    """

    def __init__(self, file: str, name: str, details: SheetDetails, *, hidden: bool) -> None:
        self._file, self._name, self._details, self._hidden = file, name, details, hidden
        self.noisy: list[tuple[GridCell, Decimal]] = []
        self.covered: list[GridCell] = []

    def grid(self, values: Iterable[tuple[Place, Any]], merged: Iterable[Area]) -> Grid:
        """The sheet as a grid."""
        cells: dict[Place, GridCell] = {}
        for place, value in values:
            cells[place] = self._cell(place, value)
        for place in self._details.formulas:
            if place not in cells:
                cells[place] = self._cell(place, "")
        self._merge(cells, merged)
        return Grid(
            self._name,
            self._file,
            {place: cells[place] for place in sorted(cells)},
            hidden=self._hidden,
            hidden_rows=frozenset(self._details.hidden_rows),
            hidden_columns=frozenset(self._details.hidden_columns),
        )

    def _cell(self, place: Place, value: Any) -> GridCell:
        code = self._details.formats.get(place, GENERAL)
        text, number = _shown(value, code)
        formula, day = self._details.formulas.get(place, ""), value if isinstance(value, date) else None
        made = GridCell(text, Spot(self._file, self._name, *place), number, formula=formula, day=day)
        if number is not None and not isinstance(value, int) and (stored := Decimal(str(value))) != number:
            self.noisy.append((made, stored))
        return made

    def _merge(self, cells: dict[Place, GridCell], merged: Iterable[Area]) -> None:
        """Gives merged cells their span, within what the sheet uses, and takes out what they cover."""
        height = max((row for row, _ in cells), default=0) + 1
        width = max((column for _, column in cells), default=0) + 1
        budget = limits.MOST_AREA
        for (top, left), (bottom, right) in merged:
            bottom, right = min(bottom, height - 1), min(right, width - 1)
            if bottom < top or right < left:
                continue
            budget -= (bottom - top + 1) * (right - left + 1)
            if budget < 0:
                raise limits.too_large("合并的单元格重重叠叠")
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if (row, column) != (top, left) and (hidden := cells.pop((row, column), None)):
                        self.covered.append(hidden)
            if first := cells.get((top, left)):
                cells[top, left] = replace(first, rows=bottom - top + 1, columns=right - left + 1)


def _shown(value: Any, code: str) -> tuple[str, Decimal | None]:
    """What a cell shows, and its number where it is one."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None
    if isinstance(value, int | float | Decimal):
        number = without_noise(Decimal(str(value)))
        if not number.is_finite():
            return str(value), None
        number = Decimal(f"{number:f}") if abs(number.adjusted()) < 40 else number
        whole = number.to_integral_value()
        number = whole if whole == number else number
        return shown_number(number, code) or f"{number:f}", number
    if isinstance(value, date | time | timedelta):
        return shown_date(value, code), None
    return str(value).replace("_x000D_", "").replace("\r\n", "\n"), None
