"""The workbook: every word, the exact numbers, real formulas, and sheets that print."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.document import Document
from reportgen.document.tree import SVG, DocumentError, parse
from reportgen.writers.json import printed_text
from reportgen.writers.xlsx import ListColumn, Listing, write_listings, write_review, write_xlsx
from reportgen.writers.xlsx.amounts import number_format
from reportgen.writers.xlsx.cells import lines_of
from reportgen.writers.xlsx.grid import formula, lay_out
from reportgen.writers.xlsx.plan import plan

TEXT = """\
<html><head><title>决算</title></head>
<body class="report">
  <section class="cover"><h1>某局<br/>2023年度部门决算</h1></section>
  <nav class="contents"><h2>目录</h2><ol>
    <li><a href="#part-1">第一部分概况</a></li><li><a href="#tables">第二部分表</a></li></ol></nav>
  <section class="part" id="part-1"><h1>第一部分概况</h1>
    <section class="text"><h2>一、职责</h2>
      <p>=1+1，增长<data value="5.128" data-key="r" data-unit="%">5.13</data>%，<span class="pending">待填</span></p>
      <ul><li>职责甲<ul><li>其一</li></ul></li></ul>
      <figure data-chart="bars" data-title="支出构成" data-unit="万元"
        data-series='[{"label": "基本支出", "key": "k", "value": "1234.5678", "text": "1,234.57",
                       "share": {"key": "k.占比", "value": "60.001", "text": "60.00%"}}]'>
        <svg xmlns="http://www.w3.org/2000/svg"><text>基本支出</text></svg>
        <figcaption>图1 支出构成</figcaption></figure>
      <table class="plain"><tbody><tr><th>名称</th><td>甲</td></tr></tbody></table>
    </section></section>
  <section class="part" id="tables"><h1>第二部分表</h1>
    <section class="statement" data-page="landscape">
      <h2 class="table-title">收入支出决算总表</h2>
      <p class="table-number">公开01表</p>
      <p class="table-meta"><span class="left">部门：某局</span><span class="right">金额单位：万元</span></p>
      <table class="statement">
        <colgroup><col style="width:50%"/><col style="width:10%"/><col style="width:20%"/><col style="width:20%"/>\
</colgroup>
        <thead><tr><th rowspan="2">项目</th><th rowspan="2">行次</th><th colspan="2">金额</th></tr>
          <tr><th>预算</th><th>决算</th></tr></thead>
        <tbody>
          <tr><td class="name l1">一、拨款</td><td class="line">1</td>
            <td class="num" id="a1"></td>
            <td class="num" id="b1"><data value="3991.2200" data-key="x">3,991.22</data></td></tr>
          <tr><td class="name l2">二、其他</td><td class="line">2</td>
            <td class="num" id="a2"></td>
            <td class="num" id="b2"><data value="-0.105" data-key="y">-0.11</data></td></tr>
          <tr><td class="name l3">三、结转</td><td class="line">3</td>
            <td class="num" id="a3"></td>
            <td class="num" id="b3"><data value="0" data-key="z">0.00</data></td></tr>
          <tr class="total"><td class="name">合计</td><td class="line">4</td>
            <td class="num" id="a4" data-formula="+a1 +a2 +a3"></td>
            <td class="num" id="b4" data-formula="+b1 +b2 -b3"><data value="3991.115" data-key="s">3,991.12</data>\
</td></tr>
        </tbody></table>
      <p class="note">注：本表反映收支情况。</p><p class="nil">本表有数。</p>
    </section>
    <section class="annex"><h2>附件自评表</h2><p>说明</p>
      <table class="form"><tbody>
        <tr><th rowspan="2">资金</th><td>总额</td><td class="num"><data value="12" data-key="n">12</data></td></tr>
        <tr><td>其中</td><td><data value="60" data-key="q">60.00%</data></td></tr></tbody></table>
    </section></section>
