"""The codes that a year knows, with all names that they go by, and back from a name to its code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from reportgen.recognise.labels import bare


@dataclass(frozen=True)
class CodeLists:
    """functional, economic: code -> names, the year's own first; year: whose list it is."""

    functional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    economic: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year: str = ""

    @cached_property
    def _classes(self) -> Mapping[str, str]:
        return {_short(name): code for code, names in self.functional.items() if len(code) == 3 for name in names}

    @cached_property
    def _groups(self) -> Mapping[str, str]:
        return {bare(name): code for code, names in self.economic.items() if len(code) == 3 for name in names}

    @cached_property
    def _items(self) -> Mapping[tuple[str, str], str]:
        return {
            (code[:3], bare(name)): code for code, names in self.economic.items() if len(code) == 5 for name in names
        }

    def class_of(self, name: str) -> str | None:
        """教育支出 -> 205."""
        return self._classes.get(_short(name))

    def group_of(self, name: str) -> str | None:
        """工资福利支出 -> 301."""
        return self._groups.get(bare(name))

    def other_code(self, code: str, name: str) -> str | None:
        """The code of the same 类 and level that a name belongs to, where the list has this code with another name."""
        names = self.economic if code.startswith("3") else self.functional
        called = _short(name)
        if code not in names or not called or any(_short(own) == called for own in names[code]):
            return None
        return next(
            (
                other
                for other, all_names in names.items()
                if other[:3] == code[:3] and len(other) == len(code) and any(_short(one) == called for one in all_names)
            ),
            None,
        )

    def item_of(self, group: str, name: str) -> str | None:
        """301, 基本工资 -> 30101."""
        return self._items.get((group, bare(name)))


def lists_of(subjects: Mapping[str, Any], also: Mapping[str, Iterable[str]], year: str = "") -> CodeLists:
    """The lists of a file of subjects. also: other names of codes, economic ones (3…) and functional ones."""
    functional: dict[str, list[str]] = {}
    economic: dict[str, list[str]] = {}
    for entry in (*(subjects.get("功能类") or ()), *(subjects.get("预算功能类") or ())):
        functional.setdefault(str(entry["code"]), []).append(str(entry["name"]))
    for code, entry in (subjects.get("功能科目") or {}).items():
        if entry and entry.get("name"):
            functional.setdefault(str(code), []).append(str(entry["name"]))
    for listed in ("经济科目", "其余经济科目"):
        for code, name in (subjects.get(listed) or {}).items():
            if name:
                economic.setdefault(str(code), []).append(str(name))
    for code, names in also.items():
        (economic if code.startswith("3") else functional).setdefault(code, []).extend(names)
    return CodeLists(
        {code: tuple(names) for code, names in functional.items()},
        {code: tuple(names) for code, names in economic.items()},
        year or str(subjects.get("年度") or ""),
    )


def _short(name: str) -> str:
    """一般公共服务 of 一般公共服务支出: budgets leave the last word out."""
    label = bare(name)
    for behind in ("等事务支出", "等支出", "等事务", "事务支出", "支出", "事务"):
        if label.endswith(behind) and len(label) > len(behind) + 1:
            return label.removesuffix(behind)
    return label
