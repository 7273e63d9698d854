"""Report, document and a key -> where a figure comes from and where it is printed, in Chinese; and the reverse.

Printed is what stands in the text, in a table, and at a point of a chart.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator

from reportgen.document.document import Document
from reportgen.document.provenance import (
    AS_APPROVED,
    NO_PLACE,
    Origin,
    Origins,
    exact,
    inputs_of,
    listed,
    record_of,
    rule_of,
)
from reportgen.document.reading import PrintedPlace, place_in_words
from reportgen.document.tree import squeeze
from reportgen.figures import FigureBook, UnknownKey
from reportgen.model.figure import Calculated, Fact, Figure, Overridden, Stated, Summed
from reportgen.model.finding import Source

DEPTH = 2
STATES = {
    "pending": "待填",
    "unknown": "没有依据，不印",
    "blank": "没有发生，印作空白或 0",
    "inapplicable": "不适用：分子、分母都是 0，或分子是负数",
}


class Explainer:
    """Answers about one report; leaves are gathered once for each figure."""

    def __init__(self, book: FigureBook, document: Document) -> None:
        self.book = book
        self.places = [place for place in document.reading.figures if place.key]
        self.printed: dict[str, list[PrintedPlace]] = {}
        for place in self.places:
            self.printed.setdefault(place.key, []).append(place)
        self._leaves = Origins()

    def leaves(self, figure: Figure) -> tuple[Origin, ...]:
        """What people wrote below a figure, each once."""
        return tuple(self._leaves.of(figure))

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
            yield f"确切值　{exact(figure.value)} {figure.unit}"
        if figure.tolerance:
            yield f"尾差　填报数已四舍五入，合起来最多差 {exact(figure.tolerance)} {figure.unit}"

    def value_in_words(self, figure: Figure) -> str:
        """The figure as printed, with its unit, or why there is none."""
        if figure.text is not None:
            return figure.text
        if figure.state != "known":
            return f"（{STATES[figure.state]}）"
        joint = "" if figure.unit == "%" else " "
        return f"{self.book.printed(figure)}{joint}{figure.unit}"

    def _origin(self, figure: Figure, depth: int) -> Iterator[str]:
        match figure.origin:
            case Stated(source):
                yield f"由来　填报：{source or NO_PLACE}"
            case Overridden(source, derived):
                yield f"由来　{AS_APPROVED}：{source or NO_PLACE}"
                yield f"推导　{self.value_in_words(derived)}{_gap(figure, derived)}"
                yield from self._origin(derived, depth)
            case Summed(facts):
                yield from self._sum(figure, facts)
            case Calculated():
                yield from self._calculation(figure, depth)

    def _sum(self, figure: Figure, facts: tuple[Fact, ...]) -> Iterator[str]:
        leaves = self.leaves(figure)
        if not leaves:
            yield "由来　收支数据里没有这样的数"
            return
        rules = "；".join(dict.fromkeys(fact.rule for fact in facts if fact.rule))
        yield f"由来　收支数据 {len(leaves)} 处之和{f'（{rules}）' if rules else ''}"
        yield from _indented(listed(leaves, figure.key))

    def _calculation(self, figure: Figure, depth: int) -> Iterator[str]:
        yield f"算法　{rule_of(figure)}"
        for below in dict.fromkeys(inputs_of(figure)):
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

    def record(self, figure: Figure) -> dict[str, object]:
        """All that is known of a figure, for a program."""
        return {
            "名称": figure.label,
            "确切值": None if figure.value is None else exact(figure.value),
            "单位": figure.unit,
            "印作": self.book.printed(figure),
            "状态": figure.state,
            **record_of(figure),
            "填报": [str(leaf) for leaf in self.leaves(figure)],
            "印在": [place_in_words(place) for place in self.printed.get(figure.key, ())],
        }

    def moves(self, file: str, line: int, column: int = 0) -> str:
        """The figures printed in the document that rest on what stands on this line, by section.

        `file` as in a place that is told: 收支.yaml, or ../2022/收支.yaml of last year's folder; a path from here does too.
        """
        file = self._named(file)
        sections = self.moved(file, line, column)
        if not sections:
            return self._moves_nothing(file, line)
        count = len({key for figures in sections.values() for key in figures})
        lines = [f"改动 {Source(file, line, column) if column else f'{file}:{line}'} 会牵动报告里的 {count} 个数："]
        for heading, figures in sections.items():
            lines.append(heading)
            lines += [f"    {key}　{self.value_in_words(figure)}" for key, figure in figures.items()]
        return "\n".join(lines)

    def moved(self, file: str, line: int, column: int = 0) -> dict[str, dict[str, Figure]]:
        """Section -> key -> figure of what rests on this line, or on this cell of a workbook."""
        file = self._named(file)
        moved: dict[str, Figure] = {}
        for key in self.printed:
            figure = self.book.resolve(key)
            if any(leaf.source and leaf.source.rests_on(file, line, column) for leaf in self._leaves.of(figure)):
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
        book, mark, sheet = asked.rpartition("!")
        path = book if mark else asked
        ways = (os.path.normpath(path), os.path.relpath(path, loaded.folder))
        named = next((name for name in (way.replace("\\", "/") for way in ways) if name in known), path)
        return f"{named}{mark}{sheet}" if mark else named

    def _moves_nothing(self, file: str, line: int) -> str:
        written = {
            leaf.source.line
            for key in self.printed
            for leaf in self._leaves.of(self.book.resolve(key))
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


def _gap(figure: Figure, derived: Figure) -> str:
    if figure.value is None or derived.value is None:
        return ""
    return "，两数相等" if figure.value == derived.value else f"，相差 {exact(figure.value - derived.value)}"
