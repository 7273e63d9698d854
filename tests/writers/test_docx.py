"""The Word file holds every word and figure of the tree, is valid, and is the same bytes each time."""

import io
import itertools
import json
import re
import time
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from reportgen.document import Document
from reportgen.document.anchors import Anchor
from reportgen.document.tree import SVG, DocumentError, parse, squeeze, text_of
from reportgen.writers.docx import write_docx
from reportgen.writers.docx.cells import rows_of
from reportgen.writers.docx.marks import name_of
from reportgen.writers.docx.reference import Reference
from reportgen.writers.docx.room import only_fits_dense
from word import REFERENCE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

REPORT = """
<section class="cover" id="cover"><p>某区某局</p><h1>2023年度部门决算</h1><p>2024年9月</p></section>
<nav class="contents" id="contents"><h2>目　录</h2><ol>
  <li class="l1"><a href="#part-1">第一部分　部门概况</a></li>
  <li class="l2"><a href="#duties">一、主要职能</a></li>
  <li class="l1"><a href="#part-2">第二部分　2023年度部门决算表</a>
    <ol><li><a href="#table-01">收入支出决算总表</a></li></ol></li>
</ol></nav>
<section class="part" id="part-1"><h1>第一部分　部门概况</h1>
  <section class="text" id="overview">
    <h2 id="duties">一、主要职能</h2><h3>（一）总体</h3><h4>1.要点</h4>
    <p>收入总计<data value="3991.2200" data-key="收入总计" data-unit="万元">3,991.22</data>万元，
      比上年减少<data value="-811.5" data-key="收入总计.变化" data-unit="万元" data-abs="1">811.50</data>万元，
      <strong>“三公”经费</strong>见<a href="#table-01">表01</a>，原因：<span class="pending">待填</span>。
      再说一次<data value="3991.2200" data-key="收入总计">3,991.22</data>&amp;&lt;完&gt;。</p>
    <ol><li>第一条</li><li><p>第二条</p><p>续</p><ul><li>小条</li></ul></li></ol>
    <ul><li>一点</li></ul>
    <figure id="fig-1" data-chart="bars" data-title="收入总计变动" data-unit="万元"
      data-series='[{"label":"2022年","key":"上年.收入总计","value":"4802.73","text":"4,802.73"},
        {"label":"2023年","key":"收入总计","value":"3991.2200","text":"3,991.22"}]'>
      <svg xmlns="http://www.w3.org/2000/svg"><text>不进正文</text></svg>
      <figcaption>图1　收入总计变动（单位：万元）</figcaption></figure>
    <figure id="fig-2" data-chart="strip" data-title="支出构成" data-unit="万元"
      data-series='[{"label":"基本支出","key":"a","value":"2143.9","text":"2,143.90",
          "share":{"key":"a.s","value":"63.0","text":"63.0%"}},
        {"label":"项目支出","key":"b","value":"1258","text":"1,258.00",
          "share":{"key":"b.s","value":"37.0","text":"37.0%"}}]'>
      <figcaption>图2　支出构成（单位：万元）</figcaption></figure>
    <table class="plain"><caption>资产情况</caption><thead><tr><th>名称</th><th>数量</th></tr></thead>
      <tbody><tr><td class="name">车辆</td><td class="num"><data value="3" data-key="车">3</data></td></tr></tbody>
    </table>
  </section>
</section>
<section class="part" id="part-2"><h1>第二部分　2023年度部门决算表</h1>
  <section class="statement" id="table-01"><h2 class="table-title">收入支出决算总表</h2>
    <p class="table-number">公开01表</p>
    <p class="table-meta"><span class="left">部门：某区某局</span> <span class="right">金额单位：万元</span></p>
    <table class="statement"><colgroup><col style="width:40%"/><col style="width:10%"/>
        <col style="width:25%"/><col style="width:25%"/></colgroup>
      <thead><tr><th rowspan="2">项目</th><th rowspan="2">行次</th><th colspan="2">决算数</th></tr>
        <tr><th>基本<br/>支出</th><th>项目<br/>支出</th></tr>
        <tr class="column-numbers"><th>栏次</th><th></th><th>1</th><th>2</th></tr></thead>
      <tbody>
        <tr class="group"><td class="name l1">一般公共服务支出</td><td class="line">1</td>
          <td class="num"><data id="t1-a" value="1.005" data-key="甲">1.01</data></td><td class="num"></td></tr>
        <tr><td class="name l2">行政运行</td><td class="line">2</td>
          <td class="num"><data id="t1-b" value="-2" data-key="乙">-2.00</data></td><td class="num"></td></tr>
        <tr class="total"><td class="name">合计</td><td class="line">3</td>
          <td class="num"><data id="t1-c" value="-0.995" data-key="丙" data-formula="+t1-a +t1-b">-0.99</data></td>
          <td class="num strong"></td></tr>
      </tbody></table>
    <p class="note">注：本表反映部门本年度收支。</p><p class="note">数据以万元为单位。</p></section>
  <section class="statement" id="table-02" data-page="landscape"><h2 class="table-title">收入决算表</h2>
    <table class="statement"><tbody><tr><td class="code">201</td><td class="center">甲</td></tr></tbody></table>
    <p class="nil">本部门没有此项收入，故本表无数据。</p></section>
  <section class="statement" id="table-03" data-page="landscape"><h2 class="table-title">支出决算表</h2>
    <table class="statement"><tbody><tr><td class="l3">甲</td></tr></tbody></table></section>
</section>
<section class="part" id="part-3"><h1>第三部分　附件</h1>
  <section class="annex" id="annex-1"><h2>项目自评表</h2>
    <table class="form"><colgroup><col style="width:20%"/><col style="width:30%"/><col style="width:50%"/></colgroup>
      <tbody><tr><th rowspan="3">绩效指标</th><th colspan="2">说明</th></tr>
        <tr><td>数量</td><td><p>第一段</p><ol><li>其一</li></ol></td></tr>
        <tr><td>质量</td><td class="num"><data value="95.5" data-key="分">95.5</data></td></tr></tbody></table>
    <table class="form"><tbody><tr><td>第二张</td></tr></tbody></table></section>
</section>
"""


