"""Last year's report as it was published (PDF, Word, web page) -> 上年数 of the new year, each with its page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from reportgen.load.files import WORKBOOKS
from reportgen.load.nodes import Mapping as Nodes
from reportgen.load.nodes import Node, Text
from reportgen.load.workbook.entries import LAST
from reportgen.load.workbook.given import Given, canonical
from reportgen.load.workbook.ledger import BUDGETS
from reportgen.load.workbook.read import Workbook
from reportgen.load.workbook.together import grain_of
from reportgen.load.workbook.units import same_name
from reportgen.model.amount import NotANumber, is_pending, parse_number
from reportgen.model.finding import Finding, Level, Source
from reportgen.reading.container import HTML, SPREADSHEETML, XLS, XLSX
from reportgen.recognise.agree import UNKNOWN
from reportgen.recognise.amounts import SIZES
from reportgen.recognise.known import stands_for_nothing
from reportgen.recognise.seen import SeenFigure

OTHER_YEAR, NO_YEAR, CONTRADICTS, NO_UNIT = "N020", "N021", "N022", "N023"
DIFFERS, OTHER_DEPARTMENT, WRITTEN = "R090", "R091", "R092"

BOOKS = (XLS, XLSX, HTML, SPREADSHEETML)
"""What may lie in a folder as data; of anything else the figures are written out."""


def lies_in_folder(book: Workbook) -> bool:
    """Whether a file is read from the folder itself, year for year."""
    return book.opened.container in BOOKS and Path(book.name).suffix.lower() in WORKBOOKS


@dataclass(frozen=True)
class PublishedReport:
    """A published report that an edition's tables were found in. titles: of these; unknown: grids that are none."""

    path: Path
    edition: str
    department: str
    year: int | None
    titles: tuple[str, ...]
    unknown: tuple[str, ...]
    figures: tuple[SeenFigure, ...]


Reader = Callable[[Path, str, Path], PublishedReport | None]
"""File, kind of report, folder of the years -> the report. It recognises by editions, which an import does not know."""


@dataclass(frozen=True)
class LastYear:
    """Key -> amount in the unit of the data, and where it stands; findings: what could not be taken."""

    values: Mapping[str, tuple[str, str]]
    findings: tuple[Finding, ...]

    def beside(self, known: Node | None, file: str, money_unit: str) -> LastYear:
        """What is left where the data say some of last year's figures already. known: their 上年数."""
        if not isinstance(known, Nodes) or not self.values:
            return self
        place = Source(file, 1, 1)
        if typed := [one for one in known.entries.values() if Path(one.source.file).suffix in (".yaml", ".yml")]:
            message = (
                f"「上年数」已经写在 {typed[0].source}：没有动它，公开稿的 {len(self.values)} 个上年数一个也没有写"
            )
            remedy = "要照公开稿写，先删去数据里的「上年数」再导入"
            return LastYear({}, (*self.findings, Finding(WRITTEN, Level.WARNING, message, place, remedy=remedy)))
        there = {canonical(key): node for key, node in known.entries.items()}
        differ = [
            Finding(
                DIFFERS,
                Level.WARNING,
                f"「{key}」在公开稿（{spot}）是 {value}，{there[key].source} 是 {node.value}：用了后者",
                place,
                key,
                "请查上年的决算：哪一个对",
            )
            for key, (value, spot) in self.values.items()
            if isinstance(node := there.get(key), Text) and _far(value, node.value, money_unit)
        ]
        left = {key: one for key, one in self.values.items() if key not in there}
        return LastYear(left, (*self.findings, *differ))


def _far(one: str, other: str, money_unit: str) -> bool:
    """Whether two figures differ by more than the rounding of a published one, 0.01 万元."""
    try:
        gap = abs(parse_number(one) - parse_number(other))
    except NotANumber:
        return False
    return gap > Decimal("0.01") * (SIZES["万元"] / SIZES[money_unit] if money_unit in SIZES else 1)


def other_department(report: PublishedReport, own: str) -> list[Finding]:
    """That a published report is of somebody else, where both names are known."""
    if not own or not report.department or is_pending(own) or same_name(own, report.department):
        return []
    message = f"这份公开稿写的是「{report.department}」，这里是「{own}」"
    place = Source(report.path.name, 1, 1)
    return [Finding(OTHER_DEPARTMENT, Level.WARNING, message, place, remedy="请核对是不是拿错了公开稿；改过名的不用管")]


def last_year_of(report: PublishedReport, year: int | None, money_unit: str) -> LastYear:
    """The figures of a report of the year before; none at all where it is of another year."""
    place = Source(report.path.name, 1, 1)
    if year and report.year and report.year != year - 1:
        message = f"这是 {report.year} 年度的公开稿，{year} 年度的上年是 {year - 1} 年度：没有取数"
        return LastYear({}, (Finding(OTHER_YEAR, Level.ERROR, message, place, remedy="请换成上一年的公开稿"),))
    findings = []
    if year and not report.year:
        message = f"公开稿上没有认出年度，当作 {year - 1} 年度"
        findings.append(Finding(NO_YEAR, Level.WARNING, message, place, remedy="请核对它是不是上一年的"))
    found: dict[str, tuple[Given, str]] = {}
    refused: set[str] = set()
    without_unit: dict[str, None] = {}
    for key, figure in _usable(report.figures):
        spot = str(figure.cell.spot)
        if figure.unit == UNKNOWN:
            without_unit[page_of(spot)] = None
            continue
        given = Given(key, figure.value or Decimal(0), figure.unit, place, grain=grain_of([figure]))
        before = found.setdefault(key, (given, spot))
        if not before[0].near(given) and key not in refused:
            refused.add(key)
            message = f"「{key}」在 {before[1]} 是 {before[0].value}，在 {spot} 是 {given.value}：没有取"
            findings.append(
                Finding(CONTRADICTS, Level.WARNING, message, place, key, "请查上年的决算，自己写这个上年数")
            )
    if without_unit:
        message = f"没有读到金额单位的表没有取数：{'、'.join(without_unit)}"
        findings.append(Finding(NO_UNIT, Level.WARNING, message, place, remedy="请看公开稿上的单位，自己写这些上年数"))
    values = {key: (one.written(money_unit), spot) for key, (one, spot) in found.items() if key not in refused}
    return LastYear(values, tuple(findings))


def _usable(figures: tuple[SeenFigure, ...]) -> Iterator[tuple[str, SeenFigure]]:
    """What a cell says of the year itself, by its key: a figure, or nothing in a row that stands for itself."""
    for figure in figures:
        key = canonical(figure.key)
        if key.startswith(LAST) or key.endswith((*BUDGETS, "预算数")):
            continue
        if figure.value is not None or (figure.stated and stands_for_nothing(figure)):
            yield key, figure


def page_of(spot: str) -> str:
    """第5页 of a place on a page, 表2 of one in Word, else the table without its cell."""
    page = re.search(r"第\d+页|表\d+(?= 第\d+行)", spot)
    return page[0] if page else spot.rpartition("!")[0].rpartition("!")[2] or spot
