"""Document and report -> what a reader reads: passages with their figures, and whose words they are."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

from reportgen.document import Document
from reportgen.document.reading import NOT_READ, PrintedPlace, Reading, ReadSection
from reportgen.document.tree import BLOCKS, SVG
from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.prose import plain
from reportgen.model.finding import Source
from reportgen.model.prose import paragraphs
from reportgen.model.schema import top_fields

PENDING = "〓"
"""Stands for a 【待填】 of the document: neither a word nor a number."""
HEAD = 4
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

    def typed(self, start: int, end: int) -> bool:
        """Whether no part of this span is a figure that the program printed."""
        return all(end <= m.start or start >= m.end for m in self.marks)

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


@dataclass(frozen=True)
class Prose:
    """A paragraph that a person typed: its path in the data, as typed, as printed, without its last mark."""

    path: tuple[str | int, ...]
    raw: str
    text: str

    @property
    def tells(self) -> bool:
        """Whether these words, found inside others, are surely these: 52人 and 良好 are not."""
        return len(self.text) >= 2 * HEAD or (len(self.text) >= HEAD and not any(c.isdigit() for c in self.text))


@dataclass(eq=False)
class Printed:
    """One document as a reader has it, beside the report that it was made from."""

    book: FigureBook
    document: Document
    _lines: dict[str, list[str]] = field(default_factory=dict, repr=False)
    _origins: dict[str, tuple[tuple[Prose, int], ...]] = field(default_factory=dict, repr=False)

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
    def prose(self) -> tuple[Prose, ...]:
        """Every paragraph that a person typed."""
        data = self.book.loaded.data
        found: list[Prose] = []
        for name, field_ in top_fields().items():
            if field_.term.prose is not False:  # else nobody writes sentences there
                for path, text in _texts(getattr(data, field_.name), (name,)):
                    found.extend(Prose(path, part, self._as_printed(part)) for part in paragraphs(text))
        return tuple(sorted(found, key=lambda p: -len(p.text)))

    def _as_printed(self, text: str) -> str:
        try:
            return plain(self.book, text).rstrip("。；;，, ")
        except UnknownKey:
            return text

    def origin(self, passage: Passage, start: int, end: int) -> Prose | None:
        """The longest of the person's paragraphs that stands in the passage and meets this span."""
        return next(
            (prose for prose, at in self._paragraphs_in(passage.text) if at < end and start < at + len(prose.text)),
            None,
        )

    def _paragraphs_in(self, text: str) -> tuple[tuple[Prose, int], ...]:
        """The person's paragraphs that stand in a text, the longest first, and where."""
        if text not in self._origins:
            starts = {text[n : n + HEAD] for n in range(len(text))}  # a search for every paragraph would be slow
            self._origins[text] = tuple(
                (prose, at)
                for prose in self.prose
                if prose.text == text or (prose.text[:HEAD] in starts and prose.tells)
                for at in _places(prose.text, text)
            )
        return self._origins[text]

    def source(self, prose: Prose, words: str) -> Source | None:
        """The line of the data where these words stand; else where the text begins."""
        loaded = self.book.loaded
        begin = next((s for n in range(len(prose.path), 0, -1) if (s := loaded.source(*prose.path[:n]))), None)
        if begin is None:
            return None
        lines = self._file(begin.file)
        for length in (len(words), 8, 4, 2):
            needle = words[:length]
            for number, line in enumerate(lines[begin.line - 1 : begin.line + 80], begin.line):
                column = line.find(needle, begin.column - 1 if number == begin.line else 0)
                if column >= 0 and len(needle) == min(length, len(words)):
                    return Source(begin.file, number, column + 1)
        return begin

    def _file(self, name: str) -> list[str]:
        if name not in self._lines:
            path = self.book.loaded.folder / name
            self._lines[name] = (
                path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
            )
        return self._lines[name]


def _places(words: str, text: str) -> Iterator[int]:
    """Where the words begin in a text."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from _texts(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, number))


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
                text, marks = _read(child)
                if text and not (len(marks) == 1 and marks[0].end - marks[0].start == len(text)):
                    section = self._standing[child].section
                    yield Passage(section.id, self._heading(section), child.tag, text, marks)
            else:
                yield from self.inside(child)

    def _heading(self, section: ReadSection) -> str:
        if section not in self._headings:
            above = self._heading(section.above.section) if section.above else ""
            self._headings[section] = above if section.title is None else _read(section.title)[0]
        return self._headings[section]


def _read(block: ET.Element) -> tuple[str, tuple[Mark, ...]]:
    """The words of a block on one line, and where its figures stand."""
    parts: list[str] = []
    marks: list[Mark] = []
    length = 0

    def add(text: str | None) -> None:
        nonlocal length
        if text:
            joined = re.sub(r"\s*\n\s*", "", text)
            parts.append(joined)
            length += len(joined)

    def walk(element: ET.Element) -> None:
        add(PENDING if element.get("class") == "pending" else element.text)
        for child in element:
            start = length
            if child.tag == "br":
                add(" ")
            elif child.tag != SVG:
                walk(child)
            if child.tag == "data":
                marks.append(Mark(start, length, child.get("data-key") or "", child))
            add(child.tail)

    walk(block)
    return "".join(parts), tuple(marks)
