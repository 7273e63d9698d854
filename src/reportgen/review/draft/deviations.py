"""Where the year went furthest from the budget or from last year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.compose.phrases import Phrases
from reportgen.figures import LAST_YEAR, FigureBook, UnknownKey
from reportgen.model.selection import SPENDING
from reportgen.model.terms import THREE_PUBLIC_COLUMNS, THREE_PUBLIC_ITEMS

MOST = 3


@dataclass(frozen=True)
class Deviation:
    """A figure, what it is compared with, and the keys of the change and of the rate; `explained` has the reason.

    stage: 上年, the name of a budget, or 预算数 of a 三公 item.
    """

    name: str
    key: str
    stage: str
    base: str
    change: str
    rate: str
    measure: str
    explained: str


def largest(book: FigureBook, kind: str, most: int = MOST) -> tuple[Deviation, ...]:
    """The largest by amount, as printed."""
    found: dict[tuple[str, ...], Deviation] = {}
    for deviation in (*_against_budget(book, kind), *_against_last_year(book)):
        if _amount(book, deviation):
            found.setdefault(_printed(book, deviation), deviation)
    return tuple(sorted(found.values(), key=lambda d: -_amount(book, d))[:most])


def _printed(book: FigureBook, deviation: Deviation) -> tuple[str, ...]:
    """Its figures: two with the same tell the same thing."""
    return tuple(book.printed(book.resolve(key)) for key in (deviation.key, deviation.base))


def _amount(book: FigureBook, deviation: Deviation) -> Decimal:
    """How much, as printed; 0 for what is not known."""
    try:
        figure = book.resolve(deviation.change)
        base = book.resolve(deviation.base)
    except UnknownKey:
        return Decimal(0)
    return abs(book.rounded(figure)) if figure.certain and base.certain else Decimal(0)


def _against_budget(book: FigureBook, kind: str) -> Iterator[Deviation]:
    phrases, stage, asked = (Phrases(book), book.loaded.data.reports[kind].budget, book.edition.settings.deviations)
    for item in THREE_PUBLIC_ITEMS if asked.three_public else ():
        key = f"三公.{item}.决算数"
        yield _of_budget(phrases, f"“三公”经费：{item}", key, THREE_PUBLIC_COLUMNS[0], f"三公.{item}")
    if not (pick := asked.budget):
        return
    fine, coarse = (phrases.codes(f"{pick}.{stage}", digits) for digits in (7, 3))
    for code in phrases.codes(pick, 7 if fine or not coarse else 3, stage):
        key = pick.replace(SPENDING, f"{SPENDING}.{code}", 1)
        yield _of_budget(phrases, book.subject_name(code), key, stage, key)


def _of_budget(phrases: Phrases, name: str, key: str, stage: str, explained: str) -> Deviation:
    return Deviation(
        name,
        key,
        stage,
        phrases.budget(key, stage),
        f"{key}.差额.{stage}",
        f"{key}.完成率.{stage}",
        f"差额.{stage}",
        explained,
    )


def _against_last_year(book: FigureBook) -> Iterator[Deviation]:
    for name, key in book.edition.settings.deviations.last_year:
        yield Deviation(name, key, "上年", f"{LAST_YEAR}.{key}", f"{key}.增减额", f"{key}.增长率", "增减额", key)
