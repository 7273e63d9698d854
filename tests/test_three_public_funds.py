"""三公经费, 会议费 and 培训费 by fund: stated once, picked by tables, what is not stated follows or is asked for."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import small
from clerk import run
from reportgen.build import BuiltReport, assemble
from reportgen.figures import FigureBook

KIND = "部门决算公开"
ACCOUNTS = "|\n  科目 | 一般公共.基本支出 | 政府性基金.项目支出 | 政府性基金.收入\n  2080101 | 100.00 | - | -\n  2296002 | - | {} | {}"
MONEY = """
  金额: |
    项目 | 预算数 | 决算数
    因公出国（境）费 | - | -
    公务用车购置费 | - | -
    公务用车运行维护费 | 8 | 7
    公务接待费 | 2 | 1.55
"""
SHARES = "  资金: |\n    资金 | 项目 | 预算数 | 决算数\n    政府性基金 | 公务接待费 | 0.50 | 0.35\n    政府性基金 | 会议费 | - | 1.2\n"
MEETINGS = "|\n  项目 | 决算数 | 次数 | 人次\n  会议费 | 5 | 2 | 90\n  培训费 | 3 | 1 | 40"
TABLE = """title: 政府性基金“三公”经费、会议费和培训费支出决算表
pick: 政府性基金
legs:
  - name: 基金三公
    columns:
      - {name: 合计, key: 三公.合计.政府性基金.决算数, sum: [出国, 购置, 运行, 接待]}
      - {name: 出国, pick: 三公.因公出国（境）费.决算数}
      - {name: 购置, pick: 三公.公务用车购置费.决算数}
      - {name: 运行, pick: 三公.公务用车运行维护费.决算数}
      - {name: 接待, pick: 三公.公务接待费.决算数}
      - {name: 会议费, pick: 会议培训.会议费.决算数}
      - {name: 培训费, pick: 会议培训.培训费.决算数}
    rows: [{name: 数额}]
