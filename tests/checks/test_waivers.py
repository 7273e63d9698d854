"""豁免: a judgement may be waived with its reason, a sum never."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reportgen.build import BuiltReport

Making = Callable[..., BuiltReport]

WORDS = {"重点工作": {"演出": "加强加强管理。"}}
KEY = "重点工作.演出"


def waiver(code: str, key: str) -> dict[str, Any]:
    return {"检查": code, "键": key, "理由": "文件原文如此", "日期": "2024-09-10", "单位": "财务科"}


def case(*waivers: dict[str, Any], **data: Any) -> dict[str, Any]:
    return {"data": {**data, "豁免": [*waivers]}}


def told(made: BuiltReport, code: str) -> list[str]:
    return [f.message for f in made.findings if f.code == code]


def run(made: BuiltReport, code: str) -> Any:
    return next(r for r in made.runs if r.code == code)


@pytest.mark.parametrize("key", [KEY, "重点工作"])
def test_a_waived_finding_moves_to_the_ledger_with_its_reason(making: Making, key: str) -> None:
    result = making(case(waiver("C091", key), **WORDS))
    assert told(result, "C091") == []
    assert run(result, "C091").status == "已豁免"
    assert run(result, "C091").note == f"已豁免 {key}：文件原文如此（财务科，2024-09-10）"


def test_only_what_is_named_is_waived(making: Making) -> None:
    result = making(case(waiver("C091", KEY), 重点工作={"演出": "加强加强管理。", "馆舍": "修缮修缮馆舍。"}))
    assert ["修缮修缮" in m for m in told(result, "C091")] == [True]
    assert run(result, "C091").status == "不通过"
    assert "已豁免" in run(result, "C091").note


def test_an_error_of_judgement_may_be_waived(making: Making) -> None:
    assert making(case(重点工作={"演出": "办演出XX场。"}), "a").errors
    assert not making(case(waiver("C090", KEY), 重点工作={"演出": "办演出XX场。"}), "b").errors


def test_a_sum_cannot_be_waived(making: Making) -> None:
    result = making(case(waiver("C003", "收入总计"), 核定数={"收入总计": "931.52"}))
    assert ["931.25" in m for m in told(result, "C003")] == [True]
    assert told(result, "W001") == ["「C003 收入总计」不能豁免：数对不上的要改，不能放过"]
    assert run(result, "C003").status == "不通过"


def test_a_waiver_that_matches_nothing_is_told(making: Making) -> None:
    result = making(case(waiver("C091", "重点工作.别处"), **WORDS))
    found = next(f for f in result.findings if f.code == "W002")
    assert found.level.value == "提示"
    assert KEY in found.remedy


def test_a_waiver_needs_reason_date_and_office(making: Making) -> None:
    result = making(case({"检查": "C091", "键": KEY, "理由": "", "日期": "待填", "单位": "-"}, **WORDS))
    assert told(result, "W003") == [f"豁免「C091 {KEY}」没有写理由、日期，不算数"]
    assert told(result, "C091")
