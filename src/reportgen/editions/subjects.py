"""Lists of subjects by year: a list may extend another one; a year without a list has that of the nearest year."""

from __future__ import annotations

import re
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
    """The years that have a list of subjects."""
    return _years(template_roots(project))


def load_subjects(year: str, project: Path | None = None) -> dict[str, Any]:
    """A year's list of subjects. Raises EditionError."""
    return read_subjects(year, template_roots(project))


def read_subjects(year: str, roots: list[Path]) -> dict[str, Any]:
    """A year's list, or that of the nearest year, with its year and what it is known from. Raises EditionError."""
    listed = nearest_list(year, _years(roots))
    if listed is None:
        raise EditionError(f"没有 {year} 年的科目表 subjects/{year}.yaml；有的是：{'、'.join(_years(roots))}", key="subjects")
    content = _merged(listed, roots)
    return {**content, LISTED: listed, SOURCES: _own(listed, roots).get(SOURCES) or []}


def nearest_list(year: str, known: list[str]) -> str | None:
    """The list of a year: its own; else the latest before it, else the first after it, if it is not far away."""
    dated = [name for name in known if re.fullmatch(r"\d{4}", name, re.ASCII)]
    if year in known or not dated or not re.fullmatch(r"\d{4}", year, re.ASCII):
        return year if year in known else None
    near = max((name for name in dated if name < year), default=min(dated))
    return near if abs(int(near) - int(year)) <= FARTHEST else None


def _years(roots: list[Path]) -> list[str]:
    return sorted({path.stem for root in roots for path in (root / FOLDER).glob("*.yaml")})


def _merged(year: str, roots: list[Path], above_it: tuple[str, ...] = ()) -> dict[str, Any]:
    if year in above_it:
        raise EditionError(f"{year} 年的科目表绕着圈子继承自己", key="subjects")
    content = _own(year, roots)
    above = content.pop("extends", None)
    merged: dict[str, Any] = merge(_merged(str(above), roots, (*above_it, year)), content) if above else content
    return merged


def _own(year: str, roots: list[Path]) -> dict[str, Any]:
    path = next((path for root in roots if (path := root / FOLDER / f"{year}.yaml").is_file()), None)
    if path is None:
        raise EditionError(f"没有 {year} 年的科目表 subjects/{year}.yaml", key="subjects")
    return read(path)