def document(body: str = REPORT) -> Document:
    html = f"<html><head><title>t</title></head><body class='report'>{body}</body></html>"
    return Document(parse(html), "某区某局2023年度部门决算", "某区某局", 2023, date(2024, 9, 1), reference=REFERENCE)


@pytest.fixture(scope="module")
def written() -> bytes:
    return write_docx(document())


def part(data: bytes, name: str) -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def body_of(data: bytes) -> ET.Element:
    body = part(data, "word/document.xml").find(f"{W}body")
    assert body is not None
    return body


def printed(element: ET.Element) -> str:
    """The words of Word's XML, blocks and breaks as line ends."""
    found = []
    for e in element.iter():
        if e.tag == f"{W}t":
            found.append(e.text or "")
        elif e.tag in (f"{W}br", f"{W}tab", f"{W}p"):
            found.append("\n")
    return "".join(found)


def tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def style(paragraph: ET.Element) -> str:
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def grid_of(table: ET.Element) -> list[list[str]]:
    """Row by row the texts of the cells; a lower part of a spanning cell is ^, a second column <."""
    rows = []
    for row in table.iter(f"{W}tr"):
        cells = []
        for cell in row.iter(f"{W}tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            lower = merge is not None and merge.get(f"{W}val") == "continue"
            cells.append("^" if lower else squeeze(printed(cell)))
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            cells += ["<"] * (int(span.get(f"{W}val")) - 1 if span is not None else 0)
        rows.append(cells)
    return rows


def test_every_word_of_the_tree_stands_in_the_file_in_order(written: bytes) -> None:
    expected = tight(text_of(document().body))
    assert tight(printed(body_of(written))) == expected
    assert "不进正文" not in expected


def test_words_of_each_block_read_as_squeezed(written: bytes) -> None:
    lines = {squeeze(printed(p)) for p in body_of(written).iter(f"{W}p")}
    blocks = [
        e
        for e in document().body.iter()
        if e.tag in ("h1", "h2", "h3", "h4", "p", "figcaption", "caption") and e.tag != SVG
    ]
    assert [squeeze(text_of(b)) for b in blocks if squeeze(text_of(b)) not in lines] == []


def test_cells_read_back_one_by_one(written: bytes) -> None:
    tables = [grid_of(t) for t in body_of(written).iter(f"{W}tbl")]
    assert tables == [
        [["名称", "数量"], ["车辆", "3"]],
        [
            ["项目", "行次", "决算数", "<"],
            ["^", "^", "基本支出", "项目支出"],
            ["栏次", "", "1", "2"],
            ["一般公共服务支出", "1", "1.01", ""],
            ["行政运行", "2", "-2.00", ""],
            ["合计", "3", "-0.99", ""],
        ],
        [["201", "甲"]],
        [["甲"]],
        [["绩效指标", "说明", "<"], ["^", "数量", "第一段其一"], ["^", "质量", "95.5"]],
        [["第二张"]],
    ]


def test_head_rows_repeat_and_no_row_is_cut(written: bytes) -> None:
    table = list(body_of(written).iter(f"{W}tbl"))[1]
    rows = list(table.iter(f"{W}tr"))
    assert [r.find(f"{W}trPr/{W}tblHeader") is not None for r in rows] == [True] * 3 + [False] * 3
    assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)


