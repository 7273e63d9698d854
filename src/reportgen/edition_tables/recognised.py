"""A grid -> which table of an edition it is, and its figures by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from reportgen.edition_tables.forms_of_edition import DEPARTMENT_WORDS, code_lists_of, library_of
from reportgen.editions import Edition
from reportgen.reading.grid import Grid
from reportgen.recognise.above import Above, read_above
from reportgen.recognise.cells import Cells
from reportgen.recognise.choose import BY_HEADS, choose
from reportgen.recognise.form import TableForm
from reportgen.recognise.forms import Library
from reportgen.recognise.heads import SheetLayout, lay_out
from reportgen.recognise.labels import heading
from reportgen.recognise.lists import CodeLists
from reportgen.recognise.seen import RecognisedTable
from reportgen.recognise.sheet import SheetReading, finish, read_sheet

_SURE = 0.3
"""Share of a form's columns that a table must have, whatever its title says."""
_LIKE = 0.6
"""The share that a table must have whose title says something else, or nothing."""


@dataclass(frozen=True)
class Recognised:
    """A grid that is a table of the edition: which one, what stands over it, what it says, and how it was read."""

    form: TableForm
    above: Above
    table: RecognisedTable
    reading: SheetReading


@dataclass
class EditionTables:
    """The tables of an edition, to recognise grids by."""

    edition: Edition

    @cached_property
    def _library(self) -> Library:
        return library_of(self.edition)

    @cached_property
    def _lists(self) -> CodeLists:
        return code_lists_of(self.edition)

    def of(self, grid: Grid, unit: str = "") -> Recognised | None:
        """What a grid is; its title and its unit are among its first rows. None: none of the edition's tables.

        unit: of its amounts, where it is known from elsewhere.
        """
        cells = Cells(grid)
        choice = choose(cells, self._library.families.values(), self._lists)
        if choice is None or choice.layout is None or choice.layout.fit < _SURE:
            return None
        return self._read(cells, choice.form, choice.layout, choice.by, unit)

    def begins(self, grid: Grid) -> bool:
        """Whether the first row of a grid is the title or the head of a table."""
        cells = Cells(grid)
        forms = self._library.families[self.edition.name].forms
        if any(heading(text) in form.titles for text in cells.texts(1) for form in forms):
            return True
        layouts = (lay_out(form, cells, self._lists) for form in forms if form.blocks)
        return any(layout and layout.first == 0 and layout.fit >= _LIKE for layout in layouts)

    def all_of(self, grid: Grid) -> Iterator[Recognised]:
        """All that a grid may be by its head: what it is first, then others that have the same columns."""
        first = self.of(grid)
        if first:
            yield first
        cells = Cells(grid)
        for form in self._library.families[self.edition.name].forms:
            if first and form is first.form:
                continue
            layout = lay_out(form, cells, self._lists) if form.blocks else None
            if layout and layout.fit >= _LIKE:
                yield self._read(cells, form, layout, BY_HEADS)

    def _read(self, cells: Cells, form: TableForm, layout: SheetLayout, by: str, unit: str = "") -> Recognised:
        above = read_above(cells, layout.first, DEPARTMENT_WORDS)
        above = replace(above, unit=above.unit or unit)
        reading = read_sheet(form, cells, layout, above, self._lists)
        return Recognised(form, above, finish(reading, above, by, ()), reading)
