"""A sheet that states another unit than its figures are in: told once, by what other sheets say of the same figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from reportgen.reading.grid import Notice
from reportgen.recognise.agree import UNKNOWN, fits, same
from reportgen.recognise.amounts import SIZES
from reportgen.recognise.said import place, short, shown
from reportgen.recognise.seen import RecognisedTable, SeenFigure

_FEWEST = 2
"""Figures that two sheets must share."""
Pair = tuple[SeenFigure, SeenFigure]


@dataclass(frozen=True)
class _Against:
    """Two sheets whose figures differ by the size of a unit: seen from one of them, the unit that would be right."""

    other: int
    unit: str
    pair: Pair


def with_wrong_units(tables: Sequence[RecognisedTable]) -> tuple[list[RecognisedTable], list[Notice]]:
    """The tables, those that state a wrong unit without any: their figures are not used. Which of two it is say those
    that both are compared with; the one that more contradict is wrong.
    """
    against, agreed = _compared(tables)
    result, notices = list(tables), []
    while against:
        worst = max(against, key=lambda n: (len(against[n]), -agreed[n], n))
        notices.append(_told(tables, worst, against[worst]))
        figures = (replace(f, unit=UNKNOWN) if f.unit in SIZES else f for f in tables[worst].figures)
        result[worst] = replace(tables[worst], unit=UNKNOWN, unit_from="？", figures=tuple(figures), wrong=frozenset())
        against = {n: [one for one in all_of if one.other != worst] for n, all_of in against.items() if n != worst}
        against = {n: all_of for n, all_of in against.items() if all_of}
    return result, notices


def _compared(tables: Sequence[RecognisedTable]) -> tuple[dict[int, list[_Against]], Counter[int]]:
    seen: dict[str, dict[int, SeenFigure]] = {}
    for number, table in enumerate(tables):
        for figure in table.figures:
            if figure.value and figure.unit == table.unit and figure.unit in SIZES:
                seen.setdefault(figure.key, {}).setdefault(number, figure)
    shared: dict[tuple[int, int], list[Pair]] = {}
    for by_table in seen.values():
        for one, other in combinations(sorted(by_table), 2):
            shared.setdefault((one, other), []).append((by_table[one], by_table[other]))
    against: dict[int, list[_Against]] = {}
    agreed: Counter[int] = Counter()
    for (one, other), pairs in shared.items():
        if 2 * sum(same(*pair) for pair in pairs) >= len(pairs):
            agreed.update((one, other))
        elif unit := _other_unit(pairs):
            against.setdefault(one, []).append(_Against(other, unit, pairs[0]))
            back = [(second, first) for first, second in pairs]
            against.setdefault(other, []).append(_Against(one, _other_unit(back), back[0]))
    return against, agreed


def _other_unit(pairs: Sequence[Pair]) -> str:
    """The unit in which the first figures of nearly all pairs are the second ones; "" where there is none."""
    for unit in SIZES:
        fitting = sum(fits(one, other, unit) for one, other in pairs)
        if fitting >= max(_FEWEST, 0.8 * len(pairs)):
            return unit
    return ""


def _told(tables: Sequence[RecognisedTable], number: int, against: Iterable[_Against]) -> Notice:
    table, against = tables[number], list(against)
    units = Counter(one.unit for one in against if one.unit)
    like = f"像是{units.most_common(1)[0][0]}" if units else "不是这个单位"
    one, other = against[0].pair
    others = "、".join(dict.fromkeys(short(tables[found.other].grid) for found in against))
    text = f"「{table.grid}」写的金额单位是{table.unit}，和 {others} 里同样的数比，{like}："
    text += f"{place(one.cell)} 是 {shown(one.value)}，{place(other.cell)} 是 {shown(other.value)} {other.unit}；它的金额没有用"
    cell = one.cell.spot
    return Notice("R060", text, replace(cell, row=0, column=0), "核对这张表的金额单位，改对再导入")
