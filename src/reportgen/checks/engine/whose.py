"""Printed words -> whose they are: a field of the data, a figure as it was typed, a 改写, or the edition's template."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from reportgen.document.patterns import LOST, REWRITE
from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.prose import plain
from reportgen.model.figure import Overridden, Stated
from reportgen.model.finding import Source
from reportgen.model.prose import paragraphs
from reportgen.model.schema import path_of, top_fields
from reportgen.model.written import PARAGRAPH, address_of

if TYPE_CHECKING:
    from reportgen.checks.engine.passages import Passage

HEAD = 4
TEMPLATE = "这几个字是版式模板写的，请告诉做版式的人"
REWRITTEN = "这一句是「改写」写的，请在那里改"
QUOTED = "这个数是人写的话里引用的，请照数改这句话"


@dataclass(frozen=True)
class Prose:
    """A paragraph that a person typed: its path in the data, as typed, as printed, without its last mark."""

    path: tuple[str | int, ...]
    raw: str
    text: str
    address: str = field(default="", compare=False)

    @property
    def tells(self) -> bool:
        """Whether these words, found inside others, are surely these: 52人 and 良好 are not."""
        return len(self.text) >= 2 * HEAD or (len(self.text) >= HEAD and not any(c.isdigit() for c in self.text))

    @property
    def key(self) -> str:
        """The path as a person says it: rows count from 1."""
        return ".".join(str(part + 1 if isinstance(part, int) else part) for part in self.path)


@dataclass(frozen=True)
class Author:
    """Who wrote some printed words: their key, their place in the office's files, and what a remedy adds.

    template: nobody in the office did; nothing that they could change is the cause.
    """

    key: str
    source: Source | None
    note: str = ""
    template: bool = False


@dataclass(eq=False)
class Whose:
    """Finds the author of a stretch of a passage."""

    book: FigureBook
    _lines: dict[str, list[str]] = field(default_factory=dict, repr=False)
    _prose: dict[str, tuple[tuple[Prose, int], ...]] = field(default_factory=dict, repr=False)
    _heads: dict[str, dict[str, list[int]]] = field(default_factory=dict, repr=False)

    def author(self, passage: Passage, start: int, end: int) -> Author:
        """Who wrote these words, the most certain first: marks of the tree, then words that are found in the data."""
        words = passage.text[start:end]
        if stated := self._stated(passage, start, end):
            return stated
        if prose := self.prose(passage, start, end):
            note = REWRITTEN if prose.path[0] == _REWRITES else ""
            return Author(prose.key, self.source(prose, words), note)
        if named := self._meeting(passage, start, end, self._names):
            return Author(named.key, self.source(named, words))
        heading = passage.heading or passage.section
        return Author(heading, None, TEMPLATE if passage.section else "", template=True)

    def quoting(self, passage: Passage, start: int, end: int) -> Author | None:
        """Who named a figure in words of their own; None where the template prints it."""
        prose = self.prose(passage, start, end)
        if prose is None:
            return None
        note = REWRITTEN if prose.path[0] == _REWRITES else QUOTED
        return Author(prose.key, self.source(prose, prose.raw), note)

    def leaving_out(self, root: ET.Element, keys: set[str]) -> Author | None:
        """The 改写 that left out a figure of its sentence; None where it is not one of those that were left out."""
        found = (b for b in root.iter() if b.get(REWRITE) and keys & set(b.get(LOST, "").split("|")))
        return next(map(self.rewriting, found), None)

    def rewriting(self, block: ET.Element) -> Author | None:
        """The 改写 that wrote a block."""
        entry = block.get(REWRITE, "")
        at = self.book.loaded.source
        source = at(_REWRITES, entry, "改为") or at(_REWRITES, entry) or at(_REWRITES)
        return Author(entry, source, REWRITTEN) if entry else None

    def prose(self, passage: Passage, start: int, end: int) -> Prose | None:
        """The person's paragraph that these words are of."""
        for begin, stop, address in passage.typed_spans:
            if begin < end and start < stop and (found := self._by_address.get(address)):
                return found
        if entry := passage.element.get(REWRITE):
            return self._rewrite(entry)
        return self._meeting(passage, start, end, self.paragraphs)

    def _rewrite(self, entry: str) -> Prose | None:
        written = self.book.loaded.data.rewrites.get(entry)
        return Prose((_REWRITES, entry, "改为"), written.after, written.after) if written else None

    def _stated(self, passage: Passage, start: int, end: int) -> Author | None:
        """A figure that is printed as it was typed: ≥95%."""
        mark = next((m for m in passage.marks if m.start < end and start < m.end and m.key), None)
        if mark is None:
            return None
        try:
            figure = self.book.resolve(mark.key)
        except UnknownKey:
            return None
        if figure.text is None or not isinstance(figure.origin, Stated | Overridden) or not figure.origin.source:
            return None
        return Author(figure.key, figure.origin.source)

    def _meeting(self, passage: Passage, start: int, end: int, among: tuple[Prose, ...]) -> Prose | None:
        """The longest of some texts that stands in the passage and meets this span."""
        kind = "names" if among is self._names else "prose"
        found = self._texts_in(passage.text, kind, among)
        spans = passage.typed_spans  # of which it is known whose they are
        return next(
            (
                prose
                for prose, at in found
                if at < end
                and start < (stop := at + len(prose.text))
                and not any(begin < stop and at < over for begin, over, _ in spans)
            ),
            None,
        )

    def _texts_in(self, text: str, kind: str, among: tuple[Prose, ...]) -> tuple[tuple[Prose, int], ...]:
        """Those that stand in a text, the longest first, and where."""
        key = f"{kind}:{text}"
        if key not in self._prose:
            if kind not in self._heads:
                self._heads[kind] = _by_head(among)
            heads = self._heads[kind]
            starts = {text[n : n + HEAD] for n in range(len(text))}  # a search for every paragraph would be slow
            near = sorted(number for start in starts for number in heads.get(start, ()))  # the longest first, as before
            self._prose[key] = tuple(
                (prose, at)
                for prose in map(among.__getitem__, near)
                if prose.text == text or prose.tells
                for at in _places(prose.text, text)
            )
        return self._prose[key]

    @cached_property
    def paragraphs(self) -> tuple[Prose, ...]:
        """Every paragraph that a person typed, the longest first."""
        return self._all(sentences=True)

    @cached_property
    def _names(self) -> tuple[Prose, ...]:
        """Every other text of the data: names of units and projects, headings that are keys."""
        return self._all(sentences=False)

    def _all(self, *, sentences: bool) -> tuple[Prose, ...]:
        data = self.book.loaded.data
        found: list[Prose] = []
        for name, field_ in top_fields().items():
            if (field_.term.prose is not False) == sentences:  # False: nobody writes sentences there
                for path, text in _texts(getattr(data, field_.name), (name,)):
                    found.extend(self._of(path, text))
            if not sentences:
                found.extend(Prose(path, key, key) for path, key in _keys(getattr(data, field_.name), (name,)))
        return tuple(sorted(found, key=lambda p: -len(p.text)))

    def _of(self, path: tuple[str | int, ...], text: str) -> Iterator[Prose]:
        address = address_of(text)
        for number, part in enumerate(paragraphs(text), 1):
            place = f"{address}{PARAGRAPH}{number}" if address and number > 1 else address
            yield Prose(path, part, self._as_printed(part), place)

    @cached_property
    def _by_address(self) -> Mapping[str, Prose]:
        return {prose.address: prose for prose in (*self._names, *self.paragraphs) if prose.address}

    def _as_printed(self, text: str) -> str:
        try:
            return plain(self.book, text).rstrip("。；;，, ")
        except UnknownKey:
            return text

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


_REWRITES = path_of("rewrites")[0]


def _by_head(among: tuple[Prose, ...]) -> dict[str, list[int]]:
    """The first characters of texts -> their numbers."""
    found: dict[str, list[int]] = {}
    for number, prose in enumerate(among):
        found.setdefault(prose.text[:HEAD], []).append(number)
    return found


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


def _keys(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), str(key)
            yield from _keys(inner, (*path, key))
