"""A born-digital PDF -> its ruled tables as grids, its words outside of them as paragraphs.

Tables that go on over pages are one; page numbers and running heads are no words. Pages without words (scans) are told,
never guessed at.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.reading import limits
from reportgen.reading.container import PDF
from reportgen.reading.grid import Grid, Notice, OpenedFile, Spot, TextLine, Unreadable
from reportgen.reading.package import broken
from reportgen.reading.pdf_flow import Margins, PageLines, Paragraphs, without_furniture
from reportgen.reading.pdf_ink import Ink, PageTooMuch, ink_of
from reportgen.reading.pdf_joined import PageTable, joined
from reportgen.reading.pdf_streams import broken_streams
from reportgen.reading.pdf_tables import tables_of, within
from reportgen.reading.pdf_warnings import heard
from reportgen.reading.pdf_words import PrintedLine, cell_text, fills, lines_of, sorted_in

_OVER = 12
"""Lines over a table that may say what it is."""
_MOST_CONTENT = 12 << 20
"""Bytes of what one page draws."""
_TAIL = 8192
"""Bytes at the end of a file in which its end is marked."""
SCANNED = "请用能复制文字的 PDF（从 Word 或 Excel 直接导出的），或原来的 Word、工作簿"


@dataclass
class _ReadPage:
    lines: PageLines
    tables: list[PageTable] = field(default_factory=list)


def read_pdf(path: Path, data: bytes) -> OpenedFile:
    """A PDF. Raises Unreadable."""
    if b"%%EOF" not in data[-_TAIL:]:
        raise broken("PDF 没有传完整，后面的页不见了")
    streams = broken_streams(data)
    watch = limits.Watch()
    blank: list[int] = []
    torn: list[int] = []
    reading = [0]
    with heard(torn, reading):
        pages = _pages(data, watch, reading, blank)
    if not any(page.tables or page.lines.lines for page in pages):
        raise Unreadable("R008", "PDF 里没有能读的文字，是扫描的或由图片做的", SCANNED)
    without_furniture([page.lines for page in pages])
    grids, lines = _in_order(path.name, pages)
    notices = (*_told(path.name, blank), *_torn(path.name, torn, streams))
    return OpenedFile(
        path,
        PDF,
        tuple(grids),
        tuple(lines),
        notices,
        len(pages),
        unread=frozenset((*blank, *torn, *([0] if streams else ()))),
    )


def _pages(data: bytes, watch: limits.Watch, reading: list[int], blank: list[int]) -> list[_ReadPage]:
    """All pages. reading: gets the number of the page that is read; blank: those that nothing can be read of though
    there is something.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    pages: list[_ReadPage] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as opened:
            found = opened.pages
            if len(found) > limits.MOST_PAGES:
                raise limits.too_large(f"有 {len(found)} 页")
            for number, page in enumerate(found, 1):
                watch.look()
                reading[0] = number
                ink = _ink(page, opened.rsrcmgr, number, watch)
                if ink.unreadable and ink.shows_something:
                    blank.append(number)
                pages.append(_read(ink, blank, pages[-1].tables if pages else ()))
    except Unreadable:
        raise
    except Exception as error:  # pdfminer lets the errors of its own parser, zlib and struct through
        if isinstance(error, PDFPasswordIncorrect) or "PasswordIncorrect" in repr(error):
            raise Unreadable("R003", "PDF 有密码，读不出来", "请去掉密码另存一份") from error
        raise broken("PDF 坏了，或者没有传完整") from error
    if not pages:
        raise broken("PDF 里没有一页")
    return pages


def _ink(page: Any, resources: Any, number: int, watch: limits.Watch) -> Ink:
    """What a page shows; nothing where it is broken or asks for too much, which is told as a page without words."""
    try:
        if sum(len(content.get_data()) for content in map(_stream, page.page_obj.contents)) > _MOST_CONTENT:
            raise PageTooMuch
        return ink_of(page, resources, number, watch)
    except Unreadable:
        raise
    except Exception:  # pdfminer lets the errors of its own parser through
        return Ink(number, float(page.width), float(page.height), pictures=1.0)


def _stream(content: Any) -> Any:
    from pdfminer.pdftypes import stream_value

    return stream_value(content)


def _read(ink: Ink, blank: list[int], before: Sequence[PageTable]) -> _ReadPage:
    """before: the tables of the page before; one row is a table only as the rest of one, else a bar of a chart."""
    if ink.unreadable:
        return _ReadPage(PageLines(ink, [], []))
    try:
        ruled = [
            table
            for table in tables_of(ink)
            if len(table.ys) > 2 or (before and within(table, before[-1].ruled) is not None)
        ]
    except PageTooMuch:
        blank.append(ink.number)
        return _ReadPage(PageLines(ink, [], []))
    inside, free = sorted_in(ink.chars, ruled)
    tables = []
    for table, chars in zip(ruled, inside, strict=True):
        printed = {cell: lines_of(found) for cell, found in chars.items()}
        texts = {cell: cell_text(found, table.cell_box(cell)) for cell, found in printed.items()}
        full = {cell for cell, found in printed.items() if fills(found[-1], table.cell_box(cell))}
        if texts:
            tables.append(PageTable(ink, table, texts, full))
    lines = lines_of(free)
    return _ReadPage(PageLines(ink, lines, [table.ruled.xs[-1] for table in tables]), tables)


def _in_order(file: str, pages: Sequence[_ReadPage]) -> tuple[list[Grid], list[TextLine]]:
    margins = Margins([page.lines for page in pages])
    paragraphs = Paragraphs(file, margins)
    lines: list[TextLine] = []
    placed: list[tuple[PageTable, int, int]] = []
    since = 0
    for page in pages:
        for item in _from_top(page):
            if isinstance(item, PageTable):
                lines += paragraphs.end()
                placed.append((item, since, len(lines)))
                since = len(lines)
            else:
                lines += paragraphs.add(page.lines, item)
    lines += paragraphs.end()
    tables = [(table, tuple(lines[start:end][-_OVER:])) for table, start, end in placed]
    return joined(file, tables), lines


def _from_top(page: _ReadPage) -> Iterator[PageTable | PrintedLine]:
    items: list[PageTable | PrintedLine] = [*page.tables, *page.lines.lines]
    return iter(sorted(items, key=lambda item: item.top))


def _told(file: str, blank: Sequence[int]) -> tuple[Notice, ...]:
    if not blank:
        return ()
    named = "、".join(map(str, blank[:20])) + (f" 等 {len(blank)} 页" if len(blank) > 20 else "")
    said = f"第 {named} 页没有能读的文字（扫描的，或字体读不出来），没有读"
    return (Notice("R015", said, Spot(file, page=blank[0]), f"{SCANNED}；这几页请照原件核对"),)


def _torn(file: str, pages: Sequence[int], streams: int) -> tuple[Notice, ...]:
    if not pages and not streams:
        return ()
    named = [str(page) for page in pages[:20] if page]
    where = f"第 {'、'.join(named)} 页" if named else f"PDF 里有 {streams} 段"
    said = f"{where}坏了，读出来的可能不全"
    return (Notice("R022", said, Spot(file, page=max(pages[:1] or [0])), "请向给文件的人再要一份，照原件核对"),)
