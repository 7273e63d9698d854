"""Chart -> the chart part: bars or a strip, with the measures, tints and labels of the printed drawing."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.compose.charts import COLOURS, EDGE, FIGURE, LABEL, tints
from reportgen.writers.docx.charts import workbook
from reportgen.writers.docx.charts.chart import WIDTH, Chart, ChartSeries
from reportgen.writers.docx.elements import Element, make, text_element, val, vals

HEI, LATIN = "黑体", "Times New Roman"
# the measures of the printed drawing, in points, so that a figure takes as much of its page here as there
_TOP, _TALL, _STEP, _BAR = 20.0, 88.0, 128.0, 52.0
_STRIP_TOP, _STRIP, _LEGEND_TOP, _LEGEND_ROW = 4.0, 30.0, 42.0, 17.0
_LIGHT = 560  # of the sum of red, green and blue
_DARK = 382
_NARROW = 40  # what a part must be wide, for its share to stand in it
_SHOWN: dict[str, int] = {
    f"show{what}": int(what == "Val") for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
}


def chart_space(chart: Chart) -> Element:
    """The root of the chart part, to which the workbook is still to be added."""
    plot = _bars(chart) if chart.kind == "bars" else _strip(chart)
    area, said = make("c:plotArea", _place_of_plot(chart), *plot), vals("c", plotVisOnly=1, dispBlanksAs="gap")
    # the caption below names the figure, here as in print
    drawn = make("c:chart", val("c:autoTitleDeleted", 1), area, _legend(chart), *said)
    usual = vals("c", date1904=0, lang="zh-CN", roundedCorners=0)
    return make("c:chartSpace", *usual, drawn, _shape(None, None), _type(HEI, LABEL))


# where things stand


def _place_of_plot(chart: Chart) -> Element:
    if chart.kind == "bars":
        wide, top, tall = min(_STEP * len(chart.parts), WIDTH - 2 * EDGE), _TOP, _TALL
    else:
        wide, top, tall = WIDTH - 2 * EDGE, _STRIP_TOP, _STRIP
    return _place(chart, (WIDTH - wide) / 2, top, wide, tall, val("c:layoutTarget", "inner"))


def _legend(chart: Chart) -> Element | None:
    """A strip's, one part below the other at the left."""
    if chart.kind == "bars":
        return None
    longest = max(sum(1 + (c > "\xff") for c in part.in_words) for part in chart.parts) * LABEL / 2
    wide, tall = min(longest + 38, WIDTH - 2 * EDGE), _LEGEND_ROW * len(chart.parts)
    return make("c:legend", val("c:legendPos", "r"), _place(chart, EDGE, _LEGEND_TOP, wide, tall), val("c:overlay", 0))


def _place(chart: Chart, left: float, top: float, wide: float, tall: float, target: Element | None = None) -> Element:
    shares = {"x": left / WIDTH, "y": top / chart.height, "w": wide / WIDTH, "h": tall / chart.height}
    placed = vals("c", xMode="edge", yMode="edge", **{name: f"{share:.4f}" for name, share in shares.items()})
    return make("c:layout", make("c:manualLayout", target, *placed))


# the two kinds


def _bars(chart: Chart) -> list[Element]:
    count = len(chart.parts)
    points = [  # the last bar is this year's and dark
        make("c:dPt", *vals("c", idx=n, invertIfNegative=0, bubble3D=0), _shape(COLOURS[1], None))
        for n in range(count - 1)
    ]
    number = make("c:numFmt", formatCode=chart.number_format, sourceLinked=0)
    labels = make("c:dLbls", number, *_labels("outEnd"))
    names = _texts("c:cat", workbook.labels_of_bars(count), [part.label for part in chart.parts])
    amounts = _values(chart, workbook.amounts_of_bars(count), chart.parts)
    title = _texts("c:tx", workbook.BARS_TITLE, [chart.title])
    series = _series(0, title, _shape(COLOURS[0], None), *points, labels, names, amounts)
    gap = val("c:gapWidth", round((_STEP / _BAR - 1) * 100))
    return _bar_chart("col", "clustered", [series, gap], from_zero=min(part.value for part in chart.parts) >= 0)


def _strip(chart: Chart) -> list[Element]:
    series = []
    for n, (part, shade) in enumerate(zip(chart.parts, tints(len(chart.parts)), strict=True)):
        # white between the parts; the light tints need an edge on white paper
        look = _shape(shade, "FFFFFF" if _sum(shade) < _LIGHT else "7F7F7F")
        label = _share(chart, part, "FFFFFF" if _sum(shade) < _DARK else "000000")
        category = _texts("c:cat", workbook.STRIP_TITLE, [chart.title])
        amount = _values(chart, workbook.amount_of(n), (part,))
        series.append(_series(n, _texts("c:tx", workbook.legend_of(n), [part.in_words]), look, label, category, amount))
    return _bar_chart("bar", "percentStacked", [*series, *vals("c", gapWidth=0, overlap=100)], from_zero=True)


