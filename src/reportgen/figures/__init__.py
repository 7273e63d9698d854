"""Facts and named rules -> figures: `Report.resolve` finds or makes any figure from its key alone."""

from reportgen.figures.book import HALF_UNIT, FigureBook, Rule, Statement
from reportgen.figures.keys import LAST_YEAR, CircularKey, TooLongAgo, UnknownKey
from reportgen.figures.missing import OF_BUDGET, RECORD_PLACES, RECORD_SHAPES

__all__ = [
    "HALF_UNIT",
    "LAST_YEAR",
    "OF_BUDGET",
    "RECORD_PLACES",
    "RECORD_SHAPES",
    "CircularKey",
    "FigureBook",
    "Rule",
    "Statement",
    "TooLongAgo",
    "UnknownKey",
]
