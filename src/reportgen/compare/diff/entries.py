"""A document -> all that a reader can see change in it: headings, sentences, cells of tables, points of charts.

Each entry has an address that outlives what comes or goes before it; its words are what is printed. Numbers of lines and
columns and the contents only count or repeat: they have none.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from reportgen.document.anchors import Anchor, anchors_of, unnumbered
from reportgen.document.grid import GridCell, heads
from reportgen.document.grid import place as grid_of
from reportgen.document.patterns import PATH
from reportgen.document.tree import HEADINGS, SVG, Document, squeeze, text_of

EntryKind = Literal["heading", "sentence", "cell", "head", "chart"]
KINDS: dict[EntryKind, str] = {"heading": "标题", "sentence": "句子", "cell": "表格", "head": "表头", "chart": "图"}
COVER = "封面"
_LISTED = re.compile(r"(?:\.\d+)?(?:¶\d+)?$")
"""What only counts in the address of a person's words: an item of a list, a paragraph."""
_COUNTED = frozenset(("line", "column-numbers"))


class Home(NamedTuple):
    """Where an entry stands: part, section or table by their headings, and the id of the section."""

    part: str
    section: str
    id: str


class Shown(NamedTuple):
    """A figure as it is printed, with its unit behind it."""

    key: str
    text: str
    unit: str


@dataclass(frozen=True, eq=False)
class Entry:
    """One thing that is printed. row and column name a cell, a chart's name and point stand there for a point.

    block: the id of the nearest block, by which pages are known; paths: where in the data its words stand.
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
    walk = _EntryWalk(anchors_of(document.root), but)
    walk.inside(document.body, Home("", "", ""), "")
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
    def __init__(self, spots: dict[ET.Element, Anchor], but: frozenset[str]) -> None:
        self._but = but
        self.found: list[Entry] = []
        self._spots = spots

    def inside(self, element: ET.Element, home: Home, block: str) -> None:
        above: dict[str, str] = {}
        for child in element:
            own = child.get("id") or block
            if child.tag in HEADINGS[1:] and child.get("class") != "table-title":  # below a part's title
                above = {tag: words for tag, words in above.items() if tag < child.tag} | {
                    child.tag: told_heading(child)
                }
                home = home._replace(section="　".join(above.values()))
            match child.tag:
                case "nav":
                    continue
                case "section" if child.get("id") in self._but:
                    continue
                case "section":
                    self.inside(child, _home(child, home), own)
                case "h1" | "h2" | "h3" | "h4":
                    self._add("heading", ("标题", home.id, child.tag, _unnumbered(child)), home, child, own)
                case "p":
                    self._add("sentence", self._address(child, home), home, child, own)
                case "table":
                    self._table(child, home, own)
                case "figure":
                    self._chart(child, home, own)
                case "li" if not child.findall("p"):
                    self._add("sentence", self._address(child, home), home, child, own)
                case _ if child.tag != SVG:
                    self.inside(child, home, own)

    def _address(self, element: ET.Element, home: Home) -> tuple[str, ...]:
        """Its spot, or that of the one span that is all of it."""
        if term := element.get("data-code") or element.get("data-term"):
            return ("文", home.id, term)
        spot = self._spots.get(element) or next(
            (self._spots[e] for e in element if e in self._spots and self._spots[e].kind == "words"), None
        )
        return (
            ("文", f"{spot.place}/{_LISTED.sub('', spot.key)}") if spot else ("文", home.id, element.get("class") or "")
        )

    def _add(
        self,
        kind: EntryKind,
        address: tuple[str, ...],
        home: Home,
        element: ET.Element,
        block: str,
        *,
        row: str = "",
        column: str = "",
        line: tuple[str, ...] = (),
    ) -> None:
        figures = tuple(
            Shown(d.get("data-key") or "", squeeze(text_of(d)), d.get("data-unit") or "") for d in element.iter("data")
        )
        paths = tuple(dict.fromkeys(e.get(PATH, "").partition("¶")[0] for e in element.iter() if e.get(PATH)))
        self.found.append(
            Entry(
                kind,
                address,
                home,
                words_of(element),
                element,
                figures,
                paths,
                row,
                column,
                line,
                block,
                _frame(element),
            )
        )

    def _table(self, table: ET.Element, home: Home, block: str) -> None:
        for caption in table.iterfind("caption"):
            self._add("heading", ("表名", home.id), home, caption, block)
        cells = grid_of(table)
        above = {cell: [(h.get("scope") or "", told_head(h)) for h in named] for cell, named in heads(cells).items()}
        halved = "statement" in (table.get("class") or "").split()
        seen: Counter[tuple[str, ...]] = Counter()
        for row in _rows(cells):
            if "column-numbers" in (row[0].element.get("class") or ""):
                continue
            for cell in row if row[0].in_head else ():
                self._add(
                    "head",
                    ("表头", home.id, str(cell.row), str(cell.column)),
                    home,
                    cell.element,
                    block,
                    column=told_head(cell.element),
                )
            for side in (_sides(row) if halved else [row]) if not row[0].in_head else ():
                self._side(side, home, block, above, seen)

    def _side(
        self,
        side: list[GridCell],
        home: Home,
        block: str,
        above: dict[ET.Element, list[tuple[str, str]]],
        seen: Counter[tuple[str, ...]],
    ) -> None:
        """The cells of a row, or of one half of it, under the row's name."""
        spot = next(
            (
                s
                for c in side
                for e in (c.element, *c.element)
                if (s := self._spots.get(e)) and s.kind in ("row", "words")
            ),
            None,
        )
        name = squeeze(" ".join(filter(None, (words_of(c.element) for c in side if _names(c))))) or (
            "" if "num" in (side[0].element.get("class") or "") else squeeze(words_of(side[0].element))
        )
        figure = next((d.get("data-key") or "" for c in side for d in c.element.iter("data")), "")
        line: tuple[str, ...] = ("行", f"{spot.place}/{spot.key}" if spot else f"{home.id}/{name}/{figure}")
        seen[line] += 1
        if seen[line] > 1:
            line = (*line, f"#{seen[line]}")
        for number, cell in enumerate(side):
            element = cell.element
            if _COUNTED & set((element.get("class") or "").split()):
                continue
            over = above.get(element, [])
            column = "／".join(
                dict.fromkeys(word for scope, word in over if scope.startswith("col") and word and not word.isdecimal())
            )
            beside = " ".join(dict.fromkeys(word for scope, word in over if scope.startswith("row") and word))
            row = " ".join(dict.fromkeys(filter(None, (beside, name)))) if element.tag == "td" else ""
            self._add(
                "cell",
                (*line, column, str(number)),
                home,
                element,
                element.get("id") or block,
                row=row,
                column=column,
                line=line,
            )

    def _chart(self, figure: ET.Element, home: Home, block: str) -> None:
        title = figure.get("data-title") or ""
        for point in json.loads(figure.get("data-series") or "[]"):
            for told, shown, unit in ((point, "", figure.get("data-unit") or ""), (point.get("share"), "占比", "%")):
                if told:
                    text, label = str(told["text"]).removesuffix("%"), f"{point['label']}{shown}"
                    self.found.append(
                        Entry(
                            "chart",
                            ("图", home.id, title, label),
                            home,
                            text,
                            figure,
                            (Shown(told.get("key") or "", text, unit),),
                            row=title,
                            column=label,
                            block=block,
                        )
                    )
        for caption in figure.iterfind("figcaption"):
            self._add("heading", ("图名", home.id, title), home, caption, block)


