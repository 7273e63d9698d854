"""A workbook that somebody else made is read as it stands: exact numbers, what it shows, what is hidden."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.reading.filled_rows import plain_text, rows_of
from reportgen.reading.grid import Grid, OpenedFile
from reportgen.reading.open import open_file
from reportgen.reading.package import archived


def opened(fill: Callable[[Worksheet], object], name: str = "决算.xls") -> OpenedFile:
    """A workbook of one sheet, whose extension lies."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Z04"
    fill(sheet)
    target = io.BytesIO()
    book.save(target)
    return open_file(Path(name), data=target.getvalue())


def with_stored(number: float) -> OpenedFile:
    """A number as Excel stores it, with 17 digits; openpyxl writes 16."""
    book = openpyxl.Workbook()
    book.worksheets[0]["B2"] = 424242
    target = io.BytesIO()
    book.save(target)
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"424242", repr(number).encode())
    return open_file(Path("决算.xlsx"), data=archived(parts))


def grid_of(fill: Callable[[Worksheet], object]) -> Grid:
    return opened(fill).grids[0]


def put(values: dict[str, object], formats: dict[str, str] | None = None) -> Callable[[Worksheet], object]:
    def fill(sheet: Worksheet) -> None:
        for address, value in values.items():
            sheet[address] = value
        for address, code in (formats or {}).items():
            sheet[address].number_format = code

    return fill


def test_a_cell_says_its_place_as_spreadsheets_do() -> None:
    grid = grid_of(put({"F23": 1778.49}))
    cell = grid.cells[22, 5]
    assert (str(cell.spot), cell.number, cell.text) == ("决算.xls!Z04!F23", Decimal("1778.49"), "1778.49")


