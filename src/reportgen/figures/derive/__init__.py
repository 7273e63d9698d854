"""A loaded department-year -> Report: facts with dimensions, records, and the rules of scores."""

from reportgen.figures.derive.report import derive

__all__ = ["derive"]
