"""Formulas of an edition that name many records at once: 政府采购.*.金额 -> every record of that shape."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable

from reportgen.editions import EditionError
from reportgen.model.formula import Formula, NotAFormula, parse_formula

SignedKeys = tuple[tuple[int, str], ...]
TOTAL = ".合计"
"""In the key of a record that repeats what others add up to."""


def formula_of(records: Iterable[str], text: str) -> Formula:
    """A formula of figures.yaml, with every 政府采购.*.金额 written out. Raises EditionError."""
    try:
        formula = parse_formula(text)
    except NotAFormula as error:
        raise EditionError(
            f"figures.yaml 里的算式「{text}」看不懂：{error}", file="figures.yaml", words=text
        ) from error
    return Formula(_expanded(records, formula.terms), _expanded(records, formula.divisor))


def _expanded(records: Iterable[str], terms: SignedKeys) -> SignedKeys:
    return tuple((sign, found) for sign, name in terms for found in _matching(records, name))


def _matching(records: Iterable[str], name: str) -> list[str]:
    if "*" not in name:
        return [name]
    return [record for record in records if fnmatch.fnmatchcase(record, name) and TOTAL not in record]
