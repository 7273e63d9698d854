"""What a second import, a file that is none, another department's workbook and rounded tables come to."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from clerk import run
from reportgen.build import assemble
from reportgen.figures import FigureBook
from reportgen.load.workbook.entries import entries_of
from reportgen.load.workbook.given import Given
from reportgen.model.finding import Level, Source
from test_workbook_data import NAME, PUBLIC, A, B


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def book_of(folder: str) -> FigureBook:
    return assemble(Path(folder), "部门决算公开", draft=True).book


def stamps(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_the_same_import_again_writes_nothing() -> None:
    run("import", A, "--into", "某局/2025", "--yes", code=0)
    before = stamps(Path("某局/2025"))
    assert "没有写什么，数据里的都没有动。" in run("import", A, "--into", "某局/2025", "--yes", code=0).output
    assert stamps(Path("某局/2025")) == before


def test_a_corrected_export_under_another_name_is_the_correction_once() -> None:
    run("import", A, "--into", "某局/2025", "--yes", code=0)
    book = openpyxl.load_workbook(A)
    book["F03 机构运行信息表(财决附03表)"]["E23"] = 137
    del book["Z09 政府性基金预算财政拨款收入支出决算表(财决09表)"]
    book.save("更正.xlsx")
    plan = run("import", "更正.xlsx", "--into", "某局/2025").output
    assert f"换掉文件夹里的 {A.name}，原来的一份改名留着；" in plan
    assert "个新的一份没有：" in plan
    run("import", "更正.xlsx", "--into", "某局/2025", "--yes", code=0)
    before = stamps(Path("某局/2025"))
    assert "没有写什么" in run("import", "更正.xlsx", "--into", "某局/2025", "--yes", code=0).output
    assert stamps(Path("某局/2025")) == before


def test_what_a_replaced_workbook_changes_is_told_with_its_cells() -> None:
    run("import", A, "--into", "某局/2025", "--yes", code=0)
    book = openpyxl.load_workbook(A)
    book["F03 机构运行信息表(财决附03表)"]["E23"] = 137
    book.save("更正.xlsx")
    plan = run("import", "更正.xlsx", "--into", "某局/2025", code=0).output
    assert "；1 个数变了：实物量.国内接待人次 132 → 137（更正.xlsx!F03!E23）" in plan


def test_a_reason_for_a_correction_is_nothing_to_print() -> None:
    run("import", A, "--into", "某局/2025", "--yes", code=0)
    typed = "机关运行经费: 1143825.13\n工作簿更正: {机关运行经费: 导出后补录一笔}\n"
    Path("某局/2025/补.yaml").write_text(typed, encoding="utf-8")
    findings = assemble(Path("某局/2025"), "部门决算公开", draft=True).findings
    assert [str(f) for f in findings if f.source and f.source.file == "补.yaml" and f.level is not Level.HINT] == []


def test_a_notice_is_told_once() -> None:
    book = openpyxl.load_workbook(A)
    for cell in (
        cell for row in book["Z11 国有资本经营预算财政拨款收入支出决算表(财决11表)"]["E9:T14"] for cell in row
    ):
        cell.value = None
    book.save("空.xlsx")
    assert run("import", "空.xlsx").output.count("一个数也没有填") == 1


def test_the_file_of_an_open_workbook_is_passed_over_or_told() -> None:
    Path("~$决算.xlsx").write_bytes(b"\x05clerk" + b" " * 160)
    shutil.copy(A, "决算.xlsx")
    assert "~$" not in run("import", "决算.xlsx", "~$决算.xlsx", code=0).output
    told = run("import", "~$决算.xlsx").output
    assert "办公软件打开工作簿时的临时文件" in told
    assert "要导入的是 决算.xlsx" in told


def test_last_years_workbook_of_another_department_is_told() -> None:
    told = run("import", A, B, "--into", "某局/2025").output
    assert f"当作上年数读了，写的单位却是「示范市青屿县群众文化馆」，这里是「{NAME}」" in told


@pytest.mark.parametrize("book", [A, PUBLIC], ids=["元", "万元"])
def test_the_figures_written_as_yaml_are_those_of_the_workbook(book: Path) -> None:
    run("import", book, "--into", "甲/2025", "--yes", code=0)
    run("import", book, "--into", "乙/2025", "--yes", "--as-yaml", code=0)
    one, other = book_of("甲/2025"), book_of("乙/2025")
    keys = [key for key in one.known_keys() if (one.resolve(key).value or 0) and not key.startswith("上年.")]
    assert len(keys) > 300
    assert {key: one.resolve(key).value for key in keys} == {key: other.resolve(key).value for key in keys}


def published_with(target: Path, **cells: float) -> Path:
    book = openpyxl.load_workbook(PUBLIC)
    for place, value in cells.items():
        sheet, _, cell = place.partition("_")
        next(one for one in book if one.title.startswith(sheet))[cell] = value
    book.save(target)
    return target


def test_both_totals_of_a_rounded_table_are_taken_from_it() -> None:
    """The two sides agree as printed, though the parts of one of them add up to 0.01 more."""
    sheet = next(one for one in openpyxl.load_workbook(PUBLIC) if one.title.startswith("GK04"))
    assert sheet["C38"].value == sheet["F38"].value
    rounded = published_with(Path("公开.xlsx"), GK04_F34=sheet["F34"].value + 0.01)
    run("import", rounded, "--into", "某局/2025", "--yes", code=0)
    book = book_of("某局/2025")
    assert book.resolve("财政拨款支出总计").value == Decimal(str(sheet["F38"].value))
    findings = assemble(Path("某局/2025"), "部门决算公开", draft=True).findings
    assert [str(f) for f in findings if f.code == "C014" and f.level is Level.ERROR] == []


@pytest.mark.parametrize(("whole", "by_subject"), [("4.07", True), ("4.08", True), ("4.10", False)])
def test_balances_by_subject_are_read_though_their_rounded_sum_is_not_the_total(whole: str, by_subject: bool) -> None:
    """0.23 and 3.84 make 4.07; three rounded cells may be 0.015 apart."""
    place = Source("公开.xlsx!GK07", 10, 5)
    told = {"2120801.政府性基金": "0.23", "2121301.政府性基金": "3.84", "政府性基金": whole}
    given = [Given(f"年初结转和结余.{key}", Decimal(v), "万元", place, grain=Decimal(50)) for key, v in told.items()]
    nodes = entries_of(given, "万元", {}).nodes
    assert ("收支" in nodes) is by_subject
    assert ("年初结转和结余" in nodes) is not by_subject


def test_an_economic_code_that_no_year_prints_has_its_row_and_name() -> None:
    book = openpyxl.load_workbook(A)
    swapped = {"办公设备购置": "大型修缮", "大型修缮": "办公设备购置"}
    for sheet in (one for one in book if one.title.startswith(("Z05", "Z08"))):
        for column in range(sheet["CA1"].column, sheet["CR1"].column):  # those of 310
            head = sheet.cell(5, column).value
            if head in swapped:
                sheet.cell(5, column).value = swapped[str(head)]
    book.save("修缮.xlsx")
    run("import", "修缮.xlsx", "--into", "某局/2025", "--yes", code=0)
    made = assemble(Path("某局/2025"), "部门决算公开", draft=True)
    assert [f for f in made.findings if f.code == "S012"] == []
    table = next(one for one in made.tables if one.label == "公开06表")
    texts = [cell.text.strip() for row in table.rows for cell in row.cells]
    assert "31006" in texts
    assert "大型修缮" in texts