nil: "{year}年度没有使用政府性基金安排，本表为空表。"
nil_when: [三公.合计.政府性基金.决算数, 会议培训.会议费.政府性基金.决算数]
"""


def built(project: Path, shares: str = SHARES, fund: str = "40", table: str = TABLE, money: str = MONEY) -> BuiltReport:
    """A draft by an edition with a table of one fund."""
    home = project / "templates" / "final-accounts" / "ours"
    (home / "tables").mkdir(parents=True)
    tables = "[summary, income, spending, fiscal, general, basic, three-public, government-fund, state-capital, fund]"
    (home / "edition.yaml").write_text(f"extends: hubei-2023\ntables: {tables}\n", encoding="utf-8")
    (home / "tables" / "fund.yaml").write_text(table, encoding="utf-8")
    keys = {
        "报告": f"\n  {KIND}: {{版式: ours, 预算口径: 年初预算}}",
        "收支": ACCOUNTS.format(fund, fund),
        "三公经费": f"{money}{shares}",
        "会议费和培训费": MEETINGS,
        "年初结转和结余": "{一般公共: 0, 政府性基金: 0, 其他资金: 0}",
    }
    return assemble(small.write(project / "2023", **keys), draft=True)


def value(book: FigureBook, key: str) -> Decimal | None:
    return book.resolve(key).value


def told(made: BuiltReport) -> list[str]:
    return [str(f) for f in made.findings if f.code in ("C240", "C241", "D052", "D017", "S046", "E002", "E005")]


def test_the_table_of_a_fund_prints_what_the_fund_paid(tmp_path: Path) -> None:
    made = built(tmp_path)
    (table,) = [t for t in made.tables if t.definition.id == "fund"]
    printed = {cell.column: cell.figure.value for cell in table.cells() if cell.figure}
    assert printed == {
        "合计": Decimal("0.35"), "出国": 0, "购置": 0, "运行": 0, "接待": Decimal("0.35"), "会议费": Decimal("1.2"), "培训费": 0,
    }  # fmt: skip
    assert told(made) == []


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("三公.公务接待费.政府性基金.决算数", "0.35"),
        ("三公.公务接待费.政府性基金.预算数", "0.50"),
        ("三公.公务接待费.一般公共.决算数", "1.20"),
        ("三公.公务接待费.一般公共.预算数", "1.50"),
        ("三公.公务接待费.国有资本.决算数", "0"),
        ("三公.公务用车运行维护费.一般公共.决算数", "7"),
        ("三公.公务用车购置及运行维护费.一般公共.决算数", "7"),
        ("三公.合计.一般公共.决算数", "8.20"),
        ("三公.合计.政府性基金.决算数", "0.35"),
        ("会议培训.会议费.政府性基金.决算数", "1.2"),
        ("会议培训.会议费.一般公共.决算数", "3.8"),
        ("会议培训.培训费.一般公共.决算数", "3"),
        ("三公.公务接待费.决算数", "1.55"),
    ],
)
def test_what_is_not_stated_follows(tmp_path: Path, key: str, expected: str) -> None:
    assert value(built(tmp_path).book, key) == Decimal(expected)


def test_an_item_may_be_stated_by_fund_alone(tmp_path: Path) -> None:
    shares = SHARES + "    一般公共 | 公务接待费 | 1.50 | 1.20\n"
    money = MONEY.replace("    公务接待费 | 2 | 1.55\n", "")
    made = built(tmp_path, shares, money=money)
    assert value(made.book, "三公.公务接待费.决算数") == Decimal("1.55")


def test_a_fund_that_spent_nothing_needs_no_rows(tmp_path: Path) -> None:
    made = built(tmp_path, "", "-")
    (table,) = [t for t in made.tables if t.definition.id == "fund"]
    assert table.nil == "2023年度没有使用政府性基金安排，本表为空表。"
    assert told(made) == []


def test_a_fund_that_spent_is_asked_for(tmp_path: Path) -> None:
    (finding,) = told(built(tmp_path, ""))
    assert "错误 [D052] 政府性基金有支出，「三公经费」里没有写资金" in finding


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("    政府性基金 | 公务接待费 | - | 1\n", "[D017] 三公经费的资金里「政府性基金」的「公务接待费」写了两行"),
        (
            "    一般公共 | 公务接待费 | 1.50 | 1.21\n",
            "[C240] 「三公经费」的资金里，公务接待费决算数各资金合计 1.56，全部是 1.55",
        ),
        (
            "    一般公共 | 公务接待费 | 1.40 | 1.20\n",
            "[C240] 「三公经费」的资金里，公务接待费预算数各资金合计 1.90，全部是 2.00",
        ),
        (
            "    国有资本 | 公务接待费 | - | 1.21\n",
            "[C240] 「三公经费」的资金里，公务接待费决算数各资金合计 1.56，全部是 1.55",
        ),
        ("    国有资本 | 会议费 | - | 4\n", "[C240] 「三公经费」的资金里，会议费决算数各资金合计 5.20，全部是 5.00"),
        (
            "    国有资本 | 培训费 | - | 0.1\n",
            "[C241] 国有资本的三公经费、会议费、培训费决算 0.10，国有资本的支出只有 0.00",
        ),
    ],
)
def test_rows_that_contradict_are_told(tmp_path: Path, row: str, words: str) -> None:
    found = told(built(tmp_path, SHARES + row))
    assert any(words in finding for finding in found), found


def test_rows_that_agree_are_not(tmp_path: Path) -> None:
    assert (
        told(built(tmp_path, SHARES + "    一般公共 | 公务接待费 | 1.50 | 1.20\n    一般公共 | 会议费 | - | 3.8\n"))
        == []
    )


def test_more_than_the_fund_spent_is_told(tmp_path: Path) -> None:
    found = told(built(tmp_path, SHARES, "1.00"))
    assert any(
        "[C241] 政府性基金的三公经费、会议费、培训费决算 1.55，政府性基金的支出只有 1.00，多出 0.55" in f for f in found
    ), found


@pytest.mark.parametrize("row", ["    政府基金 | 公务接待费 | - | 1\n", "    政府性基金 | 招待费 | - | 1\n"])
def test_another_word_is_told_with_the_nearest(tmp_path: Path, row: str) -> None:
    found = [str(f) for f in built(tmp_path, SHARES + row).findings]
    assert any("[L022] 三公经费.资金." in finding for finding in found), found


def test_the_whole_key_may_be_picked_without_a_pick_of_the_table(tmp_path: Path) -> None:
    table = TABLE.replace("pick: 政府性基金\n", "")
    for item in ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费", "会议费", "培训费"):
        table = table.replace(f"{item}.决算数}}", f"{item}.政府性基金.决算数}}")
    made = built(tmp_path, table=table)
    (laid,) = [t for t in made.tables if t.definition.id == "fund"]
    assert [str(c.figure.value) for c in laid.cells() if c.figure][:1] == ["0.35"]
    assert told(made) == []


DOWN = """title: 政府性基金“三公”经费支出决算表
pick: 政府性基金
legs:
  - name: 基金三公
    columns:
      - {name: 项目, type: label}
      - {name: 预算数, pick: 预算数}
      - {name: 决算数, pick: 决算数}
    rows:
      - {name: 合计, key: 三公.合计, sum: [出国, 用车, 接待]}
      - {name: 出国, label: 1.因公出国（境）费, pick: 三公.因公出国（境）费}
      - {name: 用车, label: 2.公务用车购置及运行维护费, key: 三公.公务用车购置及运行维护费, sum: [购置, 运行]}
      - {name: 购置, label: （1）公务用车购置费, pick: 三公.公务用车购置费}
      - {name: 运行, label: （2）公务用车运行维护费, pick: 三公.公务用车运行维护费}
      - {name: 接待, label: 3.公务接待费, pick: 三公.公务接待费}
