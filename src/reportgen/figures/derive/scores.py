"""Indicators and budgets -> the rules of self-evaluation scores.

执行得分 = weight × 执行率 (as printed); an indicator that is met has full points, a 定量 one that is
not has points × B/A (正向) or A/B (反向), a 定性 one that is not is judged by a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.figures import FigureBook, Rule, UnknownKey
from reportgen.figures.performance import (
    EVALUATION,
    OVERALL,
    Indicator,
    base_of,
    fund_of,
    in_form,
    indicators,
    indicators_of,
    level_keys,
)
from reportgen.figures.prose import plain
from reportgen.figures.scoring import Scoring, formula_of, scoring_of
from reportgen.model.amount import NotANumber, Quantity, is_pending, parse_number, parse_quantity
from reportgen.model.figure import (
    PERCENT,
    PIECES,
    POINTS,
    WAN,
    Calculated,
    Figure,
    State,
    Stated,
    Summed,
    lacking,
    round_half_up,
)
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.selection import FUND, MEMBERS

EXECUTION = "执行"
"""The weight that is not of indicators."""
BUDGETS = {"整体自评": "预算数", "部门自评": "全年数"}
"""What a form of the whole calls the budget that its 执行率 is of."""


def score_rules(book: FigureBook) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """The rules by the keys that they make."""
    by_name = {(i.form, i.name): i for i in (*indicators(book), *indicators_of(book, EVALUATION))}

    def indicator(book: FigureBook, match: re.Match[str]) -> Figure | None:
        found = by_name.get((match["form"], match["name"]))
        return _indicator_figure(book, found, match["column"] or "实际值") if found else None

    base = r"项目\.[^.]+|整体自评|部门自评"
    return (
        (re.compile(r"指标\.(?P<form>[^.]+)\.(?P<name>[^.]+)(?:\.(?P<column>[^.]+))?"), indicator),
        (re.compile(rf"(?P<base>{base})\.执行率"), _execution_rate),
        (re.compile(rf"(?P<base>{base})\.执行得分"), _execution_score),
        (re.compile(rf"(?P<base>{base})\.指标得分"), _indicator_total),
        (re.compile(rf"(?P<base>{base})\.得分"), _total_score),
        (re.compile(r"自评\.(?P<form>[^.]+)\.(?:(?P<level>[^.]+)\.)?得分率"), _score_rate),
        (re.compile(r"自评\.(?P<form>[^.]+)\.满分"), _full_points),
        (re.compile(rf"自评\.(?P<form>[^.]+)\.{EXECUTION}\.(?P<what>分值|得分)"), _execution_points),
        (re.compile(r"自评\.(?P<form>[^.]+)\.(?P<level>一级|二级|三级)\.个数"), _level_count),
        (re.compile(r"自评\.(?P<form>[^.]+)\.(?P<level>[^.]+)\.得分"), _level_score),
        (re.compile(r"自评\.(?P<form>[^.]+)\.(?P<level>[^.]+)\.权重"), _level_weight),
        (re.compile(r"整体自评\.(?P<kind>基本支出|项目支出)"), _overall_kind),
        (re.compile(r"整体自评\.(?P<kind>基本支出|项目支出)\.执行率"), _overall_kind_rate),
        (re.compile(r"项目合并\.(?P<names>[^.]+)\.(?P<column>全年预算|执行数|执行率)"), _joint),
        (re.compile(r"项目\.合计\.个数"), _project_count),
        (re.compile(rf"项目\.(?P<fund>{'|'.join(MEMBERS[FUND])})\.(?P<what>个数|执行数|全年预算)"), _of_fund),
        (re.compile(rf"项目\.(?P<tier>{'|'.join(book.edition.settings['form_options']['项目级别'])})\.个数"), _of_tier),
        (re.compile(r"自评\.(?P<form>[^.]+)\.(?P<what>指标数|完成数)"), _indicator_count),
        (re.compile(r"项目余额\.(?P<code>\d+)"), _remainder),
        (re.compile(r"自评\.(?P<form>[^.]+)(?P<path>(?:\.[^.]+)*)\.分值"), _level_points),
        (re.compile(r"整体自评\.执行数"), _overall_spent),
        (re.compile(r"机关运行经费"), _operating),
    )


def _indicator_figure(book: FigureBook, indicator: Indicator, column: str) -> Figure | None:
    key = f"{indicator.key}.{column}" if column != "实际值" else indicator.key
    source = book.loaded.source(*indicator.place(column)) or book.loaded.source(*indicator.place())
    if column == "实际值" and (formula := formula_of(book, indicator)):
        return book.evaluate(key, formula, source)
    if column in ("目标值", "实际值"):
        try:
            text = plain(book, indicator.cells.get(column, ""))
        except UnknownKey as error:
            _say(
                book, Finding("T001", Level.ERROR, f"{column}里的「{error.key}」{error.why}", source, key, error.remedy)
            )
            return Figure(key, None, "", Stated(source), "pending")
        if is_pending(text) or (indicator.form == EVALUATION and not text.strip()):
            return Figure(key, None, "", Stated(source), "pending")
        quantity = parse_quantity(text)
        return Figure(key, quantity.number, "", Stated(source), text=text)
    for name, form in _columns(book, indicator):
        if column == indicator.column("分值", form).rsplit(".", 1)[-1] and name == "分值":
            return _points(book, indicator, form, key)
        if column == indicator.column("得分", form).rsplit(".", 1)[-1] and name == "得分":
            return _score(book, indicator, form, key)
    return None


def _columns(book: FigureBook, indicator: Indicator) -> Iterator[tuple[str, str]]:
    forms = [indicator.form, OVERALL, *book.loaded.data.indicators, *(p.name for p in book.loaded.data.projects)]
    for form in dict.fromkeys(forms):
        yield "分值", form
        yield "得分", form


def _points(book: FigureBook, indicator: Indicator, form: str, key: str) -> Figure:
    head = indicator.points_column(form)
    source = book.loaded.source(*indicator.place(head))
    if is_pending(indicator.points_text(form)):
        return Figure(key, None, POINTS, Stated(source), "pending")
    try:
        return Figure(key, parse_number(indicator.points_text(form)), POINTS, Stated(source))
    except NotANumber:
        _say(book, Finding("P001", Level.ERROR, f"分值「{indicator.points_text(form)}」不是数", source))
        return Figure(key, None, POINTS, Stated(source), "unknown")


def _score(book: FigureBook, indicator: Indicator, form: str, key: str) -> Figure:
    points = book.resolve(indicator.column("分值", form))
    target = book.resolve(f"{indicator.key}.目标值")
    actual = book.resolve(indicator.key)
    stated = indicator.score_text(form)
    if stated:
        source = book.loaded.source(*indicator.place("得分" if form == indicator.form else f"{form}得分"))
        if is_pending(stated):
            return Figure(key, None, POINTS, Stated(source), "pending")
        value = _number(book, stated, source)
        return Figure(key, value, POINTS, Stated(source), "unknown" if value is None else "known")
    inputs = (points, target, actual)
    scoring = scoring_of(book, indicator)
    if points.certain and actual.state == "inapplicable":
        share, told = scoring.inapplicable()
        return Figure(
            key,
            points.number * share,
            POINTS,
            Calculated(f"不适用的指标{told}（版式的规则）", f"{points.key} × {share}", (points, actual)),
        )
    if state := lacking(inputs):
        return Figure(key, None, POINTS, Calculated("指标得分", "还有待填的数", inputs), state)
    if form != indicator.form and indicator.score_text(indicator.form) and indicator.points_text(indicator.form):
        own, full = book.resolve(f"{indicator.key}.得分"), book.resolve(f"{indicator.key}.分值")
        if not (own.certain and full.certain):
            return Figure(
                key,
                None,
                POINTS,
                Calculated("同一指标按比例", "还有待填的数", (points, own, full)),
                own.state if not own.certain else full.state,
            )
        whole = own.number == full.number
        value = (
            points.number
            if whole
            else book.round_score(points.number * own.number / full.number if full.number else Decimal(0))
        )
        return Figure(
            key,
            value,
            POINTS,
            Calculated("同一指标按比例", f"{points.key} × {own.key} ÷ {full.key}", (points, own, full)),
        )
    ratio, formula = _ratio(book, scoring, indicator, target, actual)
    if ratio is None:
        source = book.loaded.source(*indicator.place())
        _say(
            book,
            Finding(
                "P002",
                Level.ERROR,
                f"指标「{indicator.cells.get('指标', indicator.name)}」目标「{target.text}」、实际「{said(book, actual)}」，程序判断不了达到没有",
                source,
                indicator.key,
                "请在“得分”栏写上得分",
            ),
        )
        return Figure(key, None, POINTS, Summed(()), "unknown")
    value = points.number if ratio == 1 else book.round_score(points.number * ratio)
    return Figure(key, value, POINTS, Calculated("指标得分", f"{points.key} × {formula}", (points, target, actual)))


def said(book: FigureBook, figure: Figure) -> str:
    """What is printed of an indicator's value, with its unit."""
    return figure.text if figure.text is not None else f"{book.printed(figure)}{figure.unit}"


