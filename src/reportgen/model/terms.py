"""Terms of the data that several stages ask for: fixed names, the code of a row, what stands under a key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from reportgen.model.field import SECRET, Table
from reportgen.model.selection import GENERAL

PROJECTS = "项目"
"""The table that project names refer to."""
THREE_PUBLIC_ITEMS = ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
THREE_PUBLIC_COLUMNS = ("预算数", "决算数")
BUDGETED = "年初预算"
"""The column of a record that its budget gives: 三公.公务接待费.年初预算."""
PROCUREMENT_KINDS = ("货物", "工程", "服务")
PROCUREMENT_COLUMNS = ("金额", "中小企业", "小微企业")
STAFF_WITHIN = ("参公",)
"""Kinds that are a part of the one they stand behind."""
HEAD_OFFICE = "本级"
"""The 层级 of a department itself."""
COUNT_UNITS = {
    "出国团组": "个",
    "出国人次": "人次",
    "购置车辆": "辆",
    "保有车辆": "辆",
    "国内接待批次": "批次",
    "国内接待人次": "人次",
    "外事接待批次": "批次",
    "外事接待人次": "人次",
}
"""实物量 and the unit of each."""
WHOLE_REASONS = ("总体", "总体.增加", "总体.减少")
"""Keys of 原因 that explain what has no reason of its own."""
ADDED = "当年追加"
"""The reason of every 科目 that spends without a budget and has none of its own."""
KNOWN_REASONS = (*WHOLE_REASONS, ADDED)
"""Keys of 原因 that name no figure."""
SUBJECT_HEADS = ("科目", "科目编码")
"""Heads of the column that holds the code; without one it is the first column."""
OTHERWISE_CALLED: Mapping[str, str] = {
    "目标": "目标值",
    "实际": "实际值",
    "实际完成值": "实际值",
    "完成值": "实际值",
    "权重": "分值",
    "绩效标准": "标准",
    "指标内容": "指标",
    "指标值": "当年",
    "年初预算数": "年初数",
    "全年预算数": "全年数",
    "新进": "今年新进",
    "年初预算": "预算数",
    "预算": "预算数",
    "决算": "决算数",
}
"""What offices write for a name of the data."""
STATED = "核定、上年和原因"
"""A heading of the reference: what is said of figures."""
BY_SUBJECT = Table(
    names_rows=SUBJECT_HEADS[:1],
    beside=(*SUBJECT_HEADS[1:], "科目名称", "单位"),
    words=(SECRET, "原因"),
    cells="amount",
    heads=True,
)
"""收支 and budgets: a row for each 科目, a column for each fund and kind."""


def subject_code(row: Mapping[str, str]) -> str:
    """The code of a row by 科目."""
    return next((row[h] for h in SUBJECT_HEADS if h in row), next(iter(row.values()), "")).strip()


def budget_rows(budget: list[dict[str, str]] | Mapping[str, str]) -> list[dict[str, str]]:
    """A budget as rows; codes with one amount each are of 一般公共."""
    return (
        budget
        if isinstance(budget, list)
        else [{SUBJECT_HEADS[0]: code, GENERAL: text} for code, text in budget.items()]
    )


def under(data: BaseModel, name: str) -> Any:
    """What stands under a key by its Chinese term, a top-level one or a dotted path (部门预算.项目);
    None when there is no such key.
    """
    found: Any = data
    for part in name.split("."):
        if isinstance(found, Mapping):
            found = found.get(part)
            continue
        fields = type(found).model_fields if isinstance(found, BaseModel) else {}
        found = next((getattr(found, field) for field, info in fields.items() if info.alias == part), None)
    return found
