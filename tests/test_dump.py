"""load(dump(x)) == x: a department-year survives being written in one file."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import small
from reportgen.load import load
from reportgen.load.dump import dump
from reportgen.model.department import DepartmentYear

ROOT = Path(__file__).parents[1]
FOLDERS = ["data/dongxihu-hrss/2021", "data/donghu-hrss/2023", "tests/everything/2022", "tests/everything/2023"]


def again(data):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "全部.yaml").write_text(dump(data), encoding="utf-8")
        return load(Path(folder)).data


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_whole_department_year_survives(folder):
    data = load(ROOT / folder).data
    assert again(data) == data
    assert dump(again(data)) == dump(data)


def test_a_dump_is_what_a_clerk_would_write(tmp_path):
    data = small.loaded(
        tmp_path,
        机关运行经费="待填",
        人员="{行政: 3, 事业: 待填}",
        项目="|\n  代号 | 名称 | 科目 | 全年预算 | 执行数 | 填报日期\n  甲 | 甲 | 20807、20825 | 1,000.50 | 待填 | 2024年3月1日",
        主要职能="[一条, 又一条]",
        绩效说明="\n  开展情况: |\n    第一段。\n\n    第二段。",
    ).data
    text = dump(data)
    assert text.startswith("年度: 2023\n金额单位: 万元\n部门:\n  全称: 某市江城区示例局\n")
    assert (
        "收支: |\n  | 科目    | 一般公共.基本支出 | 一般公共.项目支出 |\n  | 2080101 | 100.00            | -                 |\n"
        in text
    )
    assert "  | 甲   | 甲   | 20807、20825 | 1000.50  | 待填   | 2024-03-01 |\n" in text
    assert "人员:\n  行政: 3\n  事业: 待填\n" in text
    assert "机关运行经费: 待填\n" in text
    assert "绩效说明:\n  开展情况:\n    - |\n      第一段。\n\n      第二段。\n" in text
    assert "口径调整" not in text


AWKWARD = [
    "a: b",
    "# 井",
    "甲 # 乙",
    "- 条",
    "[括]",
    "{花}",
    "'单",
    '"双"',
    "&锚",
    "*星",
    "!叹",
    "%百",
    "@艾",
    "`反",
    "|竖",
    ">大",
    "?问",
    "null",
    "~",
    "yes",
    "007",
    "尾 ",
    " 首",
    "甲\n乙",
    "甲\n\n乙\n",
    "\n甲",
    "甲\n",
    "甲\n\n",
    "制\t表",
    "反\\斜",
    "=",
    "<<",
    "...",
    "---",
    ":",
    "a:",
    "，",
    "｛收入总计｝",
    "-5",
    "😀",
    "",
]
typed = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Mn", "Zl", "Zp", "Cn", "Co"])
words = st.sampled_from(AWKWARD) | st.text(typed.filter(lambda c: c.isascii() or "一" <= c <= "龥"), max_size=12)
"""Other characters may be read as those that they look like (L063), and come back as these."""
cells = words.map(lambda w: " ".join(w.split()))
firsts = cells.filter(bool)
"""A first cell is never empty: that is an Excel block with merged cells."""
shorts = cells.map(lambda w: "".join(w.split()))
"""A blank in a short name is a slip of the hand and is folded (L064)."""
amounts = st.sampled_from(["1,000.50", "-", "待填", "-3", "0.010"])
names = st.sampled_from(["甲", "乙", "a: b", "#丙", "丁、戊", "2080101", "-", "是"])
keys = st.fixed_dictionaries(
    {},
    optional={
        "原因": st.dictionaries(names, words.filter(lambda w: w != "待填"), max_size=3),
        "核定数": st.dictionaries(names, st.sampled_from(["1,000.50", "-", "待填", "-3", "0.010"]), max_size=3),
        "主要职能": st.lists(words, max_size=3),
        "政府采购": st.lists(st.fixed_dictionaries({"类别": firsts, "金额": amounts}), max_size=3),
        "指标": st.dictionaries(
            names,
            st.lists(st.fixed_dictionaries({"代号": shorts, "目标值": cells}, optional={"层级": cells}), max_size=2),
            max_size=2,
        ),
        "年初预算": st.dictionaries(names, amounts, max_size=2)
        | st.lists(st.fixed_dictionaries({"科目": firsts, "一般公共": amounts}), max_size=2),
        "项目叙述": st.lists(st.lists(st.sampled_from(["甲", "乙", "a b"]), max_size=2), max_size=2),
        "公开": st.fixed_dictionaries({}, optional={"批复日期": st.dates().map(str), "网址": words}),
        "机关运行经费": st.sampled_from(["待填", "12.30", "-"]),
        "项目": st.lists(
            st.fixed_dictionaries(
                {"代号": shorts.filter(bool), "名称": cells, "全年预算": st.just("1"), "执行数": st.just("待填")},
                optional={"科目": st.lists(st.sampled_from(["208", "a b"]), max_size=2)},
            ),
            max_size=2,
        ),
    },
)
BASE = {
    "年度": "2023",
    "金额单位": "元",
    "部门": {"全称": "甲", "简称": "乙", "级次": "丙"},
    "报告": {},
    "单位构成": [],
    "收支": [],
}


def test_a_row_that_would_be_read_as_a_rule_is_not_written_in_a_table():
    data = DepartmentYear.model_validate({**BASE, "年初预算": [{"科目": "---", "一般公共": "-"}]})
    assert again(data) == data


def test_an_empty_cell_that_a_table_would_fill_from_above_is_not_written_in_a_table():
    rows = [{"代号": "甲", "层级": "产出指标"}, {"代号": "", "层级": "产出指标"}, {"代号": "乙", "层级": ""}]
    data = DepartmentYear.model_validate({**BASE, "指标": {"甲": rows}})
    assert again(data) == data


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(keys)
def test_whatever_words_stand_in_it_a_department_year_survives(extra):
    data = DepartmentYear.model_validate({**BASE, **extra})
    assert again(data) == data
