"""What a clerk states of one department-year. The Chinese terms stand once, on the fields."""

from __future__ import annotations

from typing import Literal

from reportgen.model.budget import Budget
from reportgen.model.evaluation import Evaluation
from reportgen.model.values import Amount, Day, Names, Paragraphs, Record, Words, YesNo, term
from reportgen.model.written import Prose


class Department(Record):
    """部门."""

    full_name: str = term("全称", "部门的全称，印在封面、表头和正文里", example="某市某区人力资源和社会保障局")
    short_name: str = term("简称", "正文里称呼本部门用的简称", example="区人社局")
    level: str = term("级次", "财政级次，印在名词解释里", example="区级")
    code: str = term("编码", "部门的预算编码，部门预算的表印它", default="", example="33")
    summary: Prose = term("概述", "第一部分开头的一段话，可不写", default="", example="区人社局是区政府工作部门。")


class Disclosure(Record):
    """公开: dates and places of the publication."""

    approved_on: Day | None = term(
        "批复日期", "财政批复决算的日期，从它起 20 日内公开", default=None, example="2024-09-02"
    )
    approval_number: Words | None = term("批复文号", "批复的文号，只作记录", default=None, example="江财决〔2024〕1号")
    published_on: Day | None = term("公开日期", "在网上公开的日期", default=None, example="2024-09-20")
    url: Words | None = term("网址", "公开的网址，印在报告末尾", default=None, example="https://example.invalid/")
    last_year_url: Words | None = term(
        "上年决算网址", "上年决算公开的网址，网页从页脚连过去", default=None, example="https://example.invalid/2022/"
    )
    budget_url: Words | None = term(
        "预算网址", "本年部门预算公开的网址，网页从页脚连过去", default=None, example="https://example.invalid/budget/"
    )
    phone: Words | None = term(
        "咨询电话", "办公室电话，印在报告末尾；不要写个人手机", default=None, example="027-00000000"
    )


class ReportOrder(Record):
    """One report to be made from this department-year."""

    edition: str = term("版式", "用哪个版式（省市、年度的格式）；有哪些见 reportgen editions", example="hubei-2023")
    day: Day | None = term("日期", "封面上的日期；不写就不印", default=None, example="2024-09-29")
    budget: Literal["年初预算", "全年预算"] = term(
        "预算口径", "说明五（三）的完成率与哪个预算比：年初预算 或 全年预算", default="年初预算", example="年初预算"
    )
    disclosure: Disclosure | None = term(
        "公开",
        "这份报告自己的批复、公开日期和网址，写法同顶层的「公开」；一个文件夹出几种报告时，各写各的",
        default=None,
        example="{批复日期: 2024-01-10, 公开日期: 2024-01-25}",
    )


class Unit(Record):
    """One unit of the 单位构成."""

    name: str = term("单位", "短名，收支表的“单位”栏用它", example="本级")
    full_name: str = term("全称", "单位全称", example="某市某区人力资源和社会保障局")
    nature: str = term("性质", "行政、参公、事业", default="行政", example="行政")
    tier: str = term("层级", "本级、二级 等", default="本级", example="本级")
    code: str = term("编码", "单位的预算编码，部门预算的表印它", default="", example="33001")
    three_public: YesNo = term("三公", "有没有财政拨款安排的三公经费：是 或 否", default=True, example="是")
    operating: YesNo = term(
        "机关运行", "公用经费算不算机关运行经费：行政、参公单位写 是，其他写 否", default=True, example="是"
    )


class ThreePublic(Record):
    """三公经费: 因公出国（境）费, 公务用车购置及运行维护费, 公务接待费."""

    budget: Literal["年初预算", "全年预算"] = term(
        "预算口径", "表上的“预算数”是 年初预算 还是 全年预算", default="全年预算", example="全年预算"
    )
    money: list[dict[str, str]] = term(
        "金额",
        "四行：因公出国（境）费、公务用车购置费、公务用车运行维护费、公务接待费；两栏：预算数、决算数",
        table=True,
        default=[],
        example="公务接待费 | 2 | 0.15",
    )
    counts: dict[str, Amount] = term(
        "实物量",
        "出国团组、出国人次、购置车辆、保有车辆、国内接待批次、国内接待人次、外事接待批次、外事接待人次",
        default={},
        example="{国内接待批次: 3, 国内接待人次: 52}",
    )


