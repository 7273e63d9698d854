"""What stands elsewhere: last year's accounts, the budget, whom to ask."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from reportgen.document import Document
from reportgen.document.tree import HEADINGS, squeeze, text_of
from reportgen.writers.html.added import added


def link_elsewhere(document: Document, body: ET.Element) -> None:
    """A foot with the links; an address that a browser can't safely open is shown, not linked."""
    foot = added("footer")
    links = ET.SubElement(foot, "ul")
    for label, address in document.links:
        if address.lower().startswith(("https://", "http://")):
            _link(links, label, address)
        else:
            ET.SubElement(links, "li").text = f"{label}：{address}"
    contact = body.find(".//section[@id='contact']")
    if contact is not None:
        _link(links, next((squeeze(text_of(h)) for h in contact if h.tag in HEADINGS), "联系"), "#contact")
    _link(links, "回到开头", "#main")
    body.append(foot)


def _link(links: ET.Element, label: str, address: str) -> None:
    ET.SubElement(ET.SubElement(links, "li"), "a", {"href": address}).text = label
