"""An old and a new paragraph -> the new one, with what was taken out and put in marked in it."""

from __future__ import annotations

from copy import deepcopy

from reportgen.compare.redline.marks import TrackedMarks, looks
from reportgen.compare.redline.names import saying, spelled, value
from reportgen.compare.redline.pieces import Pieces, pieces_of
from reportgen.compare.redline.weaving import woven
from reportgen.writers.docx.elements import Element, W


def compare(old: Element, new: Element, marks: TrackedMarks) -> None:
    """Mark in the new paragraph what is other than in the old one."""
    if saying(old) != saying(new):
        fill(new, woven(pieces_of(old), pieces_of(new), marks))
    before, after = looks(old), looks(new)
    if not _look_alike(before, after, marks):
        marks.mark_properties(new, before)
        marks.lists.wait(before)
    mark_section(old.find(f"{W}pPr/{W}sectPr"), new.find(f"{W}pPr/{W}sectPr"), marks)


def mark_section(old: Element | None, new: Element | None, marks: TrackedMarks) -> None:
    """Say how the pages of a section lay; its footers are the new ones."""
    if old is None or new is None or spelled(old) == spelled(new):
        return
    had = deepcopy(old)
    for reference in had.findall(f"{W}footerReference") + had.findall(f"{W}headerReference"):
        had.remove(reference)
    change = marks.mark("sectPrChange")
    change.append(had)
    new.append(change)


def put_in(paragraph: Element, marks: TrackedMarks, *, end: bool) -> Element:
    """Mark all words of a paragraph as put in, and its end where it is not needed by what stands before."""
    fill(paragraph, woven(Pieces(), pieces_of(paragraph), marks))
    if end:
        marks.mark_end(paragraph, "ins")
    return paragraph


def taken_out(paragraph: Element, marks: TrackedMarks, *, end: bool) -> Element:
    """A paragraph of the old file with all its words marked as taken out."""
    fill(paragraph, woven(pieces_of(paragraph), Pieces(), marks))
    marks.lists.wait(paragraph)
    if end:
        marks.mark_end(paragraph, "del")
    return paragraph


def fill(paragraph: Element, content: list[Element]) -> None:
    """Put new content in the place of the old; the properties stay."""
    properties = paragraph.find(f"{W}pPr")
    paragraph[:] = ([] if properties is None else [properties]) + content


def _look_alike(old: Element, new: Element, marks: TrackedMarks) -> bool:
    lists = [value(properties, "numPr/numId") for properties in (old, new)]
    if all(lists) and not marks.lists.same(*lists):
        return False
    return _without_lists(old) == _without_lists(new)


def _without_lists(properties: Element) -> bytes:
    """The number of a list says nothing, what list it is does."""
    copy = deepcopy(properties)
    for number in copy.iter(f"{W}numId"):
        number.attrib.clear()
    return spelled(copy)