class Assets(Record):
    """国有资产."""

    vehicles: dict[str, Amount] = term(
        "车辆", "各种公务用车年末的辆数，种类照版式里的写", default={}, example="{执法执勤用车: 2, 其他用车: 1}"
    )
    vehicle_note: Prose = term(
        "车辆说明", "“其他用车”是什么车等，接在车辆一句后面", default="", example="其他用车为业务用车"
    )
    general: Amount | None = term("通用设备", "单价 50 万元（含）以上通用设备的台（套）数", default=None, example="0")
    special: Amount | None = term("专用设备", "单价 100 万元（含）以上专用设备的台（套）数", default=None, example="0")


class Project(Record):
    """项目: stated once, used by its short name."""

    name: str = term("代号", "短名，别处都用它指这个项目", example="社保")
    full_name: str = term("名称", "项目全名，印出来的就是它", example="社保经办机构")
    subjects: Names = term("科目", "项目支出所在的项级科目，几个就用顿号隔开", default=[], example="2080109")
    initial_budget: Amount | None = term("年初预算", "年初预算数，可不写", default=None, example="120")
    budget: Amount = term("全年预算", "全年（调整后）预算数，执行率的分母", example="150")
    spent: Amount = term("执行数", "全年执行数，执行率的分子", example="150")
    unit: str = term("实施单位", "自评表上的实施单位；不写印部门简称", default="", example="社会保险经办机构")
    filled_on: Day | None = term("填报日期", "自评表的填报日期", default=None, example="2024-04-14")
    category: str = term("类别", "项目类别，照版式的选项写", default="部门预算项目", example="部门预算项目")
    attribute: str = term("属性", "持续性项目 或 新增性项目", default="持续性项目", example="持续性项目")
    kind: str = term("类型", "常年性项目、延续性项目 或 一次性项目", default="常年性项目", example="常年性项目")
    tier: str = term("级别", "一级、二级，说明十三（三）按它数个数", default="一级", example="一级")


class ProjectShare(Record):
    """A row of 项目分科目: how much of a project's 执行数 stands under one 科目."""

    project: str = term("项目", "项目短名", example="社保")
    subject: str = term("科目", "项级科目编码", example="2080109")
    spent: Amount = term("执行数", "这个项目在这个科目里的执行数", example="150")


class ProjectWords(Record):
    """项目文字."""

    results: Prose = term("产出和效益", "“主要产出和效益是：……”", default="", example="全年服务｛指标.社保.服务｝")
    problems: Prose = term(
        "问题和原因", "“发现的问题及原因：……”，摘要版也用", default="", example="验收推迟，尾款在下年支付"
    )
    measures: Paragraphs = term("改进措施", "一条或几条改进措施", default=[], example="[提前组织验收, 按合同节点付款]")
    deviation: Prose = term("偏差原因", "自评表里的偏差原因；不写用问题和原因", default="", example="验收推迟")
    last_use: Prose = term("上年结果应用", "上年自评结果怎么用的，摘要版用", default="", example="自评结果用于编制预算")
    last_score: Amount | None = term("上年得分", "上年的自评得分，摘要版用", default=None, example="97.5")
    next_budget: Prose = term(
        "结合预算", "拟与预算安排相结合的情况，摘要版用", default="", example="下年按进度安排预算"
    )


