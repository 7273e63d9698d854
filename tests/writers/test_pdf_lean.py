"""What is done to need less memory changes nothing of the file."""

import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pydyf
import pytest
from weasyprint.html import UA_STYLESHEET
from weasyprint.pdf import fonts, stream

from reportgen.document import Document
from reportgen.document.tree import parse
from reportgen.writers.pdf import prepare, render, warm_up, worker, write_job, write_pdf
from reportgen.writers.pdf.lean import lean

PRINT = Path(__file__).parents[2] / "templates/shared/print.css"
BODY = """<section class="part" id="part-1"><h1>第一部分　概况</h1><p>甲<strong>乙</strong>丙。</p>
<ol><li>一件事</li><li>两件事<ul><li>其一</li></ul></li></ol>
<table class="plain"><colgroup><col style="width:60%"/><col style="width:40%"/></colgroup><thead><tr><th>项目</th><th>\
数</th></tr></thead>
<tbody><tr><td>☑办公</td><td class="num">1.00</td></tr></tbody></table><p>文</p></section>"""


@pytest.fixture(scope="module")
def document():
    text = f'<html lang="zh-CN"><head><meta charset="utf-8"/></head><body class="report">{BODY}</body></html>'
    return Document(parse(text), "题", "某局", 2023, date(2024, 9, 1), (PRINT.read_text("utf-8"),))


@pytest.fixture(scope="module")
def pdf(document):
    return write_pdf(document)


def test_the_file_is_the_one_that_it_would_be_with_copied_faces(document, pdf, monkeypatch):
    monkeypatch.setattr(worker, "lean", nullcontext)
    assert write_pdf(document).content == pdf.content


def test_the_file_is_the_one_that_it_would_be_with_styles_for_every_note_and_marker(document, pdf, monkeypatch):
    monkeypatch.setattr(render, "_usual_styles", lambda: UA_STYLESHEET)
    assert write_pdf(document).content == pdf.content


def test_weasyprint_is_left_as_it_was():
    def state():
        return stream.Font, fonts.get_hb_object_data, pydyf.Object.__init__

    before = state()
    with lean():
        assert not set(before) & {stream.Font, pydyf.Object.__init__}
    assert state() == before


def peak():
    """MB of this process."""
    return (
        next(
            int(line.split()[1])
            for line in Path("/proc/self/status").read_text().splitlines()
            if line.startswith("VmHWM")
        )
        // 1024
    )


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_font_file_is_copied(document):
    """Each of the three Chinese faces would take 26 MB, and its pages as many again."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=warm_up) as pool:
        pool.submit(write_job, prepare(document)).result()
        assert pool.submit(peak).result() < 130
