"""The web page: the document's words with ways through it, for everybody, without script."""

import base64
import csv
import io
import re
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import tinyhtml5  # type: ignore[import-untyped]  # it ships no py.typed

from reportgen.document import Document
from reportgen.document.tree import SVG, parse, squeeze, text_of
from reportgen.writers.html import trimmed, write_html
from reportgen.writers.html.added import MARK
from reportgen.writers.html.page import page_of

SCREEN = Path(__file__).parents[2] / "templates/shared/screen.css"
TEXT = """\
<html lang="zh-CN"><head><title>决算</title></head><body class="report">
<section class="cover" id="cover"><h1>某局<br/>决算</h1></section>
<nav class="contents" id="contents"><h2>目录</h2><ol><li class="l1"><a href="#part-1">第一部分　某局概况</a></li></ol></nav>
<section class="part" id="part-1"><h1>第一部分　某局概况</h1>
<section class="text" id="duties">
<h2>基本支出</h2>
<p>一般公共预算财政拨款收入和财政拨款，基本支出<data value="1" data-key="支出.基本支出" data-unit="万元">1.00</data>万元，其中基本支出。</p>
<ul><li>项目支出</li></ul>
</section>
<section class="statement" id="t05" data-page="portrait">
<h2 class="table-title">支出决算表</h2><p class="table-number">公开05表</p>
<p class="table-meta"><span class="left">某局</span><span class="right">单位：万元</span></p>
<table class="statement" id="t05-table">
<thead><tr><th>科目编码</th><th>科目名称</th><th>合　计</th></tr><tr><th colspan="2">栏次</th><th></th></tr></thead>
<tbody>
<tr class="total"><td class="code"></td><td class="name l1">合　计</td><td class="num" id="a1" data-formula="+a2 +a3">\
<data value="1234.5" data-key="支出.项目支出" data-unit="万元">1,234.50</data></td></tr>
<tr><td class="code">2080102</td><td class="name l3">一般行政管理事务</td><td class="num" id="a2">\
<data value="1234.5" data-key="支出.2080102.项目支出" data-unit="万元">1,234.50</data></td></tr>
<tr><td class="code">2080103</td><td class="name l3">机关服务</td><td class="num" id="a3"></td></tr>
<tr><td class="code">2080104</td><td class="name l3">综合业务管理</td><td class="num" id="a4"></td></tr>
<tr><td class="code">2080105</td><td class="name l3">劳动保障监察</td><td class="num" id="a5"></td></tr>
</tbody></table>
<p class="note">注：1．本表反映支出。</p><p class="note">2．第二条。</p><p class="nil">无。</p>
</section>
<section class="text" id="glossary">
<p data-term="财政拨款">（一）财政拨款：指财政拨给的资金，用于基本支出。</p>
<p data-term="一般公共预算财政拨款收入">（二）一般公共预算财政拨款收入：指其中一类。</p>
<p data-term="基本支出">（三）基本支出：指日常的花费。</p>
<p data-term="项目支出">（四）项目支出：指专门的花费。</p>
<p data-term="经营支出">（五）经营支出：指没有用到的词。</p>
<p data-code="2080102">1.一般行政管理事务（项）：反映专项工作的资金。</p>
</section>
<section class="annex" id="form-1" data-subjects="2080102 2080199"><h3>综合业务项目绩效自评表</h3><p class="table-meta">某局</p>
<table class="form" id="form-table"><tbody><tr><th>项目名称</th><td class="name">综合业务</td></tr></tbody></table>\
<p class="note">备注</p></section>
<section class="text" id="contact"><h2>公开信息</h2><p>咨询电话：000</p></section>
</section></body></html>
"""


def document(*links: tuple[str, str], text: str = TEXT) -> Document:
    return Document(parse(text), "某局决算", "某局", 2023, date(2024, 9, 1), links=links)


@pytest.fixture
def page() -> ET.Element:
    """The page of the small document."""
    return page_of(document())


def one(page: ET.Element, path: str) -> ET.Element:
    """The only element of a path."""
    (found,) = page.iterfind(path)
    return found


