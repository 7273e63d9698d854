"""Mode stated: the table definitions' formulas, balances and every approved figure against what derives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportgen.checks.engine import leaves as net_of
from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.catalogue import rules_of
from reportgen.checks.engine.formulas import GENERAL_CODE, UNKNOWN_KEY, code_of, forgotten, same_kind
from reportgen.checks.engine.gaps import Gap
from reportgen.checks.engine.leaves import Leaves, SignedLeaves
from reportgen.checks.engine.registry import Verdict
from reportgen.checks.engine.tally import Tally
from reportgen.compose.tables import LaidCell, LaidTable
from reportgen.figures import HALF_UNIT, FigureBook, UnknownKey
from reportgen.figures.derive.facts import is_rough
from reportgen.model.figure import TAIL, WAN, Figure
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.selection import SUBJECT


@dataclass
class StatedChecks:
    """What the stated mode gathers: gaps to fold, findings of its own, tallies by code, leaves known to be right."""

    book: FigureBook
    tables: tuple[LaidTable, ...]
    leaves: Leaves
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    gaps: list[Gap] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    confirmed: set[int] = field(default_factory=set)
    reported: set[tuple[str, ...]] = field(default_factory=set)

    def run(self) -> None:
        """Every formula cell, every balance, every approved figure."""
        for table in self.tables:
            cells = {c.address: c for c in table.cells()}
            for cell in cells.values():
                for terms, way in ((cell.row_terms, "rows"), (cell.column_terms, "columns")):
                    if terms and cell.figure is not None:
                        self._formula(table, cells, cell, terms, way)
        self._approved()
        for table in self.tables:
            self._balances(table)

    # -- formulas ----------------------------------------------------------------------------------

    def _formula(
        self,
        table: LaidTable,
        cells: Mapping[str, LaidCell],
        cell: LaidCell,
        terms: tuple[tuple[int, str], ...],
        way: str,
    ) -> None:
        code, figure = code_of(table.definition.checks, cell, way), cell.figure
        parts = [(sign, part) for sign, name in terms if name in cells and (part := cells[name].figure)]
        picked, summed = self.leaves.of(figure) if figure else None, self.leaves.total(parts)
        if figure is None or picked is None or summed is None:
            self.tallies[code].add(Verdict.UNKNOWN)
            if way == "rows" and picked and any(part.state == "unknown" for _, part in parts):
                self._too_coarse(table, cell, code, picked)
            return
        between = net_of.added(((1, picked), (-1, summed)))
        if way == "rows":  # a row is only printed for what is not 0
            between = {i: entry for i, entry in between.items() if entry[0].value != 0}
        between = {i: entry for i, entry in between.items() if entry[0].rule != TAIL}  # it stands in no cell
        if not between:
            stated = any(f.overridden for f in (figure, *(f for _, f in parts)))
            self.tallies[code].add(Verdict.AGREES if stated else Verdict.DERIVED)
        elif same_kind(figure, [f for _, f in parts]):
            self._leaf_sets_differ(table, cells, cell, {name for _, name in terms}, way, code, between)
        else:
            self._values(code, figure, picked, summed, between)

    def _too_coarse(self, table: LaidTable, cell: LaidCell, code: str, picked: SignedLeaves) -> None:
        """A sum is known, the rows below it are not: they would be left empty."""
        loose = next(
            (f for f, _ in picked.values() if f.value and dict(f.dims).get(SUBJECT, "") in ("", cell.row)), None
        )
        if loose is None or (cause := ("coarse", str(id(loose)))) in self.reported:
            return
        self.reported.add(cause)
        self.tallies[code].fail(Level.WARNING)
        message = f"{table.name}「{cell.row}」行「{cell.column}」栏有数，下面各行却不知道：「{self.leaves.name(loose)}」写得不够细"
        self.findings.append(
            Finding(code, Level.WARNING, message, loose.source, cell.figure.key if cell.figure else None, "请按科目写")
        )

    def _leaf_sets_differ(
        self,
        table: LaidTable,
        cells: Mapping[str, LaidCell],
        cell: LaidCell,
        used: set[str],
        way: str,
        code: str,
        between: SignedLeaves,
    ) -> None:
        names = forgotten(self.leaves, cells, cell, used, way, between)
        what = "行" if way == "rows" else "栏"
        where = f"{table.name}「{cell.row}」行「{cell.column}」栏"
        loose = [fact for fact, _ in between.values()]
        self.tallies[code].fail(Level.ERROR)
        cause = (code, way, *(names or [str(id(loose[0]))]))
        if cause in self.reported:  # the same column is forgotten in every row
            return
        self.reported.add(cause)
        if names:
            message, remedy, source = (
                f"{where}的公式漏了或多了这些{what}：{'、'.join(names)}",
                "这是版式里表的公式的错，请告诉做版式的人",
                None,
            )
        else:
            loose_names = "、".join(self.leaves.name(f) for f in loose[:3])
            message, source = f"{where}的合计里有「{loose_names}」，表里却没有一{what}能印它", loose[0].source
            remedy = "请把它写到表上有的科目（如按科目写年初、年末），或检查编码"
        self.findings.append(
            Finding(code, Level.ERROR, message, source, cell.figure.key if cell.figure else None, remedy)
        )

    def _values(
        self, code: str, figure: Figure, picked: SignedLeaves, summed: SignedLeaves, between: SignedLeaves
    ) -> None:
        a, b = net_of.value(picked), net_of.value(summed)
        if a is None or b is None:
            self.tallies[code].add(Verdict.UNKNOWN)
            return
        if a == b:
            self.confirmed.update({**picked, **summed})
            self.tallies[code].add(Verdict.AGREES)
            return
        one, other, gap = (number(v, figure.unit) for v in (a, b, a - b))
        text = f"「{figure.key}」写的是 {one}，按表的公式得 {other}，相差 {gap}"
        source = next((f.source for f, _ in picked.values() if f.source), None)
        self.record(
            Gap(
                code,
                figure.key,
                text,
                a,
                b,
                net_of.tolerance_of(between),
                net_of.added(((-1, between),)),
                source,
                "请核对这个数和公式里的各数",
                unit=figure.unit,
            )
        )

    # -- balances ----------------------------------------------------------------------------------

    def _balances(self, table: LaidTable) -> None:
        done: set[frozenset[str]] = set()
        for _, row in table.definition.keyed():
            pair = frozenset((row.key or "", row.balances or ""))
            if not row.balances or not row.key or pair in done:
                continue
            done.add(pair)
            code = table.definition.checks.get("balance", GENERAL_CODE)
            self._balance(code, self.book.resolve(row.key), self.book.resolve(row.balances))

    def _balance(self, code: str, a: Figure, b: Figure) -> None:
        if not (a.certain and b.certain) or self.leaves.doubtful(a) or self.leaves.doubtful(b):
            self.tallies[code].add(Verdict.UNKNOWN)
            return
        first, second = self.leaves.of(a), self.leaves.of(b)
        between = net_of.added(((1, first), (-1, second))) if first is not None and second is not None else {}
        stated = [f for f in (a, b) if f.overridden]
        if a.number == b.number:
            self.tallies[code].add(Verdict.AGREES if stated or between else Verdict.DERIVED)
            return
        tolerance = Decimal(0) if stated else net_of.tolerance_of(between)
        source = next((f.origin.source for f in stated), None)
        one, other, gap = (number(v, a.unit) for v in (a.number, b.number, a.number - b.number))
        text = f"{a.key} {one} 与 {b.key} {other} 应当相等，相差 {gap}"
        remedy = (
            "请核对年初、年末结转和结余，以及收入、支出"
            if not stated
            else f"两边是同一个数，请照批复的{self.book.edition.words.own}改成一样"
        )
        leaves = net_of.added(((-1, between),)) or {**(first or {}), **(second or {})}
        self.record(Gap(code, a.key, text, a.number, b.number, tolerance, leaves, source, remedy, unit=a.unit))

    # -- approved figures --------------------------------------------------------------------------

    def _approved(self) -> None:
        codes = self._codes()
        alone = beside_one_part(self.book, self.tables)
        by_part = {part: rule.code for rule in rules_of(self.book.edition) for part in rule.approved}
        for typed, statement in self.book.approved.items():
            key = self.book.canonical(typed)
            code = codes.get(key) or next(
                (by_part[part] for part in reversed(key.split(".")) if part in by_part), GENERAL_CODE
            )
            try:
                figure = self.book.resolve(key)
            except UnknownKey as error:
                self._unknown(typed, statement.source, error.nearest)
                continue
            self.tallies[UNKNOWN_KEY].add(Verdict.AGREES)
            net = self.leaves.of(figure)
            derived = net_of.value(net) if net is not None else _derived_value(figure)
            if not figure.overridden or derived is None or figure.value is None or self.leaves.doubtful(figure):
                self.tallies[code].add(Verdict.UNKNOWN)
                continue
            if figure.value == derived:
                self.confirmed.update(net or ())
                self.tallies[code].add(Verdict.AGREES)
                continue
            name = "核定数" if typed in self.book.loaded.data.approved else "合计"
            gap = self._gap(code, name, figure, figure.value, derived, net or {}, statement.source)
            self.record(replace(gap, alone=figure.key in alone))

    def _gap(
        self,
        code: str,
        name: str,
        figure: Figure,
        stated: Decimal,
        derived: Decimal,
        net: SignedLeaves,
        source: Source | None,
    ) -> Gap:
        own = (
            HALF_UNIT * Decimal("0.01")
            if figure.unit == WAN and (self.book.loaded.data.money_unit == "万元" or is_rough(stated, source))
            else Decimal(0)
        )
        numbers = (number(v, figure.unit) for v in (stated, derived, stated - derived))
        text = "{}「{}」写的是 {}，由各格相加得 {}，相差 {}".format(name, figure.key, *numbers)
        remedy = f"请对照批复的{self.book.edition.words.own}，改正录错的那一格；{name}抄错就改{name}"
        return Gap(
            code,
            figure.key,
            text,
            stated,
            derived,
            net_of.tolerance_of(net) + own,
            net,
            source,
            remedy,
            typed=True,
            unit=figure.unit,
        )

    def record(self, gap: Gap) -> None:
        """Enter a gap, to be folded later."""
        self.gaps.append(gap)
        tally = self.tallies[gap.code]
        tally.fail(gap.level)

    def _unknown(self, typed: str, source: Source | None, nearest: list[str]) -> None:
        if source and source.sheet:  # a workbook has totals that no report asks for
            return
        level = (
            Level.HINT if len(self.book.loaded.data.reports) > 1 else Level.ERROR
        )  # it may be a figure of the other report
        self.tallies[UNKNOWN_KEY].fail(level)
        remedy = f"是不是 {'、'.join(nearest)}？" if nearest else "请看 docs/data-format.md 的键"
        self.findings.append(Finding(UNKNOWN_KEY, level, f"核定数里的「{typed}」不是报告里的数", source, typed, remedy))

    def _codes(self) -> dict[str, str]:
        """Keys of table cells -> the code of the formula that gives them."""
        result: dict[str, str] = {}
        for table in self.tables:
            for cell in table.cells():
                way = "rows" if cell.row_terms else "columns" if cell.column_terms else ""
                code = code_of(table.definition.checks, cell, way) if way else GENERAL_CODE
                if cell.figure is not None and code != GENERAL_CODE:
                    result.setdefault(cell.figure.key, code)
        return result


def beside_one_part(book: FigureBook, tables: tuple[LaidTable, ...]) -> set[str]:
    """The keys of figures that a table prints beside the one number that they are made of, and not alike."""
    found = set()
    for table in tables:
        cells = {c.address: c.figure for c in table.cells() if c.figure is not None and c.figure.certain}
        for cell in table.cells():
            whole = cells.get(cell.address)
            for terms in (cell.row_terms, cell.column_terms) if whole else ():
                parts = [sign * book.rounded(cells[name]) for sign, name in terms if name in cells]
                told = [part for part in parts if part]
                if whole and len(parts) == len(terms) and len(told) == 1 and told[0] != book.rounded(whole):
                    found.add(whole.key)
    return found


def _derived_value(figure: Figure) -> Decimal | None:
    return figure.derived.number if figure.derived.certain else None
