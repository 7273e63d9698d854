"""The other files of an edition as they are written: tables/NAME.yaml, sections/NAME.yaml, terms.yaml, kind.yaml,
lists of subjects.
"""

from __future__ import annotations

from typing import Annotated, Literal

from reportgen.editions.values import (
    CheckCode,
    Definition,
    Digits,
    Flag,
    Heading,
    HeadText,
    MoneyUnit,
    Printed,
    Text,
    Width,
    setting,
    whole,
)

Style = Literal["total", "group", "strong"]
CodeList = Literal["功能类", "预算功能类", "经济科目", "科目", "用到的经济科目", "单位", "项目", "预算项目"]


class SplitColumn(Definition):
    """A column of codes as several, one for each level."""

    head: Text | None = setting("这几栏上面的栏名；不写用这一栏的", default=None)
    levels: list[Literal["类", "款", "项"]] = setting("分成哪几级")


class ColumnDefinition(Definition):
    """A column, or a heading over several."""

    name: Text = setting("名字：公式里用它；不写 head 就印它", default="")
    head: Text | None = setting("印出来的栏名，`<br/>` 换行", default=None)
    kind: Literal["amount", "label", "code", "line", "unit", "unit-code"] = setting(
        "这一栏是什么：amount 金额、label 名称、code 编码、line 行次、unit 和 unit-code 这一行的单位",
        key="type",
        default="amount",
    )
    width: Width = setting("宽度，各栏之间的比例", default=10)
    pick: Text | None = setting(
        "键：这一栏挑哪些数；一行一个项目的表写 项目.{项目}.执行数；各行挑“三公”各项的写 预算数、决算数", default=None
    )
    formula: list[Text] = setting("公式：按栏名，A..B 是一段，-A 是减", key="sum", default=[])
    key: Text | None = setting("给这一栏的合计起的名字", default=None)
    number: Annotated[int, whole(1, 99)] | None = setting("表样上的栏次，可以有缺号", default=None)
    optional: Flag = setting("有数才印", default=False)
    level: Literal["类", "款", "项"] | None = setting(
        "编码一栏只印哪一级：类、款、项（分三栏印 201、06、01）；不写印整个编码", default=None
    )
    split: SplitColumn | None = setting("版式写着 split_codes 时，编码这一栏分成的几栏", default=None)
    columns: list[ColumnDefinition] | None = setting("下面的各栏：这一条只是它们共同的表头", default=None)


class RowDefinition(Definition):
    """A row, an empty row, or rows that are made from a list."""

    name: Text = setting("名字：公式里用它；不写 label 就印它", default="")
    label: Text | None = setting("印出来的项目名称", default=None)
    pick: Text | None = setting(
        '键：这一行再挑哪些数；不写就是各栏的全部（总计行）；写了 each 就要写，各栏已经是完整的键写 ""', default=None
    )
    formula: list[Text] = setting("公式：按行名，A..B 是一段，-A 是减", key="sum", default=[])
    key: Text | None = setting("给这个数起的名字，如 收入总计", default=None)
    balances: Text | None = setting("必须和它相等的另一个数的键", default=None)
    code: Text = setting("这一行的编码", default="")
    style: Style | None = setting("样子：total 合计、group 分组、strong 加粗", default=None)
    indent: Annotated[int, whole(0, 2)] = setting("缩进几格", default=0)
    blank: Flag = setting("空行", default=False)
    optional: Flag = setting("有数才印；生成的各行，一行一行看", default=False)
    ordinal: Flag = setting("前面印 一、二、三……，照印出来的行数", default=False)
    each: CodeList | None = setting(
        "照一张表生成各行（功能类、预算功能类、经济科目），或照数据里有的（科目、用到的经济科目、单位、项目、预算项目）",
        default=None,
    )
    of: list[Text] = setting("只要这几类编码", default=[])
    digits: list[Digits] = setting("只印这几级编码的行：3、5、7 位；不写是各级都印", default=[])
    total: Literal["first", "last", "none"] = setting("生成的各行的合计印在最前、最后，还是不印", default="first")
    empty_lines: Annotated[int, whole(0, 20)] = setting("一行也没有时空几行", default=0)
    total_label: Text = setting("生成的各行的合计印什么字", default="合　计")
    level_indent: Flag = setting("生成的各行的名称按级缩进", default=True)
    below: Literal["科目"] | None = setting("每个单位下面再印它的项级科目", default=None)
    flat: Flag = setting("只印下面的各行，不印单位行", default=False)


