"""A difference as a document that prints: the new report, what went struck out, what came underlined,
changed cells marked.

It is an ordinary document with three classes more: span.gone, span.come, and .marked for what is changed.
"""

from __future__ import annotations

import copy
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportgen.compare.diff.difference import Change, Difference
from reportgen.compare.diff.entries import Entry
from reportgen.compare.redline.tokens import changes as word_changes
from reportgen.document import Document

GONE, COME, MARKED = "gone", "come", "marked"
LEGEND = "对比稿：{} → {}。原来有、现在没有的字加删除线；现在新有的字加下划线；变动的格加底色。图按现在的数画，变动的点在图名下面写明。"
Parents = dict[ET.Element, ET.Element]
_WORDS = ("p", "li", "h1", "h2", "h3", "h4", "figcaption", "caption", "td", "th")


def blackline(difference: Difference) -> Document:
    """The document; its parts and numbers are those of the new report."""
    document = difference.new.document
    twin = dict(zip(document.root.iter(), (root := copy.deepcopy(document.root)).iter(), strict=True))
    parents = {child: parent for parent in root.iter() for child in parent}
    drawn = _Drawn(twin, parents)
    for change in difference.changes:
        drawn.change(change)
    drawn.gone(difference)
    _legend(root, difference)
    style = Path(__file__).with_name("blackline.css").read_text(encoding="utf-8")
    return replace(document, root=root, title=f"{document.title}（对比稿）", styles=(*document.styles, style))


class _Drawn:
    """Draws changes into the copy of the new tree."""

    def __init__(self, twin: dict[ET.Element, ET.Element], parents: Parents) -> None:
        self._twin, self._parents = twin, parents

    def change(self, change: Change) -> None:
        """What came or changed, at its place."""
        entries = change.line or ((change.new,) if change.new else ())
        for entry in entries if change.new else ():
            here = self._twin[entry.element]
            if entry.kind == "chart":
                self._note(here, change)
            elif change.how == "added":
                _wrapped(here, COME)
            elif change.old and not change.line:
                self._redrawn(here, change.old, entry)
            if entry.kind in ("cell", "head") and entry.text:
                _add_class(here, MARKED)

    def _redrawn(self, here: ET.Element, old: Entry, new: Entry) -> None:
        """Words with what went and came; a figure that stands alone with its old one above it."""
        tail = here.tail
        if new.kind == "cell" and len(new.figures) <= 1 and len(old.text) + len(new.text) < 40:
            parts: list[ET.Element | str] = [_span(GONE, old.text)] if old.text else []
            parts += [ET.Element("br")] if old.text and new.text else []
            parts += [_span(COME, new.text)] if new.text else []
        else:
            parts = list(_pieces(old.text, new.text))
        for child in list(here):
            here.remove(child)
        here.text, here.tail = None, tail
        _fill(here, parts)

    def _note(self, figure: ET.Element, change: Change) -> None:
        """What changed in a drawing stands below it."""
        caption = figure.find("figcaption")
        if caption is None or change.new is None:
            return
        if not any(e.get("class") == MARKED for e in caption):
            caption.append(ET.Element("br"))
        note = ET.SubElement(caption, "span", {"class": MARKED})
        old = change.text_of(change.old)
        parts: list[ET.Element | str] = [f"{change.new.column} "]
        parts += [_span(GONE, old), " "] if old else []
        _fill(note, [*parts, _span(COME, change.text_of(change.new)), " "])

    def gone(self, difference: Difference) -> None:
        """What went, put back behind what it stood behind; a row of a table into the table."""
        parents = {child: parent for parent in difference.old.document.root.iter() for child in parent}
        for change in difference.changes:
            if (
                change.how == "removed"
                and change.old
                and not (change.line and self._row_back(change, parents, difference))
            ):
                self._put_back(change, parents, difference)

    def _row_back(self, change: Change, parents: Parents, difference: Difference) -> bool:
        """The whole row in its table; False where it is half of one, or a cell reaches over several rows."""
        row = parents[change.line[0].element]
        body = parents[row]
        if any(cell.get("rowspan") for line in body for cell in line) or len(change.line) < sum(
            _is_compared(cell) for cell in row
        ):
            return False
        before = next(
            (
                twin
                for line in reversed(list(body)[: list(body).index(row)])
                if (twin := self._twin_row(line, difference)) is not None
            ),
            None,
        )
        if before is None:
            return False
        copied = copy.deepcopy(row)
        for cell in copied:
            for element in cell.iter():
                element.attrib.pop("id", None)
            _wrapped(cell, GONE)
            _add_class(cell, MARKED)
        table = self._parents[before]
        table.insert(list(table).index(before) + 1, copied)
        return True

    def _twin_row(self, row: ET.Element, difference: Difference) -> ET.Element | None:
        cell = next((difference.stays[cell] for cell in row if cell in difference.stays), None)
        return self._parents[self._twin[cell]] if cell is not None else None

    def _put_back(self, change: Change, parents: Parents, difference: Difference) -> None:
        """As a paragraph behind the nearest block before it that stays."""
        paragraph = ET.Element("p")
        words = change.text_of(change.old)
        _fill(
            paragraph,
            [f"删去{change.kind}，{change.place}：", _span(GONE, words)] if change.place else [_span(GONE, words)],
        )
        here = change.entry.element
        while here in parents:
            above = parents[here]
            for sibling in reversed(list(above)[: list(above).index(here)]):
                twin = next((self._twin[difference.stays[e]] for e in sibling.iter() if e in difference.stays), None)
                if twin is not None:
                    self._behind(twin, paragraph)
                    return
            here = above
        section = next(
            (self._twin[s] for s in self._twin if s.tag == "section" and s.get("id") == change.home.id), None
        )
        if section is not None:
            section.insert(1, paragraph)

    def _behind(self, twin: ET.Element, paragraph: ET.Element) -> None:
        while self._parents[twin].tag not in ("section", "body"):
            twin = self._parents[twin]
        home = self._parents[twin]
        home.insert(list(home).index(twin) + 1, paragraph)


