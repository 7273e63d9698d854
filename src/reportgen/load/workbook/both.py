"""What a person typed and what a workbook says of the same keys -> one tree of nodes; where they differ, a finding that
names both places.

What is typed counts: it adds what no workbook has, it fills in nothing that is still 待填, and where 工作簿更正 gives a
reason it stands in the place of the cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportgen.load import tables
from reportgen.load.nodes import Mapping as Nodes
from reportgen.load.nodes import Node, Sequence, Text
from reportgen.load.workbook.given import canonical
from reportgen.model.amount import NOTHING, NotANumber, is_pending, parse_number
from reportgen.model.cell_words import half_width
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.schema import path_of, table_at
from reportgen.model.selection import GENERAL, UNIT, NotAnAddress, parse
from reportgen.model.terms import SUBJECT_HEADS

DIFFER, UNUSED = "L090", "L091"
(APPROVED,), (CORRECTED,) = path_of("approved"), path_of("corrected")
Path = tuple[str, ...]


@dataclass
class Joining:
    """Two trees on their way into one. keys: of the figures of the workbook's nodes, by the node; reasons: 工作簿更正."""

    keys: Mapping[int, str]
    reasons: Mapping[str, Text]
    findings: list[Finding] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    stated: dict[str, Text] = field(default_factory=dict)
    """Cells of the workbook that the typed rows split further: to be compared."""

    def text(self, typed: Text, seen: Text, path: Path) -> Text:
        """One of two texts for the same figure."""
        if typed.value.strip() in ("", *PENDINGS) or is_pending(typed.value):
            return seen
        if _same(typed.value, seen.value):
            return seen
        key = self.keys.get(id(seen), ".".join(path))
        if reason := self.reasons.get(canonical(key)):
            self.used.add(canonical(key))
            told = f"（代替 {seen.source} 的 {seen.value}：{reason.value.strip()}）"
            return replace(typed, source=replace(typed.source, also=told))
        self.findings.append(
            Finding(
                DIFFER,
                Level.ERROR,
                f"「{key}」这里写的是 {typed.value.strip()}，{seen.source} 是 {seen.value}",
                typed.source,
                key,
                f"两处只能有一个对：工作簿对就删去这里的，这里对就换成更正过的工作簿；只能以这里为准的，在「{CORRECTED}」写 {key}: 原因",
            )
        )
        return typed

    def nodes(self, typed: Node, seen: Node, path: Path) -> Node:
        """Two nodes under the same key."""
        if isinstance(typed, Text) and (is_pending(typed.value) or not typed.value.strip()):
            return seen
        if isinstance(seen, Text):
            return self.text(typed, seen, path) if isinstance(typed, Text) else typed
        if isinstance(seen, Nodes):
            return self.mapping(typed, seen, path) if isinstance(typed, Nodes) else typed
        return self.rows(typed, seen, path)

    def mapping(self, typed: Nodes, seen: Nodes, path: Path) -> Nodes:
        """Key by key."""
        entries, sources = dict(typed.entries), dict(typed.key_sources)
        known = {canonical(key): key for key in entries}
        for key, node in seen.entries.items():
            name = known.get(canonical(key), key)
            if name in entries:
                entries[name] = self.nodes(entries[name], node, (*path, name))
            else:
                entries[name], sources[name] = node, seen.key_sources[key]
        return replace(typed, entries=entries, key_sources=sources)

    def rows(self, typed: Node, seen: Sequence, path: Path) -> Node:
        """Row by row, by the code or the name of each; a budget may be typed as a mapping of codes."""
        table = table_at(path)
        heads = SUBJECT_HEADS if table and table.heads else (table.first if table else "",)
        typed = self._as_rows(typed, heads[0], amounts=bool(table and table.heads))
        if not isinstance(typed, Sequence):
            return typed
        own = [row for row in typed.items if isinstance(row, Nodes)]
        if any(_text(row, UNIT) for row in own):
            self._apart(seen)
            return typed
        by_name = {_name(row, heads): n for n, row in enumerate(own)}
        for row in (row for row in seen.items if isinstance(row, Nodes)):
            at = by_name.get(_name(row, heads))
            if at is None:
                own.append(row)
            else:
                own[at] = self._row(own[at], row, (*path, _name(row, heads)), heads)
        return replace(typed, items=tuple(own))

    def _row(self, typed: Nodes, seen: Nodes, path: Path, heads: Path) -> Nodes:
        entries, sources = dict(typed.entries), dict(typed.key_sources)
        known = {_column(name): name for name in entries}
        for head, node in seen.entries.items():
            name = known.get(_column(head), head)
            if head in heads or not isinstance(node, Text):
                continue
            there = entries.get(name)
            if there is None:
                entries[name], sources[name] = node, seen.key_sources[head]
            elif isinstance(there, Text) and not (_nothing(there) and _nothing(node)):
                entries[name] = self.text(there, node, (*path, name))
        return replace(typed, entries=entries, key_sources=sources)

    def _as_rows(self, typed: Node, first: str, *, amounts: bool) -> Node:
        if isinstance(typed, Text):
            rows, found = tables.table_from_text(typed)
            self.findings.extend(found)
            return rows
        if not isinstance(typed, Nodes):
            return typed
        if amounts and not any(isinstance(child, Nodes) for child in typed.entries.values()):
            return Sequence(tuple(_row_of(typed, code, first) for code in typed.entries), typed.source)
        return tables.table_from_mapping(typed, first)

    def _apart(self, seen: Sequence) -> None:
        """The typed rows are those of each unit: a cell of the whole department is their sum."""
        for row in (row for row in seen.items if isinstance(row, Nodes)):
            for cell in row.entries.values():
                if isinstance(cell, Text) and (key := self.keys.get(id(cell))):
                    self.stated[key] = cell

    def unused(self) -> Iterator[Finding]:
        """Corrections of what needs none."""
        for key, reason in self.reasons.items():
            if key not in self.used:
                message = f"「{CORRECTED}」里的「{key}」没有用上：这里没有写这个数，或者和工作簿的相同"
                yield Finding(UNUSED, Level.WARNING, message, reason.source, key, "请删去这一条")


