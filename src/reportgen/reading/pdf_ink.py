"""A page of a PDF -> its characters and straight strokes, turned so that its words run from left to right.

The page is interpreted once, by pdfminer below pdfplumber; nothing of it is kept but what is used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTLine, LTPage, LTRect
from pdfminer.pdfinterp import PDFPageInterpreter

from reportgen.model.characters import as_read
from reportgen.reading.grid import LOST, Box
from reportgen.reading.limits import Watch

_THIN = 2.5
"""Points: a filled rectangle that is no wider is a stroke."""
_SHORT = 4.0
"""Points: a stroke that is no longer is a dot."""
_MOST_MARKS = 150_000
"""Characters and strokes of a page."""
_MOST_FORMS = 3_000
"""Pieces that a page is put together from: one can draw another."""
_INVISIBLE = 3
_BOLD = 0.9
"""Points by which a character is moved that is drawn twice."""
_SLANT = 0.15
"""Of what a line runs along: by so much a watermark rises. A page that was scanned a little askew rises less."""
_COVERS = 0.8
"""Of a page: a picture that is as large lies over the words drawn before it, which a scanner guessed."""
_OUTLINES = 60
"""Curves and strokes of a page without words that may be the outlines of words."""


class PageTooMuch(Exception):
    """A page asks for more than any honest one does."""


@dataclass(frozen=True, slots=True)
class Char:
    """A character with its box and its size, in points from the upper left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line: along x at `at` (across) or along y."""

    across: bool
    at: float
    start: float
    end: float


@dataclass
class Ink:
    """What a page shows. turned: 0, or 90 or 270 where its words ran up or down; width, height after turning.

    pictures: the part of the page that pictures cover; invisible: characters that are there only to be copied (a scan).
    """

    number: int
    width: float
    height: float
    turned: int = 0
    chars: list[Char] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    pictures: float = 0.0
    invisible: int = 0
    curves: int = 0

    def place(self, box: Box) -> Box:
        """A box as it stands on the page that is shown."""
        x0, top, x1, bottom = box
        if self.turned == 90:  # words ran upwards
            x0, top, x1, bottom = top, self.width - x1, bottom, self.width - x0
        elif self.turned == 270:
            x0, top, x1, bottom = self.height - bottom, x0, self.height - top, x1
        return round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)

    @property
    def shows_something(self) -> bool:
        """Whether there is more than an empty sheet: a picture, words to be copied, outlines of words."""
        drawn = self.curves + len(self.strokes)
        return self.pictures > 0.1 or bool(self.invisible or self.chars) or drawn > _OUTLINES

    @property
    def unreadable(self) -> bool:
        """Whether there is a picture instead of words, or words that no one can tell."""
        lost = sum(char.text == LOST for char in self.chars)
        return not self.chars or lost * 4 > len(self.chars)


class _Device(PDFLayoutAnalyzer):
    """Collects characters, rectangles, lines and pictures, and stops a page that asks for too much."""

    def __init__(self, resources: Any, watch: Watch) -> None:
        super().__init__(resources, pageno=1, laparams=None)
        self._watch = watch
        self._marks = self._forms = 0
        self._render = 0
        self.invisible = 0
        self.page: LTPage | None = None

    def receive_layout(self, ltpage: LTPage) -> None:
        self.page = ltpage

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self._watch.look()
        self._forms += 1
        if self._forms > _MOST_FORMS:
            raise PageTooMuch
        super().begin_figure(name, bbox, matrix)

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._render = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        self._count()
        if self._render != _INVISIBLE:
            return super().render_char(*args, **kwargs)
        self.invisible += 1
        held, self.cur_item = self.cur_item, LTPage(0, (0, 0, 1, 1))
        try:
            return super().render_char(*args, **kwargs)
        finally:
            self.cur_item = held

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        self._count()
        super().paint_path(*args, **kwargs)

    def handle_undefined_char(self, _font: Any, _cid: int) -> str:
        return LOST

    def _count(self) -> None:
        self._marks += 1
        if self._marks % 2_000 == 0:
            self._watch.look()
        if self._marks > _MOST_MARKS:
            raise PageTooMuch


def ink_of(page: Any, resources: Any, number: int, watch: Watch) -> Ink:
    """What a page of pdfplumber's shows. Raises PageTooMuch, Unreadable, and whatever pdfminer raises."""
    device = _Device(resources, watch)
    PDFPageInterpreter(resources, device).process_page(page.page_obj)
    shown = device.page
    if shown is None:
        return Ink(number, 0, 0)
    ink = Ink(number, shown.width, shown.height, invisible=device.invisible)
    turns: Counter[int] = Counter()
    chars: list[tuple[int, Char]] = []
    seen = _Seen()
    for item in _items(shown):
        if isinstance(item, LTChar):
            turn, text = _turn(item), item.get_text()
            if text.strip() and not _slants(item) and not seen.again(text, item.x0, item.y0):
                turns[turn] += 1
                chars.append((turn, _char(item, text, shown.height)))
        elif isinstance(item, LTImage):
            part = item.width * item.height / max(shown.width * shown.height, 1)
            ink.pictures += part
            if part > _COVERS and not _lets_through(item):
                ink.invisible += len(chars)
                chars.clear()
                turns.clear()
                seen = _Seen()
        else:
            ink.strokes += _strokes(item, shown.height)
            ink.curves += isinstance(item, LTCurve) and not isinstance(item, LTLine | LTRect)
    main = turns.most_common(1)[0][0] if turns else 0
    ink.chars = [char for turn, char in chars if turn == main]
    return _turned(ink, main) if main in (90, 270) else ink


