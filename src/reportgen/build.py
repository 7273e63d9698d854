"""The whole journey on one screen: load -> derive -> lay out -> check -> compose -> check -> write."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.checks import CheckRun, check_document, check_report
from reportgen.compose import compose
from reportgen.derive import derive
from reportgen.document import Document, text_of
from reportgen.editions import EditionError, load_edition
from reportgen.finding import DataUnusable, Finding, Level, sort_findings
from reportgen.load import load
from reportgen.model.amount import PENDING
from reportgen.report import Report
from reportgen.tables import LaidTable, lay_out
from reportgen.writers.parallel import Press, write

FORMATS = ("pdf", "docx", "xlsx", "html", "json")
FINAL_ACCOUNTS = "部门决算公开"


@dataclass(frozen=True)
class Made:
    """Everything that is known of one report before it is written."""

    kind: str
    report: Report
    tables: tuple[LaidTable, ...]
    document: Document
    findings: tuple[Finding, ...]
    runs: tuple[CheckRun, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What blocks the final build."""
        return tuple(f for f in self.findings if f.level is Level.ERROR)

    @property
    def pending(self) -> tuple[str, ...]:
        """Places of the document that still say 待填, ours or a person's: a draft may, a final build may not."""
        marked = [text_of(e) for e in self.document.root.iter("span") if e.get("class") == "pending"]
        blocks = (e for e in self.document.body.iter() if e.tag in ("p", "h1", "h2", "h3", "h4", "li", "td", "th"))
        typed = [text_of(e) for e in blocks if PENDING in text_of(e) and not any(s.get("class") == "pending" for s in e.iter("span"))]
        return (*marked, *typed)


def make(folder: Path, kind: str = FINAL_ACCOUNTS) -> Made:
    """A department-year's folder -> the composed and checked report. Raises DataUnusable."""
    loaded = load(folder)
    order = loaded.data.reports.get(kind)
    if order is None:
        raise DataUnusable([Finding("B001", Level.ERROR, f"「报告」里没有「{kind}」", loaded.source("报告"), mend=f"请写 {kind}: {{版式: …}}")])
    try:
        edition = load_edition(kind, order.edition, folder.resolve().parent)
        report = derive(loaded, edition)
        tables = lay_out(report)
    except EditionError as error:
        raise DataUnusable([Finding("B002", Level.ERROR, str(error), loaded.source("报告", kind, "版式"))]) from error
    checked = check_report(report, tables)
    try:
        composed = compose(report, tables, kind)
    except DataUnusable as unusable:  # what the checks found may be the cause
        raise DataUnusable(sort_findings([*unusable.findings, *loaded.findings, *report.findings, *checked.findings])) from unusable
    read_back = check_document(report, composed.document)
    findings = sort_findings([*loaded.findings, *report.findings, *composed.findings, *checked.findings, *read_back.findings])
    return Made(kind, report, tables, composed.document, tuple(findings), (*checked.runs, *read_back.runs))


def build(
    folder: Path, formats: tuple[str, ...] = FORMATS, kind: str = FINAL_ACCOUNTS, *,
    draft: bool = False, press: Press | None = None, warn: Callable[[str], object] = warnings.warn,
) -> tuple[Made, Mapping[str, bytes]]:
    """The report in the asked formats, in memory; no file when errors or 【待填】 remain and it is no draft."""
    made = make(folder, kind)
    if not draft and (made.errors or made.pending):
        return made, {}
    return made, write(made.document, formats, press, warn)
