"""Tables that no form knows -> the sums that nearly all of their own rows and columns keep.

A sum is only believed where the table itself says so: a column is the sum of others where it is in nearly every row, a
row is the sum of others where it is in nearly every column. Then the one row or column that doesn't keep it is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, groupby

from reportgen.audit.tables.seen_tables import Relation, SeenTables
from reportgen.audit.tables.shape import Place, Shape
from reportgen.audit.text.letters import fold
from reportgen.reading.grid import Grid, Spot
from reportgen.recognise.seen import SeenFigure

_FEWEST, _MOST_OFF = 3, Decimal("0.25")
"""Times that a sum must hold, and share of times that it may not."""
_NAMED = 2, Decimal("0.34")
"""The same of what calls itself a total."""
_HALF = Decimal("0.005")
_ALIKE = 0.75
"""Share of the amounts of the same name that two tables must have alike."""
_LEAST_NAME = 2
_OVER = 4
"""Lines over a table that may be its title."""

Names = Mapping[tuple[str, str], Place]
Terms = tuple[tuple[int, Place], ...]
"""Signed places: the total first, the others less."""
At = tuple[str, int, int]


def place_of(spot: Spot) -> At:
    """What a cell is known by."""
    return spot.sheet, spot.row, spot.column


@dataclass
class LearnedSums:
    """known: the figures that forms made of cells, by their place; others are made here."""

    known: dict[At, SeenFigure]

    def relations(self, grids: Sequence[Grid], again: Sequence[Grid]) -> Iterator[Relation]:
        """grids: those whose own sums are looked for; again: all in which an amount may be told again."""
        shapes = {grid.name: Shape(grid) for grid in (*grids, *again)}
        for grid in grids:
            shape = shapes[grid.name]
            if shape.columns:
                for ways in _across(shape):
                    yield from self._kept(shape, ways)
                yield from self._down(shape)
        mine = {grid.name for grid in grids}
        named = [(shape, _by_name(shape)) for shape in shapes.values() if mine and shape.columns]
        for (one, first), (other, second) in combinations(named, 2):
            if one.grid.name in mine or other.grid.name in mine:
                yield from self._again(one, first, other, second)

    def figure(self, shape: Shape, at: Place) -> SeenFigure:
        """The figure of a cell, one for each."""
        cell = shape.grid.cells[at]
        place = place_of(cell.spot)
        if place not in self.known:
            label, column = shape.labels.get(at[0], ""), shape.called(at[1]).rpartition("/")[2]
            self.known[place] = SeenFigure("", shape.amounts[at], "", cell, cell.text, label=label, column=column)
        return self.known[place]

    def _kept(
        self, shape: Shape, ways: Sequence[Sequence[Terms]], fewest: int = _FEWEST, most: Decimal = _MOST_OFF
    ) -> list[Relation]:
        """The relations of the way to add that the table keeps best, if it keeps one."""
        counted = [(_kept(shape, way), way) for way in ways]
        (right, exact), best = max(counted, key=lambda pair: sum(pair[0][0]), default=(([], True), ()))
        if sum(right) < fewest or right.count(False) > most * len(right):
            return []
        return [
            self._relation(shape, terms, Decimal(0) if exact else _HALF * len(terms)) for terms in _worth(shape, best)
        ]

    def _relation(self, shape: Shape, terms: Terms, allowed: Decimal) -> Relation:
        figures = tuple((sign, self.figure(shape, at)) for sign, at in terms)
        return Relation(figures, allowed, "合计等于各部分之和", learned=True)

    def _down(self, shape: Shape) -> Iterator[Relation]:
        """Total rows, by the first of the ways to add that the table keeps."""
        for row in shape.rows:
            if shape.is_total(shape.labels[row]):
                yield from self._kept(shape, [_column_sums(shape, row, p) for p in _parts(shape, row)], *_NAMED)
        parents = [
            (row, tuple(r for r in shape.rows if _is_leaf(shape, r) and shape.codes[r] != code
                        and shape.codes[r].startswith(code)))
            for row, code in shape.codes.items()
        ]  # fmt: skip
        yield from self._kept(shape, [[t for row, below in parents if below for t in _column_sums(shape, row, below)]])
        for one, other in zip(shape.rows, shape.rows[1:], strict=False):
            if shape.is_total(shape.labels[one]) or len(shape.codes.get(one, "")) == _LEAST_NAME:
                yield from self._kept(shape, [_column_sums(shape, one, (other,))])

    def _again(self, one: Shape, first: Names, other: Shape, second: Names) -> list[Relation]:
        """The amounts of rows and columns that have the same names in both tables."""
        shared = [(first[name], second[name]) for name in first if name in second]
        worth = [(a, b) for a, b in shared if one.amounts[a] or other.amounts[b]]
        alike = sum(one.amounts[a] == other.amounts[b] for a, b in worth)
        if alike < _FEWEST or alike < _ALIKE * len(worth):
            return []
        said = "两张表里是同一个数"
        return [
            Relation(((1, self.figure(one, a)), (-1, self.figure(other, b))), Decimal(0), said, learned=True)
            for a, b in worth
        ]


def _worth(shape: Shape, way: Sequence[Terms]) -> list[Terms]:
    """The sums that are of anything."""
    return [terms for terms in way if any(shape.amounts[at] for _, at in terms)]


def _kept(shape: Shape, way: Sequence[Terms]) -> tuple[list[bool], bool]:
    """Which of the sums hold, and whether those do to the last place."""
    worth = _worth(shape, way)
    off = [sum((sign * shape.amounts[at] for sign, at in terms), Decimal(0)) for terms in worth]
    right = [abs(by) <= _HALF * len(terms) for by, terms in zip(off, worth, strict=True)]
    return right, all(by == 0 for by, well in zip(off, right, strict=True) if well)


def _column_sums(shape: Shape, total: int, parts: Sequence[int]) -> list[Terms]:
    """A row as the sum of others, in each column."""
    found: list[Terms] = []
    for column in shape.columns:
        if column in shape.rates:
            continue
        places = [(row, column) for row in parts if (row, column) in shape.amounts]
        if (total, column) in shape.amounts and places:
            found.append(((1, (total, column)), *((-1, at) for at in places)))
    return found


def _parts(shape: Shape, total: int) -> Iterator[tuple[int, ...]]:
    """Which rows a total row may be the sum of: those with the longest codes, the leaves, all below, all above."""
    below = tuple(row for row in shape.rows if row > total)
    above = tuple(row for row in shape.rows if row < total)
    for others in (below, above):
        plain = tuple(row for row in others if not shape.is_total(shape.labels[row]))
        longest = max((len(shape.codes.get(row, "")) for row in plain), default=0)
        if longest:
            yield tuple(row for row in plain if len(shape.codes.get(row, "")) == longest)
            yield tuple(row for row in plain if _is_leaf(shape, row))
        yield plain
    last = next((row for row in reversed(above) if shape.is_total(shape.labels[row])), -1)
    yield tuple(row for row in above if row > last)


def _is_leaf(shape: Shape, row: int) -> bool:
    code = shape.codes.get(row, "")
    return bool(code) and not any(other != code and other.startswith(code) for other in shape.codes.values())


def _across(shape: Shape) -> Iterator[list[list[Terms]]]:
    """Columns that are called a total, as the sum of those beside them under the same head: the ways to add."""
    for column in shape.columns:
        heads = shape.heads[column]
        if heads and shape.is_total(shape.called(column)):
            yield [_row_sums(shape, column, parts) for parts in _beside(shape, column, [c.spot for c in heads])]


def _beside(shape: Shape, column: int, heads: list[Spot]) -> Iterator[tuple[int, ...]]:
    """The columns that a total column may be the sum of: each group beside it by its own total, where it has one."""
    depth = len(heads) - 1
    siblings = [c for c in shape.columns if c != column and _path(shape, c)[:depth] == heads[:depth]]
    yield tuple(_wholes(shape, siblings, depth))
    yield tuple(c for c in siblings if not shape.is_total(shape.called(c)))


def _wholes(shape: Shape, columns: Sequence[int], depth: int) -> Iterator[int]:
    """The columns that stand for all of some: of those under one head its own total, else those of its parts."""
    for _, group in groupby(columns, lambda c: _path(shape, c)[depth : depth + 1]):
        own = [*group]
        total = next((c for c in own if len(shape.heads[c]) == depth + 2 and shape.is_total(shape.called(c))), None)
        if total is not None:
            yield total
        elif len(own) == 1 or all(len(shape.heads[c]) <= depth + 1 for c in own):
            yield from own
        else:
            yield from _wholes(shape, own, depth + 1)


def _path(shape: Shape, column: int) -> list[Spot]:
    return [cell.spot for cell in shape.heads[column]]


def _row_sums(shape: Shape, total: int, parts: Sequence[int]) -> list[Terms]:
    found: list[Terms] = []
    for row in shape.rows:
        places = [(row, column) for column in parts if (row, column) in shape.amounts]
        if (row, total) in shape.amounts and places:
            found.append(((1, (row, total)), *((-1, at) for at in places)))
    return found


def _by_name(shape: Shape) -> Names:
    """The places whose names nothing else in the table has."""
    found: dict[tuple[str, str], Place] = {}
    twice: set[tuple[str, str]] = set()
    for at in shape.amounts:
        name = shape.labels[at[0]], shape.called(at[1])
        if len(name[0]) < _LEAST_NAME or not name[1] or name in found:
            twice.add(name)
        found[name] = at
    return {name: at for name, at in found.items() if name not in twice}


def with_learned(seen: SeenTables, grids: Sequence[Grid]) -> SeenTables:
    """The same with what tables say of themselves where no form binds their amounts."""
    bound = {place_of(figure.cell.spot) for relation in seen.relations for _, figure in relation.terms}
    known = {place_of(figure.cell.spot): figure for _, figure in seen.figures}
    by_form = {table.grid for table in seen.tables if table.grid not in seen.partly}
    free = [
        grid
        for grid in grids
        if grid.name not in by_form and not scored(grid)
        if any(place_of(grid.cells[at].spot) not in bound for at in Shape(grid).amounts)
    ]
    found = LearnedSums(known).relations(free, grids)
    return replace(seen, relations=(*seen.relations, *found), called={grid.name: title_of(grid) for grid in grids})


def scored(grid: Grid) -> bool:
    """Whether a table gives points, which is a form of its own."""
    return any(("得分" in cell.text and "率" in cell.text) or "三级指标" in cell.text for cell in grid.cells.values())


def title_of(grid: Grid) -> str:
    """What stands over a table: the nearest line that is called a table, else its own name."""
    lines = [fold(line.text) for line in grid.above[-_OVER:]]
    named = (line for line in reversed(lines) if re.search(r"表(?:\([^)]*\)|\d+)?$", line))
    return next(named, "") or grid.name
