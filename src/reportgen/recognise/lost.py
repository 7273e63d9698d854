"""What a sheet should say and doesn't: nobody filled it in, its rows lie below the note, its codes stop short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.reading.grid import GridCell, Notice, Spot
from reportgen.recognise.amounts import read_amount
from reportgen.recognise.form import SUBJECTS, NamedRow, labels_of
from reportgen.recognise.labels import bare, fold
from reportgen.recognise.rows import FoundRow, leaves
from reportgen.recognise.said import place, shown, some
from reportgen.recognise.sheet import SheetReading, is_empty, key_of

_ITEM = 7
"""Digits of a 科目 that has none below."""
_FEWEST, _NAMED = 3, 3
"""So many rows that are missing at the end are no chance; so many are named."""
_NOTHING = re.compile("空表|没有|无|不涉及|未安排|未发生")
NOT_READ = ("不读",)
"""The columns of rows that are known and not read."""


def told_of_lost(reading: SheetReading) -> Iterator[Notice]:
    """All that is missing on a sheet and would otherwise be taken for nothing."""
    where = Spot(reading.cells.grid.file, reading.cells.grid.name)
    if _nobody_filled_in(reading):
        text = f"「{where.sheet}」一个数也没有填，不知道是没有还是没有填：没有当作 0"
        yield Notice("R057", text, where, "确实没有的，在 YAML 里写 0")
    yield from _below(reading)
    if lost := list(dict.fromkeys(column.lost for placed in reading.layout.blocks for column in placed.lost)):
        text = f"「{where.sheet}」没有 {'、'.join(lost)} 一栏，从这张表里不知道，不是 0"
        yield Notice("R069", text, where, "另外知道的，在 YAML 里写")
    yield from _short_codes(reading)
    yield from _only_a_head(reading)
    yield from _cut_off(reading)
    yield from _without_total(reading)
    if reading.form.says and not reading.said and any(figure.value for figure in reading.at.values()):
        text = f"「{where.sheet}」没有注明预算数是年初预算数还是全年预算数：它的预算数没有用"
        yield Notice("R063", text, where, "在 YAML 里写，或在表的注里写明")


def _nobody_filled_in(reading: SheetReading) -> bool:
    """Rows that the form names, or that codes name, without one figure. A list without rows is empty, and says so."""
    if reading.at:
        return is_empty(reading) and any(figure.stated for figure in reading.at.values())
    named = any(isinstance(row, NamedRow) for placed in reading.layout.blocks for row in placed.block.rows)
    return named or any(row.code for row in reading.rows.found)


def _below(reading: SheetReading) -> Iterator[Notice]:
    """Rows behind the end of the table: figures in its columns, or labels that the form knows."""
    columns = {c for placed in reading.layout.blocks for c in placed.amounts}
    labels = {label for placed in reading.layout.blocks for row in placed.block.rows for label in labels_of(row)}
    cells: list[GridCell] = []
    named: list[GridCell] = []
    for row in range(reading.rows.end, reading.cells.height):
        for c, cell in reading.cells.beginning(row):
            if c in columns and (value := read_amount(cell).value) is not None:
                cells.insert(0 if value and not (cells and read_amount(cells[0]).value) else len(cells), cell)
            elif bare(cell.text) in labels:
                named.append(cell)
    if found := cells or named:
        what = f"{len(cells)} 格数" if cells else f"{len(named)} 行"
        text = f"「{found[0].spot.sheet}」注的下面还有{what}，没有读：{some(found)}"
        yield Notice("R061", text, found[0].spot, "是表里的行，移到注的上面；不是的，不用管")


def _short_codes(reading: SheetReading) -> Iterator[Notice]:
    """A list of 科目 that has money and no row of 项 for it."""
    for place_of, placed in enumerate(reading.layout.blocks):
        if placed.block.by_code is None or placed.block.by_code.each != SUBJECTS:
            continue
        rows = [row for row in reading.rows.found if row.block == place_of]
        ends = (
            [row for row, leaf in leaves(rows) if leaf and len(row.code) < _ITEM] if any(r.code for r in rows) else []
        )
        ends = ends or ([row for row in rows if row.total] if not any(row.code for row in rows) else [])
        for row in ends:
            figure = next((f for c in placed.amounts if (f := reading.at.get((row.number, c))) and f.value), None)
            if figure:
                called = f"科目 {row.code} {row.name}".rstrip() if row.code else "合计"
                text = f"{place(figure.cell)}（{called}）是 {shown(figure.value)}，下面没有项级科目的行"
                yield Notice("R062", text, figure.cell.spot, "表没有导全的，重新导出；按项级科目的数从这张表里不知道")


def _only_a_head(reading: SheetReading) -> Iterator[Notice]:
    """A list without one row that doesn't say that it is empty."""
    lists = [number for number, placed in enumerate(reading.layout.blocks) if placed.block.by_code and placed.amounts]
    if not lists or any(row.block in lists for row in reading.rows.found) or _says_that_it_is_empty(reading):
        return
    where = Spot(reading.cells.grid.file, reading.cells.grid.name, reading.layout.first)
    text = f"「{where.sheet}」只有表头，一行也没有，也没有写明是空表：没有当作 0"
    yield Notice("R068", text, where, "没有导全的，重新导出；确实没有的，在表下面写明，或在 YAML 里写 0")


