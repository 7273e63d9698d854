"""Self-evaluation forms as an edition has them, 转移支付, projects that are not evaluated, guests by kind: each small."""

from __future__ import annotations

import re

import pytest

import small
from reportgen.build import assemble
from reportgen.checks import check_report
from reportgen.compose.composed import compose
from reportgen.compose.tables import lay_out
from reportgen.editions import load_edition
from reportgen.figures.derive import derive
from reportgen.load import load

KIND = "部门决算公开"
ORDER = "\n  部门决算公开: {版式: ours, 预算口径: 年初预算}"
EDITION = """extends: hubei-2022
title: 某区的格式
form_kinds: {项目: {总目标: 20, "%": 2, 分: 1, score_in_head: true}, 转移支付: {"%": 2, 分: 1}}
"""
PROJECTS = (
    "|\n  代号 | 名称 | 科目 | 全年预算 | 执行数 | 类别 | 属性\n  甲 | 甲项目 | 2080102 | {} | {} | {} | 持续性项目"
)
SIXTY = "\n  甲: |\n    代号 | 层级 | 指标 | 目标值 | 实际值 | 分值\n    一 | 产出/数量 | 受理 | 10件 | 12件 | 60"
GOALS = "\n  甲: {总目标: {1: {目标: 办好, 完成: 办好了, 得分: 10}, 2: {目标: 办完, 完成: 办完了, 得分: 9.5}}}"


def written(project, more="", budget="60", spent="50.25", category="部门预算项目", **keys):
    """A report of one project by an edition `ours` that says this besides."""
    home = project / "templates/final-accounts/ours"
    home.mkdir(parents=True)
    (home / "edition.yaml").write_text(EDITION + more, encoding="utf-8")
    defaults = {"报告": ORDER, "项目": PROJECTS.format(budget, spent, category), "指标": SIXTY, "项目文字": GOALS}
    folder = small.write(project / "2023", **(defaults | keys))
    return derive(load(folder), load_edition(KIND, "ours", project))


def text(report):
    """The words of a draft, a line for each paragraph and row."""
    root = compose(report, lay_out(report), KIND).document.root
    return "\n".join(re.sub(r"\s+", "", "".join(e.itertext())) for e in root.iter() if e.tag in ("p", "tr"))


def codes(report):
    """What the rules over the data find, worse than a hint."""
    found = (*report.findings, *check_report(report, lay_out(report)).findings)
    return sorted({f.code for f in found if f.level.name != "HINT"})


def test_goals_are_scored_and_the_rate_of_the_form_has_its_own_places(tmp_path):
    """50.25 ÷ 60 = 83.75%: 16.75 of 20, rounded to one place; 19.5 of 20 for both goals; 60 for the indicator."""
    made = written(tmp_path)
    assert (small.shown(made, "项目.甲.执行率"), small.shown(made, "自评.甲.执行率")) == ("83.8", "83.75")
    assert [small.shown(made, f"项目.甲.{name}") for name in ("执行得分", "总目标得分", "得分")] == [
        "16.8",
        "19.5",
        "96.3",
    ]
    assert "自评得分：96.3分" in text(made)


@pytest.mark.parametrize(
    ("goals", "total"),
    [
        ("{1: {目标: 办好, 完成: 办好了, 得分: 20}}", "96.8"),
        ("{1: {目标: 办好, 完成: 办好了, 分值: 15, 得分: 15}, 2: {目标: 办完, 分值: 5, 得分: 0}}", "91.8"),
        ("{1: {目标: 办好, 完成: 办好了}}", "pending"),
        ("{1: {目标: 办好, 完成: 办好了, 得分: 待填}}", "pending"),
    ],
)
def test_the_score_of_a_goal_is_a_persons_and_never_made_up(tmp_path, goals, total):
    made = written(tmp_path, 项目文字=f"\n  甲: {{总目标: {goals}}}")
    assert small.shown(made, "项目.甲.得分") == total


@pytest.mark.parametrize(
    ("goals", "told"),
    [
        ("", "没有写总目标，自评表给它 20 分"),
        ("总目标: {1: {目标: 办好, 完成: 好, 分值: 15, 得分: 15}}", "各条总目标的分值合计 15 分，版式规定 20 分"),
        ("总目标: {1: {目标: 办好, 完成: 好, 得分: 21}}", "总目标 1 得 21 分，分值 20 分"),
        ("总目标: {1: {目标: 办好, 完成: 好, 得分: -1}}", "总目标 1 得 -1 分，分值 20 分"),
    ],
)
def test_goals_that_cannot_be_are_told(tmp_path, goals, told):
    made = written(tmp_path, 项目文字=f"\n  甲: {{产出和效益: 办好, {goals}}}")
    assert any(told in f.message for f in check_report(made, lay_out(made)).findings if f.code == "C210")


