"""Data mode: numbers that only one edition asks for (补充数据) against each other, as the edition's `records` say."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.engine.amounts import measured, number
from reportgen.checks.engine.registry import Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.derive.supplement import LEDGER, SUPPLEMENT
from reportgen.model.figure import Figure
from reportgen.model.finding import Level


@check(
    "C219",
    title="补充数据：总数等于各部分之和",
    message="{problem}",
    what="版式说由几个数相加的补充数据，等于各部分之和：绩效自评的项目数是各等级的项目数之和",
    why="读者会在心里加一遍",
    remedy="核对总数和各部分，改正录错的那一个",
)
def supplied_total_differs(book: FigureBook) -> Iterator[Outcome]:
    for name, declared in book.edition.settings.records.items():
        if not declared.formula:
            continue
        whole, parts = _supplied(book, name), [_supplied(book, part) for part in declared.formula]
        if not all(figure.certain for figure in (whole, *parts)):
            yield Verdict.UNKNOWN
            continue
        total = sum((figure.number for figure in parts), start=whole.number * 0)
        if total == whole.number:
            yield Verdict.AGREES
            continue
        told = "、".join(
            f"{part} {number(figure.number, figure.unit)}" for part, figure in zip(declared.formula, parts, strict=True)
        )
        problem = f"「{name}」写的是 {measured(whole.number, whole.unit)}，各部分（{told}）加起来是 {number(total, whole.unit)}"
        source = book.loaded.source(SUPPLEMENT, name)
        yield Hit({"problem": problem}, whole.key, source, "请核对总数和各部分，改正录错的那一个")


@check(
    "C220",
    level=Level.WARNING,
    title="补充数据：其中数不大于总数",
    message="{problem}",
    what="版式说是其中数的补充数据，不大于它所在的总数：由小微企业中标的金额不大于由中小企业中标的",
    why="一部分不会比全部还多",
    remedy="核对这两个数，多半是抄错了行",
    waivable=True,
)
def supplied_part_exceeds_whole(book: FigureBook) -> Iterator[Outcome]:
    for name, declared in book.edition.settings.records.items():
        if not declared.within:
            continue
        part, whole = _supplied(book, name), _whole(book, declared.within)
        if whole is None or not (part.certain and whole.certain):
            yield Verdict.UNKNOWN
        elif part.number <= whole.number:
            yield Verdict.AGREES
        else:
            own, most = (measured(figure.number, figure.unit) for figure in (part, whole))
            problem = f"「{name}」是 {own}，比它所在的「{declared.within}」{most} 还多"
            source = book.loaded.source(SUPPLEMENT, name)
            yield Hit({"problem": problem}, part.key, source, "请核对这两个数，多半是抄错了行")


def _supplied(book: FigureBook, name: str) -> Figure:
    return book.resolve(f"{LEDGER}.{name}")


def _whole(book: FigureBook, key: str) -> Figure | None:
    """Another number of 补充数据, or any figure of the report."""
    try:
        return book.resolve(f"{LEDGER}.{key}" if key in book.edition.settings.records else key)
    except UnknownKey:
        return None
