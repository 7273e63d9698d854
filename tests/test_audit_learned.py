"""Tables that no form knows: sums that their own rows and columns keep, and nothing that they don't."""

from pathlib import Path

import pytest

from reportgen.audit.tables.causes import table_findings
from reportgen.audit.tables.learned_sums import with_learned
from reportgen.audit.tables.seen_tables import SeenTables
from reportgen.reading.grid import Grid, GridCell, OpenedFile, Spot

NAME = "公开稿.docx"
BY_UNIT = """
单位编码 | 单位名称 | 总计 | 基本支出 > | > | > | 项目支出 > | >
^ | ^ | ^ | 小计 | 人员 | 公用 | 部门项目 | 公共项目
** | ** | 1 | 2 | 3 | 4 | 5 | 6
 | 合计 | 61.70 | 46.20 | 40.20 | 6.00 | 10.50 | 5.00
101 | 甲局 | 61.70 | 46.20 | 40.20 | 6.00 | 10.50 | 5.00
2010101 | 行政运行 | 33.20 | 30.20 | 26.20 | 4.00 | 3.00 | 0.00
2010102 | 一般事务 | 9.50 | 4.00 | 3.00 | 1.00 | 5.50 | 0.00
2010103 | 机关服务 | 19.00 | 12.00 | 11.00 | 1.00 | 2.00 | 5.00
"""
PROJECTS = """
项目名称 | 合计 | 经常性 | 一次性
甲项目 | 26.00 | 20.00 | 6.00
乙项目 | 2.35 | 2.00 | 0.35
丙项目 | 31.20 | 31.00 | 0.20
丁项目 | 4.00 | 4.00 | 0.00
合计 | 63.55 | 57.00 | 6.55
"""


def table(text: str, name: str = "表1") -> Grid:
    """A table of words between bars; > goes on with the cell before, ^ with the one above."""
    cells: dict[tuple[int, int], GridCell] = {}
    lines = [[part.strip() for part in line.split("|")] for line in text.strip("\n").split("\n")]
    for row, line in enumerate(lines):
        for column, word in enumerate(line):
            if word in (">", "^"):
                continue
            across = 1
            while column + across < len(line) and line[column + across] == ">":
                across += 1
            down = 1
            while row + down < len(lines) and lines[row + down][column : column + 1] == ["^"]:
                down += 1
            at = Spot(NAME, name, row, column)
            cells[row, column] = GridCell(word.removesuffix(" >"), at, rows=down, columns=across)
    return Grid(name, NAME, cells)


def told(*grids: Grid) -> list[tuple[tuple[int, int], str]]:
    """Place and expected of what is found."""
    seen = with_learned(SeenTables((), {}, grids, ()), OpenedFile(Path(NAME), "docx", grids).grids)
    return [((f.spot.row, f.spot.column), f.expected) for f in table_findings(seen) if f.spot]


@pytest.mark.parametrize("text", [BY_UNIT, PROJECTS])
def test_a_table_that_adds_up_has_no_finding(text: str) -> None:
    assert told(table(text)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "place", "expected"),
    [
        ("33.20", "33.80", (5, 2), "33.2"),  # the total of a row
        ("30.20", "35.20", (5, 3), "30.2"),  # a 小计
        ("26.20", "26.30", (5, 4), "26.2"),  # a part
        ("5.50", "5.40", (6, 6), "5.5"),  # a project
    ],
)
def test_one_cell_that_breaks_what_all_others_keep_is_told(
    right: str, wrong: str, place: tuple[int, int], expected: str
) -> None:
    assert told(table(BY_UNIT.replace(right, wrong))) == [(place, expected)]


def test_a_wrong_part_of_a_list_is_told_by_its_row_and_its_total() -> None:
    assert told(table(PROJECTS.replace("0.35", "0.85"))) == [((2, 3), "0.35")]


def test_a_column_that_is_seldom_the_sum_of_the_others_is_no_sum() -> None:
    odd = PROJECTS.replace("26.00", "99.00").replace("31.20", "12.00").replace("2.35", "7.00").partition("合计 | 63")[0]
    assert told(table(odd)) == []


def test_the_same_rows_in_two_tables_have_the_same_amounts() -> None:
    other = "项目名称 | 合计\n甲项目 | 26.00\n乙项目 | 2.35\n丙项目 | 31.20\n丁项目 | 4.40\n戊项目 | 7.00"
    assert [place for place, _ in told(table(PROJECTS), table(other, "表2"))] == [(4, 1)]


def test_tables_that_only_share_names_are_not_compared() -> None:
    last_year = (
        "项目名称 | 合计 | 经常性 | 一次性\n甲项目 | 11.00 | 10.00 | 1.00\n"
        "乙项目 | 22.00 | 20.00 | 2.00\n丙项目 | 5.00 | 4.00 | 1.00"
    )
    assert told(table(PROJECTS), table(last_year, "表2")) == []
