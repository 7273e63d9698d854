"""figure[data-series] -> a native chart: drawing in the text, chart part, workbook behind “编辑数据”."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from reportgen.charts import COLOURS, tints
from reportgen.document import SVG, DocumentError
from reportgen.writers.docx.inline import classes
from reportgen.writers.docx.wml import NAMESPACES, quoted, words

_EMU = 12700  # in a point
_WIDTH = 442.0
# the measures of the printed drawing, in points, so that a figure takes as much of its page here as there
_EDGE, _TOP, _TALL, _STEP, _BAR = 11.0, 20.0, 88.0, 128.0, 52.0
_STRIP_TOP, _STRIP = 4.0, 30.0
_LIGHT = 560  # of the sum of red, green and blue
_NO_LABELS = '<c:dLbls><c:delete val="1"/></c:dLbls>'
_FACES = '<a:latin typeface="Times New Roman"/><a:ea typeface="黑体"/>'


@dataclass(frozen=True)
class _Part:
    label: str
    value: Decimal
    text: str
    share: str

    @property
    def in_words(self) -> str:
        """The label with what is printed of it: the legend says what a narrow part has no room for."""
        return f"{self.label} {self.text}" + (f"（{self.share}）" if self.share else "")


@dataclass(frozen=True)
class Chart:
    """One figure of the document."""

    number: int
    kind: str
    title: str
    unit: str
    parts: tuple[_Part, ...]
    height: float

    @classmethod
    def read(cls, figure: ET.Element, number: int) -> Chart:
        """The chart that the attributes of a figure describe."""
        classes(figure, ())
        name, kind = figure.get("id") or "无编号", figure.get("data-chart")
        if kind not in ("bars", "strip"):
            raise DocumentError(f'图 {name} 的种类不认识：data-chart="{kind}"')
        try:
            parts = tuple(
                _Part(p["label"], Decimal(p["value"]), p["text"], (p.get("share") or {}).get("text", ""))
                for p in json.loads(figure.get("data-series") or "[]", parse_float=Decimal, parse_int=Decimal)
            )
        except (ValueError, KeyError, TypeError, InvalidOperation) as error:
            raise DocumentError(f"图 {name} 的 data-series 读不懂：{error!r}") from error
        if not parts:
            raise DocumentError(f"图 {name} 没有数据")
        return cls(
            number,
            kind,
            figure.get("data-title") or "",
            figure.get("data-unit") or "",
            parts,
            _height(figure, kind, len(parts)),
        )

    @property
    def relation(self) -> str:
        """The id of the document's relation to the chart part."""
        return f"rIdChart{self.number}"

    @property
    def heading(self) -> str:
        """The title with the unit."""
        return f"{self.title}（单位：{self.unit}）" if self.unit else self.title

    @property
    def _number_format(self) -> str:
        """As many places as are printed."""
        places = max(len(part.text.partition(".")[2]) for part in self.parts)
        return "#,##0" + ("." + "0" * places if places else "")

    def drawing_xml(self) -> str:
        """The run with the chart; its description says the data in words."""
        said = f"{self.heading}：" + "；".join(part.in_words for part in self.parts)
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{round(_WIDTH * _EMU)}" cy="{round(self.height * _EMU)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f'<wp:docPr id="{self.number}" name="图表 {self.number}" descr={quoted(said)} title={quoted(self.title)}/>'
            "<wp:cNvGraphicFramePr/><a:graphic>"
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            f'<c:chart r:id="{self.relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )

    def chart_xml(self) -> str:
        """The chart part; its relation rId1 is the workbook."""
        plot = self._bars() if self.kind == "bars" else self._strip()
        legend = (
            "" if self.kind == "bars" else ('<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>')
        )
        return (
            f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
            # the caption below names the figure, here as in print
            f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{self._place()}{plot}</c:plotArea>'
            f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
            f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1000">{_FACES}</a:defRPr></a:pPr>'
            '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
            '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
        )

    def _place(self) -> str:
        """Where the bars stand in the frame, as in print."""
        if self.kind == "bars":
            wide, top, tall = min(_STEP * len(self.parts), _WIDTH - 2 * _EDGE), _TOP, _TALL
        else:
            wide, top, tall = _WIDTH - 2 * _EDGE, _STRIP_TOP, _STRIP
        shares = (
            ("x", (1 - wide / _WIDTH) / 2),
            ("y", top / self.height),
            ("w", wide / _WIDTH),
            ("h", tall / self.height),
        )
        return (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            + "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in shares)
            + "</c:manualLayout></c:layout>"
        )

    def _bars(self) -> str:
        count = len(self.parts)
        points = "".join(  # the last bar is this year's and dark
            f'<c:dPt><c:idx val="{i}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{_fill(COLOURS[1])}</c:dPt>'
            for i in range(count - 1)
        )
        series = (
            f'<c:ser><c:idx val="0"/><c:order val="0"/>{_texts("c:tx", "Sheet1!$B$1", [self.title])}{_fill(COLOURS[0])}'
            f'<c:invertIfNegative val="0"/>{points}{self._labels("outEnd")}'
            f"{_texts('c:cat', f'Sheet1!$A$2:$A${count + 1}', [part.label for part in self.parts])}"
            f"{self._values(f'Sheet1!$B$2:$B${count + 1}', self.parts)}</c:ser>"
        )
        lowest = min(part.value for part in self.parts)
        return _bar_chart(
            "col",
            "clustered",
            series,
            f'gapWidth val="{round((_STEP / _BAR - 1) * 100)}"',
            from_zero=lowest >= 0,
        )

    def _strip(self) -> str:
        shades = tints(len(self.parts))
        series = "".join(
            f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/>{_texts("c:tx", f"Sheet1!${_column(i)}$1", [part.in_words])}'
            f'{_fill(shades[i])}<c:invertIfNegative val="0"/>{self._labels("ctr", white=i == 0) if self._wide(part) else _NO_LABELS}'
            f"{_texts('c:cat', 'Sheet1!$A$2', [self.title])}"
            f"{self._values(f'Sheet1!${_column(i)}$2', (part,))}</c:ser>"
            for i, part in enumerate(self.parts)
        )
        return _bar_chart("bar", "percentStacked", series, 'gapWidth val="0"', from_zero=True)

    def _wide(self, part: _Part) -> bool:
        """Whether the strip has room for the figure of a part."""
        total = sum(p.value for p in self.parts if p.value > 0)
        return part.value > 0 and float(part.value / total) * (_WIDTH - 2 * _EDGE) > 5 * len(part.text) + 6

    def _labels(self, place: str, white: bool = False) -> str:
        ink = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>' if white else ""
        return (
            f'<c:dLbls><c:numFmt formatCode="{self._number_format}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
            f'<c:txPr><a:bodyPr wrap="none"/><a:p><a:pPr><a:defRPr sz="1000">{ink}{_FACES}</a:defRPr></a:pPr>'
            f'<a:endParaRPr lang="zh-CN"/></a:p></c:txPr><c:dLblPos val="{place}"/><c:showLegendKey val="0"/>'
            '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
            '<c:showBubbleSize val="0"/></c:dLbls>'
        )

    def _values(self, where: str, parts: tuple[_Part, ...]) -> str:
        points = "".join(f'<c:pt idx="{i}"><c:v>{part.value:f}</c:v></c:pt>' for i, part in enumerate(parts))
        return (
            f"<c:val><c:numRef><c:f>{where}</c:f><c:numCache><c:formatCode>{self._number_format}</c:formatCode>"
            f'<c:ptCount val="{len(parts)}"/>{points}</c:numCache></c:numRef></c:val>'
        )

    def workbook(self, created: date) -> bytes:
        """The xlsx behind the chart, in the cells that the chart's references name."""
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True})
        book.set_properties(
            {"title": self.heading, "created": datetime(created.year, created.month, created.day)}
        )
        amount = book.add_format({"num_format": self._number_format})
        sheet = book.add_worksheet("Sheet1")
        across = self.kind == "strip"
        sheet.write_string(*((1, 0) if across else (0, 1)), self.title)
        for i, part in enumerate(self.parts, start=1):
            sheet.write_string(*((0, i) if across else (i, 0)), part.in_words if across else part.label)
            sheet.write_number(*((1, i) if across else (i, 1)), part.value, amount)
        book.close()
        return target.getvalue()


