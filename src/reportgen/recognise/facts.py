"""The figures of a file -> the facts that the data model wants of it: seen in a cell, or a total less its other parts.

What is wanted is said by the family (`facts` of family.yaml), as keys in which ｛科目｝, ｛资金｝ … stand for each member.
`Solver.find` answers for any key: it serves the tables of an edition as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import product

from reportgen.model import selection
from reportgen.model.selection import Selection
from reportgen.reading.grid import Notice
from reportgen.recognise.amounts import SIZES
from reportgen.recognise.forms import Library
from reportgen.recognise.income_by_fund import fund_of_income
from reportgen.recognise.known import SeenFigures, of_unit, stands_for_nothing, with_dims
from reportgen.recognise.picks import join, parse
from reportgen.recognise.said import place, shown
from reportgen.recognise.seen import RecognisedFile, SeenFigure

_PLACE = re.compile(r"\{([^{}]+)\}")
_HALF = Decimal("0.005")
_INCOME_OF_A_FUND = {selection.DIRECTION, selection.SUBJECT, selection.FUND}
_APART = (selection.FUND, selection.KIND)
"""Dimensions that a total is taken apart by."""


@dataclass(frozen=True)
class FoundFact:
    """A figure for the data: value in `unit` is the sum of the cells of `plus` less those of `minus`."""

    key: str
    value: Decimal
    unit: str
    plus: tuple[SeenFigure, ...]
    minus: tuple[SeenFigure, ...] = ()

    @property
    def seen(self) -> bool:
        """Whether it stands in a cell as it is."""
        return len(self.plus) == 1 and not self.minus

    def __str__(self) -> str:
        """Z04!F14 − Z07!L14."""
        return " ＋ ".join(place(f.cell) for f in self.plus) + "".join(f" − {place(f.cell)}" for f in self.minus)


@dataclass(frozen=True)
class FoundFacts:
    """What a file has for the data. controls: totals that foot, to be compared; notices: of the file and of these."""

    facts: Mapping[str, FoundFact]
    controls: tuple[SeenFigure, ...]
    notices: tuple[Notice, ...] = ()


@dataclass
class Solver:
    """Finds a figure in what was seen; negative: picks that came out below 0, each with how."""

    known: SeenFigures
    negative: dict[str, FoundFact] = field(default_factory=dict)

    def find(self, key: str) -> FoundFact | None:
        """The fact of a key; None where the file doesn't say it. One that must be nothing is 0 without a cell."""
        pick = parse(key, self.known.units)
        if pick is None:
            figure = self.known.figures.get(key)
            return _as_it_stands(key, figure) if figure and _says(figure) else None
        return self._pick(pick)

    def _pick(self, pick: Selection) -> FoundFact | None:
        found = self._seen(pick)
        if found is None and pick.key not in self.known.unreadable:
            found = self._added(pick) or self._less(pick) or self._of_one_fund(pick)
        if found and found.value < 0 and not found.seen:
            self.negative[pick.key] = found
            return None
        return found

    def _seen(self, pick: Selection) -> FoundFact | None:
        figure = self.known.exact(pick)
        if figure is not None and _says(figure):
            return _as_it_stands(pick.key, figure)
        if units := self.known.by_unit(pick):
            parts = [self._seen(one) for one in units]
            return _total(pick.key, [(1, part) for part in parts if part]) if all(parts) else None
        return FoundFact(pick.key, Decimal(0), "", ()) if self.known.is_nothing(pick) else None

    def _added(self, pick: Selection) -> FoundFact | None:
        """A pick of several members, or of all 科目 of a list, as the sum of its parts."""
        for dim, members in pick.dims:
            if len(members) > 1:
                parts = [self._seen(with_dims(pick, {dim: frozenset({member})})) for member in sorted(members)]
                if all(part is not None for part in parts):
                    return _total(pick.key, [(1, part) for part in parts if part is not None])
        if (listing := self.known.listing(pick)) is None:
            return None
        ends = [c for c in listing.codes if not any(o != c and o.startswith(c) for o in listing.codes)]
        parts = [self._seen(with_dims(pick, {selection.SUBJECT: frozenset({code})})) for code in sorted(ends)]
        return _total(pick.key, [(1, part) for part in parts if part]) if parts and all(parts) else None

    def _of_one_fund(self, pick: Selection) -> FoundFact | None:
        """The income of a 科目 and a fund, where the file has that of the 科目 and no other fund has a part in it."""
        dims = dict(pick.dims)
        if set(dims) != _INCOME_OF_A_FUND or dims[selection.DIRECTION] != {selection.INCOME}:
            return None
        (code, *_), (fund, *_) = dims[selection.SUBJECT], dims[selection.FUND]
        if self.funds.get(code) != fund:
            return None
        whole = self._seen(with_dims(pick, {selection.FUND: frozenset(selection.FISCAL_FUNDS)}))
        others = [with_dims(pick, {selection.FUND: frozenset({f})}) for f in selection.FISCAL_FUNDS if f != fund]
        apart = [part for other in others if (part := self._seen(other))]
        return _total(pick.key, [(1, whole), *((-1, part) for part in apart)]) if whole else None

    @cached_property
    def funds(self) -> Mapping[str, str]:
        """The fund of the income of each 科目 of which no sheet says it."""
        return fund_of_income(self.known, self._in_yuan)

    def _in_yuan(self, pick: Selection) -> Decimal | None:
        found = self._seen(pick)
        return None if found is None else found.value * SIZES.get(found.unit, Decimal(1))

    def _less(self, pick: Selection) -> FoundFact | None:
        """A total less all its other parts, by one dimension."""
        for dim in _APART:
            mine = pick[dim]
            if mine is None or (whole := self._seen(_opened(pick, dim))) is None:
                continue
            for others in _others(dim, mine, pick):
                parts = [self._seen(with_dims(pick, {dim: other})) for other in others]
                if all(part is not None for part in parts):
                    return _total(pick.key, [(1, whole), *((-1, part) for part in parts if part is not None)])
        return None


