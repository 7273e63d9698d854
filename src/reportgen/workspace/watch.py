"""A folder that is being worked on -> a new draft at each save; polled, so that network drives work too."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reportgen.editions import main_kinds
from reportgen.editions.homes import homes
from reportgen.editions.kinds import SHARED
from reportgen.editions.subjects import FOLDER
from reportgen.load.files import WORKBOOKS

SUFFIXES = (".yaml", ".yml", ".csv", ".html", ".css", *WORKBOOKS)
INTERVAL, CALM = 0.5, 0.4
Signature = dict[str, tuple[int, int]]
Places = Callable[[], Iterable[Path]]
"""The folders to look into, asked anew at each look: one may come to be."""


def places(folder: Path, year: int | None) -> Iterator[Path]:
    """What a report is made from: its data, last year's beside them, and every folder of the editions and subjects."""
    yield folder
    if year is not None:
        yield folder.resolve().parent / str(year - 1)
    project = folder.resolve().parent
    kinds = {kind.folder for kind in main_kinds(project).values()}
    for home in homes(project):  # one that is not there may come to be
        for below in (*kinds, SHARED, FOLDER):
            yield from (Path(here) for here, _, _ in os.walk(home.path / below))


def signature(*folders: Path) -> Signature:
    """Names, sizes and times of the files that a report is made from; a file that vanishes meanwhile is not there."""
    seen: Signature = {}
    for folder in folders:
        for path in _files(folder):
            try:
                stat = path.stat()
            except OSError:
                continue
            seen[str(path)] = (stat.st_size, stat.st_mtime_ns)
    return seen


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from (p for p in sorted(folder.iterdir()) if p.suffix.lower() in SUFFIXES and not is_passing(p))
    except OSError:
        return


def is_passing(path: Path) -> bool:
    """Whether a file is hidden, or what an office program leaves beside one that is open."""
    return path.name.startswith((".", "~$"))


def watch(
    where: Places,
    rebuild: Callable[[list[str]], object],
    *,
    rounds: int | None = None,
    interval: float = INTERVAL,
    calm: float = CALM,
    pause: Callable[[float], object] = time.sleep,
) -> None:
    """Call `rebuild` with the changed files: now (with none),
    and whenever one has changed and then been still for `calm` seconds.

    rounds: stop after this many times of looking (None: never); pause: how to wait.
    """
    built: Signature | None = None
    looked = 0
    while True:
        seen = signature(*where())
        if built is None or seen != built:
            seen = seen if built is None else _settled(where, seen, calm, pause)
            before = seen if built is None else built
            rebuild([name for name in sorted({*seen, *before}) if seen.get(name) != before.get(name)])
            built = {**signature(*where()), **seen}  # a place that only the build made known is not a change
        looked += 1
        if rounds is not None and looked >= rounds:
            return
        pause(interval)


def _settled(where: Places, seen: Signature, calm: float, pause: Callable[[float], object]) -> Signature:
    """Wait until nobody writes any more: editors save in several steps, network drives late."""
    while True:
        pause(calm)
        now = signature(*where())
        if now == seen:
            return seen
        seen = now
