"""What a department-year orders under 报告: kinds and their editions, and what it lacks for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from yaml import YAMLError

from reportgen.editions.edition import find_folder, list_editions, read_layers
from reportgen.editions.kinds import ReportKind, find_kind, list_kinds
from reportgen.editions.layers import EditionError
from reportgen.editions.lost import where_looked
from reportgen.editions.nodes import child, compose_yaml
from reportgen.editions.places import place_of
from reportgen.editions.years import proposed
from reportgen.load import Loaded
from reportgen.load.messages import in_chinese
from reportgen.load.messages import place_of as place_of_yaml
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.organization import ReportOrder
from reportgen.model.terms import under


def ordered(loaded: Loaded) -> list[str]:
    """The kinds of reports that a department-year is to give, as far as they can be made."""
    known = list_kinds(loaded.folder.resolve().parent)
    return [kind for kind in loaded.data.reports if kind in known]


def missing(loaded: Loaded, kind: str) -> Iterator[Finding]:
    """The keys without which a report of this kind can't be made."""
    known = list_kinds(loaded.folder.resolve().parent)
    for key in known[kind].needs if kind in known else ():
        if not under(loaded.data, key) and loaded.source(key) is None:
            yield Finding(
                "L020", Level.ERROR, f"缺「{key}」，{kind}要用它", Source(loaded.folder.name, 1, 1), remedy="请补上"
            )


def unordered(loaded: Loaded, kind: str) -> Finding:
    """Nothing is ordered of this kind."""
    return Finding(
        "B001", Level.ERROR, f"「报告」里没有「{kind}」", loaded.source("报告"), remedy=f"请写 {kind}: {{版式: …}}"
    )


def unusable_edition(loaded: Loaded, kind: str, name: str, error: EditionError) -> Finding:
    """Why an edition can't be used: at the value that is wrong in its YAML, else where the department-year names it."""
    if error.broken:
        return _broken(error, error.broken, find_kind(kind, loaded.folder.resolve().parent).folder)
    project = loaded.folder.resolve().parent
    with suppress(EditionError, YAMLError):  # its layers can't be followed: the error says why
        folders, *_ = read_layers(kind, name, loaded.folder.resolve().parent)
        if place := place_of(folders, error):
            return Finding("B002", Level.ERROR, error.reason, place, remedy="请改版式的这一处，写法见 docs/editions.md")
    with suppress(EditionError, YAMLError):
        if error.key and (place := _said_by(find_kind(kind, project), name, error.key, project)):
            return Finding("B002", Level.ERROR, error.reason, place, remedy="请改版式的这一处，写法见 docs/editions.md")
    return _not_there(loaded, kind, str(error))


def _said_by(about: ReportKind, name: str, key: str, project: Path) -> Source | None:
    """Where the layers of an edition that can't all be followed say a key: the last of them what it extends, the
    nearest any other one.
    """
    said: list[Source] = []
    seen: set[Path] = set()
    while name and (folder := find_folder(about, name, project)) is not None and folder not in seen:
        seen.add(folder)
        tree = compose_yaml(folder / "edition.yaml")
        if (node := child(tree, key)) is not None:
            said.append(Source(f"{folder.name}/edition.yaml", node.start_mark.line + 1, node.start_mark.column + 1))
        name = str(getattr(child(tree, "extends"), "value", ""))
    return said[-1 if key == "extends" else 0] if said else None


def _broken(error: EditionError, path: Path, folder: str) -> Finding:
    """A file of an edition that can't be read: at its line, where YAML says one."""
    parts = path.parts[path.parts.index(folder) + 1 :] if folder in path.parts else path.parts[-2:]
    line = column = 0
    what, remedy = error.reason.split("：", 1)[-1], ""
    if isinstance(error.__cause__, YAMLError):
        (told, remedy), (line, column) = in_chinese(error.__cause__), place_of_yaml(error.__cause__)
        what = f"YAML 写法不对：{told}"
    place = Source("/".join(parts), line + 1, column + 1)
    return Finding(
        "B002", Level.ERROR, f"版式的文件读不出来：{what}", place, remedy=remedy or "写法见 docs/editions.md"
    )


def _not_there(loaded: Loaded, kind: str, message: str) -> Finding:
    place = loaded.source("报告", kind, "版式")
    return Finding("B002", Level.ERROR, message, place, remedy="有哪些版式：reportgen editions")


def with_edition(loaded: Loaded, kind: str) -> Loaded:
    """For a draft: the newest edition where none is named or one that is not there, and the error."""
    order = loaded.data.reports.get(kind)
    project = loaded.folder.resolve().parent
    names = list_editions(kind, project)
    if not names or (order and order.edition in names):
        return loaded
    newest = proposed(loaded.data.year, kind, project)[0]
    if order is None:
        wrong, stood = unordered(loaded, kind), ReportOrder.model_validate({"版式": newest})
    else:
        where = where_looked(find_kind(kind, project), order.edition, project)
        wrong = _not_there(loaded, kind, f"没有版式「{order.edition}」，草稿先用 {newest}。{where}")
        stood = order.model_copy(update={"edition": newest})
    data = loaded.data.model_copy(update={"reports": {**loaded.data.reports, kind: stood}})
    return replace(loaded, data=data, findings=(*loaded.findings, wrong))
