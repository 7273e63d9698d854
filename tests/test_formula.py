"""Formulas: a sum, or one quotient of two sums, over keys; 0 ÷ 0 is 不适用, and nothing calculates with it."""

from __future__ import annotations

import pytest

import small
from reportgen.model.formula import NotAFormula, parse_formula
from small import shown

PROJECT = "|\n  代号 | 名称 | 科目 | 全年预算 | 执行数\n  甲 | 甲项目 | 2080102 | 0 | 0"


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("＝ 甲 ÷ 乙", "甲 ÷ 乙"),
        ("=甲/乙" + " / 丙", "甲/乙 ÷ 丙"),
        ("(甲 − 乙) ÷ 丙", "(甲 − 乙) ÷ 丙"),
        ("（甲－乙）÷（丙＋丁）", "(甲 − 乙) ÷ (丙 + 丁)"),
        ("甲 + 乙 - 丙", "甲 + 乙 − 丙"),
        ("- 甲 + 乙", "− 甲 + 乙"),
        ("(甲 + 乙)", "甲 + 乙"),
        (
            "三公.因公出国（境）费.决算数 ÷ （三公.因公出国（境）费.预算数）",
            "三公.因公出国（境）费.决算数 ÷ 三公.因公出国（境）费.预算数",
        ),
        ("支出.208 + A-1", "支出.208 + A-1"),
    ],
)
def test_a_formula_is_read_and_spelled_in_one_way(text, spelled):
    assert str(parse_formula(text)) == spelled
    assert str(parse_formula(str(parse_formula(text)))) == spelled


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("＝", "没有写算式"),
        ("甲 ÷ 乙 ÷ 丙", "只能有一个 ÷"),
        ("甲 + 乙 ÷ 丙", "请用括号"),
        ("甲 +", "没有写完"),
        ("甲 乙", "前面缺 ＋"),
        ("甲 + - 乙", "前面缺一个数"),
        ("(甲 + 乙", "括号"),
        ("甲 + (乙 − 丙)", "括号"),
        ("÷ 甲", "没有写完"),
    ],
)
def test_what_is_no_formula_says_why(text, why):
    with pytest.raises(NotAFormula, match=why):
        parse_formula(text)


def facts(folder, **named):
    return small.report(
        folder, 事实="{" + ", ".join(f"{name}: {text}" for name, text in named.items()) + "}", 项目=PROJECT
    )


@pytest.mark.parametrize(
    ("formula", "printed"),
    [
        ("＝ 事实.甲 ÷ 事实.乙", "75.0"),
        ("＝ (事实.乙 − 事实.甲) ÷ 事实.乙", "25.0"),
        ("＝ 事实.甲 + 事实.乙", "7万件"),
        ("＝ 事实.无 ÷ 事实.无", "inapplicable"),
        ("＝ 支出.2080102 ÷ 支出", "33.4"),
        ("＝ 支出.2080101 - 支出.2080102", "49.75"),
        ("＝ 项目.甲.执行数 ÷ 项目.甲.全年预算", "inapplicable"),
    ],
)
def test_a_fact_may_be_a_formula(tmp_path, formula, printed):
    report = facts(tmp_path, 甲="3万件", 乙="4万件", 无="0件", 率=formula)
    figure = report.resolve("事实.率")
    assert (figure.state if figure.state == "inapplicable" else report.printed(figure)) == printed
    assert not [f for f in report.findings if f.code == "D030"]


def test_a_quotient_divides_what_is_printed(tmp_path):
    """1.004 and 2.006 are printed as 1.00 and 2.01: 49.8%, and not 50.0%."""
    report = small.report(
        tmp_path,
        收支="|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 1.004 | -\n  2080102 | - | 1.002",
        事实="{率: ＝ 支出.2080101 ÷ 支出}",
    )
    assert report.printed(report.resolve("事实.率")) == "49.8"


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("＝ 事实.甲 ÷ 事实.没有", "「事实.没有」"),
        ("＝ 事实.甲 ÷ 事实.无", "的分母「事实.无」是 0"),
        ("＝ 事实.甲 ＋ 事实.丙", "单位不同：万件、人"),
        ("＝ 事实.甲 ÷ 事实.话", "是「良好」，不是数"),
        ("＝ 事实.甲 ÷", "看不懂"),
        ("＝ 事实.率 ＋ 事实.甲", "绕着圈子"),
    ],
)
def test_a_wrong_formula_is_a_finding_at_its_place(tmp_path, formula, told):
    report = facts(tmp_path, 甲="3万件", 无="0万件", 丙="4人", 话="良好", 率=formula)
    found = [f for f in report.findings if f.code == "D030"]
    assert told in found[0].message
    assert found[0].source.line > 0
    assert found[0].remedy


def test_nothing_calculates_with_what_is_inapplicable(tmp_path):
    """A sum, a share and a change of 不适用 are 不适用, and its number can't be asked for."""
    report = facts(tmp_path, 无="0件", 率="＝ 事实.无 ÷ 事实.无", 和="＝ 事实.率 ＋ 事实.率", 比="＝ 事实.率 ÷ 事实.率")
    assert [shown(report, f"事实.{name}") for name in ("率", "和", "比")] == ["inapplicable"] * 3
    with pytest.raises(ValueError, match="还不知道"):
        _ = report.resolve("事实.率").number


def chain(length):
    return {"环0": "1件", **{f"环{n}": f"＝ 事实.环{n - 1} + 事实.甲" for n in range(1, length)}}


def test_formulas_that_stand_one_on_the_other_without_end_are_told_once(tmp_path):
    """What stands on the deepest that is still read is 待填."""
    report = facts(tmp_path, 甲="3件", **chain(600))
    assert [shown(report, f"事实.环{n}") for n in (10, 49, 51, 599)] == ["31件", "148件", "pending", "pending"]
    (found,) = [f for f in report.findings if f.code == "D030"]
    assert "环50 + 事实.甲」一个套一个，套了超过 50 层" in found.message


def test_the_deepest_first_is_told_too(tmp_path):
    report = facts(tmp_path, 甲="3件", **dict(list(chain(600).items())[::-1]))
    assert shown(report, "事实.环599") == "pending"
    assert "D030" in {f.code for f in report.findings}


def test_a_figure_is_known_by_its_key(tmp_path):
    report = facts(tmp_path, 甲="3件", **chain(45))
    assert hash(report.resolve("事实.环44")) == hash("事实.环44")
    assert [f.key for f in dict.fromkeys([report.resolve("事实.环44")] * 2)] == ["事实.环44"]


@pytest.mark.parametrize("sign", "+＋")
@pytest.mark.parametrize("less", "-－−")
def test_every_way_to_write_a_sign_counts_a_term_once(sign, less):
    assert parse_formula(f"甲 {sign} 乙 {less} 丙").terms == ((1, "甲"), (1, "乙"), (-1, "丙"))
