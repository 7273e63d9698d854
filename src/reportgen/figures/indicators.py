"""Indicators as stated, of projects, of the whole department and of a budget's goals -> their places in forms and levels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportgen.figures.book import FigureBook
from reportgen.model.amount import NOTHING, PENDING_MARK

OVERALL = "整体"
EVALUATION = "部门整体"
"""The form of 绩效自评报告: of the whole too, and with three levels of its own."""
BASES = {OVERALL: "整体自评", EVALUATION: "部门自评"}
"""Where the totals of a form stand that is no project's."""
TABLE, REPORT, BUDGET = "指标", "绩效自评报告", "部门预算"
"""Parts of the data that have indicators; an edition says of the first two which it prints forms (forms)."""
LASTING, YEARLY = "长期目标", "年度目标"
"""Columns that place an indicator under a goal of the 部门整体支出绩效目标申报表."""
GOAL = "整体目标"
"""The column that places one under a goal of the overall self-evaluation."""
COLUMNS = {"指标值": "目标值"}
HEADS = {"目标值": "指标值"}
"""What 绩效自评报告 calls a column, and what the forms of projects do."""
SUFFIX = "指标"


@dataclass(frozen=True)
class Indicator:
    """One row, as stated: its own form, and the points that it has in every form.

    ledger: the first part of its key; home: where its table stands in the data; suffixes: the words that 一级 and 二级
    end with in print.
    """

    form: str
    name: str
    row: int
    cells: dict[str, str]
    home: tuple[str, ...]
    ledger: str = "指标"
    suffixes: tuple[str, str] = (SUFFIX, SUFFIX)

    def place(self, column: str = "") -> tuple[str | int, ...]:
        """The path in the data of one of its cells, or of its row."""
        row: tuple[str | int, ...] = (*self.home, self.row)
        if not column:
            return row
        return (*row, HEADS.get(column, column) if self.form == EVALUATION else column)

    @property
    def key(self) -> str:
        """The key of its actual value; of a goal, of its value of the year, with .上年 or .前年 those before."""
        return f"{self.ledger}.{self.form}.{self.name}"

    @property
    def title(self) -> str:
        """The name that is printed."""
        return self._cell("指标", self.name)

    @property
    def target(self) -> str:
        """目标名称 of a goal; the name where none is written."""
        return self._cell("目标名称") or self.title

    @property
    def standard(self) -> str:
        """绩效标准 of a goal."""
        return self._cell("标准")

    def _cell(self, column: str, otherwise: str = "") -> str:
        return self.cells.get(column, otherwise).strip()

    def levels(self) -> tuple[str, str]:
        """一级 and 二级, with the word 指标; 【待填】 for one that is not written."""
        first, _, second = self.cells.get("层级", "").partition("/")
        return _named(first, self.suffixes[0]), _named(second, self.suffixes[1])

    def points_column(self, form: str) -> str:
        """The head of the column that holds its points for a form."""
        return "分值" if form == self.form else form

    def points_text(self, form: str) -> str:
        """The points cell for a form; '' when it does not stand there."""
        return self._unless_nothing(self.points_column(form))

    def score_text(self, form: str) -> str:
        """The score that a person stated for a form, '' when it is to be derived."""
        return self._cell(self.score_column(form))

    def score_column(self, form: str) -> str:
        """The head of the column that holds its score for a form."""
        return "得分" if form == self.form else f"{form}得分"

    def column(self, name: str, form: str) -> str:
        """The key of its points or score in a form."""
        return f"{self.key}.{name}" if form == self.form else f"{self.key}.{form}{name}"

    def under(self, column: str) -> str:
        """The number of the goal under which it stands; '' for none."""
        return self._unless_nothing(column)

    def goal(self, form: str) -> str:
        """The goal of the overall self-evaluation under which it stands; '' in a form without goals."""
        return self._cell(GOAL) if form == OVERALL else ""

    def _unless_nothing(self, column: str) -> str:
        text = self._cell(column)
        return "" if text in NOTHING else text


def _named(level: str, suffix: str) -> str:
    level = level.strip().replace(".", "．")  # it becomes a part of a key
    if not level:
        return PENDING_MARK
    return level if level.endswith(suffix) else f"{level}{suffix}"


def row_name(cells: dict[str, str]) -> str:
    """The short name of a row: its 代号, else its first cell."""
    return (cells.get("代号") or next(iter(cells.values()), "")).strip()


def indicators(book: FigureBook) -> Iterator[Indicator]:
    """Every indicator of 指标."""
    for form, rows in book.loaded.data.indicators.items():
        for number, cells in enumerate(rows):
            yield Indicator(form, row_name(cells), number, cells, (TABLE, form))


def evaluation_indicators(book: FigureBook) -> Iterator[Indicator]:
    """Every indicator of 绩效自评报告, its columns called as in the forms of projects."""
    own = book.loaded.data.evaluation
    suffixes = book.edition.settings["level_suffixes"]
    for number, cells in enumerate(own.indicators if own else ()):
        renamed = {COLUMNS.get(head, head): text for head, text in cells.items()}
        ends = (suffixes["first"], suffixes["second"])
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
    printed = book.edition.settings["forms"]
    if TABLE in printed:
        names |= dict.fromkeys([*book.loaded.data.indicators, *(p.name for p in book.loaded.data.projects), OVERALL])
    if REPORT in printed:
        names[EVALUATION] = None
    return [name for name in names if any(row.points_text(name) for row in indicators_of(book, name))]


def base_of(form: str) -> str:
    """Where the totals of a form stand: 项目.X, 整体自评 or 部门自评."""
    return BASES.get(form, f"项目.{form}")


def form_at(base: str) -> str:
    """The form whose totals stand there."""
    return next((form for form, own in BASES.items() if own == base), base.removeprefix("项目."))


def in_form(book: FigureBook, form: str) -> list[Indicator]:
    """The indicators of one form, in the edition's order of levels."""
    place = place_by_level(book)
    rows = (row for row in indicators_of(book, form) if row.points_text(form))
    return sorted(rows, key=lambda row: (row.goal(form), *place(row)))


def place_by_level(book: FigureBook) -> Callable[[Indicator], tuple[int, int]]:
    """The place of an indicator in the edition's order of 一级 and 二级."""
    levels = book.edition.settings["levels"]

    def place(row: Indicator) -> tuple[int, int]:
        first, second = row.levels()
        return _index(levels["first"], first), _index(levels["second"], second)

    return place


def level_place(book: FigureBook, first: str) -> int:
    """The place of a 一级指标 in the edition's order."""
    return _index(book.edition.settings["levels"]["first"], first)


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
