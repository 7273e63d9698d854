"""What a clerk may write, and where each value and each mistake stands."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

import small
from reportgen.load import load
from reportgen.model.finding import DataUnusable, Source
from reportgen.model.values import NOT_YET

TABLE = {
    "bars": "|\n  类别 | 金额 | 中小企业\n  货物 | 1,778.49 | -\n  服务 | 2 |",
    "leading and trailing bars": "|\n  | 类别 | 金额 | 中小企业 |\n  | 货物 | 1,778.49 | - |\n  | 服务 | 2 | |",
    "Markdown": "|\n  | 类别 | 金额 | 中小企业 |\n  |---|--:|:-:|\n  | 货物 | 1,778.49 | - |\n  | 服务 | 2 | |",
    "tabs from Excel": "|\n  类别\t金额\t中小企业\n  货物\t1,778.49\t-\n  服务\t2\t",
    "quoted": '"类别 | 金额 | 中小企业\n  货物 | 1,778.49 | -\n  服务 | 2 |"',
    "single quotes": "'\n  类别 | 金额 | 中小企业\n  货物 | 1,778.49 | -\n  服务 | 2 |\n  '",
    "no bar": "\n  类别\t金额\t中小企业\n  货物\t1,778.49\t-\n  服务\t2\t",
    "empty columns from Excel": "|\n  类别\t金额\t中小企业\t\n  货物\t1,778.49\t-\t\n  服务\t2\t\t",
    "comments": "|\n  # 采购\n  类别 | 金额 | 中小企业 # 万元\n\n  货物 | 1,778.49 | -   # 抄自合同\n  服务 | 2 |",
    "rows as mappings": "\n  - {类别: 货物, 金额: '1,778.49', 中小企业: '-'}\n  - {类别: 服务, 金额: 2, 中小企业: }",
    "a mapping of rows": "\n  货物: {金额: '1,778.49', 中小企业: '-'}\n  服务: {金额: 2, 中小企业: }",
}
ROWS = [{"类别": "货物", "金额": "1,778.49", "中小企业": "-"}, {"类别": "服务", "金额": "2", "中小企业": ""}]


def findings(folder, **keys):
    with pytest.raises(DataUnusable) as caught:
        small.loaded(folder, **keys)
    return [str(f) for f in caught.value.findings]


@pytest.mark.parametrize("way", TABLE)
def test_a_table_is_the_same_however_it_is_written(tmp_path, way):
    assert small.loaded(tmp_path, 政府采购=TABLE[way]).data.procurement == ROWS


def test_a_place_belongs_to_the_value_that_begins_there_or_last_before(tmp_path):
    made = small.loaded(tmp_path, 事实="{招聘会: 40场}", 主要职能="[拟订规划, 推进工作]")
    assert {made.path_at(source) for path, source in made.sources.items()} <= set(made.sources)
    at = made.sources["主要职能", 1]
    assert made.path_at(at) == ("主要职能", 1)
    assert made.path_at(replace(at, column=at.column + 1)) == ("主要职能", 1)
    assert made.path_at(replace(at, line=0)) == ()
    assert made.path_at(replace(at, file="别的.yaml")) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_csv_beside_the_yaml_is_a_table(tmp_path, encoding):
    small.write(tmp_path)
    (tmp_path / "政府采购.csv").write_bytes('类别,金额,中小企业\r\n货物,"1,778.49",-\r\n服务,2,\r\n'.encode(encoding))
    made = load(tmp_path)
    assert made.data.procurement == ROWS
    assert made.source("政府采购", 1, "金额") == Source("政府采购.csv", 3, 2)


def test_a_table_that_holds_tables_is_read_from_each(tmp_path):
    data = small.loaded(
        tmp_path, 指标="\n  甲: |\n    代号 | 指标\n    一 | 完成率\n  乙: |\n    代号 | 指标\n    二 | #1 楼"
    ).data
    assert data.indicators == {"甲": [{"代号": "一", "指标": "完成率"}], "乙": [{"代号": "二", "指标": "#1 楼"}]}


def test_a_cell_knows_its_line_and_column(tmp_path):
    made = small.loaded(tmp_path, 年度="2023\n# 一行注释")
    line = small.text(年度="2023\n# 一行注释").splitlines().index("  2080102 | - | 50.25") + 1
    assert made.source("收支", 1, "一般公共.项目支出") == Source("数据.yaml", line, 17)


def test_a_value_knows_its_place(tmp_path):
    assert small.loaded(tmp_path).source("部门", "简称") == Source("数据.yaml", 3, 24)


def test_a_secret_row_leaves_no_trace_and_moves_no_place(tmp_path):
    table = "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出 | 涉密\n  2049901 | 9 | 9 | 是\n  2080101 | 100 | - | 否\n  2080102 | - | x | "
    made = small.loaded(tmp_path, 收支=table)
    assert [row["科目"] for row in made.data.accounts] == ["2080101", "2080102"]
    assert made.secret_rows == 1
    assert made.source("收支", 1, "科目").line == small.text(收支=table).splitlines().index("  2080102 | - | x | ") + 1


def test_a_secret_project_takes_its_words_and_indicators_along(tmp_path):
    data = small.loaded(
        tmp_path,
        项目="|\n  代号 | 名称 | 全年预算 | 执行数 | 涉密\n  甲 | 秘密 | 1 | 1 | 是\n  乙 | 公开 | 1 | 1 | 否",
        项目文字="{甲: {产出和效益: 秘密}, 乙: {产出和效益: 公开}}",
        指标="\n  甲: |\n    代号 | 分值\n    一 | 80\n  乙: |\n    代号 | 分值 | 甲\n    二 | 80 | 5",
        项目叙述="[[甲, 乙]]",
        项目合称="{甲、乙: 合称}",
        核定数="{项目.甲.执行数: 1, 收入总计: 150.25}",
        项目支出成效="{甲: 秘密, 208: 公开}",
        原因="{项目.甲: 秘密, 总体: 公开}",
    ).data
    assert [p.name for p in data.projects] == ["乙"]
    assert data.indicators == {"乙": [{"代号": "二", "分值": "80"}]}
    assert (list(data.project_words), data.narrated, data.joint_names) == (["乙"], [["乙"]], {})
    assert (list(data.approved), list(data.project_effects), list(data.reasons)) == (["收入总计"], ["208"], ["总体"])


def test_an_unclear_secrecy_mark_is_an_error_not_a_publication(tmp_path):
    table = "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出 | 涉密\n  2080101 | 100 | - | 机密"
    assert "涉密栏写的是「机密」" in findings(tmp_path, 收支=table)[0]


def test_a_key_in_two_files_names_both_places(tmp_path):
    small.write(tmp_path)
    (tmp_path / "又.yaml").write_text("年度: 2023\n", encoding="utf-8")
    with pytest.raises(DataUnusable, match=r"数据\.yaml:1:1 错误 \[L009\] 顶层键「年度」在 又\.yaml:1:1 已经写过"):
        load(tmp_path)


def test_a_key_twice_in_one_mapping_names_the_first_line(tmp_path):
    assert "[L008] 键「总体」写了两次，上一次在第 16 行" in findings(tmp_path, 原因="\n  总体: 甲\n  总体: 乙")[0]


def test_an_unknown_key_is_told_with_the_nearest(tmp_path):
    assert "不认识的键「简名」。是不是「简称」？" in " ".join(
        findings(tmp_path, 部门="{全称: 甲, 简称: 乙, 级次: 区级, 简名: 丙}")
    )
    assert "不认识的键「核定书」。是不是「核定数」？" in " ".join(findings(tmp_path, 核定书="{}"))


def test_everything_that_is_missing_or_wrong_is_told_in_one_run(tmp_path):
    told = " ".join(findings(tmp_path, 年度=None, 金额单位="亿元", 人员="{行政: 十}"))
    assert all(word in told for word in ("缺「年度」", "「亿元」应为 万元 或 元", "「十」不是数"))


def test_a_row_with_too_few_or_too_many_cells_is_an_error_at_its_line(tmp_path):
    few, many = findings(tmp_path, 政府采购="|\n  类别 | 金额\n  货物\n  服务 | 1 | 2")
    assert "[L014] 这一行只有 1 格，表头有 2 栏" in few
    assert "[L013] 这一行有 3 格，表头只有 2 栏" in many


def test_nothing_not_yet_and_not_said_are_three_things(tmp_path):
    data = small.loaded(tmp_path, 人员="{行政: -, 事业: , 参公: 待填}").data
    assert data.staff == {"行政": Decimal(0), "事业": Decimal(0), "参公": NOT_YET}
    assert data.operating is None
    assert small.loaded(tmp_path, 机关运行经费="待填").data.operating is NOT_YET


def test_lines_of_chinese_text_join_without_a_blank_and_others_with_one(tmp_path):
    data = small.loaded(tmp_path, 主要职能="管理示例事务，\n  提供 A\n  B 服务。").data
    assert data.duties == ["管理示例事务，提供 A B 服务。"]


def test_last_years_folder_beside_is_loaded_and_named_in_its_places(tmp_path):
    small.write(tmp_path / "2022", 年度="2022")
    made = small.loaded(tmp_path / "2023")
    assert made.previous.data.year == 2022
    assert made.previous.source("年度").file == "../2022/数据.yaml"
    assert small.loaded(tmp_path / "2022", 年度="2022").previous is None


def test_last_years_folder_with_another_year_in_it_is_an_error(tmp_path):
    small.write(tmp_path / "2022", 年度="2021")
    with pytest.raises(DataUnusable, match=r"\.\./2022/数据\.yaml:1:5 错误 \[L024\] 上年文件夹 2022 里写的年度是 2021"):
        small.loaded(tmp_path / "2023")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("甲: [", "L003"),
        ("- 甲", "L004"),
        ("甲: &x 1\n乙: *x", "L006"),
        ("{[甲]: 1}", "L007"),
        ("甲: " + "[" * 40 + "]" * 40, "L005"),
    ],
)
def test_yaml_that_can_not_be_data_is_refused_with_its_place(tmp_path, content, code):
    (tmp_path / "坏.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(DataUnusable) as caught:
        load(tmp_path)
    first = next(f for f in caught.value.findings if f.code == code)
    assert re.match(r"坏\.yaml:\d+:\d+", str(first.source))


def test_a_file_that_is_too_large_or_in_no_known_encoding_is_refused(tmp_path):
    small.write(tmp_path)
    (tmp_path / "大.csv").write_bytes(b"a," * 1_100_000)
    (tmp_path / "怪.csv").write_bytes(b"\xff\xff\xff")
    with pytest.raises(DataUnusable, match=r"(?s)L001.*L002"):
        load(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(DataUnusable, match="没有这个文件夹"):
        load(tmp_path / "无")


def test_broken_yaml_is_told_alone_and_not_as_missing_keys(tmp_path):
    (tmp_path / "数据.yaml").write_text("年度: 2023\n部门: [\n", encoding="utf-8")
    with pytest.raises(DataUnusable) as caught:
        load(tmp_path)
    assert [f.code for f in caught.value.findings] == ["L003"]
