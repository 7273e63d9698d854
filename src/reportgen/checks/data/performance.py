"""Data mode: projects, the self-evaluation forms and what they share with the accounts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import compare, figure
from reportgen.checks.engine.registry import ACCOUNTS, SELF_EVALUATION, Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.form_kinds import goal_weight
from reportgen.figures.indicators import forms_of, in_form, indicators
from reportgen.figures.projects import unevaluated, unknown_projects
from reportgen.model.amount import NOTHING
from reportgen.model.finding import Level, Source
from reportgen.model.indicator import EVALUATION, OVERALL, REPORT, TABLE, Indicator

ROUNDED = Decimal("0.01")
"""What rounding may have moved each amount of a sum."""


@check(
    "C040",
    title="整体自评的执行数与支出决算不符",
    message="整体自评执行数 {a}，按资金口径应为 {b}，相差 {gap}",
    what="整体自评的执行数，等于支出决算（全部资金或财政拨款）",
    why="自评表的表头重复了决算表",
    remedy="不写执行数，由程序推出；选对「资金口径」",
    needs=ACCOUNTS,
)
def overall_spent_differs_from_accounts(book: FigureBook) -> Iterator[Outcome]:
    if book.loaded.data.overall:
        whole = book.loaded.data.overall.scope == "全部资金"
        yield from compare(book, "C040", [(1, "整体自评.执行数")], [(1, "本年支出合计" if whole else "支出.财政拨款")])


@check(
    "C063",
    level=Level.WARNING,
    title="整体自评的预算数对不上",
    message="{what} {a}，{other} {b}，相差 {gap}",
    what="整体自评的基本支出预算加项目支出预算，等于预算数，也等于全年预算；项目支出预算等于各项目（连同「不自评项目」）之和",
    why="同一个预算说了几处",
    remedy="核对这几个预算数",
    needs=ACCOUNTS,
    approved=("整体自评",),
)
def overall_budget_differs(book: FigureBook) -> Iterator[Outcome]:
    parts = [(1, "整体自评.基本支出预算"), (1, "整体自评.项目支出预算")]
    if all(key in book.records for _, key in parts):
        if "整体自评.预算数" in book.records:
            yield from _same(book, parts, [(1, "整体自评.预算数")], "整体自评的基本支出预算 + 项目支出预算", "预算数")
        projects = [(1, f"项目.{p.name}.全年预算") for p in book.loaded.data.projects]
        others = [(1, f"不自评项目.{row.name}") for row in unevaluated(book)]
        if projects:
            both = f"各项目{'（连同不自评的）' if others else ''}全年预算之和"
            what, remedy = "整体自评的项目支出预算", "请核对预算数；不做自评的项目写在「不自评项目」里"
            yield from _same(book, parts[1:], projects + others, what, both, remedy)
    yield from _of_projects_alone(book)
    if book.loaded.data.overall and book.loaded.data.full_budget and figure(book, "整体自评.预算数"):
        yield from _same(book, [(1, "整体自评.预算数")], [(1, "支出.全年预算")], "整体自评的预算数", "全年预算合计")


def _of_projects_alone(book: FigureBook) -> Iterator[Outcome]:
    """The whole budget against the projects', where all that was spent was theirs; a cent of rounding is none."""
    names = [p.name for p in book.loaded.data.projects]
    spent, budget = ([figure(book, f"项目.{n}.{column}") for n in names] for column in ("执行数", "全年预算"))
    whole, all_spent = figure(book, "整体自评.预算数"), figure(book, "整体自评.执行数")
    known = [f for f in (*spent, *budget) if f is not None]
    if whole is None or all_spent is None or not names or len(known) < 2 * len(names):
        return
    if sum(f.number for f in known[: len(names)]) != all_spent.number or "整体自评.项目支出预算" in book.records:
        return
    total = sum((f.number for f in known[len(names) :]), Decimal(0))
    if abs(total - whole.number) <= ROUNDED * len(names):
        yield Verdict.AGREES
    else:
        values = {
            "what": "整体自评的预算数",
            "a": number(whole.number),
            "other": "各项目全年预算之和",
            "b": number(total),
        }
        source = book.loaded.source("整体自评", "预算数") or book.loaded.source("整体自评")
        yield Hit({**values, "gap": number(whole.number - total)}, whole.key, source, "请核对预算数")


