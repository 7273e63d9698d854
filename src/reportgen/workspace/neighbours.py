"""The years beside a new folder -> whether a sample may stand there: its figures are invented, and a year's report
compares itself with the folder of the year before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from reportgen.editions import EditionError, find_kind
from reportgen.editions.homes import shown
from reportgen.load import load
from reportgen.model.department import DepartmentYear
from reportgen.model.finding import DataUnusable, Finding, Level
from reportgen.model.schema import path_of

REFUSED = "N003"
SUFFIXES = (".yaml", ".yml", ".xlsx", ".xls", ".csv")


def kept_apart(folder: Path, year: int, kind: str) -> None:
    """Refuse a sample beside data that it would contradict, with what to type instead. Raises DataUnusable."""
    before, after = (folder.resolve().parent / str(beside) for beside in (year - 1, year + 1))
    if _has_data(after) and _of_family(_data(after), kind, folder):
        message = f"旁边的 {after.name} 已有数据，会拿这里当上年；样例是虚构的数，和它对不上"
        raise _refused(message, f"样例请写到别处：{_elsewhere(folder)}")
    if not _has_data(before):
        return
    told = f"旁边的 {before.name} 已有数据，{year} 年度拿它当上年；样例是虚构的数，和它对不上"
    data = _data(before)
    if data is None or kind in data.reports:
        several = f" --kind {find_kind(kind, folder.resolve().parent).short}" if data and len(data.reports) > 1 else ""
        begin = f"reportgen new {_typed(folder)} --from {_typed(folder.parent / before.name)}{several}"
        raise _refused(told, f"请照上年开头：{begin}；只是看样例，写到别处：{_elsewhere(folder)}")
    if _of_family(data, kind, folder):
        raise _refused(told, f"样例请写到别处：{_elsewhere(folder)}")


def without_last_year(texts: Mapping[str, str], folder: Path, year: int) -> dict[str, str]:
    """The sample's files; what they state of last year is left out where the accounts of that year lie beside."""
    before = folder.resolve().parent / str(year - 1)
    data = _data(before) if _has_data(before) else None
    if data is None or not data.accounts:
        return dict(texts)
    (key,) = path_of("last_year")
    block = re.compile(rf"(?m)^{key}:.*\n(?:[ \t].*\n|\n(?=[ \t]))*")
    return {name: block.sub(f"# 上年的数从旁边的 {before.name} 取，不用写。\n", text) for name, text in texts.items()}


def _has_data(folder: Path) -> bool:
    return folder.is_dir() and any(path.suffix.lower() in SUFFIXES for path in folder.iterdir())


def _data(folder: Path) -> DepartmentYear | None:
    """What stands in a folder; None where it can't be read."""
    try:
        return load(folder, draft=True).data
    except DataUnusable:
        return None


def _of_family(data: DepartmentYear | None, kind: str, folder: Path) -> bool:
    """Whether a folder's reports have the figures of this kind; of one that can't be read it is supposed."""
    project = folder.resolve().parent
    return data is None or _family(kind, project) in {_family(name, project) for name in data.reports}


def _family(kind: str, project: Path) -> str:
    """部门决算公开 of 单位决算公开: their figures are of the same tables."""
    try:
        return find_kind(kind, project).variant_of or kind
    except EditionError:  # a word that is no kind; the loader tells it
        return kind


def _elsewhere(folder: Path) -> str:
    return f"reportgen new {_typed(Path('样例') / folder.name)}"


def _typed(path: Path) -> str:
    said = shown(path) if path.is_absolute() else str(path)
    return f'"{said}"' if " " in said else said


def _refused(message: str, remedy: str) -> DataUnusable:
    return DataUnusable([Finding(REFUSED, Level.ERROR, message, remedy=remedy)])
