"""One figure compared twice, with last year and with its budget: each comparison may have a reason of its own."""

from __future__ import annotations

from pathlib import Path

import small
from reportgen.build import BuiltReport, assemble
from reportgen.model.finding import Level

BOTH = "{支出.一般公共.增减额: 上年设备更新已完成, 支出.一般公共.差额.年初预算: 年中追加培训经费, 总体: 项目增加}"


TEMPLATE = """\
{% extends "super" %}
{% block more %}
  <p>与预算相比，主要原因是{{ p.reason("支出.一般公共", "与预算相差的原因", "差额.年初预算") }}。</p>
{% endblock %}
"""


def built(folder: Path, reasons: str) -> BuiltReport:
    home = folder / "templates" / "final-accounts" / "province"
    (home / "sections").mkdir(parents=True)
    (home / "edition.yaml").write_text("extends: hubei-2023\n", encoding="utf-8")
    (home / "sections" / "general.html").write_text(TEMPLATE, encoding="utf-8")
    keys = {
        "报告": "\n  部门决算公开: {版式: province, 预算口径: 年初预算}",
        "上年数": "{收入总计: 200, 支出总计: 200, 支出.一般公共: 200, 本年收入合计: 200, 本年支出合计: 200}",
        "年初预算": "{合计: 140, 208: 140, 2080101: 100, 2080102: 40}",
        "原因": reasons,
    }
    return assemble(small.write(folder / "2023", **keys), draft=True)


def words(made: BuiltReport) -> str:
    return "".join("".join(made.document.root.itertext()).split())


def test_each_comparison_prints_its_own_reason(tmp_path: Path) -> None:
    told = words(built(tmp_path, BOTH))
    assert "上年设备更新已完成" in told
    assert "年中追加培训经费" in told


def test_both_are_used_and_none_is_told_as_unused(tmp_path: Path) -> None:
    made = built(tmp_path, BOTH)
    assert [str(f) for f in made.findings if "支出.一般公共." in str(f) and f.level is not Level.HINT] == []


def test_a_reason_of_the_figure_serves_a_comparison_without_one(tmp_path: Path) -> None:
    told = words(built(tmp_path, "{支出.一般公共.差额.年初预算: 年中追加培训经费, 支出.一般公共: 总的原因}"))
    assert "年中追加培训经费" in told
    assert "总的原因" in told


def test_a_reason_of_one_comparison_is_not_printed_for_the_other(tmp_path: Path) -> None:
    told = words(built(tmp_path, "{支出.一般公共.增减额: 上年设备更新已完成}"))
    assert told.count("上年设备更新已完成") == 1
