"""The running text of a file as one row of letters, however it is broken into lines and pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.audit.text.letters import APART, Letters, fold, letters_of
from reportgen.reading.grid import Spot, TextLine

_FOLIO = re.compile(r"[-—–―~·\s]*(?:第)?\d{1,3}(?:页|/\d{1,3})?(?:共\d{1,3}页)?[-—–―~·\s]*")
_MOST_HEADS = 3
"""A short line at the same height of more pages than these is a running head."""


@dataclass(frozen=True)
class Stream:
    """letters: of all lines together; starts: where each line begins in their text."""

    letters: Letters
    lines: tuple[TextLine, ...]
    starts: tuple[int, ...]

    def spot(self, start: int) -> Spot | None:
        """Where a stretch of text stands: its line or paragraph."""
        return self.lines[max(bisect_right(self.starts, start) - 1, 0)].spot if self.lines else None


def stream_of(lines: Sequence[TextLine]) -> Stream:
    """The lines as one row, without numbers of pages and running heads."""
    kept = tuple(_without_heads(lines))
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for number, line in enumerate(kept):
        words = fold(line.text)
        if number and _ends_number(parts) and words[:1].isdigit():
            parts.append(APART)
            length += 1
        starts.append(length)
        parts.append(words)
        length += len(words)
    return Stream(letters_of("".join(parts)), kept, tuple(starts))


def _ends_number(parts: Sequence[str]) -> bool:
    last = next((part for part in reversed(parts) if part), "")
    return last[-1:].isdigit() or last[-1:] in (".", ",")


def _without_heads(lines: Sequence[TextLine]) -> Iterable[TextLine]:
    paged = [line for line in lines if line.spot.page and line.spot.box]
    heights = Counter((fold(line.text), round(line.spot.box[1] / 4)) for line in paged if line.spot.box)
    for line in lines:
        words = fold(line.text)
        if not words or (line.spot.page and _FOLIO.fullmatch(words)):
            continue
        box = line.spot.box
        if box and len(words) < 40 and heights[words, round(box[1] / 4)] > _MOST_HEADS:
            continue
        yield line
