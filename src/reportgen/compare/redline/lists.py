"""The lists of the old file and of the new one -> which is which; one that is there no more comes with its items."""

from __future__ import annotations

from copy import deepcopy

from reportgen.compare.redline.names import value
from reportgen.writers.docx.elements import Element, W

Numbering = Element | None
"""The root of word/numbering.xml, where there is one."""


class NumberedLists:
    """Gives paragraphs of the old file their list in the new one."""

    def __init__(self, old: Numbering, new: Numbering) -> None:
        self._old, self._new = _by_number(old), _by_number(new)
        self._part = new
        self._kinds = set() if new is None else {e.get(f"{W}abstractNumId") for e in new.iter(f"{W}abstractNum")}
        self._same: dict[str, str] = {}
        self._taken: set[str] = set()
        self._waiting: list[Element] = []

    def same(self, old: str, new: str) -> bool:
        """Whether two items stand in one list: the first two that are paired say which lists are one."""
        if (
            old not in self._same
            and new not in self._taken
            and self._kind(old, self._old) == self._kind(new, self._new)
        ):
            self._same[old] = new
            self._taken.add(new)
        return self._same.get(old) == new

    def wait(self, element: Element) -> None:
        """Remember a piece of the old file: what list it is in, is known when all of it is compared."""
        self._waiting += element.iter(f"{W}numId")

    def settle(self) -> None:
        """Number all that has waited."""
        for number in self._waiting:
            old = str(number.get(f"{W}val", ""))
            if old not in self._same and old in self._old:
                self._add(old)
            number.set(f"{W}val", self._same.get(old, "0"))

    def _kind(self, number: str, lists: dict[str, Element]) -> str:
        return value(lists[number], "abstractNumId") if number in lists else ""

    def _add(self, old: str) -> None:
        if self._part is None or self._kind(old, self._old) not in self._kinds:
            return
        number = str(1 + max((int(name) for name in self._new if name.isdecimal()), default=0))
        copy = deepcopy(self._old[old])
        copy.set(f"{W}numId", number)
        self._part.append(copy)
        self._new[number] = copy
        self._same[old] = number


def _by_number(numbering: Numbering) -> dict[str, Element]:
    if numbering is None:
        return {}
    return {str(e.get(f"{W}numId", "")): e for e in numbering.iter(f"{W}num")}
