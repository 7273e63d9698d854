"""What templates may say: phrases ask the report, so that none can lie."""

import re
from datetime import date

import pytest

import small
from reportgen.compose.phrases import Phrases
from reportgen.compose.phrases.marks import addressed
from reportgen.model.prose import paragraphs
from reportgen.model.values import NOT_YET
from reportgen.model.written import Written, address_of

THIS = "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | {} | -"


def words(markup):
    return re.sub(r"<[^>]+>", "", str(markup))


def phrases(folder, **keys):
    return Phrases(small.report(folder, **keys))


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        ("120", "100", "增加20.00万元，增长20.0%"),
        ("80", "100", "减少20.00万元，下降20.0%"),
        ("100", "100", "持平"),
        ("100.004", "100", "持平"),
        ("100", "0", "增加100.00万元（上年无此项）"),
        ("100", "-5", "增加105.00万元（上年为负数，不计算增长率）"),
        ("0", "100", "减少100.00万元，下降100%"),
    ],
)
def test_a_change_is_told_by_its_direction(tmp_path, now, before, told):
    p = phrases(tmp_path, 收支=THIS.format(now), 上年数=f"{{本年支出合计: {before}}}")
    assert words(p.changed("支出")) == told


def test_a_fall_is_printed_without_its_sign_and_says_so(tmp_path):
    p = phrases(tmp_path, 收支=THIS.format(80), 上年数="{支出: 100}")
    assert 'value="-20.00"' in p.changed("支出")
    assert p.changed("支出").count('data-abs="1"') == 2


def test_versus_last_year_says_with_what_it_compares(tmp_path):
    p = phrases(tmp_path, 收支=THIS.format(100), 上年数="{支出: 100, 收入: 80}")
    assert [words(p.versus_last(k)) for k in ("支出", "收入")] == ["与上年持平", "比上年增加20.00万元，增长25.0%"]


def test_a_restated_base_is_told_with_its_reason(tmp_path):
    p = phrases(tmp_path, 收支=THIS.format(120), 口径调整="{支出: {上年数: 100, 原因: 划入一个单位。}}")
    assert (
        words(p.changed("本年支出合计"))
        == "增加20.00万元，增长20.0%（上年数按调整后的口径为100.00万元，调整的原因是划入一个单位）"
    )


def test_a_change_without_last_year_is_asked_for(tmp_path):
    p = phrases(tmp_path)
    assert words(p.changed("支出")) == "【待填：与上年比较】"
    assert [f.code for f in p.findings] == ["T003"]
    assert words(p.because("支出")) == ""


def test_both_sides_are_told_at_once_only_when_they_and_their_change_are_alike(tmp_path):
    alike = phrases(tmp_path / "a", 上年数="{收入总计: 100, 支出总计: 100}")
    assert [(s.subject, s.each) for s in alike.pair("收入总计", "支出总计", "收、支总计", "收入总计", "支出总计")] == [
        ("收、支总计", "各")
    ]
    apart = phrases(tmp_path / "b", 上年数="{收入总计: 100, 支出总计: 99}")
    assert [(s.subject, s.each) for s in apart.pair("收入总计", "支出总计", "收、支总计", "收入总计", "支出总计")] == [
        ("收入总计", ""),
        ("支出总计", ""),
    ]


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("支出.2080101.一般公共", "项"),
        ("支出.2080102.一般公共", "款"),
        ("支出.2080505.一般公共", "类"),
        ("本年支出合计", "总体"),
        ("三公.公务接待费.决算数", "接待"),
        ("三公.公务用车购置费", "车"),
        ("三公.因公出国（境）费", "三公"),
        ("收入.一般公共", "总体"),
    ],
)
def test_a_reason_that_is_not_written_is_the_next_above(tmp_path, key, reason):
    p = phrases(
        tmp_path,
        原因="{总体: 总体, 支出.2080101: 项, 支出.20801: 款, 支出.208: 类, 三公: 三公, 三公.公务接待费: 接待, 三公.公务用车购置及运行维护费: 车}",
    )
    assert words(p.reason(key)) == reason


