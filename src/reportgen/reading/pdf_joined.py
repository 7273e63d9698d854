"""Tables of pages -> grids: what goes on over the page is one grid, its head taken once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.reading.grid import Grid, GridCell, Spot, TextLine
from reportgen.reading.pdf_ink import Ink
from reportgen.reading.pdf_tables import RuledTable

_SAME_COLUMN = 4.0
"""Points by which the columns of a table may differ from page to page."""
_CONTINUED = re.compile(r"[（(【\[]?\s*(?:续表?|接上[页表]|续上[页表])\s*\d*\s*[）)】\]]?")
_FIGURE = re.compile(r"[-+]?[\d,]+\.\d+")


@dataclass
class PageTable:
    """A table on one page: its ruled cells, and the words of those that have any."""

    ink: Ink
    ruled: RuledTable
    texts: dict[tuple[int, int], str]
    full: set[tuple[int, int]]
    """Cells whose last line fills them: they may go on over the page."""

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.ruled.ys[0]

    def row(self, number: int) -> list[tuple[int, int, str]]:
        """What begins in a row: column, columns, words."""
        return [
            (column, self.ruled.spans[row, column][1], "".join(text.split()))
            for (row, column), text in sorted(self.texts.items())
            if row == number
        ]

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.ruled.ys) - 1


def joined(file: str, tables: Sequence[tuple[PageTable, tuple[TextLine, ...]]]) -> list[Grid]:
    """The tables, each with the lines over it, in reading order."""
    parts: list[tuple[list[tuple[PageTable, int]], tuple[TextLine, ...]]] = []
    for table, above in tables:
        if parts and (dropped := _goes_on(parts[-1][0], parts[-1][1], table, above)) is not None:
            parts[-1][0].append((table, dropped))
        else:
            parts.append(([(table, 0)], above))
    numbers: dict[int, int] = {}
    grids = []
    for pieces, above in parts:
        page = pieces[0][0].ink.number
        numbers[page] = numbers.get(page, 0) + 1
        grids.append(_grid(file, f"第{page}页表{numbers[page]}", pieces, above))
    return grids


def _goes_on(
    pieces: Sequence[tuple[PageTable, int]],
    before_above: Sequence[TextLine],
    table: PageTable,
    above: Sequence[TextLine],
) -> int | None:
    """How many rows of its head a table repeats that goes on from the page before; None for one of its own."""
    first, last = pieces[0][0], pieces[-1][0]
    if table.ink.number != last.ink.number + 1 or not _same_columns(last.ruled, table.ruled):
        return None
    head = _repeated(first, table)
    known = {_bare(line.text) for line in before_above}
    foreign = [line for line in above if _bare(line.text) not in known and _bare(line.text)]
    if foreign:
        return None
    if head:
        return head
    return 0 if not above else None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", _CONTINUED.sub("", text))


def _same_columns(one: RuledTable, other: RuledTable) -> bool:
    if len(one.xs) != len(other.xs):
        return False
    shift = other.xs[0] - one.xs[0]
    return all(abs(b - a - shift) <= _SAME_COLUMN for a, b in zip(one.xs, other.xs, strict=True))


def _repeated(first: PageTable, table: PageTable) -> int:
    """The rows at the begin of a table that are those of the first: its head, without a figure in it."""
    count = 0
    for number in range(min(first.height, table.height)):
        row = table.row(number)
        if row != first.row(number) or any(_FIGURE.fullmatch(text) for _, _, text in row):
            break
        count += 1
    while count and any(table.ruled.spans[cell][0] + cell[0] > count for cell in table.texts if cell[0] < count):
        count -= 1  # a cell of the head that reaches below it
    return count


def _grid(file: str, name: str, pieces: Sequence[tuple[PageTable, int]], above: tuple[TextLine, ...]) -> Grid:
    cells: dict[tuple[int, int], GridCell] = {}
    offset = 0
    before: PageTable | None = None
    for table, dropped in pieces:
        split = before is not None and _is_split(before, table, dropped)
        if split:
            offset -= 1
        for (row, column), text in sorted(table.texts.items()):
            if row < dropped:
                continue
            place = (row - dropped + offset, column)
            if split and row == dropped and (first := _cell_over(cells, place)):
                cells[first] = replace(cells[first], text=cells[first].text + text)
                continue
            rows, columns = table.ruled.spans[row, column]
            box = table.ink.place(table.ruled.cell_box((row, column)))
            spot = Spot(file, name, *place, page=table.ink.number, box=box)
            cells[place] = GridCell(text, spot, rows=rows, columns=columns)
        offset += table.height - dropped
        before = table
    return Grid(name, file, cells, above)


def _is_split(before: PageTable, table: PageTable, dropped: int) -> bool:
    """Whether the first row behind the head is the rest of a row of the page before: words that go on, no figures."""
    last = {
        column: (row, column)
        for (row, column) in before.texts
        if row + before.ruled.spans[row, column][0] == before.height
    }
    rest = table.row(dropped)
    if not rest or rest[0][0] == 0 or any(_FIGURE.fullmatch(text) for _, _, text in rest):
        return False
    goes_on = any(last[column] in before.full for column, _, _ in rest if column in last)
    return goes_on and all(column in last for column, _, _ in rest)


def _cell_over(cells: dict[tuple[int, int], GridCell], place: tuple[int, int]) -> tuple[int, int] | None:
    """The cell of a column that reaches down to a row."""
    row, column = place
    reaching = (p for p, cell in cells.items() if p[1] == column and p[0] <= row < p[0] + cell.rows)
    return next(reaching, None)
