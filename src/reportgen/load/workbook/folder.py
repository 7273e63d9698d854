"""The workbooks of a department-year -> its nodes: those of this year as data, those of last year as 上年数."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportgen.load.nodes import CELL, Node, Text
from reportgen.load.nodes import Mapping as Nodes
from reportgen.load.workbook.both import CORRECTED, Joining, stated_with
from reportgen.load.workbook.entries import LAST, Entries, entries_of
from reportgen.load.workbook.given import Given, canonical
from reportgen.load.workbook.read import Workbook
from reportgen.load.workbook.together import together
from reportgen.load.workbook.units import Counted, counted, names_of_units, same_name
from reportgen.model.amount import is_pending
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.schema import path_of
from reportgen.recognise.amounts import SIZES

(YEAR,), (UNIT,), (DEPARTMENT, FULL_NAME) = path_of("year"), path_of("money_unit"), path_of("department", "full_name")
ANOTHER_YEAR, ANOTHER_NAME = "L094", "L095"


@dataclass
class Joined:
    """The top-level keys of a folder with its workbooks among them, and what must be told."""

    nodes: dict[str, Node]
    findings: list[Finding] = field(default_factory=list)


@dataclass
class Making:
    """The workbooks on their way among what was typed: the year of the folder, its unit of money, all that they say,
    which of them count.
    """

    joined: Joined
    entries: Entries
    year: int | None
    unit: str
    counted: Counted


def joined(typed: Mapping[str, Node], books: list[Workbook], year: int | None) -> Joined:
    """Typed keys and workbooks as one. year: that of the folder's name, where nobody typed one."""
    return prepared(typed, books, year).joined


def prepared(typed: Mapping[str, Node], books: list[Workbook], year: int | None) -> Making:
    """The same, with what the workbooks say by themselves."""
    said = typed.get(YEAR)
    own = int(said.value) if isinstance(said, Text) and said.value.strip().isdigit() else year
    known = [book.seen.year for book in books if book.seen.year]
    own = own or (max(known) if known else None)
    made = Joined(dict(typed))
    of_this = [book for book in books if book.seen.year in (own, None)]
    of_last = [book for book in books if own and book.seen.year == own - 1]
    for book in books:
        if book not in of_this and book not in of_last:
            made.findings.append(_another_year(book, own))
    unit = _money_unit(typed, of_this or books)
    now, before = counted(of_this, made.findings), counted(of_last, made.findings)
    last_year = as_last_year(together(before.by_unit, made.findings))
    given = [*together(now.by_unit, made.findings), *last_year]
    entries = entries_of(given, unit, _unlisted(now.books), _stage(typed))
    _put_general(made.nodes, now.books, own, unit)
    _join(made, entries, typed)
    made.findings += [f for book in of_this for f in _told(book, typed, now)]
    made.findings += [f for book in of_last for f in _other_department_last_year(book, made.nodes)]
    return Making(made, entries, own, unit, now)


def _join(made: Joined, entries: Entries, typed: Mapping[str, Node]) -> None:
    reasons = typed.get(CORRECTED)
    listed = reasons.entries if isinstance(reasons, Nodes) else {}
    joining = Joining(entries.keys, {canonical(key): node for key, node in listed.items() if isinstance(node, Text)})
    for key, node in entries.nodes.items():
        made.nodes[key] = joining.nodes(typed[key], node, (key,)) if key in typed else node
    made.nodes = stated_with(made.nodes, joining.stated, None)
    made.findings += [*joining.findings, *joining.unused()]


def _put_general(nodes: dict[str, Node], books: list[Workbook], year: int | None, unit: str) -> None:
    """年度, 金额单位 and the department's name, where nobody typed them."""
    if not books:
        return
    book = books[0]
    first = next((figure for table in book.seen.tables[:1] for figure in table.figures), None)
    place = book.source(first.cell.spot) if first else None
    sheets = [f"!{book.sheet(table.grid)}" for table in book.seen.tables[:1]]  # a text without tables has none
    place = replace(place or Source("".join((book.name, *sheets)), 1, 1), line=1, column=1)
    if YEAR not in nodes and year:
        nodes[YEAR] = Text(str(year), place, style=CELL)
    nodes.setdefault(UNIT, Text(unit, place, style=CELL))
    if DEPARTMENT not in nodes and book.seen.department:
        name = Text(book.seen.department, place, style=CELL)
        nodes[DEPARTMENT] = Nodes({FULL_NAME: name}, {FULL_NAME: place}, place)


