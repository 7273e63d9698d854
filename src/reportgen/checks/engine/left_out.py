"""Checks that an edition says do not hold for its form (`left_out_checks`) -> findings without theirs, and the ledger
that says so; what can't be left out is told where the edition says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.checks.engine.catalogue import all_rules, rules_of
from reportgen.checks.engine.pages import at_once
from reportgen.checks.engine.registry import RULES, Rule
from reportgen.checks.engine.tally import Checked, CheckRun
from reportgen.editions import Edition
from reportgen.editions.places import said_at
from reportgen.model.finding import Finding, Level

NOT_LEFT_OUT, SETTING = "C235", "left_out_checks"
RULES += [
    Rule(
        NOT_LEFT_OUT,
        level=Level.WARNING,
        title="版式不做的检查，写了不算数的",
        what="版式的 left_out_checks 只写这种报告有的、和表样有关的检查；数对不上的检查不能不做",
        why="写了不算数又不说，做版式的人以为不查了",
        remedy="删去这一行；数对不上的请改数据",
    )
]


def without_left_out(edition: Edition, findings: Iterable[Finding], runs: Iterable[CheckRun]) -> Checked:
    """What remains; a sum that doesn't add up is told whatever an edition says."""
    reasons = edition.settings.left_out_checks
    if not reasons:
        return Checked(tuple(findings), tuple(runs))
    rules, ledger = (*rules_of(edition), *_at_once()), tuple(runs)
    kept = tuple(f for f in findings if f.code not in reasons or not _may_go(f, rules))
    refused = dict(_refused(edition, rules, {f.code for f in kept}))
    lines = [_line(run, reasons.get(run.code), run.code in refused) for run in ledger]
    for code in (c for c in reasons if c not in refused and c not in {run.code for run in ledger}):
        rule = next(rule for rule in rules if rule.code == code)
        lines.append(_line(CheckRun(code, rule.title, rule.mode, "不适用", 0), reasons[code], told=False))
    return Checked((*kept, *refused.values()), tuple(lines))


def _at_once() -> Iterator[Rule]:
    """What is told while data are read and composed: a person may let it stand where it is no error."""
    for code, (what, remedy, *_) in at_once().items():
        yield Rule(code, level=Level.WARNING, title=what, what=what, why="", remedy=remedy)


def _may_go(finding: Finding, rules: tuple[Rule, ...]) -> bool:
    """Whether an edition may have a finding left out: what a person may let stand, and what asks for words only."""
    own = [rule for rule in rules if rule.code == finding.code]
    return all(rule.of_form or rule.may_be_waived(finding.level) for rule in own) if own else False


def _refused(edition: Edition, rules: tuple[Rule, ...], told: set[str]) -> Iterator[tuple[str, Finding]]:
    """What an edition wants to be left out and is not, with why; told: the codes of findings that remain."""
    everywhere = {rule.code for rule in all_rules()} | {rule.code for rule in rules}
    for code in edition.settings.left_out_checks:
        own = [rule for rule in rules if rule.code == code]
        if not own:
            why = f"没有「{code}」这项检查" if code not in everywhere else f"{edition.kind}没有「{code}」这项检查"
        elif code in told or not all(rule.of_form or rule.may_be_waived(rule.level) for rule in own):
            why = f"「{code}」（{own[0].title}）不能不做：数对不上的、有错误的照样说"
        else:
            continue
        place = said_at(edition, "edition.yaml", f"{SETTING}.{code}")
        message = f"版式 {edition.name} 的 {SETTING} 里，{why}，这一行不算数"
        yield code, Finding(NOT_LEFT_OUT, Level.WARNING, message, place, remedy="请删去这一行")


def _line(run: CheckRun, reason: str | None, told: bool) -> CheckRun:
    if reason is None or told:
        return run
    return replace(run, status="不适用", count=0, note=f"版式不做这一项：{reason}")