class FootDefinition(Definition):
    """A cell below all legs."""

    name: Text = setting("名字")
    label: Text | None = setting("印出来的字", default=None)
    legs: list[Annotated[int, whole(0, 9)]] = setting("横跨哪几半，从 0 数起")
    formula: list[Text] = setting("公式：按行的键", key="sum", default=[])
    key: Text | None = setting("给这个数起的名字", default=None)
    style: Style | None = setting("样子：total、group、strong", default=None)


class LegDefinition(Definition):
    """One half of a table."""

    name: Text = setting("名字：上面各层用它来改这一半")
    head: Text = setting("这一半上面的表头", default="")
    pick: Text | None = setting("加在这一半每一格上的键；不写用整张表的", default=None)
    columns: list[ColumnDefinition] = setting("各栏")
    rows: list[RowDefinition] = setting("各行", default=[])
    foot: list[RowDefinition] = setting("各半对齐的最下面几行", default=[])


class RuleDefinition(Definition):
    """An entry of `rules`: what a check of the table or section is; see Rule of the checks."""

    title: Text = setting("检查的标题")
    what: Text = setting("规则；不写用这一种检查通用的话", default="")
    why: Text = setting("为什么；不写用通用的话", default="")
    remedy: Text = setting("怎么改；不写用通用的话", default="")
    aliases: list[Text] = setting("GovBudgetChecker 的编号", default=[])
    approved: list[Text] = setting("键里有这些词的核定数，不在公式里也归这一条", default=[])
    waivable: Flag = setting("能不能豁免", default=False)
    table: Text = setting("不查公式，查与另一张表印的数一样：那张表的编号", default="")
    keys: list[Text] = setting("两张表都印的键；{类} 换成每一类", default=[])


class HeadLine(Definition):
    """A line between the title of a table and its head."""

    left: HeadText = setting("左边的字", default="")
    right: HeadText = setting("右边的字", default="")


class TableFile(Definition):
    """tables/NAME.yaml."""

    title: Printed = setting("表名；{year} 会换成年度")
    page: Literal["portrait", "landscape"] = setting("竖排还是横排", default="portrait")
    column_numbers: Literal["columns", "legs"] | None = setting("印一行栏次：按栏数，或按左右两半", default=None)
    column_head: Text | list[Text] = setting("栏次一行最前面的字；写列表就一栏一个", default="栏次")
    unit: MoneyUnit | None = setting("这张表的金额单位；不写用版式的 money_unit", default=None)
    zeros: Flag | None = setting("没有数的格子印 0.00；不写用版式的", default=None)
    head_lines: list[HeadLine] | None = setting("题名和表头之间的各行；不写用版式的", default=None)
    wide_totals: Flag | None = setting("合计一行的名称跨过编码的各栏；不写用版式的", default=None)
    pick: Text = setting("加在每一格上的键", default="")
    notes: list[Printed] = setting("表下面的注", default=[])
    nil: Printed = setting("空表印的一句话", default="")
    nil_when: list[Text] = setting("这些数都是 0 就是空表", default=[])
    checks: dict[Text, CheckCode] = setting(
        "哪一行、columns（各栏公式）、rows（各行公式）、balance 记在检查目录的哪一条", default={}
    )
    rules: dict[Text, RuleDefinition] = setting("检查目录的一条是什么：一条只在一处写", default={})
    legs: list[LegDefinition] = setting("左右并排的各半")
    least: Annotated[int, whole(0, 60)] = setting("至少几行（不算表尾），不够的补空行", default=0)
    feet: list[FootDefinition] = setting("各半下面的合计格", default=[])


