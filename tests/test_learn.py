"""`subjects --learn`: an office's own list grows from any table that has codes and names; what differs is shown."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import docx
import openpyxl
import pytest

from clerk import run
from reportgen.editions.subjects import load_subjects
from reportgen.workspace.learn.codes import learned, subjects_in, tidy
from reportgen.workspace.learn.list_file import learn, write
from reportgen.workspace.learn.rows import NoTable, pasted, tables_of

ROWS = [
    ["支出功能分类科目编码", "科目名称", "合计"],
    ["201", "一般公共服务支出", "12.00"],
    ["20139", "社会工作事务", "12.00"],
    ["2013904", "　　专项业务", "12.00"],
]


def home(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "某局"
    folder.mkdir(parents=True)
    return folder


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def word_file(path: Path, rows: list[list[str]]) -> Path:
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def csv_file(path: Path, rows: list[list[str]], encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.parametrize("kind", ["xlsx", "docx", "csv", "gbk", "txt", "bars"])
def test_any_table_with_codes_and_names_is_read(tmp_path: Path, kind: str) -> None:
    makers = {
        "xlsx": lambda: workbook(tmp_path / "表.xlsx", ROWS),
        "docx": lambda: word_file(tmp_path / "表.docx", ROWS),
        "csv": lambda: csv_file(tmp_path / "表.csv", ROWS, "utf-8-sig"),
        "gbk": lambda: csv_file(tmp_path / "表.csv", ROWS, "gb18030"),
    }
    if kind in makers:
        path = makers[kind]()
    else:
        path, mark = tmp_path / "表.txt", "\t" if kind == "txt" else " | "
        path.write_text("\n".join(mark.join(row) for row in ROWS), encoding="utf-8")
    told = learn(path, "2024", home(tmp_path))
    assert [(one.code, one.old, one.new) for one in told.changes] == [("2013904", "", "专项业务")]
    assert told.same == 2


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["201", "39", "04", "专项业务", "3.00"], [("2013904", "专项业务")]),
        (["201", "39", "", "社会工作事务"], [("20139", "社会工作事务")]),
        (["201", "", "", "一般公共服务支出"], [("201", "一般公共服务支出")]),
        (["20139", "4", "专项业务"], [("2013904", "专项业务")]),
        (["2013904.0", "专项业务"], [("2013904", "专项业务")]),
        (["201-39-04", "专项业务"], [("2013904", "专项业务")]),
        (["２０１３９０４", "专项业务"], [("2013904", "专项业务")]),
        (["2013904 专项业务", "3.00"], [("2013904", "专项业务")]),
        (["2013904专项业务"], [("2013904", "专项业务")]),
        (["301", "01", "基本工资"], [("30101", "基本工资")]),
        (["30101", "基本工资", "5.00", "30201", "办公费", "1.00"], [("30101", "基本工资"), ("30201", "办公费")]),
        (["2013904", "", "其中：专项业务"], [("2013904", "专项业务")]),
        (["2013904", "3.00", "专项业务"], []),
        (["2013904", "合计"], []),
        (["1", "一般公共服务支出", "20150"], []),
        (["50101", "工资奖金津补贴"], []),
        (["30000", "其他"], []),
        (["", ""], []),
    ],
)
def test_a_code_and_its_name_in_a_row(cells: list[str], found: list[tuple[str, str]]) -> None:
    assert list(subjects_in([cells])) == found


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("　　行政运行", "行政运行"),
        ("一般行政管理事务", "一般行政管理事务"),
        ("一、一般公共服务支出", "一般公共服务支出"),
        ("（一）基本支出", "基本支出"),
        ("维修(护)费", "维修（护）费"),
        ("“三供一业”移交补助支出", "“三供一业”移交补助支出"),
        ("社会 工作 事务", "社会工作事务"),
        ("其中：办公费", "办公费"),
    ],
)
def test_a_name_is_freed_of_what_stands_around_it(written: str, name: str) -> None:
    assert tidy(written) == name


def test_a_code_with_two_names_is_told_and_not_taken() -> None:
    names, doubtful = learned([("", pasted("2013904 专项业务\n2013904 专门业务\n2013905 其他业务"))])
    assert names == {"2013905": "其他业务"}
    assert doubtful == {"2013904": ["专项业务", "专门业务"]}


def test_a_subject_without_those_above_it_is_told_and_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_text("2017701 新业务\n2013904 专项业务", encoding="utf-8")
    told = learn(path, "2024", home(tmp_path))
    assert [one.code for one in told.lost] == ["2017701"]
    assert [one.code for one in told.changes] == ["2013904"]


def test_the_own_list_stands_on_the_one_that_travels_with_the_tool(tmp_path: Path) -> None:
    folder, path = home(tmp_path), tmp_path / "表.txt"
    path.write_text("2013904 专项业务\n31008 物资储备\n2100410 突发公共卫生事件应急", encoding="utf-8")
    told = learn(path, "2024", folder)
    write(told, told.changes)
    listed = load_subjects("2024", folder)
    assert listed["功能科目"]["2013904"] == {"name": "专项业务"}
    assert listed["功能科目"]["2100410"]["name"] == "突发公共卫生事件应急"
    assert listed["功能科目"]["2100410"]["note"]  # what the list says of it stays
    assert listed["经济科目"]["31008"] == "物资储备"
    assert listed["功能科目"]["2013901"]["name"] == "行政运行"
    assert listed["来源"][0] == "表.txt"
    assert any("财预〔2024〕22号" in said for said in listed["来源"])
    assert "2013904" not in load_subjects("2024")["功能科目"]


def test_what_a_person_wrote_into_the_own_list_stays(tmp_path: Path) -> None:
    folder, path = home(tmp_path), tmp_path / "表.txt"
    own = folder / "templates" / "subjects" / "2024.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(
        """\
