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
from collections import Counter
from dataclasses import dataclass
from xml.sax.saxutils import unescape

from reportgen.document.anchors import Anchor, AnchorKind
from reportgen.writers.docx.marks import name_of
from reportgen.writers.docx.wml import quoted, words

NAMESPACE = "urn:reportgen:addresses:2"
STORE = "{5D0C2F5E-7B0B-5E5C-9C56-0A4B6F1A7E31}"
"""The sidecar's identity: one and the same in all our files."""
LONGEST_LABEL = 64  # Word's own limit for the title and the tag of a control
_PIECES = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(br|tab)/>")
_CONTROLS = re.compile(r"<(/?)w:sdt>")
_BLANKS = {"br": "\n", "tab": "\t"}


def hash_of(text: str) -> str:
    """What the sidecar keeps of a written text to tell whether it still stands."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ContentControl:
    """One control, with what was written into it; `pattern` is that with its figures as references, where there are any.

    unit: of a figure, printed behind it. locked: computed, not to be changed here; prose: the key is a path in the data.
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

    def xml(self) -> str:
        """Its line in the sidecar."""
        more = "".join(
            f" {name}={quoted(value)}"
            for name, value in (
                ("as", self.pattern),
                ("unit", self.unit),
                ("locked", "1" * self.locked),
                ("prose", "1" * self.prose),
            )
            if value
        )
        return (
            f'<a n="{self.name}" kind="{self.kind}" at={quoted(self.place)} key={quoted(self.key)} '
            f'no="{self.number}" hash="{hash_of(self.text + self.pattern)}"{more}>{words(self.text)}</a>'
        )


class Addresses:
    """The addresses of one document in reading order (a sentence after the figures in it)."""

    def __init__(self) -> None:
        self.written: list[ContentControl] = []
        self.plain: list[str] = []
        self._ids: set[int] = set()

    def control(self, spot: Anchor, content: str, pattern: str = "", unit: str = "") -> tuple[str, str]:
        """Runs -> the bookmark's name and the runs in their content control.

        A control can't be deleted while reviewing; locked words can't be changed either, because they are computed.
        """
        name = name_of(spot)
        text = text_in(content)
        kept = pattern if pattern != text else ""
        self.written.append(
            ContentControl(
                name, spot.kind, spot.place, spot.key, spot.number, text, kept, unit, spot.locked, spot.prose
            )
        )
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

    def leave(self, content: str) -> str:
        """Runs without an address: what they say is kept, so that what somebody adds is told from it."""
        if text := text_outside(content).strip():
            self.plain.append(text)
        return content

    def sidecar_xml(self) -> str:
        """The custom XML part."""
        plain = "".join(f'<t no="{count}">{words(text)}</t>' for text, count in Counter(self.plain).items())
        return f'<addresses xmlns="{NAMESPACE}">{"".join(address.xml() for address in self.written)}{plain}</addresses>'


def text_in(content: str) -> str:
    """The words of written runs, as `read_back` reads them from the file."""
    return "".join(unescape(text) if not blank else _BLANKS[blank] for text, blank in _PIECES.findall(content))


def text_outside(content: str) -> str:
    """The words of written runs that stand in no control."""
    depth, at, outside = 0, 0, []
    for border in _CONTROLS.finditer(content):
        if depth == 0:
            outside.append(content[at : border.start()])
        depth, at = depth + (-1 if border[1] else 1), border.end()
    return text_in("".join(outside) + content[at:])
