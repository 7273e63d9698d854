"""三公经费.接待 -> 实物量.国内接待批次 and 人次, where they are told by kind and nowhere else."""

from __future__ import annotations

import re

from reportgen.figures.book import FigureBook, Rules
from reportgen.model.figure import Figure

RECEPTION_RULES = Rules("实物量")
COLUMNS = {"批次": "groups", "人次": "guests"}
FOREIGN = "外事"
"""A kind with this word is no 国内接待."""


@RECEPTION_RULES.makes("各类接待相加", r"实物量\.(?P<of>国内|外事)接待(?P<column>批次|人次)")
def all_of_reception(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """The counts of all kinds; nothing where they are stated, or where one kind doesn't say."""
    rows = [r for r in book.loaded.data.three_public.receptions if (FOREIGN in r.kind) == (match["of"] == FOREIGN)]
    if match.string in book.records or not rows or any(getattr(r, COLUMNS[match["column"]]) is None for r in rows):
        return None
    terms = tuple((1, f"接待.{row.kind}.{match['column']}") for row in rows)
    return book.signed_sum(match.string, terms, "各类接待相加")
