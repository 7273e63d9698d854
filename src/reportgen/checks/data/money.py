"""Data mode: money that is more than there was for it: procurement, 三公, the economic items of a function."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.amounts import money, number
from reportgen.checks.engine.compare import figure, source_at
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook
from reportgen.model.figure import Figure
from reportgen.model.finding import Level, Source

FOR_GOODS = ("支出.项目支出", "公用经费")
"""What goods, cars and guests are paid of; pay and pensions are not."""
PLANNED = ("支出.项目支出.年初预算", "支出.基本支出.年初预算")
OF_ONE_ITEM = {
    "2080505": ("30108",),
    "2080506": ("30109",),
    "2101101": ("30110", "30112"),
    "2101102": ("30110", "30112"),
    "2101103": ("30111",),
    "2210201": ("30113",),
}
"""功能科目 of one purpose, and the 经济科目 that all its basic spending stands under."""


@check(
    "C154",
    level=Level.WARNING,
    title="采购和三公不多于能用来买的钱",
    message="{what} {a}，{whole}合计只有 {b}",
    what="政府采购总额、三公经费，各不大于项目支出加公用经费；预算里的采购不大于全部预算",
    why="采购和三公都从项目支出和公用经费里出，比它们还多就是抄错了位或单位",
    remedy="核对这个数和单位",
    needs=ACCOUNTS + BUDGET,
)
def more_than_there_was(book: FigureBook) -> Iterator[Outcome]:
    planned = book.edition.about.planned
    stage = "年初预算" if planned else ""
    for key, what in (("政府采购.合计", "政府采购总额"), ("三公.合计", "三公经费")):
        column = stage or ("金额" if "采购" in key else "决算数")
        spent, wholes = figure(book, f"{key}.{column}"), PLANNED if planned else FOR_GOODS
        known = [figure(book, whole) for whole in wholes]
        if spent is None or spent.zero:
            continue
        if any(found is None for found in known):
            yield Verdict.UNKNOWN
            continue
        total = sum((found.number for found in known if found is not None), Decimal(0))
        if spent.number <= total + spent.tolerance:
            yield Verdict.AGREES
        else:
            whole = "、".join(w.removeprefix("支出.").removesuffix(f".{stage}") for w in wholes)
            values = {"what": what, "a": money(spent.number), "whole": whole, "b": money(total)}
            yield Hit(values, spent.key, _largest(book, key, column), "请核对这个数和单位")


def _largest(book: FigureBook, key: str, column: str) -> Source | None:
    """Where the largest part of the sum stands."""
    ledger = key.split(".", maxsplit=1)[0]
    parts = [f for k, f in book.records.items() if k.startswith(f"{ledger}.") and k.endswith(f".{column}") and f.value]
    largest = max(parts, key=lambda fact: fact.value or Decimal(0), default=None)
    return largest.source if largest else source_at(book, f"{key}.{column}")


@check(
    "C155",
    level=Level.WARNING,
    title="养老、医疗、公积金的科目不大于它的经济科目",
    message="{codes} 的基本支出 {a}，「基本支出」的 {items} 只有 {b}，少了 {gap}",
    what="2080505 等只有一种用途的功能科目，基本支出不大于表06 的同一种经济科目",
    why="表05 和表06 说的是同一笔钱",
    remedy="核对「收支」的这一行和「基本支出」的这一款，有没有抄串行",
    needs=ACCOUNTS,
)
def function_exceeds_its_item(book: FigureBook) -> Iterator[Outcome]:
    for items in dict.fromkeys(OF_ONE_ITEM.values()):
        codes = [code for code, own in OF_ONE_ITEM.items() if own == items]
        spent = _sum(book, [f"支出.{code}.一般公共.基本支出" for code in codes])
        item = _sum(book, [f"经济.{code}" for code in items])
        if spent is None or item is None or not spent or not item:
            continue
        if spent <= item:
            yield Verdict.AGREES
            continue
        used = [code for code in codes if _sum(book, [f"支出.{code}.一般公共.基本支出"])]
        values = {"codes": "、".join(used), "items": "、".join(items)}
        values |= {"a": number(spent), "b": number(item), "gap": number(spent - item)}
        key = f"支出.{used[0]}.一般公共.基本支出"
        yield Hit(values, key, source_at(book, key), "请核对这一行和这一款，看有没有抄串行")


def _sum(book: FigureBook, keys: list[str]) -> Decimal | None:
    """The sum of what is known of these; None where nothing is."""
    known: list[Figure] = [found for key in keys if (found := figure(book, key)) is not None]
    return sum((found.number for found in known), Decimal(0)) if known else None
