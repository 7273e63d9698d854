"""Two Word files of a report -> the new one with its changes tracked against the old one, and back."""

from reportgen.compare.redline.decide import accept_all, reject_all
from reportgen.compare.redline.whole import changed_charts, redline

__all__ = ["accept_all", "changed_charts", "redline", "reject_all"]