def test_cells_have_the_style_of_their_kind(written: bytes) -> None:
    table = list(body_of(written).iter(f"{W}tbl"))[1]
    styles = [[style(c.find(f"{W}p")) for c in r.iter(f"{W}tc")] for r in table.iter(f"{W}tr")]
    assert styles[3:] == [
        ["TableText", "TableLine", "TableFigure", "TableFigure"],
        ["TableText2", "TableLine", "TableFigure", "TableFigure"],
        ["TableCentre", "TableLine", "TableFigure", "TableFigure"],
    ]
    total = list(table.iter(f"{W}tr"))[-1]
    assert {s.get(f"{W}val") for s in total.iter(f"{W}rStyle")} == {"Strong"}


def test_column_widths_follow_the_cols(written: bytes) -> None:
    table = list(body_of(written).iter(f"{W}tbl"))[1]
    widths = [int(c.get(f"{W}w")) for c in table.iter(f"{W}gridCol")]
    total = sum(widths)
    assert [round(w / total * 100) for w in widths] == [40, 10, 25, 25]


def test_the_file_is_valid(written: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(written)
    assert [str(e) for e in OpenXmlValidator().validate(path).errors] == []


def test_the_same_document_makes_the_same_bytes(written: bytes) -> None:
    assert write_docx(document()) == written


def test_landscape_tables_share_one_landscape_section(written: bytes) -> None:
    sections = [
        (s.find(f"{W}pgSz").get(f"{W}orient", "portrait"), s.find(f"{W}pgMar").get(f"{W}left"))
        for s in body_of(written).iter(f"{W}sectPr")
    ]
    assert sections == [
        ("portrait", "1587"),  # cover and contents
        ("portrait", "1587"),  # first part, and the title of the second
        ("portrait", "1134"),
        ("landscape", "1559"),
        ("portrait", "1134"),  # a part of forms
    ]


def test_folios_begin_at_one_with_the_first_part(written: bytes) -> None:
    sections = list(body_of(written).iter(f"{W}sectPr"))
    assert [s.find(f"{W}pgNumType").get(f"{W}start") for s in sections] == [None, "1", None, None, None]
    assert [len(s.findall(f"{W}footerReference")) for s in sections] == [0, 2, 2, 2, 2]
    assert [printed(part(written, f"word/footer{n}.xml")).strip() for n in (1, 2)] == ["— 1 —"] * 2


def test_parts_and_statements_start_a_page(written: bytes) -> None:
    """A new Word section starts one anyway; elsewhere the paragraph says so."""
    breaks = [
        squeeze(printed(p)) for p in body_of(written).iter(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None
    ]
    assert breaks == ["目录", "第二部分 2023年度部门决算表", "支出决算表"]


def test_turned_pages_have_turned_folios_and_page_one_is_a_right_hand_page(written: bytes) -> None:
    sections = list(body_of(written).iter(f"{W}sectPr"))
    kinds = [s.find(f"{W}type").get(f"{W}val") for s in sections]
    assert kinds == ["nextPage", "oddPage", "nextPage", "nextPage", "nextPage"]
    relations = {r.get("Id"): r.get("Target") for r in part(written, "word/_rels/document.xml.rels")}
    feet = [[relations[f.get(f"{R}id")] for f in s.iter(f"{W}footerReference")] for s in sections]
    upright, turned = ["footer1.xml", "footer2.xml"], ["footer3.xml", "footer4.xml"]
    assert feet == [[], upright, upright, turned, upright]
    for name in turned:
        cell = part(written, f"word/{name}").find(f"{W}tbl/{W}tr/{W}tc")
        assert cell.find(f"{W}tcPr/{W}textDirection").get(f"{W}val") == "tbRl"
        assert printed(cell).strip() == "— 1 —"


def test_a_chart_is_as_high_as_its_drawing_and_tells_narrow_parts_in_the_legend() -> None:
    series = [
        {"label": n, "key": n, "value": v, "text": v, "share": {"key": n, "value": "1", "text": s}}
        for n, v, s in (("甲", "990", "99%"), ("乙", "10", "1%"))
    ]
    figure = (
        f"<section class='text'><figure data-chart='strip' data-title='t' data-series='{json.dumps(series)}'>"
        "<svg xmlns='http://www.w3.org/2000/svg' height='82pt'/></figure></section>"
    )
    data = write_docx(document(figure))
    assert [int(e.get("cy")) for e in body_of(data).iter(f"{WP}extent")] == [82 * 12700]
    parts = list(part(data, "word/charts/chart1.xml").iter(f"{C}ser"))
    assert [next(v.text for v in s.find(f"{C}tx").iter(f"{C}v")) for s in parts] == ["甲 990（99%）", "乙 10（1%）"]
    assert [s.find(f"{C}dLbls/{C}delete") is not None for s in parts] == [False, True]


def test_a_part_of_a_strip_prints_its_share_as_the_drawing_does(written: bytes) -> None:
    said = [t.text for t in part(written, "word/charts/chart2.xml").iter(f"{A}t")]
    assert said == ["63.0%", "37.0%"]


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("第一部分　概况", ["第一部分　概况"]),
        (
            "第三部分　某市江城区示例局2023年度部门决算情况说明",
            ["第三部分", "某市江城区示例局2023年度部门决算情况说明"],
        ),
        (
            "第三部分　某某市江城区人力资源和社会保障局2023年度部门决算情况说明",
            ["第三部分", "某某市江城区人力资源和社会保障局", "2023年度部门决算情况说明"],
        ),
    ],
)
def test_a_long_title_breaks_where_a_reader_pauses(heading: str, lines: list[str]) -> None:
    nav = "<nav class='contents'><ol><li class='l1'><a href='#p'>{0}</a></li></ol></nav>"
    body = nav + "<section class='part'><h1 id='p'>{0}</h1><p>一</p></section>"
    found = body_of(write_docx(document(body.format(heading))))
    printed_lines = {style(p): printed(p).strip("\n").split("\n") for p in found.iter(f"{W}p")}
    assert printed_lines["Heading1"] == lines


