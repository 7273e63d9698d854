"""Inspectors' lists of any layout: columns by their meaning, merged cells, rows of other offices, and the reply."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from reportgen.cli import commands
from reportgen.review.pull.lists.heads import head_of
from reportgen.review.pull.lists.problems import FoundProblems, problems_of
from reportgen.review.pull.lists.sheets import ListSheet
from reportgen.workspace.new import begin
from reportgen.writers.docx.opened import NotOurs

OURS = ("江城区民生服务局", "区民生局", "江城区民生服务中心")
HEADS = {
    "序号|单位名称|问题类型|问题描述|整改要求|整改时限": ("问题描述", "问题类型", "整改要求", "整改时限"),
    "问题描述|问题类型|单位名称": ("问题描述", "问题类型"),
    "序号|问题类别|具体问题|整改建议|完成时间|责任科室": ("具体问题", "问题类别", "整改建议", "完成时间", "责任科室"),
    "序号|被检查单位|存在的问题|处理意见": ("存在的问题", "处理意见"),
    "编号|检查项目|检查发现的问题|整改期限": ("检查发现的问题", "检查项目", "整改期限"),
    "部门|问题分类|问题内容|备注": ("问题内容", "问题分类"),
    "单位|检查内容|检查情况|整改要求": ("检查情况", "检查内容", "整改要求"),
    "序号|发现的问题|所在位置|检查单位": ("发现的问题", "所在位置", "检查单位"),
    "预算单位|问题性质|主要问题|责任人|截止日期": ("主要问题", "问题性质", "责任人", "截止日期"),
    "序号|问题大类|问题小类|问题（具体描述）|页码": ("问题（具体描述）", "问题大类", "页码"),
    "序号|类型|意见|修改建议|承办科室": ("意见", "类型", "修改建议", "承办科室"),
    "问题|位置": ("问题", "位置"),
    "序 号|单 位|问 题 类 型|问 题 表 现": ("问 题 表 现", "问 题 类 型"),
    "序号|问题类型|问题": ("问题", "问题类型"),
    "问题编号|被查单位|检查情况|整改意见": ("检查情况", "整改意见"),
    "序号|发现问题单位|问题|完成时限": ("问题", "发现问题单位", "完成时限"),
    "序号|预算单位|检查项目|是否存在问题|具体情况": ("具体情况", "检查项目"),
    "检查要点|评分标准|得分|扣分原因": ("扣分原因", "检查要点"),
    "单位|问题数量|问题摘要": ("问题摘要", "单位"),
}  # fmt: skip


def listed(tmp_path: Path, rows: list[list[object]], merged: tuple[str, ...] = ()) -> FoundProblems:
    """What is read of a workbook with these rows."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(tmp_path / "清单.xlsx")
    return problems_of(tmp_path / "清单.xlsx", OURS)


@pytest.mark.parametrize(("heads", "meant"), HEADS.items())
def test_columns_are_known_by_what_they_mean(heads: str, meant: tuple[str, ...]) -> None:
    names = heads.split("|")
    head = head_of(
        ListSheet(
            "一", [["检查问题清单"] + [""] * (len(names) - 1), names, ["某"] * len(names)], ((0, 1, 0, len(names)),)
        )
    )
    assert head
    assert names[head.columns["问题"]] == meant[0]
    assert set(meant[1:]) <= {names[n] for n in head.columns.values()}
    assert head.begin == 1


LIST_OF_ONE = [["问题类型", "问题描述"], ["完整性", "未公开绩效"]]


@pytest.mark.parametrize("above", ["单位名称：江城区教育局", "被检查单位：江城区教育局"])
def test_the_list_of_another_office_says_so_above_its_head(tmp_path: Path, above: str) -> None:
    with pytest.raises(NotOurs, match="江城区教育局"):
        listed(tmp_path, [[above], *LIST_OF_ONE])


@pytest.mark.parametrize("above", ["单位名称：江城区民生服务局", "检查单位：江城区财政局", "单位：万元"])
def test_what_else_stands_above_a_head_names_no_other_office(tmp_path: Path, above: str) -> None:
    assert [c.text for c in listed(tmp_path, [[above], *LIST_OF_ONE]).comments] == ["未公开绩效"]


