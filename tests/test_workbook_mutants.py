"""A damaged workbook gives the same facts, or says what is wrong (scripts/mutate_workbooks.py damages many more)."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from export_variants import each_grid, placed, text_changed
from reportgen.reading.grid import Grid, GridCell, OpenedFile
from reportgen.recognise.amounts import in_yuan
from test_exports import FILES
from workbook_moves import moved
from workbook_oracle import Read, clean, judged, read

HOW_IT_BEGAN = (
    5,
    82,
    89,
    112,
    182,
    186,
    200,
    220,
    257,
    4100,
    4115,
    4391,
    4403,
    4427,
    4132,
    20014,
    20286,
    20291,
    21398,
    21524,
)
"""Seeds that once gave another figure without a word."""


@pytest.mark.parametrize("seed", [*range(1000, 1025), *HOW_IT_BEGAN])
def test_a_damaged_workbook_is_right_or_told(seed: int) -> None:
    verdict = judged(FILES[seed % len(FILES)], seed)
    assert not verdict.silent, verdict.mutant.happened


def only(name: str, sheet: str, change: Callable[[Grid], Grid]) -> Read:
    """The workbook with one of its sheets changed."""

    def one(grid: Grid) -> Grid:
        return change(grid) if grid.name.startswith(sheet + " ") else grid

    return read(each_grid(clean(name).opened, one))


def told(now: Read, code: str) -> list[str]:
    return [notice.message for notice in now.facts.notices if notice.code == code]


def rows_at(grid: Grid, to: Callable[[int], int | None]) -> Grid:
    return moved(grid, to, lambda column: column, follow=True)


def unit(other: str) -> Callable[[Grid], Grid]:
    return text_changed(lambda text: text.replace("单位：元", f"单位：{other}").replace("单位：万元", f"单位：{other}"))


@pytest.mark.parametrize("other", ["千元", "万元"])
@pytest.mark.parametrize("sheet", ["Z01", "Z01_1", "Z03", "Z04", "Z05", "Z05_1", "Z05_2", "Z07", "Z08", "Z08_1"])
def test_a_sheet_that_states_another_unit_is_told_once_and_not_used(sheet: str, other: str) -> None:
    now = only("accounts-a.xlsx", sheet, unit(other))
    (message,) = told(now, "R060")
    assert message.startswith(f"「{sheet} ")
    assert f"写的金额单位是{other}" in message
    assert "像是元" in message
    assert told(now, "R031") == []
    was = clean("accounts-a.xlsx").facts.facts
    assert all(fact.value == was[key].value for key, fact in now.facts.facts.items() if key in was and fact.value)
    used = [f for fact in now.facts.facts.values() for f in (*fact.plus, *fact.minus) if f.unit != ""]
    assert not [figure for figure in used if figure.cell.spot.sheet.startswith(sheet + " ") and figure.unit == "？"]


@pytest.mark.parametrize("sheet", ["GK01", "GK02", "GK03", "GK04", "GK05"])
def test_published_tables_that_state_another_unit_are_told(sheet: str) -> None:
    (message,) = told(only("public-tables.xlsx", sheet, unit("元")), "R060")
    assert "像是万元" in message


def test_the_unit_of_a_sheet_that_shares_no_figure_is_told_by_its_sums() -> None:
    now = only("public-tables.xlsx", "GK06", unit("千元"))
    assert any("GK06" in message and "GK05" in message for message in told(now, "R030"))


def test_a_sheet_whose_figures_are_in_its_own_unit_is_right() -> None:
    def in_thousands(grid: Grid) -> Grid:
        figures = {f.cell.spot for _, f in clean("accounts-a.xlsx").found.figures if f.unit == "元"}
        return placed(
            grid,
            {
                at: replace(cell, number=cell.number / 1000, text=f"{cell.number / 1000:f}")
                if cell.spot in figures and cell.number is not None
                else cell
                for at, cell in unit("千元")(grid).cells.items()
            },
        )

    now = only("accounts-a.xlsx", "Z07", in_thousands)
    assert told(now, "R060") == []
    assert in_yuan_of(now) == in_yuan_of(clean("accounts-a.xlsx"))


def in_yuan_of(one: Read) -> dict[str, Decimal]:
    return {key: in_yuan(fact.value, fact.unit) for key, fact in one.facts.facts.items()}


def test_rows_below_the_note_are_told() -> None:
    now = only("accounts-a.xlsx", "Z11", lambda grid: rows_at(grid, lambda row: row + 8 if row == 11 else row))
    assert "Z11!H20“48,000.00”" in told(now, "R061")[0]


def test_prose_with_figures_below_the_table_is_no_row() -> None:
    def noted(grid: Grid) -> Grid:
        cell = next(iter(grid.cells.values()))
        below = {(grid.height + 1, 0): replace(cell, text="其中其他支出 1,234.50 元", number=None, rows=1, columns=1)}
        return placed(grid, {**grid.cells, **below})

    assert told(only("accounts-a.xlsx", "Z07", noted), "R061") == []


def test_a_table_cut_off_above_its_items_is_told() -> None:
    now = only("accounts-a.xlsx", "Z09", lambda grid: rows_at(grid, lambda row: row if row < 10 else None))
    assert "科目 229 其他支出" in told(now, "R062")[0]
    now = only("accounts-a.xlsx", "Z09", lambda grid: rows_at(grid, lambda row: row if row < 9 else None))
    assert "（合计）" in told(now, "R062")[0]


@pytest.mark.parametrize("sheet", ["Z07", "Z03", "F03", "Z01_1"])
def test_a_form_without_any_figure_is_not_taken_for_nothing(sheet: str) -> None:
    figures = {f.cell.spot for _, f in clean("accounts-a.xlsx").found.figures}
    now = only(
        "accounts-a.xlsx",
        sheet,
        lambda grid: placed(grid, {at: cell for at, cell in grid.cells.items() if cell.spot not in figures}),
    )
    assert [message[: len(sheet) + 1] for message in told(now, "R057")] == [f"「{sheet}"]


def test_a_sheet_whose_head_is_gone_is_named() -> None:
    now = only("accounts-a.xlsx", "CS06", lambda grid: rows_at(grid, lambda row: row if row < 3 else None))
    assert told(now, "R041") == ["没有表头的表单没有读：CS06 主要指标与上年对比表"]


def test_a_stage_that_no_note_says_is_told() -> None:
    now = only("public-tables.xlsx", "GK09", text_changed(lambda text: text.replace("预算数为", "")))
    assert len(told(now, "R063")) == 1


def doubled(grid: Grid, row: int, change: Callable[[GridCell], GridCell] = lambda cell: cell) -> Grid:
    lower = rows_at(grid, lambda r: r + 1 if r > row else r)
    return placed(
        lower, {**lower.cells, **{(row + 1, c): change(cell) for (r, c), cell in grid.cells.items() if r == row}}
    )


def row_of(grid: Grid, code: str) -> int:
    return next(row for (row, column), cell in grid.cells.items() if column == 0 and cell.text.strip() == code)


@pytest.mark.parametrize("sheet", ["Z04", "Z05", "Z07", "Z08_1"])
def test_a_row_that_stands_twice_is_one_finding_and_not_added_twice(sheet: str) -> None:
    now = only("accounts-a.xlsx", sheet, lambda grid: doubled(grid, row_of(grid, "2210201")))
    assert Counter(n.code for n in now.facts.notices) == {"R044": 1}
    assert in_yuan_of(now) == in_yuan_of(clean("accounts-a.xlsx"))


def test_a_row_for_each_project_below_its_subject_is_left_to_the_subject() -> None:
    def project(cell: GridCell) -> GridCell:
        return replace(cell, text="信息化建设项目") if cell.number is None and cell.spot.column == 3 else cell

    now = only("accounts-a.xlsx", "Z05_2", lambda grid: doubled(grid, row_of(grid, "2010302"), project))
    assert {n.code for n in now.facts.notices} == {"R044"}
    assert in_yuan_of(now) == in_yuan_of(clean("accounts-a.xlsx"))


def in_parts(grid: Grid, code: str) -> Grid:
    """Two projects, of a quarter and of the rest, in place of the row of their 科目."""
    row = row_of(grid, code)
    figures = {(f.cell.spot.sheet, f.cell.spot.column) for _, f in clean("accounts-a.xlsx").found.figures}

    def part(cell: GridCell, share: Decimal) -> GridCell:
        if cell.number is None or (cell.spot.sheet, cell.spot.column) not in figures:
            return cell
        return replace(cell, number=cell.number * share, text=str(cell.number * share))

    two = doubled(grid, row, lambda cell: part(cell, Decimal("0.75")))
    return placed(two, {at: part(c, Decimal("0.25")) if at[0] == row else c for at, c in two.cells.items()})


def test_rows_of_projects_without_their_subject_are_told_and_none_is_taken_for_it() -> None:
    now = only("accounts-a.xlsx", "Z05_2", lambda grid: in_parts(grid, "2010302"))
    assert {n.code for n in now.facts.notices} == {"R044"}
    assert in_yuan_of(now) == in_yuan_of(clean("accounts-a.xlsx"))


def test_many_totals_of_a_column_are_one_finding() -> None:
    def lower(grid: Grid) -> Grid:
        column = {at: cell for at, cell in grid.cells.items() if at[1] == 5 and at[0] > 8}
        rest = {at: cell for at, cell in grid.cells.items() if at not in column}
        return placed(grid, {**rest, **{(row + 1, c): cell for (row, c), cell in column.items()}})

    messages = told(only("accounts-a.xlsx", "Z04", lower), "R030")
    assert any("同一栏另有" in message for message in messages)
    assert len(messages) < 8


def test_a_cover_that_took_the_name_of_a_form_hides_no_form() -> None:
    names = {"封面": "Z11 国有资本经营预算财政拨款收入支出决算表(财决11表)"}
    names |= {name: cover for cover, name in names.items()}
    opened = clean("accounts-a.xlsx").opened
    grids = tuple(
        placed(renamed := replace(grid, name=names.get(grid.name, grid.name)), renamed.cells) for grid in opened.grids
    )
    assert in_yuan_of(read(replace(opened, grids=grids))) == in_yuan_of(clean("accounts-a.xlsx"))


def with_rows_above(opened: OpenedFile, follow: bool) -> OpenedFile:
    return each_grid(opened, lambda grid: moved(grid, lambda row: row + 3, lambda column: column, follow))


def test_formulas_that_moved_with_their_cells_compute_the_same() -> None:
    right = clean("budget-a.xlsx")
    now = read(with_rows_above(right.opened, follow=True))
    assert in_yuan_of(now) == in_yuan_of(right)
    assert Counter(n.code for n in now.facts.notices) == Counter(n.code for n in right.facts.notices)


def test_formulas_that_were_left_behind_are_told() -> None:
    assert told(read(with_rows_above(clean("budget-a.xlsx").opened, follow=False)), "R030")


@pytest.mark.parametrize(
    ("name", "sheet", "last"),
    [
        ("budget-a.xlsx", "3.16部门收入总表", 7),
        ("budget-a.xlsx", "3.18部门支出分单位明细表", 7),
        ("budget-a.xlsx", "3.24部门一般公共预算基本支出部门预算经济分类预算表", 7),
        ("public-tables.xlsx", "GK03 支出决算表(公开03表)", 7),
    ],
)
def test_a_list_of_which_only_the_head_is_left_is_told(name: str, sheet: str, last: int) -> None:
    now = named(name, sheet, lambda grid: rows_at(grid, lambda row: row if row <= last else None))
    assert [message[: len(sheet) + 2] for message in told(now, "R068")] == [f"「{sheet}」"]


def named(name: str, sheet: str, change: Callable[[Grid], Grid]) -> Read:
    return read(each_grid(clean(name).opened, lambda grid: change(grid) if grid.name == sheet else grid))


def test_a_list_that_says_it_is_empty_is_not_told() -> None:
    assert "R068" not in {notice.code for notice in clean("public-tables.xlsx").facts.notices}
    assert "R068" not in {notice.code for notice in clean("budget-a.xlsx").facts.notices}


@pytest.mark.parametrize("last", [9, 12, 17])
def test_a_list_without_its_total_may_be_cut_off(last: int) -> None:
    sheet = "3.18部门支出分单位明细表"
    now = named("budget-a.xlsx", sheet, lambda grid: rows_at(grid, lambda row: row if row <= last else None))
    assert "没有合计一行" in told(now, "R066")[0]


def test_a_row_that_only_one_sheet_has_and_is_gone_is_told() -> None:
    def without_income(grid: Grid) -> Grid:
        gone = next(row for (row, _), cell in grid.cells.items() if cell.text.strip() == "本年收入合计")
        return rows_at(grid, lambda row: None if row == gone else row)

    (message,) = told(only("accounts-a.xlsx", "CS06", without_income), "R067")
    assert "没有 本年收入合计 这一行" in message


def test_a_row_that_another_sheet_has_is_not_missed() -> None:
    def without_spending(grid: Grid) -> Grid:
        gone = next(row for (row, _), cell in grid.cells.items() if "基本支出" in cell.text)
        return rows_at(grid, lambda row: None if row == gone else row)

    now = only("accounts-a.xlsx", "Z01", without_spending)
    assert told(now, "R067") == []
    assert now.facts.facts.keys() >= {"支出.2010301.一般公共.基本支出"}


def test_codes_whose_head_reaches_over_their_names_are_known_all_the_same() -> None:
    def merged(grid: Grid) -> Grid:
        cells = {at: cell for at, cell in grid.cells.items() if cell.text != "功能分类科目名称"}
        return placed(
            grid,
            {at: replace(cell, columns=4) if cell.text == "功能分类科目编码" else cell for at, cell in cells.items()},
        )

    now = named("budget-a.xlsx", "3.17部门支出总表", merged)
    assert in_yuan_of(now) == in_yuan_of(clean("budget-a.xlsx"))
    (table,) = [table for table in now.found.tables if table.form == "3.17"]
    assert table.names["2010350"][0] == "事业运行"


def test_without_the_sheet_of_all_units_their_own_rows_add_up() -> None:
    opened = clean("budget-a.xlsx").opened
    grids = tuple(grid for grid in opened.grids if grid.name != "3.17部门支出总表")
    now = read(replace(opened, grids=grids))
    assert told(now, "R055") == []
    assert in_yuan_of(now) == in_yuan_of(clean("budget-a.xlsx"))


def test_a_unit_s_row_against_the_row_of_all_units() -> None:
    def more(grid: Grid) -> Grid:
        return placed(
            grid,
            {
                at: replace(cell, number=cell.number + 100, text="") if cell.number == 968000 and at[1] > 5 else cell
                for at, cell in grid.cells.items()
            },
        )

    messages = told(named("budget-a.xlsx", "3.17部门支出总表", more), "R030")
    assert any("3.18!" in message and "差 100" in message for message in messages)


def test_what_is_odd_on_a_hidden_sheet_is_not_told() -> None:
    now = named("budget-a.xlsx", "3.17部门支出总表", lambda grid: replace(grid, hidden=True))
    assert "R013" not in {notice.code for notice in now.facts.notices}


@pytest.mark.parametrize("code", ["2210201", "2010302", "2080505"])
def test_totals_that_are_off_by_one_row_are_one_finding(code: str) -> None:
    def zeros(grid: Grid) -> Grid:
        row = row_of(grid, code)
        return placed(
            grid,
            {
                at: replace(cell, number=Decimal(0), text="0.00") if at[0] == row and at[1] > 3 else cell
                for at, cell in grid.cells.items()
            },
        )

    messages = told(only("accounts-a.xlsx", "Z08", zeros), "R030")
    assert len(messages) < 4, messages


def test_a_list_without_any_figure_makes_nothing_negative() -> None:
    figures = {f.cell.spot for table, f in clean("public-tables.xlsx").found.figures if table.form == "P03"}
    now = only(
        "public-tables.xlsx",
        "GK03",
        lambda grid: placed(grid, {at: cell for at, cell in grid.cells.items() if cell.spot not in figures}),
    )
    assert told(now, "R055") == []
    assert len(told(now, "R057")) == 1


def test_a_total_over_blanks_does_not_foot() -> None:
    def blank(grid: Grid) -> Grid:
        return placed(grid, {at: cell for at, cell in grid.cells.items() if at != (11, 6)})

    assert "各部分（都空着）相加是 0" in told(named("public-tables.xlsx", GK08, blank), "R030")[0]


GK08 = "GK08 国有资本经营预算财政拨款支出决算表(公开08表)"


@pytest.mark.parametrize("sheet", ["Z01", "F03"])
def test_a_form_without_the_budget_of_the_whole_year_says_that_it_is_not_known(sheet: str) -> None:
    def narrow(grid: Grid) -> Grid:
        gone = {c for (row, c), cell in grid.cells.items() if cell.text.strip() == "全年预算数" and row < 8}
        return placed(grid, {at: cell for at, cell in grid.cells.items() if at[1] not in gone or cell.columns > 1})

    now = only("accounts-a.xlsx", sheet, narrow)
    assert ["全年预算数 一栏" in message for message in told(now, "R069")] == [True]
    was = clean("accounts-a.xlsx").facts.facts
    assert all(fact.value == was[key].value for key, fact in now.facts.facts.items())


@pytest.mark.parametrize(("title", "line"), [("（万元）", "元"), ("（千元）", "元"), ("（元）", "元"), ("", "元")])
def test_the_line_of_the_unit_counts_before_a_unit_behind_the_title(title: str, line: str) -> None:
    now = only(
        "accounts-a.xlsx", "F03", text_changed(lambda text: text.replace("机构运行信息表", f"机构运行信息表{title}"))
    )
    assert in_yuan_of(now) == in_yuan_of(clean("accounts-a.xlsx"))
    assert len(told(now, "R070")) == (title.strip("（）") not in ("", line))


def test_a_unit_behind_the_title_alone_is_the_unit() -> None:
    def titled(text: str) -> str:
        return text.replace("机构运行信息表", "机构运行信息表（元）").replace("金额单位：元", "")

    now = only("accounts-a.xlsx", "F03", text_changed(titled))
    assert in_yuan_of(now) == in_yuan_of(clean("accounts-a.xlsx"))
    assert told(now, "R070") == []


@pytest.mark.parametrize(
    ("name", "sheet", "other"),
    [
        ("accounts-a.xlsx", "F03 机构运行信息表(财决附03表)", "万元"),
        ("accounts-a.xlsx", "F03 机构运行信息表(财决附03表)", "千元"),
        ("budget-a.xlsx", "3.25部门“三公”经费和机关运行经费预算表", "千元"),
        ("budget-a.xlsx", "3.25部门“三公”经费和机关运行经费预算表", "元"),
    ],
)
def test_a_sheet_in_an_unusual_unit_that_nothing_confirms_is_told(name: str, sheet: str, other: str) -> None:
    change = text_changed(lambda text: re.sub(r"(单位[：:](?:人民币)?)(?:万元|元)", rf"\g<1>{other}", text))
    (message,) = told(named(name, sheet, change), "R071")
    assert f"写的金额单位是{other}" in message
    assert told(clean(name), "R071") == []
