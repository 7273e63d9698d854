"""All checks over one report, then over its document -> findings and the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.checks.engine.catalogue import BY_PRINTING, SHARED, TITLES
from reportgen.checks.engine.gaps import findings as in_words
from reportgen.checks.engine.gaps import merge_by_cause
from reportgen.checks.engine.leaves import Leaves, leaves_of
from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.read_back import read_back
from reportgen.checks.engine.registry import CHECKS, DOCUMENT_CHECKS, Check, Checked, CheckRun, Tally, Verdict
from reportgen.checks.engine.stated import StatedChecks
from reportgen.compose.tables import LaidTable
from reportgen.document import Document
from reportgen.figures import FigureBook
from reportgen.model.figure import Overridden
from reportgen.model.finding import Finding, Level

CATALOGUE = (*(f"C{n:03d}" for n in range(1, 41)), *BY_PRINTING)


def check_report(book: FigureBook, tables: tuple[LaidTable, ...]) -> Checked:
    """Facts against facts, and what is stated against what derives."""
    leaves = leaves_of(book)
    stated = StatedChecks(book, tables, leaves)
    stated.run()
    findings = [*stated.findings]
    about = book.edition.about
    tallies = {
        entry.code: _run(entry, book, stated, findings) for entry in CHECKS.values() if about.checked(entry.code)
    }
    findings.extend(_in_words(stated, leaves))
    return Checked(tuple(findings), tuple(_ledger(book, tables, tallies, stated.tallies)))


def check_document(book: FigureBook, tables: tuple[LaidTable, ...], document: Document) -> Checked:
    """What is printed: every section and figure, then what a reader would recompute, then the words."""
    printed = Printed(book, document)
    first = read_back(book, tables, document, printed.places)
    findings: list[Finding] = [*first.findings]
    runs: list[CheckRun] = [*first.runs]
    told: set[tuple[object, ...]] = set()  # the same words printed at several places are one finding
    for entry in sorted(
        (e for e in DOCUMENT_CHECKS.values() if book.edition.about.checked(e.code)), key=lambda e: e.code
    ):
        tally = Tally()
        for outcome in entry.rule(printed):
            if isinstance(outcome, Verdict):
                tally.add(outcome)
            else:
                finding = entry.finding(outcome)
                cause = (finding.code, finding.source or outcome.values.get("said"), outcome.values.get("problem"))
                if cause not in told:
                    told.add(cause)
                    findings.append(finding)
                    tally.fail(finding.level)
        if entry.mode == "text" and not tally.seen:
            tally.seen[Verdict.AGREES] = len(printed.passages)
        runs.append(tally.run(entry.code, entry.title, entry.mode))
    return Checked(tuple(findings), tuple(runs))


def _run(entry: Check[FigureBook], book: FigureBook, stated: StatedChecks, findings: list[Finding]) -> Tally:
    tally = Tally()
    for outcome in entry.rule(book):
        if isinstance(outcome, Verdict):
            tally.add(outcome)
            continue
        finding = entry.finding(outcome)
        if outcome.gap is None:
            tally.fail(finding.level)
            findings.append(finding)
        else:
            outcome.gap.text = finding.message
            tally.fail(outcome.gap.level)
            stated.gaps.append(outcome.gap)
    return tally


def _in_words(stated: StatedChecks, leaves: Leaves) -> list[Finding]:
    roots = merge_by_cause(stated.gaps)
    for root in roots:
        for gap in root.merged:
            if gap.code != root.code:
                stated.tallies[gap.code].notes.append(f"见 {root.code} {root.key}")
    return list(in_words(roots, leaves, stated.confirmed))


def _ledger(
    book: FigureBook, tables: tuple[LaidTable, ...], data: Mapping[str, Tally], stated: Mapping[str, Tally]
) -> list[CheckRun]:
    """Every code once, in order."""
    checked = book.edition.about.checked
    shared = {code: _shared(book, tables, code) for code in SHARED if checked(code)}
    codes = sorted({*(code for code in CATALOGUE if checked(code)), *data, *stated})
    return [_line(code, data.get(code), stated.get(code), shared.get(code)) for code in codes]


def _line(code: str, data: Tally | None, stated: Tally | None, shared: Tally | None) -> CheckRun:
    title = CHECKS[code].title if code in CHECKS else TITLES.get(code, "核定数与各格相加")
    if code in BY_PRINTING:
        return CheckRun(code, title, "composed", "由推导保证", 1, BY_PRINTING[code])
    runs = [
        tally.run(code, title, mode)
        for tally, mode in ((data, "data"), (stated, "stated"), (shared, "stated"))
        if tally
    ]
    if not runs:
        reason = "没有与它有关的数" if code in CHECKS or code in TITLES else "这个检查还没有做"
        return CheckRun(code, title, "stated", "不适用" if code in TITLES else "未运行", 0, reason)
    order = ("不通过", "通过", "由推导保证", "未运行", "不适用")
    worst = min(runs, key=lambda run: order.index(run.status))
    note = worst.note or ("没有与它有关的数" if worst.status == "不适用" else "")
    return replace(worst, count=sum(run.count for run in runs), note=note)


def _shared(book: FigureBook, tables: tuple[LaidTable, ...], code: str) -> Tally:
    """A figure that two tables print is one figure; where it is approved it was compared with what derives."""
    where, patterns = SHARED[code]
    printed = [{c.figure.key: c.figure for c in t.cells() if c.figure} for t in tables if t.definition.id in where]
    kinds = [str(entry["code"]) for entry in book.edition.subjects["功能类"]]
    keys = [p.replace("{类}", kind) for p in patterns for kind in (kinds if "{类}" in p else ("",))]
    tally = Tally()
    for key in keys if len(printed) == len(where) else ():
        figures = [table[book.canonical(key)] for table in printed if book.canonical(key) in table]
        if not figures or figures[0].state != "known":
            continue
        origin = figures[0].origin
        if isinstance(origin, Overridden) and origin.derived.certain and origin.derived.number != figures[0].number:
            gap = abs(origin.derived.number - figures[0].number)
            tally.fail(Level.ERROR if gap > figures[0].tolerance else Level.HINT)
        else:
            tally.add(Verdict.AGREES if isinstance(origin, Overridden) else Verdict.DERIVED)
    return tally
