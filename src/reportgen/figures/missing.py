"""Where records stand in the data, and the figure of one that nobody wrote: unknown, never 0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.figures.keys import LAST_YEAR
from reportgen.model.figure import PERSONS, VEHICLES, WAN, Figure, Summed
from reportgen.model.finding import Source
from reportgen.model.selection import INITIAL_BUDGET
from reportgen.model.terms import (
    BUDGETED,
    COUNT_UNITS,
    EQUIPMENT,
    EQUIPMENT_UNIT,
    PROCUREMENT_COLUMNS,
    PROCUREMENT_KINDS,
    STAFF,
    THREE_PUBLIC_COLUMNS,
    THREE_PUBLIC_ITEMS,
)

if TYPE_CHECKING:
    from reportgen.figures.book import FigureBook

RECORD_PLACES: Mapping[str, tuple[str, ...]] = {
    "三公": ("三公经费", "金额"),
    "政府采购": ("政府采购",),
    "车辆": ("国有资产", "车辆"),
    "人员": ("人员",),
    "实物量": ("三公经费", "实物量"),
    "设备": ("国有资产",),
    "整体自评": ("整体自评",),
    "部门自评": ("绩效自评报告", "资金"),
    "执行经济": ("绩效自评报告", "执行经济分类"),
    "完成数": ("绩效自评报告", "完成数"),
    "问卷": ("绩效自评报告", "问卷"),
}
"""Where records stand that must not be taken for 0 when nobody wrote them."""
OF_BUDGET: Mapping[str, tuple[str, ...]] = {
    "预算": (),
    "编制": ("编制",),
    "实有": ("实有",),
    "离退休": ("离退休",),
    "资产": ("资产",),
    "前年": ("前年",),
    "预算指标": ("指标",),
}
"""Where the records of a budget stand under 部门预算."""
RECORD_SHAPES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "三公": (THREE_PUBLIC_ITEMS, (*THREE_PUBLIC_COLUMNS, BUDGETED), WAN),
    "政府采购": (PROCUREMENT_KINDS, (*PROCUREMENT_COLUMNS, BUDGETED), WAN),
    "车辆": ((), (), VEHICLES),
    "人员": (STAFF, (), PERSONS),
    "实物量": (tuple(COUNT_UNITS), (), ""),
    "设备": (EQUIPMENT, (), EQUIPMENT_UNIT),
    "整体自评": (("基本支出预算", "项目支出预算"), (), WAN),
}
"""Their names, columns and unit; without columns a key is the record and the name."""


def nothing_of(book: FigureBook, key: str) -> Figure | None:
    """A record that nobody wrote: unknown, never 0; blank in a mapping of counts that names only what there is."""
    ledger, *rest = key.split(".")
    if ledger not in RECORD_SHAPES or not rest:
        return None
    names, columns, unit = RECORD_SHAPES[ledger]
    if columns and (rest[0] not in (*names, "合计") or rest[-1] not in columns or len(rest) != 2):
        return None
    if names and not columns and (rest[0] not in names or len(rest) != 1):
        return None
    if ledger == "整体自评" and book.loaded.data.overall is None:
        return None
    counted = ledger == "车辆" and book.loaded.source(*RECORD_PLACES[ledger]) is not None
    return Figure(key, None, COUNT_UNITS.get(rest[0], unit), Summed(()), "blank" if counted else "unknown")


def place_of(book: FigureBook, key: str) -> Source | None:
    """Where the data have what a key names, or where it would have to be written."""
    ledger, *rest = book.canonical(key).split(".")
    path: tuple[str | int, ...] = RECORD_PLACES.get(ledger, (ledger,))
    if ledger in ("收入", "支出"):
        path = ("部门预算",) if book.loaded.data.budget and INITIAL_BUDGET in rest else ("收支",)
    elif ledger in OF_BUDGET:
        path = ("部门预算", *OF_BUDGET[ledger])
    elif ledger == LAST_YEAR:
        path = ("上年数",)
    elif ledger == "项目" and rest:
        path = next(((ledger, n) for n, p in enumerate(book.loaded.data.projects) if p.name == rest[0]), (ledger,))
    places = (book.loaded.source(*path[:n]) for n in range(len(path), 0, -1))
    return next((place for place in places if place), None)
