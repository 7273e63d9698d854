"""A label of rows is legible on every page that it crosses, and is one cell all the same."""

import io

import pdfplumber
import pytest
from test_pdf import FORM, document
from test_pdf_structure import tree_of

from reportgen.writers.pdf import write_pdf

ROWS = 130
"""Rows of a form of three pages."""


def form(*labels):
    """A form of so many rows, with labels over some of them: (first row, rows, text)."""
    rows = []
    for n in range(ROWS):
        heads = "".join(f'<th rowspan="{span}">{text}</th>' for first, span, text in labels if first == n)
        rows.append(f"<tr>{heads}<td>{n}行</td></tr>")
    start, end = FORM.index("<tbody>") + len("<tbody>"), FORM.index("</tbody>")
    table = FORM[:start] + "".join(rows) + FORM[end:]
    return write_pdf(
        document(f'<section class="part" id="part-1"><h1>一</h1><section class="annex">{table}</section></section>')
    ).content


@pytest.fixture(scope="module")
def content():
    return form((0, 110, "甲标签"), (110, 20, "乙标签"))


def found(page, text):
    return [word for word in page.extract_words() if text in word["text"]]


@pytest.fixture(scope="module")
def pages(content):
    with pdfplumber.open(io.BytesIO(content)) as opened:
        yield [page for page in opened.pages if rows(page)]


def rows(page):
    return [word for word in page.extract_words() if word["text"].endswith("行")]


def test_the_label_stands_on_every_page_that_it_crosses(pages):
    assert len(pages) == 3
    assert [[word["text"] for word in found(page, "甲标签")] for page in pages] == [["甲标签"]] * 3
    assert [len(found(page, "（续）")) for page in pages] == [0, 1, 1]


def test_it_stands_in_the_middle_of_its_rows_on_each_page(pages):
    """With （续）, the middle is between the two lines."""
    for page in pages:
        here = [row for row in rows(page) if int(row["text"][:-1]) < 110]
        middle = (here[0]["top"] + here[-1]["bottom"]) / 2
        label = [*found(page, "甲标签"), *found(page, "（续）")]
        assert abs((label[0]["top"] + label[-1]["bottom"]) / 2 - middle) < 3


def test_it_stands_at_the_same_place_of_its_column_on_left_and_right_pages(pages):
    places = [found(page, "甲标签")[0]["x0"] - rows(page)[0]["x0"] for page in pages]
    assert max(places) - min(places) < 0.1


def test_a_label_that_ends_on_its_page_is_printed_once(pages):
    assert [len(found(page, "乙标签")) for page in pages] == [0, 0, 1]


def test_to_a_reader_of_the_tags_it_is_one_cell(content):
    tree = tree_of(content)
    assert [int(tag.A.RowSpan) for tag in tree.named("TH")] == [110, 20]
    marks = [kid for tag in tree.named("TH") for kid in tag.K]
    assert len(marks) <= 4


@pytest.mark.parametrize(
    ("label", "rest", "printed"),
    [
        ("甲标签", 1, ["甲标签"]),
        ("甲标签", 2, ["甲标签", "（续）"]),
        ("甲标签<br/>二行", 1, ["甲标签"]),
        ("甲标签" + "<br/>丙" * 30, 1, ["（续）"]),
    ],
)
def test_where_few_rows_are_left_it_says_what_there_is_room_for(label, rest, printed):
    with pdfplumber.open(io.BytesIO(form((0, ROWS, label)))) as opened:
        first = next(len(rows(page)) for page in opened.pages if rows(page))
    content = form((0, first + rest, label), (first + rest, ROWS - first - rest, "乙"))
    with pdfplumber.open(io.BytesIO(content)) as opened:
        page = [page for page in opened.pages if rows(page)][1]
        words = [*found(page, "甲标签"), *found(page, "（续）")]
        assert [word["text"] for word in words] == printed
        (last,) = (row for row in rows(page) if row["text"] == f"{first + rest - 1}行")
        assert max(word["bottom"] for word in words) <= last["bottom"] + 3
