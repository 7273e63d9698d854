"""Spending that the law has published by itself: 三公, 机关运行, 采购, and what the department owns.
The Chinese terms stand once, on the fields.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from reportgen.model.field import TOTAL, Keys, Table, term
from reportgen.model.figure import PIECES, SETS, VEHICLES, VISITS, WAN
from reportgen.model.terms import (
    COUNT_UNITS,
    PROCUREMENT_COLUMNS,
    PROCUREMENT_KINDS,
    THREE_PUBLIC_COLUMNS,
    THREE_PUBLIC_ITEMS,
)
from reportgen.model.values import Amount, Record
from reportgen.model.written import Prose

MEETINGS = ("会议费", "培训费")


class Reception(Record):
    """A row of 接待: what guests of one kind cost, what for, how many came and how many kept them company."""

    kind: str = term("类别", "外省市交流接待、省内接待、外事接待……，照要印的写", example="省内接待")
    amount: Amount = term("金额", "这一类的支出决算", example="0.10", key="接待.{类别}.金额", unit=WAN)
    matter: Prose = term("用途", "“主要用于……”", default="", example="省厅来我局调研", rolls="anew")
    groups: Amount | None = term("批次", "批次", default=None, example="1", key="接待.{类别}.批次", unit="批次")
    guests: Amount | None = term(
        "人次", "人次，含陪同的", default=None, example="24", key="接待.{类别}.人次", unit=VISITS
    )
    company: Amount | None = term(
        "陪同", "其中陪同的人次", default=None, example="4", key="接待.{类别}.陪同", unit=VISITS
    )


class FundShare(Record):
    """A row of 资金: what one fund was to pay, and paid, of an item of 三公 or of 会议费, 培训费."""

    fund: Literal["一般公共", "政府性基金", "国有资本"] = term(
        "资金", "一般公共、政府性基金 或 国有资本", example="政府性基金"
    )
    item: Literal["因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费", "会议费", "培训费"] = term(
        "项目", "“三公”的四项，或 会议费、培训费", example="公务接待费"
    )
    budget: Amount | None = term(
        "预算数", "这种资金安排的预算", default=None, example="0.50", key="三公.{项目}.{资金}.预算数", unit=WAN
    )
    spent: Amount = term("决算数", "这种资金的决算", example="0.35", key="三公.{项目}.{资金}.决算数", unit=WAN)


class ThreePublic(Record):
    """三公经费: 因公出国（境）费, 公务用车购置及运行维护费, 公务接待费."""

    budget: Literal["年初预算", "全年预算"] = term(
        "预算口径", "表上的“预算数”是 年初预算 还是 全年预算", default="全年预算", example="全年预算"
    )
    money: list[dict[str, str]] = term(
        "金额",
        "四行：因公出国（境）费、公务用车购置费、公务用车运行维护费、公务接待费；两栏：预算数、决算数",
        default=[],
        example="公务接待费 | 2 | 0.15",
        table=Table(names_rows=("项目",), cells="amount", columns=THREE_PUBLIC_COLUMNS, rows=THREE_PUBLIC_ITEMS),
        key="三公.{项目}.{}",
        unit=WAN,
        missing="unknown",
    )
    counts: dict[str, Amount] = term(
        "实物量",
        "出国团组、出国人次、购置车辆、保有车辆、国内接待批次、国内接待人次、外事接待批次、外事接待人次",
        default={},
        example="{国内接待批次: 3, 国内接待人次: 52}",
        keys=Keys(names=tuple(COUNT_UNITS)),
        key="实物量.{}",
        unit=COUNT_UNITS,
        missing="unknown",
    )
    shares: list[FundShare] = term(
        "资金",
        "版式按资金印“三公”、会议费、培训费的才写：资金、项目、预算数、决算数；没有写的一般公共是全部减去别的资金，别的资金没有写的是 0",
        default=[],
        example="政府性基金 | 公务接待费 | 0.50 | 0.35",
        table=Table(names_rows=("资金", "项目")),
    )
    receptions: list[Reception] = term(
        "接待",
        "公务接待分类别说时：类别、金额、用途、批次、人次、陪同；国内接待批次、人次由各类相加",
        default=[],
        example="省内接待 | 0.10 | 省厅来我局调研 | 1 | 24 | 4",
        table=Table(names_rows=("类别",)),
    )


class Assets(Record):
    """国有资产."""

    vehicles: dict[str, Amount] = term(
        "车辆",
        "各种公务用车年末的辆数，种类照版式里的写",
        default={},
        example="{执法执勤用车: 2, 其他用车: 1}",
        keys=Keys("vehicle", totals=(TOTAL,)),
        key="车辆.{}",
        unit=VEHICLES,
        missing="blank",
    )
    vehicle_note: Prose = term(
        "车辆说明", "“其他用车”是什么车等，接在车辆一句后面", default="", example="其他用车为业务用车", rolls="anew"
    )
    general: Amount | None = term(
        "通用设备",
        "单价 50 万元（含）以上通用设备的台（套）数",
        default=None,
        example="0",
        key="设备.通用",
        unit=SETS,
        missing="unknown",
    )
    special: Amount | None = term(
        "专用设备",
        "单价 100 万元（含）以上专用设备的台（套）数",
        default=None,
        example="0",
        key="设备.专用",
        unit=SETS,
        missing="unknown",
    )


class Meeting(Record):
    """A row of 会议费和培训费: what meetings, or courses, were to cost and did cost, how many there were, how many came."""

    name: Literal["会议费", "培训费"] = term("项目", "会议费 或 培训费", example="会议费")
    budget: Amount | None = term(
        "预算数",
        "财政拨款预算数",
        default=None,
        example="12",
        key="会议培训.{项目}.预算数",
        unit=WAN,
        missing="unknown",
    )
    spent: Amount = term(
        "决算数", "财政拨款决算数", example="10.35", key="会议培训.{项目}.决算数", unit=WAN, missing="unknown"
    )
    held: Amount = term(
        "次数", "全年的会议或培训有几个", example="8", key="会议培训.{项目}.次数", unit=PIECES, missing="unknown"
    )
    attended: Amount = term(
        "人次", "参加会议或培训的人次", example="320", key="会议培训.{项目}.人次", unit=VISITS, missing="unknown"
    )


class Expenses(Record):
    """Spending that the law has published by itself: 三公, 机关运行, 采购, and what the department owns."""

    group: ClassVar[str] = "三公、运行、采购、资产"

    three_public: ThreePublic = term("三公经费", "三公经费的预算数、决算数和实物量", default=ThreePublic())
    operating: Amount | None = term(
        "机关运行经费",
        "各单位“机关运行”都是 是 时可不写，等于公用经费；有 否 的单位时要写",
        default=None,
        example="686.51",
        key="机关运行经费",
        unit=WAN,
    )
    procurement: list[dict[str, str]] = term(
        "政府采购",
        "三行：货物、工程、服务；三栏：金额、中小企业、小微企业",
        default=[],
        example="货物 | 5.83 | 5.83 | 5.83",
        table=Table(names_rows=("类别",), cells="amount", columns=PROCUREMENT_COLUMNS, rows=PROCUREMENT_KINDS),
        key="政府采购.{类别}.{}",
        unit=WAN,
        missing="unknown",
        prose=False,
    )
    assets: Assets = term("国有资产", "年末的车辆和设备", default=Assets())
    meetings: list[Meeting] = term(
        "会议费和培训费",
        "会议费、培训费的预算数、决算数、次数和人次；版式要印的才写",
        default=[],
        table=Table(names_rows=("项目",)),
        prose=False,
    )
    supplement: dict[str, Amount] = term(
        "补充数据",
        "版式另外要的数：名称和单位见版式的 records（reportgen editions show 版式名）；没有就写 0",
        default={},
        example="{采购预留.中小企业: 120.00, 绩效管理.自评项目: 3}",
        key="补充.{}",
        missing="asked",
        rolls="anew",
        prose=False,
    )
    supplement_words: dict[str, Prose] = term(
        "补充文字",
        "版式另外要写的话：名称见版式的 texts（reportgen editions show 版式名）；没有的不写",
        default={},
        example="{三公用途.接待: 兄弟单位来沪考察的接待}",
        prose=True,
        rolls="anew",
    )
