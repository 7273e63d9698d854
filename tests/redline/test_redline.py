"""What a reader of the comparison sees: the right thing struck out, the right thing put in, nothing else touched."""

import io
import json
import os
import re
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator
from tracked import AUTHOR, DATE, W, compared, revisions, section, view, words_changed, written, xml

import office
from docx_lint import lint_docx
from reportgen.build import assemble
from reportgen.compare.redline import accept_all, changed_charts, redline, reject_all
from reportgen.writers.docx import write_docx
from reportgen.writers.docx.opened import NotOurs
from reportgen.writers.docx.read_back import read_back

ROOT = Path(__file__).parents[2]
EXPECTED = {"控件可以删掉", "样式以外的格式", "用空段落隔开", "标题跳级"}
"""What our own rules say of any tracked change: controls are open, and what was taken out is still there."""


def figure(text: str, key: str = "甲") -> str:
    return f'<data value="1" data-key="{key}">{text}</data>'


def items(*texts: str) -> str:
    return f"<ol>{''.join(f'<li>{text}</li>' for text in texts)}</ol>"


def table(*rows: tuple[str, ...]) -> str:
    head = "".join(f"<th>栏{n}</th>" for n in range(len(rows[0])))
    body = "".join("<tr>" + "".join(f'<td class="name">{cell}</td>' for cell in row) + "</tr>" for row in rows)
    return f'<table class="plain"><caption>资产</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (f"<p>收入{figure('1,234.56')}万元。</p>", f"<p>收入{figure('1,234.65')}万元。</p>", ["-1,234.56", "+1,234.65"]),
        ("<p>甲乙丙。</p><p>子丑寅。</p>", "<p>甲乙丙。</p><p>新的。</p><p>子丑寅。</p>", ["+新的。"]),
        (items("甲子", "乙丑", "丙寅"), items("新增", "甲子", "乙丑", "丙寅"), ["+新增"]),
        (items("甲子", "乙丑", "丙寅"), items("甲子", "丙寅"), ["-乙丑"]),
        (table(("车辆", "3"), ("房屋", "1")), table(("车辆", "3"), ("设备", "9"), ("房屋", "2")), ["+设备", "+9", "-1", "+2"]),
        (table(("车辆", "3"), ("房屋", "1")), table(("房屋", "1")), ["-车辆", "-3"]),
        ("<p>只有<strong>重</strong>字。</p>", "<p>只有重字。</p>", []),
        ("<h3>（一）总体</h3><p>甲。</p>", "<h3>（一）总体情况</h3><p>甲。</p>", ["+情况"]),
        (
            f"<p>支出{figure('1.00')}万元，原因：<span data-path='原因.甲'>人员增加</span>。</p>",
            f"<p>支出{figure('1.00')}万元，原因：<span data-path='原因.甲'>人员减少</span>。</p>",
            ["-增加", "+减少"],
        ),
    ],
)  # fmt: skip
def test_only_what_changed_is_marked(old: str, new: str, expected: list[str]) -> None:
    assert words_changed(compared(section(old), section(new))) == expected


def test_the_same_file_has_no_changes() -> None:
    same = section(f"<p>收入{figure('1.00')}。</p>{table(('车辆', '3'))}")
    assert revisions(compared(same, same)) == []


def test_a_figure_changes_inside_its_control_and_the_control_is_open() -> None:
    marked = compared(section(f"<p>收入{figure('1.00')}。</p>"), section(f"<p>收入{figure('2.00')}。</p>"))
    inside = [[child.tag.removeprefix(W) for child in content] for content in xml(marked).iter(f"{W}sdtContent")]
    assert ["del", "ins"] in inside
    assert not list(xml(marked).iter(f"{W}lock"))


def test_rows_of_two_subjects_are_two_rows() -> None:
    def statement(code: str, name: str) -> bytes:
        cells = f'<td class="code">{code}</td><td class="name">{name}</td><td class="num">{figure("1.00")}</td>'
        head = "<thead><tr><th>编码</th><th>名称</th><th>数</th></tr></thead>"
        return section(f'<table class="statement">{head}<tbody><tr>{cells}</tr></tbody></table>')

    marked = compared(statement("2080109", "社会保险经办机构"), statement("2080110", "社会保险业务机构"))
    assert words_changed(marked) == ["-2080109", "-社会保险经办机构", "-1.00", "+2080110", "+社会保险业务机构", "+1.00"]


def test_a_table_with_another_column_is_replaced_row_by_row() -> None:
    old, new = section(table(("车辆", "3"))), section(table(("车辆", "3", "辆")))
    marked = compared(old, new)
    rows = [
        [e.tag.removeprefix(W) for e in row.find(f"{W}trPr") if e.tag in (f"{W}ins", f"{W}del")]
        for row in xml(marked).iter(f"{W}tr")
    ]
    assert rows == [["del"], ["del"], ["ins"], ["ins"]]
    blocks = [e.tag.removeprefix(W) for e in xml(marked)[0]]
    assert "tbl tbl" not in " ".join(blocks), "Word would make one table of the two"
    assert (view(accept_all(marked)), view(reject_all(marked))) == (view(new), view(old))


