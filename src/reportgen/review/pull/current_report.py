"""Where the addresses of a reviewed file stand in the report as the data make it now."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from reportgen.build import BuiltReport
from reportgen.document.anchors import Anchor, path_of
from reportgen.document.patterns import PATH
from reportgen.document.reading import Reading
from reportgen.document.tree import HEADINGS
from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.marks import name_of

OUTSIDE = {"slip": "送审单", "appendix": "送审附录"}
"""Sections that a file for review has besides the report: what is typed in them is kept in the notes."""
_PARAGRAPH = re.compile(r"¶(\d+)$")


@dataclass(frozen=True)
class AnchoredBlock:
    """What stands at an address now; `block` when it is a paragraph or an item of its own."""

    anchor: Anchor
    element: ET.Element
    block: bool


class CurrentReport:
    """The document that the data make now, by the names of Word's controls."""

    def __init__(self, made: BuiltReport) -> None:
        root = made.document.root
        whole = {
            child
            for above in root.iter()
            if above.tag in ("p", "li") and not above.get(PATH) and path_of(above)
            for child in above
        }
        self._blocks = {
            name_of(anchor): AnchoredBlock(anchor, element, element in whole or element.tag in ("p", "li"))
            for element, anchor in made.document.anchors.items()
        }
        self._headings = _headings(made.document.reading)

    def block_at(self, address: ContentControl) -> AnchoredBlock | None:
        """What stands at an address; None where the data and the template no longer give it."""
        return self._blocks.get(address.name)

    def where(self, address: ContentControl) -> str:
        """Where an address stands, as one reads it: the headings, and what tells it apart."""
        above = OUTSIDE.get(address.place) or self._headings.get(address.place, address.place)
        return "，".join(dict.fromkeys(filter(None, (above, address.key.rpartition("/")[0].rpartition("/")[2] or ""))))


def text_and_paragraph(key: str) -> tuple[str, int]:
    """The address of a person's text in the data, and which of its paragraphs (from 1) the key of an anchor names."""
    match = _PARAGRAPH.search(key)
    return (key[: match.start()], int(match[1])) if match else (key, 1)


def _headings(reading: Reading) -> dict[str, str]:
    """The heading of every section by its id, '' where it has none of the first two ranks."""
    return {
        name: section.heading if section.title is not None and section.title.tag in HEADINGS[:2] else ""
        for name, section in reading.sections.items()
    }
