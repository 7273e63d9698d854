"""The one document tree that every writer reads: its elements and their attributes, and how composed text becomes it.

A report is one semantic tree of well-formed HTML. Templates write it, `parse` reads it strictly
(as XML: an unclosed or misplaced tag is an error with its line, never a silent repair) and
checks it against `ELEMENTS`. Writers walk the same tree; an element outside the list stops them.

Structure
    body.report > section.cover, nav.contents, section.part[id=part-N]
    section.part      h1, then section.text / section.statement / section.annex
    section.text      h2, p, h3, h4, ol, ul, figure, table.plain
    section.statement one statutory table: h2.table-title, p.table-number, p.table-meta
                      (span.left, span.right), table.statement, p.note …, p.nil
    section.annex     h2, h3, h4, p, table.form, table.plain
    data-pages        on nav: "none" where the contents name no pages
    data-page         on a section: "portrait" or "landscape" (absent: as the text)
    data-term         on a p of 名词解释: the term that it explains; data-code: the subject
    data-subjects     on the section of a project: the codes of its subjects, between blanks
Tables
    caption? colgroup(col style="width:N%") thead(tr(th)) tbody(tr(th|td)); colspan, rowspan.
    Every th has its scope: `parse` gives it where the template doesn't.
    tr classes: total (合计 and 总计 rows), group (a 类 row), column-numbers (栏次).
    td/th classes: name, l1, l2, l3 (indent 0, 1, 2), code, line (行次), num, center, strong, prose (words that name no
    row). td.num holds nothing or one <data>; id is its address; data-formula the sum it obeys, as
    "+ID -ID …" over addresses of the same table.
Inline
    <data value="3991.2200" data-key="收入总计" data-unit="万元">3,991.22</data>: value is exact and
    unrounded, the text is what is printed, without its unit. data-abs="1": a negative change
    printed without its sign (减少 …); data-zero: what a 0 is printed as (0, where others have 0.00).
    <span class="pending">: 待填. br, strong, span, a[href=#id].
Drafts (only the Word file for review has them)
    section.slip      the cover sheet of a draft and the appendix behind its last part: p.slip-title, p.slip-heading, p,
    table.slip (th.head: a part of it), table.plain aside.comment     a remark on the element that holds it: data-who,
    data-day, data-done; aside.comment inside it: an answer.
                      No word of it is a word of the document, and no template may write it.
Figures
    figure[data-chart=bars|strip][data-title][data-unit][data-series] > svg, figcaption.
    data-series is JSON: [{"label", "key", "value", "text", "share"?: {"key", "value", "text"}}].
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from xml.parsers.expat import ExpatError

from reportgen.document.grid import GridError, give_scopes
from reportgen.document.styles import refusal_of

SVG = "{http://www.w3.org/2000/svg}svg"

ELEMENTS = frozenset(
    [
        "html",
        "head",
        "title",
        "meta",
        "body",
        "section",
        "nav",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "ol",
        "ul",
        "li",
        "a",
        "span",
        "strong",
        "br",
        "data",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
    ]
)
ATTRIBUTES = frozenset(
    [
        "class",
        "id",
        "value",
        "style",
        "colspan",
        "rowspan",
        "scope",
        "href",
        "lang",
        "charset",
        "name",
        "content",
        "{http://www.w3.org/XML/1998/namespace}lang",
    ]
)
"""Attributes that may be written; data-* and aria-* besides."""
STYLED = frozenset({"style", "fill", "stroke", "filter", "mask", "clip-path", "cursor"}) | {
    f"marker{end}" for end in ("", "-start", "-mid", "-end")
}
"""Attributes that hold what a style sheet could say."""
DRAWN = frozenset(
    ["svg", "g", "title", "desc", "rect", "line", "text", "tspan", "path", "polyline", "polygon", "circle", "ellipse"]
)
BLOCKS = frozenset(["section", "nav", "h1", "h2", "h3", "h4", "p", "ol", "ul", "li", "table", "figure"])
HEADINGS = ("h1", "h2", "h3", "h4")
REMARK = "aside"
"""The element of a comment, whose words are not the document's."""