def test_changed_looks_are_recorded() -> None:
    marked = compared(section("<p>只有<strong>重</strong>字。</p>"), section("<p>只有重字。</p>"))
    (change,) = xml(marked).iter(f"{W}rPrChange")
    assert change.find(f"{W}rPr/{W}rStyle").get(f"{W}val") == "Strong"


def test_the_typeface_of_quotation_marks_is_nobodys_change() -> None:
    """A run with “ ” carries a hint which typeface draws them."""
    marked = compared(section("<p>经费支出增加。</p>"), section("<p>“三公”经费支出增加。</p>"))
    assert words_changed(marked) == ["+“三公”"]
    assert not list(xml(marked).iter(f"{W}rPrChange"))


def test_written_numbers_that_move_on_leave_the_items_what_they_are() -> None:
    """Numbers in the words of paragraphs and addresses that are counted change below what is put in."""
    told = [
        "就业补助（项）：反映公共就业服务方面的支出。",
        "行政运行（项）：反映行政单位的基本支出。",
        "社会保险（项）：反映保险经办机构的支出。",
    ]
    old, new = ("".join(f"<p>{n}.{text}</p>" for n, text in enumerate(texts, 1)) for texts in (told[1:], told))
    assert words_changed(compared(section(old), section(new))) == ["+1." + told[0], "-1", "+2", "-2", "+3"]


def test_every_change_has_a_number_the_author_and_the_date() -> None:
    marked = compared(section("<p>甲。</p>" + items("子", "丑")), section(items("子", "寅卯") + table(("车", "3"))))
    changes = [e for e in xml(marked).iter() if e.get(f"{W}author")]
    assert {(e.get(f"{W}author"), e.get(f"{W}date")) for e in changes} == {(AUTHOR, DATE)}
    numbers = [e.get(f"{W}id") for e in xml(marked).iter() if e in changes or e.tag == f"{W}bookmarkStart"]
    assert len(numbers) == len(set(numbers))


def test_the_same_files_make_the_same_bytes() -> None:
    old, new = section("<p>甲。</p>" + items("子", "丑")), section(items("子", "寅卯") + table(("车", "3")))
    assert compared(old, new) == compared(old, new)


CONTENTS = (
    '<nav class="contents" id="c"><h2>目　录</h2><ol><li class="l1"><a href="#h">'
    '{}</a></li></ol></nav><section class="text" id="s"><h2 id="h">{}</h2></section>'
)


def test_the_contents_are_the_new_ones_without_a_mark() -> None:
    marked = compared(written(CONTENTS.format("一、旧", "一、总体")), written(CONTENTS.format("一、新", "一、总体")))
    assert revisions(marked) == []
    assert "一、新" in "".join(t.text or "" for t in xml(marked).iter(f"{W}t"))


def chart(value: str, title: str = "收入变动") -> str:
    series = json.dumps([{"label": "2023年", "key": "甲", "value": value, "text": value}], ensure_ascii=False)
    return (
        f"<figure id='f' data-chart='bars' data-title='{title}' data-unit='万元' data-series='{series}'>"
        f"<figcaption>图1　{title}</figcaption></figure>"
    )


def test_a_changed_chart_is_told_and_its_caption_is_compared() -> None:
    old, new = section(chart("1.00")), section(chart("2.00"))
    assert changed_charts(old, new) == ["收入变动"]
    assert changed_charts(old, old) == []
    assert changed_charts(old, section("<p>甲</p>")) == ["收入变动"]
    assert revisions(compared(old, new)) == []
    assert words_changed(compared(old, section(chart("1.00", "支出变动")))) == ["-收入", "+支出"]


def test_comments_of_the_new_file_stay_where_they_are() -> None:
    commented = docx.Document(io.BytesIO(section("<h3>（一）总体</h3><p>甲乙丙丁。</p>")))
    heading = next(p for p in commented.paragraphs if p.text == "（一）总体")
    commented.add_comment(heading.runs, text="请核对", author="审核", initials="审")
    saved = io.BytesIO()
    commented.save(saved)
    marked = compared(section("<h3>（二）概况</h3><p>甲乙丙丁。</p>"), saved.getvalue())
    (comment,) = docx.Document(io.BytesIO(marked)).comments
    assert comment.text == "请核对"
    names = [e.tag.removeprefix(W) for e in xml(marked).iter() if "comment" in e.tag]
    assert names == ["commentRangeStart", "commentRangeEnd", "commentReference"]
    assert view(accept_all(marked)) == view(saved.getvalue())


def test_a_reviewed_file_counts_as_if_its_changes_were_accepted() -> None:
    first, second, third = (section(f"<p>原因是{word}。</p>") for word in ("人员增加", "人员减少", "任务减少"))
    assert words_changed(compared(compared(first, second), third)) == words_changed(compared(second, third))


