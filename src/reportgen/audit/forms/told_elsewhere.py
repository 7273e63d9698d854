"""Amounts of a form that stand nowhere else, where one that differs by a single digit does: one of them is mistyped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.audit.finding import AuditFinding
from reportgen.audit.forms.evaluation_forms import EvaluationForm
from reportgen.audit.forms.evaluation_scores import told
from reportgen.audit.tables.learned_sums import title_of
from reportgen.audit.text.letters import fold
from reportgen.reading.grid import GridCell, OpenedFile

_AMOUNT = re.compile(r"(?<![\d.,])\d[\d,]*\.\d\d(?![\d%])")
_LONG = 5
"""Digits of an amount that two figures don't share by chance, but for one."""
_OFTEN = 2


def elsewhere_findings(opened: OpenedFile, forms: Sequence[EvaluationForm]) -> Iterator[AuditFinding]:
    """Of what was planned and spent by forms."""
    if not any(form.money for form in forms):
        return
    times: Counter[str] = Counter()
    for text in _texts(opened):
        times.update(_plain(match[0]) for match in _AMOUNT.finditer(text))
    for form in forms:
        for row in form.money:
            for role in ("budget", "spent"):
                cell = row.by.get(role)
                if cell and (other := _nearly(fold(cell.text), times)):
                    problem = f"别处没有这个数，写的都是 {other}（{times[other]} 处）"
                    found = told(title_of(form.grid), cell, problem, "", (cell,))
                    yield replace(found, code="A014")


def _texts(opened: OpenedFile) -> Iterator[str]:
    yield from (fold(line.text) for line in opened.lines)
    for grid in opened.grids:
        cells: list[GridCell] = list(grid.cells.values())
        yield from (fold(cell.text) for cell in cells)


def _plain(amount: str) -> str:
    return amount.replace(",", "")


def _nearly(text: str, times: Counter[str]) -> str:
    """The amount that stands several times and differs from one that stands once by a single digit."""
    own = _plain(text)
    if not _AMOUNT.fullmatch(text) or times[own] > 1 or len(own) <= _LONG:
        return ""
    near = [a for a, n in times.items() if n >= _OFTEN and len(a) == len(own) and _apart(a, own) == 1]
    return near[0] if len(near) == 1 else ""


def _apart(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))
