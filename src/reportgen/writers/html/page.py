"""Document -> a page to read on a screen: what the report says, with ways through it.

The words of the page are the document's own. All that is added to them (contents at the side,
switches, links) is marked `data-added`: without it the page reads as the document does, and on
paper it is not there. No script: a switch is a checkbox, an explanation opens as the link's target.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from copy import deepcopy

from reportgen.document import Document
from reportgen.document.tree import HEADINGS, DocumentError, squeeze, text_of
from reportgen.writers.html.added import added
from reportgen.writers.html.drawings import redraw_charts
from reportgen.writers.html.elsewhere import link_elsewhere
from reportgen.writers.html.markup import serialized, standalone, trimmed
from reportgen.writers.html.projects import link_projects
from reportgen.writers.html.tables import furnish_tables
from reportgen.writers.html.terms import link_terms


def write_html(document: Document) -> bytes:
    """The document as a file that needs nothing beside it."""
    return page_text(document, page_of(document)).encode()


def page_text(document: Document, root: ET.Element, more: Iterable[str] = ()) -> str:
    """The tree of a page with the document's styles."""
    styles = [standalone(style) for style in (*document.styles, *document.screen, *more)]
    return serialized(document, root, styles)


def page_of(document: Document) -> ET.Element:
    """The document's tree with the ways through it."""
    root = trimmed(document.root)
    body = root.find("body")
    if body is None:
        raise DocumentError("文档没有 body")
    furnish_tables(body)  # first: what a table says is asked before anything is added to its cells
    redraw_charts(body)
    link_terms(body)
    link_projects(body)
    main = ET.Element("main", {"id": "main", "tabindex": "-1"})
    main[:], body[:] = body[:], []
    contents = main.find("nav")
    body.append(added("a", "跳到正文", class_="skip", href="#main"))
    if contents is not None:
        body.append(_side(document, contents))
        main.append(added("a", "目录", class_="to-outline", href="#outline"))
    body.append(main)
    link_elsewhere(document, body)
    return root


def _side(document: Document, contents: ET.Element) -> ET.Element:
    """The contents once more, for the side of a wide screen and the head of a narrow one; without the unit's name."""
    nav = added("nav", class_="side", id="outline", aria_label="目录")
    switch = ET.SubElement(nav, "details")
    ET.SubElement(switch, "summary").text = next((squeeze(text_of(h)) for h in contents if h.tag in HEADINGS), "目录")
    nav.extend(deepcopy([part for part in contents if part.tag in ("ol", "ul")]))
    for element in nav.iter():
        if element is not nav:
            element.attrib.pop("id", None)
        if element.tag == "a" and element.text:
            element.text = element.text.replace(document.unit, "")
    return nav