@pytest.mark.parametrize("key", ["支出.2100101.一般公共", "三公.公务接待费", "机关运行经费"])
def test_the_reason_of_the_whole_does_not_explain_these(tmp_path, key):
    p = phrases(tmp_path, 原因="{总体: 总体}")
    assert words(p.reason(key)).startswith("【待填")
    assert [f.code for f in p._told_findings()] == ["C076"]


@pytest.mark.parametrize(
    ("now", "reasons", "told"),
    [
        ("120", "{支出.2080101: 补发。, 总体: 总体}", "，主要原因是补发"),
        ("120", "{总体: 总体}", ""),
        ("100", "{支出.2080101: 补发}", ""),
    ],
)
def test_a_reason_of_its_own_is_told_of_what_changed_only(tmp_path, now, reasons, told):
    p = phrases(tmp_path, 收支=THIS.format(now), 上年数="{支出.2080101: 100}", 原因=reasons)
    assert words(p.own_reason("支出.2080101")) == told


@pytest.mark.parametrize(("budget", "verdict"), [("100", "持平"), ("90", "大于"), ("110", "小于"), ("-", "无预算")])
def test_spending_is_set_against_the_named_budget(tmp_path, budget, verdict):
    p = phrases(tmp_path, 收支=THIS.format(100), 年初预算=f"{{2080101: '{budget}'}}")
    assert p.against("支出.2080101.一般公共", "年初预算") == verdict
    assert p.against("支出.2080101.一般公共", "全年预算") == "不知"


def test_references_in_prose_print_the_figure_and_a_wrong_one_is_a_finding(tmp_path):
    p = phrases(tmp_path, 事实="{招聘会: 40场}")
    assert words(p.inline("共｛收入总计｝，｛事实.招聘会｝")) == "共150.25万元，40场"
    assert words(p.inline("｛收人总计｝")) == "【没有这个数：收人总计】"
    assert [(f.code, f.key) for f in p.findings] == [("T001", "收人总计")]


def test_words_are_escaped(tmp_path):
    assert str(phrases(tmp_path).inline("<b>&")) == "&lt;b&gt;&amp;"


@pytest.mark.parametrize(
    ("text", "told"),
    [("完成。", "完成。"), ("完成", "完成。"), ("完成；", "完成。"), ("（完成）", "（完成）。"), ("好！", "好！")],
)
def test_a_sentence_ends_once(tmp_path, text, told):
    assert words(phrases(tmp_path).sentence(text)) == told


def test_the_second_paragraph_of_a_text_has_an_address_of_its_own():
    parts = addressed(Written("甲。\n\n乙。\n\n丙。", "部门.概述"))
    assert [address_of(part) for part in parts] == ["部门.概述", "部门.概述¶2", "部门.概述¶3"]


def test_paragraphs_are_parted_by_blank_lines_only():
    assert paragraphs("甲，\n乙。\n\n丙 A\nB") == ["甲，乙。", "丙 A B"]


def test_what_ended_this_year_is_told(tmp_path):
    p = phrases(tmp_path, 上年数="{收入.国有资本: 5, 收入.政府性基金: 0}")
    assert [p.ended(k) for k in ("收入.国有资本", "收入.政府性基金", "收入.一般公共")] == [True, False, False]


@pytest.mark.parametrize(
    ("value", "printed"),
    [(date(2024, 9, 8), ["2024年9月8日", "2024.9.8", "2024年9月"]), (NOT_YET, ["【待填】"] * 3), (None, ["", "", ""])],
)
def test_a_day_is_printed_as_people_write_it_and_one_to_be_filled_in_as_such(tmp_path, value, printed):
    p = phrases(tmp_path)
    assert [words(p.day(value)), words(p.day(value, short=True)), words(p.month(value))] == printed
