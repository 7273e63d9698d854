"""The pieces of an old and a new paragraph -> runs, with what was taken out and put in marked among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy

from reportgen.compare.redline.marks import TrackedKind, TrackedMarks, own
from reportgen.compare.redline.names import saying, spelled, words
from reportgen.compare.redline.pairing import PairedBlock, pair
from reportgen.compare.redline.pieces import Control, Pieces, TextPiece, flat, unwrapped
from reportgen.compare.redline.tokens import words_diff
from reportgen.writers.docx.elements import Element, W, make, qn

_NO_LOOKS = re.compile(rb"<w:rPr[^>]*></w:rPr>")
_PAIRED = "\ue001"
"""Begins the token of two controls that are the same one."""


def woven(old: Pieces, new: Pieces, marks: TrackedMarks) -> list[Element]:
    """The new pieces with the old ones that are gone between them."""
    before, after = _paired(old.items, new.items)
    loom = _Loom(marks)
    loom.elements += new.lone
    for stretch in words_diff([piece.token for piece in before], [piece.token for piece in after]):
        gone, added = before[stretch.old_start : stretch.old_end], after[stretch.new_start : stretch.new_end]
        if stretch.same:
            for one, other in zip(gone, added, strict=True):
                loom.keep(one, other)
        else:
            for piece in flat(gone):
                loom.take_out(piece)
            for piece in flat(added):
                loom.put_in(piece)
    return loom.elements


def _paired(old: list[TextPiece], new: list[TextPiece]) -> tuple[list[TextPiece], list[TextPiece]]:
    """The pieces on both sides with only such controls as stand on both, under one token each."""
    while True:
        controls = [[p for p in side if isinstance(p, Control)] for side in (old, new)]
        pairs = pair(*([_entry(control) for control in side] for side in controls))
        one_sided = {id(controls[0][i]) for i, j in pairs if j is None and i is not None}
        one_sided |= {id(controls[1][j]) for i, j in pairs if i is None and j is not None}
        if not one_sided:
            break
        old, new = _unwrap(old, one_sided), _unwrap(new, one_sided)
    for number, (one, other) in enumerate(zip(*controls, strict=True)):
        one.token = other.token = f"{_PAIRED}{number}"
    return old, new


def _entry(control: Control) -> PairedBlock:
    return PairedBlock(control.key[:3] if control.key[:1] != "#" else "#", control.words, control.key)


def _unwrap(pieces: Iterable[TextPiece], which: set[int]) -> list[TextPiece]:
    found: list[TextPiece] = []
    for piece in pieces:
        if isinstance(piece, Control) and id(piece) in which:
            found += unwrapped(piece, piece.inside.items)
        else:
            found.append(piece)
    return found


class _Loom:
    """Writes runs; neighbours of one kind and one look become one run."""

    def __init__(self, marks: TrackedMarks) -> None:
        self.elements: list[Element] = []
        self._marks = marks
        self._change: TrackedKind | None = None
        self._run: Element | None = None
        self._looks: tuple[bytes, bytes] = (b"", b"")  # of the run, now and, where they were others, before
        self._sources: tuple[object, ...] = ()  # what the last piece was written from: the same again needs no thought

    def keep(self, old: TextPiece, new: TextPiece) -> None:
        """A piece that stands on both sides: the new one, with its old looks if they were others."""
        self._put_markers(new.before)
        if isinstance(old, Control) and isinstance(new, Control):
            self._control(old, new)
        elif new.whole:
            self._put(new.whole, None)
        else:
            self._write(new, None, old.looks)
        self._put_markers(new.after)

    def put_in(self, piece: TextPiece) -> None:
        """A piece that stands in the new file only."""
        self._put_markers(piece.before)
        if piece.whole:
            self._put(piece.whole, "ins")
        elif piece.token:
            self._write(piece, "ins", piece.looks)
        self._put_markers(piece.after)

    def take_out(self, piece: TextPiece) -> None:
        """A piece that stood in the old file only. Its markers and drawings stay there; of a field, its words come."""
        if piece.whole:
            piece = TextPiece("".join(words(element) for element in piece.whole))
        if piece.token and (piece.element is None or piece.element.tag != f"{W}drawing"):
            self._write(piece, "del", piece.looks)

    def _control(self, old: Control, new: Control) -> None:
        element = new.whole[0]
        if saying(old.whole[0]) != saying(element):
            content = own(element, "sdtContent") if element.tag == f"{W}sdt" else element
            content[:] = woven(old.inside, new.inside, self._marks)
        self._put([element], None)

    def _put_markers(self, elements: list[Element]) -> None:
        if elements:
            self._put(elements, None)
            self._change = None

    def _put(self, elements: list[Element], change: TrackedKind | None) -> None:
        """Elements as they are, after all that is written."""
        self._run = None
        if change is None:
            self.elements += elements
        else:
            if change != self._change or self.elements[-1].tag != W + change:
                self.elements.append(self._marks.mark(change))
            self.elements[-1].extend(elements)
        self._change = change

    def _write(self, piece: TextPiece, change: TrackedKind | None, had: Element | None) -> None:
        run = self._run_for(change, piece.looks, had)
        if piece.element is not None:
            run.append(piece.element)
            return
        name = "delText" if change == "del" else "t"
        if not len(run) or run[-1].tag != W + name:
            text = make(f"w:{name}")
            text.set(qn("xml:space"), "preserve")
            run.append(text)
        run[-1].text = (run[-1].text or "") + piece.token

    def _run_for(self, change: TrackedKind | None, looks: Element | None, had: Element | None) -> Element:
        """A run of these looks: the open one, if it has the same."""
        sources, self._sources = self._sources, (change, looks, had)
        if self._run is not None and sources == self._sources:
            return self._run
        now, before = spelled(looks), spelled(had)
        shown = (now, before if _without_hint(before) != _without_hint(now) else now)
        if self._run is not None and change == self._change and shown == self._looks:
            return self._run
        run = make("w:r")
        if looks is not None:
            run.append(deepcopy(looks))
        if shown[0] != shown[1]:
            record = self._marks.mark("rPrChange")
            record.append(make("w:rPr") if had is None else deepcopy(had))
            own(run, "rPr", first=True).append(record)
        self._put([run], change)
        self._run, self._looks = run, shown
        return run


def _without_hint(looks: bytes) -> bytes:
    """The hint which typeface quotation marks want is nobody's change."""
    return _NO_LOOKS.sub(b"", looks.replace(b'<w:rFonts w:hint="eastAsia"></w:rFonts>', b""))
