"""Lists of other offices (purchases, staff, projects, units, vehicles): tables whose heads are those of a table of the
data, found by what the model says of its own tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from reportgen.load.workbook.read import Workbook
from reportgen.model.cell_words import half_width
from reportgen.model.finding import Source
from reportgen.model.schema import FieldAt, every_field, records_in
from reportgen.model.terms import OTHERWISE_CALLED
from reportgen.reading.grid import Grid

LEAST, DEEPEST = 2, 20
"""Heads that must be those of a table; rows in which the heads may stand."""
_TOTAL = re.compile(r"合\s*计|总\s*计|小\s*计")
_UNIT = re.compile(r"[(（](?:单位[:：])?(?:万元|元|人|辆|台|个|台\(套\))[)）]$")


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


@dataclass(frozen=True)
class _Known:
    """A table of the data, or a mapping with fixed names."""

    key: str
    heads: tuple[str, ...]
    needed: tuple[str, ...]
    names: tuple[str, ...] = ()


@cache
def _known() -> tuple[_Known, ...]:
    found = []
    for field in every_field():
        if len(field.path) != 1:
            continue
        table, record = field.term.table, next(records_in(field.info), None)
        if table and record and not table.each:
            heads = tuple(str(info.alias) for info in record.model_fields.values())
            needed = tuple(str(info.alias) for info in record.model_fields.values() if info.is_required())
            found.append(_Known(field.path[0], heads, needed))
        elif table and table.columns and not table.each:
            found.append(_Known(field.path[0], (*table.names_rows, *table.columns), table.names_rows, table.rows))
        elif len(field.term.keys.names) >= LEAST:
            found.append(_mapping(field))
    return tuple(found)


def _mapping(field: FieldAt) -> _Known:
    return _Known(field.path[0], (), (), field.term.keys.names)


def lists_in(book: Workbook) -> Iterator[ListRead]:
    """The lists of a workbook: sheets that are no form of an export."""
    forms = {table.grid for table in book.seen.tables} | set(book.seen.texts)
    for grid in book.opened.grids:
        if grid.name not in forms and not grid.hidden and (read := _read(book, grid)):
            yield read


def _read(book: Workbook, grid: Grid) -> ListRead | None:
    best: tuple[int, int, _Known, dict[int, str]] | None = None
    for row in range(min(grid.height, DEEPEST)):
        heads = {column: cell.text for column, cell in grid.row(row) if cell.text.strip()}
        for known in _known():
            at = _columns(heads, known)
            enough = len(at) >= max(LEAST, len(known.needed)) and set(known.needed[:1]) <= set(at.values())
            if known.heads and enough and (best is None or len(at) > best[0]):
                best = len(at), row, known, at
    if best is None:
        return _names(book, grid)
    _, row, known, at = best
    head = {column: cell.text.strip() for column, cell in grid.row(row)}
    rows = tuple(_rows(grid, row, at, known))
    lost = tuple(text for column, text in head.items() if column not in at and text and not _is_number(text))
    return ListRead(known.key, grid.name, _place(book, grid, row), rows, lost) if rows else None


def _columns(heads: Mapping[int, str], known: _Known) -> dict[int, str]:
    """Column -> the head that the data have for it, each once."""
    found: dict[int, str] = {}
    for column, text in heads.items():
        word = _UNIT.sub("", re.sub(r"\s+", "", half_width(text))).removesuffix("(万元)")
        meant = next((h for h in known.heads if word in (h, f"{h}名称", f"{known.key}{h}")), None)
        meant = meant or next((h for h in known.heads if OTHERWISE_CALLED.get(word) == h), None)
        if meant and meant not in found.values():
            found[column] = meant
    return found


def _rows(grid: Grid, head: int, at: Mapping[int, str], known: _Known) -> Iterator[Mapping[str, str]]:
    first = min(at)
    for row in range(head + 1, grid.height):
        cells = {at[column]: _text(cell.text) for column, cell in grid.row(row) if column in at and cell.text.strip()}
        name = cells.get(at[first], "")
        if not cells or not name:
            continue
        if _TOTAL.fullmatch(name) or name.startswith(("注", "填表", "说明")) or len(cells) < LEAST:
            continue
        if known.names and name not in known.names:
            continue
        yield cells


def _names(book: Workbook, grid: Grid) -> ListRead | None:
    """Names and numbers in two columns, or names as heads over one row of numbers."""
    for known in _known():
        if known.heads:
            continue
        found: dict[str, str] = {}
        for (row, column), cell in grid.cells.items():
            word = re.sub(r"\s+|[:：]|人员$|人数$", "", half_width(cell.text))
            if word in known.names and word not in found:
                beside = grid.cells.get((row, column + cell.columns)) or grid.cells.get((row + cell.rows, column))
                if beside and _is_number(beside.text):
                    found[word] = _text(beside.text)
        if len(found) >= LEAST + 1:
            row = min(r for (r, _), cell in grid.cells.items() if cell.text.strip())
            return ListRead(known.key, grid.name, _place(book, grid, row), (found,), names=True)
    return None


def _place(book: Workbook, grid: Grid, row: int) -> Source:
    return Source(f"{book.name}!{book.sheet(grid.name)}", row + 1, 1)


def _text(text: str) -> str:
    """A cell as it is typed into a table."""
    return re.sub(r"\s*\n\s*", "", text.strip()).replace("|", "｜")


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?[\d,]+(?:\.\d+)?", half_width(text).strip()))
