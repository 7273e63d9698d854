"""The old and the new Word file -> one in which Word shows what has changed."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from reportgen.compare.redline.blocks import compare_blocks
from reportgen.compare.redline.decide import decide, tracked
from reportgen.compare.redline.lists import NumberedLists
from reportgen.compare.redline.marks import TrackedMarks
from reportgen.compare.redline.paragraphs import mark_section
from reportgen.writers.docx.elements import Element, W, qn
from reportgen.writers.docx.opened import NotOurs, Opened
from reportgen.writers.docx.parts import saved

_NUMBERED = ("ins", "del", "bookmarkStart", "commentRangeStart", "commentReference")


def redline(old: bytes, new: bytes, *, author: str, date: str) -> bytes:
    """The new file with tracked changes: accepted they give the new one, rejected the old one.

    Not compared are the contents, charts (`changed_charts` tells those) and what stands in headers and footers.
    `date` is written as it is, as in 2024-09-01T00:00:00Z. Raises NotOurs for what is no readable Word file.
    """
    before, after = Opened(old), Opened(new)
    old_body, new_body = _body(before), _body(after)
    root = after.document
    first = 1 + max((int(e.get(f"{W}id") or 0) for e in root.iter(*(W + n for n in _NUMBERED))), default=0)
    marks = TrackedMarks(author, date, first, NumberedLists(before.related(RT.NUMBERING), after.related(RT.NUMBERING)))
    compare_blocks(old_body, new_body, marks)
    mark_section(old_body.find(f"{W}sectPr"), new_body.find(f"{W}sectPr"), marks)
    marks.lists.settle()
    _unlock(root)
    _drop_lost_relations(root, after)
    return saved(after.package)


def changed_charts(old: bytes, new: bytes) -> list[str]:
    """The titles of the charts whose figures are others now, and of those that came or went."""
    before, after = (
        {str(e.get("title", "")): e.get("descr") for e in Opened(content).document.iter(qn("wp:docPr"))}
        for content in (old, new)
    )
    titles = [*after, *(title for title in before if title not in after)]
    return [title for title in titles if before.get(title) != after.get(title)]


def _body(opened: Opened) -> Element:
    """The body without changes that were tracked before."""
    if tracked(opened.document):
        decide(opened.document, accept=True)
    body = opened.document.find(f"{W}body")
    if body is None:
        raise NotOurs(f"{opened.main.partname.membername} 里没有正文")
    return body


def _unlock(root: Element) -> None:
    """No change inside a locked control could be accepted or rejected."""
    for lock in list(root.iter(f"{W}lock")):
        parent = lock.getparent()
        if parent is not None:
            parent.remove(lock)


def _drop_lost_relations(root: Element, after: Opened) -> None:
    """A section of the old file may name a footer that the new one doesn't have."""
    for reference in list(root.iter(f"{W}footerReference", f"{W}headerReference")):
        parent = reference.getparent()
        if parent is not None and reference.get(qn("r:id")) not in after.main.rels:
            parent.remove(reference)
