"""The tables of a file by the forms of an edition: their figures by key, and what must be true among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from reportgen.audit.text.letters import fold
from reportgen.edition_tables.forms_of_edition import rows_unknown
from reportgen.edition_tables.framed import framed
from reportgen.edition_tables.recognised import EditionTables, Recognised
from reportgen.editions import Edition
from reportgen.reading.grid import LOST, Grid, GridCell, OpenedFile, Spot
from reportgen.recognise.above import Above
from reportgen.recognise.agree import UNKNOWN, by_key, unit_by_others
from reportgen.recognise.amounts import SIZES, in_yuan, read_amount
from reportgen.recognise.rows import FoundRow
from reportgen.recognise.seen import RecognisedTable, SeenFigure
from reportgen.recognise.sheet import SheetReading
from reportgen.recognise.sums import sums_of

_MOST_ABOVE = 12
"""Lines that a reader gives above a table at most: of so many, those below the table before may not be all."""
_TITLE = 3
"""Lines directly above a table by which its place in the text is known."""
_AMOUNT = re.compile(r"\d{3}|\d[.,]\d")
"""What an amount has and the number of a line or a column has not."""
_NOTE = 12
"""Letters of a text in a cell that is longer than any name."""
_CLASS = len("301")


@dataclass(frozen=True)
class Relation:
    """Signed figures that add up to nothing, but for `allowed`. said: what they are in words; learned: no form says so,
    the rest of the table does.
    """

    terms: tuple[tuple[int, SeenFigure], ...]
    allowed: Decimal
    said: str
    learned: bool = False

    @property
    def off(self) -> Decimal:
        """By how much they don't, in 元 or in pieces."""
        return sum((sign * value_of(figure) for sign, figure in self.terms), Decimal(0))

    @property
    def holds(self) -> bool:
        """Whether they do."""
        return abs(self.off) <= self.allowed


def value_of(figure: SeenFigure) -> Decimal:
    """In 元 where it is money; nothing is 0."""
    return in_yuan(figure.value or Decimal(0), figure.unit)


@dataclass(frozen=True)
class SeenTables:
    """tables: those that are of the edition, with the grid of each; unknown: the grids that are none of its tables."""

    tables: tuple[RecognisedTable, ...]
    titles: Mapping[str, str]
    """What a grid is called -> the title of its table."""
    unknown: tuple[Grid, ...]
    relations: tuple[Relation, ...]
    department: str = ""
    year: int | None = None
    below: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a grid is called -> the lines between it and the next one, where a reader gives all of them."""
    partly: Mapping[str, str] = field(default_factory=dict)
    """What a grid is called -> the title of its table, where its rows are units or projects, which no form knows."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """What a grid is called -> the long texts in its own cells."""
    without_unit: tuple[str, ...] = ()
    """The titles of tables that don't say in which unit they are."""
    called: Mapping[str, str] = field(default_factory=dict)
    """What a grid is called -> the line over it, whether a form knows it or not."""
    blank: Mapping[str, Spot] = field(default_factory=dict)
    """What a grid is called in which nothing stands that could be an amount -> its first cell."""

    @cached_property
    def strange(self) -> Mapping[str, frozenset[Decimal]]:
        """What a grid is called -> the amounts in it that nothing says the meaning of, in its unit."""
        return {
            table.grid: frozenset(abs(value) for cell in table.unread if (value := read_amount(cell).value))
            for table in self.tables
        }

    @cached_property
    def by_key(self) -> Mapping[str, list[tuple[RecognisedTable, SeenFigure]]]:
        """Every figure by its key."""
        return by_key(self.tables)

    @property
    def figures(self) -> Iterator[tuple[RecognisedTable, SeenFigure]]:
        """Every figure with its table."""
        return ((table, figure) for table in self.tables for figure in table.figures)

    def title(self, figure: SeenFigure) -> str:
        """Of the table that a figure stands in."""
        name = figure.cell.spot.sheet
        return self.titles.get(name) or self.called.get(name, "")


@dataclass
class _Seeing:
    tables: list[RecognisedTable] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    unknown: list[Grid] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    above: list[Above] = field(default_factory=list)
    without_unit: list[str] = field(default_factory=list)


def _first_of_blank(grid: Grid) -> GridCell | None:
    if any(_AMOUNT.search(fold(cell.text)) for cell in grid.cells.values()):
        return None
    return next(iter(grid.cells.values()), None)


def _below(opened: OpenedFile) -> Iterator[tuple[str, tuple[str, ...]]]:
    for grid, following in pairwise(opened.grids):
        if 0 < len(following.above) < _MOST_ABOVE:
            yield grid.name, tuple(line.text for line in following.above)
    if opened.grids and opened.grids[-1].above:
        last = opened.grids[-1]
        texts = [line.text for line in opened.lines]
        title = [line.text for line in last.above[-_TITLE:]]
        starts = [n for n in range(len(texts)) if texts[n : n + len(title)] == title]
        if len(starts) == 1:
            yield last.name, tuple(texts[starts[0] + len(title) :][:_MOST_ABOVE])


