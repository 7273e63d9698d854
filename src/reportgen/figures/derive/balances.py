"""Stated facts -> those that follow from them: fiscal income, and closing balances of every fund.

年末 = 年初 + 收入 + 使用非财政拨款结余 − 支出 − 结余分配, for each fund. What a clerk leaves out
and follows is derived; what is stated as well stays stated, and the tables' formulas compare it.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from reportgen.figures.derive.facts import ACCOUNTS, UNCHECKED, Facts
from reportgen.model.figure import LOST, WAN, Fact
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.selection import (
    CLOSING,
    DIRECTION,
    DISTRIBUTION,
    FISCAL_FUNDS,
    FROM_RESERVES,
    FUND,
    INCOME,
    MEMBERS,
    OPENING,
    SPENDING,
    STAGE,
    SUBJECT,
    UNIT,
)

FROM_BALANCES = "收入 = 支出 + 年末 − 年初"
Group = dict[str, list[Fact]]


def complete(facts: Facts) -> list[Fact]:
    """The stated leaves with what follows from them."""
    result = list(facts.leaves)
    for fund in MEMBERS[FUND]:
        result.extend(_of_fund(facts, fund))
    return result


def _of_fund(facts: Facts, fund: str) -> list[Fact]:
    own = [f for f in facts.leaves if _is_of(dict(f.dims), fund)]
    own += [
        f for f in facts.leaves if own and f.rule == LOST and not {FUND, STAGE} & dict(f.dims).keys()
    ]  # it may be of any fund
    by_direction: Group = defaultdict(list)
    for fact in own:
        by_direction[dict(fact.dims).get(DIRECTION, "")].append(fact)
    moved = [f for d in (INCOME, SPENDING) for f in by_direction[d]]
    if not moved and not by_direction[OPENING]:
        return []
    if not by_direction[OPENING] and fund in (FISCAL_FUNDS[0], MEMBERS[FUND][-1]):
        facts.findings.append(
            Finding(
                "D010",
                Level.ERROR,
                f"没有写{fund}的年初结转和结余",
                facts.loaded.source(OPENING) or facts.loaded.source(ACCOUNTS),
                remedy=f"请在「年初结转和结余」里写 {fund}，没有就写 0{UNCHECKED}",
            )
        )
        by_direction[OPENING] = missing = [_unknown(OPENING, fund, facts.loaded.source(OPENING))]
        return [*missing, *_of_group(facts, fund, by_direction)]
    return _of_group(facts, fund, by_direction)


def _is_of(dims: dict[str, str], fund: str) -> bool:
    return STAGE not in dims and dims.get(FUND) == fund


def _of_group(facts: Facts, fund: str, by_direction: Group) -> list[Fact]:
    if fund in FISCAL_FUNDS and not by_direction[INCOME]:
        income = _income(facts, fund, by_direction)
        if by_direction[CLOSING]:
            return income
        return [*income, *_closing(fund, {**by_direction, INCOME: income})]
    if not by_direction[INCOME] and by_direction[SPENDING]:
        facts.findings.append(
            Finding(
                "D011",
                Level.ERROR,
                "有非财政拨款资金的支出，却没有任何一种非财政收入的栏",
                facts.loaded.source(ACCOUNTS),
                remedy=f"请在「收支」里加上其他收入（或事业收入等）栏，没有就填 -{UNCHECKED}",
            )
        )
        by_direction[INCOME] = missing = [_unknown(INCOME, fund, facts.loaded.source(ACCOUNTS))]
        return missing if by_direction[CLOSING] else [*missing, *_closing(fund, by_direction)]
    return [] if by_direction[CLOSING] else _closing(fund, by_direction)


def _income(facts: Facts, fund: str, group: Group) -> list[Fact]:
    """Fiscal income that is left out: 支出 + 年末 − 年初, per 科目 (and 单位)."""
    opening = _by_place(group[OPENING])
    closing = _by_place(group[CLOSING]) if group[CLOSING] else opening
    if not group[CLOSING] and any(f.value for f in group[OPENING]):
        facts.findings.append(
            Finding(
                "D012",
                Level.HINT,
                f"{fund}的收入和年末都没有写，按年末等于年初、收入等于支出推出",
                facts.loaded.source(OPENING),
                remedy="如果本年结转有变动，请写出年末结转和结余或收入",
            )
        )
    spending = _by_place(group[SPENDING])
    places = dict.fromkeys([*spending, *(p for p in (*opening, *closing) if _has_subject(p))])
    whole = next((p for p in (*opening, *closing) if not _has_subject(p)), None)
    if whole is not None and _sum(opening.get(whole, [])) != _sum(closing.get(whole, [])):
        facts.findings.append(
            Finding(
                "D013",
                Level.ERROR,
                f"{fund}的年末与年初不同，收入却没有写：一共多少由收支推出，不知道该记在哪个科目",
                facts.loaded.source(CLOSING),
                remedy=f"请在「收支」里加上 {fund}.收入 一栏，或把年初、年末按科目写{UNCHECKED}",
            )
        )
        spent = [fact for place in places for fact in spending.get(place, [])]
        return [_derived(INCOME, fund, (), spent + closing.get(whole, []), opening.get(whole, []), FROM_BALANCES)]
    result = []
    for place in places:
        spent = spending.get(place, [])
        before, after = (opening.get(place, []), closing.get(place, [])) if _has_subject(place) else ([], [])
        result.append(_derived(INCOME, fund, place, spent + after, before, FROM_BALANCES))
    return result


def _closing(fund: str, group: Group) -> list[Fact]:
    plus = [f for d in (OPENING, INCOME, FROM_RESERVES) for f in group.get(d, [])]
    minus = [f for d in (SPENDING, DISTRIBUTION) for f in group.get(d, [])]
    openings = group.get(OPENING, [])
    if openings and all(_has_subject(p) for p in _by_place(openings)):
        more, less = _by_place(plus), _by_place(minus)
        return [
            _derived(CLOSING, fund, p, more.get(p, []), less.get(p, []), "年末 = 年初 + 收入 − 支出")
            for p in dict.fromkeys([*more, *less])
        ]
    return [_derived(CLOSING, fund, (), plus, minus, "年末 = 年初 + 收入 − 支出")]


Place = tuple[tuple[str, str], ...]


def _by_place(facts: list[Fact]) -> dict[Place, list[Fact]]:
    result: dict[Place, list[Fact]] = defaultdict(list)
    for fact in facts:
        result[tuple((d, m) for d, m in fact.dims if d in (UNIT, SUBJECT))].append(fact)
    return result


def _has_subject(place: Place) -> bool:
    return any(dim == SUBJECT for dim, _ in place)


def _sum(facts: list[Fact]) -> Decimal:
    return sum((f.value for f in facts if f.value is not None), Decimal(0))


def _unknown(direction: str, fund: str, source: Source | None) -> Fact:
    """What should have been written and is not: no sum with it is known."""
    return Fact(((DIRECTION, direction), (FUND, fund)), None, WAN, Decimal(0), source, LOST)


def _derived(direction: str, fund: str, place: Place, plus: list[Fact], minus: list[Fact], rule: str) -> Fact:
    inputs = (*plus, *minus)
    value = None if any(f.value is None for f in inputs) else _sum(plus) - _sum(minus)
    rounding_unit = sum((f.rounding_unit for f in inputs), Decimal(0))
    return Fact(
        ((DIRECTION, direction), (FUND, fund), *place), value, WAN, rounding_unit, None, rule, inputs, text=None
    )
