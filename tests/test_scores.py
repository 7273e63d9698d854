"""Scores of self-evaluation: forward, reverse, capped, as the edition's forms round them."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import small
from small import shown

PROJECT = "|\n  代号 | 名称 | 科目 | 全年预算 | 执行数\n  甲 | 甲项目 | 2080102 | {} | {}"
HEAD = "\n  甲: |\n    代号 | 层级 | 指标 | 目标值 | 实际值 | 方向 | 分值 | 得分 | 整体\n    一 | 产出/数量 | 一 | {} | {} | {} | 20 | {} | 10"


def project(
    folder, target="10个", actual="10个", direction="", score="", edition="hubei-2023", budget="100", spent="90"
):
    return small.report(
        folder,
        edition,
        项目=PROJECT.format(budget, spent),
        指标=HEAD.format(target, actual, direction, score),
        整体自评="{预算数: 150.25}",
    )


@pytest.mark.parametrize(
    ("target", "actual", "direction", "score"),
    [
        ("10个", "12个", "", "20.00"),
        ("10个", "5个", "", "10.00"),
        ("≥95%", "≥95%", "", "20.00"),
        ("≥90%", "85.5%", "", "19.00"),
        ("≤30分钟", "40分钟", "", "15.00"),
        ("≤30分钟", "20分钟", "", "20.00"),
        ("30分钟", "40分钟", "反向", "15.00"),
        ("3个", "2个", "", "13.33"),
        ("12场/年", "50场", "", "20.00"),
        ("良好", "良好", "", "20.00"),
        ("0次", "0次", "", "20.00"),
        ("0次", "2次", "", "0.00"),
        ("0", "1次", "反向", "0.00"),
        ("≤0次", "0次", "", "20.00"),
        ("≤8%", "0%", "", "20.00"),
        ("10个", "0个", "", "0.00"),
    ],
)
def test_an_indicator_scores_by_how_far_its_target_is_reached(tmp_path, target, actual, direction, score):
    made = project(tmp_path, target, actual, direction)
    assert f"{made.rounded(made.resolve('指标.甲.一.得分')):f}" == score


@pytest.mark.parametrize(("edition", "score", "overall"), [("hubei-2021", "13", "7"), ("hubei-2023", "13.33", "6.67")])
def test_a_score_is_rounded_as_the_forms_of_the_edition_do(tmp_path, edition, score, overall):
    made = project(tmp_path, "3个", "2个", edition=edition)
    assert [shown(made, k) for k in ("指标.甲.一.得分", "指标.甲.一.整体得分")] == [score, overall]


@pytest.mark.parametrize(("target", "actual"), [("良好", "较好"), ("10个", "5场"), ("10个", "若干")])
def test_what_a_program_can_not_judge_is_asked_for(tmp_path, target, actual):
    made = project(tmp_path, target, actual)
    assert shown(made, "指标.甲.一.得分") == "unknown"
    assert [f.code for f in made.findings] == ["P002"]


def test_a_written_score_counts_and_carries_over_in_proportion(tmp_path):
    made = project(tmp_path, "良好", "较好", score="16")
    assert [shown(made, k) for k in ("指标.甲.一.得分", "指标.甲.一.整体得分")] == ["16", "8"]


def test_a_score_that_is_no_number_is_an_error_and_not_nought(tmp_path):
    made = project(tmp_path, score="满分")
    assert shown(made, "指标.甲.一.得分") == "unknown"
    assert [f.code for f in made.findings] == ["P001"]


@pytest.mark.parametrize(
    ("cells", "code"), [({"score": "满分"}, "P001"), ({"target": "良好", "actual": "较好"}, "P002")]
)
def test_what_is_wrong_in_a_form_that_is_printed_is_known_before_a_figure_is_asked_for(tmp_path, cells, code):
    assert [f.code for f in project(tmp_path, **cells).findings] == [code]


@pytest.mark.parametrize("cells", [{"actual": "待填"}, {"score": "待填"}, {"target": "待填"}])
def test_what_is_pending_makes_the_score_pending(tmp_path, cells):
    made = project(tmp_path, **cells)
    assert [shown(made, k) for k in ("指标.甲.一.得分", "项目.甲.得分", "指标.甲.一.整体得分")] == ["pending"] * 3
    assert made.findings == []


@pytest.mark.parametrize(
    ("budget", "spent", "rate", "score"),
    [
        ("100", "90", "90.0", "18"),
        ("100", "88.123", "88.1", "17.62"),
        ("100", "120", "120.0", "20"),
        ("100", "100", "100", "20"),
        ("100", "-", "0.0", "0"),
    ],
)
def test_the_score_of_execution_is_the_printed_rate_and_never_above_its_weight(tmp_path, budget, spent, rate, score):
    made = project(tmp_path, budget=budget, spent=spent)
    assert [shown(made, f"项目.甲.{k}") for k in ("执行率", "执行得分")] == [rate, score]


def test_execution_of_no_budget_has_no_rate(tmp_path):
    assert shown(project(tmp_path, budget="-"), "项目.甲.执行率") == "blank"


def test_the_total_is_the_sum_of_what_is_printed(tmp_path):
    made = project(tmp_path, "3个", "2个", spent="88.123")
    assert [shown(made, f"项目.甲.{k}") for k in ("执行得分", "指标得分", "得分")] == ["17.62", "13.33", "30.95"]


def test_points_are_added_up_by_goal_and_by_level(tmp_path):
    table = (
        "\n  甲: |\n    代号 | 层级 | 目标值 | 实际值 | 分值 | 整体目标 | 整体\n    一 | 产出/数量 | 1 | 1 | 30 | "
        "1 | 10\n    二 | 产出/质量 | 1 | 1 | 30 | 2 | 5\n    三 | 效益/社会效益 | 1 | 1 | 20 | 2 | 4"
    )
    made = small.report(tmp_path, 项目=PROJECT.format(1, 1), 指标=table)
    keys = (
        "自评.甲.分值",
        "自评.甲.产出指标.分值",
        "自评.甲.产出指标.质量指标.分值",
        "自评.整体.目标2.分值",
        "自评.整体.目标2.产出指标.分值",
        "自评.整体.产出指标.分值",
        "自评.整体.产出指标.权重",
    )
    assert [shown(made, k) for k in keys] == ["80", "60", "30", "9", "5", "15", "15%"]


def test_projects_are_counted_by_the_fund_that_pays_and_by_tier(tmp_path):
    rows = (
        "|\n  代号 | 名称 | 科目 | 全年预算 | 执行数 | 级别\n  甲 | 甲 | 2080102 | 9 | 5 | "
        "一级\n  乙 | 乙 | 2120803、2120899 | 9 | 7 | 二级\n  丙 | 丙 | | 9 | 1 | 一级"
    )
    table = "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出 | 政府性基金.项目支出\n  2080102 | - | 6 | -\n  2120803 | - | - | 7"
    made = small.report(tmp_path, 项目=rows, 收支=table)
    assert [
        shown(made, f"项目.{k}")
        for k in ("一般公共.个数", "一般公共.执行数", "政府性基金.个数", "政府性基金.执行数", "一级.个数", "合计.个数")
    ] == ["2", "6.00", "1", "7.00", "2", "3"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 500), st.integers(0, 500), st.sampled_from(["", "反向"]))
def test_a_score_is_never_below_nought_or_above_its_points(tmp_path, target, actual, direction):
    score = project(tmp_path, f"{target}个", f"{actual}个", direction).resolve("指标.甲.一.得分")
    assert Decimal(0) <= score.value <= Decimal(20)
