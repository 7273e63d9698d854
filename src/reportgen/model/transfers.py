"""What stands beside 项目: 转移支付 and its money by source, money by category, goals that are scored,
projects that are not evaluated. The Chinese terms stand once, on the fields.
"""

from __future__ import annotations

from reportgen.model.field import term
from reportgen.model.figure import POINTS, WAN
from reportgen.model.terms import PROJECTS
from reportgen.model.values import Amount, Day, Names, Paragraphs, Record
from reportgen.model.written import Prose


class Transfer(Record):
    """A row of 转移支付: a 转移支付 (省直专项) that is evaluated as a whole; projects that it pays for name it."""

    name: str = term("代号", "短名；和项目的代号不同", example="就补")
    full_name: str = term("名称", "转移支付（省直专项）的名称", example="就业补助资金")
    agency: str = term("主管部门", "表上的“省直部门”", default="", example="省人社厅")
    filled_on: Day | None = term("填报日期", "自评表的填报日期", default=None, example="2024-04-14", rolls="anew")


class TransferMoney(Record):
    """A row of 转移支付资金: what one source gives to a 转移支付."""

    transfer: str = term("转移支付", "转移支付的代号", example="就补")
    source: str = term("来源", "资金的来源，照版式的写", example="省级补助")
    initial: Amount | None = term(
        "年初预算", "年初预算数", default=None, example="380.00", key="转移支付.{转移支付}.{来源}.年初预算", unit=WAN
    )
    budget: Amount = term(
        "全年预算", "全年（调整后）预算数", example="470.00", key="转移支付.{转移支付}.{来源}.全年预算", unit=WAN
    )
    spent: Amount = term("执行数", "全年执行数", example="465.00", key="转移支付.{转移支付}.{来源}.执行数", unit=WAN)


class CategoryMoney(Record):
    """A row of 项目资金: how much of a project's budget is of one category."""

    project: str = term("项目", "项目短名", example="社保", refers=PROJECTS)
    category: str = term("类别", "项目类别，照版式的选项写", example="部门预算项目")
    amount: Amount = term(
        "资金量", "全年预算里这一类的金额", example="130.00", key="项目.{项目}.{类别}.资金量", unit=WAN
    )


class ScoredGoal(Record):
    """总目标 of a project: what was to be reached in the year, what was, and the score."""

    goal: Prose = term("目标", "年初设定的目标", example="开通线上办理，服务300人次", rolls="anew")
    done: Prose = term("完成", "全年实际完成的情况", default="", example="线上办理如期开通", rolls="anew")
    points: Amount | None = term(
        "分值",
        "这一条的分值；不写时几条平分版式给的分",
        default=None,
        example="10",
        key="项目.{}.总目标.{}.分值",
        unit=POINTS,
        rolls="kept",
    )
    score: Amount | None = term(
        "得分", "人判断的得分", default=None, example="10", key="项目.{}.总目标.{}.得分", unit=POINTS, rolls="anew"
    )


class Unevaluated(Record):
    """A row of 不自评项目: a project that spends and is not evaluated."""

    name: str = term("名称", "项目全名", example="社区助老服务")
    subjects: Names = term("科目", "项目支出所在的项级科目", default=[], example="2080102")
    budget: Amount = term("全年预算", "全年（调整后）预算数", example="35.00", key="不自评项目.{名称}", unit=WAN)
    spent: Amount | None = term(
        "执行数", "全年执行数", default=None, example="34.20", key="不自评项目.{名称}.执行数", unit=WAN
    )
    results: Prose = term("成效", "五（三）里的主要成效", default="", example="助老服务按时提供", rolls="anew")


class OverallReport(Record):
    """整体自评.自评报告: what a person writes of the 自评报告 that an edition prints in 第六部分; figures and indicators
    come from elsewhere.
    """

    intro: Paragraphs = term(
        "引言", "开头的一两段", default=[], example="[为规范资金管理，我局开展了整体自评]", rolls="anew"
    )
    work: Paragraphs = term(
        "重点工作", "佐证材料（一）：全年的重点工作", default=[], example="[稳定就业，促进劳动关系和谐]", rolls="anew"
    )
    aims: Paragraphs = term(
        "目标说明",
        "佐证材料（一）：年度整体绩效目标的说明；不写印目标",
        default=[],
        example="[目标合理，指标明确]",
        rolls="anew",
    )
    analysed: dict[str, Prose] = term(
        "分析",
        "佐证材料（三）里一个二级指标的文字，印在它的各指标后面，键是 一级/二级",
        default={},
        example="{效益/社会效益: 就业局势保持稳定}",
        rolls="anew",
    )
    others: Paragraphs = term(
        "其他佐证材料", "佐证材料（五）；没有不写", default=[], example="[满意度问卷]", rolls="anew"
    )
