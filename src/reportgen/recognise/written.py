"""The files of `templates/exports/` as they are written: words.yaml, FAMILY/family.yaml, FAMILY/FORM.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Words = Annotated[list[str], BeforeValidator(lambda value: value if isinstance(value, list) else [value])]
"""One word, or several that mean the same."""


class ExportWritten(BaseModel):
    """Base of everything that such a file says: keys that nothing reads are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, populate_by_name=True)


class ColumnWritten(ExportWritten):
    """A column, or a heading over several."""

    name: str = ""
    head: Words = Field([], description="栏名，几种叫法写成列表；不写就是 name")
    kind: Literal["amount", "label", "code", "line", "unit", "unit-code"] = Field("amount", alias="type")
    pick: str | None = None
    key: str | None = None
    formula: list[str] = Field([], alias="sum", description="公式：按栏名，A..B 是一段，-A 是减")
    unit: str | None = Field(None, description="这一栏的单位；不写是整张表的")
    control: bool = Field(False, description="是别的栏的合计，只核对不相加")
    optional: bool = Field(False, description="可以没有")
    lost: str = Field("", description="可以没有，没有时说这一样不知道")
    each: Literal["", "经济科目"] = Field("", description="表头是经济科目的各栏，一款一栏")
    columns: list[ColumnWritten] = []


class RowWritten(ExportWritten):
    """A row, or rows made of codes."""

    name: str = ""
    label: Words = Field([], description="项目名称，几种叫法写成列表；序号、缩进、其中不用写；不写就是 name")
    pick: str | None = None
    key: str | None = None
    keys: dict[str, str] = Field({}, description="栏名: 键，各栏不是同一个数的")
    formula: list[str] = Field([], alias="sum")
    unit: str | None = None
    control: bool = False
    columns: list[str] = Field([], description="只有这几栏有数")
    told: str = Field("", description="写着“—”时的意思")
    each: Literal["", "科目", "经济科目", "功能类", "经济类"] = ""


class BlockWritten(ExportWritten):
    """One of the tables side by side."""

    pick: str = ""
    columns: list[ColumnWritten]
    rows: list[RowWritten]


class FormWritten(ExportWritten):
    """FAMILY/FORM.yaml."""

    names: list[str] = Field([], description="表单（sheet）名开头的编号，如 Z04")
    titles: list[str] = Field([], description="表名，不带年度")
    numbers: list[str] = Field([], description="表号，如 财决04表")
    pick: str = Field("", description="加在每一格上的键；不写用这一族的")
    unit: str = Field("", description="没有写金额单位时不猜：只有版面里不写单位、单位固定的表才写")
    usual: str = Field("", description="这张表通常用的金额单位；写着别的，照写的读并且说")
    skip: str = Field("", description="不读的原因")
    prose: bool = Field(False, description="是文字，不是数")
    lost: str = Field("", description="没有这张表就不知道的事")
    instead: list[str] = Field([], description="有其中一张就不缺")
    lacks: str = Field("", description="这张表本来就没有的事，读到它时说")
    says: dict[str, str] = Field({}, description="注里的话（正则，第一组是换上去的）: 键里换下来的一段")
    blocks: list[BlockWritten] = []


class SkipWritten(ExportWritten):
    """Sheets that are known and not read."""

    names: list[str] = []
    titles: list[str] = []
    why: str


class HeadsWritten(ExportWritten):
    """What the columns that name a row are called, wherever a form doesn't say."""

    code: list[str]
    label: list[str]
    line: list[str]


class FamilyWritten(ExportWritten):
    """FAMILY/family.yaml: what all forms of one export have in common."""

    name: str
    sheet_number: str = Field(description="表单名开头的编号（正则）")
    department: list[str] = Field(description="单位名称前面的字")
    pick: str = ""
    heads: HeadsWritten
    skip: list[SkipWritten] = []
    facts: list[str] = Field([], description="要从这一族取的数，｛维度｝换成各个成员")


class WordsWritten(ExportWritten):
    """words.yaml: other names of codes, and of the columns of lists."""

    codes: dict[str, Words] = Field(description="编码: 名称，几种叫法写成列表")
    same: dict[str, str] = Field({}, description="记录的键: 同一个数的键（{code} 是编码）")
    lists: dict[str, dict[str, Words]] = Field({}, description="数据的键: {表头或行名: 别的科室的几种叫法}")
