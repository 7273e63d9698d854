"""Records that are no picks over 收支 -> facts by key: 三公, 经济, 采购, 人员, 资产, 项目, 整体自评, 事实."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from reportgen.figures import Statement
from reportgen.figures.derive.facts import UNCHECKED, Facts
from reportgen.model.amount import is_pending, parse_quantity
from reportgen.model.figure import PERSONS, POINTS, VEHICLES, WAN, Fact
from reportgen.model.finding import Source
from reportgen.model.formula import is_formula
from reportgen.model.terms import COUNT_UNITS, EQUIPMENT, EQUIPMENT_UNIT, PROCUREMENT_KINDS, THREE_PUBLIC_ITEMS

TOTAL = "合计"
SUBTOTALS: Mapping[str, tuple[str, ...]] = {"三公": ("公务用车购置及运行维护费",)}
"""Rows that repeat what others add up to: they are compared, never summed."""


def records(facts: Facts) -> dict[str, Fact]:
    """Every stated record by its key."""
    data = facts.loaded.data
    result: dict[str, Fact] = {}
    for key, value, unit, source in _plain(facts):
        result[key] = _fact(facts, value, unit, source)
    for code, value in data.economic.items():
        source = facts.loaded.source("基本支出", code)
        if total := _economic_total(code, data.economic):
            facts.stated[total] = Statement(facts.scaled(value), source)
        else:
            result[f"经济.{code}"] = _fact(facts, value, WAN, source)
    for number, row in enumerate(data.three_public.money):
        _cells(facts, result, row, "三公", ("三公经费", "金额", number), THREE_PUBLIC_ITEMS)
    for number, row in enumerate(data.procurement):
        _cells(facts, result, row, "政府采购", ("政府采购", number), PROCUREMENT_KINDS)
    for name, text in data.facts.items():
        source = facts.loaded.source("事实", name)
        if is_formula(text):
            facts.formulas[f"事实.{name}"] = (text, source)
            continue
        quantity = parse_quantity(text)
        written = None if is_pending(text) else text
        result[f"事实.{name}"] = Fact(
            (), quantity.number if written else None, quantity.unit, Decimal(0), source, text=written
        )
    return result


def _economic_total(code: str, listed: Iterable[str]) -> str | None:
    """The key of a total of 基本支出 that is stated beside its 款."""
    if code in ("人员经费", "公用经费"):
        return code
    return f"经济.{code}" if code == TOTAL or any(c != code and c.startswith(code) for c in listed) else None


def _plain(facts: Facts) -> Iterator[tuple[str, object, str, Source | None]]:
    data, at = facts.loaded.data, facts.loaded.source
    for name, value in data.staff.items():
        yield f"人员.{name}", value, PERSONS, at("人员", name)
    for name, value in data.assets.vehicles.items():
        if name == TOTAL:
            facts.stated[f"车辆.{TOTAL}"] = Statement(
                value if isinstance(value, Decimal) else None, at("国有资产", "车辆", name)
            )
        else:
            yield f"车辆.{name}", value, VEHICLES, at("国有资产", "车辆", name)
    for name, value in data.three_public.counts.items():
        yield f"实物量.{name}", value, COUNT_UNITS.get(name, ""), at("三公经费", "实物量", name)
    for name, equipment in zip(EQUIPMENT, (data.assets.general, data.assets.special), strict=True):
        if equipment is not None:
            yield f"设备.{name}", equipment, EQUIPMENT_UNIT, at("国有资产", f"{name}设备")
    for number, project in enumerate(data.projects):
        for column, amount in (
            ("年初预算", project.initial_budget),
            ("全年预算", project.budget),
            ("执行数", project.spent),
        ):
            if amount is not None:
                yield f"项目.{project.name}.{column}", amount, WAN, at("项目", number, column)
    for number, share in enumerate(data.project_shares):
        yield f"项目.{share.project}.{share.subject}", share.spent, WAN, at("项目分科目", number, "执行数")
    for name, words in data.project_words.items():
        if words.last_score is not None:
            yield f"项目.{name}.上年得分", words.last_score, POINTS, at("项目文字", name, "上年得分")
    if data.operating is not None:
        yield "机关运行经费", data.operating, WAN, at("机关运行经费")
    if overall := data.overall:
        for column, stated in (
            ("基本支出预算", overall.basic_budget),
            ("项目支出预算", overall.project_budget),
            ("预算数", overall.budget),
        ):
            if stated is not None:
                yield f"整体自评.{column}", stated, WAN, at("整体自评", column)
        if overall.last_score is not None:
            yield "整体自评.上年得分", overall.last_score, POINTS, at("整体自评", "上年得分")


def _fact(facts: Facts, value: object, unit: str, source: Source | None) -> Fact:
    if not isinstance(value, Decimal):
        return Fact((), None, unit, Decimal(0), source)
    if unit != WAN:
        return Fact((), value, unit, Decimal(0), source)
    return Fact((), value.scaleb(facts.scale), unit, facts.grain, source)


def _cells(
    facts: Facts,
    result: dict[str, Fact],
    row: dict[str, str],
    ledger: str,
    path: tuple[str | int, ...],
    names: tuple[str, ...],
) -> None:
    heads = list(row)
    name = row[heads[0]].strip() if heads else ""
    place = facts.loaded.source(*path, *heads[:1])
    total = name in (TOTAL, *SUBTOTALS.get(ledger, ()))
    key = f"{ledger}.{name}"
    if any(known.startswith(f"{key}.") for known in (facts.stated if total else result)):
        facts.error("D017", f"{ledger}的「{name}」写了两行", place, "请合成一行")
        return
    known = total or name in names
    if not known:
        facts.error("D006", f"不认识的{ledger}「{name}」", place, f"应是 {'、'.join(names)} 之一{UNCHECKED}")
    for head in heads[1:]:
        source = facts.loaded.source(*path, head)
        value = facts.amount(row[head], source) if known else None  # what is not known by name counts for nothing known
        if total:
            facts.stated[f"{key}.{head}"] = Statement(value, source)
        else:
            result[f"{key}.{head}"] = Fact((), value, WAN, facts.grain, source)
