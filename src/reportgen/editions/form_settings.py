"""What an edition says of the self-evaluation forms: of each kind its title, its weights and its places in print."""

from __future__ import annotations

from typing import Annotated, Literal

from reportgen.editions.values import Definition, Flag, Places, Points, Text, filled, setting

Kind = Literal["项目", "整体", "转移支付"]
Ticked = Literal["项目类别", "项目属性", "项目类型"]


class FormKind(Definition):
    """One kind of self-evaluation form."""

    title: Annotated[str, filled("year", "unit", "short", "name", "number")] = setting(
        "表的题名；{name} 是项目、转移支付的名称，{number} 是第几张（⑴、⑵……），项目和转移支付接着数",
        default="{year}年度{name}绩效自评表",
    )
    goal: Points = setting(
        "「总目标」一行的分值；0 就不印这一行。执行、总目标、指标三样加起来是 100", key="总目标", default=0
    )
    percent: Places | None = setting("表里的执行率印几位小数；不写和正文一样", key="%", default=None)
    points: Places | None = setting("由公式算出的得分保留几位小数；不写用 score_places", key="分", default=None)
    score_in_head: Flag = setting("自评得分印在表头；不然是最后一行的总分", default=False)
    notes: list[Text] | None = setting("表下面的备注；不写用 form_notes", default=None)
    notes_word: Text = setting("备注前面的词", default="备注：")


class TickedRow(Definition):
    """One row of options of which the project's own are ticked."""

    row: Text = setting("这一行的名称，如 项目类型")
    of: Ticked = setting("打勾的是哪一样：项目类别、项目属性、项目类型（选项在 form_options）")
    amount: Text = setting("每个选项后面印这个词和金额，如 资金量；不写不印", default="")


class FormLooks(Definition):
    """Words and marks that all forms of an edition have."""

    unit: Text = setting("表头左边单位名称前的词；不写是“部门名称”或“单位名称”")
    score: Text = setting("表头上得分前面的词")
    ticked: Text = setting("选中的记号")
    unticked: Text = setting("没有选中的记号")
    option: Annotated[str, filled("n")] = setting("选项前的序号")
    points: Flag = setting("指标和层级后面印不印分值（10分）")
    none: Annotated[str, filled("level")] = setting("这一级没有指标时印的话")
