"""The key of a record -> the path of the field of the data that gives it; a row of a table as 栏=名."""

from __future__ import annotations

from functools import lru_cache

from reportgen.model.field import Table
from reportgen.model.schema import EACH, FieldAt, by_ledger


@lru_cache(4096)
def place_of(key: str) -> tuple[str, ...] | None:
    """(机关运行经费,), (国有资产, 车辆, 其他用车), (政府采购, 类别=货物, 金额); None where no field gives such a key."""
    parts = key.split(".")
    for field in by_ledger().get(parts[0], ()):
        if path := _path(field, parts):
            return path
    return None


def _path(field: FieldAt, parts: list[str]) -> tuple[str, ...] | None:
    pattern = field.term.key.split(".")
    if len(pattern) != len(parts):
        return None
    names = [(mark, part) for mark, part in zip(pattern, parts, strict=True) if mark.startswith("{")]
    if any(mark != part for mark, part in zip(pattern, parts, strict=True) if not mark.startswith("{")):
        return None
    if table := field.term.table:
        return _row(field, table, names)
    marked = [(mark[1:-1], part) for mark, part in names if mark != "{}"]
    if EACH in field.path:  # a value of a row
        if len(marked) != 1:
            return None
        at = field.path.index(EACH)
        return (*field.path[:at], f"{marked[0][0]}={marked[0][1]}", *field.path[at + 1 :])
    allowed = field.term.keys.names
    if allowed and any(part not in allowed for _, part in names):
        return None
    return (*field.path, *(part for _, part in names))


def _row(field: FieldAt, table: Table, names: list[tuple[str, str]]) -> tuple[str, ...] | None:
    """The cell of a short table whose rows and columns have fixed names."""
    if len(names) != 2:
        return None
    (mark, row), (_, column) = names
    if (table.rows and row not in table.rows) or (table.columns and column not in table.columns):
        return None
    return (*field.path, f"{mark[1:-1]}={row}", column)