def test_the_container_is_told_by_the_bytes() -> None:
    assert opened(put({"A1": 1}), "决算.xls").container == "xlsx"


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        (0.1 + 0.2, "0.3"),
        (612.4000000000001, "612.4"),
        (1234567.1199999996, "1234567.12"),
        (123456789.12000002, "123456789.12"),
        (12345678901.230001, "12345678901.23"),
        (-0.30000000000000004, "-0.3"),
        (1 / 3, "0.3333333333333333"),
        (1234.567891, "1234.567891"),
        (2010301.0, "2010301"),
        (123456789012.34, "123456789012.34"),
    ],
)
def test_the_noise_of_binary_fractions_is_taken_off(stored: float, meant: str) -> None:
    file = with_stored(stored)
    assert file.grids[0].cells[1, 1].number == Decimal(meant)
    assert bool(file.notices) == (Decimal(repr(stored)) != Decimal(meant))
    assert all(n.code == "R012" and repr(stored).lstrip("-") in n.message for n in file.notices)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234.5, '#,##0.00"万元"', "1,234.50万元"),
        (0.125, "0.0%", "12.5%"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        (0, '#,##0.00;-#,##0.00;"—"', "—"),
        (1234.5, "[Red]#,##0.00", "1,234.50"),
        (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (12345678, '0!.0,"万"', "1234.6万"),
        (1234567, "#,##0,", "1,235"),
        (5, "00", "05"),
        (0.5, "#.##", ".5"),
        (3, "0.##", "3."),
        (12, '"第"0"批"', "第12批"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (12, "# ?/?", "12"),
    ],
)
def test_a_number_shows_as_its_format_has_it(value: float, code: str, shown: str) -> None:
    cell = grid_of(put({"A1": value}, {"A1": code})).cells[0, 0]
    assert (cell.text.strip(), cell.number) == (shown, Decimal(str(value)))


def test_a_number_that_is_shown_scaled_is_told() -> None:
    assert [n.code for n in opened(put({"A1": 12345678}, {"A1": '0!.0,"万"'})).notices] == ["R016"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [('yyyy"年"m"月"d"日"', "2025年3月8日"), ("yyyy-mm-dd", "2025-03-08"), ('[$-804]yyyy"年"m"月";@', "2025年3月")],
)
def test_a_day_shows_as_its_format_has_it(code: str, shown: str) -> None:
    assert grid_of(put({"A1": date(2025, 3, 8)}, {"A1": code})).cells[0, 0].text == shown


def test_merged_cells_stand_once_with_their_span() -> None:
    def fill(sheet: Worksheet) -> None:
        put({"A1": "支出决算表", "C3": 1})(sheet)
        sheet.merge_cells("A1:C2")

    cell = grid_of(fill).cells[0, 0]
    assert (cell.rows, cell.columns) == (2, 3)


def test_a_merge_over_the_whole_sheet_reaches_no_further_than_what_is_used() -> None:
    def fill(sheet: Worksheet) -> None:
        put({"A1": "支出决算表", "C3": 1})(sheet)
        sheet.merge_cells("A1:XFD2")

    grid = grid_of(fill)
    assert (grid.width, grid.cells[0, 0].columns) == (3, 3)


def test_a_formula_without_a_value_is_told_and_keeps_its_words() -> None:
    file = opened(put({"A1": 1, "A2": 2, "A3": "=SUM(A1:A2)"}))
    cell = file.grids[0].cells[2, 0]
    assert (cell.formula, cell.number, cell.text) == ("SUM(A1:A2)", None, "")
    assert [(n.code, str(n.spot)) for n in file.notices] == [("R013", "决算.xls!Z04!A3")]


def test_hidden_rows_and_columns_with_figures_are_told() -> None:
    def fill(sheet: Worksheet) -> None:
        put({"A1": 1, "A2": 2, "C1": 3, "B9": "注"})(sheet)
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["C"].hidden = True

    file = opened(fill)
    assert file.grids[0].hidden_rows == {1, 8}
    assert file.grids[0].hidden_columns == {2}
    assert [n.message for n in file.notices] == ["第 2 行是隐藏的，里面有数", "C 列是隐藏的，里面有数"]


def test_a_hidden_sheet_is_read_and_named() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "甲"
    book.create_sheet("旧表")["A1"] = 1
    book["旧表"].sheet_state = "veryHidden"
    target = io.BytesIO()
    book.save(target)
    file = open_file(Path("决算.xlsx"), data=target.getvalue())
    assert [(g.name, g.hidden) for g in file.grids] == [("Sheet", False), ("旧表", True)]
    assert [n.message for n in file.notices] == ["工作表「旧表」是隐藏的"]


def test_what_a_merge_covers_is_told() -> None:
    def fill(sheet: Worksheet) -> None:
        put({"A1": "合计", "B1": 5, "C1": 5})(sheet)
        sheet.merge_cells("A1:B1")
        sheet.cell(1, 1)
        sheet._cells[1, 2] = type(sheet["C1"])(sheet, 1, 2, 7)  # type: ignore[attr-defined] # what a merge hides

    file = opened(fill)
    assert (0, 1) not in file.grids[0].cells
    assert [n.code for n in file.notices] == ["R017"]


def test_a_stray_cell_far_away_leaves_its_sheet_out_and_is_told() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "甲"
    book.create_sheet("远")["XFD1048576"] = " "
    target = io.BytesIO()
    book.save(target)
    file = open_file(Path("决算.xlsx"), data=target.getvalue())
    assert [g.name for g in file.grids] == ["Sheet"]
    assert [n.code for n in file.notices] == ["R014"]


def test_the_short_date_of_a_file_shows_as_the_country_has_it_and_the_day_is_kept() -> None:
    cell = grid_of(put({"A1": date(2025, 3, 8)}, {"A1": "mm-dd-yy"})).cells[0, 0]
    assert cell.text == "2025/3/8"
    assert plain_text(cell) == "2025-03-08"


def test_rows_of_texts_have_numbers_without_their_format_and_merged_cells_where_asked() -> None:
    def fill(sheet: Worksheet) -> None:
        put({"A1": "单位", "B2": 1234.5}, {"B2": "#,##0.00"})(sheet)
        sheet.merge_cells("A1:B1")

    grid = grid_of(fill)
    assert rows_of(grid, 60) == [["单位", ""], ["", "1234.5"]]
    assert rows_of(grid, 60, repeated=True)[0] == ["单位", "单位"]
