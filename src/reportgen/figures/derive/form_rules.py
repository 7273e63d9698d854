"""Scores of indicators and rates of execution -> the totals, levels and counts of the self-evaluation forms.

执行得分 = weight × 执行率 as printed; totals add what is printed, so that a reader can add it up.
"""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.figures.book import FigureBook, Rules
from reportgen.figures.form_kinds import form_kind, goal_weight, round_in_form, stands_for
from reportgen.figures.indicators import base_of, form_at, in_form, level_keys
from reportgen.model.figure import PERCENT, PIECES, POINTS, Calculated, Figure, State, lacking, round_half_up
from reportgen.model.indicator import Indicator

FORM_RULES = Rules("自评", "项目", "整体自评", "部门自评", "转移支付")
EXECUTION, GOALS = "执行", "总目标"
"""The weights that are not of indicators."""
BUDGETS = {"整体自评": "预算数", "部门自评": "全年数"}
"""What a form of the whole calls the budget that its 执行率 is of."""
LEVELS = ("一级", "二级", "三级")
BASE = r"(?P<base>(?:项目|转移支付)\.[^.]+|整体自评|部门自评)"
FORM = r"自评\.(?P<form>[^.]+)"
LEVEL = rf"{FORM}\.(?P<level>[^.]+)"


