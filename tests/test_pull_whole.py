"""A reviewed file as a whole: names replaced all over it, where its round lies, other dialects, what no file may do."""

from __future__ import annotations

import random
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import commands
from reportgen.environment import EnvironmentProblem
from reportgen.review.pull.edits import Resolution
from reportgen.review.pull.outcome import pulled
from reportgen.review.pull.shown import change_of, shown
from reportgen.writers.docx.opened import NotOurs
from reviewing import BODY, RELS, Review, W, text

WORD = W.strip("{}")
RESULTS = "对支付进度慢的项目约谈实施单位"


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review(tmp_path)


# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("区民生局", "区民政服务局", ["部门.简称"]),
        ("江城区民生服务局", "江城区民政局", ["部门.全称", "单位构成.本级.全称"]),
        ("民生服务平台运行维护", "政务服务平台运维", ["项目.平台.名称"]),
        ("江城区民生服务中心", "江城区便民服务中心", ["单位构成.服务中心.全称"]),
    ],
)
def test_a_name_that_was_replaced_all_over_is_its_line_of_the_data(
    review: Review, old: str, new: str, places: list[str]
) -> None:
    for paragraph in list(review.body.iter(f"{W}p")):
        while old in text(paragraph):
            whole = text(paragraph)
            review_in(review, paragraph, whole, old, new)
    outcome = review.pull()
    names = [edit for edit in outcome.edits if edit.kind.value == "名称"]
    assert [place for edit in names for place in places if place in edit.message] == places
    assert {edit.kind.value for edit in outcome.edits} <= {"名称", "文字"}  # no 改写, no heading
    assert {edit.resolution for edit in outcome.edits} == {Resolution.WRITTEN}
    outcome.write()
    assert "改写" not in review.text("部门.yaml")


def review_in(review: Review, paragraph: object, whole: str, old: str, new: str) -> None:
    """Replace in this very paragraph."""
    original, review.paragraph = review.paragraph, lambda *_: paragraph  # type: ignore[method-assign]
    try:
        review.replace(whole, old, new, track=False)
    finally:
        review.paragraph = original  # type: ignore[method-assign]


REASON = "就业援助的人数增加，人员工资正常晋级"


@pytest.mark.parametrize(
    ("typed", "kept"), [(REASON, "｛文：原因.总体｝"), (REASON.replace("，", "、"), REASON.replace("，", "、"))]
)
def test_a_sentence_typed_anew_with_its_reason_takes_no_reason_out_of_the_data(
    review: Review, typed: str, kept: str
) -> None:
    paragraph = review.paragraph("收、支总计1,429.20")
    whole = text(paragraph)
    said = "收、支总计均为1,429.20万元，比2022年度各增加76.80万元，增长5.7%，主要原因是"
    review_in(review, paragraph, whole, whole, f"2023年度，我局{said}{typed}。")
    outcome = review.pull()
    assert [(edit.kind.value, edit.resolution) for edit in outcome.edits] == [("标准句", Resolution.WRITTEN)]
    outcome.write()
    assert f"总体: {REASON}" in review.text("预算和上年.yaml")
    assert f"主要原因是{kept}。" in review.text("部门.yaml")


def test_a_name_that_was_changed_in_one_sentence_alone_is_a_rewording(review: Review) -> None:
    review.replace("区民生局在职在编实有人数53人", "区民生局", "我局")
    (edit,) = review.pull().edits
    assert edit.kind.value == "标准句"


# -- before and after --------------------------------------------------------------------------------------------------


def test_before_and_after_show_the_words_round_the_change() -> None:
    long = "一" * 80
    old, new = shown(f"{long}占服务支出的100%。", f"{long}占服务支出（不含协议）的100%。")
    assert (old, new) == (f"…{'一' * 7}占服务支出的100%。", f"…{'一' * 7}占服务支出（不含协议）的100%。")
    assert shown(f"{long}甲{long}", f"新加的{long}乙{long}", 40) == (f"{'一' * 12}…", f"新加的{'一' * 12}…")
    assert shown(f"{'甲' * 20}{long}", long) == (f"{'甲' * 20}{'一' * 12}…", f"{'一' * 12}…")
    assert shown("短", "短句") == ("短", "短句")
    assert shown(long, "") == (f"{'一' * 59}…", "")


