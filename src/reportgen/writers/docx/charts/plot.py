"""Chart -> the chart part: bars or a strip, with the measures, tints and labels of the printed drawing."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.compose.charts import COLOURS, EDGE, FIGURE, LABEL, tints
from reportgen.writers.docx.charts import workbook
from reportgen.writers.docx.charts.chart import WIDTH, Chart, ChartSeries
from reportgen.writers.docx.elements import Element, make, told, val

HEI, LATIN = "黑体", "Times New Roman"
# the measures of the printed drawing, in points, so that a figure takes as much of its page here as there
_TOP, _TALL, _STEP, _BAR = 20.0, 88.0, 128.0, 52.0
_STRIP_TOP, _STRIP, _LEGEND_TOP, _LEGEND_ROW = 4.0, 30.0, 42.0, 17.0
_LIGHT = 560  # of the sum of red, green and blue
_DARK = 382
_NARROW = 40  # what a part must be wide, for its share to stand in it
_SHOWN = {"LegendKey": 0, "Val": 1, "CatName": 0, "SerName": 0, "Percent": 0, "BubbleSize": 0}


def chart_space(chart: Chart) -> Element:
    """The root of the chart part, to which the workbook is still to be added."""
    plot = _bars(chart) if chart.kind == "bars" else _strip(chart)
    return make(
        "c:chartSpace",
        val("c:date1904", 0),
        val("c:lang", "zh-CN"),
        val("c:roundedCorners", 0),
        make(
            "c:chart",
            val("c:autoTitleDeleted", 1),  # the caption below names the figure, here as in print
            make("c:plotArea", _place_of_plot(chart), *plot),
            _legend(chart),
            val("c:plotVisOnly", 1),
            val("c:dispBlanksAs", "gap"),
        ),
        _shape(None, None),
        _type(HEI, LABEL),
    )


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
    tall = _LEGEND_ROW * len(chart.parts)
    place = _place(chart, EDGE, _LEGEND_TOP, min(longest + 38, WIDTH - 2 * EDGE), tall)
    return make("c:legend", val("c:legendPos", "r"), place, val("c:overlay", 0))


def _place(chart: Chart, left: float, top: float, wide: float, tall: float, target: Element | None = None) -> Element:
    shares = (("x", left / WIDTH), ("y", top / chart.height), ("w", wide / WIDTH), ("h", tall / chart.height))
    placed = (val(f"c:{name}", f"{share:.4f}") for name, share in shares)
    return make("c:layout", make("c:manualLayout", target, val("c:xMode", "edge"), val("c:yMode", "edge"), *placed))


# the two kinds


def _bars(chart: Chart) -> list[Element]:
    count = len(chart.parts)
    points = (  # the last bar is this year's and dark
        make("c:dPt", val("c:idx", n), val("c:invertIfNegative", 0), val("c:bubble3D", 0), _shape(COLOURS[1], None))
        for n in range(count - 1)
    )
    number = make("c:numFmt", formatCode=chart.number_format, sourceLinked=0)
    series = make(
        "c:ser",
        val("c:idx", 0),
        val("c:order", 0),
        _texts("c:tx", workbook.BARS_TITLE, [chart.title]),
        _shape(COLOURS[0], None),
        val("c:invertIfNegative", 0),
        *points,
        make("c:dLbls", number, *_label_look(), val("c:dLblPos", "outEnd"), *_shown()),
        _texts("c:cat", workbook.labels_of_bars(count), [part.label for part in chart.parts]),
        _values(chart, workbook.amounts_of_bars(count), chart.parts),
    )
    lowest = min(part.value for part in chart.parts)
    gap = val("c:gapWidth", round((_STEP / _BAR - 1) * 100))
    return _bar_chart("col", "clustered", [series, gap], from_zero=lowest >= 0)


def _strip(chart: Chart) -> list[Element]:
    shades = tints(len(chart.parts))
    series = [
        make(
            "c:ser",
            val("c:idx", n),
            val("c:order", n),
            _texts("c:tx", workbook.legend_of(n), [part.in_words]),
            # white between the parts; the light tints need an edge on white paper
            _shape(shades[n], "FFFFFF" if _sum(shades[n]) < _LIGHT else "7F7F7F"),
            val("c:invertIfNegative", 0),
            _share(chart, part, "FFFFFF" if _sum(shades[n]) < _DARK else "000000"),
            _texts("c:cat", workbook.STRIP_TITLE, [chart.title]),
            _values(chart, workbook.amount_of(n), (part,)),
        )
        for n, part in enumerate(chart.parts)
    ]
    gaps = [val("c:gapWidth", 0), val("c:overlap", 100)]
    return _bar_chart("bar", "percentStacked", [*series, *gaps], from_zero=True)


def _share(chart: Chart, part: ChartSeries, ink: str) -> Element:
    """The share as printed inside a part of the strip, as a text of its own; nothing where it has no room."""
    whole = sum(p.value for p in chart.parts if p.value > 0)
    if not part.share or part.value <= 0 or float(part.value / whole) * (WIDTH - 2 * EDGE) <= _NARROW:
        return make("c:dLbls", val("c:delete", 1))
    said = make("a:r", _letters("a:rPr", LATIN, FIGURE, ink), told("a:t", part.share))
    paragraph = make("a:p", make("a:pPr", _letters("a:defRPr", LATIN, FIGURE, ink)), said)
    rich = make("c:tx", make("c:rich", make("a:bodyPr", wrap="none"), paragraph))
    label = make("c:dLbl", val("c:idx", 0), rich, _unfilled(), val("c:dLblPos", "ctr"), *_shown())
    return make("c:dLbls", label, *_label_look(ink), val("c:dLblPos", "ctr"), *_shown())


def _bar_chart(direction: str, grouping: str, inside: list[Element], *, from_zero: bool) -> list[Element]:
    upright = direction == "col"
    least = val("c:min", 0) if from_zero else None  # Word would begin the bars where the values begin
    category, value = ("b", "l") if upright else ("l", "b")
    line = make("a:ln", _ink("000000"), w=7620)
    bars = make(
        "c:barChart",
        val("c:barDir", direction),
        val("c:grouping", grouping),
        val("c:varyColors", 0),
        *inside,
        val("c:axId", 111),
        val("c:axId", 112),
    )
    categories = _axis("c:catAx", 111, 112, category, None, make("c:spPr", line), deleted=not upright, labels="low")
    return [bars, categories, _axis("c:valAx", 112, 111, value, least, None, deleted=True, labels="nextTo")]


def _axis(
    name: str,
    own: int,
    other: int,
    side: str,
    least: Element | None,
    look: Element | None,
    *,
    deleted: bool,
    labels: str,
) -> Element:
    return make(
        name,
        val("c:axId", own),
        make("c:scaling", val("c:orientation", "minMax"), least),
        val("c:delete", int(deleted)),
        val("c:axPos", side),
        val("c:majorTickMark", "none"),
        val("c:minorTickMark", "none"),
        val("c:tickLblPos", labels),
        look,
        val("c:crossAx", other),
        val("c:crosses", "autoZero"),
    )


# texts, amounts, looks


def _texts(name: str, where: str, texts: Sequence[str]) -> Element:
    return make(name, make("c:strRef", told("c:f", where), _cached("c:strCache", texts)))


def _values(chart: Chart, where: str, parts: Sequence[ChartSeries]) -> Element:
    shown = told("c:formatCode", chart.number_format)
    cache = _cached("c:numCache", [f"{part.value:f}" for part in parts], shown)
    return make("c:val", make("c:numRef", told("c:f", where), cache))


def _cached(name: str, values: Sequence[str], shown: Element | None = None) -> Element:
    points = (make("c:pt", told("c:v", value), idx=n) for n, value in enumerate(values))
    return make(name, shown, val("c:ptCount", len(values)), *points)


def _shown() -> list[Element]:
    return [val(f"c:show{name}", wanted) for name, wanted in _SHOWN.items()]


def _label_look(ink: str = "") -> tuple[Element, Element]:
    return _unfilled(), _type(LATIN, FIGURE, ink, wrap="none")


def _type(face: str, points: float, ink: str = "", **body: str) -> Element:
    paragraph = make("a:p", make("a:pPr", _letters("a:defRPr", face, points, ink)), make("a:endParaRPr", lang="zh-CN"))
    return make("c:txPr", make("a:bodyPr", **body), paragraph)


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
