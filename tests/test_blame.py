"""Nobody is blamed wrongly: a finding points to whoever wrote the words, the template only where nobody else did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clerk import run
from reportgen.document.anchors import anchors_of
from reportgen.document.patterns import pattern_of
from slips import found, made, slipped, told

OPERATING = "part-3-operating/机关运行经费支出说明/机关运行经费"
ASSETS = "part-3-assets/国有资产占用情况说明/车辆.合计"
TOTAL = "part-3-total/收入支出决算总体情况说明/收入总计"
PROBLEM = "公开招标节约的资金没有及时调整用途，受理量的增长主要靠线上渠道，线下渠道宣传不够"
MEASURES = "[招标节约的资金及时申请调整, 加强线下渠道的宣传]"
NO_CARS = (
    ("| 公务用车运行维护费 | 8.00   | 6.80   |", "| 公务用车运行维护费 | - | - |"),
    ("保有车辆: 2", "保有车辆: 0"),
    ("车辆: {机要通信用车: 1, 其他用车: 1}, 车辆说明: 其他用车是民生服务下社区的业务用车, ", "车辆: {机要通信用车: 0, 其他用车: 0}, "),
    ("  30231: 6.80        # 公务用车运行维护费\n", ""),
    ("  30299: 8.60  ", "  30299: 15.40  "),
)  # fmt: skip
"""A department that has no cars."""


def rewriting(name: str, after: str) -> str:
    return f"改写:\n  {name}:\n    改为: {after}\n"


@pytest.mark.parametrize(
    "own",
    [
        '"1、没有及时调整用途。2、增长主要靠线上。"',
        '"1.没有及时调整用途。2.增长主要靠线上。3.宣传不够。"',
        '"1．没有及时调整用途。2．增长主要靠线上。"',
        '"（1）没有及时调整用途。（2）增长主要靠线上。"',
        '"（一）没有及时调整用途。（二）增长主要靠线上。"',
        "一是没有及时调整用途；二是增长主要靠线上；三是宣传不够",
        "①没有及时调整用途；②增长主要靠线上",
        "第一，没有及时调整用途；第二，增长主要靠线上",
        '"1、没有及时调整用途。\\n\\n2、增长主要靠线上。"',
    ],
)
def test_the_numbers_inside_a_text_are_a_list_of_their_own(tmp_path: Path, own: str) -> None:
    assert told(tmp_path, (PROBLEM, own)) == []


def test_a_gap_in_a_persons_own_numbers_is_told_at_their_line(tmp_path: Path) -> None:
    assert told(tmp_path, (PROBLEM, '"1、没有及时调整用途。3、增长主要靠线上。"')) == ["项目.yaml:13 C091"]


def test_numbers_before_what_the_template_numbers_are_told_once_at_the_first(tmp_path: Path) -> None:
    typed = "[1.招标节约的资金及时申请调整, 2.加强线下渠道的宣传]"
    findings = found(tmp_path, (MEASURES, typed))
    assert [(f.code, f.source.line) for f in findings if f.source] == [("C091", 14)]
    assert "1.1.招标节约" in findings[0].message


@pytest.mark.parametrize(
    "sentence",
    [
        "截至2023年12月31日，区民生局无公务用车，无其他用车；无单价50万元（含）以上通用设备，无单价100万元（含）以上专用设备。",
        "区民生局没有车辆，没有通用设备和专用设备。",
        "区民生局车辆为0辆，通用设备为0台（套），专用设备0台（套）。",
    ],
)
def test_there_are_no_cars_says_their_number(tmp_path: Path, sentence: str) -> None:
    reason = ("  三公.公务用车购置及运行维护费: 严格车辆管理，压减出车次数\n", "")
    assert told(tmp_path, *NO_CARS, reason, more=rewriting(ASSETS, sentence)) == []


def test_none_said_of_what_there_is_stays_an_error_at_the_rewriting(tmp_path: Path) -> None:
    findings = found(tmp_path, more=rewriting(ASSETS, "区民生局无公务用车，无通用设备，无专用设备。"))
    wrong = next(f for f in findings if f.code == "C060")
    assert wrong.source
    assert (wrong.source.file, wrong.source.line) == ("另写.yaml", 3)
    assert "「改写」" in wrong.remedy
    assert "模板" not in wrong.remedy


@pytest.mark.parametrize(
    ("after", "code"),
    [
        ("2023年度机关运行经费支出｛机关运行经费｝，比2020年增加｛机关运行经费.增减额.绝对值｝，增长｛机关运行经费.增长率.绝对值｝，主要原因是｛文：原因.机关运行经费｝。", "C072"),
        ("截至2020年底，机关运行经费支出｛机关运行经费｝，增加｛机关运行经费.增减额.绝对值｝，增长｛机关运行经费.增长率.绝对值｝，主要原因是｛文：原因.机关运行经费｝。", "C097"),
        ("机关运行经费支出｛机关运行经费｝，增加｛机关运行经费.增减额.绝对值｝，增长百分之二点六，主要原因是｛文：原因.机关运行经费｝。", "C079"),
        ("机关运行经费支出｛机关运行经费｝，减少｛机关运行经费.增减额.绝对值｝，下降｛机关运行经费.增长率.绝对值｝，主要原因是｛文：原因.机关运行经费｝。", "C067"),
        ("机关运行经费支出｛机关运行经费｝，增加增加｛机关运行经费.增减额.绝对值｝，增长｛机关运行经费.增长率.绝对值｝，主要原因是｛文：原因.机关运行经费｝。", "C091"),
        ("比上年增加｛机关运行经费.增减额.绝对值｝，增长｛机关运行经费.增长率.绝对值｝，主要原因是｛文：原因.机关运行经费｝。", "C057"),
        ("机关运行经费支出｛机关运行经费｝，增加｛机关运行经费.增减额.绝对值｝，增长｛机关运行经费.增长率.绝对值｝。", "C076"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_rewriting_is_told_there(tmp_path: Path, after: str, code: str) -> None:
    findings = [f for f in found(tmp_path, more=rewriting(OPERATING, after)) if f.code == code]
    assert findings
    for finding in findings:
        assert finding.source
        assert (finding.source.file, finding.source.line) == ("另写.yaml", 3), str(finding)
        assert "做版式的人" not in finding.remedy


def test_a_persons_words_inside_a_rewriting_are_still_theirs(tmp_path: Path) -> None:
    after = "机关运行经费支出｛机关运行经费｝，增加｛机关运行经费.增减额.绝对值｝，增长｛机关运行经费.增长率.绝对值｝，主要原因是｛文：原因.机关运行经费｝。"
    reason = ("办公用房集中后的维修和邮电开支增加", "办公用房集中后的维修维修和邮电开支增加")
    assert told(tmp_path, reason, more=rewriting(OPERATING, after)) == ["预算和上年.yaml:58 C091"]


def test_a_figure_that_a_person_named_in_the_wrong_words_is_told_at_their_words(tmp_path: Path) -> None:
    typed = ("就业援助的人数增加，人员工资正常晋级", "本年收入比上年减少｛本年收入合计.增减额.绝对值｝")
    findings = [f for f in found(tmp_path, typed) if f.code == "C067"]
    assert [(f.source.file, f.source.line) for f in findings if f.source] == [("预算和上年.yaml", 49)]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("民生服务平台运行维护 |", "民生服务平台运行运行维护 |", "项目.yaml:6 C091"),
        ("民生服务平台稳定运行: |", "民生服务平台稳定稳定运行: |", "重点工作和解释.yaml:3 C091"),
        ("全称: 江城区民生服务局", "全称: 江城区民生服务服务局", "部门.yaml:18 C091"),
    ],
)
def test_doubled_words_in_names_are_told_where_the_name_stands(tmp_path: Path, old: str, new: str, place: str) -> None:
    assert place in told(tmp_path, (old, new))


def test_while_the_data_have_errors_nothing_is_said_against_the_template(tmp_path: Path) -> None:
    for wrong in ("2080199", "2999999", "208", "20801"):
        findings = found(tmp_path, ("| 2080102 | 本级", f"| {wrong} | 本级"))
        assert not [str(f) for f in findings if "版式" in f.remedy], wrong


def test_what_only_the_template_can_have_written_is_its_own(tmp_path: Path) -> None:
    report = made(tmp_path)
    sentences = {a.name: pattern_of(e) for e, a in anchors_of(report.document.root).items()}
    assert "主要原因是" in sentences[TOTAL]
    assert report.findings == ()


def test_a_missing_explanation_is_told_with_its_file_and_the_line_to_type(tmp_path: Path) -> None:
    whole = "# 科目表里没有说明的科目，在这里补一句，印在名词解释里。\n科目:\n  2296002: {说明: 反映用彩票公益金安排的社会福利支出。}\n"
    (finding,) = found(tmp_path, (whole, ""))
    assert str(finding).endswith(
        "[T004] 没有写「科目.2296002.说明」。请在 重点工作和解释.yaml 里写 科目: {2296002: {说明: …}}"
    )


def test_one_reason_that_would_answer_all_is_asked_for_once_at_the_reasons(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, ("  总体: 就业援助的人数增加，人员工资正常晋级\n", ""))
    assert (finding.code, str(finding.source)) == ("C076", "预算和上年.yaml:48:1")
    assert "等 7 个数" in finding.message
    assert finding.remedy.startswith("请在「原因」里写 总体: …，")


def test_no_figures_of_last_year_are_one_finding(tmp_path: Path) -> None:
    here = slipped(tmp_path)
    text = (here / "预算和上年.yaml").read_text(encoding="utf-8")
    last = text[text.index("上年数:") : text.index("# 原因：")]
    assert [f.code for f in found(tmp_path, (last, ""))] == ["T003"]


def test_no_reasons_at_all_are_one_finding(tmp_path: Path) -> None:
    here = slipped(tmp_path)
    text = (here / "预算和上年.yaml").read_text(encoding="utf-8")
    reasons = text[text.index("原因:\n") : text.index("# 说明五（二）")]
    assert [f.code for f in found(tmp_path, (reasons, ""))] == ["C076"]


def test_check_says_what_stops_the_final(tmp_path: Path) -> None:
    here = slipped(tmp_path, ("  总体: 就业援助的人数增加，人员工资正常晋级\n", ""))
    assert run("check", here).output.splitlines()[-2:] == ["出不了定稿：待填 7 处要补", "错误 0、提醒 1、提示 0"]


def test_hints_of_one_code_fold_and_are_all_shown_when_asked_for(tmp_path: Path) -> None:
    task = "整合线上线下窗口，全年受理服务事项｛指标.平台.受理｝"
    hints = "，".join(f"在{year}年办理了事项" for year in (2001, 2003, 2005, 2007, 2009))
    here = slipped(tmp_path, (task, hints))
    shown = [line for line in run("check", here).output.splitlines() if " 提示 [" in line]
    assert len(shown) == 3
    assert "同样的提示还有 [C097] 2 处，没有列出；全部看：reportgen check --all" in run("check", here).output
    assert run("check", here).output.endswith("提示 5\n")
    assert len([line for line in run("check", here, "--all").output.splitlines() if " 提示 [" in line]) == 5
    assert len(json.loads(run("check", here, "--format", "json").output)["findings"]) == 5
