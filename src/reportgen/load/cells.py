"""Texts of amount, date and yes-no cells -> what was meant, where a person wrote it in another way.

A cell that reads as it is gives None. Otherwise a CellTypo says what stands there; `meant` is what is
read on instead, '' where it can't be known.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reportgen.load.days import chinese_numbers, day
from reportgen.model.amount import NOTHING, is_pending
from reportgen.model.cell_words import CellTypo, half_width
from reportgen.model.finding import Level
from reportgen.model.float_noise import noise_in_words
from reportgen.model.written_amount import LETTERS, amount_typo


def typo_in(kind: str, text: str, money_unit: str) -> CellTypo | None:
    """What is unusual about the text of a cell of this kind; None when it reads as it is."""
    read = READERS.get(kind)
    return read(text, money_unit) if read else noise_in_words(text)


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
    digits = half.translate(LETTERS) if re.search(r"\d\d", half) else half
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
    "amount": amount_typo,
    "day": day,
    "yes": _yes,
    "int": _int,
    "level": _level,
}
