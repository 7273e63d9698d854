"""What is told besides: 重点工作, 事实, 名词, and what was decided about findings and sentences.
The Chinese terms stand once, on the fields.
"""

from __future__ import annotations

from typing import ClassVar

from reportgen.model.evaluation import Evaluation
from reportgen.model.field import Keys, Table, term
from reportgen.model.terms import STATED
from reportgen.model.values import Day, Record
from reportgen.model.written import Prose


class KeyTask(Record):
    """A row of 重点工作表."""

    name: str = term("代号", "这一行的短名", example="1")
    matter: Prose = term("重要事项", "事项名称", example="稳定就业")
    goal: Prose = term(
        "工作内容及目标", "要做什么、做到多少", example="新增就业｛指标.就业.新增.目标值｝", rolls="anew"
    )
    done: Prose = term("完成情况", "做到了多少", example="新增就业｛指标.就业.新增｝", rolls="anew")


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


class Narrative(Record):
    """What is told besides: 重点工作, 事实, 名词, and what was decided about findings and sentences."""

    group: ClassVar[str] = "工作和名词"

    evaluation: Evaluation | None = term(
        "绩效自评报告",
        "部门整体支出绩效自评报告：资金、目标、任务、指标、问卷和各节的文字",
        default=None,
        group="绩效自评报告",
    )
    key_work: dict[str, Prose] = term(
        "重点工作",
        "第四部分：小标题和文字",
        default={},
        example="{就业形势稳中向好: 新增就业｛指标.就业.新增｝}",
        prose=True,
        rolls="anew",
    )
    key_tasks: list[KeyTask] = term("重点工作表", "第四部分的表，一行一项", default=[], table=Table())
    facts: dict[str, str] = term(
        "事实",
        "只在文字里出现、又不止一处用到的数，写一次，用｛事实.名称｝引用",
        default={},
        example="{招聘会: 40场}",
        key="事实.{}",
        rolls="formulas",
    )
    glossary: dict[str, Prose] = term(
        "名词解释", "改写或补充通用的解释", default={}, example="{其他收入: 指利息等零星收入。}", prose=True
    )
    subjects: dict[str, SubjectEntry] = term(
        "科目",
        "科目表里没有的科目，或要改写的说明，键是编码",
        default={},
        example="{2080199: {名称: 其他人力资源管理支出}}",
        keys=Keys("code"),
    )
    rewrites: dict[str, Rewrite] = term(
        "改写",
        "标准句子的改写，键是那一句的地址；由 reportgen pull 从改过的 Word 稿写进来",
        default={},
        example="{part-3-total/收入支出决算总体情况说明/收入总计: {改为: 收入总计｛收入总计｝。}}",
        prose=True,
    )
    waivers: list[Waiver] = term(
        "豁免",
        "查出来而决定不改的，一行一处；合计对不上的不能豁免",
        default=[],
        table=Table(),
        prose=False,
        rolls="left out",
        group=STATED,
    )
