"""What a clerk states of a department's budget (部门预算). The Chinese terms stand once, on the fields.

Money is stated once, as 科目 × 经济科目 of 基本支出 and of each project; every table sums these rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from reportgen.model.field import LEVEL, SECRET, Keys, Table, term
from reportgen.model.figure import PERSONS, SQUARE_METRES, VEHICLES, WAN
from reportgen.model.selection import SUBJECT
from reportgen.model.terms import PROCUREMENT_KINDS, THREE_PUBLIC_ITEMS
from reportgen.model.values import Amount, Day, Paragraphs, Record
from reportgen.model.written import Prose

NAME = "部门预算"
"""The top-level key under which all of it stands."""
THREE_PUBLIC_CODES: Mapping[str, str] = {
    "因公出国（境）费": "30212",
    "公务用车购置费": "31013",
    "公务用车运行维护费": "30231",
    "公务接待费": "30217",
}
"""The 经济科目 under which 三公 money stands."""
SPENDING_SOURCE = "财政指标拨款"
"""Who pays where a row of spending names no 来源."""
OWN_MONEY = "其他自有资金"
BY_UNIT = Table(names_rows=("单位",), beside=("科目",), cells="amount")
"""A row for each unit, or each subject of a unit; a column for each source of money."""
GOALS = Table(
    each=True,
    kinds={LEVEL: "level"},
    columns=("代号", "目标名称", "层级", "指标", "前年", "上年", "当年", "标准", "长期目标", "年度目标", SECRET),
    rolls={"当年": "anew if written"},
    shifts={"前年": "上年", "上年": "当年"},
)
"""指标 of a project's goals."""


class BasicShare(Record):
    """A row of 基本支出."""

    subject: str = term("科目", "功能分类的项级编码", example="2080101", refers=SUBJECT)
    economic: str = term("经济科目", "经济分类的款级编码", example="30101", refers=SUBJECT)
    amount: Amount = term("金额", "年初预算数", example="123.49", rolls="anew if written")
    unit: str = term("单位", "哪个单位的，写单位构成里的短名；只有一个单位时不用写", default="", example="本级")
    source: str = term(
        "来源",
        "用哪种钱：不写是财政指标拨款；另有非税收入拨款、上级转移支付、政府性基金拨款、国有资本拨款、专户管理资金、其他自有资金",
        default="",
        example="非税收入拨款",
    )


class BudgetProject(Record):
    """A row of 项目: everything that splits 项目支出 is said here, once."""

    name: str = term("代号", "短名，别处都用它指这个项目", example="社保")
    full_name: str = term("名称", "项目全名，印出来的就是它", example="社保经办机构经费")
    type: Literal["部门项目", "公共项目"] = term(
        "类型", "部门项目，或 公共项目（专项资金）", default="部门项目", example="部门项目"
    )
    recurrence: Literal["经常性项目", "一次性项目"] = term(
        "性质", "经常性项目 或 一次性项目", default="经常性项目", example="经常性项目"
    )
    office: str = term("主管部门", "项目主管部门；不写印部门全称", default="", example="区人力资源和社会保障局")
    unit: str = term("执行单位", "项目执行单位；不写印部门简称", default="", example="区社会保险经办机构")
    whole: Amount | None = term(
        "总预算", "项目总预算；不写就是当年预算", default=None, example="190", rolls="anew if written"
    )
    use: Prose = term("用途", "项目主要支出方向和用途；不写印项目名称", default="", example="保障社保经办机构运转")


class ProjectSpending(Record):
    """A row of 项目支出: one 科目 and 经济科目 of a project, with the reason for the amount."""

    project: str = term("项目", "项目的代号", example="社保")
    subject: str = term("科目", "功能分类的项级编码", example="2080109", refers=SUBJECT)
    economic: str = term("经济科目", "经济分类的款级编码", example="30299", refers=SUBJECT)
    amount: Amount = term("金额", "当年预算数", example="150", rolls="anew if written")
    reckoned: Prose = term("测算说明", "测算依据及说明", default="", example="3 人 × 5 万元", rolls="anew if written")
    unit: str = term("单位", "哪个单位的，写单位构成里的短名；只有一个单位时不用写", default="", example="本级")
    source: str = term("来源", "用哪种钱，写法同基本支出", default="", example="非税收入拨款")