</body></html>
"""


def document(text: str = TEXT) -> Document:
    return Document(parse(text), "某局决算", "某局", 2023, date(2024, 9, 1))


def book(text: str = TEXT, cached: bool = False) -> Workbook:
    return load_workbook(BytesIO(write_xlsx(document(text))), data_only=cached)


def in_statement(rows: str) -> str:
    return (
        "<html><body><section class='part'><h1>部分</h1><section class='statement'><h2>表</h2>"
        f"<table class='statement'><tbody>{rows}</tbody></table></section></section></body></html>"
    )


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]


def shown(cell: Cell | MergedCell) -> str:
    """What Excel displays: the section of the number format for the value's sign."""
    if not isinstance(cell.value, int | float):
        return str(cell.value or "")
    sections = cell.number_format.split(";")
    section = sections[0 if cell.value > 0 else 1 if cell.value < 0 else 2]
    core = re.search(r"(#,##)?0(\.0+)?", section)
    if core is None:
        return section.strip('"')
    places = len((core[2] or ".")[1:])
    number = abs(Decimal(repr(cell.value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return section.replace(core[0], f"{number:,}" if core[1] else f"{number}").replace('"', "")


def test_a_sheet_per_part_and_per_table_in_reading_order() -> None:
    assert book().sheetnames == [
        "封面",
        "目录",
        "第一部分概况",
        "一、职责",
        "第二部分表",
        "公开01表 收入支出决算总表",
        "附件自评表",
    ]


def test_a_part_holds_a_row_per_block() -> None:
    assert rows(book()["第一部分概况"]) == [
        ["第一部分概况"],
        ["一、职责"],
        ["=1+1，增长5.13%，待填"],
        ["职责甲"],
        ["其一"],
        ["支出构成", "万元"],
        ["基本支出", 1234.5678, "60.00%"],
        ["图1 支出构成"],
        ["一、职责"],
    ]


def test_every_word_of_the_tree_is_in_the_workbook() -> None:
    texts = [shown(cell) for sheet in book(cached=True) for row in sheet.iter_rows() for cell in row]
    have = "".join("".join(text.split()) for text in texts)
    for element in document().body.iter():
        if element.tag in {"h1", "h2", "p", "figcaption", "th", "td"} and element.get("class") != "table-meta":
            assert "".join(printed_text(element).split()) in have, printed_text(element)
        if element.tag == "span":
            assert printed_text(element) in have
    assert "1,234.57" in texts
    assert "60.00%" in texts


def test_a_text_that_begins_with_an_equals_sign_is_no_formula() -> None:
    cell = book()["第一部分概况"]["A3"]
    assert cell.data_type == "s"
    assert cell.value == "=1+1，增长5.13%，待填"


def test_a_statement_sheet_holds_everything_of_its_table() -> None:
    assert rows(book()["公开01表 收入支出决算总表"]) == [
        ["收入支出决算总表"],
        ["公开01表"],
        ["部门：某局", "金额单位：万元"],
        ["项目", "行次", "金额"],
        ["预算", "决算"],
        ["一、拨款", "1", 3991.22],
        ["二、其他", "2", -0.105],
        ["三、结转", "3", 0],
        ["合计", "4", "=SUM(C6:C8)", "=SUM(D6:D7)-D8"],
        ["注：本表反映收支情况。"],
        ["本表有数。"],
    ]


def test_formulas_hold_their_results_and_blank_ones_stay_blank() -> None:
    sheet = book(cached=True)["公开01表 收入支出决算总表"]
    assert [sheet["C9"].value, sheet["D9"].value] == [0, 3991.115]
    assert [shown(sheet[a]) for a in ("C9", "D6", "D7", "D8", "D9")] == ["", "3,991.22", "-0.11", "0.00", "3,991.12"]
    assert sheet["C6"].value is None
    assert sheet["C9"].number_format == "#,##0.00;-#,##0.00;;@"


def test_a_sum_of_something_that_is_still_to_be_filled_in_is_a_number() -> None:
    """A draft's: there is nothing to add up yet, and the total that stands is stated elsewhere."""
    pending = '<td class="num" id="b3"><span class="pending">【待填】</span></td>'
    text = re.sub(r'<td class="num" id="b3">.*?</td>', pending, TEXT)
    sheet = load_workbook(BytesIO(write_xlsx(document(text))))["公开01表 收入支出决算总表"]
    assert [sheet[a].value for a in ("D8", "C9", "D9")] == ["【待填】", "=SUM(C6:C8)", 3991.115]


def test_headers_are_merged_and_stay_in_sight() -> None:
    sheet = book()["公开01表 收入支出决算总表"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A4:A5", "B4:B5", "C4:D4", "A1:D1"} <= merged
    assert sheet.freeze_panes == "A6"
    assert sheet.print_title_rows == "$4:$5"


def test_a_statement_prints_on_the_page_of_its_section() -> None:
    sheet = book()["公开01表 收入支出决算总表"]
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_area == "'公开01表 收入支出决算总表'!$A$1:$D$11"
    assert sheet.column_dimensions["A"].width == pytest.approx(70, abs=1)
    assert book()["附件自评表"].page_setup.orientation == "portrait"


def test_a_percentage_of_a_form_is_a_number_shown_as_it_is_printed() -> None:
    sheet = book()["附件自评表"]
    assert rows(sheet) == [["附件自评表"], ["资金", "总额", 12], ["其中", 60]]
    assert {cell.number_format.split(";")[0] for row in sheet for cell in row if cell.value == 60} == {'#,##0.00"%"'}


def test_contents_lead_to_their_sheets() -> None:
    links = [cell.hyperlink.location for (cell,) in book()["目录"]["A2:A3"]]
    assert links == ["'第一部分概况'!A1", "'第二部分表'!A1"]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_xlsx(document()) == write_xlsx(document())
    assert book().properties.created.date() == date(2024, 9, 1)


amounts = st.integers(-(10**14), 10**14).map(lambda cents: Decimal(cents).scaleb(-2))


@settings(max_examples=60, deadline=None)
@given(st.lists(amounts, min_size=1, max_size=12))
def test_two_place_amounts_and_their_sum_read_back_exactly(column: list[Decimal]) -> None:
    cells = [
        f"<tr><td class='num' id='r{n}'><data value='{value}'>{value:,}</data></td></tr>"
        for n, value in enumerate(column)
    ]
    rule, total = " ".join(f"+r{n}" for n in range(len(column))), sum(column, Decimal(0))
    cells.append(f"<tr><td class='num' data-formula='{rule}'><data value='{total}'>{total:,}</data></td></tr>")
    text = in_statement("".join(cells))
    values = [Decimal(repr(row[0])) for row in book(text, cached=True)["表"].iter_rows(2, values_only=True)]
    if len(total.as_tuple().digits) > 15:  # more than Excel itself holds
        values[-1] = total
    assert values == [*column, total]
    end = len(column) + 1
    expected = f"=SUM(A2:A{end})" if len(column) > 1 else "=A2"
    assert book(text)["表"].cell(end + 1, 1).value == expected


@pytest.mark.parametrize(
    ("rule", "made"),
    [
        ("+a -b", "=A1-A2"),
        ("-a -b", "=-SUM(A1:A2)"),
        ("+a +b +c +x", "=SUM(A1:A3)+AB1"),
        ("+c +b", "=A3+A2"),
        ("+a +p +q -b", "=SUM(A1:C1)-A2"),
    ],
)
def test_a_sum_becomes_the_shortest_formula(rule: str, made: str) -> None:
    cells = {"a": (0, 0), "b": (1, 0), "c": (2, 0), "p": (0, 1), "q": (0, 2), "x": (0, 27)}
    assert formula(rule, cells) == made


@pytest.mark.parametrize(
    ("value", "text", "shown_as"),
    [
        ("3991.2249", "3,991.22", "#,##0.00;-#,##0.00;;@"),
        ("3991.22", "3991.2", "0.0;-0.0;;@"),
        ("0", "0.00", "#,##0.00;-#,##0.00;#,##0.00;@"),
        ("0", "—", '#,##0.00;-#,##0.00;"—";@'),
        ("-0.001", "0.00", "#,##0.00;#,##0.00;;@"),
        ("-7", "−7", '#,##0;"−"#,##0;;@'),
        ("12.345", "12.35%", '#,##0.00"%";-#,##0.00"%";;@'),
        ("3", "三", None),
    ],
)
def test_the_format_shows_the_printed_text(value: str, text: str, shown_as: str | None) -> None:
    assert number_format(Decimal(value), text, 2) == shown_as


def test_a_change_printed_without_its_sign_is_shown_without_it() -> None:
    assert number_format(Decimal(-7), "7", 2, absolute=True) == "#,##0;#,##0;;@"
    with pytest.raises(DocumentError):
        number_format(Decimal(-7), "7", 2)
    with pytest.raises(DocumentError):
        number_format(Decimal(7), "-7", 2)


@pytest.mark.parametrize(
    "cells",
    [
        "<tr><td class='num'><data value='1.006'>1.00</data></td></tr>",
        "<tr><td class='num' data-formula='+b'></td></tr>",
        "<tr><td class='num' id='a'>待填</td><td class='num' data-formula='+a'></td></tr>",
        "<tr><td rowspan='2'>a</td></tr>",
        "<tr><td colspan='x'>a</td></tr>",
    ],
)
def test_what_excel_cannot_hold_stops_the_writer(cells: str) -> None:
    with pytest.raises(DocumentError):
        book(in_statement(cells))


def test_sheet_names_are_short_allowed_and_different() -> None:
    part = "<section class='part'><h1>{}</h1></section>"
    headings = ["[甲]/乙*?", "长" * 40, "长" * 41, "'History'", "Abc", "aBC"]
    body = "".join(part.format(heading) for heading in headings)
    names = [sheet.name for sheet in plan(document(f"<html><body>{body}</body></html>"))]
    assert names == ["甲 乙", "长" * 31, "长" * 27 + " (2)", "History (2)", "Abc", "aBC (2)"]
    assert write_xlsx(document(f"<html><body>{body}</body></html>"))


def test_an_unknown_element_stops_the_writer() -> None:
    for path in ("section", "section/section", "section/section/table"):
        written = document()
        found = written.body.findall(path)[-1]
        ET.SubElement(found, "video")
        with pytest.raises(DocumentError, match="video"):
            write_xlsx(written)


def test_drawings_are_left_out_but_their_data_are_there() -> None:
    assert next(document().body.iter(SVG)) is not None
    sheet = book()["第一部分概况"]
    assert [shown(cell) for cell in sheet[7]] == ["基本支出", "1,234.57", "60.00%"]


def test_an_approved_total_that_is_not_the_sum_is_a_number_with_a_comment() -> None:
    """A live formula would show another number than the printed one as soon as Excel calculates."""
    changed = TEXT.replace(
        '<data value="3991.115" data-key="s">3,991.12', '<data value="3991.13" data-key="s">3,991.13'
    )
    cell = book(changed)["公开01表 收入支出决算总表"]["D9"]
    assert cell.value == 3991.13
    assert cell.comment
    assert "3991.13" in cell.comment.text
    assert "各格相加是 3991.115" in cell.comment.text
    assert write_xlsx(document(changed)) == write_xlsx(document(changed))


def test_a_sum_that_is_the_sum_has_no_comment() -> None:
    assert book()["公开01表 收入支出决算总表"]["D9"].comment is None


def test_sheet_names_leave_out_what_all_would_begin_with() -> None:
    body = "<section class='part'><h1>第二部分　某局2023年度部门决算表</h1></section>"
    assert [s.name for s in plan(document(f"<html><body>{body}</body></html>"))] == ["第二部分部门决算表"]


LISTING = Listing(
    "清单", (ListColumn("键", 10), ListColumn("说明", 30)), [["甲", "=1+1"], ["乙", "长" * 60]], ("给自己看",)
)


def test_a_review_has_its_lists_behind_the_tables_and_the_public_workbook_has_none() -> None:
    review = load_workbook(BytesIO(write_review(document(), [LISTING])))
    assert review.sheetnames == [*book().sheetnames, "清单"]
    assert rows(review["清单"]) == [["给自己看"], ["键", "说明"], ["甲", "=1+1"], ["乙", "长" * 60]]


def test_a_list_holds_words_only_and_prints_with_its_heads_on_every_page() -> None:
    sheet = load_workbook(BytesIO(write_listings("题", "某局", date(2024, 9, 1), [LISTING])))["清单"]
    assert sheet["B3"].data_type == "s"
    assert sheet.freeze_panes == "A3"
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.row_dimensions[4].height or 0) > 4 * 15


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("文化旅游体育与传媒支出情况", 25.8, 1), ("一" * 14, 25.8, 2), ("甲\n乙", 20, 2), ("", 5, 1)],
)
def test_words_take_as_many_lines_as_their_column_needs(text: str, width: float, lines: int) -> None:
    assert lines_of(text, width) == lines


FORM = """<html><body><section class="cover"><p>某局</p><h1>2023年度部门决算</h1></section>
<section class="part"><h1>附件</h1><section class="annex"><h3>某项目绩效自评表</h3>
<p class="table-meta"><span class="left">部门名称：某局</span><span class="right">填报日期：2024.3.1</span></p>
<table class="form"><tbody><tr><th>项目名称</th><td>某项目</td></tr></tbody></table>
<p class="note">备注：甲</p><p class="note">乙</p><p>另一段</p></section></section></body></html>"""


def test_a_form_has_its_head_and_its_notes_on_its_own_sheet() -> None:
    book = load_workbook(BytesIO(write_xlsx(document(FORM))))
    form, text = book["某项目绩效自评表"], book["附件"]
    assert [row[0].value for row in form.iter_rows()] == [
        "某项目绩效自评表",
        "部门名称：某局",
        "项目名称",
        "备注：甲",
        "乙",
    ]
    assert form.cell(2, form.max_column).value == "填报日期：2024.3.1"
    assert [row[0].value for row in text.iter_rows()] == ["附件", "某项目绩效自评表", "某项目绩效自评表", "另一段"]


def test_the_cover_stands_in_the_middle_of_its_sheet() -> None:
    cover = load_workbook(BytesIO(write_xlsx(document(FORM))))["封面"]
    assert cover.max_column == 1
    assert [(row[0].value, row[0].alignment.horizontal) for row in cover.iter_rows()] == [
        ("某局", "center"),
        ("2023年度部门决算", "center"),
    ]


LONG = "".join(f"第{n}句话说明一件事；" for n in range(1, 4000))


def test_a_paragraph_longer_than_a_row_shows_takes_several_rows():
    """Nothing is lost, no row holds more than Excel shows, and what follows is where its address says."""
    text = TEXT.replace("<ul><li>职责甲", f"<p>{LONG}</p><p id='after'>之后</p><ul><li>职责甲")
    rows = [line.text for sheet in plan(document(text)) for line in sheet.items if hasattr(line, "kind")]
    inside = [row for row in rows if row.startswith("第") and row in LONG]
    assert "".join(inside) == LONG
    assert max(map(len, inside)) <= 1000
    assert all(row.endswith("；") for row in inside)
    (sheet,) = [sheet for sheet in plan(document(text)) if "after" in sheet.targets]
    assert sheet.items[sheet.targets["after"]].text == "之后"


def test_a_cell_of_a_table_that_excel_cannot_hold_says_so():
    text = TEXT.replace("<td>甲</td>", f"<td>{LONG}</td>")
    book = load_workbook(BytesIO(write_xlsx(document(text))))
    (cell,) = [
        c.value for sheet in book for row in sheet.iter_rows() for c in row if c.value and "第9句" in str(c.value)
    ]
    assert len(cell) <= 32_767
    assert cell.startswith("第1句话")
    assert cell.endswith("（太长，Excel 的一格写不下；全文见 Word 和 PDF）")


@pytest.mark.parametrize(
    ("widths", "shares"),
    [
        (("width:40%", "", ""), (0.4, 0.3, 0.3)),
        (("", ""), (0.5, 0.5)),
        (("width: 25.5%", "width:74.5%"), (0.255, 0.745)),
        (("width:80%", "width:40%", ""), (0.8, 0.4, 0.0)),
    ],
)
def test_columns_without_a_width_share_what_is_left_of_it(widths: tuple[str, ...], shares: tuple[float, ...]) -> None:
    columns = "".join(f'<col style="{width}"/>' for width in widths)
    table = ET.fromstring(f"<table><colgroup>{columns}</colgroup><tbody><tr><td>1</td></tr></tbody></table>")
    assert lay_out(table).shares == pytest.approx(shares)
