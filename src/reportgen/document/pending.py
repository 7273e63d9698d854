"""A composed tree -> the same tree, in which every 待填 in a person's words is marked as such.

A draft shows them in red and a final build stops at them, wherever they were typed: in a name, a
reason, a goal, or in the middle of a sentence.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from reportgen.document.tree import SVG

PENDING = re.compile(r"【待填[^】]*】|待填")
LEFT_ALONE = (SVG, "title", "head", "data")
"""What may hold no span; and a span that is marked already."""


def mark_pending(root: ET.Element) -> None:
    """Wrap every 待填 that stands outside a span.pending in one."""
    for parent in list(root.iter()):
        if parent.tag in LEFT_ALONE or parent.get("class") == "pending":
            continue
        if parent.text and PENDING.search(parent.text):
            parent.text, spans = _split(parent.text)
            parent[:0] = spans
        for child in list(parent):
            if child.tail and PENDING.search(child.tail):
                child.tail, spans = _split(child.tail)
                at = list(parent).index(child) + 1
                parent[at:at] = spans


def _split(text: str) -> tuple[str, list[ET.Element]]:
    """The words before the first 待填, and a span for each with the words behind it."""
    ends = [*(match.start() for match in PENDING.finditer(text)), len(text)]
    spans = []
    for match, end in zip(PENDING.finditer(text), ends[1:], strict=True):
        span = ET.Element("span", {"class": "pending"})
        span.text = match[0] if match[0].startswith("【") else f"【{match[0]}】"
        span.tail = text[match.end() : end]
        spans.append(span)
    return text[: ends[0]], spans
