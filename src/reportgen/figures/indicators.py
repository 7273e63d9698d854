"""The indicators of a department-year -> their forms, and their order and spans by level."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from reportgen.figures.book import FigureBook
from reportgen.model.indicator import BUDGET, COLUMNS, EVALUATION, OVERALL, REPORT, TABLE, Indicator
from reportgen.model.once import once

BASES = {OVERALL: "整体自评", EVALUATION: "部门自评"}
"""Where the totals of a form stand that is no project's."""
TRANSFER = "转移支付."
"""Where those of a 转移支付 do."""


def row_name(cells: dict[str, str]) -> str:
    """The short name of a row: its 代号, else its first cell."""
    return (cells.get("代号") or next(iter(cells.values()), "")).strip()


@once
def indicators(book: FigureBook) -> tuple[Indicator, ...]:
    """Every indicator of 指标."""
    return tuple(
        Indicator(form, row_name(cells), number, cells, (TABLE, form))
        for form, rows in book.loaded.data.indicators.items()
        for number, cells in enumerate(rows)
    )


def evaluation_indicators(book: FigureBook) -> Iterator[Indicator]:
    """Every indicator of 绩效自评报告, its columns called as in the forms of projects."""
    own = book.loaded.data.evaluation
    suffixes = book.edition.settings.level_suffixes
    for number, cells in enumerate(own.indicators if own else ()):
        renamed = {COLUMNS.get(head, head): text for head, text in cells.items()}
        ends = (suffixes.first, suffixes.second)
        yield Indicator(EVALUATION, row_name(cells), number, renamed, (REPORT, TABLE), suffixes=ends)


def budget_indicators(book: FigureBook) -> Iterator[Indicator]:
    """Every indicator of the goals of a budget."""
    budget = book.loaded.data.budget
    for form, rows in budget.indicators.items() if budget else ():
        for number, cells in enumerate(rows):
            yield Indicator(form, row_name(cells), number, cells, (BUDGET, TABLE, form), ledger="预算指标")


def indicators_of(book: FigureBook, form: str) -> list[Indicator]:
    """Every indicator that may have points in a form."""
    return list(evaluation_indicators(book) if form == EVALUATION else indicators(book))


def forms_of(book: FigureBook) -> list[str]:
    """The forms that the edition prints and that have indicators: projects, then those of the whole."""
    names: dict[str, None] = {}
    printed = book.edition.settings.forms
    if TABLE in printed:
        names |= dict.fromkeys([*book.loaded.data.indicators, *(p.name for p in book.loaded.data.projects), OVERALL])
    if REPORT in printed:
        names[EVALUATION] = None
    return [name for name in names if any(row.points_text(name) for row in indicators_of(book, name))]


def base_of(book: FigureBook, form: str) -> str:
    """Where the totals of a form stand: 项目.X, 转移支付.X, 整体自评 or 部门自评."""
    if any(transfer.name == form for transfer in book.loaded.data.transfers):
        return f"{TRANSFER}{form}"
    return BASES.get(form, f"项目.{form}")


def form_at(base: str) -> str:
    """The form whose totals stand there."""
    own = next((form for form, whole in BASES.items() if whole == base), base)
    return own.removeprefix("项目.").removeprefix(TRANSFER)


def in_form(book: FigureBook, form: str) -> list[Indicator]:
    """The indicators of one form, in the edition's order of levels."""
    known = _by_form(book)
    if form not in known:
        place = place_by_level(book)
        rows = (row for row in indicators_of(book, form) if row.points_text(form))
        known[form] = sorted(rows, key=lambda row: (row.goal(form), *place(row)))
    return list(known[form])


@once
def _by_form(_book: FigureBook) -> dict[str, list[Indicator]]:
    """What `in_form` has worked out: every figure of a form asks for it."""
    return {}


def place_by_level(book: FigureBook) -> Callable[[Indicator], tuple[int, int]]:
    """The place of an indicator in the edition's order of 一级 and 二级."""
    levels = book.edition.settings.levels

    def place(row: Indicator) -> tuple[int, int]:
        first, second = row.levels()
        return _index(levels.first, first), _index(levels.second, second)

    return place


def level_place(book: FigureBook, first: str) -> int:
    """The place of a 一级指标 in the edition's order."""
    return _index(book.edition.settings.levels.first, first)


def _index(order: list[str], name: str) -> int:
    """The most telling word that a level has: 服务对象满意度 before 满意度."""
    return next((n for n, word in enumerate(order) if word in name), len(order))


def level_keys(book: FigureBook, form: str, path: tuple[str, ...]) -> list[str]:
    """The points of the rows under a level of a form: (产出指标, 数量指标), (目标1,), ()."""
    of_goal = path[:1] and path[0].startswith("目标")

    def names(row: Indicator) -> tuple[str, ...]:
        return (f"目标{row.goal(form)}", *row.levels()) if of_goal and row.goal(form) else row.levels()

    return [row.column("分值", form) for row in in_form(book, form) if names(row)[: len(path)] == path]


def spans(rows: Sequence[Indicator], by: Callable[[Indicator], object]) -> list[int]:
    """How many rows the first of every run of alike takes; 0 for the others."""
    found: list[int] = []
    for _, run in groupby(rows, key=by):
        size = len(list(run))
        found += [size, *[0] * (size - 1)]
    return found
