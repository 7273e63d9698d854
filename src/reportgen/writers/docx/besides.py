"""What a Word file that came back has besides words at its addresses: notes, pictures, text boxes, marks that mean
something, headers, charts. None of it can go into the data, all of it is told with the words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.charts.returned import changed_charts
from reportgen.writers.docx.elements import NAMESPACES, Element, W, qn
from reportgen.writers.docx.folded import folded
from reportgen.writers.docx.links import linked, linked_by_field
from reportgen.writers.docx.opened import Opened
from reportgen.writers.docx.sidecar import written_besides
from reportgen.writers.docx.standing import Reviewer

_OFF = ("0", "false", "off", "none", "nil", "auto", "clear")
_MARKS = {
    "strike": "删除线",
    "dstrike": "删除线",
    "highlight": "突出显示",
    "u": "下划线",
    "color": "字的颜色",
    "shd": "底纹",
    "b": "加粗",
    "i": "倾斜",
    "em": "着重号",
    "vanish": "隐藏的字",
}
"""Direct formatting that people mean something by; no run of a report of ours has any, but bold in a style."""
_BLACK = ("000000", "auto", "")
_FIELDS = ("TOC", "PAGEREF", "PAGE", "NUMPAGES", "SECTIONPAGES", "HYPERLINK", "STYLEREF", "REF", "SEQ", "XE", "TC")
_BOX, _FALLBACK, _CHOICE = f"{W}txbxContent", qn("mc:Fallback"), qn("mc:Choice")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VML = "{urn:schemas-microsoft-com:vml}"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_CHARTS = NAMESPACES["c"]
_PICTURE = f"{{{NAMESPACES['pic']}}}pic"
_CONTENTS = ("TOC", "Contents", "toc ")
_DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")
_HEADS = (("页眉", RT.HEADER), ("页脚", RT.FOOTER))
_NO_LETTERS = re.compile(r"[\s\d\u3000—–\-.．…·]+")
NOBODY = Reviewer()
FAR = 40
"""Words that tell where something stands."""
MOST = 15
"""Things of one kind that are told one by one."""


@dataclass(frozen=True)
class Besides:
    """One thing: what it is called, its words, the words beside it, the address before it (bookmark), by whom."""

    kind: str
    text: str
    near: str = ""
    after: str = ""
    hand: Reviewer = NOBODY


@dataclass
class _Place:
    """Where the reader is."""

    after: str = ""
    near: str = ""
    marks: dict[tuple[str, Reviewer], list[str]] = field(default_factory=dict)


def besides_of(opened: Opened, known: Mapping[str, ContentControl], plain: Iterable[str]) -> list[Besides]:
    """All of it, in reading order; `plain` are the words that the file was written with outside of addresses."""
    drawn, contents = written_besides(opened)
    reader = _BesidesReader(opened, known, {_letters(text) for text in (*plain, *contents)} if contents else None)
    charts = (Besides("图的数据", said) for said in changed_charts(opened, drawn))
    by_kind: dict[str, list[Besides]] = {}
    for one in (*reader.body(), *_heads(opened), *charts):
        by_kind.setdefault(one.kind, []).append(one)
    return [one for found in by_kind.values() for one in _few(found)]


def _few(found: list[Besides]) -> list[Besides]:
    """Where a whole file was marked, that is one thing."""
    if len(found) <= MOST:
        return found
    told = "；".join(dict.fromkeys(one.text for one in found[:5]))
    return [replace(found[0], text=f"共 {len(found)} 处：{told}……")]


class _BesidesReader:
    """Goes through the body once."""

    def __init__(self, opened: Opened, known: Mapping[str, ContentControl], plain: set[str] | None) -> None:
        self._opened, self._known, self._plain = opened, known, plain
        self._notes = {
            f"{W}{name}Reference": (said, _notes(opened, kind, name))
            for name, said, kind in (("footnote", "脚注", RT.FOOTNOTES), ("endnote", "尾注", RT.ENDNOTES))
        }
        self._said: set[str] = set()
        self._words: dict[Element, str] = {}
        for paragraph in opened.document.iter(f"{W}p"):
            self._words[paragraph] = _words(paragraph)
            if not _is_contents(paragraph):
                self._said.add(_letters(self._words[paragraph]))

    def body(self) -> Iterator[Besides]:
        """Paragraph by paragraph; what stands in a text box or in an older copy of a drawing is of that."""
        place = _Place()
        for paragraph in self._opened.document.iter(f"{W}p"):
            if any(above.tag in (_BOX, _FALLBACK) for above in paragraph.iterancestors()):
                continue
            words = self._words[paragraph]
            place.near = words[:FAR] or place.near
            if _is_contents(paragraph):
                yield from self._contents(words, place)
                continue
            place.marks = {}
            for element in _own(paragraph):
                yield from self._of(element, place)
            for (kind, hand), marked in place.marks.items():
                yield Besides(kind, "".join(marked), place.near, place.after, hand)

    def _contents(self, words: str, place: _Place) -> Iterator[Besides]:
        letters = _letters(re.sub(r"[\d\s]+$", "", words))
        if self._plain is None:
            return
        if letters and letters not in self._plain and letters not in self._said and letters != "目录":
            yield Besides("目录", words, "目录", place.after)

    def _of(self, element: Element, place: _Place) -> Iterator[Besides]:
        match element.tag.removeprefix(W):
            case "bookmarkStart":
                name = element.get(f"{W}name") or ""
                place.after = name if name in self._known else place.after
            case "footnoteReference" | "endnoteReference":
                said, notes = self._notes[element.tag]
                if words := notes.get(element.get(f"{W}id") or ""):
                    yield Besides(said, words, place.near, place.after, _hand(element))
            case "hyperlink":
                if led := linked(element, self._opened.main.rels, _words(element)):
                    yield Besides("链接", led, place.near, place.after, _hand(element))
            case "r":
                self._mark(element, place)
            case "drawing" | "pict" | "object":
                yield from _drawn(element, place)
            case "instrText" | "fldSimple":
                code = (element.text or element.get(f"{W}instr") or "").split()
                if code and code[0].upper() == "HYPERLINK":
                    if led := linked_by_field(" ".join(code)):
                        yield Besides("链接", led, place.near, place.after, _hand(element))
                elif code and code[0].upper() not in _FIELDS and not code[0].startswith(("_", "\\", '"')):
                    yield Besides("域", " ".join(code), place.near, place.after, _hand(element))
            case _:
                if element.tag == f"{_MATH}oMath":
                    text = "".join(t.text or "" for t in element.iter(f"{_MATH}t"))
                    yield Besides("公式", text, place.near, place.after, _hand(element))

    def _mark(self, run: Element, place: _Place) -> None:
        """The marks of a run of words."""
        properties, words = run.find(f"{W}rPr"), folded("".join(t.text or "" for t in run.iterchildren(f"{W}t")))
        if properties is None or not words.strip() or any(above.tag == f"{W}del" for above in run.iterancestors()):
            return
        styled = properties.find(f"{W}rStyle") is not None
        change = properties.find(f"{W}rPrChange")
        hand = _hand(run) if change is None else _by(change)
        for element in properties:
            name = element.tag.removeprefix(W)
            if name in _MARKS and _is_on(element, name) and not (styled and name in ("b", "u", "color")):
                place.marks.setdefault((_MARKS[name], hand), []).append(words)


def _is_on(element: Element, name: str) -> bool:
    value = (element.get(f"{W}val") or "").lower()
    if name == "color":
        return value not in _BLACK
    if name == "shd":
        return (element.get(f"{W}fill") or "auto").lower() not in ("auto", "ffffff", "") or value not in (*_OFF, "")
    return value not in _OFF


def _own(paragraph: Element) -> Iterator[Element]:
    """The elements of a paragraph, without those in a text box, in a drawing or in a copy for old programs."""
    for child in paragraph:
        if child.tag in (_FALLBACK, f"{W}pPr", f"{W}rPr", f"{W}sdtPr"):
            continue
        yield child
        if child.tag not in (_BOX, f"{_MATH}oMath", *_DRAWN):
            yield from _own(child)


def _drawn(element: Element, place: _Place) -> Iterator[Besides]:
    """A drawing: a picture, a text box, something embedded; a chart is told where its data changed."""
    hand = _hand(element)
    boxes = [box for box in element.iter(_BOX) if not any(a.tag == _FALLBACK for a in box.iterancestors())]
    for box in boxes:
        words = "\n".join(filter(None, (_words(p) for p in box.iter(f"{W}p"))))
        yield Besides("文本框", words or "（没有字）", place.near, place.after, hand)
    ole = next(element.iter(_OLE), None)
    if ole is not None:
        yield Besides("嵌入的对象", ole.get("ProgID") or "", place.near, place.after, hand)
    elif next(element.iter(_PICTURE), None) is not None or next(element.iter(f"{_VML}imagedata"), None) is not None:
        yield Besides("图片", _described(element), place.near, place.after, hand)
    elif not boxes and not any(data.get("uri") == _CHARTS for data in element.iter(qn("a:graphicData"))):
        yield Besides("画的图形", _described(element), place.near, place.after, hand)


def _described(element: Element) -> str:
    named = next(element.iter(qn("wp:docPr")), None)
    return "" if named is None else named.get("descr") or named.get("title") or named.get("name") or ""


def _heads(opened: Opened) -> Iterator[Besides]:
    """Headers and footers that say something else than the draft's own; folios are none."""
    for said, kind in _HEADS:
        found: dict[str, None] = {}
        for root in opened.all_related(kind):
            for paragraph in root.iter(f"{W}p"):
                words = _words(paragraph)
                if (letters := _letters(words)) and letters not in ("草稿第轮不公开", "草稿不公开", "第页", "第页共页"):
                    found[words] = None
            if next(root.iter("{*}blip", "{*}imagedata"), None) is not None:  # a frame around a folio is no picture
                found["（有图）"] = None
        yield from (Besides(said, words, said) for words in found)


