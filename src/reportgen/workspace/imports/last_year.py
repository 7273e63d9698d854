"""What last year's file says, whatever it is (a workbook, a published PDF, Word or web page) -> 上年数, each figure with
its cell or page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from reportgen.load.workbook.entries import LAST
from reportgen.load.workbook.folder import grain_of
from reportgen.load.workbook.given import Given, canonical
from reportgen.load.workbook.ledger import BUDGETS, comparable
from reportgen.load.workbook.read import Workbook
from reportgen.model.finding import Source
from reportgen.reading.container import HTML, SPREADSHEETML, XLS, XLSX
from reportgen.recognise.agree import UNKNOWN
from reportgen.recognise.facts import FoundFacts

BOOKS = (XLS, XLSX, HTML, SPREADSHEETML)
"""What may lie in a folder as data; of anything else the figures are written out."""


def lies_in_folder(book: Workbook) -> bool:
    """Whether a file is read from the folder itself, year for year."""
    return book.opened.container in BOOKS and Path(book.name).suffix.lower() in (".xls", ".xlsx", ".xlsm", ".et")


def last_years(facts: FoundFacts, money_unit: str) -> Mapping[str, tuple[str, str]]:
    """Key -> amount in the unit of the data, and the cells or the pages where it stands."""
    found: dict[str, tuple[str, str]] = {}
    for given, place in _all(facts):
        key = canonical(given.key)
        if not key.startswith(LAST) and not key.endswith((*BUDGETS, "预算数")) and comparable(key):
            found.setdefault(key, (given.written(money_unit), place))
    return found


def _all(facts: FoundFacts) -> Iterator[tuple[Given, str]]:
    for fact in facts.facts.values():
        seen = (*fact.plus, *fact.minus)
        if fact.plus and fact.unit != UNKNOWN:
            places = dict.fromkeys(str(figure.cell.spot) for figure in seen)
            yield Given(fact.key, fact.value, fact.unit, NO_CELL, grain=grain_of(seen)), "、".join(places)
    for one in facts.controls:
        if one.value is not None and one.unit != UNKNOWN:
            yield Given(one.key, one.value, one.unit, NO_CELL, grain=grain_of([one])), str(one.cell.spot)


NO_CELL = Source("", 0, 0)
