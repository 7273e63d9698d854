"""Forms of goals and of evaluations: rates, scores, weights and sums that their own cells contradict."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.audit.forms.evaluations import evaluation_findings, forms_in
from reportgen.audit.text.stream import stream_of
from reportgen.audit.words.percentages import percentage_findings
from reportgen.reading.grid import Grid, OpenedFile, Spot, TextLine
from test_audit_learned import table

NAME = "公开稿.docx"
FORM = """
项目名称 | 社区服务
预算执行情况（万元）（20分） |  | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分×执行率）
 | 年度财政资金总额 | 90.00 | 86.50 | 96.1% | 19.22
绩效指标（80分） | 一级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
 | 产出指标（70分） | 受理服务事项（30分） | 20000件 | 21360件 | 30
 | ^ | 运行正常率（40分） | ≥99% | 99.6% | 40
 | 满意度指标（10分） | 用户满意度（10分） | ≥90% | 94.2% | 10
总分 | 99.22分
"""
PARTS = """
资金（万元）（20分） |  | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 执行率（B/A） | 得分（20分×执行率）
 | 年度资金总额 | 193.06 | 222.96 | 173.72 | 77.92% | 15.6
 | 其中：省级补助 | 75.60 | 22.50 | 22.50 | 100% |
 | 市县资金 | 117.46 | 141.32 | 92.08 | 65.16% |
 | 其他资金 | 0.00 | 59.14 | 59.14 | 100% |
"""
SUMMARY = """
评价准则 | 权重 | 评价得分
预算执行情况 | 20% | 19.98
产出指标 | 70% | 70
满意度指标 | 10% | 10
综合绩效 | 100% | 99.98
"""
GOAL = """
项目名称 | 机关服务 | |
项目总预算 | 60.00 | 项目当年预算 | 47.00
项目资金来源 | 资金来源 | | 金额
 | 合计 | | 47.00
 | 1.财政拨款 | | 44.00
 | 2.其他资金 | | 3.00
项目支出明细测算 | 经济科目名称 | 测算依据 | 金额
 | 办公费 | | 40.00
 | 劳务费 | | 7.00
