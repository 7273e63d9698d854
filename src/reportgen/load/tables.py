"""A table written as text (|, tabs or CSV) -> a sequence of mappings, positions kept to the cell."""

from __future__ import annotations

import csv
import io
import re

from reportgen.load.lines import Cell, TableLines, WrittenRow, cells_of
from reportgen.load.nodes import CELL, Mapping, Node, Sequence, Text, spelled
from reportgen.load.once import once
from reportgen.load.pasted import fill_merged, join_heads, joined, mend_separators
from reportgen.model.amount import NOTHING, PENDING, is_pending
from reportgen.model.csv_cells import read_cell
from reportgen.model.field import SECRET
from reportgen.model.finding import Finding, Level, Source

RULE = re.compile(r"[ |:]*-{3,}[ |:-]*\|[ |:-]*")
"""The line below the head of a Markdown table."""
_SEPARATOR = re.compile(r"[|｜\t]|\S(?:[ \u00a0]{2}|\u3000)")


def table_from_text(text: Text) -> tuple[Sequence, list[Finding]]:
    """A block of lines, the first of which is the head."""
    table = TableLines(text.source)
    if problem := _no_table(text):
        return Sequence((), text.source), [problem]
    lines = text.lines or tuple((text.source.line + n, line) for n, line in enumerate(text.value.splitlines()))
    for number, raw in joined(lines, table):
        line = _without_comment(raw)
        if line.strip() and not RULE.fullmatch(line):
            tabbed = bool(table.rows) and "\t" in table.rows[0].raw.strip()
            table.rows.append(WrittenRow(number, line, cells_of(line, tabbed)))
    mend_separators(table)
    return _records(table)


def _no_table(text: Text) -> Finding | None:
    """A table that is still to be filled in, or one line of words where a table should be."""
    words = text.value.strip()
    if words in NOTHING:
        return None
    if is_pending(words):
        return Finding(
            "L020",
            Level.ERROR,
            f"这张表写的是{PENDING}，还没有填",
            text.source,
            remedy="请把表填上；确实没有就删去这个键",
        )
    if "\n" in words or text.lines or (text.style in ("|", ">") and _SEPARATOR.search(words)):
        return None
    return Finding(
        "L022",
        Level.ERROR,
        f"应是一张表，却是一行文字「{words[:40]}」",
        text.source,
        remedy="请在键后面写 |，下一行起缩进两个空格写表头，再一行写一条",
    )


def table_from_mapping(node: Mapping, first: str) -> Mapping | Sequence:
    """名: {栏: 值} -> rows whose first column is the name; a mapping of plain values stays one."""
    if not node.entries or not all(isinstance(child, Mapping) for child in node.entries.values()):
        return node
    rows: list[Node] = []
    for name, child in node.entries.items():
        place = node.key_sources[name]
        if isinstance(child, Mapping):
            rows.append(
                Mapping({first: _key(name, place), **child.entries}, {first: place, **child.key_sources}, place)
            )
    return Sequence(tuple(rows), node.source)


def _key(name: str, place: Source) -> Text:
    """The text of a key that names a row."""
    return Text(name, place, end=(place.line, place.column + len(name)))


def table_from_csv(content: str, name: str) -> tuple[Sequence, list[Finding]]:
    """A .csv file beside the YAML."""
    table = TableLines(Source(name, 1, 1))
    reader = csv.reader(io.StringIO(content, newline=None))
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                table.rows.append(
                    WrittenRow(reader.line_num, "", [(read_cell(cell.strip()), n + 1) for n, cell in enumerate(row)])
                )
    except csv.Error:
        table.say("L003", "CSV 写法不对", max(reader.line_num, 1), 1, "请看这一行的引号和逗号")
        return Sequence((), table.source), table.findings
    return _records(table)


def _without_comment(line: str) -> str:
    """Cut '# …' (at the start, or after a blank and before one): '完成 #1 项目' keeps its text."""
    return re.sub(r"(?:^\s*|\s)#(?=\s|$).*$", "", line)


