"""One slip in a person's words is one finding, however it is spelled, whichever rules could tell it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reportgen.build import BuiltReport

Making = Callable[..., BuiltReport]
COUNTS = [
    "对全部5个预算项目开展了绩效自评",
    "对全部 5 个项目开展了绩效自评",
    "全部五个项目开展了自评",
    "全部５个项目开展了自评",
    "共5个项目开展自评",
    "合计五个预算项目",
    "共有5个一级项目",
    "部门共安排项目5个，5个项目全部自评",
    "共计5个预算支出项目，资金231.8万元",
    "全部十五个项目开展了自评",
]
VALUES = [
    "全年展演场次84场",
    "展演场次达到84场，比计划多",
    "第一句话。\n第二句话，全年展演场次84场。",
    "维修面积280平方米",
    "维修面积8200平方米",
    "展演场次为480场",
    "展演场次４８０场",
]
PLACES: dict[str, Callable[[str], dict[str, Any]]] = {
    "a text of its own": lambda text: {"绩效说明": {"开展情况": text}},
    "a reason": lambda text: {"整体自评": {"问题和原因": text}},
    "of a project": lambda text: {"项目文字": {"展演": {"问题和原因": text}}},
}


def once(making: Making, data: dict[str, Any]) -> list[str]:
    """The codes of what is found at the words that were written."""
    usual = {(f.code, f.key) for f in making({}, "as it was").findings}
    found = making({"data": data}, "with a slip").findings
    return [f.code for f in found if (f.code, f.key) not in usual and f.level.value != "提示"]


@pytest.mark.parametrize("place", ["a text of its own", "a reason"])
@pytest.mark.parametrize("text", COUNTS)
def test_a_wrong_count_is_one_finding(making: Making, text: str, place: str) -> None:
    found = once(making, PLACES[place](text))
    assert len(found) == 1
    assert found[0] in ("C131", "C166")


@pytest.mark.parametrize("place", ["a reason", "of a project"])
@pytest.mark.parametrize("text", VALUES)
def test_a_wrong_value_of_an_indicator_is_one_finding(making: Making, text: str, place: str) -> None:
    found = once(making, PLACES[place](text))
    assert len(found) == 1
    assert found[0] in ("C106", "C200", "C132", "C139")


def test_another_number_on_the_same_line_is_told_too(making: Making) -> None:
    found = once(making, PLACES["a reason"]("展演场次84场，维修面积280平方米"))
    assert len(found) == 2
