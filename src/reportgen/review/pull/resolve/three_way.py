"""Two people changed different words of one paragraph -> the paragraph with both changes; None where they met."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.review.pull.edits import Versions
from reportgen.review.pull.tokens import Tokens

_APART = 2
"""Unchanged characters between two changes, so that they are not of one word."""
_STOPS = frozenset("，。；：、？！,.;:（）()“”《》 \n")


@dataclass(frozen=True, order=True)
class _Change:
    start: int
    end: int
    tokens: Tokens


def both(versions: Versions) -> Versions | None:
    """The versions with what the data have changed since in all three; None where that and the edit meet."""
    if versions.sent == versions.standing:
        return versions
    ours, theirs = _changes(versions.sent, versions.standing), _changes(versions.sent, versions.returned)
    ordered = sorted({*ours, *theirs})
    for one, other in itertools.pairwise(ordered):
        same_hand = (one in ours and other in ours) or (one in theirs and other in theirs)
        if not same_hand and not _apart(versions.sent[one.end : other.start], one, other):
            return None
    merged: list[str] = list(versions.sent)
    for change in reversed(ordered):
        merged[change.start : change.end] = change.tokens
    return Versions(versions.standing, versions.standing, tuple(merged))


def _changes(base: Tokens, other: Tokens) -> list[_Change]:
    codes = SequenceMatcher(None, base, other, autojunk=False).get_opcodes()
    return [_Change(i1, i2, other[j1:j2]) for op, i1, i2, j1, j2 in codes if op != "equal"]


def _apart(between: Tokens, one: _Change, other: _Change) -> bool:
    """Whether two changes are of different words."""
    if other.start < one.end or (not between and one.end == other.start):
        return False
    return len(between) >= _APART or any(len(token) > 1 or token in _STOPS for token in between)
