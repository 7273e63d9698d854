"""Checks that an edition says do not hold for its form (`left_out_checks`) -> findings without theirs, and the ledger
that says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportgen.checks.engine.catalogue import rules_of
from reportgen.checks.engine.tally import Checked, CheckRun
from reportgen.checks.engine.waivers import may_be_waived
from reportgen.editions import Edition
from reportgen.model.finding import Finding


def without_left_out(edition: Edition, findings: Iterable[Finding], runs: Iterable[CheckRun]) -> Checked:
    """What remains; a sum that doesn't add up is told whatever an edition says."""
    reasons = edition.settings.left_out_checks
    if not reasons:
        return Checked(tuple(findings), tuple(runs))
    rules = rules_of(edition)
    kept = tuple(f for f in findings if f.code not in reasons or not may_be_waived(f, rules))
    told = {f.code for f in kept}
    return Checked(kept, tuple(_line(run, reasons.get(run.code), run.code in told) for run in runs))


def _line(run: CheckRun, reason: str | None, told: bool) -> CheckRun:
    if reason is None or told:
        return run
    return replace(run, status="不适用", count=0, note=f"版式不做这一项：{reason}")