def test_an_entry_of_the_contents_leaves_the_column_of_folios_free() -> None:
    """It breaks before the line is full, and what is over is no single character."""
    entry = "一、2021年度某某市江城区人力资源和社会保障局项目绩效自评表"
    body = (
        f"<nav class='contents'><ol><li class='l2'><a href='#p'>{entry}</a>"
        f"</li></ol></nav><section class='part'><h1 id='p'>甲</h1></section>"
    )
    found = next(p for p in body_of(write_docx(document(body), {"p": 12})).iter(f"{W}p") if style(p) == "TOC2")
    assert printed(found).split() == ["一、2021年度某某市江城区人力资源和社会保障局", "项目绩效自评表", "12"]


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        ("<th>偏差大或目标未完成原因分析</th>", ["偏差大或", "目标未完成", "原因分析"]),
        ("<td class='center'>社会效益指标（<data value='5'>5分</data>）</td>", ["社会效益", "指标", "（5分）"]),
        ("<td class='name'>一个人写的话怎么断行由编辑软件定</td>", ["一个人写的话怎么断行由编辑软件定"]),
    ],
)
def test_what_names_a_row_breaks_where_a_reader_pauses_and_a_persons_words_flow(cell: str, lines: list[str]) -> None:
    widths = "<colgroup><col style='width:10%'/><col style='width:90%'/></colgroup>"
    body = (
        f"<section class='annex'><h2>表</h2><table class='form'>"
        f"{widths}<tbody><tr>{cell}<td>乙</td></tr></tbody></table></section>"
    )
    table = next(body_of(write_docx(document(body))).iter(f"{W}tbl"))
    assert printed(next(table.iter(f"{W}tc"))).strip().split("\n") == lines


