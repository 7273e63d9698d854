"""All findings of a report -> those that tell a cause: what only follows from another one at its place is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.model.finding import Finding, Level
from reportgen.model.hanzi import count_of
from reportgen.model.schema import path_of

(REASONS,) = path_of("reasons")
TOLD_BY = {
    "S013": ("L021",),
    "L061": ("C197",),
    "C198": ("C003", "C004", "C005", "C009"),
    "S010": ("C198",),
    "C163": ("S014",),
    "C077": ("C130", "C131"),
    "C200": ("C106", "C124", "C125", "C130", "C131", "C132", "C139", "C186"),
}
"""A code -> those that, on the same line, tell the same thing better: of the same number, where both say what it is."""
TOLD_AT = {"C161": "C135"}
"""The same, where both stand at the very place."""
COUNTED, SAID = ("C166", "C131"), re.compile("写的是 ([^，]+)，")
"""Two that tell of a count; and what the second says was written."""
NUMBER_WORDS = re.compile(r"\d+|[零〇一二两三四五六七八九十百]+")
UNPRINTED, KEEPS_OUT = ("S040", "S041"), ("D", "L")
"""What was not printed may be good: an error in reading the data keeps its sentence out."""
OTHER_UNIT, OF_A_CHANGE = "S014", ("C076", "C077", "C130")
"""Of an amount that is in another unit, and what is then said of the change that it makes."""
COPIED, BETTER = "C159", "C134"
"""Of a text copied from another project: that it is the same, and what it speaks of, which says which is the copy."""
FINER, TAIL = "C198", re.compile(r"(?:相差|少了|多了|多出) -?0\.00[1-9]")
"""A tail smaller than what is printed comes from an amount that is finer than what is printed."""


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that another one tells better."""
    listed = list(findings)
    places: dict[tuple[str, int], list[Finding]] = {}
    for finding in listed:
        places.setdefault(_place(finding), []).append(finding)
    better = [f.key for f in listed if f.code == BETTER and f.key]
    finer = any(f.code == FINER for f in listed)
    kept_out = any(f.level is Level.ERROR and f.code.startswith(KEEPS_OUT) for f in listed)
    spots = {(f.code, f.source) for f in listed}
    mixed = [set(f.key.split(".")) for f in listed if f.code == OTHER_UNIT and f.key]
    return [
        f
        for f in listed
        if not (_told(f, places) or (f.source and (TOLD_AT.get(f.code), f.source) in spots))
        and not (_copied(f, better) or (finer and _tail(f)) or (kept_out and f.code in UNPRINTED))
        and not (_counted(f, listed) or _of_another_unit(f, mixed))
    ]


def _place(finding: Finding) -> tuple[str, int]:
    """Its line; of what stands in no file, its key."""
    return (finding.source.file, finding.source.line) if finding.source else (finding.key or "", 0)


def _told(finding: Finding, places: dict[tuple[str, int], list[Finding]]) -> bool:
    tellers = [f for f in places[_place(finding)] if f.code in TOLD_BY.get(finding.code, ())]
    own = SAID.search(finding.message)
    return any(not own or not (said := SAID.search(f.message)) or said[1] == own[1] for f in tellers)


def _copied(finding: Finding, better: Iterable[str]) -> bool:
    return finding.code == COPIED and any(key == finding.key or f"「{key}」" in finding.message for key in better)


def _tail(finding: Finding) -> bool:
    return finding.level is not Level.ERROR and bool(TAIL.search(finding.message))


def _counted(finding: Finding, listed: Iterable[Finding]) -> bool:
    """Whether the same count is told at its line with the reference that would be right."""
    code, teller = COUNTED
    if finding.code != code:
        return False
    same = (f for f in listed if f.code == teller and _place(f) == _place(finding))
    said = {number for f in same if (match := SAID.search(f.message)) for number in _numbers(match[1])}
    return not said.isdisjoint(_numbers(finding.message.partition("」")[0]))


def _numbers(words: str) -> set[int]:
    """The counts in words, in digits or in characters."""
    return {count_of(found) for found in NUMBER_WORDS.findall(words)}


def _of_another_unit(finding: Finding, mixed: Iterable[set[str]]) -> bool:
    """Whether it speaks of a change that an amount in another unit makes."""
    own = set((finding.key or "").split(".")) - {REASONS}
    return finding.code in OF_A_CHANGE and bool(own) and any(own <= parts for parts in mixed)
