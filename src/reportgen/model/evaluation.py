"""绩效自评报告: what a department states for the self-evaluation of its whole spending. The Chinese terms stand once,
on the fields.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.model.field import LEVEL, SECRET, Table, term
from reportgen.model.figure import FORMS, PIECES, WAN
from reportgen.model.terms import BY_SUBJECT
from reportgen.model.values import Amount, Paragraphs, Record, Words
from reportgen.model.written import Prose

FUNDS = Table(names_rows=("来源",), cells="amount", columns=("来源", "年初数", "全年数", "执行数", SECRET))
OWN_INDICATORS = Table(
    kinds={LEVEL: "level"},
    columns=("代号", "层级", "指标", "指标值", "实际值", "分值", "得分", "计分", "方向", "原因", SECRET),
    rolls={"指标值": "measured", "实际值": "formulas", "得分": "emptied", "原因": "emptied"},
)


class Aim(Record):
    """A goal or a task of the year, and what came of it."""

    matter: Prose = term("内容", "目标或任务的主要内容", example="稳定就业，缓解企业招工难", rolls="anew")
    done: Prose = term("完成情况", "做到了多少；数写成引用", example="新增就业｛事实.新增就业｝", rolls="anew")


class Survey(Record):
    """A row of 问卷: how many forms went out, came back, could be used, and were content."""

    name: str = term("名称", "短名，键里用它：｛问卷.群众.满意率｝", example="群众")
    sent: Amount = term("发放", "发出的份数", example="100", key="问卷.{名称}.发放", unit=FORMS, missing="asked")
    returned: Amount = term("回收", "收回的份数", example="96", key="问卷.{名称}.回收", unit=FORMS, missing="asked")
    valid: Amount = term("有效", "有效的份数", example="95", key="问卷.{名称}.有效", unit=FORMS, missing="asked")
    content: Amount | None = term(
        "满意",
        "答满意（含比较满意）的份数；满意率由它算",
        default=None,
        example="93",
        key="问卷.{名称}.满意",
        unit=FORMS,
        missing="asked",
    )


class Done(Record):
    """A row of 完成数: how many there should have been, and how many there were."""

    name: str = term(
        "名称", "短名；版式的算式按它取数，如 绩效监控、绩效自评、重点评价、评价意见、政府采购", example="绩效监控"
    )
    due: Amount = term(
        "应完成", "应做的个数或金额", example="5", key="完成数.{名称}.应完成", unit=PIECES, missing="asked"
    )
    done: Amount = term(
        "已完成", "做了的个数或金额", example="5", key="完成数.{名称}.已完成", unit=PIECES, missing="asked"
    )
    unit: str = term("单位", "个、项、件……；是钱的写 金额，按「金额单位」算", default="个", example="项")


class Evaluation(Record):
    """绩效自评报告."""

    agency: Words | None = term(
        "自评单位", "封面上的自评单位；不写印部门全称", default=None, example="江城区民生服务局"
    )
    funds: list[dict[str, str]] = term(
        "资金",
        "一行一个来源（财政性资金、其他资金）；栏有 年初数、全年数、执行数；空着的由 年初预算、全年预算、执行 推出，没有写 -",
        default=[],
        example="财政性资金 | 1200 | 1250 |",
        table=FUNDS,
        key="部门自评.{来源}.{}",
        unit=WAN,
        missing="asked",
        rolls="anew if written",
    )
    execution: list[dict[str, str]] = term(
        "执行",
        "全年执行的收支，写法同「收支」，知道到哪一级写到哪一级；写了「收支」的可以不写",
        default=[],
        example="208 | 1250 | 900 | 350",
        table=replace(BY_SUBJECT, heads=False),
        rolls="anew if written",
    )
    execution_economic: dict[str, Amount] = term(
        "执行经济分类",
        "基本支出里的 人员经费、公用经费（写一个，另一个由程序减），和经济分类各类的编码；写了「基本支出」的可以不写",
        default={},
        example="{人员经费: 800, 301: 780}",
        key="执行经济.{}",
        unit=WAN,
        missing="asked",
    )
    intro: Paragraphs = term(
        "引言",
        "开头的一两段话；不写印版式的话",
        default=[],
        example="[为提高资金使用效益，我局开展了整体支出绩效自评]",
        rolls="anew",
    )
    goals: dict[str, Aim] = term(
        "目标",
        "年度总体目标：序号、内容、完成情况",
        default={},
        example="{1: {内容: 稳定就业, 完成情况: 新增就业｛事实.新增就业｝}}",
    )
    tasks: dict[str, Aim] = term(
        "任务",
        "年度主要任务，写法同目标",
        default={},
        example="{1: {内容: 落实就业政策, 完成情况: 发放补贴｛事实.补贴｝}}",
    )
    indicators: list[dict[str, Prose]] = term(
        "指标",
        "一行一个三级指标，栏有 代号、层级、指标、指标值、实际值、分值、得分、计分、原因；实际值可写算式（以 ＝ 开头），版式有算式的空着",
        default=[],
        example="调整率 | 投入管理/预算和财务管理 | 预算调整率 | ≤10% | | 2",
        table=OWN_INDICATORS,
    )
    explained: dict[str, Prose] = term(
        "指标说明",
        "附件里“指标说明”一栏，键是指标的代号；版式有说明的不用写",
        default={},
        example="{满意度: 服务对象对工作的满意程度}",
    )
    analysed: dict[str, Prose] = term(
        "分析",
        "第四节里逐个指标的文字，键是指标的代号；有算式的数由程序写，这里只写情况",
        default={},
        example="{完整性: 全部收支纳入了部门预算}",
        rolls="anew",
    )
    done: list[Done] = term(
        "完成数", "按个数或金额算完成率的：应完成、已完成", default=[], table=Table(names_rows=("名称",))
    )
    surveys: list[Survey] = term("问卷", "满意度问卷的份数", default=[], table=Table(names_rows=("名称",)))
    methods: Paragraphs = term("评价方法", "第二节（一）", default=[], example="[比较法, 问卷调查]", rolls="anew")
    steps: Paragraphs = term("工作程序", "第二节（二）", default=[], example="[成立小组, 收集资料, 打分]", rolls="anew")
    money_rules: Paragraphs = term(
        "资金管理",
        "第四节：资金管理的制度和执行",
        default=[],
        example="[制定了内部控制制度，支出按程序审批]",
        rolls="anew",
    )
    problems: Paragraphs = term(
        "问题", "第五节（一）发现的主要问题", default=[], example="[预算编制不够细]", rolls="anew"
    )
    measures: Paragraphs = term(
        "措施", "第五节（二）下一步改进措施", default=[], example="[早做人员经费测算]", rolls="anew"
    )
    use: Paragraphs = term("结果应用", "第五节（三）", default=[], example="[自评结果用于编制下年预算]", rolls="anew")
    advice: Paragraphs = term("建议", "第六节", default=[], example="[增加绩效管理的培训]", rolls="anew")
    experience: Paragraphs = term("经验", "第七节（一）", default=[], example="[自评让各科室看清了进度]", rolls="anew")
    others: Paragraphs = term(
        "其他", "第七节（二）；没有就不写", default=[], example="[没有其他需要说明的问题]", rolls="anew"
    )
