"""A figure is as wide as it is: its column makes room, its table takes smaller type, or the PDF says which table."""

import io

import pdfplumber
import pytest
from test_pdf import document, statement

from reportgen.writers.pdf import PdfError, render, write_pdf
from reportgen.writers.pdf.columns import AROUND, SIZES, _shared


def printed(amount, page="portrait"):
    """A table of nine columns of figures, one of them with this amount."""
    columns = '<col style="width:20%"/>' + '<col style="width:10%"/>' * 8
    cells = "".join(f'<td class="num">{"1.00" if n else amount}</td>' for n in range(8))
    table = statement("t", 1, page)
    start, end = table.index("<colgroup>"), table.index("</table>")
    body = f"<colgroup>{columns}</colgroup><tbody><tr><td>某项目支出</td>{cells}</tr></tbody>"
    return write_pdf(
        document(f'<section class="part" id="part-1"><h1>一</h1>{table[:start]}{body}{table[end:]}</section>')
    )


def characters(pdf, text):
    with pdfplumber.open(io.BytesIO(pdf.content)) as opened:
        line = next(line for line in opened.pages[1].extract_text_lines() if text in line["text"])
        return line["chars"]


@pytest.mark.parametrize(
    "amount", ["1.00", "123,456.78", "12,345,678.90", "1,234,567,890,123.45", "-1,234,567,890,123.45"]
)
@pytest.mark.parametrize("page", ["portrait", "landscape"])
def test_a_figure_stands_whole_on_one_line(amount, page):
    assert amount.removeprefix("-") in "".join(c["text"] for c in characters(printed(amount, page), amount))


def test_a_column_makes_room_before_the_type_becomes_smaller():
    assert characters(printed("12,345,678.90"), "12,345")[-1]["size"] == characters(printed("1.00"), "1.00")[-1]["size"]


def test_where_columns_have_no_room_left_the_type_becomes_smaller():
    long = "1" * 66
    assert characters(printed(long), long)[-1]["size"] < characters(printed("1.00"), "1.00")[-1]["size"]


def test_a_figure_that_fits_at_no_size_stops_the_pdf_and_names_the_table():
    with pytest.raises(PdfError, match=r"《收入决算表t》放不下：第 2 栏的“9{90}”"):
        printed("9" * 90)


def test_what_is_shared_out_is_what_there_was():
    needs = {1: 80.0, 2: 20.0}
    found = _shared([200.0, 50.0, 50.0], needs)
    assert sum(found) == pytest.approx(300)
    assert found[1] == pytest.approx(80)
    assert found[2] >= 20


def test_usual_widths_are_left_as_they_are():
    given = [200.0, 50.0, 50.0]
    assert _shared(given, {1: 4 * SIZES[0] + AROUND}) is given


def test_words_in_the_place_of_a_figure_stop_nothing():
    assert printed('<span class="pending">【待填】</span>' * 40).content


def test_the_pages_are_looked_at_once_more(monkeypatch):
    monkeypatch.setattr(render, "fit_columns", lambda _: None)
    with pytest.raises(PdfError, match=r"《收入决算表t》里的“1234567890123\.45”比它的格子宽"):
        printed("1234567890123.45")
