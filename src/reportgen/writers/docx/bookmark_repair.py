"""Addresses whose borders slid while an editor saved the file -> the same addresses with the words that are theirs.

LibreOffice moves the end of a bookmark one letter to the front each time it opens and saves a paragraph with a comment
in a control, and it leaves what is typed at the end of a bookmark outside of it. So where an address and what stands
beside it have both changed, and moving the border makes one of them what it was, the border has moved and nobody has
typed. What the paragraph says as a whole is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from reportgen.model.prose import REFERENCE, WORDS, how_printed
from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.standing import ControlPiece, ControlState, Reviewer, texts_of

FARTHEST = 12
"""Letters over which a border may have slid by itself: one for each time that the file was saved."""

_DIGITS = re.compile(r"[\d,.]+")


@dataclass
class _DriftedPart:
    """What stands in one inner address, or between two of them (no `standing`), now and as it was written."""

    pieces: list[ControlPiece]
    written: str = ""
    standing: ControlState | None = None

    @property
    def now(self) -> str:
        return texts_of(self.pieces)

    @property
    def name(self) -> str:
        return self.standing.address.name if self.standing else ""

    @property
    def words(self) -> bool:
        return self.standing is not None and self.standing.address.kind == "words"


def set_right(standings: Iterable[ControlState]) -> tuple[ControlState, ...]:
    """The standings of a file, each with its own words again."""
    found = {standing.address.name: standing for standing in standings}
    for name in reversed(found):  # a sentence is written behind what stands in it
        inside = [piece.name for piece in found[name].pieces or () if piece.opens]
        if inside and (found[name].changed or any(found[inner].changed for inner in inside)):
            found |= _mended(found[name], found)
    return tuple(found.values())


def _mended(outer: ControlState, found: Mapping[str, ControlState]) -> dict[str, ControlState]:
    """Of one sentence and what stands in it, whatever had slid."""
    parts = _parts(outer, found)
    slid = [_held(left, right) or _slide(left, right) for left, right in pairwise(parts)]
    if not any(slid):
        return {}
    whole = [
        piece
        for part in parts
        for piece in (
            [ControlPiece(name=part.name, opens=True), *part.pieces, ControlPiece(name=part.name)]
            if part.name
            else part.pieces
        )
    ]
    return {
        outer.address.name: replace(outer, pieces=tuple(whole)),
        **{
            part.name: replace(part.standing, pieces=tuple(part.pieces), hands=_hands(part.standing, part))
            for part in parts
            if part.standing and part.now != part.standing.now
        },
    }


def _hands(standing: ControlState, part: _DriftedPart) -> tuple[Reviewer, ...]:
    return tuple(dict.fromkeys([*standing.hands, *(piece.hand for piece in part.pieces if piece.hand.who)]))


def _parts(outer: ControlState, found: Mapping[str, ControlState]) -> list[_DriftedPart]:
    """The sentence taken apart: between, inner, between, …; empty where it no longer is made of what it was."""
    parts, depth = [_DriftedPart([])], 0
    for piece in outer.pieces or ():
        depth += (1 if piece.opens else -1) if piece.name else 0
        if piece.name and depth == (1 if piece.opens else 0):
            inner = found[piece.name] if piece.opens else None
            parts.append(_DriftedPart([], inner.address.text if inner else "", inner))
        else:
            parts[-1].pieces.append(piece)
    between = _between(outer.address, [part.standing.address for part in parts if part.standing])
    if depth or between is None:
        return []
    for part, written in zip(parts[::2], between, strict=True):
        part.written = written
    return parts if "".join(part.written for part in parts) == outer.address.text else []


def _between(outer: ContentControl, inner: list[ContentControl]) -> list[str] | None:
    """What was written before, between and behind the addresses in a sentence."""
    between, at, behind = [], 0, ""
    references = list(REFERENCE.finditer(outer.pattern))
    if len(references) != len(inner):
        return None
    for match, address in zip(references, inner, strict=True):
        between.append(behind + outer.pattern[at : match.start()])
        key, _, bare = how_printed(match[1])
        if key.removeprefix(WORDS) != address.key:
            return None
        behind, at = "" if bare else address.unit, match.end()
    return [*between, behind + outer.pattern[at:]]


def _held(left: _DriftedPart, right: _DriftedPart) -> bool:
    """Where the control of an address holds more than its bookmark, the border is the control's."""
    if left.standing and left.standing.held and (missing := left.standing.now or "") != left.now:
        letters = len(missing) - len(left.now)
        return letters > 0 and (left.now + right.now).startswith(missing) and _moved(left, right, letters)
    return False


def _slide(left: _DriftedPart, right: _DriftedPart) -> bool:
    """Move the border between two parts back to where one of them is as it was written; whether it had slid."""
    if letters := _typed_behind(left, right):
        return _moved(left, right, letters)
    if left.now == left.written or right.now == right.written:
        return False
    inner = left if left.standing else right
    keeps_left = (inner is left) != inner.words  # a figure stays what it was; of words, what stands beside them
    return any(_moved(left, right, letters) for letters in _distances(left, right, keeps_left=keeps_left))


def _typed_behind(left: _DriftedPart, right: _DriftedPart) -> int:
    """Letters that somebody typed right behind an address without a control: words go with words,
    digits with a figure.
    """
    letters = len(right.now) - len(right.written)
    if (
        left.standing is None
        or left.standing.held
        or not right.written
        or letters <= 0
        or not right.now.endswith(right.written)
    ):
        return 0
    return letters if left.words or (left.now != left.written and _DIGITS.fullmatch(right.now[:letters])) else 0


def _distances(left: _DriftedPart, right: _DriftedPart, *, keeps_left: bool) -> list[int]:
    """How many letters the border may have slid: positive to the front."""
    by_left, by_right = len(left.written) - len(left.now), len(right.now) - len(right.written)
    both = left.now + right.now
    found = []
    if both.startswith(left.written):
        found.append(by_left)
    if both.endswith(right.written):
        found.insert(len(found) if keeps_left else 0, by_right)
    return [letters for letters in found if 0 < abs(letters) <= FARTHEST and _are_its_own(left, right, letters)]


def _are_its_own(left: _DriftedPart, right: _DriftedPart, letters: int) -> bool:
    """Whether the letters over the border were written on the other side of it."""
    return left.written.endswith(right.now[:letters]) if letters > 0 else right.written.startswith(left.now[letters:])


def _moved(left: _DriftedPart, right: _DriftedPart, letters: int) -> bool:
    """Move letters over the border (positive: to the left part);
    not where another address begins or ends among them.
    """
    source, step = (right.pieces, 0) if letters > 0 else (left.pieces, -1)
    taken: list[ControlPiece] = []
    rest, wanted = list(source), abs(letters)
    while wanted and rest and not rest[step].name:
        piece = rest.pop(step)
        cut = piece.text[:wanted] if letters > 0 else piece.text[-wanted:]
        kept = piece.text[len(cut) :] if letters > 0 else piece.text[: -len(cut)]
        wanted -= len(cut)
        taken.insert(len(taken) if letters > 0 else 0, replace(piece, text=cut))
        if kept:
            rest.insert(0 if letters > 0 else len(rest), replace(piece, text=kept))
    if wanted:
        return False
    source[:] = rest
    left.pieces += taken if letters > 0 else []
    right.pieces[:0] = [] if letters > 0 else taken
    return True
