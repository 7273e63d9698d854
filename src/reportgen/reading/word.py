"""A Word file (.docx) -> its paragraphs and tables in reading order, as they read once all changes are accepted.

What was deleted with changes tracked is not read, what was inserted is. The XML is read as it is, for python-docx knows
neither changes nor what stands in content controls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from reportgen.reading import limits
from reportgen.reading.container import DOCX
from reportgen.reading.flow import Flow, TableCell
from reportgen.reading.grid import Notice, OpenedFile, Spot, Unreadable
from reportgen.reading.package import beside, main_part, parsed, parts_of

_GONE = frozenset(("del", "moveFrom", "rt", "instrText", "delText", "Fallback", "txbxContent", "tbl"))
"""What has no words of the paragraph: deleted, pinyin, a field's code, boxes and tables (read for themselves)."""
_WRAPS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"))
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_OFF = ("0", "false", "off")
_WIDEST = 1_000


def read_word(path: Path, data: bytes) -> OpenedFile:
    """A .docx (or .docm, .dotx). Raises Unreadable."""
    parts = parts_of(data)
    name = main_part(parts, "word/document.xml")
    if not name:
        raise Unreadable("R001", "里面没有 Word 的正文", "请在 Word 或 WPS 里另存为 .docx 再用")
    root = parsed(parts[name])
    body = root.find("{*}body")
    styles = beside(parts, name, "styles.xml")
    walk = _WordWalk(Flow(path.name), _outline_levels(styles) if styles is not None else {})
    if body is not None:
        walk.blocks(body)
    flow = walk.flow
    if not flow.lines and not any(grid.cells for grid in flow.grids):
        raise Unreadable("R004", "Word 文件里没有文字", "请检查是不是只有图片；用有文字的原件")
    changes = sum(1 for e in root.iter("{*}del", "{*}ins") if _local(e.getparent()) not in ("rPr", "trPr"))
    notices = _told(path.name, changes) if changes else ()
    return OpenedFile(path, DOCX, tuple(flow.grids), tuple(flow.lines), notices)


def _told(file: str, changes: int) -> tuple[Notice, ...]:
    said = f"Word 里有 {changes} 处还没有接受的修订，读的是全部接受以后的样子"
    return (Notice("R018", said, Spot(file), "请在 Word 里接受或拒绝修订，再核对一次"),)


class _WordWalk:
    def __init__(self, flow: Flow, levels: Mapping[str, int]) -> None:
        self.flow, self._levels = flow, levels
        self._watch = limits.Watch()

    def blocks(self, parent: etree._Element) -> None:
        """The paragraphs and tables of a part, in their order."""
        for child in _children(parent):
            kind = _local(child)
            if kind == "p":
                self.flow.paragraph(_text(child), self._level(child))
                for box in _boxes(child):
                    self.blocks(box)
            elif kind == "tbl":
                self._table(child)

    def _table(self, table: etree._Element) -> None:
        self._watch.look()
        rows = [row for row in _children(table) if _local(row) == "tr" and not is_deleted(row)]
        hidden = frozenset(n for n, row in enumerate(rows) if row.find("{*}trPr/{*}hidden") is not None)
        self.flow.table([list(_cells(row)) for row in rows], hidden)
        for row in rows:
            for cell in _children(row):
                for inner in _children(cell):
                    if _local(inner) == "tbl":
                        self._table(inner)

    def _level(self, paragraph: etree._Element) -> int:
        own = paragraph.find("{*}pPr/{*}outlineLvl")
        if own is not None:
            return _outline(own)
        style = paragraph.find("{*}pPr/{*}pStyle")
        return self._levels.get(_value(style), 0) if style is not None else 0


def _cells(row: etree._Element) -> Iterator[tuple[int, TableCell]]:
    for column, width, covered, cell in placed_cells(row):
        text = "\n".join(_text(p) for p in _children(cell) if _local(p) == "p").strip("\n")
        yield column, TableCell(text, width, covered=covered)


def placed_cells(row: etree._Element) -> Iterator[tuple[int, int, bool, etree._Element]]:
    """The cells of a row of a table: the column and the width of each, and whether it goes on from the one over it."""
    before = row.find("{*}trPr/{*}gridBefore")
    column = _count(before, 0) if before is not None else 0
    for cell in _children(row):
        if _local(cell) != "tc":
            continue
        span, merge = cell.find("{*}tcPr/{*}gridSpan"), cell.find("{*}tcPr/{*}vMerge")
        width = _count(span, 1) if span is not None else 1
        yield column, width, merge is not None and _value(merge) != "restart", cell
        column += width


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """The children, those in content controls and insertions too."""
    for child in parent:
        if _local(child) in _WRAPS:
            yield from _children(child)
        elif isinstance(child.tag, str):
            yield child


def _text(element: etree._Element) -> str:
    """The words of a paragraph, without what is deleted, hidden or in a box."""
    pieces: list[str] = []
    for child in element:
        kind = _local(child)
        if kind == "t":
            pieces.append(child.text or "")
        elif kind in _MARKS:
            if not (kind == "br" and _value(child, "type") in ("page", "column")):
                pieces.append(_MARKS[kind])
        elif kind not in _GONE and kind != "pPr" and not (kind == "r" and _is_hidden(child)):
            pieces.append(_text(child))
    return "".join(pieces)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a paragraph, each once: editors write them a second time for old programs."""
    for box in paragraph.iter("{*}txbxContent"):
        kinds = {_local(above) for above in box.iterancestors() if above is not paragraph}
        if "Fallback" not in kinds and "del" not in kinds and "txbxContent" not in kinds - {_local(box)}:
            yield box


def is_deleted(row: etree._Element) -> bool:
    """Whether a row was deleted with changes tracked."""
    return row.find("{*}trPr/{*}del") is not None


def _is_hidden(run: etree._Element) -> bool:
    found = run.find("{*}rPr/{*}vanish")
    return found is not None and _value(found) not in _OFF


def _outline_levels(styles: etree._Element) -> dict[str, int]:
    """The outline level of each style of paragraphs, with those it is based on."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iter("{*}style"):
        key = _value(style, "styleId")
        level, name, base = style.find("{*}pPr/{*}outlineLvl"), style.find("{*}name"), style.find("{*}basedOn")
        said = re.fullmatch(r"(?:heading|标题)\s*([1-9])", _value(name).lower()) if name is not None else None
        if level is not None:
            own[key] = _outline(level)
        elif said:
            own[key] = int(said[1])
        if base is not None:
            based[key] = _value(base)
    return {key: found for key in {*own, *based} if (found := _inherited(key, own, based))}


def _inherited(key: str, own: Mapping[str, int], based: Mapping[str, str]) -> int:
    for _ in range(len(based) + 1):
        if key in own or key not in based:
            break
        key = based[key]
    return own.get(key, 0)


def _outline(element: etree._Element) -> int:
    said = _value(element)
    return int(said) + 1 if said in "012345678" and said else 0


def _count(element: etree._Element, least: int) -> int:
    said = _value(element)
    return max(min(int(said), _WIDEST), least) if said.isdigit() else least


def _value(element: etree._Element, name: str = "val") -> str:
    """An attribute, in whichever namespace: strict files have another."""
    return next((str(v) for k, v in element.attrib.items() if etree.QName(str(k)).localname == name), "")


def _local(element: etree._Element | None) -> str:
    return etree.QName(element).localname if element is not None and isinstance(element.tag, str) else ""
