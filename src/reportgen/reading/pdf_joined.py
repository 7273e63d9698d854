"""Tables of pages -> grids: what goes on over the page is one grid, its head taken once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.reading.grid import Grid, GridCell, Spot, TextLine
from reportgen.reading.pdf_ink import Ink
from reportgen.reading.pdf_tables import Places, RuledTable, part_of, same_columns, widened, within

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
        if parts and not above and (halves := _halves(parts[-1][0][-1][0], table)):
            parts[-1][0][-1] = (halves[0], parts[-1][0][-1][1])
            parts.append(([(halves[1], 0)], ()))
        if parts and not above and (alike := _with_same_columns(parts[-1][0], table)):
            parts[-1][0][:], table = alike
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
    if table.ink.number != last.ink.number + 1 or not same_columns(last.ruled, table.ruled):
        return None
    head = _repeated(first, table)
    known = {_bare(line.text) for line in before_above}
    foreign = [line for line in above if _bare(line.text) not in known and _bare(line.text)]
    if foreign:
        return None
    if head:
        return head
    return 0 if not above else None


def _halves(last: PageTable, table: PageTable) -> tuple[PageTable, PageTable] | None:
    """Two tables without a gap between them, where the next page repeats the head of the second one alone."""
    head = [text for _, _, text in table.row(0)]
    if table.ink.number != last.ink.number + 1 or len(head) < 2 or same_columns(last.ruled, table.ruled):
        return None
    for row in range(last.height - 1, 0, -1):
        if [text for _, _, text in last.row(row)] == head:
            first, second = _part(last, 0, row), _part(last, row, last.height)
            return (first, second) if first and second and same_columns(second.ruled, table.ruled) else None
    return None


def _with_same_columns(
    pieces: Sequence[tuple[PageTable, int]], table: PageTable
) -> tuple[list[tuple[PageTable, int]], PageTable] | None:
    """A form whose rows on one page have fewer columns than on the other: both with the columns of both."""
    last = pieces[-1][0]
    if table.ink.number != last.ink.number + 1 or same_columns(last.ruled, table.ruled) or len(table.row(0)) < 2:
        return None
    if (numbers := within(table.ruled, last.ruled)) is not None:
        return list(pieces), _widened(table, last.ruled.xs, numbers)
    if (numbers := within(last.ruled, table.ruled)) is not None:
        return [(_widened(piece, table.ruled.xs, numbers), dropped) for piece, dropped in pieces], table
    return None


def _widened(table: PageTable, xs: list[float], numbers: list[int]) -> PageTable:
    return _moved(table, *widened(table.ruled, xs, numbers))


def _moved(table: PageTable, ruled: RuledTable, places: Places) -> PageTable:
    texts = {places[cell]: text for cell, text in table.texts.items() if cell in places}
    return PageTable(table.ink, ruled, texts, {places[cell] for cell in table.full if cell in places})


def _part(table: PageTable, start: int, end: int) -> PageTable | None:
    found = part_of(table.ruled, start, end)
    return _moved(table, *found) if found else None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", _CONTINUED.sub("", text))


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
        offset -= split
        for (row, column), text in sorted(table.texts.items()):
            if row < dropped:
                continue
            place = (row - dropped + offset, column)
            rows, columns = table.ruled.spans[row, column]
            over = _cell_over(cells, (offset - 1 + split, column)) if before is not None and row == dropped else None
            if over and _again(cells[over].text, text):
                cells[over] = replace(cells[over], rows=place[0] + rows - over[0])
            elif over and split:
                cells[over] = replace(cells[over], text=cells[over].text + text)
            else:
                box = table.ink.place(table.ruled.cell_box((row, column)))
                spot = Spot(file, name, *place, page=table.ink.number, box=box)
                cells[place] = GridCell(text, spot, rows=rows, columns=columns)
        offset += table.height - dropped
        before = table
    return Grid(name, file, cells, above)


def _again(before: str, text: str) -> bool:
    """产出指标, and on the next page 产出指标（续）: one cell that reaches over the page."""
    words = "".join(text.split())
    return _bare(words) != words and _bare(words) == _bare(before)


def _is_split(before: PageTable, table: PageTable, dropped: int) -> bool:
    """Whether the first row behind the head is the rest of a row of the page before: words without a figure, without
    what that row begins with; they go on from full lines, or stand where that row has nothing.
    """
    last = {
        column: (row, column)
        for (row, column) in before.texts
        if row + before.ruled.spans[row, column][0] == before.height
    }
    again = [before.texts[cell] for cell in last.values()]
    rest = [
        (column, text)
        for column, _, text in table.row(dropped)
        if not any(_again(text_before, text) for text_before in again)
    ]
    begin = min((column for column, (row, _) in last.items() if row == before.height - 1), default=None)
    columns = {column for column, _ in rest}
    if not rest or begin is None or any(_FIGURE.fullmatch(text) for _, text in rest):
        return False
    if not columns & last.keys():
        whole = [column for column, _, _ in before.row(before.height - 2)] if before.height > 1 else []
        figures = any(_FIGURE.fullmatch("".join(text.split())) for text in again)
        return not figures and (begin < min(columns) or sorted(columns | last.keys()) == whole)
    return begin < min(columns) and columns <= last.keys() and any(last[column] in before.full for column in columns)


def _cell_over(cells: dict[tuple[int, int], GridCell], place: tuple[int, int]) -> tuple[int, int] | None:
    """The cell of a column that reaches down to a row."""
    row, column = place
    reaching = (p for p, cell in cells.items() if p[1] == column and p[0] <= row < p[0] + cell.rows)
    return next(reaching, None)
