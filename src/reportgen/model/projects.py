"""Projects and their self-evaluation, and that of the whole. The Chinese terms stand once, on the fields."""

from __future__ import annotations

from typing import ClassVar, Literal

from reportgen.model.field import LEVEL, SECRET, Keys, Table, term
from reportgen.model.figure import POINTS, WAN
from reportgen.model.terms import PROJECTS
from reportgen.model.transfers import CategoryMoney, OverallReport, ScoredGoal, Transfer, TransferMoney, Unevaluated
from reportgen.model.values import Amount, Day, Names, Paragraphs, Record
from reportgen.model.written import Prose

INDICATORS = Table(
    each=True,
    kinds={LEVEL: "level"},
    columns=(
        "代号",
        "层级",
        "指标",
        "目标值",
        "实际值",
        "分值",
        "得分",
        "性质",
        "方向",
        "整体",
        "整体得分",
        "整体目标",
        "原因",
        "偏差原因",
        SECRET,
    ),
    of_each=("{}", "{}得分"),
    choices={"性质": ("定量", "定性"), "方向": ("正向", "反向")},
    rolls={"目标值": "anew", "实际值": "anew", "得分": "emptied"},
)
"""指标 of a project; a column whose name ends in 得分 is one."""


class Project(Record):
    """项目: stated once, used by its short name."""

    name: str = term("代号", "短名，别处都用它指这个项目", example="社保")
    full_name: str = term("名称", "项目全名，印出来的就是它", example="社保经办机构")
    subjects: Names = term("科目", "项目支出所在的项级科目，几个就用顿号隔开", default=[], example="2080109")
    initial_budget: Amount | None = term(
        "年初预算", "年初预算数，可不写", default=None, example="120", key="项目.{代号}.年初预算", unit=WAN
    )
    budget: Amount = term(
        "全年预算", "全年（调整后）预算数，执行率的分母", example="150", key="项目.{代号}.全年预算", unit=WAN
    )
    spent: Amount = term("执行数", "全年执行数，执行率的分子", example="150", key="项目.{代号}.执行数", unit=WAN)
    unit: str = term("实施单位", "自评表上的实施单位；不写印部门简称", default="", example="社会保险经办机构")
    filled_on: Day | None = term("填报日期", "自评表的填报日期", default=None, example="2024-04-14", rolls="anew")
    category: str = term(
        "类别", "项目类别，照版式的选项写；有几类的写「项目资金」", default="部门预算项目", example="部门预算项目"
    )
    attribute: str = term("属性", "持续性项目 或 新增性项目", default="持续性项目", example="持续性项目")
    kind: str = term("类型", "常年性项目、延续性项目 或 一次性项目", default="常年性项目", example="常年性项目")
    tier: str = term("级别", "一级、二级，说明十三（三）按它数个数", default="一级", example="一级")
    transfer: str = term(
        "转移支付", "由哪个转移支付安排（它的代号）；自己没有指标的，不另出自评表", default="", example="就补"
    )


class ProjectShare(Record):
    """A row of 项目分科目: how much of a project's 执行数 stands under one 科目."""

    project: str = term("项目", "项目短名", example="社保", refers=PROJECTS)
    subject: str = term("科目", "项级科目编码", example="2080109")
    spent: Amount = term("执行数", "这个项目在这个科目里的执行数", example="150", key="项目.{项目}.{科目}", unit=WAN)


class ProjectWords(Record):
    """项目文字."""

    goals: dict[str, ScoredGoal] = term(
        "总目标",
        "年度总目标，序号: {目标, 完成, 得分}；版式给它分值的自评表才印",
        default={},
        example="{1: {目标: 开通线上办理, 完成: 如期开通, 得分: 20}}",
    )

    results: Prose = term(
        "产出和效益", "“主要产出和效益是：……”", default="", example="全年服务｛指标.社保.服务｝", rolls="anew"
    )
    problems: Prose = term(
        "问题和原因", "“发现的问题及原因：……”，摘要版也用", default="", example="验收推迟，尾款在下年支付", rolls="anew"
    )
    measures: Paragraphs = term(
        "改进措施", "一条或几条改进措施", default=[], example="[提前组织验收, 按合同节点付款]", rolls="anew"
    )
    deviation: Prose = term(
        "偏差原因", "自评表里的偏差原因；不写用问题和原因", default="", example="验收推迟", rolls="anew"
    )
    last_use: Prose = term(
        "上年结果应用", "上年自评结果怎么用的，摘要版用", default="", example="自评结果用于编制预算", rolls="anew"
    )
    last_score: Amount | None = term(
        "上年得分",
        "上年的自评得分，摘要版用",
        default=None,
        example="97.5",
        key="项目.{}.上年得分",
        unit=POINTS,
        rolls="score",
    )
    next_budget: Prose = term(
        "结合预算", "拟与预算安排相结合的情况，摘要版用", default="", example="下年按进度安排预算", rolls="anew"
    )


