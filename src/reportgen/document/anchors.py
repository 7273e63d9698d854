"""What a reader may ask about or change in the tree, and how it is found again in another build.

An anchor has a place (the id of its outermost named section), a key (a figure's key, the path of a person's words in
the data, the headings above a sentence with the first figure in it, or the words that name a row) and a number among
its like. What stands before it may come or go: neither page, position nor numbering is part of it. Word's bookmarks,
overrides of sentences, comments and the comparison of two reports all use these.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from reportgen.document.grid import PlacedCell, rows_of
from reportgen.document.patterns import KEPT, PATH
from reportgen.document.reading import NOT_READ, Reading, Standing, classes_of
from reportgen.document.tree import REMARK, squeeze, text_of

AnchorKind = Literal["figure", "words", "row"]

_NUMBER = re.compile(
    r"^(第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|[（(](?:[一二三四五六七八九十]+|\d{1,2})[）)]"
    r"|\d+[.．](?!\d)|\d{1,2}、|[①-⑳])\s*"
)
_WORDLESS = frozenset(("line", "code"))
_NOT_TEXT = frozenset(("num", "code", "line", "center", "l2", "l3", "prose"))
_UNKEYED = "slip"
"""A section that is not of the report: only its figures are locked."""


@dataclass(frozen=True)
class Anchor:
    """One address; `locked` words are computed and can't be changed where they stand, `prose` is a person's,
    its key a path in the data.
    """

    kind: AnchorKind
    place: str
    key: str
    number: int = 1
    locked: bool = False
    prose: bool = False

    @property
    def name(self) -> str:
        """The address in one line, as it is written in data and notes."""
        return f"{self.place}/{self.key}" + (f"#{self.number}" if self.number > 1 else "")


def anchors_of(root: ET.Element, reading: Reading | None = None) -> dict[ET.Element, Anchor]:
    """The anchor of every figure, of every paragraph, item and cell with words, and of all words with a path."""
    body = root if root.tag == "body" else root.find("body")
    walk = _AnchorWalk(reading or Reading(root))
    if body is not None:
        walk.inside(body)
    return walk.found


def path_of(element: ET.Element) -> str:
    """The path of a block's words: its own, or that of the one span that is all of it."""
    if path := element.get(PATH):
        return path
    children = [child for child in element if child.tag != REMARK]
    if len(children) == 1 and not (element.text or "").strip() and not (children[0].tail or "").strip():
        return children[0].get(PATH, "") if children[0].tag == "span" else ""
    return ""


