"""Lists and names that templates print: which sections are shown, projects told together, the glossary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from reportgen.editions.edition import Part, Section
from reportgen.editions.table import chinese_ordinal
from reportgen.model.department import DepartmentYear, Project, ProjectWords
from reportgen.performance import FormRow
from reportgen.phrases import Phrases
from reportgen.report import Report


class Content:
    """What a template asks for besides figures."""

    def __init__(self, report: Report, phrases: Phrases) -> None:
        self.report, self.phrases, self.data = report, phrases, report.loaded.data
        self._projects = {p.name: p for p in self.data.projects}

    def fill(self, text: str) -> str:
        """A heading with the unit's name and the year."""
        return text.replace("{unit}", self.data.department.full_name).replace("{year}", str(self.data.year))

    def shown(self, section: Section) -> bool:
        """Whether the data that a section needs is there."""
        if not section.needs:
            return True
        name = next(n for n, info in DepartmentYear.model_fields.items() if info.alias == section.needs)
        return bool(getattr(self.data, name))

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
        return [list(g) for g in self.data.narrated] or [[p.name] for p in self.data.projects]

    def joint_name(self, group: list[str]) -> str:
        """The name of projects told together."""
        joined = "、".join(group)
        return self.data.joint_names.get(joined) or "、".join(self._projects[n].full_name for n in group)

    def grade(self, key: str) -> str:
        """The grade word of a score by the edition's bands (优 from 90)."""
        figure = self.report.resolve(key)
        if not figure.certain:
            return "【待填】"
        bands = sorted(self.report.edition.settings["bands"].items(), key=lambda b: -b[1])
        return next(word for word, least in bands if self.report.rounded(figure) >= least)

    def glossary(self) -> list[dict[str, Any]]:
        """第五部分: the terms that this report uses, with the clerk's own instead or besides."""
        own = dict(self.data.glossary)
        entries: list[dict[str, Any]] = []
        for term in self.report.edition.terms:
            if term.get("list") == "subjects":
                entries.append({"term": term["term"], "subjects": self._subjects()})
            elif not term.get("when") or not self.report.resolve(term["when"]).zero:
                text = own.pop(term["term"], term["text"]).replace("｛级次｝", self.data.department.level)
                entries.append({"term": term["term"], "subjects": (), "text": text})
        entries.extend({"term": name, "subjects": (), "text": text} for name, text in own.items())
        return entries

    def _subjects(self) -> list[tuple[str, str]]:
        """Every 项 that occurs, budget-only ones too, with its explanation."""
        stage = next(iter(self.data.reports.values())).budget
        listed = self.report.edition.subjects["功能科目"]
        result = []
        for code in self.phrases.codes("支出", 7, stage):
            own = self.data.subjects.get(code)
            result.append((code, (own.note if own else "") or (listed.get(code) or {}).get("note", "")))
        return result


def group_by_level(rows: Iterable[FormRow]) -> list[tuple[str, list[FormRow]]]:
    """Rows of a form by their 一级指标, in the order in which these come first."""
    ordered = list(rows)
    firsts = list(dict.fromkeys(r.first for r in ordered))
    return [(first, [r for r in ordered if r.first == first]) for first in firsts]


def rows_not_full(report: Report) -> Callable[[Iterable[FormRow]], list[FormRow]]:
    """A filter: the rows whose score is below their points."""

    def not_full(rows: Iterable[FormRow]) -> list[FormRow]:
        pairs = [(row, report.resolve(row.score), report.resolve(row.points)) for row in rows]
        return [row for row, score, points in pairs if score.certain and points.certain and report.rounded(score) < report.rounded(points)]

    return not_full
