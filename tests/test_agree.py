"""Every format prints the same figures: those of the document tree, each as often as there."""

import io
import itertools
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser

import openpyxl
import pytest

from reportgen.document.anchors import anchors_of
from reportgen.document.reading import places
from reportgen.document.tree import SVG, squeeze, text_of
from reportgen.writers.docx.marks import name_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WORDS = ("h1", "h2", "h3", "h4", "p", "li", "figcaption")
WITH_CHARTS = ("dongxihu-2020", "dongxihu-2021", "donghu-2023", "jianghan-2022")
"""The samples whose published reports have drawings; the forms of other provinces have none."""


def tight(text):
    return re.sub(r"\s+", "", text)


def one_form(text):
    """What a PDF's text may spell in another way (⼀ for 一) in one spelling, without white space."""
    return tight(unicodedata.normalize("NFKC", text))


def blocks_with_words(element, inside=False):
    """The innermost blocks of running text, in order, tables aside."""
    for child in element:
        if child.tag == "table":
            continue
        inner = [e for e in child.iter() if e.tag in WORDS]
        if child.tag in WORDS and inner == [child]:
            yield child
        elif child.tag != SVG:
            yield from blocks_with_words(child)


def told_apart(tree):
    """What stands in a place of its own in a workbook: a block of words, a cell, a side of the line over a table."""
    for block in (*blocks_with_words(tree), *tree.iter("td"), *tree.iter("th")):
        sides = block.findall("span") if "table-meta" in (block.get("class") or "").split() else []
        yield from sides or [block]


@pytest.fixture(scope="session")
def tree(sample):
    """The body of the composed document."""
    return sample.made.document.body


@pytest.fixture(scope="session")
def figures(tree):
    found = figures_of(tree)
    assert sum(found.values()) > 200
    return found


def figures_of(tree):
    """Every printed figure: its key and its text, as often as it is printed."""
    return Counter((p.key, squeeze(p.text)) for p in places(tree))


def test_every_figure_of_the_tree_has_a_key(figures):
    """Without one nobody could ask where the figure comes from."""
    assert [text for key, text in figures if not key] == []


def test_a_key_prints_one_number(tree):
    """A figure that is told twice is told alike, but for its sign after 减少 and 下降."""
    told = {}
    for place in places(tree):
        told.setdefault(place.key, set()).add(squeeze(place.text).removeprefix("-"))
    assert {key: texts for key, texts in told.items() if len(texts) > 1} == {}


# -- html ------------------------------------------------------------------------------------------


class Figures(HTMLParser):
    """Collects <data> with what it says."""

    def __init__(self):
        super().__init__()
        self.found, self._open = Counter(), None

    def handle_starttag(self, tag, attrs):
        """Begin a figure."""
        if tag == "data":
            self._open = (dict(attrs), [])

    def handle_data(self, data):
        """Its text."""
        if self._open:
            self._open[1].append(data)

    def handle_endtag(self, tag):
        """End it."""
        if tag == "data":
            attrs, texts = self._open
            self.found[attrs.get("data-key"), squeeze("".join(texts))] += 1
            self._open = None


def test_html_prints_every_figure(sample, figures):
    """An HTML parser finds the tree's figures, no more and no fewer."""
    parser = Figures()
    parser.feed(sample.files["html"].decode())
    assert parser.found == figures


# -- json ------------------------------------------------------------------------------------------


def test_json_tells_every_figure_with_its_places(sample, tree):
    """Each key once, with all the sections and blocks where a reader meets it."""
    told = Counter()
    for entry in json.loads(sample.files["json"])["数"]:
        for place in entry["出处"]:
            merged = {**entry, **place}
            told[merged["键"], merged["印作"], merged["值"], merged["章节"], merged["段落"]] += 1
    assert told == Counter(
        (p.key, squeeze(p.text), p.element.get("value", ""), p.section, p.block) for p in places(tree)
    )


# -- docx ------------------------------------------------------------------------------------------


def words_of_word(body):
    """The words of Word's body in order, and the words inside each bookmark; page numbers left out."""
    texts, marks, opened = [], {}, {}
    fields = []  # the open fields: [instruction, whether its result is shown]
    for e in body.iter():
        if e.tag == f"{W}fldChar":
            kind = e.get(f"{W}fldCharType")
            if kind == "begin":
                fields.append([""])
            elif kind == "end":
                fields.pop()
        elif e.tag == f"{W}instrText":
            fields[-1][0] += e.text
        elif e.tag == f"{W}bookmarkStart":
            opened[e.get(f"{W}id")] = e.get(f"{W}name")
            marks.setdefault(e.get(f"{W}name"), "")
        elif e.tag == f"{W}bookmarkEnd":
            del opened[e.get(f"{W}id")]
        elif e.tag == f"{W}t" and not any("PAGEREF" in f[0] for f in fields):
            texts.append(e.text or "")
            for name in opened.values():
                marks[name] += e.text or ""
    return tight("".join(texts)), marks


@pytest.fixture(scope="session")
def word(sample):
    return word_of(sample)


def word_of(sample):
    """The words of the Word file and of its bookmarks."""
    archive = zipfile.ZipFile(io.BytesIO(sample.files["docx"]))
    return words_of_word(ET.fromstring(archive.read("word/document.xml")))


def test_docx_holds_every_word_in_order(word, tree):
    """The Word file reads as the tree does, from the cover to the last note."""
    assert word[0] == tight(text_of(tree))


def test_docx_marks_every_figure(word, tree):
    """Each figure's bookmark encloses exactly its printed text."""
    expected = {
        name_of(spot): squeeze(text_of(element)) for element, spot in anchors_of(tree).items() if spot.kind == "figure"
    }
    assert len(expected) == len(list(places(tree)))
    found = {name: squeeze(text) for name, text in word[1].items() if name.startswith("rg_")}
    assert found == expected


