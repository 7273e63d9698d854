"""Charts of the page: beside the drawing of the document the same one for a phone,
where that would be too small to read.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from decimal import Decimal

from reportgen.compose.charts import ChartPart, narrow
from reportgen.document.tree import SVG
from reportgen.writers.html.added import MARK, after
from reportgen.writers.json import chart_series


def redraw_charts(body: ET.Element) -> None:
    """Add the narrow drawing of every chart; screen.css shows one of the two."""
    for figure in body.iter("figure"):
        drawing = figure.find(SVG)
        if drawing is not None and figure.get("data-chart"):
            after(figure, drawing, _narrow(figure))


def _narrow(figure: ET.Element) -> ET.Element:
    parts = [
        ChartPart(point["label"], Decimal(point["value"]), point["text"], (point.get("share") or {}).get("text"))
        for point in chart_series(figure)
    ]
    drawing = ET.fromstring(narrow(figure.attrib["data-chart"], parts))
    drawing.attrib.update({"class": "narrow", MARK: ""})
    return drawing
