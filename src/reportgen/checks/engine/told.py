"""What people wrote about projects and about the whole: which form it is of, its words as printed, its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.prose import plain
from reportgen.model.finding import Source
from reportgen.model.indicator import EVALUATION, OVERALL, REPORT
from reportgen.model.once import once

RESULTS, PROBLEMS, DEVIATION, MEASURES = "产出和效益", "问题和原因", "偏差原因", "改进措施"
WORDS, NEXT_BUDGET = "项目文字", "结合预算"


@dataclass(frozen=True)
class FormText:
    """A text of a form: raw with its references, `text` as it is printed, path in the data.

    about: the short name of the one indicator or goal that it speaks of, '' where it speaks of the whole form.
    """

    form: str
    field: str
    raw: str
    text: str
    path: tuple[str | int, ...]
    about: str = ""

    @property
    def key(self) -> str:
        """The path in the clerk's words."""
        return ".".join(str(part + 1 if isinstance(part, int) else part) for part in self.path)

    def source(self, book: FigureBook) -> Source | None:
        """Where it stands."""
        places = (book.loaded.source(*self.path[:length]) for length in range(len(self.path), 0, -1))
        return next((place for place in places if place), None)


@once
def told(book: FigureBook) -> tuple[FormText, ...]:
    """Every text that tells how a project or the whole went."""
    found = [*_projects(book), *_whole(book), *_report(book)]
    return tuple(FormText(form, field, raw, _plain(book, raw), path, about) for form, field, raw, path, about in found)


Raw = tuple[str, str, str, tuple[str | int, ...], str]


def _projects(book: FigureBook) -> Iterator[Raw]:
    data = book.loaded.data
    for name, words in data.project_words.items():
        for field, text in ((RESULTS, words.results), (PROBLEMS, words.problems), (DEVIATION, words.deviation)):
            if text.strip():
                yield name, field, text, (WORDS, name, field), ""
        if words.next_budget.strip():
            yield name, NEXT_BUDGET, words.next_budget, (WORDS, name, NEXT_BUDGET), ""
        for row, text in enumerate(words.measures):
            yield name, MEASURES, text, (WORDS, name, MEASURES, row), ""
    known = {project.name for project in data.projects}
    for name, text in data.project_effects.items():
        if name in known and text.strip():
            yield name, "项目支出成效", text, ("项目支出成效", name), ""


def _whole(book: FigureBook) -> Iterator[Raw]:
    data = book.loaded.data
    if data.overall:
        own = data.overall
        for field, text in (("未完成", own.unmet), (PROBLEMS, own.problems), (DEVIATION, own.deviation)):
            if text.strip():
                yield OVERALL, field, text, ("整体自评", field), ""
        for goal, text in own.goals_met.items():
            yield OVERALL, "目标完成", text, ("整体自评", "目标完成", goal), ""
        if own.last_use.strip():
            yield OVERALL, "上年结果应用", own.last_use, ("整体自评", "上年结果应用"), ""
        if own.next_budget.strip():
            yield OVERALL, NEXT_BUDGET, own.next_budget, ("整体自评", NEXT_BUDGET), ""
        for row, text in enumerate(own.measures):
            yield OVERALL, MEASURES, text, ("整体自评", MEASURES, row), ""
    for field, texts in (("开展情况", data.performance.work), ("结果应用", data.performance.use)):
        for row, text in enumerate(texts):
            yield OVERALL, field, text, ("绩效说明", field, row), ""


def _report(book: FigureBook) -> Iterator[Raw]:
    own = book.loaded.data.evaluation
    if own is None:
        return
    for name, text in own.analysed.items():
        yield EVALUATION, "分析", text, (REPORT, "分析", name), name
    for field, aims in (("目标", own.goals), ("任务", own.tasks)):
        for number, aim in aims.items():
            yield EVALUATION, field, aim.done, (REPORT, field, number, "完成情况"), f"{field}{number}"


def _plain(book: FigureBook, raw: str) -> str:
    try:
        return plain(book, raw)
    except UnknownKey:
        return raw
