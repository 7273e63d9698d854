"""What a clerk states of one department-year. The Chinese terms stand once, on the fields."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from reportgen.model.amount import PENDING, NotANumber, is_pending, parse_number


class Pending:
    """待填: the one value of a thing that is not yet known."""

    def __repr__(self) -> str:
        return f"【{PENDING}】"


NOT_YET = Pending()


def _amount(value: object) -> object:
    if isinstance(value, str):
        if is_pending(value):
            return NOT_YET
        try:
            return parse_number(value)
        except NotANumber as error:
            raise ValueError(f"「{value}」不是数") from error
    return value


def _day(value: object) -> object:
    if isinstance(value, str):
        if is_pending(value):
            return NOT_YET
        match = re.fullmatch(r"(\d{4})[-.年/](\d{1,2})[-.月/](\d{1,2})日?", value.strip())
        if not match:
            raise ValueError(f"「{value}」不是日期，应写成 2022-04-14")
        return date(int(match[1]), int(match[2]), int(match[3]))
    return value


def _words(value: object) -> object:
    return NOT_YET if isinstance(value, str) and is_pending(value) else value


def _yes(value: object) -> object:
    table = {"是": True, "否": False, "-": False, "": False}
    if isinstance(value, str) and value.strip() in table:
        return table[value.strip()]
    if isinstance(value, str):
        raise ValueError(f"「{value}」应为 是 或 否")
    return value


def _list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _names(value: object) -> object:
    if isinstance(value, str):
        return [n.strip() for n in re.split(r"[、,，\s]+", value) if n.strip()]
    return value


Amount = Annotated[Decimal | Pending, BeforeValidator(_amount)]
Day = Annotated[date | Pending, BeforeValidator(_day)]
Words = Annotated[str | Pending, BeforeValidator(_words)]
YesNo = Annotated[bool, BeforeValidator(_yes)]
Paragraphs = Annotated[list[str], BeforeValidator(_list)]
Names = Annotated[list[str], BeforeValidator(_names)]


def term(name: str, *, table: bool | Literal["each"] = False, **more: Any) -> Any:
    """A field under its Chinese term. table: its text is a table ("each": so is each of its values)."""
    return Field(alias=name, json_schema_extra={"table": table} if table else None, **more)


class Record(BaseModel):
    """Base of all records: keys are the Chinese terms, unknown keys are findings."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, frozen=True)


class Department(Record):
    """部门."""

    full_name: str = term("全称")
    short_name: str = term("简称")
    level: str = term("级次")
    summary: str = term("概述", default="")


class ReportOrder(Record):
    """One report to be made from this department-year."""

    edition: str = term("版式")
    day: Day | None = term("日期", default=None)
    budget: Literal["年初预算", "全年预算"] = term("预算口径", default="年初预算")


class Disclosure(Record):
    """公开: dates and places of the publication."""

    approved_on: Day | None = term("批复日期", default=None)
    approval_number: Words | None = term("批复文号", default=None)
    published_on: Day | None = term("公开日期", default=None)
    url: Words | None = term("网址", default=None)
    phone: Words | None = term("咨询电话", default=None)


class Unit(Record):
    """One unit of the 单位构成."""

    name: str = term("单位")
    full_name: str = term("全称")
    nature: str = term("性质", default="行政")
    tier: str = term("层级", default="本级")
    three_public: YesNo = term("三公", default=True)
    operating: YesNo = term("机关运行", default=True)


class ThreePublic(Record):
    """三公经费: 因公出国（境）费, 公务用车购置及运行维护费, 公务接待费."""

    budget: Literal["年初预算", "全年预算"] = term("预算口径", default="全年预算")
    money: list[dict[str, str]] = term("金额", table=True, default=[])
    counts: dict[str, Amount] = term("实物量", default={})


class Assets(Record):
    """国有资产."""

    vehicles: dict[str, Amount] = term("车辆", default={})
    vehicle_note: str = term("车辆说明", default="")
    general: Amount | None = term("通用设备", default=None)
    special: Amount | None = term("专用设备", default=None)


class Project(Record):
    """项目: stated once, used by its short name."""

    name: str = term("代号")
    full_name: str = term("名称")
    subjects: Names = term("科目", default=[])
    initial_budget: Amount | None = term("年初预算", default=None)
    budget: Amount = term("全年预算")
    spent: Amount = term("执行数")
    unit: str = term("实施单位", default="")
    filled_on: Day | None = term("填报日期", default=None)
    category: str = term("类别", default="部门预算项目")
    attribute: str = term("属性", default="持续性项目")
    kind: str = term("类型", default="常年性项目")
    tier: str = term("级别", default="一级")


class ProjectShare(Record):
    """A row of 项目分科目: how much of a project's 执行数 stands under one 科目."""

    project: str = term("项目")
    subject: str = term("科目")
    spent: Amount = term("执行数")


