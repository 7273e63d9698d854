"""Text mode: a rate without %, an amount without its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import Hit, Outcome, Verdict, document_check
from reportgen.checks.typed.known_figures import LEAST_DIGITS, typed_numbers, wrong_unit
from reportgen.checks.typed.telling import first_of_each, hit
from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.indicators import indicators
from reportgen.model.figure import PERCENT
from reportgen.model.finding import Level
from reportgen.model.private import private_numbers

RATE = re.compile(
    r"[\u4e00-\u9fff]率(?:均?为|是|达到?|均?达|约|不低于|超过|提高到)?\s*(?:[≥≤><])?\s*(\d+(?:\.\d+)?)(?=[，。；、）]|$)",
    re.M,
)
BARE = re.compile(
    r"(?:支出|收入|资金|经费|金额|补贴|预算数?|决算数?|结余)(?:为|共|共计|合计|总计|达|约|仅)?\s*(\d[\d,]*(?:\.\d+)?)(?=[，。；、）]|$)",
    re.M,
)
NUMBER_ONLY = re.compile(r"[≥≤><＞＜]?\s*\d+(?:\.\d+)?")
IN_WORDS = re.compile(r"百分之[零〇一二三四五六七八九十百点]+(?!以[上下])")
WIDE = re.compile(r"[０-９]+|％")


@document_check(
    "C079",
    level=Level.WARNING,
    title="比率都带百分号",
    what="“……率”后面的数带百分号，指标的目标值、实际值也一样；百分数用数字写，四舍五入而不截断",
    why="满意率 0.96 和 96 都会被看成别的数；99.96% 截成 99.9% 就少了",
    remedy="写成 96%；报告里有的数写 ｛键｝",
    reader="科室",
    aliases=("V33-232", "DISCLOSURE-PERCENT-UNIT"),
)
def percent_sign_missing(printed: Printed) -> Iterator[Outcome]:
    for found in printed.find(RATE):
        at = found.start + found.match.start(1) - found.match.start()
        if found.passage.typed(at, found.end):
            yield hit(
                printed, found.passage, found.start, found.end, f"{found.match[1]} 后面没有 %", "请写成百分数，如 96%"
            )
    for found in printed.find(IN_WORDS):
        yield hit(
            printed,
            found.passage,
            found.start,
            found.end,
            f"百分数写成了汉字：{found.match.group()}",
            "请写成数字和 %，如 95%",
            level=Level.HINT,
        )
    yield from _cut_off(printed)
    for indicator in indicators(printed.book):
        for column in ("目标值", "实际值") if indicator.title.endswith("率") else ():
            text = indicator.cells.get(column, "").strip()
            if not NUMBER_ONLY.fullmatch(text):
                yield Verdict.AGREES
                continue
            values = {"said": f"{indicator.title}：{text}", "problem": f"{column}没有 %", "where": indicator.key}
            source = printed.book.loaded.source("指标", indicator.form, indicator.row, column)
            yield Hit(values, indicator.key, source, "请写成百分数，如 96%")


def _cut_off(printed: Printed) -> Iterator[Outcome]:
    """A rate of a known figure that is typed with its last places cut off instead of rounded."""
    report = printed.book
    exact = {}
    for place in printed.places:
        if place.key and place.element.get("data-unit") == PERCENT and (value := _exact(report, place.key)) is not None:
            exact[place.key] = value
    for passage, number, _ in typed_numbers(printed):
        if number.unit != PERCENT or not number.places or number.digits < LEAST_DIGITS:
            continue
        last = Decimal(1).scaleb(-number.places)
        key = next(
            (
                k
                for k, v in exact.items()
                if v.quantize(last, ROUND_DOWN) == number.value != v.quantize(last, ROUND_HALF_UP)
            ),
            None,
        )
        if key and not any(v.quantize(last, ROUND_HALF_UP) == number.value for v in exact.values()):
            message = f"「{key}」四舍五入是 {exact[key].quantize(last, ROUND_HALF_UP)}%，这里像是截断了"
            yield hit(
                printed,
                passage,
                number.start,
                number.end,
                message,
                f"可以写成 ｛{key}｝；不是同一个数就不用改",
                level=Level.HINT,
            )
        else:
            yield Verdict.AGREES


def _exact(book: FigureBook, key: str) -> Decimal | None:
    try:
        figure = book.resolve(key)
    except UnknownKey:
        return None
    return abs(figure.value) if figure.certain and figure.value is not None else None


@document_check(
    "C080",
    level=Level.WARNING,
    title="金额都带单位，单位不错",
    what="句子里的金额带单位；决算是万元的不写成元",
    why="没有单位的数等于没说，单位错了差一万倍",
    remedy="写上万元，或用 ｛键｝ 引用，单位自带",
    reader="科室",
    aliases=("R001",),
)
def amount_without_or_with_wrong_unit(printed: Printed) -> Iterator[Outcome]:
    for found in printed.find(BARE):
        at = found.start + found.match.start(1) - found.match.start()
        whole_cell = found.passage.tag in ("td", "th") and found.end == len(found.passage.text)
        bare = found.match[1] != "0" and not _year(found.match[1])  # 预算为0 says all
        if found.passage.typed(at, found.end) and not whole_cell and bare:
            yield hit(
                printed, found.passage, found.start, found.end, f"{found.match[1]} 后面没有单位", "请写上单位，如 万元"
            )
    yield from wrong_unit(printed)


def _year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", text))


@document_check(
    "C084",
    level=Level.HINT,
    title="数字的写法一致",
    what="数字用半角，百分号用 %",
    why="全角、半角混用，查找也查不全",
    remedy="重打这个数",
    reader="科室",
    aliases=("CMM-东湖2023",),
)
def number_style_differs(printed: Printed) -> Iterator[Outcome]:
    for found in first_of_each(printed, WIDE):
        private = any(n.start < found.end and found.start < n.end for n in private_numbers(found.passage.text))
        if found.passage.typed(found.start, found.end) and not private:  # of what must go, C095 tells
            yield hit(
                printed,
                found.passage,
                found.start,
                found.end,
                f"数字的写法和别处不同：{found.match.group()}",
                "请用半角数字和 %",
            )
