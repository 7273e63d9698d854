"""The strokes of a page -> its tables: columns, rows, and cells with what they span, by ruling lines alone."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportgen.reading.grid import Box
from reportgen.reading.pdf_ink import Ink, PageTooMuch, Stroke

_SAME = 2.5
"""Points between strokes that are one line."""
_TOUCH = 4.0
"""Points between a stroke and one that it meets."""
_OPEN = 8.0
"""Points by which lines reach beyond the last one that crosses them: the table is open at that side."""
_SAME_COLUMN = 4.0
"""Points by which the columns of a table may differ from page to page."""
_MOST_PAIRS = 4_000_000
_MOST_BOXES = 60_000


@dataclass
class RuledTable:
    """xs, ys: the lines between columns and rows; owner: the first box of the cell that each box belongs to;
    spans: rows and columns of each cell by its first box.
    """

    xs: list[float]
    ys: list[float]
    owner: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def box(self) -> Box:
        """Where it stands."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell at a point."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        return self.owner.get((row, column))

    def cell_box(self, cell: tuple[int, int]) -> Box:
        """Where a cell stands."""
        (row, column), (rows, columns) = cell, self.spans[cell]
        return self.xs[column], self.ys[row], self.xs[column + columns], self.ys[row + rows]


def tables_of(ink: Ink) -> list[RuledTable]:
    """The ruled tables of a page from top to bottom. Raises PageTooMuch."""
    across = _joined(s for s in ink.strokes if s.across)
    down = _joined(s for s in ink.strokes if not s.across)
    if len(across) * len(down) > _MOST_PAIRS:
        raise PageTooMuch
    found = [_table(hs, vs) for hs, vs in _meeting(across, down)]
    return sorted((t for t in found if t is not None), key=lambda table: table.ys[0])


Places = dict[tuple[int, int], tuple[int, int]]
"""The cells of a table, and where they are in a part of it."""


def same_columns(one: RuledTable, other: RuledTable) -> bool:
    """Whether two tables have their columns alike, wherever they begin."""
    if len(one.xs) != len(other.xs):
        return False
    shift = other.xs[0] - one.xs[0]
    return all(abs(b - a - shift) <= _SAME_COLUMN for a, b in zip(one.xs, other.xs, strict=True))


def within(one: RuledTable, other: RuledTable) -> list[int] | None:
    """Which lines between columns of a table the fewer ones of another are, from its left to its right; else None."""
    shift = other.xs[0] - one.xs[0]
    found = [min(range(len(other.xs)), key=lambda n: abs(other.xs[n] - x - shift)) for x in one.xs]
    near = all(abs(other.xs[n] - x - shift) <= _SAME_COLUMN for n, x in zip(found, one.xs, strict=True))
    whole = found[-1] == len(other.xs) - 1 and len(set(found)) == len(found)
    return found if near and whole else None


def widened(table: RuledTable, xs: list[float], numbers: list[int]) -> tuple[RuledTable, Places]:
    """A table with more lines between columns than it needs; numbers: which of them its own are."""
    wide, places = RuledTable(xs, table.ys), {}
    for (row, column), (rows, columns) in table.spans.items():
        place = places[row, column] = (row, numbers[column])
        wide.spans[place] = (rows, numbers[column + columns] - numbers[column])
    return wide, places


def part_of(table: RuledTable, start: int, end: int) -> tuple[RuledTable, Places] | None:
    """The rows from `start` to before `end` as a table with the columns that it needs; None where a cell is cut."""
    spans = {cell: span for cell, span in table.spans.items() if cell[0] < end and cell[0] + span[0] > start}
    if any(row < start or row + rows > end for (row, _), (rows, _) in spans.items()):
        return None
    used = sorted({edge for (_, column), (_, columns) in spans.items() for edge in (column, column + columns)})
    number = {edge: place for place, edge in enumerate(used)}
    places = {(row, column): (row - start, number[column]) for row, column in spans}
    part = RuledTable([table.xs[edge] for edge in used], table.ys[start : end + 1])
    for (row, column), (rows, columns) in spans.items():
        place = places[row, column]
        part.spans[place] = (rows, number[column + columns] - number[column])
        for down in range(part.spans[place][0]):
            part.owner |= dict.fromkeys(((place[0] + down, place[1] + c) for c in range(part.spans[place][1])), place)
    return part, places