项目绩效总目标 | 完成招聘 | |
目标名称 | 一级指标 | 指标内容 | 指标值
招聘 | 产出指标 | 公开招聘人数 | 100人
"""


def told(*grids: Grid, lines: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    """Code, what was said, what should be."""
    texts = tuple(TextLine(line, Spot(NAME, row=n)) for n, line in enumerate(lines))
    opened = OpenedFile(Path(NAME), "docx", grids, texts)
    forms = forms_in(opened.grids)
    found = [*evaluation_findings(opened, forms), *percentage_findings(stream_of(opened.lines), forms)]
    return [(f.code, f.said, f.expected) for f in found]


@pytest.mark.parametrize("text", [FORM, PARTS, SUMMARY, GOAL])
def test_a_form_that_agrees_with_itself_has_no_finding(text: str) -> None:
    assert told(table(text)) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong", "expected"),
    [
        (FORM, "96.1%", "96.8%", ("A013", "96.8%", "96.1%")),  # the rate of execution
        (FORM, "86.50", "68.50", ("A013", "96.1%", "76.1%")),  # what it was made of
        (FORM, "19.22\n", "18.22\n", ("A013", "18.22", "19.22")),  # the score by the rate
        (FORM, "| 40\n", "| 30\n", ("A013", "99.22分", "89.22")),  # one score: the sum is another
        (FORM, "| 40\n", "| 45\n", ("A013", "45", "不大于 40")),  # above its points
        (FORM, "99.22分", "92.22分", ("A013", "92.22分", "99.22")),  # the whole
        (FORM, "事项（30分）", "事项（20分）", ("A013", "产出指标(70分)", "")),  # points of a level
        (FORM, "99.6%", "98.6%", ("A013", "98.6%", "")),  # full score, goal missed
        (FORM, "94.2%", "194.2%", ("A015", "194.2%", "")),  # more than all
        (PARTS, "92.08", "82.08", ("A013", "173.72", "163.72")),  # a part
        (PARTS, "65.16%", "95.16%", ("A013", "95.16%", "65.16%")),
        (PARTS, "15.6", "16.5", ("A013", "16.5", "15.6")),
        (SUMMARY, "| 70\n", "| 60\n", ("A013", "99.98", "89.98")),
        (SUMMARY, "20%", "30%", ("A013", "100%", "110")),
        (GOAL, "44.00", "41.00", ("A013", "41.00", "")),  # one of two sources
        (GOAL, "当年预算 | 47.00", "当年预算 | 74.00", ("A013", "74.00", "47.00")),
        (GOAL, "7.00\n项目绩效", "8.00\n项目绩效", ("A013", "40.00", "")),
    ],
)
def test_one_wrong_cell_is_told(text: str, right: str, wrong: str, expected: tuple[str, str, str]) -> None:
    damaged = text.replace(right, wrong)
    assert damaged != text
    assert expected in told(table(damaged))


def test_all_of_the_money_is_only_what_is_all_of_it_where_other_rates_have_places() -> None:
    full = FORM.replace("86.50", "89.90").replace("96.1%", "100%").replace("19.22", "20").replace("99.22", "100")
    assert told(table(full)) == []  # the only rate of the file: it may be told whole
    assert told(table(full), table(FORM, "表2"))[0] == ("A013", "100%", "99.9%")


@pytest.mark.parametrize("score", ["19", "19.2", "19.22"])
def test_a_score_that_is_rounded_is_right(score: str) -> None:
    total = f"{80 + float(score):g}分"
    assert told(table(FORM.replace("19.22", score).replace("99.22分", total))) == []


def test_the_form_of_the_whole_and_that_of_a_project_tell_the_same_of_an_indicator() -> None:
    names = {"受理服务事项": "21360件", "新增床位": "12张", "培训护理员": "50人"}
    rows = "".join(f" | 产出指标 | {name} | 10 | {done} | 1\n" for name, done in names.items())
    head = "绩效指标 | 一级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分\n"
    whole, project = f"部门名称 | 民政局\n{head}{rows}", f"项目名称 | 养老\n{head}{rows}"
    assert told(table(whole), table(project, "表2")) == []
    assert told(table(whole), table(project.replace("50人", "60人"), "表2")) == [("A014", "60人", "")]
    other = project.replace("项目名称", "项目名称（二）").replace("50人", "60人")
    assert told(table(project), table(other, "表2")) == []  # two projects


def test_an_amount_that_stands_nowhere_else_but_for_one_digit_is_told() -> None:
    lines = ("社区服务项目预算1,490.00万元，执行数1,486.50万元。", "执行数1,486.50万元，其余结转。")
    grid = table(
        FORM.replace("90.00 | 86.50 | 96.1% | 19.22", "1,490.00 | 1,486.60 | 99.8% | 19.95").replace("99.22", "99.95")
    )
    assert told(grid, lines=lines) == [("A014", "1,486.60", "")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("住房保障支出29.42万元，占109.55%。", "占109.55%"),
        ("其中货物支出占政府采购支出的128.6%。", "占政府采购支出的128.6%"),
        ("群众满意度达到199.2%。", "满意度达到199.2%"),
    ],
)
def test_a_share_above_all_is_told(line: str, said: str) -> None:
    assert told(lines=(line,)) == [("A015", said, "")]


@pytest.mark.parametrize("line", ["完成年初预算的158.21%。", "比上年增长130.5%。", "占100%。", "超额完成任务的120%。"])
def test_rates_that_may_be_above_all_are_none(line: str) -> None:
    assert told(lines=(line,)) == []


def test_one_rate_with_other_places_than_the_rest_is_told() -> None:
    lines = [f"比上年增加{n}.00万元，增长1{n}.53%。" for n in range(1, 20)]
    assert told(lines=tuple(lines)) == []
    lines[3] = re.sub(r"(\d)\d%", r"\1%", lines[3])
    assert told(lines=tuple(lines)) == [("A015", "增长14.5%", "")]
    lines[4:10] = [re.sub(r"(\d)\d%", r"\1%", line) for line in lines[4:10]]
    assert told(lines=tuple(lines)) == []  # some so, some so: no slip of the hand


def test_a_form_in_a_sheet_holds_numbers() -> None:
    grid = table(FORM)
    assert forms_in([replace(grid, name="自评表")])[0].stated is not None