def facts_of(found: RecognisedFile, library: Library) -> FoundFacts:
    """All facts that the families of a file want of it."""
    solver = Solver(SeenFigures(found))
    facts: dict[str, FoundFact] = {}
    for ident in found.families:
        for key in _wanted(library.families[ident].facts, found, solver.known):
            fact = solver.find(key)
            if fact and (fact.value or (fact.plus and not _by_code(key))):
                facts.setdefault(key, fact)
    for key, figure in solver.known.figures.items():
        if parse(key, solver.known.units) is None and not figure.control and _says(figure):
            facts.setdefault(key, _as_it_stands(key, figure))
    totals = (figure for _, figure in found.figures if figure.control and figure.value is not None)
    controls = tuple(figure for figure in totals if figure.cell.spot not in found.wrong)
    return FoundFacts(facts, controls, (*found.notices, *_told(solver, facts.values())))


def _told(solver: Solver, facts: Iterable[FoundFact]) -> Iterator[Notice]:
    for key, fact in solver.negative.items():
        text = f"{key} 由 {fact} 得出，是负数 {shown(fact.value)}：没有用"
        yield Notice("R055", text, (*fact.plus, *fact.minus)[0].cell.spot, "核对这几格")
    rounded = [fact for fact in facts if not fact.seen and fact.plus and fact.unit in ("万元", "千元")]
    if rounded:
        text = f"{len(rounded)} 个数由{rounded[0].unit}的各格加减得出，末位可能差：如 {rounded[0].key} = {rounded[0]}"
        yield Notice("R056", text, rounded[0].plus[0].cell.spot, "有以元为单位的决算报表，就用那一份")


def _says(figure: SeenFigure) -> bool:
    """Whether a cell says a figure: a number, or a dash that stands for 0."""
    return figure.value is not None or stands_for_nothing(figure)


