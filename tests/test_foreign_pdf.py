"""PDF files as other programs print them: what stands at the ends of pages, what a font says of its letters."""

from __future__ import annotations

import pytest

from reportgen.reading.grid import OpenedFile, Unreadable
from small_pdf import TALL, WIDE, words
from test_reading_pdf import HEAD, a_table, opened, rows_of


def texts(file: OpenedFile) -> list[str]:
    return [line.text for line in file.lines]


def test_radicals_that_a_font_says_are_read_as_the_characters_they_show() -> None:
    file = opened(words(60, 740, "⼀、部⻔⽀出总表") + a_table(("项⽬", "⾏次", "⾦额"), ("⼈员经费", "1", "1.00")))
    assert texts(file) == ["一、部门支出总表"]
    assert rows_of(file.grids[0]) == [["项目", "行次", "金额"], ["人员经费", "1", "1.00"]]


def test_a_running_head_that_names_a_department_and_its_report_is_no_line_over_a_table() -> None:
    head = words(200, 815, "某某区财政局2023年度部门决算")
    pages = [head + words(100, 500, "一、部门概况。"), head + words(100, 500, "二、机构设置。")]
    pages += [head + a_table(HEAD, (name, "1", "1.00"), top=780) for name in "甲乙"]
    file = opened(*pages)
    assert texts(file) == ["一、部门概况。", "二、机构设置。"]
    assert len(file.grids) == 1


def test_a_head_and_a_foot_of_a_browser_are_no_words() -> None:
    names = ("甲。", "乙。", "丙。", "丁。")
    pages = [
        words(30, 820, "12/1/26, 3:51 PM")
        + words(250, 820, "部门决算公开")
        + words(100, 500, name)
        + words(30, 15, "file:///d/a.html")
        + words(540, 15, f"{number}/4")
        for number, name in enumerate(names, 1)
    ]
    assert texts(opened(*pages)) == list(names)


def test_a_head_of_left_pages_and_one_of_right_pages_are_no_words() -> None:
    names = ("甲。", "乙。", "丙。", "丁。", "戊。", "己。")
    pages = [
        words(60, 800, "某局" if number % 2 else "年度报告") + words(100, 500, name)
        for number, name in enumerate(names)
    ]
    assert texts(opened(*pages)) == list(names)


def test_the_number_of_a_page_at_its_side_is_no_word_even_as_high_as_a_line() -> None:
    first = words(5, 400, "— 6 —") + a_table(HEAD, ("甲", "1", "1.00"))
    second = words(WIDE - 45, 752, "— 7 —") + words(60, 752, "单位：万元") + words(60, 600, "说明。")
    file = opened(first, second)
    assert texts(file) == ["单位：万元", "说明。"]


def test_the_unit_that_stands_over_every_table_is_kept_below_a_running_head() -> None:
    pages = [
        words(60, 815, "某局年度报告") + words(460, 795, "金额单位：元") + a_table(HEAD, (name, "1", "1.00"), top=780)
        for name in "甲乙丙丁"
    ]
    (grid,) = opened(*pages).grids
    assert [line.text for line in grid.above] == ["金额单位：元"]


def test_a_watermark_across_the_page_is_in_no_cell() -> None:
    mark = words(150, 600, "内部资料严禁外传", 60, "0.7 0.7 -0.7 0.7")
    (grid,) = opened(mark + a_table(HEAD, ("甲", "1", "1.00"), ("乙", "2", "2.00"))).grids
    assert rows_of(grid) == [list(HEAD), ["甲", "1", "1.00"], ["乙", "2", "2.00"]]


def test_words_that_stand_askew_are_read() -> None:
    assert texts(opened(words(100, 500, "一、概况。", matrix="1 0.02 -0.02 1"))) == ["一、概况。"]


def test_dots_of_a_table_of_contents_are_no_words() -> None:
    file = opened(words(80, 700, "一、部门概况" + "." * 30 + "1") + words(80, 680, "二、决算表……………………3"))
    assert texts(file) == ["一、部门概况\t1", "二、决算表\t3"]


def test_words_below_a_picture_of_the_page_are_a_scan() -> None:
    page = words(100, 500, "合计 1.00") + f"q {WIDE} 0 0 {TALL} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
    with pytest.raises(Unreadable) as told:
        opened(page)
    assert told.value.code == "R008"


def test_words_above_a_picture_of_the_page_are_read() -> None:
    page = f"q {WIDE} 0 0 {TALL} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n" + words(100, 500, "概况。")
    assert texts(opened(page)) == ["概况。"]


def test_pages_that_were_not_read_are_known() -> None:
    scan = f"q {WIDE} 0 0 {TALL} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
    assert opened(words(100, 500, "概况。"), scan, words(100, 500, "说明。")).unread == {2}
