"""Parts of the data -> what each adds to a report: facts and records, rules that make figures, findings of its own.

A kind of report needs no place here; a new part of the data does: one `Subject`, and one entry in `SUBJECTS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reportgen.figures import FigureBook, Rule
from reportgen.figures.derive.balances import complete
from reportgen.figures.derive.budget import budgeted
from reportgen.figures.derive.budget_records import budget_records, budget_rules
from reportgen.figures.derive.evaluation import evaluation_facts, evaluation_rules, wrong_evaluation
from reportgen.figures.derive.facts import Facts, gather
from reportgen.figures.derive.forms import wrong_forms
from reportgen.figures.derive.records import records
from reportgen.figures.derive.scores import score_rules
from reportgen.model.finding import Finding

Rules = Iterable[tuple[re.Pattern[str], Rule]]


@dataclass(frozen=True)
class Subject:
    """One part of the data (收支, 部门预算 …).

    facts: adds leaves, records and stated figures to what is gathered; rules: patterns of keys and who makes their
    figures; findings: what is wrong with this part under the edition that is used (not asked of last year's data).
    """

    facts: Callable[[Facts], None] = lambda _facts: None
    rules: Callable[[FigureBook], Rules] = lambda _report: ()
    findings: Callable[[FigureBook], Iterable[Finding]] = lambda _report: ()


def _accounts(facts: Facts) -> None:
    gather(facts)
    facts.leaves = complete(facts)
    facts.records |= records(facts)


ACCOUNTS = Subject(_accounts, score_rules, wrong_forms)
"""收支, 年初结转, 预算 by 科目, 三公, 采购, 人员, 资产, 项目 and their self-evaluation."""


def _budget(facts: Facts) -> None:
    budgeted(facts)
    budget_records(facts)


BUDGET = Subject(_budget, budget_rules)
"""部门预算: 收入 by source, 基本支出 and 项目 by 科目 and 经济科目, 三公, 采购, 资产, 人数, goals with their indicators."""

EVALUATION = Subject(evaluation_facts, evaluation_rules, wrong_evaluation)
"""绩效自评报告: funds, execution, surveys, counts and the indicators of the whole department."""

SUBJECTS: tuple[Subject, ...] = (ACCOUNTS, BUDGET, EVALUATION)