class StatesEntry(Definition):
    """An entry of `states` with a condition."""

    when: Text | None = setting("这个数不是 0 时", default=None)
    unless: Text | None = setting("这个数是 0 时", default=None)
    given: Text | None = setting("写了这个顶层键时", default=None)
    each: Text | None = setting("每一个：codes（科目）、项目、部门预算.项目……", default=None)
    of: Text | None = setting("each: codes 时：挑哪些数", default=None)
    stage: Text | None = setting("与哪个预算比", default=None)
    digits: Digits | None = setting("each: codes 时：编码几位", default=None)
    digits_in: Text | None = setting("each: codes 时：编码几位写在版式的哪个设置里，如 entries.digits", default=None)
    keys: list[Text] | None = setting("必须印的键；{} 换成科目或项目", default=None)

    def __str__(self) -> str:
        return str(self.model_dump(exclude_unset=True))


class SectionFile(Definition):
    """sections/NAME.yaml."""

    heading: Heading = setting("标题，序号由程序编；{名字} 换成 words 里的词", default="")
    contents: Heading = setting("目录里的标题；不写就是 heading", default="")
    needs: Text = setting("没有这个顶层键就不印这一节", default="")
    unless: Text = setting("写了这个顶层键就不印这一节", default="")
    reasons_together: Flag = setting("各数增减的原因在这一节里合起来说，不必每一段都说", default=False)
    check: CheckCode | None = setting("这一节漏印了数，记在检查目录的哪一条", default=None)
    rules: dict[Text, RuleDefinition] = setting("检查目录的一条是什么：一条只在一处写", default={})
    states: list[Text | StatesEntry] = setting("正文必须印的键", default=[])


class TermDefinition(Definition):
    """An entry of terms.yaml."""

    term: Text = setting("名词")
    when: Text = setting("这个数不是 0 才印", default="")
    text: Text = setting("解释；｛级次｝ 换成部门的级次", default="")
    lists: Text = setting("印一串科目", key="list", default="")
    more: Text = setting("补充文字里的名称：写了就接着印，怎么接写在模板里", default="")


class SubjectClass(Definition):
    """A row of the tables by 功能分类."""

    code: Text = setting("编码")
    name: Text = setting("名称")


class SubjectDefinition(Definition):
    """A 功能科目."""

    name: Text = setting("名称", default="")
    note: Text = setting("一句说明，印在名词解释里", default="")


class AbolishedSubject(Definition):
    """A 科目 that is no more."""

    new: Text = setting("改用的编码", key="新", default="")
    since: Text = setting("从哪一年起", key="自", default="")


class SubjectsFile(Definition):
    """subjects/YEAR.yaml."""

    extends: Text = setting("去年的科目表：只写变了的", default="")
    classes: list[SubjectClass] = setting("决算表 01、04 的行，次序就是印的次序", key="功能类", default=[])
    budget_classes: list[SubjectClass] = setting("预算表的行，次序就是印的次序", key="预算功能类", default=[])
    functional: dict[Text, SubjectDefinition] = setting(
        "功能分类科目：类 3 位、款 5 位、项 7 位", key="功能科目", default={}
    )
    economic: dict[Text, Text] = setting("经济分类科目：类 3 位、款 5 位", key="经济科目", default={})
    economic_besides: dict[Text, Text] = setting(
        "全国的经济分类里有、表里不逐行印的款：数据里用到才多印一行", key="其余经济科目", default={}
    )
    abolished: dict[Text, AbolishedSubject] = setting("废止的科目", key="废止科目", default={})


class VariantFile(Definition):
    """A kind of report that is printed by the editions of another one."""

    short: Text = setting("列表里的短名，如 单位决算；不写用名称", default="")
    needs: list[Text] | None = setting("没有这些顶层键就做不出来；不写同这一种", default=None)


class KindFile(Definition):
    """kind.yaml."""

    name: Text = setting("报告种类的名称，数据里「报告」下面写它")
    short: Text = setting("列表里的短名，如 决算；不写用名称", default="")
    order: Annotated[int, whole(0, 999)] = setting("先后次序", default=99)
    dated: Annotated[int, whole(0, 9)] = setting("在所说的年度以后几年做：预算 0，决算 1", default=1)
    needs: list[Text] = setting("没有这些顶层键就做不出来", default=[])
    variants: dict[Text, VariantFile] = setting(
        "用同样的版式、换几个词的报告，如 单位决算公开；换什么写在版式的 variants 里", default={}
    )
    renamed: dict[Text, Text] = setting("不再有的版式：名称 → 现在怎么写，找不到它时就说这一句", default={})
