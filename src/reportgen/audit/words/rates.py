"""Rates, shares and bases as printed numbers allow them: each number stands for all that rounds to it."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from reportgen.audit.text.statements import StatedNumber


def base_of(whole: StatedNumber, change: StatedNumber) -> Decimal:
    """What it was before, in the unit of the change."""
    now = whole.value * whole.size / change.size
    return now - change.value if change.up else now + change.value


def grows(whole: StatedNumber, change: StatedNumber, rate: StatedNumber) -> bool:
    """Whether the rate is one that rounding allows."""
    base = base_of(whole, change)
    slack = whole.half * whole.size / change.size + change.half
    low, high = base - slack, base + slack
    if low <= 0:
        return base > 0
    least = (change.value - change.half) / high * 100
    most = (change.value + change.half) / low * 100
    return least - rate.half <= rate.value <= most + rate.half


def is_share(part: StatedNumber, whole: StatedNumber, share: StatedNumber) -> bool:
    """Whether the share is one that rounding of all three allows."""
    if whole.value <= whole.half:
        return False
    if share.value in _truncated(part.value * part.size / (whole.value * whole.size) * 100, share.places):
        return True
    least = (part.value - part.half) * part.size / ((whole.value + whole.half) * whole.size) * 100
    most = (part.value + part.half) * part.size / ((whole.value - whole.half) * whole.size) * 100
    return least - share.half <= share.value <= most + share.half


def _truncated(exact: Decimal, places: int) -> tuple[Decimal, ...]:
    """What nearly all is told as where it must not read as all: 99.9% of 99.96."""
    cut = exact.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
    return (cut,) if exact < 100 and rounded(exact, places) == 100 else ()


def percent_of(change: StatedNumber, base: Decimal) -> Decimal:
    """A change in % of what it was before."""
    return change.value / base * 100 if base else Decimal(0)


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as rates are printed."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
