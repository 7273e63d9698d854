"""Keys of figures: what is wrong with one that names none, and the parts of one that compares."""

from __future__ import annotations

import re
from typing import Final

LAST_YEAR = "上年"
"""Before the key of a figure of last year: 上年.收入总计."""


class UnknownKey(KeyError):
    """No figure has this key; `nearest` are keys that look like it."""

    why, remedy = "不是报告里的数", "请看 docs/data-format.md 的键"

    def __init__(self, key: str, nearest: list[str]) -> None:
        super().__init__(key)
        self.key, self.nearest = key, nearest


class CircularKey(UnknownKey):
    """The figure is made from itself: there is none."""

    why, remedy = "绕着圈子用到自己", "请看 docs/data-format.md 的键"


class TooLongAgo(UnknownKey):
    """The figure of the year before last, of which nothing is known."""

    why, remedy = "是前年的数，只知道上一年的", "前年的数请直接写在文字里，不用｛｝"


_MEASURE = re.compile(r"(?P<base>.+?)\.(?:(?P<change>增减额|增长率)|(?P<name>占|完成率|差额)\.(?P<other>.+))")


def split_measure(key: str) -> tuple[str, str, str] | None:
    """'支出.208.占.本年支出合计' -> ('支出.208', '占', '本年支出合计')."""
    match = _MEASURE.fullmatch(key)
    return (match["base"], match["change"] or match["name"], match["other"] or "") if match else None


DIGITS: Final = {"元": 4, "千元": 1}
"""By how many digits an amount is longer in this unit than in 万元: 支出.208.元 is 支出.208 in 元."""
WHOLE: Final = "整万元"
"""Behind the key of an amount that a text prints in whole 万元."""
_UNIT: Final = re.compile(rf"\.(?:{'|'.join((*DIGITS, WHOLE))})(?=\.|$)")


def in_its_own_unit(key: str) -> str:
    """支出.208 of 支出.208.元, 支出.208.增减额 of 支出.208.整万元.增减额."""
    return _UNIT.sub("", key)


def digits_of(key: str) -> int | None:
    """By how many digits the amount that a key names is longer than in 万元; None where the key names no unit."""
    unit = key.rpartition(".")[2]
    return 0 if unit == WHOLE else DIGITS.get(unit)
