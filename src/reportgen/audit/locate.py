"""Findings of a PDF -> the page and the box where their words stand, to the letter."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from reportgen.audit.finding import AuditFinding
from reportgen.audit.text.letters import fold
from reportgen.reading.grid import Box, Spot

_FEWEST = 2
"""Letters that are looked for at least, when the beginning of what was said stands on another page."""


@dataclass(frozen=True)
class PageLetters:
    """The letters of a page as it was drawn, folded, each with its box."""

    text: str
    boxes: tuple[Box, ...]


def located(findings: Sequence[AuditFinding], content: bytes) -> tuple[AuditFinding, ...]:
    """The findings of paragraphs with the boxes of their very words; those of cells have them already."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as opened:
        pages = _PageReader(opened.pages)
        return tuple(_located(finding, pages) for finding in findings)


class _PageReader:
    def __init__(self, pages: Sequence[Any]) -> None:
        self._pages = pages
        self._read: dict[int, PageLetters] = {}

    def letters(self, number: int) -> PageLetters | None:
        """Of a page, from 1."""
        if not 1 <= number <= len(self._pages):
            return None
        if number not in self._read:
            found = [(letter, _box(char)) for char in self._pages[number - 1].chars for letter in fold(char["text"])]
            self._read[number] = PageLetters("".join(one for one, _ in found), tuple(box for _, box in found))
        return self._read[number]


def _box(char: Any) -> Box:
    return float(char["x0"]), float(char["top"]), float(char["x1"]), float(char["bottom"])


def _located(finding: AuditFinding, pages: _PageReader) -> AuditFinding:
    spot = finding.spot
    if spot is None or not spot.page or spot.sheet or not finding.said:
        return finding
    for number in (spot.page, spot.page + 1, spot.page + 2):
        letters = pages.letters(number)
        found = _find(letters, finding) if letters else None
        if found:
            return replace(finding, spot=Spot(spot.file, page=number, box=found))
    return finding


def _find(letters: PageLetters, finding: AuditFinding) -> Box | None:
    """The box of the wrong words: within what was said, or within as much of its end as stands on this page."""
    said, words = fold(finding.said), fold(finding.words) or fold(finding.said)
    for cut in range(0, max(len(said) - max(len(words), _FEWEST * 3), 0) + 1, 4):
        at = letters.text.find(said[cut:])
        if at >= 0:
            begin = letters.text.rfind(words, at, at + len(said) - cut)
            start = begin if begin >= 0 else at
            return _around(letters.boxes[start : start + len(words)])
    return None


def _around(boxes: Sequence[Box]) -> Box | None:
    """The box of the first line that letters stand in."""
    if not boxes:
        return None
    top = boxes[0][1]
    line = [box for box in boxes if abs(box[1] - top) < (boxes[0][3] - boxes[0][1]) * 0.8]
    return min(b[0] for b in line), min(b[1] for b in line), max(b[2] for b in line), max(b[3] for b in line)


def by_page(findings: Iterable[AuditFinding]) -> Iterator[tuple[int, list[AuditFinding]]]:
    """Those that have a box, by their page."""
    placed = [finding for finding in findings if finding.spot and finding.spot.page and finding.spot.box]

    def page(finding: AuditFinding) -> int:
        return finding.spot.page if finding.spot else 0

    for number, own in groupby(sorted(placed, key=page), key=page):
        yield number, [*own]