def without_added(element: ET.Element) -> str:
    """The words of an element, without those of the page."""
    parts = [element.text or ""]
    for child in element:
        words = "\n" if child.tag == "br" else "" if child.tag == SVG or MARK in child.attrib else without_added(child)
        parts += [words, child.tail or ""]
    return "".join(parts)


def same(one: ET.Element, other: ET.Element) -> None:
    assert (one.tag, one.attrib, one.text or "", one.tail or "") == (
        other.tag,
        other.attrib,
        other.text or "",
        other.tail or "",
    )
    assert [child.tag for child in one] == [child.tag for child in other]
    for child, partner in zip(one, other, strict=True):
        same(child, partner)


# -- the words -------------------------------------------------------------------------------------


def test_without_what_is_added_the_page_reads_as_the_document(page: ET.Element) -> None:
    assert without_added(page) == text_of(trimmed(document().root))


def test_the_samples_read_as_their_documents(sample) -> None:
    written = sample.made.document
    assert without_added(page_of(written)[-1]) == text_of(trimmed(written.root)[-1])


def test_a_parser_reads_back_the_page_that_was_made(sample) -> None:
    made = page_of(sample.made.document)
    back = tinyhtml5.parse(write_html(sample.made.document).decode(), namespace_html_elements=False)
    for drawing in [*made.iter(SVG), *back.iter(SVG)]:
        drawing.clear()
    same(back.find("body"), made.find("body"))


def test_making_a_page_leaves_the_document_as_it_was() -> None:
    written = document()
    before = ET.tostring(written.root)
    page_of(written)
    assert ET.tostring(written.root) == before


# -- ways through ----------------------------------------------------------------------------------


def test_every_id_is_there_once_and_every_link_leads_somewhere(sample) -> None:
    made = page_of(sample.made.document)
    ids = Counter(e.get("id") for e in made.iter() if e.get("id"))
    assert [name for name, times in ids.items() if times > 1] == []
    inner = [href[1:] for a in made.iter("a") if (href := a.get("href", "")).startswith("#")]
    assert [target for target in inner if target not in ids] == []
    assert [e.get("for") for e in made.iter("label") if e.get("for") not in ids] == []


def test_the_first_link_leads_past_the_navigation_to_the_only_main(page: ET.Element) -> None:
    body = one(page, "body")
    assert (body[0].tag, body[0].get("href")) == ("a", "#main")
    assert [e.get("id") for e in page.iter("main")] == ["main"]


def test_the_contents_stand_at_the_side_without_the_name_of_the_unit(page: ET.Element) -> None:
    side = one(page, "body/nav")
    assert side.get("aria-label") == "目录"
    assert [(a.text, a.get("href")) for a in side.iter("a")] == [("第一部分　概况", "#part-1")]
    assert one(side, "details/summary").text == "目录"


def test_a_document_without_contents_is_a_page_too() -> None:
    text = '<html><body><section class="text"><p>字</p></section></body></html>'
    assert "字" in write_html(document(text=text)).decode()


def test_the_first_use_of_a_term_leads_to_its_explanation_and_back(page: ET.Element) -> None:
    explanations = {e.get("id"): e.get("data-term") for e in page.iter("p") if e.get("data-term")}
    paragraphs = [e for e in page.iter() if e.tag in ("p", "li")]
    uses = [(a.text, explanations[a.get("href", "")[1:]]) for p in paragraphs for a in p.findall("a[@class='term']")]
    assert uses == [(term, term) for term in ("一般公共预算财政拨款收入", "财政拨款", "基本支出", "项目支出")]
    back = {a.get("href") for a in page.iter("a") if a.get("class") == "back"}
    assert back == {f"#{a.get('id')}" for a in page.iter("a") if a.get("class") == "term"}


def test_a_longer_term_is_not_taken_apart() -> None:
    text = TEXT.replace("和财政拨款，", "，")
    texts = [a.text for a in page_of(document(text=text)).iter("a") if a.get("class") == "term"]
    assert "财政拨款" not in texts


def test_a_subject_in_a_table_leads_to_its_explanation(page: ET.Element) -> None:
    row = one(page, ".//tr[td='2080102']")
    assert one(row, "td/a[@class='term']").text == "一般行政管理事务"


