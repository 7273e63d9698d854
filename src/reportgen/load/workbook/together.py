"""The figures of several workbooks as those of one department: what two say must agree, units are added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.load.workbook.given import Given, canonical, with_others
from reportgen.load.workbook.read import Workbook
from reportgen.model.finding import Finding, Level
from reportgen.recognise.agree import UNKNOWN
from reportgen.recognise.amounts import SIZES
from reportgen.recognise.facts import FoundFact
from reportgen.recognise.seen import SeenFigure

TWO_BOOKS = "L096"
HALF = Decimal("0.005")
_NAMED, _MANY = 3, 4
"""So many figures are named; so many in the same two workbooks have one cause."""
_ONE_ONLY = "请换成更正过的工作簿，只留一份"


def given_by(book: Workbook) -> Iterator[Given]:
    """What one workbook says: facts, then totals."""
    for fact in book.facts.facts.values():
        if fact.plus and fact.unit != UNKNOWN:
            yield _given(book, fact)
    seen: set[str] = set()
    for figure in book.facts.controls:
        if figure.value is not None and figure.unit != UNKNOWN and figure.key not in seen:
            seen.add(figure.key)
            place = book.source(figure.cell.spot)
            yield Given(figure.key, figure.value, figure.unit, place, control=True, grain=grain_of([figure]))


def _given(book: Workbook, fact: FoundFact) -> Given:
    plus = [book.source(figure.cell.spot) for figure in fact.plus]
    minus = [book.source(figure.cell.spot) for figure in fact.minus]
    first = with_others(plus[0], plus[1:], minus)
    return Given(fact.key, fact.value, fact.unit, first, grain=grain_of([*fact.plus, *fact.minus]))


def grain_of(figures: Iterable[SeenFigure]) -> Decimal:
    """Half a hundredth of the unit for each cell that is rounded by itself."""
    return sum((SIZES[figure.unit] * HALF for figure in figures if SIZES.get(figure.unit, 0) > 1), Decimal(0))


def together(units: list[list[Workbook]], findings: list[Finding]) -> Iterator[Given]:
    """What several workbooks say, by the unit that they are of: two of one unit must agree, units are added."""
    found: dict[tuple[str, bool], Given] = {}
    apart: list[tuple[Given, Given]] = []
    for books in units:
        of_unit: dict[tuple[str, bool], Given] = {}
        for one in (one for book in books for one in given_by(book)):
            at = canonical(one.key), one.control
            there = of_unit.get(at)
            if there is None or (there.near(one) and one.grain < there.grain):
                of_unit[at] = one
            elif not there.near(one):
                apart.append((there, one))
        found |= {at: _added(found[at], one) if at in found else one for at, one in of_unit.items()}
    findings += _two_books(apart)
    yield from found.values()


def _added(one: Given, other: Given) -> Given:
    value, grain = one.in_yuan + other.in_yuan, one.grain + other.grain
    also = f"{one.source.also}＋{other.source.file}!{other.source.cell}"
    unit = "元" if one.money else one.unit
    return replace(
        one,
        value=value if one.money else one.value + other.value,
        unit=unit,
        source=replace(one.source, also=also),
        grain=grain,
    )


def _two_books(apart: list[tuple[Given, Given]]) -> Iterator[Finding]:
    """Figures that two workbooks of one unit have differently; many of the same two have one cause."""
    by_books: dict[tuple[str, str], list[tuple[Given, Given]]] = {}
    for one, other in apart:
        by_books.setdefault((_book_of(one), _book_of(other)), []).append((one, other))
    for books, pairs in by_books.items():
        if len(pairs) < _MANY:
            yield from (_differing(one, other) for one, other in pairs)
            continue
        times = {other.in_yuan / one.in_yuan if one.in_yuan else None for one, other in pairs if one.money}
        why = "，都正好差同样的倍数，像是有一份的金额单位写错了" if len(times) == 1 and None not in times else ""
        told = "；".join(_both(one, other) for one, other in pairs[:_NAMED])
        message = f"{books[0]} 和 {books[1]} 有 {len(pairs)} 个数不同{why}：{told}等（元），应该是同样的数"
        yield Finding(TWO_BOOKS, Level.ERROR, message, pairs[0][1].source, pairs[0][1].key, _ONE_ONLY)


def _differing(one: Given, other: Given) -> Finding:
    message = f"{_both(one, other)}（元），应该是同一个数"
    return Finding(TWO_BOOKS, Level.ERROR, message, other.source, one.key, _ONE_ONLY)


def _both(one: Given, other: Given) -> str:
    return f"「{one.key}」{one.source} 是 {one.written('元')}，{other.source} 是 {other.written('元')}"


def _book_of(one: Given) -> str:
    return one.source.file.rpartition("!")[0]
