"""A finished report: its tree, what is known of it, and the one reading of it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from reportgen.document.anchors import Anchor, anchors_of
from reportgen.document.reading import Reading
from reportgen.document.tree import DocumentError


@dataclass(frozen=True)
class Draft:
    """What a Word file for review carries besides words: the line on its pages, its day, and what it was made from.

    `identity` names this very file; `facts` say which round of what it is, `inputs` the hash of each file that it was
    made from, `snapshot` those files packed, where they may leave the office.
    """

    identity: str
    heading: str
    day: date
    facts: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    snapshot: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Document:
    """A finished report, ready for any writer.

    `styles` are for paper, `screen` for a browser, `reference` (the bytes of a .docx) for Word; `links` (label,
    address) lead from the web page to what stands elsewhere.
    """

    root: ET.Element
    title: str
    unit: str
    year: int
    created: date
    styles: tuple[str, ...] = ()
    screen: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    draft: Draft | None = None
    reference: bytes = field(default=b"", repr=False)

    @property
    def body(self) -> ET.Element:
        """The <body> element."""
        body = self.root.find("body")
        if body is None:
            raise DocumentError("文档没有 body")
        return body

    @cached_property
    def reading(self) -> Reading:
        """Of every element its section, headings and block, and every printed figure."""
        return Reading(self.root)

    @cached_property
    def anchors(self) -> dict[ET.Element, Anchor]:
        """The address of everything that has one."""
        return anchors_of(self.root, self.reading)
