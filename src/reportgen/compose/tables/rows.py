"""A leg and the facts -> its rows, and which of a table's columns have something:
what a definition leaves to the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from reportgen.editions import Column, Leg, Row, RowGenerator, TableDefinition
from reportgen.editions.numbering import chinese_ordinal
from reportgen.editions.table import ORDINAL
from reportgen.figures import FigureBook
from reportgen.figures.table_keys import cell_key, expand_terms, fixed_rows, is_record, join_picks, static_rows
from reportgen.model import selection
from reportgen.model.organization import Unit
from reportgen.model.selection import ECONOMIC, PROJECT_NAME, SUBJECT, UNIT, Selection

CODES = {"科目": (SUBJECT, (3, 5, 7)), "用到的经济科目": (ECONOMIC, (3, 5))}
"""What a generator lists by code: the dimension, and the lengths of the codes from coarse to fine."""
PROJECTS = ("项目", "预算项目")
DEPARTMENT = "部门"
"""The name of the row of the whole department above its units."""


def rows_of(book: FigureBook, leg: Leg) -> list[Row]:
    """The body rows of a leg, those that the facts give among them."""
    rows: list[Row] = []
    for entry in leg.rows:
        if isinstance(entry, Row):
            rows.append(entry)
        elif entry.each in CODES:
            rows.extend(_by_code(book, leg, entry))
        elif entry.each in PROJECTS:
            rows.extend(_by_project(book, entry))
        elif entry.each == "单位":
            rows.extend(_by_unit(book, leg, entry))
        else:
            rows.extend(static_rows(replace(leg, rows=(entry,)), book.edition.subjects))
    return rows


def with_what_there_is(book: FigureBook, definition: TableDefinition) -> TableDefinition:
    """The definition without the optional columns and rows that have nothing."""
    return replace(definition, legs=tuple(_leg(book, leg) for leg in definition.legs))


def _leg(book: FigureBook, leg: Leg) -> Leg:
    entries = (*leg.rows, *leg.foot)
    if not any(entry.optional for entry in entries) and not any(column.optional for column in leg.columns):
        return leg
    listed = tuple(_written_out(book, leg.rows))
    named = [row for row in (*listed, *leg.foot) if isinstance(row, Row)]
    names = [row.name for row in named if row.name]
    empty = {row.name for row in named if row.optional and _nothing(book, leg, row)}

    def kept(rows: Iterable[Row | RowGenerator]) -> Iterator[Row | RowGenerator]:
        for row in rows:
            if isinstance(row, RowGenerator):
                yield row
            elif row.name not in empty or not row.name:
                terms = expand_terms(row.formula, names)
                yield replace(row, formula=tuple((sign, name) for sign, name in terms if name not in empty))

    foot = tuple(row for row in kept(leg.foot) if isinstance(row, Row))
    return replace(leg, columns=tuple(_columns(book, leg)), rows=tuple(kept(listed)), foot=foot)


def _written_out(book: FigureBook, rows: Iterable[Row | RowGenerator]) -> Iterator[Row | RowGenerator]:
    """The rows of a list of the year one by one, where each may be left out."""
    for entry in rows:
        if isinstance(entry, RowGenerator) and entry.optional and not entry.dynamic:
            yield from fixed_rows(entry, book.edition.subjects)
        else:
            yield entry


def numbered(rows: Iterable[Row]) -> list[Row]:
    """The rows as they are printed, with 一、二、三 … where their labels ask for it."""
    numbers = count(1)
    return [
        replace(row, label=row.label.replace(ORDINAL, chinese_ordinal(next(numbers)))) if ORDINAL in row.label else row
        for row in rows
    ]


def _columns(book: FigureBook, leg: Leg) -> Iterable[Column]:
    empty = {column.name for column in leg.columns if column.optional and _empty(book, leg, column)}
    for column in leg.columns:
        if column.name not in empty:
            yield replace(column, formula=tuple((sign, name) for sign, name in column.formula if name not in empty))


def _empty(book: FigureBook, leg: Leg, column: Column) -> bool:
    whole = next((e.pick for e in leg.rows if isinstance(e, RowGenerator) and e.dynamic), "")
    return _zero(book, join_picks(whole, column.pick or "", leg.pick))


def _nothing(book: FigureBook, leg: Leg, row: Row) -> bool:
    """Whether every cell of a row would be empty."""
    return all(_zero(book, cell_key(leg, row, column)) for column in leg.columns if column.kind == "amount")


def _zero(book: FigureBook, key: str | None) -> bool:
    return key is None or book.resolve(key).zero


def _picks(leg: Leg, generator: RowGenerator) -> list[Selection]:
    """What the columns pick of what the rows pick."""
    columns = [c.pick for c in leg.columns if c.kind == "amount" and c.pick and not is_record(c.pick)]
    keys = [join_picks("", column, leg.pick) for column in columns] or [join_picks(generator.pick, "", leg.pick)]
    return [selection.parse(key) if key else Selection(()) for key in keys if key is not None]


def _codes(book: FigureBook, picks: Iterable[Selection], dim: str) -> set[str]:
    """The finest codes of every fact that is not 0 and that is picked."""
    listed = list(picks)
    facts = (fact for pick in listed for fact in book.ledger.facts_in(pick) if fact.value != 0)
    return {code for fact in facts if (code := dict(fact.dims).get(dim))} or _approved_codes(book, listed, dim)


def _approved_codes(book: FigureBook, picks: list[Selection], dim: str) -> set[str]:
    """The codes of 核定数, where no fact says any: a workbook that splits its money by 经济科目 alone."""
    said = [book.selection_of(key) for key, statement in book.approved.items() if statement.value]
    met = [one for one in said if one and one[dim] and any(_within(one, pick) for pick in picks)]
    return {code for one in met for code in one[dim] or () if len(one[dim] or ()) == 1}


def _within(one: Selection, pick: Selection) -> bool:
    """Whether all that one picks is picked by the other."""
    return (one & pick) == one


def _by_code(book: FigureBook, leg: Leg, generator: RowGenerator) -> list[Row]:
    """类, 款 and 项 of every fact that is not 0 and that a column picks, and their 合计."""
    dim, all_sizes = CODES[generator.each]
    sizes = [size for size in all_sizes if not generator.digits or size in generator.digits]
    finest = _codes(book, _picks(leg, generator), dim)
    ordered = sorted({code[:n] for code in finest for n in sizes if n <= len(code)})
    prefix = f"{generator.pick}." if generator.pick else ""
    rows = []
    for code in ordered:
        below = next((n for n in sizes if n > len(code)), 0)
        children = tuple((1, c) for c in ordered if len(c) == below and c.startswith(code))
        rows.append(
            Row(
                name=code,
                label=book.subject_name(code),
                pick=f"{prefix}{code}",
                formula=children,
                code=code,
                indent=sizes.index(len(code)) if generator.level_indent else 0,
                style="group" if len(code) == 3 and len(sizes) > 1 else "",
            )
        )
    tops = tuple((1, c) for c in ordered if len(c) == sizes[0])
    return _with_total(generator, Row("合计", generator.total_label, generator.pick, tops, style="total"), rows)


def _with_total(generator: RowGenerator, total: Row, rows: list[Row]) -> list[Row]:
    """The rows with their 合计 where the form has it."""
    body = rows or [Row("", "", blank=True)] * generator.empty_lines
    return {"first": [total, *body], "last": [*body, total]}.get(generator.total, body)


def _by_project(book: FigureBook, generator: RowGenerator) -> list[Row]:
    """A row a project, in the order of the data, and their 合计."""
    data = book.loaded.data
    if generator.each == "项目":
        rows = [
            Row(p.name, p.full_name, code="、".join(p.subjects), project=p.name, pick=generator.pick or None)
            for p in data.projects
        ]
    else:
        whole = selection.parse(generator.pick) if generator.pick else Selection(())
        rows = [
            Row(p.name, p.full_name, selection.make({**dict(whole.dims), PROJECT_NAME: frozenset({p.name})}))
            for p in (data.budget.projects if data.budget else ())
        ]
    total = Row("合计", generator.total_label, generator.pick, tuple((1, row.name) for row in rows), style="total")
    return _with_total(generator, total, rows)


def _by_unit(book: FigureBook, leg: Leg, generator: RowGenerator) -> list[Row]:
    """合计, the department, its units, and below each unit its 项; or, flat, 合计 and all 项 with their units."""
    whole = selection.parse(generator.pick) if generator.pick else Selection(())
    data, own = book.loaded.data, _named_units(book)
    below = {unit.name: _items(book, leg, generator, whole, unit.name) if generator.below else [] for unit in own}
    if generator.flat:
        items = [row for rows in below.values() for row in rows]
        total = Row("合计", generator.total_label, whole, tuple((1, row.name) for row in items), style="total")
        return _with_total(generator, total, items)
    units = tuple((1, unit.name) for unit in own)
    rows = []
    rows.append(Row(DEPARTMENT, data.department.full_name, whole, units, code=data.department.code, style="group"))
    for unit in own:
        items = below[unit.name]
        rows.append(
            Row(
                unit.name,
                unit.full_name,
                _of_unit(whole, unit.name),
                tuple((1, row.name) for row in items),
                code=unit.code,
                style="group",
                unit=unit.name,
            )
        )
        rows.extend(items)
    return _with_total(generator, Row("合计", generator.total_label, whole, ((1, DEPARTMENT),), style="total"), rows)


def _named_units(book: FigureBook) -> list[Unit]:
    """The units that a key can name; one whose name means something else, like 2080101 or 支出, is told (D018)."""
    picks = ((unit, book.selection_of(unit.name)) for unit in book.loaded.data.units)
    return [unit for unit, pick in picks if pick and pick[UNIT]]


def _items(book: FigureBook, leg: Leg, generator: RowGenerator, whole: Selection, unit: str) -> list[Row]:
    picks = [pick & _of_unit(whole, unit) for pick in _picks(leg, generator)]
    codes = sorted(_codes(book, (pick for pick in picks if pick), SUBJECT))
    made = ((code, selection.make({**dict(_of_unit(whole, unit).dims), SUBJECT: frozenset({code})})) for code in codes)
    return [Row(f"{unit}.{code}", book.subject_name(code), pick, code=code, indent=1, unit=unit) for code, pick in made]


def _of_unit(pick: Selection, unit: str) -> Selection:
    return selection.make({**dict(pick.dims), UNIT: frozenset({unit})})