# -- rounds ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("甲乙丙", "甲丁丙", "「甲乙丙」→「甲丁丙」"),
        ("甲乙丙", "甲乙丙", "「甲乙丙」：字没有变"),
        ("甲乙\u3000丙", "甲 乙丙", "「甲乙 丙」：只动了空白或者分段"),
        ("", "甲", "「」→「甲」"),
    ],
)
def test_the_same_words_are_not_shown_as_a_change(old: str, new: str, said: str) -> None:
    assert change_of(old, new) == said


def test_backups_and_notes_lie_beside_the_round_that_the_file_came_from(review: Review) -> None:
    usual = next((review.root / "output").rglob("送审"))
    other = review.root / "out" / "某处"
    shutil.move(review.root / "output", other)
    review.replace(RESULTS, "限期整改", "限期改正")
    outcome = review.pull()
    assert all(other in path.parents for path in outcome.others)
    assert outcome.backups is not None
    assert not usual.exists()


def test_figures_says_what_it_did(review: Review) -> None:
    review.replace("区民生局机关运行经费支出86.20", "86.20", "86.30", track=False)
    path = review.root / "改.docx"
    path.write_bytes(review.content)
    told = CliRunner().invoke(commands, ["pull", str(path), "--into", str(review.data), "--figures"])
    assert "--figures：填报的数改了 1 个" in told.output
    untouched = CliRunner().invoke(commands, ["pull", str(path), "--into", str(review.data), "--figures", "--dry-run"])
    assert "--figures：填报的数改了 0 个" in untouched.output


# -- dialects ----------------------------------------------------------------------------------------------------------


def test_parts_are_found_by_their_relations_whatever_they_are_called(review: Review) -> None:
    review.replace(RESULTS, "限期整改", "限期改正")
    content = review.content
    del content
    body = review.parts.pop(BODY)
    relations = review.parts.pop("word/_rels/document.xml.rels")
    review.parts |= {"word/document2.xml": body, "word/_rels/document2.xml.rels": relations}
    for name in ("[Content_Types].xml", "_rels/.rels"):
        review.swap(name, "word/document.xml", "word/document2.xml")
    (edit,) = review.pull().edits
    assert edit.resolution is Resolution.WRITTEN


def test_strict_open_xml_is_read(review: Review) -> None:
    review.replace(RESULTS, "限期整改", "限期改正")
    assert review.content
    strict = "http://purl.oclc.org/ooxml"
    pairs = (
        (WORD, f"{strict}/wordprocessingml/main"),
        (RELS, f"{strict}/officeDocument/relationships"),
        ("http://schemas.openxmlformats.org/drawingml/2006/", f"{strict}/drawingml/"),
    )
    kept = dict(review.parts)
    del review.parts[BODY]
    for name in kept:
        if name.endswith((".xml", ".rels")):
            review.parts[name] = kept[name]
            for old, new in pairs:
                review.swap(name, old, new)
    body = review.parts.pop(BODY)
    review.parts["word/document.xml"] = body
    path = review.root / "改.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in review.parts.items():
            archive.writestr(name, part)
    (edit,) = pulled(path, review.data).edits
    assert edit.resolution is Resolution.WRITTEN


# -- no traceback from any file ----------------------------------------------------------------------------------------

Mutation = Callable[[dict[str, bytes], random.Random], None]


def a_part_is_gone(parts: dict[str, bytes], chance: random.Random) -> None:
    del parts[chance.choice(sorted(parts))]