def test_text_is_set_full_to_the_margin(written: bytes) -> None:
    normal = part(written, "word/styles.xml").find(f"{W}style[@{W}styleId='Normal']/{W}pPr")
    assert normal.find(f"{W}jc").get(f"{W}val") == "both"
    assert normal.find(f"{W}overflowPunct").get(f"{W}val") == "1"  # else LibreOffice 7 loses marks
    settings = part(written, "word/settings.xml")
    assert settings.find(f"{W}characterSpacingControl").get(f"{W}val") == "compressPunctuation"
    assert settings.find(f"{W}compat/{W}doNotExpandShiftReturn") is not None  # a line that ends in a break stays loose


def test_a_heavy_face_sets_its_figures_too(written: bytes) -> None:
    styles = part(written, "word/styles.xml")
    faces = {
        s.get(f"{W}styleId"): (f.get(f"{W}ascii"), f.get(f"{W}eastAsia"))
        for s in styles.iter(f"{W}style")
        if (f := s.find(f"{W}rPr/{W}rFonts")) is not None
    }
    assert faces["Heading1"] == ("方正小标宋简体", "方正小标宋简体")
    assert faces["Heading2"] == ("黑体", "黑体")
    assert faces["TableText"] == ("Times New Roman", "宋体")


def test_a_report_is_written_in_a_second(sample) -> None:
    def seconds() -> float:
        start = time.process_time()
        write_docx(sample.made.document, {})
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 1.0


def test_headings_are_real_headings_with_bookmarks(written: bytes) -> None:
    found = {style(p): squeeze(printed(p)) for p in body_of(written).iter(f"{W}p") if "Heading" in style(p)}
    assert found["Heading2"] == "一、主要职能"
    assert found["Heading3"] == "（一）总体"
    assert found["Heading4"] == "1.要点"
    names = {b.get(f"{W}name") for b in body_of(written).iter(f"{W}bookmarkStart")}
    assert {"part_1", "duties", "table_01"} <= names
    anchors = {h.get(f"{W}anchor") for h in body_of(written).iter(f"{W}hyperlink")}
    assert anchors == {"part_1", "duties", "part_2", "table_01"}


def test_contents_are_a_field_with_the_given_page_numbers() -> None:
    data = write_docx(document(), {"part-1": 1, "duties": 1, "part-2": 5, "table-01": 6})
    sdt = body_of(data).find(f"{W}sdt")
    entries = [(style(p), squeeze(printed(p))) for p in sdt.iter(f"{W}p")]
    assert entries[1:] == [
        ("TOC1", "第一部分部门概况 1"),
        ("TOC2", "一、主要职能 1"),
        ("TOC1", "第二部分 2023年度部门决算表 5"),
        ("TOC2", "收入支出决算总表 6"),
    ]
    codes = [(i.text or "").split()[0] for i in sdt.iter(f"{W}instrText")]
    assert codes == ["TOC", "PAGEREF", "PAGEREF", "PAGEREF", "PAGEREF"]
    kinds = Counter(f.get(f"{W}fldCharType") for f in sdt.iter(f"{W}fldChar"))
    assert kinds == {"begin": 5, "separate": 5, "end": 5}
    assert not any(f.get(f"{W}dirty") for f in sdt.iter(f"{W}fldChar"))


def test_a_figure_is_found_by_its_address(written: bytes) -> None:
    names = [b.get(f"{W}name") for b in body_of(written).iter(f"{W}bookmarkStart")]
    assert {name_of(Anchor("figure", "overview", "收入总计", n)) for n in (1, 2)} <= set(names)
    assert sum(name.startswith("rg_") for name in names) == len(list(document().body.iter("data")))


def test_what_is_pending_is_seen(written: bytes) -> None:
    runs = [r for r in body_of(written).iter(f"{W}r") if r.find(f"{W}rPr/{W}rStyle[@{W}val='Pending']") is not None]
    assert [printed(r) for r in runs] == ["待填"]


def test_chinese_quotation_marks_take_the_chinese_typeface(written: bytes) -> None:
    runs = [r for r in body_of(written).iter(f"{W}r") if "“" in printed(r)]
    assert runs
    assert all(r.find(f"{W}rPr/{W}rFonts").get(f"{W}hint") == "eastAsia" for r in runs)


