"""绩效自评报告: execution, funds, rules of scoring, mistakes in its tables, and the published sample."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.build import BuiltReport, assemble
from reportgen.document.explain import explain, moves
from reportgen.document.tree import text_of
from reportgen.editions import load_edition
from reportgen.figures import FigureBook
from reportgen.figures.derive import derive
from reportgen.lint import lint
from reportgen.load import load
from reportgen.model.finding import DataUnusable
from reportgen.workspace.new import begin
from reportgen.workspace.rollover import roll_over
from test_snapshots import lines, parts

ROOT = Path(__file__).parents[1]
KIND = "部门整体支出绩效自评报告"
SAMPLE = ROOT / "data/pingqiao-hrss/2022"
BASE = (ROOT / "tests/checks/bases/evaluation/自评.yaml").read_text(encoding="utf-8")
ACCOUNTS = (
    "收支: |\n  科目 | 一般公共.收入 | 一般公共.基本支出 | 一般公共.项目支出 | 其他收入 | 其他资金.基本支出\n  2080101 | "
    "104 | 60 | 42 | 5 | 3\n年初结转和结余: {一般公共: 7, 其他资金: 0}\n基本支出: {30101: 48, 30201: 12}\n"
)


def written(folder: Path, *swaps: tuple[str, str], more: str = "") -> Path:
    """The small evaluation with texts replaced."""
    text = BASE + more
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new)
    here = folder / "2023"
    here.mkdir()
    (here / "自评.yaml").write_text(text, encoding="utf-8")
    return here


def report(folder: Path, *swaps: tuple[str, str], more: str = "") -> FigureBook:
    return derive(load(written(folder, *swaps, more=more)), load_edition(KIND, "henan-2022"))


def shown(made: FigureBook, key: str) -> str:
    figure = made.resolve(key)
    return made.printed(figure) if figure.state in ("known", "inapplicable") else figure.state


# -- execution -----------------------------------------------------------------------------------

EXECUTION = "  执行: |\n    科目 | 一般公共.收入 | 一般公共.基本支出 | 一般公共.项目支出\n    208 | 104 | 60 | 42\n"


def test_what_follows_from_the_stated_execution(tmp_path):
    """The closing balance is income less spending, 公用经费 is 基本支出 less 人员经费, what has no fact is nothing."""
    made = report(tmp_path)
    keys = (
        "收入.执行",
        "支出.执行",
        "支出.208.执行",
        "支出.201.执行",
        "年末结转和结余.执行",
        "执行支出总计",
        "执行经济.公用经费",
        "部门自评.执行数",
        "部门自评.其他资金.执行数",
    )
    assert [shown(made, key) for key in keys] == [
        "104.00",
        "102.00",
        "102.00",
        "blank",
        "2.00",
        "104.00",
        "10.00",
        "102.00",
        "blank",
    ]


def test_execution_that_is_not_stated_is_that_of_the_accounts(tmp_path):
    made = report(tmp_path, (EXECUTION, ""), ("  执行经济分类: {人员经费: 50}\n", ""), more=ACCOUNTS)
    keys = (
        "收入.执行",
        "支出.执行",
        "年初结转和结余.执行",
        "年末结转和结余.执行",
        "部门自评.财政性资金.执行数",
        "部门自评.其他资金.执行数",
        "执行经济.人员经费",
    )
    assert [shown(made, key) for key in keys] == ["109.00", "105.00", "7.00", "11.00", "102.00", "3.00", "48.00"]
    assert made.resolve("支出.基本支出.执行").origin.facts[0].rule == "执行取决算的数"


def test_what_follows_from_rounded_amounts_may_miss_by_half_a_unit_of_each(tmp_path):
    """The closing balance follows from three amounts, each rounded to 0.01 万元."""
    made = report(tmp_path)
    assert made.resolve("年末结转和结余.执行").tolerance == Decimal("0.015")
    assert made.resolve("支出.执行").tolerance == Decimal("0.01")
    taken = made.resolve("收入.执行")
    assert (taken.value, taken.tolerance) == (104, Decimal("0.005"))


def test_execution_from_the_accounts_is_as_rounded_as_they_are(tmp_path):
    made = report(tmp_path, (EXECUTION, ""), ("  执行经济分类: {人员经费: 50}\n", ""), more=ACCOUNTS)
    for key in ("收入", "支出", "年末结转和结余"):
        assert made.resolve(f"{key}.执行").tolerance == made.resolve(key).tolerance > 0, key


def test_execution_opens_with_nothing_where_nobody_says_with_what(tmp_path):
    made = report(tmp_path)
    opening = made.resolve("年初结转和结余.执行")
    assert (opening.value, opening.tolerance) == (0, 0)


def test_budgets_stand_for_cells_of_the_funds_that_are_empty(tmp_path):
    made = report(
        tmp_path, ("财政性资金 | 100 | 104 |", "财政性资金 | | |"), more="年初预算: {合计: 90}\n全年预算: {合计: 95}\n"
    )
    assert [shown(made, f"部门自评.{column}") for column in ("年初数", "全年数", "执行数")] == [
        "90.00",
        "95.00",
        "102.00",
    ]


def test_a_fund_without_any_basis_is_asked_for(tmp_path):
    made = report(tmp_path, ("财政性资金 | 100 | 104 |", "财政性资金 | | 104 |"))
    assert [shown(made, key) for key in ("部门自评.年初数", "指标.部门整体.调整率", "指标.部门整体.调整率.得分")] == [
        "unknown"
    ] * 3


def test_what_is_done_may_be_counted_or_paid(tmp_path):
    """采购 in 元 is told in 万元, and its rate is of the amounts."""
    made = report(
        tmp_path,
        ("金额单位: 万元", "金额单位: 元"),
        (
            "名称 | 应完成 | 已完成\n    评价意见 | 0 | 0",
            "名称 | 应完成 | 已完成 | 单位\n    评价意见 | 0 | 0 | 条\n    采购 | 200000 | 150000 | 金额",
        ),
    )
    assert [shown(made, f"完成数.采购.{name}") for name in ("应完成", "已完成", "完成率")] == ["20.00", "15.00", "75"]
    assert made.resolve("完成数.采购.应完成").unit == "万元"
    assert made.resolve("完成数.评价意见.应完成").unit == "条"


# -- scores --------------------------------------------------------------------------------------


def test_each_rule_scores_as_it_says(tmp_path):
    """执行率 98.1% of 5 points; 调整率 4%: four steps of 5%; 应用率 0 ÷ 0: full points; the judged one as judged."""
    made = report(tmp_path)
    names = ("执行率", "调整率", "应用", "办结", "社会", "满意度")
    assert [shown(made, f"指标.部门整体.{name}") for name in names] == ["98.1", "4", "不适用", "98", "提高", "96.4"]
    assert [shown(made, f"指标.部门整体.{name}.得分") for name in names] == ["4.91", "8", "5", "15", "18", "15"]
    assert [
        shown(made, key)
        for key in ("部门自评.执行得分", "自评.部门整体.投入管理指标.得分", "部门自评.得分", "自评.部门整体.得分率")
    ] == ["9.81", "27.91", "95.72", "95.7"]


@pytest.mark.parametrize(
    ("spent", "score"), [("100", "10"), ("100.94", "10"), ("101", "9.5"), ("99", "9.5"), ("119", "0.5"), ("130", "0")]
)
def test_each_whole_per_cent_of_adjustment_costs_its_share(tmp_path, spent, score):
    made = report(tmp_path, ("财政性资金 | 100 | 104 |", f"财政性资金 | 100 | {spent} |"))
    assert shown(made, "指标.部门整体.调整率.得分") == score


def test_a_row_may_name_its_own_rule(tmp_path):
    """达标 gives all where the target is met, 按率 gives the rate."""
    made = report(tmp_path, ("＝ 事实.办结率 | 15 | | |", "＝ 事实.办结率 | 15 | | 按率 |"))
    assert shown(made, "指标.部门整体.办结.得分") == "14.7"


def test_an_edition_may_give_nothing_for_what_is_inapplicable(tmp_path):
    templates = tmp_path / "templates/self-evaluation/strict-2023"
    templates.mkdir(parents=True)
    (templates / "edition.yaml").write_text("extends: henan-2022\ninapplicable: 零分\n", encoding="utf-8")
    made = derive(load(written(tmp_path)), load_edition(KIND, "strict-2023", tmp_path))
    assert shown(made, "指标.部门整体.应用.得分") == "0"


# -- mistakes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("其他资金 | - | - |", "其他资金 | - | - |\n    合计 | 100 | 104 |", "D031", "合计不用写"),
        ("其他资金 | - | - |", "财政资金 | - | - |", "D031", "资金的来源「财政资金」不是版式里的来源"),
        ("其他资金 | - | - |", "财政性资金 | 1 | 2 |", "D032", "资金的「财政性资金」写了两行"),
        (
            "群众 | 200 | 196 | 195 | 188",
            "群众 | 200 | 196 | 195 | 188\n    群众 | 1 | 1 | 1 | 1",
            "D032",
            "问卷的「群众」写了两行",
        ),
        ("办结 | 产出", "帮扶 | 产出", "D032", "指标的「帮扶」写了两行"),
        ("| 15 | | |\n    帮扶", "| 15 | | 按心情 |\n    帮扶", "D033", "计分写的是「按心情」"),
        ("≥600人 | 618人 | 10 |", "≥600人 | 618人 | |", "D036", "没有写分值，这一行不会印出来"),
        ("≥600人 | 618人 | 10 |", "≥600人 | | 10 |", "D036", "没有写实际值，版式也没有它的算式"),
        ("≥600人 | 618人 | 10 |", " | 618人 | 10 |", "D036", "没有写指标值，算不出得分"),
        ("分析: {社会:", "分析: {社会1:", "D034", "「社会1」不是指标的代号"),
        ("{人员经费: 50}", "{人头费: 50}", "D035", "「人头费」"),
        ("产出/履职目标实现", "成果/履职目标实现", "D020", "的一级「成果」不是版式里的一级指标"),
        ("＝ 事实.办结率 |", "＝ 事实.办结律 |", "D030", "「事实.办结律」"),
        ("年初数 | 全年数 | 执行数", "年初数 | 全年数 | 实际数", "L021", "不认识的「实际数」"),
        ("原因\n    相关性", "缘由\n    相关性", "L021", "不认识的「缘由」"),
        ("    208 | 104 | 60 | 42", "    208 | 104 | 60 | 42\n    208 | 1 | 1 | 0", "D002", "执行里科目 208 写了两行"),
        ("    208 | 104 | 60 | 42", "    20 | 104 | 60 | 42", "D001", "执行的科目「20」"),
        ("财政性资金 | 100 | 104 |", "财政性资金 | 100元 | 104 |", "L047", "带了单位"),
    ],
)
def test_a_mistake_is_one_finding_with_its_place_and_remedy(tmp_path, old, new, code, words):
    made = derive(load(written(tmp_path, (old, new)), draft=True), load_edition(KIND, "henan-2022"))
    found = [f for f in (*made.loaded.findings, *made.findings) if f.code == code]
    assert words in "".join(f"{f.message}{f.remedy}" for f in found), [
        str(f) for f in (*made.loaded.findings, *made.findings)
    ]
    assert found[0].remedy
    assert found[0].source.line > 1


def test_a_report_without_its_part_of_the_data_says_what_is_missing(tmp_path):
    folder = written(tmp_path)
    text = (folder / "自评.yaml").read_text(encoding="utf-8").split("绩效自评报告:\n  资金")[0]
    (folder / "自评.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataUnusable) as caught:
        assemble(folder)
    assert any("缺「绩效自评报告」" in f.message for f in caught.value.findings)


# -- the published sample ------------------------------------------------------------------------


@functools.cache
def sample() -> BuiltReport:
    return assemble(SAMPLE)


def test_the_sample_has_no_error_and_nothing_pending():
    assert [str(f) for f in sample().errors] == []
    assert sample().pending == ()
    assert [run.code for run in sample().runs if run.status == "不通过"] == []


@pytest.mark.parametrize("name", ["cover", "contents", "part-1", "part-2"])
def test_the_words_of_the_sample_are_as_accepted(name, matches_snapshot):
    matches_snapshot(f"pingqiao-2022/{name}.txt", "\n".join(lines(parts(sample().document.body)[name])) + "\n")


def test_text_tables_and_annex_tell_one_score():
    """Each indicator's score stands three times, from one key: in 表3-2, in the analysis and in the annex."""
    printed = [
        e
        for e in sample().document.body.iter("data")
        if re.fullmatch(r"指标\.部门整体\.[^.]+\.得分", e.get("data-key", ""))
    ]
    told: dict[str, list[str]] = {}
    for element in printed:
        told.setdefault(element.get("data-key", ""), []).append(text_of(element))
    assert len(told) == 32
    assert {len(texts) for texts in told.values()} == {3}
    assert all(len(set(texts)) == 1 for texts in told.values())


