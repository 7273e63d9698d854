"""What a reader may ask about or change -> its address: bookmark, content control, and the sidecar that names both.

An address is a place (a section's id), a key (a figure's, or the headings above a sentence, or the words that
name a row) and a number among its like. Its hash names a bookmark and tags an inline content control, so that
either alone finds it again; the sidecar, a custom XML part, says what was written there. Controls are rich text
and inline because LibreOffice doubles the words of plain-text ones and lets block ones grow over what follows.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.document.anchors import Anchor, AnchorKind
from reportgen.writers.docx.elements import Element, Runs, make, qn, root_in, val, vals
from reportgen.writers.docx.marks import name_of

NAMESPACE = "urn:reportgen:addresses:2"
STORE = "{5D0C2F5E-7B0B-5E5C-9C56-0A4B6F1A7E31}"
"""The sidecar's identity: one and the same in all our files."""
LONGEST_LABEL = 64  # Word's own limit for the title and the tag of a control
_TEXT, _CONTROL = qn("w:t"), qn("w:sdt")
_BLANKS = {qn("w:br"): "\n", qn("w:tab"): "\t"}


def hash_of(text: str) -> str:
    """What the sidecar keeps of a written text to tell whether it still stands."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ContentControl:
    """One control, with what was written into it; `pattern` is that with its figures as references,
    where there are any.

    unit: of a figure, printed behind it. locked: computed, not to be changed here; prose: the key is a path in the
    data. row: the table and the row of it in which it stands (7.12); '' outside of tables.
    """

    name: str
    kind: AnchorKind
    place: str
    key: str
    number: int
    text: str
    pattern: str = ""
    unit: str = ""
    locked: bool = False
    prose: bool = False
    row: str = ""

    def write(self, sidecar: Element) -> None:
        """Add its line to the sidecar."""
        line = etree.SubElement(sidecar, f"{{{NAMESPACE}}}a")
        line.text = self.text
        attributes = {"n": self.name, "kind": self.kind, "at": self.place, "key": self.key, "no": str(self.number)}
        attributes["hash"] = hash_of(self.text + self.pattern)
        more = {"as": self.pattern, "unit": self.unit, "locked": "1" * self.locked, "prose": "1" * self.prose}
        more |= {"row": self.row}
        for name, value in (attributes | more).items():
            if value or name in attributes:
                line.set(name, value)


class Addresses:
    """The addresses of one document in reading order (a sentence after the figures in it)."""

    def __init__(self) -> None:
        self.written: list[ContentControl] = []
        self.plain: list[str] = []
        self.row = ""
        self._tables = 0
        self.drawn: list[str] = []
        self.contents: list[str] = []
        self._ids: set[int] = set()

    def rows_of_table(self, count: int) -> Iterator[None]:
        """Go through the rows of a table: what is written meanwhile stands in them."""
        self._tables += 1
        for number in range(1, count + 1):
            self.row = f"{self._tables}.{number}"
            yield
        self.row = ""

    def control(self, anchor: Anchor, content: Runs, pattern: str = "", unit: str = "") -> tuple[str, Runs]:
        """Runs -> the bookmark's name and the runs in their content control.

        A control can't be deleted while reviewing; locked words can't be changed either, because they are computed.
        """
        name = name_of(anchor)
        text = text_in(content)
        kept = pattern if pattern != text else ""
        where = (anchor.kind, anchor.place, anchor.key, anchor.number)
        self.written.append(ContentControl(name, *where, text, kept, unit, anchor.locked, anchor.prose, self.row))
        label, lock = anchor.key[-LONGEST_LABEL:], "sdtContentLocked" if anchor.locked else "sdtLocked"
        settings = vals("w", alias=label, tag=name, id=self._id(name), lock=lock)
        properties = make("w:sdtPr", *settings, val("w15:appearance", "hidden"))
        return name, [make("w:sdt", properties, make("w:sdtContent", *content))]

    def _id(self, name: str) -> int:
        """From the name, so that it is the same in every build; Word wants it positive and unique."""
        number = zlib.crc32(name.encode()) & 0x7FFFFFFF or 1
        while number in self._ids:
            number = number % 0x7FFFFFFF + 1
        self._ids.add(number)
        return number

    def leave(self, content: Runs) -> Runs:
        """Runs without an address: what they say is kept, so that what somebody adds is told from it."""
        if text := "".join(_words(content, inside=False)).strip():
            self.plain.append(text)
        return content

    def sidecar(self) -> Element:
        """The root of the custom XML part."""
        root = root_in(NAMESPACE, "addresses")
        for address in self.written:
            address.write(root)
        for text, count in Counter(self.plain).items():
            etree.SubElement(root, f"{{{NAMESPACE}}}t", no=str(count)).text = text
        for name, texts in (("c", self.drawn), ("o", self.contents)):
            for said in texts:
                etree.SubElement(root, f"{{{NAMESPACE}}}{name}").text = said
        return root


def text_in(content: Iterable[Element]) -> str:
    """The words of written runs, as `read_back` reads them from the file."""
    return "".join(_words(content, inside=True))


def _words(content: Iterable[Element], *, inside: bool) -> Iterator[str]:
    """The words of runs, those in controls only where they are asked for."""
    for element in content:
        if element.tag == _TEXT:
            yield element.text or ""
        elif element.tag in _BLANKS:
            yield _BLANKS[element.tag]
        elif inside or element.tag != _CONTROL:
            yield from _words(element, inside=inside)
