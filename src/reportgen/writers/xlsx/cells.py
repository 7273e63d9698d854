"""What a cell of a table holds and how it looks; how high its row must be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from reportgen.document.tree import DocumentError, text_of
from reportgen.writers.json import printed_text
from reportgen.writers.xlsx.amounts import blank_format, exact, number_format, places_of
from reportgen.writers.xlsx.grid import SheetCell, SheetGrid

Properties = dict[str, str | int]

LINE_HEIGHT = 15.0
TABLE_SIZE = 10
_ALONE = re.compile(r"-?\d[\d,]*(?:\.\d+)?[%分]?")
UNIT = 10.5  # a column's width counts in digits of 7 pixels, of which a point has 2/3 for half a Chinese character


def looks_of(cell: SheetCell) -> Properties:
    """Its frame, its side, its weight."""
    looks: Properties = {"border": 1, "text_wrap": 1, "font_size": TABLE_SIZE}
    centered = cell.head or cell.classes & {"center", "line", "column-numbers"}
    looks["align"] = "center" if centered else "right" if cell.numeric else "left"
    if cell.classes & {"total", "group", "strong"} or cell.head or cell.element.find("strong") is not None:
        looks["bold"] = 1
    if not centered and cell.classes & {"l2", "l3"}:
        looks["indent"] = 1 if "l2" in cell.classes else 2
    if cell.numeric and not cell.head:
        looks["text_wrap"] = 0
    return looks


@dataclass(frozen=True)
class CellContent:
    """What a cell prints; `shown` is its number format, for words there is none."""

    text: str
    value: Decimal | None = None
    shown: str | None = None

    @property
    def summable(self) -> bool:
        """Whether a sum over it works in Excel: it is empty or holds a number, not words."""
        return self.shown is not None


def content_of(cell: SheetCell, places: int) -> CellContent:
    """A number under its format, or words; `places` are those of the table."""
    text = printed_text(cell.element)
    if not cell.numeric:
        return _score_or_words(cell, text)
    data = cell.element.findall("data")
    value = exact(data[0].get("value")) if len(data) == 1 else None
    if not text:
        return CellContent(text, value, blank_format(places))
    if value is None:
        return CellContent(text)
    return CellContent(text, value, number_format(value, text, places, data[0].get("data-abs") == "1"))


def _score_or_words(cell: SheetCell, text: str) -> CellContent:
    """A cell of a form: a score or a rate that stands alone is the number that is printed (19.22, 96.1%), everything
    else is words.
    """
    data = cell.element.findall("data")
    if len(data) != 1 or exact(data[0].get("value")) is None or not _ALONE.fullmatch(text.strip()):
        return CellContent(text)
    value = Decimal(re.sub("[^0-9.-]", "", text))
    return CellContent(text, value, number_format(value, text.strip(), 0))


def added_by(rule: str, values: Mapping[str, Decimal]) -> Decimal:
    """What the cells that a sum names come to."""
    unknown = [term for term in rule.split() if term[1:] not in values]
    if unknown:
        raise DocumentError(f"算式“{rule}”里的“{unknown[0]}”不是本表的数")
    return sum((-values[t[1:]] if t[0] == "-" else values[t[1:]] for t in rule.split()), Decimal(0))


def places_in(cell: SheetCell) -> int:
    """The decimals that it is printed with."""
    data = cell.element.findall("data") if cell.numeric else []
    return max((places_of(text_of(e)) or 0 for e in data), default=0)


def heights_of(grid: SheetGrid, widths: list[float]) -> dict[int, float]:
    """Heights of the rows whose words wrap: Excel fits none that holds a merged cell."""
    heights = dict.fromkeys(range(grid.rows), LINE_HEIGHT)
    for cell in sorted(grid.cells, key=lambda c: c.rows):
        width = sum(widths[cell.column : cell.column + cell.columns])
        needed = lines_of(printed_text(cell.element), width) * LINE_HEIGHT
        covered = range(cell.row, cell.row + cell.rows)
        heights[covered[-1]] += max(0.0, needed - sum(heights[row] for row in covered))
    return heights


def lines_of(text: str, width: float, size: int = TABLE_SIZE) -> int:
    """How many lines words take in a column: a Chinese character is as wide as its size,
    other characters half as wide.
    """
    units = (sum(1 if character < "\u2e80" else 2 for character in line) for line in text.split("\n"))
    room = max(width * UNIT / size - 0.5, 1)
    return sum(max(1, ceil(count / room)) for count in units)
