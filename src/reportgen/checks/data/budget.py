"""Data mode: 部门预算: sources against spending, last year's parts, 三公 against 经济科目, projects and their forms."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.data.unused import nearest, of_no_list
from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import compare, figure, source_at
from reportgen.checks.engine.registry import BUDGET, Hit, Outcome, Verdict, check
from reportgen.figures import HALF_UNIT, LAST_YEAR, FigureBook
from reportgen.figures.derive.economic import borrowed_from
from reportgen.figures.indicators import budget_indicators
from reportgen.model.budget import NAME, THREE_PUBLIC_CODES, Budget
from reportgen.model.finding import Level, Source
from reportgen.model.selection import FUND, MEMBERS, SOURCE

STAGE = "年初预算"
GOALS_FORM = "绩效目标"
"""What an edition that prints the 绩效目标申报表 of each project has among its `forms`."""
GRAIN = Decimal("0.01")
PARTS = (
    ("支出", ("支出.基本支出", "支出.项目支出")),
    ("支出.项目支出", ("支出.部门项目", "支出.公共项目")),
    ("支出.一般公共", ("支出.一般公共.基本支出", "支出.一般公共.部门项目", "支出.一般公共.公共项目")),
)
"""What the text tells of last year, and the parts that it tells beside."""


@check(
    "S031",
    title="预算：每种来源的收入等于用它安排的支出",
    message="「{source}」的收入加上年结转是 {a}，用它安排的支出加结转下年是 {b}，相差 {gap}",
    what="预算里每种来源的收入加上年结转，等于用它安排的支出（有结转下年的按资金比）",
    why="收入总表和项目的资金来源说的是同一笔钱",
    remedy="核对部门预算的收入，或各行的来源；收入不写就由支出推出",
    needs=BUDGET,
)
def source_differs_from_spending(book: FigureBook) -> Iterator[Outcome]:
    if book.loaded.data.budget is None:
        return
    carried = {fund for fund in MEMBERS[FUND] if not _zero(book, f"年末结转和结余.{fund}")}
    names = [*MEMBERS[SOURCE]] if not carried else [*MEMBERS[FUND]]
    for name in names:
        yield from compare(
            book,
            "S031",
            [(1, f"收入.{name}.{STAGE}"), (1, f"年初结转和结余.{name}.{STAGE}")],
            [(1, f"支出.{name}.{STAGE}"), *([(1, f"年末结转和结余.{name}.{STAGE}")] if carried else [])],
            remedy=f"请核对「{NAME}」的收入，或各行的来源；收入不写就由支出推出",
            source=name,
        )


def _zero(book: FigureBook, key: str) -> bool:
    found = figure(book, f"{key}.{STAGE}")
    return found is None or found.zero


@check(
    "C120",
    title="预算三公：合计等于各项，各项不小于它的经济科目",
    message="三公「{item}」的预算是 {b}，经济科目 {economic} 安排了 {a}，多出 {gap}",
    what="预算表的三公合计等于各项；每一项不小于它的经济科目 30212、31013、30231、30217 安排的数",
    why="两张表说的是同一笔钱",
    remedy="三公不写就由经济科目推出；写了就核对",
    needs=BUDGET,
    waivable=False,
    aliases=("BUD-104",),
)
def three_public_below_its_code(book: FigureBook) -> Iterator[Outcome]:
    if book.loaded.data.budget is None:
        return
    for item, code in THREE_PUBLIC_CODES.items():
        yield from compare(
            book,
            "C120",
            [(1, f"支出.{code}.一般公共.{STAGE}")],
            [(1, f"三公.{item}.{STAGE}")],
            relation="≤",
            item=item,
            economic=code,
            remedy=f"请核对「{NAME}」的三公，或经济科目 {code} 的各行",
        )


@check(
    "C121",
    title="预算：上年各部分之和等于上年合计",
    message="上年「{whole}」是 {a}，{parts}相加是 {b}，相差 {gap}",
    what="上年（前年）预算的各部分相加等于合计",
    why="正文说各部分的增减，读者会倒推上年数",
    remedy="照上年公开的预算表写「上年数」",
    needs=BUDGET,
    waivable=False,
    approved=("预算",),
)
def last_year_parts_differ(book: FigureBook) -> Iterator[Outcome]:
    if book.loaded.data.budget is None:
        return
    sums = [
        (f"{LAST_YEAR}.{whole}.{STAGE}", [f"{LAST_YEAR}.{part}.{STAGE}" for part in parts]) for whole, parts in PARTS
    ]
    for key, parts in (*sums, ("前年.收入", ["前年.支出"])):
        a, known = figure(book, key), [figure(book, part) for part in parts]
        found = [f for f in known if f is not None]
        if a is None or len(found) < len(parts) or not any(f.value for f in (a, *found)):
            yield Verdict.UNKNOWN
            continue
        total = sum((f.number for f in found), Decimal(0))
        if abs(a.number - total) <= HALF_UNIT * GRAIN * (len(parts) + 1):
            yield Verdict.AGREES
            continue
        values = {
            "whole": key,
            "a": number(a.number),
            "parts": "、".join(parts),
            "b": number(total),
            "gap": number(a.number - total),
        }
        yield Hit(values, key, _stated_at(book, key), "请照上年公开的预算表改成一样")


def _stated_at(book: FigureBook, key: str) -> Source | None:
    bare = key.removeprefix(f"{LAST_YEAR}.")
    statement = next((s for typed, s in book.last.items() if book.canonical(typed) == book.canonical(bare)), None)
    return (
        statement.source
        if statement
        else source_at(book, key) or book.loaded.source("上年数") or book.loaded.source(NAME)
    )


@check(
    "C122",
    level=Level.WARNING,
    title="预算：每个项目有一张申报表",
    message="项目「{name}」{problem}",
    what="每个预算项目有立项依据、总目标和指标（版式印申报表的），名称不重复；别处不出现没有的项目",
    why="每个项目要公开一张申报表",
    remedy="在部门预算的项目绩效目标和指标里补上",
    needs=BUDGET,
)
def project_without_form(book: FigureBook) -> Iterator[Outcome]:
    if (budget := book.loaded.data.budget) is None:
        return
    at = book.loaded.source
    with_indicators = {goal.form for goal in budget_indicators(book)}
    names = [project.full_name.strip() for project in budget.projects]
    for row, project in enumerate(budget.projects):
        goal = budget.goals.get(project.name)
        lacking = [
            word
            for word, there in (
                ("立项依据", goal and goal.grounds),
                ("总目标", goal and goal.goal),
                ("指标", project.name in with_indicators),
            )
            if not there and GOALS_FORM in book.edition.settings.forms
        ]
        source = at(NAME, "项目", row, "代号") or at(NAME, "项目", row)
        if names.count(project.full_name.strip()) > 1:
            yield Hit(
                {"name": project.name, "problem": f"的名称「{project.full_name}」不止一个项目用"},
                f"项目.{project.name}",
                source,
                "请写各自的名称",
                Level.ERROR,
            )
        elif lacking:
            yield Hit(
                {"name": project.name, "problem": f"没有写{'、'.join(lacking)}"},
                f"项目.{project.name}",
                source,
                f"请在「{NAME}」的项目绩效目标和指标里补上",
            )
        else:
            yield Verdict.AGREES
    yield from _without_project(book, budget)


def _without_project(book: FigureBook, budget: Budget) -> Iterator[Outcome]:
    """What is said of projects that the table does not have."""
    known = {project.name for project in budget.projects}
    for field, used in (
        ("项目绩效目标", [*budget.goals]),
        ("项目说明", [*budget.notes]),
        ("指标", [f for f in budget.indicators if f != "整体"]),
    ):
        for name in (n for n in used if n not in known):
            remedy = nearest(name, known) or "请写项目的代号，或在项目表里补上这一行"
            yield Hit(
                {"name": name, "problem": f"不在「{NAME}」的项目表里，「{field}」里写的不会印出来"},
                f"项目.{name}",
                book.loaded.source(NAME, field, name),
                remedy,
                Level.ERROR,
            )


@check(
    "C123",
    title="预算：项目总预算不小于当年预算",
    message="项目「{name}」的总预算是 {a}，小于当年预算 {b}",
    what="项目总预算不小于当年预算",
    why="申报表里两个数并排",
    remedy="改总预算；一样的可以不写",
    needs=BUDGET,
    waivable=False,
)
def whole_budget_below_the_year(book: FigureBook) -> Iterator[Outcome]:
    budget = book.loaded.data.budget
    for row, project in enumerate(budget.projects if budget else ()):
        whole, year = figure(book, f"项目.{project.name}.总预算"), figure(book, f"项目.{project.name}.{STAGE}")
        if whole is None or year is None:
            yield Verdict.UNKNOWN
        elif whole.number < year.number:
            values = {"name": project.full_name, "a": number(whole.number), "b": number(year.number)}
            yield Hit(values, whole.key, book.loaded.source(NAME, "项目", row, "总预算"), "请核对总预算和项目支出")
        else:
            yield Verdict.DERIVED if project.whole is None else Verdict.AGREES


@check(
    "S030",
    title="预算：科目表没有的经济科目",
    message="「{table}」里的「{code}」{problem}",
    what="部门预算里的经济科目，当年的科目表里都有",
    why="表和申报表要印它的名称",
    remedy="从当年的部门预算支出经济分类科目里选",
    needs=BUDGET,
)
def economic_code_of_no_list(book: FigureBook) -> Iterator[Outcome]:
    budget, listed = book.loaded.data.budget, book.edition.subjects["经济科目"]
    for table, codes in (
        (("基本支出", [r.economic for r in budget.basic]), ("项目支出", [r.economic for r in budget.spending]))
        if budget
        else ()
    ):
        for row, code in enumerate(codes):
            if (code in listed and not borrowed_from(book.edition.subjects, code)) or not code.isdigit():
                yield Verdict.AGREES
                continue
            problem, remedy, level = of_no_list(book, code)
            place = book.loaded.source(NAME, table, row, "经济科目")
            yield Hit({"table": table, "code": code, "problem": problem}, f"支出.{code}.{STAGE}", place, remedy, level)
