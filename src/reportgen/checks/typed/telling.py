"""A span of a passage -> a hit: its words, and the line of the data when a person typed them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.engine.passages import FoundText, Passage, Printed
from reportgen.checks.engine.registry import Hit
from reportgen.model.finding import Level

TEMPLATE = "这几个字是版式模板写的，请告诉做版式的人"


def hit(
    printed: Printed,
    passage: Passage,
    start: int,
    end: int,
    problem: str,
    remedy: str,
    *,
    level: Level | None = None,
    said: str = "",
) -> Hit:
    """Values {where}, {said}, {problem}. said: shown instead of the words around the span."""
    prose = printed.origin(passage, start, end)
    source = printed.source(prose, passage.text[start:end]) if prose else None
    if prose:
        key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in prose.path)
    else:
        key = passage.heading or passage.section
        remedy = f"{remedy}；{TEMPLATE}" if passage.section else remedy
    values = {"said": said or passage.around(start, end), "problem": problem, "where": key}
    return Hit(values, key, source, remedy, level)


def first_of_each(printed: Printed, pattern: re.Pattern[str]) -> Iterator[FoundText]:
    """The first match in every passage: a habit of writing is told once."""
    last: Passage | None = None
    for found in printed.find(pattern):
        if found.passage is not last:
            last = found.passage
            yield found
