"""The HTML file: a parser reads back the tree that was written, and it needs nothing beside it."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest
import tinyhtml5  # type: ignore[import-untyped]  # it ships no py.typed

from reportgen.document import Document
from reportgen.document.tree import DocumentError, parse, squeeze, text_of
from reportgen.writers.html import to_html_text, trimmed, write_html

TEXT = """\
<html lang="zh-CN">
  <head><title>决算</title></head>
  <body class="report">
    <section class="cover">
      <h1>某局<br/>2023年度部门决算</h1>
    </section>
    <nav class="contents">
      <ol><li><a href="#part-1">第一部分 概况</a></li></ol>
    </nav>
    <section class="part" id="part-1">
      <h1>第一部分 概况</h1>
      <section class="text">
        <h2>一、收入</h2>
        <p>收入 <data value="3991.2200" data-key="收入总计" data-unit="万元">3,991.22</data>万元 &lt;A&amp;B&gt;
           <strong>较</strong> <span class="pending">待填</span></p>
        <ul>
          <li>职责
            <ul><li>其一</li></ul>
          </li>
        </ul>
        <figure data-chart="bars" data-title="支出" data-unit="万元"
                data-series='[{"label": "基本", "key": "k", "value": "1.5", "text": "1.50"}]'>
          <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" preserveAspectRatio="none" role="img">
            <title>支出</title>
            <g fill="none"><path d="M0 0L1 1"/></g>
            <text x="1" y="2">基本 &amp; 项目</text>
          </svg>
          <figcaption>图1 支出</figcaption>
        </figure>
      </section>
      <section class="statement" data-page="landscape">
        <h2 class="table-title">收入支出决算总表</h2>
        <table class="statement">
          <caption>表</caption>
          <colgroup><col style="width:60%"/> <col style="width:40%"/></colgroup>
          <thead><tr><th rowspan="2">项目</th><th>金额</th></tr> <tr><th>1</th></tr></thead>
          <tbody>
            <tr class="total"><td class="name">合计</td>
              <td class="num" id="c1" data-formula="+c2"></td></tr>
          </tbody>
        </table>
        <p class="nil">本表为空。</p>
      </section>
    </section>
  </body>
</html>
"""


def document(text: str, *styles: str) -> Document:
    return Document(parse(text), "某局决算 <2023>", "某局", 2023, date(2024, 9, 1), styles)


def in_body(content: str) -> Document:
    return document(f"<html><body>{content}</body></html>")


def same(one: ET.Element, other: ET.Element) -> None:
    assert one.tag == other.tag
    assert one.attrib == other.attrib, one.tag
    assert (one.text or "") == (other.text or ""), one.tag
    assert (one.tail or "") == (other.tail or ""), one.tag
    assert [child.tag for child in one] == [child.tag for child in other]
    for child, partner in zip(one, other, strict=True):
        same(child, partner)


def read(html: str) -> ET.Element:
    root: ET.Element = tinyhtml5.parse(html, namespace_html_elements=False)
    return root


def test_a_parser_reads_back_the_same_tree() -> None:
    written = document(TEXT)
    back = read(to_html_text(written))
    body = back.find("body")
    assert body is not None
    same(body, trimmed(written.body))
    assert back.attrib == {"lang": "zh-CN"}
    assert [child.tag for child in back] == ["head", "body"]


def test_what_is_trimmed_is_only_layout_white_space() -> None:
    written = document(TEXT)
    kept = trimmed(written.body)
    assert [(e.tag, e.attrib) for e in kept.iter()] == [(e.tag, e.attrib) for e in written.body.iter()]
    assert squeeze(text_of(kept)).replace(" ", "") == squeeze(text_of(written.body)).replace(" ", "")
    words = {"p", "h1", "h2", "td", "th", "a", "data", "strong", "span", "figcaption", "li"}
    for element, original in zip(kept.iter(), written.body.iter(), strict=True):
        if element.tag in words:
            assert element.text == original.text


def test_white_space_between_words_stays() -> None:
    body = read(to_html_text(in_body("<section><p><strong>a</strong> <span>b</span></p></section>")))
    assert text_of(next(body.iter("p"))) == "a b"


def test_the_file_is_utf8_html_with_its_title_and_styles() -> None:
    html = write_html(document(TEXT, "p { color: red }")).decode()
    assert html.startswith('<!DOCTYPE html>\n<html lang="zh-CN"><head>\n<meta charset="utf-8">')
    assert "<title>某局决算 &lt;2023&gt;</title>" in html
    assert "p { color: red }" in html
    assert "<br>" in html
    assert "<svg viewBox" in html
    assert "ns0:" not in html


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_html(document(TEXT)) == write_html(document(TEXT))


def test_pdf_text_has_its_styles_or_none() -> None:
    assert "<style>\np {}</style>" in to_html_text(document(TEXT, "p {}"))
    assert "<style>" not in to_html_text(document(TEXT, "p {}"), styles=False)


@pytest.mark.parametrize(
    "style", ["p { background: url(a.png) }", "p { background: url( 'a.png' ) }", '@import "a.css";', "</style>"]
)
def test_a_style_that_leads_out_of_the_file_stops_the_writer(style: str) -> None:
    with pytest.raises(DocumentError):
        write_html(document(TEXT, style))


@pytest.mark.parametrize(
    "content",
    [
        "<section><p>a<ul><li>b</li></ul></p></section>",
        "<section><table><tr><td>a</td></tr></table></section>",
        "<section><table><tbody>a<tr><td>b</td></tr></tbody></table></section>",
        "<section><p><a href='#x'>a<a href='#y'>b</a></a></p></section>",
        "<section><p><a href='https://example.org/'>a</a></p></section>",
        "<section><figure><svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg></figure></section>",
        "<section><p onclick='x()'>a</p></section>",
        "<section><h2>a<h3>b</h3></h2></section>",
    ],
)
def test_what_html_would_read_otherwise_stops_the_writer(content: str) -> None:
    with pytest.raises(DocumentError):
        write_html(in_body(content))


def test_an_unknown_element_stops_the_writer() -> None:
    written = in_body("<section><p>a</p></section>")
    ET.SubElement(written.body[0], "video")
    with pytest.raises(DocumentError, match="video"):
        write_html(written)
