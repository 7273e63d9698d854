"""A PDF is tagged, repeatable and self-contained, and says on which page each block is printed."""

import io
import logging
import pickle
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
import weasyprint

from reportgen.compose.charts import ChartPart, strip
from reportgen.document import Document
from reportgen.document.tree import parse
from reportgen.environment import EnvironmentProblem
from reportgen.writers.pdf import PdfError, prepare, warm_up, write_job, write_pdf
from reportgen.writers.pdf.render import tree

PRINT = Path(__file__).parents[2] / "templates/shared/print.css"
CHART = strip([ChartPart("基本支出", 2143, "2,143.90", "63.0%"), ChartPart("项目支出", 1258, "1,258.00", "37.0%")])


def row(n, kind=""):
    return (
        f'<tr{kind}><td class="name l2">第{n}项收入</td><td class="line">{n}</td>'
        f'<td class="num"><data value="{n * 1000}.5">{n * 1000:,}.50</data></td></tr>'
    )


def statement(name, rows, page="portrait"):
    return f"""<section class="statement" id="{name}" data-page="{page}">
      <h2 class="table-title">收入决算表{name}</h2><p class="table-number">公开02表</p>
      <p class="table-meta"><span class="left">部门：某局</span><span class="right">金额单位：万元</span></p>
      <table class="statement" id="{name}-table">
      <colgroup><col style="width:50%"/><col style="width:10%"/><col style="width:40%"/></colgroup>
      <thead><tr><th>项目</th><th>行次</th><th>决算数</th></tr>
      <tr><th>　</th><th>　</th><th>（万元）</th></tr>
      <tr class="column-numbers"><th>栏次</th><th></th><th>1</th></tr></thead>
      <tbody>{"".join(row(n) for n in range(1, rows))}{row(rows, ' class="total"')}</tbody></table>
      <p class="note">注：1.本表反映本部门当年取得的各项收入。</p>
      <p class="note">2.金额单位由元折算为万元。</p><p class="note" id="{name}-last">3.末行等于以上各行之和。</p>
      </section>"""


COVER = '<section class="cover"><p>某局</p><h1>2023年度部门决算公开</h1><p>2024年9月</p></section>'
BODY = f"""
<nav class="contents"><h2>目录</h2><ol>
<li><a href="#part-1">第一部分　部门概况</a></li>
<li><a href="#part-2">第二部分　部门决算表</a><ol><li><a href="#t2">收入决算表</a></li>
<li><a href="#t3">支出决算表</a></li></ol></li></ol></nav>
<section class="part" id="part-1"><h1 id="one">第一部分　部门概况</h1>
<section class="text" id="duties"><h2>一、主要职责</h2><p>收入<data value="1.5">1.50</data>万元。</p>
<p>人数<span class="pending">待填</span>。</p>
<figure data-chart="strip">{CHART}<figcaption>图1　支出结构（单位：万元）</figcaption></figure></section></section>
<section class="part" id="part-2"><h1>第二部分　部门决算表</h1>{statement("t2", 32)}{statement("t3", 26, "landscape")}
{statement("t4", 80)}</section>"""


def document(body=COVER + BODY, styles=None):
    css = (PRINT.read_text("utf-8"),) if styles is None else styles
    text = f'<html lang="zh-CN"><head><meta charset="utf-8"/></head><body class="report">{body}</body></html>'
    return Document(parse(text), "2023年度部门决算公开", "某局", 2023, date(2024, 9, 1), css)


@pytest.fixture(scope="module")
def pdf():
    return write_pdf(document())


@pytest.fixture(scope="module")
def pages(pdf):
    with pdfplumber.open(io.BytesIO(pdf.content)) as opened:
        yield opened.pages


def test_nothing_is_to_be_said_about_a_sound_document(pdf):
    assert pdf.warnings == ()


def test_pages_are_counted_from_the_first_part(pdf):
    assert pdf.pages["part-1"] == pdf.pages["one"] == pdf.pages["duties"] == 1
    assert (pdf.pages["part-2"], pdf.pages["t2"], pdf.pages["t3"]) == (2, 3, 4)
    assert "doc-nav1" not in pdf.pages


def test_contents_print_the_pages_of_the_map(pdf, pages):
    contents = pages[1].extract_text()
    for title, name in [("第一部分", "part-1"), ("收入决算表", "t2"), ("支出决算表", "t3")]:
        line = next(line for line in contents.splitlines() if line.startswith(title))
        assert line.split()[-1] == str(pdf.pages[name])


