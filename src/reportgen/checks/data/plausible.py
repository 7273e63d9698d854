"""Data mode: what is possible but hardly meant: amounts ten thousand times their like, words that no form offers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches

from reportgen.checks.engine.amounts import money
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, SELF_EVALUATION, Hit, Outcome, Verdict, check
from reportgen.figures import LAST_YEAR, FigureBook, UnknownKey
from reportgen.load.once import also
from reportgen.model.amount import PENDING
from reportgen.model.figure import WAN, Fact, Overridden, Stated
from reportgen.model.finding import Level, Source
from reportgen.model.selection import CLOSING, DIRECTION, FULL_BUDGET, INITIAL_BUDGET, OPENING, STAGE, make

TIMES = Decimal(10_000)
NEAR = 4
"""How far from ten thousand a quotient may be and still look like the wrong unit."""
WORD_NATURES = ("行政", "参公", "参照公务员", "事业", "群团", "社会团体", "企业", "民办")
LEVELS = (
    "中央",
    "国家级",
    "省级",
    "自治区级",
    "直辖市级",
    "市级",
    "地市级",
    "州级",
    "区级",
    "县级",
    "县市级",
    "市区级",
    "乡级",
    "镇级",
    "乡镇级",
    "街道",
    "街道级",
)
TIERS = ("本级", "一级", "二级", "三级", "四级", "五级", "下属", "所属")


@check(
    "S014",
    level=Level.WARNING,
    title="金额与同类的数差一万倍",
    message="「{key}」是 {a}，「{other}」是 {b}，差了约一万倍，像是元和万元弄混",
    what="一个数与它的预算、上年数，不会差一万倍；本来就小的钱（几百元的采购、没有用完的预算）不算",
    why="多半是元和万元弄混了",
    remedy="照「金额单位」改这个数",
    needs=ACCOUNTS + SELF_EVALUATION,
)
def amount_in_another_unit(book: FigureBook) -> Iterator[Outcome]:
    told: set[str] = set()
    for key, value, source, others in _amounts(book):
        if not value:
            continue
        known = [(other, found) for other in others if (found := _value(book, other))]
        wrong = next(((other, found) for other, found in known if _mixed(book, value, found)), None)
        if wrong is None:
            yield Verdict.AGREES if known else Verdict.UNKNOWN
            continue
        other, found = wrong
        blamed, source = _blamed(book, (key, value, source), (other, found))
        if blamed in told or (key.startswith(f"{LAST_YEAR}.") and other in told):
            yield Verdict.AGREES
            continue
        told.add(blamed)
        (a, b), against = ((value, found), other) if blamed == key else ((found, value), key)
        values = {"key": blamed, "a": money(a), "other": against, "b": money(b)}
        yield Hit(values, blamed, source, f"请核对单位：全部数据用{book.loaded.data.money_unit}")


def _blamed(
    book: FigureBook, one: tuple[str, Decimal, Source | None], other: tuple[str, Decimal]
) -> tuple[str, Source | None]:
    """Which of two amounts is in the wrong unit, and its place: the one that is more than all that was spent."""
    key, value, source = one
    whole = _value(book, "本年支出合计")
    if whole is None or not abs(value) <= abs(whole) < abs(other[1]):
        return key, source
    origin = book.resolve(other[0]).origin
    if isinstance(origin, Stated | Overridden) and origin.source:
        return other[0], origin.source
    return key, source


def _mixed(book: FigureBook, one: Decimal, other: Decimal) -> bool:
    """Whether two amounts of one thing are ten thousand times apart because of their unit and not because one is
    small: in 万元 the larger is then more than all that the department spent, or has the very digits of the smaller.
    """
    large, small = max(abs(one), abs(other)), min(abs(one), abs(other))
    if not TIMES / NEAR <= large / small <= TIMES * NEAR:
        return False
    if large == small * TIMES or book.loaded.data.money_unit != "万元":
        return True
    whole = _value(book, "本年支出合计")
    return whole is None or large > abs(whole) or large > 10 * (abs(whole) - large)  # which it may be part of


def _value(book: FigureBook, key: str) -> Decimal | None:
    try:
        found = book.resolve(key)
    except UnknownKey:
        return None
    return found.value if found.certain and found.value else None


def _amounts(book: FigureBook) -> Iterator[tuple[str, Decimal, Source | None, list[str]]]:
    """Every stated amount with the keys of its like."""
    for fact in book.ledger.facts:
        if fact.value is not None and fact.source is not None:
            yield _accounts(fact)
    for key, fact in book.records.items():
        if fact.value is not None and fact.unit == WAN:
            yield key, fact.value, fact.source, [*_like(key), f"{LAST_YEAR}.{key}"]
    for key, stated in book.last.items():
        if stated.value is not None and _is_money(book, key):
            yield f"{LAST_YEAR}.{key}", stated.value, stated.source, [key]


def _is_money(book: FigureBook, key: str) -> bool:
    try:
        return book.resolve(key).unit == WAN
    except UnknownKey:
        return False


def _accounts(fact: Fact) -> tuple[str, Decimal, Source | None, list[str]]:
    dims = {dim: frozenset({member}) for dim, member in fact.dims}
    key = make(dims).key
    if STAGE in dims:
        other = {d: m for d, m in dims.items() if d != STAGE}
        return (
            key,
            fact.value or Decimal(0),
            fact.source,
            [make({**other, STAGE: frozenset({s})}).key for s in (INITIAL_BUDGET, FULL_BUDGET) if dims[STAGE] != {s}],
        )
    budgets = [make({**dims, STAGE: frozenset({s})}).key for s in (INITIAL_BUDGET, FULL_BUDGET)]
    balance = dims.get(DIRECTION, frozenset()) & {OPENING, CLOSING}
    return key, fact.value or Decimal(0), fact.source, [f"{LAST_YEAR}.{key}", *([] if balance else budgets)]


def _like(key: str) -> list[str]:
    """The other columns of a record, or the sum that it is part of."""
    ledger, *rest = key.split(".")
    if ledger == "项目" and len(rest) == 2 and rest[1] in ("年初预算", "执行数"):
        return [f"项目.{rest[0]}.全年预算"]
    if ledger == "三公" and rest[-1] == "决算数":
        return [".".join(["三公", *rest[:-1], "预算数"])]
    if ledger == "政府采购" and rest[-1] != "金额":
        return [f"政府采购.{rest[0]}.金额"]
    return ["公用经费"] if key == "机关运行经费" else []


@check(
    "S015",
    level=Level.WARNING,
    title="写的词不在表样的选项里",
    message="{what}写的是「{word}」，表样里有的是 {options}",
    what="级次、性质、层级、项目的类别属性类型、车辆种类，写表样里有的词",
    why="别的词不打勾、不印在表里",
    remedy="从列出的选项里选一个",
    needs=ACCOUNTS + BUDGET,
)
def word_outside_the_form(book: FigureBook) -> Iterator[Outcome]:
    """性质, 层级, 级次 and the kinds of vehicles are words that the form has (of a project's form, D021 tells)."""
    wrong: dict[tuple[str, tuple[str, ...]], list[tuple[str, str, Source | None]]] = defaultdict(list)
    for what, key, word, options, source, exact in _words(book):
        if word in options or PENDING in word or (not exact and any(o in word for o in options)):
            yield Verdict.AGREES
        else:
            wrong[word, options].append((what, key, source))
    for (word, options), places in wrong.items():  # the same word in many rows is told once
        what, key, source = places[0]
        others = also(place.line for _, _, place in places[1:] if place)
        nearest = get_close_matches(word, options, 1, 0.5)
        remedy = f"是不是「{nearest[0]}」？" if nearest else "请照表样的选项写"
        yield Hit({"what": what, "word": word, "options": f"{'、'.join(options)}{others}"}, key, source, remedy)


def _words(book: FigureBook) -> Iterator[tuple[str, str, str, tuple[str, ...], Source | None, bool]]:
    data, at, settings = book.loaded.data, book.loaded.source, book.edition.settings
    yield "部门的级次", "部门.级次", data.department.level, LEVELS, at("部门", "级次"), True
    for row, unit in enumerate(data.units):
        yield (
            f"单位「{unit.name}」的性质",
            f"单位构成.{unit.name}.性质",
            unit.nature,
            WORD_NATURES,
            at("单位构成", row, "性质"),
            False,
        )
        yield (
            f"单位「{unit.name}」的层级",
            f"单位构成.{unit.name}.层级",
            unit.tier,
            TIERS,
            at("单位构成", row, "层级"),
            False,
        )
    kinds = tuple(settings.vehicle_kinds)
    for name in data.assets.vehicles if kinds else ():
        if name != "合计":
            yield "国有资产的车辆种类", f"车辆.{name}", name, kinds, at("国有资产", "车辆", name), True
