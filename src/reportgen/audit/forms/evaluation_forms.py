"""A form of goals or of an evaluation by the department itself -> rows of money and of indicators, by its heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportgen.audit.text.letters import fold
from reportgen.reading.grid import Grid, GridCell

_ROLES: Mapping[str, re.Pattern[str]] = {
    "score": re.compile(r"^(?:自评|评价|评分|实际)?得分"),
    "points": re.compile(r"^(?:分值|权重|满分|标准分|指标分值)"),
    "rate": re.compile(r"执行率"),
    "spent": re.compile(r"执行数|支出数"),
    "initial": re.compile(r"年初预算数"),
    "budget": re.compile(r"预算数"),
    "name": re.compile(r"三级指标|指标内容|指标名称"),
    "done": re.compile(r"完成值|实际值"),
    "goal": re.compile(r"(?:目标|指标)值(?!.*(?:前年|上年))"),
}
_POINTS = re.compile(r"\((\d+(?:\.\d+)?)分\)$")
_NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)(%|分)?")
_ENDS = re.compile(r"^(?:总分|合计得分|总得分|得分合计|合计|偏差|改进|未完成|自评结论|备注|说明)")
_TOTAL = re.compile(r"^(?:总分|合计得分|总得分|得分合计)$")
_STATED = re.compile(r"(?:自评)?(?:总分|得分)[:为]?(\d+(?:\.\d+)?)分?$")
_TIMES = re.compile(r"(\d+(?:\.\d+)?)分?[×*xX]执行率")
_FEWEST = 2


@dataclass(frozen=True)
class ScoredRow:
    """A row below a head. by: its cells by what the head says of them; head: that head's cells."""

    number: int
    by: Mapping[str, GridCell]
    head: Mapping[str, GridCell]

    def value(self, role: str) -> Decimal | None:
        """The number in a cell; None where it holds none, or more than one."""
        cell = self.by.get(role)
        return number_of(cell) if cell else None

    @property
    def name(self) -> str:
        """What an indicator is called, without its points."""
        return _POINTS.sub("", fold(self.by["name"].text)) if "name" in self.by else ""

    @property
    def points(self) -> Decimal | None:
        """How many it can have at most: of its column, or behind its name."""
        if "points" in self.by:
            return self.value("points")
        return points_of(self.by["name"]) if "name" in self.by else None


@dataclass(frozen=True)
class EvaluationForm:
    """rows: in their order; total: the cell of the whole score."""

    grid: Grid
    rows: tuple[ScoredRow, ...]
    total: GridCell | None

    @cached_property
    def money(self) -> tuple[ScoredRow, ...]:
        """Rows of what was planned and spent."""
        return tuple(row for row in self.rows if {"budget", "spent"} <= set(row.by))

    @cached_property
    def indicators(self) -> tuple[ScoredRow, ...]:
        """Rows of indicators."""
        return tuple(row for row in self.rows if "name" in row.by and row.name)

    @cached_property
    def scored(self) -> tuple[ScoredRow, ...]:
        """Rows that have a score."""
        return tuple(row for row in self.rows if row.value("score") is not None)

    @cached_property
    def stated(self) -> Decimal | None:
        """The score of the whole, as its row or the line over the form has it."""
        if self.total is not None:
            return number_of(self.total)
        said = (_STATED.search(fold(line.text)) for line in reversed(self.grid.above[-2:]))
        return next((Decimal(match[1]) for match in said if match), None)


def form_of(grid: Grid) -> EvaluationForm | None:
    """A grid as a form; None where it is none."""
    rows = tuple(_rows(grid))
    if not any({"score", "spent", "goal"} & set(row.by) for row in rows):
        return None
    return EvaluationForm(grid, rows, _total(grid))


def _rows(grid: Grid) -> Iterator[ScoredRow]:
    head: dict[str, GridCell] = {}
    columns: dict[int, str] = {}
    for number in range(grid.height):
        cells = [(column, cell) for column, cell in grid.row(number) if fold(cell.text)]
        roles = _roles(cells)
        if len(roles) >= _FEWEST and (
            "score" in roles.values() or "name" in roles.values() or "spent" in roles.values()
        ):
            columns, head = roles, {role: grid.cells[number, column] for column, role in roles.items()}
            continue
        if cells and _ENDS.search(fold(cells[0][1].text)):
            columns, head = {}, {}
        by = {columns[column]: cell for column, cell in cells if column in columns}
        if by:
            yield ScoredRow(number, by, head)


def _roles(cells: list[tuple[int, GridCell]]) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, cell in cells:
        words = fold(cell.text)
        role = next((name for name, pattern in _ROLES.items() if pattern.search(words)), "")
        if role and role not in found.values() and len(words) < _LONG:
            found[column] = role
    if "score" not in found.values() and not {"name", "spent"} & set(found.values()):
        return {}
    if "score" in found.values() and len(found) == 1:  # 年初设定目标 | 全年实际完成情况 | 得分
        found |= {column: "text" for column, _ in cells if column not in found}
    return found


_LONG = 22


def _total(grid: Grid) -> GridCell | None:
    for number in range(grid.height):
        cells = [cell for _, cell in grid.row(number) if fold(cell.text)]
        if len(cells) > 1 and _TOTAL.search(fold(cells[0].text)):
            return next((cell for cell in reversed(cells) if number_of(cell) is not None), None)
    return None


def number_of(cell: GridCell) -> Decimal | None:
    """The number of a cell that holds nothing else but 分 or %."""
    text = fold(cell.text)
    if not text and cell.number is not None:
        return cell.number
    found = _NUMBER.fullmatch(text)
    return Decimal(found[1].replace(",", "")) if found else None


def points_of(cell: GridCell) -> Decimal | None:
    """What stands behind a name: 产出指标（40分）."""
    found = _POINTS.search(fold(cell.text))
    return Decimal(found[1]) if found else None


def points_of_money(row: ScoredRow) -> Decimal | None:
    """How many points the execution can have, where the head says that its rate makes the score."""
    found = _TIMES.search(fold(row.head["score"].text)) if "score" in row.head else None
    return Decimal(found[1]) if found else None
