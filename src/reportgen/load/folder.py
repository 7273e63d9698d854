"""A folder of YAML and CSV files -> DepartmentYear with positions; every problem in one run."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from reportgen.finding import DataUnusable, Finding, Level, Source
from reportgen.load import tables
from reportgen.load.nodes import Mapping, Node, Sequence, Text, read_text, read_yaml
from reportgen.model.department import DepartmentYear

Path_ = tuple[str | int, ...]
SECRET = "涉密"  # noqa: S105 - the column that marks a row, no password
FIRST_COLUMNS = {"单位构成": "单位", "收支": "科目", "年初预算": "科目", "全年预算": "科目", "金额": "项目", "政府采购": "类别"}
"""The column that the keys of a table become when it is written as a mapping; else 代号."""


@dataclass(frozen=True)
class Loaded:
    """One department-year as read: the model, where each value stands, and the files' hashes."""

    folder: Path
    data: DepartmentYear
    sources: dict[Path_, Source]
    hashes: dict[str, str]
    findings: tuple[Finding, ...] = ()
    previous: Loaded | None = None
    secret_rows: int = 0

    def source(self, *path: str | int) -> Source | None:
        """Where the value at this path of Chinese keys and row numbers stands."""
        return self.sources.get(path)


@dataclass
class _Tree:
    """The files of a folder, merged by top-level key."""

    entries: dict[str, Node] = field(default_factory=dict)
    key_sources: dict[str, Source] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, key: str, node: Node, source: Source) -> None:
        """Put one top-level key; a second one of the same name is a finding."""
        if key in self.entries:
            self.findings.append(Finding(
                "L009", Level.ERROR, f"顶层键「{key}」在 {self.key_sources[key]} 已经写过", source, mend="同一个键只能写在一个文件里"))
            return
        self.entries[key], self.key_sources[key] = node, source


def load(folder: Path) -> Loaded:
    """Read a department-year, and the complete last one when it lies beside it under its year.

    Raises DataUnusable with all findings when a model can't be made.
    """
    loaded = _load(folder, "")
    return replace(loaded, previous=_previous(folder, loaded.data.year))


def _load(folder: Path, prefix: str) -> Loaded:
    """One folder; `prefix` stands before the names of its files in every place."""
    if not folder.is_dir():
        raise DataUnusable([Finding("L010", Level.ERROR, f"没有这个文件夹：{folder}", mend="请写部门年度的文件夹，如 data/某局/2023")])
    tree = _read(folder, prefix)
    plain, sources, table_findings, secret = _plain(tree)
    plain = _without_projects(plain, secret.projects)
    findings = [*tree.findings, *table_findings]
    try:
        data = DepartmentYear.model_validate(plain)
    except ValidationError as error:
        unread = any(f.code in ("L001", "L002", "L003", "L004") for f in findings)  # what is missing may stand there
        explained = [f for f in _explained(error, sources, folder) if not (unread and f.code == "L020")]
        raise DataUnusable([*findings, *explained]) from error
    if any(f.level is Level.ERROR for f in findings):
        raise DataUnusable(findings)
    return Loaded(folder, data, sources, tree.hashes, tuple(findings), secret_rows=secret.rows)


def _previous(folder: Path, year: int) -> Loaded | None:
    beside = folder.resolve().parent / str(year - 1)
    if not (beside.is_dir() and any(p.suffix.lower() in (".yaml", ".yml") for p in beside.iterdir())):
        return None
    loaded = _load(beside, f"../{beside.name}/")
    if loaded.data.year != year - 1:
        raise DataUnusable([Finding(
            "L024", Level.ERROR, f"上年文件夹 {beside.name} 里写的年度是 {loaded.data.year}", loaded.source("年度"), mend="请改年度，或给文件夹改名")])
    return loaded


