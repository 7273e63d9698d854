"""The title of a report -> the name of its files: as every system allows it, and whole where it says what it is."""

from __future__ import annotations

import re

FORBIDDEN = r'[\x00-\x1f/\\:*?"<>|]'
"""Characters that one of the systems does not allow in the name of a file."""
LONGEST = 200
"""Bytes of a name; 255 are allowed, and a draft puts its round and its reader before it."""
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_LEAST = 12
"""Bytes of a unit's name that are left of it at least."""


def file_stem(title: str, unit: str = "", short: str = "") -> str:
    """The name without its suffix. Of a long one the unit is shortened: by its 简称, else without brackets, else cut;
    what kind of report it is stays.
    """
    name = _allowed(title)
    if _fits(name):
        return name
    unit, short = _allowed(unit), _allowed(short)
    if unit and unit in name:
        before, after = name.split(unit, 1)
        bare = _BRACKETS.sub("", unit)
        room = max(LONGEST - _size(before + after), _LEAST)
        for said in (short, bare, _cut(bare or unit, room)):
            if said and _fits(f"{before}{said}{after}"):
                return f"{before}{said}{after}"
        name = f"{before}{_cut(short or bare, _LEAST)}{after}"
    mark = name[name.rfind("（") :] if name.endswith("）") else ""
    mark = mark if _size(mark) < LONGEST // 2 else ""
    return _cut(name.removesuffix(mark), LONGEST - _size(mark)) + mark


def _allowed(words: str) -> str:
    return re.sub(FORBIDDEN, "_", words)


def _size(words: str) -> int:
    return len(words.encode("utf-8", "surrogatepass"))


def _fits(name: str) -> bool:
    return _size(name) <= LONGEST


def _cut(words: str, room: int) -> str:
    """As much of the words as has room, without a bracket that is not closed."""
    while _size(words) > room:
        words = words[:-1]
    for opening, closing in ("（）", "()", "《》", "【】", "“”"):
        if words.count(opening) > words.count(closing):
            words = words[: words.rfind(opening)]
    return words.rstrip(" 、，和及与-—·.")
