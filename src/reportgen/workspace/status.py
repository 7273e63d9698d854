"""A made report -> what is still to do: 待填 by responsible office, findings by level, days to the deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reportgen.build import BuiltReport
from reportgen.load import Loaded
from reportgen.model.amount import PENDING
from reportgen.model.finding import Level, Source
from reportgen.model.values import Pending

FINANCE = "财务科"
"""Who answers for what no office is named for."""
DAYS = 20
"""政府信息公开: within 20 days of the approval (预算法 第十四条)."""
UNSAID = ("L020", "T002", "T003", "T004", "C076")
"""Codes of findings that say that something was not written at all."""
BY_PROJECT = ("项目文字", "指标", "项目支出成效", "项目")

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Open:
    """One thing to fill in: what it is, where it stands, and whose it is.

    key: of the figure that a finding is about, where `name` is the finding's message.
    """

    office: str
    name: str
    source: Source | None
    key: str = ""

    @property
    def alike(self) -> str:
        """What it has in common with those that are told in one line with it: the top-level key, or the message."""
        if not self.key:
            return self.name.split(".")[0]
        return self.name.replace(f"「{self.key}」", "").replace(self.key, "……")

    @property
    def own(self) -> str:
        """What it is among those."""
        return self.key or self.name.removeprefix(f"{self.alike}.")


@dataclass(frozen=True)
class Deadline:
    """The day by which the report must be public, and how it stands."""

    approved: date
    last_day: date
    published: date | None
    left: int

    @property
    def as_text(self) -> str:
        """In a sentence."""
        head = f"{self.approved} 批复，应在 {self.last_day} 以前公开（批复后 {DAYS} 日内）"
        if self.published and self.left >= 0:
            return f"{head}；公开日期 {self.published}，在期限内"
        if self.published:
            return f"{head}；公开日期 {self.published}，晚了 {-self.left} 天"
        return f"{head}；还有 {self.left} 天" if self.left >= 0 else f"{head}；已经超过 {-self.left} 天"


@dataclass(frozen=True)
class Status:
    """How far a department-year is."""

    unit: str
    year: int
    open: tuple[Open, ...]
    levels: Mapping[str, int]
    places: int
    deadline: Deadline | None
    due: bool = True
    """Whether the law sets a day for this kind of report."""

    @property
    def offices(self) -> dict[str, list[Open]]:
        """What is open by office, the fullest first, 财务科 last among equals."""
        offices: dict[str, list[Open]] = {}
        for item in self.open:
            offices.setdefault(item.office, []).append(item)
        return dict(sorted(offices.items(), key=lambda entry: (-len(entry[1]), entry[0] == FINANCE, entry[0])))

    @property
    def ready(self) -> bool:
        """A final build would pass."""
        return not self.places and not self.levels[Level.ERROR.value]


def status_of(made: BuiltReport, today: date) -> Status:
    """What is still to do for this report."""
    loaded = made.book.loaded
    items = [*stated(loaded), *_unsaid(made)]
    return Status(
        unit=made.document.unit,
        year=made.document.year,
        open=tuple(dict.fromkeys(items)),
        levels={level.value: sum(f.level is level for f in made.findings) for level in Level},
        places=len(made.pending),
        deadline=deadline(loaded, today) if made.book.edition.settings.deadline else None,
        due=bool(made.book.edition.settings.deadline),
    )


def deadline(loaded: Loaded, today: date) -> Deadline | None:
    """The 20 days from 批复日期; what is published counts by 公开日期, else by today."""
    dates = loaded.data.disclosure
    if not isinstance(dates.approved_on, date):
        return None
    last_day = dates.approved_on + timedelta(days=DAYS)
    published = dates.published_on if isinstance(dates.published_on, date) else None
    return Deadline(dates.approved_on, last_day, published, (last_day - (published or today)).days)


def stated(loaded: Loaded) -> Iterator[Open]:
    """Every 待填 that stands in the data."""
    offices = {p.name: p.unit for p in loaded.data.projects}
    plain = loaded.data.model_dump(by_alias=True, exclude_unset=True)
    for path, value in _walk(plain, ()):
        if isinstance(value, Pending) or (isinstance(value, str) and PENDING in value and "【" not in value):
            yield Open(_office(path, plain, offices), _name(path, plain), _source(loaded, path))


def _walk(value: Any, path: Path_) -> Iterator[tuple[Path_, Any]]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _walk(below, (*path, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _walk(below, (*path, number))
    else:
        yield path, value


def _unsaid(made: BuiltReport) -> Iterator[Open]:
    """What nobody wrote, by its finding; a 待填 of the data that is told a second time is not."""
    offices = {p.name: p.unit for p in made.book.loaded.data.projects}
    for finding in made.findings:
        if finding.code in UNSAID:
            parts = (finding.key or "").split(".")
            project = parts[1] if len(parts) > 1 and parts[0] in ("项目", "指标") else ""
            quoted = re.search("「([^「」]+)」", finding.message)
            key = finding.key if finding.key and finding.key in finding.message else quoted[1] if quoted else ""
            yield Open(offices.get(project) or FINANCE, finding.message, finding.source, key)


def _office(path: Path_, plain: Mapping[str, Any], offices: Mapping[str, str]) -> str:
    """The 实施单位 of the project that a value is about, else 财务科."""
    project: Any = path[1] if path[0] in BY_PROJECT and len(path) > 1 else None
    if path[0] in ("项目", "项目分科目") and isinstance(path[1], int):
        row = plain[str(path[0])][path[1]]
        project = row.get("代号") or row.get("项目")
    if path[0] == "原因" and str(path[1]).startswith("项目."):
        project = str(path[1]).split(".")[1]
    return offices.get(str(project)) or FINANCE


def _name(path: Path_, plain: Any) -> str:
    """The keys down to a value; a row is told by its first cell."""
    names: list[str] = []
    here = plain
    for part in path:
        here = here[part]
        if isinstance(part, int):
            part = next(iter(here.values())) if isinstance(here, Mapping) and here else f"第{part + 1}条"
        names.append(str(part))
    return ".".join(names)


def _source(loaded: Loaded, path: Path_) -> Source | None:
    """Where it stands, or what holds it."""
    return next((source for n in range(len(path), 0, -1) if (source := loaded.source(*path[:n]))), None)


def lines(items: list[Open]) -> Iterator[tuple[str, list[Open]]]:
    """The open things of one office by top-level key (or by finding), in order."""
    groups: dict[str, list[Open]] = {}
    for item in items:
        groups.setdefault(item.alike, []).append(item)
    yield from groups.items()
