"""What pasting from Excel or a text does to a table: cells over several lines, lost bars,
merged heads and cells -> mended.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as SequenceOf

from reportgen.load.lines import TableLines, WrittenRow, cells_of
from reportgen.model.amount import NotANumber, parse_number
from reportgen.model.field import LEVEL
from reportgen.model.finding import Level

MERGED_DOWN = (LEVEL, "一级指标", "二级指标")
"""Columns that offices merge over several rows in Excel: pasted, only the first row has the words."""
LONGEST_CELL = 20
"""Lines that one cell of Excel's may hold."""


def joined(lines: SequenceOf[tuple[int, str]], table: TableLines) -> list[tuple[int, str]]:
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


def mend_separators(table: TableLines) -> None:
    """｜ for |, or blanks where a bar is missing: read on where the number of cells then fits."""
    wide = [row for row in table.rows if "｜" in row.raw]
    for row in wide:
        mended = row.raw.replace("｜", "|")
        table.say(
            "L018", "分栏符用了全角的「｜」", row.line, row.raw.index("｜") + 1, "请改成半角的 |", corrected=mended
        )
        row.raw, row.cells = mended, cells_of(mended)
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
            row.raw, row.cells = mended, cells_of(mended)
            size = len(pieces) if row is table.rows[0] else size


def join_heads(table: TableLines) -> None:
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


def fill_merged(table: TableLines, row: WrittenRow, names: list[str], above: dict[str, str]) -> None:
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
