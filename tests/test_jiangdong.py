"""An invented province with everything unusual that real forms have, from its folder alone: five formats, publication,
verify, a draft that comes back, a difference. What its formats have in common is in test_agree_kinds.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from clerk import ROOT, replace, run
from reportgen.build import BuiltReport, assemble
from reportgen.compare.diff import compare
from reportgen.document.tree import squeeze, text_of
from reportgen.environment import EnvironmentProblem, require_pdf
from reportgen.lint import lint
from reportgen.model.finding import Level
from reportgen.publish.folder import Publication, publication
from reportgen.publish.verify import verify
from reviewer import Reviewer, text
from test_verify_tampered import mended, written

PROVINCE = ROOT / "tests/jiangdong"
YEAR = PROVINCE / "haiyang/2024"
TITLE = "江东省海洋渔业厅2024年度部门决算公开"
STATED = "2130119 | 本级   | -                 | 1,450,300.18"


@pytest.fixture(scope="module")
def made() -> BuiltReport:
    return assemble(YEAR)


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """The department-year and the province's edition in a project of their own."""
    shutil.copytree(PROVINCE / "haiyang", tmp_path / "data/haiyang")
    shutil.copytree(PROVINCE / "templates", tmp_path / "templates")
    return tmp_path / "data/haiyang/2024"


def section(made: BuiltReport, table: str):
    return next(s for s in made.document.root.iter("section") if s.get("id") == f"t-{table}")


def rows(made: BuiltReport, table: str) -> list[list[str]]:
    body = section(made, table).find("table/tbody")
    return [[squeeze(text_of(cell)) for cell in row] for row in body]


def above(made: BuiltReport, table: str) -> list[str]:
    """The lines between the title and the head of a table."""
    lines = section(made, table).findall("p[@class='table-meta']")
    return ["|".join(squeeze(text_of(side)) for side in line) for line in lines]


def account(made: BuiltReport) -> str:
    return "\n".join(squeeze(text_of(p)) for p in made.document.root.iter("p"))


def test_neither_the_edition_nor_the_report_has_anything_wrong(made: BuiltReport) -> None:
    assert [str(finding) for finding in lint("部门决算公开", "jiangdong-2024", YEAR)] == []
    assert [str(finding) for finding in made.findings] == []


# -- tables ----------------------------------------------------------------------------------------


def test_each_table_has_the_unit_and_the_decimals_that_its_head_says(made: BuiltReport) -> None:
    assert rows(made, "spending")[-1][:4] == ["合计", "13748700.93", "10960400.75", "2788300.18"]
    assert rows(made, "income-units")[-1] == ["合计", "13725.701", "13625.701", "100.000"]
    assert rows(made, "three-public") == [
        ["10.00", "", "", "8.00", "2.00", "8.00", "", "", "6.80", "1.20", "5.23", "3.60"]
    ]
    assert above(made, "spending") == ["编制单位：江东省海洋渔业厅|金额单位：元"]
    assert above(made, "income-units") == ["编制单位：江东省海洋渔业厅|金额单位：千元"]


def test_a_head_may_have_two_lines_or_leave_out_the_department(made: BuiltReport) -> None:
    assert [line.removeprefix("|") for line in above(made, "basic")] == [
        "2024年度",
        "编制单位：江东省海洋渔业厅|单位：千元",
    ]
    assert [line.removeprefix("|") for line in above(made, "three-public")] == ["单位：万元"]


def test_tables_have_no_number_and_no_lines_are_counted(made: BuiltReport) -> None:
    for table in made.tables:
        assert table.label == ""
        assert section(made, table.definition.id).find("p[@class='table-number']") is None
        assert not [cell for row in table.rows for cell in row.cells if cell.is_line]


def test_rows_are_numbered_over_those_that_are_printed(made: BuiltReport) -> None:
    assert [row[2:] for row in rows(made, "summary")[:6]] == [
        ["一、社会保障和就业支出", "883400.00"],
        ["二、卫生健康支出", "276000.00"],
        ["三、农林水支出", "11741300.93"],
        ["四、住房保障支出", "498000.00"],
        ["五、其他支出", "350000.00"],
        ["", ""],
    ]


def test_codes_stand_in_columns_with_the_total_below_them_and_zeros_as_the_table_has_them(made: BuiltReport) -> None:
    spending, basic = rows(made, "spending"), rows(made, "basic")
    assert spending[2][:4] == ["208", "05", "05", "机关事业单位基本养老保险缴费支出"]
    assert spending[2][4:] == ["883400.00", "883400.00", "0.00", "0.00", "0.00", "0.00"]
    assert basic[1] == ["301", "01", "基本工资", "4185.000", "4185.000", ""]
    assert basic[-1] == ["合计", "10960.401", "9942.400", "1018.001"]


