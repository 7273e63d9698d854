"""The whole journey on one screen: load -> derive -> lay out -> check -> compose -> check -> write."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from yaml import YAMLError

from reportgen.checks import CheckRun, check_document, check_report, waive
from reportgen.compose.composed import compose
from reportgen.compose.tables import LaidTable, lay_out
from reportgen.document import Document
from reportgen.editions import (
    Edition,
    EditionError,
    list_editions,
    list_kinds,
    load_edition,
    reference_of,
    usual_kind,
    usual_reference,
)
from reportgen.editions.edition import read_layers
from reportgen.editions.places import said_at, unread_keys
from reportgen.figures import FigureBook
from reportgen.figures.derive import derive
from reportgen.load import Loaded, load
from reportgen.model.finding import DataUnusable, Finding, Level, Source, sort_findings
from reportgen.model.organization import ReportOrder
from reportgen.model.terms import under
from reportgen.writers.formats import FORMATS
from reportgen.writers.pdf.process import PdfWorker
from reportgen.writers.write import OnProgress, ignore_progress, write


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
    source: Path | Loaded, kind: str | None = None, *, draft: bool = False, on_progress: OnProgress = ignore_progress
) -> BuiltReport:
    """A department-year -> the composed and checked report of one kind, the first that is ordered where none is named.

    Raises DataUnusable; for a draft only where nothing can be read.
    """
    on_progress("读数据")
    loaded = source if isinstance(source, Loaded) else load(source, draft=draft)
    project = loaded.folder.resolve().parent
    kind = kind or next(iter(ordered(loaded)), usual_kind(project))
    if draft:
        loaded = _with_edition(loaded, kind)
    loaded = replace(loaded, findings=(*loaded.findings, *_missing(loaded, kind)))
    order = loaded.data.reports.get(kind)
    if order is None:
        raise DataUnusable(loaded.with_excerpts([*loaded.findings, _unordered(loaded, kind)]))
    on_progress("推算、核对")
    try:
        edition = load_edition(kind, order.edition, project)
        report = derive(loaded, edition)
        tables = lay_out(report)
    except EditionError as error:
        wrong = _unusable(error, kind, order.edition, loaded)
        raise DataUnusable(loaded.with_excerpts([*loaded.findings, wrong])) from error
    checked = check_report(report, tables)
    on_progress("写成文稿")
    try:
        composed = compose(report, tables, kind, draft=draft)
    except DataUnusable as unusable:  # what the checks found may be the cause
        told = [*unusable.findings, *loaded.findings, *report.findings, *checked.findings]
        raise DataUnusable(loaded.with_excerpts(sort_findings(told))) from unusable
    document, lacks = _with_reference(composed.document, edition)
    lacks += unread_keys(edition)
    read_back = check_document(report, tables, document)
    findings = [*loaded.findings, *report.findings, *composed.findings, *checked.findings, *read_back.findings, *lacks]
    judged = waive(report, findings, (*checked.runs, *read_back.runs))
    return BuiltReport(
        kind, report, tables, document, tuple(loaded.with_excerpts(sort_findings(judged.findings))), judged.runs
    )


def _unusable(error: EditionError, kind: str, name: str, loaded: Loaded) -> Finding:
    """Why an edition can't be used: at the value that is wrong in its YAML, else where the department-year names it."""
    with suppress(EditionError, YAMLError):  # its layers can't be followed: the error says why
        folders, *_ = read_layers(kind, name, loaded.folder.resolve().parent)
        if error.key and (place := said_at(folders, error.file, error.key)):
            return Finding("B002", Level.ERROR, error.reason, place, remedy="请改版式的这一处，写法见 docs/editions.md")
    place = loaded.source("报告", kind, "版式")
    return Finding("B002", Level.ERROR, str(error), place, remedy="有哪些版式：reportgen editions")


def _with_reference(document: Document, edition: Edition) -> tuple[Document, list[Finding]]:
    """The document with its edition's own reference document as Word is to have it,
    or the usual one and what is wrong.
    """
    path, usual = reference_of(edition), usual_reference().read_bytes()
    if document.reference == usual:
        return document, []
    from reportgen.writers.docx.adopt import UnfitReference, adopted

    try:
        return replace(document, reference=adopted(document.reference, usual)), []
    except UnfitReference as unfit:
        source = Source(f"{path.parent.name}/{path.name}", 1, 1)
        remedy = "在 Word 里补上；或者删去它，从本工具的 templates/shared/reference.docx 重新改起"
        lacks = [Finding("M005", Level.ERROR, lack, source, remedy=remedy) for lack in unfit.lacks]
        return replace(document, reference=usual), lacks


def ordered(loaded: Loaded) -> list[str]:
    """The kinds of reports that a department-year is to give, as far as they can be made."""
    known = list_kinds(loaded.folder.resolve().parent)
    return [kind for kind in loaded.data.reports if kind in known]


def _missing(loaded: Loaded, kind: str) -> Iterator[Finding]:
    """The keys without which a report of this kind can't be made."""
    known = list_kinds(loaded.folder.resolve().parent)
    for key in known[kind].needs if kind in known else ():
        if not under(loaded.data, key) and loaded.source(key) is None:
            yield Finding(
                "L020", Level.ERROR, f"缺「{key}」，{kind}要用它", Source(loaded.folder.name, 1, 1), remedy="请补上"
            )


def _unordered(loaded: Loaded, kind: str) -> Finding:
    return Finding(
        "B001", Level.ERROR, f"「报告」里没有「{kind}」", loaded.source("报告"), remedy=f"请写 {kind}: {{版式: …}}"
    )


def _with_edition(loaded: Loaded, kind: str) -> Loaded:
    """For a draft: the newest edition where none is named or one that is not there, and the error."""
    order = loaded.data.reports.get(kind)
    names = list_editions(kind, loaded.folder.resolve().parent)
    if not names or (order and order.edition in names):
        return loaded
    newest, source = names[-1], loaded.source("报告", kind, "版式")
    if order is None:
        wrong, stood = _unordered(loaded, kind), ReportOrder.model_validate({"版式": newest})
    else:
        wrong = Finding(
            "B002",
            Level.ERROR,
            f"没有版式「{order.edition}」，草稿先用 {newest}",
            source,
            remedy="有哪些版式：reportgen editions",
        )
        stood = order.model_copy(update={"edition": newest})
    data = loaded.data.model_copy(update={"reports": {**loaded.data.reports, kind: stood}})
    return replace(loaded, data=data, findings=(*loaded.findings, wrong))


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
    made = assemble(source, kind, draft=draft, on_progress=on_progress)
    if not draft and (made.errors or made.pending):
        return made, {}
    return made, write(
        made.document,
        formats,
        worker,
        warn,
        pages=pages,
        on_progress=on_progress,
        reviewed=review(made) if review else None,
    )
