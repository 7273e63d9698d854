"""The workbooks of the real samples: every formula calculates to its result, every cell is the printed one,
every link leads somewhere.
"""

from __future__ import annotations

import io
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from reportgen.publish.books import against_workbook
from reportgen.publish.tables import tables_of
from reportgen.workspace.output import review_of, review_workbook

TERM = re.compile(r"([+-]?)(?:SUM\(([A-Z]+\d+:[A-Z]+\d+)\)|([A-Z]+\d+))")


@pytest.fixture(scope="session")
def live(sample: Any) -> Workbook:
    return load_workbook(io.BytesIO(sample.files["xlsx"]))


@pytest.fixture(scope="session")
def kept(sample: Any) -> Workbook:
    return load_workbook(io.BytesIO(sample.files["xlsx"]), data_only=True)


def calculated(sheet, address: str) -> Decimal:
    """A cell's value from the numbers below it, by a second calculator than the one that wrote it."""
    value = sheet[address].value
    if not isinstance(value, str) or not value.startswith("="):
        return Decimal(repr(value)) if isinstance(value, int | float) else Decimal(0)
    total, read = Decimal(0), 0
    for sign, area, one in (found.groups() for found in TERM.finditer(value)):
        read += 1
        cells = [one]
        if area:
            left, top, right, bottom = range_boundaries(area)
            cells = [sheet.cell(r, c).coordinate for r in range(top, bottom + 1) for c in range(left, right + 1)]
        total += (-1 if sign == "-" else 1) * sum((calculated(sheet, cell) for cell in cells), Decimal(0))
    assert read
    return total


def test_every_formula_calculates_to_the_result_that_it_carries(live: Workbook, kept: Workbook) -> None:
    formulas = [(s.title, c.coordinate) for s in live for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert len(formulas) > 150
    for sheet, address in formulas:
        assert calculated(live[sheet], address) == Decimal(repr(kept[sheet][address].value)), (sheet, address)


def test_every_cell_of_the_tables_is_the_printed_one(sample: Any) -> None:
    report = json.loads(sample.files["json"])
    tables = tables_of(report)
    assert len(tables) == 9
    values = {figure["键"]: figure["值"] for figure in report["数"]}
    assert list(against_workbook(tables, values, sample.files["xlsx"])) == []


def test_the_contents_lead_to_every_table(live: Workbook) -> None:
    targets = {cell.hyperlink.location for row in live["目录"].iter_rows() for cell in row if cell.hyperlink}
    sheets = [sheet.title for sheet in live if re.match(r"(公开0\d表|表\d) ", sheet.title)]
    assert len(sheets) == 9
    assert {f"'{name}'!A1" for name in sheets} <= targets
    assert all(re.fullmatch(r"'(.+)'!A\d+", target)[1] in live.sheetnames for target in targets)


def test_the_tables_print_on_the_paper_of_the_report(sample: Any, live: Workbook) -> None:
    for table in sample.made.tables:
        sheet = next(s for s in live if s.title.startswith(f"{table.label} "))
        assert sheet.page_setup.orientation == ("landscape" if table.definition.landscape else "portrait")
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.freeze_panes


def test_the_review_lists_every_check_and_every_printed_figure(sample: Any, live: Workbook) -> None:
    review = review_of(sample.made)
    book = load_workbook(io.BytesIO(review_workbook(sample.made, review)))
    assert book.sheetnames == [*live.sheetnames, "核对清单", "数与来处"]
    assert [row[0].value for row in book["核对清单"].iter_rows(min_row=3)] == [run.code for run in sample.made.runs]
    keys = [row[0].value for row in book["数与来处"].iter_rows(min_row=3)]
    assert keys == list(review["数"])
    assert keys == list(dict.fromkeys(keys))
