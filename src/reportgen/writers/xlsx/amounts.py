"""A figure's exact value and its printed text -> the number in the cell and how Excel shows it."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from reportgen.document.tree import DocumentError

SIGNS = "-−－"
NUMBER = re.compile(r"[-−－]?\d[\d,]*(?:\.(\d+))?")


def exact(value: str | None) -> Decimal | None:
    """The number a <data value> states, if it states one."""
    try:
        number = Decimal(value or "")
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def cell_number(value: Decimal) -> float:
    """What Excel stores: exact to 15 digits, that is to the 分 below ten thousand billion 元."""
    return float(value)


def places_of(text: str) -> int | None:
    """How many decimal places a printed number has."""
    found = NUMBER.search(text)
    return len(found[1] or "") if found else None


def blank_format(places: int) -> str:
    """Shows a number with `places` decimals and nothing for zero: an empty cell stays empty."""
    shown = _shown(places, ",")
    return f"{shown};-{shown};;@"


def number_format(value: Decimal, text: str, places: int, absolute: bool = False) -> str | None:
    """The format under which Excel shows `value` as `text`; none: only words can say it.

    `places` are those of the table, for a text without digits (a dash for nought).
    """
    found = NUMBER.search(text)
    if found is None:
        shown = _shown(places, ",")
        return f"{shown};-{shown};{_literal(text)};@" if value == 0 else None
    before, after = _literal(text[: found.start()]), _literal(text[found.end() :])
    _refuse_another_number(value, found, text, absolute)
    grouped = "" if re.search(r"\d{4}", found[0].split(".")[0]) else ","
    shown = _shown(len(found[1] or ""), grouped)
    sign = _sign(found[0], value)
    nought = f"{before}{shown}{after}" if value == 0 else ""
    return f"{before}{shown}{after};{before}{sign}{shown}{after};{nought};@"


def _refuse_another_number(value: Decimal, found: re.Match[str], text: str, absolute: bool) -> None:
    """Excel prints the value by its format, so a text that is not the value's would be lost."""
    printed = Decimal(re.sub(r"[^\d.]", "", found[0]))
    rounded = value.quantize(Decimal(1).scaleb(-len(found[1] or "")), ROUND_HALF_UP)
    signed = found[0][0] in SIGNS
    if abs(rounded) != printed or (printed and signed != (rounded < 0) and not absolute):
        raise DocumentError(f"印的“{text}”不是 {value} 四舍五入的结果，Excel 不能照样显示")


def _sign(printed: str, value: Decimal) -> str:
    """Before a negative number: as it is printed, that is none before -0.001 printed as 0.00."""
    if value >= 0:
        return "-"
    return _literal(printed[0]) if printed[0] in SIGNS[1:] else "-" if printed[0] == "-" else ""


def _shown(places: int, grouped: str) -> str:
    return ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")


def _literal(text: str) -> str:
    return '"' + text.replace('"', '"\\""') + '"' if text else ""
