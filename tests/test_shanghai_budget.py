"""Edition shanghai-2025: tables in 元, texts in 万元, the choices of departments, a published municipal budget."""

from __future__ import annotations

import csv
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import yaml

from clerk import replace, run
from recall import figures, text_of_docx, text_of_html
from reportgen.build import BuiltReport, assemble
from reportgen.document.tree import squeeze, text_of
from reportgen.editions import list_editions
from reportgen.lint import lint
from reportgen.publish.dictionary import dictionary_of
from reportgen.publish.tables import tables_of
from reportgen.workspace.new import begin
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.json import write_json
from reportgen.writers.xlsx import write_xlsx

KIND, UNIT = "部门预算公开", "单位预算公开"
FINANCE = Path(__file__).parent / "shanghai" / "finance"


def made(folder: Path, edition: str = "", **keys: object) -> BuiltReport:
    """The sample under a department's own edition; keys: what stands in the place of the sample's own."""
    year = folder / "2025"
    begin(year, "shanghai-2025", KIND)
    data: dict[str, object] = {}
    for path in sorted(year.glob("*.yaml")):
        data |= yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts stay texts
        path.unlink()
    data |= keys
    data["报告"] = {KIND: {"版式": "ours"}}
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**6, default_style=None)
    (year / "数据.yaml").write_text(text, "utf-8")
    home = folder / "templates" / "budget" / "ours"
    home.mkdir(parents=True)
    (home / "edition.yaml").write_text(f"extends: shanghai-2025\n{edition}\n", "utf-8")
    return assemble(year)


def words(report: BuiltReport) -> str:
    return "".join("".join(report.document.root.itertext()).split())


def paragraphs(report: BuiltReport, section: str) -> list[str]:
    found = next(e for e in report.document.root.iter("section") if e.get("id") == section)
    return [squeeze(text_of(p)) for p in found.iter("p")]


def cell(report: BuiltReport, table: str, row: int, column: int) -> str:
    body = next(e for e in report.document.root.iter("section") if e.get("id") == f"t-{table}").find(".//tbody")
    return squeeze(text_of(list(list(body)[row])[column]))


def told(report: BuiltReport) -> list[str]:
    return [str(f) for f in report.findings]


# -- the sample ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "title"),
    [(KIND, "上海市江湾区社区服务局2025年部门预算"), (UNIT, "上海市江湾区社区服务中心2025年单位预算")],
)
def test_nothing_is_found_wrong_with_the_sample(tmp_path: Path, kind: str, title: str) -> None:
    begin(tmp_path / "2025", "shanghai-2025", kind)
    report = assemble(tmp_path / "2025")
    assert told(report) == []
    assert report.document.title == title


@pytest.mark.parametrize("kind", [KIND, UNIT])
def test_the_edition_has_no_mistakes(kind: str) -> None:
    assert [str(f) for f in lint(kind, "shanghai-2025")] == []


def test_the_old_name_of_the_unit_s_edition_says_what_is_written_now(tmp_path: Path) -> None:
    now = "单位预算公开: {版式: shanghai-2025}"
    assert list_editions(KIND) == list_editions(UNIT)
    begin(tmp_path / "某中心" / "2025", "shanghai-2025", UNIT)
    folder = tmp_path / "某中心" / "2025"
    replace(
        folder / "部门.yaml", "单位预算公开:\n    版式: shanghai-2025", "部门预算公开:\n    版式: shanghai-2025-unit"
    )
    for told_by in (
        run("check", folder, code=1).output,
        run("build", folder, "--draft", "--to", "html").output,
        run("new", tmp_path / "另/2025", "--kind", KIND, "--edition", "shanghai-2025-unit", code=1).output,
        run("editions", "show", "shanghai-2025-unit").output,
        run("editions", "new", "ours", "--from", "shanghai-2025-unit", "--in", folder.parent).output,
    ):
        assert now in "".join(told_by.split("\n")), told_by


def test_the_sample_of_a_unit_is_its_own(tmp_path: Path) -> None:
    run("new", tmp_path / "某中心" / "2025", "--kind", "单位预算", "--edition", "shanghai-2025", code=0)
    text = "".join(path.read_text("utf-8") for path in (tmp_path / "某中心" / "2025").glob("*.yaml"))
    assert "单位预算公开:" in text
    assert "社区服务局\n" not in text.split("部门:")[1].split("\n\n")[0]
    assert text.count("\n部门预算:") == 1