def test_the_folio_is_the_number_of_the_map_and_front_pages_have_none(pdf, pages):
    assert "—" not in pages[0].extract_text() + pages[1].extract_text()
    assert f"— {pdf.pages['part-1']} —" in pages[2].extract_text()
    assert f"— {pdf.pages['t2']} —" in pages[4].extract_text()


@pytest.mark.parametrize("name", ["part-1", "glance"])
def test_the_first_part_is_a_right_hand_page_also_after_long_contents(name):
    items = f'<li><a href="#{name}">第一部分</a></li>' * 70
    contents = COVER + f'<nav class="contents"><h2>目录</h2><ol>{items}</ol></nav>'
    parts = (
        f'<section class="part" id="{name}"><h1>一</h1></section><section class="part" id="next"><h1>二</h1></section>'
    )
    pdf = write_pdf(document(contents + parts))
    with pdfplumber.open(io.BytesIO(pdf.content)) as opened:
        assert (pdf.pages[name], pdf.pages["next"]) == (1, 2)
        assert len(opened.pages) % 2 == 0
        assert "— 1 —" in opened.pages[-2].extract_text()


@pytest.mark.parametrize(("rows", "page"), [(31, "portrait"), (32, "portrait"), (36, "portrait"), (26, "landscape")])
def test_a_statutory_table_and_its_notes_stand_on_one_page(rows, page):
    table = statement("t", rows, page).replace("第2项收入", "十四、资源勘探工业信息等支出以及其他支出" * 2)
    pdf = write_pdf(document(f'<section class="part" id="part-1"><h1>一</h1>{table}</section>'))
    assert pdf.pages["t"] == pdf.pages["t-last"] == 2


def test_a_landscape_table_stands_on_a_turned_page(pages):
    assert [page.width > page.height for page in pages[4:6]] == [False, True]


def test_a_table_of_many_pages_repeats_its_header(pdf, pages):
    assert pdf.pages["t4-last"] > pdf.pages["t4"]
    assert "栏次" in pages[-1].extract_text()


@pytest.mark.parametrize(("sheet", "rows"), [(4, 32), (5, 26)])
def test_rows_of_a_table_are_read_back_as_they_were_written(pages, sheet, rows):
    table = pages[sheet].extract_table({"vertical_strategy": "text", "horizontal_strategy": "lines"})
    read = ["".join(cell or "" for cell in line).replace(" ", "") for line in table]
    for n in range(1, rows + 1):
        assert f"第{n}项收入{n}{n * 1000:,}.50" in read


def test_the_file_is_tagged_and_says_what_it_is(pdf):
    with pikepdf.open(io.BytesIO(pdf.content)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "zh-CN"
        assert str(opened.docinfo["/Title"]) == "2023年度部门决算公开"
        assert str(opened.docinfo["/CreationDate"]).startswith("D:20240901")
        with opened.open_outline() as outline:
            assert [item.title for item in outline.root] == ["第一部分　部门概况", "第二部分　部门决算表"]
            assert outline.root[1].children[0].title == "收入决算表t2"


def test_a_drawing_is_read_out_in_words(pdf):
    assert "构成图：基本支出".encode("utf-16-be").hex().upper() in _structure(pdf.content)


def _structure(content):
    with pikepdf.open(io.BytesIO(content)) as opened:
        alternatives = (o.get("/Alt") for o in opened.objects if isinstance(o, pikepdf.Dictionary))
        return "".join(bytes(a).hex().upper() for a in alternatives if a is not None)


def test_the_same_document_gives_the_same_bytes(pdf):
    assert write_pdf(document()).content == pdf.content


def test_a_worker_process_gives_the_same_bytes(pdf):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=warm_up) as pool:
        first, second = (pool.submit(write_job, prepare(document())).result() for _ in range(2))
    assert first == second == pdf


@pytest.mark.parametrize(
    "style",
    [
        "body{background:url(https://example.org/a.png)}",
        "body{background:url(file:///etc/hostname)}",
        "@import 'file:///etc/hostname.css';",
        "@font-face{font-family:A;src:url(file:///a.otf)}",
    ],
)
def test_network_and_files_are_refused(style):
    with pytest.raises(PdfError, match="一律拒绝"):
        write_pdf(document(styles=(style,)))


def test_a_link_to_nowhere_is_an_error():
    with pytest.raises(PdfError, match="nowhere"):
        write_pdf(document(COVER + '<p><a href="#nowhere">见附件</a></p>'))


