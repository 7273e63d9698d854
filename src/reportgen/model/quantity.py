"""A target or an actual value in people's words -> operator, number and unit: ≥95%, 12场/年, 30分钟以内, 90%-95%.

The whole text is read or nothing: one with two numbers that are no range is words (定性), and so is one that contradicts
itself (不超过5%以上).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from reportgen.model.amount import LONGEST
from reportgen.model.hanzi import digits_for_words

AT_LEAST, MORE, AT_MOST, LESS, ABOUT = "≥", "＞", "≤", "＜", "约"
UP, DOWN = (AT_LEAST, MORE), (AT_MOST, LESS)
_OR_EQUAL = "或?者?等于"
_NOT = "(?:应当?|必须|原则上)?不(?:得|能|应|可)?"
_BEFORE: Mapping[str, tuple[str, ...]] = {
    AT_LEAST: (
        *("≥", "≮", "至少", "最少", "最低", "起码", "达到或超过", f"{_NOT}(?:低于|少于|小于|亚于)"),
        *(f"{word}{_OR_EQUAL}" for word in ("大于", "高于", "多于", "超过")),
    ),
    AT_MOST: (
        *("≤", "≯", "至多", "最多", "最高", "最长", "限于", "未超过", "没有超过", "未突破"),
        *(f"{_NOT}(?:超过|高于|大于|多于|超出|突破|超)", "(?:降低?|下降|减少|压减|缩短|压缩|压降)[到至]"),
        *(f"{word}{_OR_EQUAL}" for word in ("小于", "低于", "少于")),
    ),
    MORE: (">", "大于", "高于", "多于", "超过", "超出", "突破", "超"),
    LESS: ("<", "小于", "低于", "少于", "不到", "不足", "不满"),
    ABOUT: ("约", "大约", "约为", "大概", "近", "将近", "接近"),
    "": ("=", "等于", "(?:提[高升]|增加|增长|上升|扩大)[到至]"),
}
_SOFT = re.compile(r"(?:严格)?(?:控制|限制|限定)[在到于为]?$")
"""≤ where nothing behind the number says otherwise: 控制在5%以内, 控制在95%以上."""
_BEHIND: Mapping[str, tuple[str, ...]] = {
    AT_LEAST: (r"(?:\(含\))?[及或]?以上(?:\(含[^)]*\))?", "之上", r"\+"),
    AT_MOST: (r"(?:\(含\))?[及或]?以[内下](?:\(含[^)]*\))?", "之[内下]"),
    ABOUT: ("左右", "上下"),
}
Endings = list[tuple[re.Pattern[str], str]]


def _endings(words: Mapping[str, Iterable[str]], more: str) -> Endings:
    return [(re.compile(f"(?:{word}){more}$"), operator) for operator, many in words.items() for word in many]


_BEFORE_END, _BEHIND_END = _endings(_BEFORE, "[为到在:]?"), _endings(_BEHIND, "(?:水平|标准)?")
_TIME = "个?(?:工作日|自然日|小时|季度|星期|分钟|年|月|周|天|日|分|秒|时)"
_DONE = "(?:办[结理]|完成|响应|到达|到位|处[置理]|修复|解决|[回答]复|反馈|[支拨]付|发放|审[批核]|出具|送达|完毕|现场)"
_WITHIN = re.compile(rf"({_TIME})(?:((?:以|之)?内){_DONE}*|{_DONE}+)$")
_NUMBER = re.compile(r"(?:(?<![^\s≤≥<>=于过])[-+])?(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\d|[.,]\d)")
_EACH = re.compile(r"每个?([^\d]{1,2})$")
_UNREAD = re.compile(r"[、，；。;*×÷±^+≤≥<>=\[\]{}【】｛｝~]")
_IN_UNIT = re.compile(r"以[上下内]|之[内下]")
"""What no words before a number and no unit behind it have: there is more in the text than was read."""
_JOINED = re.compile(r"([^\d、，；。;≤≥<>=]*?)\s*(?:-+|—+|–|~|至|到)\s*$")
_CHAIN = re.compile(r"(?P<first>[^≤≥<>]*\d[^≤≥<>]*)(?P<op>[≤≥<>])(?P<words>[^\d≤≥<>]*)(?P=op)(?P<second>[^≤≥<>]*\d.*)$")
_STRICT = re.compile(r"(?P<first>.*\d.*?)(?P<op>[≤<])(?P<words>[^\d≤≥<>]+)(?P<other>[≤<])(?P<second>.*\d.*)$")
_FILLER = re.compile(
    "(?:全年度?|年度|年均|平均|每年|当年|本年|累计|合计|[总共]计|共|实际|已|完成(?![率度])|实现(?![率度])|达到?(?!标)|确保|保[证持]|力争"
    "|稳定|保持|维持|[计预]计|计划|[为是在到应：:])+"
)
_SAME = str.maketrans("０１２３４５６７８９．％＝＞＜≧⩾≽》≦⩽≼《－−﹣～∼〜＋（）：", "0123456789.%=><≥≥≥≥≤≤≤≤---~~~+():")
_SPELLED = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", "百分比": "%", "＞=": "≥"}
_REMARK = re.compile(r"\((?!含)[^()]*\)$")
_INCLUDED = re.compile(r"\(含[^()]*\d[^()]*\)")
_NOUGHT = ("零", "零发生", "未发生", "没有发生", "无发生")


@dataclass(frozen=True)
class Quantity:
    """A target or an actual value: `text` as written; the rest where it is a number, or a range (`number` to `upper`).

    words: what stands before that is no operator, without 全年, 完成 and the like: 满意率, 同比增长.
    """

    text: str
    operator: str = ""
    number: Decimal | None = None
    unit: str = ""
    upper: Decimal | None = None
    words: str = ""

    @property
    def numeric(self) -> bool:
        """定量: the whole text is a number with its unit, or a range."""
        return self.number is not None

    @property
    def plain(self) -> Decimal | None:
        """The number of a text that is nothing but one number, its operator and unit."""
        return None if self.upper is not None or self.words else self.number


def parse_quantity(text: str) -> Quantity:
    """'≥95%' -> ≥, 95, %; a remark （…） behind it is passed over."""
    return _parsed(str(text).strip())


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Quantity:
    """Every pair of indicators of a form is compared: the same cells are asked for thousands of times."""
    spelled = text.translate(_SAME)
    for old, new in _SPELLED.items():
        spelled = spelled.replace(old, new)
    spelled = _REMARK.sub("", _INCLUDED.sub("", spelled.strip("。 　"))).strip()
    if spelled in _NOUGHT:
        return Quantity(text, number=Decimal(0))
    spelled = digits_for_words(spelled)
    numbers = list(_NUMBER.finditer(spelled))
    if any(len(n[0]) > LONGEST for n in numbers):
        return Quantity(text)
    found = _one(spelled) if len(numbers) == 1 else _range(spelled, numbers) if len(numbers) == 2 else None
    return replace(found, text=text) if found else Quantity(text)


def _one(text: str) -> Quantity | None:
    """One number with what stands before and behind it; None where that is more than an operator, a unit and words."""
    number = _NUMBER.search(text)
    if number is None or any(c.isdigit() for c in text[number.end() :]):
        return None
    words, before, soft = _before(text[: number.start()].rstrip())
    unit, behind = _behind(text[number.end() :].strip())
    before = "" if before == ABOUT and behind else before
    if (
        _UNREAD.search(words + unit)
        or _IN_UNIT.search(unit)
        or ({before, behind} & set(UP) and {before, behind} & set(DOWN))
    ):
        return None
    if each := _EACH.match(words):
        words, unit = "", f"{unit}/{each[1]}"
    return Quantity(text, before or behind or (AT_MOST if soft else ""), _decimal(number[0]), unit, words=words)


def _before(head: str) -> tuple[str, str, bool]:
    """(words, operator, whether only 控制在 says one) of what stands before a number."""
    operator, head = _peeled(head, _BEFORE_END)
    soft = bool(_SOFT.search(head))
    words = _FILLER.sub("", _SOFT.sub("", head).rstrip("在为到:"), count=0).strip(" “”\"'")
    return words, operator, soft


def _behind(tail: str) -> tuple[str, str]:
    """(unit, operator) of what stands behind a number."""
    if within := _WITHIN.match(tail):
        return within[1], AT_MOST if within[2] else ""
    more, tail = (AT_LEAST, tail[1:]) if tail[:1] in ("余", "多") else ("", tail)
    operator, unit = _peeled(tail, _BEHIND_END)
    if unit[-1:] in ("余", "多") and len(unit) > 1:
        more, unit = AT_LEAST, unit[:-1]
    return unit.strip(), operator or more


def _peeled(text: str, ends: Endings) -> tuple[str, str]:
    """(operator, the rest) by the longest word at the end of a text: 不超过 before 超过."""
    found = ((match, operator) for pattern, operator in ends if (match := pattern.search(text)))
    longest = min(found, key=lambda pair: pair[0].start(), default=None)
    return (longest[1], text[: longest[0].start()].rstrip()) if longest else ("", text)


def _range(text: str, numbers: list[re.Match[str]]) -> Quantity | None:
    """90%-95%, 97%≤率≤100%, 不低于90%且不超过95%: the least and the most; None for two numbers of two things."""
    first, second = numbers
    if joined := _JOINED.match(text[first.end() : second.start()]):
        return _joined(text, first, second, joined[1].strip())
    if chain := _CHAIN.match(text) or _STRICT.match(text):
        low, high = _one(chain["first"]), _one(chain["second"])
        if chain["op"] in "≥>":
            low, high = high, low
        return _between(low, high, chain["words"].strip())
    for at in range(first.end(), second.start() + 1):
        low, high = _one(text[:at]), _one(text[at:].lstrip("，,、；;且并和而又但 同时"))
        if low and high and low.operator in DOWN and high.operator in UP:
            low, high = high, low
        if low and high and low.operator in UP and high.operator in DOWN and low.unit == high.unit:
            return None if low.words and high.words else _between(low, high, low.words or high.words)
    return None


def _joined(text: str, first: re.Match[str], second: re.Match[str], unit: str) -> Quantity | None:
    """400-4000元, 90%～95%, 5天至10天之间."""
    tail = re.sub("(?:之间|区间|范围内?|[的]?范围)+$", "", text[second.end() :].strip())
    words, before, _ = _before(re.sub("介于$", "", text[: first.start()].rstrip()))
    own, behind = _behind(tail)
    if before or (unit and unit != own) or behind not in ("", AT_MOST) or _UNREAD.search(own + words):
        return None
    low, high = _decimal(first[0]), _decimal(second[0])
    return _between(Quantity("", number=low, unit=own), Quantity("", number=high, unit=own), words)


def _between(low: Quantity | None, high: Quantity | None, words: str) -> Quantity | None:
    if low is None or high is None or low.number is None or high.number is None or low.number > high.number:
        return None
    if low.unit and high.unit and low.unit != high.unit:
        return None
    return Quantity("", "", low.number, high.unit or low.unit, high.number, _FILLER.sub("", words).strip())


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "")) + 0
