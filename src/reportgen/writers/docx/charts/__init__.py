"""figure -> a native Word chart with the workbook that it was made from, so that it can be edited."""

from reportgen.writers.docx.charts.placing import Charts

__all__ = ["Charts"]
