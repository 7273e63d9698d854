"""A reason is judged by what it says: what was before works the other way, and not planned is no reason for more."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks.typed.directions import opposite
from slips import found, told

EXPLAINS_MORE = """
年初未安排公务接待费预算，年中据实开支
上年减少了维修，本年集中安排
上年未开展，本年恢复
上年因故未购置设备，本年购置
上年压减了支出
年初预算未列入，年中追加
年初未安排，年中追加预算
年初预算安排较少
上年有部分工资推迟到本年发放
去年接待活动少，今年来访增多
人员正常晋级
上年末未支付的合同款在本年支付
年初未安排预算，当年据实列支
落实过紧日子要求，压减一般性支出，但人员经费增加
上年数较低
人员经费未减少，公用经费增加
补缴以前年度社保
使用上年结转资金
年初预算不含晋级增资，年中追加
上年没有此项支出，本年新增
年初预算编制时未考虑职业年金
疫情期间停办的活动恢复举办
年初预算数为0，年中上级下达专项资金
退休人员去世，支付丧葬抚恤金增加
""".strip().splitlines()
ONLY_LESS = """
厉行节约，压缩一般性支出
年初未安排
年初未安排公务接待费预算
未安排
减少了出国人次
严格控制三公经费支出
落实过紧日子要求，压减接待
上年增加较多
人员减少，退休增加
项目未开展
严格执行中央八项规定精神
取消了公务用车
本年未安排此项支出
加大压减力度
""".strip().splitlines()
EXPLAINS_LESS = """
厉行节约，压缩接待
上年有一次性项目，本年没有
上年增加了购车
退休人员增加
部分项目结转下年
年初预算安排较多
上年购置了车辆
加大压减力度
项目完工
上年补发了绩效奖金，本年没有
机构改革划转人员
疫情影响部分培训未举办
上年基数较大
受机构改革影响，人员划出
""".strip().splitlines()
ONLY_MORE = ["来访增多，接待标准提高", "人员增加", "物价上涨", "上年减少了维修", "新增项目", "工资正常晋级"]


@pytest.mark.parametrize(("reasons", "up"), [(EXPLAINS_MORE, True), (EXPLAINS_LESS, False)])
def test_what_explains_is_not_found_wrong(reasons: list[str], up: bool) -> None:
    assert {reason: opposite(reason, up=up) for reason in reasons if opposite(reason, up=up)} == {}


@pytest.mark.parametrize(("reasons", "up"), [(ONLY_LESS, True), (ONLY_MORE, False)])
def test_what_says_only_the_opposite_is_found(reasons: list[str], up: bool) -> None:
    assert [reason for reason in reasons if not opposite(reason, up=up)] == []


RECEPTION = "严格执行中央八项规定精神，压减接待批次和标准"
OPERATING = "办公用房集中后的维修和邮电开支增加"
UNBUDGETED = ("| 公务接待费         | 2.00   | 1.20   |", "| 公务接待费         | -   | 1.20   |")


def test_not_planned_before_the_year_explains_with_what_was_spent(tmp_path: Path) -> None:
    assert told(tmp_path, UNBUDGETED, (RECEPTION, "年初未安排公务接待费预算，年中据实开支")) == []
    assert told(tmp_path, UNBUDGETED, (RECEPTION, "年初未安排公务接待费预算")) == ["预算和上年.yaml:56 C077"]


def test_less_last_year_explains_more(tmp_path: Path) -> None:
    assert told(tmp_path, (OPERATING, "上年减少了维修，本年集中安排")) == []


def test_a_large_change_needs_more_than_normal_growth(tmp_path: Path) -> None:
    assert told(tmp_path, ("机关运行经费: 84.00", "机关运行经费: 52.90"), (OPERATING, "正常增长")) == [
        "预算和上年.yaml:58 C170"
    ]
    assert (
        "变动 62.9%"
        in found(tmp_path, ("机关运行经费: 84.00", "机关运行经费: 52.90"), (OPERATING, "正常增长"))[0].message
    )


def test_a_slight_change_may_be_normal(tmp_path: Path) -> None:
    assert told(tmp_path, (OPERATING, "正常增长")) == []


@pytest.mark.parametrize(
    "row",
    [
        "| 货物 | 0.09 | 0.09    | 0.09     |",
        "| 货物 | 0.92 | 0.92    | -     |",
        "| 货物 | 0.01 | 0.01    | 0.01     |",
        "| 货物 | 0.14 | -    | -     |",
    ],
)
def test_a_small_purchase_is_no_unit_mixed_up(tmp_path: Path, row: str) -> None:
    assert told(tmp_path, ("| 货物 | 12.60 | 12.60    | 8.40     |", row)) == []


def test_small_works_are_no_unit_mixed_up(tmp_path: Path) -> None:
    assert told(tmp_path, ("| 工程 | -     | -        | -        |", "| 工程 | 0.11 | 0.11 | 0.11 |")) == []


def test_yuan_among_ten_thousands_are_still_told(tmp_path: Path) -> None:
    row = ("| 货物 | 12.60 | 12.60    | 8.40     |", "| 货物 | 126000 | 12.60    | 8.40     |")
    assert "S014" in {f.code for f in found(tmp_path, row)}
    assert "S014" in {f.code for f in found(tmp_path, ("机关运行经费: 86.20", "机关运行经费: 862000"))}
