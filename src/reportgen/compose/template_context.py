"""Lists and names that templates print: which sections are shown, projects told together, the glossary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from reportgen.compose.phrases import Phrases
from reportgen.editions.edition import Part, Section
from reportgen.editions.table import chinese_ordinal
from reportgen.figures import FigureBook
from reportgen.figures.forms import FormRow
from reportgen.figures.indicators import level_place
from reportgen.figures.projects import funds_of_projects
from reportgen.figures.scoring import grade_of
from reportgen.model.amount import PENDING, PENDING_MARK
from reportgen.model.projects import Project, ProjectWords
from reportgen.model.selection import is_subject_code
from reportgen.model.terms import under
from reportgen.model.written import Written

if TYPE_CHECKING:
    from reportgen.compose.tables import LaidTable


class TemplateContext:
    """What a template asks for besides figures."""

    def __init__(self, book: FigureBook, phrases: Phrases) -> None:
        self.report, self.phrases, self.data = book, phrases, book.loaded.data
        self._projects = {p.name: p for p in self.data.projects}

    def fill(self, text: str) -> str:
        """A heading with the unit's name, long or short, and the year."""
        department = self.data.department
        return (
            text.replace("{unit}", department.full_name)
            .replace("{short}", department.short_name)
            .replace("{year}", str(self.data.year))
        )

    def titled(self) -> str:
        """The title of the whole report: 2021年度某局部门决算公开."""
        return self.fill(self.report.edition.settings.document_title).replace("{kind}", self.report.edition.kind)

    def table_title(self, table: LaidTable) -> str:
        """The title above a table: 2021年度收入决算表."""
        return self.fill(self.report.edition.settings.table_title).replace("{title}", table.definition.title)

    def shown(self, section: Section) -> bool:
        """Whether the data that a section needs is there."""
        return not section.needs or bool(under(self.data, section.needs))

    def numbered(self, part: Part, section: Section) -> str:
        """一、收入支出决算总体情况说明; '' for a section without a heading."""
        if not section.heading:
            return ""
        shown = [s for s in part.sections if s.heading and self.shown(s)]
        return f"{chinese_ordinal(shown.index(section) + 1)}、{self.fill(section.heading)}"

    def project(self, name: str) -> Project:
        """A project by its short name."""
        return self._projects[name]

    def words_of(self, name: str) -> ProjectWords:
        """What is written of a project; empty when nothing is."""
        return self.data.project_words.get(name, ProjectWords())

    def narrated(self) -> list[list[str]]:
        """Groups of projects, a paragraph each."""
        groups = [[n for n in g if n in self._projects] for g in self.data.narrated]
        return [g for g in groups if g] or [[p.name] for p in self.data.projects]

    def effects(self) -> dict[str, str]:
        """项目支出成效 by 科目 or project; a name that is neither is a finding elsewhere."""
        return {n: t for n, t in self.data.project_effects.items() if is_subject_code(n) or n in self._projects}

    def project_funds(self) -> list[str]:
        """The funds that pay for the projects, 一般公共, 政府性基金 …; none when that can't be told apart."""
        return funds_of_projects(self.report)

    def project_tiers(self) -> list[str]:
        """一级, 二级 as they occur; what the edition does not have is a finding elsewhere."""
        known = self.report.edition.settings.form_options["项目级别"]
        return list(dict.fromkeys(p.tier for p in self.data.projects if p.tier in known))

    def joint_name(self, group: list[str]) -> str:
        """The name of projects told together."""
        joined = "、".join(group)
        return self.data.joint_names.get(joined) or "、".join(self._projects[n].full_name for n in group)

    def remainders(self) -> list[tuple[str, str]]:
        """项 whose 项目支出 is more than the projects under it, with what is written of the rest."""
        codes = self.phrases.codes("支出.一般公共.项目支出", 7) if self.data.projects else []
        left = [(code, self.report.resolve(f"项目余额.{code}")) for code in codes]
        return [
            (code, self.data.remainders.get(code, "")) for code, figure in left if figure.certain and figure.number > 0
        ]

    def grade(self, key: str) -> str:
        """The grade word of a score by the edition's bands (优 from 90)."""
        figure = self.report.resolve(key)
        if not figure.certain:
            return PENDING_MARK
        return grade_of(self.report, figure)

    def glossary(self) -> list[dict[str, Any]]:
        """第五部分: the terms that this report uses, with the clerk's own instead or besides."""
        own = dict(self.data.glossary)
        entries: list[dict[str, Any]] = []
        for term in self.report.edition.terms:
            if term.lists == "subjects":
                entries.append({"term": term.term, "subjects": self._subjects(), "text": PENDING})
            elif not term.when or not self.report.resolve(term.when).zero:
                text = own.pop(term.term, term.text).replace("｛级次｝", self.data.department.level)
                entries.append({"term": term.term, "subjects": (), "text": Written(text, f"名词解释.{term.term}")})
        entries.extend({"term": name, "subjects": (), "text": text} for name, text in own.items())
        return entries

    def _subjects(self) -> list[tuple[str, str]]:
        """Every 项 that occurs, budget-only ones too, with its explanation."""
        stage = self.data.reports[self.report.edition.kind].budget
        listed = self.report.edition.subjects["功能科目"]
        result = []
        for code in self.phrases.codes("支出", 7, stage):
            own = self.data.subjects.get(code)
            result.append((code, (own.note if own else "") or (listed.get(code) or {}).get("note", "")))
        return result


def group_by_level(book: FigureBook) -> Callable[[Iterable[FormRow]], list[tuple[str, list[FormRow]]]]:
    """A filter: rows of a form by their 一级指标, in the edition's order of levels."""

    def grouped(rows: Iterable[FormRow]) -> list[tuple[str, list[FormRow]]]:
        ordered = list(rows)
        firsts = sorted(dict.fromkeys(r.first for r in ordered), key=lambda first: level_place(book, first))
        return [(first, [r for r in ordered if r.first == first]) for first in firsts]

    return grouped


def group_by_second(rows: Iterable[FormRow]) -> list[tuple[str, list[FormRow]]]:
    """A filter: rows of one 一级指标 by their 二级指标, which stand together."""
    return [(second, list(own)) for second, own in groupby(rows, key=lambda row: row.second)]


def rows_by_score(book: FigureBook, *, full: bool) -> Callable[[Iterable[FormRow]], list[FormRow]]:
    """A filter: the rows that have full points, or those whose score is below them."""

    def short(row: FormRow) -> bool:
        score, points = book.resolve(row.score), book.resolve(row.points)
        return score.certain and points.certain and book.rounded(score) < book.rounded(points)

    return lambda rows: [row for row in rows if short(row) is not full]
