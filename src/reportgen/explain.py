"""Report, document and a key -> where a figure comes from and where it is printed, in Chinese; and the reverse."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.document import Document, Place, places, squeeze
from reportgen.figure import Approved, Fact, Figure, Picked, Ruled, Stated
from reportgen.finding import Source
from reportgen.report import Report, UnknownKey

DEPTH = 2
MOST_LEAVES = 40
STATES = {"pending": "待填", "unknown": "没有依据，不印", "blank": "没有发生，印作空白或 0"}


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
        return f"{self.source or '（没有位置）'}  {value}{'' if self.text else f' {self.unit}'}  {self.name}".rstrip()


class Explainer:
    """Answers about one report; leaves are gathered once for each figure."""

    def __init__(self, report: Report, document: Document) -> None:
        self.report = report
        self.printed: dict[str, list[Place]] = {}
        for place in places(document.root):
            if place.key:
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
        elif isinstance(origin, Picked):
            yield from (_leaf(fact) for picked in origin.facts for fact in picked.leaves())
        elif isinstance(origin, Approved):
            yield Leaf(origin.source, f"核定数 {figure.key}", figure.value, figure.unit, figure.text)
            yield from self._gathered(origin.derived)
        else:
            for below in origin.inputs:
                yield from self._gathered(below)

    def explain(self, key: str) -> str:
        """Everything known of one figure. Raises UnknownKey, whose `nearest` may also be printed keys."""
        try:
            figure = self.report.resolve(key)
        except UnknownKey as error:
            nearest = [*error.nearest, *difflib.get_close_matches(key, self.printed, 3, 0.5)]
            raise UnknownKey(error.key, list(dict.fromkeys(nearest))) from None
        return "\n".join([*self._head(figure), *self._origin(figure, 0), *self._places(figure)])

    def _head(self, figure: Figure) -> Iterator[str]:
        yield f"{figure.key}　{self.told(figure)}"
        if figure.label:
            yield f"名称　{figure.label}"
        if figure.value is not None:
            yield f"确切值　{_exact(figure.value)} {figure.unit}"
        if figure.slack:
            yield f"尾差　填报数已四舍五入，合起来最多差 {_exact(figure.slack)} {figure.unit}"

    def told(self, figure: Figure) -> str:
        """The figure as printed, with its unit, or why there is none."""
        if figure.text is not None:
            return figure.text
        if figure.state != "known":
            return f"（{STATES[figure.state]}）"
        joint = "" if figure.unit == "%" else " "
        return f"{self.report.printed(figure)}{joint}{figure.unit}"

    def _origin(self, figure: Figure, depth: int) -> Iterator[str]:
        pad = "    " * depth
        origin = figure.origin
        if isinstance(origin, Stated):
            yield f"{pad}由来　填报：{origin.source or '（没有位置）'}"
        elif isinstance(origin, Approved):
            yield f"{pad}由来　核定数，按它印出：{origin.source or '（没有位置）'}"
            yield f"{pad}　　　推导得 {self.told(origin.derived)}{_gap(figure, origin.derived)}"
            yield from self._origin(origin.derived, depth)
        elif isinstance(origin, Picked):
            yield from self._picked(figure, origin, pad)
        elif isinstance(origin, Ruled):
            yield from self._ruled(origin, depth)

    def _picked(self, figure: Figure, origin: Picked, pad: str) -> Iterator[str]:
        leaves = self.leaves(figure)
        if not leaves:
            yield f"{pad}由来　收支数据里没有这样的数"
            return
        rules = dict.fromkeys(fact.rule for fact in origin.facts if fact.rule)
        yield f"{pad}由来　收支数据 {len(leaves)} 处之和{f'（{"；".join(rules)}）' if rules else ''}"
        yield from (f"{pad}    {leaf}" for leaf in leaves[:MOST_LEAVES])
        if len(leaves) > MOST_LEAVES:
            yield f"{pad}    ……另有 {len(leaves) - MOST_LEAVES} 处，见 内部/核对.json"

    def _ruled(self, origin: Ruled, depth: int) -> Iterator[str]:
        pad = "    " * depth
        yield f"{pad}算法　{origin.rule}：{origin.formula}"
        for below in dict.fromkeys(origin.inputs):
            yield f"{pad}    {below.key}　{self.told(below)}"
            if depth + 1 < DEPTH:
                yield from self._origin(below, depth + 1)
            else:
                yield from (f"{pad}        {line}" for line in self._written(below))

    def _written(self, figure: Figure) -> Iterator[str]:
        """The leaves of a figure whose formula is not told any more."""
        leaves = self.leaves(figure)
        yield from map(str, leaves[:MOST_LEAVES])
        if len(leaves) > MOST_LEAVES:
            yield f"……另有 {len(leaves) - MOST_LEAVES} 处，可查：reportgen explain {figure.key}"

    def _places(self, figure: Figure) -> Iterator[str]:
        found = self.printed.get(figure.key, [])
        if not found:
            yield "印在　报告里没有直接印这个数"
            return
        yield f"印在　{len(found)} 处"
        for place in found:
            yield f"    {place.heading or '（没有标题）'}　{place.block}　印作 {squeeze(place.text)}"

    def moves(self, file: str, line: int) -> str:
        """The figures printed in the document that rest on what stands on this line, by section."""
        sections: dict[str, dict[str, Figure]] = {}
        for key, found in self.printed.items():
            try:
                figure = self.report.resolve(key)
            except UnknownKey:
                continue
            if any(_stands(leaf.source, file, line) for leaf in self._gathered(figure)):
                for place in found:
                    sections.setdefault(place.heading or "（没有标题）", {})[key] = figure
        if not sections:
            return self._moves_nothing(file, line)
        count = len({key for figures in sections.values() for key in figures})
        lines = [f"改动 {file}:{line} 会牵动报告里的 {count} 个数："]
        for heading, figures in sections.items():
            lines.append(heading)
            lines += [f"    {key}　{self.told(figure)}" for key, figure in figures.items()]
        return "\n".join(lines)

    def _moves_nothing(self, file: str, line: int) -> str:
        written = {
            leaf.source.line
            for key in self.printed
            for leaf in self._gathered(self.report.resolve(key))
            if leaf.source and _same_file(leaf.source.file, file)
        }
        if not written:
            return f"报告里没有哪个数出自 {file}（文件名或许写错了；只印文字的文件不在此列）"
        nearest = sorted(written, key=lambda n: (abs(n - line), n))[:3]
        return f"报告里没有哪个数出自 {file}:{line}；这个文件里离它最近、有数印出的是第 {'、'.join(map(str, sorted(nearest)))} 行"


def explain(report: Report, document: Document, key: str) -> str:
    """Where one figure comes from and where it is printed. Raises UnknownKey."""
    return Explainer(report, document).explain(key)


def moves(report: Report, document: Document, file: str, line: int) -> str:
    """What moves in the document when this line of the data changes."""
    return Explainer(report, document).moves(file, line)


def _leaf(fact: Fact) -> Leaf:
    return Leaf(fact.source, " ".join(member for _, member in fact.dims), fact.value, fact.unit, fact.text)


def _exact(value: Decimal | None) -> str:
    return "待填" if value is None else f"{value:f}"


def _gap(figure: Figure, derived: Figure) -> str:
    if figure.value is None or derived.value is None:
        return ""
    return "，两数相等" if figure.value == derived.value else f"，相差 {_exact(figure.value - derived.value)}"


def _stands(source: Source | None, file: str, line: int) -> bool:
    return source is not None and source.line == line and _same_file(source.file, file)


def _same_file(name: str, asked: str) -> bool:
    """A file may be asked for with a path before its name."""
    return asked.replace("\\", "/").rpartition("/")[2] == name
