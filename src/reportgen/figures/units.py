"""An amount in the unit of a table that is not in 万元: 支出.208.元 is 支出.208 in 元; 支出.208.整万元 is printed without
decimals.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reportgen.figures.book import AS_PRINTED, FigureBook, Rules
from reportgen.figures.keys import DIGITS, WHOLE, split_measure
from reportgen.model.figure import PERCENT, WAN, Calculated, Figure

UNIT_RULES = Rules()


@UNIT_RULES.makes("换算金额单位", rf"(?P<key>.+)\.(?P<unit>{'|'.join(DIGITS)})")
def converted(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The same amount, exact, in another unit; a rate of amounts as they are in it. None of anything else."""
    amount, unit = book.resolve(match["key"]), match["unit"]
    if rate := _rate_of(amount):
        rule, *inputs = rate
        part, whole = (book.resolve(f"{figure.key}.{unit}") for figure in inputs)
        return book.ratio(match.string, part, whole, f"{part.key} ÷ {whole.key}", rule)
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
    """The key under which a table in this unit prints a figure: its own, where it is no amount in 万元 and no rate of
    such amounts. 1234.56元 of 1300.00元 are 94.97%, not the 92.31% of 0.12万元 and 0.13万元.
    """
    if unit not in DIGITS or not (figure.unit == WAN or _rate_of(figure)):
        return figure.key
    measure = split_measure(figure.key)
    if figure.unit == WAN or measure is None:
        return f"{figure.key}.{unit}"
    part, name, whole = measure
    return f"{part}.{unit}.{name}.{whole}.{unit}" if name == "占" else figure.key


def _rate_of(figure: Figure) -> tuple[str, Figure, Figure] | None:
    """The rule, the part and the whole of a rate that is one amount in 万元 divided by another one."""
    made = figure.origin
    if figure.unit != PERCENT or not isinstance(made, Calculated) or len(made.inputs) != len(("part", "whole")):
        return None
    part, whole = made.inputs
    if part.unit != WAN or whole.unit != WAN or made.formula != f"{part.key} ÷ {whole.key}":
        return None
    return made.rule.removesuffix(AS_PRINTED), part, whole
