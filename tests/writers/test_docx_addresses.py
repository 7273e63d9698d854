"""Every figure, every sentence and every row of a Word file is found again,
and what a reviewer changes in it is told.
"""

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from datetime import date
from pathlib import Path

import pytest

from reportgen.document import Document
from reportgen.document.reading import places
from reportgen.document.tree import parse, squeeze, text_of
from reportgen.writers.docx import write_docx
from reportgen.writers.docx.opened import NotOurs
from reportgen.writers.docx.read_back import read_back
from word import REFERENCE, bare

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"

PART = """
<section class="part" id="part-3"><h1>第三部分　说明</h1><section class="text" id="part-3-total">
  <h2>一、总体情况</h2>{}
  <p>收入总计<data value="1" data-key="收入总计">1.00</data>万元，支出<data value="2" data-key="支出总计">2.00</data>万元。</p>
  <p>没有数的一段。</p><p>又一段。</p>
  <p data-path="文字.职能">写明了路径的一段。</p>
  <p>原因是<span data-path="原因.收入总计">任务增加</span>。</p>
  <ol><li>第一条</li></ol></section></section>
"""
TABLES = """
<section class="part" id="part-2"><h1>第二部分</h1><section class="statement" id="t01"><h2 class="table-title">收入总表</h2>
 <table class="statement"><thead><tr><th>编码</th><th>名称</th><th>数</th></tr></thead><tbody>
 {}<tr><td class="code">201</td><td class="name l1">一般公共服务支出</td><td class="num"><data value="1" data-key="甲">\
1.00</data></td></tr>
 </tbody></table><p class="note">注：一。</p></section></section>
<section class="part" id="part-6"><h1>第六部分</h1><section class="annex" id="forms"><h2>自评表</h2>{}
 <section class="annex" id="forms-{}"><h3>乙项目自评表</h3><table class="form"><tbody>
 <tr><th>项目名称</th><td class="name">乙项目</td></tr>
 <tr><td class="name">培训人数（<data value="5" data-key="指标.乙.培训.分值">5</data>）</td><td class="center">很多</td></tr>
 </tbody></table></section></section></section>
"""


def written(body: str) -> bytes:
    root = parse(f"<html><head><title>t</title></head><body class='report'>{body}</body></html>")
    return write_docx(Document(root, "某局决算", "某局", 2023, date(2024, 9, 1), reference=REFERENCE))


def told(content: bytes) -> dict[tuple[str, str, str, int], str]:
    standing = [s.address for s in read_back(content)]
    found = {(a.kind, a.place, a.key, a.number): a.text for a in standing}
    assert len(found) == len(standing)
    return found


