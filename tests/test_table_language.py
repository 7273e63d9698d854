"""What an edition may say of its tables: unit, head lines, separators, zeros, split codes, totals, numbered rows."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import small
from clerk import run
from reportgen.build import BuiltReport, assemble
from reportgen.compose.tables import LaidTable
from reportgen.figures import UnknownKey
from reportgen.model.finding import Level

EDITION = """\
extends: hubei-2023
subjects: "2023"
money_unit: 元
precision: {元: 2}
separators: {表: true, 文字: false}
table_number: ""
wide_totals: true
head_lines:
  - {left: "", right: "{year}年度"}
  - {left: "编制部门：{unit}", right: "单位：{金额单位}"}
tables: [by-code, one-level, money, three-public]
"""
BY_CODE = """\
title: 支出明细表
page: landscape
notes: ["本表反映{unit}{year}年的支出。"]
legs:
  - name: 支出
    columns:
      - head: 科目编码
        columns:
          - {name: 类, type: code, level: 类, width: 6}
          - {name: 款, type: code, level: 款, width: 5}
          - {name: 项, type: code, level: 项, width: 5}
      - {name: 科目名称, type: label, width: 30}
      - {name: 合计, pick: 支出, sum: [基本支出, 项目支出]}
      - {name: 基本支出, pick: 支出.基本支出}
      - {name: 项目支出, pick: 支出.项目支出}
    rows:
      - {each: 科目, pick: "", total: last}
"""
ONE_LEVEL = """\
title: 支出项级表
unit: 千元
zeros: true
legs:
  - name: 支出
    columns:
      - {name: 科目编码, type: code}
      - {name: 科目名称, type: label}
      - {name: 基本支出, pick: 支出.基本支出}
      - {name: 项目支出, pick: 支出.项目支出}
    rows:
      - {each: 科目, pick: "", digits: [7], total: none}
"""
MONEY = """\
title: 收支表
unit: 万元
head_lines: [{right: "金额单位：{金额单位}"}]
legs:
  - name: 支出
    columns:
      - {name: 项目, type: label}
      - {name: 数, pick: 支出}
    rows:
      - {name: 甲, label: 其他支出, ordinal: true, optional: true, pick: "229"}
      - {each: 功能类, pick: "支出.{code}", label: "{ordinal}、{name}", optional: true}
    foot:
      - {name: 末, label: 事业收入, ordinal: true, pick: "208"}
"""
ACCOUNTS = (
    "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2010602 | 12.345678 | -\n"
    "  2080101 | 1100.00 | -\n  2080102 | - | 50.25"
)


@pytest.fixture
def made(tmp_path: Path) -> BuiltReport:
    return built(tmp_path)


def built(project: Path, **keys: str) -> BuiltReport:
    return assemble(department(project, **keys), draft=True)


def department(project: Path, **keys: str) -> Path:
    home = project / "templates" / "final-accounts" / "province"
    (home / "tables").mkdir(parents=True)
    (home / "edition.yaml").write_text(EDITION, encoding="utf-8")
    for name, text in (("by-code", BY_CODE), ("one-level", ONE_LEVEL), ("money", MONEY)):
        (home / "tables" / f"{name}.yaml").write_text(text, encoding="utf-8")
    order = "\n  部门决算公开: {版式: province, 预算口径: 年初预算}"
    basic = "{30101: 1092.345678, 30201: 20}"
    return small.write(project / "2023", **{"报告": order, "收支": ACCOUNTS, "基本支出": basic, **keys})


def table(made: BuiltReport, name: str) -> LaidTable:
    return next(t for t in made.tables if t.definition.id == name)


def printed(made: BuiltReport, name: str) -> list[list[str]]:
    """The cells of a table's body as the document prints them."""
    section = next(s for s in made.document.root.iter("section") if s.get("id") == f"t-{name}")
    body = section.find("table/tbody")
    assert body is not None
    return [["".join("".join(cell.itertext()).split()) for cell in row] for row in body]


def test_a_table_in_yuan_prints_every_cell_in_yuan_with_the_total_last(made: BuiltReport) -> None:
    assert printed(made, "by-code") == [
        ["201", "", "", "一般公共服务支出", "123,456.78", "123,456.78", ""],
        ["201", "06", "", "财政事务", "123,456.78", "123,456.78", ""],
        ["201", "06", "02", "一般行政管理事务", "123,456.78", "123,456.78", ""],
        ["208", "", "", "社会保障和就业支出", "11,502,500.00", "11,000,000.00", "502,500.00"],
        ["208", "01", "", "人力资源和社会保障管理事务", "11,502,500.00", "11,000,000.00", "502,500.00"],
        ["208", "01", "01", "行政运行", "11,000,000.00", "11,000,000.00", ""],
        ["208", "01", "02", "一般行政管理事务", "502,500.00", "", "502,500.00"],
        ["合计", "11,625,956.78", "11,123,456.78", "502,500.00"],
    ]


