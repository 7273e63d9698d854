"""Data mode: a 科目 that was spent on and has no row in the budget table: is its budget 0, or was it left out?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.registry import ACCOUNTS, Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook
from reportgen.model.finding import Level
from reportgen.model.selection import DIRECTION, FULL_BUDGET, FUND, INITIAL_BUDGET, SPENDING, STAGE, SUBJECT

Spent = dict[tuple[str, str], Decimal]
"""Fund and 项 -> what was spent, or budgeted."""
ITEM = 7


@check(
    "S043",
    level=Level.WARNING,
    title="预算表里少了有支出的科目",
    message="「{table}」没有科目 {codes}（支出 {a}）的行，别的有支出的科目都有：是没有预算，还是漏了",
    what="预算表写到项级的，有支出的每个项都有一行；没有预算的写 0",
    why="没有这一行，报告不说它的预算；写 0 的说“无年初预算，为当年追加”。两样意思不同",
    remedy="漏了的补上；确实没有预算就加一行，金额写 0",
    needs=ACCOUNTS,
)
def budget_row_left_out(book: FigureBook) -> Iterator[Outcome]:
    spent = _amounts(book, "")
    for table in (INITIAL_BUDGET, FULL_BUDGET):
        budgeted = _amounts(book, table)
        funds = {fund for fund, code in budgeted if len(code) == ITEM}
        wanted = [(fund, code) for (fund, code), money in spent.items() if fund in funds and money]
        missing = [(fund, code) for fund, code in wanted if not _known(budgeted, fund, code)]
        if not wanted:
            continue
        if not missing:
            yield Verdict.AGREES
        elif 2 * len(missing) > len(wanted):
            yield Verdict.UNKNOWN  # a table of some, not one that gives all others
        else:
            codes = list(dict.fromkeys(code for _, code in missing))
            named = "、".join(f"{code} {book.subject_name(code)}".removesuffix(f" {code}") for code in codes)
            values = {"table": table, "codes": named, "a": "、".join(number(spent[pair]) for pair in missing)}
            remedy = f"漏了的补上；没有预算就加一行：{codes[0]} | 0"
            yield Hit(values, f"{SPENDING}.{codes[0]}.{table}", book.loaded.source(table), remedy)


def _amounts(book: FigureBook, stage: str) -> Spent:
    """What is stated of a 口径, by fund and 科目."""
    found: Spent = defaultdict(Decimal)
    for fact in book.ledger.facts:
        dims = dict(fact.dims)
        if dims.get(DIRECTION) == SPENDING and dims.get(STAGE, "") == stage and FUND in dims and SUBJECT in dims:
            found[dims[FUND], dims[SUBJECT]] += fact.value or Decimal(0)
    return found


def _known(budgeted: Spent, fund: str, code: str) -> bool:
    """Whether a row is there for it, or one of the 款 or 类 above it."""
    return any((fund, part) in budgeted for part in (code, code[:5], code[:3]))
