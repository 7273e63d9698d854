"""Lines of Chinese as a compositor sets them: full to the margin, squeezed marks, nothing forbidden at their ends.

WeasyPrint justifies at spaces only, breaks no line beside a Chinese quotation mark, and gives each of two
marks in a row its whole square. Chinese is broken here instead, by the widths of its characters (`breaks.py`).
A justified line ends with the character before the margin, or takes in the next when the closing mark at its end
may lose its empty half and the rest gives way a little; what is over or short is shared between the Chinese
characters. Text in other languages, and what must not be broken, keeps WeasyPrint's ways.

This and `rhythm.py` are the places that replace parts of WeasyPrint's layout (version 70, pinned). `fitted` puts them
back when it is left, and does nothing where the environment variable REPORTGEN_JUSTIFY is `off`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from itertools import accumulate
from math import inf
from typing import Any, NamedTuple

from reportgen.writers.pdf.breaks import (
    CLOSING,
    LOOSE,
    LOOSEST,
    SQUEEZED,
    WORD,
    Break,
    first_break,
    gaps,
    sensible_break,
    weights,
)

TITLE = 18
"""Type (px) above which a text is a title: it may take a line more to be cut well, which a cell should not."""
TITLE_LINE, CELL_LINE = 2, 6


class Fit(NamedTuple):
    """What a line's text is drawn with: more space (px) at each character, its last mark's half taken off.

    A run of its own spacing has no kerning with its neighbours, so words are kept whole only where a line is loose.
    """

    space: float
    half: bool = False
    whole_words: bool = False


@contextlib.contextmanager
def fitted() -> Iterator[None]:
    """While this holds, Chinese is set by this module."""
    if os.environ.get("REPORTGEN_JUSTIFY") == "off":
        yield
        return
    from weasyprint.layout import inline  # type: ignore[import-untyped]
    from weasyprint.text import line_break  # type: ignore[import-untyped]

    stock = inline.split_first_line, inline.justify_line, line_break.Layout.set_text
    lines = _Lines(*stock[:2])
    inline.split_first_line, inline.justify_line = lines.split, lines.justify
    line_break.Layout.set_text = _setting(stock[2])
    try:
        yield
    finally:
        inline.split_first_line, inline.justify_line, line_break.Layout.set_text = stock


def _is_chinese(style: Any) -> bool:
    return (style["lang"] or "").startswith("zh")


def _setting(stock: Any) -> Any:
    """`Layout.set_text` that squeezes marks, and spreads a line that has a `Fit` when it is drawn."""

    def set_text(self: Any, text: str, justify: bool = False) -> None:
        stock(self, text, justify)
        if not _is_chinese(self.style):
            return
        text = self.text
        halves = [mark.span() for mark in SQUEEZED.finditer(text)]
        fit: Fit | None = getattr(self, "fit", None) if justify else None
        if fit and fit.half:
            halves.append((len(text) - 1, len(text)))
        if halves or fit:
            _attribute(self, text, halves, fit)

    return set_text


def _attribute(layout: Any, text: str, halves: list[tuple[int, int]], fit: Fit | None) -> None:
    from weasyprint.text.ffi import TO_UNITS, ffi, pango  # type: ignore[import-untyped]

    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    at = list(accumulate((len(c.encode()) for c in text), initial=0))

    def put(attribute: Any, start: int, end: int) -> None:
        attribute.start_index, attribute.end_index = at[start], at[end]
        pango.pango_attr_list_change(attributes, attribute)

    if fit:
        usual = _letter_spacing(layout.style)
        put(pango.pango_attr_letter_spacing_new(round((usual + fit.space) * TO_UNITS)), 0, len(text))
        for word in WORD.finditer(text) if fit.whole_words else ():
            # one unit more: Pango joins neighbours with the same spacing
            put(pango.pango_attr_letter_spacing_new(round(usual * TO_UNITS) + 1), *word.span())
    for start, end in halves:
        put(pango.pango_attr_font_features_new(b"halt 1"), start, end)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _letter_spacing(style: Any) -> float:
    spacing = style["letter_spacing"]
    return 0.0 if spacing == "normal" else float(spacing)


class _Lines:
    """Line breaking and justification of Chinese; WeasyPrint's own for the rest."""

    def __init__(self, split: Any, justify: Any) -> None:
        self._split, self._justify = split, justify
        self._measured: tuple[Any, str, list[float]] | None = None
        """The style, text and characters' edges of the paragraph in hand."""
        self._halves: dict[Any, float] = {}

    def split(
        self,
        text: str,
        style: Any,
        context: Any,
        max_width: Any,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        """What `split_first_line` returns: layout, length, where to resume, width, height, baseline."""
        em = style["font_size"]
        ours = (
            not minimum
            and max_width not in (None, inf)
            and max_width >= em
            and style["white_space"] == "normal"
            and _is_chinese(style)
            and "\n" not in text
            and "\xad" not in text
        )
        found = self._break(text, style, max_width, em) if ours else None
        if found is None:
            return self._split(
                text, style, context, max_width, justification_spacing, is_line_start=is_line_start, minimum=minimum
            )
        whole = found.at == len(text)
        line = text if whole else text[: found.at].rstrip(" ")
        length = len(line.encode())
        if not whole:
            line = line.rstrip("　") or line
        layout, width, height, baseline = _laid_out(line, style)
        if found.tight:
            half = self._half(style) if line[-1] in CLOSING else 0.0
            excess = width - _letter_spacing(style) - half - max_width
            layout.fit, width = Fit(-excess / max(gaps(line), 1), half > 0), max_width
        layout.deactivate()
        resume = None if whole else len(text[: found.at].encode())
        return layout, length, resume, width, height, baseline

    def _break(self, text: str, style: Any, room: float, em: float) -> Break | None:
        ends, align = self._edges(text, style), style["text_align_all"]
        if align == "justify":
            return first_break(text, ends, room, em, self._half(style))
        return sensible_break(text, ends, room, align == "center", TITLE_LINE if em > TITLE else CELL_LINE)

    def _edges(self, text: str, style: Any) -> list[float]:
        """Right edges of the characters; a paragraph is measured once, whatever is left of it."""
        known = self._measured
        if known is None or known[0] is not style or not known[1].endswith(text):
            self._measured = known = (style, text, _widths(text, style))
        widths = known[2][len(known[1]) - len(text) :]
        return list(accumulate(widths))

    def _half(self, style: Any) -> float:
        """How much narrower this face can draw a mark."""
        key = (style["font_family"], style["font_size"], style["font_weight"])
        if key not in self._halves:
            pair, one = (sum(_widths(text, style)) for text in ("。。", "。"))
            self._halves[key] = max(0.0, 2 * one - pair)
        return self._halves[key]

    def justify(self, context: Any, line: Any, extra: float) -> None:
        """Share what a line is short between its Chinese characters."""
        if not _is_chinese(line.style):
            self._justify(context, line, extra)
            return
        texts = list(_texts(line))
        if not texts or any(getattr(box.pango_layout, "fit", None) for box in texts):
            return
        whole, em = "".join(box.text for box in texts), line.style["font_size"]
        extra += _letter_spacing(texts[-1].style)
        fit = Fit(extra / max(gaps(whole), 1))
        if fit.space > LOOSE * em:
            extra += sum(map(_kerning, texts))
            fit = Fit(extra / max(gaps(whole, True), 1), whole_words=True)
        if 0 < fit.space <= LOOSEST * em:
            _spread(line, fit, -weights(whole, fit.whole_words)[0] / 2)


def _laid_out(text: str, style: Any) -> tuple[Any, float, float, float]:
    """Layout, width, height and baseline of a line, the last two by its style: a face that only some of its
    characters need can't move it off the grid."""
    from weasyprint.text.line_break import Layout, line_size, strut  # type: ignore[import-untyped]

    layout = Layout(style)
    layout.set_text(text)
    width, _ = line_size(layout.get_first_line()[0], style)
    return layout, width, *strut(style)


def _kerning(box: Any) -> float:
    """How much narrower a text becomes where its words are runs of their own."""
    from weasyprint.text.line_break import Layout, line_size

    layout = Layout(box.style)
    layout.fit = Fit(0.0, whole_words=True)
    layout.set_text(box.text, justify=True)
    return float(box.width - line_size(layout.get_first_line()[0], box.style)[0])


def _widths(text: str, style: Any) -> list[float]:
    """The width of every character on one long line."""
    from weasyprint.text.ffi import FROM_UNITS, ffi
    from weasyprint.text.line_break import Layout

    layout = Layout(style)
    layout.set_text(text)
    at_byte: dict[int, int] = {}
    run = layout.get_first_line()[0].runs
    while run != ffi.NULL:
        offset, glyphs = run.data.item.offset, run.data.glyphs
        clusters = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
        for n, cluster in enumerate(clusters):
            at_byte[offset + cluster] = at_byte.get(offset + cluster, 0) + glyphs.glyphs[n].geometry.width
        run = run.next
    starts = accumulate((len(c.encode()) for c in text[:-1]), initial=0)
    return [at_byte.get(start, 0) * FROM_UNITS for start in starts]


def _texts(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes  # type: ignore[import-untyped]

    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if child.text:
                yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)


def _spread(box: Any, fit: Fit, shares: float, before: float = 0.0) -> tuple[float, float]:
    """Move the boxes of a line apart by the shares that stand before them; return what then stands there.

    `before` is what the boxes have lost of their kerning so far.
    """
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        moved = fit.space * shares - before
        if isinstance(child, boxes.TextBox) and child.text:
            found = weights(child.text, fit.whole_words)
            lost = _kerning(child) if fit.whole_words else 0.0
            child.position_x += moved + fit.space * found[0] / 2
            child.width += fit.space * gaps(child.text, fit.whole_words) - lost
            child.pango_layout.fit = fit
            shares, before = shares + sum(found), before + lost
        elif isinstance(child, boxes.InlineBox):
            child.position_x += moved
            shares, before = _spread(child, fit, shares, before)
            child.width += fit.space * shares - before - moved
        elif child.is_in_normal_flow():
            child.translate(moved, 0)
    return shares, before