def test_chart_workbooks_hold_the_exact_values(written: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written))
    sheets = [
        [
            list(row)
            for row in openpyxl.load_workbook(
                io.BytesIO(archive.read(f"word/embeddings/Microsoft_Excel_Sheet{n}.xlsx"))
            ).active.values
        ]
        for n in (1, 2)
    ]
    assert sheets == [
        [[None, "收入总计变动"], ["2022年", 4802.73], ["2023年", 3991.22]],
        [[None, "基本支出 2,143.90（63.0%）", "项目支出 1,258.00（37.0%）"], ["支出构成", 2143.9, 1258]],
    ]


def test_chart_references_name_the_cells_that_hold_their_values(written: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written))
    for n in (1, 2):
        sheet = openpyxl.load_workbook(
            io.BytesIO(archive.read(f"word/embeddings/Microsoft_Excel_Sheet{n}.xlsx"))
        ).active
        chart = part(written, f"word/charts/chart{n}.xml")
        for reference in (*chart.iter(f"{C}numRef"), *chart.iter(f"{C}strRef")):
            cells = sheet[reference.find(f"{C}f").text.removeprefix("Sheet1!").replace("$", "")]
            flat = [c for row in cells for c in row] if isinstance(cells, tuple) else [cells]
            cached = [v.text for v in reference.iter(f"{C}v")]
            number = reference.tag == f"{C}numRef"
            assert [float(c.value) if number else c.value for c in flat] == [float(v) if number else v for v in cached]


def test_charts_say_their_data_in_words(written: bytes) -> None:
    said = [d.get("descr") for d in body_of(written).iter(f"{WP}docPr")]
    assert said == [
        "收入总计变动（单位：万元）：2022年 4,802.73；2023年 3,991.22",
        "支出构成（单位：万元）：基本支出 2,143.90（63.0%）；项目支出 1,258.00（37.0%）",
    ]


def test_bars_start_at_zero_unless_one_hangs_below() -> None:
    figure = (
        "<section class='text'><figure data-chart='bars' data-title='t' data-unit='万元' data-series='"
        '[{{"label":"a","key":"k","value":"{}","text":"1"}}]\'/></section>'
    )
    least = [
        [
            m.get("val")
            for m in part(write_docx(document(figure.format(value))), "word/charts/chart1.xml").iter(f"{C}min")
        ]
        for value in ("5", "-5")
    ]
    assert least == [["0"], []]


def test_properties_come_from_the_document(written: bytes) -> None:
    core = {e.tag.split("}")[1]: e.text for e in part(written, "docProps/core.xml")}
    assert core == {
        "title": "某区某局2023年度部门决算",
        "creator": "某区某局",
        "language": "zh-CN",
        "lastModifiedBy": "某区某局",
        "created": "2024-09-01T00:00:00Z",
        "modified": "2024-09-01T00:00:00Z",
    }


def test_ids_are_unique_rows_fill_the_grid_and_cells_end_in_a_paragraph(written: bytes) -> None:
    """What the validators do not see."""
    body = body_of(written)
    for tag, attribute in ((f"{W}bookmarkStart", f"{W}id"), (f"{W}bookmarkStart", f"{W}name"), (f"{WP}docPr", "id")):
        values = Counter(e.get(attribute) for e in body.iter(tag))
        assert [v for v, n in values.items() if n > 1] == []
    assert all(len(e.get(f"{W}name")) <= 40 for e in body.iter(f"{W}bookmarkStart"))
    for table in body.iter(f"{W}tbl"):
        widths = [int(c.get(f"{W}w")) for c in table.iter(f"{W}gridCol")]
        assert {len(row) for row in grid_of(table)} == {len(widths)}
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        for row in table.iter(f"{W}tr"):
            assert sum(int(w.get(f"{W}w")) for w in row.iter(f"{W}tcW")) == sum(widths)
        assert all(cell[-1].tag == f"{W}p" for cell in table.iter(f"{W}tc"))
    blocks = [b.tag for b in body]
    assert all({a, b} != {f"{W}tbl"} for a, b in itertools.pairwise(blocks))


