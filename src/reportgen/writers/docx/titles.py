"""A title too long for its line -> lines cut where a reader pauses, as in print.

Word fills the first line and leaves what is over: 社会保 / 障局. So the lines are chosen here, as a compositor would.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import accumulate

from reportgen.writers.docx.inline import Item, items
from reportgen.writers.docx.pages import TEXT, Page
from reportgen.writers.docx.room import ems
from reportgen.writers.docx.styles import measure
from reportgen.writers.pdf.breaks import sensible_break

_CENTRED = frozenset(
    ("Heading1", "PartTitle", "Title", "Subtitle", "CoverUnit", "TableTitle", "FormTitle", "TableCaption", "Caption")
)
_INDENTS = {"TOC1": 0.0, "TOC2": 28.0}
_FOLIO = 21.0  # points kept free in the contents, so that no words stand above the page numbers
_ONE_MORE = 2  # what one line more costs; see `sensible_break`


def in_lines(element: ET.Element, style: str, page: Page = TEXT) -> list[Item]:
    """The content of a title or of an entry of the contents, with breaks; of anything else as it is."""
    content, text = list(items(element)), (element.text or "").strip()
    if len(element) or "\n" in text:
        return content
    if style in _CENTRED:
        lines = _lines(text, style, page.text_width / 20, even=True)
    elif style in _INDENTS:
        lines = _lines(text, style, page.text_width / 20 - _INDENTS[style] - _FOLIO, even=False)
    else:
        return content
    broken: list[Item] = [lines[0]]
    for line in lines[1:]:
        broken += [ET.Element("br"), line]
    return broken


def _lines(text: str, style: str, room: float, *, even: bool) -> list[str]:
    size, spacing = measure(style)
    lines: list[str] = []
    while text:
        ends = list(accumulate(ems(c) * size + spacing for c in text))
        found = sensible_break(text, ends, room, even, _ONE_MORE)
        at = found.at if found else len(text)
        lines.append(text[:at].rstrip(" 　") or text[:at])
        text = text[at:]
    return lines or [""]
