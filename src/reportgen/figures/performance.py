"""Indicators, stated once -> the self-evaluation forms that show them, row by row with their spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reportgen.figures import FigureBook
from reportgen.model.amount import NOTHING, PENDING_MARK
from reportgen.model.department import DepartmentYear, Project
from reportgen.model.selection import FUND, GENERAL, MEMBERS, is_subject_code

OVERALL = "整体"
EVALUATION = "部门整体"
"""The form of 绩效自评报告: of the whole too, and with three levels of its own."""
BASES = {OVERALL: "整体自评", EVALUATION: "部门自评"}
"""Where the totals of a form stand that is no project's."""
TABLE, REPORT = "指标", "绩效自评报告"
"""Parts of the data that have indicators; an edition says of which it prints forms (forms)."""


COLUMNS = {"指标值": "目标值"}
HEADS = {"目标值": "指标值"}
"""What 绩效自评报告 calls a column, and what the forms of projects do."""


@dataclass(frozen=True)
class Indicator:
    """One row, as stated: its own form, and the points that it has in every form."""

    form: str
    name: str
    row: int
    cells: dict[str, str]
    home: tuple[str, ...] = ()
    """Where its table stands in the data, by default 指标.FORM."""
    suffixes: tuple[str, str] = ("指标", "指标")
    """The words that 一级 and 二级 end with in print."""

    def place(self, column: str = "") -> tuple[str | int, ...]:
        """The path in the data of one of its cells, or of its row."""
        row: tuple[str | int, ...] = (*(self.home or (TABLE, self.form)), self.row)
        if not column:
            return row
        return (*row, HEADS.get(column, column) if self.home else column)

    @property
    def key(self) -> str:
        """The key of its actual value."""
        return f"指标.{self.form}.{self.name}"

    @property
    def title(self) -> str:
        """The name that is printed."""
        return self.cells.get("指标", self.name).strip()

    def levels(self) -> tuple[str, str]:
        """一级 and 二级, with the word 指标; 【待填】 for one that is not written."""
        first, _, second = self.cells.get("层级", "").partition("/")
        return _named(first, self.suffixes[0]), _named(second, self.suffixes[1])

    def points_column(self, form: str) -> str:
        """The head of the column that holds its points for a form."""
        return "分值" if form == self.form else form

    def points_text(self, form: str) -> str:
        """The points cell for a form; '' when it does not stand there."""
        text = self.cells.get(self.points_column(form), "").strip()
        return "" if text in NOTHING else text

    def score_text(self, form: str) -> str:
        """The score that a person stated for a form, '' when it is to be derived."""
        return self.cells.get("得分" if form == self.form else f"{form}得分", "").strip()

    def column(self, name: str, form: str) -> str:
        """The key of its points or score in a form."""
        return f"{self.key}.{name}" if form == self.form else f"{self.key}.{form}{name}"

    def goal(self, form: str) -> str:
        """The goal of the overall form under which it stands; '' without goals."""
        return self.cells.get("整体目标", "").strip() if form == OVERALL else ""


@dataclass(frozen=True)
class FormRow:
    """A printed row; a label is printed where its span is not 0."""

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


@dataclass(frozen=True)
class FormGoal:
    """The rows of one goal (one nameless goal in a form without goals)."""

    number: str
    points: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True)
class Form:
    """One self-evaluation form. `base` is where its totals stand: 项目.X or 整体自评."""

    name: str
    base: str
    goals: tuple[FormGoal, ...]

    @property
    def rows(self) -> tuple[FormRow, ...]:
        """All rows."""
        return tuple(row for goal in self.goals for row in goal.rows)


def _named(level: str, suffix: str) -> str:
    level = level.strip().replace(".", "．")  # it becomes a part of a key
    if not level:
        return PENDING_MARK
    return level if level.endswith(suffix) else f"{level}{suffix}"


def indicators(book: FigureBook) -> Iterator[Indicator]:
    """Every stated indicator."""
    for form, rows in book.loaded.data.indicators.items():
        for number, cells in enumerate(rows):
            yield Indicator(form, (cells.get("代号") or next(iter(cells.values()), "")).strip(), number, cells)


def indicators_of(book: FigureBook, form: str) -> list[Indicator]:
    """Every indicator that may have points in a form."""
    if form != EVALUATION:
        return list(indicators(book))
    own = book.loaded.data.evaluation
    suffixes = book.edition.settings["level_suffixes"]
    return [
        Indicator(
            EVALUATION,
            (cells.get("代号") or next(iter(cells.values()), "")).strip(),
            number,
            {COLUMNS.get(head, head): text for head, text in cells.items()},
            (REPORT, TABLE),
            (suffixes["first"], suffixes["second"]),
        )
        for number, cells in enumerate(own.indicators if own else ())
    ]


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


