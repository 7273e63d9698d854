"""Lists of subjects by year: a list may extend another one; a year without a list has that of the nearest year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path
from typing import Any

from reportgen.editions.homes import template_roots
from reportgen.editions.layers import EditionError, merge, read
from reportgen.editions.values import Text, setting
from reportgen.editions.written import SubjectsFile

FOLDER = "subjects"
LISTED, SOURCES = "年度", "来源"
"""In what is read: the year of the list, which may be another one than was asked for, and what it is known from."""
FARTHEST = 5
"""Years: a list is used for no year that is farther away; such a year is a slip."""


class SubjectList(SubjectsFile):
    """subjects/YEAR.yaml with what it is known from."""

    sources: list[Text] = setting("这一年的科目是从哪里知道的，一条一行；下一层的不带过来", key=SOURCES, default=[])


def list_subjects(project: Path | None = None) -> list[str]:
    """The years that have a list of subjects; lists of another name (of a province) are not among them."""
    return [name for name in _years(template_roots(project)) if re.fullmatch(r"\d{4}", name, re.ASCII)]


def list_all_subjects(project: Path | None = None) -> list[str]:
    """The names of all lists: 2024, shanghai-2024."""
    return _years(template_roots(project))


def load_subjects(year: str, project: Path | None = None) -> dict[str, Any]:
    """A year's list of subjects. Raises EditionError."""
    return read_subjects(year, template_roots(project))


def read_subjects(year: str, roots: list[Path]) -> dict[str, Any]:
    """A year's list, or that of the nearest year, with its year and what it is known from. Raises EditionError."""
    listed = nearest_list(year, _years(roots))
    if listed is None:
        known = "、".join(_years(roots))
        raise EditionError(f"没有 {year} 年的科目表 subjects/{year}.yaml；有的是：{known}", key="subjects")
    files = list_files(listed, roots, lambda path: str(read(path).get("extends") or ""))
    contents = [{key: value for key, value in read(path).items() if key != "extends"} for path in files]
    sources = [*_sources(files, contents)]
    merged: dict[str, Any] = reduce(merge, reversed(contents))
    return {**merged, LISTED: listed, SOURCES: sources}


def list_files(year: str, roots: list[Path], extends: Callable[[Path], str]) -> list[Path]:
    """The file of a year's list and those that it extends, nearest first. A list that extends its own year goes on with
    the one of that year in the folders behind. Raises EditionError.
    """
    found: list[Path] = []
    behind = list(roots)
    while year:
        root = next((r for r in behind if (r / FOLDER / f"{year}.yaml").is_file()), None)
        if root is None and found and found[-1].stem == year:
            raise EditionError(f"{year} 年的科目表绕着圈子继承自己", key="subjects")
        if root is None:
            raise EditionError(f"没有 {year} 年的科目表 subjects/{year}.yaml", key="subjects")
        path = root / FOLDER / f"{year}.yaml"
        if path in found:
            raise EditionError(f"{year} 年的科目表绕着圈子继承自己", key="subjects")
        found.append(path)
        above = extends(path)
        behind = behind[behind.index(root) + 1 :] if above == year else list(roots)
        year = above
    return found


def _sources(files: list[Path], contents: list[dict[str, Any]]) -> Iterator[str]:
    """What a list is known from: its own files', where an office added to it."""
    for path, content in zip(files, contents, strict=True):
        if path.name == files[0].name:
            yield from content.get(SOURCES) or ()


def nearest_list(year: str, known: list[str]) -> str | None:
    """The list of a year: its own; else the latest before it, else the first after it, if it is not far away."""
    dated = [name for name in known if re.fullmatch(r"\d{4}", name, re.ASCII)]
    if year in known or not dated or not re.fullmatch(r"\d{4}", year, re.ASCII):
        return year if year in known else None
    near = max((name for name in dated if name < year), default=min(dated))
    return near if abs(int(near) - int(year)) <= FARTHEST else None


def _years(roots: list[Path]) -> list[str]:
    return sorted({path.stem for root in roots for path in (root / FOLDER).glob("*.yaml")})
