"""Files that are broken, encrypted, bombs or not what they say: one sentence and what to do, never a traceback."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile
import zlib
from pathlib import Path

import docx
import openpyxl
import pytest

from reportgen.reading.grid import Unreadable
from reportgen.reading.open import is_stray, open_file
from small_pdf import pdf, words, written

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def told(data: bytes, name: str = "决算.xls") -> Unreadable:
    with pytest.raises(Unreadable) as found:
        open_file(Path(name), data=data)
    assert found.value.remedy
    return found.value


def xlsx(rows: int = 40) -> bytes:
    book = openpyxl.Workbook()
    for number in range(rows):
        book.worksheets[0].append([f"科目{number}", number * 1.5])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_table(3, 3).cell(1, 1).text = "合计"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def replaced(data: bytes, name: str, content: bytes) -> bytes:
    """A zip with another content of one part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(inside: str, before: str = "") -> bytes:
    return replaced(xlsx(1), SHEET, f"{before}<worksheet {MAIN}>{inside}</worksheet>".encode())


def quick(seconds: float, data: bytes, name: str = "a.xlsx") -> None:
    """It ends, whether something can be read of it or not."""
    start = time.monotonic()
    with contextlib.suppress(Unreadable):
        open_file(Path(name), data=data)
    assert time.monotonic() - start < seconds


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "决算.xls", "R004"),
        (b"\0" * 4096, "决算.xls", "R004"),
        (b"JIO\x01\x02\x00\x03" * 50, "决算.jio", "R002"),
        (b"\x01\x02\x00\x03" * 50, "决算.et", "R002"),
        (b"\x01\x02\x00\x03" * 50, "决算.xls", "R001"),
        (b"\x01\x02\x00\x03" * 50, "报告.docx", "R001"),
        (b"\x01\x02\x00\x03" * 50, "报告.pdf", "R001"),
        (b"\x89PNG\r\n\x1a\n\x00", "扫描.pdf", "R009"),
        (b"\xff\xd8\xff\xe0\x00", "扫描.jpg", "R009"),
        (b"Rar!\x1a\x07\x00", "决算.rar", "R001"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0") + b"\x22\0", "a.xlsx", "R003"),
        (OLE + b"\0" * 600, "a.xls", "R005"),
        (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le").ljust(64, b"\0") + b"\x12\0", "a.xls", "R005"),
        (b"PK\x03\x04" + b"\0" * 100, "a.xlsx", "R005"),
        (b"%PDF-1.7\n" + b"x" * 500, "a.pdf", "R005"),
    ],
)
def test_what_is_no_report_and_no_workbook_is_one_sentence(data: bytes, name: str, code: str) -> None:
    assert told(data, name).code == code


def test_a_zip_of_something_else_is_told() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("甲.txt", "甲")
    assert "解压" in told(target.getvalue(), "a.xlsx").remedy


@pytest.mark.parametrize("tenth", range(1, 10))
@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
def test_a_file_cut_off_anywhere_is_told(kind: str, tenth: int) -> None:
    whole = {"xlsx": xlsx, "docx": word, "pdf": lambda: pdf(*(words(90, 700, "甲") * 30 for _ in range(30)))}[kind]()
    assert told(whole[: len(whole) * tenth // 10], f"a.{kind}").code == "R005"


def test_a_page_that_is_not_written_to_its_end_is_told() -> None:
    file = open_file(Path("a.xls"), data="<html><body><table><tr><td>合计<td>1".encode())
    assert [n.code for n in file.notices] == ["R019"]


def test_a_zip_bomb_is_told() -> None:
    assert told(sheet("<!--" + " " * (90 << 20) + "-->"), "a.xlsx").code == "R006"


def test_a_zip_whose_sizes_lie_is_told() -> None:
    data = bytearray(xlsx(2000))
    at = data.rfind(SHEET.encode()) - 46 + 24
    data[at : at + 4] = (100).to_bytes(4, "little")
    assert told(bytes(data), "a.xlsx").code == "R005"


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("declared", [LAUGHS, '<!DOCTYPE a SYSTEM "file:///etc/hostname">'])
def test_entities_are_never_read(declared: str) -> None:
    assert told(sheet("<sheetData/>", declared), "a.xlsx").code == "R007"
    spreadsheet = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    assert told(f"<?xml version='1.0'?>{declared}{spreadsheet}".encode(), "a.xls").code == "R007"


def test_a_hundred_thousand_merged_ranges_take_no_time() -> None:
    merged = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 100_000))
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 2000))
    quick(10, sheet(f"<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>"))


