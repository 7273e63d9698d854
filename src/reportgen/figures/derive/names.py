"""Short names that a person gives -> findings: each given once, and fit to be a part of a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.figures.projects import unevaluated_of, unknown_projects
from reportgen.load import Loaded
from reportgen.model import selection
from reportgen.model.budget import BudgetProject
from reportgen.model.field import NAME
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.indicator import OVERALL
from reportgen.model.organization import Unit
from reportgen.model.projects import Project
from reportgen.model.schema import FieldAt, Path, field_of, path_of
from reportgen.model.selection import FUND, MEMBERS, NotAnAddress

UNITS, PROJECTS, PLANNED = (".".join(path_of(*at)) for at in (("units",), ("projects",), ("budget", "projects")))
"""Where the projects of a budget are named."""
Given = tuple[str, str, Source | None]
"""Where a name is given, the name, and its place."""

TAKEN = ("合计", OVERALL, *MEMBERS[FUND])
"""Parts of keys that no project may have for a name: 项目.合计.执行数 is the sum of all."""


def wrong_names(loaded: Loaded) -> Iterator[Finding]:
    """Names given twice, that no key can hold, or that the project table does not have."""
    given: dict[tuple[str, str], Source | None] = {}
    for field, name, source in _given(loaded):
        if not name or any(mark in name for mark in ".、，, "):
            yield Finding(
                "D018",
                Level.ERROR,
                f"「{field}」里的「{name}」不能作名字",
                source,
                remedy="名字不能空，不能有点、顿号、逗号和空格",
            )
        elif (
            (field == PROJECTS and name in TAKEN)
            or (field in (UNITS, PLANNED) and _is_word(name))
            or (field == PLANNED and name in TAKEN)
        ):
            yield Finding(
                "D018", Level.ERROR, f"「{field}」里的「{name}」另有意思，不能作名字", source, remedy="请换一个名字"
            )
        elif (field, name) in given:
            yield Finding(
                "D017",
                Level.ERROR,
                f"「{field}」里的「{name}」写了两行",
                source,
                remedy=f"请合成一行，或改名；另一行在 {given[field, name]}",
            )
        given.setdefault((field, name), source)
    yield from _unknown_projects(loaded)


def _given(loaded: Loaded) -> Iterator[Given]:
    data, budget = loaded.data, loaded.data.budget
    yield from _in_rows(loaded, field_of("units"), data.units)
    yield from _in_rows(loaded, field_of("projects"), data.projects)
    if budget:
        yield from _in_rows(loaded, field_of("budget", "projects"), budget.projects)
        yield from _in_forms(loaded, path_of("budget", "indicators"), budget.indicators)
    yield from _in_forms(loaded, path_of("indicators"), data.indicators)
    yield from _in_tables(loaded)
    shares, column = path_of("project_shares", "subject")
    for row, share in enumerate(data.project_shares):
        yield f"{shares}.{share.project}", share.subject, loaded.source(shares, row, column)


def _in_tables(loaded: Loaded) -> Iterator[Given]:
    """The names in tables whose rows are parts of something: sources, categories, kinds of guests; and 转移支付."""
    data, at = loaded.data, loaded.source
    for n, transfer in enumerate(data.transfers):
        yield "转移支付", transfer.name, at("转移支付", n, "代号")
    for n, money in enumerate(data.transfer_money):
        yield f"转移支付资金.{money.transfer}", money.source, at("转移支付资金", n, "来源")
    for n, part in enumerate(data.category_money):
        yield f"项目资金.{part.project}", part.category, at("项目资金", n, "类别")
    for n, guests in enumerate(data.three_public.receptions):
        yield "三公经费.接待", guests.kind, at("三公经费", "接待", n, "类别")
    for n, other in enumerate(unevaluated_of(data)):
        yield "不自评项目", other.name, at("不自评项目", n, "名称") or at("不自评项目", other.name)


def _in_rows(loaded: Loaded, field: FieldAt, rows: Sequence[Unit | Project | BudgetProject]) -> Iterator[Given]:
    """The names in the column of a table that names its rows."""
    column = field.term.table.first if field.term.table else NAME
    for number, row in enumerate(rows):
        yield ".".join(field.path), row.name, loaded.source(*field.path, number, column)


def _in_forms(loaded: Loaded, path: Path, forms: Mapping[str, Sequence[Mapping[str, str]]]) -> Iterator[Given]:
    """The names of indicators: their 代号, else what stands in the first column."""
    for form, rows in forms.items():
        for number, cells in enumerate(rows):
            head = next((h for h in (NAME, *cells) if h in cells), "")
            place = loaded.source(*path, form, number, head) or loaded.source(*path, form, number)
            yield ".".join((*map(str, path), form)), cells.get(head, "").strip(), place


def _is_word(name: str) -> bool:
    """Whether a key would take the name for a fund, a kind or a 科目."""
    try:
        selection.parse(name)
    except NotAnAddress:
        return False
    return True


def _unknown_projects(loaded: Loaded) -> Iterator[Finding]:
    """One finding for each such name, where it is first used; of a name that only 指标 has, check C107 tells."""
    for name, fields in unknown_projects(loaded.data).items():
        if fields == ["指标"]:
            continue
        source = loaded.source(fields[0], name) or loaded.source(fields[0])
        told = f"「{'」「'.join(fields)}」里的「{name}」不在项目表里"
        yield Finding("D014", Level.ERROR, told, source, remedy="请写项目的代号，或在项目表里补上这一行")
