"""What 五（三） says of 项目支出: the 科目 and projects whose effect is written, or every project."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reportgen.figures import FigureBook
from reportgen.figures.projects import unevaluated
from reportgen.model.selection import is_subject_code


@dataclass(frozen=True)
class Effect:
    """One item: of what, the key of what was spent, and what came of it ('' where nobody wrote it)."""

    name: str
    key: str
    text: str


def effects_of(book: FigureBook, narrated: Iterable[Iterable[str]], subject: Callable[[str], object]) -> list[Effect]:
    """The items in the order of print; of projects, in that of 十三（三）, those that are not evaluated last."""
    data = book.loaded.data
    projects = {project.name: project for project in data.projects}
    written = data.project_effects

    def of_project(name: str, text: str) -> Effect:
        return Effect(projects[name].full_name, f"项目.{name}.执行数", text)

    if book.edition.settings.effects == "成效":
        return [
            of_project(name, text)
            if name in projects
            else Effect(str(subject(name)), f"支出.{name}.一般公共.项目支出", text)
            for name, text in written.items()
            if name in projects or is_subject_code(name)
        ]
    names = [name for group in narrated for name in group]
    words = data.project_words
    own = [of_project(n, written.get(n) or (words[n].results if n in words else "")) for n in names]
    others = {row.name: row.results for row in unevaluated(book)}
    spent = [(n, f"不自评项目.{n}.执行数") for n in others if f"不自评项目.{n}.执行数" in book.records]
    return own + [Effect(name, key, others[name]) for name, key in spent]
