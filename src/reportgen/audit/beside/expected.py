"""A composed document -> the blocks of words that a print of it has, each with its figures."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.audit.text.letters import Letters, fold, letters_of
from reportgen.checks.engine.passages import BlockWords, Mark
from reportgen.document import Document
from reportgen.document.reading import NOT_READ, Standing, classes_of
from reportgen.document.tree import BLOCKS, HEADINGS

_LEAVES = ("p", "li", "h1", "h2", "h3", "h4", "figcaption", "caption")


@dataclass(frozen=True)
class Slot:
    """A figure in a block: from where to where in its text, under which key."""

    start: int
    end: int
    mark: Mark

    @property
    def key(self) -> str:
        """Of its figure."""
        return self.mark.key

    @property
    def unit(self) -> str:
        """Of its figure."""
        return self.mark.element.get("data-unit", "")


@dataclass(frozen=True)
class WantedBlock:
    """A paragraph, heading, item or note as the report has it. number: among all; nil: that a table has nothing."""

    number: int
    element: ET.Element
    standing: Standing
    letters: Letters
    slots: tuple[Slot, ...]

    @property
    def contents(self) -> bool:
        """Whether it is a line of the table of contents, which says nothing of its own."""
        return self.standing.contents

    @property
    def nil(self) -> bool:
        """Whether it says that a table has nothing."""
        return "nil" in classes_of(self.element)

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.element.tag in HEADINGS

    @property
    def place(self) -> str:
        """The heading of its section."""
        return self.standing.section.heading

    def slot(self, start: int, end: int) -> Slot | None:
        """The figure that a stretch of its text is of."""
        return next((slot for slot in self.slots if slot.start < end and start < slot.end), None)


def blocks_of(document: Document) -> tuple[WantedBlock, ...]:
    """All blocks outside of tables, in reading order."""
    standing = document.reading.standing
    found: list[WantedBlock] = []
    for element in _leaves(document.body):
        words = BlockWords(element)
        text = fold(words.text)
        if not text:
            continue
        slots = tuple(
            Slot(len(fold(words.text[: mark.start])), len(fold(words.text[: mark.end])), mark) for mark in words.marks
        )
        found.append(WantedBlock(len(found), element, standing[element], letters_of(text), slots))
    return tuple(found)


def _leaves(element: ET.Element) -> Iterator[ET.Element]:
    for child in element:
        if child.tag in NOT_READ:
            continue
        if child.tag == "table":
            yield from child.findall("caption")
        elif child.tag in _LEAVES and not any(part.tag in BLOCKS for part in child.iter() if part is not child):
            yield child
        else:
            yield from _leaves(child)
