"""Every way to make a figure, in the order in which a book asks."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.figures.bare import BARE_RULES
from reportgen.figures.book import FigureRule
from reportgen.figures.comparisons import COMPARISON_RULES
from reportgen.figures.last_year import LAST_YEAR_RULES
from reportgen.figures.selections import ECONOMIC_RULES, SELECTION_RULES
from reportgen.figures.sums import NAMED_RULES, RECORD_RULES, STATED_RULES
from reportgen.figures.units import UNIT_RULES


def rules_with(own: Iterable[FigureRule]) -> tuple[FigureRule, ...]:
    """All rules, with those of the parts of the data (`own`) after what is stated and before what is named.

    What is stated comes first, so that a person may state what is otherwise derived; selections come last, for nearly
    every word may be a part of one.
    """
    general = (
        *NAMED_RULES,
        *COMPARISON_RULES,
        *ECONOMIC_RULES,
        *RECORD_RULES,
        *BARE_RULES,
        *UNIT_RULES,
        *SELECTION_RULES,
    )
    return (*LAST_YEAR_RULES, *STATED_RULES, *own, *general)
