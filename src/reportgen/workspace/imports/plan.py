"""Files to be imported -> the plan: which sheet becomes what, what is not understood, what contradicts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.editions import list_kinds, usual_kind
from reportgen.load.files import WORKBOOKS, files_below
from reportgen.load.merged import merged
from reportgen.load.nodes import Mapping as Nodes
from reportgen.load.nodes import Node, Text, leaves_of
from reportgen.load.workbook.entries import LAST_YEAR, Entries
from reportgen.load.workbook.folder import DEPARTMENT, FULL_NAME, Making, prepared
from reportgen.load.workbook.given import Given
from reportgen.load.workbook.read import Workbook, read_workbook
from reportgen.load.workbook.units import OWN_OFFICE, Counted
from reportgen.model.finding import DataUnusable, Finding, Level, Source
from reportgen.reading.grid import Unreadable
from reportgen.recognise.seen import RecognisedTable
from reportgen.workspace.imports.files import NOT_READ, name_among, no_data, nothing_in, read_files
from reportgen.workspace.imports.lists import ListRead
from reportgen.workspace.imports.published import (
    PublishedReport,
    Reader,
    last_year_of,
    lies_in_folder,
    other_department,
    page_of,
)
from reportgen.workspace.imports.replaced import ChangedFigure, changes_by

TEXTS = (".yaml", ".yml", ".csv")
"""Where one of these lies, somebody has begun."""


@dataclass(frozen=True)
class SheetPlan:
    """A sheet: its name, the top-level keys that it feeds, how many figures; or why it is not read."""

    name: str
    becomes: tuple[str, ...] = ()
    count: int = 0
    why: str = ""


@dataclass(frozen=True)
class FilePlan:
    """A file: what it was recognised as, of whom and of which year, sheet by sheet, and what must be told."""

    path: Path
    kind: str
    department: str
    year: int | None
    sheets: tuple[SheetPlan, ...]
    notices: tuple[str, ...] = ()
    replaces: Path | None = None
    changes: tuple[ChangedFigure, ...] = ()
    """Figures that are other ones than in the workbook which it takes the place of."""
    lists: tuple[ListRead, ...] = ()
    name: str = ""
    """What it is called in the folder."""


@dataclass(frozen=True)
class Plan:
    """All that an import will do. folder: where to, None where nobody said; begins: there is nothing yet."""

    files: tuple[FilePlan, ...]
    books: tuple[Workbook, ...]
    entries: Entries
    folder: Path | None
    year: int | None
    kind: str
    begins: bool
    money_unit: str
    contradictions: tuple[Finding, ...] = ()
    typed: Mapping[str, Node] = field(default_factory=dict)
    nodes: Mapping[str, Node] = field(default_factory=dict)
    last: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """上年数 from a document, each with its place."""
    units: tuple[Workbook, ...] = ()
    """A workbook of each unit, where several are given."""
    department: str = ""
    """Its name, as the workbooks have it."""

    @property
    def lists(self) -> list[ListRead]:
        """Lists of other offices in all files."""
        return [one for file in self.files for one in file.lists]

    @property
    def nowhere(self) -> list[Given]:
        """Figures that are known and for which the data have no place, but those of single units, and noughts."""
        units = {code for book in self.books for code in book.seen.units}
        return [one for one in self.entries.nowhere if one.value and not units & set(one.key.split("."))]

    @property
    def unlisted(self) -> dict[str, str]:
        """Codes that the year's list lacks, with their names."""
        return {code: name for book in self.books for code, (name, _) in sorted(book.unlisted.items())}