class BudgetAssets(Record):
    """资产: what the department uses at the end of the year before."""

    floor_area: Amount | None = term(
        "房屋面积", "房屋面积，平方米", default=None, example="3750", key="资产.房屋面积", unit=SQUARE_METRES
    )
    floor_value: Amount | None = term(
        "房屋价值", "房屋价值，用全部数据的金额单位", default=None, example="306", key="资产.房屋价值", unit=WAN
    )
    vehicles: Amount | None = term("车辆", "车辆数", default=None, example="0", key="资产.车辆", unit=VEHICLES)


class ProjectGoal(Record):
    """项目绩效目标: the words of a project's 绩效目标申报表."""

    grounds: Paragraphs = term("立项依据", "项目申请理由，一条或几条", default=[], example="[《社会保险法》]")
    content: Paragraphs = term("内容", "项目主要内容，一条或几条", default=[], example="[参保登记, 待遇审核]")
    before: Paragraphs = term(
        "往年预算", "前两年预算及当年变动情况", default=[], example="[2018 年 427 万元，2019 年 425 万元]", rolls="anew"
    )
    goal: Paragraphs = term(
        "总目标", "项目绩效总目标，一条或几条", default=[], example="[社保业务按时办结]", rolls="anew"
    )


class ProjectNote(Record):
    """项目说明: the page that an edition prints of a project besides its forms."""

    overview: Prose = term("概述", "项目概述", example="保障社保经办机构运转。")
    grounds: Prose = term("立项依据", "立项依据", example="《社会保险法》。")
    carried_by: Prose = term("实施主体", "谁来实施", example="区社会保险经办机构。")
    plan: Prose = term("实施方案", "怎样实施", example="按月结算，年终考核。", rolls="anew")
    period: Prose = term("实施周期", "从何时到何时", example="2025年1月至12月。", rolls="anew")
    budget: Prose = term(
        "年度预算安排", "当年安排多少、用在哪里；数用 ｛键｝ 写", example="安排｛支出.社保.年初预算｝。", rolls="anew"
    )
    goals: Prose = term("绩效目标", "绩效目标，或者到哪里看", example="详见项目绩效目标申报表。", rolls="anew")


class OverallGoal(Record):
    """整体绩效目标: the words of the 部门整体支出绩效目标申报表."""

    filled_on: Day | None = term("填报日期", "申报表的填报日期", default=None, example="2019-09-26", rolls="anew")
    tasks: Paragraphs = term(
        "年度任务", "年度工作任务，一条一行", default=[], example="[稳定就业, 保障民生]", rolls="anew"
    )
    lasting: dict[str, Prose] = term(
        "长期目标", "序号和目标，序号与指标表“长期目标”栏相同", default={}, example="{1: 稳定就业局势}"
    )
    yearly: dict[str, Prose] = term(
        "年度目标",
        "序号和目标，序号与指标表“年度目标”栏相同",
        default={},
        example="{1: 确保就业局势稳定}",
        rolls="anew",
    )


