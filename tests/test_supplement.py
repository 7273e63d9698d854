"""Numbers that only one edition asks for: declared by it, stated under 补充数据, printed like any other."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import small
from reportgen.build import BuiltReport, assemble
from reportgen.model.finding import Finding, Level

EDITION = """\
extends: hubei-2023
records:
  采购预留.中小企业: {unit: 万元, means: 面向中小企业预留的采购预算}
  绩效管理.自评项目: {unit: 个}
  绩效管理.问题: {unit: 个, optional: true}
"""
TEMPLATE = """\
{% extends "super" %}
{% block more %}
  <p>预留{{ p.amount("补充.采购预留.中小企业") }}，自评{{ p.amount("补充.绩效管理.自评项目") }}。</p>
  {% if not p.zero("补充.绩效管理.问题") %}<p>发现问题{{ p.amount("补充.绩效管理.问题") }}。</p>{% endif %}
{% endblock %}
"""


def built(project: Path, supplement: str | None, **keys: str) -> BuiltReport:
    home = project / "templates" / "final-accounts" / "province"
    (home / "sections").mkdir(parents=True)
    (home / "edition.yaml").write_text(EDITION, encoding="utf-8")
    (home / "sections" / "spending.html").write_text(TEMPLATE, encoding="utf-8")
    order = "\n  部门决算公开: {版式: province, 预算口径: 年初预算}"
    return assemble(small.write(project / "2023", 报告=order, 补充数据=supplement, **keys), draft=True)


def words(made: BuiltReport) -> str:
    return "".join("".join(made.document.root.itertext()).split())


def about(made: BuiltReport) -> list[Finding]:
    return [f for f in made.findings if "补充" in f.message or "补充" in (f.key or "")]


def test_a_declared_number_is_printed_with_its_unit(tmp_path: Path) -> None:
    made = built(tmp_path, "{采购预留.中小企业: 1200.5, 绩效管理.自评项目: 3}")
    assert "预留1,200.50万元，自评3个。" in words(made)
    assert "发现问题" not in words(made)
    assert about(made) == []


def test_it_says_where_it_was_written(tmp_path: Path) -> None:
    figure = built(tmp_path, "{采购预留.中小企业: 1200.5}").book.resolve("补充.采购预留.中小企业")
    assert str(figure.origin.source) == "数据.yaml:15:19"
    assert figure.label == "2023年度 面向中小企业预留的采购预算"


def test_one_that_nobody_wrote_is_asked_for_and_never_zero(tmp_path: Path) -> None:
    made = built(tmp_path, "{采购预留.中小企业: 0}")
    assert "预留0.00万元，自评" in words(made)
    assert "【待填" in words(made)
    assert [f.code for f in about(made)] == ["T002"]
    assert "补充.绩效管理.自评项目" in about(made)[0].message


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("采购预留.中小企业们", "是不是「采购预留.中小企业」？"),
        ("完全别的", "这个版式要的是：采购预留.中小企业、绩效管理.自评项目、绩效管理.问题"),
    ],
)
def test_a_name_that_the_edition_does_not_know_is_an_error(tmp_path: Path, written: str, remedy: str) -> None:
    made = built(tmp_path, f"{{{written}: 1, 采购预留.中小企业: 2, 绩效管理.自评项目: 3}}")
    assert [(f.code, f.level, f.remedy) for f in about(made)] == [("D047", Level.ERROR, remedy)]


def test_money_is_stated_in_the_unit_of_the_data_and_a_count_is_not_scaled(tmp_path: Path) -> None:
    accounts = "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 1000000 | -"
    made = built(
        tmp_path,
        "{采购预留.中小企业: 12000000, 绩效管理.自评项目: 30}",
        金额单位="元",
        收支=accounts,
        基本支出="{30101: 800000, 30201: 200000}",
        上年数="{补充.采购预留.中小企业: 10000000}",
    )
    assert made.book.resolve("补充.采购预留.中小企业").value == Decimal(1200)
    assert made.book.resolve("补充.绩效管理.自评项目").value == Decimal(30)
    assert made.book.resolve("上年.补充.采购预留.中小企业").value == Decimal(1000)
    assert made.book.resolve("补充.采购预留.中小企业.增减额").value == Decimal(200)
