"""Lists of other offices: known by what their columns are called, whatever stands around the head."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from reportgen.load.workbook.read import read_workbook
from reportgen.workspace.imports.lists import ListRead, lists_in
from test_import import run

Rows = list[list[object]]


def saved(path: Path, sheets: dict[str, Rows], merged: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    book.save(path)
    return path


def read(tmp_path: Path, rows: Rows, merged: tuple[str, ...] = ()) -> ListRead:
    path = saved(tmp_path / "清单.xlsx", {"清单": rows}, merged)
    (found,) = lists_in(read_workbook(path, path.name))
    return found


PROCUREMENT = [
    ["采购类别", "金额（元）", "中小企业", "小微企业"],
    ["采购类型", "采购金额（元）", "授予中小企业合同金额", "其中：授予小微企业合同金额"],
    ["类型", "合同金额(元)", "中小企业合同金额", "小微企业合同金额"],
    ["采购项目类别", "政府采购金额（元）", "授予中小企业", "授予小微企业"],
    ["政府采购类别", "支出金额（元）", "中小企业金额", "小微企业金额"],
    ["类别", "采购总额（元）", "中小企业（元）", "小微企业（元）"],
    ["采购分类", "实际采购金额（元）", "授予中小企业（元）", "其中小微企业"],
    ["采 购 类 别", "金　额（元）", "中小\n企业", "小微\n企业"],
    ["采购项目", "授予金额（元）", "中小企业", "小微企业"],
    ["项目类别", "采购支出金额（单位：元）", "中小企业", "小微企业"],
]


@pytest.mark.parametrize("heads", PROCUREMENT)
@pytest.mark.parametrize("around", ["bare", "titled", "numbered", "other order"])
def test_purchases(tmp_path: Path, heads: list[object], around: str) -> None:
    rows: Rows = [
        heads,
        ["货物", 190180, 190180, 100000],
        ["工程", 834250.75, 834250.75, 560500],
        ["服务", 528600, 215569.25, 200000],
        ["合　计", 1553030.75, 1240000, 860500],
        ["注：金额以合同为准"],
    ]
    if around == "titled":
        rows = [["2025年政府采购情况表"], [], *rows, ["制表人：某某", "2026年3月"]]
    if around == "numbered":
        rows = [[head, *row] for head, row in zip(["序号", 1, 2, 3, "", ""], rows, strict=True)]
    if around == "other order":
        rows = [[row[n] if n < len(row) else None for n in (0, 3, 2, 1)] for row in rows]
    found = read(tmp_path, rows)
    assert found.key == "政府采购"
    said = [{head: row[head] for head in ("类别", "金额", "中小企业", "小微企业")} for row in found.in_unit("元")]
    assert said[1] == {"类别": "工程", "金额": "834250.75", "中小企业": "834250.75", "小微企业": "560500.00"}
    assert len(said) == 3


def test_purchases_under_a_merged_head(tmp_path: Path) -> None:
    rows: Rows = [
        ["政府采购支出情况", None, None, None],
        ["采购类别", "采购金额（元）", "授予中小企业情况", None],
        [None, None, "授予中小企业合同金额", "授予小微企业合同金额"],
        ["货物", 190180, 190180, 100000],
        ["工程", 834250.75, 834250.75, 560500],
        ["合计", 1024430.75, 1024430.75, 660500],
    ]
    found = read(tmp_path, rows, ("A1:D1", "A2:A3", "B2:B3", "C2:D2"))
    assert [row["小微企业"] for row in found.in_unit("元")] == ["100000.00", "560500.00"]


PROJECTS = [
    ["代号", "名称", "全年预算", "执行数"],
    ["简称", "项目名称", "全年预算数", "执行数"],
    ["项目代码", "项目名称", "全年数", "全年执行数"],
    ["项目编码", "项目", "调整预算数", "决算数"],
    ["编号", "支出项目", "预算数", "支出数"],
    ["项目简称", "项目支出名称", "全年预算（万元）", "实际支出（万元）"],
    ["项目编号", "项 目 名 称", "调整后预算数", "执行金额"],
    ["代号", "项目名称", "全年\n预算数", "实际\n执行数"],
]


@pytest.mark.parametrize("heads", PROJECTS)
def test_projects(tmp_path: Path, heads: list[object]) -> None:
    rows: Rows = [
        ["项目支出清单"],
        ["金额单位：万元"],
        [*heads, "备注"],
        ["平台", "民生服务平台运行维护", 100, 98.5, "按合同"],
        ["设备", "服务大厅设备更新", 60, 60, ""],
        ["小计", None, 160, 158.5, ""],
        ["说明：执行数为年末数"],
    ]
    found = read(tmp_path, rows)
    assert found.key == "项目"
    assert found.lost == ("备注",)
    (first, _) = found.in_unit("元")
    assert first == {"代号": "平台", "名称": "民生服务平台运行维护", "全年预算": "1000000.00", "执行数": "985000.00"}


STAFF = [
    [["行政", "事业", "退休", "离休"], [22, 31, 14, 0]],
    [["行政人员", "事业人员", "退休人员", "离休人员"], [22, 31, 14, 0]],
    [["行政编制人员", "事业编制人员", "退休人数", "离休人数"], [22, 31, 14, 0]],
    [["人员类别", "人数"], ["行政", 22], ["事业", 31], ["退休", 14], ["离休", 0], ["合计", 67]],
    [["类别", "人数（人）"], ["在职行政", 22], ["在职事业", 31], ["退休人员", 14], ["离休人员", 0]],
    [["项目", "数量"], ["行政人员（人）", 22], ["事业人员（人）", 31], ["退休人员（人）", 14], ["离休人员（人）", 0]],
    [["公务员", 22, "事业人员", 31], ["退休人员", 14, "离休人员", 0]],
    [["行 政 人 员", 22], ["事 业 人 员", 31], ["退休：", 14], ["离休：", 0]],
]


@pytest.mark.parametrize("rows", STAFF)
def test_staff(tmp_path: Path, rows: Rows) -> None:
    found = read(tmp_path, [["人员情况"], *rows])
    assert found.key == "人员"
    assert dict(found.rows[0]) == {"行政": "22", "事业": "31", "退休": "14", "离休": "0"}


UNITS = [
    ["单位", "全称", "性质", "层级"],
    ["单位简称", "单位全称", "单位性质", "预算级次"],
    ["简称", "单位名称", "单位类型", "级次"],
    ["单位简称", "预算单位名称", "类型", "单位层级"],
    ["简称", "名称", "性质", "预算单位级次"],
]


@pytest.mark.parametrize("heads", UNITS)
def test_units(tmp_path: Path, heads: list[object]) -> None:
    found = read(tmp_path, [heads, ["本级", "某局（本级）", "行政", "本级"], ["中心", "某中心", "事业", "二级"]])
    assert found.key == "单位构成"
    assert found.rows[1] == {"单位": "中心", "全称": "某中心", "性质": "事业", "层级": "二级"}


def test_several_lists_in_one_workbook_and_one_that_nobody_knows(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "清单.xlsx",
        {
            "采购": [["采购类型", "采购金额（元）"], ["货物", 1], ["服务", 2]],
            "人员": [["行政人员", "事业人员", "退休人员"], [22, 31, 14]],
            "值班": [["值班表"], ["日期", "值班人员", "带班领导"], ["3月1日", "某某", "某某"]],
        },
    )
    told = run("import", path).output
    assert "采购 → 政府采购　2 行" in told
    assert "人员 → 人员" in told
    assert told.count("N024") == 1
    assert "这几栏没有看懂：日期、值班人员、带班领导" in told


def test_a_list_that_nobody_knows_says_which_columns_it_has(tmp_path: Path) -> None:
    path = saved(tmp_path / "值班.xlsx", {"值班": [["日期", "值班人员", "带班领导"], ["3月1日", "某某", "某某"]]})
    told = run("import", path)
    assert told.exit_code == 1
    assert "「值班」的 日期、值班人员、带班领导" in told.output
