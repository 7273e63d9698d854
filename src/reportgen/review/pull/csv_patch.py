"""Changes of cells -> the text of one CSV file, in which nothing else moves; proved by reading it again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from reportgen.model.csv_cells import written_cell
from reportgen.review.pull.data_changes import DataChange, Reordered, TextChange
from reportgen.review.pull.splices import CannotChange, Splice, spliced
from reportgen.review.pull.yaml_order import reordered_csv

_CELL = re.compile(r'[ \t]*"(?:[^"]|"")*"[^,\r\n]*|[^,\r\n]*')


def patched_cells(name: str, text: str, changes: Iterable[DataChange]) -> tuple[str, dict[DataChange, str]]:
    """The text with its cells as they become, and why some changes are not made."""
    refused: dict[DataChange, str] = {}
    for change in sorted(changes, key=lambda one: isinstance(one, Reordered)):  # cells are known by their lines
        try:
            text = _with(name, text, change)
        except CannotChange as problem:
            refused[change] = str(problem)
    return text, refused


def _with(name: str, text: str, change: DataChange) -> str:
    if isinstance(change, Reordered):
        return reordered_csv(text, change)
    if not isinstance(change, TextChange):
        raise CannotChange(f"{name} 是 CSV 表，补不进新的键，请手工补")
    line, column = change.source.line, change.source.column
    start, end = _place(text, line, column)
    before = text[start:end]
    done = spliced(text, [Splice(start, end, _quoted(change.new, quoted=before.lstrip().startswith('"')))])
    if [row for _, row in _cells(done)] != _changed(_cells(text), line, column, written_cell(change.new)):
        raise CannotChange(f"{name}:{line} 第 {column} 格改不进去（写法特别），请手工改成：{change.new}")
    return done


def _quoted(words: str, *, quoted: bool) -> str:
    cell = written_cell(words)
    return (
        '"' + cell.replace('"', '""') + '"' if quoted or re.search(r'[",\r\n]', cell) or cell != cell.strip() else cell
    )


def _place(text: str, line: int, column: int) -> tuple[int, int]:
    """Where a cell begins and ends; a row is known by its last line, as csv counts."""
    at, row_end = 0, 0
    while row_end <= len(text):
        cells, at = [], row_end
        while True:
            found = _CELL.match(text, at)
            at = found.end() if found else at
            cells.append((found.start() if found else at, at))
            if text[at : at + 1] != ",":
                break
            at += 1
        row_end = at + (2 if text.startswith("\r\n", at) else 1)
        if len(re.findall(r"\r\n|[\r\n]", text[: cells[-1][1]])) + 1 == line and column <= len(cells):
            return cells[column - 1]
    raise CannotChange(f"第 {line} 行没有第 {column} 格，请手工改")


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """The rows, each with the number of its last line."""
    reader = csv.reader(io.StringIO(text, newline=""))
    return [(reader.line_num, [cell.strip() for cell in row]) for row in reader]


def _changed(rows: list[tuple[int, list[str]]], line: int, column: int, words: str) -> list[list[str]]:
    """The rows with a cell as it becomes."""
    cells = [list(row) for _, row in rows]
    for row, (number, _) in zip(cells, rows, strict=True):
        if number == line:
            row[column - 1 : column] = [words.strip()]
    return cells
