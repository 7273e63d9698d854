"""What compares two figures (change, share, rate of completion), computed from them as printed,
so that a reader can recompute it.
"""

from __future__ import annotations

import re

from reportgen.figures.book import FigureBook, Rules
from reportgen.figures.keys import LAST_YEAR, split_measure
from reportgen.figures.table_keys import is_record
from reportgen.model import selection
from reportgen.model.figure import Calculated, Figure, lacking
from reportgen.model.selection import STAGE

COMPARISON_RULES = Rules()


@COMPARISON_RULES.makes("比较")
def comparison(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """'支出.208.占.本年支出合计', '收入总计.增长率'; None where the figure has no such measure."""
    key, measure = match.string, split_measure(match.string)
    if measure is None:
        return None
    base, name, other = measure
    part = book.resolve(base)
    if name in ("增减额", "增长率"):
        before = book.resolve(f"{LAST_YEAR}.{base}")
        if name == "增减额":
            return _difference(book, key, part, before, f"{part.key} − {LAST_YEAR}.{part.key}")
        change = book.resolve(f"{base}.增减额")
        return book.ratio(key, change, before, f"{change.key} ÷ {LAST_YEAR}.{part.key}", "增长率")
    if name == "占":
        return book.ratio(key, part, book.resolve(other), f"{part.key} ÷ {book.canonical(other)}", "占比")
    staged = _staged(book, base, other)
    if staged is None:
        return None
    budget = book.resolve(staged)
    if name == "差额":
        return _difference(book, key, part, budget, f"{part.key} − {budget.key}")
    return book.ratio(key, part, budget, f"{part.key} ÷ {budget.key}", "完成率")


def _staged(book: FigureBook, base: str, stage: str) -> str | None:
    """The same figure at another 口径: a 收支 pick takes it as a dimension, a record as its column; a sum has none."""
    if is_record(base):
        return f"{base.rsplit('.', 1)[0]}.{stage}"
    pick = book.selection_of(base)
    return selection.make({**dict(pick.dims), STAGE: frozenset({stage})}).key if pick else None


def _difference(book: FigureBook, key: str, a: Figure, b: Figure, formula: str) -> Figure:
    origin = Calculated("差额（按印出的数）", formula, (a, b))
    if not (a.certain and b.certain):
        return Figure(key, None, a.unit, origin, lacking((a, b)) or "unknown")
    return Figure(key, book.rounded(a) - book.rounded(b), a.unit, origin, places=a.places)
