"""Rows of 收支 and budgets -> leaves, stated subtotals, and what follows from them."""

import pytest

import small
from small import shown

OTHER = "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出 | {}\n  2080101 | 100 | - | {}"


def codes(made):
    return [f.code for f in made.findings]


def test_a_code_above_finer_ones_is_a_subtotal_not_a_leaf(tmp_path):
    made = small.report(
        tmp_path,
        年初预算="|\n  科目 | 一般公共\n  合计 | 300\n  208 | 290\n  2080101 | 100\n  2080102 | 50\n  210 | 10",
    )
    assert shown(made, "支出.2080101.一般公共.年初预算") == "100.00"
    figure = made.resolve("支出.208.一般公共.年初预算")
    assert (figure.value, figure.origin.derived.value) == (290, 150)
    whole = made.resolve("支出.一般公共.年初预算")
    assert (whole.value, whole.origin.derived.value) == (300, 160)


def test_a_subtotal_of_one_unit_needs_finer_rows_of_that_unit(tmp_path):
    units = "|\n  单位 | 全称 | 机关运行\n  甲 | 甲 | 是\n  乙 | 乙 | 是"
    table = "|\n  科目 | 单位 | 一般公共.基本支出 | 一般公共.项目支出\n  208 | 甲 | 10 | -\n  2080101 | 乙 | 5 | -"
    made = small.report(tmp_path, 单位构成=units, 收支=table)
    assert [shown(made, k) for k in ("支出.208.甲", "支出.208.乙", "支出.208")] == ["10.00", "5.00", "15.00"]


def test_one_subject_of_two_units_is_two_rows_and_of_one_unit_only_one(tmp_path):
    units = "|\n  单位 | 全称\n  甲 | 甲\n  乙 | 乙"
    head = "|\n  科目 | 单位 | 一般公共.基本支出 | 一般公共.项目支出\n"
    assert (
        codes(
            small.report(tmp_path / "a", 单位构成=units, 收支=head + "  2080101 | 甲 | 1 | -\n  2080101 | 乙 | 2 | -")
        )
        == []
    )
    twice = small.report(tmp_path / "b", 单位构成=units, 收支=head + "  2080101 | 甲 | 1 | -\n  2080101 | 甲 | 2 | -")
    assert "科目 2080101（甲） 写了两行" in str(twice.findings[0])


@pytest.mark.parametrize(
    ("head", "code"),
    [("基本支出", "D008"), ("收入", "D008"), ("一般公共.某类", "D004"), ("一般公共、国有资本.基本支出", "D005")],
)
def test_a_head_that_does_not_say_which_money_is_an_error(tmp_path, head, code):
    assert code in codes(small.report(tmp_path, 收支=OTHER.format(head, 1)))


@pytest.mark.parametrize("head", ["上缴上级支出", "经营支出", "对附属单位补助支出", "其他资金.项目支出"])
def test_spending_that_is_never_fiscal_comes_out_of_other_money(tmp_path, head):
    table = OTHER.format(f"{head} | 其他收入", "30 | 10")
    made = small.report(tmp_path, 收支=table, 年初结转和结余="{一般公共: 0, 其他资金: 50}")
    assert shown(made, "年末结转和结余.其他资金") == "30.00"
    assert shown(made, "收入总计") == shown(made, "支出总计") == "160.00"
    assert shown(made, "支出.财政拨款") == "100.00"


def test_fiscal_income_follows_from_spending_and_balances(tmp_path):
    made = small.report(
        tmp_path,
        收支="|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出 | 政府性基金.项目支出 | 政府性基金.年初结转和结余 | "
        "政府性基金.年末结转和结余\n  2080101 | 100 | - | - | - | -\n  2120803 | - | - | 80 | 20 | 5",
    )
    assert [shown(made, k) for k in ("收入.一般公共", "收入.政府性基金", "收入.2120803.政府性基金")] == [
        "100.00",
        "65.00",
        "65.00",
    ]


def test_closing_is_opening_plus_income_less_spending_for_each_fund(tmp_path):
    made = small.report(
        tmp_path,
        收支="|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出 | 一般公共.收入 | 其他资金.基本支出 | 事业收入\n  2080101 | 100 | - | 90 | 30 | 45",
        年初结转和结余="{一般公共: 15, 其他资金: 8}",
        使用非财政拨款结余="2",
        结余分配="4",
    )
    assert shown(made, "年末结转和结余.一般公共") == "5.00"
    assert shown(made, "年末结转和结余.其他资金") == "21.00"
    assert shown(made, "收入总计") == shown(made, "支出总计") == "160.00"


