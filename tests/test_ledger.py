"""What a ledger knows, and what it does not know: unknown is not nothing."""

from decimal import Decimal

import pytest

import small
from reportgen.figures.ledger import Ledger
from reportgen.model.figure import LOST, WAN, Fact
from reportgen.model.selection import INITIAL_BUDGET, make, parse

UNITS = ("甲", "乙")


def fact(value, rule="", **dims):
    order = list(dims.items())
    return Fact(tuple(order), None if value is None else Decimal(value), WAN, Decimal("0.01"), None, rule)


def budget(subject, value, **dims):
    return fact(value, 方向="支出", 科目=subject, **{"资金": "一般公共", **dims, "口径": INITIAL_BUDGET})


def spent(subject, value, **dims):
    return fact(value, 方向="支出", 科目=subject, **{"资金": "一般公共", **dims})


def asked(key):
    return parse(key, UNITS)


@pytest.mark.parametrize(
    ("stated", "key", "coarser"),
    [
        ("20801", "支出.2080101.一般公共.年初预算", True),
        ("208", "支出.2080101.一般公共.年初预算", True),
        ("208", "支出.20801.一般公共.年初预算", True),
        ("20802", "支出.2080101.一般公共.年初预算", False),
        ("210", "支出.2080101.一般公共.年初预算", False),
        ("2080101", "支出.2080101.一般公共.年初预算", True),
        ("2080101", "支出.208.一般公共.年初预算", True),
        ("20801", "支出.2080101.政府性基金.年初预算", False),
        ("20801", "支出.2080101.一般公共.全年预算", False),
        ("20801", "支出.2080101.一般公共", False),
        ("20801", "收入.2080101.一般公共.年初预算", False),
    ],
)
def test_a_budget_known_at_a_coarser_level_leaves_the_finer_one_unknown(stated, key, coarser):
    assert Ledger([budget(stated, 10)]).has_coarser(asked(key)) is coarser


@pytest.mark.parametrize(
    ("dims", "key", "coarser"),
    [
        ({}, "支出.2080101.一般公共.基本支出", True),
        ({"类别": "基本支出"}, "支出.2080101.一般公共.基本支出", True),
        ({"类别": "项目支出"}, "支出.2080101.一般公共.基本支出", False),
        ({}, "支出.甲.2080101", True),
        ({"单位": "乙"}, "支出.甲.2080101", False),
    ],
)
def test_a_fact_that_does_not_say_a_dimension_may_be_of_any_member(dims, key, coarser):
    assert Ledger([spent("2080101", 10, **dims)]).has_coarser(asked(key)) is coarser


def test_a_fact_without_a_stage_is_of_the_accounts_and_of_no_budget():
    ledger = Ledger([spent("2080101", 10)])
    assert ledger.has_coarser(asked("支出.2080101"))
    assert not ledger.has_coarser(asked("支出.2080101.年初预算"))
    assert ledger.facts_in(asked("支出.2080101.年初预算")) == ()
    assert [f.value for f in ledger.facts_in(asked("支出.208"))] == [10]


def test_accounts_are_whole_a_budget_never_and_execution_where_there_is_any():
    accounts = Ledger([spent("2080101", 10)])
    executed = Ledger([spent("2080101", 10, 口径="执行")])
    planned = Ledger([budget("2080101", 10)])
    keys = ("支出.208", "支出.208.执行", "支出.208.年初预算")
    assert [[ledger.whole(asked(key)) for key in keys] for ledger in (accounts, executed, planned)] == [
        [True, False, False],
        [True, True, False],
        [True, False, False],
    ]


LOST_ROW = {"方向": "支出", "资金": "一般公共"}


@pytest.mark.parametrize(
    ("lost", "key", "doubtful"),
    [
        ({**LOST_ROW, "科目": "2080101"}, "支出.2080101", True),
        ({**LOST_ROW, "科目": "2080101"}, "支出.208", True),
        ({**LOST_ROW, "科目": "208"}, "支出.2080101", True),
        ({**LOST_ROW, "科目": "2080102"}, "支出.2080101", False),
        ({**LOST_ROW, "科目": "210"}, "支出.208", False),
        ({**LOST_ROW, "科目": "2080101"}, "支出.2080101.政府性基金", False),
        ({**LOST_ROW, "科目": "2080101"}, "收入.2080101", False),
        ({**LOST_ROW, "科目": "2080101"}, "支出.2080101.年初预算", False),
        ({**LOST_ROW, "科目": "2080101", "口径": "年初预算"}, "支出.2080101.年初预算", True),
        ({**LOST_ROW, "科目": "2080101", "口径": "年初预算"}, "支出.2080101", False),
        (LOST_ROW, "支出.2080101", True),
        (LOST_ROW, "支出.政府性基金", False),
        ({}, "支出.甲", True),
    ],
)
def test_what_was_lost_makes_doubtful_what_it_may_belong_to(lost, key, doubtful):
    ledger = Ledger([spent("2010101", 1), fact(None, LOST, **lost)])
    assert ledger.doubtful(asked(key)) is doubtful


def test_what_does_not_say_its_subject_is_not_thought_to_be_of_each():
    ledger = Ledger([fact(None, LOST, **LOST_ROW)])
    assert ledger.doubtful(asked("支出.2080101"))
    assert not ledger.doubtful(asked("支出.2080101"), of_any_subject=False)
    assert ledger.doubtful(asked("支出"), of_any_subject=False)


def test_a_ledger_that_lost_nothing_doubts_nothing():
    assert not Ledger([spent("2080101", None)]).doubtful(make({}))


# -- through the whole of it ---------------------------------------------------------------------


def test_a_budget_of_a_class_is_unknown_for_its_items_and_no_zero(tmp_path):
    made = small.report(tmp_path, 年初预算="|\n  科目 | 一般公共\n  20801 | 150")
    keys = (
        "支出.208.一般公共.年初预算",
        "支出.20801.年初预算",
        "支出.2080101.一般公共.年初预算",
        "支出.2100101.年初预算",
    )
    assert [small.shown(made, key) for key in keys] == ["150.00", "150.00", "unknown", "unknown"]


def test_a_row_whose_amount_cannot_be_read_makes_its_sums_pending(tmp_path):
    made = small.report(
        tmp_path,
        收支="|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 1x0 | -\n  2080102 | - | 50.25\n  2100101 | 3 | -",
    )
    keys = ("支出.2080101", "支出.20801", "支出", "支出.2080102", "支出.210", "支出.项目支出")
    assert [small.shown(made, key) for key in keys] == ["pending", "pending", "pending", "50.25", "3.00", "50.25"]


def test_a_row_of_no_known_subject_makes_the_whole_pending_and_its_neighbours_not(tmp_path):
    made = small.report(
        tmp_path, 收支="|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  20801011 | 1 | -\n  2080102 | - | 50.25"
    )
    keys = ("支出", "支出.基本支出", "支出.2080102", "支出.20801")
    assert [small.shown(made, key) for key in keys] == ["pending", "pending", "50.25", "pending"]
