"""`status`: what is still to do, whose it is, and how many days are left."""

import json
import shutil
from datetime import date

import pytest

from clerk import replace, run
from reportgen.build import assemble
from reportgen.workspace.status import FINANCE, status_of


@pytest.fixture
def folder(tmp_path):
    run("new", tmp_path / "2023", code=0)
    return tmp_path / "2023"


def found(folder, today=date(2024, 9, 10)):
    return status_of(assemble(folder, draft=True), today)


def test_a_finished_year_is_ready(folder):
    status = found(folder)
    assert (status.open, status.places, status.ready) == ((), 0, True)
    assert "可以定稿" in run("status", folder, code=0).output


def test_what_is_to_be_filled_in_belongs_to_the_projects_office_or_to_finance(folder):
    replace(folder / "项目.yaml", "| 145.00   | 145.00 |", "| 145.00   | 待填   |")
    replace(folder / "项目.yaml", "问题和原因: 助餐点分布不够均衡", "问题和原因: 待填")
    replace(folder / "指标.yaml", "21360件", "待填   ")
    replace(folder / "三公采购和资产.yaml", "机关运行经费: 86.20", "机关运行经费: 待填")
    replace(folder / "预算和上年.yaml", "总体: 就业援助的人数增加，人员工资正常晋级", "总体: 待填")
    offices = {office: sorted(f"{i.name}@{i.source}" for i in items) for office, items in found(folder).offices.items()}
    assert {office: [text.split("@")[0] for text in items] for office, items in offices.items()} == {
        FINANCE: ["原因.总体", "机关运行经费"],
        "就业科": ["项目.援助.执行数"],
        "养老科": ["项目文字.助老.问题和原因"],
        "服务中心": ["指标.平台.受理.实际值"],
    }
    assert offices["就业科"][0].endswith("@项目.yaml:7:44")
    assert not found(folder).ready


def test_what_nobody_wrote_is_open_too(folder):
    replace(folder / "预算和上年.yaml", "  支出.2080102: 平台运行维护通过公开招标节约了资金\n", "")
    (reason,) = found(folder).offices[FINANCE]
    assert reason.name.startswith("没有写支出.2080102.一般公共")


def test_a_row_of_the_same_office_is_told_in_one_line(folder):
    for old, new in (("行政: 22", "行政: 待填"), ("事业: 31", "事业: 待填"), ("退休: 14", "退休: 待填")):
        replace(folder / "部门.yaml", old, new)
    output = run("status", folder, code=0).output
    assert "人员 3 处：行政、事业、退休" in output
    assert "财务科　3 处" in output


def test_findings_of_one_kind_are_told_in_one_line_by_their_keys(folder):
    for key in ("支出.2080101", "支出.2080150"):
        lines = (folder / "预算和上年.yaml").read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(f"  {key}:")]
        (folder / "预算和上年.yaml").write_text("".join(kept), "utf-8")
    output = run("status", folder, code=0).output
    assert "没有写……决算大于" in output
    assert "的主要原因 2 处：支出.2080101.一般公共、支出.2080150.一般公共" in output


@pytest.mark.parametrize(
    ("published", "today", "left", "words"),
    [
        ("待填", date(2024, 9, 10), 12, "还有 12 天"),
        ("待填", date(2024, 9, 22), 0, "还有 0 天"),
        ("待填", date(2024, 9, 25), -3, "已经超过 3 天"),
        ("2024-09-18", date(2025, 1, 1), 4, "公开日期 2024-09-18，在期限内"),
        ("2024-09-30", date(2024, 9, 10), -8, "公开日期 2024-09-30，晚了 8 天"),
    ],
)
def test_the_report_is_public_within_twenty_days_of_its_approval(folder, published, today, left, words):
    replace(folder / "部门.yaml", "公开日期: 2024-09-18", f"公开日期: {published}")
    deadline = found(folder, today).deadline
    assert (deadline.last_day, deadline.left) == (date(2024, 9, 22), left)
    assert words in run("status", folder, "--today", today.isoformat(), code=0).output


def test_without_an_approval_there_is_no_deadline_yet(folder):
    replace(folder / "部门.yaml", "批复日期: 2024-09-02", "批复日期: 待填")
    assert found(folder).deadline is None
    assert "还没有写批复日期" in run("status", folder, code=0).output


def test_status_speaks_json(folder):
    told = json.loads(run("status", folder, "--format", "json", "--today", "2024-09-10", code=0).output)
    assert told["可以定稿"] is True
    assert told["期限"] == {"批复日期": "2024-09-02", "最后一天": "2024-09-22", "公开日期": "2024-09-18", "还有几天": 4}


def test_status_of_a_folder_that_can_not_be_read_is_told(tmp_path, folder):
    (folder / "坏.yaml").write_bytes(b"\xff\xff\xff")
    assert run("status", folder).exit_code == 1
    told = json.loads(run("status", folder, "--format", "json", code=1).output)
    assert told["可用"] is False
    shutil.rmtree(folder)
    assert "没有这个文件夹" in run("status", folder, code=1).output
