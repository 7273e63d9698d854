"""A file that was opened -> all that is recognised in it.

library = load_library(template_roots())                       # the forms, once
lists = lambda year: lists_of(load_subjects(str(year or 2025)), library.codes)
found = recognise(open_file(path), library, lists)             # tables, figures by key, what must be told
facts = facts_of(found, library)                               # what the data model wants of it (facts.py)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from reportgen.reading.grid import Grid, Notice, OpenedFile, Spot
from reportgen.recognise.above import read_above
from reportgen.recognise.across import sums_across
from reportgen.recognise.agree import UNKNOWN, disagreements, unit_by_others
from reportgen.recognise.cells import Cells
from reportgen.recognise.choose import Choice, choose
from reportgen.recognise.file_told import NO_HEAD, together, told_of_file
from reportgen.recognise.forms import Library
from reportgen.recognise.lists import CodeLists
from reportgen.recognise.lost import lacking_rows
from reportgen.recognise.said import place
from reportgen.recognise.seen import RecognisedFile, RecognisedTable
from reportgen.recognise.sheet import finish, read_sheet
from reportgen.recognise.stated_unit import with_wrong_units
from reportgen.recognise.sums import sums_of
from reportgen.recognise.sums_told import together_off
from reportgen.recognise.told import told_of

HIDDEN, STRANGE, TEXT = "隐藏的表单，没有读", "不认识", "是文字，没有数"
_TOP = 12
NO_RESULT = "R013"
"""What readers tell of a formula without a result."""


@dataclass
class _FileReading:
    """A file while it is read."""

    tables: list[RecognisedTable] = field(default_factory=list)
    ignored: list[tuple[str, str]] = field(default_factory=list)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    against: list[tuple[str, str, str]] = field(default_factory=list)


def recognise(opened: OpenedFile, library: Library, lists_of_year: Callable[[int | None], CodeLists]) -> RecognisedFile:
    """All that is known of a file. lists_of_year: the codes of a year; None where the file doesn't say its year."""
    words = tuple({word for family in library.families.values() for word in family.department})
    years = Counter(year for grid in opened.grids if (year := read_above(Cells(grid), _TOP, words).year))
    year = years.most_common(1)[0][0] if years else None
    lists = lists_of_year(year)
    found = _FileReading()
    for grid in opened.grids:
        _read_grid(grid, library, lists, found)
    tables, units = with_wrong_units(found.tables)
    tables = [_with_unit(table, tables) for table in tables]
    names = Counter(table.department for table in tables if table.department)
    families = tuple(dict.fromkeys(table.family for table in tables))
    read = RecognisedFile(
        tables=tuple(tables),
        ignored=tuple(found.ignored),
        families=families,
        kind="、".join(library.families[family].name for family in families),
        department=names.most_common(1)[0][0] if names else "",
        year=year,
        texts=found.texts,
        units=found.units,
    )
    told = (*units, *told_of_file(opened, tables, found.ignored, found.texts, found.against, library, lists))
    across = [one for one in sums_across(read) if not one.foots]
    wrong = {spot for table in tables for spot in table.wrong}
    across = list({spot: one for one in across if (spot := one.total.cell.spot) not in wrong}.values())
    wrong |= {one.total.cell.spot for one in across}
    wrong |= {figure.cell.spot for _, figure in disagreements(tables)}
    of_sheets = together(notice for table in tables for notice in table.notices)
    notices = (*_of_the_reader(opened, tables), *told, *of_sheets, *together_off(across))
    return replace(read, notices=notices, wrong=frozenset(wrong))


def _of_the_reader(opened: OpenedFile, tables: list[RecognisedTable]) -> Iterator[Notice]:
    hidden = {grid.name for grid in opened.grids if grid.hidden}  # these are named, and not read
    return (n for n in opened.notices if not _computed_here(n, tables) and n.spot.sheet not in hidden)


def _read_grid(grid: Grid, library: Library, lists: CodeLists, found: _FileReading) -> None:
    cells = Cells(grid)
    if grid.hidden:
        found.ignored.append((grid.name, HIDDEN))
        return
    choice = choose(cells, library.families.values(), lists)
    if choice is None or choice.form.skip:
        if cells.height:
            found.ignored.append((grid.name, choice.form.skip if choice else STRANGE))
        if choice and choice.layout:  # its totals alone are read, to be compared
            table = _read_table(cells, choice, library, lists, found.units)
            found.tables.append(replace(table, notices=(), unread=()))
    elif choice.form.prose:
        found.texts[grid.name] = tuple(_lines(cells))
    elif choice.layout is None:
        found.ignored.append((grid.name, NO_HEAD))
    else:
        if choice.against:
            found.against.append((grid.name, choice.form.id, choice.against))
        found.tables.append(_read_table(cells, choice, library, lists, found.units))


def _computed_here(notice: Notice, tables: list[RecognisedTable]) -> bool:
    """Whether a notice is of formulas without a result, which the tables of the sheet have computed and told."""
    told = {other.code for table in tables if table.grid == notice.spot.sheet for other in table.notices}
    return notice.code == NO_RESULT and "R033" in told and "R034" not in told


def _lines(cells: Cells) -> Iterator[str]:
    for row in range(cells.height):
        for _, cell in cells.beginning(row):
            yield from (line.strip() for line in cell.text.splitlines() if line.strip())


def _read_table(
    cells: Cells, choice: Choice, library: Library, lists: CodeLists, units: dict[str, str]
) -> RecognisedTable:
    assert choice.layout is not None  # noqa: S101  # the caller has looked
    above = read_above(cells, choice.layout.first, library.families[choice.form.family].department)
    reading = read_sheet(choice.form, cells, choice.layout, above, lists)
    for row in reading.rows.found:
        if row.unit:
            units.setdefault(row.unit, row.unit_name)
    sums = tuple(sums_of(reading))
    table = finish(reading, above, choice.by, tuple(told_of(reading, above, sums)))
    wrong = frozenset(one.total.cell.spot for one in sums if not one.foots)
    return replace(table, wrong=wrong, lacking=tuple(lacking_rows(reading)))


def _with_unit(table: RecognisedTable, tables: list[RecognisedTable]) -> RecognisedTable:
    """A table that doesn't say its unit, with the one in which it agrees with the others; told either way."""
    if table.unit != UNKNOWN or table.unit_from:
        return table
    where = Spot(table.figures[0].cell.spot.file if table.figures else "", table.grid)
    others = [other for other in tables if other is not table]
    if (told := unit_by_others(table, others)) is None:
        text = f"「{table.grid}」没有写金额单位，也没有别的表可以比：它的数没有读"
        return replace(table, notices=(*table.notices, Notice("R038", text, where, "在表上写明金额单位再导入")))
    unit, (_, seen) = told
    figures = tuple(replace(f, unit=unit) if f.unit == UNKNOWN else f for f in table.figures)
    text = f"「{table.grid}」没有写金额单位：和 {place(seen.cell)} 等处同样的数比，是{unit}"
    return replace(
        table,
        unit=unit,
        figures=figures,
        unit_from=place(seen.cell),
        notices=(*table.notices, Notice("R038", text, where)),
    )
