"""What is written for the self-evaluation forms: levels, goals, options and indicators that no form has a place for."""

import re

import pytest

import small
from reportgen.compose.composed import compose
from reportgen.compose.tables import lay_out

PROJECTS = "|\n  代号 | 名称 | 科目 | 全年预算 | 执行数 | 类别 | 属性 | 类型 | 级别\n  甲 | 甲项目 | 2080102 | 60 | 50.25 | {} | {} | {} | {}"
INDICATORS = (
    "\n  甲: |\n    代号 | 层级 | 指标 | 目标值 | 实际值 | 分值 | 整体目标 | 整体\n    一 | {} | 受理 "
    "| 10件 | 12件 | 40 | {} | 40\n    二 | 效益/社会效益 | 改善 | 明显 | 明显 | 40 | 1 | 40"
)
OPTIONS = ("部门预算项目", "持续性项目", "常年性项目", "一级")
OVERALL = "{{预算数: 150.25, 目标: {}, 问题和原因: 不足, 改进措施: [改进]}}"


def written(folder, level="产出/数量", goal="1", goals="{1: 办好}", options=OPTIONS, **keys):
    """A report of one project with two indicators, both in the overall form."""
    keys = {
        "项目": PROJECTS.format(*options),
        "指标": INDICATORS.format(level, goal),
        "整体自评": OVERALL.format(goals),
    } | keys
    return small.report(folder, **keys)


def findings(report):
    return [(f.code, f.message, f.source.line if f.source else None) for f in report.findings]


def text(report):
    """The words of a draft."""
    root = compose(report, lay_out(report), "部门决算公开").document.root
    return "\n".join(re.sub(r"\s+", "", "".join(e.itertext())) for e in root.iter() if e.tag in ("p", "td", "th"))


def test_forms_as_they_should_be_have_no_finding(tmp_path):
    made = written(tmp_path)
    assert made.findings == []
    assert "待填：目标" not in text(made)


@pytest.mark.parametrize(
    ("level", "told"),
    [
        ("", "的层级没有写"),
        ("产出", "的层级写的是「产出」，不是 一级/二级"),
        ("产出/", "的层级写的是「产出/」，不是 一级/二级"),
        ("产量/数量", "的一级「产量」不是版式里的一级指标"),
        ("产出/数量/件", "的层级写的是「产出/数量/件」，不是 一级/二级"),
    ],
)
def test_a_level_that_is_none_is_told_with_those_that_are(tmp_path, level, told):
    made = written(tmp_path, level=level)
    (found,) = made.findings
    assert (found.code, found.message, found.key) == ("D020", f"指标「受理」{told}", "指标.甲.一")
    assert "一级有 成本、产出、效益、满意度" in found.remedy
    assert found.source.line == small.text(项目=PROJECTS.format(*OPTIONS)).count("\n") + 4
    assert found.source.column == len("    一 | ") + (1 if level else 2)
    assert "受理" in text(made)  # a draft is made all the same


@pytest.mark.parametrize(
    ("column", "field", "allowed"),
    [
        (0, "类别", "部门预算项目、财政专项资金"),
        (1, "属性", "持续性项目、新增性项目"),
        (2, "类型", "常年性项目、延续性项目、一次性项目"),
        (3, "级别", "一级、二级、三级"),
    ],
)
@pytest.mark.parametrize(("word", "told"), [("别的", "写的是「别的」，版式里没有这一项"), ("", "没有写")])
def test_an_option_that_the_edition_does_not_have_is_told_with_those_it_has(
    tmp_path, column, field, allowed, word, told
):
    made = written(tmp_path, options=(*OPTIONS[:column], word, *OPTIONS[column + 1 :]))
    (found,) = made.findings
    assert (found.code, found.message, found.remedy) == ("D021", f"项目「甲」的{field}{told}", f"请写 {allowed} 之一")
    assert (f"【待填：项目{field}】" in text(made)) == (field != "级别")


@pytest.mark.parametrize(
    ("goal", "goals", "told"),
    [
        ("2", "{1: 办好}", ["指标「受理」的整体目标写的是「2」，「整体自评」的「目标」里没有"]),
        ("", "{1: 办好}", ["指标「受理」没有写整体目标，别的指标都写了"]),
        ("1", "{}", ["指标「受理」等 2 个的整体目标写的是「1」，「整体自评」的「目标」里没有"]),
        ("1", "{1: 办好, 2: 办快}", ["整体自评的目标 2 下面没有一个指标，自评表里不会印"]),
    ],
)
def test_goals_and_the_indicators_under_them_belong_together(tmp_path, goal, goals, told):
    made = written(tmp_path, goal=goal, goals=goals)
    assert [(f.code, f.message) for f in made.findings] == [("D023", t) for t in told]
    assert all(f.source for f in made.findings)
    assert "受理" in text(made)