def test_of_a_sheet_for_each_office_only_ours_is_taken(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("教育局", "民生服务局"):
        sheet = book.create_sheet(name)
        for row in (["问题类型", "问题描述"], ["完整性", f"{name}未公开绩效"]):
            sheet.append(row)
    book.save(tmp_path / "清单.xlsx")
    found = problems_of(tmp_path / "清单.xlsx", OURS)
    assert [c.text for c in found.comments] == ["民生服务局未公开绩效"]
    assert "第 2 行是教育局的，没有收" in found.told


ROWS: list[list[object]] = [
    ["2023年度部门决算公开检查问题清单"],
    ["检查单位：江城区财政局　检查时间：2024年9月10日"],
    ["序号", "单位名称", "问题类型", "问题描述", "整改要求", "整改时限"],
    [1, "江城区民生服务局", "完整性", "未公开部门绩效评价结果", "补充公开", "2024-10-31"],
    [2, None, None, "“三公”经费未说明公务接待批次", "补充说明", "2024-10-31"],
    [3, "江城区教育局", "细化程度", "基本支出未公开到款级", "补充公开", "2024-10-31"],
]
MERGED = ("A1:F1", "A2:F2", "B4:B5", "C4:C5")


def test_merged_cells_count_for_all_their_rows_and_other_offices_are_left_out_and_told(tmp_path: Path) -> None:
    found = listed(tmp_path, ROWS, MERGED)
    assert [(c.text, c.sort, c.demand, c.deadline, c.who, c.day) for c in found.comments] == [
        ("未公开部门绩效评价结果", "完整性", "补充公开", "2024-10-31", "江城区财政局", "2024-09-10"),
        ("“三公”经费未说明公务接待批次", "完整性", "补充说明", "2024-10-31", "江城区财政局", "2024-09-10"),
    ]
    assert "问题 ← 问题描述" in found.told[0]
    assert found.told[1:] == ["第 6 行是江城区教育局的，没有收"]


def test_cells_that_are_empty_below_a_unit_are_its_too(tmp_path: Path) -> None:
    assert len(listed(tmp_path, ROWS).comments) == 2


@pytest.mark.parametrize(
    ("unit", "ours"),
    [
        ("江城区民生服务局", True), ("区民生局", True), ("江城区民生服务局（本级）", True), ("江城区民生服务中心", True),
        ("民生服务局", True), ("各单位", True), ("全区各部门", True), ("江城区民生服务局、江城区教育局", True),
        ("江城区教育局", False), ("江城区", False), ("江城区民政局", False), ("教育局", False),
    ],
)  # fmt: skip
def test_whose_row_it_is(unit: str, ours: bool, tmp_path: Path) -> None:
    found = listed(tmp_path, [ROWS[2], [1, "区民生局", "类", "甲", "", ""], [2, unit, "类", "乙", "", ""]])
    assert len(found.comments) == 1 + ours


def test_a_head_of_two_rows_and_a_repeated_head_and_the_foot(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "问题", None, "整改", None],
        [None, "类型", "具体描述", "要求", "时限"],
        [1, "完整性", "没有公开绩效", "补公开", "10月底"],
        ["序号", "问题类型", "问题具体描述", "整改要求", "整改时限"],
        [2, "及时性", "公开晚了", "按时公开", "长期"],
        [3, "及时性", None, "按时公开", "长期"],
        ["填表人：", "某", None, None, None],
    ]
    found = listed(tmp_path, rows, ("A1:A2", "B1:C1", "D1:E1"))
    assert [(c.text, c.sort, c.demand, c.deadline) for c in found.comments] == [
        ("没有公开绩效", "完整性", "补公开", "10月底"),
        ("公开晚了", "及时性", "按时公开", "长期"),
    ]
    assert "第 6 行没有写问题，或写的是无，没有收" in found.told


def test_the_same_problem_at_two_places_is_two(tmp_path: Path) -> None:
    found = listed(tmp_path, [["问题", "位置"], ["口径不一致", "表1"], ["口径不一致", "表5"]])
    assert len({comment.number for comment in found.comments}) == 2


@pytest.mark.parametrize(
    "rows", [[["甲", "乙"], ["丙", "丁"]], [[]], [["序号", "单位名称", "问题描述"], [1, "江城区教育局", "晚了"]]]
)
def test_what_gives_nothing_is_refused_in_a_sentence(rows: list[list[object]], tmp_path: Path) -> None:
    with pytest.raises(NotOurs):
        listed(tmp_path, rows)


@pytest.mark.parametrize(
    "content", [b"a,b\n1,2\n", b"<html><table>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1broken", b"PK\x03\x04broken", b""]
)
def test_what_is_no_workbook_is_to_be_saved_as_one(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "清单.xls").write_bytes(content)
    with pytest.raises(NotOurs, match=r"另存为 \.xlsx"):
        problems_of(tmp_path / "清单.xls", OURS)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice makes the old workbook")
def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    new = listed(tmp_path, ROWS, MERGED)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xls",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "清单.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    old = problems_of(tmp_path / "清单.xls", OURS)
    assert old.comments == new.comments


def test_the_reply_prints_the_description_and_what_is_demanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    listed(tmp_path, ROWS, MERGED)
    data = tmp_path / "局/2023"
    begin(data)
    told = CliRunner().invoke(commands, ["pull", str(tmp_path / "清单.xlsx"), "--into", str(data)])
    assert told.exit_code == 0, told.output
    assert "问题 ← 问题描述" in told.output
    assert "第 6 行是江城区教育局的，没有收" in told.output
    (answers,) = tmp_path.rglob("意见.yaml")
    text = answers.read_text(encoding="utf-8")
    answers.write_text(text.replace("\n  答复:", "\n  答复: 已补充公开"), encoding="utf-8")
    told = CliRunner().invoke(commands, ["build", str(data), "--to", "docx", "--draft"])
    assert told.exit_code == 0, told.output
    (letter,) = tmp_path.rglob("整改回复.docx")
    words = zipfile.ZipFile(letter).read("word/document.xml").decode()
    for said in ("未公开部门绩效评价结果", "完整性", "补充公开", "2024-10-31", "已补充公开", "江城区财政局"):
        assert said in words
    assert "江城区教育局" not in words


@pytest.mark.parametrize(
    "words", ["无", "无。", "无问题", "未发现问题", "没有发现问题", "经检查，未发现异常", "暂无", "/", "—"]
)
def test_a_row_that_says_there_is_no_problem_is_none(tmp_path: Path, words: str) -> None:
    found = listed(tmp_path, [["序号", "问题"], [1, words], [2, "无内设机构情况"], [3, "未发现整改台账"]])
    assert [comment.text for comment in found.comments] == ["无内设机构情况", "未发现整改台账"]
    assert "第 2 行没有写问题，或写的是无，没有收" in found.told
