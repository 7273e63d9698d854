"""What people put in, by a name that stays the same from round to round: amounts, counts and texts;
and what changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.figures import FigureBook, Statement
from reportgen.model.amount import PENDING
from reportgen.model.figure import Fact
from reportgen.model.selection import is_subject_code

NOTHING = "（无）"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
"""What has none of these is an amount, a code or a date, and told as such."""


@dataclass(frozen=True)
class StatedChange:
    """One thing that is no longer as it was."""

    name: str
    old: str
    new: str


def stated(book: FigureBook) -> dict[str, str]:
    """Everything that is put in: amounts as exact values, texts as written."""
    texts: dict[str, str] = {}
    for name, value in (*_facts(book), *_statements("核定数", book.approved), *_statements("上年数", book.last)):
        texts[name] = f"{texts[name]}、{value}" if name in texts else value
    return {
        **texts,
        **{f"{address}（文字）": str(text) for address, text in book.loaded.texts.items() if _CHINESE.search(text)},
    }


def _facts(book: FigureBook) -> Iterator[tuple[str, str]]:
    for fact in book.ledger.facts:
        if not fact.inputs:
            words = (f"{book.subject_name(part)}（{part}）" if is_subject_code(part) else part for _, part in fact.dims)
            yield " ".join(words), _value(fact)
    yield from ((key, _value(fact)) for key, fact in book.records.items() if not fact.inputs)


def _value(fact: Fact) -> str:
    if fact.text is not None:
        return fact.text
    return PENDING if fact.value is None else f"{fact.value.normalize():f}{fact.unit}"


def _statements(place: str, statements: Mapping[str, Statement]) -> Iterator[tuple[str, str]]:
    for key, statement in statements.items():
        yield f"{place} {key}", PENDING if statement.value is None else f"{statement.value.normalize():f}"


def changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[StatedChange, ...]:
    """What differs, in the order of what is new, then what is gone."""
    names = [*new, *(name for name in old if name not in new)]
    return tuple(
        StatedChange(name, old.get(name, NOTHING), new.get(name, NOTHING))
        for name in names
        if old.get(name) != new.get(name)
    )
