"""Numbers written in Chinese characters -> digits, where they count something: 百分之九十五, 九成, 三次, 不超过一天."""

from __future__ import annotations

import re

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_ONES = "零〇一二两三四五六七八九"
_RUN = f"[{_ONES}十百千万]+"
_COUNTED = (
    "(?:个|次|场|天|日|年|人|名|项|户|篇|期|批|份|件|家|所|辆|台|套|起|例|处|座|条|本|册|小时|分钟|周|工作日|季度)"
)
_PER_CENT = re.compile(rf"百分之({_RUN}(?:点[{_ONES}]+)?|\d+(?:\.\d+)?)")
_TENTHS = re.compile(r"([一二两三四五六七八九\d])成(半)?(?![本立果效绩功人员])")
_COUNT = re.compile(rf"(?<![第各每一二三四五六七八九十])({_RUN})(?={_COUNTED}次?(?:$|[以之内及左/(（]))")


def digits_for_words(text: str) -> str:
    """The text with its one number in digits; unchanged where there is none, or more than one, or a number already."""
    shares = _PER_CENT.sub(lambda m: f"{_value(m[1])}%", text)
    shares = _TENTHS.sub(lambda m: f"{_DIGITS.get(m[1], m[1])}{5 if m[2] else 0}%", shares)
    if any(c.isdigit() and c.isascii() for c in shares):
        return shares
    counts = list(_COUNT.finditer(shares))
    if len(counts) != 1:
        return shares
    start, end = counts[0].span(1)
    return f"{shares[:start]}{_value(counts[0][1])}{shares[end:]}"


def count_of(words: str) -> int:
    """A whole number in digits of any width or in characters: 12, １２, 十五."""
    return int(words) if words[0].isdecimal() else _whole(words)


def _value(words: str) -> str:
    """九十五 -> 95, 九十九点五 -> 99.5, 一千二百 -> 1200; digits as they are."""
    if words[0].isascii():
        return words
    whole, point, places = words.partition("点")
    return f"{_whole(whole)}{'.' if point else ''}{''.join(str(_DIGITS[c]) for c in places)}"


def _whole(words: str) -> int:
    total = part = digit = 0
    for c in words:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c == "万":
            total, part, digit = (total + part + digit) * _TENS[c], 0, 0
        else:
            part, digit = part + (digit or 1) * _TENS[c], 0
    return total + part + digit
