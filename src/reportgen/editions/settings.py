"""edition.yaml as values: every setting with its meaning. Its default is what the lowest layer says,
templates/shared/edition.yaml.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict

from reportgen.editions.form_settings import FormKind, FormLooks, Kind, TickedRow
from reportgen.editions.values import (
    CheckCode,
    Definition,
    Flag,
    Heading,
    MoneyUnit,
    Number,
    NumberBefore,
    Places,
    Points,
    TableNumber,
    Text,
    YearRange,
    filled,
    setting,
)
from reportgen.editions.written import HeadLine

Inapplicable = Literal["满分", "零分"]
ListName = Literal["各类支出", "项目成效"]
Named = tuple[Text, Text]
"""What it is called, and its key."""


class OpenDefinition(Definition):
    """A mapping to which an edition may add what its own templates read."""

    model_config = ConfigDict(extra="allow")


class Precision(Definition):
    """Printed decimals by unit."""

    wan: Places = setting("万元的数印几位小数", key="万元")
    thousand: Places = setting("千元的数印几位小数", key="千元")
    yuan: Places = setting("元的数印几位小数", key="元")
    percent: Places = setting("百分数印几位小数", key="%")
    points: Places = setting("得分印几位小数", key="分")

    def of(self, unit: str) -> int | None:
        """The decimals of a unit; None for a unit of which the edition says nothing."""
        known = {"万元": self.wan, "千元": self.thousand, "元": self.yuan, "%": self.percent, "分": self.points}
        return known.get(unit)


class Separators(Definition):
    """Whether thousands are set off: 1,234.56."""

    tables: Flag = setting("各张表里印不印千分位逗号", key="表")
    text: Flag = setting("文字和自评表里印不印千分位逗号", key="文字")


class ChosenWords(OpenDefinition):
    """Words that an edition chooses."""

    more: Text = setting("比上年多时的动词", key="增加")
    less: Text = setting("比上年少时的动词", key="减少")
    grown: Text = setting("增长率是正数时的词", key="增长")
    fallen: Text = setting("增长率是负数时的词", key="下降")
    department: Text = setting("正文里称“部门”还是“单位”", key="部门")
    added: Text = setting("全年预算比年初预算多时的词", key="追加")
    cut: Text = setting("全年预算比年初预算少时的词", key="调减")
    own: Text = setting("送审单上本年的数叫什么：决算、预算", key="本数")


class ChosenPhrases(OpenDefinition):
    """Phrases of the comparison with last year."""

    level: Text = setting("与上年一样时的说法", key="持平")
    absent: Text = setting("上年没有这一项时的说法", key="上年无")
    negative: Text = setting("上年是负数、算不出增长率时的说法", key="上年为负")


class Deviations(Definition):
    """Where a draft looks for what deviates most."""

    budget: Text = setting("与预算比：按科目，如 支出.一般公共；空着不比")
    three_public: Flag = setting("与预算比：“三公”各项也比")
    last_year: list[Named] = setting("与上年比的数：[名称, 键]")


class LevelNames(Definition):
    """Levels of indicators, in the order of print."""

    first: list[Text] = setting("一级指标，次序就是印的次序")
    second: list[Text] = setting("二级指标，次序就是印的次序")
    always: dict[Text, list[Text]] = setting(
        "没有指标也要印的二级：一级 → 二级的列表，如 {效益: [经济效益, 社会效益]}", default={}
    )


class LevelSuffixes(Definition):
    """What is added to a level's name in print."""

    first: Text = setting("一级指标印出来的词尾")
    second: Text = setting("二级指标印出来的词尾")


class Deduction(Definition):
    """扣分: how much each step costs."""

    start: Number = setting("超出百分之几才扣", key="from")
    each: Number = setting("每满百分之几扣一次")
    share: Number = setting("一次扣分值的百分之几")


