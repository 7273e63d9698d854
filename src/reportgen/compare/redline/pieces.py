"""The inside of a paragraph -> its pieces: tokens with their looks, and controls that hold pieces themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reportgen.compare.redline.names import MARKERS, STARTS
from reportgen.compare.redline.tokens import tokens
from reportgen.writers.docx.elements import Element, W

_PRIVATE = "\ue000"
"""Begins the token of a piece that has no words of its own; no text holds it."""
_SKIPPED = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr", "lastRenderedPageBreak"))
_NOTES = (f"{W}commentReference", f"{W}annotationRef")


@dataclass(eq=False)
class TextPiece:
    """One token; `before` and `after` are the markers beside it."""

    token: str
    looks: Element | None = None  # the w:rPr
    element: Element | None = None  # within a run, where it isn't text
    whole: list[Element] = field(default_factory=list)  # runs and others that are one thing: a field
    before: list[Element] = field(default_factory=list)
    after: list[Element] = field(default_factory=list)


@dataclass(eq=False)
class Control(TextPiece):
    """A content control or a link: `inside` are its pieces, `key` is its address."""

    key: str = ""
    inside: Pieces = field(default_factory=lambda: Pieces())

    @property
    def words(self) -> str:
        """What stands inside."""
        return "".join(p.words if isinstance(p, Control) else p.token for p in self.inside.items)


@dataclass(eq=False)
class Pieces:
    """The pieces of a paragraph or a control; `lone` are markers where there is no piece at all."""

    items: list[TextPiece] = field(default_factory=list)
    lone: list[Element] = field(default_factory=list)


def pieces_of(parent: Element) -> Pieces:
    """Read a w:p, a w:sdtContent or a w:hyperlink."""
    reader = _PieceReader()
    for child in parent:
        reader.read(child)
    return reader.finish()


class _PieceReader:
    def __init__(self) -> None:
        self._items: list[TextPiece] = []
        self._before: list[Element] = []
        self._field: list[Element] = []
        self._depth = 0  # of fields within fields

    def finish(self) -> Pieces:
        if self._field:  # a field that ends in another paragraph
            self._take(TextPiece(_PRIVATE, whole=self._field))
        if not self._items:
            return Pieces(lone=self._before)
        self._items[-1].after += self._before
        return Pieces(self._items)

    def _take(self, piece: TextPiece) -> None:
        piece.before, self._before = self._before, []
        self._items.append(piece)

    def _marker(self, element: Element) -> None:
        if element.tag in STARTS or not self._items:
            self._before.append(element)
        else:
            self._items[-1].after += [*self._before, element]
            self._before = []

    def read(self, child: Element) -> None:
        if self._depth:
            self._in_field(child)
        elif child.tag in _SKIPPED or not isinstance(child.tag, str):
            return
        elif child.tag in MARKERS:
            self._marker(child)
        elif child.tag == f"{W}r":
            self._run(child)
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            tag = child.find(f"{W}sdtPr/{W}tag")
            key = "" if tag is None else str(tag.get(f"{W}val", ""))
            self._take(Control("", whole=[child], key=key, inside=Pieces() if content is None else pieces_of(content)))
        elif child.tag == f"{W}hyperlink":
            anchor = "#" + str(child.get(f"{W}anchor", ""))
            self._take(Control("", whole=[child], key=anchor, inside=pieces_of(child)))
        else:
            self._take(TextPiece(_PRIVATE + child.tag, whole=[child]))

    def _run(self, run: Element) -> None:
        if any(run.find(name) is not None for name in _NOTES):
            self._marker(run)
            return
        if run.find(f"{W}fldChar") is not None:
            self._in_field(run)
            return
        looks = run.find(f"{W}rPr")
        for part in run:
            if part.tag == f"{W}t":
                for token in tokens(part.text or ""):
                    self._take(TextPiece(token, looks))
            elif part.tag not in _SKIPPED:
                self._take(TextPiece(_PRIVATE + part.tag, looks, part))

    def _in_field(self, element: Element) -> None:
        """A field is one piece, whatever it shows."""
        self._field.append(element)
        for mark in element.iter(f"{W}fldChar"):
            self._depth += {"begin": 1, "end": -1}.get(str(mark.get(f"{W}fldCharType")), 0)
        if not self._depth:
            code = "".join(e.text or "" for part in self._field for e in part.iter(f"{W}instrText"))
            self._take(TextPiece(_PRIVATE + code, whole=self._field))
            self._field = []


def flat(pieces: Iterable[TextPiece]) -> Iterator[TextPiece]:
    """The pieces without their controls; the markers of a control are those of its first and last piece."""
    for piece in pieces:
        if not isinstance(piece, Control):
            yield piece
            continue
        yield from unwrapped(piece, flat(piece.inside.items))


def unwrapped(control: Control, inside: Iterable[TextPiece]) -> list[TextPiece]:
    """What stands in a control, in its stead."""
    found = list(inside)
    if not found:  # an empty control: only its markers are left
        return [TextPiece("", before=[*control.before, *control.inside.lone, *control.after])]
    found[0].before = [*control.before, *found[0].before]
    found[-1].after = [*found[-1].after, *control.after]
    return found
