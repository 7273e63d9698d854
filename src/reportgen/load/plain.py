"""Nodes -> what the model validates (texts, lists, dicts), with the place of every path; nothing secret left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from reportgen.load import cells, tables
from reportgen.load.coded import coded_keys, coded_row, names_in
from reportgen.load.edits import LineEdit, apply
from reportgen.load.lettered import lettered
from reportgen.load.nodes import ALIAS, Mapping, Node, Sequence, Text
from reportgen.load.once import once
from reportgen.load.references import mended, miswritten
from reportgen.load.secret import without_projects
from reportgen.model.amount import NOTHING, PENDING
from reportgen.model.cell_words import CellTypo, full_width
from reportgen.model.field import NAME, SECRET
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.schema import Path, kind_at, may_be_left_out, path_of, table_at, term_at
from reportgen.model.selection import UNIT
from reportgen.model.terms import PROJECTS
from reportgen.model.written import Written

Lines = dict[str, list[str]]
NamedCode = tuple[Source, str, str]
"""Where a code was written with a name, what it was read as, the name."""


@dataclass
class Plain:
    """What the model validates, where each value and each key stands, the path and the text of each address,
    what was wrong, and what is secret and left out.
    """

    values: dict[str, Any] = field(default_factory=dict)
    sources: dict[Path, Source] = field(default_factory=dict)
    nodes: dict[Path, Node] = field(default_factory=dict)
    addresses: dict[str, Path] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    keys: dict[Path, Source] = field(default_factory=dict)
    aliased: set[Source] = field(default_factory=set)
    named_codes: list[NamedCode] = field(default_factory=list)
    crooked: set[tuple[str, int]] = field(default_factory=set)
    """Files and lines of tables that have not the cells of their head."""
    findings: list[Finding] = field(default_factory=list)
    secret_rows: int = 0
    secret_projects: set[str] = field(default_factory=set)


def plain_of(entries: dict[str, Node], key_sources: dict[str, Source], lines: Lines) -> Plain:
    """Nodes by top-level key -> plain values. `lines` are those of the files, for the corrected ones.

    Rows marked 涉密 are taken out here, before anything is derived from them.
    """
    unit = entries.get(*path_of("money_unit"))
    walk = _CellWalk(Plain(), lines, unit.value.strip() if isinstance(unit, Text) else "万元", entries.get(PROJECTS))
    walk.plain.keys.update(((key,), place) for key, place in key_sources.items())
    walk.plain.sources.update(walk.plain.keys)
    walk.plain.values = {key: walk.of(node, (key,)) for key, node in entries.items()}
    walk.plain.values = without_projects(walk.plain.values, walk.plain.secret_projects)
    for address in [a for a in walk.plain.texts if walk.plain.secret_projects & set(re.split(r"[.、]", a))]:
        del walk.plain.texts[address], walk.plain.addresses[address]
    walk.plain.findings = once(walk.plain.findings, walk.rows.get)
    return walk.plain


@dataclass
class _CellWalk:
    plain: Plain
    lines: Lines
    money_unit: str
    projects: Node | None
    rows: dict[Finding, tuple[object, ...]] = field(default_factory=dict)
    """What findings of cells have in common with those of other rows."""
    names: dict[Path, str] = field(default_factory=dict)
    """What rows are called in addresses: their 代号, else their number."""

    def of(self, node: Node, path: Path) -> Any:
        """The plain value of a node."""
        self.plain.sources[path] = node.source
        self.plain.nodes.setdefault(path, node)  # of a table the text as it was typed, not the rows made of it
        table = table_at(path)
        if isinstance(node, Text):
            if table:
                sequence, found = tables.table_from_text(node)
                self.plain.findings.extend(found)
                return self.of(sequence, path)
            text, address = self._cell(node, path), self._address(path)
            self.plain.addresses[address], self.plain.texts[address] = path, text
            return Written(text, address)
        if table and isinstance(node, Mapping):
            node = tables.table_from_mapping(node, table.first)
        if isinstance(node, Sequence):
            self.plain.crooked |= {(node.source.file, line) for line in node.crooked}
            kept = [self._row_read(child, path) for child in node.items if not self._is_secret(child, path)]
            self.names.update(
                {(*path, n): name for n, name in enumerate(_names_of(kept, table.names_rows if table else (NAME,)))}
            )
            return [self.of(child, (*path, n)) for n, child in enumerate(kept)]
        in_row = isinstance(path[-1], int)
        if not in_row:
            node = self._keys_read(node, path)
        values: dict[str, Any] = {}
        for key, child in node.entries.items():
            name = full_width(key)
            here = (*path, name)
            self.plain.keys.setdefault(here, node.key_sources[key])
            self.plain.sources.setdefault(here, node.key_sources[key])
            nothing = isinstance(child, Text) and child.value.strip() in NOTHING and kind_at(here) == "day"
            if (key == SECRET and in_row) or (nothing and may_be_left_out(here)):
                continue
            values[name] = PENDING if nothing else self.of(child, here)
        return values

    def _row_read(self, row: Node, path: Path) -> Node:
        """A row of the table at a path with its codes as they were meant."""
        if not isinstance(row, Mapping):
            return row
        coded, slips = coded_row(row, table_at(path), path)
        for slip in slips:
            self._tell(slip.typo, slip.at, path)
        return coded

    def _keys_read(self, node: Mapping, path: Path) -> Mapping:
        """A mapping with the codes among its keys as they were meant."""
        coded, slips, twice = coded_keys(node, path, self._project_names)
        for key, before in twice:
            line = node.key_sources[before].line
            message = f"键「{key}」写了两次，上一次（「{before}」）在第 {line} 行"
            self.plain.findings.append(
                Finding("L008", Level.ERROR, message, node.key_sources[key], remedy="请删去一处")
            )
        for slip in slips:
            self._tell(slip.typo, slip.at, path)
        return coded

    def _project_names(self) -> frozenset[str]:
        node = self.projects
        rows = tables.table_from_text(node)[0] if isinstance(node, Text) else node
        return names_in(iter(rows.items if isinstance(rows, Sequence) else ()), NAME)

    def _tell(self, typo: CellTypo, node: Text, path: Path) -> None:
        """The finding for a cell or a key that is written otherwise, once for all rows of its table."""
        if typo.name and typo.meant:
            self.plain.named_codes.append((node.source, typo.meant, typo.name))
        finding = Finding(
            typo.code,
            typo.level,
            typo.message,
            node.source,
            remedy=typo.remedy,
            corrected=self._corrected(node, typo.meant),
        )
        self.rows[finding] = (typo.code, typo.remedy, *(p for p in path if not isinstance(p, int)))
        self.plain.findings.append(finding)

    def _address(self, path: Path) -> str:
        """The dotted path of a text, which stays the same when rows are put in above."""
        return ".".join(self.names[path[: n + 1]] if isinstance(part, int) else part for n, part in enumerate(path))

    def _cell(self, node: Text, path: Path) -> str:
        """The text of a cell as it was meant."""
        if node.style == ALIAS:
            self.plain.aliased.add(node.source)
        kind = kind_at(path)
        if node.source.sheet:  # made of a cell, not typed
            return node.value
        typo = cells.typo_in(kind, node.value, self.money_unit)
        if typo is None:
            return node.value if kind in cells.READERS else self._words(node, path)
        self._tell(typo, node, path[:-1])
        return typo.meant or node.value

    def _words(self, node: Text, path: Path) -> str:
        """A text with its codes in plain digits and its references to figures as they were meant."""
        typos = sorted([*miswritten(node.value), *lettered(node.value)], key=lambda typo: typo.start)
        if not typos:
            return node.value if term_at(path[:1]).prose else full_width(node.value)
        own = self.lines.get(node.source.file, [])
        line, at = node.source.line - 1, node.source.column - 1
        for typo in typos:
            words = node.value[typo.start : typo.end]
            found = next(
                (
                    (n, start)
                    for n in range(line, min(max(node.end[0], line + 1), len(own)))
                    if (start := own[n].find(words, at if n == line else 0)) >= 0
                ),
                None,
            )
            place, corrected = node.source, ""
            if found:
                line, at = found[0], found[1] + len(words)
                place = replace(node.source, line=line + 1, column=found[1] + 1)
                corrected = apply(own, [LineEdit(line, found[1], at, typo.meant)])[line] if typo.meant else ""
            self.plain.findings.append(
                Finding(typo.code, typo.level, typo.message, place, remedy=typo.remedy, corrected=corrected)
            )
        return mended(node.value, typos)

    def _corrected(self, node: Text, meant: str) -> str:
        own = self.lines.get(node.source.file, [])
        if not meant or not 0 < node.source.line <= len(own):
            return ""
        line, at = own[node.source.line - 1], node.source.column - 1
        start = line.find(node.value.strip(), max(at, 0))
        return (
            f"{line[:start]}{meant}{line[start + len(node.value.strip()) :]}"
            if start >= 0 and node.value.strip()
            else ""
        )

    def _is_secret(self, node: Node, path: Path) -> bool:
        """Whether a row is marked 涉密; a mark that is neither 是 nor 否 counts as one, and is a finding."""
        mark = node.entries.get(SECRET) if isinstance(node, Mapping) else None
        if not isinstance(node, Mapping) or mark is None:
            return False
        text = mark.value.strip() if isinstance(mark, Text) else "?"
        if text in ("", "-", "否"):
            return False
        if text != "是":
            self.plain.findings.append(
                Finding("L023", Level.ERROR, f"涉密栏写的是「{text}」", mark.source, remedy="请写 是 或 否")
            )
        self.plain.secret_rows += 1
        name = node.entries.get(NAME)
        if path == (PROJECTS,) and isinstance(name, Text):
            self.plain.secret_projects.add(name.value.strip())
        return True


def _names_of(rows: Iterable[Node], columns: tuple[str, ...]) -> Iterator[str]:
    """What the rows of a list are called: their name in the columns that name them (with their 单位),
    else their number.
    """
    taken: set[str] = set()
    for number, row in enumerate(rows, start=1):
        cells = row.entries if isinstance(row, Mapping) else {}
        parts = [*(cells.get(column) for column in columns), cells.get(UNIT) if UNIT not in columns else None]
        name = "·".join(part.value.strip() for part in parts if isinstance(part, Text) and part.value.strip())
        name = name if name and name not in taken else str(number)
        taken.add(name)
        yield name
