"""Workbooks of several units in one folder: each figure counts once, and who says it is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from clerk import run
from reportgen.build import assemble
from reportgen.model.finding import Level
from test_workbook_data import GENERAL, NAME, A

OWN, OTHER = f"{NAME}（本级）", "示范市云汀区便民服务中心"
KEY, CELL = "支出.2010301.一般公共.基本支出", Decimal("5278945.95")
MONEY = "#,##0.00"


def part(target: Path, name: str, share: str, *changes: tuple[str, str, float]) -> Path:
    """A workbook of a unit that has this share of every amount of the department. changes: sheet, cell, value."""
    book = openpyxl.load_workbook(A)
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, int | float) and cell.number_format == MONEY:
                cell.value = float(Decimal(str(cell.value)) * Decimal(share))
            elif isinstance(cell.value, str) and NAME in cell.value:
                cell.value = cell.value.replace(NAME, name)
    for start, place, value in changes:
        next(one for one in book if one.title.startswith(f"{start} "))[place] = value
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "某局" / "2025"
    folder.mkdir(parents=True)
    typed = GENERAL.format(year=2025, unit="元", name=NAME).replace("某中心", OTHER)
    (folder / "部门.yaml").write_text(typed, encoding="utf-8")
    return folder


def amount(folder: Path, key: str = KEY) -> Decimal:
    figure = assemble(folder, "部门决算公开", draft=True).book.resolve(key)
    return (figure.value or Decimal(0)) * 10000


def told(folder: Path, code: str) -> list[str]:
    findings = assemble(folder, "部门决算公开", draft=True).findings
    return [f"{f.level.value} {f.message}" for f in findings if f.code == code]


def test_units_are_added(folder: Path) -> None:
    part(folder / "甲.xlsx", OWN, "0.75")
    part(folder / "乙.xlsx", OTHER, "0.25")
    assert amount(folder) == CELL
    assert told(folder, "L095") == told(folder, "R112") == []


@pytest.mark.parametrize("name", ["决算汇总.xlsx", "全部门.xlsx"])
def test_the_sum_of_all_units_is_not_added_to_them(folder: Path, name: str) -> None:
    """Whether its name says so or only its figures."""
    part(folder / "甲.xlsx", OWN, "0.75")
    part(folder / "乙.xlsx", OTHER, "0.25")
    part(folder / name, NAME, "1")
    assert amount(folder) == CELL
    (hint,) = told(folder, "R110")
    assert name in hint
    assert "乙.xlsx、甲.xlsx 已经在里面" in hint
    assert told(folder, "R111") == []


def test_the_sum_may_have_the_name_of_the_own_office(folder: Path) -> None:
    for name, of, share in (("1.xlsx", NAME, "0.5"), ("2.xlsx", OTHER, "0.3"), ("3.xlsx", "某所", "0.2")):
        part(folder / name, of, share)
    part(folder / "4.xlsx", NAME, "1")
    assert amount(folder) == CELL
    assert told(folder, "L096") == []


def test_a_unit_that_is_not_in_the_sum_is_told(folder: Path) -> None:
    part(folder / "甲.xlsx", OWN, "0.75")
    part(folder / "决算汇总.xlsx", NAME, "1")
    assert amount(folder) == CELL
    (told_of,) = told(folder, "R111")
    assert told_of.startswith("提醒 决算汇总.xlsx 和各单位工作簿之和不同")


def test_a_unit_whose_every_figure_another_one_covers_is_asked_for(folder: Path) -> None:
    part(folder / "甲.xlsx", NAME, "0.75")
    part(folder / "乙.xlsx", OTHER, "0.25")
    (asked,) = told(folder, "R112")
    assert asked.startswith("错误 不知道 甲.xlsx 是不是已经包括了 乙.xlsx")
    (folder / "甲.xlsx").rename(folder / "本级.xlsx")
    assert told(folder, "R112") == []
    assert amount(folder) == CELL


def test_the_same_figures_under_another_name_are_not_added(folder: Path) -> None:
    part(folder / "甲.xlsx", NAME, "1")
    part(folder / "乙.xlsx", "云汀区市民服务局", "1")
    assert amount(folder) == CELL


def test_two_units_with_the_same_figures_are_asked_for(folder: Path) -> None:
    part(folder / "甲.xlsx", NAME, "1")
    part(folder / "乙.xlsx", OTHER, "1")
    assert len(told(folder, "R112")) == 1


def test_a_strange_department_that_is_added_is_an_error(folder: Path) -> None:
    part(folder / "甲.xlsx", OWN, "0.75")
    part(folder / "乙.xlsx", "青屿县文化馆", "0.25")
    (error,) = told(folder, "L095")
    assert error.startswith("错误")
    assert "单位构成里也没有这个单位" in error


def test_money_paid_within_the_department_is_told(folder: Path) -> None:
    """80,000 of 上级补助收入, which the own office paid."""
    paid = [("Z04", "J9", 60000.0), ("Z04", "J13", 60000.0)]
    part(folder / "甲.xlsx", OWN, "0.75", *paid)
    part(folder / "乙.xlsx", OTHER, "0.25")
    found = [f for f in assemble(folder, "部门决算公开", draft=True).findings if f.code == "R113"]
    assert [f.level for f in found] == [Level.WARNING]
    assert "上级补助收入 80,000.00" in found[0].message
    assert "对附属单位补助支出 60,000.00" in found[0].message


def test_import_writes_the_units_of_several_workbooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own, other = part(tmp_path / "甲.xlsx", OWN, "0.75"), part(tmp_path / "乙.xlsx", OTHER, "0.25")
    whole = part(tmp_path / "汇总.xlsx", NAME, "1")
    run("import", own, other, whole, "--into", "某局/2025", "--yes", code=0)
    written = Path("某局/2025/部门.yaml").read_text(encoding="utf-8")
    assert f"全称: {NAME}\n" in written
    assert "| 本级 " in written
    assert f"| {OWN} |" in written
    assert f"{OTHER} " in written
    assert "所属单位" not in written
    assert amount(Path("某局/2025")) == CELL


def test_import_calls_the_department_without_its_own_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own, other = part(tmp_path / "甲.xlsx", OWN, "0.75"), part(tmp_path / "乙.xlsx", OTHER, "0.25")
    run("import", other, own, "--into", "某局/2025", "--yes", code=0)
    assert f"全称: {NAME}\n" in Path("某局/2025/部门.yaml").read_text(encoding="utf-8")


def test_two_workbooks_that_differ_everywhere_are_one_finding(folder: Path) -> None:
    """The same workbook, with another unit of money above its figures."""
    part(folder / "甲.xlsx", NAME, "1")
    book = openpyxl.load_workbook(A)
    for cell in (cell for sheet in book for row in sheet.iter_rows(max_row=3) for cell in row):
        if isinstance(cell.value, str):
            cell.value = cell.value.replace("：元", "：千元")
    book.save(folder / "乙.xlsx")
    (error,) = told(folder, "L096")
    assert "乙.xlsx 和 甲.xlsx 有 " in error
    assert "个数不同，都正好差同样的倍数，像是有一份的金额单位写错了" in error


def test_units_whose_workbooks_have_one_name_are_all_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in the folder of its unit, as 决算.xlsx."""
    monkeypatch.chdir(tmp_path)
    own = part(tmp_path / "局本级" / "决算.xlsx", OWN, "0.75")
    other = part(tmp_path / "中心" / "决算.xlsx", OTHER, "0.25")
    run("import", own, other, own, "--into", "某局/2025", "--yes", code=0)
    assert {path.name for path in Path("某局/2025").glob("*.xlsx")} == {"局本级-决算.xlsx", "中心-决算.xlsx"}
    assert amount(Path("某局/2025")) == CELL
