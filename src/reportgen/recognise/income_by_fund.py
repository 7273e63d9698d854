"""财政拨款收入 by 科目 in one column, and by 资金 only in total -> which fund the income of each 科目 is of.

The published tables say it so. A 科目 of which one fund alone spends has its income of that fund; this is taken only
where the sums by fund then are the totals that the file states.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from reportgen.model.selection import (
    DIRECTION,
    FISCAL,
    FISCAL_FUNDS,
    FUND,
    INCOME,
    SPENDING,
    SUBJECT,
    Selection,
    make,
    parse,
)
from reportgen.recognise.amounts import SIZES
from reportgen.recognise.known import SeenFigures

Find = Callable[[Selection], Decimal | None]
"""A figure in 元, or None where the file doesn't say it."""
_HALF = Decimal("0.005")


def fund_of_income(known: SeenFigures, find: Find) -> Mapping[str, str]:
    """Code of a 科目 -> the fund of that part of its fiscal income which no sheet gives a fund. Empty where it can't
    be told of all of them, or the totals don't agree.
    """
    listing = known.listing(parse(f"{INCOME}.{FISCAL}"))
    if listing is None:
        return {}
    codes = sorted(c for c in listing.codes if len(c) == len("2080101"))
    found: dict[str, str] = {}
    sums = dict.fromkeys(FISCAL_FUNDS, Decimal(0))
    for code in codes:
        rest, open_funds = _rest(code, sums, find)
        if not rest:
            continue
        spending = [fund for fund in open_funds if find(_pick(SPENDING, fund, code)) != 0]
        candidates = spending or [fund for fund in open_funds if find(_pick(INCOME, fund)) != 0]
        if len(candidates) != 1:
            return {}
        found[code] = candidates[0]
        sums[candidates[0]] += rest
    coarsest = max((SIZES[figure.unit] for figure in known.figures.values() if figure.unit in SIZES), default=1)
    grain = coarsest * _HALF * (len(codes) + 1)
    agree = all((total := find(_pick(INCOME, fund))) is not None and abs(total - sums[fund]) <= grain for fund in sums)
    return found if agree else {}


def _rest(code: str, sums: dict[str, Decimal], find: Find) -> tuple[Decimal, list[str]]:
    """What of a 科目's fiscal income has no fund yet, and the funds that it may be of; what has one is added up."""
    rest = find(make({DIRECTION: frozenset({INCOME}), SUBJECT: frozenset({code}), FUND: frozenset(FISCAL_FUNDS)}))
    open_funds = []
    for fund in FISCAL_FUNDS:
        said = find(_pick(INCOME, fund, code))
        if said is None:
            open_funds.append(fund)
        else:
            rest = (rest or Decimal(0)) - said
            sums[fund] += said
    return rest or Decimal(0), open_funds


def _pick(direction: str, fund: str, code: str = "") -> Selection:
    dims = {DIRECTION: frozenset({direction}), FUND: frozenset({fund})}
    return make(dims | ({SUBJECT: frozenset({code})} if code else {}))
