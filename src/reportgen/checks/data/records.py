"""Data mode: records beside the accounts: operating costs, procurement, staff."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import compare, figure
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook
from reportgen.model.schema import path_of

STAFF_SUMS = {"在职": ("行政", "事业"), "离退休": ("退休", "离休"), "编制": ("行政编制", "事业编制")}
STAFF_PARTS = {"参公": ("事业",), "今年新进": ("行政", "事业", "员额")}


@check(
    "C057",
    title="机关运行经费与公用经费不符",
    message="机关运行经费写的是 {a}，公用经费是 {b}，相差 {gap}（{scope}）",
    what="机关运行经费等于行政、参公单位的公用经费",
    why="第十节和表06 说的是同一笔钱",
    remedy="不写机关运行经费，由程序推出；或改「单位构成」的机关运行一栏",
    needs=ACCOUNTS,
    approved=("机关运行经费",),
    aliases=("R009",),
)
def operating_costs_differ(book: FigureBook) -> Iterator[Outcome]:
    units = book.loaded.data.units
    whole = bool(units) and all(u.operating for u in units)
    none = bool(units) and not any(u.operating for u in units)  # a unit's own report may have no list of units
    if book.loaded.data.operating is None:
        yield Verdict.DERIVED if whole or none else Verdict.UNKNOWN
    elif none:
        spent = figure(book, "机关运行经费")
        if spent is None or spent.zero:
            yield Verdict.AGREES
        else:
            values = {
                "a": number(spent.number),
                "b": "0",
                "gap": number(spent.number),
                "scope": "没有一个单位在机关运行经费的范围里",
            }
            yield Hit(
                values, spent.key, book.loaded.source("机关运行经费"), "请改「单位构成」的机关运行一栏，或删去这个数"
            )
    else:
        part = "只有一部分单位在范围里，不应大于公用经费" if units else "没有写单位构成，不应大于公用经费"
        scope = "各单位都在范围里，应当相等" if whole else part
        yield from compare(
            book,
            "C057",
            [(1, "机关运行经费")],
            [(1, "公用经费")],
            relation="=" if whole else "≤",
            scope=scope,
            remedy="请核对；也可以不写，由程序推出",
        )


@check(
    "C059",
    title="政府采购授予小微、中小企业的金额大于其总额",
    message="政府采购「{kind}」：{part} {a}，大于{whole} {b}",
    what="小微企业的金额不大于中小企业，中小企业的不大于总额；占比写明各自的母数",
    why="小微也算在中小里面",
    remedy="核对「政府采购」的这一行",
    needs=ACCOUNTS,
)
def procurement_part_exceeds_whole(book: FigureBook) -> Iterator[Outcome]:
    for row, cells in enumerate(book.loaded.data.procurement):
        kind = next(iter(cells.values()), "").strip()
        for part, whole in (("小微企业", "中小企业"), ("中小企业", "金额"), ("小微企业", "金额")):
            a, b = (figure(book, f"政府采购.{kind}.{name}") for name in (part, whole))
            if a is None or b is None:
                continue
            if a.number <= b.number:
                yield Verdict.AGREES
                continue
            values = {"kind": kind, "part": part, "whole": whole, "a": number(a.number), "b": number(b.number)}
            yield Hit(values, a.key, book.loaded.source(*path_of("procurement"), row, part), "请核对这一行")
            break


@check(
    "C093",
    title="人员数加不起来",
    message="人员「{whole}」{b}，{parts}合计 {a}",
    what="在职＝行政＋事业，离退休＝离休＋退休，编制＝各种编制之和；参公、今年新进是其中数",
    why="人数谁都会加",
    remedy="改正录错的那个数",
    needs=ACCOUNTS + BUDGET,
    approved=("人员",),
)
def staff_sums_broken(book: FigureBook) -> Iterator[Outcome]:
    staff = book.loaded.data.staff
    for whole, parts in STAFF_SUMS.items():
        if whole in staff and all(p in staff for p in parts):
            yield _staff(book, whole, parts, equal=True)
    for part, wholes in STAFF_PARTS.items():
        named = tuple(w for w in wholes if w in staff)
        if part in staff and named:
            yield _staff(book, part, named, equal=False)


def _staff(book: FigureBook, name: str, others: tuple[str, ...], *, equal: bool) -> Outcome:
    figures = [figure(book, f"人员.{n}") for n in (name, *others)]
    known = [f.number for f in figures if f is not None]
    if len(known) != len(figures):
        return Verdict.UNKNOWN
    one, total = known[0], sum(known[1:])
    if one == total if equal else one <= total:
        return Verdict.AGREES
    values = {"whole": name, "b": number(one, "人"), "parts": "、".join(others), "a": f"{total}"}
    return Hit(values, f"人员.{name}", book.loaded.source("人员", name), "请核对人员数")
