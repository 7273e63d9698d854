"""项目 as stated -> the funds that pay for them, and the short names that no project has."""

from __future__ import annotations

from reportgen.figures.book import FigureBook
from reportgen.model.department import DepartmentYear
from reportgen.model.indicator import OVERALL
from reportgen.model.projects import Project
from reportgen.model.selection import FUND, GENERAL, MEMBERS, is_subject_code
from reportgen.model.transfers import Unevaluated


def unevaluated(book: FigureBook) -> list[Unevaluated]:
    """The projects that are not evaluated."""
    return unevaluated_of(book.loaded.data)


def unevaluated_of(data: DepartmentYear) -> list[Unevaluated]:
    """The same as stated; of one that is written with its budget alone, that is all that is known."""
    written = data.unevaluated
    if isinstance(written, list):
        return written
    return [Unevaluated.model_construct(name=name, subjects=[], budget=budget) for name, budget in written.items()]


def fund_of(book: FigureBook, project: Project) -> str:
    """The fund that pays for a project: the first that its subjects have 项目支出 of; 一般公共 when these don't tell."""
    for fund in MEMBERS[FUND]:
        if any(not book.resolve(f"支出.{code}.{fund}.项目支出").zero for code in project.subjects):
            return fund
    return GENERAL


def funds_of_projects(book: FigureBook) -> list[str]:
    """The funds of all projects, in their standard order;
    none when a project is paid by several and nobody knows how much by which.
    """
    projects = book.loaded.data.projects
    found = [fund for fund in MEMBERS[FUND] if any(fund_of(book, p) == fund for p in projects)]
    return [] if any(_more_than_spent(book, fund) for fund in found) else found


def _more_than_spent(book: FigureBook, fund: str) -> bool:
    own, whole = book.resolve(f"项目.{fund}.执行数"), book.resolve(f"支出.{fund}.项目支出")
    return own.certain and whole.certain and book.rounded(own) > book.rounded(whole)


def unknown_projects(data: DepartmentYear) -> dict[str, list[str]]:
    """Short names that the 项目 table does not have, and the fields that use them."""
    used = {
        "项目叙述": [n for group in data.narrated for n in group],
        "项目文字": list(data.project_words),
        "指标": [n for n in data.indicators if n != OVERALL],
        "项目支出成效": [n for n in data.project_effects if not is_subject_code(n)],
        "项目合称": [n for names in data.joint_names for n in names.split("、")],
    }
    known = {p.name for p in data.projects} | {t.name for t in data.transfers}
    found: dict[str, list[str]] = {}
    for field, names in used.items():
        for name in dict.fromkeys(names):
            if name not in known:
                found.setdefault(name, []).append(field)
    return found
