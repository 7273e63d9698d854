"""What nobody should publish is found in a file by itself, and codes and names of 科目 beside the list of the year."""

from dataclasses import replace
from pathlib import Path

import pytest

from as_read import as_read
from reportgen.audit.audited import audited
from reportgen.audit.result import Audited
from reportgen.audit.words.left_over import left_over_findings
from reportgen.reading.grid import OpenedFile, Spot, TextLine
from test_audit_learned import table
from test_audit_text import sample

NAME = "jianghan-hrss/2022"


def told(*lines: str, cell: str = "") -> list[str]:
    texts = tuple(TextLine(line, Spot("稿.docx", row=n)) for n, line in enumerate(lines))
    grids = (table(f"项目 | 说明\n甲 | {cell}"),) if cell else ()
    return [f.code for f in left_over_findings(OpenedFile(Path("稿.docx"), "docx", grids, texts))]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("本年收入合计【待填】万元。", "A019"),
        ("本部门共有XX个下属单位。", "A019"),
        ("支出增加的主要原因是××。", "A019"),
        ("（单位名称）2023年度部门决算", "A019"),
        ("请根据本部门实际情况填写原因。", "A019"),
        ("比上年增加#DIV/0!。", "A019"),
        ("本年支出{{支出}}万元。", "A019"),
        ("部门名称：示例局。", "A019"),
        ("主要用于会议费……", "A019"),
        ("联系人手机：13800138000。", "A020"),
        ("身份证号110101199003078515。", "A020"),
        ("主要原因是主要原因是项目减少。", "A021"),
        ("本年支出100.00万元万元。", "A021"),
        ("收入减少，，支出增加。", "A021"),
    ],
)
def test_what_was_not_finished_is_told(line: str, code: str) -> None:
    assert told(line) == [code]


@pytest.mark.parametrize(
    "line",
    [
        "一、收入支出决算总表………………… 12",
        "咨询电话：027-82734567。",
        "负责人（签字）：____",
        "详见 http://www.example.gov.cn/XX/index.html 。",
        "示例标准由省财政厅制定。",
        "人力资源和社会保障局某某人事档案室。",
        "本年收入合计100.00万元。",
    ],
)
def test_what_may_stand_there_is_not(line: str) -> None:
    assert told(line) == []


def test_cells_are_looked_at_and_the_same_is_told_once() -> None:
    assert told(cell="待填") == [] or told(cell="请待填") == ["A019"]
    assert told("共有XX个。", "共有XX个。") == ["A019"]


def test_a_number_of_a_person_is_not_repeated_in_the_list() -> None:
    line = TextLine("手机13800138000", Spot("稿.docx"))
    found = next(left_over_findings(OpenedFile(Path("稿.docx"), "docx", (), (line,))))
    assert "13800138000" not in str(found)


def changed(was: str, becomes: str) -> Audited:
    """The sample with one cell of a table otherwise."""
    opened = as_read(sample(NAME).document)
    number, at = next((n, at) for n, g in enumerate(opened.grids) for at, c in g.cells.items() if c.text == was)
    grid = opened.grids[number]
    cells = {**grid.cells, at: replace(grid.cells[at], text=becomes)}
    grids = (*opened.grids[:number], replace(grid, cells=cells), *opened.grids[number + 1 :])
    book = sample(NAME).book
    return audited(replace(opened, grids=grids), book.edition, book.loaded.data.year)


@pytest.mark.parametrize("dots", [" ... 8", "…………12", "............", "· · · · 3"])
def test_leaders_of_contents_are_no_unfinished_sentence(dots: str) -> None:
    opened = as_read(sample(NAME).document)
    first = TextLine(f"六、一般公共预算财政拨款基本支出决算明细表（表6）{dots}", opened.lines[3].spot)
    lines = (*opened.lines[:4], first, *opened.lines[5:])
    book = sample(NAME).book
    found = audited(replace(opened, lines=lines), book.edition, book.loaded.data.year).findings
    assert not [f for f in found if f.code in ("C090", "A019")]


@pytest.mark.parametrize(
    ("was", "becomes", "expected"),
    [
        ("行政运行", "住房公积金", "行政运行"),  # the name of another code
        ("公务员医疗补助", "天气预报", "公务员医疗补助"),
    ],
)
def test_a_name_beside_another_code_is_told(was: str, becomes: str, expected: str) -> None:
    found = [f for f in changed(was, becomes).findings if f.code == "A022"]
    assert [(f.said, f.expected) for f in found] == [(becomes, expected)]


def test_a_name_in_few_other_words_is_the_same() -> None:
    assert not [f for f in changed("行政运行", "行政运行（项）").findings if f.code == "A022"]


def test_the_checks_of_our_own_data_run_on_what_the_tables_make_and_are_named() -> None:
    opened = as_read(sample(NAME).document)
    made = audited(opened, sample(NAME).book.edition, 2022)
    line = next(line for line in made.ledger if line.what == "检查项")
    assert line.count > 50
    assert "不适用" in line.note
    assert {"通过", "不适用"} <= {run.status for run in made.rules}
    assert all(rule["title"] for rule in made.as_json()["rules"])