def _same(
    book: FigureBook,
    a: list[tuple[int, str]],
    b: list[tuple[int, str]],
    what: str,
    other: str,
    remedy: str = "请核对预算数",
) -> Iterator[Outcome]:
    yield from compare(book, "C063", a, b, remedy=remedy, level=Level.WARNING, what=what, other=other)


@check(
    "C099",
    title="自评表的分值不是 100 分",
    message="「{form}」自评表：执行 {weight} 分 + 指标 {a} 分 = {b} 分，应为 100 分",
    what="每张自评表：执行的分加指标的分等于 100",
    why="满分就是 100 分",
    remedy="改「指标」里这张表的分值",
    needs=ACCOUNTS + SELF_EVALUATION,
    reader="科室",
    approved=("自评",),
)
def weights_not_hundred(book: FigureBook) -> Iterator[Outcome]:
    weight = Decimal(book.edition.settings.weights.execution)
    for form in forms_of(book):
        points, goals = figure(book, f"自评.{form}.分值"), goal_weight(book, form)
        if points is None:
            yield Verdict.UNKNOWN
        elif weight + goals + points.number == 100:
            yield Verdict.AGREES
        else:
            values = {
                "form": form,
                "weight": f"{weight} 分 + 总目标 {goals}" if goals else f"{weight}",
                "a": number(points.number, "分"),
                "b": number(weight + goals + points.number, "分"),
            }
            yield Hit(values, points.key, _form_source(book, form), "请核对这张表各指标的分值")


@check(
    "S021",
    title="一级指标的分值与版式规定的不同",
    message="「{form}」自评表：{name}各指标的分值合计 {a} 分，版式规定 {b} 分",
    what="各一级指标的分值，加起来等于版式规定的",
    why="省里规定了各一级的权重",
    remedy="改各指标的分值",
    needs=SELF_EVALUATION,
)
def level_points_differ(book: FigureBook) -> Iterator[Outcome]:
    for form in forms_of(book) if REPORT in book.edition.settings.forms else ():
        for level, due in book.edition.settings.level_weights.items():
            points = figure(book, f"自评.{form}.{level}.分值")
            if points is not None and points.number == due:
                yield Verdict.AGREES
            else:
                first = next((row for row in in_form(book, form) if row.levels()[0] == level), None)
                source = book.loaded.source(*first.place()) if first else _form_source(book, form)
                values = {
                    "form": form,
                    "name": level,
                    "a": number(points.number if points else Decimal(0), "分"),
                    "b": str(due),
                }
                yield Hit(values, f"自评.{form}.{level}.分值", source, "请核对这一级各指标的分值")


def _form_source(book: FigureBook, form: str) -> Source | None:
    first = in_form(book, form)[0]
    return book.loaded.source(TABLE, form) or book.loaded.source(*first.place())


def _scores(book: FigureBook) -> Iterator[tuple[str, Indicator, Decimal | None, Decimal | None]]:
    """Form, indicator, points and score of every row of every form."""
    for form in forms_of(book):
        for indicator in in_form(book, form):
            try:
                points, score = (figure(book, indicator.column(name, form)) for name in ("分值", "得分"))
            except UnknownKey:
                continue
            yield form, indicator, points.value if points else None, score.value if score else None


@check(
    "C102",
    title="得分超出分值",
    message="「{form}」自评表的指标「{name}」得 {a} 分，分值 {b} 分",
    what="得分在 0 到分值之间",
    why="满分是最多的",
    remedy="改得分",
    needs=ACCOUNTS + SELF_EVALUATION,
)
def score_out_of_range(book: FigureBook) -> Iterator[Outcome]:
    for form, indicator, points, score in _scores(book):
        if points is None or score is None:
            yield Verdict.UNKNOWN
        elif 0 <= score <= points:
            yield Verdict.AGREES if indicator.score_text(form) else Verdict.DERIVED
        else:
            values = {"form": form, "name": indicator.title, "a": number(score, "分"), "b": number(points, "分")}
            source = book.loaded.source(*indicator.place("得分")) or book.loaded.source(*indicator.place())
            yield Hit(values, indicator.column("得分", form), source, "请改正得分")


