"""Figures as a clerk says them: 2021年度收入总计3,991.22万元，比上年减少812.02万元."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping

from reportgen.document.reading import places
from reportgen.document.tree import squeeze
from reportgen.figures import FigureBook, UnknownKey

CHANGE = ".增减额"
SIDES = frozenset({"收入", "支出"})
"""First words of a key that are said last: 收入 上级补助 -> 上级补助收入."""


class Said:
    """Says what a section prints; `words` are those of keys that are not said by their own."""

    def __init__(self, book: FigureBook, words: Mapping[str, str]) -> None:
        self._book = book
        self._words = words

    def printed_in(self, section: ET.Element) -> dict[str, str]:
        """Every key that the section prints, with its first text and unit."""
        found: dict[str, str] = {}
        for place in places(section):
            found.setdefault(place.key, f"{squeeze(place.text)}{place.element.get('data-unit', '')}")
        return found

    def sentence(self, keys: Iterable[str], printed: Mapping[str, str]) -> str:
        """Those of the keys that are printed, in one sentence with the year."""
        figures = [self._figure(key, printed[found]) for key in keys if (found := self._canonical(key)) in printed]
        return f"{self._book.loaded.data.year}年度{'，'.join(figures)}" if figures else ""

    def missing(self, keys: Iterable[str], section: ET.Element) -> list[str]:
        """The names of the keys that the section doesn't print;
        one of two equal sides (收、支总计) is told with the other.
        """
        printed = self.printed_in(section)
        both = {self._book.resolve(key).value for key in printed if key and key.endswith("总计")}
        return [
            self.name(key)
            for key in keys
            if (found := self._canonical(key)) not in printed
            and not (found.endswith("总计") and self._book.resolve(found).value in both)
        ]

    def _figure(self, key: str, printed: str) -> str:
        if not key.endswith(CHANGE):
            return f"{self.name(key)}{printed}"
        value = self._book.resolve(key).value or 0
        words = self._book.edition.words
        way = words.more if value > 0 else words.less
        return f"比上年{way}{printed.removeprefix('-')}" if value else "与上年持平"

    def knows(self, *keys: str) -> bool:
        """Whether all of these are figures of the report."""
        try:
            return all(self._book.resolve(key) for key in keys)
        except UnknownKey:
            return False

    def name(self, key: str) -> str:
        """A key in words. Raises UnknownKey."""
        if key in self._words:
            return self._words[key]
        first, *rest = self._book.resolve(key).label.removeprefix(f"{self._book.loaded.data.year}年度").split()
        return "".join([*rest, first] if first in SIDES else [first, *rest])

    def _canonical(self, key: str) -> str:
        try:
            return self._book.resolve(key).key
        except UnknownKey:
            return key


def outward(book: FigureBook, message: str) -> str:
    """A message for a reader outside the office: what differs, in words; no file, no key, no guess at the slip."""
    first = re.split("；|。", message)[0]
    first = re.sub(r"（[^（）]*\.(?:yaml|yml|csv)[^（）]*）|[^\s（）「」，；、]+\.(?:yaml|yml|csv)(?::\d+)*", "", first)
    return re.sub("[「｛]([^「」｛｝]+)[」｝]", lambda found: f"“{_in_words(book, found[1])}”", first)


def _in_words(book: FigureBook, key: str) -> str:
    try:
        return Said(book, {}).name(key)
    except UnknownKey:
        return key
