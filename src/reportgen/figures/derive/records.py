"""Records that are no picks over 收支 -> facts by key, as their fields say: 三公, 经济, 采购, 人员, 资产, 项目, 整体自评, 事实."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from reportgen.figures import Statement
from reportgen.figures.derive.facts import UNCHECKED, Facts
from reportgen.model.amount import is_pending
from reportgen.model.expenses import MEETINGS
from reportgen.model.field import TOTAL, Term, term_of
from reportgen.model.figure import WAN, Fact
from reportgen.model.finding import Source
from reportgen.model.formula import is_formula
from reportgen.model.quantity import parse_quantity
from reportgen.model.schema import FieldAt, Path, field_of
from reportgen.model.values import Pending

SUBTOTALS: Mapping[str, tuple[str, ...]] = {"三公": ("公务用车购置及运行维护费",)}
"""Rows that repeat what others add up to: they are compared, never summed."""
PLAIN = (
    "staff",
    "three_public",
    "assets",
    "projects",
    "project_shares",
    "unevaluated",
    "transfer_money",
    "category_money",
    "project_words",
    "operating",
    "overall",
)
"""Fields whose figures are what their terms say and no more."""


@dataclass(frozen=True)
class Leaf:
    """A number of the data that is a figure by itself: its key, its value and place, and what its field says."""

    key: str
    value: object
    path: Path
    term: Term

    @property
    def name(self) -> str:
        """The last part of its path."""
        return str(self.path[-1])

    @property
    def unit(self) -> str:
        """Its unit, as the field says."""
        unit = self.term.unit
        return unit if isinstance(unit, str) else unit.get(self.name, "")


def leaves(
    value: Any, path: Path, term: Term, names: tuple[str, ...] = (), row: BaseModel | None = None
) -> Iterator[Leaf]:
    """Every number below a value whose field says its key; what nobody wrote is none."""
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from leaves(getattr(value, name), (*path, str(info.alias)), term_of(info), names, value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key), term, (*names, key), row)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number), term, names, row)
    elif term.key and isinstance(value, Decimal | Pending):
        yield Leaf(_key(term.key, names, row), value, path, term)


def _key(pattern: str, names: tuple[str, ...], row: BaseModel | None) -> str:
    """The key of a figure by its pattern: {} is a name on the way to it, {栏} what the row has there."""
    cells = {str(i.alias): str(getattr(row, n)) for n, i in type(row).model_fields.items()} if row else {}
    return pattern.format(*names, **cells)


def stated(facts: Facts, *fields: str) -> Iterator[tuple[str, Fact]]:
    """The records of fields of the data by their keys; totals are stated apart."""
    for name in fields:
        field = field_of(*name.split("."))
        value: Any = facts.loaded.data
        for part in name.split("."):
            value = getattr(value, part)
        for leaf in leaves(value, field.path, field.term):
            fact = _fact(facts, leaf.value, leaf.unit, facts.loaded.source(*leaf.path))
            if leaf.name in leaf.term.keys.totals:
                facts.stated[leaf.key] = Statement(fact.value, fact.source)
            else:
                yield leaf.key, fact


def plainly(field: str) -> Callable[[Facts], None]:
    """What a part adds to the facts whose terms say all of it; a row that is written twice is an error."""

    def add(facts: Facts) -> None:
        for key, fact in stated(facts, field):
            if key in facts.records:
                facts.error("D017", f"「{key}」写了两次", fact.source, "请合成一行")
            facts.records[key] = fact

    return add


def records(facts: Facts) -> dict[str, Fact]:
    """Every stated record by its key."""
    data = facts.loaded.data
    result = {of_meetings(key): fact for key, fact in stated(facts, *PLAIN)}
    _shares_once(facts)
    economic = field_of("economic")
    for leaf in leaves(data.economic, economic.path, economic.term):
        source = facts.loaded.source(*leaf.path)
        if total := _economic_total(leaf.name, data.economic):
            facts.stated[total] = Statement(facts.scaled(leaf.value), source)
        else:
            result[leaf.key] = _fact(facts, leaf.value, leaf.unit, source)
    _open_table(facts, result, field_of("three_public", "money"), data.three_public.money)
    _open_table(facts, result, field_of("procurement"), data.procurement)
    told = field_of("facts")
    for name, text in data.facts.items():
        source, key = facts.loaded.source(*told.path, name), told.term.key.format(name)
        if is_formula(text):
            facts.formulas[key] = (text, source)
            continue
        quantity = parse_quantity(text)
        written = None if is_pending(text) else text
        number, unit = (quantity.plain, quantity.unit) if quantity.plain is not None else (None, "")
        result[key] = Fact((), number if written else None, unit, Decimal(0), source, text=written)
    return result


def of_meetings(key: str) -> str:
    """What a fund pays of 会议费 and 培训费 stands beside the whole of it: 会议培训.会议费.政府性基金.决算数."""
    ledger, name, *rest = (*key.split(".", 2), "")
    return ".".join(["会议培训", name, rest[0]]) if ledger == "三公" and name in MEETINGS else key


def _shares_once(facts: Facts) -> None:
    """A fund's money for an item is written once."""
    seen: set[tuple[str, str]] = set()
    field = field_of("three_public", "shares")
    for number, share in enumerate(facts.loaded.data.three_public.shares):
        if (share.fund, share.item) in seen:
            place = facts.loaded.source(*field.path, number)
            facts.error("D017", f"三公经费的资金里「{share.fund}」的「{share.item}」写了两行", place, "请合成一行")
        seen.add((share.fund, share.item))


def _economic_total(code: str, listed: Iterable[str]) -> str | None:
    """The key of a total of 基本支出 that is stated beside its 款."""
    if code in ("人员经费", "公用经费"):
        return code
    return f"经济.{code}" if code == TOTAL or any(c != code and c.startswith(code) for c in listed) else None


def _fact(facts: Facts, value: object, unit: str, source: Source | None) -> Fact:
    if not isinstance(value, Decimal):
        return Fact((), None, unit, Decimal(0), source)
    if unit != WAN:
        return Fact((), value, unit, Decimal(0), source)
    return Fact((), value.scaleb(facts.scale), unit, facts.rounding_of(value.scaleb(facts.scale), source), source)


def _open_table(facts: Facts, result: dict[str, Fact], field: FieldAt, rows: list[dict[str, str]]) -> None:
    """A short table whose rows have fixed names, each given once; a row of totals is stated apart."""
    ledger, names = field.ledger, field.term.table.rows if field.term.table else ()
    for number, row in enumerate(rows):
        heads = list(row)
        at: Path = (*field.path, number)
        name = row[heads[0]].strip() if heads else ""
        place = facts.loaded.source(*at, *heads[:1])
        total = name in (TOTAL, *SUBTOTALS.get(ledger, ()))
        key = f"{ledger}.{name}"
        if any(f"{key}.{head}" in (facts.stated if total else result) for head in heads[1:]):
            facts.error("D017", f"{ledger}的「{name}」写了两行", place, "请合成一行")
            continue
        known = total or name in names
        if not known:
            facts.error("D006", f"不认识的{ledger}「{name}」", place, f"应是 {'、'.join(names)} 之一{UNCHECKED}")
        for head in heads[1:]:
            source = facts.loaded.source(*at, head)
            value = facts.amount(row[head], source) if known else None  # an unknown row counts for nothing known
            if total:
                facts.stated[f"{key}.{head}"] = Statement(value, source)
            else:
                result[f"{key}.{head}"] = Fact((), value, WAN, facts.rounding_of(value, source), source)
