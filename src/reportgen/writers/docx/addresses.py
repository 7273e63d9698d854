"""What a reader may ask about or change -> its address: bookmark, content control, and the sidecar that names both.

An address is a place (a section's id), a key (a figure's, or the headings above a sentence, or the words that
name a row) and a number among its like. Its hash names a bookmark and tags an inline content control, so that
either alone finds it again; the sidecar, a custom XML part, says what was written there. Controls are rich text
and inline because LibreOffice doubles the words of plain-text ones and lets block ones grow over what follows.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from xml.sax.saxutils import unescape

from reportgen.spots import Kind, Spot
from reportgen.writers.docx.marks import name_of
from reportgen.writers.docx.wml import quoted, words

NAMESPACE = "urn:reportgen:addresses:1"
STORE = "{5D0C2F5E-7B0B-5E5C-9C56-0A4B6F1A7E31}"
"""The sidecar's identity: one and the same in all our files."""
LONGEST_LABEL = 64  # Word's own limit for the title and the tag of a control
_PIECES = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(br|tab)/>")
_BLANKS = {"br": "\n", "tab": "\t"}


def hash_of(text: str) -> str:
    """What the sidecar keeps of a written text to tell whether it still stands."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Address:
    """One control, with what was written into it."""

    name: str
    kind: Kind
    place: str
    key: str
    number: int
    text: str

    def xml(self) -> str:
        """Its line in the sidecar."""
        return (
            f'<a n="{self.name}" kind="{self.kind}" at={quoted(self.place)} key={quoted(self.key)} '
            f'no="{self.number}" hash="{hash_of(self.text)}">{words(self.text)}</a>'
        )


class Addresses:
    """The addresses of one document in reading order (a sentence after the figures in it)."""

    def __init__(self) -> None:
        self.written: list[Address] = []
        self._ids: set[int] = set()

    def control(self, spot: Spot, content: str) -> tuple[str, str]:
        """Runs -> the bookmark's name and the runs in their content control.

        A control can't be deleted while reviewing; locked words can't be changed either, because they are computed.
        """
        name = name_of(spot)
        self.written.append(Address(name, spot.kind, spot.place, spot.key, spot.number, text_in(content)))
        return name, (
            f'<w:sdt><w:sdtPr><w:alias w:val={quoted(spot.key[-LONGEST_LABEL:])}/><w:tag w:val="{name}"/>'
            f'<w:id w:val="{self._id(name)}"/><w:lock w:val="{"sdtContentLocked" if spot.locked else "sdtLocked"}"/>'
            f'<w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
        )

    def _id(self, name: str) -> int:
        """From the name, so that it is the same in every build; Word wants it positive and unique."""
        number = zlib.crc32(name.encode()) & 0x7FFFFFFF or 1
        while number in self._ids:
            number = number % 0x7FFFFFFF + 1
        self._ids.add(number)
        return number

    def sidecar_xml(self) -> str:
        """The custom XML part."""
        return (
            f'<addresses xmlns="{NAMESPACE}">{"".join(address.xml() for address in self.written)}</addresses>'
        )


def text_in(content: str) -> str:
    """The words of written runs, as `read_back` reads them from the file."""
    return "".join(
        unescape(text) if not blank else _BLANKS[blank] for text, blank in _PIECES.findall(content)
    )
