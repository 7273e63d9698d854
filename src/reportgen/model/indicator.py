"""An indicator as stated, of a project, of the whole department or of a budget's goals: one row, and its places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reportgen.model.amount import NOTHING, PENDING_MARK

OVERALL = "整体"
EVALUATION = "部门整体"
"""The form of 绩效自评报告: of the whole too, and with three levels of its own."""
TABLE, REPORT, BUDGET = "指标", "绩效自评报告", "部门预算"
"""Parts of the data that have indicators; an edition says of the first two which it prints forms (forms)."""
LASTING = "长期目标"
"""The column that places an indicator under a lasting goal of the 部门整体支出绩效目标申报表."""
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


@lru_cache(maxsize=1024)
def _named(level: str, suffix: str) -> str:
    level = level.strip().replace(".", "．")  # it becomes a part of a key
    if not level:
        return PENDING_MARK
    return level if level.endswith(suffix) else f"{level}{suffix}"
