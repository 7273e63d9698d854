"""Text mode: a rate without %, an amount without its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.printed import Printed
from reportgen.checks.registry import Hit, Outcome, Seen, reading
from reportgen.checks.text.known_figures import wrong_unit
from reportgen.checks.text.telling import first_of_each, hit
from reportgen.finding import Level
from reportgen.performance import indicators

RATE = re.compile(r"[\u4e00-\u9fff]率(?:均?为|是|达到?|均?达|约|不低于|超过|提高到)?\s*(?:[≥≤><])?\s*(\d+(?:\.\d+)?)(?=[，。；、）]|$)", re.M)
BARE = re.compile(
    r"(?:支出|收入|资金|经费|金额|补贴|预算数?|决算数?|结余)(?:为|共|共计|合计|总计|达|约|仅)?\s*(\d[\d,]*(?:\.\d+)?)(?=[，。；、）]|$)", re.M)
NUMBER_ONLY = re.compile(r"[≥≤><＞＜]?\s*\d+(?:\.\d+)?")
WIDE = re.compile(r"[０-９]+|％")


@reading(
    "C079", level=Level.WARNING, title="比率都带百分号", message="「{said}」{problem}",
    alias=("V33-232", "DISCLOSURE-PERCENT-UNIT"),
)
def percent_sign_missing(printed: Printed) -> Iterator[Outcome]:
    """A number behind …率 has its %, in sentences and in the cells of 指标.

    Why: 满意率0.96 and 满意率96 are both read as something else. How to mend: write 96%.
    """
    for found in printed.find(RATE):
        at = found.start + found.match.start(1) - found.match.start()
        if found.passage.typed(at, found.end):
            yield hit(printed, found.passage, found.start, found.end, f"{found.match[1]} 后面没有 %", "请写成百分数，如 96%")
    for indicator in indicators(printed.report):
        for column in ("目标值", "实际值") if indicator.title.endswith("率") else ():
            text = indicator.cells.get(column, "").strip()
            if not NUMBER_ONLY.fullmatch(text):
                yield Seen.AGREES
                continue
            values = {"said": f"{indicator.title}：{text}", "problem": f"{column}没有 %", "where": indicator.key}
            source = printed.report.loaded.source("指标", indicator.form, indicator.row, column)
            yield Hit(values, indicator.key, source, "请写成百分数，如 96%")


@reading("C080", level=Level.WARNING, title="金额都带单位，单位不错", message="「{said}」{problem}", alias=("R001",))
def amount_without_or_with_wrong_unit(printed: Printed) -> Iterator[Outcome]:
    """An amount in a sentence has its unit, and not 元 where the accounts have 万元.

    Why: a number without a unit says nothing, one with the wrong unit is wrong by 10,000. How to mend: write 万元, or
    ｛key｝, which brings its unit along.
    """
    for found in printed.find(BARE):
        at = found.start + found.match.start(1) - found.match.start()
        whole_cell = found.passage.tag in ("td", "th") and found.end == len(found.passage.text)
        if found.passage.typed(at, found.end) and not whole_cell and not _year(found.match[1]):
            yield hit(printed, found.passage, found.start, found.end, f"{found.match[1]} 后面没有单位", "请写上单位，如 万元")
    yield from wrong_unit(printed)


def _year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", text))


@reading("C084", level=Level.HINT, title="数字的写法一致", message="「{said}」{problem}", alias=("CMM-东湖2023",))
def number_style_differs(printed: Printed) -> Iterator[Outcome]:
    """Typed numbers use half-width digits and %, as the printed ones do.

    Why: ９６％ and 96% side by side look careless, and no search finds both. How to mend: retype the number.
    """
    for found in first_of_each(printed, WIDE):
        if found.passage.typed(found.start, found.end):
            yield hit(printed, found.passage, found.start, found.end, f"数字的写法和别处不同：{found.match.group()}", "请用半角数字和 %")
