"""A figure: a value that knows its key, its unit and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar, Literal

from reportgen.model.finding import Finding, Source

State = Literal["known", "blank", "pending", "unknown", "inapplicable"]
"""known: a number; blank: no leaf at all, so nothing to print; pending: 待填; unknown: never stated; inapplicable:
0 ÷ 0.
"""

INAPPLICABLE = "不适用"
"""What is printed where nothing was planned and nothing done: never 100%."""

WAN = "万元"
PERCENT = "%"
POINTS = "分"
PERSONS, VISITS, VEHICLES, PIECES, SETS, FORMS = "人", "人次", "辆", "个", "台（套）", "份"
SQUARE_METRES = "平方米"
TAIL = "尾差"
"""The rule of a fact that is what rounding left between a stated amount and its parts."""
LOST = "没有读进来"
"""The rule of a fact that stands for something written that could not be taken in."""


@dataclass(frozen=True)
class Fact:
    """A leaf: what a person states, or what follows for one leaf from others (`inputs`).

    dims: dimension -> member; value: exact, amounts in 万元; rounding_unit: half of it may be lost in rounding.
    """

    dims: tuple[tuple[str, str], ...]
    value: Decimal | None
    unit: str
    rounding_unit: Decimal
    source: Source | None
    rule: str = ""
    inputs: tuple[Fact, ...] = ()
    text: str | None = None

    @property
    def pending(self) -> bool:
        """Written as 待填."""
        return self.value is None and self.text is None

    def leaves(self) -> tuple[Fact, ...]:
        """The stated facts below this one (itself, when it is stated)."""
        if not self.inputs:
            return (self,)
        return tuple(leaf for fact in self.inputs for leaf in fact.leaves())


# The four origins of a figure answer the same questions: by which rule and formula (in the clerk's words), from which
# figures (`inputs`), from which facts, at which place a person wrote the figure itself (`source`).


@dataclass(frozen=True)
class Stated:
    """Written by a person."""

    source: Source | None
    rule: ClassVar[str] = "填报"
    formula: ClassVar[str] = ""
    inputs: ClassVar[tuple[Figure, ...]] = ()
    facts: ClassVar[tuple[Fact, ...]] = ()


@dataclass(frozen=True)
class Summed:
    """The sum of facts."""

    facts: tuple[Fact, ...]
    rule: ClassVar[str] = "收支数据之和"
    formula: ClassVar[str] = rule
    inputs: ClassVar[tuple[Figure, ...]] = ()
    source: ClassVar[Source | None] = None


@dataclass(frozen=True)
class Calculated:
    """A named rule over figures: signed sum, change, ratio, score.

    signs: of the inputs, where the figure is their plain sum; same: it is its one input in another unit.
    """

    rule: str
    formula: str
    inputs: tuple[Figure, ...]
    signs: tuple[int, ...] = ()
    same: bool = False
    facts: ClassVar[tuple[Fact, ...]] = ()
    source: ClassVar[Source | None] = None


@dataclass(frozen=True)
class Overridden:
    """Stated in 核定数 and printed from there; what derives stays beside it, and is what formula,
    inputs and facts are of.
    """

    source: Source | None
    derived: Figure
    rule: ClassVar[str] = "核定数"

    @property
    def formula(self) -> str:
        """Of what derives."""
        return self.derived.origin.formula

    @property
    def inputs(self) -> tuple[Figure, ...]:
        """Of what derives."""
        return self.derived.origin.inputs

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Of what derives."""
        return self.derived.origin.facts


Origin = Stated | Summed | Calculated | Overridden


@dataclass(frozen=True)
class Figure:
    """One figure. `value` is exact and unrounded; `text` is set for what is printed as written."""

    key: str
    value: Decimal | None
    unit: str
    origin: Origin
    state: State = "known"
    label: str = ""
    text: str | None = None
    tolerance: Decimal = Decimal(0)
    """How far rounding of the stated leaves may have moved the value."""
    places: int | None = None
    """With how many decimals it is printed, where these are not those of its unit."""
    problem: Finding | None = field(default=None, compare=False)
    """Why it could not be made as it was asked for."""

    def __hash__(self) -> int:
        """By its key: in one book that is enough, and what it is made from need not be walked."""
        return hash(self.key)

    @property
    def derived(self) -> Figure:
        """What derives from the data: the figure itself, or what stands beside one of 核定数."""
        return self.origin.derived if isinstance(self.origin, Overridden) else self

    @property
    def overridden(self) -> bool:
        """Whether it is printed as 核定数 have it."""
        return self.derived is not self

    @property
    def zero(self) -> bool:
        """Nothing to tell: blank, or exactly 0."""
        return self.state == "blank" or (self.state == "known" and self.value == 0)

    @property
    def number(self) -> Decimal:
        """The value for sums: a blank counts as 0. Asking a figure that has none is a mistake of ours."""
        if not self.certain:
            raise ValueError(f"{self.key} 还不知道")
        return self.value or Decimal(0)

    @property
    def certain(self) -> bool:
        """Known or blank: may be calculated with."""
        return self.state in ("known", "blank")


def lacking(figures: Iterable[Figure]) -> State | None:
    """Why what is made of these has no value: the worst state among them; None when each is certain."""
    states = {figure.state for figure in figures}
    return next((state for state in _WORST_FIRST if state in states), None)


_WORST_FIRST: tuple[State, ...] = ("pending", "unknown", "inapplicable")


def round_half_up(value: Decimal, places: int) -> Decimal:
    """四舍五入 to `places` decimals (Python's own quantize would round half to even)."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)  # −0.004 is printed 0.00, not -0.00
