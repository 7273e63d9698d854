"""Printed lines of all pages -> without what is printed on every page, joined to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from reportgen.reading.grid import Spot, TextLine
from reportgen.reading.pdf_ink import Ink
from reportgen.reading.pdf_words import PrintedLine

_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6})\s*页?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·\s]*"
)
_SAYS_SOMETHING = re.compile(
    r"(?:单位|部门|编制)[^:：]{0,6}[:：]|金额|[万千亿]元|[(（]元[)）]|表[\d续一二三四五六七八九十()（）]*$"
)
"""What a line over a table says, on whichever many pages."""
_EDGE = 0.12
"""The part of a page, at each end, in which page numbers and running heads stand."""
_OFTEN = 0.3
"""The part of the pages that a running head stands on: left pages may have another one than right pages."""
_OUTERMOST = 10
"""Steps of four points at the end of a page where nothing but running heads stands."""
_SIDE_NUMBER = re.compile(r"^[—–-]\s*\d{1,4}\s*[—–-]\t|\t[—–-]\s*\d{1,4}\s*[—–-]$")
_NUMBER = re.compile(r"\d+")
_FIGURE = re.compile(r"\d\.\d")
_NEAR = 60.0
"""Points within which the margins of two pages are those of one layout."""
_LONG = 15
"""Characters of a line that tells the margins."""
_ITEM = re.compile(
    r"(?:\d{1,2}[.．、)）](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}部分|注[：:])"
)
"""What a paragraph of its own begins with, behind one that has ended."""
_ENDS = ("。", "；", "：", "！", "？", ":", ";", "”", "）")
_LEADERS = re.compile(r"(?:[.…·⋯．]\s*){3,}\s*\S{0,6}$")


@dataclass
class PageLines:
    """The printed lines of a page outside of its tables."""

    ink: Ink
    lines: list[PrintedLine]
    edges: list[float]
    """Where tables end at the right."""


def without_furniture(pages: Sequence[PageLines]) -> None:
    """Takes page numbers and running heads out of the lines."""
    seen: Counter[_Place] = Counter()
    beside_none: Counter[_Place] = Counter()
    for page in pages:
        places = {_place(page, line) for line in page.lines if _at_edge(page, line)}
        seen.update(places)
        beside_none.update(places if not page.edges else ())
    often = max(3.0, _OFTEN * len(pages))
    heads = {
        place
        for place, count in seen.items()
        if count >= (3 if abs(place[1]) < _OUTERMOST else often) and not _FIGURE.search(place[0])
        if not _SAYS_SOMETHING.search(place[0]) or beside_none[place] > 1
    }
    for page in pages:
        page.lines = [_alone(line) for line in page.lines if not _is_furniture(page, line, heads)]


def _alone(line: PrintedLine) -> PrintedLine:
    """Without the number of a page that stands at the side, as high as the line."""
    text = _SIDE_NUMBER.sub("", line.text)
    return line if text == line.text else replace(line, text=text)


_Place = tuple[str, int]


def _place(page: PageLines, line: PrintedLine) -> _Place:
    """The words of a line, whatever its numbers are, and how far it stands from the nearer end of its page."""
    text = line.text if _FIGURE.search(line.text) else _NUMBER.sub("#", line.text)
    top, below = line.box[1], page.ink.height - line.box[1]
    return text, round(top / 4) if top < below else -round(below / 4)


def _is_furniture(page: PageLines, line: PrintedLine, heads: Set[_Place]) -> bool:
    counts = bool(_PAGE_NUMBER.fullmatch(line.text))
    if not _at_edge(page, line):
        return counts and not line.text.isdigit() and _beside(page, line)
    text, down = _place(page, line)
    return counts or any((text, near) in heads for near in (down - 1, down, down + 1))


def _at_edge(page: PageLines, line: PrintedLine) -> bool:
    return line.box[3] < _EDGE * page.ink.height or line.box[1] > (1 - _EDGE) * page.ink.height


def _beside(page: PageLines, line: PrintedLine) -> bool:
    """Whether a line stands in the margin at a side, as the numbers of pages do that are bound at their upper end."""
    return line.box[2] < _EDGE * page.ink.width or line.box[0] > (1 - _EDGE) * page.ink.width


class Margins:
    """Where the words of a page's body begin and end: as its own long lines have it, with the tables beside them.

    A page without a full line, or of paragraphs' first lines alone, has those that most pages of its width have.
    """

    def __init__(self, pages: Sequence[PageLines]) -> None:
        own = {page.ink.number: _sides(page) for page in pages}
        usual: dict[int, tuple[Counter[int], Counter[int]]] = {}
        for page in pages:
            lefts, rights = usual.setdefault(round(page.ink.width), (Counter(), Counter()))
            lefts[round(own[page.ink.number][0])] += len(page.lines)
            rights[round(own[page.ink.number][1])] += len(page.lines)
        self._sides: dict[int, tuple[float, float]] = {}
        for page in pages:
            left, right = own[page.ink.number]
            lefts, rights = usual[round(page.ink.width)]
            begins, ends = lefts.most_common(1)[0][0], rights.most_common(1)[0][0]
            self._sides[page.ink.number] = (
                min(left, begins) if abs(left - begins) < _NEAR else left,
                max(right, ends) if abs(right - ends) < _NEAR else right,
            )

    def left(self, page: PageLines) -> float:
        """Of the lines that no paragraph begins with."""
        return self._sides[page.ink.number][0]

    def right(self, page: PageLines) -> float:
        """Of the lines that are full."""
        return self._sides[page.ink.number][1]


def _sides(page: PageLines) -> tuple[float, float]:
    long = [line for line in page.lines if len(line.text) >= _LONG and "\t" not in line.text]
    starts = Counter(round(line.box[0]) for line in long)
    often = max(starts.values(), default=0) / 4
    left = min((x for x, count in starts.items() if count >= often), default=0)
    return float(left), max((*(line.box[2] for line in long), *page.edges), default=page.ink.width)


class Paragraphs:
    """Joins printed lines, one by one in reading order."""

    def __init__(self, file: str, margins: Margins) -> None:
        self._file, self._margins = file, margins
        self._open: list[tuple[PageLines, PrintedLine]] = []

    def add(self, page: PageLines, line: PrintedLine) -> Iterator[TextLine]:
        """The paragraph that this line ends by beginning another one."""
        if self._open and not self._goes_on(page, line):
            yield from self.end()
        self._open.append((page, line))

    def end(self) -> Iterator[TextLine]:
        """The paragraph that is open."""
        if self._open:
            text, pieces = "", []
            for page, line in self._open:
                pieces.append((len(text), Spot(self._file, page=page.ink.number, box=page.ink.place(line.box))))
                text += line.text
            yield TextLine(text, pieces[0][1], pieces=tuple(pieces))
        self._open = []

    def _goes_on(self, page: PageLines, line: PrintedLine) -> bool:
        before_page, before = self._open[-1]
        if abs(before.size - line.size) > 0.6 or "\t" in before.text or _LEADERS.search(before.text):
            return False
        if _ITEM.match(line.text) and before.text.rstrip().endswith(_ENDS):
            return False
        if before.box[2] < self._margins.right(before_page) - 1.6 * before.size:
            return False
        if before.box[0] > self._margins.left(before_page) + 4 * before.size:  # set against the right margin
            return False
        ended = before.text.rstrip().endswith(_ENDS)
        if line.box[0] > self._margins.left(page) + (0.8 if ended or _ITEM.match(line.text) else 2.6) * line.size:
            return False
        return page is not before_page or line.box[1] - before.box[3] < 1.8 * line.size