def _read(folder: Path, prefix: str) -> _Tree:
    tree = _Tree()
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in (".yaml", ".yml", ".csv") and p.is_file())
    if not files:
        raise DataUnusable([Finding("L010", Level.ERROR, f"{folder} 里没有 YAML 文件", mend="请写部门年度的文件夹")])
    for path in files:
        name = f"{prefix}{path.name}"
        tree.hashes[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        try:
            text = read_text(path, name)
        except DataUnusable as unusable:
            tree.findings.extend(unusable.findings)
            continue
        if path.suffix.lower() == ".csv":
            node, found = tables.table_from_csv(text, name)
            tree.findings.extend(found)
            tree.add(path.stem, node, Source(name, 1, 1))
            continue
        mapping, found = read_yaml(text, name)
        tree.findings.extend(found)
        if mapping:
            for key, child in mapping.entries.items():
                tree.add(key, child, mapping.key_sources[key])
    return tree


@dataclass
class _Secret:
    """What was taken out because it is marked 涉密."""

    rows: int = 0
    projects: set[str] = field(default_factory=set)


def _plain(tree: _Tree) -> tuple[dict[str, Any], dict[Path_, Source], list[Finding], _Secret]:
    """Nodes -> what pydantic validates (texts, lists, dicts) and the place of every path.

    Rows marked 涉密 are taken out here, before anything is derived from them.
    """
    sources: dict[Path_, Source] = {}
    findings: list[Finding] = []
    secret = _Secret()
    tabled = dict(_tables_of(DepartmentYear, ()))

    def walk(node: Node, path: Path_) -> Any:
        sources[path] = node.source
        kind = tabled.get(path) or ("cells" if tabled.get(path[:-1]) == "each" else None)
        if isinstance(node, Text):
            if kind in (True, "cells"):
                sequence, found = tables.table_from_text(node)
                findings.extend(found)
                return walk(sequence, path)
            return node.value
        if kind in (True, "cells") and isinstance(node, Mapping):
            node = tables.table_from_mapping(node, FIRST_COLUMNS.get(str(path[-1]), "代号"))
        if isinstance(node, Sequence):
            kept = [child for child in node.items if not _is_secret(child, path, secret, findings)]
            return [walk(child, (*path, n)) for n, child in enumerate(kept)]
        for key, place in node.key_sources.items():
            sources.setdefault((*path, key), place)
        return {key: walk(child, (*path, key)) for key, child in node.entries.items() if key != SECRET}

    for key, place in tree.key_sources.items():
        sources[(key,)] = place
    return {key: walk(node, (key,)) for key, node in tree.entries.items()}, sources, findings, secret


def _is_secret(node: Node, path: Path_, secret: _Secret, findings: list[Finding]) -> bool:
    """Whether a row is marked 涉密; a mark that is neither 是 nor 否 counts as one, and is a finding."""
    mark = node.entries.get(SECRET) if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or mark is None:
        return False
    text = mark.value.strip() if isinstance(mark, Text) else "?"
    if text in ("", "-", "否"):
        return False
    if text != "是":
        findings.append(Finding("L023", Level.ERROR, f"涉密栏写的是「{text}」", mark.source, mend="请写 是 或 否"))
    secret.rows += 1
    name = node.entries.get("代号")
    if path == ("项目",) and isinstance(name, Text):
        secret.projects.add(name.value.strip())
    return True


def _tables_of(model: type[BaseModel], path: Path_) -> Iterator[tuple[Path_, Any]]:
    for info in model.model_fields.values():
        here = (*path, info.alias or "")
        extra = info.json_schema_extra
        if isinstance(extra, dict) and extra.get("table"):
            yield here, extra["table"]
        for inner in _models_in(info):
            yield from _tables_of(inner, here)


def _models_in(info: FieldInfo) -> Iterator[type[BaseModel]]:
    for candidate in (info.annotation, *get_args(info.annotation)):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            yield candidate


def _without_projects(plain: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """The data without whatever else tells of secret projects: their words, indicators, reasons and points."""
    if not names:
        return plain

    def tells(key: str) -> bool:
        parts = key.split(".")
        return bool(names & set(parts[0].split("、"))) or (parts[0] in ("项目", "指标", "自评", "上年") and bool(names & set(parts)))

    def clean(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: clean(v) for k, v in value.items() if not tells(k)}
        if isinstance(value, list):
            return [clean(v) for v in value]
        return value

    result = dict(plain)
    for key in ("项目文字", "项目支出成效", "项目合称", "指标", "原因", "核定数", "上年数", "口径调整"):
        if key in result:
            result[key] = clean(result[key])
    if isinstance(shares := result.get("项目分科目"), list):
        result["项目分科目"] = [row for row in shares if not (isinstance(row, dict) and row.get("项目") in names)]
    if isinstance(narrated := result.get("项目叙述"), list):
        groups = [[n for n in _group(g) if n not in names] for g in narrated]
        result["项目叙述"] = [g for g in groups if g]
    return result


def _group(value: Any) -> list[Any]:
    return value if isinstance(value, list) else re.split(r"[、,，\s]+", str(value))


def _explained(error: ValidationError, sources: dict[Path_, Source], folder: Path) -> Iterator[Finding]:
    for problem in error.errors():
        path = tuple(p for p in problem["loc"] if not _is_variant(p))
        source = next((sources[path[:n]] for n in range(len(path), 0, -1) if path[:n] in sources), None)
        name = ".".join(str(p) for p in path)
        if problem["type"] == "missing":
            where = source or Source(folder.name, 1, 1)
            yield Finding("L020", Level.ERROR, f"缺「{path[-1]}」（{name}）", where, mend="请补上")
        elif problem["type"] == "extra_forbidden":
            nearest = difflib.get_close_matches(str(path[-1]), _known_keys(path), 1, 0.5)
            mend = f"是不是「{nearest[0]}」？" if nearest else "请看 docs/data-format.md 里有哪些键"
            yield Finding("L021", Level.ERROR, f"不认识的键「{path[-1]}」", source, mend=mend)
        else:
            message = _IN_CHINESE.get(problem["type"], problem["msg"].removeprefix("Value error, "))
            if problem["type"] == "literal_error":
                message = f"「{problem['input']}」应为 {problem['ctx']['expected'].replace(' or ', ' 或 ')}"
            yield Finding("L022", Level.ERROR, f"{name}：{message}", source)


_IN_CHINESE = {
    "string_type": "应是一段文字", "list_type": "应是一张表或一个列表", "dict_type": "应是“键: 值”",
    "model_type": "应是“键: 值”", "int_parsing": "应是整数",
}


def _is_variant(part: str | int) -> bool:
    """Pydantic names the branch of a union in its path; these are not keys of the user's."""
    return isinstance(part, str) and ("[" in part or part in ("is-instance", "decimal", "str"))


def _known_keys(path: Path_) -> list[str]:
    model: type[BaseModel] | None = DepartmentYear
    for part in path[:-1]:
        info = next((i for i in (model.model_fields.values() if model else ()) if i.alias == part), None)
        model = next(_models_in(info), None) if info else model
    return [i.alias for i in (model or DepartmentYear).model_fields.values() if i.alias]
