"""Two sequences of things with words -> which is which, in order, by what they say and by their addresses.

What stands once on both sides with the same words is the same thing. Between two such, the rest is paired by
address and by how many words it shares; never by number alone, because what is put in above renumbers all below.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportgen.redline.tokens import is_number, tokens

Pair = tuple[int | None, int | None]
"""Places in the old and the new sequence; None where there is no other."""

_ENOUGH = 0.5
_ADDRESS = 0.4  # what a common address adds: words at least a little alike are then enough
_STYLE = 0.15
_MOST = 40_000  # comparisons between two certain pairs


@dataclass(frozen=True)
class Entry:
    """What is known of one thing: only like shapes are paired, `key` is its address."""

    shape: Hashable
    text: str
    key: str = ""
    style: str = ""

    @cached_property
    def words(self) -> Counter[str]:
        """Its words without figures, which change while the thing stays the same."""
        return Counter(token for token in tokens(self.text) if not is_number(token) and not token.isspace())

    @cached_property
    def size(self) -> int:
        """How many words."""
        return self.words.total()


def pair(old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    """Every thing of both sequences once, in an order that is both sequences' own; what is gone before what is new."""
    found = list(_matches(old, new))
    pairs: list[Pair] = []
    at_old = at_new = 0
    for i, j in [*found, (len(old), len(new))]:
        pairs += [(k, None) for k in range(at_old, i)]
        pairs += [(None, k) for k in range(at_new, j)]
        if (i, j) != (len(old), len(new)):
            pairs.append((i, j))
        at_old, at_new = i + 1, j + 1
    return pairs


def _matches(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    def same(entry: Entry) -> Hashable:
        return (entry.shape, entry.text) if entry.text else None

    for gap in _between(_unique(old, new, range(len(old)), range(len(new)), same), len(old), len(new)):
        yield from _in_gap(old, new, *gap)


def _between(
    anchors: list[tuple[int, int]], most_old: int, most_new: int
) -> Iterator[tuple[range, range, tuple[int, int] | None]]:
    """The stretches between anchors, each with the anchor that ends it."""
    at_old = at_new = 0
    for i, j in anchors:
        yield range(at_old, i), range(at_new, j), (i, j)
        at_old, at_new = i + 1, j + 1
    yield range(at_old, most_old), range(at_new, most_new), None


def _unique(
    old: Sequence[Entry],
    new: Sequence[Entry],
    in_old: range,
    in_new: range,
    name: Callable[[Entry], Hashable],
) -> list[tuple[int, int]]:
    """Things whose name stands once on both sides: the longest chain of them that crosses nowhere."""
    once_old, once_new = _once(old, in_old, name), _once(new, in_new, name)
    candidates = [(i, once_new[key]) for key, i in once_old.items() if key in once_new]
    candidates.sort()
    ends: list[int] = []  # the smallest last place of a chain of each length
    chain: list[tuple[int, int]] = []  # candidate, length of its chain
    for _, j in candidates:
        length = bisect_left(ends, j)
        ends[length : length + 1] = [j]
        chain.append((j, length))
    wanted, last, found = len(ends) - 1, len(new), []
    for (i, j), (_, length) in zip(reversed(candidates), reversed(chain), strict=True):
        if length == wanted and j < last:
            found.append((i, j))
            wanted, last = wanted - 1, j
    return found[::-1]


def _once(entries: Sequence[Entry], places: range, name: Callable[[Entry], Hashable]) -> dict[Hashable, int]:
    named = [(name(entries[i]), i) for i in places]
    times = Counter(key for key, _ in named)
    return {key: i for key, i in named if key and times[key] == 1}


def _in_gap(
    old: Sequence[Entry], new: Sequence[Entry], in_old: range, in_new: range, end: tuple[int, int] | None
) -> Iterator[tuple[int, int]]:
    """What is equal at the edges of a stretch, and between them what is most alike."""
    tail: list[tuple[int, int]] = [] if end is None else [end]
    while in_old and in_new and _equal(old[in_old[0]], new[in_new[0]]):
        yield in_old[0], in_new[0]
        in_old, in_new = in_old[1:], in_new[1:]
    while in_old and in_new and _equal(old[in_old[-1]], new[in_new[-1]]):
        tail.append((in_old[-1], in_new[-1]))
        in_old, in_new = in_old[:-1], in_new[:-1]
    yield from _alike(old, new, in_old, in_new)
    yield from reversed(tail)


def _equal(one: Entry, other: Entry) -> bool:
    return one.shape == other.shape and one.text == other.text


def _alike(old: Sequence[Entry], new: Sequence[Entry], in_old: range, in_new: range) -> Iterator[tuple[int, int]]:
    if len(in_old) * len(in_new) <= _MOST:
        yield from _most_alike(old, new, in_old, in_new)
        return
    at_old, at_new = in_old.start, in_new.start
    anchors = _unique(old, new, in_old, in_new, lambda entry: (entry.shape, entry.key) if entry.key else None)
    for i, j in [*anchors, (in_old.stop, in_new.stop)]:
        if (i - at_old) * (j - at_new) <= _MOST:
            yield from _most_alike(old, new, range(at_old, i), range(at_new, j))
        if (i, j) != (in_old.stop, in_new.stop):
            yield i, j
        at_old, at_new = i + 1, j + 1


def _most_alike(
    old: Sequence[Entry], new: Sequence[Entry], in_old: range, in_new: range
) -> Iterator[tuple[int, int]]:
    """The pairs that cross nowhere and are together most alike."""
    if not in_old or not in_new:
        return
    scores = [[_likeness(old[i], new[j]) for j in in_new] for i in in_old]
    best = [[0.0] * (len(in_new) + 1) for _ in range(len(in_old) + 1)]
    for a in range(len(in_old) - 1, -1, -1):
        below, row = best[a + 1], best[a]
        for b in range(len(in_new) - 1, -1, -1):
            row[b] = max(below[b], row[b + 1], scores[a][b] and scores[a][b] + below[b + 1])
    a = b = 0
    while a < len(in_old) and b < len(in_new):
        if scores[a][b] and best[a][b] == scores[a][b] + best[a + 1][b + 1]:
            yield in_old[a], in_new[b]
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1


def _likeness(one: Entry, other: Entry) -> float:
    """0 for what is not to be paired, else up to about 1.5."""
    if one.shape != other.shape:
        return 0.0
    if not one.size and not other.size:
        share = _ENOUGH + 0.1  # figures alone, or nothing: their place decides
    elif 2 * min(one.size, other.size) < (_ENOUGH - _ADDRESS) * (one.size + other.size):
        return 0.0
    else:
        share = 2 * (one.words & other.words).total() / (one.size + other.size)
    score = share + _ADDRESS * (bool(one.key) and one.key == other.key) - _STYLE * (one.style != other.style)
    return score if score >= _ENOUGH else 0.0