def test_nought_over_nought_is_printed_as_inapplicable_with_its_rule():
    words = text_of(sample().document.body)
    assert words.count("不适用（分子、分母都是0），按规则得满分") == 3
    assert "控制率100%" not in words


def test_any_figure_of_the_sample_says_where_it_comes_from():
    made = sample()
    told = explain(made.book, made.document, "指标.部门整体.调整率.得分")
    assert "自评.yaml" in told
    assert "部门自评.年初数" in told
    at = made.book.loaded.source("绩效自评报告", "问卷", 1, "满意")
    assert "问卷.群众.满意率" in moves(made.book, made.document, at.file, at.line)


# -- what a clerk does ---------------------------------------------------------------------------


def test_the_sample_of_new_builds_and_the_next_year_begins_from_it(tmp_path):
    begin(tmp_path / "2022", kind=KIND)
    made = assemble(tmp_path / "2022")
    assert [str(f) for f in made.findings] == []
    rolled = roll_over(tmp_path / "2022", tmp_path / "2023")
    again = assemble(tmp_path / "2023")
    assert rolled.pending > 50
    assert [str(f) for f in again.errors] == []
    text = (tmp_path / "2023/资金和指标.yaml").read_text(encoding="utf-8")
    assert "＝ 问卷.群众.满意率" in text
    assert "1,250.00" not in text