def test_every_style_in_use_is_defined(written: bytes) -> None:
    defined = {s.get(f"{W}styleId") for s in part(written, "word/styles.xml").iter(f"{W}style")}
    used = {e.get(f"{W}val") for e in body_of(written).iter() if e.tag in (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    based = {e.get(f"{W}val") for e in part(written, "word/styles.xml").iter(f"{W}basedOn")}
    assert used | based <= defined


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<section class='text'><p class='fancy'>x</p></section>", 'class="fancy"'),
        ("<section class='odd'/>", 'class="odd"'),
        ("<section class='text'><li>x</li></section>", "<li>"),
        ("<section class='text'>散字</section>", "散字"),
        ("<section class='text'><p><span class='odd'>x</span></p></section>", 'class="odd"'),
        ("<section class='text'><p><a href='#nowhere'>x</a></p></section>", "#nowhere"),
        ("<section class='text'><p><a href='https://example.org'>x</a></p></section>", "链接"),
        ("<section class='text' data-page='round'/>", "round"),
        ("<section class='text'><figure data-chart='pie'/></section>", "pie"),
        ("<section class='text'><figure data-chart='bars' data-series='[{}]'/></section>", "data-series"),
        ("<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>", "第 2 行占 1 列"),
        ("<table><tbody><tr><td rowspan='2'>a</td></tr></tbody></table>", "最后一行"),
        (
            "<table><thead><tr><th rowspan='2'>a</th></tr></thead><tbody><tr><td/></tr></tbody></table>",
            "跨出了最后一行",
        ),
        ("<table><tbody><tr><td><table/></td></tr></tbody></table>", "<table>"),
        ("<table><colgroup><col/></colgroup><tbody><tr><td/></tr></tbody></table>", "宽度"),
    ],
)
def test_what_the_writer_does_not_know_stops_it(body: str, message: str) -> None:
    with pytest.raises(DocumentError, match=re.escape(message)):
        write_docx(document(body))


def test_an_unknown_element_stops_it() -> None:
    """The parser refuses it already; a tree made otherwise is refused by the writer."""
    made = document("<section class='text'><p>x</p></section>")
    ET.SubElement(made.body[0], "marquee").text = "x"
    with pytest.raises(DocumentError, match="marquee"):
        write_docx(made)
    made = document("<section class='text'><p>x</p></section>")
    ET.SubElement(made.body[0][0], "blink").text = "x"
    with pytest.raises(DocumentError, match="blink"):
        write_docx(made)


def test_spans_of_rows_and_columns_that_meet_keep_their_columns() -> None:
    table = (
        "<table><tbody><tr><td rowspan='3'>a</td><td colspan='2' rowspan='2'>b</td><td>c</td></tr>"
        "<tr><td>d</td></tr><tr><td>e</td><td rowspan='2'>f</td><td>g</td></tr>"
        "<tr><td>h</td><td>i</td><td>j</td></tr></tbody></table>"
    )
    found = body_of(write_docx(document(table))).find(f"{W}tbl")
    assert grid_of(found) == [["a", "b", "<", "c"], ["^", "^", "<", "d"], ["^", "e", "f", "g"], ["h", "i", "^", "j"]]


def test_a_link_to_any_block_is_marked_and_to_an_empty_section_refused() -> None:
    body = (
        "<section class='text' id='s'><p><a href='#{}'>见</a></p><table "
        "id='t'><tbody><tr><td>a</td></tr></tbody></table></section>"
    )
    for target in ("s", "t", "s-p1"):
        names = {
            b.get(f"{W}name") for b in body_of(write_docx(document(body.format(target)))).iter(f"{W}bookmarkStart")
        }
        assert {name for name in names if not name.startswith(("rr_", "rw_"))} == {target.replace("-", "_")}
    with pytest.raises(DocumentError, match="#e"):
        write_docx(document(body.format("e") + "<section class='text' id='e'/>"))


