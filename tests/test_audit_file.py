"""A published file by itself: what its own tables and sentences contradict is found, and a clean one has no finding."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from as_read import as_read
from clerk import documented
from reportgen.audit.audited import audited
from reportgen.audit.finding import AuditFinding
from reportgen.audit.result import Audited
from reportgen.audit.tables.seen_tables import see
from reportgen.cli import commands
from reportgen.model.finding import Level
from reportgen.reading.grid import OpenedFile, Spot, TextLine
from reportgen.writers.write import write
from test_audit_text import SAMPLES, other_digit, sample, with_cell, with_line

NAME = "jianghan-hrss/2022"


def alone(opened: OpenedFile, name: str = NAME) -> Audited:
    return audited(opened, sample(name).book.edition, sample(name).book.loaded.data.year)


def told(opened: OpenedFile, name: str = NAME) -> list[AuditFinding]:
    """What is found, but for hints."""
    return [finding for finding in alone(opened, name).findings if finding.level is not Level.HINT]


def saying(*lines: str) -> list[AuditFinding]:
    """What is found in a text without tables."""
    texts = tuple(TextLine(line, Spot("稿.docx", row=number)) for number, line in enumerate(lines))
    return [
        finding
        for finding in audited(OpenedFile(Path("稿.docx"), "docx", (), texts), None, 2023).findings
        if finding.level is not Level.HINT
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_clean_print_has_no_finding_by_itself(name: str) -> None:
    assert not told(as_read(sample(name).document), name)


@pytest.mark.parametrize("name", SAMPLES[:4])
def test_a_wrong_digit_in_a_table_is_found_by_what_the_tables_say_themselves(name: str) -> None:
    chance = random.Random(name)  # noqa: S311
    opened = as_read(sample(name).document)
    figures = [f for _, f in see(opened, sample(name).book.edition).figures if f.value and f.value >= 1]
    grids = {grid.name: number for number, grid in enumerate(opened.grids)}
    found = 0
    for figure in chance.sample(figures, 20):
        spot, text = figure.cell.spot, figure.cell.text
        where = re.sub(r"\.\d+$", "", text)
        changed = other_digit(text, len(where) - 1)
        damaged = with_cell(opened, grids[spot.sheet], (spot.row, spot.column), changed)
        found += any(finding.code in ("A010", "A011") for finding in told(damaged, name))
    assert found >= 19


@pytest.mark.parametrize(
    ("lines", "code", "expected"),
    [
        (("2023年度收入总计110.00万元。与2022年度相比，收入总计增加10.00万元，增长11.0%。",), "A003", "10.0%"),
        (("本年支出合计200.00万元。其中：基本支出50.00万元，占26.0%；项目支出150.00万元，占75.0%。",), "A003", "25.0%"),
        (("年初预算为100.00万元，支出决算为90.00万元，完成年初预算的91.0%。",), "A003", "90.0%"),
        (("年初预算为100万元，全年预算为50万元，支出决算为40万元，完成全年预算的40.0%。",), "A003", "80.0%"),
        (("2023年度支出110.00万元，比上年增加10.00万元，下降10.0%。",), "A002", ""),
        (("年初预算为100.00万元，支出决算为90.00万元，决算数大于年初预算数的主要原因是节约。",), "A002", "小于"),
        (("与2020年度相比，收入总计增加10.00万元。",), "A012", "2022年"),
        (("项目支出全年预算数50.00万元，执行数40.00万元，占整体支出执行数的20.0%，执行率为85.0%。",), "A003", "80.0%"),
        (
            ("授予中小企业合同金额75.09万元，其中：授予小微企业合同金额76.17万元，占授予中小企业合同金额的98.8%。",),
            "A003",
            "",
        ),
        (("支出10.23万元，比2022年度增加10.23万元，增长100.00%。",), "A003", ""),
    ],
)
def test_what_a_sentence_contradicts_by_itself_is_found(lines: tuple[str, ...], code: str, expected: str) -> None:
    (found,) = saying(*lines)
    assert (found.code, found.expected) == (code, expected)


@pytest.mark.parametrize(
    "line",
    [
        "2023年度收入总计110.00万元。与2022年度相比，收入总计增加10.00万元，增长10.0%。",
        "其中：基本支出50.00万元，占25.0%。行次12 13 14。",
        "年初预算为100.00万元，支出决算为99.99万元，完成年初预算的99.9%。",
        "收入预算17,192万元，其中：财政拨款收入17,192万元，比2022年预算减少990万元；事业收入0万元。",
        "项目执行数为60万元，主要产出：新增就业20218人，完成市级目标的101.1%。",
        "公务用车运行费6.80万元，完成预算的85.00%；公务接待费1.20万元，完成预算的60.00%。",
        "收到 1200元。支出0.12万元，占100%。",
        "补助 80 人，共计 40.00 万元；培训 3 期，满意率 98%。",
    ],
)
def test_what_can_not_be_recomputed_for_certain_is_left_alone(line: str) -> None:
    assert not saying(line)


def test_an_amount_behind_a_name_that_the_table_has_otherwise_is_found() -> None:
    opened = as_read(sample(NAME).document)
    number = next(n for n, line in enumerate(opened.lines) if re.search("人员经费[0-9]", line.text))
    text = opened.lines[number].text
    at = re.search("人员经费([0-9])", text)
    assert at
    found = told(with_line(opened, number, other_digit(text, at.start(1))))
    assert [(f.code, f.spot.row) for f in found if f.spot] == [("A001", number)]


def test_an_empty_table_without_a_word_of_why_is_found() -> None:
    opened = as_read(sample(NAME).document)
    lines = tuple(line for line in opened.lines if "国有资本" not in line.text)
    grids = tuple(
        replace(grid, above=tuple(line for line in grid.above if "国有资本" not in line.text or "决算表" in line.text))
        for grid in opened.grids
    )
    found = {f.code for f in told(replace(opened, lines=lines, grids=grids))}
    assert found == {"A005", "A016"}  # and its section is gone


def test_a_row_that_nobody_knows_is_no_error_of_its_total() -> None:
    opened = as_read(sample(NAME).document)
    grid = opened.grids[0]
    at = next(at for at, cell in grid.cells.items() if cell.text == "上级补助收入" or "上级补助收入" in cell.text)
    total = [at for at, cell in grid.cells.items() if cell.text == "13,258.64"]
    cells = dict(grid.cells)
    cells[at] = replace(cells[at], text="四、本地才有的收入")
    beside_it = next(
        place for place in sorted(cells) if place[0] == at[0] and place[1] > at[1] and not cells[place].text
    )
    cells[beside_it] = replace(cells[beside_it], text="5.00")
    for place in total:
        cells[place] = replace(cells[place], text="13,263.64")
    strange = replace(opened, grids=(replace(grid, cells=cells), *opened.grids[1:]))
    assert "A010" not in [f.code for f in told(strange) if f.level is Level.ERROR]


def test_the_command_tells_the_word_file_its_findings_and_writes_the_list(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(write(sample("donghu-hrss/2023").document, ("docx",), None)["docx"])
    ran = CliRunner().invoke(commands, ["audit", str(path), "--out", str(tmp_path / "out"), "--json"])
    told_ = json.loads(ran.stdout)
    assert told_.keys() <= documented("audit")
    assert told_["files"][0].keys() <= documented("audit")
    assert ran.exit_code == 0
    assert [f for f in told_["files"][0]["findings"] if f["level"] != "提示"] == []
    assert (tmp_path / "out" / "公开稿检查.xlsx").is_file()
    data = str(Path(__file__).parents[1] / "data" / "donghu-hrss" / "2023")
    ran = CliRunner().invoke(commands, ["audit", str(path), "--against", data, "--format", "json"])
    assert json.loads(ran.stdout)["files"][0]["findings"] == []
