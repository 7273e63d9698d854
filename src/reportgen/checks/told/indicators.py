"""Text mode: numbers and references told beside the name of an indicator, against its values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checks.engine.compare import figure
from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import ACCOUNTS, SELF_EVALUATION, Outcome, Verdict, document_check
from reportgen.checks.told.naming import core, named
from reportgen.checks.told.reading import RESULTS, Role, Told, of_table, quantities, role_of, statements
from reportgen.checks.typed.telling import hit
from reportgen.figures.indicators import indicators, indicators_of
from reportgen.figures.prose import unit_after
from reportgen.model.figure import Calculated
from reportgen.model.finding import Level
from reportgen.model.indicator import EVALUATION, Indicator
from reportgen.model.once import once

OWN_LEAST = 3
"""Characters of a name that say enough in the words of its own project: 满意度."""
PROJECT_TEXTS = ("项目文字", "项目支出成效")
Values = list[tuple[Decimal, str]]


@dataclass(frozen=True)
class Known:
    """An indicator with the numbers of its cells; projects: those whose forms it stands in."""

    row: Indicator
    done: Values
    target: Values
    shown: str
    projects: frozenset[str]

    def values(self, role: Role) -> Values:
        """What a number in this role may be."""
        return self.target if role == "target" else self.done if role == "done" else [*self.done, *self.target]


@once
def known_indicators(printed: Printed) -> dict[str, list[Known]]:
    """Every indicator with a number, by the unit of its values."""
    forms = [project.name for project in printed.book.loaded.data.projects]
    found: dict[str, list[Known]] = defaultdict(list)
    for row in (*indicators(printed.book), *indicators_of(printed.book, EVALUATION)):
        if not row.title or re.search(r"[，。；\d]", row.title) or "问卷." in row.cells.get("实际值", ""):
            continue  # what a survey gives is read by a rule of its own
        made = _made(printed, row)
        done = quantities(made or row.cells.get("实际值", ""))
        target = quantities(row.cells.get("目标值", ""))
        at_home = frozenset(form for form in forms if row.points_text(form)) | {row.form}
        known = Known(row, done, target, made or row.cells.get("实际值", "").strip(), at_home)
        for unit in {unit for _, unit in (*done, *target)}:
            found[unit].append(known)
    return found


def _made(printed: Printed, row: Indicator) -> str:
    """The actual value as printed, where it is made by a formula."""
    actual = figure(printed.book, row.key)
    if actual is None or not isinstance(actual.origin, Calculated):
        return ""
    return f"{printed.book.printed(actual)}{unit_after(actual)}"


@document_check(
    "C106",
    level=Level.WARNING,
    title="指标在文字里的值与自评表相同",
    what="写在指标名称旁边的数，就是它的实际值；说是目标的，就是它的目标值",
    why="满意度文字里 99.9%、表里 99.96%，一件事有了两个值",
    remedy="写成 ｛指标.…｝",
    needs=ACCOUNTS + SELF_EVALUATION,
    reader="科室",
)
def typed_number_contradicts_indicator(printed: Printed) -> Iterator[Outcome]:
    listed = known_indicators(printed)
    for told in statements(printed) if listed else ():
        if told.prose is None or of_table(told.prose) or "工作内容及目标" in told.prose.path:
            continue
        if not told.typed:
            continue
        if meant := told_of(told, listed.get(told.unit, [])):
            yield from _number(printed, told, meant)
        else:
            yield from _other_unit(printed, told, all_of(listed))


def all_of(listed: dict[str, list[Known]]) -> list[Known]:
    """Each of them once."""
    return list({id(known): known for ones in listed.values() for known in ones}.values())


def _other_unit(printed: Printed, told: Told, listed: list[Known]) -> Iterator[Outcome]:
    """The value of the indicator that is named, with a unit that is not its own."""
    for known in listed:
        unit = next((unit for value, unit in known.done if value == told.value and unit), "")
        if unit and named(known.row.title, told.subject, told.after) == len(core(known.row.title)):
            problem = f"写的是 {told.said}，指标「{known.row.title}」的实际值是 {known.shown}，单位不同"
            yield hit(printed, told.passage, told.start, told.end, problem, f"请写 ｛{known.row.key}｝")
            return


def told_of(told: Told, listed: list[Known]) -> list[Known]:
    """The indicators that the words name, those of the text's own project first, the best named first."""
    project = _project_of(told)
    strengths = []
    for known in listed:
        own = project in known.projects
        strength = named(known.row.title, told.subject, told.after, least=OWN_LEAST if own else 4)
        strengths.append((own, strength or _by_short_name(told, known.row)))
    best = max((strength for _, strength in strengths), default=0)
    if not best:
        return []
    least = best if any(s == best == len(core(k.row.title)) for k, (_, s) in zip(listed, strengths, strict=True)) else 4
    found = [(own, k) for k, (own, s) in zip(listed, strengths, strict=True) if s >= least]
    own_ones = [k for own, k in found if own]
    return own_ones or [k for _, k in found]


def _by_short_name(told: Told, row: Indicator) -> int:
    return len(row.name) if len(row.name) >= 4 and told.subject.endswith(row.name) else 0


def _project_of(told: Told) -> str:
    path = told.prose.path if told.prose else ()
    return str(path[1]) if len(path) > 1 and path[0] in PROJECT_TEXTS else ""


def role_beside(printed: Printed, told: Told, known: Known) -> Role:
    """How the number is meant, the name itself left out: 失业率 in 失业率下降 is a change, 带动就业增长率 is none."""
    rest = told.before.replace(core(known.row.title), "").replace(known.row.title, "")
    role = role_of(rest, told.after, told.prose, printed.book.edition.directions)
    results = told.prose is not None and any(part in RESULTS for part in told.prose.path)
    return "done" if role == "" and results and told.bound in ("", "about") else role


def _number(printed: Printed, told: Told, meant: list[Known]) -> Iterator[Outcome]:
    role = role_beside(printed, told, meant[0])
    if role in ("change", "share", "before"):
        return
    if any(told.is_one_of(value) for known in meant for value, unit in known.values(role) if unit == told.unit):
        yield Verdict.AGREES
        return
    one, aim = meant[0], "目标值" if role == "target" else "实际值"
    swapped = any(told.is_one_of(value) for value, unit in one.values("") if unit == told.unit)
    shown = one.row.cells.get("目标值", "").strip() if role == "target" else one.shown
    if not shown:
        return
    other = f"（这个数是它的{'实际值' if role == 'target' else '目标值'}）" if swapped else ""
    key = f"{one.row.key}.目标值" if role == "target" else one.row.key
    problem = f"写的是 {told.said}，指标「{one.row.title}」的{aim}是 {shown}{other}"
    yield hit(printed, told.passage, told.start, told.end, problem, f"请写 ｛{key}｝")
