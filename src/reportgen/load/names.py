"""Keys and columns that the model leaves open, and that have fixed names nevertheless -> findings for any other."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.load.plain import Lines
from reportgen.load.problems import renamed
from reportgen.model.amount import NOTHING, PENDING
from reportgen.model.field import NAME, Table
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.schema import EACH, Path, every_field, path_of
from reportgen.model.selection import SUBJECT, UNIT
from reportgen.model.terms import OTHERWISE_CALLED, subject_code


@dataclass(frozen=True)
class Named:
    """What was written, and where: its keys, its values, the lines of the files."""

    values: Mapping[str, Any]
    keys: Mapping[Path, Source]
    sources: Mapping[Path, Source]
    lines: Lines

    def of(self, table: str, *, column: str) -> frozenset[str]:
        """The names in a column of a table."""
        rows = self.values.get(table)
        return (
            frozenset(str(row.get(column, "")).strip() for row in rows if isinstance(row, dict))
            if isinstance(rows, list)
            else frozenset()
        )

    def units(self) -> frozenset[str]:
        """The short names of the units."""
        return self.of(*path_of("units"), column=UNIT)

    def projects(self) -> frozenset[str]:
        """The short names of the projects."""
        return self.of(*path_of("projects"), column=NAME)

    def mapping(self, *path: str) -> Mapping[str, Any]:
        """The mapping under a path; an empty one when there is none."""
        found: Any = self.values
        for part in path:
            found = found.get(part) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else {}

    def codes(self) -> frozenset[str]:
        """Every 科目 of 收支 and of the budgets, with those above it."""
        stated: list[str] = []
        for field in every_field():
            written = self.at(field.path)
            if field.term.table and field.term.table.heads:
                stated += _codes_of(written)
            elif field.term.refers == SUBJECT:
                stated += [code for code in written if isinstance(code, str)]
        return frozenset(code[:size] for code in stated for size in (3, 5, 7))

    def at(self, path: tuple[str, ...]) -> Any:
        """What stands at the path of a field; where it is a column, its cells."""
        if EACH not in path:
            found: Any = self.values
            for part in path:
                found = found.get(part) if isinstance(found, dict) else None
            return found
        rows = self.at(path[: path.index(EACH)])
        return [row.get(path[-1]) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    def unknown(
        self,
        path: Path,
        known: Iterable[str],
        where: str,
        level: Level = Level.ERROR,
        remedy: str = "",
        like: float = 0.5,
    ) -> Finding:
        """The finding for a name that stands at a path; `like`: how near the nearest must be to be proposed."""
        name, names, source = str(path[-1]), list(known), self.keys.get(path)
        proposed = OTHERWISE_CALLED.get(name, "")
        meant = proposed if proposed in names else next(iter(difflib.get_close_matches(name, names, 1, like)), "")
        remedy = (
            f"是不是「{meant}」？"
            if meant
            else remedy or f"可用的有：{'、'.join(names[:13])}；不用的请删去，要留着就写成注释"
        )
        corrected = renamed(name, meant, source, self.lines) if meant and (*path[:-1], meant) not in self.keys else ""
        return Finding(
            "L021",
            level,
            f"{where}不认识的「{name}」，写在这里的不会印出来",
            source,
            remedy=remedy,
            corrected=corrected,
        )


def unknown_names(named: Named) -> Iterator[Finding]:
    """Each name that nothing would read: what is written under it would be lost without a word."""
    for field in every_field():
        if EACH in field.path:
            continue
        keys, table = field.term.keys, field.term.table
        if keys.names:
            yield from _in(named, field.path, (*keys.names, *keys.also, *keys.totals))
        if table and table.columns:
            yield from _in_table(named, field.path, table)


def _in_table(named: Named, path: tuple[str, ...], table: Table) -> Iterator[Finding]:
    """The columns of an open table, or of each of several."""
    forms = named.mapping(*path)
    known = (*table.columns, *(name.format(form) for form in _forms(named, table, forms) for name in table.of_each))
    known = known if table.columns[0] in table.names_rows else (*table.names_rows, *known)
    tables: Mapping[Path, Any] = (
        {(*path, form): rows for form, rows in forms.items()} if table.each else {path: named.at(path)}
    )
    for place, rows in tables.items():
        yield from _in_rows(named, rows, place, known, table.rows)
    for place, rows in tables.items():
        yield from _other_words(named, rows, place, table.choices)


def _forms(named: Named, table: Table, forms: Mapping[str, Any]) -> Iterable[str]:
    return (*forms, *named.projects()) if table.of_each else ()


def _other_words(named: Named, rows: Any, path: Path, choices: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """A 方向 that is neither 正向 nor 反向: it would be taken for none."""
    for n, row in enumerate(rows if isinstance(rows, list) else ()):
        for head, words in choices.items():
            word = str(row.get(head, "")).strip() if isinstance(row, dict) else ""
            if word not in (*words, *NOTHING, PENDING):
                near = difflib.get_close_matches(word, words, 1, 0.5)
                remedy = f"是不是「{near[0]}」？" if near else "空着由程序看"
                place = named.sources.get((*path, n, head))
                yield Finding("L022", Level.ERROR, f"{head}「{word}」应为 {' 或 '.join(words)}", place, remedy=remedy)


def _in_rows(
    named: Named, rows: Any, path: Path, known: Iterable[str], firsts: Iterable[str] = ()
) -> Iterator[Finding]:
    """The columns of a table, at the first row that has them; a first column may be headed as one likes."""
    seen: set[str] = set()
    for n, row in enumerate(rows if isinstance(rows, list) else ()):
        if not isinstance(row, dict):
            continue
        heads = list(row)
        first = bool(heads) and str(row[heads[0]]).strip() in firsts
        for head in heads[1:] if first else heads:
            if head and head not in seen and head not in known:
                yield named.unknown((*path, n, head), known, f"「{'.'.join(map(str, path))}」的表头")
            seen.add(head)


def _in(named: Named, path: tuple[str, ...], known: Iterable[str]) -> Iterator[Finding]:
    for key in named.mapping(*path):
        if key not in known:
            yield named.unknown((*path, key), known, f"「{'.'.join(path)}」里")


def _codes_of(written: Any) -> list[str]:
    """The codes of a table by 科目, or of a mapping of them."""
    if isinstance(written, list):
        rows = (row for row in written if isinstance(row, dict) and all(isinstance(v, str) for v in row.values()))
        return [subject_code(row) for row in rows]
    return list(written) if isinstance(written, dict) else []