def _lets_through(picture: LTImage) -> bool:
    """Whether what lies below a picture can be seen: a seal, a watermark."""
    return any(picture.stream.get(name) is not None for name in ("SMask", "Mask", "ImageMask"))


class _Seen:
    """Where characters stand: one that is drawn again beside itself, to look bold, is one."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, int, int], tuple[float, float]] = {}

    def again(self, text: str, x: float, y: float) -> bool:
        """Whether it was there already; if not, now it is."""
        column, row = int(x), int(y)
        for key in ((text, c, r) for c in (column - 1, column, column + 1) for r in (row - 1, row, row + 1)):
            place = self._places.get(key)
            if place and abs(place[0] - x) < _BOLD and abs(place[1] - y) < _BOLD:
                return True
        self._places[text, column, row] = (x, y)
        return False


def _items(part: LTContainer[Any]) -> Iterator[Any]:
    for item in part:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item


def _char(item: LTChar, text: str, height: float) -> Char:
    return Char(as_read(text), item.x0, height - item.y1, item.x1, height - item.y0, item.size)


def _turn(item: LTChar) -> int:
    a, b = item.matrix[:2]
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 90 if b > 0 else 270


def _slants(item: LTChar) -> bool:
    """Whether a character runs across the page, as those of a watermark do."""
    along, up = sorted(map(abs, item.matrix[:2]))
    return along > _SLANT * up


def _strokes(item: Any, height: float) -> Iterator[Stroke]:
    x0, x1, top, bottom = item.x0, item.x1, height - item.y1, height - item.y0
    wide, tall = x1 - x0, bottom - top
    if isinstance(item, LTRect) and wide > _THIN and tall > _THIN:
        if item.stroke:
            yield from (Stroke(True, top, x0, x1), Stroke(True, bottom, x0, x1))
            yield from (Stroke(False, x0, top, bottom), Stroke(False, x1, top, bottom))
    elif tall <= _THIN and wide > _SHORT:
        yield Stroke(True, (top + bottom) / 2, x0, x1)
    elif wide <= _THIN and tall > _SHORT:
        yield Stroke(False, (x0 + x1) / 2, top, bottom)


def _turned(ink: Ink, turn: int) -> Ink:
    """The page with its words running from left to right."""
    wide, tall = ink.width, ink.height

    def box(x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        return (tall - bottom, x0, tall - top, x1) if turn == 90 else (top, wide - x1, bottom, wide - x0)

    ink.chars = [Char(c.text, *box(c.x0, c.top, c.x1, c.bottom), c.size) for c in ink.chars]
    strokes = []
    for s in ink.strokes:
        if turn == 90:
            at, start, end = (tall - s.at, s.start, s.end) if s.across else (s.at, tall - s.end, tall - s.start)
        else:
            at, start, end = (s.at, wide - s.end, wide - s.start) if s.across else (wide - s.at, s.start, s.end)
        strokes.append(Stroke(not s.across, at, start, end))
    ink.strokes, ink.width, ink.height, ink.turned = strokes, tall, wide, turn
    return ink
