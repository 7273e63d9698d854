"""HTML and SpreadsheetML that call themselves .xls, and CSV, are read as what they are."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.reading.grid import OpenedFile, Unreadable
from reportgen.reading.open import open_file

HTML = "<html><head><meta charset='gb2312'><title>x</title></head><body>{}</body></html>"
SS = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


def html(body: str, encoding: str = "gb18030") -> OpenedFile:
    return open_file(Path("决算.xls"), data=HTML.format(body).encode(encoding))


def spreadsheet(rows: str, more: str = "") -> OpenedFile:
    text = (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook {SS}><Styles><Style ss:ID="s1">'
        f'<NumberFormat ss:Format="Standard"/></Style></Styles><Worksheet ss:Name="Z04">'
        f"<Table>{rows}</Table>{more}</Worksheet></Workbook>"
    )
    return open_file(Path("决算.xls"), data=text.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_page_that_calls_itself_a_workbook_is_read(encoding: str) -> None:
    file = html("<p>公开01表</p><table><tr><td>合计<td>1,234.50</table>", encoding)
    assert file.container == "html"
    assert [cell.text for cell in file.grids[0].cells.values()] == ["合计", "1,234.50"]
    assert [line.text for line in file.grids[0].above] == ["公开01表"]


def test_spans_move_the_cells_behind_them() -> None:
    cells = (
        html(
            "<table><tr><th colspan=2>收入<th rowspan=2>合计</tr><tr><th>项目<th>金额</tr><tr><td>甲<td>1<td>2</table>"
        )
        .grids[0]
        .cells
    )
    assert {place: cell.text for place, cell in cells.items()} == {
        (0, 0): "收入",
        (0, 2): "合计",
        (1, 0): "项目",
        (1, 1): "金额",
        (2, 0): "甲",
        (2, 1): "1",
        (2, 2): "2",
    }
    assert (cells[0, 0].columns, cells[0, 2].rows) == (2, 2)


@pytest.mark.parametrize("span", ["0", "99999", "-1", "abc", "1e9"])
def test_a_span_never_reaches_out_of_its_table(span: str) -> None:
    grid = html(f"<table><tr><td rowspan={span} colspan={span}>甲</tr><tr><td>乙</tr></table>").grids[0]
    assert grid.height <= 2
    assert grid.width <= 1001


def test_a_table_in_a_table_is_one_of_its_own() -> None:
    file = html("<table><tr><td>外<table><tr><td>内</table></td></tr></table>")
    assert [[cell.text for cell in grid.cells.values()] for grid in file.grids] == [["外"], ["内"]]


def test_the_number_that_excel_keeps_beside_the_words_counts() -> None:
    cell = html("<table><tr><td x:num='1234.5678'>1,234.57</table>").grids[0].cells[0, 0]
    assert (cell.text, cell.number) == ("1,234.57", Decimal("1234.5678"))


def test_scripts_and_styles_are_no_words() -> None:
    file = html("<style>p{}</style><script>1</script><p>甲</p><div>乙<br>丙<p>丁</div>戊")
    assert [line.text for line in file.lines] == ["甲", "乙", "丙", "丁", "戊"]


def test_headings_have_their_level() -> None:
    assert [line.heading for line in html("<h2>甲</h2><p>乙</p>").lines] == [2, 0]


def test_a_web_archive_of_excel_is_read() -> None:
    mime = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; '
        'charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<table><tr><td>合计</td></tr></table>\r\n--x--\r\n'
    )
    assert open_file(Path("a.xls"), data=mime.encode()).grids[0].cells[0, 0].text == "合计"


def test_spreadsheetml_is_read_with_its_places_and_numbers() -> None:
    file = spreadsheet(
        '<Row ss:Index="2"><Cell ss:Index="3" ss:MergeAcross="1" ss:MergeDown="1" ss:StyleID="s1">'
        '<Data ss:Type="Number">1234.5</Data></Cell><Cell><Data ss:Type="String">甲</Data></Cell></Row>'
        '<Row><Cell ss:Index="6" ss:Formula="=SUM(R[-1]C)"><Data ss:Type="Number">612.4000000000001</Data></Cell></Row>'
    )
    cells = file.grids[0].cells
    assert file.container == "spreadsheetml"
    assert (cells[1, 2].text, cells[1, 2].number, cells[1, 2].columns) == ("1,234.50", Decimal("1234.5"), 2)
    assert (cells[1, 4].text, str(cells[1, 4].spot)) == ("甲", "决算.xls!Z04!E2")
    assert (cells[2, 5].number, cells[2, 5].formula) == (Decimal("612.4"), "SUM(R[-1]C)")
    assert [n.code for n in file.notices] == ["R012"]


def test_a_hidden_sheet_of_spreadsheetml_is_known() -> None:
    excel = 'xmlns="urn:schemas-microsoft-com:office:excel"'
    more = f"<WorksheetOptions {excel}><Visible>SheetHidden</Visible></WorksheetOptions>"
    row = '<Row ss:Hidden="1"><Cell><Data ss:Type="Number">1</Data></Cell></Row>'
    grid = spreadsheet(row, more).grids[0]
    assert (grid.hidden, grid.hidden_rows) == (True, {0})


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_with_separators_is_a_grid(mark: str, encoding: str) -> None:
    text = f"科目编码{mark}金额\n2080101{mark}12.50\n"
    file = open_file(Path("收支.csv"), data=text.encode(encoding))
    assert [cell.text for cell in file.grids[0].cells.values()] == ["科目编码", "金额", "2080101", "12.50"]
    assert str(file.grids[0].cells[1, 1].spot) == "收支.csv!收支!B2"


def test_prose_is_lines_and_no_grid() -> None:
    text = (
        "一、本年支出，比上年增加。\n二、主要原因是人员增加，经费随之增加，各项工作推进。\n三、完。\n四，无，无，无。\n"
    )
    file = open_file(Path("说明.txt"), data=text.encode())
    assert (len(file.grids), len(file.lines)) == (0, 4)


def test_bytes_that_are_no_text_are_told() -> None:
    with pytest.raises(Unreadable) as told:
        open_file(Path("a.csv"), data=b"\x81\xff\xff,\xff\n" * 20)
    assert told.value.code == "R001"
