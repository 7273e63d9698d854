"""Numbers as forms write them: 一, （三）, ③."""

from __future__ import annotations

from reportgen.editions.values import fill

CIRCLED = 20
"""There are no more numbers in circles."""


def before(pattern: str, number: int) -> str:
    """（{一}） of 3 -> （三）; {n}. -> 3.; {①} -> ③: what stands before a heading or an entry."""
    circled = chr(0x2460 + number - 1) if 1 <= number <= CIRCLED else str(number)
    return fill(pattern, 一=chinese_ordinal(number), n=number, **{"①": circled})


def chinese_ordinal(number: int) -> str:
    """1 -> 一, 26 -> 二十六, 105 -> 一百〇五 (1 to 999); digits beyond."""
    digits = "〇一二三四五六七八九"
    hundreds, below = divmod(number, 100)
    tens, ones = divmod(below, 10)
    if hundreds > 9:
        return str(number)
    if not hundreds:
        return ("" if tens <= 1 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
    link = digits[tens] + "十" if tens else "〇" if ones else ""
    return f"{digits[hundreds]}百{link}{digits[ones] if ones else ''}"
