"""绩效自评报告 -> facts, rules and findings: 资金 by source, 执行, 问卷, 完成数 and the indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.figures import FigureBook, Rules
from reportgen.figures.derive.execution import execution_facts
from reportgen.figures.derive.facts import UNCHECKED, Facts
from reportgen.figures.derive.forms import wrong_level
from reportgen.figures.indicators import indicators_of
from reportgen.figures.scoring import RULES, formula_of
from reportgen.model.amount import NOTHING, is_pending
from reportgen.model.evaluation import Evaluation
from reportgen.model.figure import PIECES, WAN, Fact, Figure, Summed
from reportgen.model.finding import Finding, Level
from reportgen.model.indicator import EVALUATION, REPORT, Indicator
from reportgen.model.selection import EXECUTION, FULL_BUDGET, INITIAL_BUDGET, SPENDING

FORMS = "份"
"""The unit of 问卷."""
MONEY = "金额"
"""The unit of 完成数 that are amounts in the 金额单位 of the data."""
STAGES = {"年初数": INITIAL_BUDGET, "全年数": FULL_BUDGET, "执行数": EXECUTION}
"""Columns of 资金, and the 口径 from which an empty cell follows."""
KINDS = ("人员经费", "公用经费")


def evaluation_facts(facts: Facts) -> None:
    """What is stated, by key; amounts of 完成数 and 问卷 are counts."""
    execution_facts(facts)
    own, at = facts.loaded.data.evaluation, facts.loaded.source
    if own is None:
        return
    for number, row in enumerate(own.funds):
        _funds(facts, number, row)
    for name, value in own.execution_economic.items():
        facts.records[f"执行经济.{name}"] = Fact(
            (), facts.scaled(value), WAN, facts.rounding_unit, at(REPORT, "执行经济分类", name)
        )
    for number, survey in enumerate(own.surveys):
        for column, count in (
            ("发放", survey.sent),
            ("回收", survey.returned),
            ("有效", survey.valid),
            ("满意", survey.content),
        ):
            _count(facts, f"问卷.{survey.name}.{column}", count, FORMS, (REPORT, "问卷", number, column))
    for number, done in enumerate(own.done):
        for column, count in (("应完成", done.due), ("已完成", done.done)):
            _count(
                facts,
                f"完成数.{done.name}.{column}",
                count,
                done.unit.strip() or PIECES,
                (REPORT, "完成数", number, column),
            )


def _funds(facts: Facts, number: int, row: dict[str, str]) -> None:
    source = next(iter(row.values()), "").strip()
    for column in STAGES:
        text = row.get(column, "")
        if text.strip():
            place = facts.loaded.source(REPORT, "资金", number, column)
            facts.records[f"部门自评.{source}.{column}"] = Fact(
                (), facts.amount(text, place), WAN, facts.rounding_unit, place
            )


def _count(facts: Facts, key: str, value: object, unit: str, path: tuple[str | int, ...]) -> None:
    if unit == MONEY:
        facts.records[key] = Fact((), facts.scaled(value), WAN, facts.rounding_unit, facts.loaded.source(*path))
    elif value is not None:
        facts.records[key] = Fact(
            (), value if isinstance(value, Decimal) else None, unit, Decimal(0), facts.loaded.source(*path)
        )


# -- figures that follow --------------------------------------------------------------------------


EVALUATION_RULES = Rules("部门自评", "执行经济")
COLUMNS = "|".join(STAGES)


def sources(book: FigureBook) -> list[str]:
    """The sources of money: those of the edition, then any that was written besides."""
    own = book.loaded.data.evaluation
    written = [next(iter(row.values()), "").strip() for row in own.funds] if own else []
    return list(dict.fromkeys([*book.edition.settings.fund_sources, *written]))


@EVALUATION_RULES.makes("各来源之和", rf"部门自评\.(?P<column>{COLUMNS})")
def _funds_total(book: FigureBook, match: re.Match[str]) -> Figure | None:
    keys = tuple((1, f"部门自评.{source}.{match['column']}") for source in sources(book))
    return book.signed_sum(match.string, keys, "各来源之和") if keys else None


@EVALUATION_RULES.makes("资金", rf"部门自评\.(?P<source>[^.]+)\.(?P<column>{COLUMNS})")
def _funds_of(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """A cell of 资金 that is empty: the budget or the execution of its funds; of a source without a row, nothing."""
    fund = book.edition.settings.fund_sources.get(match["source"])
    if fund is None:
        return None
    key = f"{SPENDING}.{fund}.{STAGES[match['column']]}"
    figure = book.signed_sum(match.string, ((1, key),), f"没有写，取{STAGES[match['column']]}")
    own = book.loaded.data.evaluation
    if (
        figure.state == "unknown"
        and own
        and own.funds
        and match["source"] not in {next(iter(row.values()), "").strip() for row in own.funds}
    ):
        return Figure(match.string, None, WAN, Summed(()), "blank")
    return figure


@EVALUATION_RULES.makes("执行的经济分类", r"执行经济\.(?P<name>[^.]+)")
def _economic(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """人员经费 or 公用经费 of 执行: 基本支出 less the other one; where neither is stated, what the accounts say."""
    name, data = match["name"], book.loaded.data
    other = f"执行经济.{KINDS[1 - KINDS.index(name)]}" if name in KINDS else ""
    if other in book.records:
        return book.signed_sum(
            match.string, ((1, f"{SPENDING}.基本支出.{EXECUTION}"), (-1, other)), "基本支出减去另一部分"
        )
    if name not in (*KINDS, *book.edition.subjects["经济科目"]):
        return None
    if data.economic and not (data.evaluation and data.evaluation.execution_economic):
        return book.signed_sum(match.string, ((1, name if name in KINDS else f"经济.{name}"),), "执行取决算的数")
    return Figure(match.string, None, WAN, Summed(()), "unknown")


# -- findings -------------------------------------------------------------------------------------


def wrong_evaluation(book: FigureBook) -> Iterator[Finding]:
    """What the tables of 绩效自评报告 say that the edition has no place for, and rows of one name."""
    own = book.loaded.data.evaluation
    if own is None or REPORT not in book.edition.settings.forms:
        return
    yield from _wrong_funds(book, own)
    yield from _twice(book, own)
    yield from _wrong_economic(book, own)
    rows = indicators_of(book, EVALUATION)
    names = {row.name for row in rows}
    for row in rows:
        yield from wrong_level(book, row)
        book.resolve(row.key)  # its formula may be wrong
        yield from _unsaid(book, row)
        rule = row.cells.get("计分", "").strip()
        if rule not in (*NOTHING, *RULES) and not is_pending(rule):
            yield Finding(
                "D033",
                Level.ERROR,
                f"指标「{row.title}」的计分写的是「{rule}」",
                book.loaded.source(*row.place("计分")),
                row.key,
                f"应是 {'、'.join(RULES)} 之一；空着用版式的",
            )
    for field, words in (("指标说明", own.explained), ("分析", own.analysed)):
        for name in words:
            if name not in names:
                yield Finding(
                    "D034",
                    Level.ERROR,
                    f"「{field}」里的「{name}」不是指标的代号，写在这里的不会印出来",
                    book.loaded.source(REPORT, field, name),
                    remedy="请照「指标」的代号写，或删去",
                )


def _unsaid(book: FigureBook, row: Indicator) -> Iterator[Finding]:
    """A row without points would not be printed; one without a target or an actual value can't be scored."""
    due = {"分值": "这一行不会印出来", "目标值": "算不出得分", "实际值": "版式也没有它的算式，算不出得分"}
    for column, effect in due.items():
        made = column == "实际值" and formula_of(book, row)
        said = row.cells.get(column, "").strip()
        if (not said or (column == "分值" and said in NOTHING)) and not made:
            name = row.place(column)[-1]
            source = book.loaded.source(*row.place(column)) or book.loaded.source(*row.place())
            yield Finding(
                "D036",
                Level.ERROR,
                f"指标「{row.title}」没有写{name}，{effect}",
                source,
                row.key,
                "请补上；还不知道写 待填",
            )


