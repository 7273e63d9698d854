"""Where an entry stands, as a reader says it: the part, and the section or table by its headings."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import NamedTuple

from reportgen.document.reading import Reading, ReadSection, Standing
from reportgen.document.tree import HEADINGS, squeeze, text_of

COVER = "封面"


class Home(NamedTuple):
    """Where an entry stands: part, section or table by their headings, and the id of the section."""

    part: str
    section: str
    id: str


class Homes:
    """The homes of one document."""

    def __init__(self, reading: Reading) -> None:
        self._standing = reading.standing
        self._found: dict[tuple[ReadSection, tuple[ET.Element, ...]], Home] = {}

    def of(self, at: Standing) -> Home:
        """Its section; below a part's title, the headings above it there."""
        key = at.section, at.headings
        if key not in self._found:
            below = [heading for heading in at.headings if self._names(heading, at.section)]
            home = self._of_section(at.section)
            named = home._replace(section="　".join(map(words_of_heading, below))) if below else home
            self._found[key] = named
        return self._found[key]

    def _names(self, heading: ET.Element, section: ReadSection) -> bool:
        """Whether a heading names what follows it in this section."""
        own = self._standing[heading].section is section
        return own and heading.tag in HEADINGS[1:] and heading.get("class") != "table-title"

    def _of_section(self, section: ReadSection) -> Home:
        if section.above is None:
            return Home("", "", "")
        heading = words_of_heading(section.title) if section.title is not None else ""
        if "cover" in section.classes:
            return Home(COVER, "", section.id)
        if "part" in section.classes:
            return Home(heading, "", section.id)
        number = next((squeeze(text_of(p)) for p in section.element if p.get("class") == "table-number"), None)
        above = self.of(section.above)
        named = f"{heading}（{number}）" if number is not None else heading
        return Home(above.part, named or above.section, section.id)


def words_of_heading(heading: ET.Element) -> str:
    """The words of a heading, its lines behind each other."""
    return " ".join(text_of(heading).split())
