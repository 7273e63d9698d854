"""Report, document and a key -> where a figure comes from and where it is printed, in Chinese; and the reverse.

Printed is what stands in the text, in a table, and at a point of a chart.
"""

from __future__ import annotations

import difflib
import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.document.tree import BLOCKS, HEADINGS, Document, PrintedPlace, places, squeeze, text_of
from reportgen.figures import FigureBook, UnknownKey
from reportgen.model.figure import Calculated, Fact, Figure, Overridden, Stated, Summed
from reportgen.model.finding import Source

DEPTH = 2
MOST_LEAVES = 40
NO_PLACE = "（没有位置）"
STATES = {
    "pending": "待填",
    "unknown": "没有依据，不印",
    "blank": "没有发生，印作空白或 0",
    "inapplicable": "不适用：分子、分母都是 0",
}


@dataclass(frozen=True)
class Leaf:
    """A value that a person wrote, below a figure."""

    source: Source | None
    name: str
    value: Decimal | None
    unit: str
    text: str | None = None

    def __str__(self) -> str:
        value = self.text if self.text is not None else _exact(self.value)
        return f"{self.source or NO_PLACE}  {value}{'' if self.text else f' {self.unit}'}  {self.name}".rstrip()


class Explainer:
    """Answers about one report; leaves are gathered once for each figure."""

    def __init__(self, book: FigureBook, document: Document) -> None:
        self.book = book
        self.places = [place for place in printed_places(document) if place.key]
        self.printed: dict[str, list[PrintedPlace]] = {}
        for place in self.places:
            self.printed.setdefault(place.key, []).append(place)
        self._leaves: dict[int, dict[Leaf, None]] = {}
        self._kept: list[Figure] = []

    def leaves(self, figure: Figure) -> tuple[Leaf, ...]:
        """What people wrote below a figure, each once; an approved figure rests on its own statement too."""
        return tuple(self._gathered(figure))

    def _gathered(self, figure: Figure) -> dict[Leaf, None]:
        if id(figure) not in self._leaves:
            self._kept.append(figure)  # an id is a figure's only while the figure lives
            self._leaves[id(figure)] = dict.fromkeys(self._below(figure))
        return self._leaves[id(figure)]

    def _below(self, figure: Figure) -> Iterator[Leaf]:
        origin = figure.origin
        if isinstance(origin, Stated):
            yield Leaf(origin.source, figure.label or figure.key, figure.value, figure.unit, figure.text)
        elif isinstance(origin, Summed):
            yield from (_leaf(fact) for picked in origin.facts for fact in picked.leaves())
        elif isinstance(origin, Overridden):
            yield Leaf(origin.source, f"核定数 {figure.key}", figure.value, figure.unit, figure.text)
            yield from self._gathered(origin.derived)
        else:
            for below in origin.inputs:
                yield from self._gathered(below)

    def explain(self, key: str) -> str:
        """Everything known of one figure. Raises UnknownKey, whose `nearest` may also be printed keys."""
        try:
            figure = self.book.resolve(key)
        except UnknownKey as error:
            nearest = [*error.nearest, *difflib.get_close_matches(key, self.printed, 3, 0.5)]
            raise UnknownKey(error.key, list(dict.fromkeys(nearest))) from None
        return "\n".join([*self._head(figure), *self._origin(figure, 0), *self._places(figure)])

    def _head(self, figure: Figure) -> Iterator[str]:
        yield f"{figure.key}　{self.value_in_words(figure)}"
        if figure.label:
            yield f"名称　{figure.label}"
        if figure.value is not None:
            yield f"确切值　{_exact(figure.value)} {figure.unit}"
        if figure.tolerance:
            yield f"尾差　填报数已四舍五入，合起来最多差 {_exact(figure.tolerance)} {figure.unit}"

    def value_in_words(self, figure: Figure) -> str:
        """The figure as printed, with its unit, or why there is none."""
        if figure.text is not None:
            return figure.text
        if figure.state != "known":
            return f"（{STATES[figure.state]}）"
        joint = "" if figure.unit == "%" else " "
        return f"{self.book.printed(figure)}{joint}{figure.unit}"

    def _origin(self, figure: Figure, depth: int) -> Iterator[str]:
        origin = figure.origin
        if isinstance(origin, Stated):
            yield f"由来　填报：{origin.source or NO_PLACE}"
        elif isinstance(origin, Overridden):
            yield f"由来　核定数，按它印出：{origin.source or NO_PLACE}"
            yield f"推导　{self.value_in_words(origin.derived)}{_gap(figure, origin.derived)}"
            yield from self._origin(origin.derived, depth)
        elif isinstance(origin, Summed):
            yield from self._picked(figure, origin)
        elif isinstance(origin, Calculated):
            yield from self._ruled(origin, depth)

    def _picked(self, figure: Figure, origin: Summed) -> Iterator[str]:
        leaves = self.leaves(figure)
        if not leaves:
            yield "由来　收支数据里没有这样的数"
            return
        rules = "；".join(dict.fromkeys(fact.rule for fact in origin.facts if fact.rule))
        yield f"由来　收支数据 {len(leaves)} 处之和{f'（{rules}）' if rules else ''}"
        yield from _indented(listed(leaves, figure.key))

    def _ruled(self, origin: Calculated, depth: int) -> Iterator[str]:
        yield f"算法　{origin.rule}：{origin.formula}"
        for below in dict.fromkeys(origin.inputs):
            yield f"    {below.key}　{self.value_in_words(below)}"
            deeper = depth + 1 < DEPTH
            lines = self._origin(below, depth + 1) if deeper else listed(self.leaves(below), below.key)
            yield from _indented(_indented(lines))

    def _places(self, figure: Figure) -> Iterator[str]:
        found = self.printed.get(figure.key, [])
        if not found:
            yield "印在　报告里没有直接印这个数"
            return
        yield f"印在　{len(found)} 处"
        for place in found:
            yield f"    {place_in_words(place)}　印作 {squeeze(place.text)}"

    def moves(self, file: str, line: int) -> str:
        """The figures printed in the document that rest on what stands on this line, by section.

        `file` as in a place that is told: 收支.yaml, or ../2022/收支.yaml of last year's folder; a path from here does too.
        """
        file = self._named(file)
        sections = self.moved(file, line)
        if not sections:
            return self._moves_nothing(file, line)
        count = len({key for figures in sections.values() for key in figures})
        lines = [f"改动 {file}:{line} 会牵动报告里的 {count} 个数："]
        for heading, figures in sections.items():
            lines.append(heading)
            lines += [f"    {key}　{self.value_in_words(figure)}" for key, figure in figures.items()]
        return "\n".join(lines)

    def moved(self, file: str, line: int) -> dict[str, dict[str, Figure]]:
        """Section -> key -> figure of what rests on this line."""
        file = self._named(file)
        moved: dict[str, Figure] = {}
        for key in self.printed:
            figure = self.book.resolve(key)
            if any(
                leaf.source and (leaf.source.file, leaf.source.line) == (file, line) for leaf in self._gathered(figure)
            ):
                moved[key] = figure
        sections: dict[str, dict[str, Figure]] = {}
        for place in self.places:
            if place.key in moved:
                sections.setdefault(place.heading or "（没有标题）", {})[place.key] = moved[place.key]
        return sections

    def _named(self, asked: str) -> str:
        """The file as sources name it: from the data's folder; what was typed may start there or where one stands."""
        asked = asked.replace("\\", "/")
        loaded = self.book.loaded
        last = loaded.previous
        beside = [f"../{last.folder.name}/{name}" for name in last.hashes] if last else []
        known = {*loaded.hashes, *beside}
        ways = (os.path.normpath(asked), os.path.relpath(asked, loaded.folder))
        return next((name for name in (way.replace("\\", "/") for way in ways) if name in known), asked)

    def _moves_nothing(self, file: str, line: int) -> str:
        written = {
            leaf.source.line
            for key in self.printed
            for leaf in self._gathered(self.book.resolve(key))
            if leaf.source and leaf.source.file == file
        }
        if not written:
            return f"报告里没有哪个数出自 {file}（文件名或许写错了；只印文字的文件不在此列）"
        nearest = sorted(written, key=lambda n: (abs(n - line), n))[:3]
        return f"报告里没有哪个数出自 {file}:{line}；这个文件里离它最近、有数印出的是第 {'、'.join(map(str, sorted(nearest)))} 行"


