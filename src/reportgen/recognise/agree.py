"""The same figure in several sheets of a file: which disagree, and in which unit a sheet is that doesn't say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from reportgen.recognise.amounts import SIZES, in_yuan
from reportgen.recognise.seen import RecognisedTable, SeenFigure

UNKNOWN = "？"
"""The unit of amounts of a sheet that doesn't say it, until another sheet tells."""
_FEWEST = 2
Seen = tuple[RecognisedTable, SeenFigure]


def by_key(tables: Iterable[RecognisedTable]) -> Mapping[str, list[Seen]]:
    """Every figure by its key, in the order of the sheets."""
    found: dict[str, list[Seen]] = {}
    for table in tables:
        for figure in table.figures:
            found.setdefault(figure.key, []).append((table, figure))
    return found


def disagreements(tables: Iterable[RecognisedTable]) -> Iterator[tuple[SeenFigure, SeenFigure]]:
    """Two cells that should hold the same figure and don't. A sheet that nobody filled in says nothing."""
    for seen in by_key(table for table in tables if _says_something(table)).values():
        first = next((figure for _, figure in seen if figure.value is not None), None)
        for _, figure in seen:
            if first is not None and figure is not first and not same(first, figure):
                yield first, figure


def _says_something(table: RecognisedTable) -> bool:
    return any(figure.value is not None or figure.printed.strip() for figure in table.figures)


def same(one: SeenFigure, other: SeenFigure) -> bool:
    """Whether two figures agree: exactly in 元, but for half a hundredth of the coarser unit."""
    if UNKNOWN in (one.unit, other.unit):
        return True
    apart = abs(in_yuan(one.value or Decimal(0), one.unit) - in_yuan(other.value or Decimal(0), other.unit))
    return apart <= (0 if one.unit == other.unit == "元" else max(grain(one.unit), grain(other.unit)))


def grain(unit: str) -> Decimal:
    """By how much, in 元, rounding may have moved a figure of a unit."""
    return Decimal(0) if unit not in SIZES or unit == "元" else SIZES[unit] * Decimal("0.005")


def unit_by_others(table: RecognisedTable, others: Iterable[RecognisedTable]) -> tuple[str, Seen] | None:
    """The unit in which all figures that a sheet without a unit shares with others are the same; None where that is
    none, or several, or too few figures are shared.
    """
    known = by_key(other for other in others if other.unit in SIZES)
    shared = [(f, known[f.key][0]) for f in table.figures if f.value and f.unit == UNKNOWN and f.key in known]
    shared = [(figure, seen) for figure, seen in shared if seen[1].value]
    fitting = [unit for unit in SIZES if shared and all(fits(figure, seen[1], unit) for figure, seen in shared)]
    return (fitting[0], shared[0][1]) if len(fitting) == 1 and len(shared) >= _FEWEST else None


def fits(figure: SeenFigure, other: SeenFigure, unit: str) -> bool:
    """Whether a figure, were it in this unit, would be the other one."""
    apart = abs(in_yuan(figure.value or Decimal(0), unit) - in_yuan(other.value or Decimal(0), other.unit))
    return apart <= max(grain(unit), grain(other.unit))
