"""`fmt`: tables stand straight, and nothing else has changed."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk import DONGHU, DONGXIHU, EVERYTHING, run, texts
from reportgen.load import load
from reportgen.workspace.fmt import tidy, tidy_file, width

UNTIDY = """\
# 采购，注释不动
年度:   2023      # 空格不动
政府采购: |
  类别 | 金额|中小企业   # 万元
  # 行间的注释
  货物 |  1,778.49 | -
  工程（含装修）|2 |    # 抄自合同

主要职能: [ 甲 , 乙 ]
"""
TIDY = """\
# 采购，注释不动
年度:   2023      # 空格不动
政府采购: |
  类别           | 金额     | 中小企业  # 万元
  # 行间的注释
  货物           | 1,778.49 | -
  工程（含装修） | 2        |           # 抄自合同

主要职能: [ 甲 , 乙 ]
"""


def test_columns_stand_straight_and_comments_stay():
    assert tidy(UNTIDY) == TIDY


def test_bars_at_the_sides_are_kept_for_the_whole_table():
    assert (
        tidy("政府采购: |\n  | 类别 | 金额 |\n  | 货物 | 1 |\n")
        == "政府采购: |\n  | 类别 | 金额 |\n  | 货物 | 1    |\n"
    )


def test_a_paste_from_excel_becomes_columns():
    assert tidy("政府采购: |\n  类别\t金额\n  货物\t1,778.49\n") == "政府采购: |\n  类别 | 金额\n  货物 | 1,778.49\n"


def test_a_table_in_a_table_is_set_straight_too():
    assert (
        tidy("指标:\n  甲: |\n    代号|指标\n    一|完成率\n") == "指标:\n  甲: |\n    代号 | 指标\n    一   | 完成率\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "主要职能: |\n  甲 | 乙\n  一二三 | 四\n",  # prose, no table of ours
        "政府采购: |\n  类别 | 金额\n  货物\n",  # a row that lacks a cell is the clerk's to mend
        "政府采购: |\n  类别 | 金额\n  货物 | 1 | 2\n",
        "政府采购:\n  - {类别: 货物,   金额: 1}\n",
        "",
        "# 只有注释\n",
    ],
)
def test_what_is_no_clean_table_is_left_alone(text):
    assert tidy(text) == text


@pytest.mark.parametrize("folder", [DONGXIHU, DONGHU, EVERYTHING])
def test_the_samples_load_equal_and_a_second_time_changes_nothing(tmp_path, folder):
    copy = shutil.copytree(folder, tmp_path / folder.name)
    before = load(copy)
    run("fmt", copy, code=0)
    after = load(copy)
    assert after.data == before.data
    assert after.hashes != before.hashes
    run("fmt", "--check", copy, code=0)


@pytest.mark.parametrize("folder", [DONGXIHU, DONGHU])
def test_only_lines_of_tables_change(folder):
    for text in texts(folder).values():
        for old, new in zip(text.split("\n"), tidy(text).split("\n"), strict=True):
            assert old == new or ("|" in old and old.replace(" ", "").strip("|") == new.replace(" ", "").strip("|"))


@pytest.mark.parametrize(
    ("encoding", "mark", "end"), [("utf-8", b"", "\n"), ("utf-8", b"\xef\xbb\xbf", "\r\n"), ("gb18030", b"", "\r\n")]
)
def test_encoding_mark_and_line_ends_are_kept(tmp_path, encoding, mark, end):
    path = tmp_path / "数据 一.yaml"
    path.write_bytes(mark + UNTIDY.replace("\n", end).encode(encoding))
    assert tidy_file(path)
    assert path.read_bytes() == mark + TIDY.replace("\n", end).encode(encoding)
    assert not tidy_file(path)


def test_check_changes_nothing_and_fails(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(UNTIDY, encoding="utf-8")
    assert "要整理　" in run("fmt", "--check", path, code=1).output
    assert path.read_text(encoding="utf-8") == UNTIDY
    assert "整理了　" in run("fmt", tmp_path, code=0).output
    run("fmt", "--check", path, code=0)


def test_what_is_no_yaml_is_told_and_left(tmp_path):
    path = tmp_path / "坏.yaml"
    path.write_text("甲: [\n", encoding="utf-8")
    assert "YAML 写法不对" in run("fmt", tmp_path, code=1).output
    assert path.read_text(encoding="utf-8") == "甲: [\n"


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("表", 2), ("（Ａ）", 6), ("“三公”", 8), ("e\u0301", 1), ("①", 2), ("90%", 3)]
)
def test_width_is_that_of_a_screen_with_chinese_faces(text, columns):
    assert width(text) == columns


CELL = st.text(st.sampled_from("甲乙（）12.,-# 待填≥％\u3000a"), max_size=6)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=5)),
    st.booleans(),
    st.booleans(),
)
def test_any_table_is_tidied_once_and_for_all(rows, bars, comment):
    """Whatever is typed: either nothing is touched, or a second run touches nothing.
    Values are compared by `tidy` itself.
    """
    head = " | ".join(f"栏{n}" for n in range(len(rows[0])))
    lines = [head, *(" | ".join(row) for row in rows)]
    lines = [f"| {line} |" for line in lines] if bars else lines
    text = "政府采购: |\n" + "".join(f"  {line}{' # 注' if comment else ''}\n" for line in lines)
    once = tidy(text)
    assert tidy(once) == once
