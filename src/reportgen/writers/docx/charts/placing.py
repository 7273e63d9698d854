"""figure -> its chart in the package, with the workbook behind it, and the run that holds its place in the text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part

from reportgen.writers.docx.charts.chart import WIDTH, Chart
from reportgen.writers.docx.charts.plot import chart_space
from reportgen.writers.docx.charts.workbook import workbook
from reportgen.writers.docx.elements import NAMESPACES, Element, make
from reportgen.writers.docx.parts import add_bytes, add_xml

_EMU = 12700  # in a point


class Charts:
    """The charts of one document, each with its parts."""

    def __init__(self, document: Part, created: date) -> None:
        self._document = document
        self._created = created
        self._count = 0

    def drawn(self, figure: ET.Element) -> Element:
        """The run with the chart of a figure; its description says the data in words."""
        self._count += 1
        chart = Chart.read(figure)
        said = f"{chart.heading}：" + "；".join(series.in_words for series in chart.parts)
        reference = make("c:chart", r_id=self._place(chart))
        inline = make(
            "wp:inline",
            make("wp:extent", cx=round(WIDTH * _EMU), cy=round(chart.height * _EMU)),
            make("wp:effectExtent", l=0, t=0, r=0, b=0),
            make("wp:docPr", id=self._count, name=f"图表 {self._count}", descr=said, title=chart.title),
            make("wp:cNvGraphicFramePr"),
            make("a:graphic", make("a:graphicData", reference, uri=NAMESPACES["c"])),
            **dict.fromkeys(("distT", "distB", "distL", "distR"), 0),
        )
        return make("w:r", make("w:drawing", inline))

    def _place(self, chart: Chart) -> str:
        """Put its parts into the package; the id of the document's relation to it."""
        root = chart_space(chart)
        part = add_xml(self._document, f"/word/charts/chart{self._count}.xml", CT.DML_CHART, RT.CHART, root)
        name = f"/word/embeddings/Microsoft_Excel_Sheet{self._count}.xlsx"
        book = add_bytes(part, name, CT.SML_SHEET, RT.PACKAGE, workbook(chart, self._created))
        update = make("c:autoUpdate", val=0)
        root.append(make("c:externalData", update, r_id=part.relate_to(book, RT.PACKAGE)))
        return self._document.relate_to(part, RT.CHART)
