"""Where a figure comes from, where it is printed, and what a line of the data moves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.build import Made, make
from reportgen.document import Document, parse
from reportgen.explain import Explainer, explain, moves, pending_places
from reportgen.report import UnknownKey

SAMPLE = Path(__file__).parent.parent / "data" / "dongxihu-hrss" / "2021"


@pytest.fixture(scope="module")
def made() -> Made:
    return make(SAMPLE)


def test_a_rate_is_led_back_to_the_lines_that_people_wrote(made: Made) -> None:
    text = explain(made.report, made.document, "收入总计.增长率")
    assert text.startswith("收入总计.增长率　-16.9%\n名称　2021年度 收入总计 增长率\n")
    assert "确切值　-16.90567200473014048850359341 %" in text
    assert "算法　增长率（按印出的数）：收入总计.增减额 ÷ 上年.收入总计" in text
    assert "收支.yaml:10:13  1778.49 万元  支出 2080101 一般公共 基本支出" in text
    assert "填 0 的 30 处：收支.yaml:9–23" in text


def test_an_approved_figure_is_told_beside_what_derives(made: Made) -> None:
    text = explain(made.report, made.document, "本年支出合计")
    assert "由来　核定数，按它印出：收支.yaml:" in text
    assert "推导　3,401.90 万元，两数相等" in text


def test_every_place_of_print_is_told(made: Made) -> None:
    explainer = Explainer(made.report, made.document)
    found = explainer.printed["收入总计"]
    text = explainer.explain("收入总计")
    assert f"印在　{len(found)} 处" in text
    assert all(f"{place.heading}　{place.block}　印作 3,991.22" in text for place in found)


def test_an_unknown_key_comes_with_the_nearest(made: Made) -> None:
    with pytest.raises(UnknownKey) as raised:
        explain(made.report, made.document, "收人总计")
    assert "收入总计" in raised.value.nearest


def test_every_printed_figure_can_be_explained(made: Made) -> None:
    explainer = Explainer(made.report, made.document)
    for key in explainer.printed:
        assert explainer.explain(key)


def test_moves_is_the_reverse_of_explain(made: Made) -> None:
    explainer = Explainer(made.report, made.document)
    text = moves(made.report, made.document, "data/收支.yaml", 10)
    assert "支出.2080101.基本支出　1,778.49 万元" in text
    for key in explainer.printed:
        rests = any(str(leaf.source).startswith("收支.yaml:10:") for leaf in explainer.leaves(made.report.resolve(key)))
        assert rests == (f"\n    {key}　" in text), key


def test_a_line_that_moves_nothing_names_the_nearest_that_does(made: Made) -> None:
    assert "第" in moves(made.report, made.document, "收支.yaml", 1)
    assert "没有哪个数出自 没有.yaml" in moves(made.report, made.document, "没有.yaml", 1)


def test_what_is_pending_is_told_with_its_heading_and_its_words() -> None:
    root = parse(
        '<html><head/><body><section class="part"><h1>第一部分</h1><section class="text"><h2>一、职责</h2>'
        '<p>年末实有车辆<span class="pending">【待填】</span>辆。</p></section></section></body></html>'
    )
    document = Document(root, "题", "某局", 2021, date(2022, 1, 1))
    assert list(pending_places(document)) == [("一、职责", "年末实有车辆【待填】辆。")]
