"""One slip in a pasted table is one finding, and one wrong word in many rows is told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from slips import found, slipped, told

HEAD = "| 代号 | 名称                 | 科目    | 全年预算 | 执行数 | 实施单位 | 填报日期   | 类别         | 属性       | 类型       |"
ROW = "| 助老 | 社区助老服务         | 2296002 | 35.00    | 35.00  | 养老科   | 2024-03-18 | 部门预算项目 | 持续性项目 | 常年性项目 |"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| 实施单位 |", "| 实施单位 | 负责人 |"),
        ("| 代号 |", "| 负责人 | 代号 |"),
        ("| 类型       |", "| 类型       | 负责人 |"),
        ("| 科目    |", "| 负责人 | 科目    |"),
    ],
)
def test_a_column_in_the_head_only_is_one_finding_at_that_column(tmp_path: Path, old: str, new: str) -> None:
    (finding,) = found(tmp_path, (HEAD, HEAD.replace(old, new)))
    assert (finding.code, finding.message) == ("L014", "表头多一栏「负责人」：表头有 11 栏，下面各行都只有 10 格")
    assert finding.source
    assert (finding.source.file, finding.source.line) == ("项目.yaml", 5)
    assert "负责人" in finding.excerpt


@pytest.mark.parametrize(("old", "new"), [("| 实施单位 |", "|"), ("| 类型       |", "|"), ("| 科目    |", "|")])
def test_a_column_that_the_head_lost_is_one_finding(tmp_path: Path, old: str, new: str) -> None:
    findings = told(tmp_path, (HEAD, HEAD.replace(old, new)))
    assert findings == ["项目.yaml:5 L013"]


@pytest.mark.parametrize("cell", [n for n in range(10) if n not in (0,)])
def test_a_cell_that_a_row_lost_is_one_finding_at_that_row(tmp_path: Path, cell: int) -> None:
    cells = ROW.strip("|").split("|")
    short = f"|{'|'.join(c for n, c in enumerate(cells) if n != cell)}|"
    findings = [f for f in found(tmp_path, (ROW, short)) if f.source and f.source.line == 8]
    assert [(f.code, f.message) for f in findings] == [("L014", "这一行只有 9 格，表头有 10 栏")]
    assert len(found(tmp_path, (ROW, short))) == 1


@pytest.mark.parametrize("cell", [1, 4, 7])
def test_a_cell_too_many_in_a_row_is_one_finding_at_that_row(tmp_path: Path, cell: int) -> None:
    cells = ROW.strip("|").split("|")
    long = f"|{'|'.join([*cells[:cell], ' 多 ', *cells[cell:]])}|"
    assert told(tmp_path, (ROW, long)) == ["项目.yaml:8 L013"]


def test_rows_short_in_the_table_of_the_accounts_are_one_finding(tmp_path: Path) -> None:
    head = "| 科目    | 单位     | 一般公共.基本支出 | 一般公共.项目支出 |"
    findings = found(tmp_path, (head, head.replace("| 单位     |", "| 单位     | 备注 |")))
    assert [(f.code, f.message) for f in findings] == [("L014", "表头有 8 栏，下面各行都只有 7 格")]


def test_tabs_are_counted_as_bars_are(tmp_path: Path) -> None:
    here = slipped(tmp_path)
    text = (here / "项目.yaml").read_text(encoding="utf-8")
    table = text[text.index("  | 代号") : text.index("\n\n项目文字")]
    tabbed = "\n".join("  " + "\t".join(c.strip() for c in line.strip(" |").split("|")) for line in table.split("\n"))
    assert told(tmp_path, (table, tabbed)) == []
    assert told(tmp_path, (table, tabbed.replace("\t实施单位\t", "\t实施单位\t负责人\t"))) == ["项目.yaml:5 L014"]


@pytest.mark.parametrize(
    ("right", "wrong", "meant"),
    [
        ("常年性项目", "延续项目", "延续性项目"),
        ("常年性项目", "常年项目", "常年性项目"),
        ("持续性项目", "持续项目", "持续性项目"),
        ("部门预算项目", "部门预算", "部门预算项目"),
        ("常年性项目", "延续性", "延续性项目"),
    ],
)
def test_one_word_wrong_in_every_row_is_one_finding_with_the_nearest_word(
    tmp_path: Path, right: str, wrong: str, meant: str
) -> None:
    rows = (slipped(tmp_path) / "项目.yaml").read_text(encoding="utf-8").split("\n")[5:8]
    (finding,) = found(tmp_path, *((row, row.replace(right, wrong)) for row in rows))
    assert (finding.code, str(finding.source).split(":")[1]) == ("D021", "6")
    assert "；第 7、8 行也是" in finding.message
    assert finding.remedy == f"是不是「{meant}」？"
    assert finding.corrected == rows[0].replace(right, meant)


def test_a_word_like_no_option_is_told_once_with_all_of_them(tmp_path: Path) -> None:
    rows = (slipped(tmp_path) / "项目.yaml").read_text(encoding="utf-8").split("\n")[5:8]
    (finding,) = found(tmp_path, *((row, row.replace("部门预算项目", "区级专项")) for row in rows))
    assert (finding.remedy, finding.corrected) == ("请写 部门预算项目、财政专项资金 之一", "")


def test_the_same_wrong_date_in_many_rows_is_told_once(tmp_path: Path) -> None:
    rows = (slipped(tmp_path) / "项目.yaml").read_text(encoding="utf-8").split("\n")[5:8]
    swaps = [(row, row.replace("2024-03-15", "三月份").replace("2024-03-18", "三月份")) for row in rows]
    (finding,) = found(tmp_path, *swaps)
    assert "；第 7、8 行也是" in finding.message
