"""Cells, sheets and figures as they are called in what is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.reading.grid import GridCell, letters_of
from reportgen.recognise.seen import SeenFigure

_NAMED = 3
"""So many cells are named."""
_NUMBER = re.compile(r"[A-Z]{1,2}\d{2}(?:[_-]\d)?(?!\d)|\d\.\d{2}(?!\d)")


def place(cell: GridCell) -> str:
    """Z04 支出决算表!F23 of a cell, as short as it is clear."""
    return f"{short(cell.spot.sheet)}!{letters_of(cell.spot.column)}{cell.spot.row + 1}"


def short(sheet: str) -> str:
    """The number that the name of a sheet begins with, or its first word."""
    found = _NUMBER.match(sheet)
    return found[0] if found else sheet.split(" ", 1)[0] or sheet


def some(cells: Sequence[GridCell]) -> str:
    """The first few cells with what stands in them."""
    words = "、".join(f"{place(cell)}“{cell.text.strip() or cell.number}”" for cell in cells[:_NAMED])
    return words + ("等" if len(cells) > _NAMED else "")


def shown(value: Decimal | None) -> str:
    """1,234.50."""
    if value is None:
        return "空的"
    return f"{value:,.2f}" if int(value.as_tuple().exponent) == -1 else f"{value:,f}"


def called(figure: SeenFigure) -> str:
    """（合计）: the label of a figure's row, where it has one."""
    return f"（{figure.label}）" if figure.label else ""
