"""Where a figure comes from: the same questions to each of the four origins."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.document.provenance import (
    Origins,
    in_words,
    inputs_of,
    is_stated,
    record_of,
    rule_of,
    sources_of,
    stated_at,
    written_for,
)
from reportgen.model.figure import Calculated, Fact, Figure, Overridden, Stated, Summed
from reportgen.model.finding import Source

LINES = [Source("收支.yaml", line, 1) for line in range(10)]


def fact(line: int, value: int, inputs: tuple[Fact, ...] = ()) -> Fact:
    return Fact((("方向", "支出"),), Decimal(value), "万元", Decimal(0), LINES[line], inputs=inputs)


def figure(key: str, value: int, origin: Stated | Summed | Calculated | Overridden) -> Figure:
    return Figure(key, Decimal(value), "万元", origin)


STATED = figure("人数", 5, Stated(LINES[1]))
ONE = figure("支出.208", 3, Summed((fact(2, 3),)))
SEVERAL = figure("支出", 7, Summed((fact(3, 3), fact(4, 4))))
DERIVED = figure("收入", 9, Summed((fact(5, 9, inputs=(fact(6, 4), fact(7, 5))),)))
RATIO = figure("人均", 2, Calculated("两数相除", "支出 ÷ 人数", (SEVERAL, STATED)))
APPROVED = figure("人均", 3, Overridden(LINES[8], RATIO))
ALL = {"stated": STATED, "one": ONE, "several": SEVERAL, "derived": DERIVED, "ratio": RATIO, "approved": APPROVED}


@pytest.mark.parametrize(
    ("name", "rule", "words"),
    [
        ("stated", "填报", "填报"),
        ("several", "收支数据之和", "收支数据之和"),
        ("ratio", "两数相除：支出 ÷ 人数", "两数相除：支出 ÷ 人数"),
        ("approved", "核定数，按它印出", "核定数，按它印出；推导：两数相除：支出 ÷ 人数"),
    ],
)
def test_the_rule_of_a_figure_in_words(name: str, rule: str, words: str) -> None:
    assert (rule_of(ALL[name]), in_words(ALL[name])) == (rule, words)


@pytest.mark.parametrize(
    ("name", "lines"),
    [("stated", [1]), ("one", [2]), ("several", [3, 4]), ("derived", [6, 7]), ("ratio", []), ("approved", [8])],
)
def test_the_places_of_what_is_written_for_it_directly(name: str, lines: list[int]) -> None:
    assert [source.line for source in sources_of(ALL[name])] == lines
    assert [leaf.source for leaf in written_for(ALL[name])] == [LINES[line] for line in lines]


def test_an_overridden_figure_keeps_the_inputs_of_what_derives() -> None:
    assert inputs_of(RATIO) == inputs_of(APPROVED) == (SEVERAL, STATED)
    assert (APPROVED.overridden, APPROVED.derived) == (True, RATIO)
    assert (RATIO.overridden, RATIO.derived) == (False, RATIO)


def test_the_leaves_below_a_figure_come_once_and_in_order() -> None:
    leaves = Origins()
    assert [leaf.source.line for leaf in leaves.of(APPROVED) if leaf.source] == [8, 3, 4, 1]
    assert leaves.of(APPROVED) is leaves.of(APPROVED)


@pytest.mark.parametrize(
    ("name", "line", "stated"),
    [
        ("stated", 1, True),
        ("one", 2, True),
        ("several", None, False),
        ("derived", None, False),
        ("ratio", None, False),
        ("approved", 8, True),
    ],
)
def test_what_one_person_wrote_at_one_place(name: str, line: int | None, stated: bool) -> None:
    found = stated_at(ALL[name])
    assert (found.line if found else None, is_stated(ALL[name])) == (line, stated)


def test_the_record_of_an_overridden_figure_has_what_derives_beside_it() -> None:
    assert record_of(APPROVED) == {
        "由来": "核定数",
        "推导": {"确切值": "2", "由来": "两数相除", "算法": "支出 ÷ 人数", "用到": ["支出", "人数"]},
    }