def test_the_name_of_a_total_spans_the_columns_of_codes(made: BuiltReport) -> None:
    total = table(made, "by-code").rows[-1].cells[0]
    assert (total.text, total.colspan) == ("合　计", 4)


def test_one_level_of_codes_without_a_total_prints_nothing_as_zero(made: BuiltReport) -> None:
    assert printed(made, "one-level") == [
        ["2010602", "一般行政管理事务", "123.46", "0.00"],
        ["2080101", "行政运行", "11,000.00", "0.00"],
        ["2080102", "一般行政管理事务", "0.00", "502.50"],
    ]


def test_rows_are_numbered_as_they_are_printed(made: BuiltReport) -> None:
    assert printed(made, "money") == [
        ["一、一般公共服务支出", "12.35"],
        ["二、社会保障和就业支出", "1,150.25"],
        ["三、事业收入", "1,150.25"],
    ]


def test_the_lines_above_a_head_name_the_unit_of_the_table(made: BuiltReport) -> None:
    assert table(made, "by-code").head_lines == (("", "2023年度"), ("编制部门：某市江城区示例局", "单位：元"))
    assert table(made, "money").head_lines == (("", "金额单位：万元"),)
    assert table(made, "one-level").head_lines[1][1] == "单位：千元"


def test_a_table_may_have_no_number_and_its_notes_name_the_department(made: BuiltReport) -> None:
    section = next(s for s in made.document.root.iter("section") if s.get("id") == "t-by-code")
    assert not [p for p in section.iter("p") if p.get("class") == "table-number"]
    assert table(made, "by-code").notes == ("本表反映某市江城区示例局2023年的支出。",)
    assert table(made, "by-code").name == "《支出明细表》"


def test_the_text_stays_in_ten_thousands_without_separators(made: BuiltReport) -> None:
    words = "".join(made.document.root.itertext())
    assert "1162.60万元" in words
    assert "1,162.60万元" not in words


def test_nothing_that_is_checked_is_wrong_in_it(made: BuiltReport) -> None:
    assert [str(f) for f in made.findings if f.level is Level.ERROR] == []


def test_an_amount_in_another_unit_is_exact_and_knows_what_it_is_made_from(made: BuiltReport) -> None:
    yuan = made.book.resolve("支出.2010602.元")
    assert (yuan.value, yuan.unit) == (Decimal("123456.78"), "元")
    assert [f.key for f in yuan.origin.inputs] == ["支出.2010602"]
    assert made.book.resolve("支出.2010602.千元").value == Decimal("123.45678")


def test_what_is_no_amount_has_no_other_unit(tmp_path: Path) -> None:
    made = built(tmp_path, 人员="{行政: 3}")
    with pytest.raises(UnknownKey):
        made.book.resolve("人员.行政.元")


def test_an_approved_amount_in_ten_thousands_is_printed_in_yuan(tmp_path: Path) -> None:
    made = built(tmp_path, 核定数="{支出.2010602: 12.35}")
    assert printed(made, "by-code")[2][4] == "123,500.00"


def test_data_in_yuan_print_the_same(tmp_path: Path) -> None:
    accounts = (
        "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2010602 | 123456.78 | -\n"
        "  2080101 | 11000000.00 | -\n  2080102 | - | 502500.00"
    )
    made = built(tmp_path, 金额单位="元", 收支=accounts, 基本支出="{30101: 10923456.78, 30201: 200000}")
    assert printed(made, "by-code")[-1] == ["合计", "11,625,956.78", "11,123,456.78", "502,500.00"]
    assert printed(made, "money")[0] == ["一、一般公共服务支出", "12.35"]


def test_workbook_and_open_data_hold_the_amounts_of_the_table_in_its_unit(tmp_path: Path) -> None:
    folder = department(tmp_path)
    out = tmp_path / "out"
    result = run("build", folder, "--draft", "--to", "xlsx,json,html,docx", "--out", out)
    assert result.exit_code == 0, result.output
    book = openpyxl.load_workbook(next(out.rglob("*.xlsx")))
    sheet = next(s for s in book if "支出明细表" in s.title)
    numbers = [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, int | float)]
    assert 123456.78 in numbers
    assert 12.345678 not in numbers
    written = (json.loads(path.read_text(encoding="utf-8")) for path in out.rglob("*.json"))
    report = next(content for content in written if "内容" in content)
    told = {figure["键"]: (figure["单位"], figure["印作"]) for figure in report["数"]}
    assert told["支出.2010602.元"] == ("元", "123,456.78")


def test_csv_and_dictionary_of_a_publication_name_the_unit(tmp_path: Path) -> None:
    from reportgen.publish.tables import tables_of
    from reportgen.writers.json import write_json

    made = built(tmp_path)
    first, second, third, *_ = tables_of(json.loads(write_json(made.document)))
    assert (first.unit, second.unit, third.unit) == ("元", "千元", "万元")
    rows = list(csv.reader(io.StringIO(first.csv.decode("utf-8-sig"))))
    assert rows[-1][-3:] == ["11625956.78", "11123456.78", "502500.00"]
