"""Words -> the numbers in them, each with its unit and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checks.engine.passages import Passage

MONEY = ("万元", "亿元", "元")
UNITS = "个百分点|万亿元|亿元|万元|元|万人次|人次|万人|人|名|万户|户|万家|家|万件|件|万场|场次?|个|万?笔|批次|批|次|辆|台|套|项|条|份|亩|平方米|公里|吨|分|%|％"
NUMBER = re.compile(rf"(?<![\dA-Za-z.,])(-?\d[\d,]*(?:\.\d+)?)(?![\d])\s*({UNITS})?(?![/／])")
CHANGED = re.compile(r"增|减|追加|比|较|上年|去年|占|超|预算|结转|目标|计划|人均|平均|每")
"""A number behind such a word is no part of a whole and no value of a label."""


@dataclass(frozen=True)
class Number:
    """A number in a passage."""

    value: Decimal
    unit: str
    text: str
    start: int
    end: int
    label: str

    @property
    def places(self) -> int:
        """How many decimals are written."""
        return len(self.text.partition(".")[2])

    @property
    def digits(self) -> int:
        """Significant digits: 0.30 and 30 have one, 98.87 has four."""
        return len(self.text.replace(",", "").replace(".", "").lstrip("-0").rstrip("0"))

    @property
    def said(self) -> str:
        """As written, with its unit."""
        return f"{self.text}{self.unit}"


def numbers(passage: Passage, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """The numbers of a passage between two places. `label`: the words right before, back to a comma."""
    text = passage.text
    for match in NUMBER.finditer(text, start, len(text) if end is None else end):
        try:
            value = Decimal(match[1].replace(",", ""))
        except ArithmeticError:
            continue
        unit = {"名": "人", "％": "%", "场次": "场"}.get(match[2] or "", match[2] or "")
        label = re.split(r"[，。；：、（）\s]", text[max(0, match.start() - 24) : match.start()])[-1]
        yield Number(value, unit, match[1], match.start(), match.end(), label)


def sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence: up to 。 or the end of the passage."""
    start = 0
    for match in re.finditer(r"。|$", passage.text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
