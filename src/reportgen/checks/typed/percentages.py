"""Text mode: percentages that people type: more than all, or with other decimals than the rest of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import Outcome, Verdict, document_check
from reportgen.checks.typed.telling import hit
from reportgen.model.figure import PERCENT
from reportgen.model.finding import Level

PART = re.compile(
    r"(?:满意(?:率|度)|合格率|达标率|覆盖率|及时率|到位率|完好率|办结率|结案率|准确率|知晓率|参保率|入学率|就业率|出勤率|通过率|占[^，。；：\d]{0,16})"
    r"[^，。；：、\d≥≤＞＜>]{0,6}(?P<rate>\d+(?:\.\d+)?)\s*[%％]"
)
"""What is a part of a whole; a rate of completion may be more than all."""
OF_MONEY = r"占[^，。；：\d]{0,16}|完成[^，。；：\d]{0,10}的|执行率[^，。；：\d]{0,3}|完成率[^，。；：\d]{0,3}"


@document_check(
    "C173",
    level=Level.WARNING,
    title="部分占整体不超过 100%",
    what="人写的满意率、合格率、占比这类部分占整体的百分数不超过 100%",
    why="199% 的满意率谁都看得出不对",
    remedy="核对这个数；多半是小数点或重复的数字",
)
def part_is_more_than_all(printed: Printed) -> Iterator[Outcome]:
    for found in printed.find(PART):
        start = found.start + found.match.start("rate") - found.match.start()
        end = found.start + found.match.end("rate") - found.match.start()
        if Decimal(found.match["rate"]) > 100 and found.passage.typed(start, end):
            yield hit(printed, found.passage, found.start, found.end, "部分占整体不会超过 100%", "请核对这个数")
        else:
            yield Verdict.AGREES


@document_check(
    "C174",
    level=Level.HINT,
    title="百分数的小数位与全文一致",
    what="人写的占比、增长率、完成率、执行率，小数位和程序印的一样",
    why="同一份报告里 12.3% 和 12.34% 混着写，像是两个来处",
    remedy="改成一样的小数位，或写成引用",
)
def percentage_with_other_places(printed: Printed) -> Iterator[Outcome]:
    usual = printed.book.edition.places(PERCENT)
    words = printed.book.edition.directions
    told = rf"(?:{OF_MONEY}|{words.up('增长')}|{words.down('下降')})(?P<rate>\d+\.\d+)\s*[%％]"
    for found in printed.find(re.compile(told)):
        start = found.start + found.match.start("rate") - found.match.start()
        end = found.start + found.match.end("rate") - found.match.start()
        prose = printed.origin(found.passage, start, end)
        places = len(found.match["rate"].partition(".")[2])
        if prose is None or not found.passage.typed(start, end) or places == usual:
            yield Verdict.AGREES
            continue
        problem = f"是 {places} 位小数，全文的百分数是 {usual} 位"
        yield hit(printed, found.passage, start, end, problem, "请改成一样的小数位，或写成引用")
