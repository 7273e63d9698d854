"""The words of the printed pages against those of a report: every number so often, every row and sentence as it is.

A reader that is not ours gives the text of the pages in the order in which it was printed: a sentence stands on one
page, or on the end of one and the beginning of the next; the numbers of a row follow each other.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.publish.tables import blocks_of, texts_of

DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FOLIO = re.compile(r"—\s*\d+\s*—")
_BLANK = re.compile(r"[\s\ufeff\ufffe\u0002\u00ad\u200b-\u200f]")
MOST_CUTS = 20_000
"""Ways in which a row may be cut by the end of a page that are tried."""
_FEWEST = 2
"""Numbers of a row of which some may stand on the one page and some on the next."""
LEAST = 5
"""Characters of a sentence that may be cut by the end of a page on either side."""


def flat(text: str) -> str:
    """Without blanks, which print sets as it needs them."""
    return _BLANK.sub("", text)


def missing_rows(report: Mapping[str, Any], pages: Sequence[str]) -> Iterator[str]:
    """The rows of tables with numbers that don't stand on a page as they are, names and numbers in their order."""
    joined, words = [_run(DIGITS.findall(page)) for page in pages], [flat(_FOLIO.sub("", page)) for page in pages]
    for block in blocks_of(report["内容"]):
        for row in block.get("行", ()):
            cells = [str(cell["文字"]) for cell in row["格"]]
            if not DIGITS.search(" ".join(cells)) or any("".join(map(flat, cells)) in page for page in words):
                continue
            if not _cut(cells, words) or not _broken(cells, joined):
                yield "　".join(filter(None, (cell.replace("\n", "") for cell in cells)))


def _cut(cells: Sequence[str], pages: Sequence[str]) -> bool:
    """Whether a cell stands on no page alone: the end of one cuts it."""
    return any(all(flat(cell) not in page for page in pages) for cell in cells)


def _run(numbers: Sequence[str]) -> str:
    return " ".join(("", *numbers, ""))


def _broken(cells: Sequence[str], joined: Sequence[str]) -> bool:
    """Whether a row begins on one page and ends on the next: the beginnings of its cells follow each other on the one,
    the ends on the other.
    """
    numbers = [own for cell in cells if (own := DIGITS.findall(cell))]
    if sum(map(len, numbers)) < _FEWEST:
        return True
    cuts = itertools.islice(itertools.product(*(range(len(own) + 1) for own in numbers)), MOST_CUTS)
    for cut in cuts:
        begins = [n for own, at in zip(numbers, cut, strict=True) for n in own[:at]]
        ends = [n for own, at in zip(numbers, cut, strict=True) for n in own[at:]]
        if begins and ends and any(_run(begins) in a and _run(ends) in b for a, b in itertools.pairwise(joined)):
            return True
    return False


def missing_words(report: Mapping[str, Any], pages: Sequence[str]) -> Iterator[str]:
    """The sentences, titles and labels that stand on no page."""
    printed = PrintedWords(pages)
    for text in dict.fromkeys(texts_of(report)):
        if text not in printed and not all(line in printed for line in text.split("\n")):
            yield text


class PrintedWords:
    """The words of pages; holds those that stand on one page, or over two."""

    def __init__(self, pages: Sequence[str]) -> None:
        self._pages = [flat(_FOLIO.sub("", page)) for page in pages]
        self._together = "\n".join(self._pages)

    def __contains__(self, text: str) -> bool:
        words = flat(text)
        return not words or words in self._together or _over_pages(words, self._pages)


def _over_pages(words: str, printed: Sequence[str]) -> bool:
    """Whether it begins on one page and goes on at the beginning of the next, or of the one after a full-page table."""
    for number, page in enumerate(printed[:-1]):
        cut = _longest_beginning(words, page)
        if cut and any(words[cut:] in following for following in printed[number + 1 : number + 3]):
            return True
    return False


def _longest_beginning(words: str, page: str) -> int:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if words[:middle] in page else (low, middle - 1)
    return low if low >= min(LEAST, len(words) - 1) else 0
