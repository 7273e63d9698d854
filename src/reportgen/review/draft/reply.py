"""整改回复: the answers to what a bureau found, as a document of the edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from reportgen.build import BuiltReport
from reportgen.compose.phrases import Phrases
from reportgen.compose.template import environment, render
from reportgen.document import Document
from reportgen.document.tree import parse
from reportgen.review.review_comments import OF_BUREAU, ReviewComment

FILE = "整改回复.docx"
TEMPLATE = "reply.html"
VARIABLES = {
    "p": "数和说法",
    "found": "检查发现的各个问题：`.where`（位置）、`.sort`（类型）、`.text`（问题）、`.demand`（整改要求）、`.deadline`（时限）、"
    "`.office`（责任科室）、`.answer`（整改情况）",
    "demanded": "有没有哪个问题写了整改要求、时限或责任科室",
    "sorted_out": "有没有哪个问题写了类型",
    "offices": "哪些单位查的",
    "unit": "部门的全称",
    "year": "年度",
    "kind": "哪一种报告",
    "day": "回复的日期",
}
"""What the template may ask: it is no part of a report."""


def reply_to(made: BuiltReport, said: Iterable[ReviewComment], day: date) -> Document | None:
    """The answers to a bureau's findings; None where it found nothing."""
    found = [comment for comment in said if comment.kind == OF_BUREAU]
    if not found:
        return None
    data, edition = made.book.loaded.data, made.book.edition
    context = {
        "found": found,
        "demanded": any(comment.demand or comment.deadline or comment.office for comment in found),
        "sorted_out": any(comment.sort for comment in found),
        "offices": list(dict.fromkeys(comment.who for comment in found)),
        "unit": made.document.unit,
        "year": data.year,
        "kind": made.kind,
        "day": day,
        "p": Phrases(made.book),
    }
    root = parse(render(environment(edition), TEMPLATE, context))
    title = root.findtext("head/title") or made.document.title
    return replace(made.document, root=root, title=title.strip(), created=day, links=(), labels={}, draft=None)
