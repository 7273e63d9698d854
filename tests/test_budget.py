"""部门预算: money is stated once, and every figure of the budget, of its tables and of the final accounts comes from it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.build import BuiltReport, assemble
from reportgen.editions import load_edition
from reportgen.figures import FigureBook
from reportgen.figures.derive import derive
from reportgen.load import load
from reportgen.model.finding import DataUnusable, Finding
from reportgen.model.selection import NotAnAddress, parse
from reportgen.workspace.new import begin
from reportgen.workspace.rollover import roll_over

KIND = "部门预算公开"
ACCOUNTS = """\
收支: |
  科目 | 一般公共.基本支出 | 一般公共.项目支出 | 其他资金.基本支出 | 其他收入
  2080101 | 470 | - | - | -
  2080102 | - | 95 | - | -
  2080150 | 250 | 99 | 25 | 25
年初结转和结余: {一般公共: 6.6, 其他资金: 0}
年末结转和结余: {一般公共: 6.6}
基本支出: {30101: 620, 30201: 100}
三公经费:
  预算口径: 年初预算
  金额: |
    项目 | 决算数
    因公出国（境）费 | -
    公务用车购置费 | -
    公务用车运行维护费 | 3.5
    公务接待费 | 0.8
项目: |
  代号 | 名称 | 科目 | 全年预算 | 执行数
  平台 | 民生服务平台运行维护 | 2080102 | 100 | 95
