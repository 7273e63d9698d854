"""Which indicators did not reach their targets, whatever score a person wrote for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.indicators import forms_of, in_form
from reportgen.figures.targets import reached
from reportgen.model.indicator import Indicator
from reportgen.model.once import once

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@once
def missed(book: FigureBook) -> dict[str, list[Indicator]]:
    """Form -> its indicators whose actual value is short of the target; a form without one is not there."""
    found = {form: [row for row in in_form(book, form) if falls_short(book, row)] for form in forms_of(book)}
    return {form: rows for form, rows in found.items() if rows}


@once
def every_indicator(book: FigureBook) -> tuple[Indicator, ...]:
    """Each indicator that stands in a form, once, in the order of the forms."""
    rows = {(row.form, row.row): row for form in forms_of(book) for row in in_form(book, form)}
    return tuple(rows.values())


def values_of(book: FigureBook, row: Indicator) -> tuple[str, str]:
    """Target and actual value as printed; '' for one that is not known."""
    try:
        target, actual = book.resolve(f"{row.key}.目标值"), book.resolve(row.key)
    except UnknownKey:
        return "", ""
    shown = actual.text if actual.text is not None else f"{book.printed(actual)}{actual.unit}"
    return (target.text or "") if target.certain else "", shown if actual.certain else ""


def falls_short(book: FigureBook, row: Indicator) -> bool:
    """Whether the actual value is for certain short of the target, as numbers or in words with a smaller rate."""
    target, actual = values_of(book, row)
    if not target or not actual:
        return False
    share = reached(target, actual, row, book.loaded.data.year).share
    return share < 1 if share is not None else bool(smaller_rate(target, actual))


def below_half(book: FigureBook, row: Indicator) -> bool:
    """Whether for certain less than half of the target was reached."""
    target, actual = values_of(book, row)
    share = reached(target, actual, row, book.loaded.data.year).share if target and actual else None
    return share is not None and share < Decimal("0.5")


def smaller_rate(target: str, actual: str) -> str:
    """The rate in words that is smaller than in the target, told with its label: 电话接通率95%; '' for none."""
    due = dict(_rates(target))
    return next((f"{label}{rate}%" for label, rate in _rates(actual) if label in due and rate < due[label]), "")


def only_numbers_differ(target: str, actual: str) -> bool:
    """Whether both are the same words with other numbers: 2010元/月 and 2100元/月."""
    return target != actual and NUMBER.sub("#", target) == NUMBER.sub("#", actual)


def _rates(text: str) -> Iterator[tuple[str, Decimal]]:
    for match in re.finditer(r"([一-鿿]{2,12})(\d+(?:\.\d+)?)[%％]", text):
        yield match[1], Decimal(match[2])
