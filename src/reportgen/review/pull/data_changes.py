"""What becomes of the data: a text that is another, a new key, an item of a list more or less.
Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.load.spans import Span
from reportgen.model.finding import Source

Stretch = tuple[int, int, str]
"""Replace the characters from, to of a text by others."""
Texts = dict[str, str]
"""Every text of a file by its address."""
Value = str | tuple[tuple[str, str], ...]
"""A text, or a record of texts by their keys."""


@dataclass(frozen=True)
class TextChange:
    """A text of the data that becomes another, as stretches of the text that stands there;
    `span` is None in a CSV file.
    """

    address: str
    source: Source
    span: Span | None
    old: str
    stretches: tuple[Stretch, ...]

    @property
    def new(self) -> str:
        """The text as it becomes."""
        text = self.old
        for start, end, words in sorted(self.stretches, reverse=True):
            text = text[:start] + words + text[end:]
        return text


@dataclass(frozen=True)
class NewKey:
    """A value under keys that are not all there yet."""

    keys: tuple[str, ...]
    value: Value

    @property
    def address(self) -> str:
        """Where the value will stand."""
        return ".".join(self.keys)

    @property
    def texts(self) -> Texts:
        """The texts that there will be."""
        if isinstance(self.value, str):
            return {self.address: self.value}
        return {f"{self.address}.{key}": words for key, words in self.value}


@dataclass(frozen=True)
class NewItem:
    """An item of a list, behind the one of a number (from 0)."""

    keys: tuple[str, ...]
    number: int
    words: str


@dataclass(frozen=True)
class RemovedItem:
    """An item that leaves its list; its number is counted from 0."""

    keys: tuple[str, ...]
    number: int


DataChange = TextChange | NewKey | NewItem | RemovedItem


def texts_after(before: Texts, changes: Iterable[DataChange]) -> Texts:
    """What a file's texts are once the changes are made."""
    texts, items = dict(before), list[NewItem | RemovedItem]()
    for change in changes:
        if isinstance(change, TextChange):
            texts[change.address] = change.new
        elif isinstance(change, NewKey):
            above = {".".join(change.keys[:depth]) for depth in range(1, len(change.keys))}
            texts = {address: text for address, text in texts.items() if address not in above} | change.texts
        else:
            items.append(change)
    for item in _from_below(items):
        texts = _with_items(texts, item)
    return texts


def _from_below(items: Sequence[NewItem | RemovedItem]) -> list[NewItem | RemovedItem]:
    """So that the numbers of those above stay; of several new items behind one the last first,
    all before that one goes.
    """
    placed = [(-item.number, isinstance(item, RemovedItem), -n, item) for n, item in enumerate(items)]
    return [item for *_, item in sorted(placed, key=lambda found: found[:3])]


def _with_items(texts: Texts, change: NewItem | RemovedItem) -> Texts:
    prefix = ".".join(change.keys) + "."
    items = [text for address, text in texts.items() if address.startswith(prefix)]
    if isinstance(change, NewItem):
        items.insert(change.number + 1, change.words)
    else:
        del items[change.number : change.number + 1]
    others = {address: text for address, text in texts.items() if not address.startswith(prefix)}
    return others | {f"{prefix}{n}": text for n, text in enumerate(items, start=1)}
