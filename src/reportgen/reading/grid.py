"""What every reader gives: grids of cells and lines of text, each with the place where it stands in its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

LOST = "\ufffd"
"""A character of a PDF whose font does not say which it is."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom on a page, in points from its upper left corner."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file: `sheet` and cell of a workbook, or the page (from 1) of a document; row and column from 0.

    box: where it stands on the page; None where the file has no pages.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    page: int = 0
    box: Box | None = None

    def __str__(self) -> str:
        """决算.xls!Z04!F23, 报告.pdf 第12页, 报告.docx 表3 第4行第2格, 报告.docx 第9段."""
        if self.page:
            return f"{self.file} 第{self.page}页"
        if self.sheet == "正文":
            return f"{self.file} 第{self.row + 1}段"
        if re.fullmatch(r"表\d+", self.sheet):
            return f"{self.file} {self.sheet} 第{self.row + 1}行第{self.column + 1}格"
        return f"{self.file}!{self.sheet}!{letters_of(self.column)}{self.row + 1}" if self.sheet else self.file


def letters_of(column: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA: the name of a column as spreadsheet programs have it."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with something in it. `text` is what it shows, blanks as they stand; `number` the exact number where the
    file stores one and no text.

    rows, columns: how many it spans; formula: it is calculated, and `number` is what the file remembers of it (None:
    nothing); day: where the file stores one.
    """

    text: str
    spot: Spot
    number: Decimal | None = None
    rows: int = 1
    columns: int = 1
    formula: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Grid:
    """One sheet, or one table of a document: its cells by row and column from 0, a merged one at its upper left.

    name: of the sheet, or what the document's table is called by (第3页表1); above: the lines of text that stand over a
    table of a document, nearest last; hidden: the sheet is; hidden_rows, hidden_columns: those of it that are.
    """

    name: str
    file: str
    cells: Mapping[tuple[int, int], GridCell]
    above: tuple[TextLine, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def height(self) -> int:
        """How many rows there are."""
        return max((r + cell.rows for (r, _), cell in self.cells.items()), default=0)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max((c + cell.columns for (_, c), cell in self.cells.items()), default=0)

    def row(self, number: int) -> Iterator[tuple[int, GridCell]]:
        """The cells that begin in a row, from left to right, with their columns."""
        for column in range(self.width):
            if cell := self.cells.get((number, column)):
                yield column, cell


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph of running text; `heading`: its level in the outline, 0 for none.

    pieces: of a PDF, where in the text each printed line begins, with its place on the page.
    """

    text: str
    spot: Spot
    heading: int = 0
    pieces: tuple[tuple[int, Spot], ...] = ()


@dataclass(frozen=True)
class Notice:
    """What must be told about a file: it is hidden, calculated, cut off, unusual. `spot`: where."""

    code: str
    message: str
    spot: Spot
    remedy: str = ""


@dataclass(frozen=True)
class OpenedFile:
    """A file as it was read. container: xlsx, xls, html, spreadsheetml, docx, pdf, csv; pages: of a PDF; unread: those
    of them, from 1, that nothing or not all could be read of, 0 where nobody knows which.
    """

    path: Path
    container: str
    grids: tuple[Grid, ...]
    lines: tuple[TextLine, ...] = ()
    notices: tuple[Notice, ...] = ()
    pages: int = 0
    info: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[int] = frozenset()


class Unreadable(Exception):
    """The file gives nothing: `code`, one sentence why, and what to do."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy
