"""Data mode: 三公经费 by fund against the whole, and against what the fund spent."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.engine.compare import Relation, compare
from reportgen.checks.engine.registry import ACCOUNTS, Outcome, check
from reportgen.figures import FigureBook
from reportgen.figures.derive.fund_rules import ledger_of, whole_key
from reportgen.model.selection import FISCAL_FUNDS, GENERAL
from reportgen.model.terms import THREE_PUBLIC_COLUMNS


def _stated(book: FigureBook, item: str, column: str) -> list[str]:
    """The keys of an item by fund that are written."""
    keys = (f"{ledger_of(item)}.{item}.{fund}.{column}" for fund in FISCAL_FUNDS)
    return [key for key in keys if key in book.records]


@check(
    "C240",
    title="各资金的三公、会议费、培训费加起来不等于全部",
    message="「三公经费」的资金里，{item}{column}各资金合计 {a}，全部是 {b}",
    what="「三公经费」的资金里每一项，一般公共也写了的，各资金加起来等于全部；一般公共没有写的，别的资金不多于全部",
    why="一般公共的三公和基金的三公是两张表，读者会把它们加起来",
    remedy="核对「三公经费」的金额、「会议费和培训费」和资金",
    needs=ACCOUNTS,
)
def funds_differ_from_the_whole(book: FigureBook) -> Iterator[Outcome]:
    for item in dict.fromkeys(share.item for share in book.loaded.data.three_public.shares):
        for column in THREE_PUBLIC_COLUMNS:
            keys, whole = _stated(book, item, column), whole_key(item, column)
            if not keys or whole not in book.records:
                continue
            relation: Relation = "=" if any(f".{GENERAL}." in key for key in keys) else "≤"
            parts = [(1, key) for key in keys]
            remedy = "请核对这一项的各资金和全部"
            against = [(1, whole)]
            yield from compare(book, "C240", parts, against, relation=relation, remedy=remedy, item=item, column=column)


@check(
    "C241",
    title="一种资金的三公、会议费、培训费多于它的支出",
    message="{fund}的三公经费、会议费、培训费决算 {a}，{fund}的支出只有 {b}，多出 {gap}",
    what="「三公经费」的资金里一种资金的决算数加起来，不多于收支里这种资金的支出",
    why="三公经费、会议费、培训费都是支出的一部分",
    remedy="核对「三公经费」的资金和「收支」",
    needs=ACCOUNTS,
)
def more_than_the_fund_spent(book: FigureBook) -> Iterator[Outcome]:
    shares = book.loaded.data.three_public.shares
    for fund in dict.fromkeys(share.fund for share in shares):
        items = dict.fromkeys(share.item for share in shares if share.fund == fund)
        keys = (f"{ledger_of(item)}.{item}.{fund}.{THREE_PUBLIC_COLUMNS[1]}" for item in items)
        parts = [(1, key) for key in keys if key in book.records]
        remedy = "请核对这种资金的各项和「收支」里它的支出"
        yield from compare(book, "C241", parts, [(1, f"支出.{fund}")], relation="≤", remedy=remedy, fund=fund)