def test_a_cell_at_the_end_of_the_sheet_asks_for_no_memory() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    file = open_file(Path("a.xlsx"), data=sheet(f"<sheetData>{cells}</sheetData>"))
    assert [n.code for n in file.notices] == ["R014"]


def test_nested_elements_are_told() -> None:
    assert told(sheet("<x>" * 100_000), "a.xlsx").code == "R005"
    deep = "<w:tbl><w:tr><w:tc>" * 20_000
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body>{deep}'.encode()
    assert told(replaced(word(), "word/document.xml", body), "a.docx").code == "R005"


@pytest.mark.parametrize("depth", [60, 200, 50_000])
def test_tables_in_tables_in_tables_of_a_page_end(depth: int) -> None:
    quick(
        10, (f"<html><body>{'<table><tr><td>甲' * depth}{'</td></tr></table>' * depth}</body></html>").encode(), "a.xls"
    )


def test_a_page_tree_that_holds_itself_ends() -> None:
    quick(5, pdf(words(90, 700, "甲"), kids="2 0 R"), "a.pdf")


def test_forms_that_draw_each_other_end() -> None:
    def form(number: int) -> str:
        drawn = f"/X{number + 1} Do " * 20
        resources = f"/Resources<</XObject<</X{number + 1} {number + 6} 0 R>>>>"
        head = f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]{resources}/Length {len(drawn)}"
        return f"<<{head}>>stream\n{drawn}\nendstream"

    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</XObject<</X1 6 0 R>>>>/Contents 4 0 R>>"
    content = "<</Length 7>>stream\n/X1 Do \nendstream"
    tree = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", tree, page, content, "null", *(form(n) for n in range(1, 12))]
    quick(20, written(objects), "a.pdf")


def test_a_stream_that_unpacks_to_very_much_is_told() -> None:
    packed = zlib.compress(b"q Q " * (20 << 20), 9).decode("latin-1")
    stream = f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n{packed}\nendstream"
    assert told(written(["<</Type/Catalog>>", stream]), "a.pdf").code == "R006"


@pytest.mark.parametrize("place", range(0, 60, 6))
def test_a_page_that_is_broken_is_told_wherever_it_is(place: int) -> None:
    whole = pdf(*(words(90, 700, "合计") * 20 for _ in range(2)))
    at = whole.rindex(b">>stream\n") + len(b">>stream\n") + place
    file = open_file(Path("a.pdf"), data=whole[:at] + b"\xff\xff" + whole[at + 2 :])
    assert [n.code for n in file.notices] == ["R022"]


def test_a_page_with_more_to_draw_than_any_report_is_left_out_and_told() -> None:
    file = open_file(Path("a.pdf"), data=pdf(words(90, 700, "甲"), "q Q " * (4 << 20)))
    assert [(n.code, n.spot.page) for n in file.notices] == [("R015", 2)]


def test_a_web_page_reaches_for_nothing() -> None:
    page = (
        '<html><link rel=stylesheet href="http://127.0.0.1:9/x"><iframe src="file:///etc/hostname"></iframe>甲</html>'
    )
    assert [line.text for line in open_file(Path("a.htm"), data=page.encode()).lines] == ["甲"]


@pytest.mark.parametrize("name", ["~$决算.xlsx", ".~决算.xlsx", "Thumbs.db", "desktop.ini", "._决算.xls", ".DS_Store"])
def test_what_programs_leave_behind_is_no_file_of_anyone(name: str) -> None:
    assert is_stray(Path(name))


@pytest.mark.parametrize("name", ["决算.xlsx", "~决算.xls", "$决算.xls"])
def test_a_file_of_someone_is_not_left_out(name: str) -> None:
    assert not is_stray(Path(name))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.xls", tmp_path):
        with pytest.raises(Unreadable):
            open_file(path)


def test_fifty_thousand_cells_that_go_on_from_nothing_take_no_time() -> None:
    covered = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    words_ = "<w:p><w:r><w:t>概况。</w:t></w:r></w:p>"
    body = f"<w:body><w:tbl>{covered * 50_000}</w:tbl>{words_}</w:body>"
    content = f'<w:document xmlns:w="{space}">{body}</w:document>'.encode()
    quick(20, replaced(word(), "word/document.xml", content), "a.docx")


def test_runs_that_unpack_to_very_much_are_told() -> None:
    runs = zlib.compress((bytes([129]) + b" ") * 6_000_000, 9)
    stream = f"<</Length {len(runs)}/Filter[/FlateDecode/RunLengthDecode]>>stream\n{runs.decode('latin-1')}\nendstream"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    pages = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream]
    assert told(written(pages), "a.pdf").code == "R006"
