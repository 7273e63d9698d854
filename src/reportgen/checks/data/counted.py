"""Data mode: how many there are, told and there: projects, tasks, goals; goals and kinds that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import figure
from reportgen.checks.engine.missed import missed
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, SELF_EVALUATION, Hit, Outcome, Verdict, check
from reportgen.checks.engine.told import told
from reportgen.figures import FigureBook
from reportgen.figures.indicators import budget_indicators, indicators
from reportgen.model.budget import NAME
from reportgen.model.finding import Level, Source
from reportgen.model.hanzi import count_of
from reportgen.model.indicator import EVALUATION, GOAL, LASTING, OVERALL, Indicator

COUNT = r"(?<![第各每\d.])(\d+|[一二两三四五六七八九十百]+)\s*"
PROJECTS = re.compile(rf"{COUNT}个(?:预算|部门预算|支出|一级|二级|自评|绩效自评|绩效)*项目(?!部|组|经理|单位|法人)")
OWN_PROJECTS = re.compile(
    rf"(?:办好|做好|抓好|管好|实施好?|安排|完成){COUNT}个(?:预算|支出)?项目(?!部|组|经理|单位|法人)"
)
WHOLE = re.compile("全部|所有|共|合计|涉及|包括|总计")
AIMS = (
    (re.compile(rf"(?:主要|重点|年度)(?:工作)?任务(?:共|为|有|共有)?{COUNT}[项个]"), "任务"),
    (re.compile(rf"{COUNT}[项个](?:年度)?(?:主要|重点)(?:工作)?任务"), "任务"),
    (re.compile(rf"{COUNT}[项个]年度(?:总体|工作|绩效)?目标"), "目标"),
)
YEARLY = "年度目标"


@check(
    "C166",
    level=Level.WARNING,
    title="写的项目、任务、目标个数与数据相同",
    message="「{said}」，{what}有 {count} 个",
    what="自评的文字里说有几个项目、几项任务、几个目标的，就是数据里的个数",
    why="后面一个一个列出来，读者会数",
    remedy="改个数，或补上漏掉的",
    needs=ACCOUNTS + SELF_EVALUATION + BUDGET,
    reader="科室",
)
def counts_told_otherwise(book: FigureBook) -> Iterator[Outcome]:
    projects, own = len(book.loaded.data.projects), book.loaded.data.evaluation
    aims = {"任务": len(own.tasks), "目标": len(own.goals)} if own else {}
    for words in told(book):
        for clause in re.split("[，。；\n]", words.text):
            for said, wrong, what, count in _counts(clause, projects if words.form != EVALUATION else 0, aims):
                if wrong:
                    values = {"said": said, "what": f"「{what}」", "count": str(count)}
                    yield Hit(values, words.key, words.source(book), "请改正个数")
                else:
                    yield Verdict.AGREES
    yield from _of_budget(book)


def _of_budget(book: FigureBook) -> Iterator[Outcome]:
    """The projects that the tasks of a budget say the department will do: another office's may be meant, so a hint."""
    budget = book.loaded.data.budget
    for name, texts in budget.tasks.items() if budget else ():
        for row, text in enumerate(texts):
            for match in OWN_PROJECTS.finditer(str(text)):
                path = (NAME, "工作目标", name)
                if count_of(match[1]) == len(budget.projects if budget else ()):
                    yield Verdict.AGREES
                    continue
                values = {"said": match[0], "what": "预算的项目", "count": str(len(budget.projects if budget else ()))}
                source = book.loaded.source(*path, row) or book.loaded.source(*path)
                yield Hit(values, ".".join(path), source, "说的是本部门的预算项目就改个数", Level.HINT)


def _counts(clause: str, projects: int, aims: dict[str, int]) -> Iterator[tuple[str, bool, str, int]]:
    """What a clause counts: its words, whether the count is wrong, of what, how many there are."""
    for match in PROJECTS.finditer(clause) if projects else ():
        said = count_of(match[1])
        whole = said > projects or bool(WHOLE.search(clause[: match.start()]))  # else a part of them
        yield clause[: match.end()][-24:], said != projects and whole, "项目", projects
    for pattern, what in AIMS:
        for match in pattern.finditer(clause) if aims.get(what) else ():
            yield match[0], count_of(match[1]) != aims[what], what, aims[what]


NOT_SPENT = re.compile(
    rf"(?:有|其中|仅|只有|只|另)?{COUNT}个(?:预算|支出)?(?:项目)?(?:的)?(?:都|均|还|尚)?(?:"
    r"(?:没有|没|没能|未能|未)(?:全部|完全|全额|足额|按时)?(?:(?:完成|执行完|用完|达到)(?:全年|年度|年初)?(?:预算|资金)(?!.{0,3}绩效)|执行完毕?|支付完毕?|支出完毕?)"
    r"|(?:预算)?执行率(?:没有|没|未)(?:达到|达|到)(?:100[%％]|百分之百|满)"
    r"|(?:预算)?执行率(?:低于|不足|不到)(?:100[%％]|百分之百))"
)
SPENT = re.compile(
    rf"(?:有|其中|仅|只有|只)?{COUNT}个(?:预算|支出)?(?:项目)?(?:的)?(?:都|均|已)?(?:"
    r"(?:全部|全面|全额|已|如期|按时)*(?:完成|执行完|用完)(?:了)?(?:全年|年度|年初)?预算(?!的)"
    r"|(?:预算)?执行率(?:都|均)?(?:达到|达|为|是)?(?:100[%％]|百分之百))"
)
AIM_MISSED = re.compile(
    rf"{COUNT}个(?:预算|支出)?项目(?:的)?(?:都|均|还|尚)?(?:没有|没|没能|未能|未)(?:全部|完全|全面|如期)?(?:完成|达到|实现)"
    r"(?:了)?(?:全部|各项|年度|预期|既定)*(?:绩效)?(?:目标|指标)"
)
LAST_YEAR = re.compile(r"上年|去年|上一年|往年|\d{4}年")