def _says_that_it_is_empty(reading: SheetReading) -> bool:
    below = range(reading.layout.data, reading.cells.height)
    return any(_NOTHING.search(fold(cell.text)) for row in below for _, cell in reading.cells.beginning(row))


def _without_total(reading: SheetReading) -> Iterator[Notice]:
    """A list of codes with figures and no row for the total of them: nothing says that it is whole."""
    for number, placed in enumerate(reading.layout.blocks):
        rows = [row for row in reading.rows.found if row.block == number]
        alone = placed.block.by_code and (placed.block.by_code.each == SUBJECTS or len(reading.layout.blocks) == 1)
        if alone and any(row.code for row in rows) and not any(row.total for row in rows) and not is_empty(reading):
            where = Spot(reading.cells.grid.file, reading.cells.grid.name)
            text = f"「{where.sheet}」没有合计一行：看不出下面的行是不是全的"
            yield Notice("R066", text, where, "没有导全的，重新导出")


def lacking_rows(reading: SheetReading) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows of the form that the sheet has not and that no other row is the sum of, each with its keys."""
    for number, placed in enumerate(reading.layout.blocks):
        there = {found.row.name for found in reading.rows.found if found.block == number and found.row}
        first = next(placed.block.amounts, None)
        for row in placed.block.rows if placed.leading and there else ():
            if not isinstance(row, NamedRow) or row.name in there or row.columns == NOT_READ or row.control:
                continue
            lost = FoundRow(-1, number, (row.pick or "",), row=row)
            columns = ((c, said) for c, said in placed.amounts.items() if not row.columns or said.name in row.columns)
            keys = (
                key_of(reading.form, placed, lost, c, said, said is first, frozenset())
                for c, said in columns
                if not said.control
            )
            yield row.name, tuple(filter(None, keys))


def _cut_off(reading: SheetReading) -> Iterator[Notice]:
    """A table whose last rows are not there, its total among them."""
    lacking: list[str] = []
    for number, placed in enumerate(reading.layout.blocks):
        rows = [row for row in placed.block.rows if isinstance(row, NamedRow) and row.columns != NOT_READ]
        there = {found.row.name for found in reading.rows.found if found.block == number and found.row}
        last = max((at for at, row in enumerate(rows) if row.name in there), default=-1)
        missing = rows[last + 1 :]
        if placed.leading and (len(missing) >= _FEWEST or any(row.formula for row in missing)):
            lacking += [row.name for row in missing]
    if lacking and reading.at:
        cell = next(iter(reading.at.values())).cell
        names = "、".join(lacking[:_NAMED]) + (f" 等 {len(lacking)} 行" if len(lacking) > _NAMED else "")
        text = f"「{cell.spot.sheet}」的末尾没有 {names}：表可能没有导全"
        yield Notice("R066", text, Spot(cell.spot.file, cell.spot.sheet), "没有导全的，重新导出")
