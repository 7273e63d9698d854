"""The old and the new Word file -> one in which Word shows what has changed."""

from __future__ import annotations

from reportgen.compare.redline.blocks import compare_blocks
from reportgen.compare.redline.decide import decide, tracked
from reportgen.compare.redline.lists import NumberedLists
from reportgen.compare.redline.marks import TrackedMarks
from reportgen.compare.redline.names import Element, R, W
from reportgen.compare.redline.paragraphs import mark_section
from reportgen.compare.redline.parts import Parts, unparse
from reportgen.writers.docx.opened import NotOurs

_DOCUMENT, _NUMBERING, _RELATIONS = "word/document.xml", "word/numbering.xml", "word/_rels/document.xml.rels"
_NUMBERED = ("ins", "del", "bookmarkStart", "commentRangeStart", "commentReference")
_DESCRIPTION = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def redline(old: bytes, new: bytes, *, author: str, date: str) -> bytes:
    """The new file with tracked changes: accepted they give the new one, rejected the old one.

    Not compared are the contents, charts (`changed_charts` tells those) and what stands in headers and footers.
    `date` is written as it is, as in 2024-09-01T00:00:00Z. Raises NotOurs for what is no readable Word file.
    """
    before, after = Parts(old), Parts(new)
    root, old_body, new_body = _bodies(before, after)
    first = 1 + max((int(e.get(f"{W}id") or 0) for e in root.iter(*(W + n for n in _NUMBERED))), default=0)
    marks = TrackedMarks(author, date, first, NumberedLists(*(_part(parts, _NUMBERING) for parts in (before, after))))
    compare_blocks(old_body, new_body, marks)
    mark_section(old_body.find(f"{W}sectPr"), new_body.find(f"{W}sectPr"), marks)
    _unlock(root)
    _drop_lost_relations(root, after)
    changed = {_DOCUMENT: root, _NUMBERING: marks.lists.settle()}
    return after.with_parts({name: unparse(part) for name, part in changed.items() if part is not None})


def changed_charts(old: bytes, new: bytes) -> list[str]:
    """The titles of the charts whose figures are others now, and of those that came or went."""
    before, after = (
        {str(e.get("title", "")): e.get("descr") for e in Parts(content).xml(_DOCUMENT).iter(_DESCRIPTION)}
        for content in (old, new)
    )
    titles = [*after, *(title for title in before if title not in after)]
    return [title for title in titles if before.get(title) != after.get(title)]


def _bodies(before: Parts, after: Parts) -> tuple[Element, Element, Element]:
    roots = []
    for parts in (before, after):
        text = parts.read(_DOCUMENT)
        root = parts.xml(_DOCUMENT)
        if tracked(text):
            decide(root, accept=True)
        roots.append(root)
    bodies = [root.find(f"{W}body") for root in roots]
    if bodies[0] is None or bodies[1] is None:
        raise NotOurs(f"{_DOCUMENT} 里没有正文")
    return roots[1], bodies[0], bodies[1]


def _unlock(root: Element) -> None:
    """No change inside a locked control could be accepted or rejected."""
    for lock in list(root.iter(f"{W}lock")):
        parent = lock.getparent()
        if parent is not None:
            parent.remove(lock)


def _part(parts: Parts, name: str) -> Element | None:
    return parts.xml(name) if name in parts.names else None


def _drop_lost_relations(root: Element, after: Parts) -> None:
    """A section of the old file may name a footer that the new one doesn't have."""
    known = {e.get("Id") for e in after.xml(_RELATIONS)}
    for reference in list(root.iter(f"{W}footerReference", f"{W}headerReference")):
        parent = reference.getparent()
        if parent is not None and reference.get(f"{R}id") not in known:
            parent.remove(reference)
