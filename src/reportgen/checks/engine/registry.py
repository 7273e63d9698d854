"""The registry of checks: code, level, title and message beside each rule; what a rule yields."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from importlib import import_module
from typing import Generic, Literal, TypeVar

from reportgen.checks.engine.gaps import Gap
from reportgen.checks.engine.passages import Printed
from reportgen.figures import FigureBook
from reportgen.model.finding import Finding, Level, Source

Mode = Literal["data", "stated", "composed", "text"]
Status = Literal["通过", "由推导保证", "不通过", "已豁免", "不适用", "未运行"]
Examined = TypeVar("Examined", FigureBook, Printed)


class Verdict(Enum):
    """One thing that a check looked at and found in order."""

    AGREES = "通过"
    DERIVED = "由推导保证"
    UNKNOWN = "未运行"


@dataclass(frozen=True)
class Hit:
    """One thing that is wrong: the values for the message, and where. A `gap` may be folded into its cause."""

    values: dict[str, str]
    key: str | None = None
    source: Source | None = None
    remedy: str = ""
    level: Level | None = None
    gap: Gap | None = None


Outcome = Hit | Verdict
Rule = Callable[[Examined], Iterator[Outcome]]


@dataclass(frozen=True)
class Check(Generic[Examined]):
    """A registered rule over a report or over what is printed; its docstring is its page."""

    code: str
    level: Level
    title: str
    message: str
    mode: Mode
    alias: tuple[str, ...]
    rule: Rule[Examined]

    def finding(self, hit: Hit) -> Finding:
        """The hit in words."""
        return Finding(
            self.code, hit.level or self.level, self.message.format(**hit.values), hit.source, hit.key, hit.remedy
        )


@dataclass(frozen=True)
class CheckRun:
    """A line of the ledger: what was checked, how often, with what result."""

    code: str
    title: str
    mode: str
    status: Status
    count: int
    note: str = ""


@dataclass(frozen=True)
class Checked:
    """The findings and the ledger."""

    findings: tuple[Finding, ...]
    runs: tuple[CheckRun, ...]


@dataclass
class Tally:
    """How one code fared: things in order, by how they are known, and things that are wrong."""

    seen: dict[Verdict, int] = field(default_factory=dict)
    failed: int = 0
    hints: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, outcome: Verdict) -> None:
        """Count one thing in order."""
        self.seen[outcome] = self.seen.get(outcome, 0) + 1

    def fail(self, level: Level) -> None:
        """Count one thing that is wrong; a hint does not fail the check."""
        if level is Level.HINT:
            self.hints += 1
        else:
            self.failed += 1

    def run(self, code: str, title: str, mode: str) -> CheckRun:
        """The line of the ledger."""
        count = sum(self.seen.values()) + self.failed + self.hints
        note = "；".join(dict.fromkeys(self.notes))
        return CheckRun(code, title, mode, self._status(), count, note or self._note())

    def _status(self) -> Status:
        if self.failed:
            return "不通过"
        if self.seen.get(Verdict.AGREES) or self.hints:
            return "通过"
        if self.seen.get(Verdict.DERIVED):
            return "由推导保证"
        return "未运行" if self.seen.get(Verdict.UNKNOWN) else "不适用"

    def _note(self) -> str:
        if self.hints:
            return f"有 {self.hints} 处提示"
        unknown = self.seen.get(Verdict.UNKNOWN, 0)
        return f"有 {unknown} 处的数没有写、待填或没有读进来，没有比" if unknown else ""


CHECKS: dict[str, Check[FigureBook]] = {}
DOCUMENT_CHECKS: dict[str, Check[Printed]] = {}
"""Rules over what is printed: modes composed and text."""


def check(
    code: str, *, level: Level, title: str, message: str, mode: Mode = "data", alias: tuple[str, ...] = ()
) -> Callable[[Rule[FigureBook]], Rule[FigureBook]]:
    """Register a rule over the report under its code, which is never given twice."""

    def register(rule: Rule[FigureBook]) -> Rule[FigureBook]:
        _refuse_second(code, CHECKS)
        CHECKS[code] = Check(code, level, title, message, mode, alias, rule)
        return rule

    return register


def document_check(
    code: str, *, level: Level, title: str, message: str, mode: Mode = "text", alias: tuple[str, ...] = ()
) -> Callable[[Rule[Printed]], Rule[Printed]]:
    """Register a rule over what is printed under its code, which is never given twice."""

    def register(rule: Rule[Printed]) -> Rule[Printed]:
        _refuse_second(code, DOCUMENT_CHECKS)
        DOCUMENT_CHECKS[code] = Check(code, level, title, message, mode, alias, rule)
        return rule

    return register


def _refuse_second(code: str, given: Mapping[str, Check[FigureBook]] | Mapping[str, Check[Printed]]) -> None:
    if code in given:
        raise ValueError(f"{code} 已经有了：{given[code].title}")


def import_room(name: str, folder: Iterable[str]) -> None:
    """Import every module of a package, so that its rules register themselves and none can be forgotten."""
    for module in pkgutil.iter_modules(folder):
        import_module(f"{name}.{module.name}")
