"""Data mode: what must be told beside the amounts: counts, vehicles, units, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reportgen.checks.engine.amounts import money, number
from reportgen.checks.engine.compare import figure
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook
from reportgen.figures.indicators import indicators
from reportgen.model.budget import NAME as BUDGET_PART
from reportgen.model.finding import Level
from reportgen.model.terms import THREE_PUBLIC_ITEMS

COUNTED = {
    "因公出国（境）费": ("出国团组", "出国人次"),
    "公务用车购置费": ("购置车辆",),
    "公务用车运行维护费": ("保有车辆",),
    "公务接待费": ("国内接待批次", "国内接待人次"),
}
"""The counts that must stand beside the money of an item."""
LATEST = 2
"""Years after its own in which a report may still be published, late as it is."""


@check(
    "C054",
    title="三公四项都要写",
    message="「三公经费」的金额里没有「{item}」",
    what="三公四项都要写，没有的也要写 0",
    why="没有写的不知道是不是 0",
    remedy="在「三公经费」的金额里加一行，写 -",
    needs=ACCOUNTS,
    waivable=True,
    aliases=("V33-SG-COMPLETION",),
)
def three_public_item_missing(book: FigureBook) -> Iterator[Outcome]:
    rows = [next(iter(row.values())).strip() for row in book.loaded.data.three_public.money]
    strange = set(rows) - {*THREE_PUBLIC_ITEMS, "合计", "公务用车购置及运行维护费"}
    for item in THREE_PUBLIC_ITEMS if rows else ():
        if item in rows:
            yield Verdict.AGREES
        elif strange:
            yield Verdict.UNKNOWN  # it may be the one that is misspelt (D006)
        else:
            yield Hit(
                {"item": item},
                f"三公.{item}.决算数",
                book.loaded.source("三公经费", "金额"),
                f"请加一行：{item} | - | -",
            )


@check(
    "C055",
    level=Level.WARNING,
    title="三公的钱与实物量相符",
    message="{item}：{problem}",
    what="花了三公经费的，团组、人次、辆、批次都要写，并且不是 0；没有花的是 0",
    why="中办发〔2016〕13号要求公开实物量",
    remedy="补写「实物量」；没有资料就留着这条提示",
    needs=ACCOUNTS,
    aliases=("V33-246",),
)
def counts_contradict_money(book: FigureBook) -> Iterator[Outcome]:
    counts = book.loaded.data.three_public.counts
    at = book.loaded.source("三公经费", "实物量") or book.loaded.source("三公经费")
    for item, names in COUNTED.items():
        spent = figure(book, f"三公.{item}.决算数")
        if spent is None:
            continue
        for name in names:
            told = name in counts or (bool(book.loaded.data.three_public.receptions) and "国内接待" in name)
            count = figure(book, f"实物量.{name}") if told else None
            key, source = f"实物量.{name}", book.loaded.source("三公经费", "实物量", name) or at
            if not spent.zero and not told:
                yield Hit(
                    {"item": item, "problem": f"决算 {money(spent.number)}，没有写「{name}」"},
                    key,
                    source,
                    f"请在「实物量」里写 {name}",
                    Level.HINT,
                )
            elif count is not None and not spent.zero and count.zero:
                yield Hit(
                    {"item": item, "problem": f"决算 {money(spent.number)}，「{name}」却是 0"},
                    key,
                    source,
                    "请核对这个数和金额",
                )
            elif count is not None and spent.zero and not count.zero and item != "公务用车运行维护费":
                yield Hit(
                    {"item": item, "problem": f"「{name}」是 {number(count.number, '')}，决算却是 0"},
                    key,
                    source,
                    "请核对这个数和金额",
                )
            else:
                yield Verdict.AGREES
    yield from _visits(book)


def _visits(book: FigureBook) -> Iterator[Outcome]:
    """People at least as many as the groups they came in."""
    for groups, people in (
        ("国内接待批次", "国内接待人次"),
        ("外事接待批次", "外事接待人次"),
        ("出国团组", "出国人次"),
    ):
        a, b = figure(book, f"实物量.{groups}"), figure(book, f"实物量.{people}")
        if a is None or b is None:
            continue
        if a.number <= b.number and a.zero == b.zero:
            yield Verdict.AGREES
        else:
            problem = f"「{groups}」是 {number(a.number, '')}，「{people}」是 {number(b.number, '')}"
            yield Hit(
                {"item": "实物量", "problem": problem},
                f"实物量.{groups}",
                book.loaded.source("三公经费", "实物量", groups),
                "请核对这两个数",
            )


@check(
    "C094",
    level=Level.WARNING,
    title="单位构成与各处的单位范围相符",
    what="每个单位在「单位构成」里写一行；有三公经费的，至少有一个单位在范围里",
    why="单位清单、决算和三公要同一个范围",
    remedy="改「单位构成」",
    needs=ACCOUNTS + BUDGET,
)
def units_differ_from_scope(book: FigureBook) -> Iterator[Outcome]:
    units, at = book.loaded.data.units, book.loaded.source
    for row, unit in enumerate(units):
        if [u.full_name for u in units].count(unit.full_name) > 1:
            yield Hit(
                {"problem": f"「{unit.full_name}」在单位构成里不止一行"},
                unit.name,
                at("单位构成", row, "全称"),
                "一个单位写一行",
            )
        else:
            yield Verdict.AGREES
    spent = figure(book, "三公.合计.决算数")
    if units and spent is not None and not spent.zero and not any(u.three_public for u in units):
        problem = f"三公决算 {money(spent.number)}，单位构成里却没有一个单位有三公"
        yield Hit({"problem": problem}, "三公.合计.决算数", at("单位构成"), "请改「三公」一栏")


@check(
    "C096",
    level=Level.WARNING,
    title="日期的先后合理，二十日内公开",
    what="报告日期在年度之后、公开日期之前；批复后 20 日内公开",
    why="这是规定的期限",
    remedy="改日期；已经迟了的请尽快公开",
    reader="领导",
)
def dates_out_of_order(book: FigureBook) -> Iterator[Outcome]:
    data, at = book.loaded.data, book.loaded.source
    kind = book.edition.kind
    order, out, first = data.reports.get(kind), data.disclosure_of(kind), data.year + book.edition.about.dated
    earliest = first - book.edition.about.planned  # a budget may be dated at the end of the year before
    home = ("报告", kind, "公开") if order and order.disclosure else ("公开",)
    day = order.day if order else None
    days = {"日期": day, "批复日期": out.approved_on, "公开日期": out.published_on}
    for name, when in days.items():
        place = at("报告", kind, "日期") if name == "日期" else at(*home, name)
        if isinstance(when, date) and when.year < earliest:
            yield Hit({"problem": f"{name}是 {when}，应在 {earliest} 年或以后"}, name, place, "请改正日期")
        elif isinstance(when, date) and when.year > first + LATEST - 1:
            yield Hit({"problem": f"{name}是 {when}，离 {data.year} 年度太远"}, name, place, "请核对年份")
        elif isinstance(when, date):
            yield Verdict.AGREES
    yield from _filled_in_after(book, day)
    approved, published = out.approved_on, out.published_on
    numbered = re.search(r"[〔\[（(](\d{4})[〕\]）)]", str(out.approval_number or ""))
    if numbered and isinstance(approved, date) and int(numbered[1]) != approved.year:
        problem = f"批复文号是 {numbered[1]} 年的，批复日期是 {approved}"
        yield Hit({"problem": problem}, "批复文号", at(*home, "批复文号"), "请核对文号和日期")
    if isinstance(published, date) and isinstance(day, date) and day > published:
        yield Hit(
            {"problem": f"报告的日期 {day} 在公开日期 {published} 之后"}, "日期", at("报告", kind, "日期"), "请改正日期"
        )
    if isinstance(approved, date) and isinstance(published, date):
        late = (published - approved).days
        if 0 <= late <= 20:
            yield Verdict.AGREES
        else:
            problem = f"批复 {approved}，公开 {published}，" + (
                f"隔了 {late} 天，应在 20 日内" if late > 0 else "公开在批复之前"
            )
            yield Hit({"problem": problem}, "公开日期", at(*home, "公开日期"), "请核对日期；迟了的请尽快公开")


def _filled_in_after(book: FigureBook, day: object) -> Iterator[Outcome]:
    """A form of the budget that is filled in after the report that it stands in."""
    budget = book.loaded.data.budget
    filled = budget.overall.filled_on if budget and budget.overall else None
    if not (book.edition.about.planned and isinstance(filled, date) and isinstance(day, date)):
        return
    if filled <= day:
        yield Verdict.AGREES
    else:
        place = book.loaded.source(BUDGET_PART, "整体绩效目标", "填报日期")
        yield Hit({"problem": f"申报表的填报日期 {filled} 在报告的日期 {day} 之后"}, "填报日期", place, "请改正日期")


@check(
    "S008",
    level=Level.WARNING,
    title="同一个指标在各表里是同一个值",
    message="指标「{title}」在 {first} 是 {a}，在 {second} 是 {b}",
    what="同一个名称的指标，在各张表里实际值相同",
    why="读者会拿几张表对照",
    remedy="只在一张表里写，别的表加一栏分值",
    needs=ACCOUNTS,
    reader="科室",
)
def indicator_told_differently(book: FigureBook) -> Iterator[Outcome]:
    seen: dict[str, tuple[str, str]] = {}
    for indicator in indicators(book):
        actual = indicator.cells.get("实际值", "").strip()
        if (
            len(indicator.title) < 6
            or any(w in indicator.title for w in ("满意", "完成时间", "及时率"))
            or not any(c.isdigit() for c in actual)
        ):
            continue
        form, value = seen.setdefault(indicator.title, (indicator.form, actual))
        if value == actual:
            yield Verdict.AGREES
        else:
            values = {"title": indicator.title, "first": form, "a": value, "second": indicator.form, "b": actual}
            source = book.loaded.source("指标", indicator.form, indicator.row, "实际值")
            yield Hit(values, indicator.key, source, "请只在一张表里写，另一张表用“分值”栏引它")


@check(
    "C105",
    level=Level.WARNING,
    title="没完成的指标与“未完成的绩效目标”一致",
    what="整体自评有没完成的指标，就写「未完成」；都完成了就不写",
    why="“完成9个”（共10个）和“没有未完成的绩效目标”上下挨着",
    remedy="写 整体自评.未完成，或删去它",
    needs=ACCOUNTS,
    reader="科室",
)
def unmet_goals_not_told(book: FigureBook) -> Iterator[Outcome]:
    overall = book.loaded.data.overall
    count, done = figure(book, "自评.整体.指标数"), figure(book, "自评.整体.完成数")
    if overall is None or count is None or done is None or count.zero:
        return
    source = book.loaded.source("整体自评", "未完成") or book.loaded.source("整体自评")
    if done.number < count.number and not overall.unmet.strip():
        problem = f"整体自评有 {count.number} 个指标，完成 {done.number} 个，却没有写未完成的"
        yield Hit({"problem": problem}, "整体自评.未完成", source, "请在「整体自评」里写 未完成: …")
    elif done.number == count.number and overall.unmet.strip():
        yield Hit(
            {"problem": f"整体自评 {count.number} 个指标都完成了，却写着未完成的"},
            "整体自评.未完成",
            source,
            "请删去「未完成」，或核对得分",
        )
    else:
        yield Verdict.AGREES
