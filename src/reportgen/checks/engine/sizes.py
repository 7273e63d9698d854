"""What a number can be by its unit and its name: a rate is at most 100 %, people and cases are whole."""

from __future__ import annotations

import re
from decimal import Decimal

COUNTED = "人次|车次|批次|场次|人|名|户|家|件|场|辆|台|批|次|笔|宗|起|套|份|条|项|个|所|座|处"
QUANTITY = re.compile(
    rf"(?<![\dA-Za-z.,])(\d[\d,]*(?:\.\d+)?)\s*(百分点|[%％]|(?:{COUNTED})(?!月|小时|工作日|百分点|点|/|／))"
)
"""A number with a unit that says what it can be; 万人, 万元 and 个月 say nothing."""
GROWING = re.compile(
    "增|提高|提升|上升|上涨|完成|达成|超额|超出|超过|超|执行|同比|环比|倍|控制|调整|变动|偏差|偏离|周转|恢复|相当于|比上年|利用|负荷"
    "|缴费比例|资产负债|负债|流动比|速动|回报|收益|利润|保值|抵|进度"
)
"""What may well be more than 100 %."""
RATE = re.compile(r"[一-鿿](?:率|满意度|满意|比例|覆盖面)$")
AVERAGED = re.compile("均|平均|每|比|倍|指数|系数|频次")
"""Where one and a half of a person is no slip: 人均, 每万人."""
WITHOUT_UNIT = re.compile(r"(?:人次|人数|次数|件数|户数|场次|家数|名额)$")


def impossible(number: Decimal, unit: str, name: str) -> str:
    """Why nothing of this name can be that many; '' where it can."""
    if unit in ("%", "％"):
        if number > 100 and not GROWING.search(name):
            return f"是 {number}%，超过了 100%"
        return f"只有 {number}%，不到一半" if number < 50 and re.search("满意(?:度|率)?$", name) else ""
    if number != number.to_integral_value() and not AVERAGED.search(name):
        return f"是 {number}{unit}，不是整数"
    return ""


def told_in(text: str, name: str) -> str:
    """The first impossible number of a text that says its own units, under a name."""
    for match in QUANTITY.finditer(text):
        before = re.split(r"[，。；：、（）\s]", text[: match.start()])[-1]
        if why := impossible(Decimal(match[1].replace(",", "")), match[2], name + before):
            return why
    return ""
