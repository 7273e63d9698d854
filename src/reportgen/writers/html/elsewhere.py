"""What stands elsewhere: last year's accounts, the budget, whatever address the data give."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from reportgen.document import Document
from reportgen.writers.html.added import added


def link_elsewhere(document: Document, body: ET.Element) -> None:
    """A foot with the links; an address that a browser can't safely open is shown, not linked."""
    foot = added("footer")
    links = ET.SubElement(foot, "ul")
    for label, address in document.links:
        item = ET.SubElement(links, "li")
        if address.lower().startswith(("https://", "http://")):
            ET.SubElement(item, "a", {"href": address}).text = label
        else:
            item.text = f"{label}：{address}"
    top = ET.SubElement(ET.SubElement(links, "li"), "a", {"href": "#main"})
    top.text = "回到开头"
    body.append(foot)