def in_form(book: FigureBook, form: str) -> list[Indicator]:
    """The indicators of one form, in the edition's order of levels."""
    firsts, seconds = book.edition.settings["levels"]["first"], book.edition.settings["levels"]["second"]

    def place(indicator: Indicator) -> tuple[str, int, int]:
        first, second = indicator.levels()
        return (indicator.goal(form), _index(firsts, first), _index(seconds, second))

    return sorted((i for i in indicators_of(book, form) if i.points_text(form)), key=place)


def level_place(book: FigureBook, first: str) -> int:
    """The place of a 一级指标 in the edition's order."""
    return _index(book.edition.settings["levels"]["first"], first)


def fund_of(book: FigureBook, project: Project) -> str:
    """The fund that pays for a project: the first that its subjects have 项目支出 of; 一般公共 when these don't tell."""
    for fund in MEMBERS[FUND]:
        if any(not book.resolve(f"支出.{code}.{fund}.项目支出").zero for code in project.subjects):
            return fund
    return GENERAL


def funds_of_projects(book: FigureBook) -> list[str]:
    """The funds of all projects, in their standard order; none when a project is paid by several and nobody knows how much by which."""
    projects = book.loaded.data.projects
    found = [fund for fund in MEMBERS[FUND] if any(fund_of(book, p) == fund for p in projects)]
    return [] if any(_more_than_spent(book, fund) for fund in found) else found


def _more_than_spent(book: FigureBook, fund: str) -> bool:
    told, whole = book.resolve(f"项目.{fund}.执行数"), book.resolve(f"支出.{fund}.项目支出")
    return told.certain and whole.certain and book.rounded(told) > book.rounded(whole)


def _index(order: list[str], name: str) -> int:
    return next((n for n, word in enumerate(order) if word in name), len(order))


def form_of(book: FigureBook, name: str) -> Form:
    """The form of a project (短名) or of 整体."""
    rows = in_form(book, name)
    goals = []
    for number, group in groupby(rows, key=lambda i: i.goal(name)):
        goals.append(FormGoal(number, f"自评.{name}.目标{number}.分值", tuple(_rows(name, list(group), number))))
    return Form(name, base_of(name), tuple(goals))


def _rows(form: str, rows: list[Indicator], goal: str) -> Iterator[FormRow]:
    levels = [i.levels() for i in rows]
    above = f"自评.{form}.目标{goal}" if goal else f"自评.{form}"
    for n, indicator in enumerate(rows):
        first, second = levels[n]
        new_first = n == 0 or levels[n - 1][0] != first
        new_second = new_first or levels[n - 1][1] != second
        yield FormRow(
            indicator=indicator,
            first=first,
            first_span=sum(lv[0] == first for lv in levels) if new_first else 0,
            first_points=f"{above}.{first}.分值",
            second=second,
            second_span=sum(lv == (first, second) for lv in levels) if new_second else 0,
            second_points=f"{above}.{first}.{second}.分值",
            target=f"{indicator.key}.目标值",
            actual=indicator.key,
            points=indicator.column("分值", form),
            score=indicator.column("得分", form),
        )


def level_keys(book: FigureBook, form: str, path: tuple[str, ...]) -> list[str]:
    """The points of the rows under a level of a form: (产出指标, 数量指标), (目标1,), ()."""
    keys = []
    for indicator in in_form(book, form):
        goal = f"目标{indicator.goal(form)}"
        names = (
            (goal, *indicator.levels())
            if indicator.goal(form) and path[:1] and path[0].startswith("目标")
            else indicator.levels()
        )
        if names[: len(path)] == path:
            keys.append(indicator.column("分值", form))
    return keys


def unknown_projects(data: DepartmentYear) -> dict[str, list[str]]:
    """Short names that the 项目 table does not have, and the fields that use them."""
    used = {
        "项目叙述": [n for group in data.narrated for n in group],
        "项目文字": list(data.project_words),
        "指标": [n for n in data.indicators if n != OVERALL],
        "项目支出成效": [n for n in data.project_effects if not is_subject_code(n)],
        "项目合称": [n for names in data.joint_names for n in names.split("、")],
    }
    known = {p.name for p in data.projects}
    found: dict[str, list[str]] = {}
    for field, names in used.items():
        for name in dict.fromkeys(names):
            if name not in known:
                found.setdefault(name, []).append(field)
    return found
