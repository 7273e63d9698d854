"""The workbooks of a folder -> what is recognised in each; strange files are told once, stray ones not at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from reportgen.editions.homes import template_roots
from reportgen.editions.layers import EditionError
from reportgen.editions.subjects import read_subjects
from reportgen.load.files import WORKBOOKS, files_below
from reportgen.model.finding import Finding, Level, Source
from reportgen.reading.grid import Grid, OpenedFile, Spot, Unreadable
from reportgen.reading.open import is_stray, open_file
from reportgen.recognise.facts import FoundFacts, facts_of
from reportgen.recognise.file import recognise
from reportgen.recognise.forms import Library, load_library
from reportgen.recognise.lists import CodeLists, lists_of
from reportgen.recognise.seen import RecognisedFile

UNKNOWN, UNREADABLE = "L092", "L093"
_SHORT = re.compile(r"(?:[A-Za-z]{1,2}\d{1,2}(?:[_-]\d)?|\d\.\d{1,2})(?!\d)")


@dataclass(frozen=True)
class Workbook:
    """A workbook that was recognised. name: as places call it (../2022/决算.xls of last year's folder)."""

    name: str
    hash: str
    seen: RecognisedFile
    facts: FoundFacts
    opened: OpenedFile = field(repr=False)
    listed: frozenset[str] = frozenset()
    """The functional codes of the list of its year."""

    def source(self, spot: Spot) -> Source:
        """The place of a cell."""
        return Source(f"{self.name}!{self.sheet(spot.sheet)}", spot.row + 1, spot.column + 1)

    def sheet(self, name: str) -> str:
        """The number that a sheet's name begins with, where no other one has it; else the whole name."""
        return short_names(tuple(grid.name for grid in self.opened.grids)).get(name, name)

    @property
    def unlisted(self) -> Mapping[str, tuple[str, Spot]]:
        """Functional codes that the list of its year lacks, with the names that it gives them."""
        return {code: named for code, named in self.seen.names.items() if code[0] == "2" and code not in self.listed}

    def lines(self) -> dict[str, list[str]]:
        """The rows of its sheets, cells parted by tabs, by the files that places name."""
        return {f"{self.name}!{self.sheet(grid.name)}": _rows(grid) for grid in self.opened.grids}


@lru_cache(64)
def short_names(sheets: tuple[str, ...]) -> Mapping[str, str]:
    """Z04 for 'Z04 支出决算表(财决04表)'."""
    found = {name: match[0] if (match := _SHORT.match(name)) else name for name in sheets}
    short = list(found.values())
    return {name: (one if short.count(one) == 1 else name).replace("!", "！") for name, one in found.items()}


def _rows(grid: Grid) -> list[str]:
    rows = [[""] * grid.width for _ in range(grid.height)]
    for (row, column), cell in grid.cells.items():
        rows[row][column] = re.sub(r"\s+", " ", cell.text)
    return ["\t".join(row) for row in rows]


@dataclass
class Found:
    """The workbooks of a folder, and what must be told of others."""

    books: list[Workbook] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def workbooks_of(folder: Path, prefix: str, instead: Mapping[Path, bytes]) -> Found:
    """What lies in a folder. instead: what is read in place of files on the disk."""
    found = Found()
    for path in files_below(folder, WORKBOOKS):
        if is_stray(path):
            continue
        name = f"{prefix}{path.name}"
        try:
            book = read_workbook(path, name, instead.get(path))
        except Unreadable as problem:
            found.findings.append(
                Finding(
                    UNREADABLE, Level.WARNING, f"没有读这个工作簿：{problem}", Source(name, 1, 1), remedy=problem.remedy
                )
            )
            continue
        if book.seen.tables:
            found.books.append(book)
        else:
            message = "没有认出这个工作簿里的表，它不算数据"
            remedy = "是决算、预算导出的，请看表单名和标题改过没有；不是的，移到别的文件夹，或把要的表存成 CSV"
            found.findings.append(Finding(UNKNOWN, Level.HINT, message, Source(name, 1, 1), remedy=remedy))
    return found


def read_workbook(path: Path, name: str, raw: bytes | None = None, project: Path | None = None) -> Workbook:
    """One workbook. project: the folder that holds the years. Raises Unreadable."""
    try:
        content = path.read_bytes() if raw is None else raw
    except OSError as error:
        raise Unreadable("R001", "文件打不开", "请检查文件还在不在、能不能读") from error
    roots = tuple(template_roots(project or path.resolve().parent.parent))
    opened, seen, facts = _recognised(path, content, roots)
    listed = frozenset(code_lists(seen.year, roots).functional)
    return Workbook(name, hashlib.sha256(content).hexdigest(), seen, facts, opened, listed)


@lru_cache(8)
def _recognised(path: Path, content: bytes, roots: tuple[Path, ...]) -> tuple[OpenedFile, RecognisedFile, FoundFacts]:
    opened = open_file(path, data=content)
    library = library_of(roots)
    seen = recognise(opened, library, lambda year: code_lists(year, roots))
    return opened, seen, facts_of(seen, library)


@lru_cache(8)
def library_of(roots: tuple[Path, ...]) -> Library:
    """The forms that are known."""
    return load_library(roots)


@lru_cache(16)
def code_lists(year: int | None, roots: tuple[Path, ...]) -> CodeLists:
    """The codes of a year, or of the latest one that has a list."""
    years = sorted(p.stem for root in roots for p in (root / "subjects").glob("[12][0-9][0-9][0-9].yaml"))
    named = str(year) if year else (years[-1] if years else "")
    try:
        subjects = read_subjects(named, list(roots))
    except EditionError:
        subjects = read_subjects(years[-1], list(roots)) if years else {}
    return lists_of(subjects, library_of(roots).codes)
