"""Data mode: rows of indicators beside each other and beside their own words: numbers mistyped, rows misplaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.gaps import mistyped_forms
from reportgen.checks.engine.missed import every_indicator, values_of
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, SELF_EVALUATION, Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.indicators import budget_indicators, forms_of, in_form
from reportgen.model.finding import Level, Source
from reportgen.model.indicator import Indicator
from reportgen.model.quantity import parse_quantity

SATISFACTION = re.compile("满意(?:度|率)$")
TOLD = re.compile(
    r"([一-鿿]{2,12}?)(?:已|共|累计)?(?:完成|达到|达|实现|为|是)?(\d[\d,]*(?:\.\d+)?)([万亿]?[一-鿿%]{1,2})?"
)
IN_TITLE = re.compile(r"(?<![\d.第〔])(\d{2,})(?![\d.年月日号%％级届期])")
LEAST = 4
"""Characters of a name that is surely the same thing: 新增就业."""
SPECIFIC = Decimal(100)
"""Two indicators of one form with the same target of so many are two sides of one thing."""
FALLS_SHORT = re.compile("没有|没能|没达|未|不足|不够|不满|缺少|缺乏|欠缺|较差|偏低|扣分|扣[\\d.一二三]")
EXCEEDS = re.compile("超|大于|高于|多于|优于")


def _place(book: FigureBook, row: Indicator, column: str) -> Source | None:
    return book.loaded.source(*row.place(column)) or book.loaded.source(*row.place())


@check(
    "C185",
    level=Level.WARNING,
    title="满意度指标写在满意度下面",
    message="指标「{name}」写在「{level}」下面",
    what="名称是满意度、满意率的指标，层级里也写着满意度（写在效益下面的不算错）",
    why="产出的时效指标下面印着满意度，一眼看出串了行",
    remedy="改「层级」一栏，如 满意度/服务对象满意度",
    needs=ACCOUNTS + SELF_EVALUATION + BUDGET,
    reader="科室",
)
def satisfaction_elsewhere(book: FigureBook) -> Iterator[Outcome]:
    for row in (*every_indicator(book), *budget_indicators(book)):
        level = row.cells.get("层级", "").strip()
        if not level or not SATISFACTION.search(row.title):
            continue
        if "满意" in level or "效益" in level or "效果" in level:
            yield Verdict.AGREES
        else:
            remedy = "请改层级，如 满意度/服务对象满意度"
            yield Hit({"name": row.title, "level": level}, row.key, _place(book, row, "层级"), remedy)


@check(
    "C186",
    level=Level.WARNING,
    title="指标表里说到两次的数一样",
    message="指标「{name}」{problem}",
    what="名称里写了数的指标，目标值不是它打错的样子；目标相同的两个指标，实际值不是一个打错成另一个；"
    "一格文字里说的数，与说的那个指标的实际值相同",
    why="同一张表上下两行，2654 人写成 2564 人",
    remedy="核对这两个数",
    needs=ACCOUNTS + SELF_EVALUATION + BUDGET,
    reader="科室",
)
def number_mistyped_beside_itself(book: FigureBook) -> Iterator[Outcome]:
    for row in (*every_indicator(book), *budget_indicators(book)):
        yield from _against_title(book, row)
    for form in forms_of(book):
        rows = in_form(book, form)
        values = {row.key: values_of(book, row) for row in rows}
        for row in rows:
            yield from _told_in_cell(book, row, rows, values)
        for one, other in combinations(rows, 2):
            yield from _twins(book, (one, *values[one.key]), (other, *values[other.key]))


def _against_title(book: FigureBook, row: Indicator) -> Iterator[Outcome]:
    """The target beside the number in the name of the indicator."""
    titled = {Decimal(found) for found in IN_TITLE.findall(row.title)}
    column = "当年" if row.ledger != "指标" else "目标值"
    text = row.cells.get(column, "").strip()
    value = parse_quantity(text).number
    if value is None or not titled:
        return
    if value in titled:
        yield Verdict.AGREES
    elif wrong := next((n for n in titled if value in mistyped_forms(n)), None):
        problem = f"的名称里是 {number(wrong, '')}，{column}写的是「{text}」，像是打错了"
        yield Hit({"name": row.title, "problem": problem}, row.key, _place(book, row, column), "请核对这两个数")
    else:
        yield Verdict.AGREES


def _told_in_cell(
    book: FigureBook, row: Indicator, rows: list[Indicator], values: dict[str, tuple[str, str]]
) -> Iterator[Outcome]:
    """A cell of words that tells what another row of the form tells as a number."""
    cell = row.cells.get("实际值", "")
    for match in TOLD.finditer(cell):
        for other in rows:
            done = parse_quantity(values[other.key][1])
            name = match[1]
            same = len(name) >= LEAST and (name in other.title or (len(other.name) >= LEAST and other.name in name))
            if other is row or not same or done.number is None or done.unit != (match[3] or ""):
                continue
            if Decimal(match[2].replace(",", "")) == done.number:
                yield Verdict.AGREES
            else:
                problem = f"写着「{match[0]}」，指标「{other.title}」的实际值是 {values[other.key][1]}"
                source = _place(book, row, "实际值")
                yield Hit({"name": row.title, "problem": problem}, row.key, source, f"请写 ｛{other.key}｝或改成一样")
            break


def _twins(book: FigureBook, one: tuple[Indicator, str, str], other: tuple[Indicator, str, str]) -> Iterator[Outcome]:
    """Two indicators with one target, and one's actual value is a slip of the other's."""
    aims, done = (parse_quantity(one[1]), parse_quantity(other[1])), (parse_quantity(one[2]), parse_quantity(other[2]))
    a, b = done[0].number, done[1].number
    if one[1] != other[1] or not aims[0].number or aims[0].number < SPECIFIC or a is None or b is None or a == b:
        return
    if done[0].unit == done[1].unit and b in mistyped_forms(a):
        problem = f"的实际值是 {other[2]}，目标同为 {one[1]} 的「{one[0].title}」是 {one[2]}，像是同一个数打错了"
        source = _place(book, other[0], "实际值")
        yield Hit({"name": other[0].title, "problem": problem}, other[0].key, source, "请核对这两个数")
    else:
        yield Verdict.AGREES


@check(
    "C187",
    level=Level.WARNING,
    title="写了扣分原因的没有得满分",
    message="「{form}」自评表的指标「{name}」得了满分 {score}，原因却写着“{reason}”",
    what="原因说没有做到、不足的指标，得分小于分值",
    why="满分旁边印着扣分的原因",
    remedy="核对得分；没有扣分就删去原因",
    needs=ACCOUNTS + SELF_EVALUATION,
    reader="科室",
)
def full_points_with_a_reason(book: FigureBook) -> Iterator[Outcome]:
    for form in forms_of(book):
        for row in in_form(book, form):
            reason = (row.cells.get("原因") or row.cells.get("偏差原因") or "").strip()
            if not FALLS_SHORT.search(reason) or EXCEEDS.search(reason) or not row.score_text(form):
                continue
            try:
                points, score = (book.resolve(row.column(column, form)) for column in ("分值", "得分"))
            except UnknownKey:
                continue
            if not (points.certain and score.certain) or book.rounded(score) < book.rounded(points):
                yield Verdict.AGREES
                continue
            values = {"form": form, "name": row.title, "score": book.printed(score), "reason": reason[:24]}
            source = _place(book, row, row.score_column(form))
            yield Hit(values, row.column("得分", form), source, "请核对得分；没有扣分就删去原因")
