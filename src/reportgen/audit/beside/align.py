"""Blocks of the report and the letters that are printed -> where each block stands, word for word or nearly so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.audit.beside.expected import WantedBlock
from reportgen.audit.text.letters import ANYTHING, Letters
from reportgen.model.rising import longest_rising

_LEAST_ANCHOR = 12
"""Letters of a block that, standing once on either side, is surely the same one."""
_GRAM = 5
_LEAST_ALIKE = 0.6
"""Share of a block's letters that must be printed in their order for it to be that block."""
_MOST_UNKNOWN = 600
"""Letters that may stand where the words are not known."""


@dataclass(frozen=True)
class OtherWords:
    """Letters of a block and what is printed in their place; letters[first:last] of each side."""

    first: int
    last: int
    printed_first: int
    printed_last: int


@dataclass(frozen=True)
class PrintedBlock:
    """Where a block is printed: from which letter to which. same: stretches that are equal but for their numbers."""

    block: WantedBlock
    first: int
    last: int
    same: tuple[tuple[int, int, int], ...]
    """Letter of the block, letter of the print, how many."""
    changes: tuple[OtherWords, ...] = ()


def align(blocks: Sequence[WantedBlock], printed: Letters) -> dict[int, PrintedBlock]:
    """By the number of the block; those that are not printed are not in it."""
    found = _anchors(blocks, printed.letters)
    for number in _in_gaps(blocks, found):
        low, high = _gap(blocks, found, number, len(printed.letters))
        placed = _exactly(blocks[number], printed.letters, low, high) or _nearly(
            blocks[number], printed.letters, low, high
        )
        if placed:
            found[number] = placed
    return found


def _anchors(blocks: Sequence[WantedBlock], printed: str) -> dict[int, PrintedBlock]:
    """Blocks that stand once on either side, in the longest row that both sides have in the same order."""
    counts = Counter(block.letters.letters for block in blocks)
    places: list[tuple[int, int]] = []
    for block in blocks:
        words = block.letters.letters
        if len(words) < _LEAST_ANCHOR or counts[words] > 1 or ANYTHING in words:
            continue
        at = printed.find(words)
        if at >= 0 and printed.find(words, at + 1) < 0:
            places.append((block.number, at))
    kept = longest_rising([at for _, at in places])
    return {number: _whole(blocks[number], at) for n, (number, at) in enumerate(places) if n in kept}


def _whole(block: WantedBlock, at: int) -> PrintedBlock:
    length = len(block.letters.letters)
    return PrintedBlock(block, at, at + length, ((0, at, length),))


def _in_gaps(blocks: Sequence[WantedBlock], found: dict[int, PrintedBlock]) -> list[int]:
    """What is still to be found: the longest first, because it is found for certain."""
    left = [block for block in blocks if block.number not in found]
    return [block.number for block in sorted(left, key=lambda b: (-len(b.letters.letters), b.number))]


def _gap(blocks: Sequence[WantedBlock], found: dict[int, PrintedBlock], number: int, end: int) -> tuple[int, int]:
    """Between which letters a block must stand, by those before and behind it that are found."""
    low = next((found[n].last for n in range(number - 1, -1, -1) if n in found), 0)
    high = next((found[n].first for n in range(number + 1, len(blocks)) if n in found), end)
    return low, high


def _exactly(block: WantedBlock, printed: str, low: int, high: int) -> PrintedBlock | None:
    words = block.letters.letters
    if ANYTHING not in words:
        at = printed.find(words, low, high)
        return _whole(block, at) if at >= 0 else None
    known = words.split(ANYTHING)
    if max(map(len, known)) < _GRAM:
        return None
    pattern = f"(.{{0,{_MOST_UNKNOWN}}}?)".join(f"({re.escape(part)})" for part in known)
    match = re.compile(pattern, re.DOTALL).search(printed, low, high)
    if match is None:
        return None
    same: list[tuple[int, int, int]] = []
    at = 0
    for n, part in enumerate(known):
        same.append((at, match.start(2 * n + 1), len(part)))
        at += len(part) + 1
    return PrintedBlock(block, match.start(), match.end(), tuple(same))


def _nearly(block: WantedBlock, printed: str, low: int, high: int) -> PrintedBlock | None:
    """Where most of a block's letters stand in their order."""
    words = block.letters.letters
    at = _likely(words, printed, low, high)
    if at is None:
        return None
    begin, end = max(low, at - 40), min(high, at + len(words) + 60)
    codes = SequenceMatcher(None, words, printed[begin:end], autojunk=False).get_opcodes()
    same = [(i1, begin + j1, i2 - i1) for tag, i1, i2, j1, _ in codes if tag == "equal"]
    same = _without_strays(same)
    known = len(words) - words.count(ANYTHING)
    if not same or sum(size for *_, size in same) < _LEAST_ALIKE * known:
        return None
    first, last = same[0][1] - same[0][0], same[-1][1] + same[-1][2]
    return PrintedBlock(
        block, max(same[0][1], low), last, tuple(same), tuple(_changes(words, same, max(first, begin), end))
    )


def _without_strays(same: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Single letters at either end, far from the rest, are alike by chance."""
    while len(same) > 1 and same[0][2] < 3 and same[1][1] - same[0][1] - same[0][2] > 6:
        same = same[1:]
    while len(same) > 1 and same[-1][2] < 3 and same[-1][1] - same[-2][1] - same[-2][2] > 6:
        same = same[:-1]
    return same


def _likely(words: str, printed: str, low: int, high: int) -> int | None:
    """Where the block would begin, by most of its short stretches; None where hardly any of them stands there."""
    if len(words) < _GRAM:
        return None
    votes: Counter[int] = Counter()
    grams = 0
    for n in range(len(words) - _GRAM + 1):
        gram = words[n : n + _GRAM]
        if ANYTHING in gram:
            continue
        grams += 1
        at = printed.find(gram, low, high)
        times = 0
        while at >= 0 and times < 20:
            votes[(at - n) // 16] += 1
            times += 1
            at = printed.find(gram, at + 1, high)
    if not votes:
        return None
    best, _ = max(votes.items(), key=lambda vote: (vote[1] + votes[vote[0] + 1] + votes[vote[0] - 1], -vote[0]))
    near = votes[best] + votes[best + 1] + votes[best - 1]
    return max(best * 16, low) if near * 4 >= grams else None


def _changes(words: str, same: Sequence[tuple[int, int, int]], first: int, last: int) -> list[OtherWords]:
    """What stands between the stretches that are the same, and before and behind them within the block."""
    found: list[OtherWords] = []
    at, printed_at = 0, same[0][1] if same[0][0] == 0 else max(first, 0)
    for begin, printed, size in same:
        if begin > at or (printed > printed_at and at):
            found.append(OtherWords(at, begin, printed_at, printed))
        at, printed_at = begin + size, printed + size
    if at < len(words):
        found.append(OtherWords(at, len(words), printed_at, min(last, printed_at + len(words) - at)))
    return [change for change in found if ANYTHING not in words[change.first : change.last]]
