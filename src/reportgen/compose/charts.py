"""Parts of an amount -> a drawing (SVG text) of two forms: bars from zero, and a strip of 100 %.

Drawings print only texts they are given; the geometry is the one place where a figure may be a
float. Both forms stay true at their limits: bars start at zero and hang below it when negative;
a strip gives room only to positive parts, and its legend names every part.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

WIDTH = 442.0  # pt: 28 characters of the text, the measure of the page
NARROW = 240.0  # pt: 320 px, the narrowest phone; drawn at its size, so that its words keep theirs
LINE = 28.95  # pt: a drawing takes whole lines of the page, so that the text after it stands on the grid
EDGE = 11.0
LABEL, FIGURE, DIGIT = 11.0, 12.0, 6.0
NAMES, SHARES = EDGE + 16, 72.0  # of a legend: where its names begin, the room of its shares
LEAST_STEP = 43.0  # between bars whose figures are still read
WORDS = "'黑体','SimHei','Reportgen HeiTi','Noto Sans CJK SC',sans-serif"
DIGITS = "'Liberation Serif','Times New Roman','Noto Sans CJK SC',serif"
COLOURS = ("#1f4266", "#7b96b0", "#c9d5e0", "#eef2f5")


@dataclass(frozen=True)
class ChartPart:
    """One amount of a drawing: its words, its exact value and the texts printed for it."""

    label: str
    value: Decimal
    text: str
    share_text: str | None = None


def narrow(kind: str, series: Sequence[ChartPart]) -> str:
    """The same drawing for a phone; with more bars than it has room for, wider than the phone."""
    if kind == "strip":
        return strip(series, NARROW)
    return bars(series, max(NARROW, LEAST_STEP * len(series) + 2 * EDGE))


def bars(series: Sequence[ChartPart], measure: float = WIDTH) -> str:
    """Upright bars from one zero line: value outside the bar's end, label below, last one dark."""
    parts = tuple(series)
    if not parts:
        return _svg("柱状图：没有数据", 30, [], measure)
    values = [float(part.value) for part in parts]
    highest, lowest = max(0.0, *values), min(0.0, *values)
    scale = 88.0 / ((highest - lowest) or 1.0)
    top = 20.0 if highest or not lowest else 6.0
    zero = top + highest * scale
    foot = zero - lowest * scale + (18.0 if lowest else 0.0)
    step = min(128.0, (measure - 2 * EDGE) / len(parts))
    width = min(52.0, step * 0.6)
    left = (measure - step * len(parts)) / 2
    shapes: list[str] = []
    tallest = 0
    for n, (part, value) in enumerate(zip(parts, values, strict=True)):
        middle = left + step * (n + 0.5)
        shapes += _bar(part, value * scale, middle, width, zero, n == len(parts) - 1)
        lines = _wrap(part.label, int((step - 4) / LABEL))
        tallest = max(tallest, len(lines))
        shapes += [_text(line, middle, foot + 16 + 14 * i, anchor="middle") for i, line in enumerate(lines)]
    if len(parts) == 2 and parts[-1].share_text:
        shapes.append(_text(parts[-1].share_text, measure / 2, zero - highest * scale / 2, anchor="middle"))
    shapes.append(_line(left - 6, zero, left + step * len(parts) + 6, zero))
    words = "；".join(f"{part.label} {part.text}" for part in parts)
    return _svg(f"柱状图：{words}", foot + 8 + 14 * tallest, shapes, measure)


def _bar(part: ChartPart, height: float, middle: float, width: float, zero: float, dark: bool) -> list[str]:
    colour = COLOURS[0] if dark else COLOURS[1]
    y = zero - height - 5 if height >= 0 else zero - height + 13
    size = min(FIGURE, width * 0.38)  # the figures of many bars must not run into each other
    value = _text(part.text, middle, y, anchor="middle", digits=size)
    if not height:
        return [value]
    return [_box(middle - width / 2, min(zero, zero - height), width, abs(height), colour), value]


