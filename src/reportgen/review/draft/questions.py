"""What a draft asks its readers: what is not written, what the checks found, and what deviates most."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.build import BuiltReport
from reportgen.checks.engine.pages import reader_of_check
from reportgen.document.patterns import PATH
from reportgen.document.tree import squeeze, text_of
from reportgen.figures import LAST_YEAR, FigureBook, UnknownKey
from reportgen.figures.reasons import Reasons
from reportgen.model.amount import PENDING_MARK
from reportgen.model.finding import Finding, Level
from reportgen.review.draft.deviations import Deviation
from reportgen.review.draft.places import Places
from reportgen.review.draft.readers import EVERYBODY, reader_of, reader_of_gap

MOST = 20
"""Questions that one reader is asked at a time."""
GAP, DEVIATION, EFFECT = "待填", "偏差", "成效"
TURNS = (Level.ERROR.value, GAP, EFFECT, DEVIATION, Level.WARNING.value)
"""The kinds, gravest first."""
UNSAID = ("C076", "T004")
"""Findings that tell of a placeholder with an address, which asks by itself."""


@dataclass(frozen=True)
class Question:
    """One question: its kind, who answers it, the element that it stands on, and what its words are made of.

    stage: a budget's name, or 上年, where figures must be explained; key: what is asked of. count: places that one
    question is for.
    """

    kind: str
    reader: str
    target: ET.Element | None
    what: str = ""
    name: str = ""
    key: str = ""
    stage: str = ""
    code: str = ""
    remedy: str = ""
    source: str = ""
    reason: str = ""
    count: int = 1
    heading: str = ""
    text: str = ""

    @property
    def deviates(self) -> bool:
        """Whether it asks for a figure that is far from its budget or from last year."""
        return self.kind == DEVIATION

    @property
    def lacks_effect(self) -> bool:
        """Whether it asks for what came of a project."""
        return self.kind == EFFECT

    @property
    def unwritten(self) -> bool:
        """Whether it asks for something to write."""
        return self.kind == GAP

    @property
    def since_last_year(self) -> bool:
        """Whether the figure is compared with last year."""
        return self.stage == LAST_YEAR


def questions(made: BuiltReport, places: Places, deviations: tuple[Deviation, ...]) -> list[Question]:
    """All questions, gravest first, each kind in the order of the report."""
    gaps = list(_gaps(made, places))
    asked = [*gaps, *_found(made, places, gaps), *_effects(made, places), *_deviations(made.book, places, deviations)]
    ordered = sorted(asked, key=lambda q: (TURNS.index(q.kind), places.order(q.target)))
    return [replace(q, heading=places.heading(q.target)) for q in ordered]


def asked_of(asked: list[Question], reader: str) -> tuple[list[Question], int]:
    """The questions of one reader, no more than can be decided at a time, and how many are left over."""
    own = [q for q in asked if reader in (EVERYBODY, q.reader)]
    most = len(own) if reader == EVERYBODY else MOST
    return own[:most], len(own[most:])


# -- what is not written -------------------------------------------------------------------------


def _gaps(made: BuiltReport, places: Places) -> Iterator[Question]:
    """One for each thing to write; what is 待填 in the data, once for a section.
    Whatever else is missing has its finding.
    """
    asked: set[str] = set()
    amounts: dict[tuple[ET.Element, str], list[ET.Element]] = {}
    for span in made.document.body.iter("span"):
        if span.get("class") != "pending":
            continue
        words, path = squeeze(text_of(span)), span.get(PATH, "")
        if words == PENDING_MARK:
            amounts.setdefault((places.section_of(span), reader_of_gap(places.path_of(span))), []).append(span)
        elif path and path not in asked:
            asked.add(path)
            yield _gap(made, span, path, words)
    for (_, reader), spans in amounts.items():
        yield Question(GAP, reader, spans[0], name=places.heading(spans[0]), count=len(spans))


def _gap(made: BuiltReport, span: ET.Element, path: str, words: str) -> Question:
    what = words.removeprefix("【").removesuffix("】").removeprefix("待填").removeprefix("：")
    key, stage = _explained(made, path, span.get("data-measure", ""))
    name = _named(made.book, key) if key else ""
    return Question(GAP, reader_of_gap(path), span, what, name, key, stage)


def _named(book: FigureBook, key: str) -> str:
    """A figure's name, without its year."""
    return book.resolve(key).label.removeprefix(f"{book.loaded.data.year}年度 ")


def _explained(made: BuiltReport, path: str, measure: str) -> tuple[str, str]:
    """The figure that a reason must explain, and against what; nothing where that is not known."""
    head, _, key = path.partition(".")
    if head != "原因" or not key:
        return "", ""
    if key.startswith("三公") and not measure:
        key, measure = f"{key}.决算数", "差额.预算数"
    stage = LAST_YEAR if measure == "增减额" else measure.removeprefix("差额.")
    return (key, stage) if stage and _certain(made.book, f"{key}.{measure}") else ("", "")


def _certain(book: FigureBook, key: str) -> bool:
    try:
        return book.resolve(key).certain
    except UnknownKey:
        return False


def _effects(made: BuiltReport, places: Places) -> Iterator[Question]:
    """A project of which nobody says what came of it; of a year to come nothing has."""
    data = made.book.loaded.data
    for project in data.projects if not made.book.edition.about.planned else ():
        words = data.project_words.get(project.name)
        if not (words and words.results) and project.name not in data.project_effects:
            key = f"项目.{project.name}"
            yield Question(EFFECT, reader_of(EFFECT), places.of_key(key), project.full_name, key=key)


# -- what the checks found -----------------------------------------------------------------------


def _found(made: BuiltReport, places: Places, gaps: list[Question]) -> Iterator[Question]:
    """错误 and 提醒; what a placeholder asks already is not asked twice."""
    asked = {q.target.get(PATH, "") for q in gaps if q.target is not None}
    asked |= {path.partition(".")[0] for path in asked if path.startswith("原因.")}  # no reason at all is one finding
    asked |= {path.rpartition(".")[2] for path in asked} | {q.what for q in gaps if q.what}
    project = made.book.loaded.folder.resolve().parent
    for finding in made.findings:
        if finding.level is Level.HINT or (
            finding.code in UNSAID and {finding.key or "", f"原因.{finding.key}"} & asked
        ):
            continue
        yield Question(
            finding.level.value,
            reader_of_check(finding.code, project),
            places.of_finding(finding, _canonical(made.book, finding)),
            finding.message,
            key=finding.key or "",
            code=finding.code,
            remedy=finding.remedy,
            source=str(finding.source or ""),
        )


def _canonical(book: FigureBook, finding: Finding) -> str:
    return book.canonical(finding.key) if finding.key else ""


# -- what deviates most --------------------------------------------------------------------------


def _deviations(book: FigureBook, places: Places, deviations: tuple[Deviation, ...]) -> Iterator[Question]:
    reasons = Reasons(book)
    for deviation in deviations:
        typed, _ = reasons.find(deviation.explained, deviation.measure)
        reason = book.loaded.data.reasons[typed] if typed else ""
        place = places.of_key(deviation.change)
        place = places.of_key(deviation.rate) if place is None else place
        place = places.of_key(deviation.key) if place is None else place
        yield Question(
            DEVIATION,
            reader_of(DEVIATION),
            place,
            deviation.name,
            key=deviation.key,
            stage=deviation.stage,
            reason=" ".join(reason.split()),
        )
