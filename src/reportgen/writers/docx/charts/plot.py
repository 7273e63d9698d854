"""Chart -> the chart part: bars or a strip, with the measures, tints and labels of the printed drawing."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.compose.charts import COLOURS, EDGE, FIGURE, LABEL, tints
from reportgen.writers.docx.charts import workbook
from reportgen.writers.docx.charts.chart import WIDTH, Chart, ChartSeries
from reportgen.writers.docx.fonts import HEI, LATIN
from reportgen.writers.docx.wml import NAMESPACES, words

# the measures of the printed drawing, in points, so that a figure takes as much of its page here as there
_TOP, _TALL, _STEP, _BAR = 20.0, 88.0, 128.0, 52.0
_STRIP_TOP, _STRIP, _LEGEND_TOP, _LEGEND_ROW = 4.0, 30.0, 42.0, 17.0
_LIGHT = 560  # of the sum of red, green and blue
_DARK = 382
_NARROW = 40  # what a part must be wide, for its share to stand in it
_NO_LABELS = '<c:dLbls><c:delete val="1"/></c:dLbls>'
_SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_UNLINED = "<a:ln><a:noFill/></a:ln>"
_UNFILLED = "<c:spPr><a:noFill/></c:spPr>"
_UNWRAPPED = ' wrap="none"'


def chart_xml(chart: Chart) -> str:
    """The chart part; its relation rId1 is the workbook."""
    plot = _bars(chart) if chart.kind == "bars" else _strip(chart)
    return (
        f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        # the caption below names the figure, here as in print
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{_place_of_plot(chart)}{plot}</c:plotArea>'
        f'{_legend(chart)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{_UNLINED}</c:spPr>{_type(HEI, LABEL)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


# where things stand


def _place_of_plot(chart: Chart) -> str:
    if chart.kind == "bars":
        wide, top, tall = min(_STEP * len(chart.parts), WIDTH - 2 * EDGE), _TOP, _TALL
    else:
        wide, top, tall = WIDTH - 2 * EDGE, _STRIP_TOP, _STRIP
    return _place(chart, (WIDTH - wide) / 2, top, wide, tall, '<c:layoutTarget val="inner"/>')


def _legend(chart: Chart) -> str:
    """A strip's, one part below the other at the left."""
    if chart.kind == "bars":
        return ""
    longest = max(sum(1 + (c > "\xff") for c in part.in_words) for part in chart.parts) * LABEL / 2
    place = _place(chart, EDGE, _LEGEND_TOP, min(longest + 38, WIDTH - 2 * EDGE), _LEGEND_ROW * len(chart.parts))
    return f'<c:legend><c:legendPos val="r"/>{place}<c:overlay val="0"/></c:legend>'


def _place(chart: Chart, left: float, top: float, wide: float, tall: float, target: str = "") -> str:
    shares = (("x", left / WIDTH), ("y", top / chart.height), ("w", wide / WIDTH), ("h", tall / chart.height))
    return (
        f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
        + "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in shares)
        + "</c:manualLayout></c:layout>"
    )


# the two kinds


def _bars(chart: Chart) -> str:
    count = len(chart.parts)
    earlier = _fill(COLOURS[1], _UNLINED)
    points = "".join(  # the last bar is this year's and dark
        f'<c:dPt><c:idx val="{i}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{earlier}</c:dPt>'
        for i in range(count - 1)
    )
    labels = f'<c:dLbls>{_number(chart)}{_look()}<c:dLblPos val="outEnd"/>{_SHOWN}</c:dLbls>'
    names = _texts("c:cat", workbook.labels_of_bars(count), [part.label for part in chart.parts])
    series = (
        f'<c:ser><c:idx val="0"/><c:order val="0"/>{_texts("c:tx", workbook.BARS_TITLE, [chart.title])}'
        f'{_fill(COLOURS[0], _UNLINED)}<c:invertIfNegative val="0"/>{points}{labels}{names}'
        f"{_values(chart, workbook.amounts_of_bars(count), chart.parts)}</c:ser>"
    )
    lowest = min(part.value for part in chart.parts)
    gap = f'gapWidth val="{round((_STEP / _BAR - 1) * 100)}"'
    return _bar_chart("col", "clustered", series, gap, from_zero=lowest >= 0)