def strip(series: Sequence[ChartPart], measure: float = WIDTH) -> str:
    """One bar of the whole, cut by the parts' shares, over a legend: swatch, name, amount, share."""
    parts = tuple(series)
    total = sum(float(part.value) for part in parts if part.value > 0)
    length = measure - 2 * EDGE
    colours = tints(len(parts))
    shapes: list[str] = []
    x = EDGE
    for part, colour in zip(parts, colours, strict=True):
        if part.value <= 0:
            continue
        width = float(part.value) / total * length
        shapes.append(_box(x, 4, width, 30, colour, edge="#fff"))
        if part.share_text and width > 40:
            ink = "#fff" if _is_dark(colour) else "#000"
            shapes.append(_text(part.share_text, x + width / 2, 23, anchor="middle", digits=FIGURE, fill=ink))
        x += width
    shapes.append(_box(EDGE, 4, length, 30, "none", edge="#555"))
    y = 54.0
    room = measure - SHARES - DIGIT * max((len(part.text) for part in parts), default=0) - NAMES - 6
    for part, colour in zip(parts, colours, strict=True):
        rows, y = _legend_row(part, colour, y, measure, int(room / LABEL))
        shapes += rows
    return _svg("构成图：" + ("；".join(map(_words, parts)) or "没有数据"), y - 6, shapes, measure)


def _legend_row(part: ChartPart, colour: str, y: float, measure: float, longest: int) -> tuple[list[str], float]:
    lines = _wrap(part.label, min(longest, 22))
    row = [_box(EDGE, y - 9, 10, 10, colour if part.value > 0 else "none", edge="#555")]
    row += [_text(line, NAMES, y + 14 * n) for n, line in enumerate(lines)]
    row.append(_text(part.text, measure - SHARES, y, anchor="end", digits=FIGURE))
    if part.share_text:
        row.append(_text(part.share_text, measure - EDGE, y, anchor="end", digits=FIGURE))
    return row, y + 17 + 14 * (len(lines) - 1)


def _words(part: ChartPart) -> str:
    share = f"，占{part.share_text}" if part.share_text else ""
    return f"{part.label} {part.text}{share}"


def tints(count: int) -> list[str]:
    """The house tints; beyond four, even steps from the darkest to the lightest."""
    if count <= len(COLOURS):
        return list(COLOURS[:count])
    dark, light = (bytes.fromhex(COLOURS[n][1:]) for n in (0, -1))
    steps = [n / (count - 1) for n in range(count)]
    return ["#" + "".join(f"{round(a + (b - a) * s):02x}" for a, b in zip(dark, light, strict=True)) for s in steps]


def _is_dark(colour: str) -> bool:
    return sum(bytes.fromhex(colour[1:])) < 382  # nearer to black than to white


def _wrap(label: str, limit: int) -> list[str]:
    """Cut a long label into even lines; a Latin letter counts as a whole character."""
    limit = max(limit, 2)
    lines = -(-len(label) // limit) or 1
    size = -(-len(label) // lines) or 1
    return [label[n : n + size] for n in range(0, len(label), size)] or [""]


def _box(x: float, y: float, width: float, height: float, fill: str, edge: str | None = None) -> str:
    stroke = f' stroke="{edge}" stroke-width="0.35"' if edge else ""
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{fill}"{stroke}/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}" stroke="#000" stroke-width="0.6"/>'


def _text(text: str, x: float, y: float, anchor: str = "start", digits: float = 0, fill: str = "#000") -> str:
    face = f' font-family="{DIGITS}" font-size="{digits:.4g}"' if digits else ""
    return f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}" fill="{fill}"{face}>{escape(text)}</text>'


def _svg(words: str, height: float, shapes: list[str], width: float) -> str:
    """The frame: a picture for a screen reader, its data in words (in a tagged PDF they come from <title>)."""
    whole = math.ceil(height / LINE) * LINE
    top = (height - whole) / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(words)}" '
        f'width="{width:g}pt" height="{whole:g}pt" viewBox="0 {top:g} {width:g} {whole:g}" '
        f'font-family="{WORDS}" font-size="{LABEL:g}">'
        f"<title>{escape(words)}</title>" + "".join(shapes) + "</svg>"
    )
