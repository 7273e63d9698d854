"""三公经费, 会议费 and 培训费 by fund: what is stated, and what follows: 一般公共 is what the other funds leave.

Keys: 三公.公务接待费.政府性基金.决算数, 三公.合计.一般公共.预算数, 会议培训.会议费.政府性基金.决算数.
"""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.figures.book import FigureBook, Rules
from reportgen.model.expenses import MEETINGS
from reportgen.model.figure import WAN, Calculated, Figure, Summed
from reportgen.model.finding import Finding, Level
from reportgen.model.selection import FISCAL_FUNDS, GENERAL
from reportgen.model.terms import THREE_PUBLIC_COLUMNS, THREE_PUBLIC_ITEMS

FUND_RULES = Rules("三公", "会议培训")
WHOLES = {"合计": THREE_PUBLIC_ITEMS, "公务用车购置及运行维护费": THREE_PUBLIC_ITEMS[1:3]}
"""What several items come to."""
_FUNDS, _COLUMNS = "|".join(FISCAL_FUNDS), "|".join(THREE_PUBLIC_COLUMNS)
_ITEMS = "|".join(re.escape(item) for item in (*THREE_PUBLIC_ITEMS, *MEETINGS, *WHOLES))


@FUND_RULES.makes("三公按资金", rf"(?:三公|会议培训)\.(?P<item>{_ITEMS})\.(?P<fund>{_FUNDS})\.(?P<column>{_COLUMNS})")
def of_fund(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """What one fund pays of an item."""
    item, fund, column = match["item"], match["fund"], match["column"]
    if not match.string.startswith(ledger_of(item)):
        return None
    if item in WHOLES:
        terms = tuple((1, f"三公.{one}.{fund}.{column}") for one in WHOLES[item])
        return book.signed_sum(match.string, terms, "各项相加")
    if fund == GENERAL:
        others = tuple((-1, f"{ledger_of(item)}.{item}.{f}.{column}") for f in FISCAL_FUNDS if f != GENERAL)
        return book.signed_sum(match.string, ((1, whole_key(item, column)), *others), "全部减去别的资金")
    return _unstated(book, match.string, fund)


@FUND_RULES.makes(
    "各资金的三公相加", rf"三公\.(?P<item>{'|'.join(map(re.escape, THREE_PUBLIC_ITEMS))})\.(?P<column>{_COLUMNS})"
)
def of_all_funds(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """An item that is stated by fund alone, 一般公共 among them."""
    item, column = match["item"], match["column"]
    funds = [fund for fund in FISCAL_FUNDS if f"三公.{item}.{fund}.{column}" in book.records]
    if match.string in book.records or GENERAL not in funds:
        return None
    return book.signed_sum(match.string, tuple((1, f"三公.{item}.{f}.{column}") for f in funds), "各资金相加")


def whole_key(item: str, column: str) -> str:
    """The key of an item of all fiscal money."""
    return f"{ledger_of(item)}.{item}.{column}"


def ledger_of(item: str) -> str:
    """The first part of the keys of an item."""
    return "会议培训" if item in MEETINGS else "三公"


def _unstated(book: FigureBook, key: str, fund: str) -> Figure:
    """What nobody wrote of a fund: 0 where the others are written, or where the fund spent nothing."""
    nothing = Figure(key, Decimal(0), WAN, Calculated("没有写", f"「三公经费」的资金里没有写{fund}的这一项", ()))
    if book.loaded.data.three_public.shares or book.resolve(f"支出.{fund}").zero:
        return nothing
    message = f"{fund}有支出，「三公经费」里没有写资金，不知道它花了多少三公经费、会议费、培训费"
    remedy = f"请在「三公经费」里写 资金: 一行一笔，如 {fund} | 公务接待费 | - | 0.35；一笔也没有，写一行 {fund} | 公务接待费 | - | -"
    place = book.loaded.source("三公经费")
    return Figure(
        key, None, WAN, Summed(()), "unknown", problem=Finding("D052", Level.ERROR, message, place, None, remedy)
    )
