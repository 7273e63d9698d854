"""HTML (also one that calls itself .xls, and Excel's web archive) -> its tables as grids, its paragraphs as lines."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from email.policy import default as mime
from pathlib import Path

from lxml import etree

from reportgen.reading import limits
from reportgen.reading.container import HTML
from reportgen.reading.encodings import NotText, decoded
from reportgen.reading.flow import Flow, TableCell
from reportgen.reading.grid import Notice, OpenedFile, Spot, Unreadable
from reportgen.reading.package import AGAIN, broken

_SILENT = frozenset(("script", "style", "head", "template", "noscript", "title", "xml", "button", "select", "label"))
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "body",
        "html",
        "form",
        "blockquote",
        "figure",
        "figcaption",
        "center",
        "pre",
        "caption",
        "fieldset",
        "address",
        "aside",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_GAPS = re.compile(r"[ \t\r\n\f]+")
_WIDEST = 1_000
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def read_html(path: Path, data: bytes) -> OpenedFile:
    """A page, or the pages of a web archive. Raises Unreadable."""
    flow = Flow(path.name)
    for text in _pages(data):
        _PageWalk(flow).walk(_root(text))
    if not flow.lines and not any(grid.cells for grid in flow.grids):
        raise Unreadable("R004", "网页里没有表，也没有文字", "请检查是不是只存了框架；在 Excel 里打开后另存为 .xlsx")
    notices: tuple[Notice, ...] = ()
    if re.search(rb"<html\b", data[:4096], re.IGNORECASE) and not re.search(rb"</html", data[-4096:], re.IGNORECASE):
        notices = (Notice("R019", "网页没有写完，后面的内容可能没有传完整", Spot(path.name), AGAIN),)
    return OpenedFile(path, HTML, tuple(flow.grids), tuple(flow.lines), notices)


def _pages(data: bytes) -> Iterator[str]:
    if not data[:4096].lstrip().lower().startswith(b"mime-version"):
        yield _decoded(data)
        return
    for part in email.message_from_bytes(data, policy=mime).walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield _decoded(content)


def _decoded(data: bytes) -> str:
    try:
        return decoded(data)
    except NotText as error:
        raise broken("网页的编码既不是 UTF-8 也不是 GBK") from error


def _root(text: str) -> etree._Element:
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser)
    except (etree.LxmlError, ValueError) as error:
        raise broken() from error
    if root is None:
        raise Unreadable("R004", "网页里没有内容", "请向给文件的人再要一份")
    if any("depth" in entry.message for entry in parser.error_log):
        raise broken("网页里一层套一层，套得太深")
    return root


class _PageWalk:
    """Walks a page; words between blocks are a paragraph of their own."""

    def __init__(self, flow: Flow) -> None:
        self._flow, self._words, self._watch = flow, [""], limits.Watch()

    def walk(self, element: etree._Element) -> None:
        """All of an element's words and tables."""
        self._inside(element)
        self._end()

    def _inside(self, element: etree._Element, heading: int = 0) -> None:
        kind = element.tag if isinstance(element.tag, str) else ""
        if kind in _SILENT or element.get("download") is not None or _HIDDEN.search(element.get("style") or ""):
            return
        if kind == "table":
            self._end()
            self._table(element)
            return
        level = _HEADINGS.get(kind, heading)
        block = kind in _BLOCKS or kind in _HEADINGS
        if block:
            self._end(heading)
        if kind == "br":
            self._words.append("\n")
        if element.get("class") == "right":  # set against the other margin
            self._words.append("\t")
        self._words.append(_GAPS.sub(" ", element.text or ""))
        for child in element:
            self._inside(child, level)
            self._words.append(_GAPS.sub(" ", child.tail or ""))
        if block:
            self._end(level)

    def _end(self, heading: int = 0) -> None:
        for line in "".join(self._words).split("\n"):
            self._flow.paragraph(line.strip(" "), heading)
        self._words.clear()

    def _table(self, table: etree._Element) -> None:
        self._watch.look()
        caption = table.find("caption")
        if caption is not None:
            self._flow.paragraph(_words(caption))
        rows = [row for row in table.iter("tr") if _owner(row) is table]
        hidden = frozenset(n for n, row in enumerate(rows) if _HIDDEN.search(row.get("style") or ""))
        self._flow.table(_placed(rows), hidden)
        self._number(rows)
        for row in rows:
            for inner in row.iter("table"):
                if _owner(inner.getparent()) is table:
                    self._table(inner)

    def _number(self, rows: list[etree._Element]) -> None:
        """Gives cells the number that Excel keeps beside the words (x:num)."""
        stored = {
            (number, column): found
            for number, line in enumerate(_elements(rows))
            for column, _, _, element in line
            if (found := _stored(element)) is not None
        }
        grid = self._flow.grids[-1]
        if stored:
            cells = {p: replace(c, number=stored[p]) if p in stored else c for p, c in grid.cells.items()}
            self._flow.grids[-1] = replace(grid, cells=cells)


def _placed(rows: list[etree._Element]) -> Iterator[list[tuple[int, TableCell]]]:
    for line in _elements(rows):
        yield [(column, TableCell(_words(element), width, height)) for column, width, height, element in line]


def _elements(rows: list[etree._Element]) -> Iterator[list[tuple[int, int, int, etree._Element]]]:
    """Each row's cells with their column, width and height: where a cell reaches down, the next rows go round it."""
    taken: dict[int, int] = {}
    for number, row in enumerate(rows):
        line, column = [], 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while taken.get(column, 0) > number:
                column += 1
            width = max(min(_count(cell, "colspan"), _WIDEST), 1)
            height = min(_count(cell, "rowspan") or len(rows), len(rows) - number)
            line.append((column, width, height, cell))
            taken.update(dict.fromkeys(range(column, column + width), number + height))
            column += width
        yield line


def _words(element: etree._Element) -> str:
    """The words of a cell: breaks and blocks are line feeds, tables inside are read for themselves."""
    pieces: list[str] = []

    def take(part: etree._Element) -> None:
        kind = part.tag if isinstance(part.tag, str) else ""
        if kind in _SILENT or (kind == "table" and part is not element):
            return
        apart = kind == "br" or (part is not element and (kind in _BLOCKS or kind in _HEADINGS))
        pieces.append("\n" if apart else "")
        pieces.append(_GAPS.sub(" ", part.text or ""))
        for child in part:
            take(child)
            pieces.append(_GAPS.sub(" ", child.tail or ""))
        pieces.append("\n" if apart and kind != "br" else "")

    take(element)
    return re.sub(r" *\n[ \n]*", "\n", "".join(pieces)).strip(" \n")


def _owner(element: etree._Element | None) -> etree._Element | None:
    """The nearest table around an element."""
    while element is not None and element.tag != "table":
        element = element.getparent()
    return element


def _count(cell: etree._Element, name: str) -> int:
    said = str(cell.get(name, "1")).strip()
    return int(said) if re.fullmatch(r"\d{1,6}", said) else 1


def _stored(cell: etree._Element) -> Decimal | None:
    said = cell.get("x:num")
    try:
        return Decimal(str(said)) if said else None
    except InvalidOperation:
        return None
