"""The checks of our own data on what a file's tables make: which of them ran, and what they find."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.audit.finding import AuditFinding
from reportgen.audit.tables.learned_sums import At, place_of
from reportgen.audit.tables.seen_tables import SeenTables
from reportgen.build import BuiltReport
from reportgen.checks import CheckRun, check_document, check_report
from reportgen.checks.engine.registry import CHECKS
from reportgen.model.finding import Finding, Level


class DataChecks:
    """runs: every rule with its result. Sums and their 核定数 are left to the tables, which know the wrong cell."""

    def __init__(self, made: BuiltReport) -> None:
        data = check_report(made.book, made.tables)
        printed = check_document(made.book, made.tables, made.document, broken=True)
        self.runs: tuple[CheckRun, ...] = (*data.runs, *printed.runs)
        self._found: tuple[Finding, ...] = data.findings

    def findings(self, seen: SeenTables, unlike: set[At]) -> Iterator[AuditFinding]:
        """Errors of rules over data that rest on a cell, where the tables make the very report."""
        if unlike:  # anything may follow from a cell that is otherwise
            return
        cells = {place_of(figure.cell.spot): figure.cell.spot for _, figure in seen.figures}
        for one in self._found:
            source = one.source
            if one.level is not Level.ERROR or one.code not in CHECKS or source is None:
                continue
            spot = cells.get((source.file.partition("!")[2], source.line - 1, source.column - 1))
            if spot is not None:
                yield AuditFinding(one.code, Level.WARNING, spot, "", one.key or "", one.message, sure="可能")
