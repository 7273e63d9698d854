"""The definition of one statutory table: legs side by side, columns, rows, formulas, notes.

From it come the printed table, its formula note, the check and the Excel formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportgen.editions.layers import EditionError
from reportgen.editions.settings import EditionSettings
from reportgen.editions.written import (
    ColumnDefinition,
    FootDefinition,
    HeadLine,
    LegDefinition,
    RowDefinition,
    RuleDefinition,
    SplitColumn,
    TableFile,
)
from reportgen.model.selection import Selection

Terms = tuple[tuple[int, str], ...]
"""A formula: signed names of rows or columns; a name "A..B" is the run from A to B."""


@dataclass(frozen=True)
class Column:
    """A column: label, line (行次), code, amount, or the code or name of a row's unit. `heads` are its headings,
    outermost first.

    number: the 栏次 that the form gives it, where these have gaps; optional: only printed when it has something;
    level: the one level of a code (类, 款, 项) that a column of codes prints; split: the columns by level that an edition
    may print instead.
    """

    name: str
    kind: str
    heads: tuple[str, ...]
    width: float
    pick: str | None = None
    formula: Terms = ()
    key: str | None = None
    number: int = 0
    optional: bool = False
    level: str = ""
    split: SplitColumn | None = None


ORDINAL = "{ordinal}"
"""Where the number of a row stands in its label: 一, 二 … as the rows are printed."""
PICKED = '这些行挑哪些数，如 pick: 支出；各栏写的已经是完整的键就写 pick: ""'


@dataclass(frozen=True)
class Row:
    """A row by name; blank rows have none. `pick` adds to the column's; `key` names its figure.

    unit: the short name of the unit that it is of, in a table that names units; optional: only printed when it has
    something; project: the short name of the project that it is of.
    """

    name: str
    label: str
    pick: str | Selection | None = None
    formula: Terms = ()
    key: str | None = None
    balances: str | None = None
    style: str = ""
    indent: int = 0
    code: str = ""
    blank: bool = False
    unit: str = ""
    optional: bool = False
    project: str = ""


@dataclass(frozen=True)
class RowGenerator:
    """Rows made from lists: a list of the year (功能类, 经济科目), or what the facts have that the columns pick, or the
    projects.

    each: 科目 (类款项), 用到的经济科目 (类款), or 单位 (all, the department, each unit); below: 科目 gives every unit the rows
    of its 项; flat: only these, without the rows of units; total: where the 合计 of its rows stands (first, last,
    none); digits: the lengths of the codes that have a row; optional: only rows that have something; empty_lines: blank
    rows where there is none; level_indent: names are set in by their level.
    """

    each: str
    pick: str
    of: tuple[str, ...] = ()
    label: str = "{name}"
    below: str = ""
    flat: bool = False
    total: str = "first"
    digits: tuple[int, ...] = ()
    optional: bool = False
    empty_lines: int = 0
    total_label: str = "合　计"
    level_indent: bool = True

    @property
    def dynamic(self) -> bool:
        """Whether its rows depend on the facts."""
        return self.each in BY_FACTS


BY_FACTS = ("科目", "用到的经济科目", "单位", "项目", "预算项目")


@dataclass(frozen=True)
class Leg:
    """One of the halves that stand side by side. `pick` is joined to what every row and column picks."""

    name: str
    head: str
    columns: tuple[Column, ...]
    rows: tuple[Row | RowGenerator, ...]
    foot: tuple[Row, ...]
    pick: str = ""


@dataclass(frozen=True)
class FootCell:
    """A cell below all legs that spans some of them (人员经费合计 | 公用经费合计)."""

    row: Row
    legs: tuple[int, ...]


@dataclass(frozen=True)
class TableDefinition:
    """One table of an edition. unit: of its amounts (万元, 千元, 元); zeros: print them; wide_totals: the name of a
    total spans the columns of codes; least: the rows that there are at least, blank ones before a total.
    """

    id: str
    title: str
    landscape: bool
    legs: tuple[Leg, ...]
    feet: tuple[FootCell, ...]
    notes: tuple[str, ...]
    nil: str
    nil_when: tuple[str, ...]
    column_numbers: str
    column_head: str | tuple[str, ...]
    unit: str
    zeros: bool
    wide_totals: bool
    head_lines: tuple[HeadLine, ...]
    least: int = 0
    checks: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, RuleDefinition] = field(default_factory=dict)

    def keyed(self) -> Iterator[tuple[Leg, Row]]:
        """Rows that give a figure its name."""
        for leg in self.legs:
            for row in (*leg.rows, *leg.foot):
                if isinstance(row, Row) and row.key:
                    yield leg, row


def table_from(ident: str, written: TableFile, settings: EditionSettings) -> TableDefinition:
    """A table as it is written, in an edition with these settings -> its definition. Raises EditionError."""
    head = written.column_head
    if not written.legs:
        raise _incomplete(ident, "legs 是空的", "legs")
    return TableDefinition(
        id=ident,
        title=written.title,
        landscape=written.page == "landscape",
        legs=tuple(_leg(ident, leg, written.pick, settings.split_codes) for leg in written.legs),
        feet=tuple(FootCell(_foot(cell), tuple(cell.legs)) for cell in written.feet),
        notes=tuple(written.notes) if settings.table_notes else (),
        nil=written.nil if settings.nil_notes else "",
        nil_when=tuple(written.nil_when),
        column_numbers=written.column_numbers or "",
        column_head=tuple(head) if isinstance(head, list) else head,
        unit=written.unit or settings.money_unit,
        zeros=_zeros(ident, written, settings),
        wide_totals=settings.wide_totals if written.wide_totals is None else written.wide_totals,
        head_lines=tuple(settings.head_lines if written.head_lines is None else written.head_lines),
        least=written.least,
        checks=written.checks,
        rules=written.rules,
    )


def _zeros(ident: str, written: TableFile, settings: EditionSettings) -> bool:
    """Whether this table prints its zeros."""
    if written.zeros is not None:
        return written.zeros
    return settings.zeros if isinstance(settings.zeros, bool) else ident in settings.zeros


def _leg(ident: str, written: LegDefinition, pick: str, split: bool) -> Leg:
    rows: list[Row | RowGenerator] = []
    at = f"legs.{written.name}"
    for number, entry in enumerate(written.rows):
        if entry.each is None:
            rows.append(_row(ident, entry, f"{at}.rows.{number}"))
        elif entry.pick is None:
            why = f"照{entry.each}生成的各行没有写「pick」：{PICKED}"
            raise _incomplete(ident, why, f"{at}.rows.{entry.name or number}")
        else:
            rows.append(_generator(entry, entry.each, entry.pick))
    columns = _columns(ident, written.columns, (), f"{at}.columns")
    levels = tuple(c for column in columns for c in _by_level(column, split))
    if not levels:
        raise _incomplete(ident, "一栏也没有", f"{at}.columns")
    if lost := next((c.name for c in levels if _without_total(rows, c)), ""):
        why = f"「{lost}」栏没有写「key」（如 项目.合计.执行数），合计一行没有数；不印合计写 total: none"
        raise _incomplete(ident, why, f"{at}.columns.{lost}")
    return Leg(
        name=written.name,
        head=written.head,
        columns=levels,
        rows=tuple(rows),
        foot=tuple(_row(ident, entry, f"{at}.foot.{number}") for number, entry in enumerate(written.foot)),
        pick=pick if written.pick is None else written.pick,
    )


def _by_level(column: Column, split: bool) -> Iterator[Column]:
    """The column, or where codes are split, one for each level."""
    if column.split is None or not split:
        yield column
        return
    heads = (*column.heads[:-1], column.split.head or column.heads[-1])
    width = column.width / len(column.split.levels)
    for level in column.split.levels:
        yield replace(column, name=f"{column.name}{level}", heads=(*heads, level), width=width, level=level, split=None)


def _without_total(rows: list[Row | RowGenerator], column: Column) -> bool:
    """Whether the 合计 of a row a project would be empty in a column, whose figure of all projects has no name."""
    summed = any(isinstance(row, RowGenerator) and row.each == "项目" and row.total != "none" for row in rows)
    return summed and "{项目}" in (column.pick or "") and not column.key


def _columns(ident: str, written: list[ColumnDefinition], above: tuple[str, ...], at: str) -> Iterator[Column]:
    for number, entry in enumerate(written):
        heads = (*above, entry.name if entry.head is None else entry.head)
        if entry.columns is not None:
            yield from _columns(ident, entry.columns, heads, f"{at}.{number}.columns")
        elif not entry.name:
            raise _incomplete(ident, "有一栏没有写「name」", f"{at}.{number}")
        else:
            yield Column(
                entry.name,
                entry.kind,
                heads,
                float(entry.width),
                entry.pick,
                _terms(entry.formula),
                entry.key,
                entry.number or 0,
                entry.optional,
                entry.level or "",
                entry.split,
            )


def _generator(written: RowDefinition, each: str, pick: str) -> RowGenerator:
    return RowGenerator(
        each,
        pick,
        of=tuple(written.of),
        label="{name}" if written.label is None else written.label,
        below=written.below or "",
        flat=written.flat,
        total=written.total,
        digits=tuple(written.digits),
        optional=written.optional,
        empty_lines=written.empty_lines,
        total_label=written.total_label,
        level_indent=written.level_indent,
    )


def _row(ident: str, written: RowDefinition, at: str) -> Row:
    style = written.style or ""
    if written.blank:
        return Row(name="", label=written.label or "", blank=True, style=style, indent=written.indent)
    if not written.name:
        raise _incomplete(ident, "有一行没有写「name」", at)
    label = written.name if written.label is None else written.label
    return Row(
        name=written.name,
        label=f"{ORDINAL}、{label}" if written.ordinal else label,
        pick=written.pick,
        formula=_terms(written.formula),
        key=written.key,
        balances=written.balances,
        style=style,
        indent=written.indent,
        code=written.code,
        optional=written.optional,
    )


def _foot(written: FootDefinition) -> Row:
    label = written.name if written.label is None else written.label
    return Row(written.name, label, formula=_terms(written.formula), key=written.key, style=written.style or "")


def _incomplete(ident: str, why: str, at: str) -> EditionError:
    return EditionError(f"表 {ident} 的定义不完整：{why}", file=f"tables/{ident}.yaml", key=at)


def _terms(raw: list[str]) -> Terms:
    return tuple((-1, term[1:].strip()) if term.startswith("-") else (1, term) for term in raw)
