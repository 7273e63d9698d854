"""Totals that don't foot -> what is told of them: those of one row or one column, which have one cause, as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.reading.grid import Notice
from reportgen.recognise.said import called, place, shown
from reportgen.recognise.sums import Sum

_NAMED, _MANY = 3, 4
"""So many cells are named; so many in a row or a column have one cause."""


def told_of_sums(sums: Iterable[Sum], unit: str) -> Iterator[Notice]:
    """What is told of the totals of a sheet; a cell that is wrong in two ways is told once."""
    wrong: dict[tuple[int, int], Sum] = {}
    close: list[Sum] = []
    for one in sums:
        if not one.foots:
            wrong.setdefault((one.total.cell.spot.row, one.total.cell.spot.column), one)
        elif one.off:
            close.append(one)
    yield from together_off(wrong.values())
    if close:
        most = max(close, key=lambda one: abs(one.off))
        yield Notice(
            "R050",
            f"金额单位是{unit}，每一格各自四舍五入：{len(close)} 个合计和各部分相加差在末位，"
            f"最多的是 {place(most.total.cell)}，写着 {shown(most.total.value)}，相加是 {shown(most.added)}",
            most.total.cell.spot,
            "有以元为单位的决算报表，就用那一份",
        )


def together_off(wrong: Iterable[Sum]) -> Iterator[Notice]:
    """Each total that is off; where four or more of a row are, or of a column, or by the same amount, these as one."""
    left = list(wrong)
    for what, line_of in _LINES:
        lines: dict[tuple[str, int | Decimal], list[Sum]] = {}
        for one in left:
            lines.setdefault(line_of(one), []).append(one)
        for many in lines.values():
            if len(many) >= _MANY:
                others = "、".join(place(one.total.cell) for one in many[1 : _NAMED + 1])
                first = off(many[0])
                more = f"；同一{what}另有 {len(many) - 1} 个合计也{_ALSO.get(what, '不等于各部分相加')}：{others}"
                yield replace(first, message=first.message + more + ("等" if len(many) > _NAMED + 1 else ""))
        left = [one for one in left if len(lines[line_of(one)]) < _MANY]
    yield from map(off, left)


_ALSO = {"张表": "差这么多"}
_LINES: tuple[tuple[str, Callable[[Sum], tuple[str, int | Decimal]]], ...] = (
    ("行", lambda one: (one.total.cell.spot.sheet, one.total.cell.spot.row)),
    ("栏", lambda one: (one.total.cell.spot.sheet, one.total.cell.spot.column)),
    ("张表", lambda one: (one.total.cell.spot.sheet, one.off)),
)


def off(one: Sum) -> Notice:
    """A total and its parts that don't agree, with the cells of both."""
    text = f"{place(one.total.cell)}{called(one.total)}是 {shown(one.total.value)}，"
    text += f"各部分（{_parts(one) or '都空着'}）相加是 {shown(one.added)}，差 {shown(one.off)}"
    return Notice("R030", text, one.total.cell.spot, "用各部分的数，这个合计不当作核定数；请核对导出的工作簿")


def _parts(one: Sum) -> str:
    cells = [place(part.cell) for _, part in one.parts]
    return "、".join(cells) if len(cells) <= _NAMED + 1 else f"{cells[0]} … {cells[-1]} 共 {len(cells)} 格"