# -- xlsx ------------------------------------------------------------------------------------------


def shown(cell):
    """What Excel shows in a cell, by its number format: the sections +;-;0 with literals in quotes."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    value = Decimal(str(cell.value))
    sections = cell.number_format.split(";")
    section = (
        sections[1 if value < 0 else 2 if value == 0 and len(sections) > 2 else 0] if len(sections) > 1 else sections[0]
    )
    literals = re.split(r'("(?:[^"]|"")*")', section)
    out = ""
    for part in literals:
        if part.startswith('"'):
            out += part[1:-1]
        elif digits := re.search(r"(#,##)?0(?:\.(0+))?", part):
            rounded = abs(value).quantize(Decimal(1).scaleb(-len(digits[2] or "")), ROUND_HALF_UP)
            number = f"{rounded:,f}" if digits[1] else f"{rounded:f}"
            out += part[: digits.start()] + number + part[digits.end() :]
        else:
            out += part
    return out


@pytest.fixture(scope="session")
def workbook(sample):
    return workbook_of(sample)


def workbook_of(sample):
    """The workbook with the results of its formulas, as one sees it."""
    book = openpyxl.load_workbook(io.BytesIO(sample.files["xlsx"]), data_only=True)
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_xlsx_shows_every_text_that_has_a_figure(workbook, tree):
    """Each paragraph and each cell with a figure stands in a cell of its own, words and figures alike."""
    expected = Counter(tight(text_of(e)) for e in told_apart(tree) if e.find(".//data") is not None)
    found = Counter(tight(shown(cell)) for cell in workbook)
    assert expected - found == Counter()


def test_xlsx_amounts_are_numbers(workbook, tree):
    """A cell of figures holds a number, never its text, and there are as many as in tree and charts."""
    amounts = [d for td in tree.iter("td") if "num" in (td.get("class") or "").split() for d in td.iter("data")]
    points = [p for figure in tree.iter("figure") for p in json_of(figure)]
    numbers = Counter(shown(c) for c in workbook if not isinstance(c.value, str) and shown(c))
    assert numbers == Counter([text_of(d) for d in amounts] + [p["text"] for p in points] + list(scores_in(tree)))


def scores_in(tree):
    """The scores and rates that stand alone in a cell of a form."""
    for cell in (*tree.iter("td"), *tree.iter("th")):
        (only, *more) = cell.findall("data") or [None]
        text = tight(text_of(cell))
        alone = only is not None and only.get("value") and not more and "num" not in (cell.get("class") or "").split()
        if alone and re.fullmatch(r"-?[\d,]+(\.\d+)?[%分]?", text):
            yield text


def json_of(figure):
    return json.loads(figure.get("data-series") or "[]")


# -- charts ----------------------------------------------------------------------------------------


def test_charts_show_the_printed_texts(sample, tree):
    """A drawing's numbers and shares are printed texts of keys; Word's own charts hold the same values."""
    archive = zipfile.ZipFile(io.BytesIO(sample.files["docx"]))
    names = sorted(
        (n for n in archive.namelist() if re.fullmatch(r"word/charts/chart\d+\.xml", n)),
        key=lambda n: int(re.sub(r"\D", "", n)),
    )
    drawn = list(tree.iter("figure"))
    assert len(names) == len(drawn)
    assert bool(drawn) or sample.name not in WITH_CHARTS
    for name, figure in zip(names, drawn, strict=True):
        series = json_of(figure)
        svg = [t.text for t in figure.iter("{http://www.w3.org/2000/svg}text")]
        texts = [p["text"] for p in series] + [p["share"]["text"] for p in series if p.get("share")]
        assert [t for t in texts if not any(t in (s or "") for s in svg)] == []
        values = [Decimal(v.text) for c in ET.fromstring(archive.read(name)).iter(f"{C}val") for v in c.iter(f"{C}v")]
        assert values == [Decimal(p["value"]) for p in series]
        printed = {p.key: squeeze(p.text) for p in places(tree)}
        assert {p["key"]: p["text"] for p in series if p["key"] in printed}.items() <= printed.items()


# -- pdf -------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def pdf_text(sample):
    """The text of the whole PDF in one spelling, without the folios."""
    return one_form("".join(sample.page_texts))


def test_pdf_prints_every_paragraph_in_order(pdf_text, tree):
    """Each heading, paragraph and caption is found whole, after the one before it."""
    at, lost = 0, []
    for block in blocks_with_words(tree):
        words = one_form(text_of(block))
        found = pdf_text.find(words, at)
        if found < 0:
            lost.append(words)
        else:
            at = found + len(words)
    assert lost == []


def test_pdf_prints_every_cell_that_has_a_figure(sample, tree):
    """In every table and form the PDF has the cell, with all its words inside its own borders."""
    expected = Counter(one_form(text_of(td)) for td in tree.iter("td") if td.find(".//data") is not None)
    found = Counter(cell for _, rows in sample.pdf_tables for row in rows for cell in map(one_form, row_of(row)))
    assert expected - found - Counter(over_two_pages(sample.pdf_tables)) == Counter()


def row_of(row):
    """The words of a row's cells; a cell that another covers has none."""
    return [cell or "" for cell in row]


def over_two_pages(tables):
    """Of a row that goes on over the page, below the repeated head, the whole words of each cell."""
    for (page, rows), (next_page, more) in itertools.pairwise(tables):
        goes_on = [row for row in more if row not in rows[:4]][:1] if next_page == page + 1 else []
        for begun, rest in ((rows[-1], row) for row in goes_on if len(row) == len(rows[-1])):
            yield from map(one_form, map("".join, zip(row_of(begun), row_of(rest), strict=True)))