class ProjectWords(Record):
    """项目文字."""

    results: str = term("产出和效益", default="")
    problems: str = term("问题和原因", default="")
    measures: Paragraphs = term("改进措施", default=[])
    deviation: str = term("偏差原因", default="")
    last_use: str = term("上年结果应用", default="")
    last_score: Amount | None = term("上年得分", default=None)
    next_budget: str = term("结合预算", default="")


class Overall(Record):
    """整体自评: 部门整体支出绩效自评."""

    scope: Literal["全部资金", "财政拨款"] = term("资金口径", default="财政拨款")
    filled_on: Day | None = term("填报日期", default=None)
    basic_budget: Amount | None = term("基本支出预算", default=None)
    project_budget: Amount | None = term("项目支出预算", default=None)
    budget: Amount | None = term("预算数", default=None)
    year_goal: str = term("年度目标", default="")
    goals: dict[str, str] = term("目标", default={})
    goals_met: dict[str, str] = term("目标完成", default={})
    unmet: str = term("未完成", default="")
    problems: str = term("问题和原因", default="")
    last_use: str = term("上年结果应用", default="")
    last_score: Amount | None = term("上年得分", default=None)
    measures: Paragraphs = term("改进措施", default=[])
    next_budget: str = term("结合预算", default="")
    deviation: str = term("偏差原因", default="")


class PerformanceWords(Record):
    """绩效说明."""

    work: Paragraphs = term("开展情况", default=[])
    use: Paragraphs = term("结果应用", default=[])


class KeyTask(Record):
    """A row of 重点工作表."""

    name: str = term("代号")
    matter: str = term("重要事项")
    goal: str = term("工作内容及目标")
    done: str = term("完成情况")


class Restatement(Record):
    """口径调整 of one figure of last year."""

    value: Amount = term("上年数")
    reason: str = term("原因")


class SubjectEntry(Record):
    """科目: a subject that the year's list lacks, or its own explanation."""

    name: str = term("名称", default="")
    note: str = term("说明", default="")


class DepartmentYear(Record):
    """部门年度: the facts of one department in one year and the reports made from them."""

    year: int = term("年度")
    money_unit: Literal["万元", "元"] = term("金额单位")
    department: Department = term("部门")
    reports: dict[str, ReportOrder] = term("报告")
    disclosure: Disclosure = term("公开", default=Disclosure())
    units: list[Unit] = term("单位构成", table=True)
    staff: dict[str, Amount] = term("人员", default={})
    duties: Paragraphs = term("主要职能", default=[])
    accounts: list[dict[str, str]] = term("收支", table=True)
    opening: dict[str, Amount] = term("年初结转和结余", default={})
    closing: dict[str, Amount] = term("年末结转和结余", default={})
    from_reserves: Amount | None = term("使用非财政拨款结余", default=None)
    distribution: Amount | None = term("结余分配", default=None)
    economic: dict[str, Amount] = term("基本支出", default={})
    initial_budget: list[dict[str, str]] | dict[str, str] = term("年初预算", table=True, default={})
    full_budget: list[dict[str, str]] | dict[str, str] = term("全年预算", table=True, default={})
    approved: dict[str, Amount] = term("核定数", default={})
    last_year: dict[str, Amount] = term("上年数", default={})
    restated: dict[str, Restatement] = term("口径调整", default={})
    reasons: dict[str, str] = term("原因", default={})
    uses: dict[str, str] = term("科目用途", default={})
    project_effects: dict[str, str] = term("项目支出成效", default={})
    three_public: ThreePublic = term("三公经费", default=ThreePublic())
    operating: Amount | None = term("机关运行经费", default=None)
    procurement: list[dict[str, str]] = term("政府采购", table=True, default=[])
    assets: Assets = term("国有资产", default=Assets())
    projects: list[Project] = term("项目", table=True, default=[])
    project_shares: list[ProjectShare] = term("项目分科目", table=True, default=[])
    project_words: dict[str, ProjectWords] = term("项目文字", default={})
    narrated: list[Names] = term("项目叙述", default=[])
    joint_names: dict[str, str] = term("项目合称", default={})
    remainders: dict[str, str] = term("项目余额说明", default={})
    indicators: dict[str, list[dict[str, str]]] = term("指标", table="each", default={})
    overall: Overall | None = term("整体自评", default=None)
    performance: PerformanceWords = term("绩效说明", default=PerformanceWords())
    key_work: dict[str, str] = term("重点工作", default={})
    key_tasks: list[KeyTask] = term("重点工作表", table=True, default=[])
    facts: dict[str, str] = term("事实", default={})
    glossary: dict[str, str] = term("名词解释", default={})
    subjects: dict[str, SubjectEntry] = term("科目", default={})
