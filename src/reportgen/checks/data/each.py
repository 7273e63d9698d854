"""Data mode: money over the people, cars and square metres that it was for: 5,200 guests for 0.15 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.amounts import money as told_money
from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import figure
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook
from reportgen.model.budget import NAME
from reportgen.model.figure import round_half_up
from reportgen.model.finding import Level

HEADS = (
    ("三公.公务接待费.决算数", ("实物量.国内接待人次", "实物量.外事接待人次"), "接待一人次", 10, 2_000),
    ("三公.公务用车运行维护费.决算数", ("实物量.保有车辆",), "一辆车一年的运行维护费", 500, 150_000),
    ("三公.公务用车购置费.决算数", ("实物量.购置车辆",), "购置一辆车", 20_000, 1_500_000),
    ("三公.因公出国（境）费.决算数", ("实物量.出国人次",), "出国一人次", 1_000, 300_000),
    ("人员经费", ("人员.行政", "人员.事业", "人员.员额"), "在职一人一年的人员经费", 10_000, 1_500_000),
)
"""Money, what it was for, one of it in words, and in 元 the least and the most that it may have cost."""
FACTOR = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(?:平方米|㎡|人|名|辆|元|个月|个|月|次|场|户|天|年|份|套|台)")
CHAIN = re.compile(r"(?:按|×|＊|\*|乘)")
NEAR = Decimal("0.02")
YUAN = Decimal(10_000)
"""元 in 万元."""


@check(
    "C152",
    level=Level.WARNING,
    title="每人每车的花费说得过去",
    message="{what}是 {each} 元（{money} ÷ {count}），太{way}了",
    what="公务接待费按人次、车的费用按辆、出国费按人次、人员经费按在职人数，都在常见的范围里",
    why="0.15 万元接待 5200 人，每人不到三角，读者一除就知道",
    remedy="核对钱和人数、车数；确实如此的写豁免",
    needs=ACCOUNTS,
)
def money_for_each_implausible(book: FigureBook) -> Iterator[Outcome]:
    for money_key, counted, what, least, most in HEADS:
        money = figure(book, money_key)
        counts = [found for key in counted if key in book.records and (found := figure(book, key))]
        count = sum((found.number for found in counts), Decimal(0))
        if money is None or money.number <= 0 or count <= 0:  # of a negative amount, C025 tells
            continue
        each = money.number * YUAN / count
        if least <= each <= most:
            yield Verdict.AGREES
            continue
        values = {
            "what": what,
            "each": number(round_half_up(each, 2), ""),
            "money": told_money(money.number),
            "count": f"{count:f}",
            "way": "少" if each < least else "多",
        }
        place = book.records[counts[0].key].source if counts[0].key in book.records else None
        yield Hit(values, money.key, place, "请核对金额和人数、车数")


@check(
    "C153",
    level=Level.WARNING,
    title="预算：按什么标准算的，算得出预算数",
    message="{field}「{said}」乘出来是 {product}，项目「{name}」的预算是 {budget}",
    what="立项依据里写明数量、标准和月数的，几个数相乘等于项目的预算",
    why="读者会用计算器乘一遍",
    remedy="核对数量和标准，或项目的预算",
    needs=BUDGET,
    reader="科室",
)
def reckoning_differs_from_budget(book: FigureBook) -> Iterator[Outcome]:
    budget = book.loaded.data.budget
    names = {project.name: project.full_name for project in budget.projects} if budget else {}
    for name, goal in budget.goals.items() if budget else ():
        for field, texts in (("立项依据", goal.grounds), ("内容", goal.content)):
            for row, text in enumerate(texts):
                product = _product(str(text))
                amounts = [figure(book, f"项目.{name}.{column}") for column in ("年初预算", "总预算")]
                known = [found.number for found in amounts if found is not None and not found.zero]
                if product is None or not known:
                    continue
                if any(abs(amount - product) <= amount * NEAR for amount in known):
                    yield Verdict.AGREES
                    continue
                values = {"field": field, "said": _short(str(text)), "product": told_money(product)}
                values |= {"name": names.get(name, name), "budget": told_money(known[0])}
                place = (NAME, "项目绩效目标", name, field)
                source = book.loaded.source(*place, row) or book.loaded.source(*place)
                yield Hit(values, f"项目.{name}.年初预算", source, "请核对数量和标准，或项目的预算")


def _product(text: str) -> Decimal | None:
    """What the numbers of a reckoning make, in 万元; None where the text is none: 5200平方米、每平方米每月5元、12个月."""
    factors = [Decimal(found.replace(",", "")) for found in FACTOR.findall(text)]
    reckoned = CHAIN.search(text) and "元" in text and "万元" not in text
    if not reckoned or len(factors) < 3 or not re.search("月|年|次|人|平方米", text):
        return None
    product = Decimal(1)
    for factor in factors:
        product *= factor
    return product / YUAN


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:28]}…"