def rewritten(content: bytes, edit) -> bytes:
    """The file with its text changed, as an editor would save it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, edit(part.decode()).encode() if name == "word/document.xml" else part)
    return target.getvalue()


def edits(content: bytes) -> dict[str, str | None]:
    return {s.address.key: s.now for s in read_back(content) if s.changed}


def test_words_are_known_by_their_path_or_their_headings_and_first_figure() -> None:
    found = told(written(PART.format("")))
    assert found == {
        ("figure", "part-3-total", "收入总计", 1): "1.00",
        ("figure", "part-3-total", "支出总计", 1): "2.00",
        ("words", "part-3-total", "总体情况/收入总计", 1): "收入总计1.00万元，支出2.00万元。",
        ("words", "part-3-total", "总体情况", 1): "没有数的一段。",
        ("words", "part-3-total", "总体情况", 2): "又一段。",
        ("words", "part-3-total", "文字.职能", 1): "写明了路径的一段。",
        ("words", "part-3-total", "原因.收入总计", 1): "任务增加",
        ("words", "part-3-total", "总体情况", 3): "原因是任务增加。",
        ("words", "part-3-total", "总体情况", 4): "第一条",
    }


def test_rows_are_known_by_code_figure_or_name() -> None:
    found = told(written(TABLES.format("", "", 1)))
    assert {key: text for key, text in found.items() if key[0] == "row"} == {
        ("row", "t01", "收入总表/201", 1): "一般公共服务支出",
        ("row", "forms", "自评表/乙项目自评表/项目名称", 1): "项目名称",
        ("row", "forms", "自评表/乙项目自评表/指标.乙.培训.分值", 1): "培训人数（5）",
    }
    assert {key[2:]: text for key, text in found.items() if key[0] == "words"} == {
        ("收入总表", 1): "注：一。",
        ("自评表/乙项目自评表/项目名称", 1): "乙项目",
        ("自评表/乙项目自评表/指标.乙.培训.分值", 1): "很多",
    }


def test_what_is_put_in_above_moves_no_address_of_a_row() -> None:
    row = '<tr><td class="code">200</td><td class="name l1">新的</td><td class="num"></td></tr>'
    form = (
        '<section class="annex" id="forms-1"><h3>甲项目自评表</h3><table class="form">'
        '<tbody><tr><th>项目名称</th><td class="name">甲</td></tr></tbody></table></section>'
    )
    before, after = told(written(TABLES.format("", "", 1))), told(written(TABLES.format(row, form, 2)))
    kept = {key: text for key, text in before.items() if key[0] != "figure"}
    assert kept.items() <= after.items()


def test_controls_are_inline_rich_text_invisible_and_locked() -> None:
    archive = zipfile.ZipFile(io.BytesIO(written(PART.format("") + TABLES.format("", "", 1))))
    body = ET.fromstring(archive.read("word/document.xml"))
    controls = list(body.iter(f"{W}sdt"))
    locks = {}
    for control in controls:
        properties = control.find(f"{W}sdtPr")
        assert properties.find(f"{W}text") is None
        assert properties.find(f"{W15}appearance").get(f"{W15}val") == "hidden"
        assert [child.tag for child in control.find(f"{W}sdtContent") if child.tag == f"{W}p"] == []
        tag = properties.find(f"{W}tag").get(f"{W}val")
        assert re.fullmatch(r"r[gwr]_[0-9a-f]{12}", tag)
        locks.setdefault(tag[:2], set()).add(properties.find(f"{W}lock").get(f"{W}val"))
    assert locks == {"rg": {"sdtContentLocked"}, "rw": {"sdtLocked"}, "rr": {"sdtLocked", "sdtContentLocked"}}
    assert 'mc:Ignorable="w15"' in archive.read("word/document.xml").decode()


def test_a_reviewers_changes_are_told_by_address() -> None:
    """Typed over, deleted with changes tracked, put in with changes tracked, torn out with its bookmark."""
    content = written(PART.format(""))
    assert edits(content) == {}

    def edit(xml: str) -> str:
        xml = xml.replace("又一段。", "又改了一段。").replace(">任务增加<", ">任务减少<")
        xml = re.sub(
            r"<w:r>(?:<w:rPr>[^/]*/></w:rPr>)?<w:t [^>]*>第一条</w:t></w:r>",
            '<w:del w:id="9001" w:author="a"><w:r><w:delText>第一条</w:delText></w:r></w:del>'
            '<w:ins w:id="9002" w:author="a"><w:r><w:t>第二条</w:t></w:r></w:ins>',
            xml,
        )
        return re.sub(
            r'<w:bookmarkStart w:id="\d+" w:name="rw_[0-9a-f]+"/><w:sdt>(?:(?!</w:sdt>).)*写明了路径的一段。.*?</w:sdt>',
            "",
            xml,
        )

    back = {(s.address.key, s.address.number): s.now for s in read_back(rewritten(content, edit)) if s.changed}
    assert back == {
        ("总体情况", 2): "又改了一段。",
        ("原因.收入总计", 1): "任务减少",
        ("总体情况", 3): "原因是任务减少。",
        ("总体情况", 4): "第二条",
        ("文字.职能", 1): None,
    }


@pytest.mark.parametrize("lost", [r'<w:bookmarkStart w:id="\d+" w:name="r[gwr]_[^>]*>', r'<w:tag w:val="r[^>]*>'])
def test_either_witness_is_enough(lost: str) -> None:
    """Editors that drop the bookmarks, and editors that drop the tags."""
    content = written(PART.format("") + TABLES.format("", "", 1))
    assert edits(rewritten(content, lambda xml: re.sub(lost, "", xml))) == {}


def test_a_foreign_file_is_refused() -> None:
    content = written(PART.format(""))
    with pytest.raises(NotOurs, match="不是 Word 文件"):
        read_back(b"PK nothing")
    with pytest.raises(NotOurs, match="DOCTYPE"):
        read_back(rewritten(content, lambda xml: xml.replace("?>", "?><!DOCTYPE x>", 1)))
    with pytest.raises(NotOurs, match="地址表"):
        read_back(bare({"document": f"<w:document xmlns:w='{W[1:-1]}'><w:body/></w:document>"}))


def test_an_outer_mark_that_ends_before_what_stands_in_it_holds_it_all_the_same() -> None:
    """Some editors end the outer bookmark first, and keep no controls."""
    body = "<p>原因是<span data-path='原因.收入总计'>任务增加</span></p>"
    content = written(PART.format("").replace("<p>没有数的一段。</p>", body))

    def bookmarks_only(text: str) -> str:
        return re.sub(r"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt(?:Content)?>", "", text)

    def outer_first(text: str) -> str:
        swapped, count = re.subn(
            r"(任务增加</w:t></w:r>)(<w:bookmarkEnd [^>]*>)(<w:bookmarkEnd [^>]*>)", r"\1\3\2", bookmarks_only(text)
        )
        assert count == 1
        return swapped

    def pieces(content: bytes) -> list[object]:
        return [(s.now, s.pieces) for s in read_back(content) if any(piece.opens for piece in s.pieces or ())]

    def words(content: bytes) -> dict[str, str | None]:
        return {s.address.key: s.now for s in read_back(content)}

    swapped, sound = rewritten(content, outer_first), rewritten(content, bookmarks_only)
    assert words(swapped) == words(sound)
    assert pieces(swapped) == pieces(sound)


# -- the samples -------------------------------------------------------------------------------------


def test_every_figure_sentence_and_row_of_a_report_has_an_address(sample) -> None:
    standing = read_back(sample.files["docx"])
    assert [s for s in standing if s.changed] == []
    kinds = {kind: [s.address for s in standing if s.address.kind == kind] for kind in ("figure", "words", "row")}
    body = sample.made.document.body
    figures = list(places(body))
    assert [(a.key, a.text) for a in kinds["figure"]] == [(p.key, squeeze(p.text)) for p in figures]
    assert all(p.section.startswith(a.place) for a, p in zip(kinds["figure"], figures, strict=True))
    inside = {p for cell in body.iter("td") for p in cell.iter("p")}
    sentences = [squeeze(text_of(p)) for p in body.iter("p") if p not in inside and p.get("class") != "table-meta"]
    told = {a.text for a in kinds["words"]}
    assert [s for s in sentences if s and squeeze(s) not in {squeeze(t) for t in told}] == []
    rows = [
        tr
        for part in body.iter("tbody")
        for tr in part
        if any(squeeze(text_of(c)) for c in tr if c.get("class") not in ("line", "num"))
    ]
    assert len(kinds["row"]) >= len(rows) > 50
    assert len({s.address.name for s in standing}) == len(standing)


@pytest.mark.skipif(not shutil.which("soffice"), reason="没有 LibreOffice")
def test_addresses_survive_another_editor(sample, tmp_path: Path) -> None:
    """LibreOffice reads the file and saves it again: every address stands as it was written."""
    source = tmp_path / "in" / "report.docx"
    source.parent.mkdir()
    source.write_bytes(sample.files["docx"])
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert edits((tmp_path / "report.docx").read_bytes()) == {}