@pytest.mark.parametrize(
    ("met", "told"), [("{1: 办好了}", []), ("{2: 办好了}", ["「目标完成」的 2 不是「目标」里的序号"])]
)
def test_what_became_of_a_goal_has_the_number_of_a_goal(tmp_path, met, told):
    made = written(tmp_path, goals=f"{{1: 办好}}, 目标完成: {met}")
    assert [(f.code, f.message) for f in made.findings] == [("D023", t) for t in told]
    assert [f.remedy for f in made.findings] == ["「目标」里有 1"] * len(told)


def test_points_of_the_whole_without_an_overall_evaluation_are_told(tmp_path):
    made = written(tmp_path, 整体自评=None)
    assert [(f.code, f.message) for f in made.findings] == [
        ("D022", "「指标」里有 2 个指标写了整体的分值，却没有「整体自评」")
    ]
    assert "没有开展部门整体支出绩效自评" in text(made)


def test_a_project_without_indicators_has_no_score(tmp_path):
    made = written(tmp_path, 指标=None, 整体自评=None)
    assert findings(made)[0][:2] == ("D024", "1 个项目都没有指标，算不出得分")
    assert small.shown(made, "项目.甲.得分") == "pending"
    assert "没有未完成的绩效目标" not in text(made)


def test_a_tier_or_a_code_in_other_digits_is_no_template_fault(tmp_path):
    made = written(tmp_path, options=(*OPTIONS[:3], "²级"), 项目支出成效="{20²: 好}")
    assert [f.code for f in made.findings] == ["D021", "D026"]  # ² in a code is read as 2
    assert "共涉及项目1个" in text(made)


def test_an_effect_needs_money_that_was_spent(tmp_path):
    assert [(f.code, f.message) for f in written(tmp_path, 项目支出成效="{2080101: 好}").findings] == [
        ("D026", "「项目支出成效」里的 2080101 没有一般公共预算的项目支出")
    ]


# -- money of several funds --------------------------------------------------------------------------

MIXED = "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出 | 其他资金.项目支出 | 其他收入\n  2080101 | 100 | - | - | -\n  2080102 | - | 40 | 20 | 20"


@pytest.mark.parametrize(
    ("spent", "told"),
    [
        (
            "40",
            "对2023年度一般公共预算项目支出全面开展绩效自评，共涉及项目1个，资金40.00万元，占一般公共预算项目支出总额的100%。",
        ),
        ("50.25", "对2023年度项目支出全面开展绩效自评，共涉及项目1个，资金50.25万元，占项目支出总额的83.8%。"),
    ],
)
def test_a_share_of_the_projects_is_of_money_that_pays_for_them(tmp_path, spent, told):
    made = written(tmp_path, 收支=MIXED, 项目=PROJECTS.format(*OPTIONS).replace("50.25", spent))
    assert told in text(made)


@pytest.mark.parametrize(("spent", "left"), [("30", "10.00"), ("40", None), ("50.25", "9.75"), ("60", None)])
def test_what_is_left_of_a_subject_is_never_negative(tmp_path, spent, left):
    made = written(tmp_path, 收支=MIXED, 项目=PROJECTS.format(*OPTIONS).replace("50.25", spent))
    assert re.findall(r"项目支出中未列入上述项目的([-\d.]+)万元", text(made)) == ([left] if left else [])


def test_projects_that_name_no_subject_leave_no_remainder_and_spend_no_more_than_there_is(tmp_path):
    made = written(tmp_path, 项目=PROJECTS.format(*OPTIONS).replace("2080102", "").replace("50.25", "50.26"))
    assert "未列入上述项目" not in text(made)
    assert [(f.code, f.message) for f in made.findings] == [
        ("D025", "各项目的执行数合计 50.26 万元，比全部项目支出 50.25 万元还多")
    ]


def test_an_overall_evaluation_that_no_indicator_counts_in_has_no_score(tmp_path):
    made = written(
        tmp_path,
        指标="\n  甲: |\n    代号 | 层级 | 指标 | 目标值 | 实际值 | 分值\n    一 | 产出/数量 | 受理 | 10件 | 12件 | 80",
        整体自评="{预算数: 150.25}",
    )
    assert [(f.code, f.message) for f in made.findings] == [("D024", "整体自评没有一个指标，算不出得分")]
    assert "【待填：绩效指标】" in text(made)