class Overall(Record):
    """整体自评: 部门整体支出绩效自评."""

    scope: Literal["全部资金", "财政拨款"] = term(
        "资金口径", "整体自评的执行数算 全部资金 还是 财政拨款", default="财政拨款", example="财政拨款"
    )
    filled_on: Day | None = term("填报日期", "整体自评表的填报日期", default=None, example="2024-05-10")
    basic_budget: Amount | None = term("基本支出预算", "基本支出的全年预算数", default=None, example="2236.70")
    project_budget: Amount | None = term("项目支出预算", "项目支出的全年预算数", default=None, example="1560.05")
    budget: Amount | None = term("预算数", "整体支出的全年预算数；不写是上两项之和", default=None, example="3796.75")
    year_goal: Prose = term("年度目标", "没有分目标的自评表用的一段目标", default="", example="稳定就业，保障民生")
    goals: dict[str, Prose] = term(
        "目标",
        "有分目标的自评表：序号和目标，序号与指标表“整体目标”栏相同",
        default={},
        example="{1: 稳定就业, 2: 保障民生}",
    )
    goals_met: dict[str, Prose] = term(
        "目标完成",
        "说明十三（二）各目标的完成情况，序号与目标相同",
        default={},
        example="{1: 新增就业｛指标.就业.新增｝}",
    )
    unmet: Prose = term(
        "未完成", "没有完成的目标；不写印“没有未完成的绩效目标”", default="", example="有一个系统没有按期上线"
    )
    problems: Prose = term("问题和原因", "整体自评发现的问题和原因", default="", example="预算执行不够均衡")
    last_use: Prose = term("上年结果应用", "上年整体自评结果怎么用的", default="", example="自评结果用于调整预算")
    last_score: Amount | None = term("上年得分", "上年的整体自评得分", default=None, example="96.2")
    measures: Paragraphs = term("改进措施", "一条或几条改进措施", default=[], example="[均衡支出, 加强监控]")
    next_budget: Prose = term(
        "结合预算", "拟与预算安排相结合的情况", default="", example="自评结果作为编制下年预算的依据"
    )
    deviation: Prose = term("偏差原因", "自评表里的偏差原因；不写用问题和原因", default="", example="验收推迟")


class PerformanceWords(Record):
    """绩效说明."""

    work: Paragraphs = term(
        "开展情况", "说明十三（一）：预算绩效管理工作怎么开展的", default=[], example="[制订方案, 组织自评]"
    )
    use: Paragraphs = term(
        "结果应用", "说明十三（四）：自评结果怎么用", default=[], example="[结果与预算挂钩, 结果公开]"
    )


class KeyTask(Record):
    """A row of 重点工作表."""

    name: str = term("代号", "这一行的短名", example="1")
    matter: Prose = term("重要事项", "事项名称", example="稳定就业")
    goal: Prose = term("工作内容及目标", "要做什么、做到多少", example="新增就业｛指标.就业.新增.目标值｝")
    done: Prose = term("完成情况", "做到了多少", example="新增就业｛指标.就业.新增｝")


class Restatement(Record):
    """口径调整 of one figure of last year."""

    value: Amount = term("上年数", "调整后的上年数", example="4100")
    reason: Prose = term("原因", "为什么调整，和数一起印出来", example="一个单位划出，上年数相应调整")


class Waiver(Record):
    """A row of 豁免: a finding that stays, and who says so."""

    name: str = term("代号", "短名，可不写", default="", example="1")
    code: str = term("检查", "检查的编号", example="C091")
    key: str = term(
        "键", "豁免哪一处：发现里的键，可以只写到上一级；整个检查不能一概豁免", example="重点工作.就业形势稳中向好"
    )
    reason: Prose = term("理由", "为什么可以不改", example="引用的文件原文如此")
    day: Day = term("日期", "哪天定的", example="2024-09-10")
    office: str = term("单位", "哪个科室定的", example="财务科")


class Rewrite(Record):
    """改写 of one standard sentence."""

    before: str = term(
        "原文", "改写前标准的那一句，数写成引用；标准句变了会提醒", default="", example="2023年度收入总计｛收入总计｝。"
    )
    after: str = term("改为", "印出来的就是它，数写成引用", example="2023年度收入总计｛收入总计｝，均已入账。")
    who: str = term("谁", "谁改的", default="", example="办公室")
    day: str = term("日期", "哪天改的", default="", example="2024-09-10")


class SubjectEntry(Record):
    """科目: a subject that the year's list lacks, or its own explanation."""

    name: str = term("名称", "科目名称，科目表里没有的才要写", default="", example="其他人力资源管理支出")
    note: Prose = term("说明", "印在名词解释里的一句话", default="", example="反映人力资源管理方面的支出。")


