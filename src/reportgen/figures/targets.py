"""How far the target of an indicator is reached; where that can't be told for certain, why, and what to write instead.

Points are never lost over a text that was only half understood: a share below 1 needs both sides read to the last word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.due import parse_due
from reportgen.model.indicator import Indicator
from reportgen.model.measure import DURATIONS, CountedUnit, alike, measure
from reportgen.model.quantity import ABOUT, DOWN, LESS, MORE, UP, Quantity, parse_quantity

FORWARD, REVERSE = "正向", "反向"
WRITE_SCORE = "请在“得分”栏写上得分"
WRITE_DIRECTION = "请在目标值里写 ≤ 或 ≥，或在“方向”栏写 正向 或 反向"
WRITE_ALIKE = "请把目标值和实际值写成同一个单位的数，或在“得分”栏写上得分"
_LOWER = re.compile(
    r"(?:失业|差错|错误|出错|投诉|事故|事故发生|案件发生|发病|病死|死亡|伤亡|故障|故障发生|超支|流失|辍学|偏差|逾期|超时|返工|退件"
    r"|不合格|不良|违规|违约|空置|闲置|漏报|误报|拖欠|结转结余|上访|信访)(?:率|量|数|次数|起数|件数|数量)$"
)
_EITHER = re.compile(r"(?:时间|时限|时长|周期|间隔|成本|费用|单价|造价|能耗|排放|误差|控制数|控制率)(?:率|量|数)?$")
_LONGER = re.compile(r"培训|学习|课|运行|使用|开放|营业|寿命|质保|服务年限")
_CHANGES = {
    "增": re.compile("增长|增加|提[高升]|上升|增幅|[净新]增|扩面"),
    "减": re.compile("下降|降低|减少|降幅|压减|缩短|节约|节省"),
    "早": re.compile("提前"),
    "迟": re.compile("推迟|延迟|延期|逾期|超期|超时|滞后"),
}
_STRICT = {MORE: "大于", LESS: "小于"}
_MORE_OF_IT = ("次", "均", "钟", "月", "年", "日", "时")
"""What makes another unit of one: 人次 of 人, 分钟 of 分."""


@dataclass(frozen=True)
class Reached:
    """The share of the points (at most 1) and its formula; None with why, and the remedy, when a person must judge."""

    share: Decimal | None
    formula: str = ""
    why: str = ""
    remedy: str = WRITE_SCORE


MET = Reached(Decimal(1), "1（达到目标）")


def reached(target_text: str, actual_text: str, indicator: Indicator, year: int) -> Reached:
    """The share of an indicator's points by its target and actual value as they are printed."""
    if target_text.strip() == actual_text.strip():
        return Reached(Decimal(1), "1（与目标一致）")
    due, done = parse_due(target_text.strip(), year), parse_due(actual_text.strip(), year)
    if due or done:
        if due and done and bool(due[0]) == bool(done[0]) and done <= due:
            return MET
        return Reached(None, why="实际的时间比目标晚" if due and done else "一个是时间，一个不是")
    target, actual = parse_quantity(target_text), parse_quantity(actual_text)
    nought = target.number == 0 and target.upper is None and actual_text.strip() == "无"
    if nought:
        return MET
    for text, quantity in (("目标", target), ("实际", actual)):
        if not quantity.numeric:
            return Reached(None, why=f"{text}读不成一个数")
    if indicator.cells.get("性质", "").strip() == "定性":
        return Reached(None, why="性质是定性，实际与目标不同")
    if why := _of_two_things(target, actual, indicator.title):
        return Reached(None, why=why, remedy=WRITE_ALIKE)
    return _compared(target, actual, indicator)


