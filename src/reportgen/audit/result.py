"""What an audit says of a file: its findings, and a ledger of what was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.audit.finding import AuditFinding
from reportgen.checks import CheckRun
from reportgen.model.finding import Level
from reportgen.reading.grid import OpenedFile

FORMAT = "reportgen audit 1"
"""Name and version of an audit in JSON."""


@dataclass(frozen=True)
class LedgerLine:
    """What was checked: how many, and why not more."""

    what: str
    count: int
    note: str = ""

    @property
    def status(self) -> str:
        """In a word."""
        return "查了" if self.count else "没有查"


@dataclass(frozen=True)
class Audited:
    """One file. department, year, edition: what it is taken for."""

    file: Path
    opened: OpenedFile
    findings: tuple[AuditFinding, ...]
    ledger: tuple[LedgerLine, ...]
    department: str = ""
    year: int | None = None
    edition: str = ""
    kind: str = ""
    rules: tuple[CheckRun, ...] = ()
    """The checks of our own data, on what the tables make."""

    @property
    def errors(self) -> tuple[AuditFinding, ...]:
        """Those that are surely wrong."""
        return tuple(f for f in self.findings if f.level is Level.ERROR)

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "file": self.file.name,
            "department": self.department,
            "year": self.year,
            "kind": self.kind,
            "edition": self.edition,
            "findings": [finding.as_json() for finding in self.findings],
            "ledger": [
                {"what": line.what, "count": line.count, "status": line.status, "note": line.note}
                for line in self.ledger
            ],
            "rules": [
                {"code": run.code, "title": run.title, "status": run.status, "count": run.count, "note": run.note}
                for run in self.rules
            ],
        }
