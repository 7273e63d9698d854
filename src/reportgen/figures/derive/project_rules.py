"""项目 and 整体自评 -> counts and sums of projects, what remains of a 科目, what the whole has spent; 机关运行经费."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.figures.book import FigureBook, Rules
from reportgen.figures.projects import fund_of, unevaluated
from reportgen.model.figure import PIECES, WAN, Calculated, Figure, Summed
from reportgen.model.finding import Finding, Level
from reportgen.model.schema import path_of
from reportgen.model.selection import FUND, MEMBERS

PROJECT_RULES = Rules("整体自评", "项目", "项目合并", "项目余额", "机关运行经费")
FUNDS = "|".join(MEMBERS[FUND])
TIERS = "项目级别"
"""The option of the forms that lists the tiers of projects."""


def _whole(book: FigureBook) -> bool:
    """Whether the overall evaluation covers all money, not only fiscal money (资金口径)."""
    overall = book.loaded.data.overall
    return overall is None or overall.scope == "全部资金"


@PROJECT_RULES.makes("整体支出执行数", r"整体自评\.执行数")
def overall_spent(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The spending that the overall evaluation is of."""
    return book.signed_sum(match.string, ((1, "本年支出合计" if _whole(book) else "支出.财政拨款"),), "整体支出执行数")


@PROJECT_RULES.makes("整体支出执行数", r"整体自评\.(?P<kind>基本支出|项目支出)")
def overall_kind(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """Its 基本支出 or 项目支出."""
    key = f"支出.{match['kind']}" if _whole(book) else f"支出.财政拨款.{match['kind']}"
    return book.signed_sum(match.string, ((1, key),), "整体支出执行数")


@PROJECT_RULES.makes("执行率", r"整体自评\.(?P<kind>基本支出|项目支出)\.执行率")
def overall_kind_rate(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """What was spent of its budget."""
    spent, budget = book.resolve(f"整体自评.{match['kind']}"), book.resolve(f"整体自评.{match['kind']}预算")
    return book.ratio(match.string, spent, budget, f"{spent.key} ÷ {budget.key}", "执行率")


@PROJECT_RULES.makes("合并叙述的项目", r"项目合并\.(?P<names>[^.]+)\.(?P<column>全年预算|执行数|执行率)")
def joint(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """Several projects told in one paragraph."""
    names = match["names"].split("、")
    if match["column"] == "执行率":
        spent, budget = (book.resolve(f"项目合并.{match['names']}.{c}") for c in ("执行数", "全年预算"))
        return book.ratio(match.string, spent, budget, f"{spent.key} ÷ {budget.key}", "执行率")
    return book.signed_sum(match.string, tuple((1, f"项目.{n}.{match['column']}") for n in names), "合并叙述的项目")


@PROJECT_RULES.makes("项目的个数", r"项目\.合计\.个数")
def project_count(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """How many rows 项目 has."""
    inputs = tuple(book.resolve(f"项目.{p.name}.全年预算") for p in book.loaded.data.projects)
    return Figure(match.string, Decimal(len(inputs)), PIECES, Calculated("项目的个数", "项目表的行数", inputs))


@PROJECT_RULES.makes("没有项目", r"项目\.合计\.(?:年初预算|全年预算|执行数)")
def of_no_project(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """What no project has is 0 where nothing was spent on projects; else nobody wrote them yet."""
    if book.loaded.data.projects:
        return None  # a sum over all records
    spent = book.resolve("支出.项目支出")
    if spent.value:
        return Figure(match.string, None, WAN, Summed(()), "unknown")
    return Figure(match.string, Decimal(0), WAN, Calculated("没有项目", "没有项目支出", (spent,)))


@PROJECT_RULES.makes("一种资金的项目", rf"项目\.(?P<fund>{FUNDS})\.(?P<what>个数|执行数|全年预算)")
def of_fund(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The projects that one fund pays for."""
    names = [p.name for p in book.loaded.data.projects if fund_of(book, p) == match["fund"]]
    words = f"{match['fund']}的项目"
    if match["what"] == "个数":
        return _count(book, match.string, names, words)
    return book.signed_sum(match.string, tuple((1, f"项目.{n}.{match['what']}") for n in names), words)


@PROJECT_RULES.makes("一级的项目", rf"项目\.(?!(?:合计|{FUNDS})\.)(?P<tier>[^.]+)\.个数")
def of_tier(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The projects of one 级别 that the edition's forms know."""
    if match["tier"] not in book.edition.settings.form_options[TIERS]:
        return None
    names = [p.name for p in book.loaded.data.projects if p.tier == match["tier"]]
    return _count(book, match.string, names, f"{match['tier']}项目")


def _count(book: FigureBook, key: str, names: list[str], words: str) -> Figure:
    inputs = tuple(book.resolve(f"项目.{n}.执行数") for n in names)
    return Figure(key, Decimal(len(names)), PIECES, Calculated("项目的个数", words, inputs))


@PROJECT_RULES.makes("未列入项目的余额", r"项目余额\.(?P<code>\d+)")
def remainder(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """项目支出 of a 项 less the projects that stand under it, by 项目分科目 where one has several.

    Less is paid from 一般公共 than the projects have spent: then other money is among it, and all is counted.
    """
    code = match["code"]
    left = _left_of(book, match.string, code, f"支出.{code}.一般公共.项目支出")
    if left.certain and left.number < 0:
        return _left_of(book, match.string, code, f"支出.{code}.项目支出")
    return left


def _left_of(book: FigureBook, key: str, code: str, whole: str) -> Figure:
    terms = [(1, whole)]
    for project in book.loaded.data.projects:
        share = f"项目.{project.name}.{code}"
        if share in book.records:
            terms.append((-1, share))
        elif project.subjects == [code]:
            terms.append((-1, f"项目.{project.name}.执行数"))
        elif not project.subjects or any(code.startswith(c) or c.startswith(code) for c in project.subjects):
            return Figure(key, None, WAN, Summed(()), "unknown")
    others = [row.name for row in unevaluated(book) if row.subjects == [code]]
    terms += [(-1, f"不自评项目.{name}.执行数") for name in others if f"不自评项目.{name}.执行数" in book.records]
    return book.signed_sum(key, tuple(terms), "项目支出未列入项目的余额")


@PROJECT_RULES.makes("机关运行经费", r"机关运行经费")
def operating(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """机关运行经费 left out: the 公用经费, when every unit is in its scope."""
    units = book.loaded.data.units
    if units and all(u.operating for u in units):
        return book.signed_sum(match.string, ((1, "公用经费"),), "行政、参公单位的公用经费")
    if not any(u.operating for u in units):
        return Figure(match.string, None, WAN, Summed(()), "blank" if units else "pending")
    outside = "、".join(u.name for u in units if not u.operating)
    message = f"{outside}不在机关运行经费的范围里，公用经费不能当作机关运行经费"
    remedy = "请写「机关运行经费」，只算行政单位和参公单位"
    problem = Finding("D016", Level.ERROR, message, book.loaded.source(*path_of("units")), match.string, remedy)
    return Figure(match.string, None, WAN, Summed(()), "unknown", problem=problem)
