"""The formulas of a table's cells: the code of each, whether it is a sum over its own parts, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.checks.engine.catalogue import FORMULA
from reportgen.checks.engine.leaves import Leaves, SignedLeaves
from reportgen.checks.engine.registry import RULES, Rule
from reportgen.compose.tables import LaidCell
from reportgen.model.figure import Figure, Summed
from reportgen.model.selection import DIRECTION

GENERAL_CODE, UNKNOWN_KEY = "S003", "S002"
RULES += [
    Rule(code, title=title, what=FORMULA[0], why=FORMULA[1], remedy=FORMULA[2], mode="stated")
    for code, title in ((UNKNOWN_KEY, "核定数的键认得出"), (GENERAL_CODE, "核定数与各格相加"))
]


def code_of(checks: Mapping[str, str], cell: LaidCell, way: str) -> str:
    """The catalogue's code of a cell's formula: by its row's name or key, else that of all rows or columns."""
    key = cell.figure.key if cell.figure else ""
    own = (key, key.split(".")[0], cell.row) if way == "rows" else ()
    return next((checks[name] for name in (*own, way) if name in checks), GENERAL_CODE)


def same_kind(figure: Figure, parts: list[Figure]) -> bool:
    """Whether a sum is over its own parts (支出 over kinds of 支出), not a balance of other things."""
    return isinstance(figure.derived.origin, Summed) and {d for p in parts for d in _directions(p)} <= set(
        _directions(figure)
    )


def _directions(figure: Figure) -> Iterator[str]:
    return (dict(fact.dims).get(DIRECTION, "") for fact in figure.origin.facts)


def forgotten(
    leaves: Leaves, cells: Mapping[str, LaidCell], cell: LaidCell, used: set[str], way: str, between: SignedLeaves
) -> list[str]:
    """Names of the rows or columns that a formula leaves out, or that it takes in without need."""
    names = []
    for other in cells.values():
        beside = other.column == cell.column if way == "rows" else other.row == cell.row
        if other is cell or other.figure is None or not beside or other.address == cell.address:
            continue
        net = leaves.of(other.figure)
        inside = bool(net) and net is not None and net.keys() <= between.keys()
        total = bool(other.row_terms if way == "rows" else other.column_terms)
        counted = any(entry[1] > 0 for i, entry in between.items() if net and i in net)
        if inside and ((other.address in used) != counted) and not total:
            names.append(other.row if way == "rows" else other.column)
    return list(dict.fromkeys(names))
