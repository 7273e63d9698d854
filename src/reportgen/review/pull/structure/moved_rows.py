"""Rows of a printed table that stand in another order -> the order of the rows of the data that give them."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.numbering import without_number
from reportgen.review.pull.current_report import CurrentReport
from reportgen.review.pull.edits import RowsMoved
from reportgen.review.pull.structure.blocks import SentBlock

_SHOWN = 12
"""Letters of a row that are shown."""
_BEHIND, _BEFORE = "「{}」排到「{}」后面", "「{}」排到「{}」前面"
Row = Sequence[SentBlock]


def rows_moved(
    rows: Sequence[Row], places: Sequence[int], strayed: Sequence[int], report: CurrentReport, by_hand: str
) -> tuple[RowsMoved, str] | None:
    """What is to be done for all rows that moved, and where they go in words; None where they are not of one table.

    places: where each row stands now; strayed: those that must have moved.
    """
    cells = [report.cell_in_data(inner.address.key for block in row for inner in block.whole()) for row in rows]
    now = sorted(range(len(rows)), key=lambda n: places[n])
    first = cells[strayed[0]]
    if first is None or -1 in places:
        return None
    table, order, said = first[0], report.rows_in_data(first[0]), list[str]()
    for n in strayed:
        beside = _beside(n, now, cells)
        own = cells[n]
        if beside is None or own is None or own[0] != table:
            return None
        row, step = beside
        order.remove(own[1])
        order.insert(order.index(cells[row][1]) + (step < 0), own[1])  # type: ignore[index] # it has a row of the table
        said.append((_BEHIND if step < 0 else _BEFORE).format(_words(rows[n]), _words(rows[row])))
    kept = [n for n in now if (cell := cells[n]) and cell[0] == table]
    names = [_anchor(rows[n], cells[n], report) for n in kept]
    return RowsMoved(table, tuple(order), tuple(filter(None, names)), by_hand), "；".join(said)


def _beside(n: int, now: Sequence[int], cells: Sequence[tuple[tuple[str, ...], int] | None]) -> tuple[int, int] | None:
    """The row of the same table before a row (-1) or behind it (1)."""
    at, own = now.index(n), cells[n]
    for step in (-1, 1):
        if 0 <= at + step < len(now) and own and (cell := cells[now[at + step]]) and cell[0] == own[0] and cell != own:
            return now[at + step], step
    return None


def _anchor(row: Row, cell: tuple[tuple[str, ...], int] | None, report: CurrentReport) -> str:
    """An address in a row that is of this very row of the data; others are of the group that begins with it."""
    inside = (inner.address for block in row for inner in block.whole())
    return report.anchor_of(address for address in inside if report.cell_in_data([address.key]) == cell)


def _words(row: Row) -> str:
    """What one calls a row by: its longest words."""
    words = max((without_number(block.address.text.strip()) for block in row), key=len)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
