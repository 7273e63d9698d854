"""执行: the year's execution, as stated in 绩效自评报告 before the accounts are approved, else taken from the accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from reportgen.figures.derive.balances import complete
from reportgen.figures.derive.by_subject import by_subject
from reportgen.figures.derive.facts import Facts
from reportgen.model.figure import LOST, WAN, Fact
from reportgen.model.selection import DIRECTION, EXECUTION, FUND, MEMBERS, OPENING, ORDER, STAGE, Selection

PATH = ("绩效自评报告", "执行")
AT_EXECUTION = Selection(((STAGE, frozenset({EXECUTION})),))
"""Of any direction: a budget is of spending, execution of income too."""


def execution_facts(facts: Facts) -> None:
    """Add the facts at 执行."""
    own = facts.loaded.data.evaluation
    if own is None:
        return
    if own.execution:
        facts.leaves += _stated(facts, own.execution)
    else:
        facts.leaves += [
            _from_accounts(fact) for fact in facts.leaves if STAGE not in dict(fact.dims) and fact.rule != LOST
        ]


def _from_accounts(fact: Fact) -> Fact:
    return Fact(_staged(fact.dims), fact.value, fact.unit, fact.rounding_unit, None, "执行取决算的数", (fact,))


def _stated(facts: Facts, rows: list[dict[str, str]]) -> list[Fact]:
    """The rows of 执行, with what follows from them: the closing balance, and income that is left out."""
    apart = replace(facts, leaves=[], findings=facts.findings)
    by_subject(apart, rows, "执行", AT_EXECUTION, PATH)
    stated = apart.leaves
    plain = [replace(fact, dims=_unstaged(fact.dims)) for fact in stated]
    openings = _openings(facts, plain)
    apart.leaves = [*plain, *openings]
    at_execution = {id(a): b for a, b in zip(plain, stated, strict=True)}
    return [_back(fact, at_execution) for fact in complete(apart)]


def _openings(facts: Facts, moved: list[Fact]) -> list[Fact]:
    """年初 of each fund that moves and has none in 执行: that of the accounts, else nothing."""
    found: list[Fact] = []
    for fund in MEMBERS[FUND]:
        own = [dict(fact.dims) for fact in moved if dict(fact.dims).get(FUND) == fund]
        if not own or any(dims.get(DIRECTION) == OPENING for dims in own):
            continue
        known = [
            f
            for f in facts.leaves
            if dict(f.dims).get(DIRECTION) == OPENING and dict(f.dims).get(FUND) == fund and STAGE not in dict(f.dims)
        ]
        nothing = Fact(
            ((DIRECTION, OPENING), (FUND, fund)),
            Decimal(0),
            WAN,
            Decimal(0),
            facts.loaded.source(*PATH),
            "没有写年初结转和结余，按没有",
        )
        found += [replace(f, inputs=(f,)) for f in known] or [nothing]
    return found


def _back(fact: Fact, known: dict[int, Fact]) -> Fact:
    """A completed fact at 执行 again, and what it follows from too, but for what is of the accounts."""
    if id(fact) not in known:
        inputs = tuple(_back(below, known) if below.rule or id(below) in known else below for below in fact.inputs)
        known[id(fact)] = replace(fact, dims=_staged(fact.dims), inputs=inputs)
    return known[id(fact)]


def _unstaged(dims: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((dim, member) for dim, member in dims if dim != STAGE)


def _staged(dims: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    members = {**dict(dims), STAGE: EXECUTION}
    return tuple((dim, members[dim]) for dim in ORDER if dim in members)