def _money_unit(typed: Mapping[str, Node], books: Iterable[Workbook]) -> str:
    said = typed.get(UNIT)
    if isinstance(said, Text) and said.value.strip() in SIZES:
        return said.value.strip()
    units = {table.unit for book in books for table in book.seen.tables}
    return "元" if "元" in units or not units else "万元"


def _stage(typed: Mapping[str, Node]) -> str:
    """Which budget 三公 are compared with, where it is typed."""
    top, name = path_of("three_public", "budget")
    there = typed.get(top)
    said = there.entries.get(name) if isinstance(there, Nodes) else None
    return said.value.strip() if isinstance(said, Text) else ""


def as_last_year(given: Iterable[Given]) -> Iterator[Given]:
    """Last year's figures by the keys of 上年数."""
    for one in given:
        if not one.key.startswith(LAST) and not one.key.endswith(("预算", "预算数")):
            yield replace(one, key=f"{LAST}{canonical(one.key)}", control=False)


def _unlisted(books: list[Workbook]) -> dict[str, tuple[str, Source]]:
    """The codes that the year's list lacks."""
    return {
        code: (name, book.source(spot))
        for book in books
        for code, (name, spot) in book.unlisted.items()
        if name.strip()
    }


def _another_year(book: Workbook, year: int | None) -> Finding:
    message = f"这是 {book.seen.year} 年度的工作簿，这里是 {year} 年度：没有读"
    return Finding(
        ANOTHER_YEAR, Level.WARNING, message, Source(book.name, 1, 1), remedy="请换成这一年的，或移到它那一年的文件夹"
    )


def _told(book: Workbook, typed: Mapping[str, Node], now: Counted) -> Iterator[Finding]:
    """Another department's name, and what was odd about the workbook."""
    department = typed.get(DEPARTMENT)
    name = department.entries.get(FULL_NAME) if isinstance(department, Nodes) else None
    called = book.seen.department
    if (
        isinstance(name, Text)
        and called
        and not any(same_name(o, called) for o in (name.value, *names_of_units(typed)))
    ):
        message = f"部门的全称是「{name.value.strip()}」，{book.name} 写的是「{called}」"
        added = len(now.by_unit) > 1 and book in now.books
        if added:
            message += "，单位构成里也没有这个单位，而它的数和别的工作簿加在了一起"
        gravity = Level.ERROR if added else Level.WARNING
        yield Finding(ANOTHER_NAME, gravity, message, name.source, remedy="请核对是不是放错了工作簿")
    for notice in book.facts.notices:
        if level := LEVELS.get(notice.code):
            place = book.source(notice.spot) if notice.spot.sheet else Source(book.name, 1, 1)
            yield Finding(notice.code, level, notice.message, place, remedy=notice.remedy)


def _other_department_last_year(book: Workbook, nodes: Mapping[str, Node]) -> Iterator[Finding]:
    """That last year's workbook is of somebody else."""
    department = nodes.get(DEPARTMENT)
    name = department.entries.get(FULL_NAME) if isinstance(department, Nodes) else None
    called = book.seen.department
    known = [name.value, *names_of_units(nodes)] if isinstance(name, Text) and not is_pending(name.value) else []
    if known and called and not any(same_name(one, called) for one in known):
        message = (
            f"{book.name} 是 {book.seen.year} 年度的，当作上年数读了，写的单位却是「{called}」，这里是「{known[0]}」"
        )
        place = Source(book.name, 1, 1)
        yield Finding(ANOTHER_NAME, Level.WARNING, message, place, remedy="请核对是不是放错了工作簿；改过名的不用管")


LEVELS = dict.fromkeys(("R030", "R031", "R054", "R055", "R060"), Level.ERROR) | dict.fromkeys(
    (
        "R034",
        "R036",
        "R038",
        "R040",
        "R043",
        "R044",
        "R053",
        "R057",
        *(f"R06{n}" for n in (1, 2, 3, 4, 5, 6, 8)),
        "R070",
        "R071",
    ),
    Level.WARNING,
)
"""What is told of a workbook whenever it is read: sums that don't foot, cells that can't be read, sheets left out. The
rest is told when it is imported.
"""