class OwnDeduction(Definition):
    """扣分 of one indicator: only what differs from the edition's."""

    start: Number | None = setting("超出百分之几才扣；不写用版式的", key="from", default=None)
    each: Number | None = setting("每满百分之几扣一次；不写用版式的", default=None)
    share: Number | None = setting("一次扣分值的百分之几；不写用版式的", default=None)


class StandardIndicator(Definition):
    """What the edition says of an indicator of one name."""

    explained: Text = setting("附件“指标说明”一栏", default="")
    formula: Text = setting("算式：数据里实际值空着时由它算，写了就核对", default="")
    says: Text = setting(
        "第四节里说算式和数的一句；｛键｝印数，｛年度｝是年度，｛实际值｝是这个指标的实际值", default=""
    )
    scoring: Literal["达标", "按率", "扣分"] = setting("计分的办法", default="达标")
    inapplicable: Inapplicable | None = setting("0 ÷ 0 时得 满分 还是 零分；不写用版式的", default=None)
    deduction: OwnDeduction = setting("扣分的规则；不写用版式的", default=OwnDeduction())


class RecordDefinition(Definition):
    """A number that only reports of this edition have: 补充数据 state it, 补充.名称 is its key."""

    unit: Text = setting("单位：万元、个、辆、台（套）、分、人……；金额照数据的金额单位填，印成万元")
    means: Text = setting("是什么数：给填数的人看", default="")
    optional: Flag = setting("不写就是没有（0）；不然不写就是还不知道", default=False)
    formula: list[Text] = setting("等于 records 里的哪几个数相加：数据写错了就报错", key="sum", default=[])
    within: Text = setting("是哪一个数（records 里的，或报告里的键）的其中数：大于它就提醒", default="")


class ScoreWeights(OpenDefinition):
    """Points of execution and of all indicators: together 100, or both 0 where nothing is scored."""

    execution: Points = setting("预算执行率的分值", key="执行")
    indicators: Points = setting("全部指标的分值；和“执行”加起来是 100", key="指标")


class ListForm(Definition):
    """How a list of the text is printed."""

    paragraphs: Literal["连写", "分段", "自动"] = setting("连写成一段，还是一条一段；自动：有一条不止半句时分段")
    number: NumberBefore = setting("分段时各条前面的序号，如 {n}. 或 （{n}）；只有一条时不印")


class Unbudgeted(Definition):
    """What is said of a 科目 that spends without a budget."""

    opening: Annotated[str, filled("stage")] = setting("开头：无{stage}，或 {stage}为0万元；{stage} 是预算口径")
    added: Text = setting("支出决算后面的话，如 为当年追加；空着不印")
    reason: Literal["要写", "写了才印", "不印"] = setting("原因：没有写就问、写了才印，还是不印")


class Numbers(Definition):
    """The numbers before headings and entries, level by level."""

    part: NumberBefore = setting("各部分的标题", key="部分")
    section: NumberBefore = setting("一部分里的各节；一部分不同的写在它的 numbers", key="节")
    subsection: NumberBefore = setting("一节里的小标题", key="小节")
    table: NumberBefore = setting("目录里的各张表", key="表")
    term: NumberBefore = setting("名词解释的各条", key="名词")

    def of(self, level: str) -> str | None:
        """How a level is numbered; None for no level."""
        by_level = {"部分": self.part, "节": self.section, "小节": self.subsection, "表": self.table, "名词": self.term}
        return by_level.get(level)


class PartSettings(Definition):
    """One 第N部分 of the report."""

    name: Text = setting("名字，上面各层用它来改这一部分")
    heading: Heading = setting("标题；{unit}、{short}、{year} 会换成单位、简称、年度，{名字} 换成 words 里的词")
    contents: Heading = setting("目录里的标题；不写就是 heading", default="")
    sections: list[Text] = setting("各节，次序就是印的次序；每一节是 sections/ 里的一个 YAML 和一个模板", default=[])
    tables: Flag = setting("这一部分印各张表", default=False)
    needs: Text = setting("没有这个键（如 部门预算.项目说明）就不印这一部分", default="")
    unless: Text = setting("写了这个键就不印这一部分", default="")
    titled: Flag = setting("印不印标题；不印就从下面的第一节、第一张表开始", default=True)
    listed: Flag = setting("目录里列不列下面的各节", default=True)
    numbers: NumberBefore | None = setting("这一部分各节的序号，如 （{一}）；不写用 numbers.节", default=None)


