"""A number and its format in a spreadsheet -> the text that the cell shows.

Formats beyond what accounts use (fractions, Chinese numerals, exponents) give None: the number as it is will do.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

_QUOTED = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?,]*(?:\.[#0?]*)?,*")
_LONGEST = 200
_PLACES = 20
_HELD = "\ue000"
"""Stands for a literal while the format is looked through, so that no sign inside of quotes is taken for its own."""
_OTHER = re.compile(r"[eE][+-]|/|DBNum|@", re.IGNORECASE)
_LOCAL = ("mm-dd-yy", "m/d/yy", "m/d/yyyy")
"""How files call the short date, which shows as the country has it."""
_DATES = re.compile(r"y+|m+|d+|h+|s+|a{3,4}|AM/PM|上午/下午", re.IGNORECASE)


def shown_number(value: Decimal, code: str) -> str | None:
    """What a cell with this number format shows, rounded as it rounds; None where that is not known."""
    if len(code) > _LONGEST or code in ("", "General", "@", "G/通用格式"):
        return None
    section, signed = _section(value, code)
    if re.search(r"\[DBNum|\[[hmsHMS]+\]", section):
        return None
    literals: list[str] = []

    def hold(found: re.Match[str]) -> str:
        if found[1] is None and found[2] is None:
            money = re.match(r"\[\$([^-\]]*)", found[0])
            literals.append(money[1] if money else "")
        else:
            literals.append(found[1] if found[1] is not None else found[2])
        return _HELD

    bare = _QUOTED.sub(hold, section)
    if _OTHER.search(bare) or re.search("General", bare, re.IGNORECASE):
        return None
    places = [found for found in _DIGITS.finditer(bare) if re.search("[#0?]", found[0])]
    if len(places) > 1:
        return _interrupted(value, bare, literals)
    if not places:
        return _filled(bare, literals)
    spot = places[0]
    digits = _digits(abs(value) if signed else value, spot[0], bare.count("%"))
    if digits is None:
        return None
    sign = "-" if digits.startswith("-") else ""
    return sign + _filled(bare[: spot.start()] + digits.removeprefix("-") + bare[spot.end() :], literals)


def is_scaled(code: str) -> bool:
    """Whether the format shows thousandths of the number: #,##0, and 0!.0,"万"."""
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]', "", code.split(";")[0])
    return bool(re.search(r"[#0?],+(?![#0?,.])", bare))


def shown_date(value: date | time | timedelta, code: str) -> str:
    """A day or a time as its cell shows it; an unusual format gives 2024-12-31."""
    if isinstance(value, timedelta):
        return str(value)
    plain = value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        plain = value.date().isoformat()
    if code.lower() in _LOCAL and not isinstance(value, time):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, time) or not re.search("[yd]", code) or len(code) > _LONGEST or "DBNum" in code:
        return plain
    bare = re.sub(r"\[[^\]]*\]|_.|\*.|;.*", "", code)
    return re.sub(r'"([^"]*)"|[\\!](.)|' + _DATES.pattern, lambda found: _part(value, found), bare, flags=re.I)


def _part(value: date, found: re.Match[str]) -> str:
    if found[1] is not None or found[2] is not None:
        return str(found[1] if found[1] is not None else found[2])
    mark = found[0].lower()
    before, behind = found.string[: found.start()].lower(), found.string[found.end() :].lower()
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    if mark[0] == "m" and (re.search(r"h+[^a-z]*$", before) or re.match(r"[^a-z]*s", behind)):
        return str(moment.minute).zfill(len(mark))
    if mark[0] == "y":
        return str(moment.year) if len(mark) > 2 else f"{moment.year % 100:02}"
    if mark[0] == "a":
        return ("星期" if len(mark) == 4 else "") + "一二三四五六日"[moment.weekday()] if mark[:2] == "aa" else ""
    number = {"m": moment.month, "d": moment.day, "h": moment.hour, "s": moment.second}.get(mark[0], 0)
    return str(number).zfill(min(len(mark), 2))


def _section(value: Decimal, code: str) -> tuple[str, bool]:
    """The part of the format that is used, and whether it says the sign itself."""
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    if value < 0 and len(parts) > 1 and parts[1]:
        return parts[1], True
    if value == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0], False


def _digits(value: Decimal, mask: str, percents: int) -> str | None:
    whole, _, fraction = mask.partition(".")
    scale = len(mask) - len(mask.rstrip(","))
    whole, fraction = whole.rstrip(",") if not fraction else whole, fraction.rstrip(",")
    places = len(fraction)
    if places > _PLACES or value.adjusted() > 40:
        return None
    with localcontext() as context:
        context.prec = 80
        moved = value.scaleb(2 * percents - 3 * scale)
        rounded = moved.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)
    text = f"{rounded:,.{places}f}" if "," in whole else f"{rounded:.{places}f}"
    for mark in reversed(fraction):
        if mark != "#" or not text.endswith("0"):
            break
        text = text[:-1]
    head, point, tail = text.partition(".")
    least = whole.count("0")
    if least == 0 and head.lstrip("-") == "0" and whole:
        head = head.removesuffix("0")
    elif "," not in whole and len(head.lstrip("-")) < least:
        head = ("-" if head.startswith("-") else "") + head.lstrip("-").zfill(least)
    return head + (point + tail if point and (tail or fraction) else "")


def _interrupted(value: Decimal, bare: str, literals: list[str]) -> str | None:
    """0!.0, : digits with a literal between them, which show ten-thousands with one place."""
    found = re.fullmatch(rf"([#0?,]*0){_HELD}(0+)(,?)((?:{_HELD})*)", bare)
    if not found or literals[0] != ".":
        return None
    inner = len(found[2])
    whole = value.scaleb(-3 * len(found[3])).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{whole.scaleb(-inner):.{inner}f}" + "".join(literals[1:])


def _filled(text: str, literals: list[str]) -> str:
    rest = iter(literals)
    return "".join(next(rest) if c == _HELD else c for c in text)


BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
"""The formats of workbooks that are known by their number (ECMA-376, 18.8.30)."""
