"""Two spellings of one key -> an error that names both places: 201.支出 is 支出.201, and the last would win."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.load.nodes import spelled
from reportgen.model import selection
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.schema import Path, ledgers, top_fields, top_keys
from reportgen.model.selection import NotAnAddress

KEYED = ("figure", "last year's figure", "fund")
"""What the keys of a mapping name that may be spelled in two ways."""
LAST_YEAR = "上年."


def twice_spelled(values: Mapping[str, Any], keys: Mapping[Path, Source], units: frozenset[str]) -> Iterator[Finding]:
    """Each key and each head of a table that is another one of the same place in another order."""
    for name in top_keys(KEYED):
        mapping = values.get(name)
        if isinstance(mapping, dict):
            yield from _twice(list(mapping), (name,), keys, units, "只有一处会用上，请删去一处")
    for name, field in top_fields().items():
        rows = values.get(name) if field.term.table and field.term.table.heads else None
        if isinstance(rows, list):
            heads = list(dict.fromkeys(head for row in rows if isinstance(row, dict) for head in row))
            yield from _twice(heads, (name, 0), keys, units, "会算两遍，请合成一栏")


def _twice(
    names: list[str], path: Path, keys: Mapping[Path, Source], units: frozenset[str], remedy: str
) -> Iterator[Finding]:
    first: dict[str, str] = {}
    of_last_year = path[0] in top_keys(("last year's figure",))  # 上年. may stand before its keys, or not
    for name in names:
        one = canonical(name.removeprefix(LAST_YEAR) if of_last_year else name, units)
        before = first.setdefault(one, name)
        if before != name:
            place = keys.get((*path, before))
            yield Finding(
                "L008",
                Level.ERROR,
                f"「{path[0]}」里的「{name}」就是{f'第 {place.line} 行' if place else ''}的「{before}」，写了两次",
                keys.get((*path, name)),
                remedy=remedy,
            )


def canonical(key: str, units: frozenset[str]) -> str:
    """The one spelling of a key whose parts may stand in any order."""
    parts = spelled(key).split(".")
    if parts[0] in ledgers():
        return ".".join(parts)
    for size in range(len(parts), 0, -1):
        try:
            return ".".join([selection.parse(".".join(parts[:size]), units).key, *parts[size:]])
        except NotAnAddress:
            continue
    return ".".join(parts)
