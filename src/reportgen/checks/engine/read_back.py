"""Mode composed: what is printed is read back from the tree and held against the figures."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.catalogue import SECTION, rules_of, titles
from reportgen.checks.engine.registry import RULES, Rule, Verdict
from reportgen.checks.engine.states import StatesError, present, tells, wanted
from reportgen.checks.engine.tally import Checked, CheckRun, Tally
from reportgen.checks.engine.whose import Author, Whose
from reportgen.compose.tables import LaidTable
from reportgen.document import Document
from reportgen.document.patterns import LOST
from reportgen.document.reading import PrintedPlace
from reportgen.document.tree import text_of
from reportgen.editions.edition import Section
from reportgen.editions.values import fill
from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.keys import in_its_own_unit
from reportgen.model.finding import Finding, Level
from reportgen.model.prose import says_nothing

OURS = "这是版式模板的错，请告诉做版式的人"
PRINTED, CHARTS, TABLES, NIL = "S001", "C064", "C086", "C065"
RULES += [
    Rule(code, title=title, what=SECTION[0], why=SECTION[1], remedy=SECTION[2], mode="composed", aliases=aliases)
    for code, title, aliases in (
        (PRINTED, "全文每个数印出来的和算出来的一样", ()),
        (CHARTS, "图里的数和文字里的一样", ()),
        (TABLES, "各表都在，次序对", ("V33-东湖2023",)),
        (NIL, "空表有“本年度无……”一句，有数的表没有", ("V33-109", "114", "122", "BUD-106")),
    )
]


def read_back(
    book: FigureBook,
    tables: tuple[LaidTable, ...],
    document: Document,
    printed: tuple[PrintedPlace, ...],
    *,
    broken: bool = False,
) -> Checked:
    """Every section states what it must, and every printed figure is the report's.

    broken: the data have errors, from which anything may follow: the edition is not blamed.
    """
    reader = _StatementReader(book, tables, document, printed, broken=broken)
    reader.sections()
    reader.figures()
    reader.charts()
    reader.statements()
    reader.empty_totals()
    runs = [
        tally.run(code, reader.titles.get(code, "正文写全应写的数"), "composed")
        for code, tally in sorted(reader.tallies.items())
    ]
    return Checked(tuple(reader.findings), (*runs, *reader.not_run))


class _StatementReader:
    """One document read back."""

    def __init__(
        self,
        book: FigureBook,
        tables: tuple[LaidTable, ...],
        document: Document,
        printed: tuple[PrintedPlace, ...],
        *,
        broken: bool,
    ) -> None:
        self.book, self.document, self.printed, self.broken = book, document, printed, broken
        self.whose = Whose(book)
        self.unknown = {c.address for t in tables for c in t.cells() if c.figure and not c.figure.certain}
        self.titles = titles(rule for rule in rules_of(book.edition) if rule.mode == "composed")
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self.findings: list[Finding] = []
        self.not_run: list[CheckRun] = []
        self.ids = document.reading.sections

    def sections(self) -> None:
        """Each section prints every key that it must state."""
        order = self.book.loaded.data.reports.get(self.book.edition.kind)
        stage = order.budget if order else "年初预算"
        for part in (p for p in self.book.edition.parts if present(self.book, p)):
            for section in part.sections:
                if present(self.book, section):
                    self._section(f"{part.id}-{section.id}", section, stage)

    def _section(self, ident: str, section: Section, stage: str) -> None:
        code = section.check or PRINTED
        here = [p for p in self.printed if p.section == ident or p.section.startswith(f"{ident}-")]
        keys = {in_its_own_unit(p.key) for p in here}
        department, year = self.book.loaded.data.department, self.book.loaded.data.year
        heading = fill(section.heading, unit=department.full_name, short=department.short_name, year=year) or ident
        try:
            asked = list(dict.fromkeys(wanted(self.book, section, stage)))
        except (StatesError, UnknownKey) as error:
            self.not_run.append(
                CheckRun(
                    code,
                    self.titles.get(code, heading),
                    "composed",
                    "未运行",
                    0,
                    f"{section.id}.yaml 的 states 看不懂：{error}",
                )
            )
            return
        if ident not in self.ids:
            self._fail(code, f"文档里没有「{heading}」一节", ident, OURS)
            return
        for ways in asked:
            self._stated(code, heading, keys, ways)

    def _stated(self, code: str, heading: str, keys: set[str], ways: tuple[str, ...]) -> None:
        try:
            figure = self.book.resolve(ways[0])
        except UnknownKey:
            self._fail(
                code,
                f"「{heading}」应当写到「{ways[0]}」，没有这个数",
                ways[0],
                "请在数据里补上（没有就写 0）；数据里写了还这样，是版式 states 的错，请告诉做版式的人",
            )
            return
        if not tells(figure):
            if not figure.certain:
                self.tallies[code].add(Verdict.UNKNOWN)
        elif keys & {figure.key, *ways} or (figure.zero and self._told_as_none({figure.key, *ways})):
            self.tallies[code].add(Verdict.AGREES)
        else:
            message = f"「{heading}」没有写「{figure.key}」（{self.book.printed(figure)}{figure.unit}）"
            author = self.whose.leaving_out(self.document.root, {figure.key, *ways})
            self._fail(code, message, figure.key, f"{OURS}；或在正文里用 ｛{figure.key}｝ 补上", author)

    def _told_as_none(self, keys: set[str]) -> bool:
        """Whether the 改写 that left out a figure says in words that there is none."""
        blocks = (b for b in self.document.root.iter() if keys & set(b.get(LOST, "").split("|")))
        return any(says_nothing(text_of(block), key) for block in blocks for key in keys)

    def figures(self) -> None:
        """Every <data> with a key prints what its figure prints."""
        for place in self.printed:
            if not place.key:
                continue
            expected, in_a_table = self._expected(place)
            if place.text in (expected, in_a_table):  # which may set off thousands where texts do not
                self.tallies[PRINTED].add(Verdict.AGREES)
            else:
                where = place.heading or place.section
                self._fail(
                    PRINTED,
                    f"「{where}」印的「{place.key}」是 {place.text}，应是 {expected or '（没有这个数）'}",
                    place.key,
                    OURS,
                )

    def _expected(self, place: PrintedPlace) -> tuple[str, str]:
        """As a sentence prints the figure, and as a statutory table does."""
        try:
            figure = self.book.resolve(place.key)
        except UnknownKey:
            return "", ""
        if figure.zero and (zero := place.element.get("data-zero")):
            return zero, zero
        one, other = self.book.printed(figure), self.book.celled(figure)
        if place.element.get("data-abs") == "1":
            return one.removeprefix("-"), other.removeprefix("-")
        return one, other

    def charts(self) -> None:
        """Every point of a chart is the figure of its key."""
        for element in self.document.root.iter("figure"):
            for key, text in _points(element.get("data-series") or "[]"):
                figure = self.book.resolve(key)
                if self.book.printed(figure) == text.removesuffix("%"):
                    self.tallies[CHARTS].add(Verdict.AGREES)
                else:
                    self._fail(
                        CHARTS,
                        f"图「{element.get('data-title')}」里「{key}」是 {text}，应是 {self.book.printed(figure)}",
                        key,
                        "请告诉做版式的人",
                    )

    def statements(self) -> None:
        """All tables stand in the edition's order; the nil sentence where, and only where, a table is empty."""
        sections = [e for e in self.document.root.iter("section") if e.get("class") == "statement"]
        found = [e.get("id") for e in sections]
        expected = [f"t-{d.id}" for d in self.book.edition.tables]
        if found == expected:
            self.tallies[TABLES].add(Verdict.AGREES)
        else:
            self._fail(
                TABLES,
                f"文档里的表是 {'、'.join(map(str, found))}，应是 {'、'.join(expected)}",
                None,
                "请告诉做版式的人",
            )
        nil = {e.get("id"): any(p.get("class") == "nil" for p in e.iter("p")) for e in sections}
        for definition in self.book.edition.tables:
            empty = bool(definition.nil and definition.nil_when) and all(
                self.book.resolve(k).zero for k in definition.nil_when
            )
            if nil.get(f"t-{definition.id}", empty) == empty:
                self.tallies[NIL].add(Verdict.AGREES)
            else:
                message = "没有数，却没有“本年度无……”一句" if empty else "有数，却写着“本年度无……”"
                self._fail(NIL, f"表「{definition.title}」{message}", definition.id, "请告诉做版式的人")

    def empty_totals(self) -> None:
        """A cell of a statement that is left empty has a formula that gives 0."""
        cells = {
            e.get("id"): e
            for e in self.document.root.iter("td")
            if e.get("data-formula") or e.get("class", "").startswith("num")
        }
        for ident, cell in cells.items():
            formula = cell.get("data-formula")
            if not formula or ident in self.unknown or cell.find("data") is not None:
                continue
            if sum(_value(cells.get(term[1:])) * (-1 if term[0] == "-" else 1) for term in formula.split()):
                self._fail(PRINTED, f"表的格子 {ident} 是空的，它的公式 {formula} 却不是 0", ident, OURS)
            else:
                self.tallies[PRINTED].add(Verdict.AGREES)

    def _fail(self, code: str, message: str, key: str | None, remedy: str, author: Author | None = None) -> None:
        """author: whose 改写 is to blame; else the edition is, which is not said while the data have errors."""
        if author:
            remedy = f"请补上 ｛{key}｝；{author.note}"
        elif self.broken:
            self.tallies[code].add(Verdict.UNKNOWN)
            return
        self.tallies[code].fail(Level.ERROR)
        self.findings.append(Finding(code, Level.ERROR, message, author.source if author else None, key, remedy))


def _value(cell: ET.Element | None) -> Decimal:
    data = cell.find("data") if cell is not None else None
    return Decimal(data.get("value") or 0) if data is not None else Decimal(0)


def _points(series: str) -> Iterator[tuple[str, str]]:
    for point in json.loads(series):
        yield point["key"], point["text"]
        if "share" in point:
            yield point["share"]["key"], point["share"]["text"]
