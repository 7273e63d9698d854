"""The unit of a quantity -> what it counts, in which size, and over which time: 万人次, 元/亩, 次/月."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_SIZED = re.compile(r"(十万|百万|千万|十|百|千|万|亿)(?![米克瓦分])")
_ALIKE = {
    "百分比": "%", "名": "人", "位": "人", "日": "天", "自然日": "天", "场次": "场", "次数": "次", "时": "小时",
    "平米": "平方米", "㎡": "平方米", "m²": "平方米", "m2": "平方米", "千米": "公里", "km": "公里", "千克": "公斤",
    "kg": "公斤", "个百分点": "百分点", "台套": "台（套）", "台(套)": "台（套）",
}  # fmt: skip
_PARTS: dict[str, tuple[str, int | Decimal]] = {
    "秒": ("秒", 1), "分钟": ("秒", 60), "小时": ("秒", 3600), "天": ("秒", 86400), "周": ("秒", 604800),
    "星期": ("秒", 604800), "季度": ("月", 3), "年": ("月", 12), "公里": ("米", 1000), "吨": ("公斤", 1000),
    "公顷": ("亩", 15), "‰": ("%", Decimal("0.1")),
}  # fmt: skip
_TIMES = {"月": 12, "季度": 4, "季": 4, "半年": 2, "周": 52, "星期": 52, "天": 365, "日": 365, "年": 1, "全年": 1}
"""How often in the year that a report is of."""
DURATIONS = ("秒", "月", "工作日")


@dataclass(frozen=True)
class CountedUnit:
    """What a unit counts; factor: how many of it one is (万人: 10000 人); sized: whether a size is written (万).

    yearly: how many of its periods a year has, None where it names none; each: what it is counted over (元/亩).
    """

    name: str
    factor: Decimal
    sized: bool = False
    yearly: int | None = None
    each: str = ""


def measure(unit: str) -> CountedUnit:
    """The measure of a unit as written; '' counts nothing that is named."""
    name, _, over = unit.strip().partition("/")
    factor, sized = Decimal(1), _SIZED.match(name)
    if sized:
        factor, name = Decimal(_SIZES[sized[1]]), name[sized.end() :]
    name = re.sub("^个(?=工作日|自然日|小时|月|季度|星期|百分点)", "", name)
    name = _ALIKE.get(name, name)
    base, parts = _PARTS.get(name, (name, 1))
    yearly = _TIMES.get(over)
    return CountedUnit(base, factor * parts, sized is not None, yearly, "" if yearly else _ALIKE.get(over, over))


def alike(a: CountedUnit, b: CountedUnit) -> bool:
    """Whether two count the same thing: an unwritten unit is the other's, but never its 万 or its %."""
    if not a.name or not b.name:
        named, bare = (b, a) if not a.name else (a, b)
        return bare.sized == named.sized and named.name not in ("%", "百分点")
    return a.name == b.name