def test_one_folder_may_order_both_the_accounts_and_the_evaluation(tmp_path):
    """The totals that 核定数 and 上年数 name are known to both; the evaluation's execution is the accounts'."""
    folder = tmp_path / "2023"
    begin(folder, kind="部门决算公开")
    begin(tmp_path / "own/2023", kind=KIND)
    own = (tmp_path / "own/2023/资金和指标.yaml").read_text(encoding="utf-8")
    start, end = own.index("  # 全年执行的收支"), own.index("  # 指标：一行一个三级指标")
    own = (own[:start] + own[end:]).replace("| 1,250.00 | 1,290.00 |", "| | |")
    (folder / "自评报告.yaml").write_text(own, encoding="utf-8")
    for path in folder.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        text = text.replace(
            "报告:\n  部门决算公开:", f"报告:\n  {KIND}: {{版式: henan-2022, 日期: 2024-05-15}}\n  部门决算公开:"
        )
        text = text.replace(
            "事实: {",
            "事实: {服务事项: 12860件, 按期办结: 12731件, 按期办结率: ＝ 事实.按期办结 ÷ 事实.服务事项, 助老服务: 34200人次, 帮扶就业: 618人, ",
        )
        path.write_text(text, encoding="utf-8")
    evaluation, accounts = assemble(folder, KIND), assemble(folder, "部门决算公开")
    assert [str(f) for f in evaluation.errors] == []
    assert [str(f) for f in accounts.errors] == []
    spent = evaluation.book.resolve("部门自评.财政性资金.执行数")
    assert spent.number == accounts.book.resolve("支出.财政拨款").number


