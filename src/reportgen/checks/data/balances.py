"""Data mode: balances of the funds, the bridges between tables, and what last year's end says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import compare, figure, source_at
from reportgen.checks.engine.registry import ACCOUNTS, Hit, Outcome, Verdict, check
from reportgen.compose.phrases import subject_codes
from reportgen.figures import LAST_YEAR, FigureBook, UnknownKey
from reportgen.model import selection
from reportgen.model.finding import Level
from reportgen.model.selection import CLOSING, DISTRIBUTION, FISCAL_FUNDS, FROM_RESERVES, OPENING, OTHER_MONEY
from reportgen.model.terms import THREE_PUBLIC_ITEMS

TO_BASIC = dict(zip((f"三公.{item}" for item in THREE_PUBLIC_ITEMS), ("30212", "31013", "30231", "30217"), strict=True))
"""Items of 三公 and the 经济科目 of 基本支出 that are part of them."""


@check(
    "C015",
    title="财政拨款各资金年末结转不等于年初加收入减支出",
    message="{fund}的年末结转和结余写的是 {a}，年初 + 收入 − 支出 = {b}，相差 {gap}",
    what="表04 里一般公共、政府性基金、国有资本各自的年末结转，等于年初加收入减支出",
    why="年末数是明年的年初数",
    remedy="核对这种资金的年初、收入、支出；年末不写就由程序推出",
    needs=ACCOUNTS,
    waivable=False,
    aliases=("V33-242",),
)
def fiscal_balance_broken(book: FigureBook) -> Iterator[Outcome]:
    for fund in FISCAL_FUNDS:
        if book.ledger.facts_in(selection.parse(f"{CLOSING}.{fund}")):
            yield from _balance(book, "C015", fund, ())


@check(
    "C036",
    title="非财政拨款资金的收支差与结转变动对不上",
    message="非财政拨款资金的年末结转和结余写的是 {a}，年初 + 收入 + 使用非财政拨款结余 − 支出 − 结余分配 = {b}，相差 {gap}",
    what="非财政拨款资金：支出减收入，等于结转的减少",
    why="表01 与表04 之差只能是非财政资金",
    remedy="核对其他资金的收入、支出和年初年末",
    needs=ACCOUNTS,
    waivable=False,
    aliases=("R012",),
)
def other_money_balance_broken(book: FigureBook) -> Iterator[Outcome]:
    """The non-fiscal bridge: (01支出 − 04支出) − (01收入 − 04收入) must be the fall of the non-fiscal 结转."""
    if book.ledger.facts_in(selection.parse(f"{CLOSING}.{OTHER_MONEY}")):
        yield from _balance(book, "C036", OTHER_MONEY, ((1, FROM_RESERVES), (-1, DISTRIBUTION)))


def _balance(book: FigureBook, code: str, fund: str, more: tuple[tuple[int, str], ...]) -> Iterator[Outcome]:
    moved = [(1, f"{OPENING}.{fund}"), (1, f"收入.{fund}"), (-1, f"支出.{fund}"), *more]
    remedy = "请核对年初、收入、支出；年末也可以不写，由程序推出"
    yield from compare(book, code, [(1, f"{CLOSING}.{fund}")], moved, remedy=remedy, fund=fund)


@check(
    "C034",
    title="一般公共预算基本支出与经济分类合计不符",
    message="一般公共预算基本支出（表05）{a}，人员经费 + 公用经费（表06）{b}，相差 {gap}",
    what="一般公共预算基本支出，等于经济分类各款之和",
    why="表05 和表06 说的是同一笔钱",
    remedy="核对「基本支出」的各款和「收支」的基本支出",
    needs=ACCOUNTS,
    waivable=False,
    aliases=("V33-203",),
)
def basic_spending_differs_from_economic(book: FigureBook) -> Iterator[Outcome]:
    remedy = "请核对「收支」的一般公共.基本支出和「基本支出」的各款"
    yield from compare(book, "C034", [(1, "支出.一般公共.基本支出")], [(1, "人员经费"), (1, "公用经费")], remedy=remedy)


@check(
    "C035",
    title="某科目的财政拨款支出大于全部支出",
    message="「{whole}」{b}，其中财政拨款 {a}，大出 {gap}",
    what="每个科目里，财政拨款的支出不大于全部支出",
    why="部分不能大于整体",
    remedy="核对这个科目的各栏",
    needs=ACCOUNTS,
    waivable=False,
)
def fiscal_exceeds_all(book: FigureBook) -> Iterator[Outcome]:
    for code in subject_codes(book, "支出", 3):
        for deeper in (code, *subject_codes(book, f"支出.{code}", 7)):
            for kind in ("", ".基本支出", ".项目支出"):
                yield from _at_most(book, f"支出.{deeper}.财政拨款{kind}", f"支出.{deeper}{kind}")


def _at_most(book: FigureBook, part: str, whole: str) -> Iterator[Outcome]:
    """By the leaves: what is wrong with an approved total is told once, where it is stated."""
    for outcome in compare(
        book, "C035", [(1, part)], [(1, whole)], relation="≤", whole=book.canonical(whole), remedy="请核对其他资金一栏"
    ):
        yield Verdict.DERIVED if outcome is Verdict.AGREES else outcome


@check(
    "C037",
    level=Level.WARNING,
    title="基本支出里的三公款大于三公经费决算数",
    message="「{item}」决算数 {b}，基本支出的 {economic} 款已有 {a}，大出 {gap}",
    what="表06 里的公务接待费、出国费、用车费，不大于表09 的同一项",
    why="基本支出里的只是三公的一部分",
    remedy="核对「基本支出」的款和「三公经费」",
    needs=ACCOUNTS,
    reader="领导",
    aliases=("V33-CROSS-SAN-GONG-ECON",),
)
def three_public_smaller_than_its_part(book: FigureBook) -> Iterator[Outcome]:
    """30212, 31013, 30231 and 30217 of 基本支出 must not exceed the same item of 三公 (part ≤ whole, not =)."""
    for item, code in TO_BASIC.items():
        spent = figure(book, "三公.合计.决算数")
        if spent is not None and not spent.zero and f"{item}.决算数" in book.records:
            yield from compare(
                book,
                "C037",
                [(1, f"经济.{code}")],
                [(1, f"{item}.决算数")],
                relation="≤",
                level=Level.WARNING,
                remedy="请核对「三公经费」的金额和「基本支出」的这一款",
                item=item.split(".")[1],
                economic=code,
            )


@check(
    "C038",
    level=Level.WARNING,
    title="三公经费为零而基本支出里有三公款，或相反",
    message="三公经费决算数合计 {a}，而基本支出里出国、购车、用车、接待四款合计 {b}",
    what="三公决算是 0，表06 的三公款也是 0",
    why="一张表说有、一张表说没有",
    remedy="核对「三公经费」和「基本支出」",
    needs=ACCOUNTS,
    reader="领导",
)
def three_public_nil_contradicted(book: FigureBook) -> Iterator[Outcome]:
    spent = figure(book, "三公.合计.决算数")
    parts = [figure(book, f"经济.{code}") for code in TO_BASIC.values()]
    if spent is None or any(p is None for p in parts) or not book.loaded.data.three_public.money:
        yield Verdict.UNKNOWN
        return
    basic = sum((p.number for p in parts if p is not None), Decimal(0))
    if (spent.number == 0) == (basic == 0):
        yield Verdict.AGREES
        return
    remedy = "请在「三公经费」里写上这笔钱" if spent.number == 0 else "如果是项目支出里花的，可以不管"
    level = Level.WARNING if spent.number == 0 else Level.HINT
    yield Hit(
        {"a": number(spent.number), "b": number(basic)},
        spent.key,
        source_at(book, "三公.公务接待费.决算数"),
        remedy,
        level,
    )


@check(
    "C039",
    level=Level.WARNING,
    title="年初结转和结余不等于上年年末",
    message="「{key}」写的是 {a}，上年的{name}是 {b}，相差 {gap}",
    what="年初结转和结余，等于上年公开的年末结转和结余",
    why="两年的报告会被放在一起看",
    remedy="照上年年末改；因口径变了就写「口径调整」",
    needs=ACCOUNTS,
)
def opening_differs_from_last_closing(book: FigureBook) -> Iterator[Outcome]:
    for tail in ("", *(f".{fund}" for fund in ("财政拨款", *FISCAL_FUNDS, OTHER_MONEY))):
        ended = _last_closing(book, f"{CLOSING}{tail}")
        opened = figure(book, f"{OPENING}{tail}")
        if ended is None:
            continue
        if opened is None:
            yield Verdict.UNKNOWN
        elif abs(opened.number - ended) <= opened.tolerance:
            yield Verdict.AGREES
        else:
            values = {
                "key": opened.key,
                "name": f"{CLOSING}{tail}",
                "a": number(opened.number),
                "b": number(ended),
                "gap": number(opened.number - ended),
            }
            yield Hit(
                values,
                opened.key,
                source_at(book, opened.key),
                "请照上年决算改正；有调整就写在「口径调整」里：上年年末调整后是多少，为什么",
            )
            return  # the funds' gaps are in the total's


def _last_closing(book: FigureBook, key: str) -> Decimal | None:
    if restated := book.restated_keys.get(book.canonical(key)):
        return restated.value
    stated = {book.canonical(k): s.value for k, s in book.last.items()}
    if key in stated:
        return stated[key]
    found = figure(book.previous, key) if book.previous else None
    return found.number if found else None


@check(
    "S004",
    title="上年数与上年文件夹里的数不同",
    message="「上年数」里「{key}」写的是 {a}，上年的文件夹里是 {b}，相差 {gap}",
    what="「上年数」里写的，与上年文件夹里的数相同",
    why="两处都写就会有一处是旧的",
    remedy="删去「上年数」里的，或写「口径调整」",
)
def last_year_told_twice(book: FigureBook) -> Iterator[Outcome]:
    if not book.previous:
        return
    for key, statement in book.last.items():
        try:
            before = book.previous.resolve(key)
        except UnknownKey:
            continue
        if not before.certain and book.previous.without_accounts:
            continue  # the folder of last year holds another kind of report, which knows nothing of it
        if not before.certain or statement.value is None or key in book.loaded.data.restated:
            yield Verdict.UNKNOWN
        elif statement.value == book.previous.rounded(before) or statement.value == before.number:
            yield Verdict.AGREES
        else:
            off = statement.value - before.number
            a, b, gap = (number(value, before.unit) for value in (statement.value, before.number, off))
            values = {"key": key, "a": a, "b": b, "gap": gap}
            yield Hit(
                values, f"{LAST_YEAR}.{key}", statement.source, "请从「上年数」里删去，或写成「口径调整」并说明原因"
            )
