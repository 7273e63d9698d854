"""Two sums of figures against each other -> an outcome of a check, exact but for the rounding of their leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from reportgen.checks.engine import leaves as net_of
from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.gaps import Gap
from reportgen.checks.engine.leaves import Leaves, SignedLeaves, leaves_of
from reportgen.checks.engine.registry import Hit, Outcome, Verdict
from reportgen.figures import FigureBook, UnknownKey
from reportgen.model.figure import Figure
from reportgen.model.finding import Level, Source

Relation = Literal["=", "≤"]


def figure(book: FigureBook, key: str) -> Figure | None:
    """The figure of a key; None when there is none or it is not known."""
    try:
        found = book.resolve(key)
    except UnknownKey:
        return None
    return found if found.certain else None


def source_of(net: SignedLeaves) -> Source | None:
    """Where the first of the leaves stands."""
    return next((fact.source for fact, _ in net.values() if fact.source), None)


def source_at(book: FigureBook, key: str) -> Source | None:
    """Where a figure is stated: its approved statement, its record, or its first leaf."""
    wanted = book.canonical(key)
    for typed, statement in book.approved.items():
        if book.canonical(typed) == wanted:
            return statement.source
    found = figure(book, key)
    net = leaves_of(book).of(found) if found else None
    return source_of(net) if net else None


def compare(
    book: FigureBook,
    code: str,
    a: Iterable[tuple[int, str]],
    b: Iterable[tuple[int, str]],
    *,
    relation: Relation = "=",
    remedy: str = "",
    level: Level | None = None,
    **told: str,
) -> Iterator[Outcome]:
    """Whether the signed sum `a` equals (or is at most) the sum `b`, leaf by leaf. Values {a}, {b}, {gap}, {key}."""
    terms_a, terms_b = list(a), list(b)
    leaves = leaves_of(book)
    first, second = _net(book, leaves, terms_a), _net(book, leaves, terms_b)
    x = net_of.value(first) if first is not None else None
    y = net_of.value(second) if second is not None else None
    if first is None or second is None or x is None or y is None:
        yield Verdict.UNKNOWN
        return
    between = net_of.added(((1, first), (-1, second)))
    if not between:
        yield Verdict.DERIVED
    elif x == y or (relation == "≤" and x <= y):
        yield Verdict.AGREES
    else:
        key = book.canonical((terms_a or terms_b)[0][1])  # a 科目 without projects has nothing on the left
        away = net_of.added(((-1, between),))
        source = source_of(first) or source_of(second)
        unit = book.resolve(key).unit
        slack, beyond = net_of.tolerance_of(between), level or Level.ERROR
        gap = Gap(code, key, "", x, y, slack, away, source, remedy, beyond=beyond, unit=unit)
        values = {"a": number(x, unit), "b": number(y, unit), "gap": number(x - y, unit), "key": key, **told}
        severity = Level.HINT if gap.level is Level.HINT else level
        yield Hit(values, key, gap.source, remedy, severity, gap if relation == "=" else None)


def _net(book: FigureBook, leaves: Leaves, terms: list[tuple[int, str]]) -> SignedLeaves | None:
    found = [(sign, figure(book, key)) for sign, key in terms]
    if any(f is None for _, f in found):
        return None
    return leaves.total((sign, f) for sign, f in found if f is not None)
