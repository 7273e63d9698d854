"""部门预算 of last year -> the one to fill in: projects, codes and indicators stay, amounts and what is told of a year are 待填."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from reportgen.figures import LAST_YEAR, FigureBook, UnknownKey
from reportgen.model.amount import NOTHING, PENDING
from reportgen.model.department import DepartmentYear
from reportgen.workspace.carry import Plain, Row, by_subject, mapping

STAGE = "年初预算"


def budget(record: Plain, last: FigureBook) -> Plain:
    """The record as it begins the new year."""
    fresh = {name: CARRIED[name](value) if name in CARRIED else value for name, value in record.items()}
    if "前年" in fresh:
        fresh["前年"] = {key: _before_last(last, key) for key in record["前年"]}
    return fresh


def codes(data: DepartmentYear) -> tuple[set[str], set[str]]:
    """The 科目 and the 经济科目 that a budget uses."""
    budget = data.budget
    if budget is None:
        return set(), set()
    return (
        {*(row.subject for row in budget.basic), *(row.subject for row in budget.spending)},
        {*(row.economic for row in budget.basic), *(row.economic for row in budget.spending)},
    )


def _rows(*asked: str) -> Callable[[Iterable[Row]], list[Row]]:
    """Rows whose named cells are said anew; a cell that says nothing stays so."""

    def carried(rows: Iterable[Row]) -> list[Row]:
        return [
            {h: PENDING if h in asked and str(value).strip() not in NOTHING else value for h, value in row.items()}
            for row in rows
        ]

    return carried


def _by_source(written: Any) -> Any:
    """收入 and 上年结转: a table by 单位, or amounts by source."""
    return by_subject(written)


def _anew(values: Mapping[str, Any]) -> Plain:
    return mapping(values, ())


def _pending(_value: object) -> str:
    return PENDING


def _goals(goals: Mapping[str, Plain]) -> Plain:
    """立项依据 and 内容 last as long as the project."""
    return {name: mapping(said, ("立项依据", "内容")) for name, said in goals.items()}


def _indicators(tables: Mapping[str, list[Row]]) -> Plain:
    """What was expected of last year is now 上年, what was 上年 is 前年."""
    return {name: [dict(_shifted(row)) for row in rows] for name, rows in tables.items()}


def _shifted(row: Row) -> Iterator[tuple[str, Any]]:
    before: Row = {"前年": row.get("上年", ""), "上年": row.get("当年", "")}
    for head, text in row.items():
        yield head, PENDING if head == "当年" and text.strip() not in NOTHING else before.get(head, text)


def _overall(said: Plain) -> Plain:
    return {**mapping(said, ("长期目标",)), **({"年度目标": _anew(said["年度目标"])} if "年度目标" in said else {})}


def _before_last(last: FigureBook, key: str) -> str:
    """The budget of the year before last year, as last year's report compared with it."""
    try:
        figure = last.resolve(f"{LAST_YEAR}.{key}.{STAGE}")
    except UnknownKey:
        return PENDING
    in_yuan = last.loaded.data.money_unit == "元"
    return f"{figure.number.scaleb(4 if in_yuan else 0):f}" if figure.certain else PENDING


CARRIED: Mapping[str, Callable[[Any], Any]] = {
    "收入": _by_source,
    "上年结转": _by_source,
    "结转下年": _anew,
    "基本支出": _rows("金额"),
    "项目": _rows("总预算"),
    "项目支出": _rows("金额", "测算说明"),
    "三公": _anew,
    "机关运行经费": _pending,
    "采购": _anew,
    "资产": _anew,
    "编制": _anew,
    "实有": _anew,
    "离退休": _anew,
    "单位说明": _pending,
    "工作目标": _anew,
    "项目绩效目标": _goals,
    "指标": _indicators,
    "整体绩效目标": _overall,
}
"""How each key begins the new year; any other stays as it is."""