def explain(book: FigureBook, document: Document, key: str) -> str:
    """Where one figure comes from and where it is printed. Raises UnknownKey."""
    return Explainer(book, document).explain(key)


def moves(book: FigureBook, document: Document, file: str, line: int) -> str:
    """What moves in the document when this line of the data changes."""
    return Explainer(book, document).moves(file, line)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def listed(leaves: tuple[Leaf, ...], key: str, most: int = MOST_LEAVES) -> Iterator[str]:
    """One line a leaf; noughts together, and no more than a reader reads."""
    noughts = [leaf for leaf in leaves if leaf.value == 0 and leaf.text is None]
    others = [leaf for leaf in leaves if leaf not in noughts]
    yield from map(str, others[:most])
    if len(others) > most:
        yield f"……另有 {len(others) - most} 处，全部在 内部/核对.json 的「{key}」下"
    if noughts:
        yield f"填 0 的 {len(noughts)} 处：{'、'.join(_lines_of(noughts))}"


def _lines_of(leaves: Iterable[Leaf]) -> Iterator[str]:
    """Runs of lines, a file at a time: 收支.yaml:9–23."""
    lines = sorted({(leaf.source.file, leaf.source.line) for leaf in leaves if leaf.source})
    runs: list[list[tuple[str, int]]] = []
    for file, line in lines:
        if runs and runs[-1][-1] == (file, line - 1):
            runs[-1].append((file, line))
        else:
            runs.append([(file, line)])
    for run in runs:
        last = f"–{run[-1][1]}" if len(run) > 1 else ""
        yield f"{run[0][0]}:{run[0][1]}{last}"


