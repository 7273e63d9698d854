"""An amount as a message tells it: in the unit in which the data state their money, without loss."""

from __future__ import annotations

from decimal import Decimal

from reportgen.model.figure import WAN

YUAN = "元"


def told_amount(value: Decimal, typed: str = WAN, unit: str = WAN) -> str:
    """At least two decimals of 万元, whole 元 without any; what is no money in 万元 (unit) as it is.

    value: as figures hold it, money in 万元; typed: the 金额单位 of the data.
    """
    if unit != WAN:
        return f"{value.normalize():f}"
    if typed == YUAN:
        whole = value.scaleb(4)
        return f"{whole:,.0f}" if whole == whole.to_integral_value() else _two_places(whole)
    return _two_places(value)


def _two_places(value: Decimal) -> str:
    text = f"{value:,.2f}"
    return text if Decimal(text.replace(",", "")) == value else f"{value.normalize():,f}"
