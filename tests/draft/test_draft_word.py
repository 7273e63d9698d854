"""The Word file that goes round: its first page, its comments, its locks, and what it carries."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from clerk import DONGXIHU, EVERYTHING
from docx_lint import lint_docx
from reportgen.build import assemble
from reportgen.compare.snapshot import WITHHELD, home_in, put_into, unpacked
from reportgen.document import Document, Draft
from reportgen.document.anchors import anchors_of
from reportgen.document.tree import REMARK, text_of
from reportgen.review.draft.annotate import Remark, annotate
from reportgen.review.draft.places import Places
from reportgen.review.draft.prepared import prepare
from reportgen.writers.docx import write_docx
from reportgen.writers.docx.carried import draft_in
from reportgen.writers.docx.read_back import read_back
from sent import DAY, Sent, W, folder, send

W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    tmp = tmp_path_factory.mktemp("draft")
    return send(folder(tmp), tmp / "output")


def _own(prepared_from: Path, tmp_path: Path) -> Sent:
    return send(prepared_from, tmp_path / "output")


def test_page_one_is_the_slip_and_the_cover_comes_behind_it(sent: Sent) -> None:
    words = sent.words()
    assert words.startswith("2023年度部门决算公开送审单")
    assert words.index("五、签批") < words.index("（草稿，送审用，不公开）")


def test_the_slip_tells_round_day_reader_and_state(sent: Sent) -> None:
    slip = sent.words().split("五、签批")[0]
    for told in ("第1轮", "2024年9月10日", "送审对象全部", sent.prepared.document.draft.identity, "这是第一轮"):
        assert told in slip


def test_the_slip_has_five_key_figures_with_last_years(tmp_path: Path) -> None:
    section = prepare(assemble(DONGXIHU), tmp_path, day=DAY).document.root.find(".//section[@id='slip']")
    keys = [d.get("data-key") for d in section.iter("data")]
    for key in ("收入总计", "本年收入合计", "本年支出合计", "支出.一般公共", "三公.合计.决算数"):
        assert key in keys
    for key in ("收入总计", "本年收入合计", "本年支出合计"):
        assert {f"上年.{key}", f"{key}.增减额", f"{key}.增长率"} <= set(keys)


def test_the_slip_has_the_largest_deviation_first(sent: Sent) -> None:
    rows = [
        "".join(text_of(cell) for cell in row)
        for row in sent.prepared.document.root.find(".//section[@id='slip']").iter("tr")
    ]
    first = rows[rows.index(next(r for r in rows if r.startswith("项目决算"))) + 1]
    assert "50.25" in first
    assert "30.00" in first
    assert "20.25" in first
    assert "167.5" in first


def test_every_page_says_that_it_is_a_draft(sent: Sent) -> None:
    assert sent.words("word/header1.xml") == "草稿　第1轮　不公开"
    for section in sent.xml("word/document.xml").iter(f"{W}sectPr"):
        assert {h.get(f"{W}type") for h in section.iterfind(f"{W}headerReference")} == {"default", "even"}


def test_a_comment_gives_the_figures_of_a_missing_reason(sent: Sent) -> None:
    found = [(number, text) for number, (_, _, text) in enumerate(sent.comments) if "超出的主要原因" in text]
    assert len(found) == 1
    number, text = found[0]
    assert "决算50.25，年初预算30.00，完成167.5%：请说明超出的主要原因" in text
    assert sent.under(number).startswith("【待填：支出.2080102.一般公共决算大于年初预算的主要原因】")


def test_a_comment_gives_the_figures_of_a_change(sent: Sent) -> None:
    assert any(
        "2023年度150.25万元，2022年度140.00万元，增加10.25万元，增长7.3%：请说明主要原因" in text
        for _, _, text in sent.comments
    )


def test_comments_are_by_reportgen_on_the_day_of_the_draft(sent: Sent) -> None:
    assert {(who, day) for who, day, _ in sent.comments} == {("reportgen", "2024-09-10")}


def test_what_a_placeholder_asks_is_not_asked_again(sent: Sent) -> None:
    assert any(f.code == "C076" for f in sent.prepared.made.findings)
    assert not any("C076" in text for _, _, text in sent.comments)


def test_what_is_missing_altogether_is_a_comment_in_its_section(sent: Sent) -> None:
    number = next(n for n, (_, _, text) in enumerate(sent.comments) if "没有写「政府采购」" in text)
    assert sent.under(number) == "十一、政府采购支出说明"


def test_an_error_is_a_comment_at_its_figure(tmp_path: Path) -> None:
    sent = _own(folder(tmp_path, 核定数="{支出.208: 160.00}"), tmp_path)
    number = next(n for n, (_, _, text) in enumerate(sent.comments) if "【错误】" in text)
    assert sent.under(number) == "160.00"


def test_an_error_without_a_place_stands_on_the_slip(tmp_path: Path) -> None:
    sent = _own(folder(tmp_path, 没有这个键="1"), tmp_path)
    number = next(n for n, (_, _, text) in enumerate(sent.comments) if "没有这个键" in text)
    assert sent.under(number) == "2023年度部门决算公开送审单"


def test_hints_are_in_the_appendix_and_no_comments(tmp_path: Path) -> None:
    made = assemble(DONGXIHU, draft=True)
    prepared = prepare(made, tmp_path, day=DAY)
    hints = [f for f in made.findings if f.level.value == "提示"]
    appendix = text_of(prepared.document.root.find(".//section[@id='appendix']"))
    assert hints
    assert all(f.message in appendix for f in hints)
    assert not any(f.message in text_of(r) for r in prepared.document.root.iter(REMARK) for f in hints)


def test_the_appendix_has_every_check(sent: Sent) -> None:
    appendix = text_of(sent.prepared.document.root.find(".//section[@id='appendix']"))
    assert all(run.code in appendix for run in sent.prepared.made.runs)


def test_changes_are_tracked_figures_locked_and_words_open(sent: Sent) -> None:
    assert sent.xml("word/settings.xml").find(f"{W}trackRevisions") is not None
    locks = {
        (control.find(f"{W}tag").get(f"{W}val")[:3], control.find(f"{W}lock").get(f"{W}val"))
        for control in sent.xml("word/document.xml").iter(f"{W}sdtPr")
        if control.find(f"{W}lock") is not None
    }
    assert ("rg_", "sdtContentLocked") in locks
    assert ("rw_", "sdtLocked") in locks
    assert ("rg_", "sdtLocked") not in locks
    assert ("rw_", "sdtContentLocked") not in locks


def test_only_figures_of_the_slip_have_addresses(sent: Sent) -> None:
    assert {s.address.kind for s in read_back(sent.content) if s.address.place in ("slip", "appendix")} == {"figure"}


def test_a_final_file_has_none_of_it(sent: Sent) -> None:
    final = Sent(sent.prepared, write_docx(sent.prepared.made.document), sent.home)
    assert final.xml("word/settings.xml").find(f"{W}trackRevisions") is None
    assert not {"word/comments.xml", "word/header1.xml", "customXml/item2.xml"} & final.names
    assert "送审单" not in final.words("word/document.xml")
    assert not any((s.get(f"{W}styleId") or "").startswith(("Slip", "Comment")) for s in final.xml("word/styles.xml"))
    assert draft_in(final.content) is None


def test_the_other_writers_get_the_document_as_it_was(sent: Sent) -> None:
    document: Document = sent.prepared.made.document
    assert not list(document.root.iter(REMARK))
    assert document.root.find(".//section[@id='slip']") is None


def test_no_word_of_a_comment_is_a_word_of_the_document(sent: Sent) -> None:
    report = sent.prepared.document.root.find(".//section[@id='part-3']")
    plain = sent.prepared.made.document.root.find(".//section[@id='part-3']")
    assert list(report.iter(REMARK))
    assert text_of(report) == text_of(plain)


@pytest.mark.parametrize("data", ["small", DONGXIHU, EVERYTHING])
def test_both_validators_find_nothing(data: object, tmp_path: Path) -> None:
    sent = _own(folder(tmp_path, 核定数="{支出.208: 160.00}") if data == "small" else Path(str(data)), tmp_path)
    path = tmp_path / "draft.docx"
    path.write_bytes(sent.content)
    assert lint_docx(sent.content) == []
    assert [str(e) for e in OpenXmlValidator().validate(str(path)).errors] == []


def test_the_file_says_what_it_is_and_carries_what_it_was_made_from(sent: Sent, tmp_path: Path) -> None:
    found = draft_in(sent.content)
    assert found is not None
    assert found.draft is not None
    assert found.draft.facts["轮次"] == "1"
    assert found.draft.facts["年度"] == "2023"
    assert found.draft.inputs.keys() == {"数据.yaml"}
    files = unpacked(found.draft.snapshot)
    put_into(tmp_path, files)
    again = assemble(tmp_path / home_in(files, 2023), draft=True)
    assert text_of(again.document.root) == text_of(sent.prepared.made.document.root)


def test_a_bookmark_round_the_title_is_the_identity(sent: Sent) -> None:
    named = [m.get(f"{W}name") for m in sent.xml("word/document.xml").iter(f"{W}bookmarkStart")]
    assert f"rgdraft_{sent.prepared.document.draft.identity}" in named


def test_secret_rows_do_not_leave_the_office(tmp_path: Path) -> None:
    sent = _own(EVERYTHING, tmp_path)
    draft = draft_in(sent.content).draft
    assert draft.snapshot == b""
    assert WITHHELD in draft.inputs.values()
    assert any(name.startswith("../2022/") for name in draft.inputs)
    assert (sent.home / "内部/送审/第1轮/快照.zip").is_file()


def test_a_reader_s_remark_comes_back_with_its_answer(tmp_path: Path) -> None:
    data = folder(tmp_path)
    home = send(data, tmp_path / "output").home
    (home / "内部/送审/意见.yaml").write_text(
        "- {处: part-3-total/收入总计, 谁: 示例科长, 何时: 2024-09-11T08:30, 内容: 含结转吗？, 状态: 已答复, 答复: 含。}\n"
        "- {处: part-9/没有了, 谁: 示例局长, 何时: 2024-09-11, 内容: 再核一遍。, 状态: 待答复}\n",
        encoding="utf-8",
    )
    sent = send(data, tmp_path / "output", day=date(2024, 9, 12))
    asked = sent.comments.index(("示例科长", "2024-09-11", "含结转吗？"))
    answered = sent.comments.index(("区示例局", "2024-09-12", "含。"))
    assert sent.under(asked) == sent.under(answered) == "150.25"
    assert sent.under(sent.comments.index(("示例局长", "2024-09-11", "再核一遍。"))) == "2023年度部门决算公开送审单"
    threads = {e.get(f"{W15}paraId"): e.get(f"{W15}paraIdParent") for e in sent.xml("word/commentsExtended.xml")}
    paragraphs = [
        p.get("{http://schemas.microsoft.com/office/word/2010/wordml}paraId")
        for c in sent.xml("word/comments.xml")
        for p in c
        if p.get("{http://schemas.microsoft.com/office/word/2010/wordml}paraId")
    ]
    assert threads[paragraphs[answered]] == paragraphs[asked]


def test_a_draft_of_the_sample_is_made_in_a_second(tmp_path: Path) -> None:
    made = assemble(DONGXIHU, draft=True)
    started = time.process_time()
    write_docx(prepare(made, tmp_path, day=DAY).document)
    assert time.process_time() - started < 3  # commonly less than 1


@pytest.mark.parametrize("data", [DONGXIHU, EVERYTHING])
def test_a_remark_can_stand_on_whatever_has_an_address(data: Path) -> None:
    made = assemble(data)
    places = Places(made.document, made.book.loaded)
    targets = {places.of_anchor(spot.name) for spot in anchors_of(made.document.root).values()}
    targets |= {places.of_path(path) for path in made.book.loaded.sources} - {None}
    remarks = [Remark(target, "某人", "2024-09-10", "看这里") for target in targets]
    document = annotate(made.document, remarks, Draft("0" * 12, "草稿", DAY))
    sent = Sent(prepared=None, content=write_docx(document), home=Path())  # type: ignore[arg-type]
    assert len(sent.comments) == len(targets) > 1000
    assert lint_docx(sent.content) == []
