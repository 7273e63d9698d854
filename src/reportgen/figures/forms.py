"""Indicators -> the rows of the forms that show them: self-evaluation, and goals of a budget (申报表),
with their spans.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from reportgen.figures.book import FigureBook
from reportgen.figures.indicators import base_of, budget_indicators, in_form, place_by_level, spans
from reportgen.model.indicator import Indicator

NO_ROW = -1
"""The number of a row that nobody wrote."""


@dataclass(frozen=True)
class FormRow:
    """A printed row of a self-evaluation; a label is printed where its span is not 0."""

    indicator: Indicator
    first: str
    first_span: int
    first_points: str
    second: str
    second_span: int
    second_points: str
    target: str
    actual: str
    points: str
    score: str
    absent: bool = False
    """Whether the row only says that this level has no indicator."""


@dataclass(frozen=True)
class FormGoal:
    """The rows of one goal (one nameless goal in a form without goals); `printed` has those of empty levels too."""

    number: str
    points: str
    rows: tuple[FormRow, ...]
    printed: tuple[FormRow, ...]


@dataclass(frozen=True)
class Form:
    """One self-evaluation form. `base` is where its totals stand: 项目.X or 整体自评."""

    name: str
    base: str
    goals: tuple[FormGoal, ...]
    by_level: tuple[FormRow, ...] = ()
    """All rows by level, those of every goal together."""

    @property
    def rows(self) -> tuple[FormRow, ...]:
        """All rows."""
        return tuple(row for goal in self.goals for row in goal.rows)


def form_of(book: FigureBook, name: str) -> Form:
    """The form of a project (短名), of a 转移支付 or of 整体."""
    goals, levels = [], sorted(in_form(book, name), key=place_by_level(book))
    for number, group in groupby(in_form(book, name), key=lambda row: row.goal(name)):
        rows = list(group)
        every = sorted((*rows, *_absent(book, name, rows)), key=place_by_level(book))
        points = f"自评.{name}.目标{number}.分值"
        goals.append(FormGoal(number, points, _rows(name, rows, number), _rows(name, every, number)))
    return Form(name, base_of(book, name), tuple(goals), _rows(name, levels, ""))


def _absent(book: FigureBook, form: str, rows: list[Indicator]) -> list[Indicator]:
    """A row for each 二级 that the edition always prints and that has no indicator here."""
    found = {row.levels() for row in rows}
    always = [(first, second) for first, those in book.edition.settings.levels.always.items() for second in those]
    made = [Indicator(form, "", NO_ROW, {"层级": f"{first}/{second}"}, ()) for first, second in always]
    return [row for row in made if row.levels() not in found]


def _rows(form: str, rows: list[Indicator], goal: str) -> tuple[FormRow, ...]:
    above = f"自评.{form}.目标{goal}" if goal else f"自评.{form}"
    firsts, seconds = spans(rows, lambda row: row.levels()[0]), spans(rows, lambda row: row.levels())
    scored = {row.levels()[0] for row in rows if row.row != NO_ROW}
    return tuple(
        FormRow(
            indicator=row,
            first=row.levels()[0],
            first_span=firsts[n],
            first_points=f"{above}.{row.levels()[0]}.分值" if row.levels()[0] in scored else "",
            second=row.levels()[1],
            second_span=seconds[n],
            second_points=f"{above}.{'.'.join(row.levels())}.分值",
            target=f"{row.key}.目标值",
            actual=row.key,
            points=row.column("分值", form),
            score=row.column("得分", form),
            absent=row.row == NO_ROW,
        )
        for n, row in enumerate(rows)
    )


@dataclass(frozen=True)
class GoalRow:
    """A printed row of a budget's goals; a label is printed where its span is not 0."""

    goal: Indicator
    target_span: int
    first: str
    first_span: int
    second: str
    second_span: int


def goals_of_project(book: FigureBook, name: str) -> list[GoalRow]:
    """The rows of a project's 年度绩效目标表, by the edition's order of levels."""
    return _goal_rows(book, (row for row in budget_indicators(book) if row.form == name))


def goals_under(book: FigureBook, column: str, number: str) -> list[GoalRow]:
    """The rows of one goal of the overall form: the department's own and those that projects state."""
    return _goal_rows(book, (row for row in budget_indicators(book) if row.under(column) == number))


def _goal_rows(book: FigureBook, goals: Iterable[Indicator]) -> list[GoalRow]:
    rows = sorted(goals, key=place_by_level(book))
    targets = spans(rows, lambda row: (row.levels()[0], row.target))
    firsts, seconds = spans(rows, lambda row: row.levels()[0]), spans(rows, lambda row: row.levels())
    return [
        GoalRow(row, targets[n], row.levels()[0], firsts[n], row.levels()[1], seconds[n]) for n, row in enumerate(rows)
    ]