class Overall(Record):
    """整体自评: 部门整体支出绩效自评."""

    scope: Literal["全部资金", "财政拨款"] = term(
        "资金口径", "整体自评的执行数算 全部资金 还是 财政拨款", default="财政拨款", example="财政拨款", rolls="said"
    )
    filled_on: Day | None = term("填报日期", "整体自评表的填报日期", default=None, example="2024-05-10", rolls="anew")
    basic_budget: Amount | None = term(
        "基本支出预算",
        "基本支出的全年预算数",
        default=None,
        example="2236.70",
        key="整体自评.基本支出预算",
        unit=WAN,
        missing="unknown",
    )
    project_budget: Amount | None = term(
        "项目支出预算",
        "项目支出的全年预算数",
        default=None,
        example="1560.05",
        key="整体自评.项目支出预算",
        unit=WAN,
        missing="unknown",
    )
    budget: Amount | None = term(
        "预算数",
        "整体支出的全年预算数；不写是上两项之和",
        default=None,
        example="3796.75",
        key="整体自评.预算数",
        unit=WAN,
    )
    year_goal: Prose = term(
        "年度目标", "没有分目标的自评表用的一段目标", default="", example="稳定就业，保障民生", rolls="anew"
    )
    goals: dict[str, Prose] = term(
        "目标",
        "有分目标的自评表：序号和目标，序号与指标表“整体目标”栏相同",
        default={},
        example="{1: 稳定就业, 2: 保障民生}",
        rolls="anew",
    )
    goals_met: dict[str, Prose] = term(
        "目标完成",
        "说明十三（二）各目标的完成情况，序号与目标相同",
        default={},
        example="{1: 新增就业｛指标.就业.新增｝}",
        rolls="anew",
    )
    unmet: Prose = term(
        "未完成",
        "没有完成的目标；不写印“没有未完成的绩效目标”",
        default="",
        example="有一个系统没有按期上线",
        rolls="anew",
    )
    problems: Prose = term(
        "问题和原因", "整体自评发现的问题和原因", default="", example="预算执行不够均衡", rolls="anew"
    )
    last_use: Prose = term(
        "上年结果应用", "上年整体自评结果怎么用的", default="", example="自评结果用于调整预算", rolls="anew"
    )
    last_score: Amount | None = term(
        "上年得分",
        "上年的整体自评得分",
        default=None,
        example="96.2",
        key="整体自评.上年得分",
        unit=POINTS,
        rolls="score",
    )
    measures: Paragraphs = term(
        "改进措施", "一条或几条改进措施", default=[], example="[均衡支出, 加强监控]", rolls="anew"
    )
    next_budget: Prose = term(
        "结合预算", "拟与预算安排相结合的情况", default="", example="自评结果作为编制下年预算的依据", rolls="anew"
    )
    deviation: Prose = term(
        "偏差原因", "自评表里的偏差原因；不写用问题和原因", default="", example="验收推迟", rolls="anew"
    )
    report: OverallReport = term(
        "自评报告", "第六部分里的整体支出绩效自评报告，版式要印的才写", default=OverallReport(), rolls="anew"
    )


class PerformanceWords(Record):
    """绩效说明."""

    work: Paragraphs = term(
        "开展情况",
        "说明十三（一）：预算绩效管理工作怎么开展的",
        default=[],
        example="[制订方案, 组织自评]",
        rolls="anew",
    )
    use: Paragraphs = term(
        "结果应用", "说明十三（四）：自评结果怎么用", default=[], example="[结果与预算挂钩, 结果公开]", rolls="anew"
    )


class Projects(Record):
    """Projects and their self-evaluation, and that of the whole."""

    group: ClassVar[str] = "项目和绩效"

    projects: list[Project] = term("项目", "绩效自评的项目，一行一个，名称只写一次", default=[], table=Table())
    project_shares: list[ProjectShare] = term(
        "项目分科目", "一个项目分在几个科目时，各科目的执行数", default=[], table=Table()
    )
    project_words: dict[str, ProjectWords] = term(
        "项目文字", "各项目的文字，键是项目短名", default={}, keys=Keys("project"), prose=True
    )
    narrated: list[Names] = term(
        "项目叙述",
        "说明十三（三）各段的次序，一组里几个合写一段",
        default=[],
        example="[党建, [职教, 职上]]",
        refers=PROJECTS,
    )
    joint_names: dict[str, str] = term(
        "项目合称",
        "合写时的名字，键是用顿号连的短名",
        default={},
        example="{职教、职上: 退休教师待遇补助}",
        keys=Keys("project"),
    )
    transfers: list[Transfer] = term("转移支付", "作为整体自评的转移支付（省直专项）", default=[], table=Table())
    transfer_money: list[TransferMoney] = term(
        "转移支付资金", "转移支付按来源的钱", default=[], table=Table(names_rows=("转移支付", "来源"))
    )
    category_money: list[CategoryMoney] = term(
        "项目资金", "一个项目的钱分属几个类别时，各类别的资金量", default=[], table=Table(names_rows=("项目", "类别"))
    )
    unevaluated: list[Unevaluated] | dict[str, Amount] = term(
        "不自评项目",
        "有支出、不做自评的项目：名称、科目、全年预算、执行数、成效，不出自评表；五（三）和各项目之和算上它们。只知道全年预算的写 名称: 数",
        default={},
        example="社区助老服务 | 2080102 | 35.00 | 34.20 | 助老服务按时提供",
        table=Table(names_rows=("名称",)),
        key="不自评项目.{}",
        unit=WAN,
        rolls="anew",
    )
    remainders: dict[str, Prose] = term(
        "项目余额说明",
        "某科目的项目支出多于所列项目时的说明，键是项级科目编码",
        default={},
        example="{2080102: 零星支出，未单列项目}",
        keys=Keys("subject", digits=(7,)),
        rolls="anew",
    )
    indicators: dict[str, list[dict[str, Prose]]] = term(
        "指标",
        "各项目的绩效指标表，键是项目短名；栏有 代号、层级、指标、目标值、实际值、分值 等",
        default={},
        example="新增 | 产出/数量 | 新增就业 | 12000人 | 14401人 | 20",
        table=INDICATORS,
        keys=Keys("project"),
        key="指标.{}.{}",
    )
    overall: Overall | None = term("整体自评", "部门整体支出的绩效自评", default=None, prose=True)
    performance: PerformanceWords = term("绩效说明", "说明十三的两段文字", default=PerformanceWords(), prose=True)