@check(
    "C227",
    level=Level.WARNING,
    title="写的几个项目没有完成，就是几个",
    message="「{said}」，{what}的项目有 {count} 个",
    what="整体自评和绩效说明里说几个项目没有完成预算、完成了预算、没有完成绩效目标的，与项目表、自评表数出来的一样",
    why="“三个项目中有两个没有完成预算”，项目表里只有一个执行数比预算少",
    remedy="改个数，或核对项目的预算数、执行数",
    needs=ACCOUNTS,
    reader="科室",
)
def projects_not_done_told_otherwise(book: FigureBook) -> Iterator[Outcome]:
    spent = _spent(book)
    if spent is None:
        return
    short = len(missed(book).keys() & {project.name for project in book.loaded.data.projects})
    ways = (
        (NOT_SPENT, "执行数比全年预算少", len(spent) - sum(spent)),
        (SPENT, "执行数等于全年预算", sum(spent)),
        (AIM_MISSED, "有指标没有达到目标", short),
    )
    for words in told(book):
        if words.form != OVERALL:
            continue
        for pattern, what, count in ways:
            for match in pattern.finditer(words.text):
                before = re.split("[。；\n]", words.text[: match.start()])[-1]
                if LAST_YEAR.search(before) or count_of(match[1]) == count:
                    yield Verdict.AGREES
                    continue
                values = {"said": match[0], "what": what, "count": str(count)}
                yield Hit(values, words.key, words.source(book), "请改正个数，或核对预算数、执行数")


def _spent(book: FigureBook) -> list[bool] | None:
    """Whether each project spent its budget, as printed; None where one is not known."""
    found = []
    for project in book.loaded.data.projects:
        amounts = [figure(book, f"项目.{project.name}.{column}") for column in ("执行数", "全年预算")]
        if any(amount is None for amount in amounts):
            return None
        done, budget = (book.rounded(amount) for amount in amounts if amount is not None)
        found.append(done >= budget)
    return found or None


@check(
    "C167",
    level=Level.WARNING,
    title="指标归入的目标有这一个",
    message="指标「{name}」归入第 {goal} 个{column}，写了的只有 {known}",
    what="「整体目标」「年度目标」「长期目标」栏里的序号，在整体自评或整体绩效目标的目标里有",
    why="没有的目标下面，指标没有地方印",
    remedy="改序号，或补上这个目标",
    needs=ACCOUNTS + BUDGET,
    reader="科室",
)
def indicator_of_no_goal(book: FigureBook) -> Iterator[Outcome]:
    overall, budget = book.loaded.data.overall, book.loaded.data.budget
    rows: list[tuple[Indicator, str, dict[str, str]]] = []
    if overall and overall.goals:
        rows += [(row, GOAL, overall.goals) for row in indicators(book) if row.points_text("整体")]
    whole = budget.overall if budget else None
    for column, goals in ((YEARLY, whole.yearly), (LASTING, whole.lasting)) if whole else ():
        rows += [(row, column, goals) for row in budget_indicators(book) if goals]
    for row, column, goals in rows:
        said = row.under(column)
        if not said or said in {str(goal) for goal in goals}:
            if said:
                yield Verdict.AGREES
            continue
        values = {"name": row.title, "goal": said, "column": column, "known": "、".join(map(str, goals))}
        yield Hit(values, row.key, _place(book, row, column), "请改正序号，或补上这个目标")


def _place(book: FigureBook, row: Indicator, column: str) -> Source | None:
    return book.loaded.source(*row.place(column)) or book.loaded.source(*row.place())


@check(
    "C168",
    level=Level.WARNING,
    title="项目的属性和类型、总预算和当年预算说得过去",
    message="项目「{name}」{problem}",
    what="持续性项目不是一次性项目；经常性项目的总预算不到当年预算的三倍",
    why="申报表和自评表把两栏并排印出来",
    remedy="改其中一栏",
    needs=ACCOUNTS + BUDGET,
    reader="科室",
)
def project_contradicts_itself(book: FigureBook) -> Iterator[Outcome]:
    at = book.loaded.source
    printed = {tick.of for tick in book.edition.settings.form_ticks}
    for row, project in enumerate(book.loaded.data.projects):
        if "项目属性" in printed and "持续" in project.attribute and "一次" in project.kind:
            values = {"name": project.name, "problem": f"的属性是{project.attribute}，类型却是{project.kind}"}
            source = at("项目", row, "类型") or at("项目", row)
            yield Hit(values, f"项目.{project.name}", source, "请改属性或类型")
        else:
            yield Verdict.AGREES
    budget = book.loaded.data.budget
    for row, planned in enumerate(budget.projects if budget else ()):
        whole, year = figure(book, f"项目.{planned.name}.总预算"), figure(book, f"项目.{planned.name}.年初预算")
        if whole is None or year is None or year.zero or "经常" not in planned.recurrence:
            continue
        if whole.number < year.number * Decimal(3):
            yield Verdict.AGREES
        else:
            problem = f"是{planned.recurrence}，总预算 {number(whole.number)}，当年预算只有 {number(year.number)}"
            source = at(NAME, "项目", row, "总预算") or at(NAME, "项目", row)
            yield Hit({"name": planned.name, "problem": problem}, whole.key, source, "请核对总预算")
