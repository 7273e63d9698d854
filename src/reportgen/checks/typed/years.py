"""Text mode: years that are neither this one nor the one it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.engine.passages import FoundText, Printed
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, Hit, Outcome, document_check
from reportgen.checks.typed.telling import hit
from reportgen.model.finding import Level

COMPARED = re.compile(r"(?:比|较|[与同](?=\d{4}年度?(?:相比|比|决算)))((?:19|20)\d\d)年")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年(?!代))")
END = re.compile(
    r"截[至止](?:到)?((?:19|20)\d\d)年|((?:19|20)\d\d)年(?:底|末|12月)(?:底|末|31日)?(?:前)?(?:完成|，|。|共)"
)
PREPARED = re.compile(
    r"(?:编制|安排|调整|制定|编报)(?:了|好)?(?:下年|下一年)?((?:19|20)\d\d)年度?(?:的)?(?:部门|单位)?预算"
)
"""What results are used for: the budget of a year to come."""
DISCLOSED = re.compile(r"((?:19|20)\d\d)年度?(?:部门|单位)?[预决]算(?:信息|公开)")
TO_COME = re.compile(r"^((?:19|20)\d\d)年(?:将|继续|拟|计划|进一步|从严|加大|加强|力争)")
DUE = re.compile(
    r"(?<![比较自从])((?:19|20)\d\d)年(?:年?底|年?末|12月)?(?:底|末|31日)?(?:之?前)?(?:全部|全面)?(?:完成|建成|达到|实现)"
)
GOALS = ("指标", "总目标", "内容", "年度任务", "年度目标", "工作目标")
"""Texts of a budget that say what is to be reached."""
HISTORY = re.compile(r"(?:自|从|始于|源于|成立于|建于|[〔\[（(《—\-至~～])$")
PAST = "往年预算"
DATED = re.compile(r"(?:日期|填报时间)[：:]\s*$")
TOLD_AS_HISTORY = re.compile(
    r"^年(?:度?[—\-~～至]|\d{0,2}月?\d{0,2}日?(?:以来|起|至今|成立|出台|印发|发布|修订|制定|开始|设立|组建|建成|实施|施行|颁布|入职|[^。"
    r"，；]{0,4}〔)|版|级|届|度?部门预算|度?预算)"
)


@document_check(
    "C072",
    level=Level.WARNING,
    title="与上年比的年份是上一年度",
    what="与哪一年比，就是上一年度",
    why="「比2019年增加」留在2021年的报告里，是上年的旧文字",
    remedy="改年份；确实要与更早的年份比，写豁免",
    needs=ACCOUNTS + BUDGET,
    aliases=("V33-江汉2022", "BUD-东西湖2020预算"),
)
def compared_with_another_year(printed: Printed) -> Iterator[Outcome]:
    year = printed.book.loaded.data.year
    for found in printed.find(COMPARED):
        if int(found.match[1]) != year - 1:
            problem = f"比的是 {found.match[1]} 年，上一年度是 {year - 1} 年"
            yield hit(printed, found.passage, found.start, found.end, problem, "请改正年份")


@document_check(
    "C097",
    level=Level.HINT,
    title="没有别的年度留下的字句",
    what="文字里说的是本年度、上年和次年；别的年份只在沿革、文件名里出现",
    why="「截至2020年底」留在2022年的报告里，是旧文字",
    remedy="改年份；确实是沿革的可以不改",
    reader="科室",
    aliases=("V33-江汉2022",),
)
def other_year_left(printed: Printed) -> Iterator[Outcome]:
    year = printed.book.loaded.data.year
    reported: set[tuple[int, int]] = set()
    oldest = (
        year - 1 if printed.book.edition.about.planned else year
    )  # a budget tells what there is at the end of the year before
    for found in printed.find(END):
        typed = int(found.match[1] or found.match[2])
        if typed < oldest and not re.search(r"[比较与同]$", found.passage.text[: found.start]):
            reported.add((id(found.passage), typed))
            problem = f"写的是 {typed} 年，本年度是 {year} 年"
            yield hit(printed, found.passage, found.start, found.end, problem, "请改正年份", level=Level.WARNING)
    yield from _stale(printed, year)
    yield from _overdue(printed, year)
    past = [prose.text for prose in printed.prose if PAST in prose.path]
    for found in printed.find(YEAR):
        typed = int(found.match[1])
        if any(text in found.passage.text or found.passage.text in text for text in past):
            continue  # it is asked for years gone by
        if not oldest - 1 <= typed <= year + 1 and (id(found.passage), typed) not in reported and not _history(found):
            problem = f"{typed} 年不是本年度，也不是上年、次年"
            yield hit(printed, found.passage, found.start, found.end, problem, "如果是以前年度留下的，请改正")


def _stale(printed: Printed, year: int) -> Iterator[Outcome]:
    """A year that can't be meant: the use of this year's results, or a measure that is to be taken, in years past."""
    planned = printed.book.edition.about.planned
    for pattern, least in ((PREPARED, year), (DISCLOSED, year - 1)):
        for found in printed.find(pattern):
            if not planned and int(found.match[1]) < least:
                problem = f"写的是 {found.match[1]} 年，本年度是 {year} 年"
                yield hit(printed, found.passage, found.start, found.end, problem, "请改正年份", level=Level.WARNING)
    for prose in () if planned else printed.prose:
        come = TO_COME.match(prose.text)
        if "改进措施" in prose.path and come and int(come[1]) <= year:
            problem, remedy = f"改进措施写的是 {come[1]} 年，本年度 {year} 年已经过去", "请改正年份"
            values = {"said": prose.text[:16], "problem": problem, "where": prose.key}
            yield Hit(values, prose.key, printed.source(prose, prose.raw[:8]), remedy, Level.WARNING)


def _overdue(printed: Printed, year: int) -> Iterator[Outcome]:
    """A goal of a budget that is to be reached before its year begins."""
    for prose in printed.prose if printed.book.edition.about.planned else ():
        due = DUE.search(prose.text) if any(part in GOALS for part in prose.path) else None
        if due and int(due[1]) < year:
            problem = f"目标写的是 {due[0]}，预算是 {year} 年的"
            values = {"said": prose.text[:16], "problem": problem, "where": prose.key}
            yield Hit(values, prose.key, printed.source(prose, prose.raw[:8]), "请改正年份", Level.WARNING)


def _history(found: FoundText) -> bool:
    """Whether a year is of a document, of how things came to be, or of the date under a report (C096 tells of it)."""
    before, after = found.passage.text[: found.start], found.passage.text[found.end :]
    inside = before.rfind("《") > before.rfind("》")
    return inside or bool(DATED.search(before)) or bool(HISTORY.search(before) or TOLD_AS_HISTORY.match(after))
