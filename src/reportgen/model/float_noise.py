"""Numbers as a spreadsheet keeps them inside (612.4000000000001) -> as they were meant (612.40)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from reportgen.model.cell_words import CellTypo
from reportgen.model.finding import Level

_NOISE = re.compile(r"(?<![\d.])(\d[\d,]*)\.(\d*?)(0{6,}[1-9]\d{0,2}|9{6,}\d{0,3})(?!\d)")
_LONG = re.compile(r"[-+]?\d[\d,]*\.(\d+)")
FEN = {"万元": 6, "元": 2}
"""Places of an amount that is exact to the 分."""
KEPT = 2
_TYPED = 15
"""Digits that a spreadsheet keeps of what is typed."""
_DROPPED = 5


def noise_in_amount(text: str, money_unit: str) -> CellTypo | None:
    """An amount with the noise of binary fractions, or with more places than there are 分."""
    bare = text.strip()
    if found := _NOISE.search(bare):
        return _typo(text, bare[: found.start()] + _meant(found, KEPT), "带着表格软件的计算尾数")
    places = _LONG.fullmatch(bare)
    if places and len(places[1].rstrip("0")) > FEN.get(money_unit, KEPT):
        return _typo(text, f"{_rounded(Decimal(bare.replace(',', '')), KEPT):f}", "的小数比一分钱还细")
    return None


def noise_in_words(text: str) -> CellTypo | None:
    """Such a number in any other text: 99.60000000000001%."""
    meant = _NOISE.sub(lambda found: _meant(found, 0), text)
    return _typo(text, meant, "带着表格软件的计算尾数") if meant != text else None


def _meant(found: re.Match[str], least: int) -> str:
    value = Decimal(f"{found[1].replace(',', '')}.{found[2]}{found[3]}")
    return f"{_rounded(value, max(least, len(found[2]))):f}"


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _typo(text: str, meant: str, what: str) -> CellTypo:
    said = text if len(text) <= 40 else f"{text[:40]}…"
    return CellTypo("L050", f"「{said}」{what}，读作 {meant}", meant, f"请写 {meant}", Level.WARNING)


def without_noise(value: Decimal) -> Decimal:
    """A number that a spreadsheet stores -> the one that was typed, or that its sum comes to.

    What is typed has no more than 15 digits. 0.30000000000000004 is 0.3; a quotient (0.3333333333333333) stays.
    """
    digits = len(value.as_tuple().digits)
    if digits > _TYPED:
        rounded = _short(Decimal(f"{value:.{_TYPED - 1}e}"))
        if digits - len(rounded.as_tuple().digits) >= _DROPPED or -_exponent(rounded) <= KEPT:
            value = rounded
    found = _NOISE.fullmatch(f"{abs(value):f}")
    return _short(Decimal(_meant(found, 0)).copy_sign(value)) if found else value


def _short(value: Decimal) -> Decimal:
    """Without zeros behind the point, and without an exponent."""
    return Decimal(f"{value.normalize():f}")


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