PENDINGS = ("【待填】",)


def _row_of(typed: Nodes, code: str, first: str) -> Nodes:
    """A code and its amount of 一般公共, as a row."""
    place = typed.key_sources[code]
    entries: dict[str, Node] = {first: Text(code, place), GENERAL: typed.entries[code]}
    return Nodes(entries, dict.fromkeys(entries, place), place)


def _text(row: Nodes, head: str) -> str:
    cell = row.entries.get(head)
    return cell.value.strip() if isinstance(cell, Text) else ""


def _name(row: Nodes, heads: Path) -> str:
    """The code of a row, or what stands in its first column."""
    named = next((_text(row, head) for head in heads if head in row.entries), None)
    words = named if named is not None else next((_text(row, head) for head in row.entries), "")
    code = re.match(r"\d{3,7}", half_width(words))
    return code[0] if code else words


def _column(head: str) -> str:
    """A head in the one spelling of what it selects; words about spending need not name it."""
    try:
        return parse(head.strip()).key
    except NotAnAddress:
        return head.strip()


def _nothing(node: Text) -> bool:
    return node.value.strip() in NOTHING or _same(node.value, "0")


def _same(one: str, other: str) -> bool:
    try:
        return parse_number(half_width(one)) == parse_number(half_width(other))
    except NotANumber:
        return one.strip() == other.strip()


def stated_with(entries: dict[str, Node], cells: Mapping[str, Text], source: Source | None) -> dict[str, Node]:
    """The top-level keys with more of 核定数."""
    there = entries.get(APPROVED)
    own = there if isinstance(there, Nodes) else None
    if not cells or (there is not None and own is None):
        return entries
    known = {canonical(key) for key in own.entries} if own else set()
    more = {key: cell for key, cell in cells.items() if canonical(key) not in known}
    begin = own.source if own else source or next(iter(cells.values())).source
    nodes = {**(own.entries if own else {}), **more}
    places = {**(own.key_sources if own else {}), **{key: cell.source for key, cell in more.items()}}
    return {**entries, APPROVED: Nodes(nodes, places, begin)}
