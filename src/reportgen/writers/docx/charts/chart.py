"""figure[data-series] -> what its chart shows: parts, texts, measures."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reportgen.document.tree import SVG, DocumentError
from reportgen.writers.docx.inline import classes

WIDTH = 442.0
"""Points: as wide as the text."""


@dataclass(frozen=True)
class ChartSeries:
    """One amount, with the texts that are printed of it."""

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

    kind: str
    title: str
    unit: str
    parts: tuple[ChartSeries, ...]
    height: float

    @classmethod
    def read(cls, figure: ET.Element) -> Chart:
        """The chart that the attributes of a figure describe."""
        classes(figure, ())
        name, kind = figure.get("id") or "无编号", figure.get("data-chart")
        if kind not in ("bars", "strip"):
            raise DocumentError(f'图 {name} 的种类不认识：data-chart="{kind}"')
        try:
            parts = tuple(
                ChartSeries(p["label"], Decimal(p["value"]), p["text"], (p.get("share") or {}).get("text", ""))
                for p in json.loads(figure.get("data-series") or "[]", parse_float=Decimal, parse_int=Decimal)
            )
        except (ValueError, KeyError, TypeError, InvalidOperation) as error:
            raise DocumentError(f"图 {name} 的 data-series 读不懂：{error!r}") from error
        if not parts:
            raise DocumentError(f"图 {name} 没有数据")
        title, unit = figure.get("data-title") or "", figure.get("data-unit") or ""
        return cls(kind, title, unit, parts, _height(figure, kind, len(parts)))

    @property
    def heading(self) -> str:
        """The title with the unit."""
        return f"{self.title}（单位：{self.unit}）" if self.unit else self.title

    @property
    def number_format(self) -> str:
        """As many places as are printed."""
        places = max(len(part.text.partition(".")[2]) for part in self.parts)
        return "#,##0" + ("." + "0" * places if places else "")


def _height(figure: ET.Element, kind: str, parts: int) -> float:
    """As high as the drawing, where there is one."""
    drawn = figure.find(SVG)
    height = (drawn.get("height") or "").removesuffix("pt") if drawn is not None else ""
    return float(height) if height else 130.0 if kind == "bars" else 48.0 + 17 * parts
