"""An amount in the unit of a table that is not in 万元: 支出.208.元 is 支出.208 in 元; 支出.208.整万元 is printed without
decimals.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reportgen.figures.book import FigureBook, Rules
from reportgen.figures.keys import DIGITS, WHOLE
from reportgen.model.figure import WAN, Calculated, Figure

UNIT_RULES = Rules()


@UNIT_RULES.makes("换算金额单位", rf"(?P<key>.+)\.(?P<unit>{'|'.join(DIGITS)})")
def converted(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The same amount, exact, in another unit; None of what is no amount."""
    amount, unit = book.resolve(match["key"]), match["unit"]
    if amount.unit != WAN:
        return None
    value = None if amount.value is None else amount.value.scaleb(DIGITS[unit])
    origin = Calculated(f"换成{unit}", amount.key, (amount,), same=True)
    tolerance = amount.tolerance.scaleb(DIGITS[unit])
    return Figure(match.string, value, unit, origin, amount.state, amount.label, amount.text, tolerance)


@UNIT_RULES.makes("换算金额单位", rf"(?P<key>.+)\.{WHOLE}")
def in_whole(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The same amount, exact, that is printed without decimals; None of what is no amount."""
    amount = book.resolve(match["key"])
    if amount.unit != WAN:
        return None
    return replace(
        amount, key=match.string, origin=Calculated("取整到万元", amount.key, (amount,), same=True), places=0
    )


def in_unit(figure: Figure, unit: str) -> str:
    """The key under which a table in this unit prints a figure: its own, where it is no amount in 万元."""
    return f"{figure.key}.{unit}" if unit in DIGITS and figure.unit == WAN else figure.key
