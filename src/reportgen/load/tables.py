"""A table written as text (|, tabs or CSV) -> a sequence of mappings, positions kept to the cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence as SequenceOf
from dataclasses import dataclass, field

from reportgen.load.nodes import Mapping, Node, Sequence, Text, spelled
from reportgen.load.once import once
from reportgen.model.amount import NOTHING, PENDING, NotANumber, is_pending, parse_number
from reportgen.model.field import SECRET
from reportgen.model.finding import Finding, Level, Source

Cell = tuple[str, int]
"""A cell's text and its column in the line, counted from 1."""
MERGED_DOWN = ("层级", "一级指标", "二级指标")
"""Columns that offices merge over several rows in Excel: pasted, only the first row has the words."""
RULE = re.compile(r"[ |:]*-{3,}[ |:-]*\|[ |:-]*")
"""The line below the head of a Markdown table."""
_SEPARATOR = re.compile(r"[|｜\t]|\S(?:[ \u00a0]{2}|\u3000)")
LONGEST_CELL = 20
"""Lines that one cell of Excel's may hold."""


@dataclass
class _WrittenRow:
    """A line of a table, split into cells."""

    line: int
    raw: str
    cells: list[Cell]


@dataclass
class _Table:
    """A table on its way; problems are collected."""

    source: Source
    rows: list[_WrittenRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def say(
        self,
        code: str,
        message: str,
        line: int,
        column: int,
        remedy: str,
        level: Level = Level.ERROR,
        corrected: str = "",
    ) -> None:
        """Collect a finding."""
        self.findings.append(
            Finding(code, level, message, Source(self.source.file, line, column), remedy=remedy, corrected=corrected)
        )


def table_from_text(text: Text) -> tuple[Sequence, list[Finding]]:
    """A block of lines, the first of which is the head."""
    table = _Table(text.source)
    if told := _no_table(text):
        return Sequence((), text.source), [told]
    lines = text.lines or tuple((text.source.line + n, line) for n, line in enumerate(text.value.splitlines()))
    for number, raw in _joined(lines, table):
        line = _without_comment(raw)
        if line.strip() and not RULE.fullmatch(line):
            tabbed = bool(table.rows) and "\t" in table.rows[0].raw.strip()
            table.rows.append(_WrittenRow(number, line, _cells(line, tabbed)))
    _mend_separators(table)
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
                Mapping({first: Text(name, place), **child.entries}, {first: place, **child.key_sources}, place)
            )
    return Sequence(tuple(rows), node.source)


def table_from_csv(content: str, name: str) -> tuple[Sequence, list[Finding]]:
    """A .csv file beside the YAML."""
    table = _Table(Source(name, 1, 1))
    reader = csv.reader(io.StringIO(content, newline=None))
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                table.rows.append(
                    _WrittenRow(reader.line_num, "", [(cell.strip(), n + 1) for n, cell in enumerate(row)])
                )
    except csv.Error:
        table.say("L003", "CSV 写法不对", max(reader.line_num, 1), 1, "请看这一行的引号和逗号")
        return Sequence((), table.source), table.findings
    return _records(table)


def _without_comment(line: str) -> str:
    """Cut '# …' (at the start, or after a blank and before one): '完成 #1 项目' keeps its text."""
    return re.sub(r"(?:^\s*|\s)#(?=\s|$).*$", "", line)


def _cells(line: str, tabbed: bool = False) -> list[Cell]:
    """The cells of a line; `tabbed`: those of the head stand between tabs."""
    separator = "\t" if "\t" in (line if tabbed else line.strip()) and "|" not in line else "|"
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


# -- what pasting does to a table ----------------------------------------------------------------


def _joined(lines: SequenceOf[tuple[int, str]], table: _Table) -> list[tuple[int, str]]:
    """A cell of Excel's with several lines comes in quotes over as many lines: one row again."""
    result: list[tuple[int, str]] = []
    waiting = 0
    for number, raw in lines:
        if waiting:
            first, above = result[-1]
            closes = raw.count('"') % 2 == 1
            result[-1] = (first, above + (raw.lstrip().replace('"', "", 1) if closes else raw.strip()))
            waiting = 0 if closes else waiting - 1
        elif re.search(r'(?:^\s*|\t)"[^"\t]*$', raw) and any(
            '"' in text for n, text in lines if number < n <= number + LONGEST_CELL
        ):
            at = raw.rindex('"')
            table.say(
                "L016", "一格里有几行，读作一段", number, at + 1, "请在 Excel 里去掉格子里的换行，再粘贴", Level.WARNING
            )
            result.append((number, raw[:at] + raw[at + 1 :].rstrip()))
            waiting = LONGEST_CELL
        else:
            result.append((number, raw))
    return result


def _mend_separators(table: _Table) -> None:
    """｜ for |, or blanks where a bar is missing: read on where the number of cells then fits."""
    wide = [row for row in table.rows if "｜" in row.raw]
    for row in wide:
        mended = row.raw.replace("｜", "|")
        table.say(
            "L018", "分栏符用了全角的「｜」", row.line, row.raw.index("｜") + 1, "请改成半角的 |", corrected=mended
        )
        row.raw, row.cells = mended, _cells(mended)
    if not table.rows:
        return
    size = len(table.rows[0].cells)
    for row in table.rows:
        if len(row.cells) != 1 or (size == 1 and row is not table.rows[0]):
            continue
        pieces = re.split(r"[ \u3000\u00a0]{2,}|\u3000", row.raw.strip(" \u3000\u00a0"))
        if len(pieces) > 1 and (len(pieces) == size or row is table.rows[0]):
            indent = row.raw[: len(row.raw) - len(row.raw.lstrip())]
            mended = indent + " | ".join(pieces)
            table.say(
                "L017",
                "各格之间是空格，没有分栏符",
                row.line,
                len(indent) + 1,
                "请用 | 或制表符分开各格",
                corrected=mended,
            )
            row.raw, row.cells = mended, _cells(mended)
            size = len(pieces) if row is table.rows[0] else size


