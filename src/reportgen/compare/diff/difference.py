"""What differs between two versions of a report, found once: inputs, the edition, every place that moved, and why."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from reportgen.build import BuiltReport
from reportgen.compare.diff.causes import Cause, Causes
from reportgen.compare.diff.editions import EditionChange, edition_changes
from reportgen.compare.diff.entries import KINDS, Entry, entries_of, equal_sections
from reportgen.compare.diff.homes import Home
from reportgen.compare.diff.inputs import Input, changed_inputs
from reportgen.compare.diff.matching import Pair, pairs_of
from reportgen.document.anchors import unnumbered

How = Literal["changed", "added", "removed"]
HOWS: dict[How, str] = {"changed": "改动", "added": "新增", "removed": "删去"}
Reason = Literal["data", "words", "choice", "edition", "number"]
REASONS: dict[Reason, str] = {
    "data": "数据变了",
    "words": "文字改了",
    "choice": "数据变了，标准的说法也换了",
    "edition": "版式变了，不是数据",
    "number": "只是编号变了",
}


@dataclass(frozen=True)
class Moved:
    """A figure that is printed otherwise in one place; None where it isn't printed."""

    key: str
    unit: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Change:
    """A place that moved: an entry, or a whole row that came or went (`line`, its cells in order).

    inputs: addresses of the changed inputs at the ends of all its chains; reason: what made it move.
    """

    how: How
    old: Entry | None
    new: Entry | None
    figures: tuple[Moved, ...]
    inputs: tuple[str, ...]
    reason: Reason
    line: tuple[Entry, ...] = ()

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
    inputs = changed_inputs(old.book, new.book)
    edition = edition_changes(old.book.edition, new.book.edition)
    same = equal_sections(old.document, new.document)
    before, after = (entries_of(made.document, same) for made in (old, new))
    causes = Causes(old.book, new.book, inputs)
    found = _Found(causes, {one.address: one for one in inputs}, bool(edition))
    pairs = pairs_of(before, after)
    changes = tuple(found.changes(pairs))
    stays = {was.element: now.element for was, now in pairs if was and now}
    return Difference(labels, old, new, inputs, edition, changes, dict(causes.found), stays)


class _Found:
    def __init__(self, causes: Causes, inputs: Mapping[str, Input], edition: bool) -> None:
        self._causes, self._inputs, self._edition = causes, inputs, edition

    def changes(self, pairs: list[Pair]) -> Iterator[Change]:
        """One for each place that moved; a row of which no cell stays is one."""
        lines = _whole_lines(pairs)
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
            elif old.text != new.text or [f[:2] for f in old.figures] != [f[:2] for f in new.figures]:
                yield self._change("changed", old, new)

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
        written = dict.fromkeys(self._written(old, new))
        entry = new or old
        reworded = (
            entry is not None
            and entry.kind in ("sentence", "heading")
            and (old.frame if old else "") != (new.frame if new else "")
        )
        if old and new and not written and not figures and unnumbered(old.text) == unnumbered(new.text):
            return Change(how, old, new, figures, tuple(roots), "number")
        reason: Reason = "words" if written and not figures else "data"
        if reworded and not written:
            reason = "choice" if roots or not self._edition else "edition"
        elif not roots and not written:
            reason = "edition" if self._edition else "choice"
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
            for address in entry.address[1:2] if entry else ():
                yield from (a for a in self._inputs if a.startswith(f"改写.{address}."))


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
