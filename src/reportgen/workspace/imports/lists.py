"""Lists of other offices (purchases, staff, projects, units, vehicles): tables whose heads are those of a table of the
data, found by what the model says of its own tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from reportgen.editions.homes import template_roots
from reportgen.load.workbook.given import Given
from reportgen.load.workbook.read import Workbook, library_of
from reportgen.model.amount import NOTHING, PENDING, NotANumber, parse_number
from reportgen.model.cell_words import half_width
from reportgen.model.field import term_of
from reportgen.model.figure import WAN
from reportgen.model.finding import Source
from reportgen.model.schema import FieldAt, every_field, records_in
from reportgen.model.terms import OTHERWISE_CALLED
from reportgen.reading.grid import Grid, GridCell
from reportgen.recognise.amounts import SIZES, read_amount
from reportgen.recognise.cells import Cells

LEAST, DEEPEST = 2, 20
"""Heads that must be those of a table; rows in which the heads may stand."""
_TOTAL = re.compile(r"(?:本页)?(?:合\s*计|总\s*计|小\s*计|累\s*计)(?:\(.*\))?[:：]?")
_UNIT = re.compile(r"\((?:单位:)?[^()]{1,4}\)$")
_MONEY = re.compile(r"(?:单位:?(?:人民币)?|[(:])(万元|千元|亿元|元)(?![\w])")


@dataclass(frozen=True)
class ListRead:
    """Rows for the table under a top-level key, by its own heads. lost: heads that it has no column for."""

    key: str
    sheet: str
    source: Source
    rows: tuple[Mapping[str, str], ...]
    lost: tuple[str, ...] = ()
    names: bool = False
    """It is a mapping: two columns, a name and a number."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Columns of money -> their unit; "" where the sheet doesn't say it."""

    def in_unit(self, money_unit: str) -> Iterator[Mapping[str, str]]:
        """The rows with amounts of money in this unit, exactly; an amount of which nobody says the unit is left out."""
        for row in self.rows:
            yield {head: self._converted(head, text, money_unit) for head, text in row.items()}

    def _converted(self, head: str, text: str, money_unit: str) -> str:
        if head not in self.units or text in NOTHING:
            return text
        if self.units[head] not in SIZES:
            return PENDING
        try:
            return Given("", parse_number(text), self.units[head], self.source).written(money_unit)
        except NotANumber:
            return text

    @property
    def without_unit(self) -> list[str]:
        """Columns of money of which nobody says the unit."""
        return [head for head, unit in self.units.items() if unit not in SIZES]


@dataclass(frozen=True)
class _Known:
    """A table of the data, or a mapping with fixed names."""

    key: str
    heads: tuple[str, ...]
    needed: tuple[str, ...]
    names: tuple[str, ...] = ()
    money: frozenset[str] = frozenset()


@cache
def _known() -> tuple[_Known, ...]:
    return tuple(known for at in every_field() if len(at.path) == 1 and (known := _table_of(at)))


def _table_of(at: FieldAt) -> _Known | None:
    """What a top-level field says of its table."""
    table, record = at.term.table, next(records_in(at.info), None)
    if table and table.each:
        return None
    if table and record:
        columns = {str(info.alias): info for info in record.model_fields.values()}
        needed = tuple(head for head, info in columns.items() if info.is_required())
        money = frozenset(head for head, info in columns.items() if term_of(info).unit == WAN)
        return _Known(at.path[0], tuple(columns), needed, (), money)
    if table and table.columns:
        money = frozenset(table.measures) if at.term.unit == WAN else frozenset()
        return _Known(at.path[0], (*table.names_rows, *table.columns), table.names_rows, table.rows, money)
    names = at.term.keys.names
    return _Known(at.path[0], (), (), names) if len(names) >= LEAST else None


def lists_in(book: Workbook) -> Iterator[ListRead]:
    """The lists of a workbook: sheets that are no form of an export."""
    forms = {table.grid for table in book.seen.tables} | set(book.seen.texts)
    for grid in book.opened.grids:
        if grid.name not in forms and not grid.hidden and (read := _read(book, grid)):
            yield read


def heads_of(book: Workbook) -> Mapping[str, tuple[str, ...]]:
    """The likely heads of each sheet that can be seen: the first row of three words or more with nothing else."""
    found: dict[str, tuple[str, ...]] = {}
    for grid in book.opened.grids:
        for row in range(min(grid.height, DEEPEST) if not grid.hidden else 0):
            words = [cell.text.strip() for _, cell in grid.row(row) if cell.text.strip()]
            if len(words) > LEAST and not any(_is_number(word) for word in words):
                found[grid.name] = tuple(re.sub(r"\s+", "", word)[:12] for word in words[:8])
                break
    return found


