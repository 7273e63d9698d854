"""One key of last year's data -> the same key for a new year: names stay, what was measured or told is 待填."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reportgen.model.amount import NOTHING, PENDING
from reportgen.model.department import DepartmentYear
from reportgen.model.formula import is_formula
from reportgen.model.values import Pending

Plain = dict[str, Any]
Row = dict[str, Any]
SUBJECTS_AND_UNITS = ("科目", "科目编码", "科目名称", "单位")


def by_subject(rows: Any) -> Any:
    """收支 and budgets: what was an amount is not yet known; what was nothing stays nothing; a mapping of codes likewise."""
    if isinstance(rows, Mapping):
        return mapping(rows, ())
    heads = list(rows[0]) if rows else []
    keep = [h for h in heads if h in SUBJECTS_AND_UNITS] or heads[:1]
    return [
        {h: text if h in keep or str(text).strip() in NOTHING else PENDING for h, text in row.items()} for row in rows
    ]


def by_name(rows: list[Row]) -> list[Row]:
    """政府采购, 三公经费: short tables of which every cell is asked anew."""
    return [{h: text if n == 0 else PENDING for n, (h, text) in enumerate(row.items())} for row in rows]


def three_public(record: Plain) -> Plain:
    """三公经费."""
    return {
        **record,
        **({"金额": by_name(record["金额"])} if "金额" in record else {}),
        **({"实物量": mapping(record["实物量"], ())} if "实物量" in record else {}),
    }


def assets(record: Plain) -> Plain:
    """国有资产."""
    return {name: mapping(value, ()) if isinstance(value, Mapping) else PENDING for name, value in record.items()}


def mapping(values: Mapping[str, Any], keep: tuple[str, ...]) -> Plain:
    """Names stay, what is said of them is 待填."""
    return {
        name: value if name in keep else [PENDING] if isinstance(value, list) else PENDING
        for name, value in values.items()
    }


def projects(rows: list[Row]) -> list[Row]:
    """项目: who and what stays."""
    return [
        {h: PENDING if h in ("年初预算", "全年预算", "执行数", "填报日期") else value for h, value in row.items()}
        for row in rows
    ]


def shares(rows: list[Row]) -> list[Row]:
    """项目分科目."""
    return [{h: PENDING if h == "执行数" else value for h, value in row.items()} for row in rows]


def tasks(rows: list[Row]) -> list[Row]:
    """重点工作表: the matters stay."""
    return [{h: PENDING if h in ("工作内容及目标", "完成情况") else value for h, value in row.items()} for row in rows]


def indicators(tables: Mapping[str, list[Row]]) -> Plain:
    """指标: names and points stay; scores are given anew."""

    def cell(head: str, text: str) -> str:
        return PENDING if head in ("目标值", "实际值") else "" if head.endswith("得分") else text

    return {name: [{h: cell(h, text) for h, text in row.items()} for row in rows] for name, rows in tables.items()}


def facts(values: Mapping[str, str]) -> Plain:
    """事实: what follows from others still does."""
    return {name: text if is_formula(text) else PENDING for name, text in values.items()}


def evaluation(record: Plain) -> Plain:
    """绩效自评报告: sources, indicators, surveys and their explanations stay; counts, results and words are asked anew."""
    changes: Mapping[str, Callable[[Any], Any]] = {
        "资金": _funds,
        "执行": by_subject,
        "指标": _own_indicators,
        "问卷": by_name,
        "完成数": _done,
        "目标": lambda aims: {name: mapping(aim, ()) for name, aim in aims.items()},
        "任务": lambda aims: {name: mapping(aim, ()) for name, aim in aims.items()},
        "执行经济分类": lambda amounts: mapping(amounts, ()),
        "分析": lambda said: mapping(said, ()),
    }
    kept = ("自评单位", "指标说明")
    return {
        name: value
        if name in kept
        else changes[name](value)
        if name in changes
        else [PENDING]
        if isinstance(value, list)
        else PENDING
        for name, value in record.items()
    }


def _funds(rows: list[Row]) -> list[Row]:
    """What followed of itself does again."""
    return [
        {h: text if n == 0 or str(text).strip() in NOTHING else PENDING for n, (h, text) in enumerate(row.items())}
        for row in rows
    ]


def _done(rows: list[Row]) -> list[Row]:
    return [{h: PENDING if h in ("应完成", "已完成") else text for h, text in row.items()} for row in rows]


def _own_indicators(rows: list[Row]) -> list[Row]:
    """Formulas and targets in words stay, and the target of what a formula gives; scores and reasons were last year's."""

    def cell(row: Row, head: str, text: str) -> str:
        actual = str(row.get("实际值", "")).strip()
        made = not actual or is_formula(actual)
        if head in ("得分", "原因"):
            return ""
        if head == "实际值":
            return text if made else PENDING
        return PENDING if head == "指标值" and not made and any(c.isdecimal() for c in text) else text

    return [{head: cell(row, head, text) for head, text in row.items()} for row in rows]


def words(said: Mapping[str, Any], last_score: str | None, keep: tuple[str, ...] = ()) -> Plain:
    """Prose of a project or of the whole, to be written anew; last year's score is what last year's report gave."""
    fresh: Plain = {}
    for name, value in said.items():
        if name not in keep:
            fresh[name] = (
                mapping(value, ()) if isinstance(value, Mapping) else [PENDING] if isinstance(value, list) else PENDING
            )
    if last_score is not None:
        fresh["上年得分"] = last_score
    return fresh


def unsaid(data: DepartmentYear) -> bool:
    """Whether anything is 待填 in these data."""

    def waits(value: Any) -> bool:
        if isinstance(value, Mapping):
            return any(map(waits, value.values()))
        if isinstance(value, list):
            return any(map(waits, value))
        return isinstance(value, Pending) or (isinstance(value, str) and PENDING in value)

    return waits(data.model_dump(exclude_unset=True))


TABLES: Mapping[str, Callable[[Any], Any]] = {
    "收支": by_subject,
    "年初预算": by_subject,
    "全年预算": by_subject,
    "政府采购": by_name,
    "三公经费": three_public,
    "国有资产": assets,
    "事实": facts,
    "绩效自评报告": evaluation,
}
MAPPINGS: Mapping[str, tuple[str, ...]] = {
    "公开": ("咨询电话",),
    "人员": (),
    "年末结转和结余": (),
    "基本支出": (),
    "核定数": (),
    "原因": (),
    "科目用途": (),
    "项目支出成效": (),
    "项目余额说明": (),
    "绩效说明": (),
    "重点工作": (),
}
"""Keys whose values are said anew, but for these names."""
