"""Forms by which money for a project is asked for: what it costs is what its sources give and what its items cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from reportgen.audit.finding import AuditFinding
from reportgen.audit.forms.evaluation_forms import number_of
from reportgen.audit.forms.evaluation_scores import told
from reportgen.audit.text.letters import fold
from reportgen.reading.grid import Grid, GridCell

_YEAR = re.compile(r"^(?:项目)?(?:当年|本年度?|年度)预算(?:金额|数|资金)?(?:\(万元\))?$")
_AMOUNT = re.compile(r"^(?:金额|预算数|当年金额)(?:\(万元\))?$")
_BLOCKS = {"来源": re.compile(r"资金来源"), "明细": re.compile(r"明细|测算|经济科目")}
_ALL = re.compile(r"^(?:\d+[.、])?(?:合计|总计|小计)$")
_FEWEST = 2


def goal_findings(grid: Grid, title: str) -> Iterator[AuditFinding]:
    """The amount of the year, the sum of the sources and that of the items, where two of these agree."""
    year = _of_year(grid)
    if year is None:
        return
    sums: list[tuple[GridCell, Decimal, list[GridCell]]] = [(year, _value(year), [year])]
    for total, parts in _blocks(grid):
        if total is not None:
            sums.append((total, _value(total), [total]))
        if parts:
            sums.append((parts[0], sum((_value(cell) for cell in parts), Decimal(0)), parts))
    values = [value for _, value, _ in sums]
    usual = max(values, key=values.count)
    if values.count(usual) < _FEWEST or values.count(usual) <= len(values) // 2:
        return
    for cell, value, cells in sums:
        if value != usual:
            many = len(cells) > 1
            problem = f"等 {len(cells)} 项相加是 {value}，别处都是 {usual}" if many else f"别处都是 {usual}"
            yield told(title, cell, problem, "" if many else f"{usual}", cells)


def _value(cell: GridCell) -> Decimal:
    return number_of(cell) or Decimal(0)


def _of_year(grid: Grid) -> GridCell | None:
    """The cell behind 当年预算."""
    for number in range(grid.height):
        cells = [cell for _, cell in grid.row(number)]
        for cell, behind in pairwise(cells):
            if _YEAR.search(fold(cell.text)) and number_of(behind) is not None:
                return behind
    return None


def _blocks(grid: Grid) -> Iterator[tuple[GridCell | None, list[GridCell]]]:
    """The total and the parts below each head with 金额, until the next head."""
    column, total, parts = -1, None, list[GridCell]()
    for number in range(grid.height):
        cells = list(grid.row(number))
        heads = [c for c, cell in cells if _AMOUNT.search(fold(cell.text))]
        named = any(pattern.search(fold(cell.text)) for _, cell in cells for pattern in _BLOCKS.values())
        amount = grid.cells.get((number, column))
        if column >= 0 and (heads or amount is None or number_of(amount) is None):
            yield total, parts
            column, total, parts = -1, None, []
        if heads and named:
            column = heads[-1]
        elif column >= 0 and amount is not None:
            if any(_ALL.search(fold(cell.text)) for _, cell in cells):
                total = amount
            else:
                parts.append(amount)
    if column >= 0:
        yield total, parts