# -- rows ----------------------------------------------------------------------------------------


def _records(table: _Table) -> tuple[Sequence, list[Finding]]:
    if not table.rows:
        return Sequence((), table.source), table.findings
    _join_heads(table)
    head = table.rows[0].cells
    while (
        len(head) > 1
        and not head[-1][0]
        and not any(text for row in table.rows[1:] for text, _ in row.cells[len(head) - 1 :])
    ):
        head = head[:-1]  # a Markdown head closes with a bar; what is copied from Excel may end with empty columns
    _check_head(table, head)
    records: list[Node] = []
    above: dict[str, str] = {}
    for row in table.rows[1:]:
        _count_cells(table, row, len(head))
        _fill_merged(table, row, [name for name, _ in head], above)
        records.append(_record(table, row, head))
    return Sequence(tuple(records), table.source), once(table.findings, lambda f: (f.code, f.message, f.remedy))


def _check_head(table: _Table, head: list[Cell]) -> None:
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


def _join_heads(table: _Table) -> None:
    """A head of two rows, merged in Excel: 一般公共 | | above 基本支出 | 项目支出 is 一般公共.基本支出 | 一般公共.项目支出."""
    if len(table.rows) < 2 or all(name for name, _ in table.rows[0].cells):
        return
    top, below = table.rows[:2]
    words = [text for text, _ in below.cells]
    if words[0] or not any(words) or any(_is_number(word) for word in words if word) or len(words) > len(top.cells):
        return
    names: list[str] = []
    group = ""
    for n, (name, _) in enumerate(top.cells):
        word = words[n] if n < len(words) else ""
        group = name or (group if word else "")
        names.append(f"{group}.{word}" if group and word else group or word)
    separator = "\t" if "\t" in top.raw.strip() else " | "
    indent = top.raw[: len(top.raw) - len(top.raw.lstrip(" "))]
    mended = indent + separator.join(names)
    table.say(
        "L011",
        "表头占了两行，Excel 里合并过",
        top.line,
        top.cells[0][1],
        f"请合成一行，并删去第 {below.line} 行",
        corrected=mended,
    )
    top.cells = [(name, column) for name, (_, column) in zip(names, top.cells, strict=True)]
    del table.rows[1]


def _is_number(word: str) -> bool:
    try:
        parse_number(word)
    except NotANumber:
        return False
    return True


def _count_cells(table: _Table, row: _WrittenRow, size: int) -> None:
    column = row.cells[0][1]
    if len(row.cells) > size and any(text for text, _ in row.cells[size:]):
        table.say("L013", f"这一行有 {len(row.cells)} 格，表头只有 {size} 栏", row.line, column, "请检查多出的分栏符")
    if len(row.cells) < size:
        missing = size - len(row.cells)
        remedy = (
            f"如果缺的是右边的空格子，请在行尾补 {missing} 个制表符"
            if "\t" in row.raw.strip()
            else "空的格子也要留出分栏符"
        )
        table.say("L014", f"这一行只有 {len(row.cells)} 格，表头有 {size} 栏", row.line, column, remedy)


def _fill_merged(table: _Table, row: _WrittenRow, names: list[str], above: dict[str, str]) -> None:
    """What is merged in Excel stands in its first row only."""
    filled = [text for text, _ in row.cells if text]
    if filled and not row.cells[0][0] and len(row.cells) > 1:
        table.say(
            "L015",
            "第一格是空的",
            row.line,
            row.cells[0][1],
            "Excel 里合并的单元格，粘贴过来只有第一行有字；请把每一行的第一格补上",
        )
    for n, (name, (text, column)) in enumerate(zip(names, row.cells, strict=False)):
        if name not in MERGED_DOWN:
            continue
        if text:
            above[name] = text
        elif above.get(name) and filled:
            start = column - 1
            mended = (
                f"{row.raw[:start].rstrip(' ')} {above[name]} {row.raw[start:].lstrip(' ')}"
                if row.raw and "\t" not in row.raw
                else ""
            )
            mended = mended or (f"{row.raw[:start]}{above[name]}{row.raw[start:]}" if row.raw else "")
            table.say(
                "L015",
                f"「{name}」是空的，读作上一行的「{above[name]}」",
                row.line,
                column,
                "Excel 里合并的单元格，粘贴过来只有第一行有字；请补上每一行",
                Level.WARNING,
                mended,
            )
            row.cells[n] = (above[name], column)


def _record(table: _Table, row: _WrittenRow, head: list[Cell]) -> Mapping:
    """A row; its keys stand in the head."""
    place, top = Source(table.source.file, row.line, row.cells[0][1]), table.rows[0].line
    entries: dict[str, Node] = {}
    sources: dict[str, Source] = {}
    for (name, column), (text, at) in zip(head, row.cells, strict=False):
        entries[name] = Text(text, Source(table.source.file, row.line, at))
        sources[name] = Source(table.source.file, top, column)
    names = [name for name, _ in head]
    if SECRET in names and SECRET not in entries:  # the mark may be what is missing: rather keep the row back
        entries[SECRET], sources[SECRET] = Text("（缺）", place), place
    return Mapping(entries, sources, place)
