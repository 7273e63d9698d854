"""Data mode: what is stated of last year, number against number; budgets of projects against that of their 科目."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.checks.data.projects import groups
from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import figure
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, SELF_EVALUATION, Hit, Outcome, Verdict, check
from reportgen.figures import LAST_YEAR, FigureBook
from reportgen.model.finding import Level
from reportgen.model.selection import FISCAL_FUNDS, INITIAL_BUDGET

FISCAL = "财政拨款"
HALF = Decimal("0.005")


@check(
    "S044",
    level=Level.WARNING,
    title="上年的财政拨款与它的各种资金对不上",
    message="「上年数」里{key}是 {a}，{parts}合计 {b}，相差 {gap}",
    what="「上年数」写了财政拨款，又写了它的各种资金的，两边相等",
    why="上年的数照上年的决算抄，抄错一个，增减额和增长率就错",
    remedy="照上年的决算改正",
    needs=ACCOUNTS + BUDGET + SELF_EVALUATION,
)
def last_year_differs_from_its_funds(book: FigureBook) -> Iterator[Outcome]:
    for key, statement in book.last.items():
        names = key.split(".")
        if FISCAL not in names or statement.value is None:
            continue
        parts = [".".join(fund if name == FISCAL else name for name in names) for fund in FISCAL_FUNDS]
        found = {part: figure(book, f"{LAST_YEAR}.{part}") for part in parts}
        known = {part: f.number for part, f in found.items() if f is not None}
        whole = figure(book, f"{LAST_YEAR}.{key}")
        gap = whole.number - sum(known.values()) if whole else Decimal(0)
        unsaid = [figure(book, part) for part in parts if part not in known]
        open_part = any(this_year is None or not this_year.zero for this_year in unsaid)  # it may have had the rest
        if whole is None or not known or (gap > 0 and open_part):
            yield Verdict.UNKNOWN
        elif abs(gap) <= HALF * len(parts):
            yield Verdict.AGREES
        else:
            values = {"key": key, "a": number(whole.number), "b": number(whole.number - gap), "gap": number(gap)}
            yield Hit({**values, "parts": "、".join(known)}, key, statement.source, _remedy(parts, known))


def _remedy(parts: list[str], known: Mapping[str, Decimal]) -> str:
    unsaid = [part for part in parts if part not in known]
    also = f"；上年有{'、'.join(unsaid)}的，写在「上年数」里" if unsaid else ""
    return f"请照上年的决算改正{also}"


@check(
    "S042",
    level=Level.WARNING,
    title="项目的年初预算比科目的年初预算还多",
    message="{who}年初预算{both} {a}，科目 {codes} 的项目支出年初预算是 {b}，多出 {gap}",
    what="一个科目下各项目写的年初预算之和，不大于这个科目项目支出的年初预算",
    why="项目的预算是科目预算的一部分",
    remedy="核对项目的年初预算和科目",
    needs=ACCOUNTS,
)
def project_budget_beyond_its_subject(book: FigureBook) -> Iterator[Outcome]:
    """The amounts of the rows themselves: comparing them prints none of them (S040)."""
    rows = {project.name: n for n, project in enumerate(book.loaded.data.projects)}
    for codes, names in groups(book):
        stated = {n: f for n in names if (f := book.records.get(f"项目.{n}.{INITIAL_BUDGET}")) and f.source}
        budgets = [figure(book, f"支出.{code}.项目支出.{INITIAL_BUDGET}") for code in codes]
        if not stated:
            continue
        own = sum((fact.value or Decimal(0) for fact in stated.values()), Decimal(0))
        due = sum((b.number for b in budgets if b), Decimal(0))
        if any(b is None for b in budgets):
            yield Verdict.UNKNOWN
        elif own <= due + HALF * (len(stated) + len(codes)):
            yield Verdict.AGREES
        else:
            most = max(stated, key=lambda n: stated[n].value or Decimal(0))
            who, both = ("、".join(f"项目「{n}」" for n in stated), "合计" if len(stated) > 1 else "")
            values = {"who": who, "both": both, "codes": "、".join(codes), "a": number(own), "b": number(due)}
            source = book.loaded.source("项目", rows[most], INITIAL_BUDGET) or stated[most].source
            yield Hit({**values, "gap": number(own - due)}, f"项目.{most}.{INITIAL_BUDGET}", source, "请核对这两个数")
