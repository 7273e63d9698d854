"""Two texts -> the stretches in which they agree and in which they differ, as a careful reader would mark them.

Every form of a comparison (Word, PDF, web page, terminal) shows the stretches of this one function. A number is one
token, so that no digit is struck out of the middle of a figure; Chinese is compared by character, and what would be
a confetti of single characters becomes one stretch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?[%％‰]?"
_TOKEN = re.compile(rf"(?<![0-9A-Za-z)）%％])[-−－+]{_NUMBER}|{_NUMBER}|[A-Za-z]+|.", re.DOTALL)
_DIGIT = re.compile(r"\d")
_CLAUSE = 8
"""So many tokens that two texts share are kept even where most of the rest differs."""
_AFTER = {**dict.fromkeys("。；！？\n", 3), **dict.fromkeys("，、：）”》", 2)}
_BEFORE = dict.fromkeys("（“《", 2)

Sign = Literal["=", "-", "+"]


class Stretch(NamedTuple):
    """Old tokens [old_start:old_end] stand where new tokens [new_start:new_end] do; `same` if they are equal."""

    same: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def tokens(text: str) -> list[str]:
    """The tokens of a text: together they are the text."""
    return _TOKEN.findall(text)


def is_number(token: str) -> bool:
    """Whether a token is a figure."""
    return bool(_DIGIT.search(token))


def words_diff(old_tokens: Sequence[str], new_tokens: Sequence[str]) -> list[Stretch]:
    """The stretches in order; equal and different ones take turns, and together they are both texts."""
    matcher = SequenceMatcher(None, old_tokens, new_tokens, autojunk=False)
    found = [Stretch(tag == "equal", *at) for tag, *at in matcher.get_opcodes()]
    found = _slid(found, old_tokens, new_tokens)
    found = _without_islands(found, old_tokens, new_tokens)
    return _whole_where_mostly_new(found, old_tokens, new_tokens)


def changes(old: str, new: str) -> list[tuple[Sign, str]]:
    """Two texts as one: what stays, what is taken out, what is put in instead."""
    before, after = tokens(old), tokens(new)
    found: list[tuple[Sign, str]] = []
    for same, old_start, old_end, new_start, new_end in words_diff(before, after):
        gone, added = "".join(before[old_start:old_end]), "".join(after[new_start:new_end])
        pieces: list[tuple[Sign, str]] = [("=", added)] if same else [("-", gone), ("+", added)]
        found += [piece for piece in pieces if piece[1]]
    return found


def _weight(texts: Sequence[str], start: int, end: int) -> int:
    """A figure or a foreign word says as much as two characters."""
    return sum(2 if len(token) > 1 else 1 for token in texts[start:end])


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Neighbours of one kind as one."""
    found: list[Stretch] = []
    for one in stretches:
        if one.old_start == one.old_end and one.new_start == one.new_end:
            continue
        if found and found[-1].same == one.same:
            last = found.pop()
            one = Stretch(one.same, last.old_start, one.old_end, last.new_start, one.new_end)
        found.append(one)
    return found


def _without_islands(found: list[Stretch], old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
    """What is equal between two changes, and no longer than either, becomes part of one change; less so a stop."""

    def change(one: Stretch) -> int:
        return max(_weight(old, one.old_start, one.old_end), _weight(new, one.new_start, one.new_end))

    number = 1
    while number < len(found) - 1:
        before, here, after = found[number - 1 : number + 2]
        island = old[here.old_start : here.old_end]
        size = _weight(island, 0, len(island)) + 2 * sum(token in _AFTER for token in island)
        if here.same and size <= min(change(before), change(after)):
            found = _joined([*found[: number - 1], before, here._replace(same=False), after, *found[number + 2 :]])
            number = max(1, number - 2)
        else:
            number += 1
    return found


def _whole_where_mostly_new(found: list[Stretch], old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
    """Where more than half has changed, only what begins and ends the text, and whole clauses, are still equal."""
    kept = sum(_weight(old, s.old_start, s.old_end) for s in found if s.same)
    if 2 * kept >= max(_weight(old, 0, len(old)), _weight(new, 0, len(new))):
        return found
    return _joined(
        [
            s._replace(same=s.same and (number in (0, len(found) - 1) or s.old_end - s.old_start >= _CLAUSE))
            for number, s in enumerate(found)
        ]
    )


def _slid(found: list[Stretch], old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
    """What is only put in or only taken out begins and ends at a stop of the sentence where it may."""
    found = list(found)
    for number in range(1, len(found) - 1):
        before, here, after = found[number - 1 : number + 2]
        added = here.old_start == here.old_end
        if not (before.same and after.same and (added or here.new_start == here.new_end)):
            continue
        texts, start, end = (new, here.new_start, here.new_end) if added else (old, here.old_start, here.old_end)
        left = before.old_end - before.old_start - (number > 1)
        right = after.old_end - after.old_start - (number < len(found) - 2)
        by = _best_shift(texts, start, end, left, right)
        found[number - 1] = before._replace(old_end=before.old_end + by, new_end=before.new_end + by)
        found[number] = Stretch(False, *(place + by for place in here[1:]))
        found[number + 1] = after._replace(old_start=after.old_start + by, new_start=after.new_start + by)
    return _joined(found)


def _best_shift(texts: Sequence[str], start: int, end: int, left: int, right: int) -> int:
    """By how many tokens the stretch may be moved without a change of what it says, to the best place."""
    lowest = highest = 0
    while -lowest < left and texts[start + lowest - 1] == texts[end + lowest - 1]:
        lowest -= 1
    while highest < right and texts[start + highest] == texts[end + highest]:
        highest += 1
    return max(range(lowest, highest + 1), key=lambda by: (_edge(texts, start + by) + _edge(texts, end + by), -abs(by)))


def _edge(texts: Sequence[str], at: int) -> int:
    """How good a place before the token `at` is for a change to begin or end."""
    if at in (0, len(texts)):
        return 3
    return max(_AFTER.get(texts[at - 1], 0), _BEFORE.get(texts[at], 0))
