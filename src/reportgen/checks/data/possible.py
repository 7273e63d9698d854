"""Data mode: values that nothing can have: rates over 100 %, half a person, last year's score of 978."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.missed import every_indicator, only_numbers_differ, smaller_rate, values_of
from reportgen.checks.engine.registry import ACCOUNTS, SELF_EVALUATION, Hit, Outcome, Verdict, check
from reportgen.checks.engine.sizes import COUNTED, WITHOUT_UNIT, impossible, told_in
from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.indicators import budget_indicators, forms_of, in_form
from reportgen.figures.targets import reached
from reportgen.model.figure import PERCENT, POINTS
from reportgen.model.finding import Level, Source
from reportgen.model.indicator import Indicator
from reportgen.model.measure import measure
from reportgen.model.quantity import parse_quantity

UNITS = {*COUNTED.split("|"), PERCENT}
ALIKE, LEAST_TIMES = Decimal(2), 5
"""Numbers of which neither is twice the other, under units of which one is so many times the other."""
COLUMNS = ("目标值", "实际值", "当年", "上年", "前年")


@check(
    "C150",
    level=Level.WARNING,
    title="率不超过 100%，人和件是整数",
    message="{name}{problem}",
    what="满意度、结案率、覆盖率等不超过 100%，满意度也不会不到一半；人、户、件、场、辆是整数，不是负数；上年得分在 0 到 100 之间",
    why="不可能的数，读者一眼看出，多半是多打少打了一位",
    remedy="核对这个数和小数点；确实可以超过 100% 的，名称里写明是增长率、完成率",
    reader="科室",
)
def value_impossible(book: FigureBook) -> Iterator[Outcome]:
    for name, key, problem, source in _judged(book):
        if problem:
            yield Hit({"name": name, "problem": problem}, key, source, "请核对这个数和小数点")
        else:
            yield Verdict.AGREES


def _judged(book: FigureBook) -> Iterator[tuple[str, str, str, Source | None]]:
    """Name, key, what is wrong ('' for nothing) and place of everything that is stated with a unit."""
    for key, fact in book.records.items():
        if fact.value is None or (fact.unit not in UNITS and fact.unit != POINTS):
            continue
        name = key.rsplit(".", 1)[-1]
        if fact.unit == POINTS:
            problem = "" if 0 <= fact.value <= 100 else f"是 {number(fact.value, '')} 分，不在 0 到 100 之间"
        else:
            problem = "" if fact.value < 0 else impossible(fact.value, fact.unit, name)  # less than nothing: C025
        yield f"「{key}」", key, problem, fact.source
    for row in (*every_indicator(book), *budget_indicators(book)):
        for column in COLUMNS:
            if text := row.cells.get(column, "").strip():
                yield f"指标「{row.title}」的{column}", row.key, _cell(row, text), _place(book, row, column)


def _cell(row: Indicator, text: str) -> str:
    title = row.title + row.levels()[1].removesuffix("指标")
    quantity = parse_quantity(text)
    if quantity.plain is not None and not quantity.unit and WITHOUT_UNIT.search(row.title):
        return impossible(quantity.plain, "", row.title)
    return told_in(text, title)


def _place(book: FigureBook, row: Indicator, column: str) -> Source | None:
    return book.loaded.source(*row.place(column)) or book.loaded.source(*row.place())


@check(
    "C151",
    level=Level.WARNING,
    title="没有达到目标的不得满分",
    message="「{form}」自评表的指标「{name}」目标「{target}」，实际「{actual}」，{problem}，却得了满分",
    what="实际值没有达到目标的指标，不写满分",
    why="目标、实际和得分并排，读者一看就知道",
    remedy="改实际值、目标值或得分",
    needs=ACCOUNTS + SELF_EVALUATION,
    reader="科室",
)
def full_points_for_a_miss(book: FigureBook) -> Iterator[Outcome]:
    for form in forms_of(book):
        for row in in_form(book, form):
            target, actual = values_of(book, row)
            if not target or not actual or not _full(book, row, form):
                continue
            if problem := _short(book, row, target, actual):
                values = {"form": form, "name": row.title, "target": target, "actual": actual, "problem": problem}
                yield Hit(values, row.column("得分", form), _place(book, row, "实际值"), "请核对实际值、目标值和得分")
            else:
                yield Verdict.AGREES


def _full(book: FigureBook, row: Indicator, form: str) -> bool:
    """Whether it is scored in full, rounded as it is printed."""
    try:
        points, score = (book.resolve(row.column(column, form)) for column in ("分值", "得分"))
    except UnknownKey:
        return False
    return points.certain and score.certain and book.rounded(score) >= book.rounded(points) > 0


def _short(book: FigureBook, row: Indicator, target: str, actual: str) -> str:
    """How the actual value falls short of the target; '' where it does not, or nobody can tell."""
    found = reached(target, actual, row, book.loaded.data.year)
    if found.share is not None:
        return "没有达到" if found.share < Decimal(1) else ""
    if less := smaller_rate(target, actual):
        return f"「{less}」没有达到"
    return "只有数不同" if only_numbers_differ(target, actual) and row.cells.get("性质", "").strip() != "定量" else ""


@check(
    "C228",
    level=Level.WARNING,
    title="目标值和实际值的单位一样大",
    message="「{form}」自评表的指标「{name}」目标「{target}」，实际「{actual}」，数差不多，单位却差 {times} 倍",
    what="目标值和实际值的数差不多大，单位就不会一个是 ‰ 一个是 %，一个是万人次一个是人次，一个是分钟一个是小时",
    why="目标“≥99‰”，实际“99.6%”，差十倍也算达到，多半是单位打错了",
    remedy="核对目标值和实际值的单位",
    needs=ACCOUNTS + SELF_EVALUATION,
    reader="科室",
)
def units_of_another_size(book: FigureBook) -> Iterator[Outcome]:
    seen: set[tuple[str, int]] = set()
    for form in forms_of(book):
        for row in in_form(book, form):
            target, actual = values_of(book, row)
            aim, done = parse_quantity(target), parse_quantity(actual)
            if (row.form, row.row) in seen or not aim.number or not done.number:
                continue
            seen.add((row.form, row.row))
            one, other = measure(aim.unit), measure(done.unit)
            times = max(one.factor, other.factor) / min(one.factor, other.factor)
            written_alike = ALIKE > done.number / aim.number > 1 / ALIKE
            if one.name != other.name or not one.name or times < LEAST_TIMES or not written_alike:
                yield Verdict.AGREES
                continue
            values = {"form": form, "name": row.title, "target": target, "actual": actual, "times": number(times, "")}
            yield Hit(values, row.key, _place(book, row, "目标值"), "请核对目标值和实际值的单位")