@FORM_RULES.makes("执行率", rf"{BASE}\.执行率")
def execution_rate(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """What was spent of the year's budget."""
    base = match["base"]
    budget = book.resolve(f"{base}.{BUDGETS.get(base, '全年预算')}")
    spent = book.resolve(f"{base}.执行数")
    return book.ratio(match.string, spent, budget, f"{spent.key} ÷ {budget.key}", "执行率")


@FORM_RULES.makes("执行得分", rf"{BASE}\.执行得分")
def execution_score(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """Weight × 执行率 as printed, at most the weight; 0 where more was paid back than spent."""
    form = form_at(match["base"])
    own = form_kind(book, form).percent is not None
    rate = book.resolve(f"自评.{form}.执行率" if own else f"{match['base']}.执行率")
    weight = _execution_weight(book)
    formula = f"{weight} × {rate.key}"
    if rate.state == "inapplicable":
        return Figure(match.string, Decimal(0), POINTS, Calculated("执行得分", "执行数是负数，得 0 分", (rate,)))
    if not rate.certain or rate.unit != PERCENT or rate.value is None:
        state: State = "pending" if rate.state == "pending" else "unknown"  # a budget of 0 gives no rate, and no score
        return Figure(match.string, None, POINTS, Calculated("执行得分", formula, (rate,)), state)
    value = round_in_form(book, form, min(weight * book.rounded(rate) / 100, weight))
    return Figure(match.string, value, POINTS, Calculated("执行得分（按印出的执行率，不超过权重）", formula, (rate,)))


def _execution_weight(book: FigureBook) -> Decimal:
    return Decimal(book.edition.settings.weights.execution)


@FORM_RULES.makes("指标得分", rf"{BASE}\.指标得分")
def indicator_total(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The scores of all rows of a form."""
    form = form_at(match["base"])
    rows = in_form(book, form)
    if not rows:  # nobody has written its indicators: not a score of 0
        return Figure(match.string, None, POINTS, Calculated("得分相加（按印出的数）", "还没有指标", ()), "pending")
    return _printed_sum(book, match.string, [row.column("得分", form) for row in rows])


@FORM_RULES.makes("得分", rf"{BASE}\.得分")
def total_score(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """执行, 总目标 where the form has it, and indicators together."""
    base = match["base"]
    if base.startswith("项目.") and (whole := stands_for(book, form_at(base))):
        return _printed_sum(book, match.string, [f"转移支付.{whole}.得分"])
    goals = [f"{base}.总目标得分"] if goal_weight(book, form_at(base)) else []
    return _printed_sum(book, match.string, [f"{base}.执行得分", *goals, f"{base}.指标得分"])


def _printed_sum(book: FigureBook, key: str, keys: list[str]) -> Figure:
    """Scores are added as they are printed, so that a reader can add them up."""
    inputs = tuple(book.resolve(k) for k in keys)
    origin = Calculated("得分相加（按印出的数）", " + ".join(keys), inputs)
    if not all(f.certain for f in inputs):
        return Figure(key, None, POINTS, origin, lacking(inputs) or "unknown")
    return Figure(key, sum((book.rounded(f) for f in inputs), Decimal(0)), POINTS, origin)


@FORM_RULES.makes("得分率", rf"{FORM}\.(?:(?P<level>[^.]+)\.)?得分率")
def score_rate(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The score of a level over its points, of the whole without a level."""
    form, level = match["form"], match["level"]
    score = f"自评.{form}.{level}.得分" if level else f"{base_of(book, form)}.得分"
    points = f"自评.{form}.{level}.分值" if level else f"自评.{form}.满分"
    return book.ratio(match.string, book.resolve(score), book.resolve(points), f"{score} ÷ {points}", "得分率")


@FORM_RULES.makes("满分", rf"{FORM}\.满分")
def full_points(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The points of 执行, of 总目标 where the form has it, and of all indicators."""
    form = match["form"]
    goals = [f"自评.{form}.{GOALS}.分值"] if goal_weight(book, form) else []
    return _printed_sum(book, match.string, [f"自评.{form}.{EXECUTION}.分值", *goals, f"自评.{form}.分值"])


@FORM_RULES.makes("总目标的分值", rf"{FORM}\.{GOALS}\.分值")
def goal_points(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """总目标 as if it were a level: its weight."""
    weight = goal_weight(book, match["form"])
    return Figure(match.string, weight, POINTS, Calculated("版式的权重", f"{GOALS} {weight} 分", ()))


@FORM_RULES.makes("执行的分值、得分", rf"{FORM}\.{EXECUTION}\.(?P<what>分值|得分)")
def execution_points(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """执行 as if it were a level: its weight, and its score."""
    if match["what"] == "得分":
        return _printed_sum(book, match.string, [f"{base_of(book, match['form'])}.执行得分"])
    weight = _execution_weight(book)
    return Figure(match.string, weight, POINTS, Calculated("版式的权重", f"{EXECUTION} {weight} 分", ()))


@FORM_RULES.makes("分值", rf"{FORM}(?!\.(?:{EXECUTION}|{GOALS})\.分值$)(?P<path>(?:\.[^.]+)*)\.分值")
def level_points(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The points of all rows under a level, a goal, or the form."""
    path = tuple(match["path"].strip(".").split(".")) if match["path"] else ()
    keys = level_keys(book, match["form"], path)
    return _printed_sum(book, match.string, keys) if keys else None


@FORM_RULES.makes("得分", rf"{FORM}\.(?!{EXECUTION}\.)(?P<level>[^.]+)(?:\.(?P<second>[^.]+))?\.得分")
def level_score(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The scores of all rows under a 一级, or under a 二级 of it."""
    rows = _under(book, match["form"], match["level"], match["second"])
    return _printed_sum(book, match.string, [row.column("得分", match["form"]) for row in rows]) if rows else None


@FORM_RULES.makes("个数", rf"{FORM}\.(?P<level>[^.]+)\.(?P<second>[^.]+)\.指标数")
def second_count(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """How many indicators there are under a 二级."""
    rows = _under(book, match["form"], match["level"], match["second"])
    scores = tuple(book.resolve(row.column("得分", match["form"])) for row in rows)
    counted = Calculated("指标的个数", "这一级的行数", scores)
    return Figure(match.string, Decimal(len(rows)), PIECES, counted) if rows else None


def _under(book: FigureBook, form: str, first: str, second: str | None) -> list[Indicator]:
    return [row for row in in_form(book, form) if row.levels()[0] == first and second in (None, row.levels()[1])]


@FORM_RULES.makes("个数", rf"{FORM}\.(?P<level>{'|'.join(LEVELS)})\.个数")
def level_count(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """How many 一级, 二级 and 三级 indicators a form has."""
    rows = in_form(book, match["form"])
    depth = LEVELS.index(match["level"])
    names = {row.levels()[: depth + 1] if depth < len(LEVELS) - 1 else (row.name,) for row in rows}
    points = tuple(book.resolve(row.column("分值", match["form"])) for row in rows)
    origin = Calculated(f"{match['level']}指标的个数", "指标表里不同的名称", points)
    return Figure(match.string, Decimal(len(names)), PIECES, origin)


@FORM_RULES.makes("权重", rf"{LEVEL}\.权重")
def level_weight(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The share of a level, or of 执行, in all points; whole where it is whole: 20%, 12.5%."""
    key, inputs = match.string, tuple[Figure, ...]()
    weights = book.edition.settings.weights
    full = Decimal(weights.execution + weights.indicators)
    own: Decimal | None = _execution_weight(book)
    if match["level"] != EXECUTION:
        points = book.resolve(f"自评.{match['form']}.{match['level']}.分值")
        own, inputs = points.value, (points,)
        if own is None:
            origin = Calculated("权重", f"{points.key} ÷ {full}", inputs)
            return Figure(key, None, PERCENT, origin, points.state)
    assert own is not None  # noqa: S101 - returned above where it is not known
    rounded = f"{round_half_up(own / full * 100, book.edition.places(PERCENT)):f}"
    text = rounded.rstrip("0").rstrip(".") if "." in rounded else rounded
    return Figure(key, own / full * 100, PERCENT, Calculated("权重", f"{own} ÷ {full}", inputs), text=f"{text}%")


@FORM_RULES.makes("个数", rf"{FORM}\.(?P<what>指标数|完成数)")
def indicator_count(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """How many indicators a form has, or how many of them have full points."""
    key, rows = match.string, in_form(book, match["form"])
    scores = tuple(book.resolve(row.column("得分", match["form"])) for row in rows)
    if match["what"] == "指标数":
        return Figure(key, Decimal(len(rows)), PIECES, Calculated("指标的个数", "自评表的行数", scores))
    points = [book.resolve(row.column("分值", match["form"])) for row in rows]
    if not all(f.certain for f in (*scores, *points)):
        state: State = "pending" if any(f.state == "pending" for f in (*scores, *points)) else "unknown"
        return Figure(key, None, PIECES, Calculated("得满分的指标个数", "", scores), state)
    full = sum(book.rounded(s) >= book.rounded(p) for s, p in zip(scores, points, strict=True))
    return Figure(key, Decimal(full), PIECES, Calculated("得满分的指标个数", "得分 ≥ 分值 的行数", scores))
