"""Findings and 豁免 -> what remains, and the ledger with what was waived, why, when and by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from reportgen.checks.engine.catalogue import all_rules, rules_of
from reportgen.checks.engine.registry import RULES, Rule
from reportgen.checks.engine.tally import Checked, CheckRun, Status
from reportgen.figures import FigureBook
from reportgen.model.finding import Finding, Level
from reportgen.model.narrative import Waiver

NO_SUM, NO_MATCH, UNFINISHED = "W001", "W002", "W003"
WAIVED: Status = "已豁免"
LATER = "V011"
"""What was published and is told otherwise now: judged where what was published is at hand, by `explained`."""
RULES += [
    Rule(
        NO_SUM,
        title="数对不上的不能豁免",
        what="合计、公式、占比这类数对不上的，不能豁免",
        why="拿计算器就能驳倒的数不能公开",
        remedy="改数据，再删去「豁免」里的这一行",
        reader="领导",
    ),
    Rule(
        NO_MATCH,
        level=Level.HINT,
        title="豁免没有对上任何一处",
        what="「豁免」里的一行没有对上任何查出的问题",
        why="多半是改好以后留下的，留着会盖住以后的问题",
        remedy="删去这一行，或照提示改键",
        reader="领导",
    ),
    Rule(
        UNFINISHED,
        title="豁免没有写全",
        what="「豁免」的每一行写全检查、键、理由、日期、单位",
        why="放过一处要有人负责",
        remedy="补上，或删去这一行",
        reader="领导",
    ),
]


def may_be_waived(finding: Finding, rules: Iterable[Rule]) -> bool:
    """A sum never, another error only where it is a matter of judgement, a 提醒 or 提示 always."""
    own = [rule.may_be_waived(finding.level) for rule in rules if rule.code == finding.code]
    return all(own) if own else finding.level is not Level.ERROR


def waive(book: FigureBook, findings: Iterable[Finding], runs: Iterable[CheckRun]) -> Checked:
    """Apply the department's 豁免."""
    kept = list(findings)
    waivers = book.loaded.data.waivers
    if not waivers:
        return Checked(tuple(kept), tuple(runs))
    rules, project = rules_of(book.edition), book.loaded.folder.resolve().parent
    notes: dict[str, list[str]] = defaultdict(list)
    found: list[Finding] = []
    for row, waiver in enumerate(waivers):
        source = book.loaded.source("豁免", row)
        if missing := _missing(waiver):
            message = f"豁免「{waiver.code} {waiver.key}」没有写{'、'.join(missing)}，不算数"
            found.append(Finding(UNFINISHED, Level.ERROR, message, source, waiver.key, "豁免要写明理由、日期和单位"))
            continue
        meant = [f for f in kept if f.code == waiver.code.strip() and _names(waiver, f)]
        if not meant and not _elsewhere(waiver, rules, all_rules(project)):
            found.append(_unmatched(waiver, kept, row, book))
        for finding in meant:
            if may_be_waived(finding, rules):
                kept.remove(finding)
                notes[finding.code].append(_as_text(waiver))
            else:
                message = f"「{waiver.code} {waiver.key}」不能豁免：数对不上的要改，不能放过"
                found.append(Finding(NO_SUM, Level.ERROR, message, source, waiver.key, "请改数据，再删去这一行豁免"))
    return Checked((*kept, *found), tuple(_line(run, kept, notes) for run in runs))


def explained(book: FigureBook, findings: Iterable[Finding]) -> list[Finding]:
    """What was published otherwise, but for the figures of which 豁免 says why both are right (口径说明)."""
    whole = [w for w in book.loaded.data.waivers if w.code.strip() == LATER and not _missing(w)]
    return [f for f in findings if not any(_names(waiver, f) for waiver in whole)]


def _elsewhere(waiver: Waiver, rules: Iterable[Rule], all_known: Iterable[Rule]) -> bool:
    """Whether a waiver speaks of what is not looked at here: another kind's check, or what was published."""
    code = waiver.code.strip()
    here, anywhere = ({rule.code for rule in some} for some in (rules, all_known))
    return code == LATER or (code in anywhere and code not in here)


def _missing(waiver: Waiver) -> list[str]:
    written = {"检查": waiver.code, "键": waiver.key, "理由": waiver.reason, "单位": waiver.office}
    missing = [name for name, text in written.items() if not text.strip() or "待填" in text]
    return missing if isinstance(waiver.day, date) else [*missing, "日期"]


def _names(waiver: Waiver, finding: Finding) -> bool:
    key, named = finding.key or "", waiver.key.strip()
    return bool(named) and (key == named or key.startswith(f"{named}."))


def _unmatched(waiver: Waiver, findings: list[Finding], row: int, book: FigureBook) -> Finding:
    keys = list(dict.fromkeys(f.key for f in findings if f.code == waiver.code and f.key))
    remedy = (
        f"{waiver.code} 现在查出的键有：{'、'.join(keys[:5])}"
        if keys
        else f"{waiver.code} 现在没有查出什么，请删去这一行"
    )
    message = f"豁免「{waiver.code} {waiver.key}」没有对上任何一处"
    return Finding(
        NO_MATCH,
        Level.HINT,
        message,
        book.loaded.source("豁免", row, "键") or book.loaded.source("豁免", row),
        waiver.key,
        remedy,
    )


def _as_text(waiver: Waiver) -> str:
    return f"{waiver.key}：{waiver.reason}（{waiver.office}，{waiver.day}）"


def _line(run: CheckRun, kept: list[Finding], notes: dict[str, list[str]]) -> CheckRun:
    """The ledger's line of a check some of whose findings were waived."""
    if run.code not in notes:
        return run
    note = "；".join(dict.fromkeys([*([run.note] if run.note else []), *(f"已豁免 {n}" for n in notes[run.code])]))
    fails = any(f.code == run.code and f.level is not Level.HINT for f in kept)
    return replace(run, status=run.status if fails or run.status != "不通过" else WAIVED, note=note)