def see(opened: OpenedFile, edition: Edition) -> SeenTables:
    """What an edition's forms make of a file."""
    known = EditionTables(edition)
    titles = {table.id: table.title for table in edition.tables}
    partly = {table.id for table in edition.tables if rows_unknown(table)}
    seeing = _Seeing()
    for grid, found in _with_units([(grid, known.of(grid)) for grid in framed(opened).grids], known):
        if found is None:
            seeing.unknown.append(grid)
            continue
        seeing.tables.append(_told_in_a_unit(found.table))
        seeing.above.append(found.above)
        seeing.titles[grid.name] = titles[found.form.id]
        if found.table.unit == UNKNOWN:
            seeing.without_unit.append(seeing.titles[grid.name])
            continue
        if is_cut(grid, opened):
            continue
        for one in sums_of(found.reading):
            terms = ((1, one.total), *((-sign, part) for sign, part in one.parts))
            allowed = max(in_yuan(one.allowed, one.total.unit), _whole(figure for _, figure in terms))
            seeing.relations.append(Relation(terms, allowed, "合计等于各部分之和"))
        seeing.relations += _feet(found.reading)
    seeing.relations += _equal(seeing.tables)
    return SeenTables(
        tuple(seeing.tables),
        seeing.titles,
        tuple(seeing.unknown),
        tuple(seeing.relations),
        next((above.department for above in seeing.above if above.department), ""),
        next((above.year for above in seeing.above if above.year), None),
        dict(_below(opened)),
        {table.grid: seeing.titles[table.grid] for table in seeing.tables if table.form in partly},
        {
            grid.name: "".join(fold(cell.text) for cell in grid.cells.values() if len(cell.text) > _NOTE)
            for grid in opened.grids
        },
        without_unit=tuple(seeing.without_unit),
        blank={grid.name: first.spot for grid in opened.grids if (first := _first_of_blank(grid))},
    )


def is_cut(grid: Grid, opened: OpenedFile) -> bool:
    """Whether a part of a table could not be read: a page before or behind it, characters that no font tells."""
    pages = {cell.spot.page for cell in grid.cells.values() if cell.spot.page}
    if pages and {min(pages) - 1, *pages, max(pages) + 1} & (opened.unread - {0}):
        return True
    return any(LOST in cell.text for cell in grid.cells.values())


_Pairs = Sequence[tuple[Grid, Recognised | None]]


def _with_units(pairs: _Pairs, known: EditionTables) -> Iterator[tuple[Grid, Recognised | None]]:
    """Tables that don't say the unit of their amounts, in the one in which they agree with the others."""
    tables = [found.table for _, found in pairs if found]
    for grid, found in pairs:
        again = found
        if found and found.table.unit == UNKNOWN:
            told = unit_by_others(found.table, [other for other in tables if other is not found.table])
            again = known.of(grid, told[0]) if told else found
        yield grid, again


def _told_in_a_unit(table: RecognisedTable) -> RecognisedTable:
    """Without the amounts whose unit nobody knows: 元 is never taken for 万元."""
    return replace(table, figures=tuple(figure for figure in table.figures if figure.unit != UNKNOWN))


def _feet(reading: SheetReading) -> Iterator[Relation]:
    """What stands below several blocks (公用经费合计) is the sum of 类 of any of them, where each 类 belongs to one."""
    classes = {row.code: row for row in reading.rows.found if len(row.code) == _CLASS}
    feet = {
        id(row): (row, [(sign, term.rpartition(".")[2]) for sign, term in row.row.formula])
        for row in reading.rows.found
        if row.row and any(term.rpartition(".")[2] in classes for _, term in row.row.formula)
    }
    if set(classes) - {code for _, terms in feet.values() for _, code in terms}:
        return
    for row, terms in feet.values():
        own = [(-sign, figure) for sign, code in terms if code in classes for figure in _of_row(reading, classes[code])]
        for total in _of_row(reading, row):
            allowed = in_yuan(Decimal("0.005"), total.unit) * (len(own) + 1) if total.unit != "元" else Decimal(0)
            if total.value is not None and own:
                yield Relation(((1, total), *own), allowed, "合计等于各类之和")


def _of_row(reading: SheetReading, row: FoundRow) -> list[SeenFigure]:
    """The figures of a row of a block that has one column of them."""
    columns = reading.layout.blocks[row.block].amounts
    return [reading.at[row.number, c] for c in columns if len(columns) == 1 and (row.number, c) in reading.at]


def _equal(tables: list[RecognisedTable]) -> Iterator[Relation]:
    """The same figure in two tables is one."""
    for seen in by_key(tables).values():
        known = [figure for _, figure in seen if figure.unit in SIZES or not figure.unit]
        for n, one in enumerate(known):
            for other in known[n + 1 :]:
                grain = max(_grain(one.unit), _grain(other.unit))
                allowed = Decimal(0) if one.unit == other.unit == "元" else grain
                yield Relation(((1, one), (-1, other)), allowed, "两张表里是同一个数")


def _whole(figures: Iterable[SeenFigure]) -> Decimal:
    """What rounding may have moved where amounts are told in whole 元: half of one for each."""
    told = [figure for figure in figures if figure.value is not None and figure.unit == "元"]
    whole = all(figure.value == figure.value.to_integral_value() for figure in told if figure.value is not None)
    return Decimal("0.5") * len(told) if told and whole else Decimal(0)


def _grain(unit: str) -> Decimal:
    return SIZES[unit] * Decimal("0.01") if unit in SIZES and unit != "元" else Decimal(0)


def cell_words(cell: GridCell) -> str:
    """What a cell shows."""
    return cell.text.strip() or "（空）"
