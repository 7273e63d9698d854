"""What is written into a file of the data keeps its encoding; cells of CSV files are written where they stand."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from reportgen.load import load
from reportgen.load.files import decode, encoded_as
from reportgen.load.tables import table_from_csv
from reportgen.model.csv_cells import read_cell, written_cell
from reportgen.model.finding import Source
from reportgen.review.pull.csv_patch import patched_cells
from reportgen.review.pull.data_changes import TextChange
from reportgen.review.pull.edits import Edit, EditKind, Resolution, TypedFigure, resolved
from reportgen.review.pull.patch import patched_data

CODINGS = ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"]
BREAKS = ["\n", "\r\n"]


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("more", ["甲乙", "“改”－①", "𠮷", "㎡"])
def test_a_text_is_written_in_the_encoding_that_it_had(coding: str, more: str) -> None:
    raw = "绩效说明: 开展情况，自评结果报财政局\n".encode(coding)
    text = decode(raw, "某.yaml") + more
    assert decode(encoded_as(raw, text), "某.yaml") == text
    assert encoded_as(raw, text).startswith(raw)


CELLS = '类别,金额,说明\n货物,12.60,甲\n"工程","-","乙,丙"\n服务,78.40,"丁\n戊"\n其他,1,\n'


def change(column: int, line: int, old: str, new: str) -> TextChange:
    """A cell that becomes another."""
    return TextChange("某", Source("某.csv", line, column), None, old, ((0, len(old), new),))


@pytest.mark.parametrize("end", BREAKS)
@pytest.mark.parametrize(
    ("line", "column", "old", "new"),
    [
        (2, 2, "12.60", "12.80"), (2, 1, "货物", "货物和设备"), (3, 2, "-", "3.00"), (3, 3, "乙,丙", "丁"), (3, 1, "工程", "工程,土建"),
        (5, 1, "服务", "服务类"), (5, 3, "丁\n戊", "己"),
        (6, 3, "", "补"), (6, 2, "1", "2"), (2, 3, "甲", "=1+1"), (2, 3, "甲", '说"好"'),
        (2, 3, "甲", "-甲"),
    ],
)  # fmt: skip
def test_a_cell_is_written_where_it_stands(line: int, column: int, old: str, new: str, end: str) -> None:
    text = CELLS.replace("\n", end)
    done, refused = patched_cells("某.csv", text, [change(column, line, old, new)])
    assert refused == {}
    before = [[read_cell(c.strip()) for c in row] for row in csv.reader(io.StringIO(text, newline=""))]
    after = [[read_cell(c.strip()) for c in row] for row in csv.reader(io.StringIO(done, newline=""))]
    differing = [(r, c) for r, row in enumerate(before) for c in range(3) if row[c] != after[r][c]]
    assert [after[r][c] for r, c in differing] == [new]
    assert done.count(end) == text.count(end) - old.count("\n")


def test_a_cell_that_is_not_there_is_told() -> None:
    wanted = change(9, 2, "", "甲")
    done, refused = patched_cells("某.csv", CELLS, [wanted])
    assert done == CELLS
    assert "手工" in refused[wanted]


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+8613", "-甲", "@sum", "\t=1", " =1", "'=1", "''=1", "=HYPERLINK(1)", "－甲", "-5.00", "'甲'", "-", ""],
)
def test_what_excel_would_run_is_kept_from_it_and_read_back(words: str) -> None:
    written = written_cell(words)
    assert read_cell(written) == words
    assert written == words or not written.startswith(("=", "+", "-", "@", "\t", " "))


@pytest.mark.parametrize("number", ["-5.00", "+1", "-1,234.50", "-0.5%", "-", "—", "1.00"])
def test_numbers_stay_numbers(number: str) -> None:
    assert written_cell(number) == number


def test_a_cell_with_the_apostrophe_is_read_as_it_was_meant() -> None:
    rows, findings = table_from_csv("代号,名称\n甲,'=1+1\n乙,'丙'\n", "某.csv")
    assert not findings
    assert [row.entries["名称"].value for row in rows.items] == ["=1+1", "'丙'"]


@pytest.mark.parametrize("coding", ["utf-8-sig", "gbk", "utf-8"])
def test_a_figure_of_a_csv_file_is_written_in_its_encoding(coding: str, tmp_path: Path) -> None:
    from reportgen.workspace.new import begin

    begin(tmp_path / "2023")
    yaml = tmp_path / "2023/三公采购和资产.yaml"
    text = yaml.read_text(encoding="utf-8")
    start, end = text.index("政府采购: |"), text.index("# 通用设备")
    yaml.write_text(text[:start] + text[end:], encoding="utf-8")
    table = tmp_path / "2023/政府采购.csv"
    table.write_bytes(
        "类别,金额,中小企业,小微企业\r\n货物,12.60,12.60,8.40\r\n工程,-,-,-\r\n服务,78.40,78.40,52.00\r\n".encode(
            coding
        )
    )
    loaded = load(tmp_path / "2023")
    address = next(a for a, words in loaded.texts.items() if a.startswith("政府采购") and words == "12.60")
    source = loaded.source(*loaded.addresses[address])
    assert source
    wanted = TextChange(address, source, loaded.span(*loaded.addresses[address]), "12.60", ((0, 5, "12.80"),))
    edit = Edit(EditKind.STATED, "", "12.60", "12.80", (), TypedFigure("政府采购.货物.金额", ("12.80",), 1, 1))
    made = patched_data([resolved(edit, Resolution.WRITTEN, "", wanted)], loaded)
    assert made.files == {table: table.read_bytes().replace(b"12.60", b"12.80", 1)}
