"""Changes of the data in the text of their file: nothing else moves, whatever way it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

import small
from reportgen.build import assemble
from reportgen.load import load
from reportgen.review.pull.current_data import CurrentData, keys_of
from reportgen.review.pull.data_changes import DataChange, NewItem, NewKey, RemovedItem, TextChange
from reportgen.review.pull.edits import Place
from reportgen.review.pull.splices import CannotChange
from reportgen.review.pull.yaml_keys import without_key
from reportgen.review.pull.yaml_patch import patched

LINES = """\
年度: 2023
金额单位: 万元
部门: {全称: 某市江城区示例局, 简称: 区示例局, 级次: 区级}
报告:
  部门决算公开: {版式: hubei-2023, 预算口径: 年初预算}
单位构成: |
  单位 | 全称 | 性质 | 层级 | 三公 | 机关运行
  本级 | 某市江城区示例局 | 行政 | 本级 | 是 | 是
收支: |
  科目 | 一般公共.基本支出 | 一般公共.项目支出
  2080101 | 100.00 | -
  2080102 | - | 50.25
基本支出: {30101: 80, 30201: 20}
原因:  # 请各科室写
  收入总计: 新设了一个科室  # 财务科写的
  支出总计: "“信息化”项目增加"
  支出.基本支出: '人员''增加'
科目用途: {208: 就业服务}
重点工作:
  就业: |
    第一段。
      再缩进一点

    第二段。
主要职能:
  - 拟订规划  # 第一条
  # 下面是第二条
  - 推进工作
