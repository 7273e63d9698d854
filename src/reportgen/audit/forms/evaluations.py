"""All forms of goals and evaluations of a file: each by itself, and what two of them say of the same indicator."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from reportgen.audit.finding import AuditFinding
from reportgen.audit.forms.evaluation_forms import EvaluationForm, ScoredRow, form_of
from reportgen.audit.forms.evaluation_scores import rate_places, score_findings, summary_findings, told
from reportgen.audit.forms.goal_forms import goal_findings
from reportgen.audit.forms.told_elsewhere import elsewhere_findings
from reportgen.audit.tables.learned_sums import title_of
from reportgen.audit.text.letters import fold
from reportgen.model.quantity import parse_quantity
from reportgen.reading.grid import Grid, GridCell, OpenedFile

_LEAST_NAME = 4
_TOP = 3
_FEWEST, _ALIKE = 3, 0.75
"""Indicators that two forms must share, and the share of them that they must have alike."""


def forms_in(grids: Sequence[Grid]) -> list[EvaluationForm]:
    """The forms of a file."""
    return [form for grid in grids if (form := form_of(grid))]


def evaluation_findings(opened: OpenedFile, forms: Sequence[EvaluationForm]) -> Iterator[AuditFinding]:
    """What the forms of a file contradict."""
    places = rate_places(forms)
    for form in forms:
        title = title_of(form.grid)
        yield from score_findings(form, title, places)
        yield from goal_findings(form.grid, title)
        yield from summary_findings(form, title)
    yield from elsewhere_findings(opened, forms)
    for one, other in combinations(forms, 2):
        if not (_of_project(one) and _of_project(other)):
            yield from _again(one, other)


def _of_project(form: EvaluationForm) -> bool:
    """Whether a form is of one project: two projects have goals of the same name that are not the same."""
    words = "".join(fold(cell.text) for (row, _), cell in form.grid.cells.items() if row < _TOP)
    return "项目名称" in words or "转移支付" in words


def _again(one: EvaluationForm, other: EvaluationForm) -> Iterator[AuditFinding]:
    """The same indicator has the same goal, and has come to the same, in both."""
    first, second = _by_name(one), _by_name(other)
    shared = [(first[name], second[name]) for name in first if name in second]
    pairs = [(a, b, role) for a, b in shared for role in ("goal", "done") if role in a.by and role in b.by]
    different = [(a, b, role) for a, b, role in pairs if not _same(a.by[role], b.by[role])]
    alike = len(pairs) - len(different)
    if alike < _FEWEST or alike < _ALIKE * len(pairs):
        return
    for a, b, role in different:
        if any(c.isdigit() for c in a.by[role].text + b.by[role].text):
            where, what = title_of(one.grid), "目标" if role == "goal" else "完成值"
            problem = f"《{where}》里同一个指标「{a.name}」的{what}是 {fold(a.by[role].text)}"
            found = told(title_of(other.grid), b.by[role], problem, "", (b.by[role], a.by[role]))
            yield replace(found, code="A014")


def _same(one: GridCell, other: GridCell) -> bool:
    """Whether two cells say the same amount, or the same words."""
    first, second = parse_quantity(one.text), parse_quantity(other.text)
    if first.number is not None and second.number is not None:
        return (first.number, first.upper) == (second.number, second.upper)
    return fold(one.text) == fold(other.text) or (first.number is None) != (second.number is None)


def _by_name(form: EvaluationForm) -> Mapping[str, ScoredRow]:
    """The indicators whose names stand once in the form."""
    times = Counter(row.name for row in form.indicators)
    return {row.name: row for row in form.indicators if times[row.name] == 1 and _own(row.name)}


def _own(name: str) -> bool:
    """Whether a name is of one thing and not of every project: 预算执行率, 服务对象满意度."""
    return len(name) >= _LEAST_NAME and not re.search(r"满意|执行率|完成率|及时率|及时性$", name)