def planned(
    paths: tuple[Path, ...], folder: Path | None, kind: str | None, last_year: Path | None, reader: Reader
) -> Plan:
    """What the import of these files will do. reader: of last year's report where that is no workbook. Raises
    DataUnusable where none of them can be read.
    """
    project = folder.resolve().parent if folder else Path.cwd()
    document = last_year if last_year and last_year.suffix.lower() not in WORKBOOKS else None
    given = [*paths, *([last_year] if last_year and not document else [])]
    books, lists, refused = read_files(given, project)
    refused += [no_data(book) for book in books if not lies_in_folder(book)]
    books = [book for book in books if lies_in_folder(book)]
    if not (books or document) and not any(lists.values()):
        raise DataUnusable(refused or [nothing_in(paths)])
    year = _year(books, folder, last_year)
    typed = merged(folder, "", {}, typed=True).entries if folder and folder.is_dir() else {}
    beside = _beside(folder, books)
    others = [old for old, new in beside.values() if new is None]
    made = prepared(typed, [*books, *others], year)
    kind = kind or _kind(made.joined.nodes, project)
    plan_files = [_file(book, made, lists.get(book.name, []), beside) for book in books]
    last: Mapping[str, tuple[str, str]] = {}
    if document and (report := _published(document, kind, project, reader, refused)):
        last = _last_year(report, made, books, refused)
        plan_files.append(_document(report, last))
    names = {name_among(path, given): path for path in paths}
    own = {book.name for book in books}
    plan_files += [_list_file(path, lists[name]) for name, path in names.items() if lists.get(name) and name not in own]
    return Plan(
        files=tuple(plan_files),
        books=tuple(books),
        entries=made.entries,
        folder=folder,
        year=made.year,
        kind=kind,
        begins=not (folder and files_below(folder, TEXTS)),
        money_unit=made.unit,
        contradictions=(*refused, *made.joined.findings),
        typed=typed,
        nodes=made.joined.nodes,
        last=last,
        units=tuple(made.counted.units),
        department=_of_department(made.counted),
    )


def _of_department(counted: Counted) -> str:
    """The department's name: of its one workbook, of that which holds all units, else of its own office's."""
    names = [book.seen.department for book in counted.books if book.seen.department]
    own = next((name for name in names if OWN_OFFICE.search(name)), next(iter(names), ""))
    return OWN_OFFICE.sub("", own) if counted.units else own


def _own_name(named: Node | None, books: list[Workbook]) -> str:
    """The department whose folder it is, as it is written there or in the workbooks."""
    name = named.entries.get(FULL_NAME) if isinstance(named, Nodes) else None
    return name.value.strip() if isinstance(name, Text) else next((b.seen.department for b in books), "")


def _year(books: list[Workbook], folder: Path | None, last_year: Path | None) -> int | None:
    own = [book for book in books if last_year is None or book.opened.path != last_year.resolve()]
    years = sorted({book.seen.year for book in own if book.seen.year})
    if folder and folder.resolve().name.isdigit():
        return int(folder.resolve().name)
    return years[-1] if years else None


def _kind(nodes: Mapping[str, Node], project: Path) -> str:
    """The first kind of which something that it can't do without is there; units are of all kinds."""
    kinds = list_kinds(project)
    needed = Counter(key for kind in kinds.values() for key in kind.needs)
    common = {key for key, count in needed.items() if count == max(needed.values())}
    fitting = (name for name, kind in kinds.items() if any(key in nodes and key not in common for key in kind.needs))
    return next(fitting, None) or next((n for n, k in kinds.items() if set(k.needs) & set(nodes)), usual_kind(project))


def _beside(folder: Path | None, books: list[Workbook]) -> dict[Path, tuple[Workbook, Workbook | None]]:
    """The workbooks that lie in the folder, each with the one that takes its place."""
    found: dict[Path, tuple[Workbook, Workbook | None]] = {}
    for path in files_below(folder, WORKBOOKS) if folder else ():
        try:
            old = read_workbook(path.resolve(), path.name)
        except Unreadable:
            continue
        new = next((book for book in books if book.name == old.name or _same(book, old)), None)
        if new is None and old.seen.tables:
            found[path] = old, None
        elif new is not None and new.hash != old.hash:
            found[path] = old, new
    return found


def _same(book: Workbook, old: Workbook) -> bool:
    seen, there = book.seen, old.seen
    return (seen.families, seen.department, seen.year) == (there.families, there.department, there.year)


