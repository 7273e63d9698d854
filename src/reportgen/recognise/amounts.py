"""A cell -> the amount in it, exactly, and what was odd about how it is written; nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from reportgen.reading.grid import GridCell

NOTHING = re.compile(r"[-—–―－─‐‑−~～]*|[一/\\]|\.{3,6}|…{1,2}|无|空|不适用")
"""What stands for no amount: blank, a dash of any kind, the Chinese one typed for a dash, dots of a row left open."""
_PLAIN = re.compile(r"\d+(?:\.\d*)?|\.\d+|\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d+)?[Ee][+-]?\d{1,2}")
_PLACES = Decimal("0.000001")
TYPED, UNREADABLE, DASH_ONE = "text", "unreadable", "一"


@dataclass(frozen=True, slots=True)
class ReadAmount:
    """value: None where nothing stands; odd: text (a number as text), unreadable (no number at all), 一, or nothing."""

    value: Decimal | None
    odd: str = ""


def read_amount(cell: GridCell) -> ReadAmount:
    """The amount of a cell."""
    if cell.number is not None:
        return ReadAmount(without_noise(cell.number))
    return read_text(cell.text)


def read_text(text: str) -> ReadAmount:
    """1,234.50 （1,200.00） -1,200.00 １２ ￥3 1.2E+7 -> the number; — and blanks -> nothing; 1.234,50 -> unreadable."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if NOTHING.fullmatch(plain):
        return ReadAmount(None, DASH_ONE if plain == DASH_ONE else "")
    plain = re.sub(r"^[¥$]|元$", "", plain)
    bracketed = re.fullmatch(r"\((.*)\)", plain)
    signed = re.fullmatch(r"([-—–−+]?)¥?(.*)", bracketed[1] if bracketed else plain)
    if signed is None or not _PLAIN.fullmatch(signed[2]) or (bracketed and signed[1]):
        return ReadAmount(None, UNREADABLE)
    value = Decimal(signed[2].replace(",", "").rstrip("."))
    return ReadAmount(-value if bracketed or signed[1] not in ("", "+") else value, TYPED)


def without_noise(number: Decimal) -> Decimal:
    """The number without the digits that binary arithmetic of a spreadsheet leaves behind (0.30000000000000004)."""
    if int(number.as_tuple().exponent) >= -6:
        return number
    rounded = number.quantize(_PLACES)
    return rounded.normalize() if abs(rounded - number) < Decimal("0.0000005") else number


SIZES = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10000), "亿元": Decimal(10**8)}
"""Units of money and how many 元 each is."""


def in_yuan(value: Decimal, unit: str) -> Decimal:
    """An amount of money in 元; counts as they are."""
    return value * SIZES.get(unit, Decimal(1))