def _strip(chart: Chart) -> str:
    shades = tints(len(chart.parts))
    series = "".join(
        f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/>{_texts("c:tx", workbook.legend_of(i), [part.in_words])}'
        f'{_fill(shades[i], _edge(shades[i]))}<c:invertIfNegative val="0"/>{_share(chart, i, dark=_sum(shades[i]) < _DARK)}'
        f"{_texts('c:cat', workbook.STRIP_TITLE, [chart.title])}"
        f"{_values(chart, workbook.amount_of(i), (part,))}</c:ser>"
        for i, part in enumerate(chart.parts)
    )
    return _bar_chart("bar", "percentStacked", series, 'gapWidth val="0"', from_zero=True)


def _share(chart: Chart, number: int, *, dark: bool) -> str:
    """The share as printed inside a part of the strip, as a text of its own; nothing where it has no room."""
    part = chart.parts[number]
    whole = sum(p.value for p in chart.parts if p.value > 0)
    if not part.share or part.value <= 0 or float(part.value / whole) * (WIDTH - 2 * EDGE) <= _NARROW:
        return _NO_LABELS
    ink = "FFFFFF" if dark else "000000"
    look = f'{_look(ink)}<c:dLblPos val="ctr"/>{_SHOWN}'
    said = (
        f"<c:tx><c:rich><a:bodyPr{_UNWRAPPED}/><a:p><a:pPr>{_letters('defRPr', LATIN, FIGURE, ink)}</a:pPr>"
        f"<a:r>{_letters('rPr', LATIN, FIGURE, ink)}<a:t>{words(part.share)}</a:t></a:r></a:p></c:rich></c:tx>"
    )
    return f'<c:dLbls><c:dLbl><c:idx val="0"/>{said}{_UNFILLED}<c:dLblPos val="ctr"/>{_SHOWN}</c:dLbl>{look}</c:dLbls>'


def _bar_chart(direction: str, grouping: str, series: str, gap: str, *, from_zero: bool) -> str:
    upright = direction == "col"
    overlap = "" if upright else '<c:overlap val="100"/>'
    least = '<c:min val="0"/>' if from_zero else ""  # Word would begin the bars where the values begin
    category, value = ("b", "l") if upright else ("l", "b")
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:{gap}/>{overlap}<c:axId val="111"/><c:axId val="112"/></c:barChart>'
        f'<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="{0 if upright else 1}"/><c:axPos val="{category}"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        '<c:spPr><a:ln w="7620"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr>'
        '<c:crossAx val="112"/><c:crosses val="autoZero"/></c:catAx>'
        f'<c:valAx><c:axId val="112"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling>'
        f'<c:delete val="1"/><c:axPos val="{value}"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="111"/><c:crosses val="autoZero"/></c:valAx>'
    )


# texts, amounts, looks


def _texts(tag: str, where: str, texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{words(text)}</c:v></c:pt>' for i, text in enumerate(texts))
    return (
        f'<{tag}><c:strRef><c:f>{where}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'
        f"</c:strRef></{tag}>"
    )


def _values(chart: Chart, where: str, parts: Sequence[ChartSeries]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{part.value:f}</c:v></c:pt>' for i, part in enumerate(parts))
    return (
        f"<c:val><c:numRef><c:f>{where}</c:f><c:numCache><c:formatCode>{chart.number_format}</c:formatCode>"
        f'<c:ptCount val="{len(parts)}"/>{points}</c:numCache></c:numRef></c:val>'
    )


def _number(chart: Chart) -> str:
    return f'<c:numFmt formatCode="{chart.number_format}" sourceLinked="0"/>'


def _look(ink: str = "") -> str:
    return _UNFILLED + _type(LATIN, FIGURE, ink, _UNWRAPPED)


def _type(face: str, points: float, ink: str = "", body: str = "") -> str:
    return (
        f"<c:txPr><a:bodyPr{body}/><a:p><a:pPr>{_letters('defRPr', face, points, ink)}</a:pPr>"
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _letters(tag: str, face: str, points: float, ink: str) -> str:
    filled = f'<a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>' if ink else ""
    return f'<a:{tag} sz="{round(points * 100)}">{filled}<a:latin typeface="{face}"/><a:ea typeface="{HEI}"/></a:{tag}>'


def _fill(colour: str, line: str) -> str:
    return f'<c:spPr><a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>{line}</c:spPr>'


def _edge(colour: str) -> str:
    """White between the parts; the light tints need an edge on white paper."""
    ink = "FFFFFF" if _sum(colour) < _LIGHT else "7F7F7F"
    return f'<a:ln w="4445"><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill></a:ln>'


def _sum(colour: str) -> int:
    return sum(bytes.fromhex(colour[1:]))
