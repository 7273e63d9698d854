"""Why a figure moved: the chain from it down to the inputs that changed; only the branches that moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.compare.diff.inputs import Input
from reportgen.compare.diff.recoded import Recoded
from reportgen.document.provenance import inputs_of, rule_of, sources_of
from reportgen.figures import FigureBook, UnknownKey
from reportgen.model.figure import Figure
from reportgen.model.finding import Source


@dataclass(frozen=True)
class Cause:
    """A figure that moved: old and new text ('' where there is none), how it is made, and what moved below it.

    figures: keys of the figures below; inputs: addresses of the changed inputs that it is made from directly.
    """

    key: str
    label: str
    unit: str
    old: str
    new: str
    rule: str
    figures: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()


class Causes:
    """The causes of the figures that moved between two reports, each found once."""

    def __init__(self, inputs: Iterable[Input], recoded: Recoded) -> None:
        self.found: dict[str, Cause] = {}
        self._old, self._new, self._recoded = recoded.old, recoded.new, recoded
        self._by_place: dict[tuple[bool, Source], str] = {}
        for one in inputs:
            self._enter(one, one.old_source, old=True)
            self._enter(one, one.new_source, old=False)
        self._cells: dict[tuple[bool, Source], str] = {}

    def _enter(self, one: Input, place: Source | None, *, old: bool) -> None:
        loaded = (self._old if old else self._new).loaded
        if place:
            self._by_place[old, place] = one.address
        for cell in one.below:
            mark, _, name = cell.rpartition("/") if cell.startswith("上年/") else ("", "", cell)
            year = loaded.previous if mark else loaded
            name = self._recoded.back(name) if old and not mark else name
            source = year.source(*year.addresses[name]) if year and name in year.addresses else None
            if source:
                self._by_place[old, source] = one.address

    def of(self, key: str) -> Cause:
        """Why the figure of a key moved."""
        if key not in self.found:
            self._of(key, _resolved(self._old, self._recoded.back(key)), _resolved(self._new, key))
        return self.found[key]

    def roots(self, key: str) -> tuple[str, ...]:
        """The changed inputs at the ends of the chain."""
        seen: dict[str, None] = {}
        found: dict[str, None] = {}
        waiting = [key]
        while waiting:
            here = waiting.pop(0)
            if here not in seen:
                seen[here] = None
                cause = self.of(here)
                found.update(dict.fromkeys(cause.inputs))
                waiting += cause.figures
        return tuple(found)

    def _of(self, key: str, old: Figure | None, new: Figure | None) -> None:
        """Note the cause of a figure, and of those below it."""
        figure = new or old
        if figure is None:
            self.found[key] = Cause(key, key, "", "", "", "")
            return
        self.found[key] = Cause(key, figure.label, figure.unit, "", "", "")  # a chain never comes back to it
        before = {self._recoded.forward(name): below for name, below in _below(old).items()}
        after = _below(new)
        moved = [name for name in {**after, **before} if name != key and _differs(before.get(name), after.get(name))]
        for name in moved:
            if name not in self.found:
                self._of(name, before.get(name), after.get(name))
        self.found[key] = Cause(
            key,
            figure.label or key,
            figure.unit if figure.text is None else "",
            self._printed(self._old, old),
            self._printed(self._new, new),
            rule_of(figure),
            tuple(moved),
            tuple(dict.fromkeys(self._inputs(old, new))),
        )

    def _printed(self, book: FigureBook, figure: Figure | None) -> str:
        return "" if figure is None else book.printed(figure)

    def _inputs(self, old: Figure | None, new: Figure | None) -> Iterator[str]:
        """The changed inputs that the figure is made from directly."""
        for was_old, figure in ((False, new), (True, old)):
            for place in sources_of(figure) if figure else ():
                if address := self._by_place.get((was_old, place)):
                    yield address


def _resolved(book: FigureBook, key: str) -> Figure | None:
    try:
        return book.resolve(key)
    except UnknownKey:
        return None


def _below(figure: Figure | None) -> dict[str, Figure]:
    return {below.key: below for below in inputs_of(figure)} if figure else {}


def _differs(old: Figure | None, new: Figure | None) -> bool:
    if old is None or new is None:
        return True
    return (old.value, old.state, old.text, old.unit) != (new.value, new.state, new.text, new.unit)