def test_a_wrong_declaration_is_reported_and_not_printed(capsys, caplog):
    caplog.set_level(logging.DEBUG)
    found = write_pdf(document("<p>一</p>", ("p{font-family:Noto Serif CJK SC;colour:red}",))).warnings
    assert ["colour" in warning for warning in found] == [True]
    assert capsys.readouterr() == ("", "")


def test_the_tree_is_the_one_that_an_html_parser_makes():
    html = prepare(document()).html
    parsed = weasyprint.HTML(string=html).etree_element
    pairs = list(zip(parsed.find("body").iter(), tree(html).find("body").iter(), strict=True))
    assert len(pairs) > 500
    for a, b in pairs:
        assert (a.tag, a.attrib, a.text or "", a.tail or "") == (b.tag, b.attrib, b.text or "", b.tail or "")


def test_a_long_title_is_cut_where_a_reader_pauses():
    title = "第三部分　武汉市人力资源和社会保障局东湖新技术开发区分局2023年度部门决算情况说明"
    pdf = write_pdf(document(f'<section class="part" id="part-1"><h1>{title}</h1><p>文</p></section>'))
    with pdfplumber.open(io.BytesIO(pdf.content)) as opened:
        lines = opened.pages[0].extract_text().splitlines()
    assert lines[:4] == ["第三部分", "武汉市人力资源和社会保障局", "东湖新技术开发区分局", "2023年度部门决算情况说明"]


def test_the_lines_stand_on_the_grid_below_titles_and_figures():
    title = "武汉市人力资源和社会保障局东湖新技术开发区分局2023年度部门决算情况说明"
    figure = f'<figure data-chart="strip">{CHART}<figcaption>图1　支出结构（单位：万元）</figcaption></figure>'
    words = "<h2>一、某事</h2><p>文</p>" + figure + "<h3>（一）某事①℃</h3><p>文①℃文</p>" + figure + "<p>文</p>"
    pdf = write_pdf(document(f'<section class="part" id="part-1"><h1>{title}</h1>{words}</section>'))
    with pdfplumber.open(io.BytesIO(pdf.content)) as opened:
        lines = [c["matrix"][5] for c in opened.pages[0].chars if c["text"] == "文"]
    steps = [(lines[0] - y) / 28.95 for y in lines]
    assert max(steps) > 8
    assert all(abs(step - round(step)) < 0.01 for step in steps)


FORM = """<h3>项目自评表</h3><p class="table-meta"><span class="left">某局</span></p>
<table class="form"><colgroup><col style="width:20%"/><col style="width:80%"/></colgroup><tbody>
<tr><th rowspan="60">指标</th><td><data value="1" data-key="x">一百场招聘会，其中线上五十场、线下五十场</data></td></tr>
ROWS</tbody></table><p class="note" id="note">备注：1．说明。</p>"""


def test_a_form_has_the_page_of_the_tables_and_its_frame_is_closed_where_it_breaks():
    form = FORM.replace("ROWS", "<tr><td>一</td></tr>" * 59)
    text = f'<section class="annex" id="a"><h2>附件</h2><p id="p">摘要</p>{form}</section>'
    pdf = write_pdf(document(f'<section class="part" id="part-1"><h1>第六部分</h1>{text}</section>'))
    assert (pdf.pages["p"], pdf.pages["note"]) == (1, 3)
    with pdfplumber.open(io.BytesIO(pdf.content)) as opened:
        page = opened.pages[1]
        assert min(w["x0"] for w in page.extract_words()) < 60  # 18 mm, not 26
        left, lowest = (page.rects + page.lines + page.curves, max(w["bottom"] for w in page.extract_words()[:-3]))
        frame = [r for r in left if r["width"] > 450 and abs(r["bottom"] - lowest) < 6]
        assert frame


def test_a_character_without_a_face_stops_the_pdf():
    """It would print as a box and spoil the text that readers search."""
    with pytest.raises(EnvironmentProblem, match="字体里没有") as stopped:
        write_pdf(document("<p>甲\U0010f123</p>", ("p{font-family:Noto Serif CJK SC}",)))
    assert "U+10F123" in stopped.value.remedy  # no face that is installed has it: to install faces helps nobody


def test_a_face_nobody_asked_for_is_reported():
    (found,) = write_pdf(document("<p>甲</p>", ("p{font-family:'没有的字体'}",))).warnings
    assert found.startswith("用了样式表没有写的字体")


def test_a_job_is_plain_data():
    job = prepare(document())
    assert pickle.loads(pickle.dumps(job)) == job  # noqa: S301
