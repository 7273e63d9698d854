"""Figures by key -> the top-level keys of the data with their nodes, as a person would have typed them.

Where a figure goes is said by its key alone: what selects from the ledger goes into the tables by 科目, a record to the
field of the model that gives such a key, a total to 核定数. No reader of workbooks knows a kind of report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.load.nodes import CELL, Node, Sequence, Text
from reportgen.load.nodes import Mapping as Nodes
from reportgen.load.workbook.given import Given, canonical
from reportgen.load.workbook.ledger import ByCode, StatedLedger
from reportgen.load.workbook.records import place_of
from reportgen.model.field import TOTAL
from reportgen.model.finding import Source
from reportgen.model.schema import path_of
from reportgen.model.selection import FULL_BUDGET, INITIAL_BUDGET
from reportgen.model.terms import THREE_PUBLIC_COLUMNS

(APPROVED,), (LAST_YEAR,), (SUBJECTS,) = path_of("approved"), path_of("last_year"), path_of("subjects")
LAST, THREE = "上年.", "三公"
BUDGET_COLUMN, FINAL_COLUMN = THREE_PUBLIC_COLUMNS
CODE = "科目"


@dataclass
class Entries:
    """Top-level keys with their nodes; nowhere: figures for which the data have no place; used: how many went in."""

    nodes: dict[str, Node] = field(default_factory=dict)
    nowhere: list[Given] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    keys: dict[int, str] = field(default_factory=dict)
    """The key of the figure that a node says, by the node."""

    def text(self, one: Given, money_unit: str) -> Text:
        """A figure as a node that is known by its key."""
        node = one.text(money_unit)
        self.keys[id(node)] = one.key
        return node

    @property
    def sources(self) -> dict[str, Source]:
        """Where each key begins."""
        return {key: node.source for key, node in self.nodes.items()}


def entries_of(
    given: Iterable[Given], money_unit: str, names: Mapping[str, tuple[str, Source]], stage: str = ""
) -> Entries:
    """All figures in their places. names: codes that the year's list lacks, with their names; stage: which budget 三公
    are compared with, where somebody said it.
    """
    made, ledger = Entries(given=list(given)), StatedLedger()
    records: dict[tuple[str, ...], Given] = {}
    stated: dict[str, Given] = {}
    last: dict[str, Given] = {}
    for key, one in _of_stage(made.given, stage, made):
        if key.startswith(LAST):
            last.setdefault(key.removeprefix(LAST), one)
        elif one.control:
            stated.setdefault(key, one)
        elif ledger.takes(key, one):
            continue
        elif place := place_of(key):
            records.setdefault(place, one)
        elif f".{TOTAL}" in key:
            stated.setdefault(key, one)
        else:
            made.nowhere.append(one)
    ledger.settle(stated)
    _put_ledger(made, ledger, money_unit)
    for path, one in records.items():
        _put(made.nodes, path, made.text(one, money_unit))
    for name, figures in ((APPROVED, stated), (LAST_YEAR, last)):
        if figures:
            made.nodes[name] = _mapping({key: made.text(one, money_unit) for key, one in figures.items()})
    for code, (name, source) in names.items():
        _put(made.nodes, (SUBJECTS, code, path_of("subjects", "name")[-1]), Text(name, source, style=CELL))
    return made


def _of_stage(given: list[Given], stage: str, made: Entries) -> Iterator[tuple[str, Given]]:
    """Figures with their keys; of two budgets of 三公 the one that the table has becomes its 预算数."""
    three = {one.key.split(".")[-1]: one for one in given if one.key.startswith(f"{THREE}.")}
    final = FINAL_COLUMN in three
    if final and not stage:
        stage = next((one for one in (FULL_BUDGET, INITIAL_BUDGET) if one in three), "")
        if stage:
            _put(made.nodes, path_of("three_public", "budget"), Text(stage, three[stage].source, style=CELL))
    for one in given:
        key = canonical(one.key)
        if final and key.startswith(f"{THREE}.") and key.endswith((FULL_BUDGET, INITIAL_BUDGET)):
            head, _, last = key.rpartition(".")
            if last == stage:
                yield f"{head}.{BUDGET_COLUMN}", one
        else:
            yield key, one


def _put_ledger(made: Entries, ledger: StatedLedger, money_unit: str) -> None:
    for name, table in ledger.tables.items():
        if table.rows:
            made.nodes[name] = _rows(made, table, money_unit)
    if ledger.income.rows:
        top, name = path_of("budget", "income")
        rows = _rows(made, ledger.income, money_unit)
        made.nodes[top] = Nodes({name: rows}, {name: rows.source}, rows.source)
    for name, figures in ledger.mappings.items():
        if figures:
            made.nodes[name] = _mapping({key: made.text(one, money_unit) for key, one in figures.items()})
    for name, one in ledger.scalars.items():
        made.nodes[name] = made.text(one, money_unit)


def _rows(made: Entries, table: ByCode, money_unit: str) -> Sequence:
    """A row for each code, with the cells of which something was said; a column that must be there has a dash."""
    columns = table.columns()
    empty = [c for c in table.always if not any(c in cells for cells in table.rows.values())]
    items: list[Node] = []
    for code in sorted(table.rows):
        cells = table.rows[code]
        place = next(iter(cells.values())).source
        row: dict[str, Node] = {CODE: Text(code, place, style=CELL)}
        row |= {column: made.text(cells[column], money_unit) for column in columns if column in cells}
        row |= {column: Text("-", place, style=CELL) for column in empty if not items}
        items.append(Nodes(row, {name: node.source for name, node in row.items()}, place))
    return Sequence(tuple(items), items[0].source)


def _mapping(entries: Mapping[str, Node]) -> Nodes:
    nodes = dict(entries)
    return Nodes(nodes, {key: node.source for key, node in nodes.items()}, next(iter(nodes.values())).source)


def _put(nodes: dict[str, Node], path: tuple[str, ...], leaf: Text) -> None:
    """A leaf at a path, through mappings and the named rows of tables (a part 栏=名 chooses the row)."""
    name, *rest = path
    if not rest:
        nodes[name] = leaf
        return
    if "=" in rest[0]:
        column, _, row = rest[0].partition("=")
        there = nodes.get(name)
        items = list(there.items) if isinstance(there, Sequence) else []
        found = next((n for n in items if isinstance(n, Nodes) and _named(n, column) == row), None)
        if found is None:
            found = Nodes({column: Text(row, leaf.source, style=CELL)}, {column: leaf.source}, leaf.source)
            items.append(found)
        _put(found.entries, tuple(rest[1:]), leaf)
        found.key_sources[rest[1]] = leaf.source
        nodes[name] = Sequence(tuple(items), items[0].source)
        return
    below = nodes.get(name)
    if not isinstance(below, Nodes):
        below = nodes[name] = Nodes({}, {}, leaf.source)
    _put(below.entries, tuple(rest), leaf)
    below.key_sources.setdefault(rest[0], leaf.source)


def _named(row: Nodes, column: str) -> str:
    cell = row.entries.get(column)
    return cell.value if isinstance(cell, Text) else ""
