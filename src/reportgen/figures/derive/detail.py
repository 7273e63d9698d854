"""支出明细 as stated -> facts of 决算 by 科目 and 经济科目, in the place of the cells of 收支 that they split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from reportgen.figures import HALF_UNIT
from reportgen.figures.derive.facts import UNCHECKED, Facts
from reportgen.model import selection
from reportgen.model.accounts import SpendingShare
from reportgen.model.figure import TAIL, WAN, Fact
from reportgen.model.finding import Source
from reportgen.model.schema import path_of
from reportgen.model.selection import BASIC, DIRECTION, ECONOMIC, FUND, GENERAL, KIND, SPENDING, STAGE, SUBJECT, UNIT
from reportgen.model.told_amount import told_amount

(DETAIL,) = path_of("detail")
Dims = tuple[tuple[str, str], ...]


def detailed(facts: Facts) -> None:
    """Split what 收支 states of spending; a cell that its rows don't add up to is an error and stays as it is."""
    groups: dict[Dims, list[Fact]] = defaultdict(list)
    seen: dict[Dims, Source | None] = {}
    told: set[Dims] = set()
    for number, row in enumerate(facts.loaded.data.detail):
        said = _dims(row)
        if fact := _fact(facts, number, said, seen):
            groups[tuple((dim, member) for dim, member in fact.dims if dim != ECONOMIC)].append(fact)
        else:
            told.add(_column(tuple(said.items())))
    stated = {fact.dims: fact for fact in facts.leaves if STAGE not in dict(fact.dims)}
    columns = {_column(dims) for dims in groups}
    nothing = {id(f) for dims, f in stated.items() if f.value == 0 and _column(dims) in columns}
    for dims, parts in groups.items():
        cell = stated.get(dims)
        if cell is None and _has_column(stated, dims):
            cell = Fact(dims, Decimal(0), WAN, Decimal(0), None)
        if _column(dims) in told:
            continue
        if cell is None:
            facts.leaves.extend(parts)
        elif not _agrees(facts, cell, parts):
            told.add(_column(dims))
        else:
            facts.leaves = [fact for fact in facts.leaves if fact is not cell]
            facts.leaves += [*parts, *_rest(cell, parts)]
    facts.leaves = [fact for fact in facts.leaves if id(fact) not in nothing]  # nothing needs no 经济科目
    if not told & {_column(dims) for dims in groups}:
        facts.records |= dict(_economic(facts, groups))


def _dims(row: SpendingShare) -> dict[str, str]:
    """What a row says of what it is."""
    dims = {DIRECTION: SPENDING, SUBJECT: row.subject.strip(), ECONOMIC: row.economic.strip()}
    dims |= {FUND: selection.SHORT.get(row.fund, row.fund), KIND: selection.SHORT.get(row.kind, row.kind)}
    if row.unit.strip():
        dims[UNIT] = row.unit.strip()
    return dims


def _fact(facts: Facts, number: int, dims: dict[str, str], seen: dict[Dims, Source | None]) -> Fact | None:
    """A row as a fact; None, with the error, where it does not say of what it is."""
    row = facts.loaded.data.detail[number]
    wrong = next(_wrong(facts, dims), None)
    ordered = tuple((dim, dims[dim]) for dim in selection.ORDER if dim in dims)
    source = facts.loaded.source(DETAIL, number, "金额") or facts.loaded.source(DETAIL, number)
    if wrong is None and ordered in seen:
        wrong = ("科目", f"和 {seen[ordered]} 是同一个科目、经济科目、资金、类别，写了两行", "请合成一行")
    if wrong:
        column, told, remedy = wrong
        place = facts.loaded.source(DETAIL, number, column) or source
        facts.error("D050", f"支出明细的这一行{told}", place, f"{remedy}{UNCHECKED}")
        facts.lost({dim: member for dim, member in dims.items() if dim in (DIRECTION, FUND, KIND)}, None)
        return None
    seen[ordered] = source
    amount = facts.scaled(row.amount)
    return Fact(ordered, amount, WAN, facts.rounding_of(amount, source), source)


