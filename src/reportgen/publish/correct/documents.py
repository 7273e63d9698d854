"""A notice -> its document, from the edition's template; and the corrected report, marked as such."""

from __future__ import annotations

import copy
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import replace

from reportgen.build import BuiltReport
from reportgen.compose.phrases import Phrases
from reportgen.compose.template import environment, render
from reportgen.document import Document
from reportgen.document.tree import parse
from reportgen.publish.correct.notice import CorrectionNotice, spot_name

MARK = "（更正版）"
TEMPLATE = "correction.html"
VARIABLES = {
    "p": "数和说法",
    "n": "更正说明：`.report`（报告的标题）、`.kind`、`.unit`、`.year`、`.published`、`.url`、`.reason`、`.day`；`.roots`（更正的"
    "各项，有 `.name`、`.old`、`.new`、`.places`）、`.annexed`（附件里随之变动的各处）、"
    "`.number`（第几次更正）、`.earlier`（以前各次的 `.number`、`.day`）；`.direct`（印着更正的数的）、"
    "`.following`（随之变动的）、`.wording`（只变了字的）的各处有 `.part`、`.section`、`.anchor`、`.old`、`.new`、`.pages`、`.cause`；"
    "`.elsewhere` 是别的报告里的同一个数",
    "mark": "（更正版）",
    "words": "版式的 `words`",
}
"""What the template may ask: it is no part of a report."""


def notice_document(notice: CorrectionNotice, made: BuiltReport) -> Document:
    """The notice as any document, in the looks of the edition."""
    edition = made.book.edition
    context = {
        "n": notice,
        "p": Phrases(made.book),
        "mark": MARK,
        "words": edition.settings.words.model_dump(by_alias=True),
    }
    root = parse(render(environment(edition), TEMPLATE, context))
    title = root.findtext("head/title") or notice.report
    return replace(made.document, root=root, title=title.strip(), created=notice.day, links=(), labels={})


def marked(document: Document, spots: Iterable[tuple[int, ET.Element]]) -> Document:
    """A copy to be printed for its pages alone: each spot has an id, so that the page of a cell in a long form, or of a
    figure in a paragraph that turns the page, is its own.
    """
    root = copy.deepcopy(document.root)
    twin = dict(zip(document.root.iter(), root.iter(), strict=True))
    for number, element in spots:
        here = twin[element]
        while (below := [*here]) and here.get("id"):
            here = below[0]
        if not here.get("id"):
            here.set("id", spot_name(number))
    return replace(document, root=root)


def corrected(made: BuiltReport) -> Document:
    """The report with （更正版） on its cover and in its title."""
    document = made.document
    root = copy.deepcopy(document.root)
    cover = next((s for s in root.iter("section") if s.get("class") == "cover"), None)
    if cover is not None:
        mark = ET.Element("p", {"id": "corrected"})
        mark.text = MARK
        after = next((n for n, child in enumerate(cover, start=1) if child.tag == "h1"), len(cover))
        cover.insert(after, mark)
    for title in root.iter("title"):
        title.text = f"{title.text or ''}{MARK}"
    return replace(document, root=root, title=f"{document.title}{MARK}")
