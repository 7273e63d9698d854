"""Figures that are stated, or that the edition names: records, named sums and quotients,
sums over all records of a kind.
"""

from __future__ import annotations

import fnmatch
import re

from reportgen.figures.book import HALF_UNIT, FigureBook, Rules
from reportgen.figures.formulas import evaluated, ratio_of_formula
from reportgen.figures.missing import nothing_of
from reportgen.figures.table_keys import is_record
from reportgen.figures.wildcards import formula_of
from reportgen.model.figure import Figure, State, Stated, Summed
from reportgen.model.schema import home_of

STATED_RULES, NAMED_RULES, RECORD_RULES = Rules(), Rules(), Rules()


@STATED_RULES.makes("填报")
def stated(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """A record as it is written, or as it follows from others."""
    key, fact = match.string, book.records.get(match.string)
    if fact is None:
        return None
    state: State = "pending" if fact.pending else "known"
    origin: Stated | Summed = Stated(fact.source) if not fact.inputs else Summed((fact,))
    tolerance = fact.rounding_unit * HALF_UNIT
    return Figure(key, fact.value, fact.unit, origin, state, text=fact.text, tolerance=tolerance)


@STATED_RULES.makes("算式")
def written_formula(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """A formula that a person wrote (事实, 指标)."""
    written = book.formulas.get(match.string)
    return evaluated(book, match.string, *written) if written else None


@NAMED_RULES.makes("合计")
def named_sum(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """A sum that a table or figures.yaml names."""
    definition = book.names.sums.get(match.string)
    return book.signed_sum(match.string, definition.terms) if definition else None


@NAMED_RULES.makes("两数相除")
def named_quotient(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """A quotient that figures.yaml names."""
    formula = book.names.quotients.get(match.string)
    return ratio_of_formula(book, match.string, formula) if formula else None


@RECORD_RULES.makes("合计")
def sum_over_records(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """Sums over all records of a kind: 政府采购.合计.金额 = 政府采购.*.金额; what nobody wrote is unknown."""
    key = match.string
    if not is_record(key):
        return None
    for pattern, text in book.edition.figures.items():
        if "*" in pattern and fnmatch.fnmatchcase(key, pattern):
            parts = key.split(".")
            name = parts[1] if len(parts) > 1 else ""
            formula = formula_of(book.records, text.replace("{栏}", parts[-1]).replace("{名}", name))
            if formula.divisor:
                return ratio_of_formula(book, key, formula)
            return book.signed_sum(key, formula.terms) if formula.terms else nothing_of(book, key)
    return nothing_of(book, key) if home_of(key.split(".")[0]) else None
