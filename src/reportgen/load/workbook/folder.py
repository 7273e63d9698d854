"""The workbooks of a department-year -> its nodes: those of this year as data, those of last year as 上年数."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportgen.load.nodes import CELL, Node, Text
from reportgen.load.nodes import Mapping as Nodes
from reportgen.load.workbook.both import CORRECTED, Joining, stated_with
from reportgen.load.workbook.entries import LAST, Entries, entries_of
from reportgen.load.workbook.given import Given, canonical, with_others
from reportgen.load.workbook.read import Workbook
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.schema import path_of
from reportgen.recognise.agree import UNKNOWN
from reportgen.recognise.amounts import SIZES
from reportgen.recognise.facts import FoundFact
from reportgen.recognise.seen import SeenFigure

(YEAR,), (UNIT,), (DEPARTMENT, FULL_NAME) = path_of("year"), path_of("money_unit"), path_of("department", "full_name")
ANOTHER_YEAR, ANOTHER_NAME, TWO_BOOKS = "L094", "L095", "L096"
HALF = Decimal("0.005")


@dataclass
class Joined:
    """The top-level keys of a folder with its workbooks among them, and what must be told."""

    nodes: dict[str, Node]
    findings: list[Finding] = field(default_factory=list)


@dataclass
class Making:
    """The workbooks on their way among what was typed: the year of the folder, its unit of money, all that they say."""

    joined: Joined
    entries: Entries
    year: int | None
    unit: str


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
    given = [*together(of_this, made.findings), *as_last_year(together(of_last, made.findings))]
    entries = entries_of(given, unit, _unlisted(of_this), _stage(typed))
    _put_general(made.nodes, of_this, own, unit)
    _join(made, entries, typed)
    made.findings += [f for book in of_this for f in _told(book, typed)]
    return Making(made, entries, own, unit)


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
    place = book.source(next(iter(book.seen.tables[0].figures)).cell.spot) if book.seen.tables[0].figures else None
    place = replace(place or Source(f"{book.name}!{book.sheet(book.seen.tables[0].grid)}", 1, 1), line=1, column=1)
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


def given_by(book: Workbook) -> Iterator[Given]:
    """What one workbook says: facts, then totals."""
    for fact in book.facts.facts.values():
        if fact.plus and fact.unit != UNKNOWN:
            yield _given(book, fact)
    seen: set[str] = set()
    for figure in book.facts.controls:
        if figure.value is not None and figure.unit != UNKNOWN and figure.key not in seen:
            seen.add(figure.key)
            place = book.source(figure.cell.spot)
            yield Given(figure.key, figure.value, figure.unit, place, control=True, grain=grain_of([figure]))


def _given(book: Workbook, fact: FoundFact) -> Given:
    plus = [book.source(figure.cell.spot) for figure in fact.plus]
    minus = [book.source(figure.cell.spot) for figure in fact.minus]
    first = with_others(plus[0], plus[1:], minus)
    return Given(fact.key, fact.value, fact.unit, first, grain=grain_of([*fact.plus, *fact.minus]))


def grain_of(figures: Iterable[SeenFigure]) -> Decimal:
    """Half a hundredth of the unit for each cell that is rounded by itself."""
    return sum((SIZES[figure.unit] * HALF for figure in figures if SIZES.get(figure.unit, 0) > 1), Decimal(0))


def together(books: list[Workbook], findings: list[Finding]) -> Iterator[Given]:
    """What several workbooks say: the same department in two of them must agree, different departments are added."""
    departments = {book.seen.department for book in books}
    found: dict[tuple[str, bool], Given] = {}
    owner: dict[tuple[str, bool], str] = {}
    for book in sorted(books, key=lambda one: one.name):
        for one in given_by(book):
            at = canonical(one.key), one.control
            there = found.get(at)
            if there is None:
                found[at], owner[at] = one, book.seen.department
            elif len(departments) > 1 and owner[at] != book.seen.department:
                found[at] = _added(there, one)
            elif not there.near(one):
                findings.append(_two_books(there, one))
            elif one.grain < there.grain:
                found[at] = one
    yield from found.values()


def _added(one: Given, other: Given) -> Given:
    value, grain = one.in_yuan + other.in_yuan, one.grain + other.grain
    also = f"{one.source.also}＋{other.source.file}!{other.source.cell}"
    unit = "元" if one.money else one.unit
    return replace(
        one,
        value=value if one.money else one.value + other.value,
        unit=unit,
        source=replace(one.source, also=also),
        grain=grain,
    )


def _two_books(one: Given, other: Given) -> Finding:
    message = f"「{one.key}」{one.source} 是 {one.written('元')}，{other.source} 是 {other.written('元')}（元），应该是同一个数"
    return Finding(TWO_BOOKS, Level.ERROR, message, other.source, one.key, "请换成更正过的工作簿，只留一份")


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


def _told(book: Workbook, typed: Mapping[str, Node]) -> Iterator[Finding]:
    """Another department's name, and what was odd about the workbook."""
    department = typed.get(DEPARTMENT)
    name = department.entries.get(FULL_NAME) if isinstance(department, Nodes) else None
    if isinstance(name, Text) and book.seen.department and not same_name(name.value, book.seen.department):
        message = f"部门的全称是「{name.value.strip()}」，{book.name} 写的是「{book.seen.department}」"
        yield Finding(ANOTHER_NAME, Level.WARNING, message, name.source, remedy="请核对是不是放错了工作簿")
    for notice in book.facts.notices:
        if level := LEVELS.get(notice.code):
            place = book.source(notice.spot) if notice.spot.sheet else Source(book.name, 1, 1)
            yield Finding(notice.code, level, notice.message, place, remedy=notice.remedy)


LEVELS = dict.fromkeys(("R030", "R031", "R054", "R055", "R060"), Level.ERROR) | dict.fromkeys(
    ("R034", "R036", "R038", "R040", "R043", "R044", "R053", "R057", "R061", "R062", "R063", "R064", "R065"),
    Level.WARNING,
)
"""What is told of a workbook whenever it is read: sums that don't foot, cells that can't be read, sheets left out. The
rest is told when it is imported.
"""


def same_name(one: str, other: str) -> bool:
    """Whether two names are of one department: the one may say more than the other."""
    return one.strip() in other or other in one.strip()
