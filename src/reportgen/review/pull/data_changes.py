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
class RemovedKey:
    """A key that leaves its mapping with its value."""

    keys: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where it stands."""
        return ".".join(self.keys)


@dataclass(frozen=True)
class RenamedKey:
    """A key of a mapping that becomes another one; its value stays."""

    keys: tuple[str, ...]
    name: str

    @property
    def address(self) -> str:
        """Where its name stands, which is no text of the data: its words may change too."""
        return f"{'.'.join(self.keys)}（键）"


@dataclass(frozen=True)
class Reordered:
    """Entries of a mapping by their names, or rows of a table by their numbers from 0, all of them in their new order;
    `by_hand` says what a person is to do where that can't be written.
    """

    keys: tuple[str, ...]
    order: tuple[str | int, ...]
    by_hand: str

    @property
    def address(self) -> str:
        """What is in order, which is no text of the data."""
        return f"{'.'.join(self.keys)}（次序）"


@dataclass(frozen=True)
class NewItem:
    """An item of a list, behind the one of a number (from 0; -1 for the first)."""

    keys: tuple[str, ...]
    number: int
    words: str


@dataclass(frozen=True)
class RemovedItem:
    """An item that leaves its list; its number is counted from 0."""

    keys: tuple[str, ...]
    number: int


@dataclass(frozen=True)
class MovedItem:
    """An item that stands behind another one of its list; numbers from 0, -1 for the first place."""

    keys: tuple[str, ...]
    number: int
    after: int


ItemChange = NewItem | RemovedItem | MovedItem
DataChange = TextChange | NewKey | RemovedKey | RenamedKey | Reordered | ItemChange


def texts_after(before: Texts, changes: Iterable[DataChange]) -> Texts:
    """What a file's texts are once the changes are made; those of lists apart (`order_after`)."""
    texts = dict(before)
    for change in changes:
        if isinstance(change, TextChange):
            texts[change.address] = change.new
        elif isinstance(change, NewKey):
            above = {".".join(change.keys[:depth]) for depth in range(1, len(change.keys))}
            texts = {address: text for address, text in texts.items() if address not in above} | change.texts
        elif isinstance(change, RemovedKey):
            texts = {
                a: text for a, text in texts.items() if a != change.address and not a.startswith(f"{change.address}.")
            }
    return texts


def order_after(count: int, changes: Sequence[ItemChange]) -> list[int | str] | None:
    """A list of so many items once the changes are made: the items that stay by their numbers, new ones by their words;
    None where the changes don't go together.
    """
    gone = {change.number for change in changes if isinstance(change, RemovedItem)}
    moved = {change.number: change.after for change in changes if isinstance(change, MovedItem)}
    behind: dict[int, list[int | str]] = {}
    for change in changes:
        if isinstance(change, NewItem):
            behind.setdefault(change.number, []).append(change.words)
        elif isinstance(change, MovedItem):
            behind.setdefault(change.after, []).append(change.number)
    found: list[int | str] = []

    def put(number: int) -> None:
        if number >= 0 and number not in gone:
            found.append(number)
        for item in behind.pop(number, []):
            put(item) if isinstance(item, int) else found.append(item)

    for number in range(-1, count):
        if number not in moved:
            put(number)
    whole = {*range(count)} - gone == {item for item in found if isinstance(item, int)} and not behind
    return found if whole and len(moved) == sum(isinstance(c, MovedItem) for c in set(changes)) else None
