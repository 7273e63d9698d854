"""checksheet.yaml as it is written: what the bureau asks of a report, and where `publish` looks for the answers."""

from __future__ import annotations

from reportgen.editions.values import Definition, Digits, Flag, Text, setting


class TableCodes(Definition):
    """How fine the codes of a table must be."""

    table: Text = setting("哪张表")
    digits: Digits = setting("编码到几位")


class SheetItem(Definition):
    """One item of the check sheet."""

    item: Text = setting("检查内容；按表列的，{table} 是表名，{label} 是表号")
    basis: Text = setting("依据", default="")
    section: Text = setting("看哪一节印了没有", default="")
    states: list[Text] = setting("这一节还要印出的数", default=[])
    tells: list[Text] = setting("印了就抄下来的数", default=[])
    when: Text | None = setting("这个数是 0 就不适用", default=None)
    tables: dict[Text, list[Text]] | None = setting("每一张表各一项；表里抄下来的数", default=None)
    deadline: Flag = setting("从批复日期、公开日期算", default=False)
    nil: Flag = setting("没有数的表都列了空表、写了说明", default=False)
    checks: list[Text] = setting("看核对清单里这些检查的结果", default=[])
    about: Text | None = setting("只看键以它开头的发现", default=None)
    codes: TableCodes | None = setting("看表里的科目编码到了几位", default=None)
    manual: Text | None = setting("程序看不到，留空；可以抄 网址、批复文号", default=None)


class SheetAspect(Definition):
    """A group of items."""

    aspect: Text = setting("方面")
    items: list[SheetItem] = setting("各项")


class ChecksheetFile(Definition):
    """checksheet.yaml."""

    title: Text = setting("检查表的标题")
    words: dict[Text, Text] = setting("一个数怎么说；没有列的照键里的词连起来说", default={})
    aspects: list[SheetAspect] = setting("各个方面")
