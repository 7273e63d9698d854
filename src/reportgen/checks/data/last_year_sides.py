"""Data mode: both sides of last year's tables, its totals and what is within them (its funds: S044)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.registry import ACCOUNTS, Hit, Outcome, Verdict, check
from reportgen.figures import LAST_YEAR, FigureBook
from reportgen.figures.book import Statement
from reportgen.model.finding import Level

SLACK = Decimal("0.02")
"""What rounding may have moved a sum of a few stated amounts."""
EQUAL = (("收入总计", "支出总计"), ("财政拨款收入总计", "财政拨款支出总计"))
SUMS = (
    ("本年支出合计", ("支出.基本支出", "支出.项目支出", "支出.上缴上级", "支出.经营支出", "支出.附属补助")),
    (
        "三公.合计.决算数",
        ("三公.因公出国（境）费.决算数", "三公.公务用车购置及运行维护费.决算数", "三公.公务接待费.决算数"),
    ),
)
"""Wholes and their parts; a part that is not stated may be anything."""
WITHIN = (
    ("本年收入合计", "收入总计"),
    ("本年支出合计", "支出总计"),
    ("收入.财政拨款", "本年收入合计"),
    ("支出.财政拨款", "本年支出合计"),
    ("收入.财政拨款", "财政拨款收入总计"),
    ("支出.财政拨款", "财政拨款支出总计"),
    ("财政拨款收入总计", "收入总计"),
    ("财政拨款支出总计", "支出总计"),
    ("机关运行经费", "本年支出合计"),
    ("三公.合计.决算数", "本年支出合计"),
)


@check(
    "C163",
    level=Level.WARNING,
    title="上年数自己对得上",
    message="上年数「{a_key}」是 {a}，{b_key} 是 {b}，{problem}",
    what="上年数里收入总计等于支出总计，合计等于各部分，部分不大于整体",
    why="增减都由上年数算，抄错一个，一句话就错了",
    remedy="照上年的决算核对这几个数",
    needs=ACCOUNTS,
)
def last_year_contradicts_itself(book: FigureBook) -> Iterator[Outcome]:
    known = {key: stated for key, stated in book.last_keys.items() if stated.value is not None}
    wrong: set[str] = set()
    for one, other in EQUAL:
        a, b = known.get(book.canonical(one)), known.get(book.canonical(other))
        if a and b:
            yield from _compared(wrong, (one, a), (other, b), "应当相等", wrong_if=_value(a) != _value(b))
    for whole, names in SUMS:
        parts = {name: stated for name in names if (stated := known.get(book.canonical(name)))}
        all_of_it, total = known.get(book.canonical(whole)), sum((_value(p) for p in parts.values()), Decimal(0))
        if all_of_it and parts:
            gap = total - _value(all_of_it)
            off = gap > SLACK or (gap < -SLACK and len(parts) == len(names))
            first = next(iter(parts))
            told = "与各部分之和 " + number(total) + f" 相差 {number(abs(gap))}" if len(parts) > 1 else "部分比整体大"
            yield from _compared(wrong, (first, parts[first]), (whole, all_of_it), told, wrong_if=off)
    for part, whole in WITHIN:
        a, b = known.get(book.canonical(part)), known.get(book.canonical(whole))
        if a and b and part not in wrong and whole not in wrong:
            yield from _compared(wrong, (part, a), (whole, b), "部分比整体大", wrong_if=_value(a) > _value(b) + SLACK)


def _value(stated: Statement) -> Decimal:
    return stated.value or Decimal(0)


def _compared(
    wrong: set[str], a: tuple[str, Statement], b: tuple[str, Statement], problem: str, *, wrong_if: bool
) -> Iterator[Outcome]:
    if not wrong_if:
        yield Verdict.AGREES
        return
    wrong |= {a[0], b[0]}
    values = {"a_key": a[0], "a": number(_value(a[1])), "b_key": b[0], "b": number(_value(b[1])), "problem": problem}
    yield Hit(values, f"{LAST_YEAR}.{a[0]}", a[1].source, "请照上年的决算核对这两个数")
