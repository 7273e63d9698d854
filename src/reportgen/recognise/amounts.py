"""A cell -> the amount in it, exactly, and what was odd about how it is written; nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.float_noise import without_noise
from reportgen.reading.grid import GridCell
from reportgen.reading.numbers import Kind, number_of

TYPED, UNREADABLE, DASH_ONE = "text", "unreadable", "一"
SIZES = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10000), "亿元": Decimal(10**8)}
"""Units of money and how many 元 each is."""


@dataclass(frozen=True, slots=True)
class ReadAmount:
    """value: None where nothing stands; odd: text (a number as text), unreadable (no number at all), 一, or nothing;
    unit: of money, typed behind the number.
    """

    value: Decimal | None
    odd: str = ""
    unit: str = ""


def read_amount(cell: GridCell) -> ReadAmount:
    """The amount of a cell. A rate is none."""
    read = number_of(cell)
    if read.is_number and read.value is not None and read.unit not in ("%", "‰"):
        unit = read.unit if read.unit in SIZES else ""
        return ReadAmount(without_noise(read.value), TYPED if cell.number is None else "", unit)
    if read.kind in (Kind.NOTHING, Kind.PENDING):
        return ReadAmount(None, DASH_ONE if cell.text.strip() == DASH_ONE else "")
    return ReadAmount(None, UNREADABLE)


def in_yuan(value: Decimal, unit: str) -> Decimal:
    """An amount of money in 元; counts as they are."""
    return value * SIZES.get(unit, Decimal(1))
