"""Table definitions -> the keys of their cells and the figures that they name.

A row and a column each add to a pick; `cell_key` is the address of what both pick. A row's `key`
names its figure in the leg's first amount column; in the others the column's pick is appended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reportgen.editions import Column, Leg, Row, RowGenerator, TableDefinition
from reportgen.editions.layers import EditionError
from reportgen.editions.table import Terms
from reportgen.editions.values import fill
from reportgen.figures.keys import UnknownKey
from reportgen.model import selection
from reportgen.model.schema import ledgers
from reportgen.model.terms import THREE_PUBLIC_COLUMNS

PROJECT = "{项目}"
"""Where the short name of a row's project stands in what a column picks."""
BY_FUND = {"三公": 2, "会议培训": 2}
"""Records that are stated by fund too, and how many parts follow where they are not."""
COLUMNS_OF_RECORDS = THREE_PUBLIC_COLUMNS
"""What a column may pick alone, where the rows pick the items of these records: 三公.公务接待费 and 决算数."""
SignedKeys = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class DefinedSum:
    """A figure that is a sum of others; `balances` must equal it."""

    key: str
    terms: SignedKeys
    balances: str | None = None


def is_record(key: str) -> bool:
    """Whether a key addresses a record rather than a pick."""
    return key.split(".", 1)[0] in ledgers()


def join_picks(row: str | selection.Selection | None, column: str | None, every: str = "") -> str | None:
    """Both picks, and what every cell picks, as one key;
    None when one of them picks nothing or they exclude each other.
    """
    if row is None or column is None:
        return None
    if isinstance(row, str) and row and is_record(row):
        return _of_fund(f"{row}.{column}" if column in COLUMNS_OF_RECORDS else row, every)
    if column and is_record(column):
        return _of_fund(column, every)
    both = _address(row) & _address(column)
    whole = both & _bare(every) if both else None
    return whole.key if whole else None


def _of_fund(key: str, every: str) -> str:
    """三公.公务接待费.决算数 in a table that picks 政府性基金: what that fund pays of it."""
    ledger, *parts = key.split(".")
    if every not in selection.FISCAL_FUNDS or ledger not in BY_FUND or len(parts) != BY_FUND[ledger]:
        return key
    return ".".join([ledger, *parts[:-1], every, parts[-1]])


def _bare(every: str) -> selection.Selection:
    """What every cell picks, without the 支出 that a 口径 implies where nothing else is said: rows of 收入 pick it too."""
    found = _address(every)
    named = found[selection.DIRECTION] or frozenset()
    return (
        found
        if named & set(every.split("."))
        else selection.Selection(tuple((d, m) for d, m in found.dims if d != selection.DIRECTION))
    )


def _address(pick: str | selection.Selection) -> selection.Selection:
    if isinstance(pick, selection.Selection):
        return pick
    return selection.parse(pick) if pick else selection.Selection(())


def _alone(pick: str | selection.Selection, every: str) -> str | None:
    """The key of one pick and what every cell picks."""
    return join_picks(pick, "", every)


def cell_key(leg: Leg, row: Row, column: Column) -> str | None:
    """The key of the figure in a cell; None for a cell that can hold none."""
    if column.kind != "amount" or row.blank:
        return None
    if column.pick and PROJECT in column.pick:  # a row a project; the column's key is the figure of all
        return fill(column.pick, 项目=row.project) if row.project else column.key
    if row.key:
        if column.pick in COLUMNS_OF_RECORDS and is_record(row.key):
            return _of_fund(f"{row.key}.{column.pick}", leg.pick)
        first = next(c for c in leg.columns if c.kind == "amount")
        return row.key if column is first else f"{row.key}.{column.pick}"
    if column.key:
        return column.key
    pick = row.pick if column.pick is None and len([c for c in leg.columns if c.kind == "amount"]) == 1 else None
    if pick is not None:
        return _alone(pick, leg.pick)
    return join_picks(row.pick if row.pick is not None else "", column.pick, leg.pick)


def fixed_rows(generator: RowGenerator, subjects: Mapping[str, Any]) -> Iterator[Row]:
    """Rows of a list of the year that does not depend on the facts: 经济科目, or a list of codes with names such as 功能类."""
    if isinstance(listed := subjects.get(generator.each), list):
        for entry in listed:
            standard = (subjects["功能科目"].get(entry["code"]) or {}).get("name") or entry["name"]
            label = fill(generator.label, name=entry["name"], code=entry["code"], subject=standard)
            pick = fill(generator.pick, code=entry["code"])
            yield Row(entry["name"], label, pick, code=entry["code"], optional=generator.optional)
    elif generator.each == "经济科目":
        listed = subjects["经济科目"]
        for code in sorted(listed):
            if code[:3] in generator.of:
                children = (
                    tuple((1, listed[c]) for c in sorted(listed) if len(c) == 5 and c.startswith(code))
                    if len(code) == 3
                    else ()
                )
                yield Row(
                    name=listed[code],
                    label=listed[code],
                    pick=fill(generator.pick, code=code),
                    code=code,
                    indent=0 if len(code) == 3 else 1,
                    formula=children,
                    style="strong" if len(code) == 3 else "",
                    optional=generator.optional,
                )


