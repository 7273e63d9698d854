"""What differs between two versions of a report, found once: inputs, the edition, every place that moved, and why."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from reportgen.build import BuiltReport
from reportgen.compare.diff.causes import Cause, Causes
from reportgen.compare.diff.editions import EditionChange, edition_changes
from reportgen.compare.diff.entries import KINDS, Entry, entries_of, equal_sections
from reportgen.compare.diff.homes import Home
from reportgen.compare.diff.inputs import Input, changed_inputs, changed_orders
from reportgen.compare.diff.matching import Pair, pairs_of
from reportgen.compare.diff.order import MovedTo, moved_entries
from reportgen.compare.diff.recoded import recoded
from reportgen.compare.diff.renamed import Renamed
from reportgen.document.anchors import unnumbered

How = Literal["changed", "added", "removed", "moved"]
HOWS: dict[How, str] = {"changed": "改动", "added": "新增", "removed": "删去", "moved": "移动"}
Reason = Literal["data", "words", "choice", "edition", "number", "order"]
REASONS: dict[Reason, str] = {
    "data": "数据变了",
    "words": "文字改了",
    "choice": "数据变了，标准的说法也换了",
    "edition": "版式变了，不是数据",
    "number": "只是编号变了",
    "order": "次序变了",
}


NUMBERS = "序号"
"""The column that only counts the rows."""


@dataclass(frozen=True)
class Moved:
    """A figure that is printed otherwise in one place; None where it isn't printed."""

    key: str
    unit: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Change:
    """A place that differs: an entry, or a whole row that came, went or was moved (`line`, its cells in order).

    inputs: addresses of the changed inputs at the ends of all its chains; reason: what made it differ; standing: of
    what was moved, where it stands now.
    """

    how: How
    old: Entry | None
    new: Entry | None
    figures: tuple[Moved, ...]
    inputs: tuple[str, ...]
    reason: Reason
    line: tuple[Entry, ...] = ()
    standing: MovedTo[Entry] | None = None

    @property
    def entry(self) -> Entry:
        """The new entry, or of what went the old one."""
        entry = self.new or self.old
        if entry is None:
            raise ValueError("a change is of something")
        return entry

    @property
    def home(self) -> Home:
        """Where it stands."""
        return self.entry.home

    @property
    def kind(self) -> str:
        """句子, 表格, 标题, 表头 or 图; 行 for a whole row."""
        return "行" if self.line else KINDS[self.entry.kind]

    @property
    def place(self) -> str:
        """Row and column, for a reader."""
        return f"行「{self.entry.row or self.line[0].text}」" if self.line else self.entry.place

    def text_of(self, entry: Entry | None) -> str:
        """What stands, or stood, there."""
        if self.line:
            return "　".join(filter(None, (cell.as_text for cell in self.line))) if entry else ""
        return entry.as_text if entry else ""


@dataclass(frozen=True)
class Difference:
    """All that differs; `figures` are the causes of every figure that moved, with those that lie between."""

    labels: tuple[str, str]
    old: BuiltReport = field(repr=False)
    new: BuiltReport = field(repr=False)
    inputs: tuple[Input, ...]
    edition: tuple[EditionChange, ...]
    changes: tuple[Change, ...]
    figures: Mapping[str, Cause]
    stays: Mapping[ET.Element, ET.Element] = field(repr=False)
    """Old elements of what stands in both, changed or not, to the new ones; not of sections that are the same."""

    @cached_property
    def printed(self) -> dict[str, Cause]:
        """Of the figures that moved, those that are printed: otherwise, or in more or fewer places."""
        net: Counter[tuple[str, str]] = Counter()
        for moved in (m for change in self.changes for m in change.figures if m.key):
            if moved.new is not None:
                net[moved.key, moved.new] += 1
            if moved.old is not None:
                net[moved.key, moved.old] -= 1
        return {key: self.figures[key] for key in dict.fromkeys(key for (key, _), count in net.items() if count)}

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.inputs or self.changes or self.edition)

    def input(self, address: str) -> Input:
        """A changed input by its address."""
        return next(one for one in self.inputs if one.address == address)


def compare(old: BuiltReport, new: BuiltReport, labels: tuple[str, str] = ("原来", "现在")) -> Difference:
    """Two reports of one department-year; the order of `labels` is theirs."""
    codes = recoded(old.book, new.book)
    inputs, orders = changed_inputs(old.book, new.book, codes), changed_orders(old.book, new.book)
    edition = edition_changes(old.book.edition, new.book.edition)
    same = equal_sections(old.document, new.document)
    before, after = (entries_of(made.document, same) for made in (old, new))
    before = [codes.entry(entry) for entry in before]
    causes = Causes(inputs, codes)
    pairs = pairs_of(before, after)
    moved = moved_entries(pairs, before)
    found = _Found(causes, inputs, orders, moved, edition=bool(edition))
    changes = tuple(found.changes(pairs))
    if any(change.reason == "order" for change in changes):
        inputs = (*inputs, *orders)
    stays = {was.element: now.element for was, now in pairs if was and now}
    return Difference(labels, old, new, inputs, edition, changes, dict(causes.found), stays)


