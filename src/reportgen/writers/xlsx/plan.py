"""Document -> the sheets of a workbook: their names, and what stands in each, in reading order."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from reportgen.document import Document
from reportgen.document.tree import HEADINGS, SVG, DocumentError, squeeze, text_of
from reportgen.writers.json import chart_series, own_text, printed_text

NAME_LENGTH = 31  # Excel's limit, in UTF-16 units


@dataclass(frozen=True)
class PlanLine:
    """One row of words; `kind` chooses its looks, `target` the id or sheet that it leads to."""

    kind: str
    text: str
    depth: int = 0
    target: str = ""
    beside: str = ""


@dataclass(frozen=True)
class Point:
    """One row of the data behind a chart."""

    label: str
    value: str
    text: str
    share: str = ""


MOST_IN_A_ROW = 1000
"""Characters that the highest row of a sheet shows; a cell can hold 32,767."""
Item = PlanLine | Point | ET.Element


@dataclass
class Sheet:
    """A sheet: rows of text, or tables with the lines around them."""

    name: str
    tabular: bool = False
    landscape: bool = False
    items: list[Item] = field(default_factory=list)
    targets: dict[str, int] = field(default_factory=dict)

    def mark(self, element: ET.Element) -> None:
        """Remember at which row an id stands."""
        if element.get("id"):
            self.targets[element.attrib["id"]] = 0 if self.tabular else len(self.items)

    def add_words(self, line: PlanLine) -> None:
        """A line in a row of its own; a long one in as many rows as it takes, for a row shows only so much."""
        rest = line.text
        while len(rest) > MOST_IN_A_ROW:
            end = max(rest.rfind(mark, 0, MOST_IN_A_ROW) for mark in "。；，") + 1 or MOST_IN_A_ROW
            self.items.append(replace(line, text=rest[:end]))
            rest = rest[end:]
        self.items.append(replace(line, text=rest))


def plan(document: Document) -> list[Sheet]:
    """One sheet per part, each followed by the sheets of its tables."""
    names = _Names((document.unit, f"{document.year}年度"))
    sheets: list[Sheet] = []
    for part in own_text(document.body):
        if isinstance(part, str) or part.tag not in ("section", "nav"):
            raise DocumentError("Excel 写作器不认识 body 里章节以外的内容")
        sheets += _SumPart(part, names).sheets
    return sheets


class _Names:
    """Sheet names that Excel takes: short, without its signs and what all would begin with,
    different whatever their case.
    """

    def __init__(self, said: tuple[str, ...] = ()) -> None:
        self._said = said
        self._taken: set[str] = {"history"}  # Excel keeps this name for itself

    def make(self, text: str) -> str:
        for words in filter(None, self._said):
            text = text.replace(words, "")
        wanted = re.sub(r"[\[\]:*?/\\\x00-\x1f]+", " ", text).strip(" '") or "表"
        number = 1
        while True:
            ending = "" if number == 1 else f" ({number})"
            name = _cut(wanted, NAME_LENGTH - len(ending)).strip(" '") + ending
            if name.lower() not in self._taken:
                self._taken.add(name.lower())
                return name
            number += 1


def _cut(text: str, length: int) -> str:
    while len(text.encode("utf-16-le")) > 2 * length:
        text = text[:-1]
    return text


class _SumPart:
    """Walks one part of the body: its words go to the first sheet, its tables to sheets after it."""

    def __init__(self, part: ET.Element, names: _Names) -> None:
        self._names = names
        self._heading = ""
        self._cover = "cover" in part.get("class", "").split()
        self._noted: Sheet | None = None  # the sheet of the table just before, for the notes under it
        self.text = Sheet(
            names.make(_part_name(part)), tabular=self._cover, landscape=part.get("data-page") == "landscape"
        )
        self.sheets = [self.text]
        self._walk(part, self.text, part.get("data-page", ""))

    def _walk(self, element: ET.Element, sheet: Sheet, page: str, depth: int = 0) -> None:
        sheet.mark(element)
        for part in own_text(element):
            if isinstance(part, str):
                sheet.add_words(PlanLine("p", part, depth))
            else:
                self._block(part, sheet, page, depth)

    def _block(self, block: ET.Element, sheet: Sheet, page: str, depth: int) -> None:
        classes = block.get("class", "").split()
        page = block.get("data-page", page)
        noted, self._noted = self._noted, None
        if noted and block.tag == "p" and "note" in classes:
            self._line(block, noted, classes)
            self._noted = noted
        elif block.tag == "section" and "statement" in classes and not sheet.tabular:
            own = self._table_sheet(_statement_name(block), page)
            self._leave_link(sheet, own, block)
            self._walk(block, own, page)
        elif block.tag == "table" and not sheet.tabular:
            caption = block.find("caption")
            own = self._table_sheet(printed_text(caption) if caption is not None else self._heading, page)
            above = sheet.items.pop() if _is_meta(sheet.items) else None
            if caption is None and self._heading:
                own.items.append(PlanLine("table-title", self._heading))
            if above is not None:
                own.items.append(above)
            self._leave_link(sheet, own, block)
            own.items.append(block)
            self._noted = own
        elif block.tag == "table":
            sheet.mark(block)
            sheet.items.append(block)
        elif block.tag in ("section", "nav"):
            self._walk(block, sheet, page)
        elif block.tag in ("ol", "ul"):
            self._walk(block, sheet, page, depth + 1)
        elif block.tag == "li":
            sheet.mark(block)
            self._item(block, sheet, page, depth)
        elif block.tag == "figure":
            self._figure(block, sheet, page)
        elif block.tag in (*HEADINGS, "p", "figcaption"):
            self._line(block, sheet, classes)
        else:
            raise DocumentError(f"Excel 写作器不认识这里的 <{block.tag}>")

    def _line(self, block: ET.Element, sheet: Sheet, classes: list[str]) -> None:
        sheet.mark(block)
        text = printed_text(block)
        if block.tag in HEADINGS:
            self._heading = text
        if "table-meta" in classes:
            sheet.items.append(_meta(block, text))
        elif text:
            tag = block.tag if not self._cover or block.tag != "p" else "cover"
            kind = next((c for c in ("table-title", "table-number", "note", "nil") if c in classes), tag)
            sheet.add_words(PlanLine(kind, text, target=_link(block)))

    def _item(self, item: ET.Element, sheet: Sheet, page: str, depth: int) -> None:
        for part in own_text(item):
            if isinstance(part, str):
                sheet.add_words(PlanLine("p", part, depth, target=_link(item)))
            else:
                self._block(part, sheet, page, depth)

    def _figure(self, figure: ET.Element, sheet: Sheet, page: str) -> None:
        if not figure.get("data-chart"):
            self._walk(figure, sheet, page)
            return
        sheet.mark(figure)
        sheet.items.append(PlanLine("chart", figure.get("data-title", ""), beside=figure.get("data-unit", "")))
        sheet.items += _points(figure)
        for child in figure:
            if child.tag != SVG:
                self._block(child, sheet, page, 0)

    def _table_sheet(self, name: str, page: str) -> Sheet:
        own = Sheet(self._names.make(name), tabular=True, landscape=page == "landscape")
        self.sheets.append(own)
        return own

    def _leave_link(self, sheet: Sheet, own: Sheet, element: ET.Element) -> None:
        """Where a table stood in the text, its sheet's name leads to it."""
        own.mark(element)
        own.targets[f"sheet:{own.name}"] = 0
        sheet.items.append(PlanLine("link", own.name, target=f"sheet:{own.name}"))