def _joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes along one line that touch or overlap, as one."""
    lines: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda s: s.at):
        if lines and stroke.at - lines[-1][0].at <= _SAME:
            lines[-1].append(stroke)
        else:
            lines.append([stroke])
    joined: list[Stroke] = []
    for line in lines:
        at = sum(s.at for s in line) / len(line)
        start, end = None, 0.0
        for stroke in sorted(line, key=lambda s: s.start):
            if start is None:
                start, end = stroke.start, stroke.end
            elif stroke.start <= end + _TOUCH:
                end = max(end, stroke.end)
            else:
                joined.append(Stroke(stroke.across, at, start, end))
                start, end = stroke.start, stroke.end
        if start is not None:
            joined.append(Stroke(line[0].across, at, start, end))
    return joined


def _meeting(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Lines that meet, directly or through others."""
    above = list(range(len(across) + len(down)))

    def top(one: int) -> int:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for number, h in enumerate(across):
        for other, v in enumerate(down, len(across)):
            inside = h.start - _TOUCH <= v.at <= h.end + _TOUCH
            if inside and v.start - _TOUCH <= h.at <= v.end + _TOUCH:
                above[top(number)] = top(other)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = defaultdict(lambda: ([], []))
    for number, h in enumerate(across):
        groups[top(number)][0].append(h)
    for other, v in enumerate(down, len(across)):
        groups[top(other)][1].append(v)
    return list(groups.values())


def _table(across: list[Stroke], down: list[Stroke]) -> RuledTable | None:
    if len(across) < 2 or not down:
        return None
    left, right = min(s.start for s in across), max(s.end for s in across)
    top, bottom = min(s.start for s in down), max(s.end for s in down)
    xs, ys = _places(s.at for s in down), _places(s.at for s in across)
    sides = ((left, xs[0] - left), (right, right - xs[-1]))
    ends = ((top, ys[0] - top), (bottom, bottom - ys[-1]))
    down = [*down, *(Stroke(False, x, min(top, ys[0]), max(bottom, ys[-1])) for x, open_ in sides if open_ > _OPEN)]
    across = [*across, *(Stroke(True, y, min(left, xs[0]), max(right, xs[-1])) for y, open_ in ends if open_ > _OPEN)]
    table = RuledTable(_places(s.at for s in down), _places(s.at for s in across))
    height, width = len(table.ys) - 1, len(table.xs) - 1
    if height < 1 or width < 1 or height * width < 2:
        return None
    if height * width > _MOST_BOXES:
        raise PageTooMuch
    _Cells(table, across, down).find()
    return table if len(table.spans) > 1 else None


def _places(ats: Iterable[float]) -> list[float]:
    """Where lines stand, those that are one only once."""
    places: list[float] = []
    for at in sorted(ats):
        if not places or at - places[-1] > _SAME:
            places.append(at)
    return places


class _Cells:
    """Finds the cells of a table: boxes with no line between them are one."""

    def __init__(self, table: RuledTable, across: Iterable[Stroke], down: Iterable[Stroke]) -> None:
        self._table = table
        self._right = _by_place(down, table.xs)
        self._under = _by_place(across, table.ys)

    def find(self) -> None:
        """Each box gets its owner; a cell is as wide as its first row, and as tall as nothing crosses it."""
        table = self._table
        height, width = len(table.ys) - 1, len(table.xs) - 1
        for row in range(height):
            for column in range(width):
                if (row, column) in table.owner:
                    continue
                columns = 1
                while column + columns < width and self._open_right(row, column + columns - 1):
                    if (row, column + columns) in table.owner:
                        break
                    columns += 1
                rows = 1
                while row + rows < height and self._open_under(row + rows - 1, column, columns):
                    rows += 1
                table.spans[row, column] = (rows, columns)
                for down in range(rows):
                    for along in range(columns):
                        table.owner[row + down, column + along] = (row, column)

    def _open_right(self, row: int, column: int) -> bool:
        middle = (self._table.ys[row] + self._table.ys[row + 1]) / 2
        return not _covers(self._right[column + 1], middle)

    def _open_under(self, row: int, column: int, columns: int) -> bool:
        xs = self._table.xs
        free = all((row + 1, c) not in self._table.owner for c in range(column, column + columns))
        middles = ((xs[c] + xs[c + 1]) / 2 for c in range(column, column + columns))
        crossed = any(not self._open_right(row + 1, c) for c in range(column, column + columns - 1))
        return free and not crossed and not any(_covers(self._under[row + 1], middle) for middle in middles)


def _by_place(strokes: Iterable[Stroke], places: Sequence[float]) -> list[list[tuple[float, float]]]:
    found: list[list[tuple[float, float]]] = [[] for _ in places]
    for stroke in strokes:
        number = min(bisect_right(places, stroke.at + 0.01), len(places)) - 1
        found[max(number, 0)].append((stroke.start, stroke.end))
    return found


def _covers(pieces: Iterable[tuple[float, float]], place: float) -> bool:
    return any(start - 1 <= place <= end + 1 for start, end in pieces)
