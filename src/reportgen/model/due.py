"""A day by which something is done, in people's words: 12月底前完成, 2021年底, 第三季度, 2023-06-30, 每月25日前."""

from __future__ import annotations

import re
from calendar import monthrange

_DATE = re.compile(
    r"(?:应?[于在]|截[至止])?(?P<each>每个?月|每季度?)?(?:(?P<year>(?:19|20)\d\d|[本当今该全]|)年度?)?"
    r"(?:(?P<months>\d{1,2})月份?|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)?"
    r"(?:(?P<day>\d{1,2})[日号]|(?P<part>月?(?:底|末|初|终|中旬|上旬|下旬|中)))?"
    r"(?P<before>[之以]?前|以?内|止)?(?:全部|全面|按时|及时|如期|按期)?[^\d，。；、]{0,6}$"
)
_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_QUARTERS = {c: n for n, c in enumerate("一二三四", start=1)} | {str(n): n for n in range(1, 5)}
_DAYS = {"初": 10, "上旬": 10, "中": 20, "中旬": 20}

Due = tuple[int, int, int]
"""Year, month and day, the last on which it is done in time; of 每月25日前 year and month are 0."""


def parse_due(text: str, year: int) -> Due | None:
    """The day that a text names, of the given year where it names none; None where it names no day."""
    text = re.sub(r"\s|（[^（）]*）$", "", text)
    found = _DATE.match(_DAY.sub(lambda m: f"{m[1]}年{m[2]}月{m[3]}日", text))
    if found is None:
        return None
    before, part = found["before"] or "", (found["part"] or "").removeprefix("月")
    dated = found["months"] or found["quarter"] or found["half"]
    if not dated and found["day"]:  # 每月25日前; 30日内 is a time
        return (0, 0, int(found["day"])) if before.endswith("前") and not found["year"] else None
    if found["each"] or (found["months"] and found["year"] is None and before.endswith("内")):
        return None
    of = int(found["year"]) if (found["year"] or "").isdigit() else year
    if not dated:
        return _of_year(of, found["year"], part, before)
    month = int(found["months"] or 3 * _QUARTERS.get(found["quarter"] or "", 0) or (6 if found["half"] == "上" else 12))
    if not 1 <= month <= 12:
        return None
    last = monthrange(of, month)[1]
    day = int(found["day"] or (_DAYS.get(part, last) if found["months"] else last))
    return (of, month, day) if 1 <= day <= last else None


def _of_year(year: int, written: str | None, part: str, before: str) -> Due | None:
    """2023年底, 年内, 2023年 are its last day; 2024年前 is that of the year before."""
    if written is None or part not in ("", "底", "末", "终") or not (part or before or written):
        return None
    return (year - 1 if before.endswith("前") and not part else year, 12, 31)
