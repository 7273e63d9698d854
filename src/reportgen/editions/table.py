"""The definition of one statutory table: legs side by side, columns, rows, formulas, notes.

From it come the printed table, its formula note, the check and the Excel formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.editions.layers import EditionError
from reportgen.editions.rules import RuleDefinition, rules_from
from reportgen.model.selection import Selection

Terms = tuple[tuple[int, str], ...]
"""A formula: signed names of rows or columns; a name "A..B" is the run from A to B."""


@dataclass(frozen=True)
class Column:
    """A column: label, line (行次), code, amount, or the code or name of a row's unit. `heads` are its headings, outermost first.

    number: the 栏次 that the form gives it, where these have gaps; optional: only printed when it has something.
    """

    name: str
    kind: str
    heads: tuple[str, ...]
    width: float
    pick: str | None = None
    formula: Terms = ()
    key: str | None = None
    number: int = 0
    optional: bool = False


@dataclass(frozen=True)
class Row:
    """A row by name; blank rows have none. `pick` adds to the column's; `key` names its figure.

    unit: the short name of the unit that it is of, in a table that names units; optional: only printed when it has something.
    """

    name: str
    label: str
    pick: str | Selection | None = None
    formula: Terms = ()
    key: str | None = None
    balances: str | None = None
    style: str = ""
    indent: int = 0
    code: str = ""
    blank: bool = False
    unit: str = ""
    optional: bool = False


@dataclass(frozen=True)
class RowGenerator:
    """Rows made from lists: a list of the year (功能类, 经济科目), or what the facts have that the columns pick.

    each: 科目 (类款项), 用到的经济科目 (类款), or 单位 (all, the department, each unit); below: 科目 gives every unit the rows
    of its 项; flat: only these, without the rows of units.
    """

    each: str
    pick: str
    of: tuple[str, ...] = ()
    label: str = "{name}"
    below: str = ""
    flat: bool = False

    @property
    def dynamic(self) -> bool:
        """Whether its rows depend on the facts."""
        return self.each in BY_FACTS


CODE_LISTS = ("功能类", "预算功能类")
"""Lists of codes with names that a year's subjects have, in the order of print."""
BY_FACTS = ("科目", "用到的经济科目", "单位")


@dataclass(frozen=True)
class Leg:
    """One of the halves that stand side by side. `pick` is joined to what every row and column picks."""

    name: str
    head: str
    columns: tuple[Column, ...]
    rows: tuple[Row | RowGenerator, ...]
    foot: tuple[Row, ...]
    pick: str = ""


@dataclass(frozen=True)
class FootCell:
    """A cell below all legs that spans some of them (人员经费合计 | 公用经费合计)."""

    row: Row
    legs: tuple[int, ...]


@dataclass(frozen=True)
class TableDefinition:
    """One table of an edition."""

    id: str
    title: str
    landscape: bool
    legs: tuple[Leg, ...]
    feet: tuple[FootCell, ...]
    notes: tuple[str, ...]
    nil: str
    nil_when: tuple[str, ...]
    column_numbers: str
    column_head: str | tuple[str, ...]
    density: str
    checks: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, RuleDefinition] = field(default_factory=dict)
    size_foot: int = 0

    def keyed(self) -> Iterator[tuple[Leg, Row]]:
        """Rows that give a figure its name."""
        for leg in self.legs:
            for row in (*leg.rows, *leg.foot):
                if isinstance(row, Row) and row.key:
                    yield leg, row


def table_from(ident: str, raw: Mapping[str, Any]) -> TableDefinition:
    """The merged YAML of a table -> its definition. Raises EditionError."""
    try:
        return TableDefinition(
            id=ident,
            title=raw["title"],
            landscape=raw.get("page") == "landscape",
            legs=tuple(_leg(leg, raw.get("pick", "")) for leg in raw["legs"]),
            feet=tuple(FootCell(_row(c, 0), tuple(c["legs"])) for c in raw.get("feet", ())),
            notes=tuple(raw.get("notes", ())),
            nil=raw.get("nil", ""),
            nil_when=tuple(raw.get("nil_when", ())),
            column_numbers=raw.get("column_numbers", ""),
            column_head=tuple(map(str, head)) if isinstance(head := raw.get("column_head", "栏次"), list) else head,
            density=raw.get("density", ""),
            checks=raw.get("checks", {}),
            rules=rules_from(raw),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise EditionError(f"表 {ident} 的定义不完整：{error}") from error


def _leg(raw: Mapping[str, Any], pick: str) -> Leg:
    rows: list[Row | RowGenerator] = []
    for n, entry in enumerate(raw.get("rows", ())):
        if "each" in entry:
            rows.append(
                RowGenerator(
                    entry["each"],
                    entry["pick"],
                    tuple(map(str, entry.get("of", ()))),
                    entry.get("label", "{name}"),
                    entry.get("below", ""),
                    bool(entry.get("flat")),
                )
            )
        else:
            rows.append(_row(entry, n))
    return Leg(
        name=raw["name"],
        head=raw.get("head", ""),
        columns=tuple(_columns(raw["columns"], ())),
        rows=tuple(rows),
        foot=tuple(_row(entry, n) for n, entry in enumerate(raw.get("foot", ()))),
        pick=raw.get("pick", pick),
    )


def _columns(raw: list[dict[str, Any]], above: tuple[str, ...]) -> Iterator[Column]:
    for entry in raw:
        head = entry.get("head", entry.get("name", ""))
        if "columns" in entry:
            yield from _columns(entry["columns"], (*above, head))
        else:
            yield Column(
                entry["name"],
                entry.get("type", "amount"),
                (*above, head),
                float(entry.get("width", 10)),
                entry.get("pick"),
                _terms(entry.get("sum", ())),
                entry.get("key"),
                int(entry.get("number", 0)),
                bool(entry.get("optional")),
            )


def _row(raw: Mapping[str, Any], number: int) -> Row:
    if raw.get("blank"):
        return Row(
            name="", label=raw.get("label", ""), blank=True, style=raw.get("style", ""), indent=raw.get("indent", 0)
        )
    ordinal = raw.get("ordinal")
    label = raw.get("label", raw["name"])
    if ordinal:
        label = f"{chinese_ordinal(number + 1)}、{label}"
    return Row(
        name=raw["name"],
        label=label,
        pick=raw.get("pick"),
        formula=_terms(raw.get("sum", ())),
        key=raw.get("key"),
        balances=raw.get("balances"),
        style=raw.get("style", ""),
        indent=raw.get("indent", 0),
        code=raw.get("code", ""),
        optional=bool(raw.get("optional")),
    )


def _terms(raw: list[str] | tuple[str, ...]) -> Terms:
    return tuple((-1, term[1:].strip()) if term.startswith("-") else (1, term) for term in raw)


def chinese_ordinal(number: int) -> str:
    """1 -> 一, 26 -> 二十六 (1 to 99)."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