def _wrong(facts: Facts, dims: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Column, what is wrong with it, how to mend it."""
    subject, economic = dims[SUBJECT], dims[ECONOMIC]
    if not (subject.isascii() and subject.isdigit() and len(subject) == 7):
        yield "科目", f"科目「{subject}」不是 7 位的项级编码", "请写项级编码，如 2080101"
    if not (economic.isascii() and economic.isdigit() and len(economic) == 5 and economic.startswith("3")):
        yield "经济科目", f"经济科目「{economic}」不是 5 位、3 字头的款级编码", "请写款级编码，如 30101"
    if dims[FUND] not in selection.MEMBERS[FUND]:
        yield "资金", f"资金「{dims[FUND]}」认不出", f"应是 {'、'.join(selection.MEMBERS[FUND])} 之一"
    if dims[KIND] not in selection.SPENDING_KINDS:
        yield "类别", f"类别「{dims[KIND]}」认不出", f"应是 {'、'.join(selection.SPENDING_KINDS)} 之一"
    if UNIT in dims and dims[UNIT] not in facts.units:
        yield "单位", f"单位「{dims[UNIT]}」不在单位构成里", "请写单位构成里的短名"


def _column(dims: Dims) -> Dims:
    """The column of 收支 that a cell stands in."""
    return tuple((dim, member) for dim, member in dims if dim in (DIRECTION, FUND, KIND))


def _has_column(stated: dict[Dims, Fact], dims: Dims) -> bool:
    """Whether 收支 has the column of a cell: then a row that is not there, or is empty, is nothing."""
    return any(_column(other) == _column(dims) for other in stated)


def _agrees(facts: Facts, cell: Fact, parts: list[Fact]) -> bool:
    """Whether a cell is the sum of its rows, but for what rounding may have moved."""
    if cell.value is None or any(part.value is None for part in parts):
        return False
    total = sum((part.value for part in parts if part.value is not None), Decimal(0))
    allowed = (cell.rounding_unit + sum(part.rounding_unit for part in parts)) * HALF_UNIT
    if abs(total - cell.value) <= allowed:
        return True
    named = " ".join(member for dim, member in cell.dims if dim != DIRECTION)
    unit, place = facts.loaded.data.money_unit, f"（{cell.source}）" if cell.source else ""
    if by_unit := _by_unit(facts, cell):
        own = told_amount(sum((fact.value for fact in by_unit if fact.value), Decimal(0)), unit)
        told = (
            f"支出明细没有写单位，收支里「{named}」是按单位写的（{len(by_unit)} 个单位，共 {own}）：不知道是哪个单位的"
        )
        facts.error("D051", told, parts[0].source, "请给支出明细加一栏「单位」，写单位构成里的短名")
        return False
    own, sum_of_parts = told_amount(cell.value, unit), told_amount(total, unit)
    told = f"收支里「{named}」是 {own}{place}，支出明细 {len(parts)} 行相加是 {sum_of_parts}"
    facts.error("D051", told, parts[0].source, "请核对这几行和收支的那一格，改正录错的")
    return False


def _by_unit(facts: Facts, cell: Fact) -> list[Fact]:
    """What 收支 states by unit of a cell that names none."""
    if UNIT in dict(cell.dims):
        return []
    return [f for f in facts.leaves if UNIT in (d := dict(f.dims)) and {**d, UNIT: ""} == {**dict(cell.dims), UNIT: ""}]


def _rest(cell: Fact, parts: list[Fact]) -> Iterator[Fact]:
    """What rounding left between a cell and its rows, so that sums stay those of 收支."""
    rest = (cell.value or Decimal(0)) - sum((part.value for part in parts if part.value is not None), Decimal(0))
    if rest:
        yield Fact(cell.dims, rest, WAN, abs(rest) / HALF_UNIT, cell.source, TAIL)  # all of it is rounding


def _economic(facts: Facts, groups: dict[Dims, list[Fact]]) -> Iterator[tuple[str, Fact]]:
    """经济.30101 of 一般公共 基本支出, where 基本支出 is not written apart and every row of it is here."""
    wanted = {FUND: GENERAL, KIND: BASIC}.items()
    own = [part for dims, parts in groups.items() if wanted <= dict(dims).items() for part in parts]
    split = {dims for dims in groups if wanted <= dict(dims).items()}
    whole = [fact for fact in facts.leaves if wanted <= dict(fact.dims).items() and STAGE not in dict(fact.dims)]
    undivided = any(fact.dims not in split and fact.value for fact in whole if ECONOMIC not in dict(fact.dims))
    if facts.loaded.data.economic or undivided:
        return
    by_code: dict[str, list[Fact]] = defaultdict(list)
    for part in own:
        by_code[dict(part.dims)[ECONOMIC]].append(part)
    for code, inputs in sorted(by_code.items()):
        known = [part.value for part in inputs if part.value is not None]
        value = sum(known, Decimal(0)) if len(known) == len(inputs) else None
        rounding = sum((part.rounding_unit for part in inputs), Decimal(0))
        yield f"经济.{code}", Fact((), value, WAN, rounding, None, "支出明细相加", tuple(inputs))
