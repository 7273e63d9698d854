"""Where the addresses of a reviewed file stand in the report as the data make it now."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportgen.build import BuiltReport
from reportgen.document.anchors import Anchor, path_of
from reportgen.document.numbering import without_number
from reportgen.document.patterns import PATH, pattern_of
from reportgen.document.reading import Reading
from reportgen.document.tree import HEADINGS, squeeze, text_of
from reportgen.load.nodes import Mapping
from reportgen.review.pull.current_data import path_in
from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.marks import name_of

OUTSIDE = {"slip": "送审单", "appendix": "送审附录"}
"""Sections that a file for review has besides the report: what is typed in them is kept in the notes."""
_PARAGRAPH = re.compile(r"¶(\d+)$")
_ITEM = re.compile(r"\.\d+$")


@dataclass(frozen=True)
class AnchoredBlock:
    """What stands at an address now; `block` when it is a paragraph or an item of its own."""

    anchor: Anchor
    element: ET.Element
    block: bool


class CurrentReport:
    """The document that the data make now, by the names of Word's controls."""

    def __init__(self, made: BuiltReport) -> None:
        root = made.document.root
        whole = {
            child
            for above in root.iter()
            if above.tag in ("p", "li") and not above.get(PATH) and path_of(above)
            for child in above
        }
        self._blocks = {
            name_of(anchor): AnchoredBlock(anchor, element, element in whole or element.tag in ("p", "li"))
            for element, anchor in made.document.anchors.items()
        }
        self._headings = _headings(made.document.reading)
        self._reading = made.document.reading
        titles = [squeeze(text_of(element)) for element in root.iter() if element.tag in HEADINGS]
        self._titles = {_bare(title): title for title in titles}
        self._book = made.book
        self._parents = {child: above for above in root.iter() for child in above}
        self._table_of = {inner: table for table in root.iter("table") for inner in table.iter()}
        self._by_key: dict[str, ET.Element] = {}
        self._sentences: dict[tuple[str, str], list[ET.Element]] = {}
        for element, anchor in made.document.anchors.items():
            if anchor.prose:
                self._by_key.setdefault(anchor.key, element)
            elif anchor.kind == "words":
                self._sentences.setdefault((anchor.place, anchor.key), []).append(element)

    def block_at(self, address: ContentControl) -> AnchoredBlock | None:
        """What stands at an address; None where the data and the template no longer give it."""
        return self._blocks.get(address.name)

    def is_heading(self, words: str) -> bool:
        """Whether words are those of a heading; numbers apart."""
        return _bare(words) in self._titles

    def heading_before(self, words: str) -> tuple[str, str]:
        """The longest heading that words begin with, and what stands behind it; '' for none. Numbers apart."""
        bare = _bare(words)
        title = max((t for t in self._titles if t and bare.startswith(t) and bare != t), key=len, default="")
        return (self._titles[title], _bare(bare.removeprefix(title))) if title else ("", bare)

    def own_heading(self, stem: str) -> str:
        """The heading, its number with it, that is the name of an entry of the data; '' where it is printed as none."""
        return self._titles.get(_bare(stem.rpartition(".")[2]), "") if "." in stem else ""

    @cached_property
    def own_entries(self) -> dict[str, str]:
        """The entries of the data whose names are headings: their addresses by the names, in their order."""
        texts = (text_and_paragraph(key)[0] for key in self._by_key)
        stems = dict.fromkeys(_ITEM.sub("", text) if self.own_heading(_ITEM.sub("", text)) else text for text in texts)
        return {_bare(stem.rpartition(".")[2]): stem for stem in stems if self.own_heading(stem)}

    def order_of(self, names: Sequence[str]) -> list[str]:
        """Anchors by their names, or entries of the data whose names are headings, in the order in which they stand."""
        wanted = set(names)
        return [name for name in (*self._blocks, *self.own_entries.values()) if name in wanted]

    def key_in_data(self, address: str) -> str:
        """Where the key of an entry stands, and its address."""
        loaded = self._book.loaded
        path = path_in(loaded, address)
        above = loaded.nodes.get(path[:-1])
        source = above.key_sources.get(str(path[-1])) if isinstance(above, Mapping) else None
        return f"{source.file}:{source.line} {address}" if source else address

    def _nearest_heading(self, address: ContentControl) -> str:
        block = self.block_at(address)
        standing = self._reading.standing.get(block.element) if block else None
        while standing and not standing.headings:
            standing = standing.section.above
        return squeeze(text_of(standing.headings[-1])) if standing else ""

    def plain_around(self, address: ContentControl) -> list[str]:
        """The words without an address of the table in which an address stands, and of what heads it."""
        block = self.block_at(address)
        table = self._table_of.get(block.element) if block else None
        if table is None:
            return []
        above = self._parents[table]
        heading: list[ET.Element] = []
        for sibling in above:
            if sibling is table:
                break
            heading = [sibling] if sibling.tag in HEADINGS else [*heading, sibling]
        inside = [cell for cell in table.iter() if cell.tag in ("td", "th", "caption")]
        return [squeeze(text_of(element)) for element in (*heading, *inside)]

    def row_in_data(self, keys: Iterable[str]) -> str:
        """Where the row of the data stands that gives the figures of a row, in brackets; '' where none does."""
        loaded = self._book.loaded
        for key in keys:
            path = loaded.addresses.get(key)
            if path and (source := loaded.sources.get(path)):
                return f"（{source}）"
        return ""

    def cell_in_data(self, keys: Iterable[str]) -> tuple[tuple[str, ...], int] | None:
        """The table of the data and the row of it that give a printed row of these keys; None where none does."""
        for key in keys:
            path = self._book.loaded.addresses.get(key, ())
            at = next((n for n, part in enumerate(path) if isinstance(part, int)), 0)
            if 0 < at < len(path) - 1:
                return tuple(map(str, path[:at])), int(path[at])
        return None

    def rows_in_data(self, table: tuple[str, ...]) -> list[int]:
        """The numbers of a table's rows."""
        depth, paths = len(table), self._book.loaded.addresses.values()
        rows = {path[depth] for path in paths if path[:depth] == table and len(path) > depth}
        return sorted(row for row in rows if isinstance(row, int))

    def anchor_of(self, addresses: Iterable[ContentControl]) -> str:
        """The name of the first of some addresses that stands in the report."""
        return next((address.name for address in addresses if address.name in self._blocks), "")

    def own_words(self, key_of: Callable[[int], str]) -> dict[int, str]:
        """The patterns of a person's items or paragraphs, by their numbers from 1, as long as there is one."""
        found: dict[int, str] = {}
        while (element := self._by_key.get(key_of(len(found) + 1))) is not None:
            found[len(found) + 1] = pattern_of(element)
        return found

    def pattern_at(self, key: str) -> str | None:
        """The pattern of a person's words by their path in the data."""
        element = self._by_key.get(key)
        return None if element is None else pattern_of(element)

    def sentences(self, place: str, key: str) -> list[str]:
        """The patterns of the sentences that only their number tells apart."""
        return [pattern_of(element) for element in self._sentences.get((place, key), [])]

    def where(self, address: ContentControl) -> str:
        """Where an address stands, as one reads it: the headings, and what tells it apart."""
        own = self.own_heading(text_and_paragraph(address.key)[0]) if address.prose else ""
        above = OUTSIDE.get(address.place) or own or self._headings.get(address.place, address.place)
        above = above or self._nearest_heading(address)
        return "，".join(dict.fromkeys(filter(None, (above, address.key.rpartition("/")[0].rpartition("/")[2] or ""))))


def text_and_paragraph(key: str) -> tuple[str, int]:
    """The address of a person's text in the data, and which of its paragraphs (from 1) the key of an anchor names."""
    match = _PARAGRAPH.search(key)
    return (key[: match.start()], int(match[1])) if match else (key, 1)


def _bare(words: str) -> str:
    return without_number(re.sub(r"\s+", "", words))


def _headings(reading: Reading) -> dict[str, str]:
    """The heading of every section by its id, '' where it has none of the first two ranks."""
    return {
        name: section.heading if section.title is not None and section.title.tag in HEADINGS[:2] else ""
        for name, section in reading.sections.items()
    }
