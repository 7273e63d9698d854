"""Document and report -> what a reader reads: passages with their figures, and whose words they are."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from reportgen.checks.engine.whose import Prose, Whose
from reportgen.document import Document
from reportgen.document.patterns import PATH
from reportgen.document.reading import NOT_READ, PrintedPlace, Reading, ReadSection
from reportgen.document.tree import BLOCKS, SVG
from reportgen.figures import FigureBook
from reportgen.model.finding import Source

PENDING = "〓"
"""Stands for a 【待填】 of the document: neither a word nor a number."""
_READ = ("p", "li", "h1", "h2", "h3", "h4", "td", "th")


class Placed(Protocol):
    """What begins somewhere in a text."""

    @property
    def start(self) -> int:
        """Where."""


Stretch = TypeVar("Stretch", bound=Placed)


@dataclass(frozen=True)
class Mark:
    """A printed figure inside a passage: it is no typed number."""

    start: int
    end: int
    key: str
    element: ET.Element


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading or cell as printed, on one line."""

    section: str
    heading: str
    tag: str
    text: str
    marks: tuple[Mark, ...]
    typed_spans: tuple[tuple[int, int, str], ...]
    """Where a person's words begin and end, and their address in the data."""
    element: ET.Element

    def typed(self, start: int, end: int) -> bool:
        """Whether no part of this span is a figure that the program printed."""
        return all(end <= m.start or start >= m.end for m in self.marks)

    def quoted(self, mark: Mark) -> bool:
        """Whether a figure stands in a person's words, which named it."""
        return any(start <= mark.start and mark.end <= end for start, end, _ in self.typed_spans)

    def around(self, start: int, end: int, more: int = 8) -> str:
        """The span with some words before and after it."""
        left, right = max(0, start - more), min(len(self.text), end + more)
        return f"{'…' if left else ''}{self.text[left:right]}{'…' if right < len(self.text) else ''}"

    def clause(self, start: int) -> str:
        """The words from the last comma or full stop up to here."""
        return re.split(r"[，。；：、（]", self.text[:start])[-1]


@dataclass(frozen=True)
class FoundText:
    """A place in a passage where a pattern was found."""

    passage: Passage
    start: int
    end: int
    match: re.Match[str]


@dataclass(eq=False)
class Printed:
    """One document as a reader has it, beside the report that it was made from."""

    book: FigureBook
    document: Document

    @cached_property
    def places(self) -> tuple[PrintedPlace, ...]:
        """Every printed figure."""
        return self.document.reading.printed

    @cached_property
    def texts(self) -> dict[str, str]:
        """Key -> how it is first printed with its sign."""
        found: dict[str, str] = {}
        for place in self.places:
            if place.key and place.element.get("data-abs") != "1":
                found.setdefault(place.key, place.text)
        return found

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Paragraphs, headings and cells in reading order; statutory tables and contents are read elsewhere."""
        return tuple(_Passages(self.document.reading).inside(self.document.body))

    @cached_property
    def _whole(self) -> tuple[str, list[int]]:
        starts, at = [], 0
        for passage in self.passages:
            starts.append(at)
            at += len(passage.text) + 1
        return "\n".join(p.text for p in self.passages), starts

    def find(self, pattern: re.Pattern[str]) -> Iterator[FoundText]:
        """Every match of a pattern; no pattern may run over a line."""
        for match in pattern.finditer(self._whole[0]):
            passage, start = self._passage_at(match.start())
            if start + match.end() - match.start() <= len(passage.text):
                yield FoundText(passage, start, start + match.end() - match.start(), match)

    def look_for(self, finder: Callable[[str], Iterable[Stretch]]) -> Iterator[tuple[Passage, int, Stretch]]:
        """What a function finds in all that is printed, a line for each passage: with its passage, and where there."""
        for found in finder(self._whole[0]):
            yield *self._passage_at(found.start), found

    def _passage_at(self, place: int) -> tuple[Passage, int]:
        """The passage at a place of the whole, and the place within it."""
        starts = self._whole[1]
        number = bisect_right(starts, place) - 1
        return self.passages[number], place - starts[number]

    @cached_property
    def whose(self) -> Whose:
        """Who wrote what is printed."""
        return Whose(self.book)

    @property
    def prose(self) -> tuple[Prose, ...]:
        """Every paragraph that a person typed."""
        return self.whose.paragraphs

    def origin(self, passage: Passage, start: int, end: int) -> Prose | None:
        """The person's paragraph that stands in the passage and meets this span."""
        return self.whose.prose(passage, start, end)

    def source(self, prose: Prose, words: str) -> Source | None:
        """The line of the data where these words stand; else where the text begins."""
        return self.whose.source(prose, words)


class _Passages:
    """The passages of a document, each under the heading of its section as it is read."""

    def __init__(self, reading: Reading) -> None:
        self._standing = reading.standing
        self._headings: dict[ReadSection, str] = {}

    def inside(self, element: ET.Element) -> Iterator[Passage]:
        for child in element:
            if child.tag == "nav" or child.tag in NOT_READ or child.get("class") == "statement":
                continue
            if child.tag in _READ and not any(c.tag in BLOCKS for c in child.iter() if c is not child):
                read = BlockWords(child)
                if read.text and not read.one_figure:
                    section = self._standing[child].section
                    heading, marks, spans = self._heading(section), tuple(read.marks), tuple(read.spans)
                    yield Passage(section.id, heading, child.tag, read.text, marks, spans, child)
            else:
                yield from self.inside(child)

    def _heading(self, section: ReadSection) -> str:
        if section not in self._headings:
            above = self._heading(section.above.section) if section.above else ""
            self._headings[section] = above if section.title is None else BlockWords(section.title).text
        return self._headings[section]


class BlockWords:
    """The words of a block on one line, and where its figures and the person's words in it stand."""

    def __init__(self, block: ET.Element) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.marks: list[Mark] = []
        self.spans: list[tuple[int, int, str]] = []
        self._walk(block)
        self.text = "".join(self._parts)
        if path := block.get(PATH):
            self.spans.append((0, self._length, path))

    @property
    def one_figure(self) -> bool:
        """Whether a figure is all that there is."""
        return len(self.marks) == 1 and self.marks[0].end - self.marks[0].start == len(self.text)

    def _add(self, text: str | None) -> None:
        if text:
            joined = re.sub(r"\s*\n\s*", "", text)
            self._parts.append(joined)
            self._length += len(joined)

    def _walk(self, element: ET.Element) -> None:
        self._add(PENDING if element.get("class") == "pending" else element.text)
        for child in element:
            start = self._length
            if child.tag == "br":
                self._add(" ")
            elif child.tag != SVG:
                self._walk(child)
            if child.tag == "data":
                self.marks.append(Mark(start, self._length, child.get("data-key") or "", child))
            elif path := child.get(PATH):
                self.spans.append((start, self._length, path))
            self._add(child.tail)
