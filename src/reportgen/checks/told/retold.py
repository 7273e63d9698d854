"""Text mode: what a person typed of something that the report prints elsewhere: scores, indicators, counts, surveys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import figure
from reportgen.checks.engine.gaps import mistyped_forms
from reportgen.checks.engine.missed import every_indicator
from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, SELF_EVALUATION, Outcome, Verdict, document_check
from reportgen.checks.told.reading import Told, quantities, typed_statements
from reportgen.checks.typed.telling import hit
from reportgen.figures.indicators import budget_indicators
from reportgen.model.finding import Level
from reportgen.model.once import once

SCORE = re.compile(
    r"(?:自评|评价|绩效|项目|部门|整体|平均|综合|总体)[^，。；]{0,6}(?:得分|总分|均分|评分)[^，。；]{0,3}$"
)
LEAST = 100
"""A smaller number is by chance what a slip makes of another one."""
AGAIN = re.compile(r"\d[一-鿿]{0,4}[（(，]?(?:即|折合|也就是|相当于)?(?<![一-鿿\d，])$")
COMMON = re.compile("人数|数量|次数|户数|件数|情况|完成|工作|开展|全年|年度|项目|人员|全区|全市|本级|单位|机关")
_DONE = "办结|完成|落实|解决|整改|发放|结案|处理|兑现"
ALL_DONE = re.compile(
    rf"(?P<all>\d[\d,]*)\s*(?P<unit>件|人次|人|户|家|个|名|项|笔|起|宗|条)[^。；\d]{{0,12}}?(?P<verb>{_DONE})(?:了|其中)?"
    r"\s*(?P<done>\d[\d,]*)\s*(?P=unit)[^。；\d]{0,8}?(?:全部|均已?|都已?|已全部)(?P=verb)"
)
RETURNED = re.compile(r"(?P<name>有效率|回收率)[^，。；、\d]{0,6}(?P<rate>\d+(?:\.\d+)?)\s*[%％]")


@document_check(
    "C199",
    level=Level.WARNING,
    title="文字里的自评得分就是表里的",
    what="文字里写的自评得分、平均得分，是报告里印的一个得分，或各项目得分的平均",
    why="表里都是 99 分以上，文字说平均 89.2 分",
    remedy="改这个数，或写 ｛项目.….得分｝",
    needs=ACCOUNTS + SELF_EVALUATION,
)
def score_told_differently(printed: Printed) -> Iterator[Outcome]:
    scores = _scores(printed)
    for told in typed_statements(printed):
        before = told.passage.text[max(0, told.start - 20) : told.start]
        if told.unit != "分" or told.key or not SCORE.search(before) or told.role in ("before", "target"):
            continue
        if "上年" in before or "去年" in before:
            continue
        if not scores:
            yield Verdict.UNKNOWN
        elif any(told.is_one_of(score) for score in (*scores, _mean(scores, told.places))):
            yield Verdict.AGREES
        else:
            least, most = min(scores), max(scores)
            span = f"{number(least, '')}" + (f" 到 {number(most, '')}" if most > least else "")
            problem = f"写的是 {told.said}，报告里印的得分是 {span} 分"
            yield hit(printed, told.passage, told.start, told.end, problem, "请改这个数，或写 ｛项目.….得分｝")


@once
def _scores(printed: Printed) -> tuple[Decimal, ...]:
    """The scores of the forms as they are printed."""
    keys = [k for k in printed.texts if re.fullmatch(r"(?:项目\.[^.]+|整体自评|部门自评)\.得分", k)]
    known = [figure(printed.book, key) for key in keys]
    return tuple(printed.book.rounded(f) for f in known if f is not None)


def _mean(scores: tuple[Decimal, ...], places: int) -> Decimal:
    return (sum(scores, Decimal(0)) / len(scores)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@document_check(
    "C200",
    level=Level.WARNING,
    title="文字里的数不是指标打错的样子",
    what="文字里手打的数，单位和说的事都与一个指标相同的，不是指标的数颠倒两位、多零少零的样子",
    why="自评表里是 31250人次，重点工作说服务 3125人次",
    remedy="改这个数，最好写成 ｛指标.…｝",
    needs=ACCOUNTS + SELF_EVALUATION + BUDGET,
    reader="科室",
)
def indicator_mistyped(printed: Printed) -> Iterator[Outcome]:
    known = _indicators(printed)
    every = {quantity for _, _, quantity in known}
    for told in typed_statements(printed):
        if told.key or told.value < LEAST or told.role in ("before", "share", "change") or not told.unit:
            continue
        restated = told.scaled and AGAIN.search(told.passage.text[: told.start])  # C229
        if restated or any(unit == told.unit and told.is_one_of(value) for value, unit in every):
            yield Verdict.AGREES
            continue
        words = told.subject + told.after
        near = next(
            (
                (title, value)
                for title, pairs, (value, unit) in known
                if unit == told.unit and _slip(told, value) and any(pair in words for pair in pairs)
            ),
            None,
        )
        if near is None:
            yield Verdict.AGREES
        else:
            problem = f"写的是 {told.said}，指标「{near[0]}」是 {number(near[1], '')}{told.unit}，像是打错了"
            yield hit(printed, told.passage, told.start, told.end, problem, "请核对，最好写成 ｛指标.…｝")


def _slip(told: Told, value: Decimal) -> bool:
    """Whether a number is what a slip makes of a value; in 万 or 亿 also whatever is near it."""
    if told.value in mistyped_forms(value):
        return True
    alone = told.scaled and not told.bound and value  # rounded rightly it would be the value
    return bool(alone) and Decimal("0.8") < told.value / value < Decimal("1.25")


@once
def _indicators(printed: Printed) -> tuple[tuple[str, frozenset[str], tuple[Decimal, str]], ...]:
    """Of each indicator its name, the pairs of characters that name it, and each of its numbers with the unit."""
    found = []
    for row in (*every_indicator(printed.book), *budget_indicators(printed.book)):
        title = COMMON.sub("，", row.title)
        pairs = frozenset(p for n in range(len(title) - 1) if re.fullmatch("[一-鿿]{2}", p := title[n : n + 2]))
        for column in ("实际值", "目标值", "当年"):
            found += [(row.title, pairs, quantity) for quantity in quantities(row.cells.get(column, ""))]
    return tuple(found)


@document_check(
    "C201",
    level=Level.WARNING,
    title="说全部办结的，办结的与受理的一样多",
    what="“受理202件，办结184件，全部办结”这样的话，前后的数一样",
    why="一句话里自己矛盾",
    remedy="核对这两个数，或改这句话",
    reader="科室",
)
def not_all_done(printed: Printed) -> Iterator[Outcome]:
    for found in printed.find(ALL_DONE):
        every, done = (int(found.match[name].replace(",", "")) for name in ("all", "done"))
        own = printed.origin(found.passage, found.end - 2, found.end)
        if done >= every or own is None:
            yield Verdict.AGREES
        else:
            unit = found.match["unit"]
            problem = f"一共 {every}{unit}，{found.match['verb']} {done}{unit}，不是全部"
            yield hit(printed, found.passage, found.start, found.end, problem, "请核对这两个数，或改这句话")


@document_check(
    "C202",
    title="文字里的问卷有效率、回收率与问卷相同",
    what="文字里写的有效率、回收率，是「问卷」的份数得出的",
    why="发放 100 份、有效 100 份，文字说有效率 89%",
    remedy="文字里写 ｛问卷.群众.有效率｝",
    needs=SELF_EVALUATION,
)
def survey_rate_told_differently(printed: Printed) -> Iterator[Outcome]:
    own = printed.book.loaded.data.evaluation
    for found in printed.find(RETURNED) if own and own.surveys else ():
        name, rate = found.match["name"], Decimal(found.match["rate"])
        at = found.start + found.match.start("rate") - found.match.start()
        known = (
            [f for survey in own.surveys if (f := figure(printed.book, f"问卷.{survey.name}.{name}"))] if own else []
        )
        places = -int(rate.as_tuple().exponent)
        rates = [f.number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) for f in known]
        if not rates or not found.passage.typed(at, found.end):
            yield Verdict.UNKNOWN
        elif rate in rates:
            yield Verdict.AGREES
        else:
            problem = f"写的是 {rate}%，照「问卷」的份数是 {'、'.join(f'{r}%' for r in dict.fromkeys(rates))}"
            yield hit(printed, found.passage, at, found.end, problem, f"请写 ｛问卷.….{name}｝")