class _AnchorWalk:
    """Goes through the tree in reading order and counts addresses that are alike."""

    def __init__(self, reading: Reading) -> None:
        self.found: dict[ET.Element, Anchor] = {}
        self._standing = reading.standing
        self._trails: dict[tuple[ET.Element, ...], str] = {}
        self._seen: Counter[tuple[AnchorKind, str, str]] = Counter()

    def inside(self, element: ET.Element) -> None:
        """The children of an element."""
        for child in element:
            if child.tag not in NOT_READ:
                self._block(child, self._standing[child])

    def _block(self, element: ET.Element, at: Standing) -> None:
        place = at.section.place
        match element.tag:
            case "section" if _UNKEYED not in classes_of(element):
                self.inside(element)
            case "section" | "nav" | "h1" | "h2" | "h3" | "h4":
                self._words_within(element, place)
            case "p":
                if "table-meta" not in classes_of(element):
                    self._words(element, at)
                self._words_within(element, place)
            case "table":
                self._table(element, place, self._trail(at))
            case _:  # lists and figures
                if element.tag == "li" and not element.findall("p"):
                    self._words(element, at)
                self.inside(element)
                if element.tag in ("span", "data"):
                    self._inline(element, place)

    def _trail(self, at: Standing) -> str:
        """The headings above, outermost first, without their numbers."""
        if at.headings not in self._trails:
            words = (unnumbered(squeeze(text_of(heading))) for heading in at.headings)
            self._trails[at.headings] = "/".join(words)
        return self._trails[at.headings]

    def _words(self, element: ET.Element, at: Standing) -> None:
        """A block of words; where one span is all of it, that has the address."""
        if not squeeze(text_of(element)) or _is_one_span(element):
            return
        first = next((d.get("data-key") for d in element.iter("data")), None)
        trail = self._trail(at)
        key = element.get(PATH) or element.get(KEPT) or (f"{trail}/{first}" if first else trail)
        self._add(element, "words", at.section.place, key)

    def _words_within(self, element: ET.Element, place: str) -> None:
        for child in element:
            self._inline(child, place)
            self._words_within(child, place)

    def _inline(self, element: ET.Element, place: str) -> None:
        if element.tag == "data":
            self._add(element, "figure", place, element.get("data-key") or element.get("id") or "", locked=True)
        elif element.tag == "span" and element.get(PATH):
            self._add(element, "words", place, element.get(PATH, ""))

    def _table(self, table: ET.Element, place: str, trail: str) -> None:
        rows = rows_of(table)
        columns = {cell.column: _label(cell.element) for row in rows for cell in row if cell.in_head}
        named: dict[ET.Element, tuple[AnchorKind, str, bool]] = {}
        for row in rows:
            if row and not row[0].in_head:
                named |= _halves(row) if "statement" in classes_of(table) else _one_name(row, columns)
        for caption in table.iterfind("caption"):
            self._words_within(caption, place)
        for row in rows:
            for cell in row:
                self._cell(cell.element, named.get(cell.element), place, trail)

    def _cell(self, cell: ET.Element, named: tuple[AnchorKind, str, bool] | None, place: str, trail: str) -> None:
        if named and not (named[0] == "words" and _is_one_span(cell)):
            kind, key, locked = named
            whole = cell.get(PATH) or "/".join(filter(None, (trail, key)))
            blocks = cell.findall("p") or cell.findall(".//li") or [cell]
            for block in blocks:
                self._add(block, kind, place, whole, locked=locked)
        self._words_within(cell, place)

    def _add(self, element: ET.Element, kind: AnchorKind, place: str, key: str, *, locked: bool = False) -> None:
        self._seen[kind, place, key] += 1
        prose = kind == "words" and bool(element.get(PATH))
        self.found[element] = Anchor(kind, place, key, self._seen[kind, place, key], locked, prose)


def _is_one_span(element: ET.Element) -> bool:
    return not element.get(PATH) and bool(path_of(element))


def unnumbered(heading: str) -> str:
    """The words of a heading without its number, which changes with what comes before."""
    return _NUMBER.sub("", heading)


# -- rows: named for what their reader would call them, because a number says nothing once a row is put in above ------


def _halves(row: list[PlacedCell]) -> dict[ET.Element, tuple[AnchorKind, str, bool]]:
    """A statement's row: each side of it has a name, or a code with a name beside it; all of it is computed."""
    named: dict[ET.Element, tuple[AnchorKind, str, bool]] = {}
    code = ""
    for cell in row:
        names = classes_of(cell.element)
        if "code" in names:
            code = squeeze(_words_of(cell.element))
        elif "name" in names and _label(cell.element):
            named[cell.element] = ("row", code or _label(cell.element), True)
            code = ""
    return named


def _one_name(row: list[PlacedCell], columns: dict[int, str]) -> dict[ET.Element, tuple[AnchorKind, str, bool]]:
    """A form's row is named by its own head, a plain table's by its first words."""
    worded = [cell for cell in row if _label(cell.element)]
    first = next((c for c in worded if c.element.tag == "th"), None)
    first = first or next((c for c in worded if not _NOT_TEXT & set(classes_of(c.element))), None)
    first = first or next(iter(worded), None)
    if first is None:
        return {}
    key = row_key(first.element)
    named: dict[ET.Element, tuple[AnchorKind, str, bool]] = {first.element: ("row", key, first.element.tag == "th")}
    for cell in worded:
        if cell is not first and cell.element.tag == "td":
            named[cell.element] = ("words", "/".join(filter(None, (key, columns.get(cell.column)))), False)
    return named


def row_key(cell: ET.Element) -> str:
    """The first figure beside the name, because its key outlives a change of words; else the words."""
    figure = cell.find(".//data[@data-key]")
    return _label(cell) if figure is None else figure.get("data-key") or ""


def _label(cell: ET.Element) -> str:
    """The words of a cell without its figures, which may change while the row stays the same."""
    if _WORDLESS & set(classes_of(cell)):
        return ""
    return squeeze(_words_of(cell)).replace("（）", "").strip("　 ")


def _words_of(element: ET.Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag not in ("data", REMARK):
            parts.append(_words_of(child))
        parts.append(child.tail or "")
    return "".join(parts)
