"""The entries of two documents -> those that belong together, those that came and those that went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from reportgen.compare.diff.entries import Entry
from reportgen.compare.diff.outline import retitled
from reportgen.document.anchors import unnumbered

Pair = tuple[Entry | None, Entry | None]
ALIKE = 0.4
"""From this share of common characters on, words in the same section are one sentence, edited."""
ALIKE_ROWS = 0.75
"""From this share of common characters on, a row without figures that went is one that came, renamed."""
MOST_COMPARED = 40
"""So many sentences without a partner in one section are compared each with each; more are other sections."""


def pairs_of(old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    """Every entry of both once, in the order of the new document; what went stands where it stood."""
    pairs = [*_by_address(_renamed(retitled(old, new), new), new)]
    pairs = [*_alike(pairs)]
    return _in_order(pairs, old, new)


def _renamed(old: Mapping[Entry, tuple[str, ...]], new: Sequence[Entry]) -> dict[Entry, tuple[str, ...]]:
    """Addresses of the old entries: a row whose name changed is known by its figures, else by its other cells."""
    lines = {e: address[: len(e.line)] for e, address in old.items() if e.line}
    went, came = _RowCells(lines), _RowCells({e: e.line for e in new if e.line})
    moved: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in [line for line in went.cells if line not in came.cells]:
        free = [other for other in came.cells if other not in went.cells and other not in moved.values()]
        likeness = {other: went.likeness(line, came, other) for other in free if other[:2] == line[:2]}
        best = max(likeness, key=lambda other: likeness[other], default=None)
        if best is not None and likeness[best] >= ALIKE_ROWS:
            moved[line] = best
    return {
        e: (*moved[lines[e]], *address[len(e.line) :]) if lines.get(e) in moved else address
        for e, address in old.items()
    }


class _RowCells:
    """The cells of every row, and the keys of its figures."""

    def __init__(self, lines: Mapping[Entry, tuple[str, ...]]) -> None:
        self.cells: dict[tuple[str, ...], list[Entry]] = {}
        for entry, line in lines.items():
            self.cells.setdefault(line, []).append(entry)

    def likeness(self, line: tuple[str, ...], there: _RowCells, other: tuple[str, ...]) -> float:
        """Of the row with fewer figures the share that is in both; of rows without figures the share of equal words."""
        one, two = self.cells[line], there.cells[other]
        keys, others = ({f.key for e in cells for f in e.figures} for cells in (one, two))
        if keys or others:
            return len(keys & others) / max(min(len(keys), len(others)), 1)
        before, after = ("|".join(e.text for e in cells if not e.text.isdecimal()) for cells in (one, two))
        return SequenceMatcher(None, before, after, autojunk=False).ratio() if len(one) == len(two) else 0.0


def _by_address(old: Mapping[Entry, tuple[str, ...]], new: Sequence[Entry]) -> Iterator[Pair]:
    """Entries of one address belong together; where several share one, those of the same words first."""
    before: dict[tuple[str, ...], list[Entry]] = {}
    after: dict[tuple[str, ...], list[Entry]] = {}
    for entry, address in old.items():
        before.setdefault(address, []).append(entry)
    for entry in new:
        after.setdefault(entry.address, []).append(entry)
    for address in {**after, **before}:
        yield from _aligned(before.get(address, []), after.get(address, []))


def _aligned(old: list[Entry], new: list[Entry]) -> Iterator[Pair]:
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    same, old, new = _same_words(old, new)
    yield from same
    before, after = ([unnumbered(e.text) for e in side] for side in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" or b - a == d - c:
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from ((e, None) for e in old[a:b])
            yield from ((None, e) for e in new[c:d])


def _same_words(old: list[Entry], new: list[Entry]) -> tuple[list[Pair], list[Entry], list[Entry]]:
    """Those of words that stand in each once, wherever they stand now; and what is left of both."""
    before, after = (Counter(unnumbered(e.text) for e in side) for side in (old, new))
    once = {words for words in before if words and before[words] == after[words] == 1}
    there = {unnumbered(e.text): e for e in new}
    pairs: list[Pair] = [(e, there[words]) for e in old if (words := unnumbered(e.text)) in once]
    left = [[e for e in side if unnumbered(e.text) not in once] for side in (old, new)]
    return pairs, left[0], left[1]


def _alike(pairs: list[Pair]) -> Iterator[Pair]:
    """Sentences and headings that have no partner, and look like one of the same section, belong to it."""
    went: dict[tuple[str, str], list[Entry]] = {}
    came: dict[tuple[str, str], list[Entry]] = {}
    for old, new in pairs:
        if old and new:
            yield old, new
        elif old:
            went.setdefault((old.kind, old.address[1]), []).append(old)
        elif new:
            came.setdefault((new.kind, new.address[1]), []).append(new)
    for where in {**came, **went}:
        yield from _most_alike(went.get(where, []), came.get(where, []), words=where[0] in ("sentence", "heading"))


def _most_alike(old: list[Entry], new: list[Entry], *, words: bool) -> Iterator[Pair]:
    left = dict.fromkeys(old)
    for entry in new:
        close = [(_likeness(other, entry), other) for other in left] if words and len(left) <= MOST_COMPARED else []
        best = max(close, key=lambda pair: pair[0], default=None)
        if best and best[0] >= ALIKE:
            del left[best[1]]
            yield best[1], entry
        else:
            yield None, entry
    yield from ((entry, None) for entry in left)


def _likeness(a: Entry, b: Entry) -> float:
    matcher = SequenceMatcher(None, a.text, b.text, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _in_order(pairs: list[Pair], old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    """By the place in the new document; what went comes behind what it stood behind."""
    number = {entry: n for n, entry in enumerate(new)}
    partner = {o: n for o, n in pairs if o and n}
    turn: dict[Entry, tuple[int, int]] = {}
    last = -1
    for count, entry in enumerate(old):
        after = partner.get(entry)
        last = number[after] if after else last
        turn[entry] = (last, count + 1)

    def place(pair: Pair) -> tuple[int, int]:
        before, after = pair
        return (number[after], 0) if after else turn[before] if before else (0, 0)

    return sorted(pairs, key=place)
