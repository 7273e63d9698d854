"""A row whose code stands in several columns (类、款、项) is told with the whole code."""

from __future__ import annotations

from pathlib import Path

import pytest

import small
from clerk import run

ROWS = "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | {} | -\n  2080102 | - | 50.25\n  2210201 | 7 | -"
HEAD = "extends: shanghai-2024\n"


def told(folder: Path, edition: str) -> str:
    """What `diff` tells of two folders in which one row of 收支 differs."""
    home = folder / "data" / "某局" / "templates" / "final-accounts" / "ours"
    home.mkdir(parents=True)
    (home / "edition.yaml").write_text(HEAD + edition, encoding="utf-8")
    order = "\n  部门决算公开: {版式: ours, 预算口径: 年初预算}"
    for name, amount in (("2023", "100.00"), ("2023改", "110.00")):
        small.write(folder / "data" / "某局" / name, 报告=order, 收支=ROWS.format(amount))
    return run("diff", folder / "data/某局/2023", folder / "data/某局/2023改", "--all").output


@pytest.mark.parametrize("edition", ["split_codes: true\n", "split_codes: false\n", ""])
def test_the_whole_code_names_the_row(tmp_path: Path, edition: str) -> None:
    output = told(tmp_path, edition)
    assert "行「2080101 行政运行」" in output
    assert "行「20801 人力资源和社会保障管理事务」" in output
    assert "行「208 社会保障和就业支出」" in output
    assert "行「01 行政运行」" not in output
    assert "行「社会保障和就业支出」" not in output


def test_halves_of_a_row_keep_their_own_names(tmp_path: Path) -> None:
    output = told(tmp_path, "split_codes: true\n")
    assert "行「本年收入合计」，栏「收入／决算数」" in output
    assert "行「本年支出合计」，栏「支出／决算数」" in output
