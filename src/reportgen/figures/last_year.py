"""Last year's figure: restated, stated by key, from last year's folder, or what follows from this year's opening."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from reportgen.figures.book import FigureBook, Rules
from reportgen.figures.keys import LAST_YEAR, TooLongAgo, UnknownKey, digits_of
from reportgen.figures.table_keys import DefinedSum
from reportgen.model import selection
from reportgen.model.figure import WAN, Calculated, Figure, State, Stated, Summed
from reportgen.model.selection import CLOSING, DIRECTION, OPENING

LAST_YEAR_RULES = Rules(LAST_YEAR)


@LAST_YEAR_RULES.makes("上年数", rf"{LAST_YEAR}\.(?P<key>.+)")
def of_last_year(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """In this order: restated, stated by key, of last year's folder,
    what follows from its parts or this year's opening.
    """
    full, key = match.string, match["key"]
    if digits_of(key) is not None:  # 上年.支出.元 is 上年.支出 in 元
        return None
    if statement := book.restated_keys.get(key) or book.last_keys.get(key):
        state: State = "known" if statement.value is not None else "pending"
        return Figure(full, statement.value, _unit_of(book, key), Stated(statement.source), state)
    if book.previous and (found := _from_folder(book, book.previous, key)):
        return found
    if key.startswith(f"{LAST_YEAR}."):
        raise TooLongAgo(full, [])
    if key in book.names.sums:
        return _sum(book, full, book.names.sums[key])
    turned = _opening_for_closing(book, key)
    if turned:
        opening = book.resolve(turned)
        return replace(
            opening,
            key=full,
            label="",
            problem=None,
            origin=Calculated("上年年末 = 本年年初", turned, (opening,), (1,)),
        )
    if key in ("结余分配", "使用非财政拨款结余"):
        return Figure(full, Decimal(0), WAN, Calculated("上年没有写，按没有", "0", ()))
    return _unknown(book, key)


def _from_folder(book: FigureBook, previous: FigureBook, key: str) -> Figure | None:
    """What last year's folder has; None where it holds other kinds of reports, which know nothing of the key."""
    full, alone = f"{LAST_YEAR}.{key}", previous.without_accounts
    try:
        found = _known_of(replace(previous.resolve(key), key=full, label="", problem=None))
    except TooLongAgo as error:
        raise TooLongAgo(full, []) from error
    except UnknownKey:
        return None if alone else _unknown(book, key)
    return None if alone and not found.certain else found


def _known_of(figure: Figure) -> Figure:
    """The figure, when it is not of two years ago and unknown: nobody will ever fill that in."""
    if figure.state == "unknown" and figure.key.startswith(f"{LAST_YEAR}.{LAST_YEAR}."):
        raise TooLongAgo(figure.key, [])
    return figure


def _unknown(book: FigureBook, key: str) -> Figure | None:
    """Not known of last year; no figure at all when this year has none of that key either."""
    this = book.make(key)
    return Figure(f"{LAST_YEAR}.{key}", None, this.unit, Summed(()), "unknown") if this else None


def _sum(book: FigureBook, full: str, definition: DefinedSum) -> Figure:
    terms = tuple((sign, f"{LAST_YEAR}.{name}") for sign, name in definition.terms)
    figure = book.signed_sum(full, terms)
    if figure.state == "unknown" and definition.balances:
        other = book.names.sums[definition.balances]
        figure = book.signed_sum(full, tuple((s, f"{LAST_YEAR}.{n}") for s, n in other.terms), "收支总计相等")
    return figure


def _opening_for_closing(book: FigureBook, key: str) -> str | None:
    pick = book.selection_of(key)
    if pick is None or pick[DIRECTION] != frozenset({CLOSING}):
        return None
    return selection.make({**dict(pick.dims), DIRECTION: frozenset({OPENING})}).key


def _unit_of(book: FigureBook, key: str) -> str:
    if key in book.records:
        return book.records[key].unit
    this = book.make(key)
    return this.unit if this else WAN
