"""Cells in 元 typed over in Word reach the data in the data's own unit, or are refused: never 10 000 times too much."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clerk import replace, run
from reportgen.workspace.new import begin
from reviewer import Reviewer, text

KIND = "部门预算公开"
LINE = "| 2080501 | 30302    | {:<10} | 本级 |"


def folder_of(home: Path, unit: str) -> Path:
    """The sample; in 万元, only 2080501 and what it is compared with are true, which is all that is looked at."""
    year = home / "data" / "某局" / "2025"
    begin(year, "shanghai-2025", KIND)
    if unit == "万元":
        replace(year / "部门.yaml", "金额单位: 元 ", "金额单位: 万元 ")
        replace(year / "预算.yaml", LINE.format("150000.00"), LINE.format("15.00"))
    return year


def drafted(year: Path) -> Reviewer:
    out = year.parents[2] / "output"
    run("build", year, "--draft", "--to", "docx", "--out", out)
    return Reviewer(next(out.rglob("草稿-第1轮-*.docx")).read_bytes())


def pulled(year: Path, reviewer: Reviewer) -> str:
    back = year.parents[2] / "回来.docx"
    back.write_bytes(reviewer.content)
    return run("pull", back, "--into", year, "--figures").output


def of(reviewer: Reviewer, words: str, number: int):
    return [p for p in reviewer.paragraphs() if words in text(p)][number]


SPENDING = 2  # of the cells that print it: two of the table of income, then the table of spending


@pytest.mark.parametrize(
    ("unit", "typed", "stated"),
    [
        ("元", "160,000.00", "160000.00"),
        ("元", "160000", "160000.00"),
        ("元", "160,000.00元", "160000.00"),
        ("万元", "160,000.00", "16.00"),
        ("万元", "161,234.56", "16.123456"),
        ("万元", "170000", "17.00"),
    ],
)
def test_a_cell_in_yuan_is_written_in_the_unit_of_the_data(tmp_path: Path, unit: str, typed: str, stated: str) -> None:
    year = folder_of(tmp_path, unit)
    reviewer = drafted(year)
    places = [p for p in reviewer.paragraphs() if text(p) == "150,000.00"]
    reviewer.replaces(places[SPENDING], "150,000.00", typed, track=True)
    said = pulled(year, reviewer)
    assert "填报数" in said
    row = next(line for line in (year / "预算.yaml").read_text("utf-8").splitlines() if "30302" in line)
    assert row.split("|")[3].strip() == stated


def test_a_text_in_wan_and_a_cell_in_yuan_that_say_the_same_are_no_conflict(tmp_path: Path) -> None:
    year = folder_of(tmp_path, "元")
    reviewer = drafted(year)
    reviewer.replaces(reviewer.find("退休（项）”科目15.00"), "科目15.00", "科目16.00", track=True)
    places = [p for p in reviewer.paragraphs() if text(p) == "150,000.00"]
    reviewer.replaces(places[SPENDING], "150,000.00", "160,000.00", track=True)
    said = pulled(year, reviewer)
    assert "两边都改了" not in said
    assert LINE.format("160000.00") in (year / "预算.yaml").read_text("utf-8")


def test_a_text_and_a_cell_that_say_different_amounts_are_a_conflict(tmp_path: Path) -> None:
    year = folder_of(tmp_path, "元")
    reviewer = drafted(year)
    reviewer.replaces(reviewer.find("退休（项）”科目15.00"), "科目15.00", "科目17.00", track=True)
    places = [p for p in reviewer.paragraphs() if text(p) == "150,000.00"]
    reviewer.replaces(places[SPENDING], "150,000.00", "160,000.00", track=True)
    assert "两边都改了" in pulled(year, reviewer)
    assert LINE.format("150000.00") in (year / "预算.yaml").read_text("utf-8")


@pytest.mark.parametrize("typed", ["15.00万元", "16万", "160千元"])
def test_an_amount_with_another_unit_is_not_taken(tmp_path: Path, typed: str) -> None:
    year = folder_of(tmp_path, "元")
    before = (year / "预算.yaml").read_text("utf-8")
    reviewer = drafted(year)
    places = [p for p in reviewer.paragraphs() if text(p) == "150,000.00"]
    reviewer.replaces(places[SPENDING], "150,000.00", typed, track=True)
    said = pulled(year, reviewer)
    assert (year / "预算.yaml").read_text("utf-8") == before, said
    assert "150,000.00" in said


def test_a_sum_in_yuan_is_refused_with_its_lines(tmp_path: Path) -> None:
    year = folder_of(tmp_path, "元")
    before = (year / "预算.yaml").read_text("utf-8")
    reviewer = drafted(year)
    reviewer.replaces(reviewer.find("10,215,780.50"), "10,215,780.50", "10,215,780.00", track=True)
    said = pulled(year, reviewer)
    assert "是算出来的" in said
    assert "预算.yaml:" in said
    assert (year / "预算.yaml").read_text("utf-8") == before


def test_a_cell_that_was_not_touched_changes_nothing(tmp_path: Path) -> None:
    year = folder_of(tmp_path, "元")
    kept = shutil.copytree(year, tmp_path / "kept")
    said = pulled(year, drafted(year))
    assert (year / "预算.yaml").read_bytes() == (kept / "预算.yaml").read_bytes(), said
