"""Layers of one edition: mappings merge deeply, lists replace, null deletes (`绩效管理.*: null` all of that name),
`after: NAME` or `first: true` places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from reportgen.editions.values import Definition

D = TypeVar("D", bound=Definition)
PLACING = ("first", "after")
"""Keys that say where a new entry of a list stands, and are no part of it."""


class EditionError(Exception):
    """An edition can't be used: why (`reason`), and where that is known: the file below its layers' folders, the key
    in it, or the words that stand there.

    look: how the line is found, for those who are told no place; broken: the file that can't be read at all.
    """

    def __init__(
        self,
        reason: str,
        *,
        file: str = "edition.yaml",
        key: str = "",
        words: str = "",
        look: str = "",
        broken: Path | None = None,
    ) -> None:
        super().__init__(f"{reason}{look}")
        self.reason, self.file, self.key, self.words, self.broken = reason, file, key, words, broken


@lru_cache(maxsize=128)
def _parsed(text: str) -> Any:
    """A file's content, once in a process: every report of a kind reads the same few files.
    Nobody changes it in place.
    """
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - the safe loader, in C


def read(path: Path) -> dict[str, Any]:
    """One YAML file of an edition, a mapping; texts of codes stay texts."""
    try:
        content = _parsed(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise EditionError(f"{path}：YAML 写法不对：{error}", broken=path) from error
    except (OSError, UnicodeDecodeError) as error:
        raise EditionError(f"{path}：读不了，应是 UTF-8 的文字", broken=path) from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise EditionError(f"{path}：最外层应是“键: 值”", broken=path)
    return dict(content)


def read_as(definition: type[D], content: Any, file: str, what: str = "") -> D:
    """What the layers of a file say together, as values. Raises EditionError, with `what` before the reason.

    Keys that the definition forbids don't keep a report from being made: the lint tells each with its line (E007).
    """
    try:
        return definition.model_validate(content, extra="allow")
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = ".".join(_by_names(content, first["loc"]))
        why = _in_chinese(first["type"], path, first)
        look = "" if first["type"] == "missing" else "；在哪一行，请用 reportgen editions --lint 看"
        raise EditionError(f"{what or f'{file} 写法不对'}：{why}", file=file, key=path, look=look) from error


def _by_names(content: Any, steps: Iterable[str | int]) -> Iterator[str]:
    """A path through what the layers say together; entries of a list by their names, as a layer above writes them."""
    for step in steps:
        content = content[step] if _has(content, step) else None
        name = content.get("name") if isinstance(step, int) and isinstance(content, dict) else None
        yield name if isinstance(name, str) and name and "." not in name else str(step)


def _has(content: Any, step: str | int) -> bool:
    if isinstance(content, dict):
        return step in content
    return isinstance(content, list) and isinstance(step, int) and step < len(content)


def _in_chinese(problem: str, path: str, error: Any) -> str:
    if problem == "missing":
        return f"没有写「{path}」"
    expected = f"应是{error['ctx']['error']}" if problem == "value_error" else "不是这里要的"
    return f"「{path}」{expected}，写的是「{error['input']}」"


def merge(base: Any, over: Any) -> Any:
    """`over` laid on `base`. A mapping {"<name>": {...}} laid on a list of named mappings edits that list."""
    if isinstance(base, dict) and isinstance(over, dict):
        gone = {known for key, value in over.items() if value is None for known in named_by(key, base)}
        result = {key: value for key, value in base.items() if key not in gone}
        for key, value in over.items():
            if value is not None:
                result[key] = merge(result[key], value) if key in result else value
        return result
    if isinstance(base, list) and isinstance(over, dict):
        return _edit_list(base, over)
    return over


def named_by(key: Any, known: Iterable[Any]) -> list[Any]:
    """The keys of a mapping that one which says null takes away: itself, else all that 绩效管理.* or * stands for."""
    keys = list(known)
    if key in keys or "*" not in str(key):
        return [one for one in keys if one == key]
    pattern = ".*".join(map(re.escape, str(key).split("*")))
    return [one for one in keys if re.fullmatch(pattern, str(one))]


def _edit_list(base: list[Any], over: dict[str, Any]) -> list[Any]:
    result = list(base)
    for name, change in over.items():
        at = next((n for n, item in enumerate(result) if isinstance(item, dict) and item.get("name") == name), None)
        if change is None:
            if at is None:
                raise EditionError(f"要删去的「{name}」在上一层里没有")
            del result[at]
        elif at is not None:
            result[at] = merge(result[at], change)
        elif not isinstance(change, dict):
            raise EditionError(f"「{name}」应写成映射，如 {{after: …}}，不是「{change}」")
        else:
            entry = {"name": name, **{k: v for k, v in change.items() if k not in PLACING}}
            result.insert(0 if change.get("first") else _place(result, change.get("after")), entry)
    return result


def _place(items: list[Any], after: str | None) -> int:
    if after is None:
        return len(items)
    for n, item in enumerate(items):
        if isinstance(item, dict) and item.get("name") == after:
            return n + 1
    raise EditionError(f"after: 「{after}」在上一层里没有")
