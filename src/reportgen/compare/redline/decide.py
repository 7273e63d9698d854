"""A Word file with tracked changes -> the same file with every one of them accepted, or rejected.

The rules are ECMA-376's (17.13.5): runs, ends of paragraphs, rows, cells, moved stretches, changed properties. They
hold for files of any origin: what a reviewer sends back is read in the accepted view.
"""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from reportgen.compare.redline.names import MARKERS
from reportgen.writers.docx.elements import Element, W
from reportgen.writers.docx.opened import Opened
from reportgen.writers.docx.parts import saved

_OF_PROPERTIES = ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid")
_PARTS = (RT.HEADER, RT.FOOTER, RT.FOOTNOTES, RT.ENDNOTES, RT.COMMENTS)
_COME, _GO = ("ins", "moveTo", "cellIns"), ("del", "moveFrom", "cellDel")
_TRACKED = (
    *(W + name for name in (*_COME, *_GO, "cellMerge", "numberingChange")),
    *(f"{W}{name}Change" for name in _OF_PROPERTIES),
)
_RANGES = tuple(
    f"{W}{kind}Range{end}"
    for kind in ("moveFrom", "moveTo", *(f"customXml{name}" for name in ("Ins", "Del", "MoveFrom", "MoveTo")))
    for end in ("Start", "End")
)
_OWN_FIRST = {f"{W}{name}" for name in ("headerReference", "footerReference")}
_OWN_LAST = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "sectPr")}
_OF_TABLES = frozenset(f"{W}{name}" for name in ("tr", "tbl", "sdt", "sdtContent"))
_NOTHING = frozenset((f"{W}rPr", f"{W}lastRenderedPageBreak"))


def accept_all(content: bytes) -> bytes:
    """The file as if every change had been accepted. Raises NotOurs for what is no readable Word file."""
    return _decided(content, accept=True)


def reject_all(content: bytes) -> bytes:
    """The file as if every change had been rejected. Raises NotOurs for what is no readable Word file."""
    return _decided(content, accept=False)


def _decided(content: bytes, *, accept: bool) -> bytes:
    opened = Opened(content)
    parts = (opened.document, *(root for kind in _PARTS for root in opened.all_related(kind)))
    roots = [root for root in parts if tracked(root)]
    for root in roots:
        decide(root, accept=accept)
    return saved(opened.package) if roots else content


def tracked(root: Element) -> bool:
    """Whether there are tracked changes in a part."""
    return next(root.iter(*_TRACKED), None) is not None


def decide(root: Element, *, accept: bool) -> None:
    """Accept or reject every change in the tree of a part."""
    come, go = (_COME, _GO) if accept else (_GO, _COME)
    _decide_properties(root, accept=accept)
    _decide_rows(root, come, go)
    ends = _decide_ends(root, come, go)
    _decide_words(root, come, go)
    for paragraph in ends:
        _join(paragraph)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _decide_properties(root: Element, *, accept: bool) -> None:
    for change in [
        e for e in root.iter(f"{W}*") if str(e.tag).endswith(("PrChange", "tblGridChange", "numberingChange"))
    ]:
        properties = change.getparent()
        if properties is None:
            continue
        properties.remove(change)
        if not accept and len(change):
            _restore(properties, change[0])


def _restore(properties: Element, old: Element) -> None:
    """The old children, with those of the new ones that the record of a change doesn't hold."""
    last = _OWN_LAST | ({f"{W}rPr"} if properties.tag == f"{W}pPr" else set())
    first = [child for child in properties if child.tag in _OWN_FIRST]
    rest = [child for child in properties if child.tag in last]
    if properties.tag == f"{W}rPr":  # the marks of a paragraph's end stand first
        first, rest = rest, []
    properties[:] = [*first, *old, *rest]


def _decide_rows(root: Element, come: tuple[str, ...], go: tuple[str, ...]) -> None:
    for holder, properties in (("tr", "trPr"), ("tc", "tcPr")):
        for element in list(root.iter(W + holder)):
            own = element.find(W + properties)
            if own is None:
                continue
            if any(own.find(W + name) is not None for name in go):
                _remove_cells(element)
            for name in (*come, "cellMerge"):
                for mark in own.findall(W + name):
                    own.remove(mark)


def _remove_cells(element: Element) -> None:
    """A row or a cell, and its table with the last of them."""
    parent = element.getparent()
    _remove(element)
    if parent is not None and parent.tag in _OF_TABLES and parent.find(f".//{W}tc") is None:
        _remove_cells(parent)


def _decide_ends(root: Element, come: tuple[str, ...], go: tuple[str, ...]) -> list[Element]:
    """The paragraphs whose ends are gone; no mark is left on any end."""
    gone = []
    for paragraph in root.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr/{W}rPr")
        if properties is None:
            continue
        if any(properties.find(W + name) is not None for name in go):
            gone.append(paragraph)
        for name in (*come, *go):
            for mark in properties.findall(W + name):
                properties.remove(mark)
        if not len(properties):
            _remove(properties)
    return gone


def _decide_words(root: Element, come: tuple[str, ...], go: tuple[str, ...]) -> None:
    holders = []
    for gone in list(root.iter(*(W + name for name in go))):
        holders += list(gone.iterancestors(f"{W}sdt", f"{W}hyperlink"))
        _replace(gone, list(gone.iter(*MARKERS)))
    for kept in list(root.iter(*(W + name for name in come))):
        _replace(kept, list(kept))
    for marker in list(root.iter(*_RANGES)):
        _remove(marker)
    for old, new in (("delText", "t"), ("delInstrText", "instrText")):
        for text in list(root.iter(W + old)):
            text.tag = W + new
    for holder in holders:  # nothing is left of what they held
        if holder.getparent() is not None and _empty(holder):
            _replace(holder, list(holder.iter(*MARKERS)))


def _replace(element: Element, others: list[Element]) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = others


def _empty(element: Element) -> bool:
    """Whether nothing in it can be seen."""
    return all(part.tag in _NOTHING for run in element.iter(f"{W}r") for part in run)


def _join(paragraph: Element) -> None:
    """The paragraph's words begin the next one, which keeps its looks; before a table they stay where they are."""
    parent = paragraph.getparent()
    if parent is None:
        return
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    following = paragraph.getnext()
    while following is not None and following.tag in MARKERS:
        following = following.getnext()
    if following is not None and following.tag == f"{W}p":
        at = 1 if following.find(f"{W}pPr") is not None else 0
        following[at:at] = content
        parent.remove(paragraph)
    elif _empty(paragraph) and _may_go(paragraph, following):
        _replace(paragraph, [child for child in content if child.tag in MARKERS])


def _may_go(paragraph: Element, following: Element | None) -> bool:
    """A cell and a body end in a paragraph."""
    before = paragraph.getprevious()
    while before is not None and before.tag in MARKERS:
        before = before.getprevious()
    last = following is None or following.tag == f"{W}sectPr"
    return not last or (before is not None and before.tag == f"{W}p")
