"""Items and sentences whose words stand at the end of another one: joined to it, and perhaps changed."""

from __future__ import annotations

import re

from reportgen.document.numbering import NUMBER
from reportgen.review.pull.structure.blocks import typed_as
from reportgen.review.pull.structure.entries import Item, ListEntry, cut_at
from reportgen.review.pull.structure.matching import ALIKE, likeness

_ENDS = re.compile(r"[。；;，,\n]\s*")
_STOPS = "。；;，, \n"
_LONGEST = 4
"""How many times as long as they were words may have become."""


def found_within(missing: list[Item], entries: list[ListEntry]) -> None:
    """Items whose words stand in the entry of another one: they were joined to it."""
    for item in missing:
        if any(item in entry.items for entry in entries):
            continue
        for entry in entries:
            if entry.items and (place := _place(item, entry)):
                _take_in(item, entry, *place)
                break


def _place(item: Item, entry: ListEntry) -> tuple[int, int] | None:
    """From where to where the words of an item stand in an entry."""
    words = item.words.address.text.strip()
    if words in entry.items[0].words.address.text:
        return None
    own = "".join("".join(known.sent) for known in entry.items)
    return stretch_of(words, entry.text, own)


def stretch_of(words: str, text: str, own: str) -> tuple[int, int] | None:
    """From where to where a text has the words of another, changed or not, beside its own."""
    bare = words.strip().rstrip(_STOPS)
    at = text.find(bare) if len(bare) > 1 and bare not in own else -1
    if at >= 0:
        return at, at + len(bare)
    if len(text) < len(own) + len(bare) / 2:
        return None
    numbers = {match.start() for match in NUMBER.finditer(text)}
    places = sorted({0, *numbers, *(match.end() for match in _ENDS.finditer(text)), len(text)})
    known = likeness(text, own)
    found = (
        (likeness(bare, _bare(text[start:end])), start, end)
        for n, start in enumerate(places)
        for end in places[n + 1 :]
        if len(bare) <= _LONGEST * (end - start) <= _LONGEST * _LONGEST * len(bare)
    )
    best = max(found, key=lambda one: (one[0], one[1]), default=(0.0, 0, 0))
    score, start, end = best
    if score < ALIKE or likeness(text[:start] + text[end:], own) <= known:
        return None
    return start, end - len(text[start:end]) + len(text[start:end].rstrip(_STOPS))


def _bare(text: str) -> str:
    """Words without a number before them and a stop behind."""
    number = NUMBER.match(text)
    return text[number.end() if number else 0 :].strip(_STOPS)


def _take_in(item: Item, entry: ListEntry, start: int, end: int) -> None:
    """The entry with the words of the item as they are there, its number left out, its figures as references."""
    before, behind = cut_at(entry.tokens, start), cut_at(entry.tokens, end)
    front = "".join(entry.tokens[:before])
    number = NUMBER.search(front[-6:]) if front else None
    trimmed = front[: len(front) - len(number[0])] if number and front.endswith(number[0]) else front
    words = "".join(entry.tokens[before:behind])
    if inside := NUMBER.match(words):
        words = words[inside.end() :]
    head = entry.tokens[: cut_at(entry.tokens, len(trimmed))]
    entry.tokens = (*head, *typed_as(words, item.words.printed()), *entry.tokens[behind:])
    entry.items.append(item)
