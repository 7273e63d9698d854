"""A table of the document as a grid: where each cell stands, what it reaches over, which heads it stands under.

Every writer needs the same answer: Excel for its merged cells, the PDF and the web page for readers
who hear a table instead of seeing it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

ROW_SCOPES = frozenset({"row", "rowgroup"})


class GridError(Exception):
    """Cells that overlap, or reach out of their part of the table."""


@dataclass(frozen=True)
class PlacedCell:
    """A th or td and the places it takes; row and column count from 0 over the whole table."""

    element: ET.Element
    row: int
    column: int
    rows: int
    columns: int
    in_head: bool


def place(table: ET.Element) -> list[PlacedCell]:
    """The cells of a table in reading order, past the cells that reach down from the rows above."""
    cells: list[PlacedCell] = []
    first = 0
    for part in table:
        if part.tag in ("thead", "tbody"):
            try:
                cells += _part(part, first)
            except GridError as error:
                raise GridError(f"表格 {table.get('id')} 的 {part.tag} 里，{error}") from None
            first += len(part)
    return cells


def rows_of(table: ET.Element) -> list[list[PlacedCell]]:
    """The cells of a table by the row in which they begin."""
    rows: dict[int, list[PlacedCell]] = {}
    for cell in place(table):
        rows.setdefault(cell.row, []).append(cell)
    return [rows[number] for number in sorted(rows)]


def _part(part: ET.Element, first: int) -> Iterator[PlacedCell]:
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(part):
        column = 0
        for element in row:
            while (number, column) in taken:
                column += 1
            down, across = _span(element, "rowspan"), _span(element, "colspan")
            covered = {(number + r, column + c) for r in range(down) for c in range(across)}
            if covered & taken:
                raise GridError(f"第 {number + 1} 行的合并单元格互相重叠")
            if number + down > len(part):
                raise GridError(f"第 {number + 1} 行的合并单元格跨出了最后一行")
            taken |= covered
            yield PlacedCell(element, first + number, column, down, across, part.tag == "thead")
            column += across


def _span(element: ET.Element, name: str) -> int:
    value = element.get(name, "1")
    if not re.fullmatch(r"[1-9][0-9]{0,3}", value):
        raise GridError(f"{name}=“{value}”不是正整数")
    return int(value)


def give_scopes(table: ET.Element) -> None:
    """Say of every th what it heads (the HTML attribute scope), where the template doesn't say it.

    In the body a th at the left heads its row, and its rows when it reaches down; in a row that has
    nothing but heads beside such a label, the others head their columns.
    """
    cells = place(table)
    rows: dict[int, list[PlacedCell]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(cell)
    for cell in cells:
        if cell.element.tag != "th" or cell.element.get("scope"):
            continue
        label = cell.column == 0 and (cell.rows > 1 or any(c.element.tag == "td" for c in rows[cell.row]))
        across = cell.in_head or (not label and all(c.element.tag == "th" for c in rows[cell.row]))
        wide, deep = ("colgroup" if cell.columns > 1 else "col"), ("rowgroup" if cell.rows > 1 else "row")
        cell.element.set("scope", wide if across else deep)


def heads(cells: list[PlacedCell]) -> dict[ET.Element, list[ET.Element]]:
    """For every td the ths that it stands under: those of its columns, then those of its rows.

    A head of a column in the body reaches as far as the label that its row begins with.
    """
    found: dict[ET.Element, list[ET.Element]] = {}
    labels = {cell.row: cell for cell in cells if cell.column == 0 and cell.element.tag == "th" and not cell.in_head}
    above: dict[int, list[tuple[int, ET.Element]]] = defaultdict(list)
    beside: dict[int, list[ET.Element]] = defaultdict(list)
    last = max((cell.row + cell.rows for cell in cells), default=0)
    for cell in cells:
        down, across = range(cell.row, cell.row + cell.rows), range(cell.column, cell.column + cell.columns)
        if cell.element.tag == "td":
            over = [head for place in across for end, head in above[place] if cell.row < end]
            found[cell.element] = list(dict.fromkeys([*over, *(head for place in down for head in beside[place])]))
        elif cell.element.get("scope") in ROW_SCOPES:
            for row in down:
                beside[row].append(cell.element)
        else:
            label = labels.get(cell.row)
            end = last if cell.in_head or label is None else label.row + label.rows
            for column in across:
                above[column].append((end, cell.element))
    return found