def test_a_row_of_project_spending_leads_to_the_form_of_its_project(page: ET.Element) -> None:
    links = [(a.get("href"), a.get("aria-label")) for a in page.iter("a") if a.get("class") == "to-project"]
    assert links == [("#form-1", "自评：综合业务项目绩效自评表")]


def test_the_samples_lead_from_every_subject_of_a_project_to_its_form(sample) -> None:
    made = page_of(sample.made.document)
    forms = {e.get("id"): e.get("data-subjects", "").split() for e in made.iter("section") if e.get("data-subjects")}
    found = {
        (row.find("td[@class='code']").text, a.get("href")[1:])
        for row in made.iter("tr")
        for a in row.iter("a")
        if a.get("class") == "to-project"
    }
    assert found == {(code, form) for form, codes in forms.items() for code in codes}


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://example.invalid/2022/", True),
        ("HTTP://example.invalid/", True),
        ("javascript:alert(1)", False),
        ("example.invalid", False),
    ],
)
def test_an_address_is_linked_only_when_a_browser_may_open_it(address: str, linked: bool) -> None:
    foot = one(page_of(document(("2022年度部门决算公开", address))), "body/footer")
    assert (address in [a.get("href") for a in foot.iter("a")]) is linked
    assert "2022年度部门决算公开" in "".join(foot.itertext())
    assert linked or address in "".join(foot.itertext())


def test_the_foot_leads_to_whom_to_ask(page: ET.Element) -> None:
    assert ("公开信息", "#contact") in [(a.text, a.get("href")) for a in one(page, "body/footer").iter("a")]


# -- tables ----------------------------------------------------------------------------------------


def test_a_table_scrolls_in_a_box_that_has_a_name_and_the_notes(page: ET.Element) -> None:
    box = one(page, ".//section[@id='t05']/div")
    assert [e.tag for e in box] == ["table", "p", "p"]
    assert (box.get("tabindex"), box.get("role"), box.get("data-page")) == ("0", "group", "portrait")
    assert "支出决算表" in box.get("aria-label", "")


def test_only_blank_rows_fold_and_all_of_them_are_there(page: ET.Element) -> None:
    table = one(page, ".//table[@id='t05-table']")
    assert [row[0].text for row in one(table, "tbody") if "blank" in row.get("class", "")] == [
        "2080103",
        "2080104",
        "2080105",
    ]
    switch = one(page, ".//section[@id='t05']/input")
    assert (switch.get("type"), switch.get("checked")) == ("checkbox", None)
    label = one(page, ".//label")
    assert (label.get("for"), label.text) == (switch.get("id"), "收起 3 个空行")


def test_a_row_with_a_figure_never_folds(sample) -> None:
    folded = [row for row in page_of(sample.made.document).iter("tr") if "blank" in row.get("class", "").split()]
    assert folded
    assert [row for row in folded if row.find(".//data") is not None or "total" in row.get("class", "")] == []


def test_a_table_downloads_as_the_printed_texts(page: ET.Element) -> None:
    link = one(page, ".//section[@id='t05']/p/a[@class='csv']")
    assert link.get("download") == "支出决算表（公开05表，单位：万元）.csv"
    kind, _, content = link.get("href", "").partition(",")
    assert kind == "data:text/csv;charset=utf-8;base64"
    data = base64.b64decode(content)
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [
        ["科目编码", "科目名称", "合计"], ["栏次", "", ""], ["", "合计", "1,234.50"],
        ["2080102", "一般行政管理事务", "1,234.50"], ["2080103", "机关服务", ""],
        ["2080104", "综合业务管理", ""], ["2080105", "劳动保障监察", ""],
    ]  # fmt: skip


