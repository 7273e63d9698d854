"""Where a figure comes from, where it is printed, and what a line of the data moves."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from reportgen.build import BuiltReport, assemble
from reportgen.document import Document
from reportgen.document.explain import Explainer, explain, moves
from reportgen.document.reading import place_in_words
from reportgen.document.tree import parse
from reportgen.figures import UnknownKey

SAMPLE = Path(__file__).parent.parent / "data" / "dongxihu-hrss" / "2021"


@pytest.fixture(scope="module")
def made() -> BuiltReport:
    return assemble(SAMPLE)


def test_a_rate_is_led_back_to_the_lines_that_people_wrote(made: BuiltReport) -> None:
    text = explain(made.book, made.document, "收入总计.增长率")
    assert text.startswith("收入总计.增长率　-16.9%\n名称　2021年度 收入总计 增长率\n")
    assert "确切值　-16.90567200473014048850359341 %" in text
    assert "算法　增长率（按印出的数）：收入总计.增减额 ÷ 上年.收入总计" in text
    assert "收支.yaml:10:13  1778.49 万元  支出 2080101 一般公共 基本支出" in text
    assert "填 0 的 30 处：收支.yaml:9–23" in text


def test_an_approved_figure_is_told_beside_what_derives(made: BuiltReport) -> None:
    text = explain(made.book, made.document, "本年支出合计")
    assert "由来　核定数，按它印出：收支.yaml:" in text
    assert "推导　3,401.90 万元，两数相等" in text


def test_every_place_of_print_is_told(made: BuiltReport) -> None:
    explainer = Explainer(made.book, made.document)
    found = explainer.printed["收入总计"]
    text = explainer.explain("收入总计")
    assert f"印在　{len(found)} 处" in text
    assert all(f"{place_in_words(place)}　印作 3,991.22" in text for place in found)


def points(made: BuiltReport) -> list[tuple[str, str, str]]:
    """Key, printed text and figure id of every amount and share that a chart prints,
    read from the tree by another way.
    """
    found = []
    for figure in made.document.root.iter("figure"):
        for point in json.loads(figure.get("data-series") or ""):
            found += [
                (p["key"], p["text"].removesuffix("%"), figure.get("id") or "")
                for p in (point, point.get("share"))
                if p
            ]
    return found


def test_every_point_of_every_chart_is_a_place(made: BuiltReport) -> None:
    explainer = Explainer(made.book, made.document)
    assert len(points(made)) >= 10
    for key, text, block in points(made):
        figure = made.book.resolve(key)
        told = [line for line in explainer.explain(key).splitlines() if f"　{block}（图" in line]
        assert told, key
        assert told[0].endswith(f"印作 {text}"), told
        assert any(f"　{block}（图" in place for place in explainer.record(figure)["印在"])


def test_a_line_moves_the_points_of_charts_too(made: BuiltReport) -> None:
    """What only a chart prints is found as well."""
    root = parse(
        '<html><head/><body><section class="part"><h1>第三部分</h1><section class="text"><h2>一、总体</h2>'
        """<figure data-chart="bars" data-series='[{"label": "甲", "key": "支出.2080101.基本支出","""
        """ "value": "1", "text": "1,778.49"}]'>"""
        "<figcaption>图1　甲</figcaption></figure></section></section></body></html>"
    )
    explainer = Explainer(made.book, Document(root, "题", "某局", 2021, date(2022, 1, 1)))
    assert list(explainer.moved("收支.yaml", 10)) == ["一、总体"]
    assert explainer.explain("支出.2080101.基本支出").endswith(
        "一、总体　doc-section1-section1-figure1（图1 甲）　印作 1,778.49"
    )


EVERYTHING = SAMPLE.parents[2] / "tests" / "everything" / "2023"


def test_last_years_lines_are_told_and_asked_by_their_path() -> None:
    """Both years have a file of this name: the path from the folder tells them apart."""
    made = assemble(EVERYTHING, draft=True)
    explainer = Explainer(made.book, made.document)
    file = "../2022/收支.csv"
    line = next(
        leaf.source.line
        for leaf in explainer.leaves(made.book.resolve("上年.支出.208"))
        if leaf.source and leaf.source.file == file
    )
    moved = explainer.moved(file, line)
    assert moved
    assert all("增减额" in key or "增长率" in key or "上年" in key for figures in moved.values() for key in figures)
    assert explainer.moved(str(EVERYTHING.parent / "2022" / "收支.csv"), line) == moved
    assert explainer.moved("收支.csv", line) == {}
    assert explainer.moved("../2022/收支.yaml", line) == {}


def test_a_figure_that_is_not_printed_is_told_to_programs_too(made: BuiltReport) -> None:
    explainer = Explainer(made.book, made.document)
    assert explainer.record(made.book.resolve("上年.支出.2080101"))["印在"] == []


def test_an_unknown_key_comes_with_the_nearest(made: BuiltReport) -> None:
    with pytest.raises(UnknownKey) as raised:
        explain(made.book, made.document, "收人总计")
    assert "收入总计" in raised.value.nearest


def test_every_printed_figure_can_be_explained(made: BuiltReport) -> None:
    explainer = Explainer(made.book, made.document)
    for key in explainer.printed:
        assert explainer.explain(key)


def test_moves_is_the_reverse_of_explain(made: BuiltReport) -> None:
    explainer = Explainer(made.book, made.document)
    text = moves(made.book, made.document, "收支.yaml", 10)
    assert "支出.2080101.基本支出　1,778.49 万元" in text
    assert moves(made.book, made.document, str(SAMPLE / "收支.yaml"), 10) == text
    for key in explainer.printed:
        rests = any(str(leaf.source).startswith("收支.yaml:10:") for leaf in explainer.leaves(made.book.resolve(key)))
        assert rests == (f"\n    {key}　" in text), key


def test_a_line_that_moves_nothing_names_the_nearest_that_does(made: BuiltReport) -> None:
    assert "第" in moves(made.book, made.document, "收支.yaml", 1)
    assert "没有哪个数出自 没有.yaml" in moves(made.book, made.document, "没有.yaml", 1)


def test_what_is_pending_is_told_with_its_heading_and_its_words() -> None:
    root = parse(
        '<html><head/><body><section class="part"><h1>第一部分</h1><section class="text"><h2>一、职责</h2>'
        '<p>年末实有车辆<span class="pending">【待填】</span>辆。</p></section></section></body></html>'
    )
    document = Document(root, "题", "某局", 2021, date(2022, 1, 1))
    assert list(document.reading.pending()) == [("一、职责", "年末实有车辆【待填】辆。")]


def test_the_cells_of_a_row_stay_apart() -> None:
    root = parse(
        '<html><head/><body><section class="part"><h1>总表</h1><table class="plain"><tbody><tr><td>一、收入</td><td>1</td>'
        '<td><span class="pending">【待填】</span></td><td/><td>一、支出</td></tr></tbody></table></section></body></html>'
    )
    assert list(Document(root, "题", "某局", 2021, date(2022, 1, 1)).reading.pending()) == [
        ("总表", "一、收入　1　【待填】　一、支出")
    ]
