"""Who publishes, of which year, which reports: 部门, 报告, 公开, 单位构成, 人员, 职能. The Chinese terms stand once,
on the fields.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from reportgen.model.field import Keys, Table, term
from reportgen.model.figure import PERSONS
from reportgen.model.values import Amount, Day, Paragraphs, Record, Words, YesNo
from reportgen.model.written import Prose

STAFF = ("行政", "事业", "参公", "员额", "今年新进", "退休", "离休")
STAFF_TOTALS = ("在职", "离退休", "编制", "行政编制", "事业编制")
"""They are compared with their parts (C093)."""


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
        "批复日期", "财政批复决算的日期，从它起 20 日内公开", default=None, example="2024-09-02", rolls="anew"
    )
    approval_number: Words | None = term(
        "批复文号", "批复的文号，只作记录", default=None, example="江财决〔2024〕1号", rolls="anew"
    )
    published_on: Day | None = term("公开日期", "在网上公开的日期", default=None, example="2024-09-20", rolls="anew")
    url: Words | None = term(
        "网址", "公开的网址，印在报告末尾", default=None, example="https://example.invalid/", rolls="anew"
    )
    last_year_url: Words | None = term(
        "上年决算网址",
        "上年决算公开的网址，网页从页脚连过去",
        default=None,
        example="https://example.invalid/2022/",
        rolls="anew",
    )
    budget_url: Words | None = term(
        "预算网址",
        "本年部门预算公开的网址，网页从页脚连过去",
        default=None,
        example="https://example.invalid/budget/",
        rolls="anew",
    )
    phone: Words | None = term(
        "咨询电话", "办公室电话，印在报告末尾；不要写个人手机", default=None, example="027-00000000"
    )


class ReportOrder(Record):
    """One report to be made from this department-year."""

    edition: str = term("版式", "用哪个版式（省市、年度的格式）；有哪些见 reportgen editions", example="hubei-2023")
    day: Day | None = term("日期", "封面上的日期；不写就不印", default=None, example="2024-09-29", rolls="anew")
    budget: Literal["年初预算", "全年预算"] = term(
        "预算口径", "说明五（三）的完成率与哪个预算比：年初预算 或 全年预算", default="年初预算", example="年初预算"
    )
    disclosure: Disclosure | None = term(
        "公开",
        "这份报告自己的批复、公开日期和网址，写法同顶层的「公开」；一个文件夹出几种报告时，各写各的",
        default=None,
        example="{批复日期: 2024-01-10, 公开日期: 2024-01-25}",
        rolls="kept",
    )


class Unit(Record):
    """One unit of the 单位构成."""

    name: str = term("单位", "短名，收支表的“单位”栏用它", example="本级")
    full_name: str = term("全称", "单位全称", example="某市某区人力资源和社会保障局")
    nature: str = term("性质", "行政、参公、事业", default="行政", example="行政")
    tier: str = term("层级", "本级、二级 等", default="本级", example="本级")
    code: str = term("编码", "单位的预算编码，部门预算的表印它", default="", example="33001")
    note: str = term("备注", "单位表里“备注”一栏；版式有这一栏才印", default="", example="预算并入本级")
    three_public: YesNo = term("三公", "有没有财政拨款安排的三公经费：是 或 否", default=True, example="是")
    operating: YesNo = term(
        "机关运行", "公用经费算不算机关运行经费：行政、参公单位写 是，其他写 否", default=True, example="是"
    )


class Organization(Record):
    """Who publishes, of which year, which reports: 部门, 报告, 公开, 单位构成, 人员, 职能."""

    group: ClassVar[str] = "谁、哪一年、出什么报告"

    year: int = term("年度", "决算的年度", example="2023", ge=1950, le=2999, prose=False)
    money_unit: Literal["万元", "元"] = term(
        "金额单位", "全部数据用 万元 还是 元，不能混用", example="万元", prose=False
    )
    department: Department = term("部门", "部门的名称和级次")
    reports: dict[str, ReportOrder] = term(
        "报告", "要出哪些报告，各用什么版式", example="{部门决算公开: {版式: hubei-2023}}", prose=False
    )
    disclosure: Disclosure = term("公开", "批复和公开的日期、文号、网址、电话", default=Disclosure())
    units: list[Unit] = term(
        "单位构成", "纳入预算、决算的单位，一行一个", default=[], table=Table(names_rows=("单位",)), prose=False
    )
    staff: dict[str, Amount] = term(
        "人员",
        "行政、事业、参公（事业里的其中数）、员额、今年新进、退休、离休 的人数；在职、离退休由程序加",
        default={},
        example="{行政: 10, 事业: 42, 退休: 31, 离休: 0}",
        keys=Keys(names=STAFF, also=STAFF_TOTALS),
        key="人员.{}",
        unit=PERSONS,
        missing="unknown",
        prose=False,
    )
    duties: Paragraphs = term("主要职能", "一条一行，或一段话", default=[], example="[拟订政策, 组织实施]", prose=True)
