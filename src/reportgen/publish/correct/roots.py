"""What the office itself corrected: the amounts, names, indicators and words at the ends of all chains.

Everything else in a difference follows from these, approved totals (核定数) too where what they approve moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.build import BuiltReport
from reportgen.compare.diff import Change, Difference
from reportgen.compare.diff.causes import Cause
from reportgen.compare.diff.inputs import Input
from reportgen.document.provenance import is_stated
from reportgen.figures import FigureBook, UnknownKey
from reportgen.model.figure import Figure
from reportgen.publish.correct.names import PublicNames

APPROVED = "核定数."
LONG = 60
"""Characters of a text that is told by the place where it is printed."""


@dataclass(frozen=True)
class CorrectedItem:
    """One thing that was corrected: its public name, what was published, what it is, and the changes that print it.

    inputs: addresses of the data that it was corrected by; shown: whether old and new are short and told as they are.
    """

    name: str
    old: str
    new: str
    changes: tuple[Change, ...]
    inputs: tuple[str, ...]
    keys: tuple[str, ...] = ()
    whole: bool = True


def corrected_items(difference: Difference) -> tuple[CorrectedItem, ...]:
    """Every item, in the order of the data."""
    finder = _Finder(difference)
    found: list[CorrectedItem] = []
    told: set[tuple[str, ...]] = set()
    for one in difference.inputs:
        for item in finder.items(one):
            if item.keys and item.keys in told:
                continue
            told.add(item.keys)
            found.append(item)
    return tuple(found)


def following_approvals(difference: Difference) -> frozenset[str]:
    """The approved totals among the inputs whose sum moved as well: they were not wrong by themselves."""
    found = set()
    for one in difference.inputs:
        if one.address.startswith(APPROVED):
            cause = difference.figures.get(one.address.removeprefix(APPROVED))
            if cause and (cause.figures or set(cause.inputs) - {one.address}):
                found.add(one.address)
    return frozenset(found)


class _Finder:
    def __init__(self, difference: Difference) -> None:
        self._difference = difference
        self._names = PublicNames(difference.new)
        self._following = following_approvals(difference)

    def items(self, one: Input) -> Iterator[CorrectedItem]:
        """Those of one input: a row that came may have several amounts."""
        if one.address in self._following:
            return
        if one.how == "moved":
            changes = tuple(c for c in self._difference.changes if one.address in c.inputs and c.how == "moved")
            if changes:
                yield CorrectedItem(f"{self._names.input(one)}的次序", "", one.new, changes, (one.address,))
            return
        keys = [] if one.printed else [*self._stated(one)] or [*self._nearest(one)]
        if keys:
            yield from self._amounts(one, keys)
        written = tuple(
            c
            for c in self._difference.changes
            if one.address in c.inputs and c.reason != "number" and not self._only_figures(one, c)
        )
        if written and (one.words or not keys):
            yield self._words(one, written)

    def _amounts(self, one: Input, keys: list[str]) -> Iterator[CorrectedItem]:
        """Figures of one text are one amount, known by the most exact of their keys."""
        by_text: dict[tuple[str, str], list[str]] = {}
        for key in keys:
            cause = self._difference.figures[key]
            by_text.setdefault((cause.old, cause.new), []).append(key)
        for same in by_text.values():
            best = max(same, key=lambda key: self._exactness(one, key))
            cause = self._difference.figures[best]
            changes = tuple(c for c in self._difference.changes if any(m.key in same for m in c.figures))
            old, new = (f"{text}{cause.unit}" if text else "" for text in (cause.old, cause.new))
            yield CorrectedItem(self._names.figure(best), old, new, changes, cause.inputs, tuple(same))

    def _exactness(self, one: Input, key: str) -> tuple[int, int]:
        address = set(one.address.replace("·", ".").split("."))
        address |= {part for below in one.below for part in below.replace("·", ".").split(".")}
        parts = key.split(".")
        return sum(part in address for part in parts), -len(parts)

    def _words(self, one: Input, changes: tuple[Change, ...]) -> CorrectedItem:
        """A name as it was and is; longer words by the first sentence in which they are printed."""
        old, new = self._names.text(one.old), self._names.text(one.new)
        whole = bool(one.printed) or not any("｛" in side or len(side) > LONG or "\n" in side for side in (old, new))
        if not whole:
            first = changes[0]
            old, new = first.text_of(first.old), first.text_of(first.new)
        return CorrectedItem(self._names.input(one), old, new, changes, (one.address,), whole=whole)

    def _only_figures(self, one: Input, change: Change) -> bool:
        """Whether an input reaches a place by its figures alone."""
        return any(one.address in self._roots(m.key) for m in change.figures if m.key)

    def _roots(self, key: str) -> set[str]:
        found: set[str] = set()
        waiting, seen = [key], {key}
        while waiting:
            cause = self._difference.figures[waiting.pop()]
            found.update(cause.inputs)
            below = [name for name in cause.figures if name not in seen]
            seen.update(below)
            waiting += below
        return found

    def _moved(self, one: Input) -> Iterator[Cause]:
        """The printed figures that are made from an input directly."""
        for cause in self._difference.printed.values():
            if one.address in cause.inputs and cause.old != cause.new:
                yield cause

    def _stated(self, one: Input) -> Iterator[str]:
        """Of those, the ones that a person writes as they are; a sum of one is still a sum."""
        for cause in self._moved(one):
            codes = {part for part in cause.key.split(".") if part.isdecimal()}
            named = codes <= set(one.address.replace("·", ".").split("."))
            if named and all(_is_input(made, cause.key) for made in (self._difference.old, self._difference.new)):
                yield cause.key

    def _nearest(self, one: Input) -> Iterator[str]:
        """The most exact printed figures that hold it, where it is printed nowhere by itself."""
        causes = [*self._moved(one)]
        best = max((self._exactness(one, cause.key) for cause in causes), default=None)
        yield from (cause.key for cause in causes if self._exactness(one, cause.key) == best)


def _is_input(made: BuiltReport, key: str) -> bool:
    figure = _figure(made.book, key)
    return figure is None or is_stated(figure)


def _figure(book: FigureBook, key: str) -> Figure | None:
    try:
        return book.resolve(key)
    except UnknownKey:
        return None