名词解释:  # 还没有写
"""


class Patch:
    """One file, and what becomes of it."""

    def __init__(self, folder: Path, text: str = LINES) -> None:
        self.folder, self.text = folder / "2023", text
        self.folder.mkdir()
        (self.folder / "数据.yaml").write_bytes(text.encode())
        self.loaded = load(self.folder, draft=True)

    def text_becomes(self, address: str, words: str) -> DataChange:
        """The change that replaces a text."""
        path = self.loaded.addresses[address]
        source, old = self.loaded.sources[path], self.loaded.texts[address]
        return TextChange(address, source, self.loaded.span(*path), old, ((0, len(old), words),))

    def changed(self, *changes: DataChange) -> tuple[list[str], list[str]]:
        """The lines that went and those that came."""
        result = patched("数据.yaml", self.text, changes, self.loaded)
        assert result.refused == {}
        before, after = self.text.split("\n"), result.text.split("\n")
        return [line for line in before if line not in after], [line for line in after if line not in before]


@pytest.fixture
def patch(tmp_path: Path) -> Patch:
    return Patch(tmp_path)


@pytest.mark.parametrize(
    ("address", "words", "came"),
    [
        ("原因.收入总计", "新设了两个科室", ["  收入总计: 新设了两个科室  # 财务科写的"]),
        ("原因.收入总计", "两件事：一: 二 # 三", ['  收入总计: "两件事：一: 二 # 三"  # 财务科写的']),
        ("原因.支出总计", '说"是"', ['  支出总计: "说\\"是\\""']),
        ("原因.支出.基本支出", "人员'减少'", ["  支出.基本支出: '人员''减少'''"]),
        ("科目用途.208", "就业, 社保", ['科目用途: {208: "就业, 社保"}']),
        ("收支.2080102.一般公共.项目支出", "60.75", ["  2080102 | - | 60.75"]),
        ("单位构成.本级.全称", "某市江城区新局", ["  本级 | 某市江城区新局 | 行政 | 本级 | 是 | 是"]),
    ],
)
def test_a_changed_text_stays_in_its_line_with_its_comment(
    patch: Patch, address: str, words: str, came: list[str]
) -> None:
    assert patch.changed(patch.text_becomes(address, words))[1] == came


def test_a_block_of_lines_keeps_its_indent_and_its_other_lines(patch: Patch) -> None:
    old = patch.loaded.texts["重点工作.就业"]
    assert patch.changed(patch.text_becomes("重点工作.就业", old.replace("第一段", "首段"))) == (
        ["    第一段。"],
        ["    首段。"],
    )


def test_items_come_and_go_with_their_own_lines_only(patch: Patch) -> None:
    new = [NewItem(("主要职能",), 0, "新的甲"), NewItem(("主要职能",), 0, "新的乙"), RemovedItem(("主要职能",), 1)]
    result = patched("数据.yaml", LINES, new, patch.loaded)
    assert result.text == LINES.replace("# 第一条\n", "# 第一条\n  - 新的甲\n  - 新的乙\n").replace(
        "  - 推进工作\n", ""
    )


def test_a_text_may_change_while_items_come_before_it(patch: Patch) -> None:
    changes = [NewItem(("主要职能",), 0, "新的"), patch.text_becomes("主要职能.2", "推进各项工作")]
    assert patch.changed(*changes) == (["  - 推进工作"], ["  - 新的", "  - 推进各项工作"])


def test_new_keys_stand_with_their_like_and_a_new_group_is_written_once(patch: Patch) -> None:
    changes = [
        NewKey(("改写", "a/收入总计"), (("原文", "旧"), ("改为", "新: 的"))),
        NewKey(("改写", "a/支出总计"), (("原文", "旧"), ("改为", "新的"))),
        NewKey(("原因", "三公.公务接待费"), "来客多了"),
        NewKey(("科目用途", "2080101"), "发工资"),
        NewKey(("名词解释", "基本支出"), "保障运转"),
    ]
    assert patch.changed(*changes) == (
        ["科目用途: {208: 就业服务}"],
        [
            "  三公.公务接待费: 来客多了",
            "科目用途: {208: 就业服务, 2080101: 发工资}",
            "  基本支出: 保障运转",
            "改写:",
            "  a/收入总计:",
            "    原文: 旧",
            '    改为: "新: 的"',
            "  a/支出总计:",
            "    原文: 旧",
            "    改为: 新的",
        ],
    )


def test_a_file_keeps_its_line_ends(tmp_path: Path) -> None:
    text = LINES.replace("\n", "\r\n")
    patch = Patch(tmp_path, text)
    changes = [
        NewKey(("原因", "总体"), "甲\n乙"),
        NewItem(("主要职能",), 1, "新的"),
        patch.text_becomes("科目用途.208", "新"),
    ]
    result = patched("数据.yaml", text, changes, patch.loaded)
    assert result.refused == {}
    assert result.text.count("\n") == result.text.count("\r\n") == text.count("\r\n") + 4


def test_a_last_line_without_an_end_is_no_obstacle(tmp_path: Path) -> None:
    patch = Patch(tmp_path, LINES.removesuffix("名词解释:  # 还没有写\n").removesuffix("\n"))
    result = patched(
        "数据.yaml", patch.text, [NewItem(("主要职能",), 1, "新的"), NewKey(("改写", "a"), "新")], patch.loaded
    )
    assert result.text == patch.text + "\n  - 新的\n改写:\n  a: 新"


def test_what_cannot_be_changed_is_refused_with_its_reason_and_the_rest_is_changed(patch: Patch) -> None:
    cell = patch.text_becomes("单位构成.本级.全称", "有|竖线")
    key = NewKey(("原因", "收入总计", "更深"), "不行")
    item = NewItem(("科目用途",), 0, "不行")
    good = patch.text_becomes("原因.收入总计", "新设了两个科室")
    result = patched("数据.yaml", LINES, [cell, key, good, item], patch.loaded)
    assert result.text == LINES.replace("一个科室", "两个科室")
    assert result.refused.keys() == {cell, key, item}
    assert "请手工改成：有|竖线" in result.refused[cell]
    assert "「原因.收入总计」的写法放不进新的键" in result.refused[key]


@pytest.mark.parametrize(
    ("address", "keys"),
    [
        ("原因.三公.公务接待费", ("原因", "三公.公务接待费")),
        ("名词解释.基本支出", ("名词解释", "基本支出")),
        ("项目文字.信息化.绩效", ("项目文字", "信息化", "绩效")),
        ("部门.简称", ("部门", "简称")),
        ("主要职能", ("主要职能",)),
    ],
)
def test_the_keys_of_a_text_that_nobody_wrote_yet_follow_the_model(address: str, keys: tuple[str, ...]) -> None:
    assert keys_of(address) == keys


def test_a_place_is_called_as_an_address_says_it() -> None:
    assert [Place("重点工作.就业", n, is_list=False).key for n in (1, 2)] == ["重点工作.就业", "重点工作.就业¶2"]
    assert [Place("主要职能", n, is_list=True).key for n in (1, 2)] == ["主要职能.1", "主要职能.2"]


def test_a_text_knows_its_place_and_its_list(tmp_path: Path) -> None:
    data = CurrentData(assemble(small.write(tmp_path / "2023", 主要职能="[甲, 乙]"), draft=True))
    text = data.text_at("主要职能.2")
    assert text
    assert (text.words, text.list_keys, text.number, data.text_at("主要职能.3")) == ("乙", ("主要职能",), 1, None)


@pytest.mark.parametrize(
    ("text", "keys", "left"),
    [
        ("甲:\n  乙: 1\n  丙: 2\n丁: 3\n", ("甲", "乙"), "甲:\n  丙: 2\n丁: 3\n"),
        ("甲:\n  乙: |\n    一\n    二\n  丙: 2", ("甲", "乙"), "甲:\n  丙: 2"),
        ("# 说明\n甲:\n  乙: 1\n丁: 3\n", ("甲", "乙"), "# 说明\n丁: 3\n"),
        ("丁: 3\n甲:\n  戊: 2\n  丙:\n    乙: 1\n", ("甲", "丙", "乙"), "丁: 3\n甲:\n  戊: 2\n"),
        ("丁: 3\n甲:\n  丙:\n    乙: 1\n", ("甲", "丙", "乙"), "丁: 3\n"),
        ("甲: {乙: 1, 丙: 2}\n", ("甲", "乙"), "甲: {丙: 2}\n"),
        ("甲: {乙: 1, 丙: 2, 丁: 3}\n", ("甲", "丙"), "甲: {乙: 1, 丁: 3}\n"),
        ("甲: {乙: 1, 丙: 2}\n", ("甲", "丙"), "甲: {乙: 1}\n"),
    ],
)
def test_a_key_goes_with_its_own_lines_only_and_takes_along_what_is_then_empty(
    text: str, keys: tuple[str, ...], left: str
) -> None:
    assert without_key(text, "数据.yaml", keys) == left


def test_the_only_key_in_brackets_is_left_to_a_person() -> None:
    with pytest.raises(CannotChange, match=r"「甲\.乙」删不掉"):
        without_key("甲: {乙: 1}\n", "数据.yaml", ("甲", "乙"))
