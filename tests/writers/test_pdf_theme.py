"""Tables are open at their sides; an edition's own style sheet can draw them as a full grid, as its guide says."""

import io
import re
from pathlib import Path

import pdfplumber
import pytest
from test_pdf import PRINT, document, statement

from reportgen.writers.pdf import write_pdf

GUIDE = (Path(__file__).parents[2] / "docs/editions.md").read_text(encoding="utf-8")
(FULL_GRID,) = re.findall(r"```css\n(.*?)```", GUIDE, re.DOTALL)


def upright_rules(*styles):
    """Places of the table's upright rules, from the left of the type area to its right."""
    body = f'<section class="part" id="part-1"><h1>一</h1>{statement("t", 20)}</section>'
    pdf = write_pdf(document(body, (PRINT.read_text("utf-8"), *styles)))
    assert pdf.warnings == ()
    with pdfplumber.open(io.BytesIO(pdf.content)) as opened:
        page = opened.pages[1]
        drawn = [*page.rects, *page.lines]
        return {round(r["x0"]) for r in drawn if r["height"] > 5 and r["width"] < 2}


@pytest.mark.parametrize(("styles", "sides"), [((), 0), ((FULL_GRID,), 2)])
def test_the_sides_of_a_table(styles, sides):
    left, right = 18 / 25.4 * 72, (210 - 20) / 25.4 * 72
    places = upright_rules(*styles)
    assert len(places) == 2 + sides
    assert sum(min(abs(place - left), abs(place - right)) < 3 for place in places) == sides