nil: "{year}年度没有使用政府性基金安排，本表为空表。"
nil_when: [三公.合计.政府性基金.决算数]
"""
ROWS = ("合计", "出国", "用车", "购置", "运行", "接待")


def down(made: BuiltReport) -> dict[tuple[str, str], str]:
    (table,) = [t for t in made.tables if t.definition.id == "fund"]
    return {(cell.row, cell.column): str(cell.figure.value) for cell in table.cells() if cell.figure}


@pytest.mark.parametrize("fund", ["政府性基金", "一般公共", ""])
def test_items_stand_down_and_budget_and_accounts_across(tmp_path: Path, fund: str) -> None:
    table = DOWN
    if fund != "政府性基金":
        table = table.replace("pick: 政府性基金\n", f"pick: {fund}\n" if fund else "").replace(
            "基金.决算数", "基金.预算数"
        )
    if not fund:  # the whole table of the department is another one's total
        table = table.replace("key: 三公.合计,", "pick: 三公.合计,")
        table = table.replace("key: 三公.公务用车购置及运行维护费,", "pick: 三公.公务用车购置及运行维护费,")
    made = built(tmp_path, table=table)
    printed = down(made)
    assert {row for row, _ in printed} == {*ROWS}
    expected = {"政府性基金": ("0.50", "0.35"), "一般公共": ("9.50", "8.20"), "": ("10", "8.55")}[fund]
    assert [Decimal(printed["合计", column]) for column in ("预算数", "决算数")] == [Decimal(n) for n in expected]
    guests = {"政府性基金": ("0.50", "0.35"), "一般公共": ("1.50", "1.20"), "": ("2", "1.55")}[fund]
    assert [Decimal(printed["接待", column]) for column in ("预算数", "决算数")] == [Decimal(n) for n in guests]
    assert told(made) == []


def test_items_down_have_no_finding_of_lint_and_a_forgotten_one_has(tmp_path: Path) -> None:
    built(tmp_path, table=DOWN)
    assert "没有问题" in run("editions", tmp_path, "--lint", "ours").output
    home = tmp_path / "templates" / "final-accounts" / "ours" / "tables"
    (home / "fund.yaml").write_text(DOWN.replace("[出国, 用车, 接待]", "[出国, 用车]"), encoding="utf-8")
    assert "[E002] 「三公.合计.政府性基金.预算数」写的是" in run("editions", tmp_path, "--lint", "ours").output


def test_a_whole_key_of_a_row_is_of_the_table_s_fund_too(tmp_path: Path) -> None:
    table = """title: 基金“三公”经费支出决算表
pick: 政府性基金
legs:
  - name: 基金三公
    columns: [{name: 项目, type: label}, {name: 决算数, pick: ""}]
    rows: [{name: 接待, label: 公务接待费, pick: 三公.公务接待费.决算数}]
"""
    assert down(built(tmp_path, table=table)) == {("接待", "决算数"): "0.35"}