def test_a_missed_score_without_a_reason_is_told_at_its_row(tmp_path):
    made = assemble(written(tmp_path, ("| 5 | | | 尾款下年支付", "| 5 | | |")))
    found = next(f for f in made.findings if f.code == "C103")
    assert "「预算执行率」" in found.message
    assert found.source == made.book.loaded.source("绩效自评报告", "指标", 1, "原因")


@pytest.mark.parametrize(
    ("settings", "code", "words"),
    [
        (
            "indicators: {预算执行率: {formula: 部门自评.执行数 ÷}}",
            "E005",
            "指标「预算执行率」的算式「部门自评.执行数 ÷」看不懂",
        ),
        (
            "indicators: {预算执行率: {formula: 部门自评.执行数 ÷ 部门自评.全年}}",
            "E005",
            "指标「预算执行率」里的「部门自评.全年」",
        ),
        ("indicators: {预算执行率: {says: 执行｛部门自评.实际数｝}}", "E005", "「部门自评.实际数」"),
        ("indicators: {预算执行率: {scoring: 看着给}}", "E010", "scoring"),
        ("indicators: {预算执行率: {算式: 一}}", "E007", "「算式」"),
        ("level_weights: {产出指标: 30}", "E008", "level_weights 加起来不是指标的 90 分"),
        ("inapplicable: 半分", "E010", "inapplicable"),
        ("forms: [自评]", "E010", "forms"),
    ],
)
def test_a_mistake_in_an_edition_is_told(tmp_path, settings, code, words):
    folder = tmp_path / "templates/self-evaluation/ours-2023"
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text(f"extends: henan-2022\ntitle: 试\n{settings}\n", encoding="utf-8")
    found = [f for f in lint(KIND, "ours-2023", tmp_path) if f.code == code]
    assert any(words in f.message for f in found), [str(f) for f in lint(KIND, "ours-2023", tmp_path)]
