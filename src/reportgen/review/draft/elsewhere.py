"""Where the rounds of a report lie that was built into another folder (--out): beside the round that a file is of."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportgen.review.draft.rounds import rounds_in
from reportgen.review.review_comments import FOLDER

_DEEPEST, _MOST = 8, 4_000
_INTERNAL = FOLDER.split("/")[0]


def home_of_round(identity: str, usual: Path, starts: Iterable[Path]) -> Path:
    """The report's folder that keeps the round with this identity: the usual one, else one below the starts;
    the usual one where none does.
    """
    if not identity or _keeps(usual, identity):
        return usual
    seen: set[Path] = set()
    for start in starts:
        for home in _homes(start.resolve(), seen):
            if home.name == usual.name and _keeps(home, identity):
                return home
    return usual


def _keeps(home: Path, identity: str) -> bool:
    return any(copy.identity == identity for found in rounds_in(home) for copy in found.copies)


def _homes(start: Path, seen: set[Path]) -> Iterator[Path]:
    """The folders with rounds below a start, so far as one looks."""
    for count, (name, folders, _) in enumerate(os.walk(start)):
        here = Path(name)
        if count > _MOST:
            return
        if here in seen or len(here.relative_to(start).parts) >= _DEEPEST:
            folders.clear()
            continue
        seen.add(here)
        if (here / FOLDER).is_dir():
            yield here
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f != _INTERNAL)
