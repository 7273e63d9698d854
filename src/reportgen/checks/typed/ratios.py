"""Text mode: ratios inside one sentence: 受理7161件，结案7025件，结案率98.1%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from reportgen.checks.engine.passages import Passage, Printed
from reportgen.checks.engine.registry import Outcome, Verdict, document_check
from reportgen.checks.typed.numbers import Number, numbers, sentences
from reportgen.checks.typed.telling import hit
from reportgen.model.finding import Level

RATE = re.compile(r"([\u4e00-\u9fff]{2,6})率(?:为|是|达到?|约|仅)?$")
WHOLE = re.compile(r"受理|立案|收案|接收|收到|登记|申报|应|总|共|全部|抽查|参加|报名")
NEAR = Decimal(2)
"""Points by which a rate may miss two neighbouring counts and still be taken for theirs."""

FAR = Decimal(25)
"""The same where the part is named as what became of the whole."""
HANDLED = re.compile(r"处理|办理|办结|结案|完成|合格|通过|达标|解决|回复|化解|整改|成功")


@document_check(
    "C083",
    level=Level.WARNING,
    title="一句话里的比率等于两数相除",
    what="同一句里有受理数、结案数又有结案率的，率等于两数相除",
    why="三个数都在眼前，一除就知道",
    remedy="改率或改数；98.87% 不能写成 98.90%",
)
def sentence_ratio_differs_from_counts(printed: Printed) -> Iterator[Outcome]:
    for passage in printed.passages:
        if "率" in passage.text:
            for start, end in sentences(passage):
                yield from _rates(printed, passage, list(numbers(passage, start, end)))


def _rates(printed: Printed, passage: Passage, found: list[Number]) -> Iterator[Outcome]:
    wholes: list[Number] = []  # of which other rates of the sentence are
    for place, rate in enumerate(found):
        name = RATE.search(rate.label) if rate.unit == "%" else None
        if name is None:
            continue
        counts = [n for n in found[:place] if n.unit not in ("%", "", "个百分点") and n.value > 0]
        pairs = [(a, b) for a in counts for b in counts if a is not b and a.unit == b.unit and a.value <= b.value]
        if right := next((b for a, b in pairs if _quotient(a, b, rate.places) == rate.value), None):
            wholes.append(right)
            yield Verdict.AGREES
            continue
        cut = passage.text.rfind("；", 0, rate.start)
        here = [n for n in counts if n.start > cut]
        near = [(a, b) for a, b in pairs if a.start > cut and b.start > cut]
        before = found[place - 1]
        pair = _meant(name[1], rate, counts, pairs, before) or _meant(name[1], rate, here, near, before)
        if pair := pair or _digits_swapped(rate, before, wholes):
            part, whole = pair
            problem = f"{part.said} ÷ {whole.said} = {_quotient(part, whole, rate.places)}%，写的是 {rate.said}"
            yield hit(
                printed,
                passage,
                whole.start,
                rate.end,
                problem,
                "请核对这三个数",
                said=passage.around(rate.start, rate.end, 24),
            )


def _digits_swapped(rate: Number, part: Number, wholes: list[Number]) -> tuple[Number, Number] | None:
    """A rate that is, its digits in another order, that of its part in a whole of which others are."""
    for whole in wholes:
        right = whole.unit == part.unit and part.value <= whole.value and _quotient(part, whole, rate.places)
        if right and sorted(str(right)) == sorted(rate.text):
            return part, whole
    return None


def _quotient(part: Number, whole: Number, places: int) -> Decimal:
    return (part.value / whole.value * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _meant(
    name: str, rate: Number, counts: list[Number], pairs: list[tuple[Number, Number]], before: Number
) -> tuple[Number, Number] | None:
    """The part that is named as the rate is, over a whole; or the only two counts when they nearly make it."""
    for part, whole in pairs:
        if part is before and name[-2:] in part.label and name[-2:] not in whole.label and WHOLE.search(whole.label):
            return part, whole
    if len(counts) == 2 and len(pairs) == 1 and before in pairs[0]:
        part, whole = pairs[0]
        far = abs(part.value / whole.value * 100 - rate.value)
        if part.start > whole.start and (far <= NEAR or (far <= FAR and HANDLED.search(part.label))):
            return part, whole
    return None
