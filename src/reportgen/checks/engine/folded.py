"""All findings of a report -> those that tell a cause: what only follows from another one at its place is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.model.finding import Finding, Level

TOLD_BY = {
    "S013": ("L021",),
    "L061": ("C197",),
    "C198": ("C003", "C004", "C005", "C009"),
    "S010": ("C198",),
    "C200": ("C106", "C124", "C125", "C130", "C131", "C132", "C139", "C186"),
}
"""A code -> those that, on the same line, tell the same thing better."""
COPIED, BETTER = "C159", "C134"
"""Of a text copied from another project: that it is the same, and what it speaks of, which says which is the copy."""
FINER, TAIL = "C198", re.compile(r"相差 0\.00[1-9]")
"""A tail smaller than what is printed comes from an amount that is finer than what is printed."""


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that another one tells better."""
    listed = list(findings)
    places: dict[tuple[str, int], set[str]] = {}
    for finding in listed:
        if finding.source:
            places.setdefault((finding.source.file, finding.source.line), set()).add(finding.code)
    better = [f.key for f in listed if f.code == BETTER and f.key]
    finer = any(f.code == FINER for f in listed)
    return [f for f in listed if not (_told(f, places) or _copied(f, better) or (finer and _tail(f)))]


def _told(finding: Finding, places: dict[tuple[str, int], set[str]]) -> bool:
    there = places.get((finding.source.file, finding.source.line), set()) if finding.source else set()
    return not there.isdisjoint(TOLD_BY.get(finding.code, ()))


def _copied(finding: Finding, better: Iterable[str]) -> bool:
    return finding.code == COPIED and any(key == finding.key or f"「{key}」" in finding.message for key in better)


def _tail(finding: Finding) -> bool:
    return finding.level is Level.HINT and bool(TAIL.search(finding.message))
