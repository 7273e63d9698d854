"""转移支付, 项目资金 and 不自评项目 -> sums by 转移支付, rates of each source, the money of a category, 总目标 of a project."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from reportgen.figures.book import FigureBook, Rules
from reportgen.figures.form_kinds import form_kind, goal_weight
from reportgen.figures.indicators import base_of, form_at
from reportgen.figures.projects import unevaluated
from reportgen.model.figure import PIECES, POINTS, WAN, Calculated, Figure, lacking

TRANSFER_RULES = Rules("转移支付", "项目", "不自评项目", "自评")
COLUMNS = {"年初预算": "initial", "全年预算": "budget", "执行数": "spent"}


@TRANSFER_RULES.makes("转移支付合计", rf"转移支付\.(?P<name>[^.]+)\.(?P<column>{'|'.join(COLUMNS)})")
def whole_of_transfer(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """What the projects that name a 转移支付 state together; where one doesn't, what its sources give."""
    name, column = match["name"], match["column"]
    projects = [p for p in book.loaded.data.projects if p.transfer == name]
    stated = "initial_budget" if column == "年初预算" else COLUMNS[column]
    if projects and all(getattr(p, stated) is not None for p in projects):
        terms = tuple((1, f"项目.{p.name}.{column}") for p in projects)
        return book.signed_sum(match.string, terms, "用它的各项目相加")
    return sources_of(book, match.string, name, column)


def sources_of(book: FigureBook, key: str, name: str, column: str) -> Figure | None:
    """What all sources give to a 转移支付."""
    rows = [row for row in book.loaded.data.transfer_money if row.transfer == name]
    given = tuple((1, f"转移支付.{name}.{r.source}.{column}") for r in rows if getattr(r, COLUMNS[column]) is not None)
    return book.signed_sum(key, given, "各来源相加") if given else None


@TRANSFER_RULES.makes("一个来源的执行率", r"转移支付\.(?P<name>[^.]+)\.(?P<source>[^.]+)\.执行率")
def rate_of_source(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """What was spent of the money of one source, in the places of the form."""
    base = f"转移支付.{match['name']}.{match['source']}"
    if f"{base}.全年预算" not in book.records:
        return None
    spent, budget = book.resolve(f"{base}.执行数"), book.resolve(f"{base}.全年预算")
    rate = book.ratio(match.string, spent, budget, f"{spent.key} ÷ {budget.key}", "执行率")
    return replace(rate, places=form_kind(book, match["name"]).percent)


@TRANSFER_RULES.makes("自评表的执行率", r"自评\.(?P<form>[^.]+)\.执行率")
def rate_in_form(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """执行率 as a form prints it, which may have other places than the text."""
    rate = book.resolve(f"{base_of(book, match['form'])}.执行率")
    origin = Calculated("自评表的执行率", rate.origin.formula, rate.origin.inputs)
    return replace(rate, key=match.string, origin=origin, label="", places=form_kind(book, match["form"]).percent)


@TRANSFER_RULES.makes("一个类别的资金量", r"项目\.(?P<name>[^.]+)\.(?P<category>[^.]+)\.资金量")
def money_of_category(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """All of a project's budget where it has one category."""
    project = next((p for p in book.loaded.data.projects if p.name == match["name"]), None)
    if project is None or match.string in book.records or match["category"] != project.category.strip():
        return None
    return book.signed_sum(match.string, ((1, f"项目.{project.name}.全年预算"),), "只有一个类别，等于全年预算")


@TRANSFER_RULES.makes("总目标的分值", r"项目\.(?P<name>[^.]+)\.总目标\.(?P<goal>[^.]+)\.分值")
def points_of_goal(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """An equal part of what the edition gives to 总目标."""
    words = book.loaded.data.project_words.get(match["name"])
    if words is None or match["goal"] not in words.goals or match.string in book.records:
        return None
    weight, many = goal_weight(book, match["name"]), len(words.goals)
    origin = Calculated("版式给总目标的分值，几条平分", f"{weight} ÷ {many}", ())
    return Figure(match.string, weight / many, POINTS, origin)


@TRANSFER_RULES.makes("总目标的得分", r"项目\.(?P<name>[^.]+)\.总目标\.(?P<goal>[^.]+)\.得分")
def score_of_goal(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """Nobody has judged it yet: it never follows from anything else."""
    words = book.loaded.data.project_words.get(match["name"])
    if words is None or match["goal"] not in words.goals or match.string in book.records:
        return None
    return Figure(match.string, None, POINTS, Calculated("人判断的得分", "还没有写", ()), "pending")


@TRANSFER_RULES.makes("总目标的得分合计", r"(?P<base>项目\.[^.]+|转移支付\.[^.]+|整体自评)\.总目标得分")
def score_of_goals(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The scores of all goals of a project, as printed."""
    form = form_at(match["base"])
    words = book.loaded.data.project_words.get(form)
    inputs = tuple(book.resolve(f"项目.{form}.总目标.{goal}.得分") for goal in (words.goals if words else ()))
    origin = Calculated("各条总目标的得分相加（按印出的数）", "", inputs)
    if not inputs:
        return Figure(match.string, None, POINTS, Calculated("各条总目标的得分相加", "还没有写总目标", ()), "pending")
    if state := lacking(inputs):
        return Figure(match.string, None, POINTS, origin, state)
    return Figure(match.string, sum((book.rounded(f) for f in inputs), Decimal(0)), POINTS, origin)


@TRANSFER_RULES.makes("不自评的项目合计", r"不自评项目\.合计\.(?P<what>个数|执行数)")
def all_unevaluated(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The projects that are not evaluated: how many, and what they spent."""
    names = [row.name for row in unevaluated(book)]
    if match["what"] == "个数":
        inputs = tuple(book.resolve(f"不自评项目.{n}") for n in names)
        return Figure(match.string, Decimal(len(names)), PIECES, Calculated("个数", "不自评的项目", inputs))
    keys = tuple((1, f"不自评项目.{n}.执行数") for n in names if f"不自评项目.{n}.执行数" in book.records)
    if not keys:
        return Figure(match.string, Decimal(0), WAN, Calculated("不自评的项目合计", "没有", ()))
    return book.signed_sum(match.string, keys, "不自评的项目合计")
