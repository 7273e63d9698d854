"""绩效自评报告: what is told of scores, grades, counts and satisfaction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.data.evaluation import evaluated, why_impossible
from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.passages import FoundText, Printed
from reportgen.checks.engine.registry import SELF_EVALUATION, Hit, Outcome, Verdict, document_check
from reportgen.checks.printed.recomputed import MEND, number_in, percent, shown
from reportgen.figures.scoring import grade_of
from reportgen.model.indicator import EVALUATION

CONTENT = re.compile(r"满意(?:率|度)[^，。；、\d]{0,8}(?P<rate>\d+(?:\.\d+)?)\s*[%％]")
COUNTED = (
    re.compile(r"(?P<level>[一二三]级)指标(?:共|有|为)*\s*(?P<count>\d+)\s*个"),
    re.compile(r"(?P<count>\d+)\s*个(?P<level>[一二三]级)指标"),
)
GRADED = re.compile(r"(?:评价)?等级(?:为|是|评为)?[“\"]?(?P<word>[优良中差])[”\"]?")


def _hit(printed: Printed, found: FoundText, problem: str, key: str, remedy: str) -> Hit:
    author = printed.whose.author(found.passage, found.start, found.end)
    values = {"said": found.passage.around(found.start, found.end), "problem": problem}
    return Hit(values, key, author.source, f"{remedy}；{author.note}" if author.note else remedy)


@document_check(
    "C112",
    title="文字里的满意率与问卷相同",
    what="文字里写的满意率，是「问卷」的份数得得出的",
    why="100 份问卷得不出 98.95%",
    remedy="在「问卷」里写满意的份数，文字里写 ｛问卷.群众.满意率｝",
    needs=SELF_EVALUATION,
)
def told_satisfaction_impossible(printed: Printed) -> Iterator[Outcome]:
    own = printed.book.loaded.data.evaluation
    for found in printed.find(CONTENT) if own and own.surveys else ():
        if found.passage.typed(*_span(found, "rate")) and (
            problem := why_impossible(printed.book, Decimal(found.match["rate"]))
        ):
            yield _hit(printed, found, problem, "问卷", "请写 ｛问卷.….满意率｝")
        else:
            yield Verdict.AGREES


def _span(found: FoundText, group: str) -> tuple[int, int]:
    """Where a group of a match stands in the passage."""
    shift = found.start - found.match.start()
    return found.match.start(group) + shift, found.match.end(group) + shift


@document_check(
    "C109",
    title="写的指标个数与表里的相同",
    what="文字里写的一、二、三级指标个数，与指标表数出来的相同",
    why="读者会数",
    remedy="不写个数，或写 ｛自评.部门整体.三级.个数｝",
    mode="composed",
    needs=SELF_EVALUATION,
)
def indicator_counts_differ(printed: Printed) -> Iterator[Outcome]:
    if not evaluated(printed.book):
        return
    for pattern in COUNTED:
        for found in printed.find(pattern):
            counted = printed.book.resolve(f"自评.{EVALUATION}.{found.match['level']}.个数")
            if Decimal(found.match["count"]) == counted.number:
                yield Verdict.AGREES
            else:
                yield _hit(printed, found, f"指标表里有 {counted.number} 个", counted.key, f"请写 ｛{counted.key}｝")


@document_check(
    "C110",
    title="等级与得分相符",
    what="写的等级，是得分按版式分档得出的",
    why="90 分以上才是优",
    remedy="等级由程序印",
    mode="composed",
    needs=SELF_EVALUATION,
)
def grade_does_not_fit(printed: Printed) -> Iterator[Outcome]:
    if not evaluated(printed.book):
        return
    score = printed.book.resolve("部门自评.得分")
    for found in printed.find(GRADED) if score.certain else ():
        due = grade_of(printed.book, score)
        if found.match["word"] == due:
            yield Verdict.AGREES
        else:
            yield _hit(printed, found, f"得分 {number(score.number, '分')} 分，等级是“{due}”", score.key, "请改正等级")


@document_check(
    "C115",
    title="得分率＝得分÷权重，合计＝各项之和",
    what="得分率等于印出的得分除以权重，合计等于各项之和",
    why="读者会重算",
    remedy="程序自己算；出现时请告诉我们",
    mode="composed",
    needs=SELF_EVALUATION,
)
def score_rates_differ(printed: Printed) -> Iterator[Outcome]:
    rows = evaluated(printed.book)
    if rows:
        yield from _rates(printed)
        yield from _totals(printed, ["执行", *dict.fromkeys(row.levels()[0] for row in rows)])


def _rates(printed: Printed) -> Iterator[Outcome]:
    """Each 得分率 from the score and the points beside it."""
    for place in printed.places:
        match = re.fullmatch(rf"自评\.{EVALUATION}\.(?:([^.]+)\.)?得分率", place.key)
        if match is None:
            continue
        keys = (
            (f"自评.{EVALUATION}.{match[1]}.得分", f"自评.{EVALUATION}.{match[1]}.分值")
            if match[1]
            else ("部门自评.得分", f"自评.{EVALUATION}.满分")
        )
        score, points, rate = shown(printed, keys[0]), shown(printed, keys[1]), number_in(place.text)
        if not points or score is None or rate is None:
            yield Verdict.UNKNOWN
        elif (right := percent(score, points, rate)) == rate:
            yield Verdict.AGREES
        else:
            values = {"said": f"{place.key} {place.text}%", "problem": f"{score} ÷ {points} = {right}%"}
            yield Hit(values, place.key, None, MEND, template=True)


def _totals(printed: Printed, levels: list[str]) -> Iterator[Outcome]:
    """The score and the points of the whole from those of its levels."""
    for whole, part in (("部门自评.得分", "得分"), (f"自评.{EVALUATION}.满分", "分值")):
        parts = [shown(printed, f"自评.{EVALUATION}.{level}.{part}") for level in levels]
        total, known = shown(printed, whole), [p for p in parts if p is not None]
        if total is None or len(known) < len(parts):
            yield Verdict.UNKNOWN
        elif total == sum(known):
            yield Verdict.AGREES
        else:
            values = {"said": f"{whole} {total}", "problem": f"各项相加是 {sum(known)}"}
            yield Hit(values, whole, None, MEND, template=True)
