"""A row of numbers -> the longest part of it that rises: what kept its place while the rest was moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The positions (from 0) of a longest run of numbers that rise; equal ones don't."""
    ends: list[int] = []
    positions: list[int] = []
    before: list[int | None] = []
    for position, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(positions[at - 1] if at else None)
        ends[at : at + 1] = [number]
        positions[at : at + 1] = [position]
    found: set[int] = set()
    here = positions[-1] if positions else None
    while here is not None:
        found.add(here)
        here = before[here]
    return found
