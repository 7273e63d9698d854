"""A key that selects facts of the ledger, or the 款 of an 经济科目 -> their sum; unknown or 待填 where not all is written."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.figures.book import HALF_UNIT, FigureBook, Rules
from reportgen.model.figure import WAN, Fact, Figure, Summed
from reportgen.model.selection import ECONOMIC, INITIAL_BUDGET, STAGE, SUBJECT

CLASS_DIGITS = 3
"""Digits of a 类 of the economic classification; a 款 has two more."""
ECONOMIC_RULES, SELECTION_RULES = Rules("经济"), Rules()


@SELECTION_RULES.makes("合计")
def selected(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The sum of what a key selects; a sum of nothing is blank only where all that could be there is written."""
    key = match.string
    selection = book.selection_of(key)
    if selection is None:
        return None
    facts = book.ledger.facts_in(selection)
    if book.ledger.doubtful(selection, of_any_subject=False):
        return Figure(key, None, WAN, Summed(facts), "pending")  # more is written than could be taken in
    if selection[ECONOMIC] and book.ledger.undivided(selection):
        return Figure(key, None, WAN, Summed(facts), "unknown")  # some of it is not split by 经济科目
    if not facts and selection[SUBJECT] and book.ledger.without_subject(selection):
        return Figure(key, None, WAN, Summed(()), "unknown")  # it is known of all 科目 together only
    if not facts and book.loaded.data.budget and selection[STAGE] == frozenset({INITIAL_BUDGET}):
        return summed(key, facts)  # all of the budget is written: what is not there is nothing
    if not facts and (book.ledger.has_coarser(selection) or not book.ledger.whole(selection)):
        return Figure(key, None, WAN, Summed(()), "unknown")
    if not facts and not selection[SUBJECT] and not selection[STAGE] and not book.loaded.data.accounts:
        return Figure(key, None, WAN, Summed(()), "pending")  # nobody has filled in 收支 yet: not nothing
    return summed(key, facts)


@ECONOMIC_RULES.makes("合计", r"经济\.(?P<code>.+)")
def economic(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The sum of the 款 under an 经济科目 of the year's list."""
    key, code = match.string, match["code"]
    if code not in book.edition.subjects["经济科目"]:
        return None
    facts = tuple(fact for name, fact in book.records.items() if name.startswith(key))
    if len(code) == CLASS_DIGITS and _may_hold_unlisted(book, code):
        return Figure(key, None, WAN, Summed(facts), "pending")  # what stands under a code of no list may belong here
    basic = "支出.基本支出.一般公共"
    if not facts and not _economic_written(book) and len(code) == CLASS_DIGITS and not book.resolve(basic).zero:
        return Figure(key, None, WAN, Summed(()), "pending")  # there is 基本支出, and nobody has said of what
    return summed(key, facts)


def _economic_written(book: FigureBook) -> bool:
    """Whether anybody has said of what 基本支出 is."""
    return any(name.startswith("经济.") for name in book.records)


def _may_hold_unlisted(book: FigureBook, code: str) -> bool:
    """Whether a 款 that the year's list lacks stands under this 类, or under a 类 that is not listed either."""
    listed = book.edition.subjects["经济科目"]
    classes = {known[:CLASS_DIGITS] for known in listed}
    written = [name.split(".")[1] for name in book.records if name.startswith("经济.")]
    unlisted = (name[:CLASS_DIGITS] for name in written if name not in listed)
    return any(above == code or above not in classes for above in unlisted)


def summed(key: str, facts: tuple[Fact, ...], unit: str = WAN) -> Figure:
    """The exact sum of facts, with how far their rounding may have moved it."""
    if not facts:
        return Figure(key, None, unit, Summed(()), "blank")
    if any(fact.value is None for fact in facts):
        return Figure(key, None, unit, Summed(facts), "pending")
    total = sum((fact.value for fact in facts if fact.value is not None), Decimal(0))
    tolerance = sum((fact.rounding_unit for fact in facts), Decimal(0)) * HALF_UNIT
    return Figure(key, total, facts[0].unit, Summed(facts), "known", tolerance=tolerance)
