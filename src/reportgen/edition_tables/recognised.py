"""A grid -> which table of an edition it is, and its figures by key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reportgen.edition_tables.forms_of_edition import DEPARTMENT_WORDS, code_lists_of, library_of
from reportgen.editions import Edition
from reportgen.reading.grid import Grid
from reportgen.recognise.above import Above, read_above
from reportgen.recognise.cells import Cells
from reportgen.recognise.choose import choose
from reportgen.recognise.form import TableForm
from reportgen.recognise.forms import Library
from reportgen.recognise.lists import CodeLists
from reportgen.recognise.seen import RecognisedTable
from reportgen.recognise.sheet import SheetReading, finish, read_sheet

_SURE = 0.3
"""Share of a form's columns that a table must have, whatever its title says."""


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

    def of(self, grid: Grid) -> Recognised | None:
        """What a grid is; its title and its unit are among its first rows. None: none of the edition's tables."""
        cells = Cells(grid)
        choice = choose(cells, self._library.families.values(), self._lists)
        if choice is None or choice.layout is None or choice.layout.fit < _SURE:
            return None
        above = read_above(cells, choice.layout.first, DEPARTMENT_WORDS)
        reading = read_sheet(choice.form, cells, choice.layout, above, self._lists)
        return Recognised(choice.form, above, finish(reading, above, choice.by, ()), reading)
