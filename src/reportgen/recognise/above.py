"""The lines above a table -> the department, the year and the unit of money; none of them is ever assumed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.reading.grid import GridCell
from reportgen.recognise.cells import Cells
from reportgen.recognise.labels import fold

_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?|$)")
_UNIT = re.compile(
    r"(?:金额)?(?:计量)?单位:?(?:人民币)?:?(亿元|万元|千元|元)|\((?:金额)?单位:?(?:人民币)?(亿元|万元|千元|元)\)"
)
_BEHIND = re.compile(r"\((?:盖章|公章|签章|章)\)")
_ALONE = re.compile(r"\((亿元|万元|千元|元)\)$")


@dataclass(frozen=True)
class Above:
    """What stands over a table; stamped: the name of the department carried （盖章）. unit: "" where none is said."""

    department: str = ""
    year: int | None = None
    unit: str = ""
    unit_cell: GridCell | None = None
    department_cell: GridCell | None = None
    stamped: bool = False
    other_unit: GridCell | None = None
    """A title that ends in another unit than the line of the unit says."""


def read_above(cells: Cells, first: int, department_words: tuple[str, ...]) -> Above:
    """The lines above row `first`, where the head begins; the unit may stand just below it too."""
    name, year, unit = "", None, ""
    unit_cell = department_cell = None
    stamped, behind = False, None
    before = "|".join(sorted(map(re.escape, map(fold, department_words)), key=len, reverse=True))
    named = re.compile(rf"^(?:{before}):(.+)$")
    for row in range(first):
        for _, cell in cells.beginning(row):
            text = fold(cell.text)
            if found := _UNIT.search(text):
                unit, unit_cell = unit or found[1] or found[2], unit_cell or cell
                text = text[: found.start()]
            elif found := _ALONE.search(text):
                behind = behind or (found[1], cell)
            plain = _BEHIND.sub("", text)
            if (called := named.match(plain)) and not name:
                name, department_cell, stamped = _as_written(cell.text, called[1]), cell, plain != text
            if dated := _YEAR.search(text):
                year = year or int(dated[1])
    other = behind[1] if behind and unit and behind[0] != unit else None
    if behind and not unit:
        unit, unit_cell = behind
    return Above(name, year, unit, unit_cell, department_cell, stamped, other)


def _as_written(text: str, name: str) -> str:
    """The name as the cell has it, with its own brackets and quotation marks. name: the same, folded."""
    behind = re.split(r"[:：]", text, maxsplit=1)[-1]
    whole = next((behind[:end] for end in range(len(behind), 0, -1) if fold(behind[:end]) == name), "")
    return re.sub(r"\s+", "", whole) or name.replace("(", "（").replace(")", "）")
