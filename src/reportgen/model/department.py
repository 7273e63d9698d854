"""The facts of one department in one year: its parts in their order."""

from __future__ import annotations

from reportgen.model.accounts import Accounts
from reportgen.model.expenses import Expenses
from reportgen.model.narrative import Narrative
from reportgen.model.organization import Disclosure, Organization
from reportgen.model.projects import Projects


class DepartmentYear(Narrative, Projects, Expenses, Accounts, Organization):
    """部门年度: the facts of one department in one year and the reports made from them.

    The fields of the last base come first: 年度 … 主要职能, then 收支 and so on.
    """

    def disclosure_of(self, kind: str) -> Disclosure:
        """When and where a report is published: what its own order says, else 公开."""
        order = self.reports.get(kind)
        return (order.disclosure if order else None) or self.disclosure