def _leaf(fact: Fact) -> Leaf:
    return Leaf(fact.source, " ".join(member for _, member in fact.dims), fact.value, fact.unit, fact.text)


def _exact(value: Decimal | None) -> str:
    return "待填" if value is None else f"{value:f}"


def _gap(figure: Figure, derived: Figure) -> str:
    if figure.value is None or derived.value is None:
        return ""
    return "，两数相等" if figure.value == derived.value else f"，相差 {_exact(figure.value - derived.value)}"


def printed_places(document: Document) -> Iterator[PrintedPlace]:
    """Every printed figure: those of text and tables in reading order, then the points of the charts."""
    yield from places(document.root)
    yield from _charted(document.root, "", "")


def _charted(element: ET.Element, section: str, heading: str) -> Iterator[PrintedPlace]:
    """The amounts and shares that a chart prints at its points, without their unit as elsewhere."""
    if element.tag == "section":
        section = element.get("id") or section
        heading = _heading(element) or heading
    for point in json.loads(element.get("data-series") or "[]"):
        for printed in (point, point.get("share")):
            if printed:
                yield PrintedPlace(
                    section,
                    heading,
                    element.get("id") or "",
                    printed.get("key") or "",
                    printed["text"].removesuffix("%"),
                    element,
                )
    for child in element:
        yield from _charted(child, section, heading)


def place_in_words(place: PrintedPlace) -> str:
    """Where a figure stands, for a reader: heading, block, and the name of the chart that it is a point of."""
    chart = place.element.find("figcaption") if place.element.tag == "figure" else None
    drawn = f"（{squeeze(text_of(chart))}）" if chart is not None else ""
    return f"{place.heading or '（没有标题）'}　{place.block}{drawn}"


def _heading(section: ET.Element) -> str:
    first = next((child for child in section if child.tag in HEADINGS), None)
    return squeeze(text_of(first)) if first is not None else ""


def pending_places(document: Document) -> Iterator[tuple[str, str]]:
    """Heading and words around of everything that is still to be filled in."""

    def walk(element: ET.Element, heading: str, block: ET.Element) -> Iterator[tuple[str, str]]:
        if element.tag == "section":
            heading = _heading(element) or heading
        if element.tag in BLOCKS or element.tag in ("tr", "figcaption"):
            block = element
        if element.tag == "span" and element.get("class") == "pending":
            yield heading, _around(_words(block), squeeze(text_of(element)))
        for child in element:
            yield from walk(child, heading, block)

    yield from walk(document.root, "", document.root)


def _words(block: ET.Element) -> str:
    """The words of a block; the cells of a row stay apart."""
    cells = [squeeze(text_of(cell)) for cell in block] if block.tag == "tr" else [squeeze(text_of(block))]
    return "　".join(cell for cell in cells if cell)


def _around(words: str, pending: str) -> str:
    """A line's worth of words, with what is pending in it."""
    at = words.find(pending)
    start, end = max(0, at - 20), at + len(pending) + 20
    return f"{'…' if start else ''}{words[start:end]}{'…' if end < len(words) else ''}"
