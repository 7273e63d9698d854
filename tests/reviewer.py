"""A reviewer who changes paragraphs and rows of a draft in Word or WPS, with changes tracked or without."""

from __future__ import annotations

import copy
import io
import zipfile

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Element = etree._Element


class Reviewer:
    """One file on the table; `text` is what stands with every change accepted."""

    def __init__(self, content: bytes, who: str = "张科长") -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self._parts["word/document.xml"])
        self._who, self._number = who, 9000

    @property
    def content(self) -> bytes:
        """The file as it goes back."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self._parts.items():
                archive.writestr(name, etree.tostring(self.root) if name == "word/document.xml" else part)
        return target.getvalue()

    def paragraphs(self) -> list[Element]:
        return list(self.root.iter(f"{W}p"))

    def find(self, words: str, number: int = 0) -> Element:
        """The paragraph that says this."""
        return [p for p in self.paragraphs() if words in text(p)][number]

    # -- paragraphs

    def deletes(self, p: Element, *, track: bool) -> None:
        if not track:
            _parent(p).remove(p)
            return
        for run in runs(p):
            self.strikes(run)
        mark_of(p).append(self._mark("del"))

    def types(self, after: Element, words: str, *, track: bool, before: bool = False) -> Element:
        """A new paragraph."""
        p = etree.Element(f"{W}p")
        settings = etree.SubElement(p, f"{W}pPr")
        etree.SubElement(settings, f"{W}pStyle").set(f"{W}val", "BodyText")
        run = new_run(words)
        if track:
            mark_of(p).append(self._mark("ins"))
            inserted = self._mark("ins")
            inserted.append(run)
            run = inserted
        p.append(run)
        after.addprevious(p) if before else after.addnext(p)
        return p

    def replaces(self, p: Element, old: str, new: str, *, track: bool) -> None:
        start = text(p).index(old)
        gone = between(p, start, start + len(old))
        come = new_run(new, gone[0]) if new else None
        last = gone[-1]
        for run in gone:
            last = self.strikes(run) if track else run
        if come is not None:
            if track:
                inserted = self._mark("ins")
                inserted.append(come)
                come = inserted
            last.addnext(come)
        if not track:
            for run in gone:
                _parent(run).remove(run)

    def splits(self, p: Element, at: int, *, track: bool) -> Element:
        """Enter at a character: what is behind stands in a paragraph of its own, without addresses."""
        tail = text(p)[at:]
        for run in between(p, at, at + len(tail)):
            self.strikes(run) if track else _parent(run).remove(run)
        return self.types(p, tail, track=track)

    def joins(self, p: Element, following: Element, *, track: bool) -> None:
        """The mark behind a paragraph is deleted."""
        if track:
            mark_of(p).append(self._mark("del"))
            return
        runs(p)[-1].addnext(new_run(text(following)))
        _parent(following).remove(following)

    def moves(self, p: Element, to: Element, *, track: bool, before: bool = False) -> None:
        """Drag and drop; with tracking the words come without their addresses."""
        if not track:
            to.addprevious(p) if before else to.addnext(p)
            return
        new = etree.Element(f"{W}p")
        etree.SubElement(new, f"{W}pPr")
        mark_of(new).append(self._mark("moveTo"))
        moved = self._mark("moveTo")
        moved.append(new_run(text(p)))
        new.append(moved)
        to.addprevious(new) if before else to.addnext(new)
        for run in runs(p):
            away = self._mark("moveFrom")
            run.addprevious(away)
            away.append(run)
        mark_of(p).append(self._mark("moveFrom"))

    def copies(self, p: Element) -> Element:
        new = copy.deepcopy(p)
        p.addnext(new)
        return new

    # -- rows

    def deletes_row(self, row: Element, *, track: bool) -> None:
        if not track:
            _parent(row).remove(row)
            return
        for p in row.iter(f"{W}p"):
            self.deletes(p, track=True)
        settings = row.find(f"{W}trPr")
        if settings is None:
            settings = etree.Element(f"{W}trPr")
            row.insert(0, settings)
        settings.append(self._mark("del"))

    def strikes(self, run: Element) -> Element:
        gone = self._mark("del")
        run.addprevious(gone)
        gone.append(run)
        for words in run.findall(f"{W}t"):
            words.tag = f"{W}delText"
        return gone

    def _mark(self, tag: str) -> Element:
        self._number += 1
        mark = etree.Element(f"{W}{tag}")
        for name, value in (("id", str(self._number)), ("author", self._who), ("date", "2024-09-10T09:12:00Z")):
            mark.set(f"{W}{name}", value)
        return mark


def runs(p: Element) -> list[Element]:
    """The runs that stand with every change accepted."""
    gone = (f"{W}del", f"{W}moveFrom")
    return [run for run in p.iter(f"{W}r") if not any(above.tag in gone for above in run.iterancestors())]


def text(p: Element) -> str:
    return "".join(words.text or "" for run in runs(p) for words in run.findall(f"{W}t"))


def row_of(p: Element) -> Element:
    return next(above for above in p.iterancestors() if above.tag == f"{W}tr")


def new_run(words: str, like: Element | None = None) -> Element:
    run = etree.Element(f"{W}r")
    settings = like.find(f"{W}rPr") if like is not None else None
    if settings is not None:
        run.append(copy.deepcopy(settings))
    own = etree.SubElement(run, f"{W}t")
    own.text = words
    own.set(_SPACE, "preserve")
    return run


def between(p: Element, start: int, end: int) -> list[Element]:
    """The runs from character to character, cut there."""
    for at in (start, end):
        _cut(p, at)
    place, found = 0, []
    for run in runs(p):
        length = len("".join(words.text or "" for words in run.findall(f"{W}t")))
        if length and place >= start and place + length <= end:
            found.append(run)
        place += length
    return found


def _cut(p: Element, at: int) -> None:
    place = 0
    for run in runs(p):
        own = "".join(words.text or "" for words in run.findall(f"{W}t"))
        if place < at < place + len(own):
            run.addprevious(new_run(own[: at - place], run))
            run.addprevious(new_run(own[at - place :], run))
            _parent(run).remove(run)
            return
        place += len(own)


def mark_of(p: Element) -> Element:
    """Where a paragraph keeps what is true of its mark."""
    settings = p.find(f"{W}pPr")
    if settings is None:
        settings = etree.Element(f"{W}pPr")
        p.insert(0, settings)
    mark = settings.find(f"{W}rPr")
    return mark if mark is not None else etree.SubElement(settings, f"{W}rPr")


def accepted(content: bytes) -> list[str]:
    """What the paragraphs say with every change accepted; one whose mark was deleted goes on in the next."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    found: list[str] = []
    open_ = ""
    for p in root.iter(f"{W}p"):
        open_ += text(p)
        mark = p.find(f"{W}pPr/{W}rPr")
        if mark is not None and any(mark.find(f"{W}{tag}") is not None for tag in ("del", "moveFrom")):
            continue
        found.append(open_)
        open_ = ""
    return found


def _parent(element: Element) -> Element:
    above = element.getparent()
    assert above is not None
    return above
