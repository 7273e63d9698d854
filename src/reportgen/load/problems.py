"""What the model refuses -> findings in Chinese: missing, unknown, of the wrong kind."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from reportgen.finding import Finding, Level, Source
from reportgen.load.edits import quoted
from reportgen.load.plain import Lines, models_in
from reportgen.load.plain import Path as KeyPath
from reportgen.model.department import DepartmentYear


def explained(problems: Iterable[ErrorDetails], sources: dict[KeyPath, Source], folder: Path, lines: Lines) -> Iterator[Finding]:
    """Each problem with its place; `lines` are those of the files as read."""
    for problem in problems:
        path = _path_of(problem, sources)
        source = next((sources[path[:n]] for n in range(len(path), 0, -1) if path[:n] in sources), None)
        name = ".".join(str(p + 1) if isinstance(p, int) else p for p in path)
        if problem["type"] == "missing":
            where = source or Source(folder.name, 1, 1)
            yield Finding("L020", Level.ERROR, f"缺「{path[-1]}」（{name}）", where, mend="请补上")
        elif problem["type"] == "extra_forbidden":
            yield Finding("L021", Level.ERROR, f"不认识的键「{path[-1]}」", source, mend=_meant(path))
        else:
            yield _of_wrong_kind(problem, name, source, lines)


def _meant(path: KeyPath) -> str:
    """The key that may be meant: one like it here, or the same one elsewhere."""
    key = str(path[-1])
    nearest = difflib.get_close_matches(key, _known_keys(path), 1, 0.5)
    if nearest:
        return f"是不是「{nearest[0]}」？"
    elsewhere = [".".join(place) for place in _places_of(key, DepartmentYear, ()) if place[:-1] != path[:-1]]
    if elsewhere:
        return f"这个键应写在「{elsewhere[0].rpartition('.')[0] or '最外层'}」里；请检查缩进"
    return "请看 docs/data-format.md 里有哪些键"


def _places_of(key: str, model: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for info in model.model_fields.values():
        here = (*path, info.alias or "")
        if info.alias == key:
            yield here
        for inner in models_in(info):
            yield from _places_of(key, inner, here)


def _of_wrong_kind(problem: ErrorDetails, name: str, source: Source | None, lines: Lines) -> Finding:
    given, mend = problem["input"], ""
    message = _IN_CHINESE.get(problem["type"]) or problem["msg"].removeprefix("Value error, ")
    if message.isascii():  # the model has a rule that nobody put into Chinese
        message = f"「{str(given)[:40]}」不是这里要的"
    if problem["type"] == "literal_error":
        expected = problem["ctx"]["expected"].replace(" or ", " 或 ").replace("'", "")
        nearest = difflib.get_close_matches(str(given), expected.split(" 或 "), 1, 0.3)
        message, mend = f"「{str(given)[:40]}」应为 {expected}", f"是不是「{nearest[0]}」？" if nearest else ""
    elif problem["type"] == "string_type" and isinstance(given, dict) and len(given) == 1:
        key, value = next(iter(given.items()))
        own = lines.get(source.file, []) if source else []
        line, at = (own[source.line - 1], source.column - 1) if source and source.line <= len(own) else ("", 0)
        corrected = line[:at] + quoted(line[at:].rstrip()) if line[:at].strip() == "-" else ""
        return Finding(
            "L058", Level.ERROR, f"{name}：「{key}: {str(value)[:20]}」里有冒号加空格，YAML 当成了“键: 值”", source,
            mend="请给整句加上引号，或用全角冒号", corrected=corrected)
    elif problem["type"] == "string_type" and isinstance(given, list):
        message, mend = "应是一段文字，却写成了列表", "请去掉方括号或短横；要印方括号就加引号"
    elif problem["type"] in ("dict_type", "model_type") and isinstance(given, str):
        message, mend = f"应是“键: 值”，却是文字「{given[:20]}」", "请在下一行缩进两个空格写“键: 值”，或写成 {键: 值}"
    return Finding("L022", Level.ERROR, f"{name}：{message}", source, mend=mend)


_IN_CHINESE = {
    "string_type": "应是一段文字", "list_type": "应是一张表或一个列表", "dict_type": "应是“键: 值”",
    "model_type": "应是“键: 值”", "int_parsing": "应是整数",
    "greater_than_equal": "太小了", "less_than_equal": "太大了",
}


def _path_of(problem: ErrorDetails, sources: dict[KeyPath, Source]) -> KeyPath:
    """Where a problem is. Pydantic names the branch of a union in its path too; that is no key of the user's."""
    path: KeyPath = ()
    for part in problem["loc"]:
        variant = isinstance(part, str) and ("[" in part or part in ("is-instance", "decimal", "str"))
        if not variant or (*path, part) in sources:
            path = (*path, part)
    return path or tuple(problem["loc"])


def _known_keys(path: KeyPath) -> list[str]:
    model: type[BaseModel] | None = DepartmentYear
    for part in path[:-1]:
        info = next((i for i in (model.model_fields.values() if model else ()) if i.alias == part), None)
        model = next(models_in(info), None) if info else model
    return [i.alias for i in (model or DepartmentYear).model_fields.values() if i.alias]
