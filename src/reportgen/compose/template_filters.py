"""The filters of templates: rows of a form, grouped and chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from reportgen.compose.documented import documented
from reportgen.figures import FigureBook
from reportgen.figures.forms import FormRow
from reportgen.figures.indicators import level_place


class TemplateFilters:
    """What a template may put behind `|` besides what Jinja has."""

    def __init__(self, book: FigureBook) -> None:
        self._book = book

    @documented(
        "自评表的各行按一级指标分组，照版式的次序：(一级指标, 各行)",
        '{% for first, rows in form("整体").rows|groupby_level %}{{ first }}{{ rows|length }}个；{% endfor %}',
    )
    def groupby_level(self, rows: Iterable[FormRow]) -> list[tuple[str, list[FormRow]]]:
        """Rows of a form by their 一级指标, in the edition's order of levels."""
        ordered = list(rows)
        firsts = sorted(dict.fromkeys(r.first for r in ordered), key=lambda first: level_place(self._book, first))
        return [(first, [r for r in ordered if r.first == first]) for first in firsts]

    @documented(
        "同一个一级指标的各行按二级指标分组：(二级指标, 各行)",
        '{% for second, rows in form("整体").rows|groupby_second %}{{ second }}{{ rows|length }}个；{% endfor %}',
    )
    def groupby_second(self, rows: Iterable[FormRow]) -> list[tuple[str, list[FormRow]]]:
        """Rows of one 一级指标 by their 二级指标, which stand together."""
        return [(second, list(own)) for second, own in groupby(rows, key=lambda row: row.second)]

    @documented(
        "自评报告的表要列的各行：版式的 `report_levels` 里的一级，空着全部列",
        '{{ form("整体").by_level|of_levels|length }}个',
    )
    def of_levels(self, rows: Iterable[FormRow]) -> list[FormRow]:
        """The rows of the 一级 that the edition's 自评报告 lists."""
        listed = self._book.edition.settings.report_levels
        return [row for row in rows if not listed or any(word in row.first for word in listed)]

    @documented(
        "写的 一级/二级 是不是这一行的：效益/社会效益",
        '{{ "是" if "产出/数量"|level_is(form("整体").by_level[0]) else "不是" }}',
    )
    def level_is(self, written: str, row: FormRow) -> bool:
        """Whether a level as a person writes it is that of a row."""
        alike = replace(row.indicator, cells={"层级": written})
        return alike.levels() == (row.first, row.second)

    @documented("得满分的各行", '{{ form("整体").rows|full|length }}个')
    def full(self, rows: Iterable[FormRow]) -> list[FormRow]:
        """The rows that have full points, or whose score is not known."""
        return [row for row in rows if not self._short(row)]

    @documented("没有得满分的各行", '{{ form("整体").rows|not_full|length }}个')
    def not_full(self, rows: Iterable[FormRow]) -> list[FormRow]:
        """The rows whose score is below their points."""
        return [row for row in rows if self._short(row)]

    def _short(self, row: FormRow) -> bool:
        score, points = self._book.resolve(row.score), self._book.resolve(row.points)
        return score.certain and points.certain and self._book.rounded(score) < self._book.rounded(points)
