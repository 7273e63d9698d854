"""The one reading of a document: of every element its section, the headings above it, its block."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest

from reportgen.document import Document
from reportgen.document.tree import parse

TEXT = """<html><head><title>题</title></head><body>
<nav><h1>目录</h1><ul><li><a href="#part-1">第一部分</a></li></ul></nav>
<section class="part" id="part-1"><h1>第一部分<br/>概况</h1>
<section class="text" id="part-1-money"><h2>一、收支</h2><p id="a">收入<data data-key="收入总计" value="1">1.00</data>。</p>
<h3>（一）收入</h3><ul><li id="b">其中</li></ul><h3>（二）支出</h3><p id="c">支出</p>
<section class="text"><p id="d">没有标题的一节</p></section></section></section>
<section class="annex" id="forms"><h2>附表</h2><section class="annex" id="form-1"><h3>甲</h3><p id="e">一</p></section>
<section class="annex" id="form-2"><h3>乙</h3><p id="f">二</p></section></section>
<figure id="g" data-chart="bars" data-series="[{&quot;label&quot;: &quot;甲&quot;, &quot;key&quot;: &quot;支出总计&quot;,\
 &quot;text&quot;: &quot;2.00&quot;}]">
<svg xmlns="http://www.w3.org/2000/svg"><text>2.00</text></svg><figcaption>图1</figcaption></figure>
</body></html>"""


@pytest.fixture
def document() -> Document:
    return Document(parse(TEXT), "题", "某局", 2023, date(2024, 1, 1))


def at(document: Document, ident: str):
    """The standing of the element with this id."""
    return next(standing for element, standing in document.reading.standing.items() if element.get("id") == ident)


def headings(document: Document, ident: str) -> list[str]:
    return ["".join(heading.itertext()) for heading in at(document, ident).headings]


def test_an_element_stands_in_its_section_under_the_headings_above_it(document):
    assert [at(document, name).section.id for name in "abce"] == ["part-1-money"] * 3 + ["form-1"]
    assert headings(document, "a") == ["一、收支"]
    assert headings(document, "b") == ["一、收支", "（一）收入"]
    assert headings(document, "c") == ["一、收支", "（二）支出"]


def test_a_section_without_a_title_goes_by_the_one_around_it(document):
    section = at(document, "d").section
    assert (section.id, section.heading, section.title) == ("part-1-money-section1", "一、收支", None)
    assert section.above.section.id == "part-1-money"


def test_an_annex_inside_an_annex_has_the_place_of_its_outer_one(document):
    assert {(at(document, name).section.id, at(document, name).section.place) for name in "ef"} == {
        ("form-1", "forms"),
        ("form-2", "forms"),
    }
    assert headings(document, "f") == ["附表", "乙"]


def test_the_table_of_contents_is_no_heading_of_what_follows(document):
    assert [standing.contents for element, standing in document.reading.standing.items() if element.tag == "a"] == [
        True
    ]
    assert headings(document, "part-1") == []
    assert [part.heading for part in document.reading.parts] == ["第一部分概况"]


def test_printed_figures_are_those_of_text_and_then_the_points_of_charts(document):
    assert [(p.section, p.heading, p.block, p.key, p.text) for p in document.reading.figures] == [
        ("part-1-money", "一、收支", "a", "收入总计", "1.00"),
        ("", "", "g", "支出总计", "2.00"),
    ]


def test_drawings_and_remarks_are_not_read(document):
    remark = ET.SubElement(document.body, "aside")
    remark.text = "请核对"
    assert remark not in document.reading.standing
    assert not [element for element in document.reading.standing if "svg" in element.tag]


def test_a_document_is_read_once_and_another_tree_anew(document):
    assert document.reading is document.reading
    assert replace(document, root=parse(TEXT)).reading is not document.reading
