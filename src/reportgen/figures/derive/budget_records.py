"""部门预算 -> records by key: projects, 三公, 采购, 资产, 人数, the year before last; and the rules that make figures of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.figures import FigureBook, Rules, UnknownKey
from reportgen.figures.derive.budget import place
from reportgen.figures.derive.facts import Facts
from reportgen.figures.derive.records import stated
from reportgen.figures.prose import plain
from reportgen.model.amount import is_pending
from reportgen.model.budget import NAME, THREE_PUBLIC_CODES, Budget
from reportgen.model.figure import PERSONS, WAN, Fact, Figure, Stated, Summed
from reportgen.model.quantity import parse_quantity
from reportgen.model.selection import ECONOMIC, FUND, GENERAL, INITIAL_BUDGET, PROJECT_NAME, STAGE
from reportgen.model.terms import BUDGETED, THREE_PUBLIC_COLUMNS, THREE_PUBLIC_ITEMS
from reportgen.model.told_amount import told_amount

PART = "参公"
"""Persons that are counted in the kind before them already."""


def budget_records(facts: Facts) -> None:
    """Every record of the budget, and what the final accounts take from it."""
    budget = facts.loaded.data.budget
    if budget is None:
        return
    for key, fact in (*_projects(facts, budget), *_three_public(facts, budget), *stated(facts, "budget")):
        _put(facts, key, fact)
    if facts.loaded.data.three_public.budget == INITIAL_BUDGET and facts.loaded.data.three_public.money:
        for item in THREE_PUBLIC_ITEMS:
            _put(facts, f"三公.{item}.{THREE_PUBLIC_COLUMNS[0]}", facts.records[f"三公.{item}.{BUDGETED}"])


def _put(facts: Facts, key: str, fact: Fact) -> None:
    """A record; one that the final accounts state as well must be the same."""
    other = facts.records.get(key)
    if other is not None and None not in (other.value, fact.value) and other.value != fact.value:
        there = fact.source or next((f.source for f in fact.inputs), None) or facts.loaded.source(NAME)
        unit = facts.loaded.data.money_unit
        one, two = (told_amount(one.value or Decimal(0), unit, one.unit) for one in (other, fact))
        facts.error(
            "D049",
            f"「{key}」写的是 {one}，部门预算里是 {two}（{there}）",
            other.source,
            "请改成一样；写了部门预算，这里可以不写",
        )
    facts.records[key] = fact


def _sum(inputs: tuple[Fact, ...], rule: str) -> Fact:
    value = (
        None
        if any(f.value is None for f in inputs)
        else sum((f.value for f in inputs if f.value is not None), Decimal(0))
    )
    return Fact((), value, WAN, sum((f.rounding_unit for f in inputs), Decimal(0)), None, rule, inputs)


def _projects(facts: Facts, budget: Budget) -> Iterator[tuple[str, Fact]]:
    for number, project in enumerate(budget.projects):
        rows = tuple(
            f
            for f in facts.leaves
            if dict(f.dims).get(PROJECT_NAME) == project.name and dict(f.dims).get(STAGE) == INITIAL_BUDGET
        )
        here = place(facts, "项目", number, "代号")
        if not rows and project.name not in {r.project.strip() for r in budget.spending}:
            facts.error(
                "D046",
                f"项目「{project.name}」在「项目支出」里没有一行",
                here,
                "请在项目支出里写它的科目、经济科目和金额；当年不安排的请从项目表里删去",
            )
        year = _sum(rows, "项目支出相加") if rows else Fact((), None, WAN, Decimal(0), here)
        yield f"项目.{project.name}.{BUDGETED}", year
        if project.whole is None:
            yield f"项目.{project.name}.总预算", year
        else:
            yield (
                f"项目.{project.name}.总预算",
                Fact((), facts.scaled(project.whole), WAN, facts.rounding_unit, place(facts, "项目", number, "总预算")),
            )


def _three_public(facts: Facts, budget: Budget) -> Iterator[tuple[str, Fact]]:
    """Items that are not stated: what stands under their 经济科目."""
    for item, code in THREE_PUBLIC_CODES.items():
        if item not in budget.three_public:
            wanted = {ECONOMIC: code, FUND: GENERAL, STAGE: INITIAL_BUDGET}
            rows = tuple(f for f in facts.leaves if wanted.items() <= dict(f.dims).items())
            nothing = Fact((), Decimal(0), WAN, Decimal(0), place(facts, "三公"))
            yield f"三公.{item}.{BUDGETED}", _sum(rows, f"经济科目 {code} 相加") if rows else nothing


# -- rules ------------------------------------------------------------------------------------------


BUDGET_RULES = Rules("编制", "实有", "离退休", "前年", "预算", "预算指标")


@BUDGET_RULES.makes("人数", r"(?P<ledger>编制|实有|离退休)\.合计")
def _persons(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """All kinds; 参公 is counted in the kind that it stands behind."""
    if book.loaded.data.budget is None:
        return None
    ledger = match["ledger"]
    keys = [key for key in book.records if key.startswith(f"{ledger}.") and key != f"{ledger}.{PART}"]
    return (
        book.signed_sum(match.string, tuple((1, key) for key in keys))
        if keys
        else Figure(match.string, None, PERSONS, Summed(()), "unknown")
    )


@BUDGET_RULES.makes("前年的收支", r"前年\.(?P<side>收入|支出)")
def _before_last(book: FigureBook, match: re.Match[str]) -> Figure | None:
    if book.loaded.data.budget is None:
        return None
    keys = [key for key in book.records if key.startswith(f"前年.{match['side']}.")]
    return (
        book.signed_sum(match.string, tuple((1, key) for key in keys))
        if keys
        else Figure(match.string, None, WAN, Summed(()), "blank")
    )


@BUDGET_RULES.makes("机关运行经费", r"预算\.机关运行经费")
def _operating(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """机关运行经费 left out: the 公用经费, when every unit is in its scope."""
    if book.loaded.data.budget is None:
        return None
    units = book.loaded.data.units
    if units and all(unit.operating for unit in units):
        return book.signed_sum(match.string, ((1, "预算.公用经费"),), "行政、参公单位的公用经费")
    return Figure(match.string, None, WAN, Summed(()), "unknown" if any(unit.operating for unit in units) else "blank")


@BUDGET_RULES.makes("指标", r"预算指标\.(?P<form>[^.]+)\.(?P<name>[^.]+)(?:\.(?P<column>上年|前年))?")
def _indicator(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """A value of an indicator as written; an earlier year's from its folder where it is not written."""
    budget = book.loaded.data.budget
    rows = budget.indicators.get(match["form"], []) if budget else []
    number = next(
        (n for n, row in enumerate(rows) if (row.get("代号") or next(iter(row.values()), "")).strip() == match["name"]),
        None,
    )
    if number is None:
        return None
    column = match["column"] or "当年"
    text = rows[number].get(column, "").strip()
    source = book.loaded.source(NAME, "指标", match["form"], number, column) or book.loaded.source(
        NAME, "指标", match["form"], number
    )
    if not text or text == "-":
        return _of_last_year(book, match, column) or Figure(match.string, None, "", Summed(()), "blank")
    try:
        text = plain(book, text)
    except UnknownKey:
        return Figure(match.string, None, "", Stated(source), "pending")
    if is_pending(text):
        return Figure(match.string, None, "", Stated(source), "pending")
    return Figure(match.string, parse_quantity(text).plain, "", Stated(source), text=text)


def _of_last_year(book: FigureBook, match: re.Match[str], column: str) -> Figure | None:
    """上年 is what last year's budget expected, 前年 what it gave as its 上年."""
    before = {"上年": "", "前年": ".上年"}.get(column)
    if book.previous is None or before is None:
        return None
    try:
        figure = book.previous.resolve(f"预算指标.{match['form']}.{match['name']}{before}")
    except UnknownKey:
        return None
    return Figure(match.string, figure.value, "", figure.origin, figure.state, text=figure.text)
