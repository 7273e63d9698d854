"""How spending stands to a budget that is named: what a template asks instead of comparing words."""

from __future__ import annotations

from enum import StrEnum


class BudgetOutcome(StrEnum):
    """Printed, it is the word itself: 支出决算数大于年初预算数."""

    UNKNOWN = "不知"
    """The budget is not known at this level, or the spending isn't."""
    UNBUDGETED = "无预算"
    """Spent without any budget: it was added in the year."""
    LEVEL = "持平"
    ABOVE = "大于"
    BELOW = "小于"

    @property
    def unknown(self) -> bool:
        """Nothing can be said."""
        return self is BudgetOutcome.UNKNOWN

    @property
    def unbudgeted(self) -> bool:
        """The budget was 0, and money was spent."""
        return self is BudgetOutcome.UNBUDGETED

    @property
    def above(self) -> bool:
        """More than the budget, which was not 0."""
        return self is BudgetOutcome.ABOVE

    @property
    def below(self) -> bool:
        """Less than the budget."""
        return self is BudgetOutcome.BELOW

    @property
    def differs(self) -> bool:
        """Known, and not what was budgeted: a reason must be given."""
        return self not in (BudgetOutcome.UNKNOWN, BudgetOutcome.LEVEL)
