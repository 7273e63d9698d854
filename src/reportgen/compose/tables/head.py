"""Nested column headings -> rows of head cells with their spans."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.editions import Leg


@dataclass(frozen=True)
class HeadCell:
    """A heading; its text may break lines with <br/>."""

    text: str
    colspan: int = 1
    rowspan: int = 1


def head_rows(legs: tuple[Leg, ...]) -> tuple[tuple[HeadCell, ...], ...]:
    """The head of all legs: a leg's own heading stands above its columns, equal neighbours are joined."""
    paths: list[tuple[str, ...]] = []
    for leg in legs:
        for column in leg.columns:
            paths.append((leg.head, *column.heads) if leg.head else column.heads)
    depth = max(map(len, paths))
    rows: list[list[HeadCell]] = [[] for _ in range(depth)]
    _place(paths, 0, 0, len(paths), depth, rows)
    return tuple(tuple(row) for row in rows)


def _place(
    paths: list[tuple[str, ...]], level: int, start: int, end: int, depth: int, rows: list[list[HeadCell]]
) -> None:
    at = start
    while at < end:
        stop = at + 1
        while (
            stop < end
            and min(len(paths[at]), len(paths[stop])) > level + 1
            and paths[stop][: level + 1] == paths[at][: level + 1]
        ):
            stop += 1
        leaf = len(paths[at]) == level + 1
        rows[level].append(HeadCell(paths[at][level], stop - at, depth - level if leaf else 1))
        if not leaf:
            _place(paths, level + 1, at, stop, depth, rows)
        at = stop
