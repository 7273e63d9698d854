"""A tree -> the one reading of it: of every element its section, the headings above it, and its block.

Writers of addresses, remarks, differences and explanations all ask here instead of walking the tree themselves.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reportgen.document.tree import BLOCKS, HEADINGS, REMARK, SVG, squeeze, text_of

ANNEX = "annex"
NOT_READ = (SVG, REMARK)
_HOLDERS = BLOCKS | {"tr", "figcaption"}


@dataclass(frozen=True, eq=False, slots=True)
class ReadSection:
    """A section; the outermost is the tree itself. A section without an id or a title goes by those of the one
    around it.

    place: the id by which addresses name it; an annex inside an annex has that of its outer one, because its own only
    counts.
    """

    element: ET.Element
    id: str
    place: str
    title: ET.Element | None
    heading: str
    above: Standing | None = None
    """Where it begins in the section around it."""
    numbered: bool = False
    """An annex inside an annex."""

    @property
    def classes(self) -> list[str]:
        """The classes of its element."""
        return classes_of(self.element)


@dataclass(frozen=True, eq=False, slots=True)
class Standing:
    """Where an element stands, itself included.

    headings: those above it in its section (an annex inside an annex goes on with those of its outer one), outermost
    first; block: the id of the nearest element that has one; holder: the nearest block, row or caption.
    """

    section: ReadSection
    headings: tuple[ET.Element, ...]
    block: str
    holder: ET.Element
    contents: bool = False
    """Inside the table of contents."""


@dataclass(frozen=True)
class PrintedPlace:
    """Where a figure is printed: the id and heading of its section, its block, its printed text."""

    section: str
    heading: str
    block: str
    key: str
    text: str
    element: ET.Element


class Reading:
    """The standing of every element of a tree, in reading order; drawings and remarks are not read."""

    def __init__(self, root: ET.Element) -> None:
        self.root = root
        self.standing: dict[ET.Element, Standing] = {}
        self.sections: dict[str, ReadSection] = {}
        """By id, the first of each."""
        self._walk(root, Standing(ReadSection(root, "", "", None, ""), (), "", root), [])

    def _walk(self, element: ET.Element, above: Standing, trail: list[ET.Element]) -> None:
        """`trail` are the headings above, added to while the reading goes on."""
        section, contents = above.section, above.contents
        if element.tag == "section":
            section = self._section(element, above)
            trail = trail if section.numbered else []
        elif element.tag == "nav":
            contents, trail = True, []
        elif element.tag in HEADINGS and not contents:
            trail[:] = [*(heading for heading in trail if heading.tag < element.tag), element]
        here = above
        block = element.get("id") or above.block
        holder = element if element.tag in _HOLDERS else above.holder
        if block != above.block or holder is not above.holder:
            here = Standing(section, tuple(trail), block, holder, contents)
        self.standing[element] = here
        for child in element:
            if child.tag in NOT_READ:
                continue
            self._walk(child, here, trail)
            if child.tag in HEADINGS or child.tag == "section":
                here = Standing(section, tuple(trail), block, holder, contents)

    def _section(self, element: ET.Element, above: Standing) -> ReadSection:
        around = above.section
        name = element.get("id") or around.id
        numbered = ANNEX in classes_of(element) and ANNEX in around.classes
        title = next((child for child in element if child.tag in HEADINGS), None)
        heading = around.heading if title is None else squeeze(text_of(title))
        section = ReadSection(element, name, around.place if numbered else name, title, heading, above, numbered)
        self.sections.setdefault(name, section)
        return section

    @property
    def parts(self) -> list[ReadSection]:
        """第一部分 and so on, in their order."""
        return [section for section in self.sections.values() if "part" in section.classes]

    @cached_property
    def parents(self) -> dict[ET.Element, ET.Element]:
        """Every element's parent."""
        return {child: element for element in self.standing for child in element}

    @cached_property
    def printed(self) -> tuple[PrintedPlace, ...]:
        """Every figure of text and tables."""
        return tuple(
            PrintedPlace(
                at.section.id, at.section.heading, at.block, element.get("data-key") or "", text_of(element), element
            )
            for element, at in self.standing.items()
            if element.tag == "data"
        )

    @cached_property
    def charted(self) -> tuple[PrintedPlace, ...]:
        """The amounts and shares that charts print at their points, without their unit as elsewhere."""
        return tuple(
            PrintedPlace(
                at.section.id,
                at.section.heading,
                element.get("id") or "",
                printed.get("key") or "",
                printed["text"].removesuffix("%"),
                element,
            )
            for element, at in self.standing.items()
            for point in json.loads(element.get("data-series") or "[]")
            for printed in (point, point.get("share"))
            if printed
        )

    @property
    def figures(self) -> tuple[PrintedPlace, ...]:
        """Every printed figure: those of text and tables in reading order, then those of the charts."""
        return (*self.printed, *self.charted)

    def pending(self) -> Iterator[tuple[str, str]]:
        """Heading and words around of everything that is still to be filled in."""
        for element, at in self.standing.items():
            if element.tag == "span" and element.get("class") == "pending":
                yield at.section.heading, _around(_words(at.holder), squeeze(text_of(element)))


def places(root: ET.Element) -> tuple[PrintedPlace, ...]:
    """The printed figures of a tree that is no document yet, or of a part of one."""
    return Reading(root).printed


def classes_of(element: ET.Element) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def place_in_words(place: PrintedPlace) -> str:
    """Where a figure stands, for a reader: heading, block, and the name of the chart that it is a point of."""
    chart = place.element.find("figcaption") if place.element.tag == "figure" else None
    drawn = f"（{squeeze(text_of(chart))}）" if chart is not None else ""
    return f"{place.heading or '（没有标题）'}　{place.block}{drawn}"


def _words(block: ET.Element) -> str:
    """The words of a block; the cells of a row stay apart."""
    cells = [squeeze(text_of(cell)) for cell in block] if block.tag == "tr" else [squeeze(text_of(block))]
    return "　".join(cell for cell in cells if cell)


def _around(words: str, pending: str) -> str:
    """A line's worth of words, with what is pending in it."""
    at = words.find(pending)
    start, end = max(0, at - 20), at + len(pending) + 20
    return f"{'…' if start else ''}{words[start:end]}{'…' if end < len(words) else ''}"
