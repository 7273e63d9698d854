"""补充数据: numbers that the edition declares (`records`) -> figures 补充.名称, with the edition's unit."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from reportgen.figures import FigureBook, Rules
from reportgen.model.figure import WAN, Figure, Stated
from reportgen.model.finding import Finding, Level
from reportgen.model.schema import path_of

(SUPPLEMENT,) = path_of("supplement")
(WORDS,) = path_of("supplement_words")
LEDGER = "补充"
SUPPLEMENT_RULES = Rules(LEDGER)


@SUPPLEMENT_RULES.makes("填报", rf"{LEDGER}\.(?P<name>.+)")
def supplied(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The number of a declared name; nothing where it may be left out and is, else unknown; None for another name."""
    key, name = match.string, match["name"]
    declared = book.edition.settings.records.get(name)
    if declared is None:
        return None
    data, label = book.loaded.data, f"{book.loaded.data.year}年度 {declared.means or name}"
    origin = Stated(book.loaded.source(SUPPLEMENT, name))
    if name not in data.supplement:
        return Figure(key, None, declared.unit, origin, "blank" if declared.optional else "unknown", label)
    value = data.supplement[name]
    if not isinstance(value, Decimal):
        return Figure(key, None, declared.unit, origin, "pending", label)
    scale = -4 if declared.unit == WAN and data.money_unit == "元" else 0
    return Figure(key, value.scaleb(scale), declared.unit, origin, "known", label)


def wrong_supplement(book: FigureBook) -> Iterator[Finding]:
    """Names that the edition does not declare: they would be printed nowhere."""
    data, settings = book.loaded.data, book.edition.settings
    yield from _wrong(book, SUPPLEMENT, data.supplement, settings.records, f"{LEDGER}.")
    yield from _wrong(book, WORDS, data.supplement_words, settings.texts, f"{WORDS}.")


def _wrong(
    book: FigureBook, key: str, given: Collection[str], declared: Collection[str], prefix: str
) -> Iterator[Finding]:
    level = Level.HINT if len(book.loaded.data.reports) > 1 else Level.ERROR  # it may be for the other report
    for name in (name for name in given if name not in declared):
        near = difflib.get_close_matches(name, declared, 1, 0.5)
        known = f"这个版式要的是：{'、'.join(declared)}" if declared else f"这个版式没有{key}，请删去"
        remedy = f"是不是「{near[0]}」？" if near else known
        told = f"{key}里的「{name}」，版式 {book.edition.name} 没有哪里印它"
        yield Finding("D047", level, told, book.loaded.source(key, name), f"{prefix}{name}", remedy)
