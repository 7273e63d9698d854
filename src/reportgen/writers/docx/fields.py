"""nav.contents -> a real contents field with its entries already filled in, so that nothing asks to be updated."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping

from reportgen.document.tree import HEADINGS
from reportgen.writers.docx.addresses import text_in
from reportgen.writers.docx.elements import Element, Paragraph, field_begin, field_end, field_runs, make, val
from reportgen.writers.docx.inline import Inline, Item, classes, items, refuse, refuse_text, tab, target_of

_LEVELS = ("l1", "l2")
_STYLES = ("TOC1", "TOC2")


Lines = Callable[[ET.Element, str], list[Item]]
"""The words of an entry in a style, broken where a reader pauses."""


class Contents:
    """Writes the table of contents; `numbers` are the folios by id, where they are known."""

    def __init__(self, inline: Inline, numbers: Mapping[str, int], lines: Lines) -> None:
        self._inline = inline
        self._numbers = numbers
        self._lines = lines

    def written(self, nav: ET.Element, page_break: bool) -> Element:
        """The w:sdt that Word shows as its own table of contents."""
        refuse_text(nav)
        paragraphs: list[Paragraph] = []
        entries: list[Paragraph] = []
        for child in nav:
            if child.tag in HEADINGS:
                classes(child, ())
                paragraphs.append(Paragraph("TOCHeading", self._inline.runs(items(child))))
            elif child.tag in ("ol", "ul"):
                listed = list(self._entries(child, 0, _numbered(nav)))
                entries += listed
                paragraphs += listed
            else:
                raise refuse(child, "目录")
        if entries:
            without = "" if _numbered(nav) else r" \n"
            entries[0].content = [*field_begin(rf'TOC \o "1-2" \h \z \u{without}'), *entries[0].content]
            entries[-1].content.append(field_end())  # in a paragraph of its own it could make an empty page
        if paragraphs:
            paragraphs[0].page_break = page_break
        gallery = make("w:docPartObj", val("w:docPartGallery", "Table of Contents"), make("w:docPartUnique"))
        inside = make("w:sdtContent", *(paragraph.element() for paragraph in paragraphs))
        return make("w:sdt", make("w:sdtPr", gallery), inside)

    def _entries(self, listing: ET.Element, depth: int, numbered: bool) -> Iterator[Paragraph]:
        """The level of an entry is its class, else how deep its list is nested."""
        classes(listing, ())
        refuse_text(listing)
        for item in listing:
            if item.tag != "li":
                raise refuse(item, "目录")
            refuse_text(item)
            named = classes(item, _LEVELS)
            level = _LEVELS.index(named[0]) if named else min(depth, len(_LEVELS) - 1)
            for part in item:
                if part.tag == "a":
                    yield self._entry(part, _STYLES[level], numbered)
                elif part.tag in ("ol", "ul"):
                    yield from self._entries(part, depth + 1, numbered)
                else:
                    raise refuse(part, "目录")

    def _entry(self, link: ET.Element, style: str, numbered: bool) -> Paragraph:
        target = target_of(link, "目录")
        number = self._numbers.get(target)  # without a known one Word is to work it out itself
        code, shown = rf"PAGEREF {self._inline.marks.name(target)} \h", "" if number is None else str(number)
        words = self._inline.runs(self._lines(link, style))
        self._inline.addresses.contents.append(text_in(words))
        reference = [tab(), *field_runs(code, shown, dirty=number is None)] if numbered else []
        return Paragraph(style, self._inline.link(target, [*words, *reference]))


def _numbered(nav: ET.Element) -> bool:
    """Whether the contents say on which page each entry is."""
    return nav.get("data-pages") != "none"
