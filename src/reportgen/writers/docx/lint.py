"""A written Word file -> what is wrong with it that the validators don't see.

They miss doubled ids, rows that don't fill their grid, a look that no style names, what a screen reader
needs, and links into the void: each is a rule here, one function over the opened parts.
"""

from __future__ import annotations

import itertools
import posixpath
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportgen.writers.docx.addresses import LONGEST_LABEL
from reportgen.writers.docx.marks import LONGEST_NAME
from reportgen.writers.docx.opened import Opened
from reportgen.writers.docx.read_back import read_back

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DC = "{http://purl.org/dc/elements/1.1/}"
_IN_RUNS = frozenset((f"{W}rStyle", f"{W}rFonts", f"{W}b"))
_IN_PARAGRAPHS = frozenset(
    f"{W}{name}" for name in ("pStyle", "keepNext", "pageBreakBefore", "numPr", "tabs", "sectPr")
)


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where."""

    rule: str
    where: str

    def __str__(self) -> str:
        return f"{self.rule}：{self.where}"


@dataclass(frozen=True)
class _File:
    opened: Opened
    content: bytes
    document: ET.Element
    styles: ET.Element


_Rule = Callable[[_File], Iterator[str]]
_RULES: dict[str, _Rule] = {}


def _rule(name: str) -> Callable[[_Rule], _Rule]:
    def add(function: _Rule) -> _Rule:
        _RULES[name] = function
        return function

    return add


def lint_docx(content: bytes) -> list[Fault]:
    """Every fault of the file. Raises NotOurs where it can't be read."""
    opened = Opened(content)
    file = _File(opened, content, opened.xml("word/document.xml"), opened.xml("word/styles.xml"))
    return [Fault(name, where) for name, rule in _RULES.items() for where in rule(file)]


def _text(element: ET.Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))[:30]


