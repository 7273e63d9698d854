"""Data mode: the edition and its list of subjects are those of the year."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.engine.registry import Hit, Outcome, Verdict, check
from reportgen.editions.subjects import LISTED, list_all_subjects, list_subjects
from reportgen.editions.years import meant, year_in
from reportgen.figures import FigureBook
from reportgen.model.finding import Level, Source


def _order(book: FigureBook) -> Source | None:
    return book.loaded.source("报告", book.edition.kind, "版式")


@check(
    "C213",
    level=Level.HINT,
    title="用的是另一年的科目表",
    what="科目的名称照本年度的科目表；没有这一年的科目表，就用前面最近一年的，并说是哪一年的",
    why="科目每年有增减、改名，照另一年的印，名称可能不对",
    remedy="对照当年的政府收支分类科目；不同的，用 `reportgen subjects --learn` 记进自己的科目表",
)
def list_of_another_year(book: FigureBook) -> Iterator[Outcome]:
    year, listed = str(book.loaded.data.year), str(book.edition.subjects.get(LISTED, ""))
    said = book.edition.settings.subjects
    if not listed or year_in(listed) in (None, book.loaded.data.year):
        yield Verdict.AGREES
        return
    problem = f"用 {listed} 年的科目表，报告是 {year} 年度的：没有 {year} 年的科目表"
    if year not in list_subjects(book.loaded.folder.resolve().parent):
        yield Hit({"problem": problem}, source=_order(book), remedy="请对照当年的政府收支分类科目核对名称")
    else:
        problem = f"用 {listed} 年的科目表，报告是 {year} 年度的：版式 {book.edition.name} 写着 subjects: {said}"
        yield Hit({"problem": problem}, source=_order(book), remedy=_better_list(book, year, listed))


def _better_list(book: FigureBook, year: str, listed: str) -> str:
    """How to use the year's list; a list of the edition's province is followed by one of its own, not by the country's,
    which lacks what the province says of it.
    """
    if listed == str(year_in(listed)):
        return f'有 {year} 年的科目表，版式里改成 subjects: "{year}"'
    project, own = book.loaded.folder.resolve().parent, listed.replace(str(year_in(listed)), year)
    if own in list_all_subjects(project):
        return f"有 {own} 的科目表，版式里改成 subjects: {own}"
    return (
        f"{listed} 是自己的一份，不要改成 {year}（会丢了它自己的写法，如功能类的行）："
        f'照它写一份 templates/subjects/{own}.yaml，里面 extends: "{year}"，版式里写 subjects: {own}'
    )


@check(
    "C214",
    level=Level.HINT,
    title="版式不是给这个年度用的",
    what="版式写明了给哪些年度用（years）的，报告的年度在里面",
    why="表样和说明每年有变动，照另一年的印，可能不合当年的要求",
    remedy="看当年的布置变了没有；变了就做一个自己的版式：reportgen editions new",
)
def edition_of_another_year(book: FigureBook) -> Iterator[Outcome]:
    kind, year, project = book.edition.kind, book.loaded.data.year, book.loaded.folder.resolve().parent
    known = {one.name: one for one in meant(kind, project)}
    used = known.get(book.edition.name)
    if used is None or not used.as_text or used.covers(year):
        yield Verdict.AGREES
        return
    better = [one.name for one in known.values() if one.province == used.province and one.covers(year)]
    problem = f"版式 {used.name} 是给 {used.as_text} 年度用的，报告是 {year} 年度的"
    if better:
        yield Hit({"problem": problem}, source=_order(book), remedy=f"请改成 {better[0]}", level=Level.WARNING)
    else:
        yield Hit({"problem": f"{problem}；没有这一年的版式"}, source=_order(book))
