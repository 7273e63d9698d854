"""A workbook that takes the place of another one -> the figures that change by it, those that are lost first."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.load.workbook.given import Given, canonical
from reportgen.load.workbook.read import Workbook
from reportgen.load.workbook.together import given_by


@dataclass(frozen=True)
class ChangedFigure:
    """One figure before and after, in words: 没有 where only one of them has it. at: its cell, in the one that has it."""

    key: str
    before: str
    after: str
    at: str

    @property
    def lost(self) -> bool:
        """Whether the new workbook has no such figure."""
        return self.after == NOTHING

    def __str__(self) -> str:
        """机关运行经费 1143724.13 → 1143725.13（决算.xlsx!F03!H6）."""
        return f"{self.key} {self.before} → {self.after}（{self.at}）"


NOTHING = "没有"


def changes_by(old: Workbook, new: Workbook) -> tuple[ChangedFigure, ...]:
    """The figures that are not the same in both; totals follow from them."""
    before, after = _said(old), _said(new)
    found = []
    for key in {**before, **after}:
        one, other = before.get(key), after.get(key)
        if one is None or other is None:
            if (there := one or other) and there.value:
                words = (_words(there), NOTHING) if one else (NOTHING, _words(there))
                found.append(ChangedFigure(key, *words, str(there.source)))
        elif one.in_yuan != other.in_yuan:
            found.append(ChangedFigure(key, _words(one), _words(other), str(other.source)))
    return tuple(sorted(found, key=lambda change: not change.lost))


def _said(book: Workbook) -> dict[str, Given]:
    return {canonical(one.key): one for one in given_by(book) if not one.control}


def _words(one: Given) -> str:
    return f"{one.in_yuan:,.2f}" if one.money else one.written("元")
