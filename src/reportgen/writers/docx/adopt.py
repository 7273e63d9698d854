"""A reference document that somebody brings -> the same with our ids of its styles, or what it lacks.

Word names styles anew when it saves: a heading's id is "1" where Word is Chinese. So they are known by their names.
Headers are not taken: a final report has none, those of a file for review bear the writer's own line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import cast

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart
from docx.styles import BabelFish

from reportgen.model.finding import Finding, Level, Source
from reportgen.writers.docx.elements import Element, document_root, qn
from reportgen.writers.docx.lists import KINDS
from reportgen.writers.docx.opened import NotOurs, Opened
from reportgen.writers.docx.parts import saved
from reportgen.writers.docx.reference import ORIENTATIONS

_VALUE = qn("w:val")
_NAMING = tuple(
    map(qn, ("w:basedOn", "w:next", "w:link", "w:pStyle", "w:rStyle", "w:tblStyle", "w:styleLink", "w:numStyleLink"))
)
_SIDES = tuple((qn("w:footerReference"), side) for side in ("default", "even"))
_ANEW = "本工具的 templates/shared/reference.docx 重新改起"
_NO_WORD_FILE = "在 Word 或 WPS 里打开，另存为不带宏、不加密的 .docx；打不开就删去它，从" + _ANEW


class UnfitReference(Exception):
    """The file can't be a reference document; `lacks` says what is missing or wrong, `remedy` what to do."""

    def __init__(self, *lacks: str, remedy: str = "在 Word 里补上；或者删去它，从" + _ANEW) -> None:
        super().__init__("；".join(lacks))
        self.lacks, self.remedy = lacks, remedy


def fitted(path: Path, ours: bytes, source: Source, level: Level) -> tuple[bytes, list[Finding]]:
    """The file that an edition brings as the writer takes it; or the tool's own, and what is wrong with the file."""
    try:
        content = _content(path)
        return ours if content == ours else adopted(content, ours), []
    except UnfitReference as unfit:
        return ours, [Finding("M005", level, lack, source, remedy=unfit.remedy) for lack in unfit.lacks]


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise UnfitReference(
            f"{path.name} 是文件夹，不是 Word 文件",
            remedy="移走它，或者改名；要自己的样子，抄本工具的 templates/shared/reference.docx 来改",
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnfitReference("文件读不了", remedy="看文件的权限；或者删去它") from error


def adopted(content: bytes, ours: bytes) -> bytes:
    """The file as the writer takes it; `ours` is the tool's own, which says what there must be.
    Raises UnfitReference.
    """
    try:
        opened, own = Opened(content), Opened(ours)
        opened.refuse_active()
        part = opened.main
    except NotOurs as error:
        raise UnfitReference(str(error), remedy=_NO_WORD_FILE) from error
    if not isinstance(part, DocumentPart) or opened.related(RT.STYLES) is None or opened.related(RT.NUMBERING) is None:
        raise UnfitReference("不是 Word 的 .docx，或者没有样式、没有编号", remedy=_NO_WORD_FILE)
    names, theirs = _ids_by_name(own.related(RT.STYLES)), _ids_by_name(opened.related(RT.STYLES))
    lacks = [
        f"没有样式「{BabelFish.internal2ui(name)}」"
        for name in _names(own.related(RT.STYLES))
        if name.casefold() not in theirs
    ]
    if lacks := [*lacks, *_pages(opened.document)]:
        raise UnfitReference(*lacks)
    _drop_headers(opened)
    _rename(opened, names)
    _number(opened.related(RT.NUMBERING), own.related(RT.NUMBERING))
    root = document_root()
    root.extend(list(opened.document))
    part._element = cast("BaseOxmlElement", root)  # what makes a control invisible is declared there
    return saved(opened.package)


def _names(styles: Element | None) -> dict[str, str]:
    """The ids of styles by their names as they are written."""
    found = styles if styles is not None else ()
    named = ((name.get(_VALUE, ""), style) for style in found for name in style.iterchildren(qn("w:name")))
    return {name: style.get(qn("w:styleId"), "") for name, style in named}


def _ids_by_name(styles: Element | None) -> dict[str, str]:
    """The same by names in small letters: Word and LibreOffice write some in large, some in small ones."""
    return {name.casefold(): id_ for name, id_ in _names(styles).items()}


def _drop_headers(opened: Opened) -> None:
    """Leave the pages without headers."""
    for reference in list(opened.document.iter(qn("w:headerReference"))):
        cast("Element", reference.getparent()).remove(reference)
    for id_, relation in list(opened.main.rels.items()):
        if relation.reltype == RT.HEADER:
            del opened.main.rels[id_]


def _rename(opened: Opened, names: Mapping[str, str]) -> None:
    """Give every style that we know the id that we know it by, wherever it is named."""
    theirs = _ids_by_name(opened.related(RT.STYLES))
    ids = {theirs[name]: id_ for name, id_ in names.items()}
    ids |= {id_: f"{id_}-own" for name, id_ in theirs.items() if name not in names and id_ in names.values()}
    kinds = (RT.STYLES, RT.NUMBERING, RT.FOOTER, RT.FOOTNOTES, RT.ENDNOTES)
    for root in (opened.document, *(root for kind in kinds for root in opened.all_related(kind))):
        for style in root.iterchildren(qn("w:style")):
            style.set(qn("w:styleId"), ids.get(style.get(qn("w:styleId"), ""), style.get(qn("w:styleId"), "")))
        for naming in root.iter(*_NAMING):
            naming.set(_VALUE, ids.get(naming.get(_VALUE, ""), naming.get(_VALUE, "")))


def _pages(document: Element) -> Iterator[str]:
    """What is wrong with the sections; one without a footer of its own has that of the section before it."""
    sections = list(document.iter(qn("w:sectPr")))
    if len(sections) != len(ORIENTATIONS):
        yield f"要有三节（正文、竖表、横表的页面），现在有 {len(sections)} 节"
        return
    above: dict[tuple[str, str], Element] = {}
    for number, section in enumerate(sections, start=1):
        own = {(child.tag, child.get(qn("w:type"), "")): child for child in section}
        for key in _SIDES:
            if key not in own and key in above:
                section.insert(0, deepcopy(above[key]))
            elif key not in own:
                yield f"第 {number} 节没有{'偶数页' if key[1] == 'even' else ''}页脚"
        above |= own


def _number(theirs: Element | None, ours: Element | None) -> None:
    """Add the numberings of lists that an editor has dropped."""
    if theirs is None or ours is None:
        return
    known = {name.get(_VALUE) for name in theirs.iter(qn("w:name"))}
    taken = {int(kind.get(qn("w:abstractNumId"), 0)) for kind in theirs.iterchildren(qn("w:abstractNum"))}
    for kind in ours.iterchildren(qn("w:abstractNum")):
        if any(name.get(_VALUE) in KINDS and name.get(_VALUE) not in known for name in kind.iter(qn("w:name"))):
            copy = deepcopy(kind)
            copy.set(qn("w:abstractNumId"), str(max(taken, default=-1) + 1))
            taken.add(max(taken, default=-1) + 1)
            theirs.insert(0, copy)
