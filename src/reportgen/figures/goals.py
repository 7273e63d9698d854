"""Indicators of 绩效目标, stated once under their project -> the rows of the 申报表 that show them, with their spans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from reportgen.figures import FigureBook
from reportgen.model.amount import NOTHING, PENDING_MARK

OVERALL = "整体"
LASTING, YEARLY = "长期目标", "年度目标"
"""Columns that place an indicator under a goal of the 部门整体支出绩效目标申报表."""


@dataclass(frozen=True)
class Goal:
    """One indicator as stated."""

    form: str
    name: str
    row: int
    cells: dict[str, str]

    @property
    def key(self) -> str:
        """The key of its value of the year; with .上年 or .前年 those before."""
        return f"预算指标.{self.form}.{self.name}"

    @property
    def title(self) -> str:
        """指标内容."""
        return self.cells.get("指标", self.name).strip()

    @property
    def target(self) -> str:
        """目标名称; the content where none is written."""
        return self.cells.get("目标名称", "").strip() or self.title

    @property
    def standard(self) -> str:
        """绩效标准."""
        return self.cells.get("标准", "").strip()

    def levels(self) -> tuple[str, str]:
        """一级 and 二级, with the word 指标; 【待填】 for one that is not written."""
        first, _, second = self.cells.get("层级", "").partition("/")
        return _named(first), _named(second)

    def under(self, column: str) -> str:
        """The number of the goal under which it stands; '' for none."""
        text = self.cells.get(column, "").strip()
        return "" if text in NOTHING else text


@dataclass(frozen=True)
class GoalRow:
    """A printed row; a label is printed where its span is not 0."""

    goal: Goal
    target_span: int
    first: str
    first_span: int
    second: str
    second_span: int


def _named(level: str) -> str:
    level = level.strip()
    if not level:
        return PENDING_MARK
    return level if level.endswith("指标") else f"{level}指标"


def stated(book: FigureBook) -> Iterator[Goal]:
    """Every indicator of the budget."""
    budget = book.loaded.data.budget
    for form, rows in budget.indicators.items() if budget else ():
        for number, cells in enumerate(rows):
            yield Goal(form, (cells.get("代号") or next(iter(cells.values()), "")).strip(), number, cells)


def of_project(book: FigureBook, name: str) -> list[GoalRow]:
    """The rows of a project's 年度绩效目标表, by the edition's order of levels."""
    return _rows(book, (goal for goal in stated(book) if goal.form == name))


def under_goal(book: FigureBook, column: str, number: str) -> list[GoalRow]:
    """The rows of one goal of the overall form: the department's own and those that projects state."""
    return _rows(book, (goal for goal in stated(book) if goal.under(column) == number))


def _rows(book: FigureBook, goals: Iterable[Goal]) -> list[GoalRow]:
    levels = book.edition.settings["levels"]

    def place(goal: Goal) -> tuple[int, int]:
        first, second = goal.levels()
        return _index(levels["first"], first), _index(levels["second"], second)

    ordered = sorted(goals, key=place)
    targets, firsts, seconds = (
        _spans(ordered, by)
        for by in (lambda g: (g.levels()[0], g.target), lambda g: g.levels()[0], lambda g: g.levels())
    )
    return [
        GoalRow(goal, targets[n], goal.levels()[0], firsts[n], goal.levels()[1], seconds[n])
        for n, goal in enumerate(ordered)
    ]


def _spans(goals: list[Goal], by: Callable[[Goal], object]) -> list[int]:
    """How many rows the first of every run of alike takes; 0 for the others."""
    spans: list[int] = []
    for _, run in groupby(goals, key=by):
        size = len(list(run))
        spans += [size, *[0] * (size - 1)]
    return spans


def _index(order: list[str], name: str) -> int:
    """The most telling word that a level has: 服务对象满意度 before 满意度."""
    return next((n for n, word in enumerate(order) if word in name), len(order))