def _series(number: int, title: Element, look: Element, *shown: Element) -> Element:
    return make("c:ser", *vals("c", idx=number, order=number), title, look, val("c:invertIfNegative", 0), *shown)


def _share(chart: Chart, part: ChartSeries, ink: str) -> Element:
    """The share as printed inside a part of the strip, as a text of its own; nothing where it has no room."""
    whole = sum(p.value for p in chart.parts if p.value > 0)
    if not part.share or part.value <= 0 or float(part.value / whole) * (WIDTH - 2 * EDGE) <= _NARROW:
        return make("c:dLbls", val("c:delete", 1))
    said = make("a:r", _letters("a:rPr", LATIN, FIGURE, ink), text_element("a:t", part.share))
    paragraph = make("a:p", make("a:pPr", _letters("a:defRPr", LATIN, FIGURE, ink)), said)
    rich = make("c:tx", make("c:rich", make("a:bodyPr", wrap="none"), paragraph))
    label = make("c:dLbl", val("c:idx", 0), rich, _unfilled(), val("c:dLblPos", "ctr"), *vals("c", **_SHOWN))
    return make("c:dLbls", label, *_labels("ctr", ink))


def _bar_chart(direction: str, grouping: str, inside: list[Element], *, from_zero: bool) -> list[Element]:
    upright = direction == "col"
    least = val("c:min", 0) if from_zero else None  # Word would begin the bars where the values begin
    category, value = ("b", "l") if upright else ("l", "b")
    look = make("c:spPr", make("a:ln", _ink("000000"), w=7620))
    axes = (val("c:axId", number) for number in (111, 112))
    bars = make("c:barChart", *vals("c", barDir=direction, grouping=grouping, varyColors=0), *inside, *axes)
    categories = _axis("c:catAx", (111, 112), category, None, look, deleted=not upright, labels="low")
    return [bars, categories, _axis("c:valAx", (112, 111), value, least, None, deleted=True, labels="nextTo")]


def _axis(
    name: str,
    ids: tuple[int, int],
    side: str,
    least: Element | None,
    look: Element | None,
    *,
    deleted: bool,
    labels: str,
) -> Element:
    scale = make("c:scaling", val("c:orientation", "minMax"), least)
    marks = vals("c", delete=int(deleted), axPos=side, majorTickMark="none", minorTickMark="none", tickLblPos=labels)
    return make(name, val("c:axId", ids[0]), scale, *marks, look, *vals("c", crossAx=ids[1], crosses="autoZero"))


# texts, amounts, looks


def _texts(name: str, where: str, texts: Sequence[str]) -> Element:
    return make(name, make("c:strRef", text_element("c:f", where), _cached("c:strCache", texts)))


def _values(chart: Chart, where: str, parts: Sequence[ChartSeries]) -> Element:
    amounts = [f"{part.value:f}" for part in parts]
    cache = _cached("c:numCache", amounts, text_element("c:formatCode", chart.number_format))
    return make("c:val", make("c:numRef", text_element("c:f", where), cache))


def _cached(name: str, values: Sequence[str], shown: Element | None = None) -> Element:
    points = (make("c:pt", text_element("c:v", value), idx=n) for n, value in enumerate(values))
    return make(name, shown, val("c:ptCount", len(values)), *points)


def _labels(where: str, ink: str = "") -> list[Element]:
    look = (_unfilled(), _type(LATIN, FIGURE, ink, wrap="none"))
    return [*look, val("c:dLblPos", where), *vals("c", **_SHOWN)]


def _type(face: str, points: float, ink: str = "", **body: str) -> Element:
    letters = make("a:pPr", _letters("a:defRPr", face, points, ink))
    return make("c:txPr", make("a:bodyPr", **body), make("a:p", letters, make("a:endParaRPr", lang="zh-CN")))


def _letters(name: str, face: str, points: float, ink: str) -> Element:
    faces = (make("a:latin", typeface=face), make("a:ea", typeface=HEI))
    return make(name, _ink(ink) if ink else None, *faces, sz=round(points * 100))


def _shape(fill: str | None, line: str | None) -> Element:
    """Filled in a colour, with a line round it in another."""
    drawn = make("a:ln", _ink(line), w=4445) if line else make("a:ln", make("a:noFill"))
    return make("c:spPr", _ink(fill[1:].upper()) if fill else make("a:noFill"), drawn)


def _unfilled() -> Element:
    return make("c:spPr", make("a:noFill"))


def _ink(colour: str) -> Element:
    return make("a:solidFill", val("a:srgbClr", colour))


def _sum(colour: str) -> int:
    return sum(bytes.fromhex(colour[1:]))
