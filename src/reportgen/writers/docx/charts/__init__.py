"""figure[data-series] -> a native chart: drawing in the text, chart part, workbook behind “编辑数据”."""

from reportgen.writers.docx.charts.chart import Chart
from reportgen.writers.docx.charts.plot import chart_xml
from reportgen.writers.docx.charts.workbook import workbook

__all__ = ["Chart", "chart_xml", "workbook"]
