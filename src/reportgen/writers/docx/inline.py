"""Mixed content of a block -> runs; layout white space of the source goes, no word does."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.document.anchors import Anchor
from reportgen.document.patterns import pattern_of, unit_behind
from reportgen.document.tree import BLOCKS, REMARK, SVG, DocumentError
from reportgen.writers.docx.addresses import Addresses
from reportgen.writers.docx.comments import Comments
from reportgen.writers.docx.elements import LINK, PENDING, PLAIN, STRONG, Element, Format, Runs, make, run
from reportgen.writers.docx.marks import WordMarks

Item = str | ET.Element

_SPANS = {"pending": PENDING, "left": "", "right": ""}
_WHITE = re.compile(r"([ \t\r\n\f]+)")  # not \s: full-width and no-break blanks are meant


def classes(element: ET.Element, known: Sequence[str] | frozenset[str]) -> list[str]:
    """The classes of an element; one that is not known stops the writer."""
    found = (element.get("class") or "").split()
    for name in found:
        if name not in known:
            raise DocumentError(f'Word 写作器不认识 <{element.tag} class="{name}">（{element.get("id") or "无编号"}）')
    return found


def refuse(element: ET.Element, inside: str) -> DocumentError:
    """An element where it has no meaning."""
    return DocumentError(f"Word 写作器不认识 {inside} 里的 <{element.tag}>（{element.get('id') or '无编号'}）")


def refuse_text(element: ET.Element) -> None:
    """Words directly in an element that only holds elements would be lost."""
    for text in [element.text, *(child.tail for child in element)]:
        if text and text.strip():
            raise DocumentError(
                f"<{element.tag}>（{element.get('id') or '无编号'}）里有不属于任何段落的文字：{text.strip()}"
            )


def items(element: ET.Element) -> Iterator[Item]:
    """Text and children in reading order; comments on the element are none of its content."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag != REMARK:
            yield child
        if child.tail:
            yield child.tail


def stretches(element: ET.Element) -> list[list[Item] | ET.Element]:
    """The content as blocks and the stretches of words between them (cells and list items hold both)."""
    found: list[list[Item] | ET.Element] = []
    open_stretch: list[Item] = []
    for item in [*items(element), None]:
        block = isinstance(item, ET.Element) and item.tag in BLOCKS
        if item is not None and not block:
            open_stretch.append(item)
            continue
        if any(isinstance(i, ET.Element) or i.strip() for i in open_stretch):
            found.append(open_stretch)
        open_stretch = []
        if isinstance(item, ET.Element):
            found.append(item)
    return found


@dataclass
class _Blanks:
    """Collapses white space across run borders, as a browser does."""

    last: str = ""
    waiting: str = ""

    def settle(self, text: str) -> str:
        settled = []
        for part in _WHITE.split(text):
            if not part:
                continue
            if part[0] in " \t\r\n\f":
                self.waiting += part
                continue
            if self.waiting and self.last and not self._between_chinese(part):
                settled.append(" ")
            settled.append(part)
            self.waiting, self.last = "", part[-1]
        return "".join(settled)

    def _between_chinese(self, following: str) -> bool:
        return "\n" in self.waiting and not self.last.isascii() and not following[0].isascii()

    def begin_line(self) -> None:
        self.last = self.waiting = ""


class Inline:
    """Writes runs, each figure and each sentence in the control of its address."""

    def __init__(self, marks: WordMarks, anchors: Mapping[ET.Element, Anchor]) -> None:
        self.marks = marks
        self.addresses = Addresses()
        self.comments = Comments()
        self._anchors = anchors

    def runs(self, content: Iterable[Item], form: Format = PLAIN) -> Runs:
        """The runs of one paragraph."""
        return self._write(content, form, _Blanks())

    def sentence(self, element: ET.Element, content: Iterable[Item], form: Format = PLAIN) -> Runs:
        """The runs of a block's words, in a control where a person may ask about them or change them."""
        return self.addresses.leave(self.controlled(element, self.runs(content, form)))

    def locked(self, element: ET.Element) -> bool:
        """Whether the words of an element are computed."""
        anchor = self._anchors.get(element)
        return anchor is not None and anchor.locked

    def controlled(self, element: ET.Element, runs: Runs) -> Runs:
        """Runs in the control of their element, between the ends of its bookmark, under the comments on it.

        No runs or no address, no control.
        """
        anchor = self._anchors.get(element)
        if not runs:
            return runs
        if anchor is not None:
            pattern = pattern_of(element) if anchor.kind != "figure" else ""
            unit = unit_behind(element) if anchor.kind == "figure" else ""
            runs = self.marks.around(*self.addresses.control(anchor, runs, pattern, unit))
        return self.comments.around(element, runs)

    def plain(self, element: ET.Element, content: Iterable[Item]) -> Runs:
        """The runs of words that nobody changes here: a heading, a caption."""
        return self.addresses.leave(self.comments.around(element, self.runs(content)))

    def link(self, target: str, runs: Runs) -> Runs:
        """Runs that lead to a place of the document."""
        return [make("w:hyperlink", *runs, anchor=self.marks.name(target), history=1)]

    def _write(self, content: Iterable[Item], form: Format, blanks: _Blanks) -> Runs:
        written: Runs = []
        for item in content:
            written += run(blanks.settle(item), form) if isinstance(item, str) else self._element(item, form, blanks)
        return written

    def _element(self, element: ET.Element, form: Format, blanks: _Blanks) -> Runs:
        match element.tag:
            case "br":
                blanks.begin_line()
                return [make("w:r", make("w:br"))]
            case "strong":
                classes(element, ())
                return self._write(items(element), form | {STRONG}, blanks)
            case "span":
                return self._span(element, form, blanks)
            case "data":
                classes(element, ())
                return self.controlled(element, self._write(items(element), form, blanks))
            case "a":
                return self.link(target_of(element, ""), self._write(items(element), form | {LINK}, blanks))
            case tag if tag == SVG:
                raise DocumentError("图形（svg）只能放在 <figure> 里")
        raise refuse(element, "段落")

    def _span(self, element: ET.Element, form: Format, blanks: _Blanks) -> Runs:
        names = classes(element, frozenset(_SPANS))
        styles = {_SPANS[name] for name in names} - {""}
        before: Runs = []
        if "right" in names:
            blanks.begin_line()
            before = [tab()]
        return before + self.controlled(element, self._write(items(element), form | styles, blanks))


def tab() -> Element:
    """The run that goes on at the next place on the ruler."""
    return make("w:r", make("w:tab"))


def target_of(link: ET.Element, where: str) -> str:
    """The id that a link leads to."""
    target = link.get("href") or ""
    if not target.startswith("#"):
        raise DocumentError(f"{where}只能链接到文档内部：{target or '没有 href'}")
    return target[1:]
