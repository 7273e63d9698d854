"""Which form a sheet is: by its name, its title, the number of the form, its head, in this order of trust."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.reading.grid import Grid
from reportgen.recognise.cells import Cells
from reportgen.recognise.form import TableForm
from reportgen.recognise.forms import Family, number_of
from reportgen.recognise.heads import SheetLayout, lay_out
from reportgen.recognise.labels import fold, heading, titled
from reportgen.recognise.lists import CodeLists

BY_NAME, BY_TITLE, BY_NUMBER, BY_HEADS = "名称", "标题", "表号", "表头"
_TOP = 12
"""FoundRows: a title that stands lower is none."""
_GOOD_FIT = 0.6
"""Without name, title and number, so many of the form's columns must be there."""
_FEWEST = 3


@dataclass(frozen=True)
class Choice:
    """Which form a sheet is, why that was thought, and how its head lies; against: the title of another form that its
    name is not of.
    """

    form: TableForm
    by: str
    layout: SheetLayout | None
    against: str = ""


def choose(cells: Cells, families: Iterable[Family], lists: CodeLists) -> Choice | None:
    """The form of a sheet; None where it is none that is known."""
    families = tuple(families)
    forms = [form for family in families for form in family.forms]
    texts = [*cells.texts(_TOP), fold(cells.grid.name)]
    inside = {heading(text) for text in cells.texts(_TOP)} - {""}
    titles = inside | {heading(fold(cells.grid.name))}
    by_name = [form for family in families for form in _named(cells.grid, family)]
    by_title = [form for form in forms if form.titles & titles] or _titled(forms, inside)
    by_number = [form for form in forms if any(number in text for number in form.numbers for text in texts)]
    if by_name:
        agreed = [form for form in by_name if form.titles & inside]
        titled = [form for form in forms if form.titles & inside]
        found = _best(agreed or by_name + titled, BY_NAME, cells, lists)
        title = next((next(iter(form.titles & inside)) for form in titled), "")
        return found if agreed or not title else Choice(found.form, found.by, found.layout, title)
    for found_by, by in ((by_title, BY_TITLE), (by_number, BY_NUMBER)):
        if found_by:
            numbered = [form for form in found_by if form in by_number]
            return _best(numbered or found_by, by, cells, lists)
    best = _best([form for form in forms if form.blocks], BY_HEADS, cells, lists) if forms else None
    return best if best and best.layout and best.layout.fit >= _GOOD_FIT and _enough(best.layout) else None


def _titled(forms: list[TableForm], headings: Iterable[str]) -> list[TableForm]:
    """The forms whose title a heading ends with, behind a number or a name."""
    texts = tuple(headings)
    return [form for form in forms if any(titled(text, title) for text in texts for title in form.titles)]


def _named(grid: Grid, family: Family) -> list[TableForm]:
    number = number_of(grid.name, family.sheet_number)
    return [form for form in family.forms if (number and number in form.names) or fold(grid.name) in form.names]


def _best(forms: list[TableForm], by: str, cells: Cells, lists: CodeLists) -> Choice:
    """The one whose head is most like the sheet's."""
    one_each = {id(form): form for form in forms}.values()
    laid = [(form, lay_out(form, cells, lists) if form.blocks else None) for form in one_each]
    form, layout = max(laid, key=lambda entry: entry[1].fit if entry[1] else 0.0)
    return Choice(form, by, layout)


def _enough(layout: SheetLayout) -> bool:
    return sum(len(placed.amounts) for placed in layout.blocks) >= _FEWEST
