"""A figure -> where it comes from: by which rule, from which figures, from what people wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reportgen.model.figure import Calculated, Fact, Figure, Overridden, Stated, Summed
from reportgen.model.finding import Source

MOST_LEAVES = 40
FEW_CELLS = 6
"""Cells of a workbook that are listed."""
NO_PLACE = "（没有位置）"
AS_APPROVED = "核定数，按它印出"


@dataclass(frozen=True)
class Origin:
    """A value that a person wrote, below a figure."""

    source: Source | None
    name: str
    value: Decimal | None
    unit: str
    text: str | None = None

    def __str__(self) -> str:
        value = self.text if self.text is not None else exact(self.value)
        return f"{self.source or NO_PLACE}  {value}{'' if self.text else f' {self.unit}'}  {self.name}".rstrip()


def exact(value: Decimal | None) -> str:
    """A value without rounding."""
    return "待填" if value is None else f"{value:f}"


def rule_of(figure: Figure) -> str:
    """By which rule and formula it is printed."""
    match figure.origin:
        case Calculated(rule, formula):
            return f"{rule}：{formula}"
        case Overridden():
            return AS_APPROVED
        case origin:
            return origin.rule


def in_words(figure: Figure) -> str:
    """Its rule, and behind 核定数 the rule of what derives."""
    return f"{rule_of(figure)}；推导：{in_words(figure.derived)}" if figure.overridden else rule_of(figure)


def inputs_of(figure: Figure) -> tuple[Figure, ...]:
    """The figures that it is calculated from directly."""
    return figure.origin.inputs


def sources_of(figure: Figure) -> Iterator[Source]:
    """The places of what people wrote for it directly, not for the figures below it."""
    return (leaf.source for leaf in written_for(figure) if leaf.source)


def written_for(figure: Figure) -> Iterator[Origin]:
    """What people wrote for it directly; for one of 核定数, that first and then what derives."""
    match figure.origin:
        case Stated(source):
            yield Origin(source, figure.label or figure.key, figure.value, figure.unit, figure.text)
        case Summed(facts):
            yield from (_leaf(fact) for summed in facts for fact in summed.leaves())
        case Overridden(source, derived):
            yield Origin(source, f"核定数 {figure.key}", figure.value, figure.unit, figure.text)
            yield from written_for(derived)


def _leaf(fact: Fact) -> Origin:
    return Origin(fact.source, " ".join(member for _, member in fact.dims), fact.value, fact.unit, fact.text)


def as_stated(figure: Figure) -> Figure:
    """The figure itself, or the one that it is in another unit."""
    origin = figure.origin
    return as_stated(origin.inputs[0]) if isinstance(origin, Calculated) and origin.same else figure


def stated_at(figure: Figure) -> Source | None:
    """The one place where a person wrote this very figure; None for what is computed from several."""
    figure = as_stated(figure)
    origin = figure.origin
    if origin.source or figure.overridden or not origin.facts:
        return origin.source
    leaves = list(written_for(figure))
    return leaves[0].source if len(leaves) == 1 and leaves[0].value == figure.value else None


def is_stated(figure: Figure) -> bool:
    """Whether a person writes the figure itself: a sum of what follows from others, or of several amounts,
    is computed.
    """
    figure = as_stated(figure)
    match figure.origin:
        case Calculated():
            return False
        case Summed(facts):
            return not any(fact.inputs for fact in facts) and sum(bool(leaf.value) for leaf in written_for(figure)) <= 1
        case _:
            return True


def record_of(figure: Figure) -> dict[str, Any]:
    """Rule, formula and inputs for a program; of one of 核定数 what derives beside it."""
    match figure.origin:
        case Calculated(rule, formula, inputs):
            return {"由来": rule, "算法": formula, "用到": [below.key for below in inputs]}
        case Overridden(derived=derived):
            value = None if derived.value is None else exact(derived.value)
            return {"由来": Overridden.rule, "推导": {"确切值": value, **record_of(derived)}}
        case origin:
            return {"由来": origin.rule}


@dataclass(frozen=True)
class Origins:
    """What people wrote below figures, gathered once for each."""

    _found: dict[int, tuple[Figure, dict[Origin, None]]] = field(default_factory=dict, repr=False)
    """By identity; the figure stands beside it, because an id is a figure's only while the figure lives."""

    def of(self, figure: Figure) -> dict[Origin, None]:
        """Each leaf once, in order; 核定数 rest on their own statement too."""
        if id(figure) not in self._found:
            leaves = dict.fromkeys(written_for(figure))
            for below in inputs_of(figure):
                leaves.update(self.of(below))
            self._found[id(figure)] = figure, leaves
        return self._found[id(figure)][1]


def listed(leaves: tuple[Origin, ...], key: str, most: int = MOST_LEAVES) -> Iterator[str]:
    """One line a leaf; noughts together, and no more than a reader reads."""
    noughts = [leaf for leaf in leaves if leaf.value == 0 and leaf.text is None]
    others = [leaf for leaf in leaves if leaf not in noughts]
    yield from map(str, others[:most])
    if len(others) > most:
        yield f"……另有 {len(others) - most} 处，全部在 内部/核对.json 的「{key}」下"
    if noughts:
        yield f"填 0 的 {len(noughts)} 处：{'、'.join(_lines_of(noughts))}"


def _lines_of(leaves: Iterable[Origin]) -> Iterator[str]:
    """Runs of lines, a file at a time: 收支.yaml:9–23; of a workbook its cells, of many only how many in a sheet."""
    places = [leaf.source for leaf in leaves if leaf.source]
    sheets = Counter(place.file for place in set(places) if place.sheet)
    few = sum(sheets.values()) <= FEW_CELLS
    yield from map(str, sorted(place for place in set(places) if place.sheet and few))
    yield from (f"{sheet}（{count} 格）" for sheet, count in sorted(sheets.items()) if not few)
    lines = sorted({(place.file, place.line) for place in places if not place.sheet})
    runs: list[list[tuple[str, int]]] = []
    for file, line in lines:
        if runs and runs[-1][-1] == (file, line - 1):
            runs[-1].append((file, line))
        else:
            runs.append([(file, line)])
    for run in runs:
        last = f"–{run[-1][1]}" if len(run) > 1 else ""
        yield f"{run[0][0]}:{run[0][1]}{last}"
