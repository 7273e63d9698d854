"""A known workbook in a department-year's folder is read like its YAML: figures with their cells, down to explain."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from reportgen.build import BuiltReport, assemble
from reportgen.cli import commands
from reportgen.document.explain import Explainer
from reportgen.load import Loaded, load
from reportgen.load.workbook.read import read_workbook
from reportgen.model.finding import Level, Source
from reportgen.reading.open import open_file

EXPORTS = Path(__file__).parent / "exports"
A, B, PUBLIC = EXPORTS / "accounts-a.xlsx", EXPORTS / "accounts-b.xls", EXPORTS / "public-tables.xlsx"
GENERAL = """\
年度: {year}
金额单位: {unit}
部门: {{全称: {name}, 简称: 市民服务局, 级次: 区级}}
报告: {{部门决算公开: {{版式: hubei-2025, 预算口径: 年初预算}}}}
单位构成: |
  单位     | 全称   | 性质 | 层级 | 三公 | 机关运行
  本级     | {name} | 行政 | 本级 | 是   | 是
  服务中心 | 某中心 | 事业 | 二级 | 是   | 否
"""
NAME = "示范市云汀区市民服务局"


def folder_with(root: Path, *books: Path, more: str = "", unit: str = "元", year: int = 2025, name: str = NAME) -> Path:
    folder = root / "data" / "某局" / str(year)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "部门.yaml").write_text(GENERAL.format(year=year, unit=unit, name=name) + more, encoding="utf-8")
    for book in books:
        shutil.copy(book, folder / f"决算{book.suffix}")
    return folder


def found(loaded: Loaded, code: str) -> list[str]:
    return [str(finding) for finding in loaded.findings if finding.code == code]


def made(folder: Path) -> BuiltReport:
    return assemble(folder, "部门决算公开", draft=True)


def clean(text: str) -> str:
    return re.sub(r"[\s　]|^[一二三四五六七八九十]+、|其中：", "", text)


def is_amount(text: str) -> bool:
    return bool(re.fullmatch(r"-?[\d,]+\.\d\d", text.strip()))


def rows_of(report: BuiltReport, table: str) -> dict[str, list[Decimal]]:
    """The figures of each printed row that are not 0, by its labels."""
    book, rows = report.book, {}
    laid = next(one for one in report.tables if one.label == table)
    for row in laid.rows:
        label = "|".join(clean(c.text) for c in row.cells if not (c.is_amount or c.is_line) and c.text.strip())
        cells = [c for c in row.cells if c.is_amount and c.figure is not None and c.tells]
        amounts = [book.rounded(book.resolve(c.printed or c.figure.key)) for c in cells if c.figure]
        rows[label] = [amount for amount in amounts if amount]
    return {label: amounts for label, amounts in rows.items() if amounts}


def rows_in(grid_name: str) -> dict[str, list[Decimal]]:
    """The same of a sheet of the published workbook."""
    grid = next(grid for grid in open_file(PUBLIC).grids if grid_name in grid.name)
    rows = {}
    for number in range(grid.height):
        texts = [cell.text for _, cell in grid.row(number)]
        label = "|".join(clean(t) for t in texts if t.strip() and not is_amount(t) and not re.fullmatch(r"\d\d?", t))
        rows[label] = [Decimal(t.replace(",", "")) for t in texts if is_amount(t) and Decimal(t.replace(",", ""))]
    return {label: amounts for label, amounts in rows.items() if amounts}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> BuiltReport:
    return made(folder_with(tmp_path_factory.mktemp("a"), A))


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 7, 8, 9])
def test_the_tables_are_those_that_were_published(report: BuiltReport, number: int) -> None:
    ours, theirs = rows_of(report, f"公开0{number}表"), rows_in(f"GK0{number}")
    assert sorted(theirs.values()) == sorted(ours.values())
    assert {label: ours[label] for label in ours if label in theirs} == {k: theirs[k] for k in theirs if k in ours}
    assert len(set(ours) & set(theirs)) >= len(theirs) // 2


def test_the_table_by_economic_code_has_the_published_figures(report: BuiltReport) -> None:
    """Its rows stand beside each other in another way, where the edition leaves out codes without a figure."""

    def all_of(rows: dict[str, list[Decimal]]) -> list[Decimal]:
        return sorted(amount for amounts in rows.values() for amount in amounts)

    assert all_of(rows_of(report, "公开06表")) == all_of(rows_in("GK06"))


def test_there_is_no_error_and_every_figure_of_the_year_is_known(report: BuiltReport) -> None:
    assert [f for f in report.findings if f.level is Level.ERROR] == []
    assert report.book.loaded.hashes.keys() == {"部门.yaml", "决算.xlsx"}


def test_a_figure_says_its_cell_and_the_ones_that_are_taken_off(report: BuiltReport) -> None:
    told = Explainer(report.book, report.document).explain("支出.2010350.其他资金.基本支出")
    assert "决算.xlsx!Z04!F14−Z07!L14  29.723062 万元" in told
    assert "填报：决算.xlsx!F03!H6" in Explainer(report.book, report.document).explain("机关运行经费")


def test_a_total_is_compared_with_what_is_added_and_never_added(report: BuiltReport) -> None:
    told = Explainer(report.book, report.document).explain("收入总计")
    assert "核定数，按它印出：决算.xlsx!Z01!E37" in told
    assert "推导　1,235.72 万元，两数相等" in told


def test_what_a_cell_moves_is_told(report: BuiltReport) -> None:
    explainer = Explainer(report.book, report.document)
    assert "支出.2010350" in explainer.moves("决算.xlsx!Z07", 14, 12)
    assert "支出.2010350" in explainer.moves("决算.xlsx!Z04", 14, 6)
    assert "没有哪个数" in explainer.moves("决算.xlsx!Z12", 14, 6)


def test_a_place_of_a_workbook_names_sheet_and_cell() -> None:
    place = Source("../2024/决算.xls!Z08_1", 14, 31, also="−Z07!L14")
    assert str(place) == "../2024/决算.xls!Z08_1!AE14−Z07!L14"
    assert place.as_json() == {
        "file": "../2024/决算.xls",
        "line": 14,
        "column": 31,
        "sheet": "Z08_1",
        "cell": "AE14",
        "also": "−Z07!L14",
    }
    assert str(Source("收支!.yaml", 3, 2)) == "收支!.yaml:3:2"


def test_text_numbers_and_shifted_heads_of_an_old_workbook_are_read(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, B, year=2024, name="示范市青屿县群众文化馆")
    report = made(folder)
    assert report.book.printed(report.book.resolve("收入总计")) == "331.62"
    assert report.book.resolve("三公.公务接待费.预算数").value == Decimal("0.3")
    assert report.book.loaded.data.three_public.budget == "年初预算"


def test_a_folder_in_another_unit_of_money_prints_the_same(tmp_path: Path, report: BuiltReport) -> None:
    other = made(folder_with(tmp_path, A, unit="万元"))
    for number in (1, 3, 5, 6, 9):
        assert rows_of(other, f"公开0{number}表") == rows_of(report, f"公开0{number}表")
    assert other.book.resolve("支出.2010350.其他资金.基本支出").value == Decimal("29.723062")
    assert rounded(other) == rounded(report)


def rounded(made: BuiltReport) -> list[str]:
    """What is told of the last places."""
    return [finding.message for finding in made.findings if "尾差" in finding.message]


def test_yaml_may_say_the_same_as_a_cell_in_its_own_words(tmp_path: Path) -> None:
    more = "机关运行经费: 1,143,724.13\n收支: |\n  科目 | 一般公共预算.基本支出\n  2010301 行政运行 | 5278945.95\n"
    loaded = load(folder_with(tmp_path, A, more=more), draft=True)
    assert found(loaded, "L090") == []


def test_yaml_that_says_something_else_is_an_error_that_names_both_places(tmp_path: Path) -> None:
    more = "机关运行经费: 1143724.31\n收支: |\n  科目 | 一般公共.基本支出\n  2010301 | 5278945.59\n"
    loaded = load(folder_with(tmp_path, A, more=more), draft=True)
    told = found(loaded, "L090")
    assert len(told) == 2
    assert "部门.yaml:12:13" in told[0]
    assert "部门.yaml:9:9" in told[1]
    assert "决算.xlsx!F03!H6 是 1143724.13" in "".join(told)
    assert "决算.xlsx!Z07!L12 是 5278945.95" in "".join(told)


def test_with_a_reason_what_is_typed_counts_and_says_which_cell_it_stands_for(tmp_path: Path) -> None:
    more = "机关运行经费: 1143724.31\n工作簿更正: {机关运行经费: 导出后补录一笔}\n"
    report = made(folder_with(tmp_path, A, more=more))
    assert found(report.book.loaded, "L090") == []
    assert report.book.resolve("机关运行经费").value == Decimal("114.372431")
    told = Explainer(report.book, report.document).explain("机关运行经费")
    assert "部门.yaml:9:9（代替 决算.xlsx!F03!H6 的 1143724.13：导出后补录一笔）" in told


def test_a_correction_that_corrects_nothing_is_told(tmp_path: Path) -> None:
    loaded = load(folder_with(tmp_path, A, more="工作簿更正: {机关运行经费: 补录}\n"), draft=True)
    assert "没有用上" in found(loaded, "L091")[0]


def test_what_is_still_to_be_filled_in_is_filled_by_the_workbook(tmp_path: Path) -> None:
    more = "机关运行经费: 待填\n国有资产: {车辆: {其他用车: 待填}, 通用设备: 2}\n"
    loaded = load(folder_with(tmp_path, A, more=more), draft=True)
    assert loaded.data.operating == Decimal("1143724.13")
    assert loaded.data.assets.vehicles["其他用车"] == 1
    assert loaded.data.assets.general == 2


def test_rows_of_units_are_compared_with_the_workbook_as_a_whole(tmp_path: Path) -> None:
    more = (
        "收支: |\n  科目    | 单位 | 一般公共.基本支出 | 一般公共.项目支出\n"
        "  2010301 | 本级     | 5000000.00 | -\n  2010301 | 服务中心 | 278945.95 | -\n"
    )
    report = made(folder_with(tmp_path, A, more=more))
    assert report.book.resolve("支出.2010301.一般公共.基本支出").value == Decimal("527.894595")
    assert report.book.resolve("支出.本级.2010301.一般公共.基本支出").value == Decimal("500")


def test_stray_files_are_silent_and_unknown_workbooks_told_once(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, A)
    (folder / "~$决算.xlsx").write_bytes(b"lock")
    (folder / "Thumbs.db").write_bytes(b"x")
    sheet = openpyxl.Workbook()
    sheet.active["A1"] = "通讯录"
    sheet.save(folder / "通讯录.xlsx")
    (folder / "加密.xls").write_bytes(b"not a workbook at all \x00\x01")
    loaded = load(folder, draft=True)
    assert [text.split(" ")[0] for text in found(loaded, "L092")] == ["通讯录.xlsx:1:1"]
    assert [text.split(" ")[0] for text in found(loaded, "L093")] == ["加密.xls:1:1"]
    assert "~$" not in "".join(map(str, loaded.findings))
    assert loaded.hashes.keys() == {"部门.yaml", "决算.xlsx"}


def test_the_workbook_of_last_year_gives_what_is_compared_with(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, A, year=2026)
    loaded = load(folder, draft=True)
    assert loaded.data.last_year["收入总计"] == Decimal("12357193.40")
    assert str(loaded.source("上年数", "支出.2010301.一般公共.基本支出")) == "决算.xlsx!Z07!L12"
    assert loaded.data.accounts == []


def test_the_workbook_of_another_year_or_office_is_told(tmp_path: Path) -> None:
    assert "没有读" in found(load(folder_with(tmp_path / "1", A, year=2021), draft=True), "L094")[0]
    assert "示范市云汀区" in found(load(folder_with(tmp_path / "2", A, name="某市文化局"), draft=True), "L095")[0]


def test_a_corrected_export_is_the_correction(tmp_path: Path) -> None:
    folder, before = folder_with(tmp_path, A), None
    before = made(folder)
    book = openpyxl.load_workbook(A)
    sheet = book["Z07 一般公共预算财政拨款收入支出决算表(财决07表)"]
    sheet["L12"] = sheet["L12"].value + 1000
    book.save(folder / "决算.xlsx")
    after = made(folder)
    assert after.book.loaded.hashes["决算.xlsx"] != before.book.loaded.hashes["决算.xlsx"]
    assert after.book.resolve("支出.2010301.一般公共.基本支出").value == Decimal("527.994595")
    wrong = [f for f in after.findings if f.level is Level.ERROR]
    assert wrong
    assert all(f.source and f.source.sheet and f.excerpt for f in wrong)


def test_the_excerpt_of_a_finding_is_the_row_of_the_sheet(tmp_path: Path) -> None:
    loaded = load(folder_with(tmp_path, A), draft=True)
    from reportgen.load.excerpts import excerpt

    shown = excerpt(Source("决算.xlsx!Z07", 12, 12), loaded.lines)
    line, caret = shown.splitlines()
    assert "5,278,945.95" in line
    assert caret.endswith("^")


def test_tidying_rolling_over_and_watching_leave_a_workbook_as_it_is(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, A)
    before = (folder / "决算.xlsx").read_bytes()
    run = CliRunner()
    assert run.invoke(commands, ["fmt", str(folder)]).exit_code == 0
    rolled = run.invoke(commands, ["new", str(folder.parent / "2026"), "--from", str(folder)])
    assert rolled.exit_code == 0, rolled.output
    assert "决算.xlsx 里的数没有带过来" in rolled.output
    texts = "".join(path.read_text("utf-8") for path in (folder.parent / "2026").glob("*.yaml"))
    assert "收支:" not in texts
    assert (folder / "决算.xlsx").read_bytes() == before
    from reportgen.workspace.watch import signature

    assert str(folder / "决算.xlsx") in signature(folder)


def test_a_folder_of_nothing_but_a_workbook_says_what_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "局" / "2025"
    folder.mkdir(parents=True)
    shutil.copy(A, folder)
    loaded = load(folder, draft=True)
    assert loaded.data.department.full_name == NAME
    assert loaded.data.money_unit == "元"
    assert [text for text in found(loaded, "L020") if "报告" in text]


def test_the_export_in_yuan_counts_beside_the_published_tables_that_are_rounded(
    tmp_path: Path, report: BuiltReport
) -> None:
    folder = folder_with(tmp_path, A)
    shutil.copy(PUBLIC, folder / "公开表.xlsx")
    both = made(folder)
    assert found(both.book.loaded, "L096") == []
    assert both.book.resolve("支出.2010350.其他资金.基本支出").value == Decimal("29.723062")
    assert rows_of(both, "公开03表") == rows_of(report, "公开03表")


def test_two_workbooks_that_disagree_are_an_error_with_both_cells(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, A)
    book = openpyxl.load_workbook(A)
    book["F03 机构运行信息表(财决附03表)"]["H6"] = 1143725
    book.save(folder / "另一份.xlsx")
    told = found(load(folder, draft=True), "L096")
    assert len(told) == 1
    assert "决算.xlsx!F03!H6" in told[0]
    assert "另一份.xlsx!F03!H6" in told[0]


def test_workbooks_of_several_units_are_added_and_every_cell_is_named(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, A)
    book = openpyxl.load_workbook(A)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=6):
            for cell in row:
                if isinstance(cell.value, str) and NAME in cell.value:
                    cell.value = cell.value.replace(NAME, "示范市云汀区便民服务中心")
    book.save(folder / "中心.xlsx")
    both = made(folder)
    assert both.book.resolve("支出.2010301.一般公共.基本支出").value == Decimal("527.894595") * 2
    told = Explainer(both.book, both.document).explain("支出.2010301.一般公共.基本支出")
    assert "中心.xlsx!Z07!L12＋决算.xlsx!Z07!L12" in told


@pytest.mark.parametrize("unit", ["元", "万元"])
def test_published_tables_are_data_with_the_rounding_of_their_cells(tmp_path: Path, unit: str) -> None:
    report = made(folder_with(tmp_path, PUBLIC, unit=unit))
    tails = [f for f in report.findings if f.code in ("C009", "C016", "C021", "C034", "C036")]
    assert tails
    assert {f.level for f in tails} == {Level.HINT}
    assert rows_of(report, "公开03表") == rows_in("GK03")


def test_a_reviewers_figure_of_a_workbook_is_told_with_its_cell_and_nothing_is_written(tmp_path: Path) -> None:
    from reportgen.review.pull.open_reviewed_file import Incoming
    from reportgen.review.pull.outcome import pulled
    from reviewer import Reviewer, between
    from sent import send

    folder = folder_with(tmp_path, A)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    sent = send(folder, tmp_path / "out")
    reviewer = Reviewer(sent.content)
    words = "开支公务接待费0.86万元"
    paragraph = reviewer.find(words)
    at = "".join(t.text or "" for t in paragraph.iter("{*}t")).index(words) + len("开支公务接待费")
    run, *others = between(paragraph, at, at + 4)
    next(run.iter("{*}t")).text = "0.96"
    for other in others:
        other.getparent().remove(other)
    draft = tmp_path / "回来.docx"
    draft.write_bytes(reviewer.content)
    outcome = pulled(Incoming(draft), folder, figures=True)
    outcome.write()
    told = [edit.message for edit in outcome.edits if "F03!E12" in edit.message]
    assert len(told) == 1
    assert "在「工作簿更正」写 三公.公务接待费.决算数: 原因" in told[0]
    assert {name: (folder / name).read_bytes() for name in before} == before


def edited(book: Path, path: Path, *, without: tuple[str, ...] = (), words: dict[str, object] | None = None) -> Path:
    """A workbook without some sheets, and with other words in its cells."""
    opened = openpyxl.load_workbook(book)
    for sheet in opened.worksheets:
        if sheet.title[:4] in without:
            del opened[sheet.title]
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in (words or {}):
                    cell.value = (words or {})[cell.value]
    opened.save(path)
    return path


@pytest.mark.parametrize("without", [(), ("GK01",)])
def test_published_tables_alone_are_enough(tmp_path: Path, without: tuple[str, ...]) -> None:
    """Which fund the income of a 科目 is of follows from the spending and the totals by fund."""
    report = made(folder_with(tmp_path, edited(PUBLIC, tmp_path / "p.xlsx", without=without), unit="万元"))
    codes = {f.code for f in report.findings if f.level is Level.ERROR}
    assert "D013" not in codes
    if without:
        return
    assert codes <= {"D016"}
    for number in (1, 2, 3, 4, 5, 7, 8, 9):
        assert sorted(rows_of(report, f"公开0{number}表").values()) == sorted(rows_in(f"GK0{number}").values())
    six = (rows_of(report, "公开06表"), rows_in("GK06"))
    ours, theirs = (sorted(amount for row in rows.values() for amount in row) for rows in six)
    assert ours == theirs  # with the totals as they were published, though the rounded cells add up to others
    told = Explainer(report.book, report.document).explain("收入.2010301.一般公共")
    assert "决算.xlsx!GK02!F12" in told


def test_without_the_income_by_subject_the_income_of_a_fund_is_known(tmp_path: Path) -> None:
    report = made(folder_with(tmp_path, edited(PUBLIC, tmp_path / "p.xlsx", without=("GK02",)), unit="万元"))
    assert report.book.printed(report.book.resolve("收入.一般公共")) == "1,098.42"
    assert report.book.resolve("收入.2010301.一般公共").state == "unknown"


@pytest.mark.parametrize("words", [{"2230105": "2120399", "22301": "21203", "223": "212"}, {1098.42: 1098.92}])
def test_income_that_may_be_of_two_funds_is_of_none(tmp_path: Path, words: dict[str, object]) -> None:
    """A 科目 of which two funds spend, or totals by fund that do not agree."""
    book = edited(PUBLIC, tmp_path / "p.xlsx", words=words)
    facts = read_workbook(book, book.name).facts.facts
    assert [key for key in facts if key.startswith("收入.") and key.endswith("一般公共")] == []
