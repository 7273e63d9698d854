"""Rows and mappings whose cells or keys are codes of 科目 or short names -> the same as they were meant, and slips."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace

from reportgen.load.blanks import COLUMNS as NAME_COLUMNS
from reportgen.load.blanks import blank_typo
from reportgen.load.codes import code_typo, key_typo
from reportgen.load.nodes import Mapping, Node, Text
from reportgen.model.cell_words import CellTypo
from reportgen.model.field import Table
from reportgen.model.schema import Path, table_at, term_at
from reportgen.model.selection import ECONOMIC
from reportgen.model.terms import PROJECTS, SUBJECT_HEADS

COLUMNS = (*SUBJECT_HEADS, ECONOMIC, f"{ECONOMIC}编码", "经济分类", "经济分类编码")
"""Heads of columns in which codes stand."""
_CODED, _EITHER, _DOTTED = (
    ("subject", "economic", "code"),
    "subject or project",
    ("figure", "last year's figure", "fund"),
)
_LEDGERS = ("经济.", "执行经济.")


@dataclass(frozen=True)
class CodeSlip:
    """A code written otherwise: what is unusual about it, and the text where it stands."""

    typo: CellTypo
    at: Text


def coded_row(row: Mapping, table: Table | None, path: Path) -> tuple[Mapping, list[CodeSlip]]:
    """A row of a table at a path, the cells of its code columns read as codes, short names without blanks inside."""
    by_subject = table is not None and table.names_rows[:1] == SUBJECT_HEADS[:1] and table.cells == "amount"
    named = any(head in COLUMNS for head in row.entries)
    slips: list[CodeSlip] = []
    entries = dict(row.entries)
    for number, (head, cell) in enumerate(row.entries.items()):
        coded = head in COLUMNS or (by_subject and not named and not number)
        if not isinstance(cell, Text):
            continue
        typo = code_typo(cell.value, several=path[:1] == (PROJECTS,)) if coded else None
        typo = typo or (blank_typo(cell.value) if head in NAME_COLUMNS else None)
        if typo:
            entries[head] = replace(cell, value=typo.meant or cell.value)
            slips.append(CodeSlip(typo, cell))
    return (replace(row, entries=entries) if slips else row), slips


def coded_keys(
    node: Mapping, path: Path, projects: Callable[[], Container[str]]
) -> tuple[Mapping, list[CodeSlip], list[tuple[str, str]]]:
    """A mapping at a path with its keys as codes, the slips, and each key that is then one of those before it."""
    read = _reader(path)
    slips: list[CodeSlip] = []
    twice: list[tuple[str, str]] = []
    entries: dict[str, Node] = {}
    places = {}
    typed: dict[str, str] = {}
    for key, child in node.entries.items():
        typo = (read(key) if read else None) or (blank_typo(key) if term_at(path).keys.of else None)
        if typo and term_at(path).keys.of == _EITHER and key in projects():
            typo = None
        name = typo.meant or key if typo else key
        if typo:
            slips.append(CodeSlip(typo, Text(key, node.key_sources[key])))
        if name in entries:
            twice.append((key, typed[name]))
            continue
        entries[name], places[name], typed[name] = child, node.key_sources[key], key
    return (replace(node, entries=entries, key_sources=places) if slips else node), slips, twice


def _reader(path: Path) -> Callable[[str], CellTypo | None] | None:
    """How the keys of a mapping are read; None where they are no codes."""
    term, table = term_at(path), table_at(path)
    if term.keys.of in (*_CODED, _EITHER) or term.key.startswith(_LEDGERS) or any(map(str.isdigit, term.keys.names)):
        return code_typo
    if table and table.names_rows[:1] == SUBJECT_HEADS[:1] and table.cells == "amount":
        return code_typo
    return key_typo if term.keys.of in _DOTTED else None


def names_in(rows: Iterator[Node], column: str) -> frozenset[str]:
    """The texts of a column."""
    cells = (row.entries.get(column) for row in rows if isinstance(row, Mapping))
    return frozenset(cell.value.strip() for cell in cells if isinstance(cell, Text))
