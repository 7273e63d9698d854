"""The tags of a printed report are one document's, whole and consistent; it is archival and carries its data."""

import io
import itertools
from collections import Counter
from dataclasses import dataclass, field

import pikepdf
import pytest
from test_pdf import document, statement

from reportgen.writers.pdf import Enclosed, write_pdf

ROW_GROUPS = ("/THead", "/TBody", "/TFoot")
PAINTING = {"Tj", "TJ", "S", "s", "f", "f*", "B", "B*", "b", "b*", "Do", "sh"}


@dataclass
class Tree:
    """What a reader of the tags sees."""

    pdf: pikepdf.Pdf
    tags: list = field(default_factory=list)
    held: dict = field(default_factory=dict)
    """(page, number of marked content) -> the tag that holds it."""

    def __post_init__(self):
        self.root = self.pdf.Root.StructTreeRoot
        self.pages = {page.obj.objgen: n for n, page in enumerate(self.pdf.pages)}
        self._walk(self.root.K[0])

    def _walk(self, tag):
        self.tags.append(tag)
        for kid in tag.get("/K", []):
            if isinstance(kid, int):
                self.held[self.pages[tag.Pg.objgen], kid] = tag.objgen
            elif str(kid.Type) == "/MCR":
                self.held[self.pages[kid.Pg.objgen], int(kid.MCID)] = tag.objgen
            elif str(kid.Type) == "/StructElem":
                assert kid.P.objgen == tag.objgen
                self._walk(kid)

    def named(self, *names):
        return [tag for tag in self.tags if str(tag.S)[1:] in names]

    def rows(self, table):
        for kid in table.K:
            if str(kid.S) == "/TR":
                yield kid
            elif str(kid.S) in ROW_GROUPS:
                yield from self.rows(kid)


def tree_of(content):
    return Tree(pikepdf.open(io.BytesIO(content)))


@pytest.fixture(scope="module")
def long_table():
    """A table of three pages, with a label that runs over one of their ends, and a paragraph that does."""
    table = statement("t", 110).replace('<td class="name l2">第40项收入</td>', '<th rowspan="30" scope="row">标签</th>')
    for n in range(41, 70):
        table = table.replace(f'<td class="name l2">第{n}项收入</td>', "")
    text = "".join(f"<p>{'这一段很长，' * 60}</p>" for _ in range(9))
    return tree_of(write_pdf(document(f'<section class="part" id="part-1"><h1>一</h1>{text}{table}</section>')).content)


@pytest.fixture
def tree(sample):
    return tree_of(sample.pdf().read())


def test_every_mark_of_the_pages_belongs_to_one_tag_and_the_way_back_is_right(tree, long_table):
    for each in (tree, long_table):
        nums = each.root.ParentTree.Nums
        back = {int(nums[n]): nums[n + 1] for n in range(0, len(nums), 2)}
        marks = set()
        for number, page in enumerate(each.pdf.pages):
            ways = back[int(page.obj.StructParents)]
            for operands, operator in pikepdf.parse_content_stream(page, "BDC"):
                assert str(operator) == "BDC"
                mark = (number, int(operands[1].MCID))
                assert ways[mark[1]].objgen == each.held[mark]
                marks.add(mark)
        assert marks == set(each.held)


def test_whatever_is_painted_is_content_or_an_artifact(tree):
    for page in tree.pdf.pages:
        depth = 0
        for _, operator in pikepdf.parse_content_stream(page):
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
            assert depth or str(operator) not in PAINTING


def test_a_link_knows_its_tag(tree):
    nums = tree.root.ParentTree.Nums
    back = {int(nums[n]): nums[n + 1] for n in range(0, len(nums), 2)}
    links = [
        (tag, kid.Obj)
        for tag in tree.named("Link")
        for kid in tag.K
        if not isinstance(kid, int) and str(kid.Type) == "/OBJR"
    ]
    assert links
    assert all(back[int(annotation.StructParent)].objgen == tag.objgen for tag, annotation in links)


def test_a_table_is_one_table_however_many_pages_it_takes(sample, tree):
    assert len(tree.named("Table")) == len(list(sample.made.document.root.iter("table")))
    heads = Counter(str(kid.S) for table in tree.named("Table") for kid in table.K)
    assert heads["/THead"] == len(list(sample.made.document.root.iter("thead")))
    assert max(Counter(str(kid.S) for kid in table.K)["/TBody"] for table in tree.named("Table")) == 1


def test_a_part_is_one_section(sample, tree):
    assert len(tree.named("Sect")) == len(list(sample.made.document.root.iter("section")))


