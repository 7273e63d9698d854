"""Subjects whose money stands under another code now: the same subject, known by its amounts or by its name.

A code of the old data that the new don't have, and one of the new data that the old don't have, are one subject where
most of the amounts below them are the same, each at the same place, or where both have one name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from reportgen.compare.diff.entries import Entry
from reportgen.figures import FigureBook
from reportgen.load import Loaded
from reportgen.model import selection

ALIKE = 0.5
"""From this share of common amounts on, two codes are of one subject."""
_CODE = re.compile(r"(?<!\d)(?<!\d\.)\d{3,7}(?!\.?\d)")
FUNCTIONAL = "2"
"""With it every code of a functional subject begins; the rows of economic ones stand whether they have money or not."""
_STATED_APART = ("上年数", "核定数")
"""Figures that are stated by their keys: they are no rows of a subject."""
_AMOUNT = re.compile(r"-?[\d,]*\d(?:\.\d+)?")
_NOTHING = re.compile(r"-?0*(?:\.0+)?")


@dataclass(frozen=True)
class Recoded:
    """Old codes with the new ones of the same subjects, and the books that name them."""

    codes: Mapping[str, str]
    old: FigureBook
    new: FigureBook

    def forward(self, text: str) -> str:
        """An address, key or cell of the old data as it is in the new ones."""
        return self._in(text, self.codes) if self.codes else text

    def back(self, text: str) -> str:
        """One of the new data as it was in the old ones."""
        return self._in(text, self._before) if self.codes else text

    @cached_property
    def _before(self) -> dict[str, str]:
        return {now: was for was, now in self.codes.items()}

    @staticmethod
    def _in(text: str, codes: Mapping[str, str]) -> str:
        return _CODE.sub(lambda found: codes.get(found[0], found[0]), text)

    def data(self, old: Loaded) -> Loaded:
        """The old data under the addresses of the new ones."""
        if not self.codes:
            return old
        addresses = {self.forward(a): path for a, path in old.addresses.items()}
        return replace(old, addresses=addresses, texts={self.forward(a): text for a, text in old.texts.items()})

    def entry(self, old: Entry) -> Entry:
        """An entry of the old report under the addresses and keys of the new one."""
        if not self.codes:
            return old
        figures = tuple(figure._replace(key=self.forward(figure.key)) for figure in old.figures)
        address, line = (tuple(map(self.forward, parts)) for parts in (old.address, old.line))
        return replace(old, address=address, line=line, figures=figures)

    def names(self, was: str) -> tuple[tuple[str, str], ...]:
        """What is printed of an old code and of the levels above it, and what is printed instead."""
        now = self.codes[was]
        levels = [(self.old.subject_name(was[:n]), self.new.subject_name(now[:n])) for n in (7, 5, 3) if n <= len(was)]
        return ((was, now), *(pair for pair in dict.fromkeys(levels) if pair[0] != pair[1]))


def recoded(old: FigureBook, new: FigureBook) -> Recoded:
    """The subjects of two reports that have another code; those most alike first."""
    before, after = _amounts(old.loaded), _amounts(new.loaded)
    went, came = ([code for code in one if code not in other] for one, other in ((before, after), (after, before)))
    likely = []
    for turn, was in enumerate(went):
        for now in came:
            alike = _likeness(before[was], after[now])
            named = old.subject_name(was) == new.subject_name(now) != now
            if len(was) == len(now) and (alike >= ALIKE or named):
                likely.append((alike + named, _common(was, now), -turn, was, now))
    found: dict[str, str] = {}
    for _, _, _, was, now in sorted(likely, reverse=True):
        if was not in found and now not in found.values():
            found[was] = now
    return Recoded(found, old, new)


def _amounts(loaded: Loaded) -> dict[str, Counter[tuple[str, str]]]:
    """Every code with the amounts below it, each by its address without the code."""
    found: dict[str, Counter[tuple[str, str]]] = {}
    for address, text in loaded.texts.items():
        amount = text.strip()
        apart = address.split(".")[0] in _STATED_APART or address.endswith(selection.CODED)
        if apart or not _AMOUNT.fullmatch(amount) or _NOTHING.fullmatch(amount):
            continue
        for part in re.split("[.·]", address):
            if selection.is_subject_code(part) and part.startswith(FUNCTIONAL):
                place = _CODE.sub(lambda code, own=part: "" if code[0] == own else code[0], address)  # type: ignore[misc]
                found.setdefault(part, Counter())[place, amount.replace(",", "")] += 1
    return found


def _likeness(one: Counter[tuple[str, str]], two: Counter[tuple[str, str]]) -> float:
    return (one & two).total() / max(one.total(), two.total(), 1)


def _common(was: str, now: str) -> int:
    """So many digits from the left are the same."""
    return next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), len(was))
