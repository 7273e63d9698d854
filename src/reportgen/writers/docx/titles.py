"""Words too long for their line -> lines cut where a reader pauses, as in print.

Word fills the first line and leaves what is over: 社会保 / 障局. So the lines of titles, of the contents and of what
names a row are chosen here, as a compositor would.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import accumulate

from reportgen.document.tree import text_of
from reportgen.writers.docx.cells import WordCell
from reportgen.writers.docx.inline import Item, items
from reportgen.writers.docx.reference import Measure, Measures, WordPage
from reportgen.writers.docx.room import ems
from reportgen.writers.pdf.breaks import sensible_break
from reportgen.writers.pdf.justify import CELL_LINE, TITLE_LINE

_CENTRED = frozenset(
    ("Title", "Subtitle", "CoverUnit", "Heading1", "PartTitle", "AnnexTitle", "AnnexHeading")
) | frozenset(("TableTitle", "FormTitle", "TableCaption", "Caption"))
_INDENTS = {"TOC1": 0.0, "TOC2": 28.0, "TableText2": 9.0, "TableText3": 18.0, "DenseText2": 9.0, "DenseText3": 18.0}
_FOLIO = 21.0  # points kept free in the contents, so that no words stand above the page numbers
_MARGINS = {"Dense": 4.0, "FormHead": 3.0}  # points beside the words of a cell, by how its style begins
_POINTS = "分）"


def title_lines(element: ET.Element, style: str, page: WordPage, measures: Measures) -> list[Item]:
    """The content of a title or of an entry of the contents, with breaks; of anything else as it is."""
    content, room = list(items(element)), page.text_width / 20
    if style in _CENTRED:
        return _broken(content, measures(style), room, TITLE_LINE, even=True)
    if style.startswith("TOC"):
        return _broken(content, measures(style), room - _INDENTS[style] - _FOLIO, TITLE_LINE, even=False)
    return content


def cell_lines(content: list[Item], cell: WordCell, width: int, measures: Measures, *, names_row: bool) -> list[Item]:
    """The words of a cell this wide (twips), with breaks where they only name a row; a person's words flow."""
    text = "".join(_texts(content))
    if not (names_row or cell.style == "FormHead" or text.endswith(_POINTS)):
        return content
    margins = next((room for begin, room in _MARGINS.items() if cell.style.startswith(begin)), 6.0)
    room = width / 20 - margins - _INDENTS.get(cell.style, 0.0) - 0.5
    even = cell.style.endswith(("Head", "Centre"))
    return _broken(content, measures(cell.style), room, CELL_LINE, even=even)


def _texts(content: list[Item]) -> Iterator[str]:
    return (item if isinstance(item, str) else text_of(item) for item in content)


def _broken(content: list[Item], type_: Measure, room: float, line: float, *, even: bool) -> list[Item]:
    """The content with line breaks; as it is where one fell into a figure, or where it has lines of its own."""
    text = "".join(_texts(content))
    own_lines = any(isinstance(item, ET.Element) and item.tag == "br" for item in content)
    if own_lines or text != text.strip(" \n") or "\n" in text or "  " in text:
        return content
    cuts = list(_cuts(text, type_, room, line, even))
    written: list[Item] = []
    end = 0
    for item, words in zip(content, _texts(content), strict=True):
        start, end = end, end + len(words)
        here = [cut for cut in cuts if start <= cut < end]
        if isinstance(item, ET.Element) and here not in ([], [start]):
            return content
        for cut in here:
            written += [text[start:cut].rstrip(" 　"), ET.Element("br")]
            start = cut
        written.append(item if isinstance(item, ET.Element) else text[start:end])
    return written


def _cuts(text: str, type_: Measure, room: float, line: float, even: bool) -> Iterator[int]:
    widths = [ems(c) * type_.size + type_.spacing for c in text]
    start = 0
    while found := sensible_break(text[start:], list(accumulate(widths[start:])), room, even, line):
        start += found.at
        if start == len(text):
            return
        yield start
