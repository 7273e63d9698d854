"""Numbers as a clerk may have them: money paid back, a rate that nearly is 100 %, the noise of a spreadsheet."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import small
from reportgen.build import BuiltReport, assemble
from reportgen.workspace.new import begin
from reportgen.writers.write import write
from small import shown

PROJECT = "|\n  代号 | 名称 | 科目 | 全年预算 | 执行数\n  甲 | 甲项目 | 2080102 | {} | {}"


def sample(folder: Path, *changes: tuple[str, str, str]) -> BuiltReport:
    """The sample of `reportgen new` with some words of its files replaced."""
    here = folder / "2023"
    begin(here)
    for name, old, text in changes:
        path = here / name
        words = path.read_text(encoding="utf-8")
        assert old in words
        path.write_text(words.replace(old, text), encoding="utf-8")
    return assemble(here)


def test_money_paid_back_has_no_share_and_no_rate_and_its_execution_scores_nothing(tmp_path):
    made = small.report(tmp_path, 项目=PROJECT.format("90", "-86.5"))
    rate = made.resolve("项目.甲.执行率")
    assert (rate.state, made.printed(rate)) == ("inapplicable", "不适用")
    assert shown(made, "项目.甲.执行得分") == "0"


def test_money_paid_back_is_told_at_its_cells_and_the_final_can_be_built(tmp_path):
    made = sample(
        tmp_path,
        ("收支.yaml", "| -                 | 86.50 ", "| -                 | -86.50 "),
        ("项目.yaml", "| 90.00    | 86.50  |", "| 90.00    | -86.50  |"),
        ("收支.yaml", "核定数: {", "# 核定数: {"),
    )
    assert not made.errors
    assert not made.pending
    told = [(f.source.file, f.source.line) for f in made.findings if f.code == "C025" and f.source]
    assert told == [("收支.yaml", 10), ("项目.yaml", 6)]
    text = "".join(made.document.body.itertext())
    assert not re.search(r"(?<![\d）])-\d+(\.\d+)?\s*%", text)
    assert "完成年初预算的比例不适用" in re.sub(r"\s", "", text)
    assert write(made.document, ("json", "xlsx"))


@pytest.mark.parametrize(
    ("budget", "spent", "rate"),
    [
        ("612.50", "612.40", "99.98"),
        ("100000", "99999.99", "99.99999"),
        ("100", "100", "100"),
        ("100", "99.9", "99.9"),
        ("1000", "1000.1", "100.01"),
        ("100", "0.04", "0.04"),
        ("100", "-", "0.0"),
    ],
)
def test_a_rate_that_is_not_all_or_nothing_never_reads_so(tmp_path, budget, spent, rate):
    assert shown(small.report(tmp_path, 项目=PROJECT.format(budget, spent)), "项目.甲.执行率") == rate


@pytest.mark.parametrize(
    ("file", "written", "noise", "meant"),
    [
        ("收支.yaml", "612.40", "612.4000000000001", "612.40"),
        ("预算和上年.yaml", "收入总计: 1352.40", "收入总计: 1352.3999999999999", "收入总计: 1352.40"),
        ("指标.yaml", "99.6%", "99.60000000000001%", "99.6%"),
        ("项目.yaml", "145.00 | 就业科", "145.00000000000003 | 就业科", "145.00 | 就业科"),
    ],
)
def test_the_noise_of_a_spreadsheet_is_one_finding_and_reaches_no_output(tmp_path, file, written, noise, meant):
    made = sample(tmp_path, (file, written, noise))
    assert [f.code for f in made.findings] == ["L050"]
    assert meant in (made.findings[0].corrected or "")
    (report,) = write(made.document, ("json",)).values()
    assert noise.encode() not in report
    amounts = [value for value in _amounts(json.loads(report)) if "." in value]
    assert amounts
    assert all(len(value.partition(".")[2]) <= 2 for value in amounts)


def _amounts(part: Any) -> Iterator[str]:
    """Every amount in 万元 of a report in JSON."""
    if isinstance(part, dict):
        if part.get("单位") == "万元" and isinstance(part.get("值"), str):
            yield part["值"]
        for inner in part.values():
            yield from _amounts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _amounts(inner)


def test_scores_rates_and_weights_are_numbers_in_the_workbook_and_targets_stay_as_written(tmp_path):
    (content,) = write(sample(tmp_path).document, ("xlsx",)).values()
    sheets = load_workbook(io.BytesIO(content)).worksheets
    form = next(sheet for sheet in sheets if sheet.title.startswith("民生服务平台运行维护"))
    cells = {
        cell.coordinate: (cell.value, cell.number_format.split(";")[0]) for row in form.iter_rows() for cell in row
    }
    assert cells["F9"] == (96.1, '#,##0.0"%"')
    assert cells["G9"] == (19.22, "#,##0.00")
    assert cells["B15"] == (99.22, '#,##0.00"分"')
    assert cells["E12"][0] == "≥99%"
    summary = next(sheet for sheet in sheets if sheet.title == "（一）自评得分")
    assert [summary[f"B{n}"].value for n in (3, 5)] == [20, 15]
    assert [summary[f"C{n}"].value for n in (4, 6)] == [65, 99.92]


def test_an_approved_total_beside_its_only_part_is_told_and_one_of_several_parts_is_rounding(tmp_path):
    for key, level in (("支出.229: 35.01", "提醒"), ("支出.208: 1262.81", "提示")):
        made = sample(tmp_path / key[3:6], ("收支.yaml", "核定数: {", f"核定数: {{{key}, "))
        assert [(f.code, str(f.level.value)) for f in made.findings] == [("C009", level)]
