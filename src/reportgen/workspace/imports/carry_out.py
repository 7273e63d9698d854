"""A plan -> the folder: begun, or completed; nothing that somebody typed is written over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.atomic_write import CannotWrite, replace_files
from reportgen.build import assemble
from reportgen.editions.layers import EditionError
from reportgen.load.files import WORKBOOKS, files_below
from reportgen.load.nodes import Mapping as Nodes
from reportgen.load.nodes import Node, Text
from reportgen.load.workbook.entries import APPROVED, LAST, LAST_YEAR
from reportgen.load.workbook.folder import DEPARTMENT, UNIT, YEAR
from reportgen.load.workbook.given import canonical
from reportgen.model.amount import is_pending
from reportgen.model.finding import DataUnusable, Finding, Level, Source
from reportgen.workspace.imports.begin import texts_of
from reportgen.workspace.imports.plan import FilePlan, Plan
from reportgen.workspace.imports.written import block_of, last_year_block, list_block, sheets_of
from reportgen.workspace.new import EDITOR_LINE, SCHEMA_FILE, edition_for, require_edition
from reportgen.workspace.schema import schema_text

NO_YEAR, CANNOT_WRITE = "N013", "N004"
OLD = ".bak"
"""Behind the name of a workbook whose place another one takes."""
GENERAL = (YEAR, UNIT, DEPARTMENT)


@dataclass(frozen=True)
class Imported:
    """What was written: files by path; kept: workbooks that were replaced, under their new names; edition."""

    folder: Path
    files: tuple[Path, ...]
    edition: str
    kept: tuple[Path, ...] = ()


def carry_out(plan: Plan, edition: str | None, *, as_yaml: bool) -> Imported:
    """Write what was planned. Raises DataUnusable."""
    folder = plan.folder
    if folder is None or plan.year is None:
        remedy = "请写 --into data/部门/年度；文件夹叫年度的四位数"
        raise DataUnusable([Finding(NO_YEAR, Level.ERROR, "不知道是哪一年的", Source("工作簿", 1, 1), remedy=remedy)])
    name = edition or edition_for(plan.year, folder, plan.kind)
    require_edition(name, folder, plan.kind)
    more = _free(folder, "导入.yaml")
    files = _texts(replace(plan, last={}), name, more, as_yaml=as_yaml)
    kept: list[Path] = []
    if not as_yaml:
        for file in plan.files:
            if file.kind not in ("清单", "上年的公开稿"):
                files |= _copied(file, folder, kept)
    _write(files)
    if plan.last:  # only now it is known what the report asks of last year
        asked = _asked_of_last_year(folder, plan.kind)
        printed = {key: at for key, at in plan.last.items() if asked is None or key in asked}
        more_files = _texts(replace(plan, last=printed), name, more, as_yaml=as_yaml)
        _write(more_files)
        files |= more_files
    return Imported(folder, tuple(files), name, tuple(kept))


def _texts(plan: Plan, edition: str, more: Path, *, as_yaml: bool) -> dict[Path, bytes]:
    """The files of a folder that is begun; of one that is there, what is added to it."""
    folder = more.parent
    blocks = dict(_blocks(plan, as_yaml=as_yaml))
    if plan.begins:
        texts = texts_of(plan, edition, blocks, {} if as_yaml else _where(plan))
        files = {folder / file: f"{EDITOR_LINE}{text}".encode() for file, text in texts.items()}
        return {**files, folder / SCHEMA_FILE: schema_text(edition, folder.resolve().parent, plan.kind).encode()}
    text = "\n".join([f"{EDITOR_LINE}# 导入的，请核对。\n", *blocks.values()])
    return {more: text.encode()} if blocks else {}


def _write(files: dict[Path, bytes]) -> None:
    try:
        replace_files(files)
    except CannotWrite as problem:
        remedy = "请换一个能写的地方，或看磁盘是否已满"
        raise DataUnusable([Finding(CANNOT_WRITE, Level.ERROR, problem.message, remedy=remedy)]) from problem


def _asked_of_last_year(folder: Path, kind: str) -> set[str] | None:
    """The figures of last year that the report asks for; None where it can't be made yet."""
    try:
        book = assemble(folder, kind, draft=True).book
    except (DataUnusable, EditionError):
        return None
    return {canonical(key.removeprefix(LAST)) for key in book.known_keys() if key.startswith(LAST)}


def _blocks(plan: Plan, *, as_yaml: bool) -> Iterator[tuple[str, str]]:
    """Keys that go into YAML: of lists always, of workbooks when that is asked for. What is typed stays."""
    for key, node in plan.entries.nodes.items() if as_yaml else ():
        if _free_key(plan.typed.get(key)):
            yield key, block_of(key, _few(node, plan) if key == APPROVED else node)
    if plan.last and _free_key(plan.typed.get(LAST_YEAR)):
        yield LAST_YEAR, last_year_block(LAST_YEAR, plan.last)
    for read in plan.lists:
        if _free_key(plan.typed.get(read.key)):
            yield read.key, list_block(read, plan.money_unit)


def _few(node: Node, plan: Plan) -> Node:
    """Of the totals those that adding up does not give: of no 科目, and all that are rounded by themselves."""
    if not isinstance(node, Nodes):
        return node
    rounded = {one.key for one in plan.entries.given if one.control and one.grain}
    entries = {
        key: child
        for key, child in node.entries.items()
        if not re.search(r"\d{3}", key) or plan.entries.keys.get(id(child)) in rounded
    }
    return replace(node, entries=entries)


def _free_key(typed: Node | None) -> bool:
    """Whether nobody has typed anything under a key."""
    return typed is None or (isinstance(typed, Text) and (is_pending(typed.value) or not typed.value.strip()))


def _where(plan: Plan) -> Mapping[str, str]:
    """By key, which sheets say it."""
    return {key: "、".join(sheets_of(node)) for key, node in plan.entries.nodes.items()}


def _copied(file: FilePlan, folder: Path, kept: list[Path]) -> dict[Path, bytes]:
    """The workbook in the folder, unless it is there under whatever name; one that it takes the place of is kept under
    another name.
    """
    target = file.replaces or folder / (file.name or file.path.name)
    content = file.path.read_bytes()
    if any(path.read_bytes() == content for path in files_below(folder, WORKBOOKS)):
        return {}
    if not target.is_file():
        return {target: content}
    old = _free(folder, f"{target.name}{OLD}")
    kept.append(old)
    return {old: target.read_bytes(), target: content}


def _free(folder: Path, name: str) -> Path:
    """A file of this name that is not there yet."""
    stem, dot, suffix = name.rpartition(".")
    number = 1
    while (path := folder / (name if number == 1 else f"{stem}{number}{dot}{suffix}")).exists():
        number += 1
    return path
