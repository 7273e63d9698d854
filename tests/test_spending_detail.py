"""支出明细: 收支 split by 经济科目, stated once; tables pick it, and 收支 stays the sum."""

from __future__ import annotations

from pathlib import Path

import pytest

import small
from reportgen.build import BuiltReport, assemble
from reportgen.model.finding import Level

EDITION = """\
extends: hubei-2023
tables: [summary, income, spending, fiscal, general, basic, three-public, by-economic, by-class]
"""
BY_ECONOMIC = """\
title: 财政拨款支出决算明细表
legs:
  - name: 支出
    columns:
      - {name: 经济科目编码, type: code}
      - {name: 经济科目名称, type: label}
      - {name: 合计, pick: 支出.一般公共, sum: [基本支出, 项目支出]}
      - {name: 基本支出, pick: 一般公共.基本支出}
      - {name: 项目支出, pick: 一般公共.项目支出}
    rows:
      - {each: 用到的经济科目, pick: 支出, total: last}
"""
BY_CLASS = """\
title: 基本支出明细表
legs:
  - name: 支出
    columns:
      - {name: 科目编码, type: code}
      - {name: 科目名称, type: label}
      - {name: 合计, pick: 一般公共.基本支出, sum: [人员经费, 公用经费]}
      - {name: 人员经费, pick: "一般公共.基本支出.301、303"}
      - {name: 公用经费, pick: "一般公共.基本支出.302、310"}
    rows:
      - {each: 科目, pick: "", digits: [7]}
"""
ACCOUNTS = "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 100.00 | -\n  2080102 | - | 50.25"
DETAIL = (
    "|\n  科目 | 经济科目 | 金额 | 类别\n  2080101 | 30101 | 80.00 | 基本支出\n  2080101 | 30201 | 20.00 | 基本支出\n"
    "  2080102 | 30201 | 30.25 | 项目支出\n  2080102 | 31002 | 20.00 | 项目支出"
)


def built(project: Path, detail: str = DETAIL, accounts: str = ACCOUNTS, **keys: str | None) -> BuiltReport:
    home = project / "templates" / "final-accounts" / "province"
    (home / "tables").mkdir(parents=True)
    (home / "edition.yaml").write_text(EDITION, encoding="utf-8")
    (home / "tables" / "by-economic.yaml").write_text(BY_ECONOMIC, encoding="utf-8")
    (home / "tables" / "by-class.yaml").write_text(BY_CLASS, encoding="utf-8")
    order = "\n  部门决算公开: {版式: province, 预算口径: 年初预算}"
    written = {"报告": order, "收支": accounts, "支出明细": detail, "基本支出": None}
    return assemble(small.write(project / "2023", **{**written, **keys}), draft=True)


def printed(made: BuiltReport, name: str) -> list[list[str]]:
    section = next(s for s in made.document.root.iter("section") if s.get("id") == f"t-{name}")
    body = section.find("table/tbody")
    assert body is not None
    return [["".join("".join(cell.itertext()).split()) for cell in row] for row in body]


def errors(made: BuiltReport) -> list[str]:
    return [f"{f.code} {f.message}" for f in made.findings if f.level is Level.ERROR]


def test_a_table_by_economic_subject_prints_basic_and_project_spending(tmp_path: Path) -> None:
    made = built(tmp_path)
    assert printed(made, "by-economic") == [
        ["301", "工资福利支出", "80.00", "80.00", ""],
        ["30101", "基本工资", "80.00", "80.00", ""],
        ["302", "商品和服务支出", "50.25", "20.00", "30.25"],
        ["30201", "办公费", "50.25", "20.00", "30.25"],
        ["310", "资本性支出", "20.00", "", "20.00"],
        ["31002", "办公设备购置", "20.00", "", "20.00"],
        ["", "合计", "150.25", "100.00", "50.25"],
    ]
    assert errors(made) == []


def test_a_column_may_take_several_classes(tmp_path: Path) -> None:
    assert printed(built(tmp_path), "by-class") == [
        ["", "合计", "100.00", "80.00", "20.00"],
        ["2080101", "行政运行", "100.00", "80.00", "20.00"],
    ]


def test_basic_spending_need_not_be_written_again(tmp_path: Path) -> None:
    made = built(tmp_path)
    assert [small.shown(made.book, key) for key in ("人员经费", "公用经费", "经济.30201")] == [
        "80.00",
        "20.00",
        "20.00",
    ]


def test_accounts_stay_what_they_were(tmp_path: Path) -> None:
    made = built(tmp_path)
    assert [small.shown(made.book, key) for key in ("支出.2080101", "支出.项目支出", "支出")] == [
        "100.00", "50.25", "150.25",
    ]  # fmt: skip


def test_rows_that_do_not_add_up_to_the_cell_are_an_error_and_change_nothing(tmp_path: Path) -> None:
    made = built(tmp_path, DETAIL.replace("80.00", "81.00"))
    assert errors(made)[0] == (
        "D051 收支里「2080101 一般公共 基本支出」是 100.00（数据.yaml:11:13），支出明细 2 行相加是 101.00"
    )
    assert small.shown(made.book, "支出.2080101") == "100.00"
    assert small.shown(made.book, "支出.30201.项目支出") == "30.25"


def test_money_that_is_not_split_makes_a_sum_by_economic_subject_unknown(tmp_path: Path) -> None:
    only_basic = "\n".join(line for line in DETAIL.splitlines() if "项目支出" not in line)
    made = built(tmp_path, only_basic)
    assert small.shown(made.book, "支出.30201") == "unknown"
    assert small.shown(made.book, "支出.30201.基本支出") == "20.00"


def test_what_rounding_leaves_stays_with_the_cell(tmp_path: Path) -> None:
    rounded = DETAIL.replace("80.00", "80.01")
    made = built(tmp_path, rounded)
    assert errors(made) == []
    assert small.shown(made.book, "支出.2080101") == "100.00"
    assert small.shown(made.book, "支出.30101") == "80.01"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2080101 | 30101", "20801 | 30101", "D050 支出明细的这一行科目「20801」不是 7 位的项级编码"),
        ("2080101 | 30101", "2080101 | 301", "D050 支出明细的这一行经济科目「301」不是 5 位、3 字头的款级编码"),
        ("80.00 | 基本支出", "80.00 | 人员支出", "D050 支出明细的这一行类别「人员支出」认不出"),
        ("2080101 | 30201", "2080101 | 30101", "D050 支出明细的这一行和 数据.yaml:16:21 是同一个科目、经济科目、资金、类别，写了两行"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_say_of_what_it_is(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in errors(built(tmp_path, DETAIL.replace(old, new, 1)))


def test_a_cell_that_accounts_leave_empty_is_not_filled_in_silence(tmp_path: Path) -> None:
    made = built(tmp_path, DETAIL + "\n  2080102 | 30101 | 5.00 | 基本支出")
    assert any("D051 收支里「2080102 一般公共 基本支出」是 0" in told for told in errors(made))


def test_rows_without_units_beside_accounts_by_unit_are_told_to_name_them(tmp_path: Path) -> None:
    accounts = "|\n  单位 | 科目 | 一般公共.基本支出 | 一般公共.项目支出\n  本级 | 2080101 | 100.00 | -\n  本级 | 2080102 | - | 50.25"
    (first, *_) = [f for f in built(tmp_path, accounts=accounts).findings if f.code == "D051"]
    assert first.message == (
        "支出明细没有写单位，收支里「2080101 一般公共 基本支出」是按单位写的（1 个单位，共 100.00）：不知道是哪个单位的"
    )
    assert "请给支出明细加一栏「单位」" in str(first)
