"""A small report in the tree's elements, and what stands in the Word file that our writer makes of it."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from datetime import date

from reportgen.compare.redline import redline
from reportgen.document import Document
from reportgen.document.tree import parse
from reportgen.writers.docx import write_docx
from word import REFERENCE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTHOR, DATE = "某局", "2024-09-01T00:00:00Z"


def written(body: str) -> bytes:
    root = parse(f"<html><head><title>t</title></head><body class='report'>{body}</body></html>")
    return write_docx(Document(root, "某局决算", "某局", 2023, date(2024, 9, 1), reference=REFERENCE))


def section(inside: str) -> bytes:
    """A report of one part with one section of text."""
    return written(
        f'<section class="part" id="part-1"><h1>第一部分</h1><section class="text" id="s">{inside}</section></section>'
    )


def compared(old: bytes, new: bytes) -> bytes:
    return redline(old, new, author=AUTHOR, date=DATE)


def xml(content: bytes, name: str = "word/document.xml") -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(name))


def _value(element: ET.Element, *path: str) -> str | None:
    found = element.find("/".join(W + name for name in path))
    return None if found is None else found.get(f"{W}val", "")


class _View:
    """The file as a reader has it, made with another XML reader than the comparison's."""

    def __init__(self, content: bytes) -> None:
        numbering = xml(content, "word/numbering.xml")
        self.kinds = {e.get(f"{W}numId"): _value(e, "abstractNumId") for e in numbering.iter(f"{W}num")}
        self.lists: list[str] = []  # in the order in which they begin

    def blocks(self, container: ET.Element) -> list:
        found = []
        for child in container:
            if child.tag == f"{W}p":
                found.append(self.paragraph(child))
            elif child.tag == f"{W}tbl":
                found.append([[self.cell(cell) for cell in row.iter(f"{W}tc")] for row in child.iter(f"{W}tr")])
            elif child.tag == f"{W}sectPr":
                found.append(self.pages(child))
        return found

    def cell(self, cell: ET.Element) -> tuple:
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        lower = None if merge is None else merge.get(f"{W}val", "continue")
        return _value(cell, "tcPr", "gridSpan"), lower, self.blocks(cell)

    def pages(self, section: ET.Element) -> str:
        sheet = section.find(f"{W}pgSz")
        start = section.find(f"{W}pgNumType")
        return f"{sheet.get(f'{W}w')}×{sheet.get(f'{W}h')} {start.get(f'{W}start')}"

    def paragraph(self, paragraph: ET.Element) -> tuple:
        properties = paragraph.find(f"{W}pPr")
        number = _value(properties, "numPr", "numId")
        pages = properties.find(f"{W}sectPr")
        looks = tuple(properties.find(W + name) is not None for name in ("keepNext", "pageBreakBefore"))
        return (
            _value(properties, "pStyle"),
            None if number is None else (self.which(number), self.kinds[number], _value(properties, "numPr", "ilvl")),
            looks,
            None if pages is None else self.pages(pages),
            self.runs(paragraph),
        )

    def which(self, number: str) -> int:
        if number not in self.lists:
            self.lists.append(number)
        return self.lists.index(number)

    def runs(self, paragraph: ET.Element) -> list[tuple[str | None, str]]:
        found: list[list] = []
        for run in paragraph.iter(f"{W}r"):
            looks = (_value(run, "rPr", "rStyle"), _value(run, "rPr", "b"))
            for part in run:
                text = {f"{W}t": part.text or "", f"{W}br": "\n", f"{W}tab": "\t"}.get(part.tag, "")
                if text and found and found[-1][0] == looks:
                    found[-1][1] += text
                elif text:
                    found.append([looks, text])
        return [tuple(run) for run in found]


def view(content: bytes) -> list:
    """Every block in order: words with their looks, lists, rows and cells, pages; not the contents, not the charts."""
    return _View(content).blocks(xml(content)[0])


def revisions(content: bytes) -> list[tuple[str, str]]:
    """What is put in and taken out, in order; + and - for words, rows and ends of paragraphs."""
    found = []
    for element in xml(content).iter():
        if element.tag in (f"{W}ins", f"{W}del"):
            words = "".join(t.text or "" for t in element.iter() if t.tag in (f"{W}t", f"{W}delText"))
            found.append(("+" if element.tag == f"{W}ins" else "-", words))
    return found


def words_changed(content: bytes) -> list[str]:
    """The words put in and taken out, each with its sign; no ends of paragraphs and no rows."""
    return [sign + words for sign, words in revisions(content) if words]
