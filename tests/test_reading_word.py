"""A Word file is read as it stands once all changes are accepted: paragraphs, merged cells, tables in tables."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reportgen.reading.grid import OpenedFile, Unreadable
from reportgen.reading.open import open_file


def opened(document: docx.document.Document, name: str = "报告.docx") -> OpenedFile:
    target = io.BytesIO()
    document.save(target)
    return open_file(Path(name), data=target.getvalue())


def with_body(xml: str) -> OpenedFile:
    """A file whose words are this XML."""
    document = docx.Document()
    root = parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")
    for child in list(root):
        document.element.body.append(child)
    return opened(document)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_lines_and_tables_stand_in_their_order_with_what_is_over_them() -> None:
    document = docx.Document()
    document.add_heading("第二部分 决算表", 1)
    document.add_paragraph("公开01表")
    document.add_table(1, 2).cell(0, 1).text = "1,234.50"
    document.add_paragraph("注：本表反映收支。")
    document.add_table(1, 1).cell(0, 0).text = "甲"
    file = opened(document)
    assert [(line.text, line.heading) for line in file.lines] == [
        ("第二部分 决算表", 1),
        ("公开01表", 0),
        ("注：本表反映收支。", 0),
    ]
    assert [[line.text for line in grid.above] for grid in file.grids] == [
        ["第二部分 决算表", "公开01表"],
        ["注：本表反映收支。"],
    ]
    assert str(file.grids[0].cells[0, 1].spot) == "报告.docx 表1 第1行第2格"
    assert str(file.lines[2].spot) == "报告.docx 第3段"


def test_merged_cells_have_their_span() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "项目"
    table.cell(2, 2).text = "9"
    cells = opened(document).grids[0].cells
    assert (cells[0, 0].rows, cells[0, 0].columns, set(cells)) == (2, 2, {(0, 0), (2, 2)})


def test_what_is_deleted_with_changes_tracked_is_not_read_and_what_is_inserted_is() -> None:
    file = with_body(
        f'<w:p>{run("支出")}<w:del w:id="1" w:author="a"><w:r><w:delText>100</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="a">{run("200")}</w:ins>{run("万元")}</w:p>'
    )
    assert [line.text for line in file.lines] == ["支出200万元"]
    assert [n.code for n in file.notices] == ["R018"]


def test_a_row_that_is_deleted_is_no_row() -> None:
    row = "<w:tr>{}<w:tc><w:p>{}</w:p></w:tc></w:tr>"
    gone = row.format('<w:trPr><w:del w:id="1" w:author="a"/></w:trPr>', run("旧"))
    file = with_body(f"<w:tbl>{gone}{row.format('', run('新'))}</w:tbl><w:p/>")
    assert [cell.text for cell in file.grids[0].cells.values()] == ["新"]


@pytest.mark.parametrize(
    "xml",
    [
        f"<w:sdt><w:sdtContent><w:p>{run('甲')}</w:p></w:sdtContent></w:sdt>",
        f"<w:p><w:sdt><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt></w:p>",
        f"<w:p><w:hyperlink>{run('甲')}</w:hyperlink></w:p>",
        f"<w:p><w:fldSimple w:instr='PAGE'>{run('甲')}</w:fldSimple></w:p>",
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>{run('甲')}</w:p>",
        f"<w:p><w:r><w:instrText>TOC</w:instrText></w:r>{run('甲')}</w:p>",
        f"<w:p><w:moveFrom w:id='1' w:author='a'>{run('乙')}</w:moveFrom>{run('甲')}</w:p>",
    ],
)
def test_words_are_found_in_whatever_holds_them(xml: str) -> None:
    assert [line.text for line in with_body(xml).lines] == ["甲"]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    document = docx.Document()
    outer = document.add_table(1, 1).cell(0, 0)
    outer.text = "外"
    outer.add_table(1, 1).cell(0, 0).text = "内"
    file = opened(document)
    assert [[cell.text for cell in grid.cells.values()] for grid in file.grids] == [["外"], ["内"]]


def test_a_row_may_begin_further_right() -> None:
    file = with_body(
        f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr><w:tc><w:p>{run('甲')}</w:p></w:tc></w:tr></w:tbl>"
    )
    assert list(file.grids[0].cells) == [(0, 2)]


def test_a_file_without_words_is_told() -> None:
    with pytest.raises(Unreadable, match="没有文字"):
        opened(docx.Document())
