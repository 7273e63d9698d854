"""What form, block, row and column say of a cell -> its key, as the keys of figures are written."""

from __future__ import annotations

from functools import lru_cache

from reportgen.model import selection
from reportgen.model.selection import NotAnAddress, Selection


@lru_cache(maxsize=1 << 16)
def parse(key: str, units: frozenset[str] = frozenset()) -> Selection | None:
    """The pick that a key names; None where it names a record (三公.…, 车辆.…)."""
    try:
        return selection.parse(key, units)
    except NotAnAddress:
        return None


@lru_cache(maxsize=1 << 16)
def join(picks: tuple[str, ...], units: frozenset[str] = frozenset()) -> str | None:
    """支出 and 2080101 and 基本支出 -> 支出.2080101.基本支出; None where they exclude each other. A pick that names a
    record is the whole key.
    """
    dims: dict[str, frozenset[str]] = {}
    for pick in picks:
        for part in filter(None, pick.split(".")):
            found = parse(part, units)
            if found is None:
                return pick
            dim, members = found.dims[-1] if found.dims else (selection.STAGE, frozenset({selection.FINAL}))
            met = _meet(dim, dims.get(dim), members)
            if not met:
                return None
            dims[dim] = met
    return selection.make(dims).key if dims else None


def _meet(dim: str, before: frozenset[str] | None, members: frozenset[str]) -> frozenset[str]:
    if before is None:
        return members
    if dim in selection.CODED:
        return frozenset(max(x, y, key=len) for x in before for y in members if x.startswith(y) or y.startswith(x))
    return before & members
