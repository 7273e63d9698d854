"""The page for the office's own eyes: it says of every number where it comes from, or that nobody does."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
import tinyhtml5  # type: ignore[import-untyped]  # it ships no py.typed

from reportgen.document import Document
from reportgen.document.reading import places
from reportgen.document.tree import parse
from reportgen.workspace.output import explanations_of, write_files
from reportgen.writers.html import Explanation, write_html, write_review

TABLE = """\
<section class="statement"><h2>表</h2><table class="statement"><tbody>
<tr class="total"><td class="name">合计</td><td class="num" id="a1" data-formula="+a2 +a3 -a4">\
<data value="{total}" data-key="合计" data-unit="万元">3.00</data></td></tr>
<tr><td class="name">甲</td><td class="num" id="a2"><data value="3.5" data-key="甲" data-unit="万元">3.50</data></td></tr>
<tr><td class="name">乙</td><td class="num" id="a3" data-formula="+a4"></td></tr>
<tr><td class="name">丙</td><td class="num" id="a4"><data value="0.5" data-key="丙" data-unit="万元">0.50</data></td></tr>
</tbody></table></section>
"""
KNOWN = {
    key: Explanation(f"{key}的算法", (f"收支.yaml:{n}:7  {key}",)) for n, key in enumerate(["合计", "甲", "丙"], 1)
}


def review(content: str) -> ET.Element:
    """The page as a browser reads it."""
    document = Document(parse(f"<html><body>{content}</body></html>"), "某局决算", "某局", 2023, date(2024, 9, 1))
    root: ET.Element = tinyhtml5.parse(write_review(document, KNOWN).decode(), namespace_html_elements=False)
    return root


def typed(content: str) -> list[str]:
    return ["".join(mark.itertext()) for mark in review(content).iter("mark")]


def test_a_figure_shows_its_formula_and_its_source_lines() -> None:
    (figure,) = review('<p>共<data value="3" data-key="合计" data-unit="万元">3.00</data>万元</p>').iter("data")
    assert figure.get("tabindex") == "0"
    note = figure.find("span[@class='why']")
    assert note is not None
    assert "".join(note.itertext()) == "合计　3.00万元合计的算法收支.yaml:1:7  合计"


def test_a_figure_that_nobody_explains_stops_the_page() -> None:
    with pytest.raises(KeyError, match="无名"):
        review('<p><data value="3" data-key="无名">3.00</data></p>')


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("共补贴1,142人、5.77亿元，办结率98.1%。", ["1,142", "5.77", "98.1%"]),
        ("下降了3.5个百分点，有2项", ["3.5", "2"]),
        ("截至2023年9月30日", []),
        ("1.一项职责", []),
        ("2．一项职责", []),
        ("3、一项职责", []),
        ("（1）一项职责", []),
        ("补贴（10人）、(2.5万元)", ["10", "2.5"]),
        ("见图1和表2，第3条，江财决〔2024〕1号", []),
        ("5", ["5"]),
    ],
)
def test_a_number_in_words_that_no_key_backs_is_highlighted(words: str, marked: list[str]) -> None:
    assert typed(f'<section class="text"><p>{words}</p></section>') == marked


def test_words_around_figures_are_looked_at_too() -> None:
    figure = '<data value="3" data-key="合计">3.00</data>'
    assert typed(f"<section><p>其中8人，{figure}万元，另9人<strong>10人</strong>11人<br/>12人</p></section>") == [
        "8",
        "9",
        "10",
        "11",
        "12",
    ]


def test_what_is_no_prose_is_not_highlighted() -> None:
    table = (
        '<table><tbody><tr><td class="center">1</td><td class="code">2080101</td>'
        '<td class="line">32</td><td class="name">办理40件</td></tr></tbody></table>'
    )
    note = '<p class="note">注：3．27行＝（1＋2＋3）行。</p>'
    assert typed(f'<section class="cover"><p>2 局</p></section><section>{table}{note}</section>') == ["40"]


def test_a_sum_that_foots_carries_a_tick() -> None:
    page = review(TABLE.format(total="3.0"))
    (cell,) = (td for td in page.iter("td") if td.get("id") == "a1")
    assert [(e.get("class"), e.text, e.get("aria-label")) for e in cell.findall("span")] == [
        ("foots", "✓", "等于各项之和")
    ]


def test_a_sum_that_does_not_foot_carries_the_gap() -> None:
    page = review(TABLE.format(total="3.01"))
    assert [(e.text, e.get("aria-label")) for e in page.iter("span") if e.get("class") == "fails"] == [
        ("✗ +0.01", "与各项之和相差 +0.01")
    ]
    assert "合计 1 个，1 个与各项之和有差" in "".join(page.itertext())


def test_an_empty_sum_has_nothing_to_tick() -> None:
    page = review(TABLE.format(total="3.0"))
    (cell,) = (td for td in page.iter("td") if td.get("id") == "a3")
    assert len(cell) == 0


def test_a_sum_of_something_that_is_still_to_be_filled_in_says_nothing() -> None:
    table = TABLE.format(total="3.0").replace(
        '<td class="num" id="a3" data-formula="+a4"></td>',
        '<td class="num" id="a3"><span class="pending">【待填】</span></td>',
    )
    assert [e.text for e in review(table).iter("span") if e.get("class") in ("foots", "fails")] == []


def test_the_samples_explain_every_figure(sample) -> None:
    made = sample.made
    page = write_review(made.document, explanations_of(made)).decode()
    back = tinyhtml5.parse(page, namespace_html_elements=False)
    told = [figure.find("span[@class='why']") for figure in back.iter("data")]
    assert len(told) == len(list(places(made.document.root)))
    assert all("".join(note.itertext()).strip() for note in told)
    assert page.count("收支.yaml:") > 300
    assert [e.text for e in back.iter("span") if e.get("class") == "fails"] == []
    assert len([e for e in back.iter("span") if e.get("class") == "foots"]) > 50


def test_the_page_says_that_it_is_not_to_be_published(sample) -> None:
    page = write_review(sample.made.document, explanations_of(sample.made)).decode()
    assert "<title>核对　" in page
    assert "内部核对用，不公开" in re.sub("<style>.*?</style>", "", page, flags=re.DOTALL)


def test_what_is_published_knows_nothing_of_it(sample) -> None:
    page = write_html(sample.made.document).decode()
    assert [words for words in ('class="why"', 'class="typed"', 'class="foots"', ".yaml:") if words in page] == []


def test_it_is_written_beside_what_is_published_only_when_asked(sample, tmp_path) -> None:
    asked = write_files(sample.made, {"html": b""}, tmp_path, review=True)
    told = {asked.folder / "内部" / "核对.html", asked.folder / "内部" / "核对.xlsx"}
    assert told == {path for path in asked.internal if path.is_file()} - {asked.folder / "内部" / "核对.json"}
    assert not told & set(asked.published)
    assert "核对" not in asked.manifest.read_text(encoding="utf-8")
    again = write_files(sample.made, {"html": b""}, tmp_path)
    assert not told & set(again.internal)
    assert told <= set(again.left), "what an earlier build wrote is named"


def test_an_explanation_stays_open_while_it_is_scrolled_by_keyboard_and_covers_no_figure_reached_by_tab() -> None:
    style = "".join("".join(e.itertext()) for e in review("<p>无</p>").iter("style"))
    assert "data:focus-within>.why" in style
    assert "data:focus>.why" not in style
    assert "scroll-margin:3rem 0 50vh" in style
