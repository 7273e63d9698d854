"""Terms of the data that several stages ask for: fixed names, the code of a row, what stands under a key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from reportgen.model.selection import GENERAL

THREE_PUBLIC_ITEMS = ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
THREE_PUBLIC_COLUMNS = ("预算数", "决算数")
BUDGETED = "年初预算"
"""The column of a record that its budget gives: 三公.公务接待费.年初预算."""
PROCUREMENT_KINDS = ("货物", "工程", "服务")
PROCUREMENT_COLUMNS = ("金额", "中小企业", "小微企业")
STAFF = ("行政", "事业", "参公", "员额", "今年新进", "退休", "离休")
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
EQUIPMENT = ("通用", "专用")
EQUIPMENT_UNIT = "台（套）"
RECORDS = (
    "三公",
    "经济",
    "自评",
    "政府采购",
    "项目",
    "项目合并",
    "项目余额",
    "指标",
    "整体自评",
    "人员",
    "车辆",
    "设备",
    "事实",
    "实物量",
    "机关运行经费",
    "人员经费",
    "公用经费",
    "预算",
    "编制",
    "实有",
    "离退休",
    "资产",
    "前年",
    "预算指标",
    "部门自评",
    "执行经济",
    "完成数",
    "问卷",
)
"""First parts of keys that are no picks over 收支 facts."""
WHOLE_REASONS = ("总体", "总体.增加", "总体.减少")
"""Keys of 原因 that explain what has no reason of its own."""
SUBJECT_HEADS = ("科目", "科目编码")
"""Heads of the column that holds the code; without one it is the first column."""


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
    """What stands under a key by its Chinese term, a top-level one or a dotted path (部门预算.项目); None when there is no such key."""
    found: Any = data
    for part in name.split("."):
        fields = type(found).model_fields if isinstance(found, BaseModel) else {}
        found = next((getattr(found, field) for field, info in fields.items() if info.alias == part), None)
    return found
