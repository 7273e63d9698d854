"""A Word file is read as python-docx has it, wherever it has been; what could harm the reader is refused before."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT

import small
from reportgen.build import build
from reportgen.document import Document
from reportgen.document.tree import parse
from reportgen.review.pull import open_reviewed_file
from reportgen.review.pull.locate import home_of
from reportgen.review.pull.open_reviewed_file import OLE, Incoming
from reportgen.review.pull.outcome import pulled
from reportgen.writers.docx import write_docx
from reportgen.writers.docx.opened import NotOurs, Opened
from reportgen.writers.docx.read_back import read_back
from word import REFERENCE, bare, put

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="module")
def written() -> bytes:
    body = '<section class="part" id="part-1"><h1>第一部分</h1><section class="text" id="s"><p>甲乙。</p></section></section>'
    root = parse(f"<html><head><title>t</title></head><body class='report'>{body}</body></html>")
    return write_docx(Document(root, "某局决算", "某局", 2023, date(2024, 9, 1), reference=REFERENCE))


def edited(content: bytes, edit) -> bytes:
    """The parts of a file by their names, changed: {name: content} -> the same."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in edit(parts).items():
            archive.writestr(name, part)
    return target.getvalue()


def told(content: bytes) -> dict[str, str | None]:
    return {state.address.key: state.now for state in read_back(content)}


def test_a_part_is_found_by_its_relation_and_not_by_its_name(written: bytes) -> None:
    """Word on the web calls the words document2.xml."""

    def elsewhere(parts: dict[str, bytes]) -> dict[str, bytes]:
        moved = {
            name.replace("word/document.xml", "word/document2.xml").replace(
                "rels/document.xml.rels", "rels/document2.xml.rels"
            ): part
            for name, part in parts.items()
        }
        for name in ("[Content_Types].xml", "_rels/.rels"):
            moved[name] = moved[name].replace(b"word/document.xml", b"word/document2.xml")
        return moved

    assert told(edited(written, elsewhere)) == told(written)


def test_a_relation_to_what_is_not_there_is_no_harm(written: bytes) -> None:
    """Editors leave such where a picture is lost."""
    lost = b'<Relationship Id="rId99" Type="http://x/image" Target="NULL"/></Relationships>'
    name = "word/_rels/document.xml.rels"
    content = edited(written, lambda parts: parts | {name: parts[name].replace(b"</Relationships>", lost)})
    assert told(content) == told(written)


def test_comments_and_instructions_of_xml_are_no_words(written: bytes) -> None:
    name = "word/document.xml"
    content = edited(written, lambda parts: parts | {name: parts[name].replace(b"<w:r>", b"<!-- a --><?b c?><w:r>")})
    assert told(content) == told(written)


@pytest.mark.parametrize("declared", ["<!DOCTYPE a>", "<!DOCTYPE a [<!ENTITY b 'c'>]>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_a_part_that_declares_something_is_refused(written: bytes, declared: str, encoding: str) -> None:
    text = f"{declared}<w:styles xmlns:w='{W}'/>".encode(encoding)
    with pytest.raises(NotOurs, match=r"styles\.xml"):
        read_back(edited(written, lambda parts: parts | {"word/styles.xml": text}))


@pytest.mark.parametrize("missing", ["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
def test_a_file_without_what_every_file_has_is_refused(written: bytes, missing: str) -> None:
    with pytest.raises(NotOurs):
        read_back(edited(written, lambda parts: {name: part for name, part in parts.items() if name != missing}))


def test_what_is_nested_without_end_is_refused() -> None:
    with pytest.raises(NotOurs):
        read_back(bare({"document": f"<w:document xmlns:w='{W}'>{'<w:p>' * 9000}{'</w:p>' * 9000}</w:document>"}))


def flagged(content: bytes, flag: int) -> bytes:
    """The file with a flag of its packing set at every part (1: packed with a password)."""
    there, head = bytearray(content), b"PK\x01\x02"
    at = content.find(head)
    while at >= 0:
        there[at + 8] |= flag
        at = content.find(head, at + 1)
    return bytes(there)


def test_a_file_with_a_password_is_refused_as_such_and_no_other_flag_is_taken_for_one(written: bytes) -> None:
    with pytest.raises(NotOurs, match="文件有密码，读不出来"):
        read_back(flagged(written, 1))
    assert told(flagged(written, 2)) == told(written)


def test_its_title_is_that_of_its_properties(written: bytes) -> None:
    assert Opened(written).title == "某局决算"


def test_a_file_too_large_to_be_a_draft_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate((100 << 20) + 1)
    with pytest.raises(NotOurs, match="文件有 100 MB，报告的 Word 稿不会这么大"):
        _ = Incoming(path).word


def test_parts_that_lead_to_each_other_come_to_an_end(written: bytes) -> None:
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="{}" Target="document.xml"/></Relationships>'
    )
    round_ = {"word/_rels/styles.xml.rels": related.format(RT.OFFICE_DOCUMENT).encode()}
    assert told(edited(written, lambda parts: parts | round_)) == told(written)


def test_a_returned_file_is_converted_and_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To find its folder, its report and what it says: three questions, one file."""
    data = small.write(tmp_path / "data" / "unit" / "2023", 主要职能="[拟订示例政策]")
    _, files = build(data, ("docx",), draft=True)
    converted, opened = [], []
    monkeypatch.setattr(open_reviewed_file, "converted_by_office", lambda *how: converted.append(how) or files["docx"])
    monkeypatch.setattr(open_reviewed_file, "Opened", lambda content: opened.append(content) or Opened(content))
    incoming = Incoming(put(tmp_path / "back.doc", OLE + b"an old file of Word"))
    outcome = pulled(incoming, home_of(incoming, tmp_path))
    assert outcome.edits == []
    assert (len(converted), len(opened)) == (1, 1)
