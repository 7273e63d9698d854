"""A block of the document -> its words as a pattern, with figures and a person's words in it as references."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from reportgen.document.tree import REMARK
from reportgen.model.prose import ABSOLUTE, BARE, WORDS

PATH = "data-path"
"""The attribute that names where in the data a person's words stand."""
KEPT = "data-spot"
"""The attribute of a rewritten sentence that keeps the key under which the standard one is found."""
REWRITTEN = "data-rewritten"
"""The attribute of a rewritten sentence that says by whom and when."""
REWRITE = "data-rewrite"
"""The attribute of a rewritten sentence that names its entry in 改写."""
LOST = "data-lost"
"""The attribute of a rewritten sentence with the keys of the figures that it does not tell any more, between |."""
INTERNAL = (PATH, KEPT, REWRITTEN, REWRITE, LOST)
"""What is for the office alone, and printed nowhere."""
_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
_LAYOUT = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\0"  # of a line; a document has no such character


def pattern_of(element: ET.Element) -> str:
    """The words of a block of the document with its figures and the person's words in it as references."""
    lines = "".join(_pattern(element)).split(_BREAK)
    return "\n".join(_LAYOUT.sub(_blank, line.strip(" \t\r\n\f")) for line in lines)


def unit_behind(figure: ET.Element) -> str:
    """The unit that is printed behind a figure of the document; '' where its text brings its own."""
    return figure.get("data-unit", "") if _NUMBER.fullmatch(figure.text or "") else ""


def _blank(found: re.Match[str]) -> str:
    """Layout white space as every writer prints it: none where a line of Chinese goes on."""
    before, after = found.string[found.start() - 1], found.string[found.end()]
    return "" if "\n" in found[0] and not before.isascii() and not after.isascii() else " "


def _pattern(element: ET.Element) -> list[str]:
    parts = [element.text or ""]
    for child in element:
        tail = child.tail or ""
        if child.tag == "data":
            reference, tail = _reference(child, tail)
            parts.append(reference)
        elif child.tag == "span" and child.get(PATH):
            parts.append(f"｛{WORDS}{child.get(PATH)}｝")
        elif child.tag == "br":
            parts.append(_BREAK)
        elif child.tag == REMARK:
            pass  # what a reader is asked is no part of the words
        else:
            parts += _pattern(child)
        parts.append(tail)
    return parts


def _reference(figure: ET.Element, following: str) -> tuple[str, str]:
    """A figure as it is written in words, and what follows it without its unit."""
    key, unit = figure.get("data-key", ""), unit_behind(figure)
    absolute = ABSOLUTE if figure.get("data-abs") else ""
    if not unit or following.startswith(unit):
        return f"｛{key}{absolute}｝", following.removeprefix(unit)
    return f"｛{key}{absolute}{BARE}｝", following
