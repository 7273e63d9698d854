"""Data mode: a rate is of one kind of money: what was spent of all money is no share of a budget of 财政拨款."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import figure, source_at
from reportgen.checks.engine.registry import ACCOUNTS, Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook
from reportgen.model.finding import Level
from reportgen.model.selection import FULL_BUDGET

ALL, FISCAL = "全部资金", "财政拨款"


@check(
    "S045",
    level=Level.WARNING,
    title="整体执行率的分子和分母不是一种资金",
    message="整体自评的执行数 {a} 算的是{scope}，预算数 {b} 却等于{other}的全年预算：执行率不是一种资金的",
    what="整体自评的执行数和预算数，算的是同一范围的资金",
    why="全部资金的支出除以财政拨款的预算，执行率没有意义，检查的人一算就知道",
    remedy="改「资金口径」，或把其他资金的预算算进预算数",
    needs=ACCOUNTS,
)
def rate_of_another_scope(book: FigureBook) -> Iterator[Outcome]:
    overall = book.loaded.data.overall
    if overall is None or not book.loaded.data.full_budget:
        return
    keys = ("整体自评.执行数", "整体自评.预算数", "本年支出合计", f"支出.{FISCAL}", f"支出.{FULL_BUDGET}")
    spent, budget, every, fiscal, planned = (figure(book, key) for key in keys)
    part = figure(book, f"支出.{FISCAL}.{FULL_BUDGET}")
    if spent is None or budget is None or every is None or fiscal is None or planned is None or part is None:
        yield Verdict.UNKNOWN
        return
    only_fiscal = planned.number == part.number
    due = (
        part if overall.scope == ALL and only_fiscal else planned if overall.scope != ALL and not only_fiscal else None
    )
    if every.number == fiscal.number or due is None or budget.number != due.number:
        yield Verdict.AGREES
        return
    other = FISCAL if overall.scope == ALL else ALL
    values = {"a": number(spent.number), "b": number(budget.number), "scope": overall.scope, "other": other}
    source = book.loaded.source("整体自评", "资金口径") or source_at(book, budget.key)
    remedy = f"请把「资金口径」改成 {other}，或照{overall.scope}的范围写预算数"
    yield Hit(values, "整体自评.执行率", source, remedy)
