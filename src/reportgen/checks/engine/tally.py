"""How a check fared: a line of the ledger, counted up while it looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reportgen.checks.engine.registry import Verdict
from reportgen.model.finding import Finding, Level

Status = Literal["通过", "由推导保证", "不通过", "已豁免", "不适用", "未运行"]


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