def _records(table: TableLines) -> tuple[Sequence, list[Finding]]:
    if not table.rows:
        return Sequence((), table.source), table.findings
    join_heads(table)
    head = table.rows[0].cells
    if len(head) > 1 and table.rows[0].raw.rstrip().endswith("|") and not head[-1][0]:
        head = head[:-1]  # the bar that closes a Markdown head
    while (
        len(head) > 1
        and not head[-1][0]
        and not any(text for row in table.rows[1:] for text, _ in row.cells[len(head) - 1 :])
    ):
        head = head[:-1]  # what is copied from Excel may end with empty columns
    _check_head(table, head)
    records: list[Node] = []
    above: dict[str, str] = {}
    crooked = _count_cells(table, len(head))
    for row in table.rows[1:]:
        fill_merged(table, row, [name for name, _ in head], above)
        records.append(_record(table, row, head))
    rows = Sequence(tuple(records), table.source, crooked=frozenset(crooked))
    return rows, once(table.findings, lambda f: (f.code, f.message, f.remedy))


def _check_head(table: TableLines, head: list[Cell]) -> None:
    """Each column has a name of its own."""
    row = table.rows[0]
    empty = [n for n, (name, _) in enumerate(head) if not name]
    if empty:
        why = "；Excel 里合并的表头，粘贴过来只有第一格有字" if "\t" in row.raw.strip() else ""
        numbers = "、".join(str(n + 1) for n in empty)
        table.say("L011", f"表头第 {numbers} 栏是空的{why}", row.line, head[empty[0]][1], "请补上栏名，或删去这一栏")
    names = [spelled(name) for name, _ in head]
    for n, (name, column) in enumerate(head):
        if name and names.index(names[n]) != n:
            table.say("L012", f"表头「{name}」写了两次", row.line, column, "请删去一栏")


def _count_cells(table: TableLines, size: int) -> set[int]:
    """The lines that have not as many cells as the head: each row's own, or the head's, where all rows differ alike."""
    closed = table.rows[0].raw.rstrip().endswith("|")
    counts = {row.line: _cells_in(row, closed=closed) for row in table.rows[1:]}
    crooked = {row.line for row in table.rows[1:] if counts[row.line] < size or _beyond(row, size)}
    if len(crooked) == len(counts) > 1 and len(set(counts.values())) == 1:
        head, count = table.rows[0], next(iter(counts.values()))
        code, problem = ("L014", "都只有") if count < size else ("L013", "都有")
        remedy = "请删去表头多的一栏，或在每一行补上这一格" if count < size else "请在表头补上这一栏的名称"
        table.say(code, f"表头有 {size} 栏，下面各行{problem} {count} 格", head.line, head.cells[0][1], remedy)
        return crooked | {head.line}
    for row in table.rows[1:]:
        _tell_count(table, row, counts[row.line], size)
    return crooked


def _cells_in(row: WrittenRow, *, closed: bool) -> int:
    """How many cells a row has: the bar that closes it, as it closes the head, begins no other one."""
    last = closed and row.raw.rstrip().endswith("|") and not row.cells[-1][0]
    return len(row.cells) - last


def _beyond(row: WrittenRow, size: int) -> bool:
    return any(text for text, _ in row.cells[size:])


def _tell_count(table: TableLines, row: WrittenRow, count: int, size: int) -> None:
    column = row.cells[0][1]
    if _beyond(row, size):
        table.say("L013", f"这一行有 {count} 格，表头只有 {size} 栏", row.line, column, "请检查多出的分栏符")
    if count < size:
        remedy = (
            f"如果缺的是右边的空格子，请在行尾补 {size - count} 个制表符"
            if "\t" in row.raw.strip()
            else "空的格子也要留出分栏符"
        )
        table.say("L014", f"这一行只有 {count} 格，表头有 {size} 栏", row.line, column, remedy)


def _record(table: TableLines, row: WrittenRow, head: list[Cell]) -> Mapping:
    """A row; its keys stand in the head."""
    place, top = Source(table.source.file, row.line, row.cells[0][1]), table.rows[0].line
    entries: dict[str, Node] = {}
    sources: dict[str, Source] = {}
    for (name, column), (text, at) in zip(head, row.cells, strict=False):
        end = (row.line, at + len(text)) if row.raw else (0, 0)  # in a CSV file `at` counts cells
        entries[name] = Text(text, Source(table.source.file, row.line, at), style=CELL, end=end)
        sources[name] = Source(table.source.file, top, column)
    names = [name for name, _ in head]
    if SECRET in names and SECRET not in entries:  # the mark may be what is missing: rather keep the row back
        entries[SECRET], sources[SECRET] = Text("（缺）", place), place
    return Mapping(entries, sources, place)
