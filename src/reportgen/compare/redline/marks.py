"""Who changed and when -> the marks of tracked changes, each with a number of its own."""

from __future__ import annotations

from copy import deepcopy
from typing import Literal

from reportgen.compare.redline.lists import NumberedLists
from reportgen.writers.docx.elements import Element, W, make

TrackedKind = Literal["ins", "del"]


class TrackedMarks:
    """Makes the marks of one file, and keeps what has to be settled when all of it is compared."""

    def __init__(self, author: str, date: str, first: int, lists: NumberedLists) -> None:
        self._who = {"author": author, "date": date}
        self._next = first
        self.lists = lists

    def mark(self, name: str) -> Element:
        """An element that says who changed something when."""
        self._next += 1
        return make(f"w:{name}", id=str(self._next - 1), **self._who)

    def mark_end(self, paragraph: Element, change: TrackedKind) -> None:
        """Say that the end of a paragraph is put in or taken out."""
        properties = own(paragraph, "pPr", first=True)
        run = properties.find(f"{W}rPr")
        if run is None:
            run = make("w:rPr")
            later = [properties.find(W + name) for name in ("sectPr", "pPrChange")]
            at = min((properties.index(e) for e in later if e is not None), default=len(properties))
            properties.insert(at, run)
        run.insert(0 if change == "ins" else len(run.findall(f"{W}ins")), self.mark(change))

    def mark_row(self, row: Element, change: TrackedKind) -> None:
        """Say that a row of a table is put in or taken out."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = make("w:trPr")
            exceptions = row.find(f"{W}tblPrEx")
            row.insert(0 if exceptions is None else row.index(exceptions) + 1, properties)
        properties.append(self.mark(change))

    def mark_properties(self, paragraph: Element, had: Element) -> None:
        """Say which properties a paragraph had."""
        change = self.mark("pPrChange")
        change.append(had)
        own(paragraph, "pPr", first=True).append(change)


def own(element: Element, name: str, *, first: bool = False) -> Element:
    """The child of a name, made where it is missing."""
    found = element.find(W + name)
    if found is None:
        found = make(f"w:{name}")
        element.insert(0 if first else len(element), found)
    return found


def looks(paragraph: Element) -> Element:
    """A copy of the properties of a paragraph that say how it looks."""
    properties = paragraph.find(f"{W}pPr")
    copy = make("w:pPr") if properties is None else deepcopy(properties)
    for name in ("rPr", "sectPr", "pPrChange"):
        for child in copy.findall(W + name):
            copy.remove(child)
    return copy


def move_end(stays: Element, last: Element, change: TrackedKind, marks: TrackedMarks) -> None:
    """The end of the last paragraph becomes that of the one which stays, and that one's is marked.

    What becomes one paragraph by a decision looks as the end that is left says (ECMA-376 17.13.5).
    """
    now, had = looks(stays), stays.find(f"{W}pPr/{W}pPrChange")
    before = looks(stays)
    if had is not None:
        before = had[0]
        own(stays, "pPr").remove(had)
    if change == "ins":
        marks.mark_properties(last, before)
    else:
        theirs = _give_looks(last, now)
        marks.mark_properties(last, theirs)
        _give_looks(stays, before)
    marks.mark_end(stays, change)


def _give_looks(paragraph: Element, given: Element) -> Element:
    """Give a paragraph other properties; those that it had."""
    properties = own(paragraph, "pPr", first=True)
    had = make("w:pPr")
    for child in list(properties):
        if child.tag not in (f"{W}rPr", f"{W}sectPr", f"{W}pPrChange"):
            had.append(child)
    properties[:0] = list(given)
    return had
