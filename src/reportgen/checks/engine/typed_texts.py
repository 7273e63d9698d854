"""Every text and key that a person typed, with its path, and where words of it stand."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.load import Loaded
from reportgen.model.finding import Source
from reportgen.model.schema import Path, kind_at


def typed_texts(loaded: Loaded) -> Iterator[tuple[Path, str]]:
    """Every text and every key of the data, with its path; amounts, days and codes are none."""
    keys: set[Path] = set()
    for address, path in loaded.addresses.items():
        if kind_at(path) not in ("amount", "int", "day", "yes"):
            yield path, loaded.texts[address]
        keys.update(path[:size] for size in range(1, len(path) + 1) if isinstance(path[size - 1], str))
    for path in sorted(keys, key=str):
        yield path, str(path[-1])


def key_of(path: Path) -> str:
    """A path as a person reads it."""
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in path)


def place_of(loaded: Loaded, path: Path, words: str) -> Source | None:
    """Where the words stand: in the value at the path, else wherever they stand first, else where the value begins."""
    begin = loaded.source(*path)
    places = [place for place, _ in loaded.places_of(words)]
    alone = [place for place in places if _alone(loaded.lines[place.file][place.line - 1], place.column - 1, words)]
    places = alone or places
    inside = [place for place in places if begin and place.file == begin.file and place >= begin]
    return next(iter([*inside, *places]), begin)


def _alone(line: str, start: int, words: str) -> bool:
    """Whether the words are no part of a longer number: 13800138000 in 9913800138000 is another one."""
    before, after = line[start - 1 : start], line[start + len(words) : start + len(words) + 1]
    return not (words[:1].isdigit() and before.isdigit()) and not (words[-1:].isdigit() and after.isdigit())
