"""Words and marks that a person writes in a cell for a number, a day, nothing or not yet,
and the widths of characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.model.amount import PENDING, is_pending
from reportgen.model.finding import Level

PENDING_WORDS = frozenset(
    [
        "待定",
        "未知",
        "未定",
        "待补",
        "待补充",
        "待核",
        "待核实",
        "待确定",
        "待确认",
        "待报",
        "待填写",
        "待填报",
        "待录入",
        "暂缺",
        "暂无数据",
        "不详",
        "不清楚",
        "空缺",
        "?",
        "??",
        "???",
        "tbd",
        "xx",
        "xxx",
        "×",
        "××",
        "*",
        "**",
        "***",
        "…",
        "……",
    ]
)
NOTHING_WORDS = frozenset(
    [
        "/",
        "//",
        "\\",
        "--",
        "---",
        "——",
        "———",
        "n/a",
        "na",
        "nil",
        "null",
        "none",
        "没有",
        "零",
        "〇",
        "○",
        "不涉及",
        "不适用",
    ]
)
_WIDE_DIGIT = re.compile("[０-９]")
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    (0x3000, 0xA0, 0x2007, 0x2009, 0x202F), " "
)


@dataclass(frozen=True)
class CellTypo:
    """What is unusual about a cell; `meant` in the usual writing; `name`: of a code, what was written beside it."""

    code: str
    message: str
    meant: str = ""
    remedy: str = ""
    level: Level = Level.ERROR
    name: str = ""


def half_width(text: str) -> str:
    """Full-width letters, digits, marks and blanks as half-width ones; ² and ① are no digits."""
    return text.translate(_HALF)


def full_width(text: str) -> str:
    """A quantity or a code with its full-width digits made plain (≥９５％ -> ≥95%); any other text stays."""
    if len(text) > 20 or not _WIDE_DIGIT.search(text):
        return text
    half = "".join(half_width(c) if re.match("[０-９．，％＋－]", c) else c for c in text)
    return half if re.fullmatch(r"[≥≤＞＜><约]?\s*[-+]?[\d,.\-]+\s*[%‰]?[^\d，。；：]{0,6}", half) else text


def said_otherwise(text: str, half: str) -> CellTypo | None:
    """待定, ?, / : words for not yet and for nothing."""
    bare = half.strip("【】[]（）() ").lower()
    if bare in PENDING_WORDS or is_pending(bare.replace(" ", "")) or (half and not half.strip("?？")):
        return CellTypo("L048", f"「{text}」读作还不知道", PENDING, f"还不知道的数请写 {PENDING}", Level.WARNING)
    if bare in NOTHING_WORDS:
        return CellTypo("L048", f"「{text}」读作没有", "0", "没有请写 0，还不知道请写 待填", Level.WARNING)
    return None