def _file(
    book: Workbook, made: Making, lists: list[ListRead], beside: dict[Path, tuple[Workbook, Workbook | None]]
) -> FilePlan:
    counts = _counts(book, made.entries)
    listed = {one.sheet for one in lists}
    sheets = [SheetPlan(_called(table), *counts.get(book.sheet(table.grid), ((), 0))) for table in book.seen.tables]
    sheets += [SheetPlan(name, ("文字",)) for name in book.seen.texts]
    sheets += [SheetPlan(name, why=why) for name, why in book.seen.ignored if name not in listed]
    replaces, old = next(((path, old) for path, (old, new) in beside.items() if new is book), (None, None))
    told = {finding.message for finding in made.joined.findings}
    notices = tuple(
        f"{notice.message}{f'。{notice.remedy}' if notice.remedy else ''}"
        for notice in book.facts.notices
        if notice.message not in told
    )
    if made.year and book.seen.year == made.year - 1:
        own = f"这是 {book.seen.year} 年度的，在 {made.year} 年度里当上年数读；要开它那一年，--into 写 {book.seen.year}"
        notices = (own, *notices)
    seen = book.seen
    changes = changes_by(old, book) if old else ()
    return FilePlan(
        book.opened.path,
        seen.kind,
        seen.department,
        seen.year,
        tuple(sheets),
        notices,
        replaces,
        changes,
        tuple(lists),
        book.name,
    )


def _called(table: RecognisedTable) -> str:
    """The name of a sheet, with its form where the name says nothing (表3 of a web page)."""
    return (
        f"{table.grid}（{table.form}{f' {table.title}' if table.title else ''}）"
        if re.fullmatch(r"(?:表|Sheet)\d+", table.grid)
        else table.grid
    )


def _published(path: Path, kind: str, project: Path, reader: Reader, refused: list[Finding]) -> PublishedReport | None:
    try:
        report = reader(path, kind, project)
    except Unreadable as problem:
        place = Source(path.name, 1, 1)
        refused.append(Finding(NOT_READ, Level.ERROR, f"读不了：{problem}", place, remedy=problem.remedy))
        return None
    if report is None:
        refused.append(nothing_in((path,)))
    return report


def _last_year(
    report: PublishedReport, made: Making, books: list[Workbook], refused: list[Finding]
) -> Mapping[str, tuple[str, str]]:
    """What a published report says of last year and the data don't say yet."""
    nodes = made.joined.nodes
    refused += other_department(report, _own_name(nodes.get(DEPARTMENT), books))
    taken = last_year_of(report, made.year, made.unit).beside(nodes.get(LAST_YEAR), report.path.name, made.unit)
    refused += taken.findings
    return taken.values


def _document(report: PublishedReport, last: Mapping[str, tuple[str, str]]) -> FilePlan:
    """Last year's report as it was published: how many figures each of its pages gives."""
    pages = Counter(page_of(spot) for _, spot in last.values())
    sheets = [SheetPlan(page, (LAST_YEAR,), count) for page, count in pages.items()]
    sheets += [SheetPlan(name, why="版式里没有这样的表") for name in report.unknown]
    told = (f"照版式 {report.edition} 认出：{'、'.join(report.titles)}",)
    return FilePlan(report.path, "上年的公开稿", report.department, report.year, tuple(sheets), told)


def _list_file(path: Path, lists: list[ListRead]) -> FilePlan:
    return FilePlan(path, "清单", "", None, (), lists=tuple(lists))


def _counts(book: Workbook, entries: Entries) -> dict[str, tuple[tuple[str, ...], int]]:
    """Sheet -> the keys that it feeds, and how many figures."""
    found: dict[str, Counter[str]] = {}
    for key, node in entries.nodes.items():
        for leaf in leaves_of(node):
            if leaf.source.file.startswith(f"{book.name}!") and id(leaf) in entries.keys:
                found.setdefault(leaf.source.sheet, Counter())[key] += 1
    return {sheet: (tuple(counts), sum(counts.values())) for sheet, counts in found.items()}
