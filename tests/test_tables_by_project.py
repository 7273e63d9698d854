"""Tables with a row a project: 项目支出决算表 over the projects, 项目支出预算表 over those of the budget."""

from __future__ import annotations

from pathlib import Path

import pytest

import small
from reportgen.build import BuiltReport, assemble
from reportgen.model.finding import DataUnusable

EDITION = """\
extends: hubei-2023
tables: [summary, income, spending, fiscal, general, basic, three-public, by-project]
"""
FIGURES = "项目.合计.执行数: 项目.*.执行数\n项目.合计.全年预算: 项目.*.全年预算\n"
BY_PROJECT = """\
title: 项目支出决算表
legs:
  - name: 项目
    columns:
      - {name: 科目编码, type: code}
      - {name: 项目名称, type: label}
      - {name: 全年预算, pick: "项目.{项目}.全年预算", key: 项目.合计.全年预算}
      - {name: 执行数, pick: "项目.{项目}.执行数", key: 项目.合计.执行数}
    rows:
      - {each: 项目, pick: "", total: last}
"""
PROJECTS = (
    "|\n  代号 | 名称 | 科目 | 全年预算 | 执行数\n  平台 | 平台维护 | 2080102 | 40.00 | 30.25\n"
    "  培训 | 技能培训 | 2080102 | 20.00 | 20.00"
)


def built(project: Path, table: str = BY_PROJECT, **keys: str | None) -> BuiltReport:
    home = project / "templates" / "final-accounts" / "province"
    (home / "tables").mkdir(parents=True)
    (home / "edition.yaml").write_text(EDITION, encoding="utf-8")
    (home / "figures.yaml").write_text(FIGURES, encoding="utf-8")
    (home / "tables" / "by-project.yaml").write_text(table, encoding="utf-8")
    order = "\n  部门决算公开: {版式: province, 预算口径: 年初预算}"
    return assemble(small.write(project / "2023", **{"报告": order, "项目": PROJECTS, **keys}), draft=True)


def test_every_project_has_a_row_and_all_of_them_a_total(tmp_path: Path) -> None:
    section = next(s for s in built(tmp_path).document.root.iter("section") if s.get("id") == "t-by-project")
    body = section.find("table/tbody")
    assert body is not None
    assert [["".join("".join(cell.itertext()).split()) for cell in row] for row in body] == [
        ["2080102", "平台维护", "40.00", "30.25"],
        ["2080102", "技能培训", "20.00", "20.00"],
        ["", "合计", "60.00", "50.25"],
    ]


def test_the_total_is_checked_against_its_rows(tmp_path: Path) -> None:
    table = next(t for t in built(tmp_path).tables if t.definition.id == "by-project")
    total = table.rows[-1].cells[-1]
    assert [sign for sign, _ in total.row_terms] == [1, 1]
    assert total.figure is not None
    assert total.figure.key == "项目.合计.执行数"


def test_a_total_that_would_be_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataUnusable) as caught:
        built(tmp_path, BY_PROJECT.replace(", key: 项目.合计.执行数", ""))
    assert any("「执行数」栏没有写「key」" in finding.message for finding in caught.value.findings)


def test_without_a_total_no_name_is_needed(tmp_path: Path) -> None:
    bare = BY_PROJECT.replace(", key: 项目.合计.执行数", "").replace(", key: 项目.合计.全年预算", "")
    made = built(tmp_path, bare.replace("total: last", "total: none"))
    assert len(next(t for t in made.tables if t.definition.id == "by-project").rows) == 2


def told(made: BuiltReport, table: str = "by-project") -> list[str]:
    """The figures of the last row, as they are printed; what nobody knows is 【待填：…】."""
    section = next(s for s in made.document.root.iter("section") if s.get("id") == f"t-{table}")
    body = section.find("table/tbody")
    assert body is not None
    return ["".join("".join(cell.itertext()).split()) for cell in body[-1]][-2:]


def test_without_projects_and_their_spending_the_total_is_nothing(tmp_path: Path) -> None:
    accounts = "|\n  科目 | 一般公共.基本支出\n  2080101 | 100.00"
    made = built(tmp_path, 项目=None, 收支=accounts)
    assert told(made) == ["", ""]
    assert [f for f in made.findings if "「项目」" in f.message] == []


def test_projects_that_nobody_wrote_are_asked_for_where_money_was_spent_on_them(tmp_path: Path) -> None:
    made = built(tmp_path, 项目=None)
    assert told(made) == ["【待填：项目.合计.全年预算】", "【待填：项目.合计.执行数】"]
    assert "没有写「项目」，要印的数没有数据" in [f.message for f in made.findings if f.code == "T002"]


RATES = """\
title: 项目支出决算表
unit: 元
legs:
  - name: 项目
    columns:
      - {name: 项目名称, type: label}
      - {name: 全年预算, pick: "项目.{项目}.全年预算", key: 项目.合计.全年预算}
      - {name: 执行数, pick: "项目.{项目}.执行数", key: 项目.合计.执行数}
      - {name: 执行率, pick: "项目.{项目}.执行率"}
      - {name: 占比, pick: "项目.{项目}.执行数.占.项目.合计.执行数"}
    rows:
      - {each: 项目, pick: "", total: none}
"""


def test_rates_of_a_table_in_yuan_are_of_the_amounts_that_it_prints(tmp_path: Path) -> None:
    """In 万元 they were 0.12 of 0.13, 92.3%, and 0.12 of 0.27, 44.4%."""
    projects = (
        "|\n  代号 | 名称 | 科目 | 全年预算 | 执行数\n  平台 | 平台维护 | 2080102 | 1,300.00 | 1,234.56\n"
        "  培训 | 技能培训 | 2080102 | 1,500.00 | 1,500.00"
    )
    accounts = "|\n  科目 | 一般公共.项目支出\n  2080102 | 2,734.56"
    made = built(tmp_path, RATES, 金额单位="元", 收支=accounts, 项目=projects, 基本支出=None)
    section = next(s for s in made.document.root.iter("section") if s.get("id") == "t-by-project")
    rows = [["".join("".join(cell.itertext()).split()) for cell in row] for row in section.find("table/tbody")]
    assert rows == [
        ["平台维护", "1,300.00", "1,234.56", "95.0", "45.1"],
        ["技能培训", "1,500.00", "1,500.00", "100", "54.9"],
    ]
    assert [str(f) for f in made.findings if f.code.startswith("C06")] == []


def test_totals_of_units_are_named_in_the_column_of_units(tmp_path: Path) -> None:
    table = """\
title: 收入分单位表
legs:
  - name: 收入
    columns:
      - {name: 单位编码, type: unit-code}
      - {name: 单位名称, type: unit}
      - {name: 本年收入, pick: 收入}
    rows:
      - {each: 单位, pick: 收入, total: last, total_label: 合计}
"""
    section = next(s for s in built(tmp_path, table).document.root.iter("section") if s.get("id") == "t-by-project")
    body = section.find("table/tbody")
    assert body is not None
    names = ["".join("".join(row[1].itertext()).split()) for row in body]
    assert names[0] == "某市江城区示例局"
    assert names[-1] == "合计"
    assert all(names)