def _as_it_stands(key: str, figure: SeenFigure) -> FoundFact:
    return FoundFact(key, figure.value or Decimal(0), figure.unit, (figure,))


def _total(key: str, parts: list[tuple[int, FoundFact]]) -> FoundFact:
    """The signed parts as one fact, without the cells that hold nothing. In 万元 a rest that rounding explains is 0."""
    unit = next((part.unit for _, part in parts if part.plus), "")
    plus: list[SeenFigure] = []
    minus: list[SeenFigure] = []
    for sign, part in parts:
        if part.value:
            (plus if sign > 0 else minus).extend(part.plus)
            (minus if sign > 0 else plus).extend(part.minus)
    value = sum((of_unit(f, unit) for f in plus), Decimal(0)) - sum((of_unit(f, unit) for f in minus), Decimal(0))
    if minus and unit in ("万元", "千元") and abs(value) <= _HALF * (len(plus) + len(minus)):
        return FoundFact(key, Decimal(0), unit, ())
    return FoundFact(key, value, unit, tuple(plus), tuple(minus))


def _opened(pick: Selection, dim: str) -> Selection:
    """The total that a pick is a part of. What a kind implies goes with it."""
    return pick.without(dim)


def _others(dim: str, mine: frozenset[str], pick: Selection) -> Iterator[list[frozenset[str]]]:
    """All other members of a dimension: together, where they have a name or make one, then one by one."""
    direction = pick[selection.DIRECTION] or frozenset()
    members = selection.MEMBERS[dim]
    if dim == selection.KIND:
        members = selection.INCOME_KINDS if direction == {selection.INCOME} else selection.SPENDING_KINDS
    rest = [member for member in members if member not in mine]
    if len(rest) > 1:
        yield [frozenset(rest)]
    yield [frozenset({member}) for member in rest]


# -- what is wanted ----------------------------------------------------------------------------------------------------


def _wanted(patterns: Iterable[str], found: RecognisedFile, known: SeenFigures) -> Iterator[str]:
    """The keys that the patterns make with the members that the file has."""
    members = _members(found, known)
    done: set[str] = set()
    for pattern in patterns:
        names = _PLACE.findall(pattern)
        for chosen in product(*(members[name] for name in names)):
            text = pattern
            for name, member in zip(names, chosen, strict=True):
                text = text.replace(f"{{{name}}}", member, 1)
            key = join(tuple(text.split(".")), known.units)
            if key and key not in done:
                done.add(key)
                yield key


def _members(found: RecognisedFile, known: SeenFigures) -> Mapping[str, tuple[str, ...]]:
    codes: set[str] = set()
    for key in known.figures:
        if pick := parse(key, known.units):
            codes |= {*(pick[selection.SUBJECT] or ()), *(pick[selection.ECONOMIC] or ())}
    functional = {code for code in codes if not code.startswith("3")}
    economic = codes - functional
    return {
        "科目": _ends({code for code in functional if len(code) > 3}),
        "类": tuple(sorted({code for code in functional if len(code) == 3})),
        "经济款": tuple(sorted(code for code in economic if len(code) == 5)),
        "资金": selection.MEMBERS[selection.FUND],
        "财政资金": selection.FISCAL_FUNDS,
        "支出类别": selection.SPENDING_KINDS,
        "收入种类": selection.INCOME_KINDS,
        "单位": tuple(sorted(found.units)),
    }


def _ends(codes: set[str]) -> tuple[str, ...]:
    return tuple(sorted(c for c in codes if not any(other != c and other.startswith(c) for other in codes)))


def _by_code(key: str) -> bool:
    """Whether a key has a code or a kind: what a list leaves out is nothing and no fact."""
    pick = parse(key)
    return pick is None or any(pick[dim] is not None for dim in (selection.SUBJECT, selection.ECONOMIC, selection.KIND))
