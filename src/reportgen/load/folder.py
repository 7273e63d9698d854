"""A folder of YAML and CSV files -> DepartmentYear with positions; every problem in one run."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import abc
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from reportgen.load.crooked import without_what_follows
from reportgen.load.excerpts import with_excerpts
from reportgen.load.files import WORKBOOKS
from reportgen.load.merged import merged
from reportgen.load.names import Named, unknown_names
from reportgen.load.nodes import Node
from reportgen.load.plain import NamedCode, plain_of
from reportgen.load.problems import Where, explained
from reportgen.load.spans import Span, span_of, typed_column
from reportgen.load.spellings import twice_spelled
from reportgen.load.unfinished import complete
from reportgen.load.unused import unused_keys
from reportgen.model.department import DepartmentYear
from reportgen.model.finding import DataUnusable, Finding, Level, Source
from reportgen.model.schema import path_of, top_fields

Path_ = tuple[str | int, ...]
Files = abc.Mapping[Path, bytes]
UNREADABLE = ("L001", "L002", "L003", "L004", "L005", "L019", "L027")
"""A file that gives nothing: whatever seems to be missing may stand in it."""

(YEAR,) = path_of("year")
DATA = (".yaml", ".yml", *WORKBOOKS)
"""Suffixes of which one at least makes a folder one of data."""
OF_WORKBOOKS = ("R0", "L09")
"""Codes of what is told of workbooks."""
GUESSED = "L021"
"""What may be meant by an unknown name is proposed, and not read on with."""


@dataclass(frozen=True)
class Loaded:
    """One department-year as read: the model, where each value stands, and the files' hashes."""

    folder: Path
    data: DepartmentYear
    sources: dict[Path_, Source]
    hashes: dict[str, str]
    findings: tuple[Finding, ...] = ()
    previous: Loaded | None = None
    secret_rows: int = 0
    lines: dict[str, list[str]] = field(default_factory=dict, repr=False)
    addresses: dict[str, Path_] = field(default_factory=dict, repr=False)
    texts: dict[str, str] = field(default_factory=dict, repr=False)
    nodes: dict[Path_, Node] = field(default_factory=dict, repr=False)
    read_lines: dict[str, list[str]] = field(default_factory=dict, repr=False)
    """The lines of the files as they were read: mended where a person slipped."""
    keys: dict[Path_, Source] = field(default_factory=dict, repr=False)
    """Where each key stands."""
    named_codes: list[NamedCode] = field(default_factory=list, repr=False)
    """Codes that were written with a name beside them."""

    def source(self, *path: str | int) -> Source | None:
        """Where the value at this path of Chinese keys and row numbers stands."""
        return self.sources.get(path)

    def home(self, *path: str | int) -> Source | None:
        """Where a person writes it: the key of this path or the nearest above it that is typed, else the end of the
        file with the key's neighbours.
        """
        places = (self.keys.get(path[:n]) for n in range(len(path), 0, -1))
        above = next((place for place in places if place and not place.sheet), None)
        return above or (self._beside(str(path[0])) if path else None)

    def _beside(self, key: str) -> Source | None:
        """The end of the file with the key that the model names just before this one."""
        order = list(top_fields())
        before = order[: order.index(key)] if key in order else []
        typed = (place for name in reversed(before) if (place := self.keys.get((name,))) and not place.sheet)
        near = next(typed, None)
        return Source(near.file, len(self.lines.get(near.file, [])) + 1, 1) if near else None

    def span(self, *path: str | int) -> Span | None:
        """From where to where the value at this path stands; None where there is none,
        or only its cell is known (a CSV file).
        """
        node = self.nodes.get(path)
        span = span_of(node) if node else None
        return self._as_typed(span) if span else None

    def _as_typed(self, span: Span) -> Span:
        """The span in the lines as they were typed, where one of them was mended when it was read."""
        typed, read = self.lines.get(span.file, []), self.read_lines.get(span.file, [])
        begin, end = (
            typed_column(typed[line - 1], read[line - 1], column) if 0 < line <= min(len(typed), len(read)) else column
            for line, column in ((span.line, span.column), (span.end_line, span.end_column))
        )
        return replace(span, column=begin, end_column=end)

    @cached_property
    def _by_place(self) -> list[tuple[Source, Path_]]:
        return sorted((source, path) for path, source in self.sources.items())

    def path_at(self, place: Source) -> Path_:
        """The path of the value that begins there, or last before; () in front of all and in another year's file."""
        number = bisect_right(self._by_place, place, key=itemgetter(0))
        source, path = self._by_place[number - 1] if number else (None, ())
        return path if source and source.file == place.file else ()

    def places_of(self, words: str) -> list[tuple[Source, str]]:
        """Every place where these words stand in the files, with the dotted path of the value that has them."""
        places = [
            Source(file, number, match.start() + 1)
            for file, own in self.lines.items()
            if not Source(file, 1, 1).sheet
            for number, line in enumerate(own, 1)
            for match in re.finditer(re.escape(words), line)
        ]
        return [
            (place, ".".join(str(p + 1) if isinstance(p, int) else p for p in self.path_at(place))) for place in places
        ]

    def with_excerpts(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings with excerpts of the lines where they stand, last year's too."""
        return with_excerpts(findings, self.lines | (self.previous.lines if self.previous else {}))


def load(folder: Path, *, draft: bool = False, instead: Files | None = None) -> Loaded:
    """Read a department-year, and the complete last one when it lies beside it under its year.

    What is missing is stood in for, each with its error. Raises DataUnusable with all findings when something is
    wrong; in a draft only when a file can't be read at all. `instead`: what is read in place of files on the disk.
    """
    loaded = _load(folder, "", draft, instead)
    previous = _previous(folder, loaded.data.year, draft)
    errors = [f for f in previous.findings if f.level is Level.ERROR] if previous else []
    return replace(loaded, previous=previous, findings=(*loaded.findings, *errors))


def _load(folder: Path, prefix: str, draft: bool, instead: Files | None = None) -> Loaded:
    """One folder; `prefix` stands before the names of its files in every place."""
    tree = merged(folder, prefix, instead or {})
    plain = plain_of(tree.entries, tree.key_sources, tree.mended)
    year, where = _year_of(folder), Where(folder, plain.sources, plain.keys, tree.mended)
    named = Named(plain.values, plain.keys, plain.sources, tree.mended)
    findings = [
        *tree.findings,
        *plain.findings,
        *unknown_names(named),
        *unused_keys(named),
        *twice_spelled(plain.values, plain.keys, named.units()),
        *(() if prefix else _of_another_year(plain.values, plain.sources, year)),
    ]
    unread = any(f.code in UNREADABLE for f in findings)  # what is missing may stand there
    try:
        data, problems = complete(plain.values, year, draft=draft)
    except ValidationError as error:
        reported = [
            f
            for f in explained(error.errors(), where)
            if not (unread and f.code == "L020") and not (f.code == "L022" and f.source in plain.aliased)
        ]
        told = without_what_follows([*findings, *reported], plain.crooked)
        raise DataUnusable(with_excerpts(told, tree.lines)) from error
    if unread or (not draft and any(f.level is Level.ERROR and _stops(f) for f in findings)):
        raise DataUnusable(with_excerpts(without_what_follows(findings, plain.crooked), tree.lines))
    findings.extend(explained(problems, where))
    findings = with_excerpts(without_what_follows(findings, plain.crooked), tree.lines)
    return Loaded(
        folder,
        data,
        plain.sources,
        tree.hashes,
        tuple(findings),
        secret_rows=plain.secret_rows,
        lines=tree.lines,
        addresses=plain.addresses,
        texts=plain.texts,
        nodes=plain.nodes,
        read_lines=tree.mended,
        keys=plain.keys,
        named_codes=plain.named_codes,
    )


def _stops(finding: Finding) -> bool:
    """Whether nothing more can be told of the data: what a workbook got wrong is known, and the rest is looked at."""
    return not finding.code.startswith(OF_WORKBOOKS) and (not finding.corrected or finding.code == GUESSED)


def _year_of(folder: Path) -> int | None:
    """The year that a folder is named for."""
    name = folder.resolve().name
    return int(name) if re.fullmatch(r"(?:19|20)\d\d", name, re.ASCII) else None


def _of_another_year(values: dict[str, Any], sources: dict[Path_, Source], year: int | None) -> list[Finding]:
    """The folder is named for one year, and the data say another."""
    written = str(values.get(YEAR, "")).strip()
    if year is None or not re.fullmatch(r"\d{4}", written, re.ASCII) or int(written) == year:
        return []
    remedy = "请改年度，或给文件夹改名：报告按年度放，上年的数从旁边名叫上一年的文件夹里取"
    return [
        Finding("L025", Level.ERROR, f"年度写的是 {written}，文件夹却叫 {year}", sources.get((YEAR,)), remedy=remedy)
    ]


def _previous(folder: Path, year: int, draft: bool) -> Loaded | None:
    beside = folder.resolve().parent / str(year - 1)
    try:
        if not (beside.is_dir() and any(p.suffix.lower() in DATA for p in beside.iterdir())):
            return None
    except OSError:
        return None
    loaded = _load(beside, f"../{beside.name}/", draft)
    if loaded.data.year != year - 1:
        raise DataUnusable(
            [
                Finding(
                    "L024",
                    Level.ERROR,
                    f"上年文件夹 {beside.name} 里写的年度是 {loaded.data.year}",
                    loaded.source(YEAR),
                    remedy="请改年度，或给文件夹改名",
                )
            ]
        )
    return loaded