class DepartmentYear(Record):
    """部门年度: the facts of one department in one year and the reports made from them."""

    year: int = term("年度", "决算的年度", example="2023", ge=1950, le=2999)
    money_unit: Literal["万元", "元"] = term("金额单位", "全部数据用 万元 还是 元，不能混用", example="万元")
    department: Department = term("部门", "部门的名称和级次")
    reports: dict[str, ReportOrder] = term(
        "报告", "要出哪些报告，各用什么版式", example="{部门决算公开: {版式: hubei-2023}}"
    )
    disclosure: Disclosure = term("公开", "批复和公开的日期、文号、网址、电话", default=Disclosure())
    units: list[Unit] = term("单位构成", "纳入预算、决算的单位，一行一个", table=True, default=[])
    staff: dict[str, Amount] = term(
        "人员",
        "行政、事业、参公（事业里的其中数）、员额、今年新进、退休、离休 的人数；在职、离退休由程序加",
        default={},
        example="{行政: 10, 事业: 42, 退休: 31, 离休: 0}",
    )
    duties: Paragraphs = term("主要职能", "一条一行，或一段话", default=[], example="[拟订政策, 组织实施]")
    accounts: list[dict[str, str]] = term(
        "收支",
        "全部收支，一行一个项级科目；表头写资金和类别，用点连",
        table=True,
        default=[],
        example="2080101 | 1,778.49 | -",
    )
    opening: dict[str, Amount] = term(
        "年初结转和结余", "按资金写年初结转和结余", default={}, example="{一般公共: 134.47, 其他资金: 461.25}"
    )
    closing: dict[str, Amount] = term(
        "年末结转和结余",
        "按资金写；不写的由 年初＋收入－支出 推出，写了就核对",
        default={},
        example="{其他资金: 454.85}",
    )
    from_reserves: Amount | None = term(
        "使用非财政拨款结余", "事业单位动用往年结余弥补收支差额的数", default=None, example="0"
    )
    distribution: Amount | None = term("结余分配", "交企业所得税、提专用结余等分配数", default=None, example="0")
    economic: dict[str, Amount] = term(
        "基本支出", "一般公共预算基本支出的经济分类：款级编码和数", default={}, example="{30101: 164.86, 30102: 138.50}"
    )
    initial_budget: list[dict[str, str]] | dict[str, str] = term(
        "年初预算",
        "年初预算：知道到哪一级写到哪一级，合计、类、项都行；也可写成表",
        table=True,
        default={},
        example="{合计: 3231.05}",
    )
    budget: Budget | None = term(
        "部门预算",
        "部门预算公开用的全部内容；写了它，年初预算就从它取，不另写；可以分写在几个文件里",
        default=None,
        parts=True,
    )
    full_budget: list[dict[str, str]] | dict[str, str] = term(
        "全年预算", "全年（调整后）预算，写法同年初预算", table=True, default={}, example="{205: 270, 208: 3314.14}"
    )
    approved: dict[str, Amount] = term(
        "核定数",
        "批复的数，按键写：照它印、拿它核对，不参与加总",
        default={},
        example="{收入总计: 3991.22, 支出.208: 2965.16}",
    )
    last_year: dict[str, Amount] = term(
        "上年数", "上年的数，按键写；上年的完整文件夹放在旁边时可不写", default={}, example="{本年收入合计: 4193.92}"
    )
    restated: dict[str, Restatement] = term(
        "口径调整", "上年数因口径变了而重述的", default={}, example="{收入总计: {上年数: 4100, 原因: 一个单位划出}}"
    )
    reasons: dict[str, Prose] = term(
        "原因",
        "增减、超支的原因，按键写；没写的沿用上一级中增减方向相同的，最后是 总体（或 总体.增加、总体.减少）",
        default={},
        example="{总体: 项目增加, 支出.205: 新增培训项目}",
    )
    uses: dict[str, Prose] = term(
        "科目用途", "五（二）“主要是用于……”，按科目编码写", default={}, example="{208: 机构运转和就业服务}"
    )
    project_effects: dict[str, Prose] = term(
        "项目支出成效",
        "五（三）项目支出的用途和成效，按科目编码或项目短名写",
        default={},
        example="{208: 新增就业｛指标.就业.新增｝}",
    )
    three_public: ThreePublic = term("三公经费", "三公经费的预算数、决算数和实物量", default=ThreePublic())
    operating: Amount | None = term(
        "机关运行经费",
        "各单位“机关运行”都是 是 时可不写，等于公用经费；有 否 的单位时要写",
        default=None,
        example="686.51",
    )
    procurement: list[dict[str, str]] = term(
        "政府采购",
        "三行：货物、工程、服务；三栏：金额、中小企业、小微企业",
        table=True,
        default=[],
        example="货物 | 5.83 | 5.83 | 5.83",
    )
    assets: Assets = term("国有资产", "年末的车辆和设备", default=Assets())
    projects: list[Project] = term("项目", "绩效自评的项目，一行一个，名称只写一次", table=True, default=[])
    project_shares: list[ProjectShare] = term(
        "项目分科目", "一个项目分在几个科目时，各科目的执行数", table=True, default=[]
    )
    project_words: dict[str, ProjectWords] = term("项目文字", "各项目的文字，键是项目短名", default={})
    narrated: list[Names] = term(
        "项目叙述", "说明十三（三）各段的次序，一组里几个合写一段", default=[], example="[党建, [职教, 职上]]"
    )
    joint_names: dict[str, str] = term(
        "项目合称", "合写时的名字，键是用顿号连的短名", default={}, example="{职教、职上: 退休教师待遇补助}"
    )
    remainders: dict[str, Prose] = term(
        "项目余额说明",
        "某科目的项目支出多于所列项目时的说明，键是项级科目编码",
        default={},
        example="{2080102: 零星支出，未单列项目}",
    )
    indicators: dict[str, list[dict[str, Prose]]] = term(
        "指标",
        "各项目的绩效指标表，键是项目短名；栏有 代号、层级、指标、目标值、实际值、分值 等",
        table="each",
        default={},
        example="新增 | 产出/数量 | 新增就业 | 12000人 | 14401人 | 20",
    )
    overall: Overall | None = term("整体自评", "部门整体支出的绩效自评", default=None)
    performance: PerformanceWords = term("绩效说明", "说明十三的两段文字", default=PerformanceWords())
    evaluation: Evaluation | None = term(
        "绩效自评报告", "部门整体支出绩效自评报告：资金、目标、任务、指标、问卷和各节的文字", default=None
    )
    key_work: dict[str, Prose] = term(
        "重点工作", "第四部分：小标题和文字", default={}, example="{就业形势稳中向好: 新增就业｛指标.就业.新增｝}"
    )
    key_tasks: list[KeyTask] = term("重点工作表", "第四部分的表，一行一项", table=True, default=[])
    facts: dict[str, str] = term(
        "事实", "只在文字里出现、又不止一处用到的数，写一次，用｛事实.名称｝引用", default={}, example="{招聘会: 40场}"
    )
    glossary: dict[str, Prose] = term(
        "名词解释", "改写或补充通用的解释", default={}, example="{其他收入: 指利息等零星收入。}"
    )
    subjects: dict[str, SubjectEntry] = term(
        "科目",
        "科目表里没有的科目，或要改写的说明，键是编码",
        default={},
        example="{2080199: {名称: 其他人力资源管理支出}}",
    )
    rewrites: dict[str, Rewrite] = term(
        "改写",
        "标准句子的改写，键是那一句的地址；由 reportgen pull 从改过的 Word 稿写进来",
        default={},
        example="{part-3-total/收入支出决算总体情况说明/收入总计: {改为: 收入总计｛收入总计｝。}}",
    )
    waivers: list[Waiver] = term("豁免", "查出来而决定不改的，一行一处；合计对不上的不能豁免", table=True, default=[])

    def disclosure_of(self, kind: str) -> Disclosure:
        """When and where a report is published: what its own order says, else 公开."""
        order = self.reports.get(kind)
        return (order.disclosure if order else None) or self.disclosure
