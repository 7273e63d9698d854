"""A table written as text (|, tabs or CSV) -> a sequence of mappings, positions kept to the cell."""

from __future__ import annotations

import csv
import io
import re

from reportgen.finding import Finding, Level, Source
from reportgen.load.nodes import Mapping, Node, Sequence, Text

Cell = tuple[str, int]
"""A cell's text and its column in the line, counted from 1."""


def table_from_text(text: Text) -> tuple[Sequence, list[Finding]]:
    """A block of lines, the first of which is the head."""
    lines = text.lines or tuple((text.source.line + n, line) for n, line in enumerate(text.value.splitlines()))
    rows = [(number, _cells(line)) for number, raw in lines if (line := _without_comment(raw)).strip()]
    return _table(rows, text.source)


def table_from_mapping(node: Mapping, first: str) -> Mapping | Sequence:
    """名: {栏: 值} -> rows whose first column is the name; a mapping of plain values stays one."""
    if not node.entries or not all(isinstance(child, Mapping) for child in node.entries.values()):
        return node
    rows: list[Node] = []
    for name, child in node.entries.items():
        place = node.key_sources[name]
        if isinstance(child, Mapping):
            rows.append(Mapping({first: Text(name, place), **child.entries}, {first: place, **child.key_sources}, place))
    return Sequence(tuple(rows), node.source)


def table_from_csv(content: str, name: str) -> tuple[Sequence, list[Finding]]:
    """A .csv file beside the YAML."""
    reader = csv.reader(io.StringIO(content, newline=None))
    try:
        rows = [(reader.line_num, [(cell.strip(), n + 1) for n, cell in enumerate(row)]) for row in reader if any(c.strip() for c in row)]
    except csv.Error as error:
        place = Source(name, max(reader.line_num, 1), 1)
        return Sequence((), place), [Finding("L003", Level.ERROR, f"CSV 写法不对：{error}", place, mend="请看这一行的引号和逗号")]
    return _table(rows, Source(name, 1, 1))


def _without_comment(line: str) -> str:
    """Cut '# …' (at the start, or after a blank and before one): '完成 #1 项目' keeps its text."""
    return re.sub(r"(?:^\s*|\s)#(?=\s|$).*$", "", line)


def _cells(line: str) -> list[Cell]:
    separator = "\t" if "\t" in line.strip() and "|" not in line else "|"
    body = line if separator == "\t" else line.rstrip()
    cells: list[Cell] = []
    start = 0
    for piece in body.split(separator):
        lead = len(piece) - len(piece.lstrip())
        cells.append((piece.strip(), start + lead + 1))
        start += len(piece) + 1
    if separator == "|" and body.lstrip().startswith("|"):
        cells = cells[1:]
    return cells


def _table(rows: list[tuple[int, list[Cell]]], source: Source) -> tuple[Sequence, list[Finding]]:
    findings: list[Finding] = []
    if not rows:
        return Sequence((), source), findings
    head_line, head = rows[0]
    if len(head) > 1 and not head[-1][0]:
        head = head[:-1]  # a Markdown head closes with a bar
    names = [name for name, _ in head]
    for n, (name, column) in enumerate(head):
        place = Source(source.file, head_line, column)
        if not name:
            findings.append(Finding("L011", Level.ERROR, f"表头第 {n + 1} 栏是空的", place, mend="请补上栏名，或删去这一栏"))
        elif names.index(name) != n:
            findings.append(Finding("L012", Level.ERROR, f"表头「{name}」写了两次", place, mend="请删去一栏"))
    records: list[Node] = []
    for line, cells in rows[1:]:
        place = Source(source.file, line, cells[0][1])
        if len(cells) > len(head) and any(text for text, _ in cells[len(head):]):
            findings.append(Finding("L013", Level.ERROR, f"这一行有 {len(cells)} 格，表头只有 {len(head)} 栏", place, mend="请检查多出的分栏符"))
        if len(cells) < len(head):
            findings.append(Finding("L014", Level.ERROR, f"这一行只有 {len(cells)} 格，表头有 {len(head)} 栏", place, mend="空的格子也要留出分栏符"))
        entries: dict[str, Node] = {}
        sources: dict[str, Source] = {}
        for (name, _), (text, column) in zip(head, cells, strict=False):
            where = Source(source.file, line, column)
            entries[name], sources[name] = Text(text, where), where
        records.append(Mapping(entries, sources, place))
    return Sequence(tuple(records), source), findings
