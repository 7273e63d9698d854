"""The notice leads with what the office corrected; what followed comes after it, in words that the public reads."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clerk import replace as edit
from clerk import replace_everywhere, run
from reportgen.build import BuiltReport, assemble
from reportgen.compare.diff import Difference, compare
from reportgen.document.tree import squeeze, text_of
from reportgen.environment import EnvironmentProblem, require_pdf
from reportgen.publish.correct.documents import marked, notice_document
from reportgen.publish.correct.notice import CorrectionNotice, EarlierCorrection, notice_of, spots
from reportgen.publish.verify import verify

KEYS = re.compile(r"[\u4e00-\u9fff]\.[\u4e00-\u9fff]|[\u4e00-\u9fff]\.\d{3}|\d{3}\.[\u4e00-\u9fff]|[｛｝]|\.yaml|·")
"""What a key, a reference or a file of the office looks like."""
EVERYWHERE = ""
"""Instead of a file: in all that have the words."""
APPROVED = "{收入总计: 1429.20, 支出总计: 1429.20}"


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    """The department that `new` writes."""
    folder = tmp_path_factory.mktemp("sample") / "示例局/2023"
    run("new", folder, code=0)
    return folder


@pytest.fixture(scope="module")
def made(sample) -> BuiltReport:
    """It as it was published."""
    return assemble(sample)


@pytest.fixture
def corrected(sample, made, tmp_path) -> Callable[..., Difference]:
    """The difference that edits of its files make."""

    def difference(*edits: tuple[str, str, str]) -> Difference:
        folder = shutil.copytree(sample, tmp_path / "示例局/2023")
        for file, old, new in edits:
            if file == EVERYWHERE:
                replace_everywhere(folder, old, new)
            else:
                edit(folder / file, old, new)
        found = compare(made, assemble(folder))
        assert not found.new.errors
        return found

    return difference


def noticed(difference: Difference, **other) -> CorrectionNotice:
    return notice_of(difference, "填列有误", date(2024, 11, 20), date(2024, 9, 18), ({}, {}), **other)


def plain(words) -> str:
    return "".join(text for _, text in words)


def printed(notice: CorrectionNotice, difference: Difference) -> str:
    return squeeze(text_of(notice_document(notice, difference.new).body))


ROOTS = {
    "a subject's code": (
        ((EVERYWHERE, "2080799", "2080705"),),
        [("支出功能分类科目", "2080799 其他就业补助支出", "2080705 公益性岗位补贴")],
    ),
    "a subject's code in another class": (
        ((EVERYWHERE, "2101102", "2080506"),),
        [("支出功能分类科目", "2101102 事业单位医疗", "2080506 机关事业单位职业年金缴费支出")],
    ),
    "a subject with income of its own": (
        ((EVERYWHERE, "2080102", "2080109"),),
        [("支出功能分类科目", "2080102 一般行政管理事务", "2080109 社会保险经办机构")],
    ),
    "a subject of a fund": (
        ((EVERYWHERE, "2296002", "2296099"),),
        [("支出功能分类科目", "2296002 用于社会福利的彩票公益金支出", "2296099 用于其他社会公益事业的彩票公益金支出")],
    ),
    "two codes, one name within another": (
        ((EVERYWHERE, "2080799", "2080705"), (EVERYWHERE, "2101102", "2101103")),
        [
            ("支出功能分类科目", "2080799 其他就业补助支出", "2080705 公益性岗位补贴"),
            ("支出功能分类科目", "2101102 事业单位医疗", "2101103 公务员医疗补助"),
        ],
    ),
    "a code, and the amount besides": (
        (
            (EVERYWHERE, "2080799", "2080705"),
            ("收支.yaml", "| 145.00 ", "| 144.00 "),
            ("收支.yaml", APPROVED, APPROVED.replace("1429", "1428")),
            ("项目.yaml", "145.00   | 145.00", "145.00   | 144.00"),
        ),
        [
            ("支出功能分类科目", "2080799 其他就业补助支出", "2080705 公益性岗位补贴"),
            ("公益性岗位补贴（一般公共预算财政拨款、项目支出）", "145.00万元", "144.00万元"),
            ("就业困难人员就业援助：执行数", "145.00万元", "144.00万元"),
        ],
    ),
    "an amount with its project and the approved totals": (
        (
            ("收支.yaml", "| 145.00 ", "| 144.00 "),
            ("收支.yaml", APPROVED, APPROVED.replace("1429", "1428")),
            ("项目.yaml", "145.00   | 145.00", "145.00   | 144.00"),
        ),
        [
            ("其他就业补助支出（一般公共预算财政拨款、项目支出）", "145.00万元", "144.00万元"),
            ("就业困难人员就业援助：执行数", "145.00万元", "144.00万元"),
        ],
    ),
    "a project's name": (
        (("项目.yaml", "社区助老服务", "社区养老服务"),),
        [("项目名称", "社区助老服务", "社区养老服务")],
    ),
    "an indicator's name": (
        (("指标.yaml", "受理服务事项 ", "受理服务总量 "),),
        [("绩效指标名称（民生服务平台运行维护）", "受理服务事项", "受理服务总量")],
    ),
    "a unit's name": (
        (("部门.yaml", "江城区民生服务中心", "江城区民生服务指导中心"),),
        [("单位名称", "江城区民生服务中心", "江城区民生服务指导中心")],
    ),
    "the short name of the department": (
        (("部门.yaml", "简称: 区民生局", "简称: 区民生服务局"),),
        [("部门简称", "区民生局", "区民生服务局")],
    ),
    "an indicator's value": (
        (("指标.yaml", "21360件", "21260件"),),
        [("民生服务平台运行维护：绩效指标“受理服务事项”实际完成值", "21360件", "21260件")],
    ),
    "goods": (
        (("三公采购和资产.yaml", "| 货物 | 12.60 |", "| 货物 | 12.80 |"),),
        [("政府采购：货物 金额", "12.60万元", "12.80万元")],
    ),
    "an amount moved between two items": (
        (("收支.yaml", "| 27.60 ", "| 28.60 "), ("收支.yaml", "| 14.30 ", "| 13.30 ")),
        [
            ("行政单位医疗（一般公共预算财政拨款、基本支出）", "27.60万元", "28.60万元"),
            ("事业单位医疗（一般公共预算财政拨款、基本支出）", "14.30万元", "13.30万元"),
        ],
    ),
    "staff": ((("部门.yaml", "退休: 14", "退休: 15"),), [("人员：退休", "14人", "15人")]),
    "words alone": (
        (("部门.yaml", "困难家庭和老年人的服务", "困难家庭、残疾人和老年人的服务"),),
        [
            (
                "主要职能第2条",
                "统筹就业困难人员、困难家庭和老年人的服务与援助工作",
                "统筹就业困难人员、困难家庭、残疾人和老年人的服务与援助工作",
            )
        ],
    ),
    "an amount of two units of which only the sum is printed": (
        (
            ("收支.yaml", "| 30.14 ", "| 31.14 "),
            ("收支.yaml", "30108: 88.34", "30108: 89.34"),
            ("收支.yaml", APPROVED, APPROVED.replace("1429", "1430")),
        ),
        [
            ("机关事业单位基本养老保险缴费支出（一般公共预算财政拨款、基本支出）", "88.34万元", "89.34万元"),
            ("支出经济分类：机关事业单位基本养老保险缴费", "88.34万元", "89.34万元"),
        ],
    ),
}


@pytest.mark.parametrize("case", ROOTS)
def test_the_body_says_what_the_office_corrected_a_line_each(corrected, case) -> None:
    """With its public name, what was published and what it is; approved totals that follow are no line."""
    edits, lines = ROOTS[case]
    found = corrected(*edits)
    notice = noticed(found)
    assert [(root.name, plain(root.old), plain(root.new)) for root in notice.roots] == lines
    assert all(root.places for root in notice.roots)
    assert len(notice.places) == len(found.changes)


@pytest.mark.parametrize("case", ROOTS)
def test_the_notice_reads_for_the_public(corrected, case) -> None:
    """No key, no reference, no file; every row of the annex says because of which line."""
    found = corrected(*ROOTS[case][0])
    notice = noticed(found)
    text = re.sub("【待填：[^】]*】", "", printed(notice, found))  # a report with gaps is not corrected
    assert not KEYS.search(text)
    assert all(place.cause.startswith("因第") for place in notice.following)
    assert all(place.cause.startswith("第") for place in notice.direct)


def test_what_followed_is_in_the_annex_with_the_rest_of_a_sentence(corrected) -> None:
    """A sentence that tells the corrected amount and its sum is told once, with both."""
    notice = noticed(corrected(*ROOTS["goods"][0]))
    (place,) = notice.annexed
    assert place.cause == "第1项更正，合计数、占比重新计算"
    assert notice.roots[0].places == notice.annexed


def test_approved_totals_that_were_wrong_alone_are_a_correction_of_their_own(corrected, made) -> None:
    """Where no sum moved, the approved total is what was corrected."""
    found = corrected(("收支.yaml", APPROVED, APPROVED.replace("1429.20", "1429.21")))
    notice = noticed(found)
    assert [root.name for root in notice.roots] == ["收入总计", "支出总计"]


def test_a_rename_and_an_amount_are_two_lines_and_the_form_stays(corrected) -> None:
    """The row of the form tells the amount, not that a form went and another came."""
    found = corrected(
        ("项目.yaml", "社区助老服务", "社区养老服务"),
        ("项目.yaml", "35.00  | 养老科", "34.00  | 养老科"),
        ("收支.yaml", "| 35.00 ", "| 34.00 "),
        ("收支.yaml", APPROVED, APPROVED.replace("1429", "1428")),
    )
    notice = noticed(found)
    assert [root.name for root in notice.roots] == [
        "用于社会福利的彩票公益金支出（政府性基金预算财政拨款、项目支出）",
        "项目名称",
        "社区养老服务：执行数",
    ]
    assert all(plain(place.old) and plain(place.new) for place in notice.places)


def test_only_what_is_public_stands_in_the_notice(corrected) -> None:
    """Forms that may have been published by themselves are for the office to know."""
    found = corrected(*ROOTS["a project's name"][0])
    assert "单独公开" not in printed(noticed(found), found)


def test_a_second_correction_names_the_first(corrected) -> None:
    """Its day, and that what was published is what it published."""
    found = corrected(*ROOTS["goods"][0])
    text = printed(noticed(found, earlier=[EarlierCorrection(1, date(2024, 10, 8))]), found).replace("\n", "")
    assert "于2024年9月18日公开了" in text
    assert "2024年10月8日作了第1次更正" in text
    assert "现作第2次更正" in text
    assert "是2024年10月8日第1次更正后公开的内容和页码" in text


# -- pages -----------------------------------------------------------------------------------------


def test_the_page_of_a_cell_in_a_long_form_is_its_own(corrected) -> None:
    """Not the one on which the form begins."""
    try:
        require_pdf()
    except EnvironmentProblem as problem:
        pytest.skip(str(problem))
    from reportgen.publish.pdf import read_pdf
    from reportgen.writers.pdf import write_pdf

    found = corrected(("指标.yaml", "95.1%", "95.2%"), ("部门.yaml", "退休: 14", "退休: 15"))
    sides = spots(found)
    old, new = (write_pdf(marked(one.document, side)) for one, side in zip((found.old, found.new), sides, strict=True))
    notice = notice_of(found, "x", date(2024, 11, 20), date(2024, 9, 18), (old.pages, new.pages))
    texts = [text.replace("\r\n", "") for text in read_pdf(old.content).pages]
    folio = {number[1]: text for text in texts if (number := re.search(r"— (\d+) —", text))}
    cells = [place for root in notice.roots for place in root.places if "行「" in place.anchor]
    assert cells
    for place in cells:
        assert plain(place.old) in folio[str(place.pages[0])]


# -- the folder ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def twice(sample, tmp_path_factory) -> Path:
    """Published and corrected three times; always from what was first published."""
    try:
        require_pdf()
    except EnvironmentProblem as problem:
        pytest.skip(str(problem))
    home = tmp_path_factory.mktemp("twice")
    data = shutil.copytree(sample, home / "data/示例局/2023")
    output = home / "output/示例局/2023/部门决算公开"
    run("publish", data, code=0)
    edit(data / "三公采购和资产.yaml", "| 货物 | 12.60 |", "| 货物 | 12.80 |")
    run("correct", data, "--from", output / "上网", "--reason", "采购数有误", "--day", "2024-10-08", code=0)
    edit(data / "三公采购和资产.yaml", "| 货物 | 12.80 |", "| 货物 | 12.90 |")
    said = run("correct", data, "--from", output / "上网", "--reason", "又有误", "--day", "2024-11-08", code=0).output
    assert "最后公开的是第 1 次更正（2024-10-08）" in said
    replace_everywhere(data, "2080799", "2080705")
    said = run("correct", data, "--from", output / "上网", "--reason", "科目有误", "--day", "2024-12-08", code=0).output
    assert "最后公开的是第 2 次更正（2024-11-08）" in said
    assert "第 3 次更正，1 项，8 处" in said
    return output


def test_the_corrected_folder_holds_all_that_is_uploaded(twice) -> None:
    """As the first publication, with Word and the notice."""
    there = {p.relative_to(twice / "更正/第1次").as_posix() for p in (twice / "更正/第1次").rglob("*") if p.is_file()}
    first = {p.relative_to(twice / "上网").as_posix() for p in (twice / "上网").rglob("*") if p.is_file()}
    assert {name.replace("（更正版）", "") for name in there} >= first
    assert {Path(name).suffix for name in there if "更正说明" in name} == {".pdf", ".docx"}
    assert {Path(name).suffix for name in there if "（更正版）" in name} == {".pdf", ".docx", ".xlsx"}


@pytest.mark.parametrize("name", ["第1次", "第2次", "第3次"])
def test_a_correction_is_verified(twice, name) -> None:
    """Whole and of one mind, with the notice beside the report, whose longest rows go on over a page."""
    assert not verify(twice / "更正" / name).findings


def test_a_correction_is_made_again_from_its_data(twice) -> None:
    """To the byte, Word too, whatever libraries were used before in the same process."""
    result = verify(twice / "更正/第3次", twice.parents[3] / "data/示例局/2023")
    assert not result.findings
    assert "逐个字节相同" in result.proven[-1]


def test_a_second_correction_starts_from_what_was_published_last(twice) -> None:
    """Whichever snapshot is named: 12.80, not 12.60."""
    from reportgen.publish.pdf import read_pdf

    (path,) = (twice / "更正/第2次").glob("关于*.pdf")
    text = "".join(read_pdf(path.read_bytes()).pages).replace("\r\n", "")
    assert "12.80万元" in text
    assert "12.60万元，占货物" not in text
    assert "2024年10月8日作了第1次更正" in text


def test_a_correction_that_was_not_published_is_made_again(twice, tmp_path) -> None:
    """--redo takes its place, from what was published before it."""
    home = shutil.copytree(twice.parents[3], tmp_path / "again")
    data = home / "data/示例局/2023"
    edit(data / "三公采购和资产.yaml", "| 货物 | 12.90 |", "| 货物 | 13.00 |")
    words = ("--from", home / "output/示例局/2023/部门决算公开/更正/第2次", "--reason", "又有误", "--to", "docx")
    told = run("correct", data, *words, "--redo", code=0).output
    assert "第 3 次更正，2 项" in told
    assert "12.90万元 → 13.00万元" in told
    assert not (home / "output/示例局/2023/部门决算公开/更正/第4次").exists()
