"""The reference document -> the pages, styles and numberings that a report is written with.

Its first section is the page of the words, its second that of upright tables, its third that of turned ones; each has
its header and its footers. What stands in its body only shows an office what the styles look like.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeAlias, cast

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.section import CT_SectPr
from docx.section import Section
from docx.shared import Length

from reportgen.document import Document
from reportgen.writers.docx.elements import Element, make, qn, text_element, val
from reportgen.writers.docx.lists import KINDS
from reportgen.writers.docx.parts import add_xml

ORIENTATIONS = (None, "portrait", "landscape")
"""What data-page says, in the order of the sections."""
REVIEW = ("Header", "Slip", "Comment")
"""How the styles begin that only a file for review has."""
_KEPT = (RT.STYLES, RT.NUMBERING, RT.SETTINGS, RT.FONT_TABLE, RT.THEME, RT.FOOTER, RT.FOOTNOTES, RT.ENDNOTES)
_REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))
_AFTER_NUMBERS = (
    *("w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter"),
    *("w:docGrid", "w:printerSettings", "w:sectPrChange"),
)
_AFTER_TRACKING = ("w:defaultTabStop", "w:evenAndOddHeaders", "w:characterSpacingControl", "w:compat")


class Measure(NamedTuple):
    """The size of a type, and how much wider than that its characters stand, in points."""

    size: float
    spacing: float


Measures: TypeAlias = Callable[[str], Measure]


@dataclass(frozen=True, eq=False)
class WordPage:
    """A page in twips; left is the bound side of a right-hand page (margins are mirrored)."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    properties: CT_SectPr = field(repr=False)

    @classmethod
    def of(cls, section: Section) -> WordPage:
        """The page of a section that says what it is."""
        sheet = (section.page_width, section.page_height)
        margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        width, height, top, right, bottom, left = (Length(length or 0).twips for length in (*sheet, *margins))
        return cls(width, height, top, right, bottom, left, section._sectPr)

    @property
    def turned(self) -> bool:
        """Whether the sheet lies on its side."""
        return self.width > self.height

    @property
    def text_width(self) -> int:
        """In twips."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """In points."""
        return (self.height - self.top - self.bottom) / 20

    def section(self, *, numbered: bool, restart: bool, headed: bool) -> Element:
        """The w:sectPr; front matter has no footers, and only a file for review has headers."""
        properties: Any = deepcopy(self.properties)
        wanted = {_REFERENCES[0]: headed, _REFERENCES[1]: numbered}
        unwanted = (qn("w:type"), qn("w:pgNumType"))
        for child in list(properties):
            if not wanted.get(child.tag, child.tag not in unwanted):
                properties.remove(child)
        kind = val("w:type", "oddPage" if restart else "nextPage")  # page 1 is a right-hand page
        properties.insert_element_before(kind, "w:pgSz")
        start = {"start": 1} if restart else {}
        properties.insert_element_before(make("w:pgNumType", fmt="decimal", **start), *_AFTER_NUMBERS)
        return cast("Element", properties)


class Reference:
    """A reference document that is being made into a report."""

    def __init__(self, content: bytes) -> None:
        self.docx = docx.Document(io.BytesIO(content))
        self.part = self.docx.part
        self._sections = list(self.docx.sections)
        pages = map(WordPage.of, self._sections)
        self.pages: Mapping[str | None, WordPage] = dict(zip(ORIENTATIONS, pages, strict=True))
        self._styles: dict[str | None, Element] = {
            style.get(qn("w:styleId")): style for style in self.part.styles.element
        }
        self._measures: dict[str, Measure] = {}

    def measure(self, style: str) -> Measure:
        """The measures of a style, its own or those of what it is based on."""
        if style not in self._measures:
            size = self._inherited(style, "w:sz") or "32"
            self._measures[style] = Measure(float(size) / 2, float(self._inherited(style, "w:spacing") or 0) / 20)
        return self._measures[style]

    def _inherited(self, style: str, name: str) -> str | None:
        """What a style says of its letters; at last what all do."""
        found, seen = self._styles.get(style), set[Element]()
        while found is not None and found not in seen:
            seen.add(found)
            own = found.find(f"{qn('w:rPr')}/{qn(name)}")
            if own is not None:
                return own.get(qn("w:val"))
            above = found.find(qn("w:basedOn"))
            found = self._styles.get(above.get(qn("w:val"))) if above is not None else None
        path = "/".join(map(qn, ("w:docDefaults", "w:rPrDefault", "w:rPr", name)))
        default = self.part.styles.element.find(path)
        return None if default is None else cast("str", default.get(qn("w:val")))

    def numberings(self) -> list[str]:
        """The ids of the numberings of lists, in the order of their kinds."""
        kinds = list(self.numbering.iterchildren(qn("w:abstractNum")))
        ids = {
            name.get(qn("w:val")): kind.get(qn("w:abstractNumId"), "")
            for kind in kinds
            for name in kind.iter(qn("w:name"))
        }
        return [ids[kind] for kind in KINDS]

    @property
    def numbering(self) -> Element:
        """The root of the numbering part."""
        return cast("Element", self.part.numbering_part.element)

    # what a report takes

    def clear(self, *, reviewed: bool) -> None:
        """Leave of the reference document what a report takes of it."""
        body = self.docx.element.body
        for child in list(body):
            body.remove(child)
        for number in list(self.numbering.iterchildren(qn("w:num"))):
            self.numbering.remove(number)
        for tracking in list(self.docx.settings.element.iterchildren(qn("w:trackRevisions"))):
            self.docx.settings.element.remove(tracking)
        for id_, style in self._styles.items():
            if not reviewed and id_ and id_.startswith(REVIEW):
                self.part.styles.element.remove(style)
        kept = (*_KEPT, RT.HEADER) if reviewed else _KEPT
        for id_, relation in list(self.part.rels.items()):
            if relation.reltype not in kept:
                del self.part.rels[id_]

    def review(self, line: str) -> None:
        """What is typed from now on is a tracked change, and every page bears this line."""
        self.docx.settings.element.insert_element_before(make("w:trackRevisions"), *_AFTER_TRACKING)
        for section in self._sections:
            for header in (section.header, section.even_page_header):
                header.paragraphs[0].text = line

    def describe(self, document: Document) -> None:
        """Say what the file is, and nothing of who made the reference document."""
        package = self.part.package
        for id_, relation in list(package.rels.items()):
            if relation.reltype not in (RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES):
                del package.rels[id_]
        properties = package.core_properties
        root = package.part_related_by(RT.CORE_PROPERTIES).element
        for entry in list(root):
            root.remove(entry)
        properties.title, properties.language = document.title, "zh-CN"
        properties.author = properties.last_modified_by = document.unit
        day = document.created
        properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
        application = make("ep:Properties", text_element("ep:Application", "reportgen"))
        add_xml(package, "/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, RT.EXTENDED_PROPERTIES, application)