def test_a_part_title_goes_on_the_page_of_its_form_and_stands_alone_before_a_table() -> None:
    annex = "<section class='annex' data-page='portrait'><h2>表</h2><p>x</p></section>"
    body = f"<section class='part'><h1>甲</h1>{annex}{annex}</section>"
    found = body_of(write_docx(document(body)))
    assert len(list(found.iter(f"{W}sectPr"))) == 1
    assert [style(p) for p in found.iter(f"{W}p")] == ["AnnexTitle", *["AnnexHeading", "BodyText"] * 2]
    breaks = [i for i, p in enumerate(found.iter(f"{W}p")) if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert breaks == [3]  # the second form
    statement = "<section class='statement'><h2 class='table-title'>表</h2></section>"
    found = body_of(write_docx(document(f"<section class='part'><h1>甲</h1>{statement}</section>")))
    assert [style(p) for p in found.iter(f"{W}p")] == ["PartTitle", "TableTitle"]
    assert len(list(found.iter(f"{W}sectPr"))) == 2


def test_lists_each_count_from_one(written: bytes) -> None:
    numbers = [n.get(f"{W}val") for n in body_of(written).iter(f"{W}numId")]
    assert numbers == ["1", "1", "2", "3", "4"]
    listed = {n.get(f"{W}numId") for n in part(written, "word/numbering.xml").findall(f"{W}num")}
    assert set(numbers) == listed


def test_a_form_takes_the_page_of_the_tables_with_its_titles_and_its_last_row_stays_with_the_notes() -> None:
    form = (
        "<p>摘要</p><h3>某项目自评表</h3><p class='table-meta'>某局</p>"
        "<table class='form'><tbody><tr><td>甲</td></tr><tr><td>乙</td></tr></tbody></table>"
        "<p class='note'>备注：1．一。</p><p class='note'>2．二。</p>"
    )
    found = body_of(write_docx(document(f"<section class='annex'><h2>项目</h2>{form}</section>")))
    margins = [s.find(f"{W}pgMar").get(f"{W}left") for s in found.iter(f"{W}sectPr")]
    assert margins == ["1587", "1134"]
    styles = {printed(p).strip(): p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in found.iter(f"{W}p")}
    assert (styles["项目"], styles["某项目自评表"]) == ("AnnexHeading", "FormTitle")
    kept = [printed(p).strip() for p in found.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is not None]
    assert kept == ["乙", "备注：1．一。"]


def wide_statement(rows: int) -> str:
    row = "".join(f"<td class='{kind}'>支出</td>" for kind in ("name", "line", *["num"] * 7))
    head = "<tr><th colspan='3'>收入</th><th colspan='6'>支出</th></tr><tr>" + "<th>项</th>" * 9 + "</tr>"
    return (
        "<section class='statement' data-page='portrait'><h2 class='table-title'>总表</h2><table class='statement'>"
        f"<thead>{head}</thead><tbody>{f'<tr>{row}</tr>' * rows}</tbody></table>"
        "<p class='note'>注：一。</p></section>"
    )


def test_a_table_of_many_columns_is_set_smaller_and_its_halves_are_divided() -> None:
    table = next(body_of(write_docx(document(wide_statement(30)))).iter(f"{W}tbl"))
    rows = list(table.iter(f"{W}tr"))
    divided = [[c.find(f"{W}tcPr/{W}tcBorders/{W}left") is not None for c in row.findall(f"{W}tc")] for row in rows]
    assert divided[0] == [False, True]
    assert {tuple(row) for row in divided[1:]} == {(False, False, False, True, *[False] * 5)}
    styles = {p.get(f"{W}val") for p in rows[-1].iter(f"{W}pStyle")}
    assert styles == {"DenseText", "DenseLine", "DenseFigure"}


def test_rows_are_as_high_as_the_page_and_the_notes_allow() -> None:
    def pitch(rows: int) -> int:
        table = next(body_of(write_docx(document(wide_statement(rows)))).iter(f"{W}tbl"))
        return max(int(h.get(f"{W}val")) for h in table.iter(f"{W}trHeight"))

    assert pitch(1) == 520
    assert pitch(10) == 360 > pitch(35) > 240
    assert pitch(90) == 360


@pytest.mark.parametrize(("letters", "tight"), [(19, False), (20, True), (21, True)])
def test_a_table_is_set_smaller_where_it_fits_its_page_only_so(letters: int, tight: bool) -> None:
    row = f"<tr><td class='name'>{'字' * letters}</td><td class='num'>1</td></tr>"
    head = "<thead><tr><th>项</th><th>数</th></tr></thead>"
    rows = rows_of(ET.fromstring(f"<table>{head}<tbody>{row * 34}</tbody></table>"), "statement")
    assert only_fits_dense(rows, [3600, 2000], Reference(REFERENCE).pages["portrait"], []) == tight
