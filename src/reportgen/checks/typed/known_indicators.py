"""Text mode: numbers that people typed behind the name of an indicator, against its values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import ACCOUNTS, SELF_EVALUATION, Outcome, Verdict, document_check
from reportgen.checks.typed.known_figures import typed_numbers
from reportgen.checks.typed.numbers import CHANGED
from reportgen.checks.typed.telling import hit
from reportgen.figures.indicators import indicators, indicators_of
from reportgen.figures.prose import unit_after
from reportgen.model.figure import Calculated
from reportgen.model.finding import Level
from reportgen.model.indicator import EVALUATION, Indicator

VERB = re.compile(r"(?:为|是|达到?|约|共|完成|至|到)+$")


@document_check(
    "C106",
    level=Level.WARNING,
    title="指标在文字里的值与自评表相同",
    what="写在指标名称后面的数，就是它的实际值（或目标值）",
    why="满意度文字里 99.9%、表里 99.96%，一件事有了两个值",
    remedy="写成 ｛指标.…｝",
    needs=ACCOUNTS + SELF_EVALUATION,
    reader="科室",
)
def typed_number_contradicts_indicator(printed: Printed) -> Iterator[Outcome]:
    listed: dict[str, list[Indicator]] = defaultdict(list)  # by the last character: a label ends as the name does
    for indicator in (*indicators(printed.book), *indicators_of(printed.book, EVALUATION)):
        for last in {indicator.title[-1:], indicator.name[-1:]} if indicator.title else ():
            listed[last].append(indicator)
    for passage, number, _ in typed_numbers(printed) if listed else ():
        label = VERB.sub("", number.label)
        same = [i for i in listed.get(label[-1:], ()) if _common(label, i) >= 4 and _unit(i) == number.unit]
        if not same or CHANGED.search(passage.clause(number.start)):
            continue
        values = [i.cells.get(c, "") for i in same for c in ("实际值", "目标值")] + [_printed(printed, i) for i in same]
        if any(number.text.replace(",", "") in v.replace(",", "") for v in values):
            yield Verdict.AGREES
            continue
        one = max(same, key=lambda i: _common(label, i))
        problem = f"写的是 {number.said}，指标「{one.title}」的实际值是 {_printed(printed, one) or one.cells.get('实际值', '').strip()}"
        yield hit(printed, passage, number.start, number.end, problem, f"请写 ｛{one.key}｝")


def _printed(printed: Printed, indicator: Indicator) -> str:
    """The actual value as printed, where it is made by a formula."""
    figure = printed.book.resolve(indicator.key)
    return (
        f"{printed.book.printed(figure)}{unit_after(figure)}"
        if isinstance(figure.origin, Calculated) and figure.certain
        else ""
    )


def _common(label: str, indicator: Indicator) -> int:
    """How many characters the label and the title (or the short name) have in common at their ends."""
    best = len(indicator.name) if label.endswith(indicator.name) else 0
    count = 0
    for a, b in zip(reversed(label), reversed(indicator.title), strict=False):
        if a != b:
            break
        count += 1
    return max(best, count)


def _unit(indicator: Indicator) -> str:
    match = re.fullmatch(r"[≥≤><]?\s*\d[\d,]*(?:\.\d+)?(.*)", indicator.cells.get("实际值", "").strip())
    unit = match[1] if match else ""
    return {"名": "人", "场次": "场"}.get(unit, unit)
