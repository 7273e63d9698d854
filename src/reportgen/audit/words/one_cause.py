"""Sums of sentences and what else was told of their numbers -> one finding of one cause."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from reportgen.audit.finding import AuditFinding
from reportgen.reading.grid import Spot

CODE = "A045"
"""Of a sum in sentences."""


def with_sums(told: Sequence[AuditFinding], sums: Iterable[AuditFinding]) -> list[AuditFinding]:
    """Both; a rate that differs only because an amount of a wrong sum is in it is the same cause."""
    known = {(one.spot, one.words) for one in told if one.code == "A003"}
    more = [one for one in sums if one.code != "A003" or (one.spot, one.words) not in known]
    bases = {(spot, words) for one in more if one.code != "A003" for spot in one.cells for words in one.basis}
    return [*(one for one in told if not _rests_on(one, bases)), *more]


def without_explained(told: Sequence[AuditFinding], repeated: Sequence[AuditFinding]) -> list[AuditFinding]:
    """Both; a sum that differs only because a number in it is told otherwise elsewhere is the same cause."""
    wrong = {(one.spot, _plain(one.words)) for one in repeated}
    return [*(one for one in told if one.code != CODE or not wrong.intersection(_addends(one))), *repeated]


def _addends(one: AuditFinding) -> Iterator[tuple[Spot, str]]:
    return ((spot, _plain(_printed(words))) for spot in one.cells for words in one.basis)


def _plain(printed: str) -> str:
    return re.sub(r"[^\d.]", "", printed)


def _rests_on(one: AuditFinding, bases: Collection[tuple[Spot, str]]) -> bool:
    """Whether a rate is of an amount that some sum blames."""
    if one.code not in ("A001", "A003") or one.spot is None:
        return False
    return any(spot == one.spot and _printed(words) in f"{one.said}{''.join(one.basis)}" for spot, words in bases)


def _printed(words: str) -> str:
    """The number at the end of what is quoted."""
    found = re.search(r"[\d,.]+(?:亿元|万元|千元|元|%)」$", words)
    return found[0][:-1] if found else words
