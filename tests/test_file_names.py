"""Names of files keep what kind of report it is within the bytes that systems allow, and every bracket is closed."""

from __future__ import annotations

import pytest

from reportgen.workspace.file_names import LONGEST, file_stem

LONG = "江城经济技术开发区管理委员会行政审批服务和民生保障综合服务局（江城经济技术开发区政务服务管理办公室、江城经济技术开发区公共资源交易监督管理局）"
UNITS = [
    LONG, LONG * 2, "江城区" * 40, f"（{LONG}）", "甲（乙（丙）丁）" * 20, "A" * 300, "江城区A/B局" * 20, "中共江城区委" * 12 + "办公室",
    "江城区民生局，" * 15, "𠮷" * 60,
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("short", ["区民生局", "", "区" * 90, "区/局"])
@pytest.mark.parametrize("kind", ["部门决算公开", "部门预算公开", "部门决算公开（更正版）"])
def test_a_long_unit_is_shortened_and_the_kind_stays(unit: str, short: str, kind: str) -> None:
    name = file_stem(f"2023年度{unit}{kind}", unit, short)
    assert len(name.encode()) <= LONGEST
    assert name.startswith("2023年度")
    assert name.endswith(kind)
    assert name.count("（") == name.count("）")
    assert "/" not in name


def test_the_short_name_is_taken_where_it_is_needed_only() -> None:
    assert file_stem(f"2023年度{LONG}部门决算公开", LONG, "区民生局") == "2023年度区民生局部门决算公开"
    assert (
        file_stem("2023年度江城区民生服务局部门决算公开", "江城区民生服务局", "区民生局")
        == "2023年度江城区民生服务局部门决算公开"
    )


def test_without_a_unit_the_mark_at_the_end_stays() -> None:
    name = file_stem(f"关于{LONG}的说明（更正版）")
    assert len(name.encode()) <= LONGEST
    assert name.endswith("（更正版）")
