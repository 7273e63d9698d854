"""nav.contents -> a real contents field with its entries already filled in, so that nothing asks to be updated."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping

from reportgen.document.tree import HEADINGS, DocumentError
from reportgen.writers.docx.inline import TAB, Inline, classes, items, refuse, refuse_text
from reportgen.writers.docx.titles import title_lines
from reportgen.writers.docx.wml import Paragraph, quoted, run, words

_BEGIN_CONTENTS = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_LEVELS = ("l1", "l2")
_STYLES = ("TOC1", "TOC2")


def page_reference(name: str, number: int | None) -> str:
    """A PAGEREF field; without a known number Word is to work it out itself when it opens the file."""
    dirty = ' w:dirty="true"' if number is None else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{dirty}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {words(name)} \\h </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("" if number is None else str(number))}{_END}'
    )


def contents(nav: ET.Element, inline: Inline, numbers: Mapping[str, int], page_break: bool) -> str:
    """The w:sdt that Word shows as its own table of contents."""
    refuse_text(nav)
    paragraphs: list[Paragraph] = []
    entries: list[Paragraph] = []
    for child in nav:
        if child.tag in HEADINGS:
            classes(child, ())
            paragraphs.append(Paragraph("TOCHeading", inline.runs(items(child))))
        elif child.tag in ("ol", "ul"):
            listed = list(_entries(child, inline, numbers, 0))
            entries += listed
            paragraphs += listed
        else:
            raise refuse(child, "目录")
    if entries:
        entries[0].content = _BEGIN_CONTENTS + entries[0].content
        entries[-1].content += _END  # in a paragraph of its own it could make an empty page
    if paragraphs:
        paragraphs[0].page_break = page_break
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{''.join(p.xml() for p in paragraphs)}</w:sdtContent></w:sdt>"
    )


def _entries(listing: ET.Element, inline: Inline, numbers: Mapping[str, int], depth: int) -> Iterator[Paragraph]:
    """The level of an entry is its class, else how deep its list is nested."""
    classes(listing, ())
    refuse_text(listing)
    for item in listing:
        if item.tag != "li":
            raise refuse(item, "目录")
        refuse_text(item)
        named = classes(item, _LEVELS)
        level = _LEVELS.index(named[0]) if named else min(depth, len(_LEVELS) - 1)
        for part in item:
            if part.tag == "a":
                yield _entry(part, inline, numbers, _STYLES[level])
            elif part.tag in ("ol", "ul"):
                yield from _entries(part, inline, numbers, depth + 1)
            else:
                raise refuse(part, "目录")


def _entry(link: ET.Element, inline: Inline, numbers: Mapping[str, int], style: str) -> Paragraph:
    target = link.get("href") or ""
    if not target.startswith("#"):
        raise DocumentError(f"目录只能链接到文档内部：{target or '没有 href'}")
    name = inline.marks.name(target[1:])
    return Paragraph(
        style,
        f'<w:hyperlink w:anchor={quoted(name)} w:history="1">{inline.runs(title_lines(link, style))}{TAB}'
        f"{page_reference(name, numbers.get(target[1:]))}</w:hyperlink>",
    )
