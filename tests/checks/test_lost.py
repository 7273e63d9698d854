"""Nothing is accused from what is not known: what could not be taken in makes its sums unknown, and is told once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reportgen.build import BuiltReport
from reportgen.model.finding import Level

Making = Callable[..., BuiltReport]
SUMS = [*(f"C{n:03d}" for n in (*range(1, 22), *range(27, 37), 39, 40, 58, 60, 62)), "S001", "S003", "C076"]
REJECTED = {
    "a code of six digits": ({"swap": {"2070101 | 512.37": "207010 | 512.37"}}, {"D001"}),
    "a name for a code": ({"swap": {"2070101 | 512.37": "艺术表演 | 512.37"}}, {"D001"}),
    "a fund that there is not": (
        {
            "swap": {
                "一般公共.基本支出 | 一般公共.项目支出 | 政府性基金.收入": "公共.基本支出 | 一般公共.项目支出 | 政府性基金.收入"
            }
        },
        {"D004", "D015"},
    ),
    "a column without its fund": ({"swap": {"其他资金.项目支出": "项目支出"}}, {"D008"}),
    "a column of several funds": ({"swap": {"其他资金.项目支出": "财政拨款.项目支出"}}, {"D005"}),
    "a row twice": (
        {"swap": {"  2120801 | -        |": "  2070101 | 2.00 | - | - | - | - | - | - | -\n  2120801 | -        |"}},
        {"D002"},
    ),
    "no opening balances": ({"data": {"年初结转和结余": None}}, {"D010"}),
    "no opening balance of other money": ({"data": {"年初结转和结余": {"其他资金": None}}}, {"D010"}),
    "a balance of no fund": ({"swap": {"其他资金: 50.00": "其它钱: 50.00"}}, {"D004"}),
    "an item of 三公 by another name": ({"swap": {"公务接待费           | 4.00": "接待费           | 4.00"}}, {"D006"}),
    "a kind of procurement by another name": (
        {"swap": {"服务 | 35.50": "服物 | 35.50"}, "data": {"核定数": {"政府采购.合计.金额": "55.50"}}},
        {"D006"},
    ),
    "an economic code of no list": ({"swap": {"30108: 48.20": "30180: 48.20"}}, {"S012"}),
    "an amount that is no number": ({"swap": {"512.37   | -": "5a2.37   | -"}}, {"L022"}),
    "an amount to be filled in": ({"swap": {"512.37   | -": "待填   | -"}}, set()),
    "an approved total to be filled in": (
        {"data": {"核定数": {"本年收入合计": "待填", "本年支出合计": "待填", "人员经费": "待填"}}},
        set(),
    ),
    "an item of 三公 that is missing": ({"swap": {"    公务用车购置费       | -    | -\n": ""}}, {"C054"}),
}


@pytest.mark.parametrize(("case", "told"), REJECTED.values(), ids=REJECTED)
def test_what_could_not_be_taken_in_is_told_and_its_sums_are_not_accused(
    case: dict[str, Any], told: set[str], making: Making
) -> None:
    usual = {(f.code, f.message) for f in making({}, "base").findings}
    made = making(case, "case")
    new = [f for f in made.findings if (f.code, f.message) not in usual]
    assert {f.code for f in new if f.level is Level.ERROR} == told, [str(f) for f in new]
    sums = [f for f in new if f.code in SUMS and f.key != "原因"]  # the base has no reasons: one finding counts them
    assert not [str(f) for f in sums if f.code not in told]


def test_the_ledger_says_what_was_not_compared(making: Making) -> None:
    made = making({"swap": {"2070101 | 512.37": "207010 | 512.37"}})
    (rejected,) = [f for f in made.findings if f.code == "D001"]
    assert rejected.remedy.endswith("改好以前，用到它的合计不核对")
    lines = {run.code: run for run in made.runs}
    assert lines["C002"].status == "未运行"
    assert "没有读进来，没有比" in lines["C002"].note


def test_sums_that_do_not_need_the_rejected_row_are_still_compared(making: Making) -> None:
    made = making({"swap": {"2070101 | 512.37": "207010 | 512.37"}, "data": {"核定数": {"经济.302": "162.57"}}})
    assert [f.code for f in made.findings if f.code == "C017"] == ["C017"]


@pytest.mark.parametrize(
    "data",
    [
        {"基本支出": {"301": "418.58"}},
        {"国有资产": {"车辆": {"合计": "3"}}, "核定数": {"车辆.合计": "2"}},
        {"年初结转和结余": {"合计": "66"}, "核定数": {"年初结转和结余": "65"}},
    ],
)
def test_a_total_that_is_stated_twice_is_stated_alike(data: dict[str, Any], making: Making) -> None:
    assert "D027" in [f.code for f in making({"data": data}).findings]


def test_a_name_that_is_mistaken_everywhere_is_one_finding(making: Making) -> None:
    made = making({"swap": {"  拆迁 | 文化广场": "  拆建 | 文化广场"}})
    assert [(f.code, f.message) for f in made.findings if "拆迁" in f.message and f.level is Level.ERROR] == [
        ("D014", "「项目叙述」「指标」里的「拆迁」不在项目表里")
    ]
    assert {f.code for f in made.findings if f.level is Level.ERROR} == {"D014", "S011"}
