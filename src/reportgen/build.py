"""The whole journey on one screen: load -> derive -> lay out -> check -> compose -> check -> write."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.compose.composed import compose
from reportgen.compose.tables import LaidTable, lay_out
from reportgen.document import Document
from reportgen.editions import Edition, EditionError, load_edition, reference_of, usual_kind, usual_reference
from reportgen.editions.places import shadowing_kinds, unread_keys
from reportgen.figures import FigureBook
from reportgen.figures.derive import derive
from reportgen.figures.derive.orders import missing, ordered, unordered, unusable_edition, with_edition
from reportgen.load import Loaded, load
from reportgen.model.finding import DataUnusable, Finding, Level, sort_findings
from reportgen.writers.formats import FORMATS
from reportgen.writers.own_reference import with_reference
from reportgen.writers.pdf.process import PdfWorker
from reportgen.writers.write import OnProgress, ignore_progress, write

if TYPE_CHECKING:  # the catalogue is loaded by those who check
    from reportgen.checks import CheckRun
    from reportgen.checks.engine.tally import Checked


@dataclass(frozen=True)
class BuiltReport:
    """Everything that is known of one report before it is written."""

    kind: str
    book: FigureBook
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
        """Places of the document that still say 【待填】: a draft may, a final build may not."""
        return tuple("".join(e.itertext()) for e in self.document.root.iter("span") if e.get("class") == "pending")


def assemble(
    source: Path | Loaded,
    kind: str | None = None,
    *,
    draft: bool = False,
    formats: tuple[str, ...] = (),
    on_progress: OnProgress = ignore_progress,
    checks: bool = True,
) -> BuiltReport:
    """A department-year -> the composed and checked report of one kind, the first that is ordered where none is named.

    Raises DataUnusable; for a draft only where nothing can be read. `formats`: what is to be written of it.
    `checks`: False for a report that is only read; `checked` makes up for it.
    """
    on_progress("读数据")
    loaded = source if isinstance(source, Loaded) else load(source, draft=draft)
    project = loaded.folder.resolve().parent
    kind = kind or next(iter(ordered(loaded)), usual_kind(project))
    if draft:
        loaded = with_edition(loaded, kind)
    loaded = replace(loaded, findings=(*loaded.findings, *missing(loaded, kind)))
    order = loaded.data.reports.get(kind)
    if order is None:
        raise DataUnusable(loaded.with_excerpts([*loaded.findings, unordered(loaded, kind)]))
    on_progress("推算、核对")
    try:
        edition = load_edition(kind, order.edition, project)
        return _assembled(loaded, edition, draft=draft, word="docx" in formats, on_progress=on_progress, checks=checks)
    except EditionError as error:
        wrong = unusable_edition(loaded, kind, order.edition, error)
        raise DataUnusable(loaded.with_excerpts([*loaded.findings, wrong])) from error


def _assembled(
    loaded: Loaded, edition: Edition, *, draft: bool, word: bool, on_progress: OnProgress, checks: bool
) -> BuiltReport:
    """The journey behind loading. Raises DataUnusable, and EditionError for a slip of the edition wherever it shows."""
    kind = edition.kind
    report = derive(loaded, edition)
    tables = lay_out(report)
    before = _checked_data(report, tables) if checks else None
    on_progress("写成文稿")
    try:
        composed = compose(report, tables, kind, draft=draft)
    except DataUnusable as unusable:  # what the checks found may be the cause
        before = before or _checked_data(report, tables)
        found = [*unusable.findings, *loaded.findings, *report.findings, *before.findings]
        raise DataUnusable(loaded.with_excerpts(sort_findings(found))) from unusable
    look = reference_of(edition), usual_reference()
    document, unfit = with_reference(composed.document, *look, word=word)
    told = (*loaded.findings, *report.findings, *composed.findings)
    made = BuiltReport(kind, report, tables, document, told, ())
    return _judged(made, edition, before, unfit) if before else made


def checked(made: BuiltReport) -> BuiltReport:
    """A report that was assembled without checks -> with them."""
    return _judged(made, made.book.edition, _checked_data(made.book, made.tables), ())


def _checked_data(report: FigureBook, tables: tuple[LaidTable, ...]) -> Checked:
    from reportgen.checks import check_report

    return check_report(report, tables)


def _judged(made: BuiltReport, edition: Edition, before: Checked, unfit: Iterable[Finding]) -> BuiltReport:
    """The report with all findings: those told already, of the data, of what is printed, of the looks."""
    from reportgen.checks import check_document, folded, waive, without_left_out

    told = [*made.findings, *before.findings]
    broken = any(f.level is Level.ERROR for f in told)
    read_back = check_document(made.book, made.tables, made.document, broken=broken)
    project = made.book.loaded.folder.resolve().parent
    of_edition = (*unread_keys(edition), *shadowing_kinds(edition, project))
    findings = [*told, *read_back.findings, *unfit, *of_edition]
    held = without_left_out(edition, folded(findings), (*before.runs, *read_back.runs))
    judged = waive(made.book, held.findings, held.runs)
    listed = made.book.loaded.with_excerpts(sort_findings(judged.findings))
    return replace(made, findings=tuple(listed), runs=judged.runs)


def build(
    source: Path | Loaded,
    formats: tuple[str, ...] = FORMATS,
    kind: str | None = None,
    *,
    draft: bool = False,
    worker: PdfWorker | None = None,
    warn: OnProgress = warnings.warn,
    pages: bool = False,
    on_progress: OnProgress = ignore_progress,
    review: Callable[[BuiltReport], Document] | None = None,
) -> tuple[BuiltReport, Mapping[str, bytes]]:
    """The report in the asked formats, in memory; no file when errors or 【待填】 remain and it is no draft.

    `review` puts remarks into the document that Word gets.
    """
    made = assemble(source, kind, draft=draft, formats=formats, on_progress=on_progress)
    if not draft and (made.errors or made.pending):
        return made, {}
    reviewed = review(made) if review else None
    return made, write(made.document, formats, worker, warn, pages=pages, on_progress=on_progress, reviewed=reviewed)
