"""A figure -> the stated leaves that it is the signed sum of, and how far their rounding may move it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reportgen.figures import HALF_UNIT, FigureBook
from reportgen.model.figure import Calculated, Fact, Figure, Summed
from reportgen.model.once import once
from reportgen.model.selection import CLOSING, DIRECTION, FROM_RESERVES, INCOME, OPENING, make

SignedLeaves = dict[int, tuple[Fact, int]]
"""Identity of a stated fact -> the fact and how often it counts; what cancels out is not in it."""

_PLUS_OF_CLOSING = (OPENING, INCOME, FROM_RESERVES)


@dataclass
class Leaves:
    """The leaves of a report's figures, worked out once for each."""

    book: FigureBook

    def __post_init__(self) -> None:
        self._figures: dict[str, SignedLeaves | None] = {}
        self._facts: dict[int, SignedLeaves] = {}
        self._names = {id(fact): key for key, fact in self.book.records.items()}

    def of(self, figure: Figure) -> SignedLeaves | None:
        """The signed leaves of a figure, past any approved total; None when it is no plain sum."""
        if figure.key not in self._figures:
            self._figures[figure.key] = self._expand(figure)
        return self._figures[figure.key]

    def total(self, terms: Iterable[tuple[int, Figure]]) -> SignedLeaves | None:
        """The signed leaves of a sum of figures."""
        parts = []
        for sign, figure in terms:
            net = self.of(figure)
            if net is None:
                return None
            parts.append((sign, net))
        return added(parts)

    def name(self, fact: Fact) -> str:
        """The key under which a leaf is known."""
        if id(fact) in self._names:
            return self._names[id(fact)]
        return make({dim: frozenset({member}) for dim, member in fact.dims}).key

    def _expand(self, figure: Figure) -> SignedLeaves | None:
        figure = figure.derived
        if not figure.certain:
            return None
        match figure.origin:
            case Summed(facts):
                return None if self.doubtful(figure) else added((1, self._fact(fact)) for fact in facts)
            case Calculated(inputs=inputs, signs=signs):
                return self.total(zip(signs, inputs, strict=True)) if signs else None
        fact = self.book.records.get(figure.key)
        return self._fact(fact) if fact else None

    def doubtful(self, figure: Figure) -> bool:
        """Whether a row or column that could not be taken in may belong to a figure, or to what it derives from."""
        ledger, origin = self.book.ledger, figure.derived.origin
        if not ledger.lost:
            return False
        if any(map(self.doubtful, origin.inputs)):
            return True
        if not isinstance(origin, Summed):
            return False
        selection = self.book.selection_of(figure.key)
        derived = (
            make({dim: frozenset({member}) for dim, member in f.dims if dim != DIRECTION})
            for f in origin.facts
            if f.inputs
        )
        return (selection is not None and ledger.doubtful(selection)) or any(map(ledger.doubtful, derived))

    def _fact(self, fact: Fact) -> SignedLeaves:
        if not fact.inputs:
            return {id(fact): (fact, 1)}
        if id(fact) not in self._facts:
            self._facts[id(fact)] = added((sign, self._fact(f)) for sign, f in _signed_inputs(fact))
        return self._facts[id(fact)]


@once
def leaves_of(book: FigureBook) -> Leaves:
    """The one that all checks of a report share."""
    return Leaves(book)


def _signed_inputs(fact: Fact) -> Iterable[tuple[int, Fact]]:
    """年末 = 年初 + 收入 + 使用非财政拨款结余 − 支出 − 结余分配; 收入 = 支出 + 年末 − 年初."""
    if dict(fact.dims).get(DIRECTION) == CLOSING:
        return [(1 if dict(f.dims)[DIRECTION] in _PLUS_OF_CLOSING else -1, f) for f in fact.inputs]
    twice = {id(f) for n, f in enumerate(fact.inputs) if any(f is g for g in fact.inputs[:n])}
    return [(-1 if dict(f.dims)[DIRECTION] == OPENING else 1, f) for f in fact.inputs if id(f) not in twice]


def added(parts: Iterable[tuple[int, SignedLeaves]]) -> SignedLeaves:
    """Signed leaves of several sums as one; what cancels out goes."""
    result: SignedLeaves = {}
    for sign, net in parts:
        for ident, (fact, count) in net.items():
            total = sign * count + (result[ident][1] if ident in result else 0)
            result[ident] = (fact, total)
    return {ident: entry for ident, entry in result.items() if entry[1]}


def value(net: SignedLeaves) -> Decimal | None:
    """The exact value of signed leaves; None when one is not yet known."""
    total = Decimal(0)
    for fact, count in net.values():
        if fact.value is None:
            return None
        total += count * fact.value
    return total


def tolerance_of(net: SignedLeaves) -> Decimal:
    """Half the unit that each rounded leaf is rounded to, in all."""
    return sum((abs(count) * fact.rounding_unit for fact, count in net.values()), Decimal(0)) * HALF_UNIT