def a_part_has_another_name(parts: dict[str, bytes], chance: random.Random) -> None:
    name = chance.choice(sorted(parts))
    parts[name.replace(".xml", "9.xml")] = parts.pop(name)


def two_parts_change_places(parts: dict[str, bytes], chance: random.Random) -> None:
    one, other = chance.sample(sorted(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]


def a_letter_is_another(parts: dict[str, bytes], chance: random.Random) -> None:
    name = chance.choice([BODY, "customXml/item1.xml", "[Content_Types].xml", "_rels/.rels", *sorted(parts)])
    content = bytearray(parts[name])
    content[chance.randrange(len(content))] = chance.choice(b'<>/&"x0 =')
    parts[name] = bytes(content)


def a_type_is_another(parts: dict[str, bytes], chance: random.Random) -> None:
    kinds = re.findall(rb'ContentType="([^"]+)"', parts["[Content_Types].xml"])
    one, other = chance.sample(kinds, 2)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(one, other, 1)


def a_relation_leads_elsewhere(parts: dict[str, bytes], chance: random.Random) -> None:
    name = chance.choice([name for name in sorted(parts) if name.endswith(".rels")])
    found = chance.choice(list(re.finditer(rb'(?:Target|Type|Id)="([^"]*)"', parts[name])))
    other = chance.choice([b"", b"../../../../x", b"NULL", b"#_x", b"/", b"%zz"])
    parts[name] = parts[name][: found.start(1)] + other + parts[name][found.end(1) :]


def an_element_is_cut(parts: dict[str, bytes], chance: random.Random) -> None:
    found = chance.choice(list(re.finditer(rb"<w:\w+(?: [^>]*)?/>", parts[BODY])))
    parts[BODY] = parts[BODY][: found.start()] + parts[BODY][found.end() :]


def an_id_is_odd(parts: dict[str, bytes], chance: random.Random) -> None:
    found = chance.choice(list(re.finditer(rb'w:(?:id|val|name)="([^"]*)"', parts[BODY])))
    other = chance.choice([b"", b"-1", b"9" * 40, b"abc"])
    parts[BODY] = parts[BODY][: found.start(1)] + other + parts[BODY][found.end(1) :]


def it_is_deep(parts: dict[str, bytes], chance: random.Random) -> None:
    start, end = chance.choice([(b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"), (b"<w:ins>", b"</w:ins>")])
    deep = chance.choice([100, 600, 3000])
    parts[BODY] = parts[BODY].replace(b"<w:body>", b"<w:body>" + start * deep + b"<w:p/>" + end * deep, 1)


def it_has_many_brackets(parts: dict[str, bytes], chance: random.Random) -> None:
    words = (chance.choice("（｛【(《1一") * 100_000).encode()
    parts[BODY] = parts[BODY].replace(b"</w:t>", words + b"</w:t>", 1)


MUTATIONS: list[Mutation] = [
    a_part_is_gone,
    a_part_has_another_name,
    two_parts_change_places,
    a_letter_is_another,
    a_type_is_another,
    a_relation_leads_elsewhere,
    an_element_is_cut,
    an_id_is_odd,
    it_is_deep,
    it_has_many_brackets,
]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_a_broken_file_is_read_or_refused_in_one_sentence(review: Review, mutation: Mutation) -> None:
    whole = review.content
    del whole
    good = dict(review.parts)
    for seed in range(3):
        review.parts = dict(good)
        mutation(review.parts, random.Random(seed))  # noqa: S311 - the same files each time
        path = review.root / "改.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in review.parts.items():
                archive.writestr(name, part)
        assert_read_or_refused(path, review.data)


def test_a_file_that_ends_early_is_refused_in_one_sentence(review: Review) -> None:
    content = review.content
    path = review.root / "改.docx"
    for share in (0, 1, 10, 50, 90, 99):
        path.write_bytes(content[: len(content) * share // 100])
        assert_read_or_refused(path, review.data)


def assert_read_or_refused(path: Path, data: Path) -> None:
    told = ""
    try:
        pulled(path, data)
    except (NotOurs, EnvironmentProblem) as problem:
        told = str(problem)
    assert "\n" not in told
    assert len(told) < 150


# -- stated facts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        *("2024年9月20日", "2024年9月20号", "2024.9.20", "2024-09-20", "2024 年 9 月 20 日", "（2024年9月20日）"),
        *("二〇二四年九月二十日", "二○二四年九月二十日", "２０２４年９月２０日"),
    ],
)
def test_the_date_on_the_cover_goes_to_its_key(review: Review, typed: str) -> None:
    review.replace("2024年9月18日", "2024年9月18日", typed, track=False)
    outcome = review.pull()
    (edit,) = outcome.edits
    assert edit.resolution is Resolution.WRITTEN
    outcome.write()
    assert "    日期: 2024-09-20         # 封面上的日期" in review.text("部门.yaml")
    assert "公开日期: 2024-09-18" in review.text("部门.yaml")
    assert "改写" not in review.text("部门.yaml")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2024年9月", "日期要改请改 部门.yaml:26"),
        ("公开日期：2024年9月20日", "日期要改请改 部门.yaml:26"),
        ("2024年09月18日", "日期没有变"),
        ("二〇二四年九月十八日", "日期没有变"),
    ],
)
def test_what_else_is_typed_on_the_cover_is_no_rewriting(review: Review, typed: str, told: str) -> None:
    review.replace("2024年9月18日", "2024年9月18日", typed)
    outcome = review.pull()
    (edit,) = outcome.edits
    assert (edit.resolution, outcome.data) == (Resolution.REFUSED, {})
    assert told in edit.message


def test_a_telephone_goes_to_its_key(review: Review) -> None:
    review.replace("027-00000000", "027-00000000", "027-11111111")
    outcome = review.pull()
    outcome.write()
    assert "咨询电话: 027-11111111" in review.text("部门.yaml")
    assert "改写" not in review.text("部门.yaml")


# -- opinions in the next round ----------------------------------------------------------------------------------------


def test_an_opinion_that_comes_back_as_a_comment_is_the_same(review: Review) -> None:
    from reportgen.build import assemble
    from reportgen.review.draft.prepared import prepare
    from reportgen.review.review_comments import FOLDER, read
    from reportgen.workspace.output import folder_of
    from reportgen.writers.docx import write_docx

    review.replace("□ 同意公开", "□ 改后公开", "☑ 改后公开", track=False)
    review.pull().write()
    made = assemble(review.data, draft=True)
    home = folder_of(made, review.root / "output")
    assert [one.text for one in read(home / FOLDER)] == ["改后公开"]
    second = review.root / "第二轮.docx"
    second.write_bytes(write_docx(prepare(made, home).document))
    outcome = pulled(second, review.data)
    assert (outcome.edits, outcome.new_remarks) == ([], 0)


def test_a_comment_that_was_closed_stays_closed(review: Review) -> None:
    from reportgen.build import assemble
    from reportgen.review.draft.prepared import prepare
    from reportgen.workspace.output import folder_of
    from reportgen.writers.docx import write_docx

    comments = review.parts["word/comments.xml"].decode()
    review.parts["word/comments.xml"] = comments.replace('w:author="reportgen"', 'w:author="张科长"').encode()
    threads = review.parts["word/commentsExtended.xml"].decode()
    assert 'w15:done="0"' in threads
    review.parts["word/commentsExtended.xml"] = threads.replace('w15:done="0"', 'w15:done="1"').encode()
    review.pull().write()
    made = assemble(review.data, draft=True)
    again = write_docx(prepare(made, folder_of(made, review.root / "output")).document)
    path = review.root / "again.docx"
    path.write_bytes(again)
    with zipfile.ZipFile(path) as archive:
        assert archive.read("word/commentsExtended.xml").decode().count('w15:done="1"') == threads.count('w15:done="0"')
