"""A difference after publication -> what an official notice says: each place with its pages, what followed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reportgen.build import BuiltReport
from reportgen.compare.diff import Change, Difference
from reportgen.compare.diff.wording import edits
from reportgen.document.provenance import is_stated
from reportgen.figures import FigureBook, UnknownKey
from reportgen.model.figure import Figure
from reportgen.model.private import private_numbers

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
class AffectedReport:
    """Another published report that tells the same figure, and how."""

    report: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """All that the notice says. `direct` is what was wrong, `following` what was computed from it,
    `wording` what only reads otherwise.
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
) -> Notice:
    """The notice of a difference that `refuse_unfit` let pass."""
    made = difference.new
    groups: dict[str, list[CorrectedPlace]] = {"direct": [], "following": [], "wording": []}
    for change in difference.changes:
        group = _group(difference, change)
        groups[group].append(_place(difference, change, pages, with_cause=group == "following"))
    url = made.book.loaded.data.disclosure_of(difference.new.kind).url
    return Notice(
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
    )


def _group(difference: Difference, change: Change) -> str:
    """Whether it was wrong itself, was computed from what was, or only reads otherwise with a new edition."""
    if change.reason == "edition":
        return "wording"
    if change.reason == "words":
        return "direct"
    return "direct" if any(_stated(difference, m.key) for m in change.figures if m.key) else "following"


def _stated(difference: Difference, key: str) -> bool:
    """Whether a person writes the figure itself, and changed it; a sum of one is still a sum."""
    inputs = difference.figures[key].inputs
    own = [part for part in key.split(".") if part.isdecimal()]
    named = any(all(code in address.split(".") for code in own) for address in inputs)
    return named and all(_is_input(made, key) for made in (difference.old, difference.new))


def _is_input(made: BuiltReport, key: str) -> bool:
    figure = _figure(made.book, key)
    return figure is None or is_stated(figure)


def _figure(book: FigureBook, key: str) -> Figure | None:
    try:
        return book.resolve(key)
    except UnknownKey:
        return None


def _place(difference: Difference, change: Change, pages: Pages, *, with_cause: bool) -> CorrectedPlace:
    old, new = change.text_of(change.old), change.text_of(change.new)
    pair = (
        _page(pages[0], change.old.block if change.old else ""),
        _page(pages[1], change.new.block if change.new else ""),
    )
    spot = change.place or ("" if change.entry.kind == "sentence" else change.kind)
    cause = _cause(difference, change) if with_cause else ""
    return CorrectedPlace(change.home.part, change.home.section, spot, *_sides(old, new), pair, cause)


def _page(pages: Mapping[str, int], block: str) -> int | None:
    return pages.get(block)


def _sides(old: str, new: str) -> tuple[Words, Words]:
    """Old and new, each with what only it has marked; of long words the clauses that changed."""
    if not old or not new:
        return ((((True, old),) if old else ()), (((True, new),) if new else ()))
    pieces = edits(old, new, clauses=True)
    sides = [tuple((sign != "=", text) for sign, text in pieces if sign in ("=", own)) for own in "-+"]
    return sides[0], sides[1]


def _cause(difference: Difference, change: Change) -> str:
    """Because of which input, by which formula."""
    roots = "、".join(dict.fromkeys(difference.input(a).short for a in change.inputs))
    rules = list(
        dict.fromkeys(
            difference.figures[m.key].rule for m in change.figures if m.key and difference.figures[m.key].rule
        )
    )
    by = f"，按“{rules[0]}”{'等' if len(rules) > 1 else ''}算出" if rules else ""
    return f"因 {roots} 更正{by}" if roots else f"随数据更正{by}"
