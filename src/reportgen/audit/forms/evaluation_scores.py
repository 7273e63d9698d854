"""Forms of an evaluation by the department itself: rates, scores and weights that its own cells contradict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from reportgen.audit.finding import AuditFinding, Sure
from reportgen.audit.forms.evaluation_forms import EvaluationForm, ScoredRow, number_of, points_of, points_of_money
from reportgen.audit.text.letters import fold
from reportgen.model.finding import Level
from reportgen.model.quantity import DOWN, UP, parse_quantity
from reportgen.reading.grid import GridCell

_WHOLE = Decimal(100)
_AMOUNT = re.compile(r"^(\d[\d,]*\.?\d*)万元$")
_SLACK = Decimal("0.0051")
"""Of each amount in a sum: what rounding may have moved."""


def score_findings(form: EvaluationForm, title: str, places: int) -> Iterator[AuditFinding]:
    """All of one form. places: that the rates of execution of the file have."""
    for row in form.money:
        yield from _rate(row, title, places)
        yield from _of_execution(row, title)
    yield from _parts(form, title)
    yield from _whole_spent(form, title)
    for row in form.indicators:
        yield from _too_many(row, title)
    found = [*_weights(form, title)]
    yield from found
    if not found:
        yield from _sum(form, title)


def told(
    title: str,
    cell: GridCell,
    problem: str,
    expected: str,
    cells: Sequence[GridCell] = (),
    level: Level = Level.WARNING,
) -> AuditFinding:
    """A finding in a form."""
    sure: Sure = "确定" if level is Level.ERROR else "可能"
    basis = tuple(dict.fromkeys(fold(one.text)[:30] for one in cells if one is not cell))[:4]
    said, spots = fold(cell.text), tuple(one.spot for one in cells)
    return AuditFinding("A013", level, cell.spot, f"《{title}》", said, problem, expected, basis, sure, cells=spots)


def _places(text: str) -> int:
    return len(text.rstrip("%分").partition(".")[2])


def _round(value: Decimal, places: int, way: str = ROUND_HALF_UP) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=way)


def rate_places(forms: Iterable[EvaluationForm]) -> int:
    """The fewest places of the rates of execution that have any."""
    cells = [row.by["rate"] for form in forms for row in form.money if row.value("rate") is not None]
    return min((places for cell in cells if (places := _places(fold(cell.text)))), default=0)


def _rate(row: ScoredRow, title: str, usual: int) -> Iterator[AuditFinding]:
    """执行率 is spent by budget; 100% is all of it, where other rates have places."""
    budget, spent, rate = row.value("budget"), row.value("spent"), row.value("rate")
    if not budget or spent is None or rate is None:
        return
    cell = row.by["rate"]
    places, exact = _places(fold(cell.text)), spent / budget * _WHOLE
    places = usual if rate == _WHOLE and not places else places
    if "%" not in cell.text:
        exact = exact if rate > 1 + Decimal("0.5") else exact / _WHOLE
    if _round(exact, places) == rate or _round(exact, places, ROUND_DOWN) == rate:
        return
    cells = (cell, row.by["budget"], row.by["spent"])
    mark = "%" if "%" in cell.text else ""
    defined = "B/A" in fold(row.head["rate"].text) and "initial" not in row.by
    level = Level.ERROR if defined and abs(exact - rate) >= 1 else Level.WARNING
    problem = f"不是执行数 {fold(cells[2].text)} ÷ 预算数 {fold(cells[1].text)}"
    yield told(title, cell, problem, f"{_round(exact, max(places, 1))}{mark}", cells, level)


def _of_execution(row: ScoredRow, title: str) -> Iterator[AuditFinding]:
    """The points of the execution are the rate of all that there are, where the form says so."""
    points, score = points_of_money(row), row.value("score")
    budget, spent = row.value("budget"), row.value("spent")
    if not points or score is None or not budget or spent is None:
        return
    cell = row.by["score"]
    exact = min(points * spent / budget, points)
    rate = row.value("rate")
    ways = [exact, min(points * rate / _WHOLE, points)] if rate is not None and "%" in row.by["rate"].text else [exact]
    places = _places(fold(cell.text))
    if not any(_round(way, places) == score for way in ways):
        yield told(
            title, cell, f"不是 {points} 分 × 执行率", f"{_round(exact, max(places, 1))}", (cell, row.by["spent"])
        )


def _parts(form: EvaluationForm, title: str) -> Iterator[AuditFinding]:
    """年度资金总额 is the sum of its parts, where the other columns say that these are all."""
    rows = form.money
    if len(rows) < 3:
        return
    roles = [role for role in ("initial", "budget", "spent") if all(row.value(role) is not None for row in rows)]
    off = {role: _value(rows[0], role) - sum(_value(row, role) for row in rows[1:]) for role in roles}
    wrong = [role for role in roles if abs(off[role]) > _SLACK * len(rows)]
    if len(wrong) == 1 and len(roles) > 1:
        role = wrong[0]
        cells = [row.by[role] for row in rows]
        yield told(title, cells[0], f"和各部分之和差 {abs(off[role])}", f"{_value(rows[0], role) - off[role]}", cells)


def _value(row: ScoredRow, role: str) -> Decimal:
    return row.value(role) or Decimal(0)


def _whole_spent(form: EvaluationForm, title: str) -> Iterator[AuditFinding]:
    """基本支出总额 and 项目支出总额 are together what was spent, or what was planned."""
    cells = sorted(form.grid.cells.items())
    named = {
        fold(cell.text): n for n, (_, cell) in enumerate(cells) if fold(cell.text) in ("基本支出总额", "项目支出总额")
    }
    amounts = [
        (cells[n + 1][1], _AMOUNT.match(fold(cells[n + 1][1].text))) for n in named.values() if n + 1 < len(cells)
    ]
    if len(amounts) < 2 or not form.money or not all(match for _, match in amounts):
        return
    added = sum((Decimal(match[1].replace(",", "")) for _, match in amounts if match), Decimal(0))
    first = form.money[0]
    if all(abs(added - _value(first, role)) > _SLACK * 3 for role in ("budget", "spent")):
        shown = [cell for cell, _ in amounts]
        problem = f"和项目支出总额相加是 {added}，执行数是 {fold(first.by['spent'].text)}"
        spent = first.by["spent"]
        yield told(title, shown[0], problem, "", [*shown, spent, first.by["budget"]])


def _too_many(row: ScoredRow, title: str) -> Iterator[AuditFinding]:
    """No score above its points; not all points where the goal was missed."""
    points, score = row.points, row.value("score")
    if points is None or score is None:
        return
    cell = row.by["score"]
    if score > points:
        shown = next(row.by[role] for role in ("points", "name") if role in row.by)
        yield told(title, cell, f"比分值 {points} 还多", f"不大于 {points}", (cell, shown), Level.ERROR)
    elif score == points and {"goal", "done"} <= set(row.by) and _missed(row):
        goal, done = row.by["goal"], row.by["done"]
        problem = f"的目标是 {fold(goal.text)}，没有达到，得了满分"
        yield told(title, done, problem, "", (done, goal, cell))


def _missed(row: ScoredRow) -> bool:
    """Whether what was done is surely not what was aimed at."""
    goal, done = parse_quantity(row.by["goal"].text), parse_quantity(row.by["done"].text)
    if goal.plain is None or done.plain is None or goal.unit != done.unit or done.operator:
        return False
    if goal.operator in UP:
        return done.plain < goal.plain
    return goal.operator in DOWN and done.plain > goal.plain


def _weights(form: EvaluationForm, title: str) -> Iterator[AuditFinding]:
    """The points behind the names of a level are together those of the name that they stand under."""
    grid = form.grid
    heads = [(at, cell, points) for at, cell in sorted(grid.cells.items()) if (points := points_of(cell)) is not None]
    for at, cell, points in heads:
        end = next((r for (r, c), _, _ in heads if r > at[0] and c <= at[1]), grid.height)
        under = [(a, one, p) for a, one, p in heads if at[0] <= a[0] < end and a[1] > at[1]]
        first = min((a[1] for a, _, _ in under), default=0)
        parts = [(one, p) for a, one, p in under if a[1] == first]
        if parts and sum(p for _, p in parts) != points and _names_points(form, at, end):
            problem = f"下面各项相加是 {sum(p for _, p in parts)} 分"
            yield told(title, cell, problem, "", [cell, *(one for one, _ in parts)])


def _names_points(form: EvaluationForm, at: tuple[int, int], end: int) -> bool:
    """Whether every indicator below names its points."""
    own = [row for row in form.indicators if at[0] <= row.number < end]
    return bool(own) and all(row.points is not None for row in own)


def _sum(form: EvaluationForm, title: str) -> Iterator[AuditFinding]:
    """The whole is the sum of the scores."""
    total, whole = form.stated, _complete(form)
    named = any(row.points is not None for row in form.indicators)
    if total is None or not form.indicators or not (whole or (not named and form.money)):
        return
    added = sum((row.value("score") or Decimal(0) for row in form.scored), Decimal(0))
    if added == total:
        return
    cells = [row.by["score"] for row in form.scored]
    cell = form.total or cells[0]
    level = Level.ERROR if form.total is not None and whole else Level.WARNING
    problem = "和各项得分之和不同" if form.total else f"等各项得分之和 {added} 不是表上写的 {total}"
    yield told(title, cell, problem, f"{added}" if form.total else "", [cell, *cells], level)


def _complete(form: EvaluationForm) -> bool:
    """Whether the points of all that is scored are 100, and each has a score."""
    points = [row.points for row in form.indicators]
    money = [points_of_money(row) for row in form.money[:1]]
    known = [p for p in (*points, *money) if p is not None]
    each = all(row.value("score") is not None for row in form.indicators)
    return each and len(known) == len(points) + len(money) and sum(known) == _WHOLE


def summary_findings(form: EvaluationForm, title: str) -> Iterator[AuditFinding]:
    """评价准则 | 权重 | 评价得分: the last row is the sum of the others, none has more than its weight."""
    rows = [row for row in form.rows if "points" in row.by and "name" not in row.by]
    if len(rows) < 3:
        return
    *parts, whole = rows
    for role in ("points", "score"):
        values = [number_of(row.by[role]) if role in row.by else None for row in rows]
        if any(value is None for value in values):
            continue
        added = sum((value for value in values[:-1] if value is not None), Decimal(0))
        if added != values[-1]:
            cells = [row.by[role] for row in rows]
            yield told(title, whole.by[role], "和各项之和不同", f"{added}", [whole.by[role], *cells])
    for row in parts:
        yield from _too_many(row, title)