def _notes(opened: Opened, kind: str, name: str) -> dict[str, str]:
    """The words of the notes by their ids; what separates them from the text is none."""
    root = opened.related(kind)
    if root is None:
        return {}
    found = {}
    for note in root.iter(f"{W}{name}"):
        words = "\n".join(filter(None, (_words(p) for p in note.iter(f"{W}p"))))
        if note.get(f"{W}type") in (None, "normal") and words:
            found[note.get(f"{W}id") or ""] = words
    return found


def _words(paragraph: Element) -> str:
    """The words of a paragraph that stand there now."""
    return folded("".join(e.text or "" if e.tag == f"{W}t" else " " for e in _texts(paragraph))).strip()


def _texts(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag in (f"{W}t", f"{W}tab"):
            yield child
        elif child.tag not in (_BOX, _FALLBACK, f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr"):
            yield from _texts(child)


def _is_contents(paragraph: Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and (style.get(f"{W}val") or "").startswith(_CONTENTS)


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text)


def _hand(element: Element) -> Reviewer:
    above = next((a for a in element.iterancestors() if a.tag in (f"{W}ins", f"{W}moveTo")), None)
    return Reviewer() if above is None else _by(above)


def _by(element: Element) -> Reviewer:
    return Reviewer(element.get(f"{W}author") or "", (element.get(f"{W}date") or "")[:10])
