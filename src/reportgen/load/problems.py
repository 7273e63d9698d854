"""What the model refuses -> findings in Chinese: missing, unknown, of the wrong kind."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from reportgen.load.edits import in_quotes
from reportgen.load.once import also
from reportgen.load.plain import Lines
from reportgen.model.department import DepartmentYear
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.schema import EACH, every_field, kind_at, records_in
from reportgen.model.schema import Path as KeyPath


@dataclass(frozen=True)
class Where:
    """Where values and their keys stand, and the lines of the files as read."""

    folder: Path
    sources: dict[KeyPath, Source]
    keys: dict[KeyPath, Source]
    lines: Lines


def explained(problems: Iterable[ErrorDetails], where: Where) -> Iterator[Finding]:
    """Each problem with its place, once: not for each branch of a union, and not for each row of a table."""
    first: dict[KeyPath, ErrorDetails] = {}
    for problem in problems:
        if (
            len(problem["loc"]) < 2 or problem["loc"][-1] != ""
        ):  # a column without a name is told where the table is read
            first.setdefault(_path_of(problem, where.sources), problem)
    lacking = {path for path, problem in first.items() if problem["type"] == "missing"}
    unknown = {path: _meant(path, lacking) for path, problem in first.items() if problem["type"] == "extra_forbidden"}
    lacking -= {(*path[:-1], meant) for path, meant in unknown.items()}  # it is there, by another name
    columns: dict[tuple[str, KeyPath], list[KeyPath]] = {}
    alike: dict[tuple[KeyPath, str], list[KeyPath]] = {}
    for path, problem in first.items():
        if path in lacking or path in unknown:
            columns.setdefault((problem["type"], tuple(p for p in path if not isinstance(p, int))), []).append(path)
        elif problem["type"] != "missing":
            column = tuple(p for p in path if not isinstance(p, int))
            alike.setdefault((column, repr(problem["input"])), []).append(path)
    for paths in alike.values():
        finding = _of_wrong_kind(first[paths[0]], paths[0], where)
        yield replace(finding, message=f"{finding.message}{_rows(paths, where)}")
    for (kind, _), paths in columns.items():
        yield _missing(paths, where) if kind == "missing" else _unknown(paths, unknown[paths[0]], where)


def _rows(paths: list[KeyPath], where: Where) -> str:
    """What to say of the other rows that have the same problem."""
    return also(source.line for path in paths[1:] if (source := where.sources.get(path[:-1])))


def _missing(paths: list[KeyPath], where: Where) -> Finding:
    path = paths[0]
    name = ".".join(str(p + 1) if isinstance(p, int) else p for p in path)
    source = next(
        (where.sources[path[:n]] for n in range(len(path), 0, -1) if path[:n] in where.sources), None
    ) or Source(where.folder.name, 1, 1)
    table = path[:-2]
    rows = [p for p in where.sources if len(p) == len(table) + 1 and p[:-1] == table and isinstance(p[-1], int)]
    heads = [place for key, place in where.keys.items() if key[:-1] == path[:-1]]
    if (
        len(path) > 1
        and isinstance(path[-2], int)
        and len(paths) == len(rows)
        and heads
        and heads[0].line < source.line
    ):
        return Finding(
            "L020",
            Level.ERROR,
            f"「{'.'.join(map(str, table))}」的表头缺「{path[-1]}」",
            heads[0],
            remedy="请加上这一栏",
        )
    return Finding("L020", Level.ERROR, f"缺「{path[-1]}」（{name}）{_rows(paths, where)}", source, remedy="请补上")


def _unknown(paths: list[KeyPath], meant: str, where: Where) -> Finding:
    path = paths[0]
    source = where.keys.get(path) or where.sources.get(path)
    written = any((*path[:-1], meant) in known for known in (where.sources, where.keys))
    corrected = renamed(str(path[-1]), meant, source, where.lines) if meant and not written else ""
    head = (
        f"「{'.'.join(map(str, path[:-2]))}」的表头"
        if len(path) > 2 and isinstance(path[-2], int) and source and source != where.sources.get(path)
        else ""
    )
    rows = "" if head else _rows(paths, where)
    return Finding(
        "L021",
        Level.ERROR,
        f"{head}不认识的{'栏' if head else '键'}「{path[-1]}」{rows}",
        source,
        remedy=f"是不是「{meant}」？" if meant else _elsewhere(path),
        corrected=corrected,
    )


def renamed(name: str, meant: str, source: Source | None, lines: Lines) -> str:
    """The line with another name at a place; '' when the name does not stand there."""
    own = lines.get(source.file, []) if source else []
    if not source or not 0 < source.line <= len(own):
        return ""
    line, at = own[source.line - 1], source.column - 1
    return f"{line[:at]}{meant}{line[at + len(name) :]}" if line[at:].startswith(name) else ""


def _meant(path: KeyPath, lacking: Iterable[KeyPath]) -> str:
    """The key like it that is missing here, else any that may stand here."""
    key = str(path[-1])
    missing = [str(p[-1]) for p in lacking if p[:-1] == path[:-1]]
    return next(
        iter(
            difflib.get_close_matches(key, missing, 1, 0.5) or difflib.get_close_matches(key, _known_keys(path), 1, 0.5)
        ),
        "",
    )


def _elsewhere(path: KeyPath) -> str:
    """Where the model has this key, when not here."""
    places = (tuple(p for p in field.path if p != EACH) for field in every_field() if field.path[-1] == path[-1])
    elsewhere = [".".join(place) for place in places if place[:-1] != path[:-1]]
    if elsewhere:
        return f"这个键应写在「{elsewhere[0].rpartition('.')[0] or '最外层'}」里；请检查缩进"
    return "请看 docs/data-format.md 里有哪些键"


def _of_wrong_kind(problem: ErrorDetails, path: KeyPath, where: Where) -> Finding:
    source = next((where.sources[path[:n]] for n in range(len(path), 0, -1) if path[:n] in where.sources), None)
    name = ".".join(str(p + 1) if isinstance(p, int) else p for p in path)
    given, remedy = problem["input"], ""
    expected = _EXPECTED.get(kind_at(path), "一段文字")
    said = (
        f"「{given[:40]}」"
        if isinstance(given, str) and given.strip()
        else "空的"
        if isinstance(given, str)
        else "列表"
        if isinstance(given, list)
        else "“键: 值”"
    )
    message = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "literal_error":
        options = problem["ctx"]["expected"].replace(" or ", " 或 ").replace("'", "")
        nearest = difflib.get_close_matches(
            str(given), options.replace("、", " 或 ").replace(", ", " 或 ").split(" 或 "), 1, 0.3
        )
        message, remedy = f"{said}应为 {options}", f"是不是「{nearest[0]}」？" if nearest else ""
    elif problem["type"] == "string_type" and isinstance(given, dict) and len(given) == 1:
        return _split_by_colon(name, given, source, where.lines)
    elif problem["type"] == "string_type" and isinstance(given, list):
        message, remedy = "应是一段文字，却写成了列表", "请去掉方括号或短横；要印方括号就加引号"
    elif problem["type"] in ("dict_type", "model_type") and isinstance(given, str):
        message, remedy = (
            f"应是“键: 值”，却是{'文字' if given.strip() else ''}{said}",
            "请在下一行缩进两个空格写“键: 值”，或写成 {键: 值}",
        )
    elif problem["type"] in ("greater_than_equal", "less_than_equal"):
        message = f"{said}不像年度"
    elif problem["type"] != "value_error" or message.isascii():  # pydantic's own words are English
        message = f"应是{_TYPES.get(problem['type'], expected)}，却{'是' if isinstance(given, str) else '写成了'}{said}"
    return Finding("L022", Level.ERROR, f"{name}：{message}", source, remedy=remedy)


def _split_by_colon(name: str, given: dict[str, object], source: Source | None, lines: Lines) -> Finding:
    """- 招聘会: 50场 in a list of texts."""
    key, value = next(iter(given.items()))
    own = lines.get(source.file, []) if source else []
    line, at = (own[source.line - 1], source.column - 1) if source and source.line <= len(own) else ("", 0)
    corrected = line[:at] + in_quotes(line[at:].rstrip()) if line[:at].strip() == "-" else ""
    return Finding(
        "L058",
        Level.ERROR,
        f"{name}：「{key}: {str(value)[:20]}」里有冒号加空格，YAML 当成了“键: 值”",
        source,
        remedy="请给整句加上引号，或用全角冒号",
        corrected=corrected,
    )


_EXPECTED = {
    "amount": "数",
    "day": "日期",
    "yes": "是 或 否",
    "int": "四位数的年度，如 2023",
    "texts": "一段文字或一个列表",
    "names": "短名",
    "mapping": "“键: 值”",
    "list": "一张表或一个列表",
}
_TYPES = {"list_type": "一张表或一个列表", "dict_type": "“键: 值”", "model_type": "“键: 值”"}


def _path_of(problem: ErrorDetails, sources: dict[KeyPath, Source]) -> KeyPath:
    """Where a problem is. Pydantic names the branch of a union in its path too; that is no key of the user's."""
    path: KeyPath = ()
    for part in problem["loc"]:
        variant = isinstance(part, str) and (
            "[" in part or part in ("is-instance", "decimal", "str", "date", "bool", "int")
        )
        if not variant or (*path, part) in sources:
            path = (*path, part)
    return path or tuple(problem["loc"])


def _known_keys(path: KeyPath) -> list[str]:
    model: type[BaseModel] | None = DepartmentYear
    for part in path[:-1]:
        info = next((i for i in (model.model_fields.values() if model else ()) if i.alias == part), None)
        model = next(records_in(info), None) if info else model
    return [i.alias for i in (model or DepartmentYear).model_fields.values() if i.alias]
