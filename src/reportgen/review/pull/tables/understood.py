"""A table without addresses -> which of the report's it is, and in which unit: as most of its figures were sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from decimal import Decimal

from reportgen.edition_tables.forms_of_edition import as_printed
from reportgen.edition_tables.recognised import EditionTables, Recognised
from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.keys import digits_of, in_its_own_unit
from reportgen.load.workbook.given import canonical
from reportgen.model.amount import NotANumber, parse_number
from reportgen.reading.grid import Grid
from reportgen.recognise.amounts import SIZES
from reportgen.recognise.seen import SeenFigure
from reportgen.writers.docx.addresses import ContentControl

_WAN = SIZES["万元"]
_UNITS = {4: "元", 1: "千元"}
"""By how many digits the amounts of a table are longer than in 万元 -> what they are in."""
_FEWEST = 3
"""Figures that must be as they were sent, where a table does not say its unit or says another one."""


class SentFigures:
    """The figures in the tables of a draft, by key; a recognised one is found under any spelling of its own."""

    def __init__(self, addresses: Iterable[ContentControl], book: FigureBook) -> None:
        self._book = book
        self._names: dict[str, str] = {}
        self._by_key: dict[str, tuple[ContentControl, ...]] = {}
        for address in addresses:
            if address.kind == "figure" and address.row:
                key = self.name(address.key)
                self._by_key[key] = (*self._by_key.get(key, ()), address)

    def of(self, key: str) -> tuple[ContentControl, ...]:
        """Where a figure was printed."""
        return self._by_key.get(self.name(key), ())

    def name(self, key: str) -> str:
        """The one spelling of a key, without its unit: 本年收入合计 of 收入, 经济.301 of 支出.301.一般公共.基本支出."""
        if key not in self._names:
            own = as_printed(canonical(in_its_own_unit(key)))
            try:
                self._names[key] = canonical(self._book.resolve(own).key)
            except UnknownKey:
                self._names[key] = own
        return self._names[key]


@dataclass(frozen=True)
class Understood:
    """A table of which most figures are as they were sent. unit: of its money; said: what it says it is in."""

    recognised: Recognised
    unit: str
    said: str
    same: int = 0
    total: int = 0

    @property
    def share(self) -> Decimal:
        """How many of its figures are as they were sent."""
        return Decimal(self.same) / self.total if self.total else Decimal(0)

    def amount(self, figure: SeenFigure, key: str) -> Decimal:
        """A figure as the draft prints that of `key`, not rounded."""
        value = figure.value or Decimal(0)
        own = self.recognised.table.unit
        unit = self.unit if figure.unit == own else figure.unit
        return (value * SIZES[unit] / _WAN).scaleb(digits_of(key) or 0) if unit in SIZES else value

    def as_sent(self, figure: SeenFigure, control: ContentControl) -> bool:
        """Whether it says what the draft said, as far as that was printed."""
        try:
            sent = parse_number(control.text)
        except NotANumber:
            return False
        return rounded(self.amount(figure, control.key), control.text) == sent


def rounded(amount: Decimal, like: str) -> Decimal:
    """An amount with as many places as a printed one has."""
    places = len(like.partition(".")[2])
    return amount.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")


def understand(
    grid: Grid, known: EditionTables, sent: SentFigures, own: Set[tuple[int, int]] | None = None
) -> Understood | None:
    """What a grid is; None where nothing fits, or less than half of its figures are those of the draft.

    own: the cells whose figures count, by row and column of their table; None: all.
    """
    tried = [one for found in known.all_of(grid) for one in _tried(found, sent, own)]
    fitting = [one for one in tried if 2 * one.same >= one.total > 0]
    return max(fitting, key=lambda one: one.share, default=None)


def _tried(found: Recognised, sent: SentFigures, own: Set[tuple[int, int]] | None) -> Iterator[Understood]:
    """A grid as one of the report's tables, in the unit that it says or that the draft has, then in others."""
    controls = (control for figure in found.table.figures for control in sent.of(figure.key))
    usual = next((_UNITS.get(digits_of(control.key) or 0) for control in controls), None) or "万元"
    said = found.table.unit if found.table.unit in SIZES else ""
    for unit in dict.fromkeys((said or usual, "元", "万元", "千元")):
        one = _counted(Understood(found, unit, said), sent, own)
        if unit == (said or usual) or one.same >= _FEWEST:
            yield one


def _counted(one: Understood, sent: SentFigures, own: Set[tuple[int, int]] | None) -> Understood:
    same = total = 0
    for figure in one.recognised.table.figures:
        if own is not None and (figure.cell.spot.row, figure.cell.spot.column) not in own:
            continue
        controls = sent.of(figure.key)
        if figure.value or (controls and figure.value is not None):
            total += 1
            same += any(one.as_sent(figure, control) for control in controls)
    return Understood(one.recognised, one.unit, one.said, same, total)
