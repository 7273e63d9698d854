"""Units as people write them -> what they measure and how large one is, so that a unit that changes a figure's size
is told from another word for the same one; numbers in Chinese characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

_SCALES = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "亿": 10**8}
_SIZES: Mapping[str, Mapping[str, str]] = {
    "money": {"元": "1", "块": "1", "块钱": "1", "元整": "1", "元人民币": "1", "角": "0.1"},
    "ratio": {"%": "1", "％": "1", "﹪": "1", "百分比": "1", "‰": "0.1", "成": "10", "倍": "100"},
    "points of a rate": {"个百分点": "1", "百分点": "1"},
    "people": {"人": "1", "名": "1", "位": "1", "个人": "1", "名人员": "1"},
    "visits": {"人次": "1", "人次数": "1"},
    "households": {"户": "1", "户次": "1"},
    "vehicles": {"辆": "1", "台": "1", "部": "1"},
    "sets": {"台": "1", "套": "1", "台（套）": "1", "台(套)": "1", "台/套": "1", "台套": "1"},
    "batches": {"批": "1", "批次": "1", "个批次": "1"},
    "events": {"次": "1", "场": "1", "场次": "1", "回": "1", "期": "1"},
    "copies": {"份": "1", "本": "1", "册": "1"},
    "things": dict.fromkeys(
        ["个", "项", "件", "家", "所", "处", "条", "宗", "起", "类", "种", "篇", "座", "间", "笔"], "1"
    ),
    "points": {"分": "1"},
    "time": {
        "年": "31536000",
        "个月": "2592000",
        "周": "604800",
        "天": "86400",
        "日": "86400",
        "个工作日": "86400",
        "工作日": "86400",
        "小时": "3600",
        "个小时": "3600",
        "分钟": "60",
        "分种": "60",
        "秒": "1",
        "秒钟": "1",
    },
    "length": {"公里": "1000", "千米": "1000", "米": "1", "厘米": "0.01", "km": "1000", "m": "1"},
    "area": {
        "平方米": "1",
        "㎡": "1",
        "平米": "1",
        "平方公里": "1000000",
        "平方千米": "1000000",
        "公顷": "10000",
        "亩": "666.67",
    },
    "weight": {"吨": "1000", "公斤": "1", "千克": "1", "斤": "0.5", "克": "0.001"},
}
"""What is measured -> its units and their sizes; a scale (万) may stand before each. 个百分点 is no %."""
_WHAT = {unit: [what for what, units in _SIZES.items() if unit in units] for u in _SIZES.values() for unit in u}
_UNIT = re.compile(rf"\s*([{''.join(_SCALES)}]*)({'|'.join(sorted(map(re.escape, _WHAT), key=len, reverse=True))})")
_SCALE_ALONE = re.compile(rf"\s*([{''.join(_SCALES)}]+)")


@dataclass(frozen=True)
class WrittenUnit:
    """A unit as written: what it may measure, and how large one is."""

    unit: str
    what: frozenset[str]
    size: Decimal

    def same_as(self, other: WrittenUnit) -> bool:
        """Whether a number means the same in both."""
        return self.unit == other.unit or (bool(self.what & other.what) and self.size == other.size)

    def in_units_of(self, other: WrittenUnit) -> Decimal | None:
        """How many of the other one of this is; None where they measure something else."""
        return self.size / other.size if self.what & other.what else None


def measure_at(text: str, at: int = 0) -> WrittenUnit | None:
    """The unit that stands at a place of a text, blanks before it passed over; None where none does."""
    found = _UNIT.match(text, at)
    if found:
        what = frozenset(_WHAT[found[2]])
        size = Decimal(_SIZES[_WHAT[found[2]][0]][found[2]])
        return WrittenUnit(found[0].strip(), what, size * _scale(found[1]))
    alone = _SCALE_ALONE.match(text, at)
    return WrittenUnit(alone[0].strip(), frozenset({"a number"}), Decimal(_scale(alone[1]))) if alone else None


@cache
def measure_of(unit: str) -> WrittenUnit:
    """A unit as a figure has it; one that nobody listed is like itself alone."""
    found = measure_at(unit)
    return found if found and found.unit == unit else WrittenUnit(unit, frozenset(), Decimal(1))


def _scale(written: str) -> int:
    product = 1
    for scale in written:
        product *= _SCALES[scale]
    return product


# -- numbers in Chinese characters -------------------------------------------------------------------------------------

_DIGITS = {
    c: n
    for n, same in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in same
}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8}
_CHARACTERS = "".join((*_DIGITS, *_PLACES, *_MYRIADS))
IN_CHARACTERS = re.compile(rf"(百分之|千分之)?([{_CHARACTERS}]+(?:点[{''.join(_DIGITS)}]+)?)")
"""A number in Chinese characters, as it may stand in words."""


def number_of(characters: str) -> Decimal | None:
    """八十六点二 -> 86.2; None for what is no number (千万 alone is one)."""
    whole, _, places = characters.partition("点")
    value = _whole(whole)
    if value is None or not all(c in _DIGITS for c in places):
        return None
    return Decimal(f"{value}.{''.join(str(_DIGITS[c]) for c in places) or '0'}").normalize() + 0


def _whole(characters: str) -> int | None:
    if not characters or any(c not in _CHARACTERS for c in characters):
        return None
    if all(c in _DIGITS for c in characters):
        return int("".join(str(_DIGITS[c]) for c in characters))
    total, part, digit = 0, 0, None
    for c in characters:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _PLACES:
            part += (1 if digit is None else digit) * _PLACES[c]
            digit = None
        else:
            part += digit or 0
            total = (total + (part or 1)) * _MYRIADS[c] if c == "亿" else total + (part or 1) * _MYRIADS[c]
            part, digit = 0, None
    return total + part + (digit or 0)
