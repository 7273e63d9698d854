"""收支, balances and budgets as stated -> facts with dimensions; stated totals apart."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from reportgen.figures import Statement
from reportgen.figures.derive.by_subject import by_subject, joined, pick_of, understood
from reportgen.figures.derive.detail import detailed
from reportgen.figures.derive.facts import ACCOUNTS, UNCHECKED, Facts
from reportgen.model import selection
from reportgen.model.field import TOTAL
from reportgen.model.finding import Source
from reportgen.model.selection import FULL_BUDGET, INITIAL_BUDGET
from reportgen.model.terms import budget_rows


def gather(facts: Facts) -> None:
    """Add all 收支 facts that are stated."""
    loaded = facts.loaded
    by_subject(facts, loaded.data.accounts, ACCOUNTS, selection.Selection(()), (ACCOUNTS,))
    detailed(facts)
    _columns_complete(facts)
    for direction in (selection.INCOME, selection.SPENDING) if not loaded.data.accounts else ():
        facts.lost(
            {selection.DIRECTION: direction}, loaded.source(ACCOUNTS)
        )  # nobody has filled in 收支 yet: not nothing
    for name, mapping in ((selection.OPENING, loaded.data.opening), (selection.CLOSING, loaded.data.closing)):
        for key, value in mapping.items():
            _balance(facts, name, key, facts.scaled(value), facts.loaded.source(name, key))
    for name, moved in (
        (selection.FROM_RESERVES, loaded.data.from_reserves),
        (selection.DISTRIBUTION, loaded.data.distribution),
    ):
        if moved is not None:
            pick = selection.make(
                {selection.DIRECTION: frozenset({name}), selection.FUND: frozenset({selection.OTHER_MONEY})}
            )
            facts.leaf(pick, facts.scaled(moved), loaded.source(name))
    for stage, budget in ((INITIAL_BUDGET, loaded.data.initial_budget), (FULL_BUDGET, loaded.data.full_budget)):
        _budget(facts, budget, stage)


def _balance(facts: Facts, name: str, key: str, value: Decimal | None, source: Source | None) -> None:
    """年初 or 年末 of a fund (and a 科目); a total over funds is stated beside them."""
    if key == TOTAL:
        facts.stated[name] = Statement(value, source)
        return
    pick = pick_of(facts, f"{name}.{key}", source)
    if pick is None:
        facts.lost({**understood(facts, key), selection.DIRECTION: name}, source)
    elif joined(pick):
        facts.stated[pick.key] = Statement(value, source)
    else:
        facts.leaf(pick, value, source)


def _columns_complete(facts: Facts) -> None:
    """A kind of 一般公共 spending without a column is forgotten more often than it is nothing."""
    picks = [dict(fact.dims) for fact in facts.leaves]
    general = {
        p.get(selection.KIND)
        for p in picks
        if p.get(selection.FUND) == selection.GENERAL and p.get(selection.DIRECTION) == selection.SPENDING
    }
    for kind in (selection.BASIC, selection.PROJECT):
        if general and None not in general and kind not in general:
            source = facts.loaded.source(ACCOUNTS)
            facts.error(
                "D015",
                f"{ACCOUNTS}里没有「{selection.GENERAL}.{kind}」一栏，不知道是没有还是漏了",
                source,
                f"请加上这一栏，没有就填 -{UNCHECKED}",
            )
            for code in dict.fromkeys(p[selection.SUBJECT] for p in picks if selection.SUBJECT in p):
                facts.lost(
                    {
                        selection.DIRECTION: selection.SPENDING,
                        selection.SUBJECT: code,
                        selection.FUND: selection.GENERAL,
                        selection.KIND: kind,
                    },
                    source,
                )


def _budget(facts: Facts, budget: list[dict[str, str]] | Mapping[str, str], stage: str) -> None:
    fixed = selection.make({selection.STAGE: frozenset({stage})})
    by_subject(facts, budget_rows(budget), stage, fixed, (stage,))