def _ratio(
    book: FigureBook, scoring: Scoring, indicator: Indicator, target: Figure, actual: Figure
) -> tuple[Decimal | None, str]:
    """The share of the points, by the rule of the indicator, and its formula; None where a person must judge."""
    quantity = parse_quantity(said(book, actual))
    if not scoring.by_rate:
        return _reached(parse_quantity(target.text or ""), quantity, indicator.cells.get("方向", ""))
    rate = book.rounded(actual) if actual.unit == PERCENT else quantity.number if quantity.unit == PERCENT else None
    return (None, "") if rate is None else scoring.share(rate)


def _number(book: FigureBook, text: str, source: Source | None) -> Decimal | None:
    try:
        return parse_number(text)
    except NotANumber:
        _say(book, Finding("P001", Level.ERROR, f"得分「{text}」不是数", source))
        return None


def _reached(target: Quantity, actual: Quantity, direction: str) -> tuple[Decimal | None, str]:
    """How far the target is reached (at most 1) and the formula; None when a person must judge."""
    if target.text == actual.text:
        return Decimal(1), "1（与目标一致）"
    if target.number is None or actual.number is None or not _same_unit(target.unit, actual.unit):
        return None, ""
    if direction.strip() == "反向" or (
        not direction.strip() and (target.operator in ("≤", "＜") or target.number == 0)
    ):
        if actual.number <= target.number:
            return Decimal(1), "1（达到目标）"
        return target.number / actual.number, "A/B"
    if actual.number >= target.number:
        return Decimal(1), "1（达到目标）"
    return actual.number / target.number, "B/A"


