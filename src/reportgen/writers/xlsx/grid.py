"""A <table> -> its cells on a grid, its column widths, and its sums as Excel formulas."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.document.grid import place
from reportgen.document.tree import DocumentError

FORMULA_LENGTH = 8192  # Excel's limit


@dataclass(frozen=True)
class SheetCell:
    """A cell with the rows and columns that it covers, counted from 0 within its table."""

    row: int
    column: int
    rows: int
    columns: int
    element: ET.Element
    classes: frozenset[str]
    head: bool

    @property
    def numeric(self) -> bool:
        """Whether it is a cell for a figure."""
        return "num" in self.classes


@dataclass(frozen=True)
class SheetGrid:
    """A table laid out: `head_rows` of its `rows` are repeated on each printed page."""

    cells: tuple[SheetCell, ...]
    rows: int
    columns: int
    head_rows: int
    shares: tuple[float, ...]


def lay_out(table: ET.Element) -> SheetGrid:
    """Give each cell its place, and the classes of its row."""
    for part in table:
        if part.tag not in ("thead", "tbody", "caption", "colgroup"):
            raise DocumentError(f"Excel 写作器不认识 <table> 里的 <{part.tag}>")
    row_classes = {id(element): row.get("class", "") for row in table.iter("tr") for element in row}
    cells = [
        SheetCell(
            p.row,
            p.column,
            p.rows,
            p.columns,
            p.element,
            frozenset(f"{p.element.get('class', '')} {row_classes[id(p.element)]}".split()),
            p.in_head or p.element.tag == "th",
        )
        for p in place(table)
    ]
    columns = max((c.column + c.columns for c in cells), default=1)
    columns = max(columns, len(table.findall("colgroup/col")))
    head_rows = sum(len(part) for part in table.iterfind("thead"))
    return SheetGrid(
        tuple(cells),
        head_rows + sum(len(part) for part in table.iterfind("tbody")),
        columns,
        head_rows,
        _shares(table, columns),
    )


def _shares(table: ET.Element, columns: int) -> tuple[float, ...]:
    """Each column's share of the width; columns without one share what is left evenly."""
    stated: list[float | None] = [None] * columns
    for number, column in enumerate(table.iterfind("colgroup/col")):
        found = re.search(r"width:\s*([\d.]+)%", column.get("style", ""))
        stated[number] = float(found[1]) / 100 if found else None
    left = max(0.0, 1 - sum(share or 0 for share in stated))
    open_columns = stated.count(None)
    return tuple(left / open_columns if share is None else share for share in stated)


def formula(text: str, addresses: Mapping[str, tuple[int, int]]) -> str:
    """A sum "+ID -ID …" as an Excel formula over the cells' addresses, runs of cells as SUM(A1:A9)."""
    terms: list[tuple[str, tuple[int, int]]] = []
    for term in text.split():
        sign, name = term[0], term[1:]
        if sign not in "+-" or name not in addresses:
            raise DocumentError(f"算式“{text}”里的“{term}”不是本表的格")
        terms.append((sign, addresses[name]))
    if not terms:
        raise DocumentError("算式是空的")
    made = "=" + "".join(_runs(terms)).removeprefix("+")
    if len(made) > FORMULA_LENGTH:
        raise DocumentError(f"算式太长，Excel 写不下：{text[:40]}…")
    return made


def _runs(terms: list[tuple[str, tuple[int, int]]]) -> Iterable[str]:
    start = 0
    while start < len(terms):
        end = max(_run_end(terms, start, down, across) for down, across in ((1, 0), (0, 1)))
        sign, first = terms[start]
        if end - start > 1:
            yield f"{sign}SUM({address(*first)}:{address(*terms[end - 1][1])})"
        else:
            yield f"{sign}{address(*first)}"
        start = end


def _run_end(terms: list[tuple[str, tuple[int, int]]], start: int, down: int, across: int) -> int:
    """Where a run of neighbours with one sign ends, going down or across."""
    sign, (row, column) = terms[start]
    end = start + 1
    while end < len(terms):
        step = end - start
        if terms[end] != (sign, (row + down * step, column + across * step)):
            break
        end += 1
    return end


def address(row: int, column: int) -> str:
    """(0, 0) -> A1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
