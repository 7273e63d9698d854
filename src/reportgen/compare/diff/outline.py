"""Headings whose words changed: the same section, form or project under another title is known by what stands below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from reportgen.compare.diff.entries import Entry

Trail = tuple[str, ...]
ALIKE = 0.5
"""From this share of common entries or figures on, what stands below two headings is the same."""


def retitled(old: Sequence[Entry], new: Sequence[Entry]) -> dict[Entry, tuple[str, ...]]:
    """The addresses of the old entries as they are below the headings of the new document."""
    before, after = _outlines(old), _outlines(new)
    titles: dict[tuple[str, Trail], Trail] = {}
    for place in before:
        if place in after:
            titles |= {(place, was): now for was, now in _matched(before[place], after[place])}
    return {e: _readdressed(e, titles) for e in old}


def _readdressed(entry: Entry, titles: Mapping[tuple[str, Trail], Trail]) -> tuple[str, ...]:
    kind, place, trail, *rest = entry.address
    now = titles.get((place, entry.trail))
    return (kind, place, "/".join(now), *rest) if now is not None and trail else entry.address


class _Outline:
    """What stands below one heading, and below those in it."""

    def __init__(self, trail: Trail) -> None:
        self.trail = trail
        self.below: dict[str, _Outline] = {}
        self._own: list[Entry] = []

    def add(self, entry: Entry, trail: Trail) -> None:
        """Put an entry below the headings that are left of its trail."""
        if trail:
            title = trail[0]
            self.below.setdefault(title, _Outline((*self.trail, title))).add(entry, trail[1:])
        else:
            self._own.append(entry)

    @property
    def all(self) -> Iterator[Entry]:
        """Every entry below."""
        yield from self._own
        for outline in self.below.values():
            yield from outline.all

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all figures below."""
        return frozenset(f.key for e in self.all for f in e.figures if f.key)

    @cached_property
    def signs(self) -> Counter[tuple[str, ...]]:
        """What tells the entries apart, but for their own titles."""
        depth = len(self.trail)
        return Counter(
            (e.kind, *e.trail[depth:], *(e.address[3:] if e.figures or e.kind == "heading" else (e.text,)))
            for e in self.all
        )

    def likeness(self, other: _Outline) -> float:
        """Of what stands below both, the share that is common."""
        common = (self.signs & other.signs).total() / max(self.signs.total(), other.signs.total(), 1)
        keys = len(self.keys & other.keys) / max(len(self.keys | other.keys), 1)
        return max(common, keys)


def _outlines(entries: Sequence[Entry]) -> dict[str, _Outline]:
    found: dict[str, _Outline] = {}
    for entry in entries:
        found.setdefault(entry.address[1], _Outline(())).add(entry, entry.trail)
    return found


def _matched(old: _Outline, new: _Outline) -> Iterator[tuple[Trail, Trail]]:
    """Every trail of the old document that is another one in the new."""
    for was, now in _siblings(old, new):
        if was.trail != now.trail:
            yield was.trail, now.trail
        yield from _matched(was, now)


def _siblings(old: _Outline, new: _Outline) -> Iterator[tuple[_Outline, _Outline]]:
    """Headings of the same words, unless they tell quite other figures; of the rest those with the same below them."""
    went, came = dict(old.below), dict(new.below)
    for title in old.below:
        if title in came and not _exchanged(went[title], came[title]):
            yield went.pop(title), came.pop(title)
    likely = ((one.likeness(two), -n, a, b) for n, (a, one) in enumerate(went.items()) for b, two in came.items())
    for likeness, _, was, now in sorted(likely, reverse=True):
        if likeness >= ALIKE and was in went and now in came:
            yield went.pop(was), came.pop(now)


def _exchanged(one: _Outline, two: _Outline) -> bool:
    return bool(one.keys and two.keys and not one.keys & two.keys)
