"""A span of a passage -> a hit: its words, and the line of the data where a person wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.engine.passages import FoundText, Passage, Printed
from reportgen.checks.engine.registry import Hit
from reportgen.model.finding import Level


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
    author = printed.whose.author(passage, start, end)
    values = {"said": said or passage.around(start, end), "problem": problem, "where": author.key}
    remedy = f"{remedy}；{author.note}" if author.note else remedy
    return Hit(values, author.key, author.source, remedy, level, template=author.template)


def first_of_each(printed: Printed, pattern: re.Pattern[str]) -> Iterator[FoundText]:
    """The first match in every passage: a habit of writing is told once."""
    last: Passage | None = None
    for found in printed.find(pattern):
        if found.passage is not last:
            last = found.passage
            yield found
