"""A document -> all that a reader can see change in it: headings, sentences, cells of tables, points of charts.

Each entry has an address that outlives what comes or goes before it; its words are what is printed. Numbers of lines
and columns and the contents only count or repeat: they have none.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from reportgen.compare.diff.cells import cells_of, within
from reportgen.compare.diff.homes import Home, Homes
from reportgen.compare.diff.printed import frame_of, words_of
from reportgen.document import Document
from reportgen.document.anchors import Anchor, unnumbered
from reportgen.document.patterns import PATH
from reportgen.document.reading import NOT_READ
from reportgen.document.tree import HEADINGS, squeeze, text_of

EntryKind = Literal["heading", "sentence", "cell", "head", "chart"]
KINDS: dict[EntryKind, str] = {"heading": "标题", "sentence": "句子", "cell": "表格", "head": "表头", "chart": "图"}
_LISTED = re.compile(r"(?:\.\d+)?(?:¶\d+)?$")
"""What only counts in the address of a person's words: an item of a list, a paragraph."""


class Shown(NamedTuple):
    """A figure as it is printed, with its unit behind it."""

    key: str
    text: str
    unit: str


@dataclass(frozen=True, eq=False)
class Entry:
    """One thing that is printed. row and column name a cell, a chart's name and point stand there for a point.

    address: kind, place, the headings above in one (or '' where it is found without them), and what names it there;
    trail: those headings; block: the id of the nearest block, by which pages are known; paths: where in the data its
    words stand; anchor: what 改写 calls it.
    """

    kind: EntryKind
    address: tuple[str, ...]
    home: Home
    text: str
    element: ET.Element = field(repr=False)
    figures: tuple[Shown, ...] = ()
    paths: tuple[str, ...] = ()
    row: str = ""
    column: str = ""
    line: tuple[str, ...] = ()
    block: str = ""
    frame: str = ""
    """The words without figures and without what people wrote."""
    trail: tuple[str, ...] = ()
    anchor: str = ""

    @property
    def place(self) -> str:
        """Row and column of a cell for a reader; '' for what is found by reading."""
        if self.kind == "chart":
            return f"图「{self.row}」{self.column}"
        return (
            "，".join(f"{name}「{word}」" for name, word in (("行", self.row), ("栏", self.column)) if word)
            if self.kind in ("cell", "head")
            else ""
        )

    @property
    def as_text(self) -> str:
        """What stands there, an amount with its unit."""
        only = self.figures[0] if len(self.figures) == 1 and self.figures[0].text == self.text else None
        return self.text + (only.unit if only and only.text else "")


def entries_of(document: Document, but: frozenset[str] = frozenset()) -> list[Entry]:
    """Every entry in reading order, each with an address of its own; nothing of the sections with the ids in `but`."""
    walk = _EntryWalk(document, but)
    walk.inside(document.body)
    return walk.found


def equal_sections(old: Document, new: Document) -> frozenset[str]:
    """The ids of the sections that are the same in both to the last character."""
    before = {s.get("id", ""): s for s in old.body.iter("section")}
    found: set[str] = set()
    for section in new.body.iter("section"):
        name = section.get("id", "")
        other = before.get(name)
        if other is not None and _same(other, section):
            found.add(name)
    return frozenset(found)


def _same(a: ET.Element, b: ET.Element) -> bool:
    return (
        a.tag == b.tag
        and a.attrib == b.attrib
        and a.text == b.text
        and len(a) == len(b)
        and all(x.tail == y.tail and _same(x, y) for x, y in zip(a, b, strict=True))
    )


