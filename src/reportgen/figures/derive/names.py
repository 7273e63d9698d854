"""Short names that a person gives -> findings: each given once, and fit to be a part of a key."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.figures.projects import unknown_projects
from reportgen.load import Loaded
from reportgen.model import selection
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.indicator import OVERALL
from reportgen.model.selection import FUND, MEMBERS, NotAnAddress

PLANNED = "部门预算.项目"
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
            (field == "项目" and name in TAKEN)
            or (field in ("单位构成", PLANNED) and _is_word(name))
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
    data, at = loaded.data, loaded.source
    for row, unit in enumerate(data.units):
        yield "单位构成", unit.name, at("单位构成", row, "单位")
    for row, project in enumerate(data.projects):
        yield "项目", project.name, at("项目", row, "代号")
    for row, planned in enumerate(data.budget.projects if data.budget else ()):
        yield PLANNED, planned.name, at("部门预算", "项目", row, "代号")
    for form, goals in data.budget.indicators.items() if data.budget else ():
        for row, cells in enumerate(goals):
            head = next((h for h in ("代号", *cells) if h in cells), "")
            yield (
                f"部门预算.指标.{form}",
                cells.get(head, "").strip(),
                at("部门预算", "指标", form, row, head) or at("部门预算", "指标", form, row),
            )
    for form, rows in data.indicators.items():
        for row, cells in enumerate(rows):
            head = next((h for h in ("代号", *cells) if h in cells), "")
            yield f"指标.{form}", cells.get(head, "").strip(), at("指标", form, row, head) or at("指标", form, row)
    for row, share in enumerate(data.project_shares):
        yield f"项目分科目.{share.project}", share.subject, at("项目分科目", row, "科目")


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
