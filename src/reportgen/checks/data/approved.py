"""Approved figures (核定数) that stand in no formula of a table:
the code under which each is compared with what derives.
"""

from reportgen.checks.engine.catalogue import FORMULA
from reportgen.checks.engine.registry import ACCOUNTS, RULES, Rule


def _approved(code: str, title: str, *parts: str, aliases: tuple[str, ...] = ()) -> Rule:
    what, why, remedy = FORMULA
    return Rule(
        code,
        title=title,
        what=what,
        why=why,
        remedy=remedy,
        mode="stated",
        needs=ACCOUNTS,
        aliases=aliases,
        approved=parts,
    )


RULES += [
    _approved("C047", "五（三）：各项年初预算之和＝预算合计", "年初预算", "全年预算", aliases=("V33-222", "D-005")),
    _approved("C058", "政府采购合计＝货物＋工程＋服务", "政府采购"),
    _approved("C060", "车辆合计＝各种车辆之和", "车辆"),
]