def _of_two_things(target: Quantity, actual: Quantity, title: str) -> str:
    """Why target and actual value can't be compared; '' when they tell of the same thing in the same way."""
    ways = [next((way for way, words in _CHANGES.items() if words.search(q.words)), "") for q in (target, actual)]
    if ways[0] != ways[1]:
        only = ways[0] or ways[1]
        if all(ways) or not _CHANGES[only].search(title):
            return "一个说的是增减或早晚，另一个不是"
    known, own = title + target.words, actual.words
    if own and own not in known and not (target.words and target.words in own) and not ways[1]:
        return f"实际里的「{own}」与目标说的是不是一件事"
    ours, theirs = measure(target.unit), measure(actual.unit)
    extra = (ours.name.removeprefix(theirs.name), theirs.name.removeprefix(ours.name))
    longer = any(ours.name != rest != theirs.name and rest not in _MORE_OF_IT for rest in extra if rest)
    each = ours.each and theirs.each and ours.each != theirs.each
    if (alike(ours, theirs) or (longer and ours.factor == theirs.factor)) and not each:
        return ""
    return f"单位不同：{target.unit or '没有单位'}、{actual.unit or '没有单位'}"


def _said(target: Quantity) -> str:
    return FORWARD if target.operator in UP else REVERSE if target.operator in DOWN else ""


def _by_name(target: Quantity, indicator: Indicator) -> str:
    """正向 or 反向, where neither the target nor the column says so; '' when its name doesn't either."""
    title, level = re.sub(r"（[^（）]*）$", "", indicator.title), indicator.cells.get("层级", "")
    ways = _ways(target.words)
    unit = measure(target.unit).name
    lower = _LOWER.search(title) and (not title.endswith("率") or unit == "%")
    if target.number == 0 or "迟" in ways or (lower and "减" not in _ways(title)):
        return REVERSE
    either = lower or (unit in DURATIONS and not _LONGER.search(title)) or "成本" in level or _EITHER.search(title)
    return "" if either and not ways else FORWARD


def _ways(words: str) -> list[str]:
    return [way for way, pattern in _CHANGES.items() if pattern.search(words)]


def _compared(target: Quantity, actual: Quantity, indicator: Indicator) -> Reached:
    """Both as intervals in one unit: inside is met; a single number outside a single bound is a share."""
    ours, theirs = measure(target.unit), measure(actual.unit)
    due, done = _bounds(target, ours, theirs), _bounds(actual, theirs, ours)
    if target.upper is not None:
        column = indicator.cells.get("方向", "").strip()
        inside = (column == REVERSE or due[0] <= done[0]) and (column == FORWARD or done[1] <= due[1])
        return MET if inside else Reached(None, why="实际不在目标的范围里")
    if due[0] == done[0] == done[1] and not actual.operator and target.operator not in (MORE, LESS):
        return MET
    column, said = indicator.cells.get("方向", "").strip(), _said(target)
    if column and said and column != said:
        return Reached(None, why="方向栏与目标里的符号相反", remedy=WRITE_DIRECTION)
    direction = column or said or _by_name(target, indicator)
    if not direction:
        return Reached(None, why="看不出多了好还是少了好", remedy=WRITE_DIRECTION)
    if target.operator in (MORE, LESS) and due[0] == done[0] == done[1]:
        return Reached(None, why=f"实际正好是 {actual.text.strip()}，目标要的是{_STRICT[target.operator]}它")
    if direction == FORWARD and actual.operator not in DOWN and done[0] >= due[0] and not _nearly(done, due, actual):
        return MET
    if direction == REVERSE and actual.operator not in UP and done[1] <= due[1] and not _nearly(done, due, actual):
        return MET
    if actual.upper is not None or actual.operator or target.operator == ABOUT or min(due[0], done[0]) < 0:
        return Reached(None, why="约数、范围和负数算不出差多少")
    if (ours.yearly or 1) != (theirs.yearly or 1):
        return Reached(None, why="一个按月、按季，一个按全年")
    return Reached(due[0] / done[0], "A/B") if direction == REVERSE else Reached(done[0] / due[0], "B/A")


def _nearly(done: tuple[Decimal, Decimal], due: tuple[Decimal, Decimal], actual: Quantity) -> bool:
    """近600人 is not yet 600人."""
    return actual.operator == ABOUT and done == due


def _bounds(quantity: Quantity, own: CountedUnit, other: CountedUnit) -> tuple[Decimal, Decimal]:
    """Its number, or its least and most, in units of one for a year; an unwritten unit is the other's."""
    factor = other.factor if not own.name and not own.sized else own.factor
    factor *= (own.yearly or 1) if (own.yearly or other.yearly) else 1
    least = quantity.number if quantity.number is not None else Decimal(0)
    return least * factor, (least if quantity.upper is None else quantity.upper) * factor