def _value(element: ET.Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(f"{W}val") or ""


def _doubled(values: Iterator[str | None]) -> Iterator[str]:
    yield from (str(value) for value, times in Counter(values).items() if times > 1 or not value)


@_rule("编号或名称重复")
def _ids(file: _File) -> Iterator[str]:
    for tag, attribute in (("bookmarkStart", f"{W}id"), ("bookmarkStart", f"{W}name")):
        yield from _doubled(e.get(attribute) for e in file.document.iter(f"{W}{tag}"))
    yield from _doubled(e.get("id") for e in file.document.iter(f"{_WP}docPr"))
    controls = [e for e in file.document.iter(f"{W}sdtPr") if e.find(f"{W}docPartObj") is None]
    for name in ("id", "tag"):
        yield from _doubled(_value(e, f"{W}{name}") for e in controls)


@_rule("书签没有成对")
def _ends(file: _File) -> Iterator[str]:
    starts = Counter(e.get(f"{W}id") for e in file.document.iter(f"{W}bookmarkStart"))
    ends = Counter(e.get(f"{W}id") for e in file.document.iter(f"{W}bookmarkEnd"))
    yield from (str(name) for name in (starts - ends) + (ends - starts))


@_rule("名称太长")
def _lengths(file: _File) -> Iterator[str]:
    names = ((e.get(f"{W}name") or "", LONGEST_NAME) for e in file.document.iter(f"{W}bookmarkStart"))
    labels = (
        (_value(e, f"{W}{name}"), LONGEST_LABEL)
        for e in file.document.iter(f"{W}sdtPr")
        for name in ("tag", "alias")
    )
    yield from (name for pairs in (names, labels) for name, most in pairs if len(name) > most)


@_rule("控件可以删掉")
def _locks(file: _File) -> Iterator[str]:
    for control in file.document.iter(f"{W}sdtPr"):
        if control.find(f"{W}docPartObj") is None and not _value(control, f"{W}lock"):
            yield _value(control, f"{W}tag")


@_rule("地址与正文不一致")
def _addresses(file: _File) -> Iterator[str]:
    yield from (f"{s.address.place} {s.address.key}" for s in read_back(file.content) if s.changed)


@_rule("行没有填满表格")
def _rows(file: _File) -> Iterator[str]:
    for table in file.document.iter(f"{W}tbl"):
        widths = [int(c.get(f"{W}w") or 0) for c in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        for number, row in enumerate(table.iterfind(f"{W}tr"), start=1):
            spans = [int(_value(c, f"{W}tcPr/{W}gridSpan") or 1) for c in row.iterfind(f"{W}tc")]
            wide = sum(int(c.get(f"{W}w") or 0) for c in row.iterfind(f"{W}tc/{W}tcPr/{W}tcW"))
            if sum(spans) != len(widths) or wide != sum(widths):
                yield f"{_name(table)} 第 {number} 行"


@_rule("单元格不以段落结束")
def _cells(file: _File) -> Iterator[str]:
    for table in file.document.iter(f"{W}tbl"):
        for cell in table.iter(f"{W}tc"):
            if not len(cell) or cell[-1].tag != f"{W}p":
                yield f"{_name(table)} {_text(cell)}"


@_rule("表格没有表头行")
def _heads(file: _File) -> Iterator[str]:
    """A form has its heads at the left."""
    for table in file.document.iter(f"{W}tbl"):
        if (
            _value(table, f"{W}tblPr/{W}tblStyle") not in ("FormTable", "SlipTable")
            and table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None
        ):
            yield _name(table)


@_rule("没有替代文字")
def _alternatives(file: _File) -> Iterator[str]:
    for drawing in file.document.iter(f"{_WP}docPr"):
        if not drawing.get("descr") or not drawing.get("title"):
            yield drawing.get("name") or "图"
    for table in file.document.iter(f"{W}tbl"):
        if not _value(table, f"{W}tblPr/{W}tblCaption") or not _value(table, f"{W}tblPr/{W}tblDescription"):
            yield f"{_name(table)} {_text(table)}"


@_rule("两张表连在一起")
def _apart(file: _File) -> Iterator[str]:
    blocks = list(file.document[0])
    for one, other in itertools.pairwise(blocks):
        if one.tag == other.tag == f"{W}tbl":
            yield _name(other)


@_rule("没有题名或语言")
def _title(file: _File) -> Iterator[str]:
    core = file.opened.xml("docProps/core.xml")
    if not core.findtext(f"{_DC}title"):
        yield "题名"
    if core.findtext(f"{_DC}language") != "zh-CN":
        yield "文档属性的语言"
    language = file.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if language is None or language.get(f"{W}eastAsia") != "zh-CN":
        yield "默认样式的语言"


@_rule("标题跳级")
def _jumps(file: _File) -> Iterator[str]:
    own = {s.get(f"{W}styleId") or "": s for s in file.styles.iterfind(f"{W}style")}

    def level(style: str) -> int | None:
        while style in own:
            if given := _value(own[style], f"{W}pPr/{W}outlineLvl"):
                return int(given)
            style = _value(own[style], f"{W}basedOn")
        return None

    above = -1
    for paragraph in file.document.iter(f"{W}p"):
        depth = level(_value(paragraph, f"{W}pPr/{W}pStyle"))
        if depth is None:
            continue
        if depth > above + 1:
            yield _text(paragraph)
        above = depth


@_rule("样式没有定义")
def _styles(file: _File) -> Iterator[str]:
    defined = {s.get(f"{W}styleId") for s in file.styles.iterfind(f"{W}style")}
    used = {f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")}
    named = {
        e.get(f"{W}val") or "" for root in (file.document, file.styles) for e in root.iter() if e.tag in used
    }
    yield from sorted(named - defined)


@_rule("样式以外的格式")
def _direct(file: _File) -> Iterator[str]:
    """Apart from the hint for quotation marks, and bold words that have another character style already."""
    for properties, allowed in (("rPr", _IN_RUNS), ("pPr", _IN_PARAGRAPHS)):
        for own in file.document.iter(f"{W}{properties}"):
            for child in own:
                fonts = child.tag == f"{W}rFonts" and set(child.attrib) != {f"{W}hint"}
                if child.tag not in allowed or fonts:
                    yield child.tag.removeprefix(W)
    for paragraph in file.document.iter(f"{W}p"):
        if paragraph.find(f"{W}pPr/{W}pStyle") is None:
            yield f"没有样式的段落 {_text(paragraph)}"


@_rule("用空段落隔开")
def _empty(file: _File) -> Iterator[str]:
    for before, paragraph in zip([None, *file.document[0]], file.document[0], strict=False):
        carries = paragraph.find(f"{W}pPr/{W}sectPr") is not None or (
            before is not None and before.tag == f"{W}tbl"
        )
        full = any(e.tag in (f"{W}t", f"{W}drawing") for e in paragraph.iter())
        if (
            paragraph.tag == f"{W}p"
            and not full
            and not carries
            and paragraph.find(f"{W}pPr/{W}pageBreakBefore") is None
        ):
            yield _value(paragraph, f"{W}pPr/{W}pStyle")


@_rule("链接没有去处")
def _links(file: _File) -> Iterator[str]:
    names = {e.get(f"{W}name") for e in file.document.iter(f"{W}bookmarkStart")}
    for link in file.document.iter(f"{W}hyperlink"):
        if link.get(f"{W}anchor") not in names:
            yield link.get(f"{W}anchor") or _text(link)
    for code in file.document.iter(f"{W}instrText"):
        field = (code.text or "").split()
        if field[:1] == ["PAGEREF"] and field[1] not in names:
            yield field[1]


@_rule("部件没有着落")
def _parts(file: _File) -> Iterator[str]:
    """A relation to a part that is not there, a part that nothing relates to, a relation id that is not defined."""
    reached = {"[Content_Types].xml"}
    for name in sorted(n for n in file.opened.names if n.endswith(".rels")):
        reached.add(name)
        home = posixpath.dirname(posixpath.dirname(name))
        for relation in file.opened.xml(name).iter(_RELATION):
            target = posixpath.normpath(posixpath.join(home, relation.get("Target") or ""))
            reached.add(target)
            if target not in file.opened.names:
                yield target
    yield from sorted(file.opened.names - reached)
    relations = file.opened.xml("word/_rels/document.xml.rels").iter(_RELATION)
    defined = {relation.get("Id") for relation in relations}
    used = {value for e in file.document.iter() for name, value in e.attrib.items() if name.startswith(_R)}
    yield from sorted(used - defined)


def _name(table: ET.Element) -> str:
    return _value(table, f"{W}tblPr/{W}tblCaption") or "没有名称的表"
