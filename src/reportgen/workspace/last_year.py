"""Last year's report -> what the new year takes from it: opening balances, comparisons, scores, changed subjects."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.build import BuiltReport
from reportgen.editions import Edition
from reportgen.figures import LAST_YEAR, FigureBook, UnknownKey
from reportgen.model.amount import PENDING
from reportgen.model.department import DepartmentYear
from reportgen.model.figure import WAN, Figure
from reportgen.model.selection import CLOSING, DISTRIBUTION, FROM_RESERVES, FUND, MEMBERS, OPENING
from reportgen.model.terms import budget_rows, subject_code

FOLLOWING = (OPENING, CLOSING, DISTRIBUTION, FROM_RESERVES)
"""What follows from this year's own opening balances."""


def openings(last: FigureBook) -> dict[str, str]:
    """年初结转和结余: last year's 年末, by the keys that were used for its 年初, and by fund where none was."""
    columns = [head for row in last.loaded.data.accounts[:1] for head in row if OPENING in head]
    keys = list(last.loaded.data.opening)
    used = " ".join([*keys, *columns])
    moved = [fund for fund in MEMBERS[FUND] if fund not in used and not _figure(last, f"{CLOSING}.{fund}").zero]
    return {key: written(last, _figure(last, f"{CLOSING}.{key}")) for key in [*keys, *moved]}


def comparisons(made: BuiltReport) -> dict[str, str]:
    """上年数: what this report asked of the year before it, as it stands in this report."""
    asked = [key.removeprefix(f"{LAST_YEAR}.") for key in made.book.known_keys() if key.startswith(f"{LAST_YEAR}.")]
    keys = dict.fromkeys(["收入总计", "支出总计", *sorted(k for k in asked if not k.startswith(FOLLOWING))])
    found = {key: _figure(made.book, key) for key in keys}
    return {key: written(made.book, figure) for key, figure in found.items() if figure.certain}


def scores(last: FigureBook) -> dict[str, str]:
    """The scores that last year's report gave: by project, and '' for the whole."""
    names = {"": "整体自评.得分"} | {p.name: f"项目.{p.name}.得分" for p in last.loaded.data.projects}
    found = {name: _figure(last, key) for name, key in names.items()}
    return {name: last.printed(figure) for name, figure in found.items() if figure.state == "known"}


def subject_changes(last: FigureBook, edition: Edition) -> list[str]:
    """Subjects of last year that the new list abolishes, renames or lacks."""
    own = last.loaded.data.subjects
    notes = []
    abolished = edition.subjects.get("废止科目") or {}
    for code, old, new in _names(last, edition):
        if code in abolished:
            notes.append(f"科目 {code} {old} 已经废止，请改用 {abolished[code]['新']}")
        elif not new and code not in own:
            notes.append(f"科目 {code} {old} 不在 {edition.settings.subjects} 年的科目表里，请查今年的科目")
        elif new and old and new != old:
            notes.append(f"科目 {code} 改名：{old} → {new}")
    return notes


def _names(last: FigureBook, edition: Edition) -> Iterator[tuple[str, str, str]]:
    """Code, last year's name, this year's name."""
    data = last.loaded.data
    rows = [*data.accounts, *budget_rows(data.initial_budget), *budget_rows(data.full_budget)]
    budgeted, economic = _budgeted(data)
    codes = {subject_code(row) for row in rows} | {c for p in data.projects for c in p.subjects} | budgeted
    above = {code[:n] for code in codes if code.isdigit() for n in (3, 5)}
    for code in sorted(codes | above - {"合计"}):
        before, after = (x.subjects["功能科目"].get(code) or {} for x in (last.edition, edition))
        if before or after or len(code) == 7:
            yield code, before.get("name", ""), after.get("name", "")
    for code in sorted({*data.economic, *economic}):
        yield code, last.edition.subjects["经济科目"].get(code, ""), edition.subjects["经济科目"].get(code, "")


def _figure(book: FigureBook, key: str) -> Figure:
    try:
        return book.resolve(key)
    except UnknownKey:
        return Figure(key, None, WAN, None, "unknown")  # type: ignore[arg-type] # a figure of nothing has no origin


def written(book: FigureBook, figure: Figure) -> str:
    """A figure as a clerk would type it, in the unit of the data."""
    if not figure.certain:
        return PENDING
    scale = 4 if figure.unit == WAN and book.loaded.data.money_unit == "元" else 0
    return f"{(figure.value or Decimal(0)).scaleb(scale):f}"


def _budgeted(data: DepartmentYear) -> tuple[set[str], set[str]]:
    """The 科目 and the 经济科目 that a budget uses."""
    budget = data.budget
    if budget is None:
        return set(), set()
    return (
        {*(row.subject for row in budget.basic), *(row.subject for row in budget.spending)},
        {*(row.economic for row in budget.basic), *(row.economic for row in budget.spending)},
    )