def _same_unit(a: str, b: str) -> bool:
    """12场/年 and 50场, 5场次 and 52场 count the same thing; an unwritten unit is the other's."""
    a, b = (unit.split("/")[0] for unit in (a, b))
    return a == b or not a or not b or a.startswith(b) or b.startswith(a)


def _execution_rate(book: FigureBook, match: re.Match[str]) -> Figure | None:
    base = match["base"]
    budget = book.resolve(f"{base}.{BUDGETS.get(base, '全年预算')}")
    spent = book.resolve(f"{base}.执行数")
    return book.ratio(match.string, spent, budget, f"{spent.key} ÷ {budget.key}", "执行率")


def _execution_score(book: FigureBook, match: re.Match[str]) -> Figure | None:
    rate = book.resolve(f"{match['base']}.执行率")
    weight = Decimal(str(book.edition.settings["weights"][EXECUTION]))
    formula = f"{weight} × {rate.key}"
    if not rate.certain or rate.unit != PERCENT or rate.value is None:
        state: State = "pending" if rate.state == "pending" else "unknown"  # a budget of 0 gives no rate, and no score
        return Figure(match.string, None, POINTS, Calculated("执行得分", formula, (rate,)), state)
    value = book.round_score(min(weight * book.rounded(rate) / 100, weight))
    return Figure(match.string, value, POINTS, Calculated("执行得分（按印出的执行率，不超过权重）", formula, (rate,)))


def _indicator_total(book: FigureBook, match: re.Match[str]) -> Figure | None:
    form = next(
        (name for name in (OVERALL, EVALUATION) if base_of(name) == match["base"]), match["base"].removeprefix("项目.")
    )
    rows = in_form(book, form)
    if not rows:  # nobody has written its indicators: not a score of 0
        return Figure(match.string, None, POINTS, Calculated("得分相加（按印出的数）", "还没有指标", ()), "pending")
    return _printed_sum(book, match.string, [i.column("得分", form) for i in rows])


def _total_score(book: FigureBook, match: re.Match[str]) -> Figure | None:
    return _printed_sum(book, match.string, [f"{match['base']}.执行得分", f"{match['base']}.指标得分"])


