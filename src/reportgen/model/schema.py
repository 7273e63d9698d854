"""One reading of the model: what stands at a path of Chinese keys, and every field with its place and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from reportgen.model.department import DepartmentYear
from reportgen.model.field import PLAIN, Table, Term, term_of
from reportgen.model.values import KINDS, Pending

Path = tuple[str | int, ...]
EACH = "*"
"""In the path of a field: a row of a table, or a key that a person chose."""
COMPUTED = ("自评", "项目合并", "项目余额", "人员经费", "公用经费", "预算")
"""Ledgers of which rules make every figure, or nearly every one."""


@dataclass(frozen=True)
class FieldAt:
    """A field where it stands in the data."""

    path: tuple[str, ...]
    name: str
    info: FieldInfo
    term: Term

    @property
    def ledger(self) -> str:
        """The first part of the keys of its figures; '' when it gives none."""
        return self.term.key.split(".")[0]

    def unit_at(self, name: str) -> str:
        """The unit of a figure of its, whose key ends in a name."""
        unit = self.term.unit
        return unit if isinstance(unit, str) else unit.get(name, "")

    @property
    def home(self) -> tuple[str, ...]:
        """Where its ledger stands in the data: the table or the mapping, for a value of a record the record."""
        path = self.path[: self.path.index(EACH)] if EACH in self.path else self.path
        scalar = EACH not in self.path and "{" not in self.term.key and "." in self.term.key
        return path[:-1] if scalar else path


@cache
def field_of(*names: str) -> FieldAt:
    """A field by the names of attributes: field_of("three_public", "money") is that of 三公经费, 金额."""
    path: tuple[str, ...] = ()
    model: type[BaseModel] = DepartmentYear
    info = model.model_fields[names[0]]
    for name in names:
        info = model.model_fields[name]
        path = (*path, str(info.alias))
        model = next(records_in(info), model)
    return FieldAt(path, names[-1], info, term_of(info))


def path_of(*names: str) -> tuple[str, ...]:
    """The Chinese keys of a field by the names of attributes."""
    return field_of(*names).path


@cache
def top_fields() -> Mapping[str, FieldAt]:
    """The fields of a department-year by their Chinese terms."""
    fields = DepartmentYear.model_fields.items()
    return {str(i.alias): FieldAt((str(i.alias),), name, i, term_of(i)) for name, i in fields}


@cache
def every_field() -> tuple[FieldAt, ...]:
    """Every field of the data, those of records behind the field that holds them."""
    return tuple(_walk(DepartmentYear, ()))


def _walk(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[FieldAt]:
    for name, info in model.model_fields.items():
        here = (*path, str(info.alias))
        yield FieldAt(here, name, info, term_of(info))
        for inner in records_in(info):
            yield from _walk(inner, (*here, EACH) if is_many(info) else here)


def is_many(info: FieldInfo) -> bool:
    """Whether a field holds rows, or values by their names."""
    return any(get_origin(option) in (list, dict) for option in (info.annotation, *get_args(info.annotation)))


def records_in(info: FieldInfo) -> Iterator[type[BaseModel]]:
    """The records that a field may hold."""
    for candidate in (info.annotation, *get_args(info.annotation)):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            yield candidate


def top_keys(of: Iterable[str]) -> list[str]:
    """The top-level mappings whose keys name one of these."""
    return [name for name, field in top_fields().items() if field.term.keys.of in of]


# -- figures -------------------------------------------------------------------------------------


@cache
def by_ledger() -> Mapping[str, tuple[FieldAt, ...]]:
    """The fields that give figures by the first part of their keys;
    what the final accounts say comes before the budget.
    """
    found: dict[str, list[FieldAt]] = {}
    for field in sorted(every_field(), key=lambda f: top_fields()[f.path[0]].term.parts):
        if field.ledger:
            found.setdefault(field.ledger, []).append(field)
    return {ledger: tuple(fields) for ledger, fields in found.items()}


@cache
def ledgers() -> frozenset[str]:
    """First parts of keys that are no picks over 收支 facts."""
    return frozenset([*by_ledger(), *COMPUTED])


def names_of(field: FieldAt, part: str) -> tuple[str, ...]:
    """The names that a part of the pattern of its keys may have: itself, or for {} and {栏} those of the data;
    () where any may.
    """
    table = field.term.table
    if not part.startswith("{"):
        return (part,)
    if part == "{}":
        return table.measures if table else field.term.keys.names
    return table.rows if table else choices_at((*(0 if p == EACH else p for p in field.path[:-1]), part[1:-1]))


def unit_of(key: str) -> str | None:
    """The unit of a record by its key, as its field says; None where no field gives such a key."""
    parts = key.split(".")
    for field in by_ledger().get(parts[0], ()):
        pattern = field.term.key.split(".")
        if len(pattern) == len(parts) and all(m.startswith("{") or m == p for m, p in zip(pattern, parts, strict=True)):
            return field.unit_at(parts[-1])
    return None


def home_of(ledger: str) -> tuple[str, ...]:
    """Where the records of a ledger stand that must not be taken for 0 when nobody wrote them; () for any other."""
    return next((field.home for field in by_ledger().get(ledger, ()) if field.term.missing), ())


# -- what stands at a path -----------------------------------------------------------------------


def kind_at(path: Path) -> str:
    """What stands at a path of Chinese keys and row numbers: amount, day, mapping, text …;
    '' where the model has nothing.
    """
    return _kind_at(_any_row(path))


def term_at(path: Path) -> Term:
    """What the field at a path says; nothing where there is no field."""
    return _term_at(_any_row(path))


def table_at(path: Path) -> Table | None:
    """The table whose text may stand at a path."""
    return _table_at(_any_row(path))


def may_be_left_out(path: Path) -> bool:
    """Whether the model does without it."""
    found = _type_at(_any_row(path))
    return isinstance(found, FieldInfo) and not found.is_required()


def choices_at(path: Path) -> tuple[str, ...]:
    """The few words that may stand at a path; () where any may."""
    plain = _plain(_type_at(_any_row(path)))
    return get_args(plain) if get_origin(plain) is Literal else ()


def _any_row(path: Path) -> Path:
    return tuple([0 if isinstance(part, int) else part for part in path])


@lru_cache(4096)
def _kind_at(path: Path) -> str:
    for size in range(len(path) - 1, 0, -1):
        if table := _term_at(path[:size]).table:
            if (
                kind := "text"
                if isinstance(path[-1], int) and table.cells == "amount"
                else table.kind_of(str(path[-1]))
            ):
                return kind
            break
    return kind_of(_type_at(path))


@lru_cache(4096)
def _term_at(path: Path) -> Term:
    found = _type_at(path)
    return term_of(found) if isinstance(found, FieldInfo) else PLAIN


@lru_cache(4096)
def _table_at(path: Path) -> Table | None:
    own, above = _term_at(path).table, _term_at(path[:-1]).table
    return own if own and not own.each else above if above and above.each else None


@lru_cache(4096)
def _type_at(path: Path) -> Any:
    """The annotation (or the field) at a path; None where there is none."""
    if not path:
        return DepartmentYear
    above = _plain(_type_at(path[:-1]))
    if isinstance(above, type) and issubclass(above, BaseModel):
        return next((info for info in above.model_fields.values() if info.alias == path[-1]), None)
    inner = get_args(above)
    if get_origin(above) is dict:
        return inner[1]
    return inner[0] if get_origin(above) is list else None


def _plain(found: Any) -> Any:
    """The type itself, without None, Annotated and the other branches of a union."""
    if isinstance(found, FieldInfo):
        found = found.annotation
    while hasattr(found, "__metadata__"):
        found = found.__origin__
    options = [a for a in get_args(found) if a not in (NoneType, Pending)]
    if get_args(found) and get_origin(found) not in (dict, list, tuple) and options:
        return found if all(isinstance(o, str) for o in options) else _plain(options[0])
    return found


def kind_of(found: Any) -> str:
    """The kind of value that a field or an annotation takes."""
    if found is None:
        return ""
    annotation = found.annotation if isinstance(found, FieldInfo) else found
    options = () if get_origin(annotation) in (dict, list) else get_args(annotation)
    for layer in (found, *options):
        for validator in _validators(layer):
            if validator in KINDS:
                return KINDS[validator]
    plain = _plain(found)
    if get_origin(plain) is dict or (isinstance(plain, type) and issubclass(plain, BaseModel)):
        return "mapping"
    if get_origin(plain) is list:
        return "list"
    return "int" if plain is int else "text"


def _validators(found: Any) -> list[object]:
    more = found.metadata if isinstance(found, FieldInfo) else getattr(found, "__metadata__", ())
    return [m.func for m in more if isinstance(m, BeforeValidator)]
