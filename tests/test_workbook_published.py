"""A department-year whose figures stand in an exported workbook: published, verified, corrected by a new export."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from clerk import run
from reportgen.environment import EnvironmentProblem, require_pdf

EXPORTS = Path(__file__).parent / "exports"
BOOK = "accounts-a.xlsx"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What `import` writes, filled in by hand, with the workbook beside it."""
    try:
        require_pdf()
    except EnvironmentProblem as problem:
        pytest.skip(problem.message)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(EXPORTS / "filled", tmp_path / "市民服务局" / "2025")
    shutil.copy(EXPORTS / BOOK, tmp_path / "市民服务局" / "2025" / BOOK)
    return Path("市民服务局/2025")


def corrected(path: Path) -> None:
    """A new export: five guests more."""
    book = openpyxl.load_workbook(path)
    (sheet,) = (one for one in book if one.title.startswith("F03"))
    assert sheet["E23"].value == 132
    sheet["E23"] = 137
    book.save(path)


def test_a_sum_that_only_rounding_breaks_is_nobodys_fault(folder: Path) -> None:
    told = run("check", folder, code=0).output
    assert "= 155.31，而总数写的是 155.30万元，相差 0.01，是四舍五入的尾差" in told
    assert "告诉做版式的人" not in told


def test_it_is_published_verified_and_corrected_by_a_new_export(folder: Path) -> None:
    report = Path("output/市民服务局/2025/部门决算公开")
    run("publish", folder, code=0)
    assert "这份公开稿完整、一致" in run("verify", report / "上网", code=0).output
    assert "个文件逐个字节相同" in run("verify", report / "上网", "--data", folder, code=0).output

    corrected(folder / BOOK)
    assert run("verify", report / "上网", "--data", folder).exit_code == 1
    changes = run("diff", report / "上网", folder, code=0).output
    assert f"三公经费 · 实物量 · 国内接待人次　132 → 137　{BOOK}!F03!E23" in changes
    run("correct", folder, "--from", report / "上网", "--reason", "接待人次填列有误", code=0)
    again = report / "更正" / "第1次"
    assert "个文件逐个字节相同" in run("verify", again, "--data", folder, code=0).output
