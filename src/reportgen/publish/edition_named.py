"""The edition that a publication says it was made with, where it is here as it was: what its check sheet asks, what
its tables and totals are made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen.editions import Edition, EditionError, Leg, Row, load_edition
from reportgen.editions.checksheet import ChecksheetFile, SheetItem
from reportgen.editions.layers import read_as
from reportgen.editions.values import fill
from reportgen.figures.table_keys import definitions, expand_terms, static_rows
from reportgen.model.formula import spelled
from reportgen.publish.checksheet import FILE
from reportgen.publish.dictionary import table_lines
from reportgen.publish.tables import PrintedTable
from reportgen.workspace.output import edition_told

_ASKED = (FILE, "edition.yaml", "figures.yaml", "terms.yaml")


@dataclass(frozen=True)
class SheetLine:
    """What a line of the check sheet asks: of which figures, which may be called by words of their own, at which
    sections or table.
    """

    aspect: str
    item: str
    basis: str
    keys: tuple[str, ...]
    words: tuple[str, ...]
    sections: tuple[str, ...]
    table: PrintedTable | None = None
    may_lack: bool = False
    """Whether it may say 不适用 with no word more: its table has nothing."""


def edition_named(manifest: Mapping[str, Any], place: Path) -> Edition | None:
    """The edition of this name, found from a place; None where it is missing or has changed since."""
    told = manifest.get("版式")
    if not isinstance(told, dict) or not isinstance(told.get("文件"), dict):
        return None
    try:
        edition = load_edition(str(manifest.get("报告")), str(told.get("名称")), place)
        here = edition_told(edition)
    except (EditionError, OSError):
        return None
    wanted = [file for file in here["文件"] if file in _ASKED or file.startswith("tables/")]
    same = all(here["文件"][file] == told["文件"].get(file) for file in wanted)
    return edition if same and here["科目表"] == told.get("科目表") else None


def sheet_asks(edition: Edition, tables: tuple[PrintedTable, ...]) -> tuple[str, list[SheetLine]]:
    """The title of the check sheet and all its lines, in order."""
    asked = read_as(ChecksheetFile, edition.layered(FILE), FILE)
    lines = []
    for group in asked.aspects:
        for entry in group.items:
            sections = tuple(f"{part.id}-{entry.section}" for part in edition.parts if entry.section)
            for item, table in _items(edition, entry, tables):
                keys = (*entry.states, *entry.tells)
                if table:
                    keys = tuple((entry.tables or {}).get(table.id.removeprefix("t-"), ()))
                words = tuple(asked.words.get(key, "") for key in keys)
                lines.append(
                    SheetLine(group.aspect, item, entry.basis, keys, words, sections, table, entry.codes is not None)
                )
    return asked.title, lines


def _items(
    edition: Edition, entry: SheetItem, tables: tuple[PrintedTable, ...]
) -> Iterator[tuple[str, PrintedTable | None]]:
    if entry.tables is None:
        yield entry.item, None
        return
    titles = {f"t-{definition.id}": definition.title for definition in edition.tables}
    for table in tables:
        title = titles.get(table.id, table.title)
        yield fill(entry.item, table=title, label=table.label or f"《{title}》"), table


def totals_of(edition: Edition) -> dict[str, str]:
    """The formulas of the totals that the tables name, by their keys."""
    named, _ = definitions(edition.tables, edition.subjects)
    return {key: spelled(one.terms) for key, one in named.items() if one.terms}


def lines_of_tables(
    edition: Edition, tables: tuple[PrintedTable, ...], told: Mapping[str, set[str]]
) -> Iterator[tuple[str, ...]]:
    """What the dictionary says of the tables; told: the names of columns that it has of each file."""
    meanings = {term.term: term.text for term in edition.terms}
    legs = {f"t-{definition.id}": definition.legs for definition in edition.tables}
    for table in tables:
        printed = {cell.text.replace("　", "") for row in table.rows for cell in row}
        kept = [_printed(edition, leg, told.get(table.file, set()), printed) for leg in legs.get(table.id, ())]
        yield from table_lines(table, kept, meanings)


def _printed(edition: Edition, leg: Leg, columns: set[str], labels: set[str]) -> Leg:
    """A leg without the optional columns and rows that are not printed."""
    gone = {column.name for column in leg.columns if column.optional and column.name not in columns}
    kept = tuple(
        replace(column, formula=tuple(term for term in column.formula if term[1] not in gone))
        for column in leg.columns
        if column.name not in gone
    )
    if not any(entry.optional for entry in (*leg.rows, *leg.foot)):
        return replace(leg, columns=kept)
    rows = [*static_rows(leg, edition.subjects), *leg.foot]
    names = [row.name for row in rows if row.name]
    empty = {row.name for row in rows if row.optional and not any(_of(row, label) for label in labels)}

    def without(row: Row) -> Row:
        terms = expand_terms(row.formula, names)
        return replace(row, formula=tuple((sign, name) for sign, name in terms if name not in empty))

    own = [row for row in leg.rows if isinstance(row, Row)]
    rows_kept = tuple(without(row) for row in own if row.name not in empty)
    return replace(leg, columns=kept, rows=rows_kept, foot=tuple(map(without, leg.foot)))


def _of(row: Row, label: str) -> bool:
    """Whether a printed label is that of a row, whatever its number in the list."""
    return label == row.label.replace("　", "") or label.partition("、")[2] == row.label.rpartition("、")[2]
