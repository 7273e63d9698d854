"""A file that was opened -> all that is recognised in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reportgen.reading.grid import Grid, OpenedFile
from reportgen.recognise.above import Above, read_above
from reportgen.recognise.cells import Cells
from reportgen.recognise.form import Form
from reportgen.recognise.forms import Family, Library, number_of
from reportgen.recognise.heads import Layout, lay_out
from reportgen.recognise.labels import fold, heading
from reportgen.recognise.lists import CodeLists
from reportgen.recognise.seen import RecognisedFile, RecognisedTable
from reportgen.recognise.sheet import Reading, finish, read_sheet

BY_NAME, BY_TITLE, BY_NUMBER, BY_HEADS = "名称", "标题", "表号", "表头"
_TOP = 12
"""Rows: a title that stands lower is none."""
_GOOD_FIT = 0.6
"""Without name, title and number, so many of the form's columns must be there."""


@dataclass(frozen=True)
class Choice:
    """Which form a sheet is, why that was thought, and how its head lies."""

    form: Form
    by: str
    layout: Layout | None
    against: str = ""


def choose(cells: Cells, families: Iterable[Family], lists: CodeLists) -> Choice | None:
    """The form of a sheet: by its name, its title, the number of the form, its head, in this order of trust."""
    families = tuple(families)
    texts = [*cells.texts(_TOP), fold(cells.grid.name)]
    titles = {heading(text) for text in texts} - {""}
    by_name = [f for family in families for f in _named(cells.grid, family)]
    forms = [form for family in families for form in family.forms]
    by_title = [form for form in forms if form.titles & titles]
    by_number = [form for form in forms if any(number in text for number in form.numbers for text in texts)]
    agreed = [form for form in by_name if form in by_title] or [form for form in by_title if form in by_number]
    for found, by in ((agreed, BY_NAME if by_name else BY_TITLE), (by_name + by_title, BY_NAME if by_name else BY_TITLE), (by_number, BY_NUMBER)):
        if found:
            return _best(found, by, cells, lists)
    best = _best([form for form in forms if form.blocks], BY_HEADS, cells, lists) if forms else None
    return best if best and best.layout and best.layout.fit >= _GOOD_FIT and _enough(best.layout) else None


def _named(grid: Grid, family: Family) -> list[Form]:
    number = number_of(grid.name, family.sheet_number)
    return [form for form in family.forms if number and number in form.names or fold(grid.name) in form.names]


def _best(forms: list[Form], by: str, cells: Cells, lists: CodeLists) -> Choice:
    laid = [(form, lay_out(form, cells, lists) if form.blocks else None) for form in {id(form): form for form in forms}.values()]
    form, layout = max(laid, key=lambda entry: entry[1].fit if entry[1] else 0.0)
    return Choice(form, by, layout)


def _enough(layout: Layout) -> bool:
    return sum(len(placed.amounts) for placed in layout.blocks) >= 3


def recognise(opened: OpenedFile, library: Library, lists_of_year: Callable[[int | None], CodeLists]) -> RecognisedFile:
    """All that is known of a file. lists_of_year: the codes of a year; None where the file doesn't say its year."""
    tables: list[RecognisedTable] = []
    ignored: list[tuple[str, str]] = []
    for grid in opened.grids:
        if grid.hidden:
            ignored.append((grid.name, "隐藏的表单"))
            continue
        cells = Cells(grid)
        lists = lists_of_year(None)
        choice = choose(cells, library.families.values(), lists)
        if choice is None or choice.form.skip or choice.layout is None:
            ignored.append((grid.name, choice.form.skip if choice else "不认识"))
            continue
        family = library.families[choice.form.family]
        above = read_above(cells, choice.layout.first, family.department)
        reading = read_sheet(choice.form, cells, choice.layout, above, lists)
        tables.append(finish(reading, above, choice.by, ()))
    return RecognisedFile(tuple(tables), tuple(ignored))
