"""What a person's list or text is made of, as it was sent and as it stands now, and how its entries come together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.document.numbering import NUMBER, number_of, without_number
from reportgen.review.pull.edits import Place
from reportgen.review.pull.structure.blocks import SentBlock, only_numbers, typed_as
from reportgen.review.pull.structure.matching import ALIKE, ends_with, likeness
from reportgen.review.pull.tokens import Tokens, tokens_of
from reportgen.writers.docx.standing import ReadParagraph, Reviewer, UnanchoredText

_OWN = 0.9
"""How much words have in common that are an item's own."""


@dataclass
class Item:
    """One item or paragraph as it was sent: the outermost address, and the one of its words; `gone` from the data."""

    place: Place
    block: SentBlock
    words: SentBlock
    gone: bool = False

    @property
    def sent(self) -> Tokens:
        """Its words as they were sent."""
        return tokens_of(self.words.address.pattern or self.words.address.text)


@dataclass
class Print:
    """One list or text where it was printed; `crowded` when one paragraph has several items."""

    items: list[Item]
    crowded: bool = False

    @property
    def is_list(self) -> bool:
        """Whether it is a list in the data."""
        return self.items[0].place.is_list

    @property
    def numbers(self) -> list[str]:
        """The numbers with which its items were printed."""
        found = (number_of(item.block.address.text) for item in self.items if item.block is not item.words)
        return [number for number in found if number]

    @property
    def numbered(self) -> bool:
        """Whether it was printed with numbers."""
        return bool(self.numbers)


@dataclass
class ListEntry:
    """What stands in the file now: which items are in it, its words, in which paragraph, who wrote."""

    at: int
    tokens: Tokens
    items: list[Item] = field(default_factory=list)
    hands: tuple[Reviewer, ...] = ()
    typed: bool = False
    """Whether its addresses are lost: the item was found by its words."""

    @property
    def text(self) -> str:
        """Its words now."""
        return "".join(self.tokens)


@dataclass
class Left:
    """What is left of a print: its entries in their order, items that were dragged out of it, items that are gone."""

    entries: list[ListEntry]
    away: list[ListEntry]
    removed: list[Item]
    used: list[UnanchoredText]


def between(
    own: list[str], pieces: list[tuple[Item | None, list[str]]], *, crowded: bool, last: bool = False
) -> list[str]:
    """What stands between two items: the end of the one before, new items, and (given back) the beginning of the next;
    numbers apart.
    """
    text = "".join(own)
    if only_numbers(text):
        return ["\n"] if "\n" in text and pieces and not last and not crowded else []
    if not crowded:
        if pieces and last:
            pieces[-1][1].extend(own)
            return []
        return list(without_number(text)) if "｛" not in text else own
    parts = NUMBER.split(text) if "｛" not in text else [text]
    if pieces and parts[0].strip():
        pieces[-1][1].extend(parts[0])
    rest = parts[1:] if pieces or not parts[0].strip() else parts
    for part in rest if last else rest[:-1]:
        if part.strip():
            pieces.append((None, list(part)))
    return list(rest[-1]) if rest and not last else []


def numbered_parts(words: list[str], item: Item) -> tuple[list[str], list[list[str]]]:
    """The words of an item, and those that somebody typed behind it with a number of their own."""
    if not number_of("".join(item.sent)):
        words = words[cut_at(tuple(words), len(number_of("".join(words)))) :]
    text = "".join(words)
    numbers = [m for m in NUMBER.finditer(text) if m.start() and m[0].strip() not in "".join(item.sent)]
    if not numbers or "｛" in text[numbers[0].start() :]:
        return words, []
    ends = [*(m.start() for m in numbers[1:]), len(text)]
    rest = [list(text[m.end() : end]) for m, end in zip(numbers, ends, strict=True)]
    return words[: cut_at(tuple(words), numbers[0].start())], rest


def in_reading_order(entries: Sequence[ListEntry], paragraphs: Sequence[ReadParagraph]) -> list[ListEntry]:
    """Entries by their paragraph and by where their words stand in it; one whose words are not found there stays
    behind the one before it.
    """
    places: dict[int, int] = {}
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (entry.at, not entry.items)):
        sent = [pair for item in entry.items for pair in item.words.printed()]
        words, own = _printed(entry.tokens, sent).strip(), taken[entry.at]
        last = max((end for _, end in own), default=0)
        found = [m.start() for m in re.finditer(re.escape(words), paragraphs[entry.at].text)] if words else []
        free = [at for at in found if all(at >= end or at + len(words) <= start for start, end in own)]
        places[id(entry)] = free[0] if free else last
        own.append((places[id(entry)], places[id(entry)] + (len(words) if free else 0)))
    return sorted(entries, key=lambda entry: (entry.at, places[id(entry)]))


def joined(entries: list[ListEntry]) -> list[ListEntry]:
    """Entries of one paragraph are one."""
    found: list[ListEntry] = []
    for entry in entries:
        if found and found[-1].at == entry.at and (found[-1].items or entry.items):
            last = found[-1]
            hands = tuple(dict.fromkeys([*last.hands, *entry.hands]))
            found[-1] = ListEntry(entry.at, (*last.tokens, *entry.tokens), [*last.items, *entry.items], hands)
        else:
            found.append(entry)
    return found


def typed_behind(entries: Sequence[ListEntry]) -> None:
    """Where other words stand at an address, and its own in a new entry, the new entry is the item."""
    for new in entries:
        if new.items:
            continue
        for entry in entries:
            item = entry.items[0] if len(entry.items) == 1 else None
            if item is None:
                continue
            text = item.words.address.text
            if likeness(text, new.text) > _OWN > ALIKE > likeness(text, entry.text):
                new.items, new.tokens, new.typed = [item], typed_as(new.text, item.words.printed()), True
                entry.items = []
                break


def with_tails(entries: list[ListEntry]) -> list[ListEntry]:
    """Where an item lost its end and that stands in a paragraph behind it, it was split: the item has it back."""
    found: list[ListEntry] = []
    for entry in entries:
        last = found[-1] if found else None
        if last and last.items and not entry.items:
            item = last.items[-1]
            sent = item.words.printed()
            if ends_with("".join(words for _, words in sent), _printed(last.tokens, sent), entry.text):
                hands = tuple(dict.fromkeys([*last.hands, *entry.hands]))
                tail = typed_as(entry.text, sent)
                found[-1] = ListEntry(last.at, (*last.tokens, "\n", *tail), last.items, hands, last.typed)
                continue
        found.append(entry)
    return found


def _printed(tokens: Tokens, sent: Sequence[tuple[str, str]]) -> str:
    words = dict(sent)
    return "".join(words.get(token, token) for token in tokens)


def cut_at(tokens: Tokens, at: int) -> int:
    """The token at which a character of the joined text begins."""
    length = 0
    for n, token in enumerate(tokens):
        if length >= at:
            return n
        length += len(token)
    return len(tokens)