def _printed_sum(book: FigureBook, key: str, keys: list[str]) -> Figure:
    """Scores are added as they are printed, so that a reader can add them up."""
    inputs = tuple(book.resolve(k) for k in keys)
    origin = Calculated("得分相加（按印出的数）", " + ".join(keys), inputs)
    if not all(f.certain for f in inputs):
        return Figure(key, None, POINTS, origin, lacking(inputs) or "unknown")
    return Figure(key, sum((book.rounded(f) for f in inputs), Decimal(0)), POINTS, origin)


def _level_points(book: FigureBook, match: re.Match[str]) -> Figure | None:
    path = tuple(match["path"].strip(".").split(".")) if match["path"] else ()
    keys = level_keys(book, match["form"], path)
    return _printed_sum(book, match.string, keys) if keys else None


def _level_score(book: FigureBook, match: re.Match[str]) -> Figure | None:
    rows = [i for i in in_form(book, match["form"]) if i.levels()[0] == match["level"]]
    return _printed_sum(book, match.string, [i.column("得分", match["form"]) for i in rows]) if rows else None


def _execution_points(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """执行 as if it were a level: its weight, and its score."""
    if match["what"] == "得分":
        return _printed_sum(book, match.string, [f"{base_of(match['form'])}.执行得分"])
    weight = Decimal(str(book.edition.settings["weights"][EXECUTION]))
    return Figure(match.string, weight, POINTS, Calculated("版式的权重", f"{EXECUTION} {weight} 分", ()))


def _full_points(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The points of 执行 and of all indicators."""
    return _printed_sum(book, match.string, [f"自评.{match['form']}.{EXECUTION}.分值", f"自评.{match['form']}.分值"])


def _score_rate(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """得分率: the score of a level over its points, of the whole without a level."""
    above = f"自评.{match['form']}.{match['level']}" if match["level"] else ""
    score, points = (
        (f"{above}.得分", f"{above}.分值")
        if above
        else (f"{base_of(match['form'])}.得分", f"自评.{match['form']}.满分")
    )
    return book.ratio(match.string, book.resolve(score), book.resolve(points), f"{score} ÷ {points}", "得分率")


def _level_count(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """How many 一级, 二级 and 三级 indicators a form has."""
    rows = in_form(book, match["form"])
    depth = ("一级", "二级", "三级").index(match["level"])
    names = {row.levels()[: depth + 1] if depth < 2 else (row.name,) for row in rows}
    scores = tuple(book.resolve(row.column("分值", match["form"])) for row in rows)
    return Figure(
        match.string,
        Decimal(len(names)),
        PIECES,
        Calculated(f"{match['level']}指标的个数", "指标表里不同的名称", scores),
    )


def _level_weight(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The share of a level, or of 执行, in all points; whole where it is whole: 20%, 12.5%."""
    weights = book.edition.settings["weights"]
    full = sum(Decimal(str(w)) for w in weights.values())
    if match["level"] == EXECUTION:
        own, inputs = Decimal(str(weights[EXECUTION])), tuple[Figure, ...]()
    else:
        points = book.resolve(f"自评.{match['form']}.{match['level']}.分值")
        if points.value is None:
            return Figure(
                match.string, None, PERCENT, Calculated("权重", f"{points.key} ÷ {full}", (points,)), points.state
            )
        own, inputs = points.value, (points,)
    rounded = round_half_up(own / full * 100, book.edition.places(PERCENT))
    text = f"{rounded:f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:f}"
    return Figure(
        match.string, own / full * 100, PERCENT, Calculated("权重", f"{own} ÷ {full}", inputs), text=f"{text}%"
    )


def _whole(book: FigureBook) -> bool:
    """Whether the overall evaluation covers all money, not only fiscal money (资金口径)."""
    overall = book.loaded.data.overall
    return overall is None or overall.scope == "全部资金"


def _overall_kind(book: FigureBook, match: re.Match[str]) -> Figure | None:
    key = f"支出.{match['kind']}" if _whole(book) else f"支出.财政拨款.{match['kind']}"
    return book.signed_sum(match.string, ((1, key),), "整体支出执行数")


def _overall_kind_rate(book: FigureBook, match: re.Match[str]) -> Figure | None:
    spent, budget = book.resolve(f"整体自评.{match['kind']}"), book.resolve(f"整体自评.{match['kind']}预算")
    return book.ratio(match.string, spent, budget, f"{spent.key} ÷ {budget.key}", "执行率")


def _joint(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """Several projects told in one paragraph."""
    names = match["names"].split("、")
    if match["column"] == "执行率":
        spent, budget = (book.resolve(f"项目合并.{match['names']}.{c}") for c in ("执行数", "全年预算"))
        return book.ratio(match.string, spent, budget, f"{spent.key} ÷ {budget.key}", "执行率")
    return book.signed_sum(match.string, tuple((1, f"项目.{n}.{match['column']}") for n in names), "合并叙述的项目")


def _project_count(book: FigureBook, match: re.Match[str]) -> Figure | None:
    inputs = tuple(book.resolve(f"项目.{p.name}.全年预算") for p in book.loaded.data.projects)
    return Figure(match.string, Decimal(len(inputs)), PIECES, Calculated("项目的个数", "项目表的行数", inputs))


def _of_fund(book: FigureBook, match: re.Match[str]) -> Figure | None:
    names = [p.name for p in book.loaded.data.projects if fund_of(book, p) == match["fund"]]
    if match["what"] != "个数":
        return book.signed_sum(
            match.string, tuple((1, f"项目.{n}.{match['what']}") for n in names), f"{match['fund']}的项目"
        )
    inputs = tuple(book.resolve(f"项目.{n}.执行数") for n in names)
    return Figure(match.string, Decimal(len(names)), PIECES, Calculated("项目的个数", f"{match['fund']}的项目", inputs))


def _of_tier(book: FigureBook, match: re.Match[str]) -> Figure | None:
    names = [p.name for p in book.loaded.data.projects if p.tier == match["tier"]]
    inputs = tuple(book.resolve(f"项目.{n}.执行数") for n in names)
    return Figure(match.string, Decimal(len(names)), PIECES, Calculated("项目的个数", f"{match['tier']}项目", inputs))


def _indicator_count(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """How many indicators a form has, or how many of them have full points."""
    rows = in_form(book, match["form"])
    scores = tuple(book.resolve(i.column("得分", match["form"])) for i in rows)
    if match["what"] == "指标数":
        return Figure(match.string, Decimal(len(rows)), PIECES, Calculated("指标的个数", "自评表的行数", scores))
    points = [book.resolve(i.column("分值", match["form"])) for i in rows]
    if not all(f.certain for f in (*scores, *points)):
        state: State = "pending" if any(f.state == "pending" for f in (*scores, *points)) else "unknown"
        return Figure(match.string, None, PIECES, Calculated("得满分的指标个数", "", scores), state)
    full = sum(book.rounded(s) >= book.rounded(p) for s, p in zip(scores, points, strict=True))
    return Figure(match.string, Decimal(full), PIECES, Calculated("得满分的指标个数", "得分 ≥ 分值 的行数", scores))


def _remainder(book: FigureBook, match: re.Match[str]) -> Figure | None:
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
    return book.signed_sum(key, tuple(terms), "项目支出未列入项目的余额")


def _overall_spent(book: FigureBook, match: re.Match[str]) -> Figure | None:
    return book.signed_sum(match.string, ((1, "本年支出合计" if _whole(book) else "支出.财政拨款"),), "整体支出执行数")


def _operating(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """机关运行经费 left out: the 公用经费, when every unit is in its scope."""
    units = book.loaded.data.units
    if units and all(u.operating for u in units):
        return book.signed_sum(match.string, ((1, "公用经费"),), "行政、参公单位的公用经费")
    if not any(u.operating for u in units):
        return Figure(match.string, None, WAN, Summed(()), "blank" if units else "pending")
    outside = "、".join(u.name for u in units if not u.operating)
    _say(
        book,
        Finding(
            "D016",
            Level.ERROR,
            f"{outside}不在机关运行经费的范围里，公用经费不能当作机关运行经费",
            book.loaded.source("单位构成"),
            match.string,
            "请写「机关运行经费」，只算行政单位和参公单位",
        ),
    )
    return Figure(match.string, None, WAN, Summed(()), "unknown")


def _say(book: FigureBook, finding: Finding) -> None:
    if finding not in book.findings:
        book.findings.append(finding)
