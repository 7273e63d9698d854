"""The pages of real reports, looked at as a compositor looks at them: nothing lonely, nothing off its grid."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from weasyprint.formatting_structure.boxes import BlockBox, LineBox, TableBox, TableCellBox, TableRowGroupBox, TextBox

from reportgen.build import assemble
from reportgen.writers.pdf import prepare
from reportgen.writers.pdf.breaks import CLOSING
from reportgen.writers.pdf.justify import fitted
from reportgen.writers.pdf.render import render
from reportgen.writers.pdf.rhythm import whole_lines

ROOT = Path(__file__).parents[2]
LINE = 28.95 * 4 / 3
"""px"""
LEAST_ROWS = 4
HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass
class Page:
    """What stands on one page: its blocks of lines and its table bodies, in the order of the text."""

    number: int
    kind: str
    top: float
    blocks: list[BlockBox]
    bodies: list[TableRowGroupBox]


def below(box):
    for child in getattr(box, "children", ()):
        yield child
        yield from below(child)


def words(box):
    return "".join(b.text for b in below(box) if isinstance(b, TextBox))


def printed(box, number):
    found = list(below(box))
    blocks = [b for b in found if isinstance(b, BlockBox) and b.element_tag in (*HEADINGS, "p", "li", "figcaption")]
    tables = [b for b in found if isinstance(b, TableBox)]
    bodies = [g for t in tables for g in t.children if not g.is_header]
    return Page(number, box.page_type.name, box.content_box_y(), [b for b in blocks if words(b)], bodies)


@pytest.fixture(scope="module", params=["data/dongxihu-hrss/2021", "data/donghu-hrss/2023", "tests/everything/2023"])
def pages(request):
    with fitted(), whole_lines():
        rendering = render(prepare(assemble(ROOT / request.param).document))
    return [printed(page._page_box, number) for number, page in enumerate(rendering.pages, 1)]


def test_no_paragraph_ends_with_one_character(pages):
    last = [words(b.children[-1]).strip().rstrip(CLOSING) for page in pages for b in page.blocks if len(b.children) > 1]
    assert [text for text in last if len(text) < 2] == []


def test_no_heading_stands_at_the_end_of_a_page(pages):
    """But for a part's title, which has a page of its own before the statutory tables."""
    ends = [page.blocks[-1] for page in pages if page.kind != "front" and page.blocks and not page.bodies]
    assert [
        words(b) for b in ends if b.element_tag in HEADINGS and not (b.element_tag == "h1" and "部门决算表" in words(b))
    ] == []


def test_what_is_left_of_a_table_is_worth_its_page(pages):
    """With a table's notes or without: never a row or two; the rest of a long row of words may stand there."""
    seen, rows, alone = Counter(), set(), []
    for page in pages:
        for body in page.bodies:
            goes_on = body.children[0].element in rows
            rows |= {row.element for row in body.children}
            if seen[body.element] and len(body.children) < LEAST_ROWS and not goes_on:
                alone.append((page.number, len(body.children)))
            seen[body.element] += 1
        if any(b.element.get("class") == "note" for b in page.blocks) and not page.bodies:
            alone.append((page.number, 0))
    assert alone == []


def test_a_head_stands_with_its_rows(pages):
    """The title of a goal and the head below it, which are rows of a form's body."""
    last = [body.children[-1] for page in pages for body in page.bodies if body.element is not None]
    followed = [
        row
        for row in last
        if not any(cell.element_tag == "td" for cell in row.children) or words(row).startswith("年度绩效目标")
    ]
    assert [words(row) for row in followed] == []


def test_labels_stand_inside_the_frame_of_their_form(pages):
    for page in pages:
        for body in page.bodies:
            foot = body.children[-1].position_y + body.children[-1].height
            lines = [
                x
                for cell in below(body)
                if isinstance(cell, TableCellBox)
                for x in below(cell)
                if isinstance(x, LineBox)
            ]
            assert [words(x) for x in lines if x.position_y + x.height > foot + 0.5] == []


def test_every_line_of_text_stands_on_the_grid_also_below_a_table(pages):
    off = []
    for page in (p for p in pages if p.kind == ""):
        for block in (b for b in page.blocks if b.element_tag in ("p", "li", "h2", "h3", "h4")):
            lines = [(x.position_y - page.top) / LINE for x in block.children if isinstance(x, LineBox)]
            off += [(page.number, words(block)[:20]) for at in lines if abs(at - round(at)) > 0.02]
    assert off == []


def test_there_are_text_and_tables_to_look_at(pages):
    assert sum(page.kind == "" for page in pages) > 10
    assert sum(bool(page.bodies) for page in pages) > 10
