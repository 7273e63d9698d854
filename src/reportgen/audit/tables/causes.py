"""Relations that don't hold -> the fewest cells that explain them, each with the figure that should stand there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.audit.finding import AuditFinding, Sure
from reportgen.audit.tables.seen_tables import Relation, SeenTables, cell_words, value_of
from reportgen.model.finding import Level
from reportgen.recognise.amounts import SIZES
from reportgen.recognise.seen import SeenFigure

_MOST_NAMED = 4
_ENOUGH = 20
"""Relations that must be looked at before one that is off by its last place stands out."""
_LEAST_GAIN = 2
"""Relations that one other figure must mend for it to be surely the wrong one."""


@dataclass(frozen=True)
class WrongCell:
    """A cell that doesn't fit, what would fit, and the relations that say so. sure: no other cell explains as much."""

    figure: SeenFigure
    fitting: Decimal
    relations: tuple[Relation, ...]
    sure: bool


At = tuple[str, int, int]


def at(figure: SeenFigure) -> At:
    """What a figure is known by: its cell, of which several things may be read."""
    spot = figure.cell.spot
    return spot.sheet, spot.row, spot.column


def causes_of(relations: Sequence[Relation]) -> Iterator[WrongCell]:
    """One cause after the other, the one that explains most first."""
    around: dict[At, list[Relation]] = defaultdict(list)
    for relation in relations:
        for _, figure in relation.terms:
            around[at(figure)].append(relation)
    moved: dict[At, Decimal] = {}
    left = [relation for relation in relations if not relation.holds]
    while left:
        cause = _best(left, around, moved)
        yield cause
        moved[at(cause.figure)] = moved.get(at(cause.figure), Decimal(0)) + cause.fitting - _now(cause.figure, moved)
        explained = {id(relation) for relation in cause.relations}
        left = [r for r in left if id(r) not in explained and abs(_off(r, moved)) > r.allowed]


def _now(figure: SeenFigure, moved: dict[At, Decimal]) -> Decimal:
    return value_of(figure) + moved.get(at(figure), Decimal(0))


def _off(relation: Relation, moved: dict[At, Decimal]) -> Decimal:
    return sum((sign * _now(figure, moved) for sign, figure in relation.terms), Decimal(0))


def _best(left: Sequence[Relation], around: dict[At, list[Relation]], moved: dict[At, Decimal]) -> WrongCell:
    tried: dict[tuple[At, Decimal], tuple[int, WrongCell]] = {}
    for relation in left:
        off = _off(relation, moved)
        for sign, figure in relation.terms:
            by = -off * sign
            if (at(figure), by) not in tried:
                tried[at(figure), by] = _tried(figure, by, around[at(figure)], moved)
    gains = sorted(tried.values(), key=lambda entry: -entry[0])
    best, cause = gains[0]
    rivals = [other for gain, other in gains[1:] if gain == best and at(other.figure) != at(cause.figure)]
    if best < _LEAST_GAIN or rivals:  # any of them may be wrong: told at the total of the first that doesn't hold
        relation = cause.relations[0] if cause.relations else left[0]
        total = relation.terms[0][1]
        return WrongCell(total, _now(total, moved) - _off(relation, moved), cause.relations or (left[0],), sure=False)
    return cause


def _tried(figure: SeenFigure, by: Decimal, own: Sequence[Relation], moved: dict[At, Decimal]) -> tuple[int, WrongCell]:
    """How many more relations hold when a figure is moved, and which."""
    gain, mended = 0, []
    for relation in own:
        off = _off(relation, moved)
        sign = sum(s for s, other in relation.terms if at(other) == at(figure))
        before, after = abs(off) <= relation.allowed, abs(off + sign * by) <= relation.allowed
        gain += after - before
        if after and not before:
            mended.append(relation)
    return gain, WrongCell(figure, _now(figure, moved) + by, tuple(mended), sure=True)


def table_findings(seen: SeenTables) -> Iterator[AuditFinding]:
    """What does not add up or agree in the tables, one finding for each cause."""
    for cause in causes_of(seen.relations):
        strange = seen.strange.get(cause.figure.cell.spot.sheet, frozenset())
        off = abs(cause.relations[0].off) / SIZES.get(cause.figure.unit, Decimal(1))
        learned = cause.relations[0].learned  # what a table says of itself leaves nothing out
        if off in strange and not learned:
            continue  # a row or column that nobody knows is what is missing
        found = _finding(seen, cause)
        yield replace(found, level=Level.WARNING, sure="可能") if strange and not learned else found
    close = [r for r in seen.relations if r.holds and r.off]
    exact = [replace(r, allowed=Decimal(0)) for r in seen.relations if r.holds]
    alone = [*causes_of(exact)] if close and len(exact) >= _ENOUGH else []
    if len(alone) == 1:  # everything else adds up to the last place
        yield replace(_finding(seen, alone[0]), level=Level.WARNING, sure="可能")
    elif close:
        yield _rounding(seen, close)


def _finding(seen: SeenTables, cause: WrongCell) -> AuditFinding:
    figure, first = cause.figure, cause.relations[0]
    crossing = all(len(relation.terms) == 2 for relation in cause.relations)
    code = "A011" if crossing else "A010"
    others = [other for _, other in first.terms if at(other) != at(figure)]
    problem = (
        f"和《{seen.title(others[0])}》里的 {cell_words(others[0].cell)} 不同"
        if crossing
        else f"和有关的合计对不上（差 {_shown(abs(first.off), figure.unit)}）"
    )
    basis = tuple(dict.fromkeys(_place(seen, other) for other in others if other.value or len(others) < _MOST_NAMED))
    more = f"等 {len(basis)} 格" if len(basis) > _MOST_NAMED else ""
    learned = all(relation.learned for relation in cause.relations)  # by the table itself and by no form
    sure: Sure = "确定" if cause.sure and not learned else "可能"
    return AuditFinding(
        code,
        Level.WARNING if learned else Level.ERROR,
        figure.cell.spot,
        _row(seen, figure),
        cell_words(figure.cell),
        problem,
        _shown(cause.fitting, figure.unit),
        (*basis[:_MOST_NAMED], more) if more else basis,
        sure,
        cells=() if cause.sure else tuple(other.cell.spot for other in others),
    )


def _rounding(seen: SeenTables, close: Sequence[Relation]) -> AuditFinding:
    """All sums that only rounding moved, as one."""
    most = max(close, key=lambda relation: abs(relation.off))
    total = most.terms[0][1]
    problem = f"和各部分之和差 {_shown(abs(most.off), total.unit)}，是四舍五入的尾差；这样的合计一共 {len(close)} 处"
    return AuditFinding(
        "A010", Level.HINT, total.cell.spot, _row(seen, total), cell_words(total.cell), problem, sure="可能"
    )


def _row(seen: SeenTables, figure: SeenFigure) -> str:
    column = f"「{figure.column}」" if figure.column else ""
    return f"《{seen.title(figure)}》{figure.label}{column}"


def _place(seen: SeenTables, figure: SeenFigure) -> str:
    return f"{_row(seen, figure)} {cell_words(figure.cell)}"


def _shown(value: Decimal, unit: str) -> str:
    return f"{(value / SIZES[unit]).normalize():,f}" if unit in SIZES else f"{value.normalize():f}"