def test_a_city_has_its_own_words_and_its_own_rows(tmp_path):
    """The words of the edition are ticked with its marks and amounts; a row that is not printed is not asked."""
    more = (
        "form_looks: {ticked: ■, unticked: □, option: '{n}、'}\n"
        "form_ticks: [{row: 资金规模, of: 项目类别, amount: 资金量}]\n"
        "form_options: {项目类别: [市级资金, 区级资金, 上级转移支付]}\n"
    )
    money = "|\n  项目 | 类别 | 资金量\n  甲 | 市级资金 | 40\n  甲 | 上级转移支付 | 20"
    made = written(tmp_path, more, category="", 项目资金=money)
    assert codes(made) == []
    row = "资金规模1、市级资金■资金量：40.00万元2、区级资金□资金量：3、上级转移支付■资金量：20.00万元"
    assert row in text(made)
    assert "项目属性" not in text(made)


@pytest.mark.parametrize(
    ("category", "found"), [("市级资金", ["D021"]), ("部门预算项目", []), ("待填", []), ("区直专项", [])]
)
def test_a_word_that_the_edition_does_not_have_is_told(tmp_path, category, found):
    assert codes(written(tmp_path, category=category)) == found


def test_levels_without_indicators_are_rows_that_say_so(tmp_path):
    made = written(tmp_path, "levels: {always: {效益: [经济效益, 生态效益]}}\n")
    assert "无经济效益指标" in text(made)
    assert "无生态效益指标" in text(made)
    assert small.shown(made, "自评.甲.指标数") == "1"


TRANSFER = "|\n  代号 | 名称 | 主管部门\n  补 | 就业补助资金 | 省厅"
SOURCES = "|\n  转移支付 | 来源 | 年初预算 | 全年预算 | 执行数\n  补 | 省级补助 | 30 | 40 | 33.50\n  补 | 市县资金 | 10 | 20 | 16.75"
BY_TRANSFER = "|\n  代号 | 名称 | 科目 | 全年预算 | 执行数 | 转移支付\n  甲 | 甲项目 | 2080102 | {} | {} | 补"
EIGHTY = SIXTY.replace("| 60", "| 80").replace("甲:", "补:")
OF_TRANSFER = {"项目": BY_TRANSFER.format(60, "50.25"), "转移支付": TRANSFER, "转移支付资金": SOURCES, "指标": EIGHTY}


def test_a_transfer_is_a_form_and_its_project_has_none(tmp_path):
    """33.50 ÷ 40 and 16.75 ÷ 20 are 83.75% each; the score of the form is the project's too."""
    made = written(tmp_path, **OF_TRANSFER, 项目文字="{甲: {产出和效益: 办好}}")
    assert codes(made) == []
    assert small.shown(made, "转移支付.补.省级补助.执行率") == "83.75"
    assert small.shown(made, "转移支付.补.得分") == small.shown(made, "项目.甲.得分") == "96.8"
    assert small.shown(made, "转移支付.补.年初预算") == "40.00"
    assert "就业补助资金转移支付整体绩效目标自评表" in "".join(
        "".join(e.itertext()) for e in compose(made, lay_out(made), KIND).document.root.iter("h3")
    )
    assert "其中：省级补助30.0040.0033.5083.75%" in text(made)


def test_several_projects_of_one_transfer_add_up(tmp_path):
    both = BY_TRANSFER.format(35, "30.25") + "\n  乙 | 乙项目 | 2080102 | 25 | 20 | 补"
    made = written(tmp_path, **(OF_TRANSFER | {"项目": both}), 项目文字="{甲: {产出和效益: 办好}}")
    assert small.shown(made, "转移支付.补.全年预算") == "60.00"
    assert codes(made) == []


def test_a_project_with_indicators_of_its_own_keeps_its_form(tmp_path):
    made = written(tmp_path, **(OF_TRANSFER | {"指标": EIGHTY + SIXTY}))
    assert codes(made) == []
    assert (small.shown(made, "项目.甲.得分"), small.shown(made, "转移支付.补.得分")) == ("96.3", "96.8")


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({"转移支付资金": SOURCES.replace("16.75", "18.75")}, "C206"),
        ({"转移支付资金": SOURCES.replace("补 | 市县", "朴 | 市县")}, "C207"),
        ({"转移支付资金": SOURCES.replace("市县资金", "省级补助")}, "D017"),
        ({"转移支付": TRANSFER + "\n  补 | 又一个 | 省厅"}, "D017"),
        ({"转移支付资金": SOURCES.replace("省级补助", "省.级")}, "D018"),
    ],
)
def test_what_does_not_fit_together_of_a_transfer_is_told(tmp_path, keys, found):
    assert found in codes(written(tmp_path, **(OF_TRANSFER | keys), 项目文字="{甲: {产出和效益: 办好}}"))


OTHER = "|\n  名称 | 科目 | 全年预算 | 执行数 | 成效\n  广场照明 | 2080102 | 11 | 10.25 | 照明改善"