Called = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Key of the data -> head or row -> the words of others."""


def _called(book: Workbook) -> Called:
    return library_of(tuple(template_roots(book.opened.path.resolve().parent))).lists


def _read(book: Workbook, grid: Grid) -> ListRead | None:
    best: tuple[int, int, _Known, dict[int, str]] | None = None
    cells, called = Cells(grid), _called(book)
    for row in range(min(grid.height, DEEPEST)):
        heads = _heads(cells, row)
        for known in _known():
            at = _columns(heads, known, called.get(known.key, {}))
            enough = len(at) >= max(LEAST, len(known.needed)) and set(known.needed[:1]) <= set(at.values())
            if known.heads and enough and (best is None or len(at) > best[0]):
                best = len(at), row, known, at
    if best is None:
        return _names(book, grid, called)
    _, row, known, at = best
    head = {column: text.strip() for column, text in _heads(cells, row).items()}
    rows = tuple(_rows(grid, row, at, known))
    lost = tuple(text for column, text in head.items() if column not in at and text and not _is_number(text))
    units = {name: _unit_of(grid, row, head[column]) for column, name in at.items() if name in known.money}
    if len(said := set(units.values()) - {""}) == 1:  # one head says it for all
        units = {name: unit or next(iter(said)) for name, unit in units.items()}
    return ListRead(known.key, grid.name, _place(book, grid, row), rows, lost, units=units) if rows else None


def _heads(cells: Cells, row: int) -> dict[int, str]:
    """The words over each column whose last row this may be: those of cells that reach down to it too."""
    found: dict[int, str] = {}
    for column in range(cells.width if cells.beginning(row) else 0):
        cell = cells.at(row, column)
        if cell and cell.text.strip() and cell.spot.column == column:
            found[column] = cell.text
    return found


def _unit_of(grid: Grid, head: int, text: str) -> str:
    """The unit of a column of money: of its head, else of the lines above."""
    above = [half_width(cell.text) for row in range(head) for _, cell in grid.row(row)]
    for words in (half_width(text), *above):
        if found := _MONEY.search(re.sub(r"\s+", "", words)):
            return found[1]
    return ""


def _columns(heads: Mapping[int, str], known: _Known, called: Mapping[str, tuple[str, ...]]) -> dict[int, str]:
    """Column -> the head that the data have for it, each once."""
    found: dict[int, str] = {}
    for column, text in heads.items():
        word = _UNIT.sub("", re.sub(r"\s+", "", half_width(text)))
        meant = next((head for head in _meant(word, known, called) if head not in found.values()), None)
        if meant:
            found[column] = meant
    return found


def _meant(word: str, known: _Known, called: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The heads that a word may stand for, the likeliest first."""
    yield from (head for head in known.heads if word in (head, f"{head}名称"))
    yield from (head for head in known.heads if word.endswith(head) and word.removesuffix(head) in known.key)
    yield from (head for head in known.heads if OTHERWISE_CALLED.get(word) == head)
    bare = word.removeprefix("其中:").removeprefix("其中")
    yield from (head for head in known.heads if {word, bare} & {head, *called.get(head, ())})


def _rows(grid: Grid, head: int, at: Mapping[int, str], known: _Known) -> Iterator[Mapping[str, str]]:
    first = min(at)
    for row in range(head + 1, grid.height):
        cells = {at[column]: _text(cell) for column, cell in grid.row(row) if column in at and cell.text.strip()}
        name = cells.get(at[first], "")
        if not cells or not name:
            continue
        if (
            _TOTAL.fullmatch(half_width(name))
            or name.startswith(("注", "填表", "说明", "备注", "制表", "审核"))
            or len(cells) < LEAST
        ):
            continue
        if known.names and name not in known.names:
            continue
        yield cells


def _names(book: Workbook, grid: Grid, called: Called) -> ListRead | None:
    """Names and numbers in two columns, or names as heads over one row of numbers."""
    for known in _known():
        if known.heads:
            continue
        found: dict[str, str] = {}
        own = called.get(known.key, {})
        for (row, column), cell in grid.cells.items():
            words = re.sub(r"\s+|[:：]|\(人\)$", "", half_width(cell.text))
            word = next((name for name, others in own.items() if words in others), None)
            word = word or re.sub(r"人员$|人数$", "", words)
            if word in known.names and word not in found:
                beside = (grid.cells.get(at) for at in ((row, column + cell.columns), (row + cell.rows, column)))
                number = next((one for one in beside if one and _is_number(one.text)), None)
                if number:
                    found[word] = _text(number)
        if len(found) >= LEAST + 1:
            row = min(r for (r, _), cell in grid.cells.items() if cell.text.strip())
            return ListRead(known.key, grid.name, _place(book, grid, row), (found,), names=True)
    return None


def _place(book: Workbook, grid: Grid, row: int) -> Source:
    return Source(f"{book.name}!{book.sheet(grid.name)}", row + 1, 1)


def _text(cell: GridCell) -> str:
    """A cell as it is typed into a table; a number exactly, however it is shown."""
    if cell.number is not None and not re.search(r"[-/年月日%:]", cell.text.strip().lstrip("-")):
        value = read_amount(cell).value
        return f"{value:f}" if value is not None else cell.text.strip()
    text = cell.text
    return re.sub(r"\s*\n\s*", "", text.strip()).replace("|", "｜")


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?[\d,]+(?:\.\d+)?", half_width(text).strip()))
