"""Tables of an edition as others print them: titles with more or less, units elsewhere, what is typed for nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from as_read import as_read
from reportgen.audit.audited import audited
from reportgen.audit.choose_edition import fitting
from reportgen.audit.published_figures import published_report
from reportgen.audit.tables.seen_tables import SeenTables, see
from reportgen.model.finding import Level
from reportgen.reading.grid import Grid, OpenedFile, TextLine
from reportgen.writers.write import write
from test_audit_text import sample

NAME = "jianghan-hrss/2022"
UNIT = "单位：万元"


@cache
def clean() -> OpenedFile:
    return as_read(sample(NAME).document)


def seen(opened: OpenedFile) -> SeenTables:
    return see(opened, sample(NAME).book.edition)


def values(tables: SeenTables) -> dict[tuple[str, str, str], object]:
    return {(table.form, f.key, f.column): f.value or 0 for table, f in tables.figures if f.value}


def lines_over(opened: OpenedFile, edit: dict[str, str]) -> OpenedFile:
    """The file with other words in the lines over its tables."""

    def other(line: TextLine) -> TextLine:
        text = line.text
        for old, new in edit.items():
            text = text.replace(old, new)
        return replace(line, text=text)

    return replace(opened, grids=tuple(replace(g, above=tuple(map(other, g.above))) for g in opened.grids))


def told(opened: OpenedFile) -> list[str]:
    found = audited(opened, sample(NAME).book.edition, 2022).findings
    return [str(finding) for finding in found if finding.level is not Level.HINT]


@pytest.mark.parametrize(
    "edit",
    [
        {UNIT: "", "决算表": f"决算表（{UNIT}）", "明细表": f"明细表（{UNIT}）", "总表": f"总表（{UNIT}）"},
        {UNIT: "", "决算表": "决算表 金额单位：万元", "明细表": "明细表（万元）", "总表": "总表（万元）"},
        {"2022年度": "附表1：2022年度"},
        {"2022年度": "公开01表 某某局"},
        {"决算表": "决算表（续）"},
        {UNIT: "金额单位：人民币万元"},
        {UNIT: "（万元）"},
    ],
    ids=str,
)
def test_a_title_with_more_around_it_is_the_same_table(edit: dict[str, str]) -> None:
    other = lines_over(clean(), edit)
    assert values(seen(other)) == values(seen(clean()))
    assert not told(other)


def test_a_title_that_ends_like_another_one_is_not_taken_for_it() -> None:
    tables = seen(lines_over(clean(), {"2022年度": ""}))
    assert values(tables) == values(seen(clean()))


def test_a_table_without_a_unit_has_the_one_in_which_it_agrees_with_the_others() -> None:
    grids = tuple(
        replace(grid, above=tuple(line for line in grid.above if UNIT not in line.text)) if number == 2 else grid
        for number, grid in enumerate(clean().grids)
    )
    other = replace(clean(), grids=grids)
    assert values(seen(other)) == values(seen(clean()))
    assert not told(other)


def test_amounts_of_a_file_that_says_no_unit_anywhere_are_no_error() -> None:
    other = lines_over(clean(), {UNIT: ""})
    findings = audited(other, sample(NAME).book.edition, 2022).findings
    assert [finding.code for finding in findings if finding.level is Level.ERROR] == []
    (unread,) = [finding.problem for finding in findings if finding.code == "A009"]
    assert "没有写金额单位" in unread


@pytest.mark.parametrize("typed", ["—", "-", "－", "0.00", "——"])
def test_what_is_typed_for_nothing_is_no_part_of_a_code_and_no_label(typed: str) -> None:
    other = replace(clean(), grids=tuple(_filled(grid, typed) for grid in clean().grids))
    expected = values(seen(clean()))
    assert values(seen(other)) == expected
    assert not [one for one in told(other) if "错误" in one]


def _filled(grid: Grid, typed: str) -> Grid:
    """With something typed in all blank cells of rows with amounts."""
    cells = dict(grid.cells)
    for row in range(grid.height):
        if not any("." in cell.text and cell.text[-1:].isdigit() for _, cell in grid.row(row)):
            continue
        for place in [(r, c) for r, c in cells if r == row and not cells[r, c].text.strip()]:
            cells[place] = replace(cells[place], text=typed)
    return replace(grid, cells=cells)


def test_the_edition_is_found_by_titles_with_the_name_of_a_department_before_them() -> None:
    plain = lines_over(clean(), {"2022年度": "某某局"})
    fit = fitting(plain, "部门决算公开")
    assert fit is not None
    assert fit.titles >= len(fit.edition.tables) - 1


def test_a_table_that_was_not_read_owes_no_sentence_below_it() -> None:
    unread = [
        n for n, grid in enumerate(clean().grids) if "政府性基金" in "".join(line.text for line in grid.above[-3:])
    ]
    grids = tuple(grid for n, grid in enumerate(clean().grids) if n not in unread)
    lines = tuple(line for line in clean().lines if "无政府性基金" not in line.text)
    findings = audited(replace(clean(), grids=grids, lines=lines), sample(NAME).book.edition, 2022).findings
    assert not [finding for finding in findings if finding.code == "A005"]


def paged(opened: OpenedFile, unread: int) -> OpenedFile:
    """As a PDF with each table on a page of its own, of which one could not be read."""
    grids = []
    for number, grid in enumerate(opened.grids, 1):
        cells = {p: replace(cell, spot=replace(cell.spot, page=2 * number)) for p, cell in grid.cells.items()}
        grids.append(replace(grid, cells=cells))
    kept = tuple(grid for number, grid in enumerate(grids, 1) if 2 * number != unread)
    return replace(opened, grids=kept, unread=frozenset({unread}))


@pytest.mark.parametrize("page", [2, 4, 6, 8, 10])
def test_a_page_that_was_not_read_makes_no_error_of_what_stands_on_the_others(page: int) -> None:
    assert not [one for one in told(paged(clean(), page)) if "错误" in one]


def test_a_table_beside_a_page_that_was_not_read_may_go_on_there() -> None:
    whole = paged(clean(), 0)
    grids = tuple(
        replace(grid, cells={p: cell for p, cell in grid.cells.items() if p[0] < grid.height - 4})
        for grid in whole.grids
    )
    odd = frozenset(2 * number + 1 for number in range(1, len(grids) + 1))
    assert not [one for one in told(replace(whole, grids=grids, unread=odd)) if "错误" in one]


def test_a_figure_whose_font_says_nothing_is_no_wrong_sum() -> None:
    grids = list(clean().grids)
    at = next(n for n, grid in enumerate(grids) if any("年度支出决算表" in line.text for line in grid.above[-3:]))
    place = next(p for p, cell in sorted(grids[at].cells.items()) if p[0] > 6 and "." in cell.text)
    cells = {**grids[at].cells, place: replace(grids[at].cells[place], text="\ufffd" * 6)}
    grids[at] = replace(grids[at], cells=cells)
    found = audited(replace(clean(), grids=tuple(grids)), sample(NAME).book.edition, 2022).findings
    assert [one.code for one in found if one.level is Level.ERROR] == []
    assert any(one.code == "A009" for one in found)


def test_the_year_of_a_published_budget_is_that_of_its_cover(tmp_path: Path) -> None:
    made = sample("dongxihu-hrss/2020")
    path = tmp_path / "预算.docx"
    path.write_bytes(write(made.document, ["docx"])["docx"])
    found = published_report(path, "部门预算公开", tmp_path)
    assert found is not None
    assert found.year == 2020
