"""Text and formats -> pieces of WordprocessingML: runs and paragraphs, children in the schema's order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
# what makes a content control invisible; an editor that doesn't know it ignores it
NEWER_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w15"'
)

STRONG, PENDING, LINK = "Strong", "Pending", "Hyperlink"
Format = frozenset[str]
PLAIN: Format = frozenset()

# Both Latin and Chinese typefaces have these; without a hint Word takes the Latin one and “三公” gets
# narrow quotation marks (ECMA-376 17.3.2.26). The minus sign stays Latin: it stands in columns of figures.
_AMBIGUOUS = re.compile("[§¨°±·×÷\u2010-\u2040\u2100-\u2211\u2213-\u26ff]")


def words(text: str) -> str:
    """Text as element content."""
    return escape(text)


def quoted(text: str) -> str:
    """Text as an attribute value with its quotation marks."""
    return quoteattr(text)


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * 1440 / 25.4)


def run_properties(text: str, form: Format) -> str:
    """The w:rPr of a run: its character style, and the hint where the text needs one."""
    style = next((name for name in (PENDING, LINK, STRONG) if name in form), None)
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    if _AMBIGUOUS.search(text):
        properties += '<w:rFonts w:hint="eastAsia"/>'
    if STRONG in form and style != STRONG:  # a run has one character style; the second becomes direct
        properties += "<w:b/>"
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def run(text: str, form: Format = PLAIN) -> str:
    """One run of text, or nothing for no text."""
    if not text:
        return ""
    return f'<w:r>{run_properties(text, form)}<w:t xml:space="preserve">{words(text)}</w:t></w:r>'


@dataclass
class Paragraph:
    """A paragraph before it is written: a section that ends in it may still be added."""

    style: str
    content: str = ""
    number: tuple[int, int] | None = None  # list, level
    tabs: str = ""
    page_break: bool = False
    keep: bool = False  # on the page of what follows
    section: str = ""

    def xml(self) -> str:
        """The w:p element."""
        properties = f'<w:pStyle w:val="{self.style}"/>'
        if self.keep:
            properties += "<w:keepNext/>"
        if self.page_break:
            properties += "<w:pageBreakBefore/>"
        if self.number:
            listing, level = self.number
            properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listing}"/></w:numPr>'
        if self.tabs:
            properties += f"<w:tabs>{self.tabs}</w:tabs>"
        return f"<w:p><w:pPr>{properties}{self.section}</w:pPr>{self.content}</w:p>"
