"""What a model lacks or refuses -> stand-ins, so that a draft builds from the first day.

Each stand-in belongs to an error that is told; a final build stops at the error.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from reportgen.model.amount import PENDING
from reportgen.model.department import DepartmentYear
from reportgen.model.schema import choices_at, kind_at, path_of

ROUNDS = 5
"""A stand-in may uncover the next problem, at most as deep as the records nest."""
Place = list[str | int]


def complete(plain: dict[str, Any], year: int | None, *, draft: bool) -> tuple[DepartmentYear, list[ErrorDetails]]:
    """The model of what is there, and what was wrong with it.

    What is missing is stood in for. What is wrong is as good as missing in a draft; else it raises
    the ValidationError, and so does what nothing can stand in for.
    """
    rest = _own(plain)
    found: list[ErrorDetails] = []
    for _ in range(ROUNDS):
        try:
            return DepartmentYear.model_validate(rest), found
        except ValidationError as error:
            problems = error.errors()
            nameless = year is None and path_of("year") in (p["loc"] for p in problems)
            if nameless or (not draft and any(p["type"] != "missing" for p in problems)):
                raise
            found.extend(p for p in problems if p["loc"] not in [t["loc"] for t in found])
            for problem in problems:
                _stand_in(rest, problem, year)
    return DepartmentYear.model_validate(rest), found


def _own(value: Any) -> Any:
    """The value with containers of its own, to be changed; texts are the same."""
    if isinstance(value, dict):
        return {key: _own(inner) for key, inner in value.items()}
    return [_own(inner) for inner in value] if isinstance(value, list) else value


def _stand_in(rest: dict[str, Any], problem: ErrorDetails, year: int | None) -> None:
    """Fill what is missing; take out what is unknown; a wrong amount is not yet known, else it is as if not written."""
    parent, last = _parent(rest, list(problem["loc"]))
    if problem["type"] == "missing" and isinstance(parent, dict):
        parent[last] = stand_in(problem["loc"], year)
    elif isinstance(parent, dict):
        wrong = parent.pop(last, None)
        if problem["type"] == "value_error" and isinstance(wrong, str):
            parent[last] = PENDING
    elif isinstance(parent, list) and isinstance(last, int) and last < len(parent):
        parent[last] = {} if problem["type"] == "model_type" else ""


def stand_in(place: tuple[str | int, ...], year: int | None) -> Any:
    """What stands for a key that nobody wrote."""
    kind = kind_at(place)
    if kind in ("mapping", "list"):
        return {} if kind == "mapping" else []
    if kind == "int":
        return year
    if choices := choices_at(place):
        return choices[0]
    return PENDING if kind in ("amount", "day") else f"【{PENDING}：{place[-1]}】"


def _parent(rest: Any, place: Place) -> tuple[Any, str | int]:
    """What holds the last part of a place that exists; pydantic names branches of unions too, which do not."""
    parent, last = rest, place[0]
    for part in place[1:]:
        below = (
            parent.get(last)
            if isinstance(parent, dict)
            else parent[last]
            if isinstance(parent, list) and isinstance(last, int)
            else None
        )
        if not isinstance(below, dict | list) or (isinstance(below, list) and not isinstance(part, int)):
            break
        parent, last = below, part
    return parent, last
