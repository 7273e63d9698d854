"""Two rows of texts -> which of the one is which of the other, by what they say; and what has changed its place."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from reportgen.model.rising import longest_rising

ALIKE = 0.6
"""How much two texts must have in common to be the same one, rewritten."""

_TAIL = 0.75
"""How much the end of a text has in common with a paragraph that it became."""


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def pairs(old: Sequence[str], new: Sequence[str], alike: float = ALIKE) -> dict[int, int]:
    """For each old text that is still there its place among the new ones: the same words first, then the most alike,
    then one alone between two that are known.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for at, text in enumerate(old):
        places = [n for n, other in enumerate(new) if other == text and n not in taken]
        if text and places:
            found[at] = at if at in places else places[0]
            taken.add(found[at])
    scores = sorted(
        (
            (-likeness(text, other), abs(at - n), at, n)
            for at, text in enumerate(old)
            if text and at not in found
            for n, other in enumerate(new)
            if other and n not in taken
        )
    )
    for score, _, at, n in scores:
        if -score >= alike and at not in found and n not in taken:
            found[at] = n
            taken.add(n)
    return found | _alone(old, new, found)


def _alone(old: Sequence[str], new: Sequence[str], found: dict[int, int]) -> dict[int, int]:
    """One old and one new text that are left between the same two neighbours: the one became the other."""
    more: dict[int, int] = {}
    taken = set(found.values())
    for at in range(len(old)):
        if at in found or (at > 0 and at - 1 not in found) or (at + 1 < len(old) and at + 1 not in found):
            continue
        n = found[at - 1] + 1 if at else 0
        after = found[at + 1] if at + 1 < len(old) else len(new)
        if n == after - 1 and n not in taken:
            more[at] = n
    return more


def out_of_order(places: Sequence[int]) -> set[int]:
    """The fewest members of a row that must have moved for the others to stand in rising order, by their position."""
    return set(range(len(places))) - longest_rising(places)


def ends_with(text: str, now: str, tail: str) -> bool:
    """Whether words that stand elsewhere are what a text lost at its end, of which something is left."""
    match = SequenceMatcher(None, text, now, autojunk=False).find_longest_match(0, len(text), 0, len(now))
    lost = text[match.a + match.size :] if match.a == 0 else ""
    return bool(lost.strip()) and match.size > 0 and likeness(lost.strip(), tail.strip()) >= _TAIL