def _wrong_funds(book: FigureBook, own: Evaluation) -> Iterator[Finding]:
    known = book.edition.settings.fund_sources
    for number, row in enumerate(own.funds):
        name = next(iter(row.values()), "").strip()
        if name not in known and not is_pending(name):
            told = "；各行由程序相加，合计不用写" if name == "合计" else ""
            yield Finding(
                "D031",
                Level.ERROR,
                f"资金的来源「{name}」不是版式里的来源",
                book.loaded.source(REPORT, "资金", number),
                remedy=f"应是 {'、'.join(known)} 之一{told}{UNCHECKED}",
            )


def _wrong_economic(book: FigureBook, own: Evaluation) -> Iterator[Finding]:
    listed = book.edition.subjects["经济科目"]
    for name in own.execution_economic:
        if name not in (*KINDS, *(code for code in listed if len(code) == 3)):
            yield Finding(
                "D035",
                Level.ERROR,
                f"「执行经济分类」里的「{name}」不是 人员经费、公用经费，也不是经济分类的类",
                book.loaded.source(REPORT, "执行经济分类", name),
                remedy="请写 人员经费 或类级编码，如 301",
            )


def _twice(book: FigureBook, own: Evaluation) -> Iterator[Finding]:
    """Two rows of one name: the last would win."""
    named = {
        "资金": [next(iter(row.values()), "").strip() for row in own.funds],
        "问卷": [s.name for s in own.surveys],
        "完成数": [d.name for d in own.done],
        "指标": [row.name for row in indicators_of(book, EVALUATION)],
    }
    for table, names in named.items():
        for number, name in enumerate(names):
            if names.index(name) != number:
                yield Finding(
                    "D032",
                    Level.ERROR,
                    f"{table}的「{name}」写了两行",
                    book.loaded.source(REPORT, table, number),
                    remedy="请删去一行，或改成不同的名称",
                )