@pytest.mark.parametrize("broken", [b"", b"PK", b"%PDF-1.7"])
def test_a_file_that_is_not_word_is_refused(broken: bytes) -> None:
    whole = section("<p>甲</p>")
    for pair in ((broken, whole), (whole, broken)):
        with pytest.raises(NotOurs):
            compared(*pair)


# -- a real report ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pair(tmp_path_factory) -> tuple[bytes, bytes]:
    """The report of 2021, and what it becomes when two figures, a row, and a reason are others."""
    folder = tmp_path_factory.mktemp("data") / "2021"
    shutil.copytree(ROOT / "data/dongxihu-hrss/2021", folder)
    for name, edits in {
        "收支.yaml": [
            (r"2080106 \|(.*?)40\.00(.*)\n", r"2080106 |\g<1>42.00\g<2>\n  2080107 | - | 12.50 | - | -\n"),
            (r"30302: 110\.04", "30302: 112.37"),
            (r"2210202 \| 14\.98", "2210202 | 17.31"),
            (r"核定数:\n(  .*\n)+", ""),
        ],
        "文字.yaml": [("减少了接待支出", "压减了公务接待的批次和人数")],
    }.items():
        text = (folder / name).read_text(encoding="utf-8")
        for before, after in edits:
            text, times = re.subn(before, after, text)
            assert times
        (folder / name).write_text(text, encoding="utf-8")
    old, new = (assemble(path, draft=True) for path in (ROOT / "data/dongxihu-hrss/2021", folder))
    return write_docx(old.document), write_docx(new.document)


@pytest.fixture(scope="module")
def marked(pair) -> bytes:
    return redline(*pair, author=AUTHOR, date=DATE)


def test_the_report_accepted_is_new_and_rejected_is_old(pair, marked: bytes) -> None:
    assert view(accept_all(marked)) == view(pair[1])
    assert view(reject_all(marked)) == view(pair[0])


def test_the_report_shows_what_was_done_to_it(marked: bytes) -> None:
    told = words_changed(marked)
    assert {"-40.00", "+42.00", "+2080107", "+12.50", "-14.98", "+17.31", "+压减了公务接待的批次和人数"} <= set(told)
    assert [e for e in xml(marked).iter(f"{W}trPr") if e.find(f"{W}del") is not None] == []
    assert len(told) < 400


def test_the_report_keeps_its_addresses(marked: bytes) -> None:
    assert [s.address.key for s in read_back(marked) if s.changed] == []


def test_the_report_is_a_sound_file(marked: bytes, tmp_path: Path) -> None:
    assert {fault.rule for fault in lint_docx(marked)} <= EXPECTED
    path = tmp_path / "report.docx"
    path.write_bytes(marked)
    assert [str(e) for e in OpenXmlValidator().validate(path).errors] == []


def test_a_comparison_takes_no_more_than_a_second(pair) -> None:
    took = []
    for _ in range(3):
        start = time.process_time()
        redline(*pair, author=AUTHOR, date=DATE)
        took.append(time.process_time() - start)
    assert min(took) < 1.0


# -- another program's verdict ---------------------------------------------------------------------

BRIDGE = (
    office.OPEN
    + """
for kind in ("Accept", "Reject", "Save"):
    document = desktop.loadComponentFromURL(f"file://{folder}/marked.docx", "_blank", 0, (value("Hidden", True),))
    if kind != "Save":
        dispatcher.executeDispatch(document.getCurrentController().getFrame(), f".uno:{kind}AllTrackedChanges", "", 0,\
 ())
    document.storeToURL(f"file://{folder}/{kind}.docx", (value("FilterName", "MS Word 2007 XML"),))
    document.close(True)
desktop.terminate()
office.wait(60)
"""
)


def paragraphs(content: bytes) -> list[str]:
    """Every paragraph with words, without the contents; LibreOffice puts a joiner into tracked rows without words."""
    body = xml(content)[0]
    for control in body.findall(f"{W}sdt"):
        body.remove(control)
    texts = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iter(f"{W}p")]
    return [text for text in texts if text.strip("\u200d \u3000")]


def test_libreoffice_accepts_and_rejects_to_the_same_words(pair, marked: bytes, tmp_path: Path) -> None:
    """And what it saves with the changes in it, we accept and reject to the same words."""
    python = office.python()
    (tmp_path / "marked.docx").write_bytes(marked)
    command = [python, "-c", BRIDGE, str(tmp_path), f"redline-{os.getpid()}"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    old, new = (paragraphs(content) for content in pair)
    accepted, rejected, saved = ((tmp_path / f"{kind}.docx").read_bytes() for kind in ("Accept", "Reject", "Save"))
    assert paragraphs(accepted) == paragraphs(accept_all(saved)) == new
    assert paragraphs(rejected) == paragraphs(reject_all(saved)) == old


def test_a_part_that_is_no_xml_is_refused() -> None:
    whole, target = section("<p>甲</p>"), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, b"<w:document" if name == "word/document.xml" else source.read(name))
    with pytest.raises(NotOurs, match=r"document\.xml"):
        compared(whole, target.getvalue())
