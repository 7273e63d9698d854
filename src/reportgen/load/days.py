"""Texts of date cells -> the day that was meant: 20220414, 二〇二二年四月十四日, Excel's 44665."""

from __future__ import annotations

import re
from datetime import date, timedelta

from reportgen.model.amount import PENDING, is_pending
from reportgen.model.cell_words import CellTypo, half_width, said_otherwise
from reportgen.model.finding import Level

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def day(text: str, _unit: str) -> CellTypo | None:
    """What is unusual about the text of a date cell."""
    if is_pending(text) or _is_plain(text):
        return None
    half = half_width(text).strip()
    other = said_otherwise(text, half)
    if other and other.meant == PENDING:
        return other
    meant = _day_of(half)
    if meant:
        return CellTypo("L049", f"日期「{text}」读作 {meant}", meant, f"请写 {meant}", Level.WARNING)
    if re.fullmatch(r"(?:(\d{4})\D)?\d{1,2}\D\d{1,2}日?|\d{4}\D{1,2}\d{1,2}月?", half):
        return CellTypo("L049", f"日期「{text}」不完整，或没有这一天", "", "请写成 2022-04-14")
    return None


def _is_plain(text: str) -> bool:
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
    text = chinese_numbers(re.sub(r"\s+", "", text))
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


def chinese_numbers(text: str) -> str:
    """二〇二二年四月十四日 -> 2022年4月14日."""

    def ten(match: re.Match[str]) -> str:
        tens, ones = match[0].split("十")
        return f"{int(tens.translate(_DIGITS)) if tens else 1}{ones.translate(_DIGITS) or 0}"

    return re.sub(r"[一二三]?十[一二三四五六七八九]?", ten, text).translate(_DIGITS)
