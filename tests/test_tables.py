"""Definitions and figures -> tables with their numbered lines, notes and what each cell must equal."""

import pytest

import small
from reportgen.compose.tables import lay_out

FUND = (
    "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出 | 政府性基金.项目支出 | 政府性基金.年初结转和结余 | 政府性基金.收入\n "
    " 2080101 | 100 | - | - | - | -\n  2120803 | - | - | 80 | 20 | 70"
)


def tables(folder, edition="hubei-2023", **keys):
    return {t.definition.id: t for t in lay_out(small.report(folder, edition, **keys))}


def lines(table):
    return [[c.text for c in row.cells if c.kind in ("label", "line")] for row in table.rows]


@pytest.mark.parametrize(
    ("edition", "first", "income", "spending", "bottom"),
    [
        (
            "hubei-2021",
            "31",
            "30行＝（27＋28＋29）行",
            "57行＝（31＋32＋…＋56）行；60行＝（57＋58＋59）行",
            ["总　计", "30", "总　计", "60"],
        ),
        (
            "hubei-2023",
            "32",
            "31行＝（27＋28＋29）行",
            "58行＝（32＋33＋…＋57）行；62行＝（58＋59＋60）行",
            ["总　计", "31", "总　计", "62"],
        ),
    ],
)
def test_table_01_is_numbered_by_its_edition(tmp_path, edition, first, income, spending, bottom):
    table = tables(tmp_path, edition)["summary"]
    assert lines(table)[0] == ["一、一般公共预算财政拨款收入", "1", "一、一般公共服务支出", first]
    assert lines(table)[-1] == bottom
    assert table.notes[-2] == f"27行＝（1＋2＋3＋4＋5＋6＋7＋8）行；{income}。"
    assert table.notes[-1] == f"{spending}。"


@pytest.mark.parametrize("edition", ["hubei-2021", "hubei-2023"])
def test_table_04_ends_on_line_64(tmp_path, edition):
    table = tables(tmp_path, edition)["fiscal"]
    assert lines(table)[-1] == ["总　计", "32", "总　计", "64"]
    assert table.notes[1:] == (
        "27行＝（1＋2＋3）行；28行＝（29＋30＋31）行；32行＝（27＋28）行。",
        "59行＝（33＋34＋…＋58）行；64行＝（59＋60）行。",
    )


def test_the_shorter_leg_is_padded_with_numbered_blank_lines(tmp_path):
    table = tables(tmp_path)["summary"]
    assert [line[1] for line in lines(table)] == [str(n) for n in range(1, 32)]
    assert [line[0] for line in lines(table)[8:26]] == [""] * 18


def test_the_order_and_names_of_the_tables_are_the_editions(tmp_path):
    assert [(i, t.label) for i, t in tables(tmp_path / "a", "hubei-2021").items()][5:] == [
        ("basic", "表6"),
        ("three-public", "表7"),
        ("government-fund", "表8"),
        ("state-capital", "表9"),
    ]
    assert [t.label for t in tables(tmp_path / "b").values()][-1] == "公开09表"


def test_the_note_of_a_column_formula_names_columns(tmp_path):
    found = tables(tmp_path, 收支=FUND)
    assert found["income"].notes[-1] == "1栏各行＝（2＋3＋4＋5＋6＋7）栏各行。"
    assert found["government-fund"].notes[-1] == "3栏各行＝（4＋5）栏各行；6栏各行＝（1＋2−3）栏各行。"
    assert (
        found["three-public"].notes[-1]
        == "1栏＝（2＋3＋6）栏；3栏＝（4＋5）栏；7栏＝（8＋9＋12）栏；9栏＝（10＋11）栏。"
    )


def test_subjects_are_printed_with_their_ancestors_and_only_when_something_is_there(tmp_path):
    rows = [next(c.text for c in row.cells if c.kind == "code") for row in tables(tmp_path)["general"].rows]
    assert rows == ["", "208", "20801", "2080101", "2080102"]


def test_a_nil_sentence_stands_under_exactly_the_empty_tables(tmp_path):
    money = (
        "\n  金额: |\n    项目 | 预算数 | 决算数\n    因公出国（境）费 | - | -\n    "
        "公务用车购置费 | - | -\n    公务用车运行维护费 | - | -\n    公务接待费 | - | -"
    )
    nil = {i: t.nil for i, t in tables(tmp_path, 收支=FUND, 三公经费=money).items() if t.nil}
    assert nil == {
        "state-capital": "本部门2023年度无国有资本经营预算财政拨款支出。",
        "three-public": "本部门2023年度无财政拨款“三公”经费支出。",
    }


def test_an_unknown_money_table_is_not_called_empty(tmp_path):
    assert tables(tmp_path)["three-public"].nil == ""


def test_every_cell_with_a_formula_equals_its_terms(tmp_path):
    for table in tables(tmp_path, 收支=FUND, 年初结转和结余="{一般公共: 5, 其他资金: 6}").values():
        values = {c.address: c.figure.value or 0 for c in table.cells() if c.figure}
        for cell in table.cells():
            for terms in (cell.row_terms, cell.column_terms):
                if terms and cell.figure and cell.figure.certain:
                    assert (cell.figure.value or 0) == sum(sign * values.get(name, 0) for sign, name in terms), (
                        cell.address
                    )


def test_every_address_stands_once(tmp_path):
    for table in tables(tmp_path, 收支=FUND).values():
        addresses = [c.address for c in table.cells()]
        assert len(set(addresses)) == len(addresses)
