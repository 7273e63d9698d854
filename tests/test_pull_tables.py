"""Tables that a reviewer pasted into a draft, or rows typed anew: compared with the data by their keys."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

import pasting
from pasting import Rows, plain_row, plain_table, put_in_place, rows, titled, with_cell
from reportgen.review.pull.edits import EditKind, Resolution, ResolvedEdit
from reviewing import Review, W, run

pytestmark = pytest.mark.xdist_group("reviewing")
GENERAL = "一般公共预算财政拨款支出决算表"
SUMMARY, SPENDING = "收入支出决算总表", "支出决算表"
KEY = "支出.2080102.一般公共.项目支出"
LINE = "收支.yaml:10:44 86.50 → 96.50"


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review(tmp_path)


def changed(lines: Rows) -> Rows:
    """The one amount that is changed, in a table that otherwise says what the draft said."""
    return with_cell(lines, "2080102", 4, "96.50")


def in_yuan(lines: Rows) -> Rows:
    amount = re.compile(r"[\d,]+\.\d\d")
    return [
        [f"{Decimal(c.replace(',', '')) * 10000:,.2f}" if amount.fullmatch(c) else c for c in line] for line in lines
    ]


def told(edits: list[ResolvedEdit]) -> list[tuple[str, str, str, str]]:
    return [(e.kind.value, e.old, e.new, e.message.partition("；")[0]) for e in edits]


Way = Callable[[Rows], Rows]
WAYS: dict[str, Way] = {
    "as it was": lambda lines: lines,
    "in 元, over a line that says 万元": in_yuan,
    "in 元, and it says so": lambda lines: [["单位：元", *[""] * 4], *in_yuan(lines)],
    "its own line with 万元": lambda lines: [["单位：万元", *[""] * 4], *lines],
    "columns swapped": lambda lines: [[*line[:3], line[4], line[3]] for line in lines],
    "without thousands separators": lambda lines: [[cell.replace(",", "") for cell in line] for line in lines],
    "full-width digits": lambda lines: [
        [cell.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789."}) if "." in cell else cell for cell in line]
        for line in lines
    ],
    "dashes for nothing": lambda lines: [
        [cell or "—" if n > 3 else cell for cell in line] for n, line in enumerate(lines)
    ],
    "rows moved": lambda lines: [*lines[:4], *lines[13:], *lines[4:13]],
    "without the row that counts the columns": lambda lines: [line for line in lines if line[0] != "栏次"],
}


@pytest.mark.parametrize("way", WAYS)
def test_a_pasted_table_that_says_the_same_is_no_change(review: Review, way: str) -> None:
    table = titled(review, GENERAL)
    put_in_place(table, WAYS[way](rows(table)))
    assert told(review.pull().edits) == []


@pytest.mark.parametrize("way", WAYS)
def test_the_one_amount_that_differs_is_told_with_its_line(review: Review, way: str) -> None:
    table = titled(review, GENERAL)
    put_in_place(table, WAYS[way](changed(rows(table))))
    assert told(review.pull().edits) == [("填报数", "86.50", "96.50", LINE)]


def test_it_is_written_when_figures_are_asked_for(review: Review) -> None:
    table = titled(review, GENERAL)
    put_in_place(table, in_yuan(changed(rows(table))))
    outcome = review.pull(figures=True)
    (edit,) = outcome.edits
    outcome.write()
    assert edit.resolution is Resolution.WRITTEN
    assert "96.50" in review.text("收支.yaml").splitlines()[9]


MERGED: dict[str, tuple[str, str, str, str, str]] = {
    "a total": (SUMMARY, "卫生健康支出", "41.90", "42.90", "「支出.210」是算出来的"),
    "one of three legs": (
        "一般公共预算财政拨款基本支出决算明细表",
        "基本工资",
        "268.50",
        "300.00",
        "收支.yaml:26:10 268.50 → 300.00",
    ),
    "a head of three rows": (
        "财政拨款“三公”经费支出决算表",
        "1.20",
        "1.20",
        "1.30",
        "三公采购和资产.yaml:9:32 1.20 → 1.30",
    ),
    "a row by fund": ("收入决算表", "2080799", "145.00", "146.00", "「收入.2080799」是算出来的"),
}


@pytest.mark.parametrize("case", MERGED)
def test_a_table_with_merged_cells_is_read_too(review: Review, case: str) -> None:
    title, label, old, new, message = MERGED[case]
    table = pasting.pasted_in_place(titled(review, title))
    pasting.retype(table, label, old, new)
    (edit,) = review.pull().edits
    assert (edit.old, edit.new) == (old, new)
    assert edit.message.startswith(message)


def test_every_table_pasted_at_once_says_nothing(review: Review) -> None:
    for title in (SUMMARY, "收入决算表", SPENDING, GENERAL, "财政拨款收入支出决算总表", "财政拨款“三公”经费支出决算表"):
        pasting.pasted_in_place(titled(review, title))
    assert told(review.pull().edits) == []


def test_a_subject_that_the_data_lack_is_told_with_its_keys_and_where_to_put_it(review: Review) -> None:
    table = titled(review, GENERAL)
    lines = rows(table)
    put_in_place(table, [*lines[:9], ["2080109", "社会保险经办机构", "5.00", "5.00", ""], *lines[9:]])
    (edit,) = review.pull().edits
    assert edit.kind is EditKind.ROW
    assert edit.new == "2080109\u3000社会保险经办机构\u30005.00\u30005.00"
    assert "「支出.2080109.一般公共.基本支出」5.00" in edit.message
    assert "收支.yaml:9" in edit.message


def test_rows_that_were_left_out_are_told_each(review: Review) -> None:
    table = titled(review, GENERAL)
    put_in_place(table, [line for line in rows(table) if "合计" not in line and line[0] not in ("20807", "2080799")])
    edits = review.pull().edits
    assert [edit.old.split("\u3000")[0] for edit in edits] == ["合", "就业补助", "其他就业补助支出"]
    assert all(edit.message.startswith("删了一行") for edit in edits)


def test_a_cell_that_was_emptied_is_no_zero(review: Review) -> None:
    table = titled(review, GENERAL)
    put_in_place(table, with_cell(rows(table), "2080102", 4, ""))
    (edit,) = review.pull(figures=True).edits
    assert edit.resolution is Resolution.REFUSED
    assert f"「{KEY}」删空了" in edit.message


def test_a_column_that_was_left_out_is_one_line_with_its_figures(review: Review) -> None:
    table = titled(review, GENERAL)
    put_in_place(table, [line[:4] for line in rows(table)])
    (edit,) = review.pull().edits
    assert "没有「项目支出」这一栏" in edit.message
    assert f"「{KEY}」86.50" in edit.message


def test_a_column_more_goes_to_the_opinions(review: Review) -> None:
    table = titled(review, GENERAL)
    more = [[*line, "备注" if n == 1 else "核过" if "2080102" in line else ""] for n, line in enumerate(rows(table))]
    put_in_place(table, changed(more))
    outcome = review.pull()
    assert [edit.new for edit in outcome.edits] == ["备注\n核过", "96.50"]
    assert outcome.remarks == 1


@pytest.mark.parametrize("head", [False, True])
def test_a_table_that_was_split_is_one(review: Review, head: bool) -> None:
    table = titled(review, GENERAL)
    lines = changed(rows(table))
    first = put_in_place(table, lines[:7])
    first.addnext(plain_table([*(lines[:3] if head else []), *lines[7:]]))
    first.addnext(pasting.paragraph(""))
    assert told(review.pull().edits) == [("填报数", "86.50", "96.50", LINE)]


def test_two_tables_that_were_joined_are_two(review: Review) -> None:
    table, other = titled(review, GENERAL), titled(review, SPENDING)
    more = with_cell(rows(other), "2101102", 2, "15.30")
    put_in_place(table, [*changed(rows(table)), ["2023年度支出决算表"], *more])
    edits = review.pull().edits
    assert [(edit.old, edit.new, edit.target.key) for edit in edits] == [  # type: ignore[union-attr]
        ("86.50", "96.50", KEY),
        ("14.30", "15.30", "支出.2101102"),
    ]


def test_a_table_beside_the_draft_s_own_is_compared_and_told(review: Review) -> None:
    table = titled(review, GENERAL)
    table.addnext(plain_table(rows(table)))
    (edit,) = review.pull().edits
    assert "多出的一张表，数和报告里的一样" in edit.message


def test_a_table_beside_the_draft_s_own_with_another_amount(review: Review) -> None:
    table = titled(review, GENERAL)
    table.addnext(plain_table(changed(rows(table))))
    assert told(review.pull().edits) == [("填报数", "86.50", "96.50", LINE)]


UNKNOWN: dict[str, Way] = {
    "something else": lambda _: [["甲", "乙"], ["1.00", "2.00"], ["3", "4"]],
    "without its head": lambda lines: lines[4:],
    "without its codes": lambda lines: [line[1:] for line in lines],
    "of another department": lambda lines: [
        [f"{Decimal(c.replace(',', '')) * 2 + 1:,.2f}" if re.fullmatch(r"[\d,]+\.\d\d", c) else c for c in line]
        for line in lines
    ],
    "of another year": lambda lines: [["2022年度", *[""] * 4], *lines],
}


@pytest.mark.parametrize("way", UNKNOWN)
def test_a_table_that_is_not_understood_goes_whole_to_the_opinions(review: Review, way: str) -> None:
    table = titled(review, GENERAL)
    lines = UNKNOWN[way](rows(table))
    put_in_place(table, lines)
    outcome = review.pull(figures=True)
    whole, gone = outcome.edits
    assert "没有认出" in whole.message
    assert whole.new.split("\n") == ["\u3000".join(filter(None, line)) for line in lines]
    assert gone.message.startswith("整张表删了")
    assert (outcome.remarks, outcome.data) == (2, {})


def test_a_row_that_was_typed_anew_is_compared(review: Review) -> None:
    row = _row(review, "2080102")
    _replaced(row, ["2080102", "一般行政管理事务", "86.50", "", "96.50"])
    assert told(review.pull().edits) == [("填报数", "86.50", "96.50", LINE)]


def test_a_row_that_was_typed_anew_as_it_was_is_no_change(review: Review) -> None:
    _replaced(_row(review, "2080102"), ["2080102", "一般行政管理事务", "86.5", "", "86.50"])
    assert told(review.pull().edits) == []


def test_a_row_that_was_put_in_is_told_with_its_keys(review: Review) -> None:
    _row(review, "2080102").addnext(plain_row(["2080109", "社会保险经办机构", "5.00", "5.00", ""]))
    (edit,) = review.pull().edits
    assert "「支出.2080109.一般公共.基本支出」5.00" in edit.message


def test_a_name_in_a_row_that_was_typed_anew_is_not_lost(review: Review) -> None:
    _replaced(_row(review, "2080102"), ["2080102", "一般管理事务", "86.50", "", "86.50"])
    (edit,) = review.pull().edits
    assert (edit.kind, edit.new) == (EditKind.PARAGRAPH, "一般管理事务")


def test_an_amount_in_an_empty_cell_goes_where_the_data_state_nothing(review: Review) -> None:
    cell = pasting.cells(_row(review, "2080101"))[4]
    next(cell.iter(f"{W}p")).append(run("3.00"))
    outcome = review.pull(figures=True)
    (edit,) = outcome.edits
    assert edit.message == "收支.yaml:9:44 - → 3.00"
    outcome.write()
    assert "3.00" in review.text("收支.yaml").splitlines()[8]


def test_the_same_figure_changed_otherwise_in_two_tables_is_a_conflict(review: Review) -> None:
    table = titled(review, GENERAL)
    table.addnext(plain_table(with_cell(rows(table), "2080102", 4, "97.00")))
    pasting.retype(table, "2080102", "86.50", "96.50")  # the first is 小计
    _replaced(_row(review, "2080102"), ["2080102", "一般行政管理事务", "86.50", "", "96.50"])
    edits = [edit for edit in review.pull().edits if getattr(edit.target, "key", "") == KEY]
    assert [edit.resolution for edit in edits] == [Resolution.CONFLICT]


def test_a_table_pasted_over_an_older_draft_is_held_against_what_was_sent(review: Review) -> None:
    table = titled(review, GENERAL)
    put_in_place(table, rows(table))
    file = review.data / "收支.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("86.50", "99.50"), encoding="utf-8")
    assert told(review.pull().edits) == []


def _row(review: Review, label: str) -> pasting.Element:
    return next(row for row in titled(review, GENERAL).iter(f"{W}tr") if label in "".join(row.itertext()))


def _replaced(row: pasting.Element, line: list[str]) -> None:
    above = row.getparent()
    assert above is not None
    above.replace(row, plain_row(line))


TITLES = (
    (SUMMARY, 3),
    ("收入决算表", 3),
    (SPENDING, 3),
    ("财政拨款收入支出决算总表", 3),
    (GENERAL, 3),
    ("一般公共预算财政拨款基本支出决算明细表", 3),
    ("政府性基金预算财政拨款收入支出决算表", 3),
    ("财政拨款“三公”经费支出决算表", 1),
)


@pytest.mark.parametrize(("title", "count"), TITLES)
def test_any_figure_of_a_pasted_table_is_told_under_the_key_it_was_printed_under(
    review: Review, title: str, count: int
) -> None:
    table = titled(review, title)
    figures = [n for n, cell in enumerate(table.iter(f"{W}tc")) if re.fullmatch(r"[\d,]+\.\d\d", pasting.words(cell))]
    keys = [pasting.key_of(cell) for cell in table.iter(f"{W}tc")]
    picked = random.Random(title).sample(figures, count)  # noqa: S311
    new = list(pasting.pasted_in_place(table).iter(f"{W}tc"))
    wanted = {}
    for n in picked:
        amount = Decimal(pasting.words(new[n]).replace(",", "")) + Decimal("7.31")
        pasting.write(new[n], f"{amount:,f}")
        wanted[keys[n]] = str(amount)
    edits = review.pull().edits
    assert {edit.target.key: edit.new for edit in edits} == wanted  # type: ignore[union-attr]


def test_a_table_in_a_text_box_goes_to_the_opinions_with_its_words(review: Review) -> None:
    box = etree.fromstring(
        f'<w:p xmlns:w="{W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox>'
        "<w:txbxContent/></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    next(box.iter(f"{W}txbxContent")).append(plain_table(changed(rows(titled(review, GENERAL)))))
    titled(review, GENERAL).addnext(box)
    outcome = review.pull(figures=True)
    assert [edit.kind for edit in outcome.edits] == [EditKind.BESIDES]
    assert "96.50" in outcome.edits[0].new
    assert outcome.data == {}


def test_a_table_that_was_exchanged_with_changes_tracked_says_who_did_it(review: Review) -> None:
    table = titled(review, GENERAL)
    new = plain_table(changed(rows(table)))
    table.addnext(new)
    for row in table.iter(f"{W}tr"):
        settings = row.find(f"{W}trPr")
        if settings is None:
            row.insert(0, settings := etree.Element(f"{W}trPr"))
        settings.append(review.mark("del"))
    for one in list(new.iter(f"{W}r")):
        put_in = review.mark("ins")
        one.addprevious(put_in)
        put_in.append(one)
    (edit,) = review.pull().edits
    assert (edit.old, edit.new, edit.who) == ("86.50", "96.50", "张科长")
