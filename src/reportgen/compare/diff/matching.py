"""The entries of two documents -> those that belong together, those that came and those that went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from reportgen.compare.diff.entries import Entry
from reportgen.document.anchors import unnumbered

Pair = tuple[Entry | None, Entry | None]
ALIKE = 0.4
"""From this share of common characters on, words in the same section are one sentence, edited."""
MOST_COMPARED = 40
"""So many sentences without a partner in one section are compared each with each; more are other sections."""


def pairs_of(old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    """Every entry of both once, in the order of the new document; what went stands where it stood."""
    pairs = [*_by_address(_renamed(old, new), new)]
    pairs = [*_alike(pairs)]
    return _in_order(pairs, old, new)


def _renamed(old: Sequence[Entry], new: Sequence[Entry]) -> dict[Entry, tuple[str, ...]]:
    """Addresses of the old entries: a row whose name changed is known by its figures."""
    known = {e.line for e in new if e.line}
    stood = {e.line for e in old if e.line}
    by_figures: dict[tuple[str, frozenset[str]], list[tuple[str, ...]]] = {}
    for line, keys in _keys_of_lines(new).items():
        if line not in stood:
            by_figures.setdefault(keys, []).append(line)
    moved = {
        line: by_figures[keys][0]
        for line, keys in _keys_of_lines(old).items()
        if line not in known and keys[1] and len(by_figures.get(keys, ())) == 1
    }
    return {e: (*moved[e.line], *e.address[len(e.line) :]) if e.line in moved else e.address for e in old}


def _keys_of_lines(entries: Iterable[Entry]) -> dict[tuple[str, ...], tuple[str, frozenset[str]]]:
    found: dict[tuple[str, ...], tuple[str, set[str]]] = {}
    for e in entries:
        if e.line:
            found.setdefault(e.line, (e.home.id, set()))[1].update(f.key for f in e.figures)
    return {line: (home, frozenset(keys)) for line, (home, keys) in found.items()}


def _by_address(old: dict[Entry, tuple[str, ...]], new: Sequence[Entry]) -> Iterator[Pair]:
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
    before, after = ([unnumbered(e.text) for e in side] for side in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" or b - a == d - c:
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from ((e, None) for e in old[a:b])
            yield from ((None, e) for e in new[c:d])


def _alike(pairs: list[Pair]) -> Iterator[Pair]:
    """Sentences and headings that have no partner, and look like one of the same section, belong to it."""
    went: dict[tuple[str, str], list[Entry]] = {}
    came: dict[tuple[str, str], list[Entry]] = {}
    for old, new in pairs:
        if old and new:
            yield old, new
        elif old:
            went.setdefault((old.kind, old.home.id), []).append(old)
        elif new:
            came.setdefault((new.kind, new.home.id), []).append(new)
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
