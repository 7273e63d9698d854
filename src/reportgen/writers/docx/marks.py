"""Ids and addresses of the tree -> bookmarks of unique number and of a name that Word takes."""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ET

from reportgen.document.anchors import Anchor, AnchorKind
from reportgen.document.tree import HEADINGS, DocumentError
from reportgen.writers.docx.elements import Runs, make

_PREFIXES: dict[AnchorKind, str] = {"figure": "rg_", "words": "rw_", "row": "rr_"}
LONGEST_NAME = 40  # Word cuts off what is longer


def _digest(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:12]


def name_of(anchor: Anchor) -> str:
    """The bookmark and the tag of an address: the same in every build as long as the address is."""
    return _PREFIXES[anchor.kind] + _digest(f"{anchor.place}\n{anchor.key}\n{anchor.number}")


class WordMarks:
    """The bookmarks of one document."""

    def __init__(self, body: ET.Element) -> None:
        self.targets = {(a.get("href") or "").removeprefix("#") for a in body.iter("a")}
        self._written: set[str] = set()
        self._names: dict[str, str] = {}
        self._count = 0

    def wanted(self, element: ET.Element) -> bool:
        """Headings are always marked, other blocks when a link leads to them."""
        name = element.get("id")
        return bool(name) and (element.tag in HEADINGS or name in self.targets)

    def name(self, address: str) -> str:
        """The bookmark of an id: letters, digits and _ only, not beginning with a digit, not too long."""
        if address not in self._names:
            name = re.sub(r"\W", "_", address)
            if not name[:1].isalpha():
                name = "b_" + name
            if len(name) > LONGEST_NAME or name in self._names.values():
                name = name[: LONGEST_NAME - 13] + "_" + _digest(address)
            self._names[address] = name
        return self._names[address]

    def around(self, name: str, content: Runs) -> Runs:
        """The content between the two ends of a bookmark."""
        self._count += 1
        self._written.add(name)
        return [make("w:bookmarkStart", id=self._count, name=name), *content, make("w:bookmarkEnd", id=self._count)]

    def refuse_lost_links(self) -> None:
        """After the walk: every link must lead to a bookmark that was written."""
        lost = sorted(target for target in self.targets if self.name(target) not in self._written)
        if lost:
            raise DocumentError(f"链接指向的地方不在文档里：{'、'.join('#' + name for name in lost)}")
