"""Last year's data -> what stands for them in a new year, as their fields say: kept, 待填, or what last year's report gave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from reportgen.figures import LAST_YEAR, FigureBook, UnknownKey
from reportgen.model.amount import NOTHING, PENDING
from reportgen.model.department import DepartmentYear
from reportgen.model.field import Rolls, Table, Term, term_of
from reportgen.model.formula import is_formula
from reportgen.model.schema import is_many, records_in
from reportgen.model.selection import INITIAL_BUDGET
from reportgen.model.values import Pending
from reportgen.workspace.last_year import openings, scores, written

Plain = dict[str, Any]
Row = dict[str, Any]


@dataclass
class NewYear:
    """The year that begins, from last year's figures."""

    last: FigureBook

    @cached_property
    def scores(self) -> dict[str, str]:
        """What last year's report gave: by project, '' for the whole."""
        return scores(self.last)

    def of(self, record: Mapping[str, Any], model: type[BaseModel], name: str = "") -> Plain:
        """A record as it begins the year; `name`: the key of the mapping under which it stands."""
        new: Plain = {}
        for info in model.model_fields.values():
            key, said = str(info.alias), term_of(info)
            if said.rolls == "said":
                new[key] = record.get(key, info.default)
            elif said.rolls == "score" and name in self.scores:
                new[key] = self.scores[name]
            elif said.rolls and said.rolls != "left out" and key in record:
                new[key] = WAYS[said.rolls](record[key], said, self.last)
            elif said.rolls != "left out" and key in record:
                inner = next(records_in(info), None)
                new[key] = self._records(record[key], inner, is_many(info)) if inner else _by_column(record[key], said)
        return new

    def _records(self, value: Any, model: type[BaseModel], many: bool) -> Any:
        """One record, the rows of a table, or records by their names."""
        if isinstance(value, list):
            return [self.of(row, model) for row in value]
        if not many:
            return self.of(value, model) if isinstance(value, Mapping) else value
        return {name: self.of(record, model, name) for name, record in value.items()}


# -- the ways to begin a year --------------------------------------------------------------------


def _kept(value: Any, _said: Term, _last: FigureBook) -> Any:
    return value


def _anew(value: Any, said: Term, _last: FigureBook) -> Any:
    """待填, and 待填 for whatever a mapping or a table says; names stay."""
    if isinstance(value, Mapping):
        return {name: [PENDING] if isinstance(inner, list) else PENDING for name, inner in value.items()}
    if isinstance(value, list) and said.table:
        return [_row(row, said.table, lambda _: PENDING) for row in value]
    return [PENDING] if isinstance(value, list) else PENDING


def _if_written(value: Any, said: Term, last: FigureBook) -> Any:
    """The same, but a cell that was nothing stays nothing."""
    if isinstance(value, list) and said.table:
        return [_row(row, said.table, _unless_nothing) for row in value]
    return _anew(value, said, last) if isinstance(value, Mapping) else _unless_nothing(value)


def _unless_nothing(text: Any) -> Any:
    return text if str(text).strip() in NOTHING else PENDING


def _row(row: Row, table: Table, anew: Callable[[Any], Any]) -> Row:
    """A row of an open table: the columns that name it stay, else the first one."""
    names = [head for head in row if head in (*table.names_rows, *table.beside)] or list(row)[:1]
    return {head: text if head in names else anew(text) for head, text in row.items()}


def _by_column(value: Any, said: Term) -> Any:
    """What is kept, but for columns of tables that say otherwise: scores are given anew; any that ends in 得分 is one."""
    if not said.table or not said.table.rolls:
        return value
    ways = said.table.rolls

    def cell(head: str, text: str) -> str:
        way = next((way for name, way in ways.items() if head.endswith(name)), "kept")
        return PENDING if way == "anew" else "" if way == "emptied" else text

    return {form: [{h: cell(h, text) for h, text in row.items()} for row in rows] for form, rows in value.items()}


def _formulas(values: Mapping[str, str], _said: Term, _last: FigureBook) -> Plain:
    """What follows from others still does."""
    return {name: text if is_formula(text) else PENDING for name, text in values.items()}


def _measured(rows: list[Row], _said: Term, _last: FigureBook) -> list[Row]:
    """Formulas and targets in words stay, and the target of what a formula gives; scores and reasons were last year's."""

    def cell(row: Row, head: str, text: str) -> str:
        actual = str(row.get("实际值", "")).strip()
        made = not actual or is_formula(actual)
        if head in ("得分", "原因"):
            return ""
        if head == "实际值":
            return text if made else PENDING
        return PENDING if head == "指标值" and not made and any(c.isdecimal() for c in text) else text

    return [{head: cell(row, head, text) for head, text in row.items()} for row in rows]


def _shifted(tables: Mapping[str, list[Row]], _said: Term, _last: FigureBook) -> Plain:
    """What was expected of last year is now 上年, what was 上年 is 前年."""
    return {name: [dict(_shifted_row(row)) for row in rows] for name, rows in tables.items()}


def _shifted_row(row: Row) -> Iterator[tuple[str, Any]]:
    before: Row = {"前年": row.get("上年", ""), "上年": row.get("当年", "")}
    for head, text in row.items():
        yield head, PENDING if head == "当年" and text.strip() not in NOTHING else before.get(head, text)


def _before_last(values: Mapping[str, Any], _said: Term, last: FigureBook) -> Plain:
    """The budget of the year before last year, as last year's report compared with it."""

    def compared(key: str) -> str:
        try:
            return written(last, last.resolve(f"{LAST_YEAR}.{key}.{INITIAL_BUDGET}"))
        except UnknownKey:
            return PENDING

    return {key: compared(key) for key in values}


WAYS: Mapping[Rolls, Callable[[Any, Term, FigureBook], Any]] = {
    "kept": _kept,
    "anew": _anew,
    "anew if written": _if_written,
    "closing": lambda _value, _said, last: openings(last),
    "score": _anew,
    "before last": _before_last,
    "formulas": _formulas,
    "measured": _measured,
    "shifted": _shifted,
}
"""How a value begins the year, by what its field says (`Rolls`)."""


def unsaid(data: DepartmentYear) -> bool:
    """Whether anything is 待填 in these data."""

    def waits(value: Any) -> bool:
        if isinstance(value, Mapping):
            return any(map(waits, value.values()))
        if isinstance(value, list):
            return any(map(waits, value))
        return isinstance(value, Pending) or (isinstance(value, str) and PENDING in value)

    return waits(data.model_dump(exclude_unset=True))
