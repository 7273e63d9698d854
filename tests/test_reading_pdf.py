"""A born-digital PDF: ruled tables whole, over pages too, with what stands over them; paragraphs with their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.reading.grid import Grid, OpenedFile, Unreadable
from reportgen.reading.open import open_file
from small_pdf import TALL, WIDE, pdf, table, words

XS = (60, 260, 400, 540)
HEAD = ("项目", "行次", "金额")


def opened(*pages: str, **more: object) -> OpenedFile:
    return open_file(Path("报告.pdf"), data=pdf(*pages, **more))  # type: ignore[arg-type]


def rows_of(grid: Grid) -> list[list[str]]:
    return [[cell.text for _, cell in grid.row(number)] for number in range(grid.height)]


def a_table(*rows: tuple[str | None, ...], top: float = 700, xs: tuple[float, ...] = XS) -> str:
    return table(xs, [top - 20 * n for n in range(len(rows) + 1)], rows)  # type: ignore[arg-type]


def test_a_ruled_table_has_its_rows_its_title_and_places() -> None:
    file = opened(words(230, 740, "收入支出决算总表", 16) + a_table(HEAD, ("合计", "31", "1,778.49")))
    (grid,) = file.grids
    assert rows_of(grid) == [list(HEAD), ["合计", "31", "1,778.49"]]
    assert [line.text for line in grid.above] == ["收入支出决算总表"]
    assert str(grid.cells[1, 2].spot) == "报告.pdf 第1页"
    assert grid.cells[1, 2].spot.box == (400, TALL - 680, 540, TALL - 660)


def test_merged_heads_have_their_span() -> None:
    (grid,) = opened(a_table(("项目", None, "金额"), ("甲", "1", "2"))).grids
    assert grid.cells[0, 0].columns == 2


def test_a_table_open_at_its_sides_is_whole() -> None:
    lines = "".join(f"60 {y} m 540 {y} l S\n" for y in (700, 680, 660)) + "260 700 m 260 660 l S\n"
    (grid,) = opened(lines + words(70, 684, "项目") + words(300, 684, "金额") + words(300, 664, "5")).grids
    assert rows_of(grid) == [["项目", "金额"], ["5"]]


def test_borders_drawn_as_thin_rectangles_are_lines() -> None:
    rects = "".join(f"60 {y} 480 0.5 re f\n" for y in (700, 680, 660))
    rects += "".join(f"{x} 660 0.5 40 re f\n" for x in (60, 300, 540))
    (grid,) = opened(rects + words(70, 684, "甲") + words(310, 664, "5")).grids
    assert set(grid.cells) == {(0, 0), (1, 1)}


def test_a_table_that_goes_on_with_its_head_again_is_one() -> None:
    first, second = a_table(HEAD, ("甲", "1", "1.00")), a_table(HEAD, ("乙", "2", "2.00"), top=780)
    (grid,) = opened(first, second).grids
    assert rows_of(grid) == [list(HEAD), ["甲", "1", "1.00"], ["乙", "2", "2.00"]]
    assert [grid.cells[row, 0].spot.page for row in (1, 2)] == [1, 2]


def test_a_table_that_goes_on_without_its_head_is_one() -> None:
    (grid,) = opened(a_table(HEAD, ("甲", "1", "1.00")), a_table(("乙", "2", "2.00"), top=780)).grids
    assert rows_of(grid)[-1] == ["乙", "2", "2.00"]


def test_page_numbers_between_the_parts_of_a_table_do_not_matter() -> None:
    first = a_table(HEAD, ("甲", "1", "1.00")) + words(290, 30, "—12—")
    (grid,) = opened(first, a_table(HEAD, ("乙", "2", "2.00"), top=780) + words(290, 30, "—13—")).grids
    assert grid.height == 3


def test_another_title_makes_another_table() -> None:
    second = words(230, 790, "支出决算表", 16) + a_table(HEAD, ("乙", "2", "2.00"), top=770)
    file = opened(a_table(HEAD, ("甲", "1", "1.00")), second)
    assert [grid.name for grid in file.grids] == ["第1页表1", "第2页表1"]


def test_other_columns_make_another_table() -> None:
    second = a_table(("乙", "2", "2.00"), ("丙", "3", "3.00"), top=780, xs=(60, 200, 330, 540))
    assert len(opened(a_table(HEAD, ("甲", "1", "1.00")), second).grids) == 2


def test_a_cell_that_is_said_again_over_the_page_is_one() -> None:
    first = a_table(("指标", "名称", "值"), ("产出", "甲", "1"))
    (grid,) = opened(first, a_table(("产出（续）", "乙", "2"), top=780)).grids
    assert (grid.cells[1, 0].rows, (2, 0) in grid.cells, grid.cells[2, 1].text) == (2, False, "乙")


def test_two_tables_without_a_gap_are_two_when_the_next_page_says_so() -> None:
    upper = a_table(("部门", "名称", "年度"), ("甲", "乙", "2024"))
    lower_xs = (60, 150, 300, 540)
    lower = a_table(("一级", "二级", "得分"), ("产出", "数量", "9"), top=660, xs=lower_xs)
    file = opened(upper + lower, a_table(("一级", "二级", "得分"), ("效益", "社会", "8"), top=780, xs=lower_xs))
    assert [rows_of(grid) for grid in file.grids] == [
        [["部门", "名称", "年度"], ["甲", "乙", "2024"]],
        [["一级", "二级", "得分"], ["产出", "数量", "9"], ["效益", "社会", "8"]],
    ]


def test_a_bar_of_a_chart_is_no_table() -> None:
    file = opened("60 700 200 20 re S 260 700 100 20 re S\n" + words(90, 705, "76%") + words(300, 705, "24%"))
    assert (len(file.grids), [line.text for line in file.lines]) == (0, ["76%\t24%"])


def test_lines_of_a_paragraph_are_one_and_each_has_its_place() -> None:
    full = "二〇二四年度本部门收入总计一千万元与上年相比增加一百万元主要是人员增加了二十人"
    page = words(100, 700, full[:38], 11) + words(78, 680, full[38:], 11) + words(100, 660, "二、支出情况", 11)
    file = opened(page)
    assert [line.text for line in file.lines] == [full, "二、支出情况"]
    assert [start for start, _ in file.lines[0].pieces] == [0, 38]
    assert file.lines[0].pieces[1][1].box is not None


def test_a_paragraph_goes_on_over_the_page() -> None:
    full = "二〇二四年度本部门收入总计一千万元与上年相比增加一百万元主要是人员增加了二十人"
    body = "".join(words(78, 700 - 20 * n, full, 11) for n in range(3))
    file = opened(body + words(100, 60, full[:37], 11), words(78, 780, "这一句在下一页。", 11) + body)
    assert f"{full[:37]}这一句在下一页。" in [line.text for line in file.lines]


def test_page_numbers_and_running_heads_are_no_words() -> None:
    texts = ("甲部门的情况。", "乙部门的情况。", "丙部门的情况。", "丁部门的情况。")
    pages = [
        words(200, 810, "二〇二四年度报告") + words(100, 500, text) + words(290, 30, f"第 {n} 页 共 4 页")
        for n, text in enumerate(texts, 1)
    ]
    assert [line.text for line in opened(*pages).lines] == list(texts)


def test_the_unit_over_every_table_stays() -> None:
    pages = [words(480, 800, "单位：万元") + a_table(HEAD, (name, "1", "1.00")) for name in "甲乙丙丁"]
    assert next([line.text for line in grid.above] for grid in opened(*pages).grids) == ["单位：万元"]


@pytest.mark.parametrize("turn", [90, 270])
def test_a_table_on_a_turned_page_reads_from_left_to_right(turn: int) -> None:
    matrix = "0 1 -1 0" if turn == 90 else "0 -1 1 0"

    def at(x: float, y: float) -> tuple[float, float]:
        return (WIDE - y, x) if turn == 90 else (y, TALL - x)

    def line(x0: float, y0: float, x1: float, y1: float) -> str:
        (a, b), (c, d) = at(x0, y0), at(x1, y1)
        return f"{a} {b} m {c} {d} l S\n"

    drawn = "".join(line(60, y, 540, y) for y in (500, 480, 460))
    drawn += "".join(line(x, 500, x, 460) for x in (60, 300, 540))
    for x, y, text in ((65, 484, "项目"), (305, 484, "金额"), (65, 464, "合计"), (305, 464, "12.50")):
        drawn += words(*at(x, y), text, matrix=matrix)
    assert rows_of(opened(drawn).grids[0]) == [["项目", "金额"], ["合计", "12.50"]]


def test_a_page_that_says_that_it_is_turned_reads_as_it_is_shown() -> None:
    drawn = words(100, 300, "甲", matrix="0 1 -1 0")
    (line,) = opened(drawn, turned=90).lines
    assert (line.text, line.spot.page) == ("甲", 1)


def test_words_drawn_twice_to_look_bold_are_read_once() -> None:
    assert [line.text for line in opened(words(100, 700, "合计") + words(100.3, 700, "合计")).lines] == ["合计"]


def test_a_pdf_without_words_is_told() -> None:
    with pytest.raises(Unreadable) as told:
        opened("0 0 100 100 re f")
    assert told.value.code == "R008"


def test_a_page_without_words_is_told_and_the_others_are_read() -> None:
    file = opened(words(100, 700, "甲"), "".join(f"10 {y} m 500 {y} l S\n" for y in range(100, 800, 9)))
    assert [(n.code, n.spot.page) for n in file.notices] == [("R015", 2)]


def test_words_that_are_there_only_to_be_copied_are_a_scan() -> None:
    with pytest.raises(Unreadable, match="扫描"):
        opened("3 Tr " + words(100, 700, "一百二十三万元"))
