"""Document -> HTML5 text, which an HTML parser reads back as the same tree."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator

from reportgen.document import Document
from reportgen.document.patterns import INTERNAL
from reportgen.document.styles import refusal_of, without_comments
from reportgen.document.tree import SVG, DocumentError

SVG_NAMESPACE = SVG.removesuffix("svg")
FOREIGN_ATTRIBUTES = {"{http://www.w3.org/1999/xlink}": "xlink:", "{http://www.w3.org/XML/1998/namespace}": "xml:"}
VOID = frozenset({"br", "col", "meta"})
ALONE = VOID | {"input"}
"""Elements without an end tag; the page adds one to those of the document."""
INLINE = frozenset({"a", "span", "strong", "br", "data"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
FLOW = INLINE | HEADINGS | {"section", "nav", "p", "ol", "ul", "table", "figure", "figcaption"}

# What may stand in what. Elsewhere an HTML parser would silently move or close elements, and the
# file would say something else than the tree.
CHILDREN: dict[str, frozenset[str]] = {
    "html": frozenset({"head", "body"}),
    "head": frozenset({"title", "meta"}),
    "table": frozenset({"caption", "colgroup", "thead", "tbody"}),
    "colgroup": frozenset({"col"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "ol": frozenset({"li"}),
    "ul": frozenset({"li"}),
    **dict.fromkeys(["body", "section", "nav", "figure", "figcaption", "li", "th", "td"], FLOW),
    **dict.fromkeys(["p", *HEADINGS, "caption", "span", "strong", "data"], INLINE),
    "a": INLINE - {"a"},
    **dict.fromkeys(["title", *VOID], frozenset[str]()),
}
NO_TEXT = frozenset({"html", "head", "table", "colgroup", "thead", "tbody", "tr", "ol", "ul"}) | VOID
LAYOUT_ONLY = NO_TEXT | {"body", "section", "nav", "figure"}
NO_SVG = NO_TEXT | {"title"}


def to_html_text(document: Document, styles: bool = True) -> str:
    """The document as HTML5 text, with its own styles as they are (the PDF writer prints this)."""
    return serialized(document, trimmed(document.root), document.styles if styles else ())


def trimmed(element: ET.Element, parent: str = "") -> ET.Element:
    """A copy without the white space that only lays out the mark-up; refuses what HTML can't say."""
    if element.tag == SVG and parent not in NO_SVG:
        _refuse_active(element)
        copy = ET.Element(element.tag, element.attrib)
        copy.text = element.text
        copy.extend(element)
        return copy
    if element.tag not in CHILDREN or (parent and element.tag not in CHILDREN[parent]):
        raise DocumentError(f"HTML 写作器不认识 <{parent}> 里的 <{element.tag}>（id {element.get('id')}）")
    _refuse_active(element)
    copy = ET.Element(element.tag, dict(element.attrib))
    copy.text = _kept(element, element.text, None, next(iter(element), None))
    followers = [*element[1:], None]
    for child, following in zip(element, followers[: len(element)], strict=True):
        kept = trimmed(child, element.tag)
        kept.tail = _kept(element, child.tail, child, following)
        _append(copy, kept)
    for name in INTERNAL:
        copy.attrib.pop(name, None)
    return copy


def _append(parent: ET.Element, child: ET.Element) -> None:
    """Add a child; of a span that says nothing any more, what is in it."""
    if child.tag != "span" or child.attrib:
        parent.append(child)
        return
    for words, elements in ((child.text, list(child)), (child.tail, [])):
        if words and len(parent):
            parent[-1].tail = (parent[-1].tail or "") + words
        elif words:
            parent.text = (parent.text or "") + words
        parent.extend(elements)


def _kept(parent: ET.Element, text: str | None, before: ET.Element | None, after: ET.Element | None) -> str | None:
    if text is None or text.strip(" \t\r\n\f"):
        if text and parent.tag in NO_TEXT:
            raise DocumentError(f"<{parent.tag}> 里不能直接有文字：{text.strip()}")
        return text
    words_meet = all(e is not None and e.tag in INLINE for e in (before, after))
    return None if parent.tag in LAYOUT_ONLY and not (words_meet and parent.tag not in NO_TEXT) else text


def _refuse_active(element: ET.Element) -> None:
    """Stop at scripts and at references out of the file."""
    within = element.iter() if element.tag == SVG else [element]
    for part in within:
        if part.tag in (SVG_NAMESPACE + "script", SVG_NAMESPACE + "foreignObject"):
            raise DocumentError("图里不能有脚本或外来内容")
        for name, value in part.attrib.items():
            local = name.rpartition("}")[2]
            if local.startswith("on") or (local in ("href", "src") and not value.startswith(("#", "data:"))):
                raise DocumentError(f"文档引用了文件以外的东西：{local}={value}")


def serialized(document: Document, root: ET.Element, styles: Iterable[str]) -> str:
    """The document's tree, trimmed and perhaps with more in it, as text."""
    body = root.find("body")
    if root.tag != "html" or body is None:
        raise DocumentError("文档没有 body")
    attributes = {"lang": "zh-CN", **root.attrib}
    return "".join(
        [
            f"<!DOCTYPE html>\n<html{_attributes(attributes)}>",
            *_head(document, root.find("head"), styles),
            *_markup(body),
            "</html>",  # nothing after it: a parser would put a last line break into body
        ]
    )


def _head(document: Document, head: ET.Element | None, styles: Iterable[str]) -> Iterator[str]:
    yield '<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{_escaped(document.title)}</title>\n"
    for meta in head.iterfind("meta[@name]") if head is not None else ():
        if meta.get("name") != "viewport":
            yield f"<meta{_attributes(meta.attrib)}>\n"
    for style in styles:
        yield f"<style>\n{style}</style>\n"
    yield "</head>"


def _markup(element: ET.Element) -> Iterator[str]:
    name = _name(element.tag)
    yield f"<{name}{_attributes(element.attrib)}>"
    if name in ALONE:
        return
    yield _escaped(element.text or "")
    for child in element:
        yield from _markup(child)
        yield _escaped(child.tail or "")
    yield f"</{name}>"


def _name(tag: str) -> str:
    """HTML has no prefixes: a parser puts <svg> and all in it into SVG's namespace by itself."""
    name = tag.removeprefix(SVG_NAMESPACE)
    if "}" in name:
        raise DocumentError(f"HTML 写作器不认识的元素 <{tag}>")
    return name


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {_attribute(name)}="{_escaped(value)}"' for name, value in attributes.items())


def _attribute(name: str) -> str:
    for namespace, prefix in FOREIGN_ATTRIBUTES.items():
        name = name.replace(namespace, prefix)
    return name


def _escaped(text: str) -> str:
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\r", "&#13;")):
        text = text.replace(sign, entity)
    return text


def standalone(style: str) -> str:
    """A style sheet without its comments; one that reaches outside stops: the page is one file."""
    if refused := refusal_of(style):
        raise DocumentError(f"样式里的「{refused.words[:40]}」{refused.why}，网页不能单独成立")
    return without_comments(style)
