"""What holds of the samples in every format (test_agree) holds of every shipped edition, for each of its kinds: the
sample that `new` writes under it. PDF is printed for units under editions that have tables of their own; how those of
departments are printed, test_agree and test_agree_kinds know.
"""

from __future__ import annotations

import re

import pytest

import test_agree
from clerk import ROOT
from reportgen.editions import list_kinds
from reportgen.editions.edition import list_editions, load_edition
from reportgen.model.finding import Level
from reportgen.workspace.new import begin
from reportgen.writers.write import write

KINDS = list_kinds()
EDITIONS = [(name, kind) for kind in KINDS for name in list_editions(kind)]


def year_of(name, kind):
    """The first year that an edition is meant for."""
    return re.findall(r"\d{4}", load_edition(kind, name).settings.years or name)[0]


def printed(name, kind):
    """Whether its pages are looked at."""
    return bool(KINDS[kind].variant_of) and (ROOT / "templates" / KINDS[kind].folder / name / "tables").is_dir()


@pytest.fixture
def sample(edition, sample_of, tmp_path):
    name, kind = edition
    folder = tmp_path / "data" / "某局" / year_of(name, kind)
    begin(folder, name, kind)
    made = sample_of(name, str(folder))
    if not printed(name, kind):
        made.files = write(made.made.document, ["docx", "xlsx", "html", "json"], None, warn=lambda message: None)
    return made


def test_every_edition_is_here():
    there = {path.parent.name for path in ROOT.glob("templates/*/*/edition.yaml")} - {"base", "shared"}
    assert {name for name, _ in EDITIONS} == there
    assert {kind for _, kind in EDITIONS} == {*KINDS}
    assert {name for name, kind in EDITIONS if printed(name, kind)} >= {"hubei-2022", "hubei-2023", "shanghai-2024"}


@pytest.mark.parametrize("edition", EDITIONS, ids="/".join)
def test_all_formats_print_the_same(sample, edition):
    tree = sample.made.document.body
    figures, word, book = test_agree.figures_of(tree), test_agree.word_of(sample), test_agree.workbook_of(sample)
    assert sum(figures.values()) > 100
    assert [str(finding) for finding in sample.made.findings if finding.level is Level.ERROR] == []
    test_agree.test_every_figure_of_the_tree_has_a_key(figures)
    test_agree.test_a_key_prints_one_number(tree)
    test_agree.test_html_prints_every_figure(sample, figures)
    test_agree.test_json_tells_every_figure_with_its_places(sample, tree)
    test_agree.test_docx_holds_every_word_in_order(word, tree)
    test_agree.test_docx_marks_every_figure(word, tree)
    test_agree.test_xlsx_shows_every_text_that_has_a_figure(book, tree)
    test_agree.test_xlsx_amounts_are_numbers(book, tree)
    if printed(*edition):
        text = test_agree.one_form("".join(sample.page_texts))
        test_agree.test_pdf_prints_every_paragraph_in_order(text, tree)
        test_agree.test_pdf_prints_every_cell_that_has_a_figure(sample, tree)
