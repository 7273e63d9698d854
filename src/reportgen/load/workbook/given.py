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

    source: its cell, with the other ones of which it is made; rough: its table rounds each cell by itself.
    """

    key: str
    value: Decimal
    unit: str
    source: Source
    control: bool = False
    rough: bool = False

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
        if self.unit == "元" and exact == exact.quantize(FEN):
            exact = exact.quantize(FEN)
        return f"{(exact.scaleb(-4) if money_unit == '万元' else exact) + 0:f}"

    def near(self, other: Given) -> bool:
        """Whether two say the same, but for the rounding of a published table."""
        apart = abs(self.in_yuan - other.in_yuan)
        rough = max((SIZES[one.unit] for one in (self, other) if one.rough and one.money), default=Decimal(0))
        return apart <= rough / 200

    @property
    def in_yuan(self) -> Decimal:
        """The amount in 元; of what is no money, the number."""
        return self.value * SIZES.get(self.unit, Decimal(1))


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