def test_spending_is_picked_by_subject_economic_subject_kind_and_fund(made: BuiltReport) -> None:
    assert {row[2] + row[3]: row[4:] for row in rows(made, "fiscal-detail") if len(row) > 10} == {
        "05机关事业单位基本养老保险缴费支出": ["883400.00", "883400.00", "883400.00", "", "", "", ""],
        "01行政单位医疗": ["276000.00", "276000.00", "276000.00", "", "", "", ""],
        "01行政运行": ["6120400.55", "6120400.55", "5385000.00", "735400.55", "", "", ""],
        "02一般行政管理事务": ["865000.00", "865000.00", "", "", "565000.00", "300000.00", ""],
        "04事业运行": ["3182600.20", "3182600.20", "2900000.00", "282600.20", "", "", ""],
        "19防灾救灾": ["1450300.18", "1450300.18", "", "", "450300.18", "1000000.00", ""],
        "01住房公积金": ["498000.00", "498000.00", "498000.00", "", "", "", ""],
        "02用于社会福利的彩票公益金支出": ["350000.00", "", "", "", "", "", "350000.00"],
    }


def test_projects_have_a_row_each_with_their_rate(made: BuiltReport) -> None:
    assert [row[1:] for row in rows(made, "projects")] == [
        ["渔业执法信息平台运维", "880000.00", "865000.00", "98.30"],
        ["渔港防台和应急保障", "1480000.00", "1450300.18", "97.99"],
        ["困难渔民社会福利服务", "350000.00", "350000.00", "100.00"],
        ["合计", "2710000.00", "2665300.18", "98.35"],
    ]


def test_a_table_of_three_public_of_the_fund_is_made_of_records_of_the_province(made: BuiltReport) -> None:
    assert rows(made, "fund-three-public") == [["0.35", "", "", "", "0.35", "", ""]]


def test_notes_name_the_department(made: BuiltReport) -> None:
    assert "注：本表反映江东省海洋渔业厅2024年度各项支出，金额以元为单位。" in account(made)


# -- text ------------------------------------------------------------------------------------------


def test_a_change_is_told_with_its_rate_without_or_from_nothing(made: BuiltReport) -> None:
    told = account(made)
    assert "收、支总计各1388.17万元，比上年增加78.17万元，增长5.97%，主要原因是渔港防台任务增加" in told
    assert "财政拨款收、支总计各1362.57万元，比上年增加72.57万元，主要原因是" in told
    assert "支出35.00万元，比上年增加35.00万元（上年没有安排），主要原因是当年安排彩票公益金。" in told
    assert "其他支出35.00万元，占100.00%。" in told


def test_two_comparisons_of_one_figure_have_their_own_reasons(made: BuiltReport) -> None:
    assert (
        "决算8.00万元，完成预算的80.00%，与预算相差的主要原因是压减公务接待和出车，"
        "比上年减少1.50万元，主要原因是上年接待外省调研较多。" in account(made)
    )


def test_items_are_numbered_in_three_ways_in_paragraphs_and_in_one(made: BuiltReport) -> None:
    told = account(made)
    assert "按类分：1.社会保障和就业支出88.34万元，占6.65%；2.卫生健康支出27.60万元，占2.08%；3.农林水支出" in told
    assert "\n（4）农林水支出（类）农业农村（款）一般行政管理事务（项）。年初预算90.00万元，决算86.50万元。" in told
    assert "\n6、基本支出情况。" in told


def test_records_of_the_province_are_told(made: BuiltReport) -> None:
    assert "预留中小企业金额52.00万元。" in account(made)
    assert "评价等级为良的2个；评价等级为中的0个；评价等级为差的0个。发现问题4个，已经整改4个。" in account(made)


# -- checks ----------------------------------------------------------------------------------------


def test_the_ledger_has_the_checks_of_the_province_and_says_which_it_leaves_out() -> None:
    ledger = json.loads(run("check", YEAR, "--format", "json", code=0).output)["ledger"]
    entries = {entry["code"]: entry for entry in ledger}
    assert {code: entries[code]["status"] for code in ("C901", "C902", "C903", "C051")} == {
        "C901": "由推导保证",
        "C902": "由推导保证",
        "C903": "由推导保证",
        "C051": "不适用",
    }
    assert "江东省的说明不逐款列经济科目" in entries["C051"]["note"]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("其他.yaml", "绩效评价.优: 1", "绩效评价.优: 2", "C219"),
        ("其他.yaml", "中小企业: 520,000.00", "中小企业: 5,200,000.00", "C220"),
        ("收支.yaml", "| 31003    | 1,000,000.00", "| 31003    | 1,000,001.00", "D051"),
        ("收支.yaml", "2130102 | 880,000.00", "2130102 | 8,800.00", "S009"),
    ],
)
def test_a_slip_in_its_data_is_found(year: Path, file: str, old: str, new: str, code: str) -> None:
    replace(year / file, old, new)
    assert code in [finding.code for finding in assemble(year, draft=True).findings]