@check(
    "C103",
    level=Level.WARNING,
    title="没有得满分而没有写原因",
    message="「{form}」自评表的指标{name}没有得满分，没有写原因",
    what="有指标没得满分的表，写明偏差原因",
    why="表里有这一栏",
    remedy="在「项目文字」或「整体自评」里写 偏差原因 或 问题和原因",
    needs=ACCOUNTS + SELF_EVALUATION,
    reader="科室",
)
def loss_of_points_unexplained(book: FigureBook) -> Iterator[Outcome]:
    missed: dict[str, list[str]] = {}
    first: dict[str, Indicator] = {}
    for form, indicator, points, score in _scores(book):
        missed.setdefault(form, [])
        own = any(indicator.cells.get(head, "").strip() not in NOTHING for head in ("原因", "偏差原因"))
        if points is not None and score is not None and score < points and not own:
            missed[form].append(f"「{indicator.title}」")
            first.setdefault(form, indicator)
    for form, names in missed.items():
        words = book.loaded.data.overall if form == OVERALL else book.loaded.data.project_words.get(form)
        if not names or (words and (words.deviation.strip() or words.problems.strip())):
            yield Verdict.AGREES
            continue
        if form == EVALUATION:
            source = book.loaded.source(*first[form].place("原因")) or book.loaded.source(*first[form].place())
            yield Hit(
                {"form": form, "name": "、".join(names[:4])},
                first[form].key,
                source,
                "请在「绩效自评报告」的「指标」表里写“原因”",
            )
            continue
        where = "整体自评" if form == OVERALL else f"项目文字.{form}"
        yield Hit(
            {"form": form, "name": "、".join(names[:4])},
            f"自评.{form}.分值",
            _form_source(book, form),
            f"请在「{where}」里写“偏差原因”或“问题和原因”",
        )


@check(
    "C114",
    level=Level.WARNING,
    title="自评表的填报日期不在次年",
    message="「{form}」自评表的填报日期是 {day}，应在 {year} 年",
    what="自评表的填报日期在次年",
    why="别的年份是旧表留下的",
    remedy="改填报日期",
    needs=ACCOUNTS,
    reader="科室",
)
def filled_in_another_year(book: FigureBook) -> Iterator[Outcome]:
    data, at = book.loaded.data, book.loaded.source
    days = [(p.name, p.filled_on, at("项目", n, "填报日期")) for n, p in enumerate(data.projects)]
    if data.overall:
        days.append((OVERALL, data.overall.filled_on, at("整体自评", "填报日期")))
    for form, day, source in days:
        if not isinstance(day, date):
            continue
        if day.year == data.year + 1:
            yield Verdict.AGREES
        else:
            yield Hit(
                {"form": form, "day": day.isoformat(), "year": str(data.year + 1)}, None, source, "请改正填报日期"
            )


@check(
    "C107",
    title="指标写在没有的项目名下",
    message="「指标」里的「{form}」不是项目的代号，也不是整体",
    what="「指标」里的每张表属于一个项目（用它的代号）或整体",
    why="否则这张表没有地方印",
    remedy="照项目表的代号写",
    needs=ACCOUNTS,
    reader="科室",
)
def indicators_of_no_project(book: FigureBook) -> Iterator[Outcome]:
    strange = unknown_projects(book.loaded.data)
    for form in book.loaded.data.indicators:
        if form not in strange:
            yield Verdict.AGREES
        elif strange[form] == ["指标"]:
            yield Hit({"form": form}, None, book.loaded.source("指标", form), "请照项目表的代号写")


@check(
    "S079",
    title="指标没有名称",
    message="「{form}」的指标「{row}」没有写名称，表里这一格是空的",
    what="每个指标都有名称",
    why="没有名称的指标在自评表里只剩分值，没有人看得懂；也许是整行该删的，只删掉了名称",
    remedy="在「指标」一栏写上名称；不要这个指标就删去整行",
    needs=ACCOUNTS,
)
def indicator_without_name(book: FigureBook) -> Iterator[Outcome]:
    for row in indicators(book):
        if "指标" not in row.cells or row.title:
            yield Verdict.AGREES
        else:
            source = book.loaded.source(*row.place("指标")) or book.loaded.source(*row.place())
            remedy = "写上指标的名称；不要这个指标就删去整行"
            yield Hit({"form": row.form, "row": row.name}, row.key, source, remedy)
