"""The figure of a record that nobody wrote: unknown, never 0; and where it would have to be written."""

from __future__ import annotations

from reportgen.figures.book import FigureBook
from reportgen.figures.keys import LAST_YEAR
from reportgen.model.field import TOTAL
from reportgen.model.figure import Figure, Summed
from reportgen.model.finding import Source
from reportgen.model.schema import FieldAt, by_ledger, home_of, names_of, path_of
from reportgen.model.selection import INCOME, INITIAL_BUDGET, SPENDING
from reportgen.model.terms import PROJECTS

OF_BUDGET = "预算"
"""The ledger of sums over a whole budget: 预算.公用经费."""


def nothing_of(book: FigureBook, key: str) -> Figure | None:
    """A record that nobody wrote: unknown, never 0; blank in a mapping of counts that names only what there is."""
    ledger = key.split(".")[0]
    field = next((f for f in by_ledger().get(ledger, ()) if _gives(f, key)), None)
    if field is None or not _asked_for(book, field):
        return None
    counted = field.term.missing == "blank" and book.loaded.source(*field.home) is not None
    return Figure(key, None, field.unit_at(key.split(".")[-1]), Summed(()), "blank" if counted else "unknown")


def _gives(field: FieldAt, key: str) -> bool:
    """Whether a key that nobody wrote could be one of a field's figures; 合计 stands for any name with columns."""
    pattern, parts = field.term.key.split("."), key.split(".")
    if field.term.missing not in ("unknown", "blank") or len(pattern) > len(parts):
        return False
    if len(parts) != len(pattern):
        return not names_of(field, pattern[-1]) and pattern[-1] == "{}"
    for number, (meant, part) in enumerate(zip(pattern, parts, strict=True)):
        names = names_of(field, meant)
        total = part == TOTAL and 0 < number < len(parts) - 1 and (meant == "{}" or field.term.table is not None)
        if names and part not in names and not total:
            return False
    return True


def _asked_for(book: FigureBook, field: FieldAt) -> bool:
    """Whether a part that may be missing altogether (整体自评) is there."""
    return field.path[0] != path_of("overall")[0] or book.loaded.data.overall is not None


def place_of(book: FigureBook, key: str) -> Source | None:
    """Where the data have what a key names, or where it would have to be written."""
    ledger, *rest = book.canonical(key).split(".")
    budget = path_of("budget")
    path: tuple[str | int, ...] = home_of(ledger) or (ledger,)
    if ledger in (INCOME, SPENDING):
        path = budget if book.loaded.data.budget and INITIAL_BUDGET in rest else path_of("accounts")
    elif ledger == OF_BUDGET:
        path = budget
    elif (fields := by_ledger().get(ledger)) and fields[0].path[:1] == budget:
        path = fields[0].home
    elif ledger == LAST_YEAR:
        path = path_of("last_year")
    elif ledger == PROJECTS and rest:
        path = next(((ledger, n) for n, p in enumerate(book.loaded.data.projects) if p.name == rest[0]), (ledger,))
    places = (book.loaded.source(*path[:n]) for n in range(len(path), 0, -1))
    return next((place for place in places if place), None)
