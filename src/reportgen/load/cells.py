"""Texts of amount, date and yes-no cells -> what was meant, where a person wrote it in another way.

A cell that reads as it is gives None. Otherwise a Slip says what stands there; `meant` is what is
read on instead, '' where it can't be known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from reportgen.model.amount import NOTHING, PENDING, NotANumber, is_pending, parse_number
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
YUAN = {
    "元": 1,
    "块": 1,
    "元整": 1,
    "千元": 1000,
    "万": 10**4,
    "万元": 10**4,
    "百万": 10**6,
    "百万元": 10**6,
    "千万": 10**7,
    "千万元": 10**7,
    "亿": 10**8,
    "亿元": 10**8,
}
COUNTED = ("人次", "人", "辆", "台（套）", "台(套)", "台", "套", "个", "批次", "批", "次", "件", "场", "户", "名", "分")
EXCEL_ERRORS = re.compile(r"#(?:REF!|DIV/0!|VALUE!|N/A|NAME\?|NULL!|NUM!)|#{3,}", re.I)
_NUMBER = r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_WITH_UNIT = re.compile(rf"({_NUMBER})\s*([^\d\s.,]{{1,5}})")
_WIDE_DIGIT = re.compile("[０-９]")
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    (0x3000, 0xA0, 0x2007, 0x2009, 0x202F), " "
)
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


@dataclass(frozen=True)
class CellTypo:
    """What is unusual about a cell; `meant` in the usual writing."""

    code: str
    message: str
    meant: str = ""
    remedy: str = ""
    level: Level = Level.ERROR


def half_width(text: str) -> str:
    """Full-width letters, digits, marks and blanks as half-width ones; ² and ① are no digits."""
    return text.translate(_HALF)


def slip_in(kind: str, text: str, money_unit: str) -> CellTypo | None:
    """What is unusual about the text of a cell of this kind; None when it reads as it is."""
    read = READERS.get(kind)
    return read(text, money_unit) if read else None


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except NotANumber:
        return None


def _amount(text: str, money_unit: str) -> CellTypo | None:
    plain = text.isascii() or text.strip() in NOTHING
    if is_pending(text) or (plain and _number(text) is not None):
        return None
    half = half_width(text).strip()
    if _number(half) is not None:
        return CellTypo("L037", f"「{text}」用了全角的数字或标点", half, "读作半角", Level.HINT)
    return _said_otherwise(text, half) or _unit(text, half, money_unit) or _written_otherwise(text, half)


def _said_otherwise(text: str, half: str) -> CellTypo | None:
    """待定, ?, / : words for not yet and for nothing."""
    bare = half.strip("【】[]（）() ").lower()
    if bare in PENDING_WORDS or is_pending(bare.replace(" ", "")) or (half and not half.strip("?？")):
        return CellTypo("L048", f"「{text}」读作还不知道", PENDING, f"还不知道的数请写 {PENDING}", Level.WARNING)
    if bare in NOTHING_WORDS:
        return CellTypo("L048", f"「{text}」读作没有", "0", "没有请写 0，还不知道请写 待填", Level.WARNING)
    return None


def _unit(text: str, half: str, money_unit: str) -> CellTypo | None:
    """3.5亿, 1200元, 12人: a unit in the cell."""
    match = _WITH_UNIT.fullmatch(half)
    if not match:
        return None
    number, unit = Decimal(match[1].replace(",", "")), half_width(match[2])
    if unit in YUAN:
        scale = 10**4 if money_unit == "万元" else 1
        meant = f"{(number * YUAN[unit] / scale).normalize():f}"
        return CellTypo(
            "L047",
            f"「{text}」带了单位，数据的金额单位是{money_unit}",
            meant,
            f"换算成{money_unit}是 {meant}，请只写数",
        )
    if match[2] in COUNTED or unit in COUNTED:
        return CellTypo("L047", f"「{text}」带了单位", match[1], "单位由程序印，请只写数")
    return CellTypo("L047", f"「{text}」带了不认识的单位「{match[2]}」", "", "请只写数，金额单位统一写在「金额单位」里")


def _written_otherwise(text: str, half: str) -> CellTypo | None:
    """¥1,200 or (12.50) or 1 778.49 or an error of Excel's."""
    if EXCEL_ERRORS.fullmatch(half):
        return CellTypo("L050", f"「{text}」是 Excel 里的出错标记", "", "请在 Excel 里看原来的数，照数填写")
    if half.startswith("="):
        return CellTypo("L050", f"「{text}」是 Excel 的公式", "", "请写算出来的数")
    if re.fullmatch(r"[-+]?\d+(?:\.\d+)?[eE][-+]?\d{1,2}", half) and abs(Decimal(half).adjusted()) < 13:
        return _otherwise(text, f"{Decimal(half).normalize():f}", "是科学记数法")
    bare = half.strip("'\"“”‘’ ").removeprefix("¥").removeprefix("￥").removeprefix("人民币").strip()
    if match := re.fullmatch(rf"\(({_NUMBER})\)|[△▲]({_NUMBER})", bare):
        return _otherwise(text, f"-{match[1] or match[2]}", "读作负数")
    joined = (
        re.sub(r"(?<=[\d,]) (?=\d{3}(?:\D|$))|(?<=\d) (?=[.,])|(?<=[.,]) (?=\d)", "", bare)
        .replace("。", ".")
        .rstrip("，,.")
    )
    if _number(joined) is not None:
        return _otherwise(text, joined, "里有多余的字符")
    letters = joined.translate(str.maketrans("OoIl", "0011"))
    if re.search(r"\d", joined) and letters != joined and _number(letters) is not None:
        return _otherwise(text, letters, "里有字母，像是数字打错了")
    if re.fullmatch(r"[-+]?[\d,]+(?:\.\d+)?", joined, re.ASCII):
        return CellTypo("L050", f"「{text}」的千分位逗号位置不对", "", "请核对数字，写成 1,778.49 或 1778.49")
    return None


