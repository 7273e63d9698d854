"""The text of a foreign cell -> an exact number, nothing, or no number; and what was odd about how it is written.

What people write for numbers is known in one place (`reportgen.model.written_amount`); here it is asked of files that
nobody can be asked about: what can be read in two ways (1.234,50) is no number, and told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from reportgen.model.amount import NotANumber, is_pending, parse_number
from reportgen.model.cell_words import PENDING_WORDS, half_width, said_otherwise
from reportgen.model.float_noise import without_noise
from reportgen.model.written_amount import COUNTED, EXCEL_ERRORS, WITH_UNIT, YUAN, lettered_digits, written_otherwise
from reportgen.reading.grid import GridCell

UNCLEAR, ODD = "R020", "R021"
_DASHES = "-—–－―─‐‑‒−﹣ー﹘⁃"
_NO_AMOUNT = re.compile(rf"[{_DASHES}~～]{{1,6}}|无|空|不适用|/|\\")
_ONE = "一"
"""The Chinese one, typed for a dash."""
_MINUS = re.compile(rf"^(\(?[¥￥]?)[{_DASHES}](?=\s*[¥￥]?\s*[\d.])")
_SIGNED_MONEY = re.compile(r"^-\s*[¥￥]\s*(?=\d)")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_FIGURES = re.compile(r"[-+(\[]*[\d][\d\s.,'’]*[-+)\]]*")
_UNITS = {"万": "万元", "块": "元", "元整": "元", "亿": "亿元", "百万": "百万元", "千万": "千万元"}
_RATES = ("%", "‰")


class Kind(Enum):
    """What a cell says: a number, that there is none, that it is not known yet, or something else than a number."""

    NUMBER = "数"
    NOTHING = "没有"
    PENDING = "待填"
    WORDS = "文字"


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """unit: what is written behind the number (万元, %, 辆), '' for nothing; odd: what was unusual, as a code and a
    sentence, () for a number that reads as it is.
    """

    kind: Kind
    value: Decimal | None = None
    unit: str = ""
    odd: tuple[tuple[str, str], ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether there is a value."""
        return self.kind is Kind.NUMBER


def number_of(cell: GridCell) -> ReadNumber:
    """The number of a cell: as the file stores it, else as its text says. A cell that shows 12.5% is 12.5 with %."""
    if cell.number is None:
        return read_number(cell.text)
    shown = re.search(r"[\d)]\s*([^\d\s.,)(\]\-]{1,5})\s*\)?$", half_width(cell.text).strip())
    unit = _UNITS.get(shown[1], shown[1]) if shown else ""
    if unit == "%":
        return ReadNumber(Kind.NUMBER, cell.number * 100, unit)
    return ReadNumber(Kind.NUMBER, cell.number, unit if unit in YUAN or unit in COUNTED else "")


def read_number(text: str) -> ReadNumber:
    """1,234.50 （1,200.00） １２ ￥3 1.2E+7 12.5% 30万元 -> a number; — 一 and blanks -> nothing; 1.234,50 -> neither."""
    bare = _INVISIBLE.sub("", text).strip(" \t\r\n\u3000\xa0")
    half = half_width(bare).strip()
    if not half or _NO_AMOUNT.fullmatch(half):
        return ReadNumber(Kind.NOTHING)
    if half == _ONE:
        return ReadNumber(Kind.NOTHING, odd=((ODD, "「一」当作横线，读作没有"),))
    if is_pending(half) or half.lower() in PENDING_WORDS or not half.strip("."):
        return ReadNumber(Kind.PENDING, odd=((ODD, f"「{half}」读作还不知道"),))
    if (other := said_otherwise(bare, half)) and other.meant == "0":
        return ReadNumber(Kind.NOTHING, odd=((ODD, other.message),))
    if not re.search(r"\d", half) or len(half) > 60:
        odd = ((ODD, f"「{half}」是 Excel 里的出错标记"),) if EXCEL_ERRORS.fullmatch(half) else ()
        return ReadNumber(Kind.WORDS, odd=odd)
    return _figures(bare, half)


def _figures(bare: str, half: str) -> ReadNumber:
    plain = _SIGNED_MONEY.sub("-", _MINUS.sub(r"\1-", half))
    plain = re.sub(r"^-\s+(?=\d)", "-", plain)
    plain = re.sub(r"^(-?)\.(?=\d+$)", r"\g<1>0.", plain)
    plain, unit = _without_unit(plain)
    number = _plain(plain)
    if number is not None:
        odd = () if half == bare and plain in (half, half.removesuffix(unit).rstrip()) else (_said(bare, number),)
        return ReadNumber(Kind.NUMBER, without_noise(number), unit, odd)
    typo = lettered_digits(bare, plain) or written_otherwise(bare, plain)
    if typo and typo.meant and (meant := _plain(typo.meant)) is not None:
        return ReadNumber(Kind.NUMBER, without_noise(meant), unit, ((ODD, f"{typo.message}，读作 {meant:f}"),))
    if typo or _FIGURES.fullmatch(plain):
        return ReadNumber(Kind.WORDS, odd=((UNCLEAR, f"「{bare}」不知道是哪一个数，没有猜"),))
    return ReadNumber(Kind.WORDS)


def _without_unit(text: str) -> tuple[str, str]:
    """A number and the unit behind it, brackets of a negative kept."""
    if text.endswith(_RATES):
        return text[:-1].strip(), text[-1]
    found = WITH_UNIT.fullmatch(text)
    if found and (half_width(found[2]) in YUAN or found[2] in COUNTED):
        return found[1], _UNITS.get(found[2], found[2])
    return text, ""


def _plain(text: str) -> Decimal | None:
    try:
        return parse_number(text) if text else None
    except NotANumber:
        return None


def _said(text: str, number: Decimal) -> tuple[str, str]:
    return ODD, f"「{text}」写法不寻常，读作 {number:f}"
