"""A folder that is being worked on -> a new draft at each save; polled, so that network drives work too."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

SUFFIXES = (".yaml", ".yml", ".csv", ".html", ".css")
INTERVAL, CALM = 0.5, 0.4
Signature = dict[str, tuple[int, int]]


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
        yield from (p for p in sorted(folder.iterdir()) if p.suffix.lower() in SUFFIXES and not p.name.startswith("."))
    except OSError:
        return


def watch(
    folders: tuple[Path, ...], rebuild: Callable[[list[str]], object], *,
    rounds: int | None = None, interval: float = INTERVAL, calm: float = CALM, pause: Callable[[float], object] = time.sleep,
) -> None:
    """Call `rebuild` with the changed names, now and whenever a file has changed and then been still for `calm` seconds.

    rounds: stop after this many times of looking (None: never); pause: how to wait.
    """
    built: Signature = {}
    looked = 0
    while True:
        seen = signature(*folders)
        if seen != built:
            seen = _settled(folders, seen, calm, pause) if built else seen
            rebuild([Path(name).name for name in sorted({*seen, *built}) if seen.get(name) != built.get(name)])
            built = seen
        looked += 1
        if rounds is not None and looked >= rounds:
            return
        pause(interval)


def _settled(folders: tuple[Path, ...], seen: Signature, calm: float, pause: Callable[[float], object]) -> Signature:
    """Wait until nobody writes any more: editors save in several steps, network drives late."""
    while True:
        pause(calm)
        now = signature(*folders)
        if now == seen:
            return seen
        seen = now
