"""Last year's data -> what stands for them in a new year, as their fields say: kept, 待填,
or what last year's report gave.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    """What is kept, but for the columns of an open table that say otherwise."""
    table = said.table
    if not table or not table.rolls:
        return value
    if isinstance(value, list):
        return [_rolled(row, table) for row in value]
    return {form: [_rolled(row, table) for row in rows] for form, rows in value.items()}


def _rolled(row: Row, table: Table) -> Row:
    return {head: _cell(row, head, str(text), table) for head, text in row.items()}


def _cell(row: Row, head: str, text: str, table: Table) -> str:
    """A cell of an open table as it begins the year."""
    way = _way(head, table)
    result = next((str(row.get(h, "")) for h, other in table.rolls.items() if other == "formulas"), "")
    again = not result.strip() or is_formula(result)
    if head in table.shifts:
        return str(row.get(table.shifts[head], ""))
    if way == "measured":
        return PENDING if not again and any(c.isdecimal() for c in text) else text
    if way in ("formulas", "anew if written"):
        return text if (again if way == "formulas" else text.strip() in NOTHING) else PENDING
    return {"anew": PENDING, "emptied": ""}.get(way, text)


def _way(head: str, table: Table) -> str:
    """How a column begins the year; any that ends in 得分 is a score."""
    own = table.rolls.get(head, "")
    return own or next((way for name, way in table.rolls.items() if way == "emptied" and head.endswith(name)), "kept")


def _formulas(values: Mapping[str, str], _said: Term, _last: FigureBook) -> Plain:
    """What follows from others still does."""
    return {name: text if is_formula(text) else PENDING for name, text in values.items()}


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
