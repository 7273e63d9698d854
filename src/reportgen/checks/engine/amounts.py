"""Amounts as messages tell them: in the unit that the person typed, without loss."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal

from reportgen.model.figure import WAN
from reportgen.model.told_amount import told_amount

_TYPED: ContextVar[str] = ContextVar("typed_unit", default=WAN)
"""In what the data of the report that is being checked state their money."""


@contextmanager
def typed_in(unit: str) -> Iterator[None]:
    """While the checks of one report run: its 金额单位."""
    before = _TYPED.set(unit)
    try:
        yield
    finally:
        _TYPED.reset(before)


def typed_unit() -> str:
    """万元 or 元."""
    return _TYPED.get()


def number(value: Decimal, unit: str = WAN) -> str:
    """A value as it is told in a message; money is held in 万元."""
    return told_amount(value, typed_unit(), unit)


def money(value: Decimal) -> str:
    """An amount with its unit: 192.00 万元, 1,920,000 元."""
    return f"{number(value)} {typed_unit()}"


def measured(value: Decimal, unit: str) -> str:
    """A value of any unit with it: 192.00万元, 1,920,000元, 3个."""
    return f"{number(value, unit)}{typed_unit() if unit == WAN else unit}"


def in_wan(value: Decimal) -> str:
    """Beside words of a report, which tell 万元 whatever the data are in."""
    return told_amount(value)