# 我们局的
extends: "2024"
功能科目:
  "2013904": {name: 旧名, note: 自己的一句话。}  # 记得核对
  # 一条注释
经济科目:
  "31008": 旧储备
""",
        encoding="utf-8",
    )
    path.write_text("2013904 专项业务\n2013905 调查\n31008 物资储备", encoding="utf-8")
    told = learn(path, "2024", folder)
    assert [(one.code, one.old, one.new) for one in told.changes] == [
        ("2013904", "旧名", "专项业务"),
        ("2013905", "", "调查"),
        ("31008", "旧储备", "物资储备"),
    ]
    write(told, told.changes)
    text = own.read_text(encoding="utf-8")
    assert text.startswith('# 我们局的\nextends: "2024"\n功能科目:\n')
    assert '"2013904": {name: 专项业务, note: 自己的一句话。}  # 记得核对' in text
    assert "# 一条注释" in text
    assert '  "31008": 物资储备\n' in text
    assert load_subjects("2024", folder)["功能科目"]["2013905"] == {"name": "调查"}
    again = learn(path, "2024", folder)
    assert again.changes == ()
    assert again.same == 3


def test_nothing_is_written_before_a_person_agrees(tmp_path: Path) -> None:
    folder, path = home(tmp_path), tmp_path / "表.txt"
    path.write_text("2013904 专项业务\n2013901 行政运转", encoding="utf-8")
    output = run("subjects", "--learn", path, "--year", "2024", "--in", folder, code=0).output
    assert "2013904　新　专项业务" in output
    assert "2013901　行政运行 → 行政运转" in output
    assert "没有记" in output
    assert not (folder / "templates").exists()
    run("subjects", "--learn", path, "--year", "2024", "--in", folder, "--yes", code=0)
    assert (folder / "templates" / "subjects" / "2024.yaml").is_file()
    assert (
        "社会工作事务（款）专项业务（项）"
        in run("subjects", "2013904", "--in", folder, "--year", "2024", code=0).output
    )


def test_learning_speaks_json(tmp_path: Path) -> None:
    folder, path = home(tmp_path), tmp_path / "表.txt"
    path.write_text("2013904 专项业务", encoding="utf-8")
    told = json.loads(
        run("subjects", "--learn", path, "--year", "2029", "--in", folder, "--format", "json", code=0).output
    )
    assert told["科目表"] == "2026"
    assert told["不同"] == [{"编码": "2013904", "原来": None, "现在": "专项业务"}]
    assert told["记了"] is False


def test_a_year_without_a_list_gets_one_that_stands_on_the_nearest(tmp_path: Path) -> None:
    folder, path = home(tmp_path), tmp_path / "表.txt"
    path.write_text("2013904 专项业务", encoding="utf-8")
    told = learn(path, "2027", folder)
    write(told, told.changes)
    assert 'extends: "2026"' in told.file.read_text(encoding="utf-8")
    assert load_subjects("2027", folder)["年度"] == "2027"


def test_the_folder_of_a_year_means_that_of_its_department(tmp_path: Path) -> None:
    folder, path = home(tmp_path), tmp_path / "表.txt"
    path.write_text("2013904 专项业务", encoding="utf-8")
    (folder / "2024").mkdir()
    assert learn(path, "2024", folder / "2024").file == folder / "templates" / "subjects" / "2024.yaml"


@pytest.mark.parametrize("name", ["坏.xlsx", "坏.xls", "坏.docx", "坏.bin"])
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xff\x00\x81not a table\x00" * 20)
    with pytest.raises(NoTable, match="坏"):
        list(tables_of(tmp_path / name))
    assert "Traceback" not in run("subjects", "--learn", tmp_path / name, code=1).output


@pytest.mark.parametrize("text", ["名称,金额\n行政运行,12.00\n", "", "编码,金额\n2013901,5\n"])
def test_a_table_without_codes_and_names_is_told_as_such(tmp_path: Path, text: str) -> None:
    folder, path = home(tmp_path), tmp_path / "表.csv"
    path.write_text(text, encoding="utf-8")
    output = run("subjects", "--learn", path, "--in", folder, code=1).output
    assert "没有认出科目编码" in output
    assert "新的 0 个" not in output
