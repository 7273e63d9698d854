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

from reportgen.compare.redline.tokens import is_number, tokens

Pair = tuple[int | None, int | None]
"""Places in the old and the new sequence; None where there is no other."""

_ENOUGH = 0.5
_ADDRESS = 0.4  # how much of what is missing a common address makes up for
_STYLE = 0.15
_MOST = 40_000  # comparisons between two certain pairs


@dataclass(frozen=True)
class PairedBlock:
    """What is known of one thing: only like shapes are paired, `key` is its address."""

    shape: Hashable
    text: str
    key: str = ""
    style: str = ""

    @cached_property
    def bare(self) -> tuple[str, ...]:
        """Its words without figures, which change while the thing stays the same."""
        return tuple(token for token in tokens(self.text) if not is_number(token) and not token.isspace())

    @cached_property
    def words(self) -> Counter[str]:
        """The same without their order."""
        return Counter(self.bare)


def _by_text(entry: PairedBlock) -> Hashable:
    return (entry.shape, entry.text) if entry.text else None


def _by_words(entry: PairedBlock) -> Hashable:
    return (entry.shape, entry.bare) if entry.bare else None


def _by_address(entry: PairedBlock) -> Hashable:
    return (entry.shape, entry.key) if entry.key else None


_Name = Callable[[PairedBlock], Hashable]
_NAMES: tuple[_Name, ...] = (_by_text, _by_words)


def pair(old: Sequence[PairedBlock], new: Sequence[PairedBlock]) -> list[Pair]:
    """Every thing of both sequences once, in an order that is both sequences' own; what is gone before what is new."""
    pairs: list[Pair] = []
    at_old = at_new = 0
    end = (len(old), len(new))
    for i, j in [*_Pairing(old, new).within(range(len(old)), range(len(new)), _NAMES), end]:
        pairs += [(k, None) for k in range(at_old, i)]
        pairs += [(None, k) for k in range(at_new, j)]
        if (i, j) != end:
            pairs.append((i, j))
        at_old, at_new = i + 1, j + 1
    return pairs


@dataclass(frozen=True)
class _Pairing:
    """The pairs of two sequences, found from the certain to the likely."""

    old: Sequence[PairedBlock]
    new: Sequence[PairedBlock]

    def within(self, in_old: range, in_new: range, names: tuple[_Name, ...]) -> Iterator[tuple[int, int]]:
        """What is equal at the edges; between them what one name stands for; between those what the next does."""
        tail: list[tuple[int, int]] = []
        while in_old and in_new and self._equal(in_old[0], in_new[0]):
            yield in_old[0], in_new[0]
            in_old, in_new = in_old[1:], in_new[1:]
        while in_old and in_new and self._equal(in_old[-1], in_new[-1]):
            tail.append((in_old[-1], in_new[-1]))
            in_old, in_new = in_old[:-1], in_new[:-1]
        if in_old and in_new:
            yield from self._between_edges(in_old, in_new, names)
        yield from reversed(tail)

    def _between_edges(self, in_old: range, in_new: range, names: tuple[_Name, ...]) -> Iterator[tuple[int, int]]:
        if names:
            yield from self._between_anchors(in_old, in_new, self._anchors(in_old, in_new, names[0]), names[1:])
        elif len(in_old) * len(in_new) <= _MOST:
            yield from self._most_alike(in_old, in_new)
        else:
            anchors = self._anchors(in_old, in_new, _by_address)
            certain = [(i, j) for i, j in anchors if _likeness(self.old[i], self.new[j])]
            if certain:
                yield from self._between_anchors(in_old, in_new, certain, ())

    def _between_anchors(
        self, in_old: range, in_new: range, anchors: list[tuple[int, int]], names: tuple[_Name, ...]
    ) -> Iterator[tuple[int, int]]:
        at_old, at_new = in_old.start, in_new.start
        for i, j in anchors:
            yield from self.within(range(at_old, i), range(at_new, j), names)
            yield i, j
            at_old, at_new = i + 1, j + 1
        yield from self.within(range(at_old, in_old.stop), range(at_new, in_new.stop), names)

    def _equal(self, i: int, j: int) -> bool:
        return self.old[i].shape == self.new[j].shape and self.old[i].text == self.new[j].text

    def _anchors(self, in_old: range, in_new: range, name: _Name) -> list[tuple[int, int]]:
        """Things whose name stands once on both sides: the longest chain of them that crosses nowhere."""
        once_old, once_new = _once(self.old, in_old, name), _once(self.new, in_new, name)
        candidates = sorted((i, once_new[key]) for key, i in once_old.items() if key in once_new)
        ends: list[int] = []  # the smallest last place of a chain of each length
        lengths = []
        for _, j in candidates:
            lengths.append(bisect_left(ends, j))
            ends[lengths[-1] : lengths[-1] + 1] = [j]
        wanted, last, found = len(ends) - 1, len(self.new), []
        for (i, j), length in zip(reversed(candidates), reversed(lengths), strict=True):
            if length == wanted and j < last:
                found.append((i, j))
                wanted, last = wanted - 1, j
        return found[::-1]

    def _most_alike(self, in_old: range, in_new: range) -> Iterator[tuple[int, int]]:
        """The pairs that cross nowhere and are together most alike."""
        scores = [[_likeness(self.old[i], self.new[j]) for j in in_new] for i in in_old]
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


def _once(entries: Sequence[PairedBlock], places: range, name: _Name) -> dict[Hashable, int]:
    named = [(name(entries[i]), i) for i in places]
    times = Counter(key for key, _ in named)
    return {key: i for key, i in named if key and times[key] == 1}


def _likeness(one: PairedBlock, other: PairedBlock) -> float:
    """0 for what is not to be paired, else up to 1: words that both have, more where the address is one."""
    sizes = len(one.bare), len(other.bare)
    if one.shape != other.shape:
        return 0.0
    if not any(sizes):
        share = _ENOUGH + 0.1  # figures alone, or nothing: their place decides
    elif 10 * min(sizes) < sum(sizes):
        return 0.0
    else:
        share = 2 * (one.words & other.words).total() / sum(sizes)
    if one.key and one.key == other.key:
        share += _ADDRESS * (1 - share)
    share -= _STYLE * (one.style != other.style)
    return share if share >= _ENOUGH else 0.0
