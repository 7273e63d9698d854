"""`import`: from an export to a draft with nine right tables, without typing a figure."""

from __future__ import annotations

import json
import re
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result

from reportgen.build import assemble
from reportgen.cli import commands
from reportgen.load import load
from reportgen.load.nodes import Mapping as Nodes
from reportgen.load.nodes import Text
from reportgen.model.finding import Level, Source
from reportgen.reading.grid import GridCell, Spot
from reportgen.reading.open import open_file
from reportgen.recognise.seen import SeenFigure
from reportgen.workspace.imports.published import LastYear, PublishedReport, last_year_of, other_department, page_of
from reportgen.workspace.imports.written import last_year_block
from test_workbook_data import EXPORTS, NAME, A, B, folder_with, made, rows_in, rows_of

BUDGET = EXPORTS / "budget-a.xlsx"


def run(*words: object) -> Result:
    result = CliRunner().invoke(commands, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("way", [(), ("--as-yaml",)])
def test_three_commands_and_no_typed_figure_give_nine_right_tables(tmp_path: Path, way: tuple[str, ...]) -> None:
    folder = tmp_path / "data" / "市民局" / "2025"
    assert run("import", A, "--into", folder, "--yes", *way).exit_code == 0
    assert run("check", folder).exit_code in (0, 1)
    built = run("build", folder, "--draft", "--to", "html", "--out", tmp_path / "out")
    assert built.exit_code == 0, built.output
    report = made(folder)
    assert [f for f in report.findings if f.level is Level.ERROR] == []
    for number in (1, 2, 3, 4, 5, 7, 8, 9):
        assert sorted(rows_of(report, f"公开0{number}表").values()) == sorted(rows_in(f"GK0{number}").values())
    assert (folder / A.name).is_file() is (not way)


def test_an_old_workbook_makes_a_draft_too(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "文化馆" / "2024"
    told = run("import", B, "--into", folder, "--yes").output
    assert "没有「Z09" in told
    report = made(folder)
    assert [f for f in report.findings if f.level is Level.ERROR] == []
    assert report.book.printed(report.book.resolve("收入总计")) == "331.62"
    assert report.book.resolve("政府采购.货物.金额").state == "pending"


def test_without_a_yes_only_the_plan_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "局" / "2025"
    told = run("import", A, "--into", folder).output
    assert "Z07 一般公共预算财政拨款收入支出决算表(财决07表) → 收支、核定数" in told
    assert "F03 机构运行信息表(财决附03表) → 三公经费、机关运行经费、国有资产、政府采购" in told
    assert "不读（封面，没有报告要的数）：封面" in told
    assert "什么也没有写" in told
    assert not folder.exists()
    assert "什么也没有写" in run("import", A).output


def test_nothing_of_the_sample_comes_along(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "局" / "2025"
    run("import", A, "--into", folder, "--yes")
    texts = "".join(path.read_text("utf-8") for path in folder.glob("*.yaml"))
    for fictional in ("江城区", "612.40", "平台", "服务中心"):
        assert fictional not in texts
    assert f"全称: {NAME}" in texts
    assert "行政: 待填" in texts
    for path in folder.glob("*.yaml"):
        yaml.safe_load(path.read_text("utf-8"))


def test_a_folder_that_is_there_is_completed_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, more="机关运行经费: 1143724.31\n")
    before = (folder / "部门.yaml").read_bytes()
    told = run("import", A, "--into", folder, "--yes")
    assert "L090" in told.output
    assert told.exit_code == 1
    assert (folder / "部门.yaml").read_bytes() == before
    assert load(folder, draft=True).data.accounts


def test_as_yaml_only_what_nobody_typed_is_written(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, more="机关运行经费: 1143724.13\n")
    assert run("import", A, "--into", folder, "--yes", "--as-yaml").exit_code == 0
    text = (folder / "导入.yaml").read_text("utf-8")
    assert "\n机关运行经费:" not in text
    assert "# 来自 accounts-a.xlsx（Z08_1）" in text
    assert load(folder, draft=True).data.economic["30101"] == Decimal("1914860.00")


def test_a_corrected_workbook_takes_the_place_of_the_old_one_which_is_kept(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, A)
    book = openpyxl.load_workbook(A)
    book["F03 机构运行信息表(财决附03表)"]["H6"] = 1143725
    book.save(tmp_path / "新的.xlsx")
    told = run("import", tmp_path / "新的.xlsx", "--into", folder, "--yes").output
    assert "换掉文件夹里的 决算.xlsx" in told
    assert load(folder, draft=True).data.operating == Decimal(1143725)
    assert (folder / "决算.xlsx.bak").read_bytes() == A.read_bytes()


def test_what_no_one_can_read_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    told = run("import", tmp_path / "空.xlsx", "--into", tmp_path / "data" / "局" / "2025", "--yes")
    assert told.exit_code == 1
    assert "N010" in told.output
    assert not (tmp_path / "data").exists()


def test_lists_of_other_offices_are_known_by_their_heads(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "采购"
    for row in (
        ["2025年政府采购情况表"],
        ["采购类别", "金额（元）", "中小企业", "小微企业"],
        ["货物", 190180, 190180, 100000],
        ["工程", 834250.75, 834250.75, 560500],
        ["服务", 528600, 215569.25, 200000],
        ["合计", 1553030.75, 1240000, 860500],
    ):
        sheet.append(row)
    staff = book.create_sheet("人员")
    for row in (["人员情况"], ["行政", "事业", "退休", "离休"], [22, 31, 14, 0]):
        staff.append(row)
    book.save(tmp_path / "清单.xlsx")
    folder = tmp_path / "data" / "局" / "2025"
    told = run("import", A, tmp_path / "清单.xlsx", "--into", folder, "--yes").output
    assert "采购 → 政府采购　3 行" in told
    data = load(folder, draft=True).data
    assert data.staff["事业"] == 31
    assert data.procurement[0]["中小企业"] == "190180.00"


def test_the_plan_is_there_for_programs(tmp_path: Path) -> None:
    shutil.copy(A, tmp_path / "a.xlsx")
    plan = json.loads(run("import", tmp_path / "a.xlsx", "--format", "json").output)
    assert plan["文件"][0]["年度"] == 2025
    assert {"名称": "封面", "进": [], "个数": 0, "不读": "封面，没有报告要的数"} in plan["文件"][0]["表单"]


def test_last_years_workbook_gives_what_is_compared_with(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "局" / "2026"
    told = run("import", A, "--last-year", A, "--into", folder, "--yes")
    assert load(folder, draft=True).data.last_year["收入总计"] == Decimal("12357193.40"), told.output


def test_a_budget_export_prints_its_own_tables(tmp_path: Path) -> None:
    """It splits its money by 科目, and apart from that by 经济科目: no row has both, and every table is right."""
    folder = tmp_path / "data" / "局" / "2026"
    told = run("import", BUDGET, "--into", folder, "--edition", "shanghai-2025", "--yes")
    assert told.exit_code == 0, told.output
    assert "3.16部门收入总表 → 部门预算、核定数" in told.output
    report = assemble(folder, "部门预算公开", draft=True)
    assert [str(f) for f in report.findings if f.level is Level.ERROR] == []
    book = report.book
    for key, value in {
        "支出.年初预算": "1062.421",
        "支出.2010350.其他资金.基本支出.年初预算": "29.14",
        "收入.事业收入.年初预算": "28.5",
        "收入.财政拨款.年初预算": "1033.281",
        "支出.30101.一般公共.基本支出.年初预算": "194.2",
        "三公.公务接待费.年初预算": "1.2",
        "预算.机关运行经费": "118.36",
    }.items():
        assert book.resolve(key).value == Decimal(value), key
    basic = next(table for table in report.tables if table.id == "t-basic")
    codes = ["".join(cell.text for cell in row.cells if cell.is_code) for row in basic.rows]
    assert len([code for code in codes if len(code) == 5]) == 27
    units = load(folder, draft=True).data.units
    assert [(unit.name, unit.code) for unit in units] == [("本级", "031001"), ("便民服务中心", "031002")]


def test_money_that_is_split_by_code_alone_is_unknown_where_both_are_asked(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "局" / "2026"
    run("import", BUDGET, "--into", folder, "--edition", "shanghai-2025", "--yes")
    book = assemble(folder, "部门预算公开", draft=True).book
    assert book.resolve("支出.2010301.30101.一般公共.基本支出.年初预算").state == "unknown"


def page(number: int) -> GridCell:
    return GridCell("1", Spot("去年.pdf", page=number))


def test_a_published_file_of_last_year_gives_figures_with_their_pages() -> None:
    """A table of which nobody knows the unit gives none, nor does a figure that two pages tell differently."""

    def seen(key: str, value: str, unit: str, number: int) -> SeenFigure:
        return SeenFigure(key, Decimal(value), unit, page(number), value)

    figures = (
        seen("收入.2080101.一般公共", "12.34", "万元", 9),
        seen("支出", "20.5", "万元", 12),
        seen("支出.基本支出", "7", "？", 12),
        seen("支出.项目支出", "3.10", "万元", 5),
        seen("支出.项目支出", "3.90", "万元", 8),
        seen("三公.合计.预算数", "1", "万元", 9),
    )
    report = PublishedReport(Path("去年.pdf"), "hubei-2023", "", 2024, (), (), figures)
    taken = last_year_of(report, 2025, "元")
    assert taken.values == {
        "收入.2080101.一般公共": ("123400", "去年.pdf 第9页"),
        "支出": ("205000", "去年.pdf 第12页"),
    }
    assert [f.code for f in taken.findings] == ["N022", "N023"]
    block = last_year_block("上年数", last_year_of(report, 2025, "万元").values)
    assert "  支出: 20.50      # 去年.pdf 第12页\n" in block
    other = last_year_of(report, 2024, "元")
    assert (other.values, [f.code for f in other.findings]) == ({}, ["N020"])


def test_a_workbook_of_the_year_before_says_that_it_is_read_as_such(tmp_path: Path) -> None:
    told = run("import", B, "--into", tmp_path / "局" / "2025").output
    assert "这是 2024 年度的，在 2025 年度里当上年数读；要开它那一年，--into 写 2024" in told
    assert "当上年数读" not in run("import", B, "--into", tmp_path / "局" / "2024").output


def last_year(text: str, file: str) -> Nodes:
    source = Source(file, 1, 1)
    return Nodes({"支出.基本支出": Text(text, source)}, {}, source)


def test_a_published_file_completes_what_a_workbook_says_of_last_year() -> None:
    figures = {"支出.基本支出": ("70000", "去年.pdf 第5页"), "收入总计": ("200000", "去年.pdf 第5页")}
    left = LastYear(figures, ()).beside(last_year("70040.12", "决算.xls!CS06!B7"), "去年.pdf", "元")
    assert (list(left.values), left.findings) == (["收入总计"], ())
    differs = LastYear(figures, ()).beside(last_year("71040.12", "决算.xls!CS06!B7"), "去年.pdf", "元")
    assert list(differs.values) == ["收入总计"]
    assert [f.code for f in differs.findings] == ["R090"]
    assert "70000" in differs.findings[0].message
    assert "71040.12" in differs.findings[0].message


def test_what_is_typed_of_last_year_is_left_and_that_is_told() -> None:
    figures = {"收入总计": ("200000", "去年.pdf 第5页")}
    left = LastYear(figures, ()).beside(last_year("7", "预算和上年.yaml"), "去年.pdf", "元")
    assert left.values == {}
    assert [f.code for f in left.findings] == ["R092"]


@pytest.mark.parametrize(("own", "told"), [("甲局", 1), ("市乙局", 0), ("", 0), ("待填", 0)])
def test_a_published_file_of_somebody_else_is_told(own: str, told: int) -> None:
    report = PublishedReport(Path("去年.pdf"), "hubei-2023", "市乙局", 2024, (), (), ())
    assert [f.code for f in other_department(report, own)] == ["R091"] * told


@pytest.mark.parametrize(
    ("spot", "page"),
    [
        ("去年.pdf 第5页", "第5页"),
        ("去年.pdf!第5页表1!B7", "第5页"),
        ("去年.docx 表2 第4行第3格", "表2"),
        ("去年.html!表3!B7", "表3"),
    ],
)
def test_a_plan_of_last_year_is_told_by_pages_or_tables(spot: str, page: str) -> None:
    assert page_of(spot) == page


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of 2023, printed."""
    out = tmp_path_factory.mktemp("printed")
    sample = Path(__file__).parent.parent / "data" / "donghu-hrss" / "2023"
    run("build", sample, "--draft", "--to", "pdf,docx,html", "--out", out)
    return out


@pytest.mark.parametrize("suffix", ["pdf", "docx", "html"])
def test_our_own_print_of_last_year_gives_its_figures(tmp_path: Path, printed: Path, suffix: str) -> None:
    file = next(path for path in printed.rglob(f"*.{suffix}") if "内部" not in path.parts)
    folder = tmp_path / "data" / "局" / "2024"
    told = run("import", "--last-year", file, "--into", folder, "--yes", "--kind", "部门决算公开")
    last = yaml.safe_load("\n".join(p.read_text("utf-8") for p in folder.glob("预算和上年.yaml")))["上年数"]
    sample = assemble(Path(__file__).parent.parent / "data" / "donghu-hrss" / "2023", "部门决算公开", draft=True).book
    assert len(last) >= 5, told.output
    for key, value in last.items():
        assert Decimal(str(value)).scaleb(-4) == Decimal(sample.printed(sample.resolve(key)).replace(",", "")), key


def test_a_published_report_of_the_year_before_is_the_plan_page_by_page(tmp_path: Path, printed: Path) -> None:
    file = next(path for path in printed.rglob("*.pdf") if "内部" not in path.parts)
    told = run("import", A, "--last-year", file, "--into", tmp_path / "局" / "2025").output
    assert "N020" in told
    assert "2023 年度的公开稿" in told
    right = run("import", "--last-year", file, "--into", tmp_path / "局" / "2024").output
    assert re.search(r"第\d+页 → 上年数　\d+ 个数", right)


def test_a_sheet_without_a_unit_of_money_gives_no_total(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(A)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=4):
            for cell in row:
                if isinstance(cell.value, str) and "单位：元" in cell.value:
                    cell.value = None
    folder = folder_with(tmp_path)
    book.save(folder / "决算.xlsx")
    data = load(folder, draft=True).data
    assert data.approved == {"车辆.合计": 3}
    assert data.accounts == []


def test_files_that_cannot_be_read_are_never_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "局" / "2025"
    folder.mkdir(parents=True)
    (folder / "部门.yaml").write_bytes(b"\xff\xfe\x00bad: [")
    run("import", A, "--into", folder, "--yes")
    assert (folder / "部门.yaml").read_bytes() == b"\xff\xfe\x00bad: ["
    assert [path.name for path in folder.glob("*.yaml")] == ["部门.yaml"]


def test_a_web_page_under_its_own_name_is_no_data(tmp_path: Path) -> None:
    grid = next(grid for grid in open_file(A).grids if grid.name.startswith("Z04"))
    cell = "<td colspan={} rowspan={}>{}</td>".format
    rows = ("".join(cell(c.columns, c.rows, c.text) for _, c in grid.row(row)) for row in range(grid.height))
    page = f"<html><body><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></body></html>"
    (tmp_path / "导出.html").write_text(page, encoding="utf-8")
    told = run("import", tmp_path / "导出.html", "--into", tmp_path / "data" / "局" / "2025", "--yes")
    assert told.exit_code == 1
    assert "N012" in told.output
    assert not (tmp_path / "data").exists()
    shutil.copy(tmp_path / "导出.html", tmp_path / "导出.xls")
    told = run("import", tmp_path / "导出.xls")
    assert "表1（Z04" in told.output
    assert "R030" not in told.output