# -- files -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def honest(made: BuiltReport) -> Publication:
    try:
        require_pdf()
    except EnvironmentProblem as problem:
        pytest.skip(str(problem))
    return publication(made, warn=lambda _: None)


def test_a_publication_holds_what_it_says(honest: Publication, tmp_path: Path) -> None:
    assert [str(f) for f in verify(written(honest.files, tmp_path)).findings] == []


def test_an_amount_of_a_table_in_yuan_that_was_changed_is_found(honest: Publication, tmp_path: Path) -> None:
    files = dict(honest.files)
    name = next(name for name in files if name.endswith("项目支出决算表.csv"))
    content = files[name].decode("utf-8")
    assert "1450300.18" in content
    files[name] = content.replace("1450300.18", "1540300.18").encode()
    told = "\n".join(map(str, verify(written(mended(files), tmp_path)).findings))
    assert "1540300.18" in told
    assert "1450300.18" in told


def test_open_data_and_workbook_have_the_amounts_of_each_table(honest: Publication) -> None:
    name = next(name for name in honest.files if name.endswith("收入决算表（分单位）.csv"))
    table = list(csv.reader(io.StringIO(honest.files[name].decode("utf-8-sig"))))
    assert table[-1] == ["合计", "13725.701", "13625.701", "100.000"]
    book = openpyxl.load_workbook(io.BytesIO(honest.files[f"{TITLE}.xlsx"]), data_only=True)
    assert [sheet.title for sheet in book][-1] == "项目支出决算表"
    total = [cell.value for cell in next(r for r in book["项目支出决算表"].rows if r[1].value == "合计")]
    assert [round(value, 2) for value in total[2:]] == [2710000, 2665300.18, 98.35]


def test_the_check_sheet_is_that_of_the_province(honest: Publication) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(honest.files["检查表.xlsx"])).active
    words = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert "江东省部门决算公开情况检查表" in words
    assert "公开项目支出决算表" in words
    assert "预留中小企业的金额52.00万元" in words


# -- a draft that comes back -----------------------------------------------------------------------


def test_a_sentence_that_came_back_stays_when_the_data_change(year: Path, tmp_path: Path) -> None:
    out = tmp_path / "output"
    run("build", year, "--draft", "--to", "docx", "--out", out, code=0)
    reviewer = Reviewer(next(out.rglob("草稿-第1轮-*.docx")).read_bytes())
    place = next(p for p in reviewer.paragraphs() if text(p).startswith("11、政府采购情况"))
    reviewer.replaces(place, "预留中小企业金额", "为中小企业预留金额", track=True)
    back = tmp_path / "回来.docx"
    back.write_bytes(reviewer.content)
    run("pull", back, "--into", year, code=0)
    replace(year / "其他.yaml", "中小企业: 520,000.00", "中小企业: 530,000.00")
    told = account(assemble(year))
    assert "为中小企业预留金额53.00万元。" in told
    assert "预留中小企业金额5" not in told


def test_a_cell_in_yuan_that_came_back_is_written_as_it_was_stated(year: Path, tmp_path: Path) -> None:
    out = tmp_path / "output"
    run("build", year, "--draft", "--to", "docx", "--out", out, code=0)
    reviewer = Reviewer(next(out.rglob("草稿-第1轮-*.docx")).read_bytes())
    place = next(p for p in reviewer.paragraphs() if text(p) == "880000.00")
    reviewer.replaces(place, "880000.00", "890000.00", track=True)
    back = tmp_path / "回来.docx"
    back.write_bytes(reviewer.content)
    run("pull", back, "--into", year, "--figures", code=0)
    line = next(line for line in (year / "收支.yaml").read_text("utf-8").splitlines() if "信息平台" in line)
    assert line.split("|")[3].strip().replace(",", "") == "890000.00"


def test_a_difference_of_two_states_is_told_in_the_unit_of_each_place(made: BuiltReport, year: Path) -> None:
    replace(year / "收支.yaml", STATED, STATED.replace("1,450,300.18", "1,460,300.18"))
    replace(year / "收支.yaml", "30214    | 450,300.18", "30214    | 460,300.18")
    replace(year / "收支.yaml", "1,480,000.00 | 1,450,300.18", "1,480,000.00 | 1,460,300.18")
    moved = {(f.old, f.new) for change in compare(made, assemble(year)).changes for f in change.figures}
    assert {("1450300.18", "1460300.18"), ("13625.701", "13635.701"), ("145.03", "146.03")} <= moved


# -- the next year ---------------------------------------------------------------------------------


def test_the_next_year_goes_on_with_the_province_and_has_nothing_wrong(year: Path) -> None:
    after = year.parent / "2025"
    run("new", after, "--from", year, code=0)
    made = assemble(after, draft=True)
    assert made.book.edition.name == "jiangdong-2024"
    assert [str(f) for f in made.findings if f.level is Level.ERROR] == []
