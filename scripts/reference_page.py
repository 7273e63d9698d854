"""The pydantic model of a department-year -> docs/reference.md: every key with its type, whether it is required,
an example.

Run it after a change of the model (or `make docs`); `--check` only says whether the page is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from reportgen.model import values
from reportgen.model.department import DepartmentYear
from reportgen.model.field import term_of
from reportgen.model.schema import path_of
from reportgen.model.selection import FISCAL_FUNDS, INCOME_KINDS, MEMBERS, NEVER_FISCAL
from reportgen.model.values import Record
from reportgen.model.written import Prose

PAGE = Path(__file__).parents[1] / "docs" / "reference.md"
WORDS = (
    (values.Amount, "数，或 待填"),
    (values.Day, "日期，或 待填"),
    (values.Words, "文字，或 待填"),
    (values.YesNo, "是 或 否"),
    (values.Paragraphs, "文字，或文字的列表"),
    (values.Names, "短名的列表，或用顿号隔开"),
    (str, "文字"),
    (Prose, "文字"),
    (int, "整数"),
)
FIRST = ("谁、哪一年、出什么报告", "收支和预算", "部门预算", "绩效自评报告", "核定、上年和原因")
"""Headings in their order; any other comes where its first key stands in the model."""
HEAD = """\
# 每一个键

<!-- 由 scripts/reference_page.py 按 src/reportgen/model/department.py 生成，请改那里的说明，不要改这一页。 -->

数据的每一个顶层键和它下面的键。“必填”的缺了就不能定稿；其余的不写表示不知道（和写 0 不同）。
怎么写成表、怎么引用数，见[数据怎么写](data-format.md)；在编辑器里边写边看这些说明，见 `reportgen schema`。
"""


def groups() -> dict[str, list[str]]:
    """The top-level keys under their headings."""
    found: dict[str, list[str]] = {title: [] for title in FIRST}
    for base in reversed(DepartmentYear.__mro__):
        for name in vars(base).get("__annotations__", {}):
            if info := DepartmentYear.model_fields.get(name):
                found.setdefault(term_of(info).group or vars(base)["group"], []).append(str(info.alias))
    return found


def page() -> str:
    """The whole page."""
    fields = {str(info.alias): (name, info) for name, info in DepartmentYear.model_fields.items()}
    hints = get_type_hints(DepartmentYear, include_extras=True)
    parts = [HEAD, _contents()]
    for title, keys in groups().items():
        parts.append(f"## {title}\n")
        for key in keys:
            name, info = fields[key]
            parts.append(_top(key, hints[name], info))
    return "\n".join(parts).rstrip("\n") + "\n"


def _contents() -> str:
    lines = (f"- {title}：" + "、".join(f"[{key}](#{key})" for key in keys) for title, keys in groups().items())
    return "\n".join(lines) + "\n"


def _top(key: str, hint: Any, info: FieldInfo) -> str:
    lines = [f"### {key}", "", f"{info.description}。", "", f"{_type(hint, info)}；{_needed(info)}。"]
    if info.examples:
        lines += ["", "```yaml", _example(key, info), "```"]
    if (key,) == path_of("accounts"):
        lines += ["", *_heads()]
    record = _record(hint)
    if record:
        lines += ["", *_rows(record)]
        for alias, inner in _below(record) if term_of(info).parts else ():
            lines += ["", f"{key} 的 {alias}：", "", *_rows(inner)]
    return "\n".join([*lines, ""])


def _below(record: type[Record]) -> Iterator[tuple[str, type[Record]]]:
    """The keys of a record under which records stand, and these."""
    hints = get_type_hints(record, include_extras=True)
    for name, info in record.model_fields.items():
        if inner := _record(hints[name]):
            yield str(info.alias), inner


def _rows(record: type[Record]) -> Iterator[str]:
    hints = get_type_hints(record, include_extras=True)
    yield "| 键 | 写什么 | 类型 | 必填 | 例 |"
    yield "|---|---|---|---|---|"
    for name, info in record.model_fields.items():
        example = f"`{info.examples[0]}`".replace("|", "\\|") if info.examples else ""
        yield f"| {info.alias} | {_cell(info.description)} | {_type(hints[name], info)} | {_needed(info)} | {example} |"


def _heads() -> Iterator[str]:
    """The heads of the 收支 table, from the dimensions."""
    yield "表头：第一栏 `科目`，可有 `单位`、`涉密`；其余各栏是："
    yield ""
    yield (
        "- 支出："
        + "、".join(f"`{fund}.{kind}`" for fund in MEMBERS["资金"] for kind in MEMBERS["类别"][:2])
        + "、"
        + "、".join(f"`{k}`" for k in NEVER_FISCAL)
    )
    yield (
        "- 收入："
        + "、".join(f"`{fund}.收入`" for fund in FISCAL_FUNDS)
        + "、"
        + "、".join(f"`{k}`" for k in INCOME_KINDS)
    )
    yield "- 结转：" + "、".join(f"`{fund}.{when}结转和结余`" for fund in MEMBERS["资金"] for when in ("年初", "年末"))


def _example(key: str, info: FieldInfo) -> str:
    example = str((info.examples or [""])[0])
    table = term_of(info).table
    if table and not table.each and not example.startswith("{"):
        return f"{key}: |\n  …\n  {example}"
    return f"{key}: {example}"


def _needed(info: FieldInfo) -> str:
    return "必填" if info.is_required() else "可缺"


def _type(hint: Any, info: FieldInfo | None = None) -> str:
    """A type in the clerk's words."""
    table = term_of(info).table if info else None
    if table:
        return "几张表，一个键一张" if table.each else "表"
    known = next((words for type_, words in WORDS if hint == type_), None)
    if known:
        return known
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " 或 ".join(f"`{a}`" for a in arguments)
    if origin in (Union, UnionType):
        return next(_type(a) for a in arguments if a is not type(None))
    if origin is dict:
        return f"映射：每个键下是{_type(arguments[1])}"
    if origin is list:
        return f"列表：每一项是{_type(arguments[0])}"
    if isinstance(hint, type) and issubclass(hint, Record):
        return "一组键"
    raise TypeError(f"{hint} 没有中文说法：请加到 WORDS")


def _record(hint: Any) -> type[Record] | None:
    """The record in a type, whatever is around it."""
    if isinstance(hint, type) and issubclass(hint, Record):
        return hint
    return next((found for a in get_args(hint) if (found := _record(a))), None)


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|")


def main() -> int:
    """Write the page, or with --check say whether it is out of date."""
    fresh = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page()
    if "--check" in sys.argv[1:]:
        if not fresh:
            print(f"{PAGE.name} 不是最新的：请运行 python scripts/reference_page.py")
        return 0 if fresh else 1
    if not fresh:
        PAGE.write_text(page(), encoding="utf-8", newline="\n")
        print(PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
