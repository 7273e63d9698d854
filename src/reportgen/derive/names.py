"""Short names that a person gives -> findings: each given once, and fit to be a part of a key."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Level, Source
from reportgen.load import Loaded
from reportgen.model import address
from reportgen.model.address import FUND, MEMBERS, NotAnAddress
from reportgen.performance import OVERALL

Given = tuple[str, str, Source | None]
"""Where a name is given, the name, and its place."""

TAKEN = ("合计", OVERALL, *MEMBERS[FUND])
"""Parts of keys that no project may have for a name: 项目.合计.执行数 is the sum of all."""


def wrong_names(loaded: Loaded) -> Iterator[Finding]:
    """Names given twice, that no key can hold, or that the project table does not have."""
    given: dict[tuple[str, str], Source | None] = {}
    for field, name, source in _given(loaded):
        if not name or any(mark in name for mark in ".、，, "):
            yield Finding("D018", Level.ERROR, f"「{field}」里的「{name}」不能作名字", source, mend="名字不能空，不能有点、顿号、逗号和空格")
        elif (field == "项目" and name in TAKEN) or (field == "单位构成" and _is_word(name)):
            yield Finding("D018", Level.ERROR, f"「{field}」里的「{name}」另有意思，不能作名字", source, mend="请换一个名字")
        elif (field, name) in given:
            yield Finding("D017", Level.ERROR, f"「{field}」里的「{name}」写了两行", source, mend=f"请合成一行，或改名；另一行在 {given[field, name]}")
        given.setdefault((field, name), source)
    yield from _unknown_projects(loaded)


def _given(loaded: Loaded) -> Iterator[Given]:
    data, at = loaded.data, loaded.source
    for row, unit in enumerate(data.units):
        yield "单位构成", unit.name, at("单位构成", row, "单位")
    for row, project in enumerate(data.projects):
        yield "项目", project.name, at("项目", row, "代号")
    for form, rows in data.indicators.items():
        for row, cells in enumerate(rows):
            head = next((h for h in ("代号", *cells) if h in cells), "")
            yield f"指标.{form}", cells.get(head, "").strip(), at("指标", form, row, head) or at("指标", form, row)
    for row, share in enumerate(data.project_shares):
        yield f"项目分科目.{share.project}", share.subject, at("项目分科目", row, "科目")


def _is_word(name: str) -> bool:
    """Whether a key would take the name for a fund, a kind or a 科目."""
    try:
        address.parse(name)
    except NotAnAddress:
        return False
    return True


def _unknown_projects(loaded: Loaded) -> Iterator[Finding]:
    """Short names of projects that the 项目 table does not have."""
    data = loaded.data
    known = {p.name for p in data.projects}
    effects = [n for n in data.project_effects if not address.is_subject_code(n)]
    told = [n for group in data.narrated for n in group]
    joint = [n for names in data.joint_names for n in names.split("、")]
    forms = [n for n in data.indicators if n != OVERALL]
    for field, names in (("项目文字", list(data.project_words)), ("项目支出成效", effects), ("项目叙述", told), ("项目合称", joint), ("指标", forms)):
        for name in names:
            if name not in known:
                source = loaded.source(field, name) or loaded.source(field)
                yield Finding("D014", Level.ERROR, f"「{field}」里的「{name}」不在项目表里", source, mend="请写项目的代号")