def test_glossary_and_narrative_stand_before_the_tables(tmp_path: Path) -> None:
    report = made(tmp_path)
    entries = [squeeze(text_of(a)) for a in report.document.root.iterfind(".//nav//a")]
    assert entries[:5] == [
        "一、部门主要职能",
        "二、部门机构设置",
        "三、名词解释",
        "四、部门预算编制说明",
        "五、部门预算表",
    ]
    assert entries[5] == "1. 2025年部门财务收支预算总表"
    assert entries[-2:] == ["六、其他相关情况说明", "七、项目经费情况说明"]
    parts = [e for e in report.document.root.iter("section") if e.get("class") == "part"]
    assert {e.get("data-page") for e in parts} == {"landscape"}
    assert [squeeze(text_of(h)) for e in parts for h in e.findall("h1")] == [
        *("上海市江湾区社区服务局主要职能", "上海市江湾区社区服务局机构设置", "名词解释"),
        *("2025年部门预算编制说明", "其他相关情况说明"),
    ]


def test_a_part_without_data_is_not_there(tmp_path: Path) -> None:
    sample = tmp_path / "sample"
    begin(sample, "shanghai-2025", KIND)
    budget = yaml.load((sample / "预算.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    del budget["部门预算"]["项目说明"]
    report = made(tmp_path, 部门预算=budget["部门预算"])
    assert "七、项目经费情况说明" not in words(report)
    assert told(report) == []


def test_only_functions_with_money_are_listed_and_numbered_anew(tmp_path: Path) -> None:
    report = made(tmp_path)
    labels = [cell(report, "summary", row, 2) for row in range(12)]
    assert labels[:4] == ["一、社会保障和就业支出", "二、卫生健康支出", "三、住房保障支出", "四、其他支出"]
    assert set(labels[4:]) == {""}


def test_codes_are_split_and_the_total_is_last(tmp_path: Path) -> None:
    report = made(tmp_path)
    assert [cell(report, "spending", 2, n) for n in range(5)] == ["208", "02", "01", "行政运行", "6,273,280.00"]
    assert cell(report, "spending", 17, 0) == "合计"
    assert cell(report, "spending", 17, 1) == "13,225,780.50"


# -- units --------------------------------------------------------------------------------------------

IN_WAN = {"金额单位": "万元"}


def test_tables_are_in_yuan_and_texts_in_wan(tmp_path: Path) -> None:
    report = made(tmp_path)
    assert cell(report, "summary", 0, 1) == "13,139,780.50"
    assert "财政拨款收入1,313.98万元，比2024年预算增加67.32万元" in words(report)
    assert cell(report, "three-public", 0, 0) == "5.70"


def test_each_amount_of_a_text_is_rounded_by_itself(tmp_path: Path) -> None:
    """119.0280 is 119.03; 12,789,780.50 元 is 1,278.98, and its 款 add up to what they add up to."""
    report = made(tmp_path)
    assert "机关运行经费预算为119.03万元" in words(report)
    assert report.book.printed(report.book.resolve("支出.一般公共.年初预算")) == "1,278.98"


def test_half_a_cent_goes_up(tmp_path: Path) -> None:
    report = made(tmp_path, 补充数据={"绩效目标.项目数": "3", "绩效目标.金额": "3010050", **HELD})
    assert "涉及项目预算资金301.01万元" in words(report)


HELD = {"现有车辆.合计": "0", "现有设备": "0", "购置车辆.合计": "0", "购置设备": "0"}


def test_data_in_wan_print_the_same_yuan(tmp_path: Path) -> None:
    """The same amounts, stated in 万元."""
    in_yuan, folder = made(tmp_path / "元"), tmp_path / "万元"
    text = (tmp_path / "元" / "2025" / "数据.yaml").read_text("utf-8")
    content = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    keys = {key: _in_wan(value) for key, value in content.items() if key in ("部门预算", "上年数")}
    records = {k: v if "金额" not in k and "预留" not in k else _in_wan(v) for k, v in content["补充数据"].items()}
    in_wan = made(folder, 金额单位="万元", 补充数据=records, **keys)
    assert told(in_wan) == []
    assert words(in_wan) == words(in_yuan)


def _in_wan(value: object) -> object:
    """Every amount of the data divided by 10 000; counts, codes and words stay."""
    if isinstance(value, dict):
        return {k: _in_wan(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_in_wan(v) for v in value]
    lines = str(value).splitlines()
    if len(lines) > 1 and "|" in lines[0]:
        return "\n".join(" | ".join(_cell_in_wan(c.strip()) for c in line.split("|")).strip(" ") for line in lines)
    return _cell_in_wan(str(value))


def _cell_in_wan(text: str) -> str:
    bare = text.replace(",", "")
    amount = bare.replace(".", "", 1).isdigit() and (len(bare) not in (5, 7) or "." in bare or bare.endswith("000"))
    return f"{Decimal(bare).scaleb(-4):f}" if amount else text


def test_every_format_has_yuan_where_the_head_says_so(tmp_path: Path) -> None:
    report = made(tmp_path)
    public = json.loads(write_json(report.document))
    table = tables_of(public)[2]
    assert table.unit == "元"
    row = next(csv.reader(table.csv.decode().splitlines()[1:2]))
    assert row == ["208", "", "", "社会保障和就业支出", "11770780.50", "9110780.50", "2660000.00"]
    figure = next(f for f in public["数"] if f["键"] == "支出.208.年初预算.元")
    assert (Decimal(figure["值"]), figure["单位"], figure["印作"]) == (Decimal("11770780.50"), "元", "11,770,780.50")
    assert {t.unit for t in tables_of(public)[:8]} == {"元"}
    assert tables_of(public)[8].unit == "万元"
    lines = list(csv.reader(dictionary_of(report, public).decode("utf-8-sig").splitlines()))
    spending = [line for line in lines if line[0] == table.file and line[1].startswith("支出预算")]
    assert {line[3] for line in spending} == {"元"}
    page = write_html(report.document).decode()
    assert "11,770,780.50" in page
    assert "11,770,780.50" in text_of_docx(write_docx(report.document))


def test_the_workbook_has_yuan_and_its_formulas_add_them(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(write_xlsx(made(tmp_path).document))
    sheet = openpyxl.load_workbook(path)["2025年部门支出预算总表"]
    heads = [c.value for c in sheet[2] if c.value]
    assert heads == ["编制部门：上海市江湾区社区服务局", "单位：元"]
    row = next(r for r in sheet.iter_rows() if r[2].value == "01" and r[0].value == "208" and r[1].value == "02")
    assert row[5].value == Decimal("6273280")
    assert row[5].number_format.startswith("#,##0.00")
    assert str(row[4].value).startswith("=")


def test_whole_yuan_is_one_line_of_an_edition(tmp_path: Path) -> None:
    report = made(tmp_path, "precision: {元: 0}")
    assert cell(report, "summary", 0, 1) == "13,139,781"
    assert told(report) == []


def test_texts_in_whole_wan_leave_other_texts_at_two_decimals(tmp_path: Path) -> None:
    report = made(tmp_path, "text_unit: 整万元")
    assert "财政拨款收入1,314万元，比2024年预算增加67万元" in words(report)
    assert "“三公”经费预算数为5.70万元" in words(report)
    assert told(report) == []


@pytest.mark.parametrize(
    ("edition", "printed"),
    [
        ("plain_zeros: false", "事业单位经营收入0.00万元"),
        ("separators: {文字: false}", "收入预算1322.58万元"),
        ("sole_funds: false", "国有资本经营预算拨款支出预算为0。"),
        ("entries: {dashed: true}", "“社会保障和就业支出-民政管理事务-行政运行”科目627.33万元"),
        ('entries: {after: ""}', "行政运行（项）”627.33万元"),
        ("entries: {number: 、}", "1、“社会保障和就业支出（类）"),
        ("comparison: {level: 比}", "国有资本经营预算拨款支出预算0万元，比2024年预算持平"),
        ("comparison: {base: 预算执行数}", "比2024年预算执行数增加67.32万元"),
        ("comparison: {because: 的主要原因是：}", "财政拨款收入支出增加的主要原因是：社区为老服务任务增加。"),
        ("operating_units: true", "下属1家机关和0家参公事业单位财政拨款的机关运行经费预算为119.03万元"),
        ("assets_day: 12月31日", "截至2024年12月31日"),
        ("words: {采购年: 年度}", "2025年度本部门政府采购预算226.00万元"),
        ("short_glossary: true", "（四）机关运行经费：指"),
        ("trimmed: [万元]", "政府采购预算226万元"),
    ],
)
def test_what_departments_choose_is_one_line(tmp_path: Path, edition: str, printed: str) -> None:
    report = made(tmp_path, edition)
    assert printed in words(report)
    assert told(report) == []


def test_zeros_in_the_cells_of_some_tables(tmp_path: Path) -> None:
    report = made(tmp_path, "zeros: [basic, income]")
    assert cell(report, "basic", 1, 5) == ""  # 公用经费 of 30101 can hold nothing
    assert cell(report, "income", 0, 7) == "0.00"
    assert cell(report, "spending", 3, 5) == ""


# -- where figures come from, and go ------------------------------------------------------------------


def test_an_approved_figure_may_be_stated_in_yuan(tmp_path: Path) -> None:
    """11770780.50 元 under the key of the table; under its own key in the unit of the data: the same."""
    for key in ("支出.208.年初预算.元", "支出.208.年初预算"):
        report = made(tmp_path / key, 核定数={key: "11770780.50"})
        assert cell(report, "spending", 0, 4) == "11,770,780.50"
        assert told(report) == []


def test_an_approved_figure_that_differs_is_told_in_either_unit(tmp_path: Path) -> None:
    report = made(tmp_path, 核定数={"支出.208.年初预算.元": "11770790.50"})
    assert any("11,770,790.50" in words(report) for _ in (1,))
    assert [f.level.value for f in report.findings if f.code in ("C117", "C116", "S031")] or told(report)


def test_last_years_figure_in_yuan_is_that_of_its_own_key(tmp_path: Path) -> None:
    book = made(tmp_path).book
    assert book.resolve("上年.支出.一般公共.年初预算.元").value == Decimal(12166570)
    assert book.resolve("支出.一般公共.年初预算.元.增减额").value == Decimal("623210.50")
    assert book.resolve("支出.一般公共.年初预算.整万元.增减额").value == Decimal(62)


def test_explain_says_from_which_lines_a_cell_comes(tmp_path: Path) -> None:
    begin(tmp_path / "2025", "shanghai-2025", KIND)
    said = run("explain", tmp_path / "2025", "支出.2080501.基本支出.年初预算.元").output
    assert "150,000.00 元" in said
    assert "换成元：支出.2080501.基本支出.年初预算" in said
    assert "预算.yaml:" in said


# -- 单位预算 ---------------------------------------------------------------------------------------------


def test_a_unit_prints_the_same_in_other_words() -> None:
    report = assemble(FINANCE / "2025")
    entries = [squeeze(text_of(a)) for a in report.document.root.iterfind(".//nav//a")]
    assert entries[0] == "一、单位主要职能"
    assert entries[5] == "1. 2025年预算单位财务收支预算总表"
    assert entries[13] == "9．2025年单位“三公”经费和机关运行经费预算表"
    assert entries[-1] == "六、其他相关情况说明"
    assert "上海市样例局设22个内设机构，包括办公室" in words(report)
    assert "2025年度本单位政府采购预算1,708.03万元" in words(report)
    assert "编制单位：上海市样例局" in words(report)
    assert "本部门" not in words(report)
    row = [cell(report, "unit-summary", 0, n) for n in range(7)]
    assert row[2:] == ["一、一般公共服务支出", "127,886,849", "60,330,260", "24,531,459", "43,025,130"]


# -- a published budget -------------------------------------------------------------------------------


def test_the_figures_of_a_published_municipal_budget_are_printed_again() -> None:
    """All that differs: the full stop behind two numbers of the contents, which are wide here."""
    with (FINANCE / "published.csv").open(encoding="utf-8", newline="") as file:
        wanted = Counter({row["figure"]: int(row["times"]) for row in csv.DictReader(file)})
    report = assemble(FINANCE / "2025")
    assert told(report) == []
    there = figures(text_of_docx(write_docx(report.document)))
    missing = wanted - there
    assert set(missing) <= {"4.2025", "9.2025"}, missing
    assert text_of_html(write_html(report.document)).count("171,915,169") >= 12


def test_its_edition_has_no_mistakes() -> None:
    assert [str(f) for f in lint(UNIT, "finance-2025", FINANCE)] == []
