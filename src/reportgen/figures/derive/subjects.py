"""Parts of the data -> what each adds to a report: facts and records, rules that make figures, findings of its own.

A kind of report needs no place here; a new part of the data does: one `Subject`, and one entry in `SUBJECTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reportgen.figures import FigureBook, FigureRule
from reportgen.figures.derive.accounts import gather
from reportgen.figures.derive.balances import complete
from reportgen.figures.derive.budget import budgeted
from reportgen.figures.derive.budget_records import BUDGET_RULES, budget_records
from reportgen.figures.derive.evaluation import EVALUATION_RULES, evaluation_facts, wrong_evaluation
from reportgen.figures.derive.facts import Facts
from reportgen.figures.derive.form_rules import FORM_RULES
from reportgen.figures.derive.forms import wrong_forms
from reportgen.figures.derive.fund_rules import FUND_RULES
from reportgen.figures.derive.indicator_rules import INDICATOR_RULES
from reportgen.figures.derive.project_rules import PROJECT_RULES
from reportgen.figures.derive.reception_rules import RECEPTION_RULES
from reportgen.figures.derive.records import plainly, records
from reportgen.figures.derive.supplement import SUPPLEMENT_RULES, wrong_supplement
from reportgen.figures.derive.transfer_rules import TRANSFER_RULES
from reportgen.model.finding import Finding


@dataclass(frozen=True)
class Subject:
    """One part of the data (收支, 部门预算 …).

    facts: adds leaves, records and stated figures to what is gathered; rules: who makes figures of
    its keys; findings: what is wrong with this part under the edition that is used (not asked of last year's data).
    """

    facts: Callable[[Facts], None] = lambda _facts: None
    rules: Sequence[FigureRule] = ()
    findings: Callable[[FigureBook], Iterable[Finding]] = lambda _report: ()


def _accounts(facts: Facts) -> None:
    gather(facts)
    facts.leaves = complete(facts)
    facts.records |= records(facts)


ACCOUNTS = Subject(
    _accounts,
    (*INDICATOR_RULES, *FORM_RULES, *TRANSFER_RULES, *PROJECT_RULES, *RECEPTION_RULES, *FUND_RULES),
    wrong_forms,
)
"""收支, 年初结转, 预算 by 科目, 三公, 采购, 人员, 资产, 项目 and their self-evaluation."""


def _budget(facts: Facts) -> None:
    budgeted(facts)
    budget_records(facts)


BUDGET = Subject(_budget, BUDGET_RULES)
"""部门预算: 收入 by source, 基本支出 and 项目 by 科目 and 经济科目, 三公, 采购, 资产, 人数, goals with their indicators."""

EVALUATION = Subject(evaluation_facts, EVALUATION_RULES, wrong_evaluation)
"""绩效自评报告: funds, execution, surveys, counts and the indicators of the whole department."""

MEETINGS = Subject(plainly("meetings"))
"""Meetings and courses: amounts and counts."""

SUPPLEMENT = Subject(rules=SUPPLEMENT_RULES, findings=wrong_supplement)
"""What only one edition asks for."""

SUBJECTS: tuple[Subject, ...] = (ACCOUNTS, BUDGET, EVALUATION, MEETINGS, SUPPLEMENT)
