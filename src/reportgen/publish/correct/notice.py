"""A difference after publication -> what an official notice says: each place with its pages, what followed, and why."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reportgen.compare.diff import Change, Difference
from reportgen.compare.diff.entries import Entry
from reportgen.compare.diff.wording import edits, standing
from reportgen.document.tree import squeeze, text_of
from reportgen.model.private import private_numbers
from reportgen.publish.correct.names import reckoned
from reportgen.publish.correct.roots import CorrectedItem, corrected_items

Words = tuple[tuple[bool, str], ...]
"""Stretches of a text, each with whether it changed."""


class Refused(Exception):
    """There is no notice to make; the message says why, and what to do."""


@dataclass(frozen=True)
class CorrectedPlace:
    """A row of the notice. pages: as published and as corrected, where the pages are known."""

    part: str
    section: str
    anchor: str
    old: Words
    new: Words
    pages: tuple[int | None, int | None]
    cause: str = ""


@dataclass(frozen=True)
class CorrectedLine:
    """A line of the notice's body: what the office corrected, and every place where it is printed."""

    name: str
    old: Words
    new: Words
    places: tuple[CorrectedPlace, ...]

    @property
    def on_pages(self) -> tuple[int, ...]:
        """The pages as published; as corrected where it was not printed before."""
        pages = (old if old is not None else new for old, new in (place.pages for place in self.places))
        return tuple(sorted({page for page in pages if page is not None}))


@dataclass(frozen=True)
class EarlierCorrection:
    """One that was published before: the how manieth, and its day."""

    number: int
    day: date


@dataclass(frozen=True)
class AffectedReport:
    """Another report that tells the same figure, and how; `published`: it is known to be public."""

    report: str
    places: tuple[str, ...]
    published: bool = False


@dataclass(frozen=True)
class CorrectionNotice:
    """All that the notice says.

    roots: what the office corrected, a line each; `direct` are the places that print it, `following` those of what was
    computed from it, `wording` what only reads otherwise; annexed: what followed, also in the sentences of `direct`.
    """

    report: str
    kind: str
    unit: str
    year: int
    published: date
    url: str
    reason: str
    day: date
    direct: tuple[CorrectedPlace, ...]
    following: tuple[CorrectedPlace, ...]
    wording: tuple[CorrectedPlace, ...]
    elsewhere: tuple[AffectedReport, ...] = ()
    roots: tuple[CorrectedLine, ...] = ()
    annexed: tuple[CorrectedPlace, ...] = ()
    earlier: tuple[EarlierCorrection, ...] = ()

    @property
    def number(self) -> int:
        """The how manieth correction this is."""
        return len(self.earlier) + 1

    @property
    def places(self) -> tuple[CorrectedPlace, ...]:
        """Every place that moved."""
        return (*self.direct, *self.following, *self.wording)


Pages = tuple[Mapping[str, int], Mapping[str, int]]
"""Id of a block -> printed page, of the published report and of the corrected one."""


def refuse_unfit(difference: Difference, reason: str) -> None:
    """Raises Refused where there is nothing to correct, no reason, or no report that could be published."""
    old, new = difference.old, difference.new
    if not reason.strip():
        raise Refused('更正要说明原因：请写 --reason，如 --reason "决算报表填列有误"')
    if private := private_numbers(reason):
        raise Refused(f"更正原因里有{private[0].what}（{private[0].hidden}），会印在更正说明里公开；请删去再运行")
    if (old.kind, old.document.year, old.document.unit) != (new.kind, new.document.year, new.document.unit):
        raise Refused(
            f"快照不是这一份报告的：快照是 {old.document.unit} {old.document.year} 年度{old.kind}，"
            f"数据是 {new.document.unit} {new.document.year} 年度{new.kind}"
        )
    if not difference.changes:
        said = "数据改了，但印出来的一处也没有变" if difference.inputs else "和公开的一样，没有改动"
        raise Refused(f"{said}，没有要更正的；请先改数据，再运行 correct")
    if new.errors or new.pending:
        why = "、".join(
            [f"{len(new.errors)} 个错误"] * bool(new.errors) + [f"{len(new.pending)} 处待填"] * bool(new.pending)
        )
        raise Refused(f"改后的数据还不能定稿：有 {why}，看 reportgen check；改好再出更正")


def published_on(difference: Difference, given: date | None) -> date:
    """The day of publication: as given, else as the data say. Raises Refused."""
    stated = (made.book.loaded.data.disclosure_of(made.kind).published_on for made in (difference.new, difference.old))
    day = given or next((d for d in stated if isinstance(d, date)), None)
    if day is None:
        raise Refused("更正说明要写原来哪天公开的：请写 --published 2024-09-20，或在数据的「公开」里写公开日期")
    return day