def test_a_paragraph_that_turns_the_page_is_one_paragraph(long_table):
    paragraphs = [tag for tag in long_table.named("P") if isinstance(tag.K[0], pikepdf.Dictionary)]
    over = [tag for tag in paragraphs if len({kid.Pg.objgen for kid in tag.K if "/Pg" in kid}) == 2]
    assert over
    assert len(long_table.named("P")) == 9 + 5  # the paragraphs, and what stands above and below the table


def test_a_label_that_runs_over_the_page_is_one_cell(long_table):
    labels = [tag for tag in long_table.named("TH") if "/RowSpan" in tag.A]
    assert [int(tag.A.RowSpan) for tag in labels] == [30]


def test_every_table_is_a_full_grid(tree, long_table):
    for each in (tree, long_table):
        for table in each.named("Table"):
            taken = set()
            rows = list(each.rows(table))
            for y, row in enumerate(rows):
                x = 0
                for cell in row.K:
                    assert str(cell.S) in ("/TH", "/TD")
                    while (y, x) in taken:
                        x += 1
                    wide, high = (int(cell.get("/A", {}).get(name, 1)) for name in ("/ColSpan", "/RowSpan"))
                    places = {(y + down, x + right) for down in range(high) for right in range(wide)}
                    assert not places & taken
                    taken |= places
            assert len(taken) == len(rows) * (1 + max(x for _, x in taken))


def test_every_head_has_its_scope_and_every_cell_names_heads_that_exist(tree):
    assert {str(tag.A.Scope) for tag in tree.named("TH")} == {"/Row", "/Column"}
    names = {str(tag.ID) for tag in tree.named("TH")}
    listed = [str(name) for name in tree.root.IDTree.Names[::2]]
    assert listed == sorted(listed)
    assert set(listed) == names
    told = [[str(name) for name in tag.A.Headers] for tag in tree.named("TD") if "/A" in tag and "/Headers" in tag.A]
    assert told
    assert {name for heads in told for name in heads} <= names


def test_a_cell_stands_under_its_own_heads():
    table = statement("t", 3)
    tree = tree_of(write_pdf(document(f'<section class="part" id="part-1"><h1>一</h1>{table}</section>')).content)
    heads = {str(tag.ID): n for n, tag in enumerate(tree.named("TH"))}
    first = [
        [heads[str(name)] for name in cell.A.Headers]
        for cell in next(r for r in tree.rows(tree.named("Table")[0]) if str(r.K[0].S) == "/TD").K
    ]
    assert first == [[0, 3, 6], [1, 4, 7], [2, 5, 8]]


def test_folios_and_repeated_heads_are_artifacts(long_table):
    marks = Counter()
    for page in long_table.pdf.pages:
        for operands, operator in pikepdf.parse_content_stream(page, "BDC BMC"):
            marks[str(operator), str(operands[0])] += 1
    assert marks["BMC", "/Artifact"] >= len(long_table.pdf.pages)
    assert len(long_table.named("TH")) == 9 + 1


def test_headings_are_in_order(tree):
    levels = [int(str(tag.S)[2]) for tag in tree.named("H1", "H2", "H3", "H4")]
    assert levels
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_pictures_say_what_they_show(tree):
    assert tree.named("Figure")
    assert all(str(tag.Alt).strip() for tag in tree.named("Figure"))


def test_it_says_that_it_is_archival_tagged_and_in_chinese(sample, tree):
    root = tree.pdf.Root
    metadata = tree.pdf.open_metadata()
    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
    assert metadata["dc:title"] == sample.made.document.title
    assert [str(intent.S) for intent in root.OutputIntents] == ["/GTS_PDFA1"]
    assert (str(root.Lang), bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle)) == (
        "zh-CN",
        True,
        True,
    )


def test_every_font_is_in_the_file_and_its_text_can_be_read(tree):
    fonts = [o for o in tree.pdf.objects if isinstance(o, pikepdf.Dictionary) and str(o.get("/Type")) == "/Font"]
    whole = [font for font in fonts if "/DescendantFonts" in font]
    assert whole
    for font in whole:
        assert "/ToUnicode" in font
        assert any(name in font.DescendantFonts[0].FontDescriptor for name in ("/FontFile2", "/FontFile3"))


def test_it_carries_the_public_data_and_the_tables(sample, tree):
    assert {name: kept.get_file().read_bytes() for name, kept in tree.pdf.attachments.items()} == {
        "report.json": sample.files["json"],
        "tables.xlsx": sample.files["xlsx"],
    }
    assert [str(spec.AFRelationship) for spec in tree.pdf.Root.AF] == ["/Data", "/Data"]


def test_what_it_carries_decides_its_bytes_and_nothing_else_does():
    carried = (Enclosed("a.json", "数据", b"{}"),)
    first = write_pdf(document(), carried).content
    assert write_pdf(document(), carried).content == first
    assert write_pdf(document(), (Enclosed("a.json", "数据", b"[]"),)).content != first
