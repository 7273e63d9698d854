"""Paragraphs of anybody's wording -> what they state: amounts, changes, rates, shares, and the words before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.audit.text.letters import Letters
from reportgen.audit.text.paragraphs import TextParagraph

Meaning = Literal["amount", "change", "rate", "share", "completion", "budget", "other"]
_UNIT = re.compile(r"(亿元|万元|千元|元|%)")
_SIZES = {"亿元": Decimal(10**8), "万元": Decimal(10**4), "千元": Decimal(10**3), "元": Decimal(1)}
_BEGIN = re.compile(r"[,，。；;:、(\n]")
UP = re.compile(r"增加|增长|增收|增支|增幅|上升|提高|超出|超过|多(?:出)?$")
DOWN = re.compile(r"减少|下降|降低|降幅|减收|减支|减幅|压减|缩减|节约")
_CHANGE = re.compile(
    r"(?:增加|增长|减少|下降|降低|上升|提高|增收|减收|增支|减支|压减|压缩|增幅|降幅|减幅)(?:了|额|额为|为|约|达)?$"
)
_SHARE = re.compile(r"占[^,，。；;]*$")
_COMPLETION = re.compile(r"完成(?:率)?[^,，。；;]*$|执行率[^,，。；;]*$|完成[^,，。；;]*的$")
_BUDGET = re.compile(r"(年初|全年|调整|当年)?预算(?:数|安排|批复)?(?:总额)?(?:为|是|数为|数是)?$")


@dataclass(frozen=True)
class StatedNumber:
    """A number in a sentence. value: as printed, in `unit`; words: of its clause before it; before: of its sentence
    before it; sentence: number of the sentence in the paragraph; start, end: in the text of the stream.
    """

    paragraph: TextParagraph
    start: int
    end: int
    printed: str
    value: Decimal
    places: int
    unit: str
    meaning: Meaning
    words: str
    before: str
    sentence: int

    @property
    def money(self) -> bool:
        """Whether it is an amount of money."""
        return self.unit in _SIZES

    @property
    def size(self) -> Decimal:
        """How many 元 its unit is."""
        return _SIZES.get(self.unit, Decimal(1))

    @property
    def half(self) -> Decimal:
        """Half of its last place, in its unit: as much as rounding may have moved it."""
        return Decimal(5).scaleb(-self.places - 1)

    @property
    def up(self) -> bool | None:
        """Whether it is told as more, or as less; None where neither is said."""
        found = [*re.finditer(f"{UP.pattern}|{DOWN.pattern}", self.words)]
        return None if not found else not DOWN.fullmatch(found[-1][0])


def statements_of(letters: Letters, paragraph: TextParagraph) -> list[StatedNumber]:
    """All numbers with a unit of a paragraph, in their order."""
    return [*_statements(letters, paragraph)]


def _statements(letters: Letters, paragraph: TextParagraph) -> Iterator[StatedNumber]:
    text = letters.text
    for number in letters.numbers.values():
        if not paragraph.start <= number.start < paragraph.end:
            continue
        unit = _UNIT.match(text, number.end)
        if unit is None:
            continue
        begin = max(text.rfind("。", paragraph.start, number.start) + 1, paragraph.start)
        before = text[begin : number.start].replace("\n", "")
        words = _clause(before)
        yield StatedNumber(
            paragraph,
            number.start,
            unit.end(),
            f"{number.text}{unit[0]}",
            number.value,
            len(number.text.partition(".")[2]),
            unit[0],
            _meaning(words, unit[0]),
            words,
            before,
            text.count("。", paragraph.start, number.start),
        )


def _clause(before: str) -> str:
    """The words from the last mark on; 收、支 and what stands in brackets part nothing."""
    plain = re.sub(r"\([^()]*\)", lambda m: "〔" + m[0][1:-1] + "〕", before).replace("收、支", "收支")
    return _BEGIN.split(plain)[-1]


def _meaning(words: str, unit: str) -> Meaning:
    if unit == "%":
        if _SHARE.search(words):
            return "share"
        if _COMPLETION.search(words):
            return "completion"
        return "rate" if _CHANGE.search(words) else "other"
    if _CHANGE.search(words):
        return "change"
    return "budget" if _BUDGET.search(words) else "amount"
