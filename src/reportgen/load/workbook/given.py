"""What a workbook says of figures, ready to be put among the data: keys, amounts in the unit of the folder, places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.load.nodes import CELL, Text
from reportgen.model.finding import Source
from reportgen.model.selection import NotAnAddress, parse
from reportgen.recognise.amounts import SIZES

FEN = Decimal("0.01")


@dataclass(frozen=True)
class Given:
    """One figure of a workbook. value in `unit`; control: a total, to be compared and never added.

    source: its cell, with the other ones of which it is made; grain: by how much, in 元, rounding of its cells may have
    moved it; 0 for what is counted in 元.
    """

    key: str
    value: Decimal
    unit: str
    source: Source
    control: bool = False
    grain: Decimal = Decimal(0)

    @property
    def money(self) -> bool:
        """Whether it is an amount of money."""
        return self.unit in SIZES

    def text(self, money_unit: str) -> Text:
        """As it would be typed in data of this unit of money, not rounded; its places tell how exact it is."""
        return Text(self.written(money_unit), self.source, style=CELL)

    def written(self, money_unit: str) -> str:
        """The words of it."""
        if not self.money:
            value = self.value.normalize()
            return f"{value:f}"
        exact = self.value * SIZES[self.unit]
        if money_unit != "万元":
            return f"{_short(exact) if self.grain else _in_fen(exact):f}"
        return f"{_in_fen(exact.scaleb(-4)) if self.grain else _in_fen(exact).scaleb(-4):f}"

    def near(self, other: Given) -> bool:
        """Whether two say the same, but for the rounding of a published table."""
        return abs(self.in_yuan - other.in_yuan) <= self.grain + other.grain

    @property
    def in_yuan(self) -> Decimal:
        """The amount in 元; of what is no money, the number."""
        return self.value * SIZES.get(self.unit, Decimal(1))


def _in_fen(amount: Decimal) -> Decimal:
    """With two places, where it has no more."""
    return amount.quantize(FEN) if amount == amount.quantize(FEN) else amount


def _short(amount: Decimal) -> Decimal:
    """Without zeros behind the point: a rounded amount does not say that it is exact to 分."""
    return Decimal(f"{amount.normalize():f}")


def canonical(key: str) -> str:
    """The one spelling of a key that selects from the ledger; any other as it is."""
    try:
        return parse(key).key
    except NotAnAddress:
        return key


def with_others(source: Source, plus: Iterable[Source], minus: Iterable[Source]) -> Source:
    """The first cell with the other ones that are added and taken off: 决算.xls!Z04!F14−Z07!L14."""
    signed = [*(("＋", one) for one in plus), *(("−", one) for one in minus)]
    return replace(source, also="".join(f"{sign}{one.sheet}!{one.cell}" for sign, one in signed))
