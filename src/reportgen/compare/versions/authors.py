"""Who wrote the lines of a department-year that changed, where git knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from reportgen.compare.versions import git
from reportgen.compare.versions.named import Version
from reportgen.model.finding import Source


def authors(version: Version, places: Iterable[Source]) -> Mapping[tuple[str, int], tuple[str, str]]:
    """File and line -> who wrote it, and on which day; empty where the version is in no repository."""
    if version.kept is None:
        return {}
    lines: dict[str, list[int]] = {}
    for place in places:
        lines.setdefault(place.file, []).append(place.line)
    return {
        (file, line): author
        for file, wanted in lines.items()
        for line, author in _of_file(version, file, wanted).items()
    }


def _of_file(version: Version, file: str, lines: list[int]) -> Mapping[int, tuple[str, str]]:
    """A file of last year's folder is named from this one: ../2022/收支.yaml."""
    kept = version.kept
    if kept is None:
        return {}
    path = PurePosixPath(file)
    if path.parts[:1] == ("..",):
        beside = PurePosixPath(kept.path).parent / path.parts[1]
        return git.wrote(replace(kept, path=beside.as_posix()), "/".join(path.parts[2:]), lines)
    return git.wrote(kept, file, lines)