def test_every_table_of_the_samples_downloads_whole(sample) -> None:
    written = sample.made.document
    links = [a for a in page_of(written).iter("a") if a.get("class") == "csv"]
    tables = list(written.body.iter("table"))
    assert len(links) == len(tables) > 9
    for link, table in zip(links, tables, strict=True):
        rows = list(csv.reader(io.StringIO(base64.b64decode(link.get("href").partition(",")[2]).decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1
        texts = [squeeze(text_of(cell)) for row in table.iter("tr") for cell in row]
        assert [cell for row in rows for cell in row if cell] == [text for text in texts if text]


def test_a_head_without_words_is_no_head(page: ET.Element) -> None:
    assert [(th.get("role"), th.get("scope")) for th in page.iter("th") if not text_of(th).strip()] == [("cell", "col")]


def test_no_two_files_of_a_page_are_called_alike(sample) -> None:
    links = [a for a in page_of(sample.made.document).iter("a") if a.get("class") == "csv"]
    for name in ("aria-label", "download"):
        assert [told for told, times in Counter(a.get(name) for a in links).items() if times > 1] == []


def test_of_several_projects_each_link_says_which(sample) -> None:
    targets: dict[str, set[str]] = {}
    for link in page_of(sample.made.document).iter("a"):
        if link.get("class") == "to-project":
            targets.setdefault(text_of(link), set()).add(link.get("href"))
    assert targets
    assert [words for words, places in targets.items() if len(places) > 1] == []


# -- charts ----------------------------------------------------------------------------------------

PX = 4 / 3  # of a point
PHONE = 320


def test_every_chart_has_a_drawing_for_a_phone_whose_words_are_read(sample) -> None:
    made = page_of(sample.made.document)
    figures = [f for f in made.iter("figure") if f.get("data-chart")]
    assert figures
    for figure in figures:
        wide, small = figure.findall(SVG)
        assert (wide.get("class"), small.get("class"), small.get(MARK)) == (None, "narrow", "")
        assert [t.text for t in small.iter(SVG.replace("svg", "text"))] == [
            t.text for t in wide.iter(SVG.replace("svg", "text"))
        ]
        assert small.get("aria-label") == wide.get("aria-label")
        shrunk = min(1.0, PHONE / (float(small.get("width").removesuffix("pt")) * PX))
        sizes = {float(e.get("font-size")) * PX * shrunk for e in small.iter() if e.get("font-size")}
        assert min(sizes) >= 12


# -- everybody -------------------------------------------------------------------------------------


def test_every_link_and_switch_says_what_it_is(sample) -> None:
    made = page_of(sample.made.document)
    assert [a.attrib for a in made.iter("a") if not (a.get("aria-label") or text_of(a).strip())] == []
    labelled = {label.get("for") for label in made.iter("label")}
    assert [i.get("id") for i in made.iter("input") if i.get("id") not in labelled] == []
    for link in (a for a in made.iter("a") if a.get("aria-label")):
        assert squeeze(text_of(link)) in link.get("aria-label"), (
            "who speaks the words that are seen must reach the link"
        )


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground", ["white", "ground", "tint", "mark"])
@pytest.mark.parametrize("words", ["ink", "soft", "navy"])
def test_words_stand_out_from_every_ground(words: str, ground: str) -> None:
    """A contrast of at least 4.5 (WCAG 2.2, 1.4.3)."""
    short = {
        name: "#" + "".join(c * 2 for c in three)
        for name, three in re.findall(r"--(\w+):#([0-9a-f]{3})\b", SCREEN.read_text())
    }
    colours = {"white": "#ffffff", **short, **dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", SCREEN.read_text()))}
    light, dark = sorted((luminance(colours[words]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_page_has_no_script_and_nothing_outside(sample) -> None:
    page = write_html(sample.made.document).decode()
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!#|data:)[^"]*', page) == []
    assert re.search(r"url\((?!#|data:)", page) is None


def test_paper_leaves_out_what_the_page_adds_and_knows_nothing_else_of_the_screen() -> None:
    rules = re.sub(r"/\*.*?\*/", "", SCREEN.read_text(), flags=re.DOTALL)
    paper, _, screen = rules.partition("@media screen{")
    assert paper.strip() == "@media print{[data-added]{display:none!important}}"
    assert screen.rstrip().endswith("}")
    assert screen.count("{") == screen.count("}") - 1


def test_the_styles_of_the_screen_are_in_the_page_and_not_in_the_print(sample) -> None:
    written = sample.made.document
    assert written.screen
    assert all(style in write_html(written).decode() for style in (".to-outline{", ".explained:target{"))
    assert not set(written.screen) & set(written.styles)