class DocumentError(Exception):
    """A template wrote something that is not a document; `at` is the place in the composed text,
    `words` stand in the template.
    """

    def __init__(self, message: str, at: int | None = None, words: str = "") -> None:
        super().__init__(message)
        self.at = at
        self.words = words


_MARKUP = {
    2: "有写错的标记",
    3: "没有内容",
    4: "有写错的标记（& 要写成 &amp;，< 要写成 &lt;）",
    5: "标记没有写完",
    7: "开始和结束的标记对不上",
    8: "一个属性写了两次",
    9: "结束以后还有内容",
    11: "有不认识的实体（空格请写成 &#160;）",
    14: "外部实体不能用",
    18: "外部实体不能用",
    27: "有没有声明的前缀",
}
"""Errors of the XML parser, by its codes."""


def parse(text: str) -> ET.Element:
    """Composed text -> tree, checked against `ELEMENTS`, with an id on every block and a scope on every head."""
    try:
        root = ET.fromstring(text)
    except (ET.ParseError, ExpatError) as error:
        line, column = error.position if isinstance(error, ET.ParseError) else (1, 0)
        at = sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column
        raise DocumentError(
            f"模板写出的文档不是完整的标记：{_MARKUP.get(getattr(error, 'code', 0), str(error))}", at
        ) from error
    _refuse_unknown(root)
    _give_ids(root)
    for table in root.iter("table"):
        try:
            give_scopes(table)
        except GridError as error:
            raise DocumentError(str(error)) from error
    return root


def _refuse_unknown(element: ET.Element) -> None:
    if element.tag == SVG:
        for part in element.iter():
            if str(part.tag).rpartition("}")[2] not in DRAWN:
                raise DocumentError(
                    f"图里有不认识的元素 <{str(part.tag).rpartition('}')[2]}>",
                    words=f"<{str(part.tag).rpartition('}')[2]}",
                )
            _refuse_outside(part)
        return
    if element.tag not in ELEMENTS:
        raise DocumentError(f"文档里有写作器不认识的元素 <{element.tag}>", words=f"<{element.tag}")
    for name in element.attrib:
        if name not in ATTRIBUTES and not name.startswith(("data-", "aria-")):
            raise DocumentError(f"元素 <{element.tag}> 有不认识的属性 {name}", words=f"{name}=")
    _refuse_outside(element)
    for child in element:
        _refuse_unknown(child)


def _refuse_outside(element: ET.Element) -> None:
    """A document holds all that it shows: no address, no file, no script."""
    for name, value in element.attrib.items():
        bare = name.rpartition("}")[2].lower()
        if bare in ("href", "src") and not value.startswith("#"):
            raise DocumentError(f'{name}="{value[:60]}" 指向外面：文档里的链接只能指向文档里的地方', words=value)
        if bare.startswith("on") or (bare in STYLED and refusal_of(value)):
            raise DocumentError(f'{name}="{value[:60]}" 引用了外面的东西', words=value)


def _give_ids(root: ET.Element) -> None:
    """Give every block without an id one from its parent's and its number among its like."""
    taken = {e.get("id") for e in root.iter() if e.get("id")}

    def walk(element: ET.Element, parent: str) -> None:
        counts: dict[str, int] = {}
        for child in element:
            if child.tag == SVG:
                continue
            if child.tag in BLOCKS and not child.get("id"):
                while True:
                    counts[child.tag] = counts.get(child.tag, 0) + 1
                    name = f"{parent}-{child.tag}{counts[child.tag]}"
                    if name not in taken:
                        break
                taken.add(name)
                child.set("id", name)
            walk(child, child.get("id") or parent)

    body = root.find("body")
    if body is not None:
        walk(body, "doc")


def text_of(element: ET.Element) -> str:
    """The words of an element as printed; drawings have none, and comments are not printed."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("\n")
        elif child.tag not in (SVG, REMARK):
            parts.append(text_of(child))
        parts.append(child.tail or "")
    return "".join(parts)


def squeeze(text: str) -> str:
    """Layout white space between Chinese characters goes, other runs become one blank."""
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", text)
