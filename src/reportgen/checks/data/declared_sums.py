"""Data mode: numbers that an edition asks for and that it says are the sum of others that it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.gaps import number
from reportgen.checks.engine.registry import Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook
from reportgen.model.schema import path_of

LEDGER = "补充"


@check(
    "C224",
    title="补充数据的合计等于各项",
    message="补充数据里「{name}」是 {a}，各项（{parts}）相加是 {b}，相差 {gap}",
    what="版式要填的合计（如 现有车辆.合计），等于它的各项之和；没有写的各项是 0",
    why="合计和各项印在一句话里，读者会加一遍",
    remedy="核对合计和各项",
)
def declared_sum_differs(book: FigureBook) -> Iterator[Outcome]:
    for name, record in book.edition.settings.records.items():
        if not record.parts:
            continue
        whole, *parts = (book.resolve(f"{LEDGER}.{key}") for key in (name, *record.parts))
        if not all(figure.certain for figure in (whole, *parts)):
            yield Verdict.UNKNOWN
            continue
        total = sum((figure.number for figure in parts), Decimal(0))
        if whole.number == total:
            yield Verdict.AGREES
            continue
        told = [
            f"{key.rpartition('.')[2]} {number(f.number, record.unit)}"
            for key, f in zip(record.parts, parts, strict=True)
            if f.number
        ]
        values = {"name": name, "a": number(whole.number, record.unit), "b": number(total, record.unit)}
        values["gap"] = number(abs(whole.number - total), record.unit)
        values["parts"] = "、".join(told) or "都没有写"
        yield Hit(values, whole.key, book.loaded.source(*path_of("supplement"), name), "请核对合计和各项")
