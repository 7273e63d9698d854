"""Data mode: what 绩效目标 say: values that are sane, told alike everywhere, and that agree with 资产."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import figure
from reportgen.checks.engine.registry import BUDGET, Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook
from reportgen.figures.indicators import budget_indicators
from reportgen.model.budget import NAME
from reportgen.model.finding import Level, Source
from reportgen.model.indicator import LASTING, Indicator
from reportgen.model.quantity import parse_quantity

AREA = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*(?:平方米|平米|㎡|m²)")
RATE = re.compile(r"率(?:（.*）)?$")
MORE_IS_BETTER = re.compile(r"满意|结案率|覆盖率|合格率|完成率|准确率|达标率|签订率|得分|实施率")
LESS_IS_BETTER = re.compile(r"失业率|投诉|事故|超支|差错率|死亡率")
SPECIFIC = 5
"""Characters of a title that is more than 群众满意度: shorter ones mean something else in every form."""


def _source(book: FigureBook, goal: Indicator, column: str = "当年") -> Source | None:
    at = book.loaded.source
    return at(NAME, "指标", goal.form, goal.row, column) or at(NAME, "指标", goal.form, goal.row)


@check(
    "C113",
    level=Level.WARNING,
    title="绩效指标的方向和单位合理",
    message="指标「{title}」的值写的是「{value}」，{problem}",
    what="指标的率用百分数、不大于 100%，越大越好的写 ≥，越小越好的写 ≤",
    why="公开稿印过“满意率 0.96”“得分 ≤80分”",
    remedy="照要印的样子写，如 ≥96%",
    needs=BUDGET,
)
def indicator_value_insane(book: FigureBook) -> Iterator[Outcome]:
    for goal in budget_indicators(book):
        value = goal.cells.get("当年", "").strip()
        if problem := _insane(goal.title, value):
            yield Hit(
                {"title": goal.title, "value": value, "problem": problem},
                goal.key,
                _source(book, goal),
                "请核对；照要印的样子写，如 ≥96%",
            )
        elif value:
            yield Verdict.AGREES


def _insane(title: str, value: str) -> str:
    quantity = parse_quantity(value)
    if quantity.number is None:
        return ""
    if RATE.search(title) and not quantity.unit and quantity.number <= 1:
        return f"像是 {(quantity.number * 100).normalize():f}%"
    if RATE.search(title) and "%" in quantity.unit and quantity.number > 100 and "增长" not in title:
        return "大于 100%"
    named = title + quantity.words  # 社会满意率达99%以下
    if quantity.operator in ("≤", "＜") and MORE_IS_BETTER.search(named):
        return "这个指标应是越大越好"
    return "这个指标应是越小越好" if quantity.operator in ("≥", "＞") and LESS_IS_BETTER.search(named) else ""


@check(
    "C124",
    level=Level.WARNING,
    title="同一个指标各处是一个目标值",
    message="「{title}」在{first}是 {a}，在{second}是 {b}",
    what="同一个指标在各张表、各段文字里是同一个目标值",
    why="读者会拿各处对照",
    remedy="改成一样；几年的目标写进长期目标",
    needs=BUDGET,
)
def target_told_differently(book: FigureBook) -> Iterator[Outcome]:
    yearly = [
        g
        for g in budget_indicators(book)
        if not g.under(LASTING) and len(g.title) >= SPECIFIC and "满意" not in g.title
    ]
    targets: dict[str, tuple[str, Decimal]] = {}
    for goal in yearly:
        value = parse_quantity(goal.cells.get("当年", "")).number
        if value is not None:
            yield _against(targets, goal.title, f"指标.{goal.form}", value, _source(book, goal), goal.key)
    for title in dict.fromkeys(
        g.title for g in budget_indicators(book) if len(g.title) >= SPECIFIC and "满意" not in g.title
    ):
        mention = re.compile(re.escape(title) + r"[^，。；\d]{0,8}(\d[\d,]*(?:\.\d+)?)")
        for where, text, source in _texts(book):
            for found in mention.finditer(text):
                yield _against(targets, title, where, Decimal(found[1].replace(",", "")), source, where)


def _against(
    targets: dict[str, tuple[str, Decimal]], title: str, where: str, value: Decimal, source: Source | None, key: str
) -> Outcome:
    first, other = targets.setdefault(title, (where, value))
    if other == value:
        return Verdict.AGREES
    values = {"title": title, "first": first, "a": number(other, ""), "second": where, "b": number(value, "")}
    return Hit(values, key, source, "请改成一样；确实不是一回事的请写明不同的名称")


def _texts(book: FigureBook) -> Iterator[tuple[str, str, Source | None]]:
    """What is written of the year's goals, with where it stands."""
    budget, at = book.loaded.data.budget, book.loaded.source
    if budget is None:
        return
    for name, paragraphs in budget.tasks.items():
        for n, text in enumerate(paragraphs):
            yield f"工作目标.{name}", str(text), at(NAME, "工作目标", name, n) or at(NAME, "工作目标", name)
    for name, goal in budget.goals.items():
        for field, texts in (("立项依据", goal.grounds), ("内容", goal.content), ("总目标", goal.goal)):
            for n, text in enumerate(texts):
                yield (
                    f"项目绩效目标.{name}.{field}",
                    str(text),
                    at(NAME, "项目绩效目标", name, field, n) or at(NAME, "项目绩效目标", name, field),
                )


@check(
    "C125",
    level=Level.WARNING,
    title="房屋面积各处相同",
    message="{where}写的是 {a} 平方米，「资产」的房屋面积是 {b} 平方米",
    what="物业管理等用到的房屋面积，不大于国有资产里的房屋面积",
    why="公开稿印过 5200 与 3750 两个面积",
    remedy="核对两处的面积",
    needs=BUDGET,
)
def floor_area_differs(book: FigureBook) -> Iterator[Outcome]:
    held = figure(book, "资产.房屋面积")
    if held is None or held.zero:
        return
    goals = [(f"指标.{g.form}.{g.name}", g.cells.get("当年", ""), _source(book, g)) for g in budget_indicators(book)]
    for where, text, source in (*_texts(book), *goals):
        for found in AREA.finditer(text):
            area = Decimal(found[1].replace(",", ""))
            if area <= held.number:
                yield Verdict.AGREES
            else:
                yield Hit(
                    {"where": where, "a": number(area, ""), "b": number(held.number, "")},
                    held.key,
                    source,
                    "请核对这两个面积",
                )
