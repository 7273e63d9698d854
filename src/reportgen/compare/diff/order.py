"""What stands in another order: of the rows, items and titles that are in both, the fewest that had to be moved."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from reportgen.compare.diff.entries import Entry
from reportgen.compare.diff.matching import Pair
from reportgen.model.rising import longest_rising

T = TypeVar("T", bound=Hashable)


class MovedTo(NamedTuple, Generic[T]):
    """Where something stands now: behind another, or before it where it is the first of those compared."""

    beside: T
    behind: bool

    def said(self, name: str) -> str:
        """In words, with the name of the other."""
        return f"排在「{name}」之{'后' if self.behind else '前'}"


def moved_among(old: Sequence[T], new: Sequence[T]) -> dict[T, MovedTo[T]]:
    """Of what stands in both, once in each, what was moved, and where to."""
    turn = {one: n for n, one in enumerate(old)}
    common = [one for one in new if one in turn]
    stay = longest_rising([turn[one] for one in common])
    return {
        one: MovedTo(common[n - 1], behind=True) if n else MovedTo(common[1], behind=False)
        for n, one in enumerate(common)
        if n not in stay
    }


def moved_entries(pairs: Iterable[Pair], old: Sequence[Entry]) -> dict[Entry, MovedTo[Entry]]:
    """The new entries that were moved among their like, each with where it stands now.

    A row is told by its first cell; rows of statements stand as the edition has them, and are not asked.
    """
    number = {entry: n for n, entry in enumerate(old)}
    groups: dict[tuple[str, ...], dict[Entry, Entry]] = {}
    lines: set[tuple[str, ...]] = set()
    for was, now in pairs:
        if was is None or now is None or now.line in lines:
            continue
        lines.update([now.line] if now.line else [])
        if (name := _group(now)) is not None:
            groups.setdefault(name, {})[now] = was
    found: dict[Entry, MovedTo[Entry]] = {}
    for group in groups.values():
        places = {entry: number[was] for entry, was in group.items()}
        found |= moved_among(sorted(group, key=places.__getitem__), list(group))
    return found


def _group(entry: Entry) -> tuple[str, ...] | None:
    place = entry.address[1]
    if entry.kind == "sentence":
        return ("句", place, *entry.trail)
    if entry.kind == "heading" and entry.trail:
        return ("题", place, *entry.trail[:-1])
    return ("行", place, *entry.trail) if entry.line[:1] == ("行",) else None
