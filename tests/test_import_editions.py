"""The exports in every edition that could take them: what they don't have is 待填, and nobody is blamed for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.build import BuiltReport, assemble
from reportgen.model.finding import Level
from test_import import BUDGET, A, B, run
from test_workbook_data import EXPORTS
from workbook_oracle import clean

PUBLIC = EXPORTS / "public-tables.xlsx"
FINAL, FINAL_OF_UNIT, BUDGETS, BUDGET_OF_UNIT = "部门决算公开", "单位决算公开", "部门预算公开", "单位预算公开"
UNITS = {"031001": "本级", "031002": "便民服务中心"}
OWN = Decimal(291400)
"""What 2010350 spends of other money, which no sheet splits by 经济科目."""


def imported(tmp_path: Path, file: Path, kind: str, edition: str, year: int) -> Path:
    folder = tmp_path / "data" / "局" / str(year)
    told = run("import", file, "--into", folder, "--kind", kind, "--edition", edition, "--yes")
    assert told.exit_code == 0, told.output
    return folder


def draft(folder: Path, kind: str) -> BuiltReport:
    return assemble(folder, kind, draft=True)


def errors(report: BuiltReport) -> list[str]:
    return [f"{f.code} {f.message}" for f in report.findings if f.level is Level.ERROR]


@pytest.mark.parametrize(
    ("file", "kind", "edition", "year"),
    [
        (A, FINAL, "hubei-2024", 2025),
        (A, FINAL_OF_UNIT, "hubei-2025", 2025),
        (A, FINAL, "shanghai-2024", 2025),
        (A, FINAL_OF_UNIT, "shanghai-2024", 2025),
        (B, FINAL, "hubei-2024", 2024),
        (B, FINAL_OF_UNIT, "shanghai-2024", 2024),
        (PUBLIC, FINAL, "hubei-2025", 2025),
        (PUBLIC, FINAL, "shanghai-2024", 2025),
        (BUDGET, BUDGETS, "shanghai-2025", 2026),
        (BUDGET, BUDGET_OF_UNIT, "shanghai-2025", 2026),
        (BUDGET, BUDGETS, "hubei-2020", 2026),
        (BUDGET, BUDGETS, "hubei-2024", 2026),
        (BUDGET, BUDGET_OF_UNIT, "hubei-2026", 2026),
    ],
)
def test_a_draft_without_a_typed_figure_has_no_error(
    tmp_path: Path, file: Path, kind: str, edition: str, year: int
) -> None:
    assert errors(draft(imported(tmp_path, file, kind, edition, year), kind)) == []


def test_what_the_budget_s_export_does_not_have_is_one_finding_at_the_workbook(tmp_path: Path) -> None:
    report = draft(imported(tmp_path, BUDGET, BUDGETS, "hubei-2026", 2026), BUDGETS)
    (found,) = [f for f in report.findings if f.code == "L097"]
    assert found.source is not None
    assert found.source.file.startswith("budget-a.xlsx!3.")
    assert "经济科目" in found.message
    assert Counter(f.code for f in report.findings)["C117"] == 0
    for key in ("支出.本级.2010301.基本支出.年初预算", "支出.301.一般公共.年初预算", "支出.项目支出.部门项目.年初预算"):
        assert report.book.resolve(key).state == "pending", key
    assert run("build", tmp_path / "data" / "局" / "2026", "--out", tmp_path / "out").exit_code == 1


def completed(folder: Path, income: str) -> None:
    """The rows that a person adds, so that every sum of the workbook is theirs."""
    text = (folder / "预算.yaml").read_text("utf-8")
    rows = "\n".join(
        ["部门预算:", income, "  基本支出: |", *_basic(), "  项目: |", *_projects(), "  项目支出: |", *_spending()]
    )
    (folder / "预算.yaml").write_text(text.replace("部门预算:", rows, 1), encoding="utf-8")


def of_units(kind: str) -> Iterator[tuple[str, str, Decimal]]:
    for key, fact in clean("budget-a.xlsx").facts.facts.items():
        _, unit, code, *rest = [*key.split("."), "", ""]
        if unit in UNITS and rest[0] == kind and fact.value:
            yield UNITS[unit], code, fact.value


def _basic() -> Iterator[str]:
    left = {
        key.split(".")[1]: fact.value
        for key, fact in sorted(clean("budget-a.xlsx").facts.facts.items())
        if key.startswith("支出.3") and fact.value
    }
    yield "    | 单位 | 科目 | 经济科目 | 金额 | 来源 |"
    for unit, code, value in of_units("基本支出"):
        rest = value
        if code == "2010350":
            rest -= OWN
            yield f"    | {unit} | {code} | 30299 | {OWN} | 其他自有资金 |"
        for economic in list(left):
            part = min(rest, left[economic])
            if part:
                yield f"    | {unit} | {code} | {economic} | {part} | |"
            rest, left[economic] = rest - part, left[economic] - part
            if not left[economic]:
                del left[economic]
    assert not left


def _projects() -> Iterator[str]:
    yield "    | 代号 | 名称 |"
    yield from (f"    | 项目{number} | 第{number}个项目 |" for number, _ in enumerate(of_units("项目支出")))


def _spending() -> Iterator[str]:
    yield "    | 项目 | 单位 | 科目 | 经济科目 | 金额 | 来源 |"
    for number, (unit, code, value) in enumerate(of_units("项目支出")):
        source = "政府性基金拨款" if code.startswith("229") else ""
        yield f"    | 项目{number} | {unit} | {code} | 30227 | {value} | {source} |"


INCOME = """  收入: |
    | 单位 | 财政指标拨款 | 政府性基金拨款 | 事业收入 | 其他收入 |
    | 本级 | 7982140 | 580000 | - | - |
    | 便民服务中心 | 1770670 | - | 285000 | 6400 |"""


@pytest.mark.parametrize("edition", ["hubei-2022", "hubei-2024", "hubei-2026"])
def test_completed_by_hand_the_budget_is_right_and_every_sum_of_the_workbook_agrees(
    tmp_path: Path, edition: str
) -> None:
    folder = imported(tmp_path, BUDGET, BUDGETS, edition, 2026)
    completed(folder, INCOME)
    report = draft(folder, BUDGETS)
    assert errors(report) == []
    assert "L097" not in {f.code for f in report.findings}
    for key, value in (
        ("预算收入总计", "1062.421"),
        ("预算支出总计", "1062.421"),
        ("支出.一般公共.基本支出.年初预算", "831.981"),
        ("支出.其他资金.年初预算", "29.14"),
    ):
        assert report.book.resolve(key).number == Decimal(value), key


@pytest.mark.parametrize(("wrong", "code"), [("7982141", "S003"), ("7982140.01", "S003")])
def test_a_figure_of_the_completed_budget_that_the_workbook_has_otherwise_is_told(
    tmp_path: Path, wrong: str, code: str
) -> None:
    folder = imported(tmp_path, BUDGET, BUDGETS, "hubei-2026", 2026)
    completed(folder, INCOME.replace("7982140", wrong))
    assert code in {message[:4] for message in errors(draft(folder, BUDGETS))}


def test_income_that_only_the_whole_department_has_is_one_finding(tmp_path: Path) -> None:
    folder = imported(tmp_path, BUDGET, BUDGETS, "hubei-2026", 2026)
    completed(folder, "")
    (told,) = errors(draft(folder, BUDGETS))
    assert told.startswith("D042 收入这一行是整个部门的")