def _part_name(part: ET.Element) -> str:
    heading = next((e for e in part.iter() if e.tag in HEADINGS), None)
    if "cover" in part.get("class", "").split():
        return "封面"
    if label := part.get("aria-label"):  # a part whose title is not printed
        return label
    if heading is not None:
        return squeeze(text_of(heading))
    return "目录" if part.tag == "nav" else part.get("id", "")


def _statement_name(section: ET.Element) -> str:
    words = [section.find("p[@class='table-number']"), section.find("h2")]
    return " ".join(squeeze(text_of(e)) for e in words if e is not None)


def _is_meta(items: list[Item]) -> bool:
    return bool(items) and isinstance(items[-1], PlanLine) and items[-1].kind == "table-meta"


def _meta(block: ET.Element, text: str) -> PlanLine:
    """The line over a table: 部门 at the left, 金额单位 at the right."""
    sides = {e.get("class"): printed_text(e) for e in block if e.tag == "span"}
    if "".join(text.split()) == "".join((sides.get("left", "") + sides.get("right", "")).split()):
        return PlanLine("table-meta", sides.get("left", ""), beside=sides.get("right", ""))
    return PlanLine("table-meta", text)


def _link(element: ET.Element) -> str:
    """The id that a line leads to: its first reference, not looking into nested lists."""
    for child in element:
        if child.tag == "a":
            return child.get("href", "").removeprefix("#")
        if child.tag in ("span", "strong") and _link(child):
            return _link(child)
    return ""


def _points(figure: ET.Element) -> Iterator[Point]:
    for item in chart_series(figure):
        share = item.get("share") or {}
        yield Point(
            str(item.get("label", "")),
            str(item.get("value", "")),
            str(item.get("text", "")),
            str(share.get("text", "")),
        )