def _otherwise(text: str, meant: str, told: str) -> CellTypo | None:
    return CellTypo("L050", f"「{text}」{told}", meant, f"请写 {meant}") if _number(meant) is not None else None


def _day(text: str, _unit: str) -> CellTypo | None:
    if is_pending(text) or _said(text):
        return None
    half = half_width(text).strip()
    other = _said_otherwise(text, half)
    if other and other.meant == PENDING:
        return other
    meant = _day_of(half)
    if meant:
        return CellTypo("L049", f"日期「{text}」读作 {meant}", meant, f"请写 {meant}", Level.WARNING)
    if re.fullmatch(r"(?:(\d{4})\D)?\d{1,2}\D\d{1,2}日?|\d{4}\D{1,2}\d{1,2}月?", half):
        return CellTypo("L049", f"日期「{text}」不完整，或没有这一天", "", "请写成 2022-04-14")
    return None


def _said(text: str) -> bool:
    match = re.fullmatch(r"(\d{4})[-.年/](\d{1,2})[-.月/](\d{1,2})日?", text.strip(), re.ASCII)
    return bool(match and _date(match[1], match[2], match[3]))


def _date(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _day_of(half: str) -> str:
    """20220414, 22.4.14, 二〇二二年四月十四日, 2022-04-14 00:00:00, 14/4/2022 or Excel's 44665; '' when it is none."""
    text = re.sub(r"[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$", "", half)
    text = _chinese_numbers(re.sub(r"\s+", "", text))
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        return _date(*match.groups())
    if match := re.fullmatch(r"(\d{4})[-./年,、](\d{1,2})[-./月,、](\d{1,2})[日号.]?", text):
        return _date(*match.groups())
    if match := re.fullmatch(r"(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?", text):
        return _date(f"20{match[1]}", match[2], match[3])
    if match := re.fullmatch(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})", text):
        return (
            _date(match[3], match[1], match[2])
            if int(match[1]) <= 12 < int(match[2])
            else _date(match[3], match[2], match[1])
            if int(match[2]) <= 12 < int(match[1])
            else ""
        )
    if re.fullmatch(r"4\d{4}", text):
        return (date(1899, 12, 30) + timedelta(int(text))).isoformat()
    return ""


def _chinese_numbers(text: str) -> str:
    """二〇二二年四月十四日 -> 2022年4月14日."""

    def ten(match: re.Match[str]) -> str:
        tens, ones = match[0].split("十")
        return f"{int(tens.translate(_DIGITS)) if tens else 1}{ones.translate(_DIGITS) or 0}"

    return re.sub(r"[一二三]?十[一二三四五六七八九]?", ten, text).translate(_DIGITS)


def _yes(text: str, _unit: str) -> CellTypo | None:
    bare = half_width(text).strip().lower()
    if bare in ("是", "否", "-", ""):
        return None
    meant = (
        "是"
        if bare in ("√", "✓", "✔", "y", "yes", "true", "有", "1", "对", "☑")
        else "否"
        if bare in ("×", "✗", "n", "no", "false", "无", "0", "/", "不是", "☐")
        else ""
    )
    return CellTypo("L050", f"「{text}」读作{meant}", meant, f"请写 {meant}", Level.WARNING) if meant else None


def _int(text: str, _unit: str) -> CellTypo | None:
    half = half_width(text).strip()
    match = re.fullmatch(r"(\d{4})\s*(?:年|年度)?", _chinese_numbers(half))
    if not match or match[1] == text.strip():
        return None
    level = Level.HINT if match[1] == half else Level.WARNING
    return CellTypo(
        "L037" if match[1] == half else "L050", f"「{text}」读作 {match[1]}", match[1], f"请写 {match[1]}", level
    )


def _level(text: str, _unit: str) -> CellTypo | None:
    """产出：数量: the two levels of an indicator, with something else than / between them."""
    if "/" in text or is_pending(text) or text.strip() in NOTHING:
        return None
    found = re.fullmatch(r"((?:产出|效益|满意度|成本)(?:指标)?)[\s：:／＼\\>＞→、，,;；.．·—–-]+(\S+)", text.strip())
    meant = f"{found[1]}/{found[2]}" if found else ""
    return CellTypo("L050", f"「{text}」的一级、二级指标之间不是 /", meant, f"请写 {meant}") if meant else None


READERS: dict[str, Callable[[str, str], CellTypo | None]] = {
    "amount": _amount,
    "day": _day,
    "yes": _yes,
    "int": _int,
    "level": _level,
}


def full_width(text: str) -> str:
    """A quantity or a code with its full-width digits made plain (≥９５％ -> ≥95%); any other text stays."""
    if len(text) > 20 or not _WIDE_DIGIT.search(text):
        return text
    half = "".join(half_width(c) if re.match("[０-９．，％＋－]", c) else c for c in text)
    return half if re.fullmatch(r"[≥≤＞＜><约]?\s*[-+]?[\d,.\-]+\s*[%‰]?[^\d，。；：]{0,6}", half) else text
