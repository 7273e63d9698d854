"""Element, class and neighbours -> paragraph style and page break; what is not listed here stops the writer."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import NamedTuple

from reportgen.document.tree import HEADINGS
from reportgen.writers.docx.inline import classes, refuse

SECTIONS = ("cover", "part", "text", "statement", "annex", "slip")
UNNUMBERED = ("cover", "slip")
"""Sections without folios, before the first that has them."""
PARAGRAPHS = {
    ("h1", ""): "Heading1",
    ("h2", ""): "Heading2",
    ("h3", ""): "Heading3",
    ("h4", ""): "Heading4",
    ("h2", "table-title"): "TableTitle",
    ("p", ""): "BodyText",
    ("p", "table-number"): "TableNumber",
    ("p", "table-meta"): "TableMeta",
    ("p", "note"): "TableNote",
    ("p", "nil"): "NilSentence",
    ("p", "slip-title"): "SlipTitle",
    ("p", "slip-heading"): "SlipHeading",
    ("p", "slip-note"): "SlipNote",
    ("p", "signed"): "Signed",
}
# a cover's heading is the document's title, not a heading of the contents
_COVER = {"h1": "Title", "h2": "Subtitle", "p": "Subtitle"}


class Setting(NamedTuple):
    """What stands round an element."""

    parent: ET.Element
    before: ET.Element | None
    after: ET.Element | None


def _is(element: ET.Element | None, tag: str, name: str) -> bool:
    return element is not None and element.tag == tag and name in (element.get("class") or "").split()


def style_of(element: ET.Element, setting: Setting) -> str:
    """The paragraph style of a heading or a paragraph."""
    if _is(setting.parent, "section", "cover"):
        return _cover_style(element, setting)
    names = classes(element, [name for tag, name in PARAGRAPHS if tag == element.tag])
    if len(names) > 1:
        raise refuse(element, f'class="{" ".join(names)}"')
    style = PARAGRAPHS[element.tag, "".join(names)]
    if style == "Heading1" and _is(setting.after, "section", "statement"):
        return "PartTitle"  # stands alone on its page
    if style == "Heading1" and heads_a_form(element, setting):
        return "AnnexTitle"
    if style == "Heading2" and _is(setting.parent, "section", "annex") and setting.before is None:
        return "TableTitle" if belongs_to_form(element, setting) else "AnnexHeading"
    if style == "Heading3" and _is(setting.parent, "section", "annex") and _is(setting.after, "p", "table-meta"):
        return "FormTitle"
    if style == "TableNote":
        form = any(_is(e, "table", "form") for e in setting.parent)
        return ("FormNote" if form else "TableNote") + ("More" if _is(setting.before, "p", "note") else "")
    return style


def _cover_style(element: ET.Element, setting: Setting) -> str:
    """By place: the unit first, the date last."""
    classes(element, ())
    if element.tag not in _COVER:
        raise refuse(element, "封面")
    if element.tag == "p" and setting.before is None:
        return "CoverUnit"
    if element.tag == "p" and setting.after is None and element.get("id") != "corrected":
        title = setting.parent.find("h1")
        tall = title is not None and len(title.findall("br")) > 1
        return "CoverDateTall" if tall else "CoverDate"
    return _COVER[element.tag]


def starts_page(section: ET.Element, setting: Setting) -> bool:
    """Parts and statutory tables begin a page; so does a form after another."""
    kinds = (section.get("class") or "").split()
    return (
        "part" in kinds
        or "statement" in kinds
        or "slip" in kinds
        or ("annex" in kinds and _is(setting.before, "section", "annex"))
    )


def heads_a_form(element: ET.Element, setting: Setting) -> bool:
    """A part's title goes on the page of the form that follows it."""
    after = setting.after
    return (
        element.tag == "h1"
        and after is not None
        and _is(after, "section", "annex")
        and (after.get("data-page") == "portrait" or _leads_to_form([after]))
    )


def belongs_to_form(element: ET.Element, setting: Setting) -> bool:
    """A form, its titles and its notes take the page of the tables, whatever stands in the same section."""
    if not _is(setting.parent, "section", "annex"):
        return False
    siblings = list(setting.parent)
    place = siblings.index(element)
    if element.tag in HEADINGS:
        return _leads_to_form(siblings[place + 1 :])
    if _is(element, "p", "note"):
        return any(_is(e, "table", "form") for e in siblings[:place])
    return _is(element, "p", "table-meta") or _is(element, "table", "form")


def _leads_to_form(following: list[ET.Element]) -> bool:
    """Only headings stand before a form or the line above it."""
    for number, element in enumerate(following):
        if _is(element, "section", "annex"):
            return _leads_to_form([*element, *following[number + 1 :]])
        if element.tag not in HEADINGS:
            return _is(element, "p", "table-meta") or _is(element, "table", "form")
    return False