def told_heading(heading: ET.Element) -> str:
    """The words of a heading, its lines behind each other."""
    return " ".join(text_of(heading).split())


def told_head(head: ET.Element) -> str:
    """The words of a head in one line: it is broken by hand only to fit its column."""
    return squeeze("".join(text_of(head).split("\n")))


def _home(section: ET.Element, above: Home) -> Home:
    names = (section.get("class") or "").split()
    heading = next((told_heading(e) for e in section if e.tag in HEADINGS), "")
    own = section.get("id") or above.id
    if "cover" in names:
        return Home(COVER, "", own)
    number = next((f"（{squeeze(text_of(p))}）" for p in section if p.get("class") == "table-number"), "")
    return Home(heading, "", own) if "part" in names else Home(above.part, f"{heading}{number}" or above.section, own)


def _unnumbered(heading: ET.Element) -> str:
    return unnumbered(squeeze(text_of(heading)))


def words_of(element: ET.Element) -> str:
    """The words of a block; those of the paragraphs in a cell are set apart."""
    inner = [e for e in element.iter() if e.tag in ("p", "li") and e is not element and not e.findall("p")]
    return (
        "\n".join(squeeze(text_of(e)) for e in inner)
        if inner
        else "\n".join(squeeze(line) for line in text_of(element).split("\n"))
    )


def _frame(element: ET.Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == "data":
            parts.append("｛｝")
        elif child.get(PATH):
            parts.append("｛文｝")
        elif child.tag != SVG:
            parts.append(_frame(child))
        parts.append(child.tail or "")
    return squeeze("".join(parts))


def _rows(cells: list[GridCell]) -> Iterator[list[GridCell]]:
    rows: dict[int, list[GridCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    yield from (rows[number] for number in sorted(rows))


def _names(cell: GridCell) -> bool:
    return bool({"name", "code"} & set((cell.element.get("class") or "").split()))


def _sides(row: list[GridCell]) -> list[list[GridCell]]:
    """A row that has several names falls into as many parts: each begins with a name, or with the code before it."""
    sides: list[list[GridCell]] = [[]]
    for cell in row:
        names = (cell.element.get("class") or "").split()
        open_ = sides[-1]
        begins = "code" in names or (
            "name" in names and not (open_ and "code" in (open_[-1].element.get("class") or "").split())
        )
        if begins and open_ and any(_names(c) for c in open_):
            sides.append([])
        sides[-1].append(cell)
    return sides