def test_a_stated_closing_stays_beside_its_formula(tmp_path):
    made = small.report(
        tmp_path,
        收支="|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出 | 一般公共.收入\n  2080101 | 100 | - | 90",
        年初结转和结余="{一般公共: 15, 其他资金: 0}",
        年末结转和结余="{一般公共: 4}",
    )
    assert shown(made, "年末结转和结余.一般公共") == "4.00"


def test_a_changed_balance_without_income_is_asked_for(tmp_path):
    made = small.report(tmp_path, 年初结转和结余="{一般公共: 15, 其他资金: 0}", 年末结转和结余="{一般公共: 4}")
    assert codes(made) == ["D013"]
    known = ("收入.一般公共", "收入", "收入.财政拨款", "收入总计", "支出.2080101")
    assert [shown(made, key) for key in known] == ["139.25", "139.25", "139.25", "154.25", "100.00"]
    unknown = ("收入.2080101.一般公共", "收入.2080101", "收入.208", "收入.2080199.一般公共")
    assert {shown(made, key) for key in unknown} == {"unknown"}


def test_an_opening_that_nobody_wrote_is_asked_for_and_not_taken_for_nought(tmp_path):
    assert codes(small.report(tmp_path, 年初结转和结余="{其他资金: 0}")) == ["D010"]


def test_other_money_spent_without_a_column_of_income_is_asked_for(tmp_path):
    assert "D011" in codes(small.report(tmp_path, 收支=OTHER.format("其他资金.项目支出", 6)))


def test_a_forgotten_column_of_general_spending_is_asked_for(tmp_path):
    made = small.report(tmp_path, 收支="|\n  科目 | 一般公共.项目支出\n  2080102 | 50")
    assert "没有「一般公共.基本支出」一栏" in str(made.findings[0])


def test_a_unit_that_is_not_listed_is_an_error(tmp_path):
    made = small.report(
        tmp_path, 收支="|\n  科目 | 单位 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 二级 | 1 | -"
    )
    assert "单位「二级」不在单位构成里" in str(made.findings[0])


@pytest.mark.parametrize("code", ["20", "2080", "二〇八", "-"])
def test_a_code_of_another_length_is_an_error(tmp_path, code):
    assert "D001" in codes(
        small.report(tmp_path, 收支=f"|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  {code} | 1 | -")
    )


def test_a_finer_level_than_the_data_is_unknown_not_nought(tmp_path):
    made = small.report(tmp_path, 年初预算="{208: 300}", 全年预算="{合计: 310}")
    assert [
        shown(made, k)
        for k in ("支出.一般公共.年初预算", "支出.2080101.一般公共.年初预算", "支出.210.一般公共.年初预算")
    ] == ["300.00", "unknown", "unknown"]
    assert [shown(made, k) for k in ("支出.一般公共.全年预算", "支出.208.一般公共.全年预算")] == ["310.00", "unknown"]
    assert shown(made, "支出.210.一般公共") == "blank"


def test_what_is_pending_makes_its_sums_pending(tmp_path):
    made = small.report(
        tmp_path, 收支="|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 待填 | -\n  2080102 | - | 50"
    )
    assert [shown(made, k) for k in ("支出.基本支出", "支出.项目支出", "收入总计")] == ["pending", "50.00", "pending"]


def test_yuan_are_kept_exactly_and_printed_in_wan(tmp_path):
    made = small.report(
        tmp_path,
        金额单位="元",
        收支="|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 1,000,049.99 | -",
        机关运行经费="50000",
        上年数="{收入总计: 2000000, 人员.在职: 7, 车辆.合计: 2}",
        口径调整="{机关运行经费: {上年数: 60000, 原因: 划转}}",
        人员="{行政: 3, 事业: 5}",
    )
    assert str(made.resolve("收入总计").value) == "100.004999"
    assert [
        shown(made, k)
        for k in (
            "收入总计",
            "机关运行经费",
            "上年.收入总计",
            "上年.机关运行经费",
            "上年.人员.在职",
            "人员.在职.增减额",
        )
    ] == ["100.00", "5.00", "200.00", "6.00", "7", "1"]


def test_a_subject_has_the_clerks_own_name_else_that_of_the_list_else_its_code(tmp_path):
    made = small.report(tmp_path, 科目="{2080101: {名称: 机关运转}, 2089901: {名称: 新设科目}}")
    assert made.subject_name("2080101") == "机关运转"
    assert made.subject_name("2089901") == "新设科目"
    assert made.subject_name("208") == "社会保障和就业支出"
    assert made.subject_name("30101") == "基本工资"
    assert made.subject_name("2999999") == "2999999"