class Budget(Record):
    """部门预算: all of it, so that what is not written here is nothing."""

    income: list[dict[str, str]] | dict[str, str] = term(
        "收入",
        "按来源写；几个单位就写成表，一行一个单位。来源有财政指标拨款、非税收入拨款、上级转移支付、政府性基金拨款、国有资本拨款、专户管理资金、上级补助收入、附属单位上缴收入、事业收入、经营收入、其他收入。不写就等于支出",
        default={},
        example="{财政指标拨款: 2931.45, 非税收入拨款: 3}",
        table=BY_UNIT,
        rolls="anew if written",
    )
    opening: list[dict[str, str]] | dict[str, str] = term(
        "上年结转",
        "按来源写，写法同收入；其他资金的结转写 其他资金。没有就不写",
        default={},
        example="{财政指标拨款: 12.5}",
        table=BY_UNIT,
        rolls="anew if written",
    )
    closing: dict[str, Amount] = term(
        "结转下年",
        "按资金写：一般公共、政府性基金、国有资本、其他资金。没有就不写",
        default={},
        example="{一般公共: 0}",
        rolls="anew",
    )
    basic: list[BasicShare] = term(
        "基本支出", "基本支出，一行一个科目和经济科目", default=[], table=Table(names_rows=("科目", "经济科目"))
    )
    projects: list[BudgetProject] = term("项目", "预算项目，一行一个，名称只写一次", default=[], table=Table())
    spending: list[ProjectSpending] = term(
        "项目支出", "各项目用在哪个科目、哪个经济科目", default=[], table=Table(names_rows=("项目", "科目", "经济科目"))
    )
    three_public: dict[str, Amount] = term(
        "三公",
        "一般公共预算“三公”经费；不写的由经济科目 30212、31013、30231、30217 加",
        default={},
        example="{公务接待费: 2}",
        keys=Keys(names=THREE_PUBLIC_ITEMS),
        key="三公.{}.年初预算",
        unit=WAN,
        missing="unknown",
    )
    operating: Amount | None = term(
        "机关运行经费",
        "各单位“机关运行”都是 是 时可不写，等于公用经费",
        default=None,
        example="191.30",
        key="预算.机关运行经费",
        unit=WAN,
    )
    procurement: dict[str, Amount] = term(
        "采购",
        "政府采购预算：货物、工程、服务",
        default={},
        example="{货物: 22.5, 服务: 20}",
        keys=Keys(names=PROCUREMENT_KINDS),
        key="政府采购.{}.年初预算",
        unit=WAN,
        missing="unknown",
    )
    assets: BudgetAssets = term("资产", "上年末占有使用的房屋和车辆", default=BudgetAssets())
    posts: dict[str, Amount] = term(
        "编制",
        "各种编制的人数；参公写在它所属的一种后面，不另加",
        default={},
        example="{行政编制: 18, 事业编制: 41, 参公: 5}",
        key="编制.{}",
        unit=PERSONS,
    )
    serving: dict[str, Amount] = term(
        "实有",
        "各种在职实有人数，写法同编制",
        default={},
        example="{行政编制: 16, 事业编制: 37, 参公: 5}",
        key="实有.{}",
        unit=PERSONS,
    )
    retired: dict[str, Amount] = term(
        "离退休", "各种离退休人数", default={}, example="{财政统发退休人员: 13}", key="离退休.{}", unit=PERSONS
    )
    units_note: Prose = term(
        "单位说明",
        "预算单位构成的一两句话；不写就列出单位构成",
        default="",
        example="区人社局机关内设科室 3 个。",
        rolls="anew",
    )
    tasks: dict[str, Paragraphs] = term(
        "工作目标",
        "年度工作目标及主要任务：小标题和文字",
        default={},
        example="{确保就业局势稳定: [城镇新增就业 1.2 万人]}",
        rolls="anew",
    )
    uses: dict[str, Prose] = term(
        "用途",
        "“主要用于……”：键是经济科目的类、公用经费、公共项目、机关运行经费",
        default={},
        example="{301: 人员工资和社会保障缴费}",
        keys=Keys(names=("301", "303", "公用经费", "公共项目", "机关运行经费")),
    )
    before_last: dict[str, Amount] = term(
        "前年",
        "前年的预算数，按键写，不写口径；整体申报表的“近两年收支金额”用",
        default={},
        example="{支出.基本支出: 2347.84, 支出.项目支出: 3278.66}",
        key="前年.{}",
        unit=WAN,
        rolls="before last",
    )
    goals: dict[str, ProjectGoal] = term("项目绩效目标", "各项目申报表的文字，键是项目代号", default={})
    notes: dict[str, ProjectNote] = term(
        "项目说明", "要逐个说明的项目（由部门选，不必全写），键是项目代号；要印它的版式才印", default={}
    )
    indicators: dict[str, list[dict[str, Prose]]] = term(
        "指标",
        "绩效指标表，键是项目代号，部门自己的写在 整体 下；栏有 代号、目标名称、层级、指标、前年、上年、当年、标准、长期目标、年度目标",
        default={},
        example="培训 | 产出/数量 | 业务培训 | 80人 | 历史标准 | 1",
        table=GOALS,
        key="预算指标.{}.{}",
    )
    overall: OverallGoal | None = term("整体绩效目标", "部门整体支出绩效目标申报表的文字", default=None)