def static_rows(leg: Leg, subjects: Mapping[str, Any]) -> Iterator[Row]:
    """The body rows of a leg that are the same whatever the facts."""
    for entry in leg.rows:
        if isinstance(entry, Row):
            yield entry
        elif not entry.dynamic:
            yield from fixed_rows(entry, subjects)


def expand_terms(terms: Terms, names: list[str]) -> SignedKeys:
    """Runs 'A..B' over the ordered names written out."""
    result: list[tuple[int, str]] = []
    for sign, name in terms:
        if ".." in name and name not in names:
            first, last = (part.strip() for part in name.split("..", 1))
            if lost := next((end for end in (first, last) if end not in names), ""):
                raise EditionError(f"公式「{name}」里的「{lost}」不是这张表的行、栏", words=lost)
            result.extend((sign, n) for n in names[names.index(first) : names.index(last) + 1])
        else:
            result.append((sign, name))
    return tuple(result)


def definitions(
    tables: tuple[TableDefinition, ...], subjects: Mapping[str, Any]
) -> tuple[dict[str, DefinedSum], dict[str, str]]:
    """Named sums of the tables, and the canonical picks that have a name of their own (收入 -> 本年收入合计)."""
    named: dict[str, DefinedSum] = {}
    aliases: dict[str, str] = {}
    for table in tables:
        with reading(table):
            for leg in table.legs:
                _refuse_unknown_columns(table, leg)
                _refuse_keyed_rows_without_picks(table, leg)
                _gather(leg, subjects, named, aliases)
        for foot in table.feet:
            if foot.row.key:
                named[foot.row.key] = DefinedSum(foot.row.key, foot.row.formula)
    return named, aliases


@contextmanager
def reading(table: TableDefinition) -> Iterator[None]:
    """While a table's definition is followed: a key in it that names nothing is the edition's. Raises EditionError."""
    try:
        yield
    except EditionError as error:
        if error.words and not error.key:
            raise EditionError(error.reason, file=f"tables/{table.id}.yaml", words=error.words) from error
        raise
    except selection.NotAnAddress as error:
        raise EditionError(
            f"表 {table.id} 的「pick」里有「{error.part}」，收支里没有这样的数",
            file=f"tables/{table.id}.yaml",
            words=error.part,
            look="；哪一行，reportgen editions --lint 会说",
        ) from error
    except UnknownKey as error:
        raise EditionError(
            f"表 {table.id} 里的「{error.key}」不是报告里的数",
            file=f"tables/{table.id}.yaml",
            words=error.key,
            look="；哪一行，reportgen editions --lint 会说",
        ) from error


def _refuse_unknown_columns(table: TableDefinition, leg: Leg) -> None:
    names = {column.name for column in leg.columns}
    for column in leg.columns:
        if lost := next((n for _, term in column.formula for n in term.split("..") if n not in names), None):
            why = f"表 {table.id}「{column.name}」的「sum」里有「{lost}」，没有这一栏"
            raise EditionError(why, file=f"tables/{table.id}.yaml", key=f"legs.{leg.name}.columns.{column.name}")


def _refuse_keyed_rows_without_picks(table: TableDefinition, leg: Leg) -> None:
    """A row's key names its figure in the first column; in another, that column's pick is what tells it apart."""
    others = [column.name for column in leg.columns if column.kind == "amount" and column.pick is None]
    first = next((column.name for column in leg.columns if column.kind == "amount"), "")
    keyed = next((row.name for row in (*leg.rows, *leg.foot) if isinstance(row, Row) and row.key), "")
    if keyed and (lost := next((name for name in others if name != first), "")):
        why = f"表 {table.id}「{keyed}」行有 key，「{lost}」栏只有 sum、没有 pick：这一格说不出是哪个数"
        raise EditionError(why, file=f"tables/{table.id}.yaml", key=f"legs.{leg.name}.columns.{lost}")


def _gather(leg: Leg, subjects: Mapping[str, Any], named: dict[str, DefinedSum], aliases: dict[str, str]) -> None:
    rows = [*static_rows(leg, subjects), *leg.foot]
    for row in rows:
        if row.key and row.pick is not None and (alias := _alone(row.pick, leg.pick)):
            aliases[alias] = row.key
    for row in rows:
        if row.key and row.pick is None:
            for definition in _row_definitions(leg, row, rows):
                named.setdefault(definition.key, definition)
    for definition in _column_definitions(leg):
        named.setdefault(definition.key, definition)


def _row_definitions(leg: Leg, row: Row, rows: list[Row]) -> Iterator[DefinedSum]:
    by_name = {r.name: r for r in rows if not r.blank}
    for n, column in enumerate(c for c in leg.columns if c.kind == "amount"):
        key = cell_key(leg, row, column)
        terms = tuple(
            (sign, part)
            for sign, name in expand_terms(row.formula, list(by_name))
            if (part := cell_key(leg, by_name[name], column) if name in by_name else name)
        )
        if key:
            yield DefinedSum(key, terms, row.balances if n == 0 else None)


def _column_definitions(leg: Leg) -> Iterator[DefinedSum]:
    amounts = [c for c in leg.columns if c.kind == "amount"]
    by_name = {c.name: c for c in amounts}
    for column in amounts:
        if column.key and column.formula:
            terms = tuple(
                (sign, (by_name[name].key or by_name[name].pick or "") if name in by_name else name)
                for sign, name in expand_terms(column.formula, list(by_name))
            )
            yield DefinedSum(column.key, terms)