def notice_of(
    difference: Difference,
    reason: str,
    day: date,
    published: date,
    pages: Pages,
    elsewhere: Iterable[AffectedReport] = (),
    earlier: Iterable[EarlierCorrection] = (),
) -> CorrectionNotice:
    """The notice of a difference that `refuse_unfit` let pass."""
    made = difference.new
    sorter = _Sorter(difference, pages)
    groups: dict[str, list[CorrectedPlace]] = {"direct": [], "following": [], "wording": []}
    annexed: list[CorrectedPlace] = []
    for change in difference.changes:
        group, place = sorter.group(change), sorter.place(change)
        groups[group].append(place)
        if group == "following" or (group == "direct" and sorter.mixed(change)):
            annexed.append(place)
    url = made.book.loaded.data.disclosure_of(difference.new.kind).url
    return CorrectionNotice(
        made.document.title,
        made.kind,
        made.document.unit,
        made.document.year,
        published,
        url if isinstance(url, str) else "",
        reason.strip(),
        day,
        tuple(groups["direct"]),
        tuple(groups["following"]),
        tuple(groups["wording"]),
        tuple(elsewhere),
        sorter.lines(),
        tuple(annexed),
        tuple(earlier),
    )


class _Sorter:
    """What was wrong itself, what was computed from it, and what only reads otherwise."""

    def __init__(self, difference: Difference, pages: Pages) -> None:
        self._difference, self._pages = difference, pages
        self._items = corrected_items(difference)
        self._number = {one: n for n, one in enumerate(difference.changes)}
        self._of: dict[Change, list[CorrectedItem]] = {}
        for item in self._items:
            for change in item.changes:
                self._of.setdefault(change, []).append(item)

    def group(self, change: Change) -> str:
        """direct, following or wording."""
        if change.reason == "edition":
            return "wording"
        return "direct" if change in self._of else "following"

    def mixed(self, change: Change) -> bool:
        """Whether a place of what was corrected tells, besides, what was computed from it."""
        own = {key for item in self._of[change] for key in item.keys}
        written = any(not item.keys for item in self._of[change])
        return any(m.key not in own for m in change.figures if m.key) or (
            change.reason == "choice" and not written and change.entry.kind == "sentence"
        )

    def lines(self) -> tuple[CorrectedLine, ...]:
        """A line for each item."""
        return tuple(
            CorrectedLine(item.name, *_sides(item.old, item.new), tuple(map(self.place, item.changes)))
            for item in self._items
        )

    def place(self, change: Change) -> CorrectedPlace:
        """A row of the notice."""
        old, new = change.text_of(change.old), change.text_of(change.new)
        if change.how == "moved" and change.reason == "order":
            old, new = old if change.line == () else "", f"{new}（{standing(change)}）"
        spots = (self._page(0, change, change.old), self._page(1, change, change.new))
        anchor = change.place or ("" if change.entry.kind == "sentence" else change.kind)
        return CorrectedPlace(
            change.home.part, change.home.section, anchor, *_sides(old, new), spots, self._cause(change)
        )

    def _page(self, side: int, change: Change, entry: Entry | None) -> int | None:
        if entry is None:
            return None
        pages = self._pages[side]
        return pages.get(spot_name(self._number[change])) or pages.get(entry.block)

    def _cause(self, change: Change) -> str:
        """Because of which of the lines, and by what kind of reckoning."""
        roots = [n for n, item in enumerate(self._items, 1) if set(item.inputs) & set(change.inputs)]
        because = f"因第{'、'.join(map(str, roots))}项更正" if roots else "随数据更正"
        if len(roots) == 1:
            because = f"因第{roots[0]}项“{self._items[roots[0] - 1].name}”更正"
        if change.reason == "number":
            return f"{because}，编号相应变动" if roots else "编号相应变动"
        if change.reason == "order":
            return f"{because}，次序相应变动" if roots else "次序相应变动"
        own = {key for item in self._of.get(change, ()) for key in item.keys}
        if change in self._of:
            because = (
                f"第{'、'.join(str(n) for n, item in enumerate(self._items, 1) if item in self._of[change])}项更正"
            )
        causes = [self._difference.figures[m.key] for m in change.figures if m.key and m.key not in own]
        by = reckoned(cause.rule for cause in causes)
        if by:
            return f"{because}，{by}重新计算"
        return because if change in self._of else f"{because}，相应变动"


def spots(difference: Difference) -> tuple[list[tuple[int, ET.Element]], list[tuple[int, ET.Element]]]:
    """Of every change that is no drawing the number and the elements whose pages are its own, old and new."""
    sides: tuple[list[tuple[int, ET.Element]], list[tuple[int, ET.Element]]] = ([], [])
    for number, change in enumerate(difference.changes):
        for side, entry, printed in ((0, change.old, "old"), (1, change.new, "new")):
            if entry is not None and entry.kind != "chart":
                sides[side].append((number, _spot(entry, {(m.key, getattr(m, printed)) for m in change.figures})))
    return sides


def _spot(entry: Entry, figures: set[tuple[str, str | None]]) -> ET.Element:
    """The first figure of a place that moved, else the place."""
    of_figures = (e for e in entry.element.iter("data") if (e.get("data-key") or "", squeeze(text_of(e))) in figures)
    return next(of_figures, entry.element)


def spot_name(number: int) -> str:
    """The id under which the place of a change is marked for its page."""
    return f"changed-{number}"


def _sides(old: str, new: str) -> tuple[Words, Words]:
    """Old and new, each with what only it has marked; of long words the clauses that changed."""
    if not old or not new:
        return ((((True, old),) if old else ()), (((True, new),) if new else ()))
    pieces = edits(old, new, clauses=True)
    sides = [tuple((sign != "=", text) for sign, text in pieces if sign in ("=", own)) for own in "-+"]
    return sides[0], sides[1]
