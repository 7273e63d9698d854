"""The words of a block of the document as they are compared."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from reportgen.document.patterns import PATH
from reportgen.document.tree import SVG, squeeze, text_of


def words_of(element: ET.Element) -> str:
    """The words of a block; those of the paragraphs in a cell are set apart."""
    inner = [e for e in element.iter() if e.tag in ("p", "li") and e is not element and not e.findall("p")]
    if inner:
        return "\n".join(squeeze(text_of(e)) for e in inner)
    return "\n".join(squeeze(line) for line in text_of(element).split("\n"))


def frame_of(element: ET.Element) -> str:
    """The words without figures and without what people wrote."""
    return squeeze("".join(_frame(element)))


def _frame(element: ET.Element) -> list[str]:
    parts = [element.text or ""]
    for child in element:
        if child.tag == "data":
            parts.append("｛｝")
        elif child.get(PATH):
            parts.append("｛文｝")
        elif child.tag != SVG:
            parts.append(frame_of(child))
        parts.append(child.tail or "")
    return parts
