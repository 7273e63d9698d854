"""Texts as rows of letters without blanks, a number being one letter, so that prints can be laid side by side."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reportgen.model.characters import as_read

NUMBER = "▪"
"""Stands for a number."""
ANYTHING = "〓"
"""Stands for words that are not known."""
APART = "\n"
"""Between two numbers of which the one ends a line and the other begins the next; no letter."""
_AMOUNT = re.compile(r"(?<!\d)-?\d[\d,]*(?:\.\d+)?")
_KEPT = frozenset("，")  # would fold into the comma that sets off thousands
_QUOTES = str.maketrans("“”‘’", "\"\"''")


@lru_cache(1 << 15)
def fold(text: str) -> str:
    """Without blanks, and with one form for each letter; as many letters as there were, but for the blanks."""
    return "".join(map(_folded, text)).translate(_QUOTES)


@lru_cache(1 << 13)
def _folded(letter: str) -> str:
    if letter.isspace() or letter in "\ufeff\u200b\u2060\u00ad":
        return ""
    if letter in _KEPT or letter < "\x7f":
        return letter
    plain = unicodedata.normalize("NFKC", as_read(letter))
    return "-" if letter in "－−" else plain if len(plain) == 1 else letter


@dataclass(frozen=True)
class PrintedNumber:
    """A number in a text: from where to where, and what it is."""

    start: int
    end: int
    text: str

    @property
    def value(self) -> Decimal:
        """Exactly, as printed."""
        return Decimal(self.text.replace(",", ""))


@dataclass(frozen=True)
class Letters:
    """A folded text, and the same as letters. starts: where each letter begins in the text."""

    text: str
    letters: str
    starts: tuple[int, ...]
    numbers: dict[int, PrintedNumber]
    """By the place of their letter."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The stretch of text that letters `first` to `last` (not included) are."""
        if first >= len(self.starts):
            return len(self.text), len(self.text)
        end = self.starts[last] if last < len(self.starts) else len(self.text)
        begin = self.starts[first]
        return begin, max(begin, end)

    def words(self, first: int, last: int) -> str:
        """The text of some letters."""
        begin, end = self.span(first, last)
        return self.text[begin:end].replace(APART, "")

    def letter_at(self, place: int) -> int:
        """The letter that stands at a place of the text."""
        return max(bisect_right(self.starts, place) - 1, 0)


def letters_of(text: str) -> Letters:
    """A folded text as letters."""
    found: list[str] = []
    starts: list[int] = []
    numbers: dict[int, PrintedNumber] = {}
    at = 0
    for match in _AMOUNT.finditer(text):
        _add(text, at, match.start(), found, starts)
        numbers[len(found)] = PrintedNumber(match.start(), match.end(), match[0].rstrip(","))
        found.append(NUMBER)
        starts.append(match.start())
        at = match.end()
    _add(text, at, len(text), found, starts)
    return Letters(text, "".join(found), tuple(starts), numbers)


def _add(text: str, start: int, end: int, found: list[str], starts: list[int]) -> None:
    for at in range(start, end):
        if text[at] != APART:
            found.append(text[at])
            starts.append(at)
