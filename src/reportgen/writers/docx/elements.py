"""Elements of Word's XML, made by python-docx's element factory: what its API lacks is put together here.

An element has the classes of python-docx, so that its API goes on where this module stops.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser
from lxml import etree

Element: TypeAlias = etree._Element
Runs: TypeAlias = list[Element]
"""What stands in a paragraph: runs, controls, links and the markers between them."""

NAMESPACES = {
    **nsmap,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "ds": "http://schemas.openxmlformats.org/officeDocument/2006/customXml",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
}
W = f"{{{NAMESPACES['w']}}}"
_QUALIFIED = ("w", "w15", "ds")
"""The vocabularies whose attributes bear the prefix of their element."""

STRONG, PENDING, LINK = "Strong", "Pending", "Hyperlink"
Format = frozenset[str]
PLAIN: Format = frozenset()

# Both Latin and Chinese typefaces have these; without a hint Word takes the Latin one and “三公” gets
# narrow quotation marks (ECMA-376 17.3.2.26). The minus sign stays Latin: it stands in columns of figures.
_AMBIGUOUS = re.compile("[§¨°±·×÷\u2010-\u2040\u2100-\u2211\u2213-\u26ff]")


@cache
def qn(name: str) -> str:
    """w:p -> the name as lxml has it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


@cache
def _tag(name: str) -> tuple[str, str, dict[str, str]]:
    prefix = name.partition(":")[0]
    return prefix, qn(name), {prefix: NAMESPACES[prefix]}


@cache
def _attribute(element: str, name: str) -> str:
    prefix, _, local = name.rpartition("_")
    prefix = prefix or (element if element in _QUALIFIED else "")
    return qn(f"{prefix}:{local}") if prefix else local


def make(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """An element with its children (None is none); an attribute of another vocabulary is written r_id, xml_space."""
    prefix, tag, declared = _tag(name)
    others = {other for key in attributes if (other := key.rpartition("_")[0]) not in ("", "xml")}
    if others:  # else they take whatever prefix another library has made known
        declared = {**declared, **{other: NAMESPACES[other] for other in sorted(others)}}
    made: Element = oxml_parser.makeelement(
        tag, {_attribute(prefix, key): str(value) for key, value in attributes.items()}, declared
    )
    for child in children:
        if child is not None:
            made.append(child)
    return made


def text_element(name: str, text: str, **attributes: str | int) -> Element:
    """An element that holds words."""
    made = make(name, **attributes)
    made.text = text
    return made


def document_root() -> Element:
    """An empty w:document; an editor that doesn't know what makes a control invisible ignores it."""
    declared = {prefix: NAMESPACES[prefix] for prefix in ("w", "r", "wp", "a", "c", "mc", "w15")}
    return oxml_parser.makeelement(qn("w:document"), {qn("mc:Ignorable"): "w15"}, declared)


def root_in(namespace: str, name: str, **attributes: str) -> Element:
    """The root of a part in a vocabulary of our own."""
    unprefixed: Any = {None: namespace}
    return etree.Element(f"{{{namespace}}}{name}", attributes, nsmap=unprefixed)


def val(name: str, value: str | int) -> Element:
    """An element that says one thing: <w:jc w:val="center"/>."""
    return make(name, val=value)


def vals(vocabulary: str, /, **said: str | int) -> list[Element]:
    """Several elements that each say one thing, in their order."""
    return [val(f"{vocabulary}:{name}", value) for name, value in said.items()]


def on(name: str, wanted: object = True) -> Element | None:
    """A switch, where it is wanted."""
    return make(name) if wanted else None


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * 1440 / 25.4)


def run_properties(text: str, form: Format) -> Element | None:
    """The w:rPr of a run: its character style, and the hint where the text needs one."""
    style = next((name for name in (PENDING, LINK, STRONG) if name in form), None)
    hint = _AMBIGUOUS.search(text) is not None
    second = STRONG in form and style != STRONG  # a run has one character style; the second becomes direct
    if not (style or hint or second):
        return None
    return make(
        "w:rPr",
        val("w:rStyle", style) if style else None,
        make("w:rFonts", hint="eastAsia") if hint else None,
        on("w:b", second),
    )


def run(text: str, form: Format = PLAIN) -> Runs:
    """One run of text, or nothing for no text."""
    if not text:
        return []
    return [make("w:r", run_properties(text, form), text_element("w:t", text, xml_space="preserve"))]


def field_runs(code: str, shown: str, *, dirty: bool = False) -> Runs:
    """A field with what it shows; a dirty one Word works out when it opens the file."""
    return [*field_begin(code, dirty=dirty), *run(shown), field_end()]


def field_begin(code: str, *, dirty: bool = False) -> Runs:
    """The runs of a field before what it shows."""
    begin = make("w:fldChar", fldCharType="begin", **({"dirty": "true"} if dirty else {}))
    return [
        make("w:r", begin),
        make("w:r", text_element("w:instrText", f" {code} ", xml_space="preserve")),
        make("w:r", make("w:fldChar", fldCharType="separate")),
    ]


def field_end() -> Element:
    """The run that closes a field."""
    return make("w:r", make("w:fldChar", fldCharType="end"))


@dataclass
class Paragraph:
    """A paragraph before it is written: a section that ends in it may still be added."""

    style: str
    content: Runs = field(default_factory=list)
    number: tuple[int, int] | None = None  # list, level
    tab: int = 0  # where words at the right end, in twips
    page_break: bool = False
    keep: bool = False  # on the page of what follows
    section: Element | None = None

    def element(self) -> Element:
        """The w:p."""
        properties = make(
            "w:pPr",
            val("w:pStyle", self.style),
            on("w:keepNext", self.keep),
            on("w:pageBreakBefore", self.page_break),
            make("w:numPr", val("w:ilvl", self.number[1]), val("w:numId", self.number[0])) if self.number else None,
            make("w:tabs", make("w:tab", val="right", pos=self.tab)) if self.tab else None,
            self.section,
        )
        return make("w:p", properties, *self.content)
