"""The year in money: 收支, balances, budgets, and what is stated of them: 核定, 上年, 原因. The Chinese terms stand once,
on the fields.
"""

from __future__ import annotations

from typing import ClassVar

from reportgen.model.budget import Budget
from reportgen.model.field import Keys, Table, term
from reportgen.model.figure import WAN
from reportgen.model.selection import BASIC, GENERAL, SUBJECT
from reportgen.model.terms import BY_SUBJECT, STATED
from reportgen.model.values import Amount, Record
from reportgen.model.written import Prose


class Restatement(Record):
    """口径调整 of one figure of last year."""

    value: Amount = term("上年数", "调整后的上年数", example="4100")
    reason: Prose = term("原因", "为什么调整，和数一起印出来", example="一个单位划出，上年数相应调整")


class SpendingShare(Record):
    """A row of 支出明细: a cell of 收支, split by 经济科目."""

    subject: str = term("科目", "功能分类的项级编码", example="2080101", refers=SUBJECT)
    economic: str = term("经济科目", "经济分类的款级编码", example="30101", refers=SUBJECT)
    amount: Amount = term("金额", "决算数", example="123.49", rolls="anew if written")
    fund: str = term("资金", "哪种资金；不写是一般公共", default=GENERAL, example="政府性基金")
    kind: str = term("类别", "基本支出、项目支出……；不写是基本支出", default=BASIC, example="项目支出")
    unit: str = term("单位", "哪个单位的；收支分单位写的才写", default="", example="本级")


class Accounts(Record):
    """The year in money: 收支, balances, budgets, and what is stated of them: 核定, 上年, 原因."""

    group: ClassVar[str] = "收支和预算"

    accounts: list[dict[str, str]] = term(
        "收支",
        "全部收支，一行一个项级科目；表头写资金和类别，用点连",
        default=[],
        example="2080101 | 1,778.49 | -",
        table=BY_SUBJECT,
        prose=False,
        rolls="anew if written",
    )
    detail: list[SpendingShare] = term(
        "支出明细",
        "版式要按经济科目印支出的才写：收支的一格分成几行，一行一个科目和经济科目；写了就与收支核对，一般公共的基本支出全写了的，不再写 基本支出",
        default=[],
        table=Table(names_rows=("科目", "经济科目", "资金", "类别")),
        prose=False,
    )
    opening: dict[str, Amount] = term(
        "年初结转和结余",
        "按资金写年初结转和结余",
        default={},
        example="{一般公共: 134.47, 其他资金: 461.25}",
        keys=Keys("fund"),
        rolls="closing",
    )
    closing: dict[str, Amount] = term(
        "年末结转和结余",
        "按资金写；不写的由 年初＋收入－支出 推出，写了就核对",
        default={},
        example="{其他资金: 454.85}",
        keys=Keys("fund"),
        rolls="anew",
    )
    from_reserves: Amount | None = term(
        "使用非财政拨款结余", "事业单位动用往年结余弥补收支差额的数", default=None, example="0", rolls="anew"
    )
    distribution: Amount | None = term(
        "结余分配", "交企业所得税、提专用结余等分配数", default=None, example="0", rolls="anew"
    )
    economic: dict[str, Amount] = term(
        "基本支出",
        "一般公共预算基本支出的经济分类：款级编码和数",
        default={},
        example="{30101: 164.86, 30102: 138.50}",
        keys=Keys("economic"),
        key="经济.{}",
        unit=WAN,
    )
    initial_budget: list[dict[str, str]] | dict[str, str] = term(
        "年初预算",
        "年初预算：知道到哪一级写到哪一级，合计、类、项都行；也可写成表",
        default={},
        example="{合计: 3231.05}",
        table=BY_SUBJECT,
        prose=False,
        rolls="anew if written",
    )
    budget: Budget | None = term(
        "部门预算",
        "部门预算公开用的全部内容；写了它，年初预算就从它取，不另写；可以分写在几个文件里",
        default=None,
        parts=True,
        group="部门预算",
    )
    full_budget: list[dict[str, str]] | dict[str, str] = term(
        "全年预算",
        "全年（调整后）预算，写法同年初预算",
        default={},
        example="{205: 270, 208: 3314.14}",
        table=BY_SUBJECT,
        prose=False,
        rolls="anew if written",
    )
    approved: dict[str, Amount] = term(
        "核定数",
        "批复的数，按键写：照它印、拿它核对，不参与加总",
        default={},
        example="{收入总计: 3991.22, 支出.208: 2965.16}",
        keys=Keys("figure"),
        rolls="anew",
        group=STATED,
    )
    last_year: dict[str, Amount] = term(
        "上年数",
        "上年的数，按键写；上年的完整文件夹放在旁边时可不写",
        default={},
        example="{本年收入合计: 4193.92}",
        keys=Keys("last year's figure"),
        rolls="left out",
        group=STATED,
    )
    corrected: dict[str, str] = term(
        "工作簿更正",
        "文件夹里放着工作簿、它的一格又确实不对时：数照旧写在原来的地方，这里写它的键和原因，就以写的为准",
        default={},
        example="{三公.公务接待费.决算数: 导出后补录了一笔}",
        keys=Keys("figure"),
        prose=False,
        rolls="left out",
        group=STATED,
    )
    restated: dict[str, Restatement] = term(
        "口径调整",
        "上年数因口径变了而重述的",
        default={},
        example="{收入总计: {上年数: 4100, 原因: 一个单位划出}}",
        keys=Keys("last year's figure"),
        rolls="left out",
        group=STATED,
    )
    reasons: dict[str, Prose] = term(
        "原因",
        "增减、超支的原因，按键写；没写的沿用上一级中增减方向相同的，最后是 总体（或 总体.增加、总体.减少）",
        default={},
        example="{总体: 项目增加, 支出.205: 新增培训项目}",
        keys=Keys("figure"),
        prose=True,
        rolls="anew",
        group=STATED,
    )
    uses: dict[str, Prose] = term(
        "科目用途",
        "五（二）“主要是用于……”，按科目编码写",
        default={},
        example="{208: 机构运转和就业服务}",
        keys=Keys("subject", digits=(3, 5, 7)),
        prose=True,
        rolls="anew",
        group=STATED,
    )
    project_effects: dict[str, Prose] = term(
        "项目支出成效",
        "五（三）项目支出的用途和成效，按科目编码或项目短名写",
        default={},
        example="{208: 新增就业｛指标.就业.新增｝}",
        keys=Keys("subject or project", digits=(3, 5, 7)),
        prose=True,
        rolls="anew",
        group=STATED,
    )
