"""Totals of one sheet against their parts: by code, by the formulas of rows and columns, by economic groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.recognise.agree import grain
from reportgen.recognise.amounts import SIZES
from reportgen.recognise.form import CodeRows, FormColumn, NamedRow, Terms, expand
from reportgen.recognise.heads import PlacedBlock
from reportgen.recognise.known import of_unit
from reportgen.recognise.rows import FoundRow, leaves
from reportgen.recognise.seen import SeenFigure
from reportgen.recognise.sheet import SheetReading

Part = tuple[int, SeenFigure]


@dataclass(frozen=True)
class Sum:
    """A total and its signed parts, as they stand; `off`: by how much the total is larger than they add up to."""

    total: SeenFigure
    parts: tuple[Part, ...]

    @property
    def added(self) -> Decimal:
        """What the parts add up to."""
        return sum((sign * of_unit(part, self.total.unit) for sign, part in self.parts), Decimal(0))

    @property
    def off(self) -> Decimal:
        """Total less parts."""
        return (self.total.value or Decimal(0)) - self.added

    @property
    def allowed(self) -> Decimal:
        """By how much rounding may have moved them apart: nothing in 元, half a hundredth of the unit for each else."""
        apart = sum((grain(figure.unit) for figure in (self.total, *(part for _, part in self.parts))), Decimal(0))
        return apart / SIZES.get(self.total.unit, Decimal(1))

    @property
    def foots(self) -> bool:
        """Whether they agree."""
        return abs(self.off) <= self.allowed


def sums_of(reading: SheetReading) -> Iterator[Sum]:
    """Every total of a sheet that has parts on it."""
    is_leaf = {(row.number, row.block): leaf for row, leaf in leaves(reading.rows.found)}
    for place, placed in enumerate(reading.layout.blocks):
        rows = [row for row in reading.rows.found if row.block == place]
        if placed.block.by_code:
            yield from _by_code(reading, placed, rows, is_leaf)
        yield from _by_rows(reading, placed, rows)
        for row in rows:
            yield from _by_columns(reading, placed, row)
            yield from _by_groups(reading, placed, row)


def _by_code(
    reading: SheetReading, placed: PlacedBlock, rows: list[FoundRow], is_leaf: dict[tuple[int, int], bool]
) -> Iterator[Sum]:
    ends = [row for row in rows if row.code and is_leaf[row.number, row.block]]
    for row in rows:
        if not row.total and (not row.code or is_leaf[row.number, row.block]):
            continue
        below = [end for end in ends if row.total or (end.unit == row.unit and end.code.startswith(row.code))]
        once = list({(end.unit, end.code): end for end in reversed(below)}.values())[::-1]
        for c in placed.amounts:
            found = list(_sum(reading, (row.number, c), [(1, (end.number, c)) for end in below]))
            if len(once) < len(below) and not all(one.foots for one in found):
                # a code in two rows is told by itself: it is not the total that is wrong
                again = list(_sum(reading, (row.number, c), [(1, (end.number, c)) for end in once]))
                found = again if all(one.foots for one in again) else found
            yield from found


def _by_rows(reading: SheetReading, placed: PlacedBlock, rows: list[FoundRow]) -> Iterator[Sum]:
    names = [row.name if isinstance(row, NamedRow) else row.each for row in placed.block.rows]
    numbers: dict[str, list[int]] = {}
    for found in rows:
        listed = next((r.each for r in placed.block.rows if isinstance(r, CodeRows)), "")
        numbers.setdefault(found.row.name if found.row else listed, []).append(found.number)
    for found in rows:
        if found.row and found.row.formula:
            terms = _numbered(expand(found.row.formula, names), numbers)
            for c, column in placed.amounts.items():
                if not found.row.columns or column.name in found.row.columns:
                    yield from _sum(reading, (found.number, c), [(sign, (number, c)) for sign, number in terms])


def _numbered(terms: Terms, numbers: dict[str, list[int]]) -> list[tuple[int, int]]:
    return [(sign, number) for sign, name in terms for number in numbers.get(name, [])]


def _by_columns(reading: SheetReading, placed: PlacedBlock, row: FoundRow) -> Iterator[Sum]:
    at: dict[str, int] = {column.name: c for c, column in placed.amounts.items() if c not in placed.code_of}
    names = [column.name for column in placed.block.columns if column.kind == "amount"]
    for c, column in placed.amounts.items():
        if column.formula:
            terms = expand(column.formula, names)
            yield from _sum(reading, (row.number, c), [(s, (row.number, at[n])) for s, n in terms if n in at])


def _by_groups(reading: SheetReading, placed: PlacedBlock, row: FoundRow) -> Iterator[Sum]:
    """The 小计 of a 类 against its 款, and the total before all groups against these."""
    if not placed.code_of:
        return
    groups = {code: c for c, code in placed.code_of.items() if len(code) == 3}
    for group, c in groups.items():
        items = [place for place, code in placed.code_of.items() if code != group and code.startswith(group)]
        yield from _sum(reading, (row.number, c), [(1, (row.number, place)) for place in items])
    for c, column in placed.amounts.items():
        if column.control and c not in placed.code_of and _whole(placed, column):
            ends = list(groups.values())
            yield from _sum(reading, (row.number, c), [(1, (row.number, place)) for place in ends])


def _whole(placed: PlacedBlock, column: FormColumn) -> bool:
    return not column.formula and any(other.each for other in placed.block.columns)


def _sum(reading: SheetReading, total: tuple[int, int], parts: list[tuple[int, tuple[int, int]]]) -> Iterator[Sum]:
    found = reading.at.get(total)
    there = tuple((sign, reading.at[place]) for sign, place in parts if place in reading.at)
    if found is not None and (there or (parts and found.value)):  # a total over nothing but blanks is off too
        yield Sum(found, there)
