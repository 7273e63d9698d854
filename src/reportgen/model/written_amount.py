"""Texts of amounts, as people write them -> the number that was meant: 3.5亿, ¥1,200, (12.50), １２．５, 1.2E+7."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.model.amount import NOTHING, NotANumber, is_pending, parse_number
from reportgen.model.cell_words import CellTypo, half_width, said_otherwise
from reportgen.model.finding import Level
from reportgen.model.float_noise import noise_in_amount

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
LETTERS = str.maketrans("OoIl", "0011")
WITH_UNIT = re.compile(rf"({_NUMBER})\s*([^\d\s.,]{{1,5}})")


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except NotANumber:
        return None


def amount_typo(text: str, money_unit: str) -> CellTypo | None:
    """What is unusual about the text of an amount; None when it reads as it is, or is no amount at all."""
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
        or lettered_digits(text, half)
        or _unit(text, half, money_unit)
        or written_otherwise(text, half)
    )


def lettered_digits(text: str, half: str) -> CellTypo | None:
    """86.5O: a letter for a digit is no unit."""
    letters = half.strip("'\"¥￥ ").translate(LETTERS)
    if re.search(r"\d", half) and re.search("[OoIl]", half) and _number(letters) is not None:
        return _otherwise(text, letters, "里有字母，像是数字打错了")
    return None


def _unit(text: str, half: str, money_unit: str) -> CellTypo | None:
    """3.5亿, 1200元, 12人: a unit in the cell."""
    match = WITH_UNIT.fullmatch(half)
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


def written_otherwise(text: str, half: str) -> CellTypo | None:
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
