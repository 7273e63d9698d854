"""A formula of a cell without a result that can be trusted -> what it computes to: SUM, + and −, of its sheet."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.reading.grid import GridCell
from reportgen.recognise.amounts import read_amount
from reportgen.recognise.cells import Cells

_TERM = re.compile(r"([+-]?)(?:SUM\(([^()]*)\)|(\$?[A-Z]{1,3}\$?\d+)|(\d+(?:\.\d+)?))")
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_DEEPEST, _LARGEST = 12, 20000


def compute(cells: Cells, cell: GridCell, depth: int = 0) -> Decimal | None:
    """The value of a formula, those of the cells that it names computed too; None where it says more than sums."""
    text = cell.formula.lstrip("=").replace(" ", "").upper()
    if depth > _DEEPEST or not text or "".join(m[0] for m in _TERM.finditer(text)) != text:
        return None
    total = Decimal(0)
    for sign, ranges, place, number in _TERM.findall(text):
        if number:
            value: Decimal | None = Decimal(number)
        else:
            value = _sum(cells, ranges or place, depth)
        if value is None:
            return None
        total += -value if sign == "-" else value
    return total


def _sum(cells: Cells, ranges: str, depth: int) -> Decimal | None:
    total = Decimal(0)
    for part in ranges.split(","):
        corners = [_PLACE.fullmatch(corner) for corner in part.split(":")]
        if len(corners) > 2 or not all(corners):
            return None
        (top, left), (bottom, right) = (_at(corner) for corner in (corners[0], corners[-1]))
        if (bottom - top + 1) * (right - left + 1) > _LARGEST:
            return None
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                found = cells.own(row, column)
                value = value_of(cells, found, depth + 1) if found else None
                total += value or 0
    return total


def _at(corner: re.Match[str] | None) -> tuple[int, int]:
    assert corner is not None  # noqa: S101  # the caller has looked
    column = 0
    for letter in corner[1]:
        column = column * 26 + ord(letter) - 64
    return int(corner[2]) - 1, column - 1


def value_of(cells: Cells, cell: GridCell, depth: int = 0) -> Decimal | None:
    """The figure of a cell: what it stores; where it is a formula that stores nothing or 0, what that computes to."""
    stored = read_amount(cell).value
    if not cell.formula or stored:
        return stored
    computed = compute(cells, cell, depth)
    return stored if computed is None else computed