"""


def new(folder: Path, *swaps: tuple[str, str]) -> Path:
    """The sample of 2024 that `new` writes, with texts of it replaced."""
    here = folder / "2024"
    begin(here, kind=KIND)
    for old, text in swaps:
        path = next(p for p in here.glob("*.yaml") if old in p.read_text("utf-8"))
        path.write_text(path.read_text("utf-8").replace(old, text, 1), "utf-8")
    return here


def pair(folder: Path, *swaps: tuple[str, str], more: str = "") -> Path:
    """The same with final accounts of the year beside the budget."""
    here = new(folder, ("  部门预算公开:", "  部门决算公开: {版式: hubei-2023}\n  部门预算公开:"))
    text = ACCOUNTS + more
    for old, other in swaps:
        assert old in text
        text = text.replace(old, other, 1)
    (here / "决算.yaml").write_text(text, "utf-8")
    return here


def report_of(folder: Path, kind: str = KIND) -> FigureBook:
    loaded = load(folder)
    return derive(loaded, load_edition(kind, loaded.data.reports[kind].edition))


def amount(report: FigureBook, key: str) -> str:
    """What is known of a key: its value, or its state."""
    figure = report.resolve(key)
    return f"{figure.value.normalize():f}" if figure.state == "known" and figure.value is not None else figure.state


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> FigureBook:
    return report_of(new(tmp_path_factory.mktemp("budget")))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> BuiltReport:
    return assemble(new(tmp_path_factory.mktemp("budget")))


# -- keys ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("30201.年初预算", "支出.30201.年初预算"),
        ("年初预算.301.基本支出.2080101.支出", "支出.2080101.301.基本支出.年初预算"),
        ("收入.财政指标拨款.年初预算", "收入.一般公共.财政指标拨款.年初预算"),
        ("财政指标拨款.年初预算", "收入.一般公共.财政指标拨款.年初预算"),
        ("年初.非税收入拨款.年初预算", "年初结转和结余.一般公共.非税收入拨款.年初预算"),
        ("部门项目.一次性项目.年初预算", "支出.项目支出.部门项目.一次性项目.年初预算"),
        ("平台.30227.年初预算", "支出.30227.项目支出.平台.年初预算"),
        ("非税收入拨款.项目支出.年初预算", "支出.一般公共.非税收入拨款.项目支出.年初预算"),
    ],
)
def test_a_typed_key_has_one_spelling(typed: str, key: str) -> None:
    assert parse(typed, projects=frozenset({"平台"})).key == key


@pytest.mark.parametrize("typed", ["平台.年初预算", "3012.年初预算", "301.302.年初预算", "财政指标拨款.上年"])
def test_what_names_nothing_is_no_address(typed: str) -> None:
    with pytest.raises(NotAnAddress):
        parse(typed)


def test_economic_codes_meet_where_one_is_above_the_other() -> None:
    assert (parse("支出.301.年初预算") & parse("30102")) == parse("支出.30102.年初预算")
    assert (parse("支出.301.年初预算") & parse("30201")) is None


# -- figures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("支出.年初预算", "1231.2"),
        ("收入.年初预算", "1224.6"),
        ("年初结转和结余.年初预算", "6.6"),
        ("支出.本级.年初预算", "856"),
        ("支出.服务中心.2080150.年初预算", "375.2"),
        ("支出.基本支出.年初预算", "902.2"),
        ("支出.部门项目.年初预算", "200"),
        ("支出.公共项目.年初预算", "129"),
        ("支出.部门项目.一次性项目.年初预算", "100"),
        ("支出.一次性项目.公共项目.年初预算", "blank"),
        ("支出.30227.年初预算", "75"),
        ("支出.302.一般公共.基本支出.年初预算", "95"),
        ("预算.公用经费", "104"),
        ("预算.人员经费", "773.2"),
        ("支出.平台.年初预算", "100"),
        ("支出.平台.非税收入拨款.年初预算", "12"),
        ("支出.平台.30227.年初预算", "40"),
        ("项目.平台.年初预算", "100"),
        ("项目.平台.总预算", "100"),
        ("支出.政府性基金.年初预算", "35"),
        ("支出.国有资本.年初预算", "blank"),
        ("三公.公务接待费.年初预算", "1"),
        ("三公.合计.年初预算", "5"),
        ("编制.合计", "58"),
        ("实有.合计", "53"),
        ("前年.支出", "1058"),
        ("政府采购.合计.年初预算", "102"),
        ("预算.机关运行经费", "64"),
        ("资产.房屋面积", "4200"),
        ("支出.年初预算.增减额", "78.9"),
        ("上年.支出.公共项目.年初预算", "100"),
    ],
)
def test_a_row_is_found_under_everything_that_splits_it(report: FigureBook, key: str, value: str) -> None:
    assert amount(report, key) == value


def test_income_that_is_left_out_follows_from_what_is_spent(tmp_path: Path) -> None:
    here = new(tmp_path)
    path = here / "预算.yaml"
    path.write_text(re.sub(r"  收入: \|\n(?:    \|.*\n)+", "", path.read_text("utf-8"), count=1), "utf-8")
    report = report_of(here)
    keys = (
        "收入.本级.财政指标拨款.年初预算",
        "收入.服务中心.财政指标拨款.年初预算",
        "收入.非税收入拨款.年初预算",
        "收入.其他收入.年初预算",
    )
    assert [amount(report, key) for key in keys] == ["802.4", "350.2", "12", "25"]
    assert assemble(here).errors == ()


def test_three_public_items_follow_from_their_economic_codes(tmp_path: Path) -> None:
    report = report_of(
        new(
            tmp_path,
            ("  三公: {因公出国（境）费: 0, 公务用车购置费: 0, 公务用车运行维护费: 4.00, 公务接待费: 1.00}\n", ""),
        )
    )
    assert [
        amount(report, f"三公.{item}.年初预算") for item in ("因公出国（境）费", "公务用车运行维护费", "公务接待费")
    ] == ["0", "4", "1"]


def test_an_indicator_of_last_year_is_this_years_past(tmp_path: Path) -> None:
    """Without a cell of its own, 上年 is what the folder beside expected."""
    new(tmp_path)
    rolled = roll_over(tmp_path / "2024", tmp_path / "2025").begun.folder
    report = report_of(rolled)
    assert report.printed(report.resolve("预算指标.设备.台数.上年")) == "31台"
    assert report.printed(report.resolve("预算指标.平台.受理.上年")) == "20000件"
    assert report.printed(report.resolve("预算指标.平台.受理.前年")) == "19200件"


# -- one fact for several reports ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("支出.2080101.一般公共.年初预算", "460.4"),
        ("支出.一般公共.年初预算", "1171.2"),
        ("支出.208.一般公共.项目支出.年初预算", "294"),
        ("项目.平台.年初预算", "100"),
        ("三公.公务接待费.预算数", "1"),
        ("三公.公务用车运行维护费.预算数", "4"),
        ("三公.因公出国（境）费.预算数", "0"),
    ],
)
def test_final_accounts_read_the_initial_budget_from_the_budget(tmp_path: Path, key: str, value: str) -> None:
    report = report_of(pair(tmp_path), "部门决算公开")
    assert amount(report, key) == value
    assert not [f for f in report.findings if f.code == "D049"]


def test_a_completion_is_that_of_the_budget(tmp_path: Path) -> None:
    report = report_of(pair(tmp_path), "部门决算公开")
    assert report.printed(report.resolve("支出.2080101.一般公共.完成率.年初预算")) == "102.1"


@pytest.mark.parametrize(
    ("swaps", "more", "told"),
    [
        ((), "年初预算: {2080101: 460.40, 2080102: 100}\n", None),
        (
            (),
            "年初预算: {2080101: 461}\n",
            "年初预算「支出.2080101.一般公共.年初预算」写的是 461，部门预算各行相加是 460.40（预算.yaml:",
        ),
        ((), "年初预算: {合计: 1200}\n", "年初预算「支出.一般公共.年初预算」写的是 1200，部门预算各行相加是 1171.20"),
        ((("| 公务接待费 | 0.8", "| 公务接待费 | 0.8"),), "", None),
        (
            (
                ("  项目 | 决算数", "  项目 | 预算数 | 决算数"),
                ("因公出国（境）费 | -", "因公出国（境）费 | 0 | -"),
                ("公务用车购置费 | -", "公务用车购置费 | 0 | -"),
                ("运行维护费 | 3.5", "运行维护费 | 4.5 | 3.5"),
                ("公务接待费 | 0.8", "公务接待费 | 1 | 0.8"),
            ),
            "",
            "「三公.公务用车运行维护费.预算数」写的是 4.50，部门预算里是 4.00（预算.yaml:",
        ),
        (
            (("科目 | 全年预算", "科目 | 年初预算 | 全年预算"), ("2080102 | 100 | 95", "2080102 | 90 | 100 | 95")),
            "",
            "「项目.平台.年初预算」写的是 90.00，部门预算里是 100.00",
        ),
    ],
)
def test_a_budget_that_is_typed_twice_and_differs_is_told_with_both_places(
    tmp_path: Path, swaps: tuple, more: str, told: str | None
) -> None:
    swaps = tuple((old.removeprefix("| "), new.removeprefix("| ")) for old, new in swaps)
    found = [f for f in report_of(pair(tmp_path, *swaps, more=more), "部门决算公开").findings if f.code == "D049"]
    if told is None:
        assert found == []
        return
    (finding,) = found
    assert finding.message.startswith(told)
    assert finding.source is not None
    assert finding.source.file == "决算.yaml"
    assert "预算.yaml:" in finding.message


def test_last_years_budget_in_the_folder_beside_is_compared_with(tmp_path: Path) -> None:
    new(tmp_path)
    folder = roll_over(tmp_path / "2024", tmp_path / "2025").begun.folder
    report = report_of(folder)
    assert amount(report, "上年.支出.年初预算") == "1231.2"
    assert amount(report, "上年.支出.本级.部门项目.年初预算") == "100"
    assert amount(report, "上年.预算.公用经费") == "104"


def test_keys_of_the_other_report_are_only_hinted_at(tmp_path: Path) -> None:
    """收入总计 is known to every kind; 预算收入总计 only to the budget."""
    folder = pair(tmp_path, more="核定数: {收入总计: 801.6, 预算收入总计: 1231.20}\n")
    for kind, hints in (("部门决算公开", ["提示"]), (KIND, [])):
        assert [f.level.value for f in assemble(folder, kind, draft=True).findings if f.code == "S002"] == hints


# -- tables ----------------------------------------------------------------------------------------


def heads(made: BuiltReport, table: str) -> list[str]:
    found = next(t for t in made.tables if t.definition.id == table)
    return [cell.text for cell in found.column_numbers]


def rows(made: BuiltReport, table: str) -> list[str]:
    """Code and name of every row that has one."""
    found = next(t for t in made.tables if t.definition.id == table)
    return [
        " ".join(c.text.strip() for c in row.cells if c.kind in ("code", "label") and c.text.strip())
        for row in found.rows
    ]


def test_columns_that_have_nothing_are_not_printed_and_keep_their_numbers(made: BuiltReport) -> None:
    assert heads(made, "spending") == ["**", "**", "1", "2", "3", "4", "5", "6", "7", "8", "9", "12", "13"]
    assert heads(made, "income") == ["**", "**", *map(str, range(1, 18))]
    assert heads(made, "government-fund") == ["1", "2", "3", "4", "5", "6", "7"]


def test_every_unit_stands_above_its_items(made: BuiltReport) -> None:
    told = rows(made, "spending")
    assert told[:3] == ["合　计", "66 江城区民生服务局", "66001 江城区民生服务局机关"]
    assert told.index("66002 江城区民生服务中心") > told.index("2296002 用于社会福利的彩票公益金支出")
    assert told.count("2080150 事业运行") == 1


def test_only_economic_codes_that_occur_are_printed(made: BuiltReport) -> None:
    told = rows(made, "basic")
    assert "310 资本性支出" in told
    assert "31002 办公设备购置" in told
    assert not [row for row in told if row.startswith(("307", "30299"))]  # 30299 is paid by other money


def test_a_fund_row_names_its_unit(made: BuiltReport) -> None:
    assert rows(made, "government-fund")[1] == "2296002 用于社会福利的彩票公益金支出 66001 江城区民生服务局机关"


def test_an_empty_table_says_so(made: BuiltReport) -> None:
    assert {t.definition.id: t.nil for t in made.tables if t.nil} == {
        "state-capital": "备注：2024年本部门没有国有资本经营预算财政拨款预算安排的支出。"
    }


def test_the_later_edition_numbers_the_row_that_it_adds(made: BuiltReport) -> None:
    labels = rows(made, "summary")
    assert any("四、国有资本经营预算" in label for label in labels)
    assert any("六、上年结转" in label for label in labels)


# -- what is wrong ---------------------------------------------------------------------------------


def found_in(folder: Path) -> list[Finding]:
    try:
        return list(assemble(folder).findings)
    except DataUnusable as unusable:
        return list(unusable.findings)


@pytest.mark.parametrize(
    ("old", "new_text", "code", "told"),
    [
        (
            "| 2080101 | 30101    | 168.00",
            "| 20801 | 30101    | 168.00",
            "D040",
            "基本支出的科目「20801」不是7 位的项级编码",
        ),
        (
            "| 2080101 | 30101    | 168.00",
            "| 2080101 | 301    | 168.00",
            "D041",
            "基本支出的经济科目「301」不是5 位、3 字头的款级编码",
        ),
        ("| 2080101 | 30101    | 168.00", "| 2080101 | 20101    | 168.00", "D041", "基本支出的经济科目「20101」"),
        ("36.00  | 本级     |", "36.00  | 机关     |", "D042", "基本支出这一行写的单位「机关」不在单位构成里"),
        ("36.00  | 本级     |", "36.00  |          |", "D042", "没有写单位，单位构成里不止一个"),
        ("36.00  | 本级     |              |", "36.00  | 本级     | 自筹         |", "D043", "不认识的来源「自筹」"),
        ("政府性基金拨款 | 其他收入 |", "基金拨款 | 其他收入 |", "D043", "收入里不认识的来源「基金拨款」"),
        ("    | 助老 | 2296002", "    | 助学 | 2296002", "D044", "项目支出里的「助学」不在「部门预算」的项目表里"),
        ("30102    | 96.40", "30101    | 96.40", "D045", "基本支出里「2080101、30101、本级」写了两行"),
        (
            "    | 设备 | 服务大厅设备更新 ",
            "    | 停车 | 停车场维修           | 部门项目 | 一次性项目 | 服务中心 | 3.00   | 停车 |\n    | 设备 | 服务大厅设备更新 ",
            "D046",
            "项目「停车」在「项目支出」里没有一行",
        ),
        (
            "    | 设备 | 服务大厅设备更新 ",
            "    | 平台 | 服务大厅设备更新 ",
            "D017",
            "「部门预算.项目」里的「平台」写了两行",
        ),
        (
            "    | 设备 | 服务大厅设备更新 ",
            "    | 收入 | 服务大厅设备更新 ",
            "D018",
            "「部门预算.项目」里的「收入」另有意思，不能作名字",
        ),
        ("| 部门项目 | 一次性项目 | 服务中心", "| 部门项目 | 一次性 | 服务中心", "L022", "一次性"),
        ("| 援助 | 2080799 | 30399    | 94.00", "| 援助 | 2080799 | 30399    | 九十四", "L022", "九十四"),
        ("公务接待费: 1.00}", "公务招待费: 1.00}", "L021", "不认识的「公务招待费」"),
        ("  采购: {货物: 62.00", "  采购: {物资: 62.00", "L021", "不认识的「物资」"),
        (
            "| 上年  | 当年  | 标准     | 年度目标 |\n      | 人数",
            "| 上年  | 目标值  | 标准     | 年度目标 |\n      | 人数",
            "L021",
            "不认识的「目标值」",
        ),
        ("  前年: {", "  前前年: {", "L021", "前前年"),
        ("部门预算:\n  工作目标:", "部门预算:\n  采购: {货物: 1}\n  工作目标:", "L009", "「部门预算.采购」在 "),
        ("30201    | 22.00", "30201    | 待填", "T", ""),
    ],
)
def test_a_mistake_is_told_where_it_stands(tmp_path: Path, old: str, new_text: str, code: str, told: str) -> None:
    folder = new(tmp_path, (old, new_text))
    if code == "T":
        made = assemble(folder, draft=True)
        assert made.pending
        assert not made.errors
        return
    found = [f for f in found_in(folder) if f.code == code and told in f.message]
    assert found, [str(f) for f in found_in(folder)]
    assert found[0].source is not None
    assert found[0].source.file.endswith(".yaml")
    assert found[0].remedy or found[0].corrected or code == "L022"


def test_a_unit_that_is_none_is_told_with_those_that_are(tmp_path: Path) -> None:
    (found,) = (f for f in found_in(new(tmp_path, ("36.00  | 本级     |", "36.00  | 机关     |"))) if f.code == "D042")
    assert found.remedy.startswith("请写单位构成里的短名：服务中心、本级")


def test_a_report_without_its_key_says_which(tmp_path: Path) -> None:
    folder = new(tmp_path)
    for name in ("预算.yaml", "工作目标.yaml", "绩效目标.yaml"):
        (folder / name).unlink()
    with pytest.raises(DataUnusable) as raised:
        assemble(folder)
    assert "缺「部门预算」" in "\n".join(map(str, raised.value.findings))


# -- the next year ---------------------------------------------------------------------------------


def test_the_next_year_keeps_names_and_asks_for_amounts(tmp_path: Path) -> None:
    rolled = roll_over(new(tmp_path), tmp_path / "2025")
    texts = {path.name: path.read_text("utf-8") for path in rolled.begun.folder.glob("*.yaml")}
    assert set(texts) == {"部门.yaml", "预算.yaml", "工作目标.yaml", "绩效目标.yaml"}
    assert "| 2080101 | 30101    | 待填 | 本级     |" in texts["预算.yaml"]
    assert "| 设备 | 服务大厅设备更新     | 部门项目 | 一次性项目 | 服务中心 | 待填   |" in texts["预算.yaml"]
    assert "168.00" not in "".join(texts.values())
    assert assemble(rolled.begun.folder, draft=True).errors == ()


def test_the_year_before_last_is_what_last_years_budget_was_compared_with(tmp_path: Path) -> None:
    rolled = roll_over(new(tmp_path), tmp_path / "2025")
    report = report_of(rolled.begun.folder)
    assert report.resolve("前年.支出.基本支出").value == Decimal("870.00")


def test_a_budget_alone_is_no_last_year_of_the_final_accounts(tmp_path: Path) -> None:
    """What only its accounts could tell is looked for as if no folder stood beside."""
    new(tmp_path)
    text = "年度: 2025\n金额单位: 万元\n部门: {全称: 某局, 简称: 某局, 级次: 区级}\n报告: {部门决算公开: {版式: hubei-2023}}\n"
    units = "单位构成: |\n  单位 | 全称 | 性质 | 层级 | 三公 | 机关运行\n  本级 | 某局 | 行政 | 本级 | 是 | 是\n"
    (tmp_path / "2025").mkdir()
    (tmp_path / "2025" / "全部.yaml").write_text(text + units + "上年数: {支出总计: 90}\n" + ACCOUNTS, "utf-8")
    report = report_of(tmp_path / "2025", "部门决算公开")
    assert amount(report, "上年.收入总计") == "unknown"
    assert amount(report, "上年.支出总计") == "90"
    assert amount(report, "上年.年末结转和结余.一般公共") == "6.6"  # this year's 年初
    assert amount(report, "上年.支出.2080101.一般公共.年初预算") == "460.4"
