"""Numbers that should add up and don't: whether one wrong digit, or one change told the wrong way, explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.audit.text.statements import StatedNumber


@dataclass(frozen=True)
class Addend:
    """A number of a sum in 元 (or in %): value with its sign; number: where it is printed, None where words say it."""

    value: Decimal
    number: StatedNumber | None
    signed: bool = False
    """Whether words say if it is more or less."""

    @property
    def slack(self) -> Decimal:
        """As much as rounding may have moved it."""
        if self.number is None or not self.value:  # 0万元 is nothing, however many places it has
            return Decimal(0)
        return self.number.half * self.number.size


@dataclass(frozen=True)
class Mistyped:
    """The number that is likely wrong, and what would make the sum right; flipped: it is told the wrong way."""

    term: Addend
    flipped: bool


def gap(whole: Addend, parts: Sequence[Addend]) -> Decimal:
    """By how much the parts are more than the whole; 0 within what rounding can do."""
    off = sum((part.value for part in parts), Decimal(0)) - whole.value
    slack = whole.slack + sum((part.slack for part in parts), Decimal(0))
    return off if abs(off) > slack else Decimal(0)


def mistyped(whole: Addend, parts: Sequence[Addend]) -> Mistyped | None:
    """The first number of which the other direction, else another digit, makes the sum come out; None where none does.
    Both may be so of several: nobody can know which it was.
    """
    off = sum((part.value for part in parts), Decimal(0)) - whole.value
    wanted = [(whole, whole.value + off), *((part, part.value - off) for part in parts)]
    printed = [(term, term.number, value) for term, value in wanted if term.number]
    flipped = next((term for term, _, value in printed if term.signed and value == -term.value), None)
    if flipped:
        return Mistyped(flipped, flipped=True)
    typed = next((term for term, number, value in printed if _one_digit(term.value, value, number)), None)
    return Mistyped(typed, flipped=False) if typed else None


def _one_digit(value: Decimal, wanted: Decimal, number: StatedNumber) -> bool:
    """Whether two amounts of the same direction, written as this number is, differ by a digit."""
    if (wanted < 0) != (value < 0):
        return False
    left, right = (_written(abs(amount) / number.size, number.places) for amount in (value, wanted))
    return len(left) == len(right) and sum(a != b for a, b in zip(left, right, strict=True)) == 1


def _written(value: Decimal, places: int) -> str:
    return f"{value:.{places}f}"
