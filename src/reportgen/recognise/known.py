"""What the figures of a file say of a pick without calculating: the cell that holds it, or why it must be nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from reportgen.model import selection
from reportgen.model.selection import Selection
from reportgen.recognise.agree import UNKNOWN
from reportgen.recognise.amounts import SIZES, in_yuan
from reportgen.recognise.picks import parse
from reportgen.recognise.seen import RecognisedFile, SeenFigure

FLOWS = (selection.INCOME, selection.SPENDING)
"""Directions of which a total of 0 has no parts."""


@dataclass(frozen=True)
class CodeListing:
    """A column of a sheet with a row for every 科目, or for every 科目 of each unit: what it picks, and the codes that
    have a row.
    """

    pick: Selection
    codes: frozenset[str]
    by_unit: bool = False


class SeenFigures:
    """The figures of a file by pick. unit: of its money; units: the codes of its units."""

    def __init__(self, found: RecognisedFile) -> None:
        self.units = frozenset(found.units)
        self.figures: dict[str, SeenFigure] = {}
        self.unreadable = frozenset(key for table in found.tables for key in table.unreadable)
        for _, figure in found.figures:
            before = self.figures.get(figure.key)
            if figure.unit != UNKNOWN and (before is None or _finer(figure, before)):
                self.figures[figure.key] = figure
        self._listings: dict[str, CodeListing] = {}
        for table in sorted(found.tables, key=lambda table: table.by_unit):
            for key in table.complete if table.unit != UNKNOWN else ():
                if pick := parse(key, self.units):
                    self._listings.setdefault(key, CodeListing(pick, table.codes, table.by_unit))
        self.listed_by_unit = frozenset(key for table in found.tables if table.by_unit for key in table.complete)
        self._wide = [listing for listing in self._listings.values() if not listing.pick[selection.ECONOMIC]]

    def exact(self, pick: Selection) -> SeenFigure | None:
        """The cell that holds just this."""
        return self.figures.get(pick.key)

    def listing(self, pick: Selection) -> CodeListing | None:
        """The column whose rows are the 科目 of a pick."""
        return self._listings.get(pick.key)

    def is_nothing(self, pick: Selection) -> bool:
        """Whether a pick can have no money: its kind is never paid from its fund; a list of all 科目 leaves it out or
        blank; a total that it is a part of is 0.
        """
        if pick.key in self.unreadable:
            return False
        return never(pick) or self._left_out(pick) or self._part_of_nothing(pick)

    def _left_out(self, pick: Selection) -> bool:
        codes = pick[selection.SUBJECT]
        if codes is None:
            return False
        rest = pick.without(selection.SUBJECT)
        if rest.key in self._listings:
            return (
                pick.key not in self.figures
                and not any(self.figures.get(_with_code(rest, longer)) for longer in self._below(rest, codes))
                and not self.by_unit(pick)
            )
        return any(
            lets_through(listing.pick, rest) and not any(related(code, codes) for code in listing.codes)
            for listing in self._wide
        )

    def by_unit(self, pick: Selection) -> list[Selection]:
        """The picks of single units that make this one up, where a list has a row for each unit's 科目."""
        listing = self._listings.get(pick.without(selection.SUBJECT).key)
        return self.each_unit(pick) if listing and listing.by_unit else []

    def each_unit(self, pick: Selection) -> list[Selection]:
        """A pick of no unit as one of every unit that has a cell for it."""
        each = (with_dims(pick, {selection.UNIT: frozenset({unit})}) for unit in sorted(self.units))
        known = self.figures.keys() | self.unreadable
        return [] if pick[selection.UNIT] is not None else [one for one in each if one.key in known]

    def _below(self, rest: Selection, codes: Iterable[str]) -> Iterator[str]:
        listed = self._listings[rest.key].codes
        return (code for code in listed if any(code != above and code.startswith(above) for above in codes))

    def _part_of_nothing(self, pick: Selection) -> bool:
        if not pick[selection.DIRECTION] or not pick[selection.DIRECTION] <= set(FLOWS):  # type: ignore[operator]
            return False
        open_dims = [d for d in (selection.SUBJECT, selection.ECONOMIC, selection.KIND) if pick[d] is not None]
        for count in range(1, len(open_dims) + 1):
            for dims in combinations(open_dims, count):
                whole = self.exact(pick.without(*dims))
                if whole is not None and not whole.value and stands_for_nothing(whole):
                    return True
        return False


def stands_for_nothing(figure: SeenFigure) -> bool:
    """Whether a cell says that there is nothing: 0, a dash, or nothing in a row that the form names."""
    return figure.value == 0 or (figure.value is None and (figure.stated or bool(figure.printed.strip())))


def never(pick: Selection) -> bool:
    """Whether the kinds of a pick are never paid from its funds."""
    kinds, funds = pick[selection.KIND], pick[selection.FUND]
    return bool(kinds and funds and kinds <= set(selection.NEVER_FISCAL) and selection.OTHER_MONEY not in funds)


def of_unit(figure: SeenFigure, unit: str) -> Decimal:
    """The value of a cell in another unit of money."""
    value = figure.value or Decimal(0)
    return value if figure.unit == unit or unit not in SIZES else in_yuan(value, figure.unit) / SIZES[unit]


def with_dims(pick: Selection, changed: Mapping[str, frozenset[str]]) -> Selection:
    """A pick with other members in some dimensions."""
    return selection.make({**dict(pick.dims), **changed})


def _with_code(pick: Selection, code: str) -> str:
    return with_dims(pick, {selection.SUBJECT: frozenset({code})}).key


def _finer(one: SeenFigure, other: SeenFigure) -> bool:
    """元 before 万元, a figure before a blank cell; else the first."""
    if (one.value is None) != (other.value is None):
        return other.value is None
    return SIZES.get(one.unit, Decimal(1)) < SIZES.get(other.unit, Decimal(1))


def related(code: str, codes: Iterable[str]) -> bool:
    """Whether a code is one of these, above one or below one."""
    return any(code.startswith(other) or other.startswith(code) for other in codes)


def lets_through(wide: Selection, narrow: Selection) -> bool:
    """Whether all that the narrow pick picks is picked by the wide one."""
    inside = dict(narrow.dims)
    if (wide[selection.STAGE] or frozenset()) != (narrow[selection.STAGE] or frozenset()):
        return False
    return all(dim in inside and inside[dim] <= members for dim, members in wide.dims)