def _height(figure: ET.Element, kind: str, parts: int) -> float:
    """As high as the drawing, where there is one."""
    drawn = figure.find(SVG)
    told = (drawn.get("height") or "").removesuffix("pt") if drawn is not None else ""
    return float(told) if told else 130.0 if kind == "bars" else 48.0 + 17 * parts


def _bar_chart(direction: str, grouping: str, series: str, gap: str, *, from_zero: bool) -> str:
    upright = direction == "col"
    overlap = "" if upright else '<c:overlap val="100"/>'
    least = '<c:min val="0"/>' if from_zero else ""  # Word would begin the bars where the values begin
    category = "b" if upright else "l"
    value = "l" if upright else "b"
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


def _texts(tag: str, where: str, texts: list[str]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{words(text)}</c:v></c:pt>' for i, text in enumerate(texts))
    return (
        f'<{tag}><c:strRef><c:f>{where}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'
        f"</c:strRef></{tag}>"
    )


def _fill(colour: str) -> str:
    # white between the parts, and the light tints need an edge on white paper
    colour = colour.removeprefix("#").upper()
    edge = "FFFFFF" if sum(bytes.fromhex(colour)) < _LIGHT else "7F7F7F"
    return (
        f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f'<a:ln w="4445"><a:solidFill><a:srgbClr val="{edge}"/></a:solidFill></a:ln></c:spPr>'
    )


def _column(number: int) -> str:
    """The letters of the column of a part: B, C, … Z, AA."""
    number += 2
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
