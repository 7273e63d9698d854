"""Facts and rules -> figures: `FigureBook.resolve` finds or makes any figure from its key alone."""

from reportgen.figures.book import HALF_UNIT, FigureBook, FigureRule, Rules, Statement
from reportgen.figures.keys import LAST_YEAR, CircularKey, TooLongAgo, UnknownKey

__all__ = [
    "HALF_UNIT",
    "LAST_YEAR",
    "CircularKey",
    "FigureBook",
    "FigureRule",
    "Rules",
    "Statement",
    "TooLongAgo",
    "UnknownKey",
]
