"""A function of one object, worked out once for each: what is kept stands in the object and goes with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Owner = TypeVar("Owner")
T = TypeVar("T")


def once(work: Callable[[Owner], T]) -> Callable[[Owner], T]:
    """As `functools.cache`, but no module keeps a whole report alive for it."""

    @wraps(work)
    def asked(owner: Owner) -> T:
        kept: dict[Any, T] = owner.__dict__.setdefault("_worked_out", {})
        if work not in kept:
            kept[work] = work(owner)
        return kept[work]

    return asked