class _Found:
    def __init__(
        self,
        causes: Causes,
        inputs: Iterable[Input],
        orders: Iterable[Input],
        moved: Mapping[Entry, MovedTo[Entry]],
        *,
        edition: bool,
    ) -> None:
        self._causes, self._edition, self._moved = causes, edition, moved
        self._inputs = {one.address: one for one in inputs}
        self._orders = tuple(one.address for one in orders)
        self._orders += tuple(one.address for one in self._inputs.values() if one.how == "moved")
        self._recoded = tuple(one.address for one in self._inputs.values() if one.printed)
        self._renamed = Renamed(self._inputs.values())

    def changes(self, pairs: list[Pair]) -> Iterator[Change]:
        """One for each place that differs; a row of which no cell stays is one, and a row that was moved."""
        lines, rows = _whole_lines(pairs), _lines_of(pairs)
        done: set[_Line] = set()
        for old, new in pairs:
            entry = new or old
            line = (new is None, entry.line if entry else ())
            if line in lines:
                if line not in done:
                    done.add(line)
                    yield self._line(lines[line], went=new is None)
            elif old is None or new is None:
                if entry and entry.text:
                    yield self._change("added" if new else "removed", old, new)
            else:
                if new.line and new in self._moved:
                    row = tuple(rows[new.line])
                    yield Change("moved", old, new, (), self._orders, "order", row, self._moved[new])
                if not new.line and new in self._moved:
                    yield self._shifted(old, new)
                elif old.text != new.text or [f[:2] for f in old.figures] != [f[:2] for f in new.figures]:
                    yield self._change("changed", old, new)

    def _shifted(self, old: Entry, new: Entry) -> Change:
        """A sentence or a title that was moved, and may have changed besides."""
        change = self._change("moved", old, new)
        same = unnumbered(old.text) == unnumbered(new.text)
        reason: Reason = "order" if same else change.reason
        inputs = self._orders if same else tuple({**dict.fromkeys(change.inputs), **dict.fromkeys(self._orders)})
        return replace(change, reason=reason, inputs=inputs, standing=self._moved[new])

    def _change(self, how: How, old: Entry | None, new: Entry | None) -> Change:
        figures = tuple(_moved([old] if old else [], [new] if new else []))
        return self._because(how, old, new, figures)

    def _line(self, cells: list[Entry], *, went: bool) -> Change:
        figures = tuple(_moved(cells, [])) if went else tuple(_moved([], cells))
        first = cells[0]
        cause = self._because("removed" if went else "added", first if went else None, None if went else first, figures)
        return Change(cause.how, cause.old, cause.new, cause.figures, cause.inputs, cause.reason, tuple(cells))

    def _because(self, how: How, old: Entry | None, new: Entry | None, figures: tuple[Moved, ...]) -> Change:
        roots = dict.fromkeys(root for moved in figures if moved.key for root in self._causes.roots(moved.key))
        frame, renamed = self._renamed.frame(old, new)
        written = dict.fromkeys([*self._written(old, new), *renamed])
        entry = new or old
        reworded = entry is not None and entry.kind in ("sentence", "heading") and frame != (new.frame if new else "")
        if old and new and not written and not figures and _renumbered(old, new):
            return Change(how, old, new, figures, self._orders or self._recoded or tuple(roots), "number")
        reason: Reason = "words" if written and not figures else "data"
        if reworded and not written:
            reason = "choice" if roots or not self._edition else "edition"
        elif not roots and not written:
            reason = "edition" if self._edition else "choice"
        if reason == "choice" and not roots and self._orders:
            return Change(how, old, new, figures, self._orders, "order")
        if reason == "choice" and not roots:
            return Change(how, old, new, figures, self._recoded, "choice")
        return Change(how, old, new, figures, tuple({**roots, **written}), reason)

    def _written(self, old: Entry | None, new: Entry | None) -> Iterator[str]:
        """The changed words of a person that stand, or stood, in it."""
        for entry in (new, old):
            own = {
                a
                for a, one in self._inputs.items()
                if (one.how == "removed" if entry is not new else True) or new is None
            }
            for path in entry.paths if entry else ():
                yield from (a for a in own if a == path or path.startswith(f"{a}."))
            if entry and entry.anchor:
                yield from (a for a in self._inputs if a.startswith(f"改写.{entry.anchor}."))


def _renumbered(old: Entry, new: Entry) -> bool:
    """Whether only the number before the words, or in the column of numbers, is another."""
    if old.column == new.column == NUMBERS and old.text.isdecimal() and new.text.isdecimal():
        return True
    return unnumbered(old.text) == unnumbered(new.text)


def _lines_of(pairs: list[Pair]) -> dict[tuple[str, ...], list[Entry]]:
    found: dict[tuple[str, ...], list[Entry]] = {}
    for _, new in pairs:
        if new and new.line:
            found.setdefault(new.line, []).append(new)
    return found


_Line = tuple[bool, tuple[str, ...]]
"""A row, and whether it is one that went."""


def _whole_lines(pairs: list[Pair]) -> dict[_Line, list[Entry]]:
    """Rows that came or went with all their cells."""
    found: dict[_Line, list[Entry]] = {}
    stays: set[_Line] = set()
    for old, new in pairs:
        for went, entry, other in ((False, new, old), (True, old, new)):
            if entry and entry.line:
                if other:
                    stays.add((went, entry.line))
                else:
                    found.setdefault((went, entry.line), []).append(entry)
    return {line: cells for line, cells in found.items() if line not in stays and any(c.text for c in cells)}


def _moved(old: list[Entry], new: list[Entry]) -> Iterator[Moved]:
    """The figures of a place that are printed otherwise, by key and number among the same."""
    before, after = _numbered(old), _numbered(new)
    for name in {**after, **before}:
        was, now = before.get(name), after.get(name)
        if (was and was[0]) != (now and now[0]):
            entry = now or was
            yield Moved(name[0], entry[1] if entry else "", was[0] if was else None, now[0] if now else None)


def _numbered(entries: list[Entry]) -> dict[tuple[str, int], tuple[str, str]]:
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for entry in entries:
        for key, text, unit in entry.figures:
            number = sum(name == key for name, _ in found)
            found[key, number] = (text, unit)
    return found
