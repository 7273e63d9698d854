"""What the page adds to the document: elements that say so themselves."""

from __future__ import annotations

import xml.etree.ElementTree as ET

MARK = "data-added"
"""Every element that is not of the document has this attribute; without them the document is left."""


def added(tag: str, text: str = "", **attributes: str) -> ET.Element:
    """An element of the page; `class_` and `for_` stand for the names that Python keeps for itself,
    aria_label for aria-label.
    """
    names = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    element = ET.Element(tag, {**names, MARK: ""})
    element.text = text or None
    return element


def before(parent: ET.Element, child: ET.Element, new: ET.Element) -> None:
    """Put a new element before a child, and so after the words that stand before it."""
    parent.insert(list(parent).index(child), new)


def after(parent: ET.Element, child: ET.Element, new: ET.Element) -> None:
    """Put a new element right after a child, before the words that follow it."""
    new.tail, child.tail = child.tail, None
    parent.insert(list(parent).index(child) + 1, new)