class EditionSettings(OpenDefinition):
    """edition.yaml, all layers merged. What it has besides is for the edition's own templates (`edition.X`)."""

    title: Text = setting("版式的名称，reportgen editions 里列的就是它")
    years: YearRange = setting(
        "给哪些年度用：2024，或 2020-2021；同一省市的几个版式不能重叠；下一层的不带过来", default=""
    )
    subjects: Text = setting("用哪一年的科目表：templates/subjects/<年>.yaml，没有这一年的就用前面最近一年的")
    precision: Precision = setting("各种单位的数印几位小数")
    trimmed: list[Text] = setting("哪些单位的数去掉小数末尾的零：98.50 分印 98.5 分")
    bare_hundred: Flag = setting("百分之百印 100%；写 false 照小数位印 100.00%")
    score_places: Places = setting("由公式算出的得分保留几位小数")
    document_title: Annotated[str, filled("unit", "short", "year", "kind", "部门")] = setting(
        "报告的题名；{unit} {short} {year} {kind} 会换成单位、简称、年度、报告种类"
    )
    table_title: Annotated[str, filled("unit", "short", "year", "title", "部门")] = setting(
        "表的题名；{unit} {short} {year} {title} 会换成单位、简称、年度、表名"
    )
    contents_pages: Flag = setting("目录里印不印页码（Word、PDF）")
    table_number: TableNumber = setting("表号：表{number} 或 公开{number:02d}表")
    numbers: Numbers = setting("标题和各条前面的序号：{一} 印一、二、三，{n} 印 1、2、3，{①} 印 ①②③；空着不印")
    money_unit: MoneyUnit = setting("各张表的金额单位；说明里的金额总是万元")
    separators: Separators = setting("千分位逗号印不印")
    plain_zeros: Flag = setting("文字里的 0 印 0（0万元），不印 0.00")
    zeros: Flag | list[Text] = setting("表里没有数的格子印 0.00，还是空着；写几张表的名字，就只有这几张印 0.00")
    split_codes: Flag = setting("编码分栏印：201、06、01；表里 split 说分成哪几栏")
    table_notes: Flag = setting("表下面的注印不印；空表的一句话总是印")
    nil_notes: Flag = setting("空表下面印不印“本年度无……”一句")
    wide_totals: Flag = setting("合计一行的名称跨过编码的各栏")
    head_lines: list[HeadLine] = setting(
        "题名和表头之间的各行：左、右；{unit}、{short}、{year}、{day}、{金额单位} 会换成单位、简称、年度、日期、金额单位"
    )
    formula_notes: Flag = setting("表下面的注里印不印公式（27行＝（1＋2＋…＋8）行）")
    words: ChosenWords = setting("版式选用的词；自己的模板要用的词也加在这里，模板里写 words.名字")
    phrases: ChosenPhrases = setting("与上年比较的几种固定说法")
    lists: dict[ListName, ListForm] = setting("正文里的列举：五（二）各类支出，五（三）项目成效")
    effects: Literal["成效", "项目"] = setting(
        "五（三）项目支出列什么：「项目支出成效」写了的，还是全部项目（连同不自评的，成效没有另写就用“产出和效益”）"
    )
    lead_in: Text = setting("五（三）逐个科目说明前面的一句；空着不印")
    unbudgeted: Unbudgeted = setting("没有预算而有支出的科目怎么说")
    nil_assets: Flag = setting("没有的车辆、设备说“没有”，不说 0")
    whole: Text = setting("报告总体增还是减看哪个数：「原因」里的 总体.增加、总体.减少")
    reason_groups: list[list[Text]] = setting("没有写的原因沿用谁的：每组第一个键没有写，依次用后面的，最后才是“总体”")
    key_figures: list[Named] = setting("送审单上的主要数据：[名称, 键]")
    deviations: Deviations = setting("送审单上“偏差最大的”从哪些数里找")
    deadline: Flag = setting("有没有法定的公开期限（批复后 20 日内），status 提醒")
    tables: list[Text] = setting("印哪些表、什么次序；表号由次序定；名字是 tables/ 里的文件名")
    page: Literal["portrait", "landscape"] = setting("封面、目录和正文各页竖排还是横排；各张表写在表里的 page")
    parts: list[PartSettings] = setting("报告的各部分；有名字，上面各层可以只改其中一个")
    forms: list[Literal["指标", "绩效自评报告", "绩效目标"]] = setting(
        "印哪一部分的表：指标（项目和整体的自评表）、绩效自评报告、绩效目标（预算的申报表）"
    )
    levels: LevelNames = setting("一级、二级指标的次序")
    level_suffixes: LevelSuffixes = setting("一级、二级指标印出来时的词尾")
    level_weights: dict[Text, Points] = setting("各一级指标应有的分值；不写不核对")
    weights: ScoreWeights = setting("自评的 100 分怎样分给执行率和指标；都是 0 就不计分")
    bands: dict[Text, Number] = setting("等级：名称 → 多少分起；最低一档从 0 起")
    indicators: dict[Text, StandardIndicator] = setting("版式规定的指标：名称 → 说明、算式、计分")
    inapplicable: Inapplicable = setting("0 ÷ 0 的指标得 满分 还是 零分")
    deduction: Deduction = setting("扣分：超出 from% 的每满 each% 扣分值的 share%")
    records: dict[Text, RecordDefinition] = setting(
        "这种版式另外要填的数：名称（如 采购预留.中小企业）→ 单位；数据里写在 补充数据，模板里的键是 补充.名称"
    )
    source_kinds: dict[Text, Text] = setting("预算里这种来源的收入算哪一种收入，如 专户管理资金: 事业收入；不写不算")
    spending_rows: bool = setting(
        "预算的表按 科目 × 经济科目 × 项目 印：要写「部门预算」的基本支出、项目支出，只有按科目的年初预算不够"
    )
    texts: dict[Text, Text] = setting(
        "这种版式另外要写的话：名称（如 三公用途.接待）→ 写什么；数据里写在 补充文字，模板里用 p.supplied"
    )
    left_out_checks: dict[CheckCode, Text] = setting("这种版式不做的检查：编号 → 理由；核对清单里写着，不算漏查")
    fund_sources: dict[Text, Text] = setting("资金表的来源：名称 → 哪些资金")
    form_options: dict[Text, list[Text]] = setting("自评表上打勾的选项；数据里写别的就报错")
    form_notes: list[Text] = setting("自评表的备注，一条一段")
    form_kinds: dict[Kind, FormKind] = setting("各种自评表：项目的、整体的、转移支付的")
    form_ticks: list[TickedRow] = setting("项目自评表上打勾的各行，次序就是印的次序")
    report_levels: list[Text] = setting("自评报告的表里列哪几个一级的指标；空着全部列")
    form_looks: FormLooks = setting("各种自评表都一样的词和记号")
    vehicle_kinds: list[Text] = setting("车辆种类，次序就是印的次序")
    left_out: list[Text] = setting("不印的节：parts 里列着，也不印")
    summaries: Flag = setting("自评表前印不印摘要版")
    short_dates: Flag = setting("填报日期的短写法：2022.4.14")


class EditionFile(EditionSettings):
    """edition.yaml of one layer, which names the layer below."""

    extends: Text = setting("下一层：同一种报告的另一个版式，最下面是 base", default="")
    variants: dict[Text, Any] = setting(
        "用同一个版式的另一种报告（如 单位决算公开）换成哪些设置：报告的名称 → 设置，写法和这个文件一样", default={}
    )