def test_money_of_a_project_that_is_not_evaluated_adds_up(tmp_path):
    """40 of the project and 10.25 of the other are the 50.25 of the 科目: nothing is left over or complained of."""
    made = written(
        tmp_path,
        "effects: 项目\n",
        spent="40",
        不自评项目=OTHER,
        项目文字=GOALS.replace("{总目标", "{产出和效益: 办好, 总目标"),
    )
    assert codes(made) == []
    assert small.shown(made, "项目余额.2080102") == "0.00"
    assert small.shown(made, "项目.合计.个数") == "1"
    assert "（2）广场照明10.25万元，主要成效是照明改善" in text(made).replace("；广场照明", "。（2）广场照明")


def test_what_is_left_over_is_still_asked_for(tmp_path):
    made = written(tmp_path, spent="39", 不自评项目=OTHER)
    assert codes(made) == ["C062"]


@pytest.mark.parametrize("stated", ["{广场照明: 11}", "|\n  名称 | 全年预算\n  广场照明 | 11"])
def test_a_budget_alone_may_be_all_that_is_known(tmp_path, stated):
    made = written(tmp_path, spent="50.25", 不自评项目=stated)
    assert small.shown(made, "不自评项目.广场照明") == "11.00"
    assert codes(made) == []


def test_one_reason_does_for_all_that_was_added_in_the_year(tmp_path):
    """Asked once; written once it is printed of each; one of its own goes first."""
    accounts = "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 100.00 | -\n  2080102 | - | 50.25"
    accounts += "\n  2080199 | - | 3\n  2080801 | 4 | -"
    keys = {
        "收支": accounts,
        "年初预算": "|\n  科目 | 一般公共\n  2080101 | 100\n  2080102 | 50.25\n  2080199 | -\n  2080801 | -",
        "基本支出": "{30101: 84, 30201: 20}",
    }
    asked = compose(made := written(tmp_path / "a", **keys, 原因="{机关运行经费: 压减}"), lay_out(made), KIND)
    about = [f for f in asked.findings if "当年追加" in f.message]
    assert len(about) == 1
    assert "当年追加: …" in about[0].remedy
    none = compose(made := written(tmp_path / "c", **keys), lay_out(made), KIND).findings
    assert ["当年追加: …" in f.remedy for f in none if f.code == "C076"] == [True]
    said = text(written(tmp_path / "b", **keys, 原因="{当年追加: 年中下达, 支出.2080801: 据实发放}"))
    assert "无年初预算，支出决算为3.00万元，为当年追加，主要原因是年中下达" in said
    assert "无年初预算，支出决算为4.00万元，为当年追加，主要原因是据实发放" in said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('unbudgeted: {opening: "{stage}为0万元", added: "", reason: 不印}\n', "年初预算为0万元，支出决算为3.00万元。"),
        (
            "unbudgeted: {opening: 年初未安排预算, reason: 写了才印}\n",
            "年初未安排预算，支出决算为3.00万元，为当年追加。",
        ),
    ],
)
def test_what_was_not_arranged_is_said_in_the_words_of_the_edition(tmp_path, more, said):
    keys = {
        "收支": "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 100.00 | -\n  2080199 | - | 3",
        "年初预算": "|\n  科目 | 一般公共\n  2080101 | 100\n  2080199 | -",
        "项目": None,
        "指标": None,
        "项目文字": None,
    }
    assert said in text(written(tmp_path, more, **keys))


def test_guests_are_told_by_kind(tmp_path):
    three = (
        "\n  金额: {因公出国（境）费: {预算数: 0, 决算数: 0}, 公务用车购置费: {预算数: 0, 决算数: 0}, "
        "公务用车运行维护费: {预算数: 0, 决算数: 0}, 公务接待费: {预算数: 1, 决算数: 0.35}}\n"
        "  接待: |\n    类别 | 金额 | 用途 | 批次 | 人次 | 陪同\n    外省接待 | 0.25 | 来访 | 1 | 17 | 3\n    省内接待 | 0.10 | 督导 | 1 | 24 |\n"
    )
    made = written(tmp_path, 三公经费=three)
    assert (
        "外省接待0.25万元，主要用于来访，1批次17人次（其中：陪同3人次）；省内接待0.10万元，主要用于督导，1批次24人次"
        in text(made)
    )
    assert (small.shown(made, "实物量.国内接待批次"), small.shown(made, "实物量.国内接待人次")) == ("2", "41")


def test_official_wording_in_a_rewrite_is_never_the_templates_fault(tmp_path):
    """Sentences of the district's own report in place of the standard ones: what is found is found there."""
    rewrites = (
        "\n  part-3-total/收入支出决算总体情况说明/收入总计: "
        "{改为: '2023年度收、支总计｛收入总计｝。与2022年度相比，收、支总计各增加4332.89万元，增长48.5%。'}"
        "\n  part-3-assets/国有资产占用情况说明/车辆.合计: {改为: 截至2023年12月31日，区示例局无公务用车，无其他用车。}"
    )
    written(tmp_path, 改写=rewrites, 国有资产="{车辆: {其他用车: 0}}")
    found = assemble(tmp_path / "2023", draft=True).findings
    assert [str(f) for f in found if "改写" not in str(f) and "版式模板的错" in str(f)] == []
