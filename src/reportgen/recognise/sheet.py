"""A sheet read by a form -> its figures, each with its key, its unit and its cell, and what was not understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportgen.reading.grid import GridCell, Notice, Spot
from reportgen.recognise.above import Above
from reportgen.recognise.agree import UNKNOWN
from reportgen.recognise.amounts import UNREADABLE, read_amount
from reportgen.recognise.cells import Cells, is_dash
from reportgen.recognise.computed import value_of
from reportgen.recognise.form import SUBJECTS, FormColumn, TableForm
from reportgen.recognise.heads import PlacedBlock, SheetLayout
from reportgen.recognise.labels import fold
from reportgen.recognise.lists import CodeLists
from reportgen.recognise.picks import join, parse
from reportgen.recognise.rows import FoundRow, FoundRows, leaves, read_rows
from reportgen.recognise.seen import RecognisedTable, SeenFigure

MONEY = ("元", "千元", "万元", "亿元")
_FINAL = ("", "决算")


@dataclass
class SheetReading:
    """A sheet while it is read. at: the figures by row and column of the sheet, for the sums."""

    form: TableForm
    cells: Cells
    layout: SheetLayout
    rows: FoundRows
    unit: str
    at: dict[tuple[int, int], SeenFigure] = field(default_factory=dict)
    odd: dict[str, list[GridCell]] = field(default_factory=dict)
    told: list[tuple[str, GridCell]] = field(default_factory=list)
    complete: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)
    said: list[tuple[str, str]] = field(default_factory=list)
    """What its notes make of parts of the keys."""


def read_sheet(form: TableForm, cells: Cells, layout: SheetLayout, above: Above, lists: CodeLists) -> SheetReading:
    """All figures of a sheet by its form."""
    rows = read_rows(cells, layout, lists)
    reading = SheetReading(form, cells, layout, rows, above.unit or form.unit or UNKNOWN)
    leaf = {(row.number, row.block): is_leaf for row, is_leaf in leaves(rows.found)}
    units = frozenset(row.unit for row in rows.found if row.unit)
    said = reading.said = _said(form, cells, rows.end)
    groups = [_group_columns(placed) for placed in layout.blocks]
    for row in rows.found:
        placed = layout.blocks[row.block]
        first = next(placed.block.amounts, None)
        for c, column in placed.amounts.items():
            if _has_none(row, column, cells, c):
                continue
            key = key_of(form, placed, row, c, column, column is first, units)
            if key is None:
                continue
            for before, after in said:
                key = ".".join(after if part == before else part for part in key.split("."))
            control = column.control or row.total or not leaf.get((row.number, row.block), True)
            control = control or bool(row.row and row.row.control) or c in groups[row.block]
            _keep(reading, row, c, column, key, control)
            if row.total and placed.block.by_code and placed.block.by_code.each == SUBJECTS:
                reading.complete.add(key)
    return reading


def _has_none(row: FoundRow, column: FormColumn, cells: Cells, c: int) -> bool:
    """Whether a row has no figure in a column: by its form, or because the list leaves it blank."""
    if row.row is not None:
        return bool(row.row.columns) and column.name not in row.row.columns
    return not row.total and cells.own(row.number, c) is None


def _said(form: TableForm, cells: Cells, end: int) -> list[tuple[str, str]]:
    """What the notes below make of a part of the keys: 预算数为全年预算数 -> 预算数 is 全年预算."""
    notes = "".join(fold(cell.text) for row in range(end, cells.height) for _, cell in cells.beginning(row))
    found = [(part, re.search(pattern, notes)) for pattern, part in form.says]
    return [(part, match[1]) for part, match in found if match]


def _group_columns(placed: PlacedBlock) -> frozenset[int]:
    """The columns that are the 小计 of columns of their 款 on the sheet."""
    groups = {code[:3] for code in placed.code_of.values() if len(code) > 3}
    return frozenset(c for c, code in placed.code_of.items() if code in groups)


def key_of(
    form: TableForm, placed: PlacedBlock, row: FoundRow, c: int, column: FormColumn, first: bool, units: frozenset[str]
) -> str | None:
    """The key of a cell. A row's key names its figure; with a column that picks something it is that figure's part."""
    said = row.row
    pick = column.pick or ""
    if said and column.name in said.keys:
        return said.keys[column.name]
    if said and said.key:
        return said.key if pick in _FINAL or said.columns else f"{said.key}.{pick}"
    if column.key and not row.code:
        return column.key
    if column.pick is None and c not in placed.code_of and not first:
        return None
    picks = (form.pick, placed.block.pick, *row.picks, pick, placed.code_of.get(c, ""))
    record = next((p for p in (*row.picks, pick) if p and join((p,), units) == p and _is_record(p, units)), None)
    if record:
        return record if record == pick or pick in _FINAL or not pick else f"{record}.{pick}"
    return join(tuple(filter(None, picks)), units)


def _is_record(pick: str, units: frozenset[str]) -> bool:
    return parse(pick, units) is None


def _keep(reading: SheetReading, row: FoundRow, c: int, column: FormColumn, key: str, control: bool) -> None:
    cell = reading.cells.own(row.number, c) or _blank(reading, row, c)
    if cell is None:
        return
    read = read_amount(cell)
    value, computed = read.value, False
    if cell.formula and not read.value:
        found = value_of(reading.cells, cell)
        computed = found is not None and found != read.value
        value = found if computed else value
        if found is None:
            reading.unreadable.add(key)
            reading.odd.setdefault("formula", []).append(cell)
    if read.odd:
        reading.odd.setdefault(read.odd, []).append(cell)
    if read.odd == UNREADABLE:
        reading.unreadable.add(key)
        return
    said = (row.row.unit if row.row else None, column.unit)
    unit = read.unit or next((u for u in said if u is not None), reading.unit)
    stated = row.row is not None
    if row.row and row.row.told and value is None and is_dash(cell):
        reading.told.append((row.row.told, cell))
    label = row.name or (row.row.name if row.row else "")
    reading.at[row.number, c] = SeenFigure(
        key, value, unit, cell, cell.text, control, computed, stated, label, column.name
    )


def _blank(reading: SheetReading, row: FoundRow, c: int) -> GridCell | None:
    """The empty cell of a row that the form names. Rows of a list say nothing by it."""
    if row.row is None or reading.cells.at(row.number, c) is not None:
        return None
    grid = reading.cells.grid
    return GridCell("", Spot(grid.file, grid.name, row.number, c))


def is_empty(reading: SheetReading) -> bool:
    """Whether nobody filled the sheet in: its blanks are not known then, and no 0."""
    return bool(reading.at) and not any(f.value is not None or f.printed.strip() for f in reading.at.values())


def in_two_rows(reading: SheetReading) -> dict[tuple[int, int], str]:
    """The figures of codes that stand in several rows which are not to be used, by row and column: those of a project
    below the row of its 科目, a row that stands there twice; all of them, with their key, where no row is their sum.
    """
    rows: dict[tuple[int, str, str], list[int]] = {}
    for row in reading.rows.found:
        if row.code and reading.layout.blocks[row.block].block.by_code:
            rows.setdefault((row.block, row.unit, row.code), []).append(row.number)
    left_out: dict[tuple[int, int], str] = {}
    for (block, *_), numbers in rows.items():
        for c in reading.layout.blocks[block].amounts if len(numbers) > 1 else ():
            figures = {number: f for number in numbers if (f := reading.at.get((number, c)))}
            values = {number: figure.value or Decimal(0) for number, figure in figures.items()}
            whole = next((n for n, v in values.items() if 2 * v == sum(values.values())), None)
            if whole is None and len(set(values.values())) == 1:
                whole = next(iter(values))
            left_out |= {(n, c): "" if whole is not None else figures[n].key for n in figures if n != whole}
    return left_out


def finish(reading: SheetReading, above: Above, by: str, notices: tuple[Notice, ...]) -> RecognisedTable:
    """The table as it is given."""
    names: dict[str, tuple[str, Spot]] = {}
    filled = bool(reading.at) and not is_empty(reading)
    twice = in_two_rows(reading)
    coded = [row for row in reading.rows.found if row.code and reading.layout.blocks[row.block].block.by_code]
    for row in coded:
        if row.name and row.cell:
            names.setdefault(row.code, (row.name, row.cell.spot))
    return RecognisedTable(
        form=reading.form.id,
        title=next(iter(sorted(reading.form.titles)), ""),
        grid=reading.cells.grid.name,
        by=by,
        unit=reading.unit,
        figures=tuple(
            replace(figure, stated=figure.stated and filled)
            for at, figure in sorted(reading.at.items())
            if at not in twice
        ),
        department=above.department,
        year=above.year,
        names=names,
        codes=frozenset(row.code for row in coded),
        by_unit=any(row.unit for row in coded),
        unread=tuple(unread(reading)),
        notices=notices,
        family=reading.form.family,
        complete=frozenset(reading.complete if filled or not coded else ()),
        unreadable=frozenset({*reading.unreadable, *(key for key in twice.values() if key)}),
    )


def unread(reading: SheetReading) -> Iterator[GridCell]:
    """Cells below the head that hold a figure that no row or column of the form says the meaning of."""
    strange = {(number, c) for number, place, _ in reading.rows.strange for c in reading.layout.blocks[place].amounts}
    unknown = {c for c, _ in reading.layout.unknown}
    understood = {row.number for row in reading.rows.found}
    for (row, column), cell in sorted(reading.cells.grid.cells.items()):
        if not reading.layout.data <= row < reading.rows.end:
            continue
        if ((row, column) in strange or (column in unknown and row in understood)) and read_amount(cell).value:
            yield cell
    yield from reading.odd.get(UNREADABLE, [])