def _is_compared(cell: ET.Element) -> bool:
    return "line" not in (cell.get("class") or "").split()


def _pieces(old: str, new: str) -> Iterator[ET.Element | str]:
    """Two texts as one; a line break in what stays or came stays one."""
    for sign, text in word_changes(old, new):
        for number, line in enumerate(text.split("\n")):
            if number:
                yield ET.Element("br")
            if line:
                yield line if sign == "=" else _span(GONE if sign == "-" else COME, line)


def _span(name: str, text: str) -> ET.Element:
    span = ET.Element("span", {"class": name})
    span.text = text.replace("\n", " ")
    return span


def _fill(element: ET.Element, parts: list[ET.Element | str]) -> None:
    for part in parts:
        if isinstance(part, str):
            if len(element):
                element[-1].tail = (element[-1].tail or "") + part
            else:
                element.text = (element.text or "") + part
        else:
            element.append(part)


def _wrapped(element: ET.Element, name: str) -> None:
    """All that stands in a block in one span; of a cell with paragraphs, in each."""
    inner = [e for e in element.iter() if e.tag in _WORDS and e is not element]
    if inner:
        for block in inner:
            _wrapped(block, name)
        return
    span = ET.Element("span", {"class": name})
    span.text = element.text
    span.extend(list(element))
    for child in list(element):
        element.remove(child)
    element.text = None
    element.append(span)


def _add_class(element: ET.Element, name: str) -> None:
    element.set("class", " ".join(filter(None, (element.get("class"), name))))


def _legend(root: ET.Element, difference: Difference) -> None:
    """On the cover, below its heading: what was compared, and what the marks mean."""
    cover = next((s for s in root.iter("section") if s.get("class") == "cover"), None)
    if cover is not None:
        legend = ET.Element("p", {"class": "legend"})
        legend.text = LEGEND.format(*difference.labels)
        heading = next((n for n, child in enumerate(cover, start=1) if child.tag == "h1"), len(cover))
        cover.insert(heading, legend)
