"""Texts of amount, date and yes-no cells -> what was meant, where a person wrote it in another way.

A cell that reads as it is gives None. Otherwise a CellTypo says what stands there; `meant` is what is
read on instead, '' where it can't be known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from reportgen.load.days import chinese_numbers, day
from reportgen.model.amount import NOTHING, NotANumber, is_pending, parse_number
from reportgen.model.cell_words import CellTypo, half_width, said_otherwise
from reportgen.model.finding import Level
from reportgen.model.float_noise import noise_in_amount, noise_in_words

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
_LETTERS = str.maketrans("OoIl", "0011")
_WITH_UNIT = re.compile(rf"({_NUMBER})\s*([^\d\s.,]{{1,5}})")


def typo_in(kind: str, text: str, money_unit: str) -> CellTypo | None:
    """What is unusual about the text of a cell of this kind; None when it reads as it is."""
    read = READERS.get(kind)
    return read(text, money_unit) if read else noise_in_words(text)


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except NotANumber:
        return None


def _amount(text: str, money_unit: str) -> CellTypo | None:
    plain = text.isascii() or text.strip() in NOTHING
    if noise := noise_in_amount(text, money_unit):
        return noise
    if is_pending(text) or (plain and _number(text) is not None):
        return None
    half = half_width(text).strip()
    if _number(half) is not None:
        return CellTypo("L037", f"「{text}」用了全角的数字或标点", half, "读作半角", Level.HINT)
    return (
        said_otherwise(text, half)
        or _lettered(text, half)
        or _unit(text, half, money_unit)
        or _written_otherwise(text, half)
    )


def _lettered(text: str, half: str) -> CellTypo | None:
    """86.5O: a letter for a digit is no unit."""
    letters = half.strip("'\"¥￥ ").translate(_LETTERS)
    if re.search(r"\d", half) and re.search("[OoIl]", half) and _number(letters) is not None:
        return _otherwise(text, letters, "里有字母，像是数字打错了")
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
    if re.fullmatch(r"[-+]?[\d,]+(?:\.\d+)?", joined, re.ASCII):
        return CellTypo("L050", f"「{text}」的千分位逗号位置不对", "", "请核对数字，写成 1,778.49 或 1778.49")
    return None


def _otherwise(text: str, meant: str, message: str) -> CellTypo | None:
    return CellTypo("L050", f"「{text}」{message}", meant, f"请写 {meant}") if _number(meant) is not None else None


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
    digits = half.translate(_LETTERS) if re.search(r"\d\d", half) else half
    match = re.fullmatch(r"(\d{4})\s*(?:年|年度)?", chinese_numbers(digits))
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
    "day": day,
    "yes": _yes,
    "int": _int,
    "level": _level,
}
