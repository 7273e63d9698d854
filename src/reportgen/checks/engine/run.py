"""All checks over one report, then over its document -> findings and the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.checks.engine.amounts import typed_in
from reportgen.checks.engine.catalogue import formula_codes, rules_of, titles
from reportgen.checks.engine.gaps import findings as in_words
from reportgen.checks.engine.gaps import merge_by_cause
from reportgen.checks.engine.leaves import Leaves, leaves_of
from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.read_back import read_back
from reportgen.checks.engine.registry import CHECKS, DOCUMENT_CHECKS, Check, Rule, Verdict
from reportgen.checks.engine.stated import StatedChecks
from reportgen.checks.engine.tally import Checked, CheckRun, Tally
from reportgen.compose.tables import LaidTable
from reportgen.document import Document
from reportgen.editions import TableDefinition
from reportgen.editions.written import RuleDefinition
from reportgen.figures import FigureBook
from reportgen.model.finding import Finding, Level


def check_report(book: FigureBook, tables: tuple[LaidTable, ...]) -> Checked:
    """Facts against facts, and what is stated against what derives."""
    with typed_in(book.loaded.data.money_unit):
        return _of_data(book, tables)


def _of_data(book: FigureBook, tables: tuple[LaidTable, ...]) -> Checked:
    leaves = leaves_of(book)
    stated = StatedChecks(book, tables, leaves)
    stated.run()
    findings = [*stated.findings]
    tallies = {
        code: _run(entry, book, stated, findings)
        for code, entry in CHECKS.items()
        if entry.rule.runs_in(book.edition.about)
    }
    findings.extend(_in_words(stated, leaves))
    return Checked(tuple(findings), tuple(_ledger(book, tables, tallies, stated.tallies)))


def check_document(
    book: FigureBook, tables: tuple[LaidTable, ...], document: Document, *, broken: bool = False
) -> Checked:
    """What is printed: every section and figure, then what a reader would recompute, then the words.

    broken: the data have errors, from which anything may follow: the edition is not blamed.
    """
    with typed_in(book.loaded.data.money_unit):
        return _of_print(book, tables, document, broken=broken)


def _of_print(book: FigureBook, tables: tuple[LaidTable, ...], document: Document, *, broken: bool) -> Checked:
    printed = Printed(book, document)
    first = read_back(book, tables, document, printed.places, broken=broken)
    findings: list[Finding] = [*first.findings]
    runs: list[CheckRun] = [*first.runs]
    reported: set[tuple[object, ...]] = set()  # the same words printed at several places are one finding
    for code, entry in sorted(DOCUMENT_CHECKS.items()):
        if not entry.rule.runs_in(book.edition.about):
            continue
        tally = Tally()
        for outcome in entry.examine(printed):
            if isinstance(outcome, Verdict):
                tally.add(outcome)
            elif outcome.template and broken:
                tally.add(Verdict.UNKNOWN)
            else:
                finding = entry.rule.finding(outcome)
                cause = (finding.code, finding.source or outcome.values.get("said"), outcome.values.get("problem"))
                if cause not in reported:
                    reported.add(cause)
                    findings.append(finding)
                    tally.fail(finding.level)
        if entry.rule.mode == "text" and not tally.seen:
            tally.seen[Verdict.AGREES] = len(printed.passages)
        runs.append(tally.run(code, entry.rule.title, entry.rule.mode))
    return Checked(tuple(findings), tuple(runs))


def _run(entry: Check[FigureBook], book: FigureBook, stated: StatedChecks, findings: list[Finding]) -> Tally:
    tally = Tally()
    for outcome in entry.examine(book):
        if isinstance(outcome, Verdict):
            tally.add(outcome)
            continue
        finding = entry.rule.finding(outcome)
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
    rules = rules_of(book.edition)
    shared = {
        code: _shared(book, tables, definition, said)
        for definition in book.edition.tables
        for code, said in definition.rules.items()
        if said.keys
    }
    guaranteed = {rule.code: rule for rule in rules if rule.guaranteed}
    named = titles(rule for rule in rules if rule.code in guaranteed or rule.mode in ("data", "stated"))
    codes = sorted({*formula_codes(book.edition), *guaranteed, *data, *stated})
    return [
        _guaranteed(guaranteed[code])
        if code in guaranteed
        else _line(code, named[code], data.get(code), stated.get(code), shared.get(code))
        for code in codes
    ]


def _guaranteed(rule: Rule) -> CheckRun:
    return CheckRun(rule.code, rule.title, rule.mode, "由推导保证", 1, rule.guaranteed)


def _line(code: str, title: str, data: Tally | None, stated: Tally | None, shared: Tally | None) -> CheckRun:
    runs = [
        tally.run(code, title, mode)
        for tally, mode in ((data, "data"), (stated, "stated"), (shared, "stated"))
        if tally
    ]
    if not runs:
        return CheckRun(code, title, "stated", "不适用", 0, "没有与它有关的数")
    order = ("不通过", "通过", "由推导保证", "未运行", "不适用")
    worst = min(runs, key=lambda run: order.index(run.status))
    note = worst.note or ("没有与它有关的数" if worst.status == "不适用" else "")
    return replace(worst, count=sum(run.count for run in runs), note=note)


def _shared(
    book: FigureBook, tables: tuple[LaidTable, ...], definition: TableDefinition, said: RuleDefinition
) -> Tally:
    """A figure that two tables print is one figure; where it is approved it was compared with what derives."""
    where = (said.table, definition.id)
    printed = [{c.figure.key: c.figure for c in t.cells() if c.figure} for t in tables if t.definition.id in where]
    kinds = [str(entry["code"]) for entry in book.edition.subjects["功能类"]]
    keys = [p.replace("{类}", kind) for p in said.keys for kind in (kinds if "{类}" in p else ("",))]
    tally = Tally()
    for key in keys if len(printed) == len(where) else ():
        figures = [table[book.canonical(key)] for table in printed if book.canonical(key) in table]
        if not figures or figures[0].state != "known":
            continue
        first, derived = figures[0], figures[0].derived
        if first.overridden and derived.certain and derived.number != first.number:
            gap = abs(derived.number - first.number)
            tally.fail(Level.ERROR if gap > first.tolerance else Level.HINT)
        else:
            tally.add(Verdict.AGREES if first.overridden else Verdict.DERIVED)
    return tally
