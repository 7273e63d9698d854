"""Laid out by an office program, a Word report stands on the pages that its contents name."""

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter

import pdfplumber
import pytest

from reportgen import environment
from reportgen.environment import EnvironmentProblem
from reportgen.writers.docx import layout, write_docx
from reportgen.writers.docx.marks import WordMarks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WITH_OFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="没有 LibreOffice")


def in_contents(content: bytes) -> dict[str, str]:
    """Bookmark -> the number that the contents print for it."""
    body = ET.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    texts = (
        ("".join(i.text or "" for i in link.iter(f"{W}instrText")).split(), [t.text for t in link.iter(f"{W}t")])
        for link in body.iter(f"{W}hyperlink")
    )
    return {code[1]: words[-1] for code, words in texts if code}


@WITH_OFFICE
def test_the_pages_are_those_of_the_pdf(sample) -> None:
    """With whatever faces this machine has, nearly every entry, and none more than a page away."""
    sample.pdf()
    marks = WordMarks(sample.made.document.body)
    laid = {marks.name(id_): page for id_, page in layout.lay_out(sample.made.document).items()}
    told = {name: int(number) for name, number in in_contents(sample.files["docx"]).items()}
    assert laid.keys() == told.keys()
    apart = [abs(laid[name] - told[name]) for name in told]
    assert max(apart) <= 1
    assert sum(apart) <= len(apart) / 4


@WITH_OFFICE
def test_every_word_is_drawn(sample) -> None:
    """A justified line has lost the mark after it before now."""
    body = ET.fromstring(zipfile.ZipFile(io.BytesIO(sample.files["docx"])).read("word/document.xml"))
    written = Counter("".join("".join(t.text or "" for t in body.iter(f"{W}t")).split()))
    with pdfplumber.open(io.BytesIO(layout._printed(sample.files["docx"]))) as pdf:
        drawn = Counter("".join("".join(page.extract_text() for page in pdf.pages).split()))
    assert written - drawn == Counter()


@WITH_OFFICE
def test_a_layout_fills_the_contents_without_a_pdf(sample) -> None:
    pages = layout.lay_out(sample.made.document)
    content = write_docx(sample.made.document, pages)
    assert sorted(in_contents(content).values()) == sorted(str(page) for page in pages.values())
    assert b"w:dirty" not in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")


def test_without_an_office_program_one_is_told_what_to_install(sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(EnvironmentProblem, match="LibreOffice"):
        layout.lay_out(sample.made.document)


def test_an_office_program_that_hangs_is_told(sample, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*args, **named):
        raise subprocess.TimeoutExpired("soffice", environment.OFFICE_PATIENCE)

    monkeypatch.setattr(shutil, "which", lambda name: "/bin/soffice")
    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(EnvironmentProblem, match="页码排不出来"):
        layout.lay_out(sample.made.document)


@pytest.mark.parametrize(("name", "spelt"), [("part_1", "part5F1"), ("t01", "t01")])
def test_places_are_read_as_the_office_program_spells_them(name: str, spelt: str) -> None:
    pdf = f"1 0 obj <</Kids[ 7 0 R\n9 0 R ]>> <</{spelt}[9 0 R/XYZ 80.5 715.5 0]/other[8 0 R/XYZ 1 2 0]>>".encode()
    assert layout._sheets(pdf) == {layout._spelt(name): 2}
    assert re.fullmatch(r"\w+", spelt)
