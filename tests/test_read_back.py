"""The nine tables, read back row by row from PDF, Word and Excel, are the tables that were laid out."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLES = 9


def tight(text):
    return re.sub(r"\s+", "", text or "")


def printed(report, cell):
    """What the table prints in a cell: a figure that is 0 or has no leaf leaves it empty."""
    if cell.kind != "amount":
        return tight(cell.text)
    if cell.figure is None or cell.figure.zero or cell.figure.state == "unknown":
        return ""
    return report.printed(cell.figure)


def rows_of(report, table):
    """The printed body rows; a cell over several columns is followed by None."""
    return [
        [text for cell in row.cells for text in (printed(report, cell), *[None] * (cell.colspan - 1))]
        for row in table.rows
    ]


def head_height(table):
    """How many rows the head has, with that of the 栏次."""
    return len(table.head) + bool(table.column_numbers)


@pytest.fixture(scope="session")
def tables(sample):
    """The laid-out tables with their printed rows."""
    laid = sample.made.tables
    assert len(laid) == TABLES
    return [(table, rows_of(sample.made.book, table)) for table in laid]


def test_the_tables_are_not_empty(tables):
    """Reading back proves nothing unless there are figures in the rows."""
    amounts = [
        text for _, rows in tables for row in rows for text in row if text and re.fullmatch(r"-?[\d,]+\.\d\d", text)
    ]
    assert len(amounts) > 100


# -- pdf -------------------------------------------------------------------------------------------


def test_pdf_rows_read_back(sample, tables):
    """pdfplumber finds every body row with every cell, and the whole head again on each page."""
    extracted = iter(sample.pdf_tables)
    for table, expected in tables:
        found, heads = [], []
        while len(found) < len(expected):
            _, rows = next(extracted)
            clean = [[None if cell is None else tight(cell) for cell in row] for row in rows]
            heads.append(clean[: head_height(table)])
            found += clean[head_height(table) :]
        assert found == expected, table.definition.title
        assert all(head == heads[0] for head in heads), table.definition.title


# -- docx ------------------------------------------------------------------------------------------


def word_rows(table):
    """The rows of a Word table; a cell over columns is followed by None, a lower part of one is None."""
    rows = []
    for row in table.findall(f"{W}tr"):
        cells = []
        for cell in row.findall(f"{W}tc"):
            merge, span = cell.find(f"{W}tcPr/{W}vMerge"), cell.find(f"{W}tcPr/{W}gridSpan")
            lower = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            text = "".join(t.text or "" for t in cell.iter(f"{W}t"))
            assert not (lower and text), "words in the covered part of a cell"
            cells.append(None if lower else tight(text))
            cells += [None] * (int(span.get(f"{W}val")) - 1 if span is not None else 0)
        rows.append(cells)
    return rows


def test_word_cells_read_back(sample, tables):
    """Every table of the tree is a table in Word, and the nine have all rows and cells."""
    archive = zipfile.ZipFile(io.BytesIO(sample.files["docx"]))
    found = list(ET.fromstring(archive.read("word/document.xml")).iter(f"{W}tbl"))
    in_tree = list(sample.made.document.body.iter("table"))
    assert len(found) == len(in_tree)
    nine = [word for word, tree in zip(found, in_tree, strict=True) if tree.get("class") == "statement"]
    for word, (table, expected) in zip(nine, tables, strict=True):
        rows = word_rows(word)
        assert rows[head_height(table) :] == expected, table.definition.title
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in word.findall(f"{W}tr")]
        assert heads == [n < head_height(table) for n in range(len(rows))], table.definition.title


# -- xlsx ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def books(sample):
    """The workbook twice: with its formulas, and with the results that were stored."""
    content = sample.files["xlsx"]
    return tuple(openpyxl.load_workbook(io.BytesIO(content), data_only=results) for results in (False, True))


@pytest.fixture(scope="session")
def sheets(books, tables):
    """Each table with its expected rows, its two sheets, and the number of its first body row."""
    result = []
    for table, expected in tables:
        (name,) = (n for n in books[0].sheetnames if n.startswith(f"{table.label} "))
        first = next(
            r
            for r, cells in enumerate(books[1][name].iter_rows(values_only=True), 1)
            if tight(cells[0]) == tight(re.sub("<br/>", "", table.head[0][0].text))
        )
        result.append((table, expected, books[0][name], books[1][name], first + head_height(table)))
    return result


def places(table, first):
    """Each laid cell with its row and column on the sheet."""
    for down, row in enumerate(table.rows):
        column = 1
        for cell in row.cells:
            yield cell, first + down, column
            column += cell.colspan


def test_excel_cells_read_back(sample, sheets):
    """Amounts are numbers, exact to the last decimal of the data; words are words; empty is empty."""
    report = sample.made.book
    for table, expected, _, values, first in sheets:
        wrong = []
        for cell, row, column in places(table, first):
            value, text = values.cell(row, column).value, printed(report, cell)
            if cell.kind == "amount" and text:
                right = not isinstance(value, str) and Decimal(str(value)) == cell.figure.value
            elif cell.kind == "amount":
                right = value is None or value == 0
            else:
                right = tight(str(value or "")) == text
            if not right:
                wrong.append((row, column, value, text))
        assert wrong == [], table.definition.title
        assert values.max_row >= first + len(expected) - 1


def evaluate(formula, sheet, done):
    """The value of a sum over cells and ranges, worked out again from what stands in the sheet."""
    assert re.fullmatch(
        r"=[+-]?(SUM\([A-Z]+\d+:[A-Z]+\d+\)|[A-Z]+\d+)([+-](SUM\([A-Z]+\d+:[A-Z]+\d+\)|[A-Z]+\d+))*", formula
    ), formula
    total = Decimal(0)
    for sign, area in re.findall(r"([+-]?)(?:SUM\()?([A-Z]+\d+(?::[A-Z]+\d+)?)\)?", formula[1:]):
        left, top, right, bottom = range_boundaries(area)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                value = value_at(sheet, row, column, done)
                total += -value if sign == "-" else value
    return total


def value_at(sheet, row, column, done):
    """The number in a cell: its own, or what its formula gives; a formula on the way to itself fails."""
    name = f"{get_column_letter(column)}{row}"
    if name not in done:
        value = sheet.cell(row, column).value
        done[name] = None
        if isinstance(value, str):
            done[name] = evaluate(value, sheet, done)
        else:
            done[name] = Decimal(str(value or 0))
    assert done[name] is not None, f"{name} is a sum of itself"
    return done[name]


def test_excel_formulas_give_the_stored_results(sheets):
    """Every sum, worked out from the leaves of the sheet alone, is the number that readers see."""
    count = 0
    for table, _, formulas, values, _ in sheets:
        done = {}
        for row in formulas.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    count += 1
                    stored = Decimal(str(values[cell.coordinate].value or 0))
                    assert evaluate(cell.value, formulas, done) == stored, (
                        table.definition.title,
                        cell.coordinate,
                        cell.value,
                    )
    assert count > 50


def test_every_sum_of_the_tables_is_a_formula(sheets):
    """A cell that is a sum by the table's definition is live in Excel, and no other cell is."""
    for table, _, formulas, _, first in sheets:
        live = {
            (row, column)
            for cell, row, column in places(table, first)
            if str(formulas.cell(row, column).value or "").startswith("=")
        }
        assert live == {(row, column) for cell, row, column in places(table, first) if cell.terms}, (
            table.definition.title
        )