class _EntryWalk:
    def __init__(self, document: Document, but: frozenset[str]) -> None:
        self._but = but
        self.found: list[Entry] = []
        self._anchors = document.anchors
        self._standing = document.reading.standing
        self._homes = Homes(document.reading)

    def inside(self, element: ET.Element) -> None:
        for child in element:
            if child.tag in NOT_READ:
                continue
            home = self._homes.of(self._standing[child])
            match child.tag:
                case "nav":
                    continue
                case "section" if child.get("id") in self._but:
                    continue
                case "h1" | "h2" | "h3" | "h4":
                    self._add("heading", ("标题", *self._scope(child), child.tag), child)
                case "p":
                    self._add("sentence", self._address(child), child)
                case "table":
                    self._table(child)
                case "figure":
                    self._chart(child, home)
                case "li" if not child.findall("p"):
                    self._add("sentence", self._address(child), child)
                case _:
                    self.inside(child)

    def _trail(self, element: ET.Element) -> tuple[str, ...]:
        """The words of the headings above an element, a heading's own among them."""
        above = self._standing[element].headings
        if element.tag in HEADINGS and element not in above:
            above = (*(heading for heading in above if heading.tag < element.tag), element)
        return tuple(unnumbered(squeeze(text_of(heading))) for heading in above)

    def _scope(self, element: ET.Element) -> tuple[str, str]:
        """The section by which addresses name the place, and the headings above there."""
        return self._standing[element].section.place, "/".join(self._trail(element))

    def _anchor(self, element: ET.Element) -> Anchor | None:
        inner = (self._anchors[e] for e in element if e in self._anchors and self._anchors[e].kind == "words")
        return self._anchors.get(element) or next(inner, None)

    def _address(self, element: ET.Element) -> tuple[str, ...]:
        """Its anchor, or that of the one span that is all of it."""
        place, trail = self._scope(element)
        if term := element.get("data-code") or element.get("data-term"):
            return ("文", place, "", term)
        anchor = self._anchor(element)
        if anchor is None:
            return ("文", place, trail, f".{element.get('class') or ''}")
        return ("文", anchor.place, *within(trail, _LISTED.sub("", anchor.key)))

    def _add(
        self,
        kind: EntryKind,
        address: tuple[str, ...],
        element: ET.Element,
        *,
        row: str = "",
        column: str = "",
        line: tuple[str, ...] = (),
    ) -> None:
        at = self._standing[element]
        figures = tuple(
            Shown(d.get("data-key") or "", squeeze(text_of(d)), d.get("data-unit") or "") for d in element.iter("data")
        )
        paths = tuple(dict.fromkeys(e.get(PATH, "").partition("¶")[0] for e in element.iter() if e.get(PATH)))
        home, words, frame = self._homes.of(at), words_of(element), frame_of(element)
        own = self._anchor(element)
        anchor = f"{own.place}/{_LISTED.sub('', own.key)}" if own else ""
        entry = Entry(kind, address, home, words, element, figures, paths, row, column, line, at.block, frame)
        self.found.append(replace(entry, trail=self._trail(element), anchor=anchor))

    def _table(self, table: ET.Element) -> None:
        for caption in table.iterfind("caption"):
            self._add("heading", ("表名", *self._scope(table)), caption)
        for kind, address, element, row, column, line in cells_of(table, self._scope(table), self._anchors):
            self._add(kind, address, element, row=row, column=column, line=line)

    def _chart(self, figure: ET.Element, home: Home) -> None:
        title, block = figure.get("data-title") or "", self._standing[figure].block
        for point in json.loads(figure.get("data-series") or "[]"):
            for printed, suffix, unit in (
                (point, "", figure.get("data-unit") or ""),
                (point.get("share"), "占比", "%"),
            ):
                if printed:
                    text, label = str(printed["text"]).removesuffix("%"), f"{point['label']}{suffix}"
                    shown = (Shown(printed.get("key") or "", text, unit),)
                    address = ("图", *self._scope(figure), title, label)
                    entry = Entry("chart", address, home, text, figure, shown, row=title, column=label, block=block)
                    self.found.append(replace(entry, trail=self._trail(figure)))
        for caption in figure.iterfind("figcaption"):
            self._add("heading", ("图名", *self._scope(figure), title), caption)
