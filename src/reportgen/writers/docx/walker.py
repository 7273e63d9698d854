"""Body of the tree -> body of word/document.xml: sections, headings, paragraphs, tables, figures in order."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.document import Document
from reportgen.document.tree import HEADINGS, DocumentError, squeeze, text_of
from reportgen.writers.docx.addresses import Addresses
from reportgen.writers.docx.carried import BOOKMARK
from reportgen.writers.docx.charts import Charts
from reportgen.writers.docx.charts.chart import Chart
from reportgen.writers.docx.charts.returned import said_by
from reportgen.writers.docx.comments import Comments
from reportgen.writers.docx.elements import Element, Paragraph, Runs
from reportgen.writers.docx.fields import Contents
from reportgen.writers.docx.inline import Inline, Item, classes, items, refuse, refuse_text
from reportgen.writers.docx.lists import WordLists
from reportgen.writers.docx.marks import WordMarks
from reportgen.writers.docx.reference import Reference, WordPage
from reportgen.writers.docx.roles import (
    SECTIONS,
    UNNUMBERED,
    Setting,
    belongs_to_form,
    heads_a_form,
    starts_page,
    style_of,
)
from reportgen.writers.docx.tables import Tables
from reportgen.writers.docx.titles import title_lines


@dataclass
class WordResult:
    """A table or the contents, behind its bookmarks: a block that cannot carry the end of a section."""

    content: Runs
    is_table: bool = False


def _is_note(element: ET.Element | None) -> bool:
    return element is not None and element.get("class") in ("note", "nil")


class Walker:
    """Recursive descent over the tree; afterwards `lists`, `addresses` and `comments` hold what other parts need."""

    def __init__(self, document: Document, reference: Reference, page_numbers: Mapping[str, int]) -> None:
        self.lists = WordLists()
        self._body, self._draft = document.body, document.draft
        self._reference = reference
        self._charts = Charts(reference.part, document.created)
        self._marks = WordMarks(self._body)
        self._inline = Inline(self._marks, document.anchors)
        self._tables = Tables(self._inline, self.lists, reference.measure)
        text = reference.pages[None]
        self._contents = Contents(
            self._inline, page_numbers, lambda link, style: title_lines(link, style, text, reference.measure)
        )
        self._blocks: list[Paragraph | WordResult] = []
        self._heading = ""  # the nearest one above
        # of the section of the tree that the walk is in
        self._wanted_page = text
        # for the next block
        self._page_break = False
        self._bookmarks: list[str] = []
        # of the open Word section
        self._start = 0
        self._page = self._wanted_page
        self._numbered = False
        self._restart = False

    @property
    def addresses(self) -> Addresses:
        """What the file says of its controls."""
        return self._inline.addresses

    @property
    def comments(self) -> Comments:
        """The remarks on elements."""
        return self._inline.comments

    def elements(self) -> Iterator[Element]:
        """The children of w:body."""
        classes(self._body, ("report",))
        self._inside(self._body)
        self._marks.refuse_lost_links()
        self._inline.comments.refuse_lost(self._body)
        if self._blocks and isinstance(self._blocks[-1], WordResult):
            self._blocks.append(Paragraph("SectionEnd"))
        for block in self._blocks:
            yield from block.content if isinstance(block, WordResult) else (block.element(),)
        yield self._section_properties()

    def _inside(self, element: ET.Element) -> None:
        refuse_text(element)
        children = [None, *element, None]
        for before, child, after in zip(children, children[1:], children[2:], strict=False):
            if child is not None:
                self._block(child, Setting(element, before, after))

    def _block(self, element: ET.Element, setting: Setting) -> None:
        match element.tag:
            case "section":
                self._section(element, setting)
                return
            case "nav":
                self._turn(self._page_of(element), numbered=self._numbered)
                self._nav(element)
                return
        form = heads_a_form(element, setting) or belongs_to_form(element, setting)
        page = self._reference.pages["portrait"] if form else self._wanted_page
        self._turn(page, numbered=self._numbered or setting.parent.get("class") not in UNNUMBERED)
        match element.tag:
            case "h1" | "h2" | "h3" | "h4" | "p":
                self._paragraph(element, setting)
            case "ol" | "ul":
                self._mark(element)
                for paragraph in self.lists.paragraphs(element, self._inline):
                    self._add(paragraph)
            case "table":
                self._table(element, setting)
            case "figure":
                self._figure(element)
            case _:
                raise refuse(element, "文档")

    # sections and pages

    def _section(self, element: ET.Element, setting: Setting) -> None:
        kinds = classes(element, SECTIONS)
        outer = self._wanted_page
        self._wanted_page = self._page_of(element, "portrait" if "statement" in kinds else None)
        if starts_page(element, setting):
            self._page_break = True
        self._mark(element)
        self._inside(element)
        self._wanted_page = outer

    def _page_of(self, element: ET.Element, usual: str | None = None) -> WordPage:
        """The page that a section or the contents ask for; else the usual one, or that of what they stand in."""
        orientation = element.get("data-page") or usual
        if orientation not in self._reference.pages:
            raise DocumentError(f'不认识的页面方向 data-page="{orientation}"（{element.get("id")}）')
        return self._reference.pages[orientation] if orientation else self._wanted_page

    def _turn(self, page: WordPage, numbered: bool) -> None:
        """Open a new Word section where the page changes or the folios begin; neighbours alike share one."""
        if page is self._page and numbered == self._numbered:
            return
        if len(self._blocks) > self._start:
            end = self._blocks[-1]
            if isinstance(end, WordResult):
                end = Paragraph("SectionEnd")
                self._blocks.append(end)
            end.section = self._section_properties()
            self._start, self._restart = len(self._blocks), False
        self._restart = self._restart or (numbered and not self._numbered)
        self._page, self._numbered = page, numbered

    def _section_properties(self) -> Element:
        headed = self._draft is not None
        return self._page.section(numbered=self._numbered, restart=self._restart, headed=headed)

    # blocks

    def _break_here(self) -> bool:
        """A wanted new page, unless a new Word section has just begun one."""
        wanted, self._page_break = self._page_break, False
        return wanted and len(self._blocks) > self._start

    def _mark(self, element: ET.Element) -> None:
        if self._marks.wanted(element):
            self._bookmarks.append(self._marks.name(element.get("id") or ""))

    def _add(self, block: Paragraph | WordResult) -> None:
        for name in reversed(self._bookmarks):
            if isinstance(block, Paragraph):
                block.content = self._marks.around(name, block.content)
            else:
                block.content = [*self._marks.around(name, []), *block.content]
        self._bookmarks = []
        if isinstance(block, Paragraph):
            block.page_break = self._break_here()
        elif self._break_here():
            self._blocks.append(Paragraph("SectionEnd", page_break=True))
        elif block.is_table and self._blocks and isinstance(self._blocks[-1], WordResult):
            self._blocks.append(Paragraph("SectionEnd"))  # else Word makes one table of the two
        self._blocks.append(block)

    def _paragraph(self, element: ET.Element, setting: Setting) -> None:
        style = style_of(element, setting)
        if element.tag in HEADINGS:
            content = self._inline.plain(element, self._lines(element, style))
            if style == "Title" and self._draft:
                content = self._marks.around(f"{BOOKMARK}{self._draft.identity}", content)
            self._heading = squeeze(text_of(element))
        elif style == "TableMeta":  # two runs apart
            content = self._inline.plain(element, items(element))
        else:
            content = self._inline.sentence(element, self._lines(element, style))
            self._heading = squeeze(text_of(element)) if style == "SlipTitle" else self._heading
        if self._marks.wanted(element):
            content = self._marks.around(self._marks.name(element.get("id") or ""), content)
        paragraph = Paragraph(style, content)
        if style == "TableMeta":
            paragraph.tab = self._page.text_width
        paragraph.keep = style.startswith(("TableNote", "FormNote")) and _is_note(setting.after)
        self._add(paragraph)

    def _nav(self, nav: ET.Element) -> None:
        classes(nav, ("contents",))
        self._mark(nav)
        self._page_break = True
        self._add(WordResult([self._contents.written(nav, self._break_here())]))

    def _table(self, table: ET.Element, setting: Setting) -> None:
        self._mark(table)
        for caption in table.iterfind("caption"):
            classes(caption, ())
            self._add(Paragraph("TableCaption", self._inline.plain(caption, items(caption))))
        below = [p for p in setting.parent if p.get("class") in ("note", "nil")] if _is_note(setting.after) else []
        written = self._tables.written(table, self._page, self._heading, below)
        self._add(WordResult([written], is_table=True))

    def _figure(self, figure: ET.Element) -> None:
        refuse_text(figure)
        self._mark(figure)
        self._add(Paragraph("Figure", [self._charts.drawn(figure)]))
        self.addresses.drawn.append(said_by(Chart.read(figure)))
        for child in figure:
            if child.tag == "figcaption":
                classes(child, ())
                self._add(Paragraph("Caption", self._inline.plain(child, items(child))))
            elif not child.tag.endswith("}svg"):
                raise refuse(child, "图")

    def _lines(self, element: ET.Element, style: str) -> list[Item]:
        return title_lines(element, style, self._page, self._reference.measure)
