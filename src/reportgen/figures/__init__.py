"""Facts and named rules -> figures: `Report.resolve` finds or makes any figure from its key alone."""

from reportgen.report.keys import LAST_YEAR, CircularKey, TooLongAgo, UnknownKey
from reportgen.report.report import HALF_GRAIN, Report, Rule, Statement
from reportgen.report.unwritten import OF_BUDGET, RECORD_PLACES, RECORD_SHAPES

__all__ = [
    "HALF_GRAIN",
    "LAST_YEAR",
    "OF_BUDGET",
    "RECORD_PLACES",
    "RECORD_SHAPES",
    "CircularKey",
    "Report",
    "Rule",
    "Statement",
    "TooLongAgo",
    "UnknownKey",
]
