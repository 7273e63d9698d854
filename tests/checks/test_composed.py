"""What is printed is read back: a figure that is changed, left out or contradicted in the document is found."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from pydantic import ValidationError

from reportgen.build import BuiltReport, assemble
from reportgen.checks import check_document
from reportgen.checks.engine.states import StatesError, wanted
from reportgen.document.tree import text_of
from reportgen.editions.edition import Section
from reportgen.editions.written import SectionFile
from reportgen.figures import FigureBook


@pytest.fixture
def made(base_folder: Path) -> BuiltReport:
    return assemble(base_folder)


def section(made: BuiltReport, ident: str) -> Element:
    return next(e for e in made.document.root.iter("section") if e.get("id") == ident)


def data(element: Element, key: str) -> Element:
    return next(d for d in element.iter("data") if d.get("data-key") == key)


def told(made: BuiltReport) -> list[tuple[str, str]]:
    return [(f.code, f.message) for f in check_document(made.book, made.tables, replace(made.document)).findings]


def test_the_base_is_printed_as_it_is(made: BuiltReport) -> None:
    result = check_document(made.book, made.tables, replace(made.document))
    assert [str(f) for f in result.findings] == []
    assert {run.status for run in result.runs} <= {"通过", "未运行", "不适用"}


def test_a_figure_printed_otherwise_is_found(made: BuiltReport) -> None:
    data(section(made, "part-3-total"), "收入总计").text = "931.52"
    assert told(made) == [("S001", f"「{heading(made, 'part-3-total')}」印的「收入总计」是 931.52，应是 931.25")]


def test_a_cell_of_a_statement_printed_otherwise_is_found(made: BuiltReport) -> None:
    data(section(made, "t-spending"), "本年支出合计").text = "855.01"
    assert [code for code, _ in told(made)] == ["S001"]


def test_an_emptied_total_is_found(made: BuiltReport) -> None:
    cell = next(
        td for td in section(made, "t-spending").iter("td") if td.find("data") is not None and td.get("data-formula")
    )
    cell.remove(data(cell, cell.find("data").get("data-key")))  # type: ignore[union-attr, arg-type]
    assert ["是空的" in message for _, message in told(made)] == [True]


def test_a_figure_left_out_of_its_section_is_found(made: BuiltReport) -> None:
    for paragraph in section(made, "part-3-total").iter("p"):
        for child in list(paragraph):
            if child.get("data-key") == "收入总计":
                paragraph.remove(child)
    assert ("C041", "「收入支出决算总体情况说明」没有写「收入总计」（931.25万元）") in told(made)


def test_a_section_left_out_is_found(made: BuiltReport) -> None:
    part = section(made, "part-3")
    part.remove(section(made, "part-3-income"))
    assert ("C042", "文档里没有「收入决算情况说明」一节") in told(made)


def test_a_chart_that_tells_otherwise_is_found(made: BuiltReport) -> None:
    figure = next(made.document.root.iter("figure"))
    series = json.loads(figure.get("data-series") or "")
    series[0]["text"] = "1.00"
    figure.set("data-series", json.dumps(series))
    assert [code for code, _ in told(made)] == ["C064"]


def test_tables_out_of_order_are_found(made: BuiltReport) -> None:
    section(made, "t-income").set("id", "t-spendingx")
    assert "C086" in [code for code, _ in told(made)]


def test_a_nil_sentence_under_a_full_table_is_found(made: BuiltReport) -> None:
    section(made, "t-government-fund").append(Element("p", {"class": "nil"}))
    assert told(made) == [("C065", "表「政府性基金预算财政拨款收入支出决算表」有数，却写着“本年度无……”")]


def heading(made: BuiltReport, ident: str) -> str:
    return text_of(next(iter(section(made, ident))))


def keys(report: FigureBook, *states: object) -> list[tuple[str, ...]]:
    section = SectionFile.model_validate({"states": list(states)})
    return list(wanted(report, Section("x", "", tuple(section.states)), "年初预算"))


def test_states_generate_keys(base: FigureBook) -> None:
    """Every way of writing `states`."""
    assert keys(base, "收入总计", "支出.{stage}") == [("收入总计",), ("支出.年初预算",)]
    assert keys(base, {"each": "codes", "of": "支出.政府性基金", "digits": 7, "keys": ["支出.{}"]}) == [
        ("支出.2120801",)
    ]
    assert keys(base, {"when": "支出.国有资本", "keys": ["支出"]}, {"unless": "支出.国有资本", "keys": ["收入"]}) == [
        ("本年支出合计",)
    ]
    assert keys(base, {"given": "人员", "keys": ["人员.在职"]}, {"given": "重点工作表", "keys": ["收入"]}) == [
        ("人员.在职",)
    ]
    assert keys(base, {"each": "项目", "keys": ["项目.{}.执行数"]})[0] == ("项目.展演.执行数",)
    with pytest.raises(StatesError):
        keys(base, {"when": "收入总计"})
    with pytest.raises(ValidationError, match="if"):
        keys(base, {"if": "收入总计"})
