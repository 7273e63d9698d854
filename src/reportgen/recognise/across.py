"""Totals of one sheet whose parts stand in another one, or beside them under other heads: found by what they pick."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model import selection
from reportgen.model.selection import Selection
from reportgen.recognise.agree import UNKNOWN
from reportgen.recognise.amounts import SIZES
from reportgen.recognise.known import SeenFigures, with_dims
from reportgen.recognise.picks import parse
from reportgen.recognise.seen import RecognisedFile, SeenFigure
from reportgen.recognise.sums import Sum

_ITEM = 7
"""Digits of a 科目 that has none below."""


def sums_across(found: RecognisedFile) -> Iterator[Sum]:
    """Every figure that is the sum of others by its codes: of 类 where no list of 科目 has a total, of the 科目 below a
    类, of several economic 类.
    """
    known = SeenFigures(found)
    classes, by_economic = _classes(known), _staff_and_office(known)
    for key, figure in known.figures.items():
        pick = parse(key, known.units)
        if pick is None or figure.value is None or figure.unit == UNKNOWN:
            continue
        for all_parts in (_parts(pick, known, classes), by_economic.get(key, [])):
            parts = [part for part in all_parts if part.value is not None]
            if parts and all(part.unit == figure.unit or {part.unit, figure.unit} <= set(SIZES) for part in parts):
                yield Sum(figure, tuple((1, part) for part in parts))


def _parts(pick: Selection, known: SeenFigures, classes: dict[str, list[SeenFigure]]) -> list[SeenFigure]:
    economic, codes = pick[selection.ECONOMIC], pick[selection.SUBJECT]
    if economic and len(economic) > 1:
        parts = [known.exact(with_dims(pick, {selection.ECONOMIC: frozenset({code})})) for code in sorted(economic)]
        return [part for part in parts if part is not None]
    if codes is None:
        return [] if known.listing(pick) else classes.get(pick.key, [])
    rest = pick.without(selection.SUBJECT)
    if rest.key in known.listed_by_unit:
        return [figure for one in known.each_unit(pick) if (figure := known.exact(one))]
    code = next(iter(codes))
    listing = known.listing(rest)
    if len(codes) > 1 or listing is None or len(code) == _ITEM or code in listing.codes:
        return []
    below = sorted(c for c in listing.codes if c.startswith(code) and len(c) == _ITEM)
    found = [known.exact(with_dims(pick, {selection.SUBJECT: frozenset({c})})) for c in below]
    return [part for part in found if part is not None]


def _classes(known: SeenFigures) -> dict[str, list[SeenFigure]]:
    """The figures of each 类, by what they pick besides it."""
    found: dict[str, list[SeenFigure]] = {}
    for key, figure in known.figures.items():
        pick = parse(key, known.units)
        codes = pick[selection.SUBJECT] if pick else None
        if pick and codes and all(len(code) == 3 for code in codes):
            found.setdefault(pick.without(selection.SUBJECT).key, []).append(figure)
    return found


def _staff_and_office(known: SeenFigures) -> dict[str, list[SeenFigure]]:
    """人员经费 and 公用经费, which no economic 类 is outside of, by what they are the parts of."""
    found: dict[str, list[tuple[frozenset[str], SeenFigure]]] = {}
    for key, figure in known.figures.items():
        pick = parse(key, known.units)
        codes = pick[selection.ECONOMIC] if pick else None
        if pick and codes and len(codes) > 1:
            found.setdefault(pick.without(selection.ECONOMIC).key, []).append((codes, figure))
    return {
        whole: [figure for _, figure in parts]
        for whole, parts in found.items()
        if len(parts) == 2 and not parts[0][0] & parts[1][0]
    }
