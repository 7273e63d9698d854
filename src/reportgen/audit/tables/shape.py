"""A table of any kind -> its amounts by row and column, what each row and column is called, without any form of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from reportgen.audit.text.letters import fold
from reportgen.reading.grid import Grid, GridCell
from reportgen.recognise.cells import Cells
from reportgen.recognise.labels import bare

_AMOUNT = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_PLACES = re.compile(r"\.\d+$")
_CODE = re.compile(r"\d{2,9}")
_NUMBERS = ("**", "*", "栏次", "行次", "栏目")
"""What stands before the numbers of columns."""
_RATE = re.compile(r"率|占比|比重|比例|幅度|[%％]")
_TOTAL = re.compile(r"(?:合计|总计|小计|共计|总额)$")

Place = tuple[int, int]


@dataclass(frozen=True)
class Shape:
    """A grid by its amounts. columns: those that hold amounts; first: the first row with one."""

    grid: Grid

    @cached_property
    def cells(self) -> Cells:
        """With its merged cells laid out."""
        return Cells(self.grid)

    @cached_property
    def amounts(self) -> dict[Place, Decimal]:
        """Amounts of the columns where some have places: not codes, numbers of rows and years."""
        found: dict[Place, Decimal] = {}
        placed: Counter[int] = Counter()
        for (row, column), cell in self.grid.cells.items():
            text = fold(cell.text)
            if not text and cell.number is not None:
                text = f"{cell.number:f}"
            if _AMOUNT.fullmatch(text):
                found[row, column] = Decimal(text.replace(",", ""))
                placed[column] += bool(_PLACES.search(text))
        return {at: value for at, value in found.items() if placed[at[1]] and not self._counting(at[0], found)}

    def _counting(self, row: int, found: dict[Place, Decimal]) -> bool:
        """Whether a row only numbers the columns."""
        if any(fold(cell.text) in _NUMBERS for _, cell in self.grid.row(row)):
            return True
        own = [value for (r, _), value in sorted(found.items()) if r == row]
        whole = all(value == value.to_integral_value() for value in own)
        return len(own) > 2 and whole and all(0 < b - a <= 5 for a, b in pairwise(own))

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Those that hold amounts."""
        return tuple(sorted({column for _, column in self.amounts}))

    @cached_property
    def first(self) -> int:
        """The first row that holds one."""
        return min((row for row, _ in self.amounts), default=0)

    @cached_property
    def rates(self) -> frozenset[int]:
        """Columns of rates and shares, which nobody adds up."""
        return frozenset(column for column in self.columns if _RATE.search(self.called(column)))

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Those that hold amounts."""
        return tuple(sorted({row for row, _ in self.amounts}))

    @cached_property
    def heads(self) -> dict[int, tuple[GridCell, ...]]:
        """Of each column the cells of the head over it, from the top."""
        found: dict[int, tuple[GridCell, ...]] = {}
        for column in self.columns:
            over = (self.cells.at(row, column) for row in range(self.first))
            words = (cell for cell in over if cell and fold(cell.text) and not _AMOUNT.fullmatch(fold(cell.text)))
            found[column] = tuple(dict.fromkeys(words))
        return found

    def called(self, column: int) -> str:
        """The words of its head."""
        return "/".join(bare(cell.text) for cell in self.heads.get(column, ()))

    @cached_property
    def labels(self) -> dict[int, str]:
        """What each row with amounts is called: its last words before the first amount."""
        found: dict[int, str] = {}
        for row in self.rows:
            words = [bare(c.text) for column, c in self.grid.row(row) if column < self.columns[0]]
            found[row] = next((word for word in reversed(words) if word and not _CODE.fullmatch(word)), "")
        return found

    @cached_property
    def codes(self) -> dict[int, str]:
        """The code of each row that has one: several columns of one (201 03 08) are one code."""
        found: dict[int, str] = {}
        for row in self.rows:
            words = [fold(c.text) for column, c in self.grid.row(row) if column < self.columns[0]]
            parts = [word for word in words if _CODE.fullmatch(word)]
            if parts:
                found[row] = "".join(parts)
        return found

    def is_total(self, words: str) -> bool:
        """Whether words name a total."""
        return bool(_TOTAL.search(words))
