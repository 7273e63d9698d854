"""Indicators -> their values, points and scores.

An indicator that is met has full points; a 定量 one that is not has points × B/A (正向) or A/B (反向), a 定性 one that is
not is judged by a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.figures.book import FigureBook, Rules
from reportgen.figures.form_kinds import round_in_form
from reportgen.figures.formulas import evaluated
from reportgen.figures.keys import UnknownKey
from reportgen.figures.prose import plain
from reportgen.figures.scoring import Scoring, formula_of, scoring_of
from reportgen.figures.targets import Reached, reached
from reportgen.model.amount import NotANumber, is_pending, parse_number
from reportgen.model.figure import PERCENT, POINTS, Calculated, Figure, Stated, Summed, lacking
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.indicator import EVALUATION, OVERALL, Indicator
from reportgen.model.quantity import parse_quantity

INDICATOR_RULES = Rules("指标")
POINTS_COLUMN, SCORE_COLUMN, TARGET, ACTUAL = "分值", "得分", "目标值", "实际值"


@INDICATOR_RULES.makes("指标", r"指标\.(?P<form>[^.]+)\.(?P<name>[^.]+)(?:\.(?P<column>[^.]+))?")
def indicator_figure(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The value, target, points or score of one indicator."""
    indicator = book.indicators.get((match["form"], match["name"]))
    if indicator is None:
        return None
    column = match["column"] or ACTUAL
    if column in (TARGET, ACTUAL):
        return _value(book, indicator, column)
    for form in _forms(book, indicator):
        if column == indicator.column(POINTS_COLUMN, form).rsplit(".", 1)[-1]:
            return _points(book, indicator, form, f"{indicator.key}.{column}")
        if column == indicator.column(SCORE_COLUMN, form).rsplit(".", 1)[-1]:
            return _score(book, indicator, form, f"{indicator.key}.{column}")
    return None


def _forms(book: FigureBook, indicator: Indicator) -> Iterator[str]:
    data = book.loaded.data
    yield from dict.fromkeys([indicator.form, OVERALL, *data.indicators, *(p.name for p in data.projects)])


def _value(book: FigureBook, indicator: Indicator, column: str) -> Figure:
    """What is written as target or actual value, or what the formula of the actual value gives."""
    key = indicator.key if column == ACTUAL else f"{indicator.key}.{column}"
    source = book.loaded.source(*indicator.place(column)) or book.loaded.source(*indicator.place())
    if column == ACTUAL and (formula := formula_of(book, indicator)):
        return evaluated(book, key, formula, source)
    try:
        text = plain(book, indicator.cells.get(column, ""))
    except UnknownKey as error:
        message = f"{column}里的「{error.key}」{error.why}"
        problem = Finding("T001", Level.ERROR, message, source, key, error.remedy)
        return Figure(key, None, "", Stated(source), "pending", problem=problem)
    if is_pending(text) or (indicator.form == EVALUATION and not text.strip()):
        return Figure(key, None, "", Stated(source), "pending")
    return Figure(key, parse_quantity(text).plain, "", Stated(source), text=text)


def _points(book: FigureBook, indicator: Indicator, form: str, key: str) -> Figure:
    source = book.loaded.source(*indicator.place(indicator.points_column(form)))
    return _stated_points(key, POINTS_COLUMN, indicator.points_text(form), source)


def _stated_points(key: str, name: str, text: str, source: Source | None) -> Figure:
    """Points or a score as a person wrote them."""
    if is_pending(text):
        return Figure(key, None, POINTS, Stated(source), "pending")
    try:
        return Figure(key, parse_number(text), POINTS, Stated(source))
    except NotANumber:
        problem = Finding("P001", Level.ERROR, f"{name}「{text}」不是数", source)
        return Figure(key, None, POINTS, Stated(source), "unknown", problem=problem)


def _score(book: FigureBook, indicator: Indicator, form: str, key: str) -> Figure:
    """The score in a form: stated; by the edition's rule where 0 ÷ 0; in proportion to its own form; by the target."""
    points = book.resolve(indicator.column(POINTS_COLUMN, form))
    target, actual = book.resolve(f"{indicator.key}.{TARGET}"), book.resolve(indicator.key)
    if stated := indicator.score_text(form):
        source = book.loaded.source(*indicator.place(indicator.score_column(form)))
        return _stated_points(key, SCORE_COLUMN, stated, source)
    if points.certain and actual.state == "inapplicable":
        share, words = scoring_of(book, indicator).inapplicable()
        origin = Calculated(f"不适用的指标{words}（版式的规则）", f"{points.key} × {share}", (points, actual))
        return Figure(key, points.number * share, POINTS, origin)
    if state := lacking((points, target, actual)):
        return Figure(key, None, POINTS, Calculated("指标得分", "还有待填的数", (points, target, actual)), state)
    if form != indicator.form and indicator.score_text(indicator.form) and indicator.points_text(indicator.form):
        return _in_proportion(book, indicator, form, key, points)
    return _by_target(book, indicator, form, key, (points, target, actual))


def _in_proportion(book: FigureBook, indicator: Indicator, form: str, key: str, points: Figure) -> Figure:
    """The score of a row that a person scored in its own form: the same share of the points of this form."""
    own, full = book.resolve(f"{indicator.key}.{SCORE_COLUMN}"), book.resolve(f"{indicator.key}.{POINTS_COLUMN}")
    inputs = (points, own, full)
    if not (own.certain and full.certain):
        state = own.state if not own.certain else full.state
        return Figure(key, None, POINTS, Calculated("同一指标按比例", "还有待填的数", inputs), state)
    origin = Calculated("同一指标按比例", f"{points.key} × {own.key} ÷ {full.key}", inputs)
    if own.number == full.number:
        return Figure(key, points.number, POINTS, origin)
    share = own.number / full.number if full.number else Decimal(0)
    return Figure(key, round_in_form(book, form, points.number * share), POINTS, origin)


def _by_target(
    book: FigureBook, indicator: Indicator, form: str, key: str, figures: tuple[Figure, Figure, Figure]
) -> Figure:
    points, target, actual = figures
    found = _reached(book, scoring_of(book, indicator), indicator, target, actual)
    if found.share is None:
        name = indicator.cells.get("指标", indicator.name)
        source = book.loaded.source(*indicator.place(TARGET)) or book.loaded.source(*indicator.place())
        message = (
            f"指标「{name}」目标「{target.text}」、实际「{said(book, actual)}」，程序判断不了达到没有：{found.why}"
        )
        problem = Finding("P002", Level.ERROR, message, source, indicator.key, found.remedy)
        return Figure(key, None, POINTS, Summed(()), "unknown", problem=problem)
    value = points.number if found.share == 1 else round_in_form(book, form, points.number * found.share)
    rule = Calculated("指标得分", f"{points.key} × {found.formula}", (points, target, actual))
    return Figure(key, value, POINTS, rule)


def said(book: FigureBook, figure: Figure) -> str:
    """What is printed of an indicator's value, with its unit."""
    return figure.text if figure.text is not None else f"{book.printed(figure)}{figure.unit}"


def _reached(book: FigureBook, scoring: Scoring, indicator: Indicator, target: Figure, actual: Figure) -> Reached:
    """The share of the points, by the rule of the indicator."""
    text = said(book, actual)
    if not scoring.by_rate:
        return reached(target.text or "", text, indicator, book.loaded.data.year)
    quantity = parse_quantity(text)
    rate = book.rounded(actual) if actual.unit == PERCENT else quantity.plain if quantity.unit == PERCENT else None
    return Reached(None, why="实际不是百分数，不能按率计分") if rate is None else Reached(*scoring.share(rate))
