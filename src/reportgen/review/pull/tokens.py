"""Words with references as tokens, so that two versions are compared letter by letter and a figure is one letter.

A token is one character, or a whole reference (｛收入总计｝). Three texts of the same words meet here: as they stand in the
data, as the report prints them (as a pattern), and as a reviewer left them in Word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher

from reportgen.model.prose import BARE, REFERENCE, WORDS, how_printed
from reportgen.review.pull.data_changes import Stretch
from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.standing import ControlPiece, ControlState

Tokens = tuple[str, ...]
_NUMERIC = re.compile(r"-?[\d,]+(?:\.\d+)?")
_WITH_WORDS = re.compile(r"([^\d０-９\-－]*)([-－]?[\d０-９][\d０-９,，.．]*)([^\d０-９]*)", re.DOTALL)
_PLACEHOLDER = re.compile(r"【待填[^】]*】")


def tokens_of(pattern: str) -> Tokens:
    """A text with references as tokens."""
    found: list[str] = []
    at = 0
    for match in REFERENCE.finditer(pattern):
        found += [*pattern[at : match.start()], match[0]]
        at = match.end()
    return (*found, *pattern[at:])


def tokens_now(standing: ControlState, addresses: Mapping[str, ContentControl]) -> Tokens:
    """What a reviewer left at an address; figures and other addresses in it are references,
    whatever was typed over them; a figure of which nothing is left is gone.
    """
    reader = _TokenReader(standing.address, addresses)
    for piece in standing.pieces or ():
        reader.read(piece)
    found = reader.ended()
    folded = (
        "\n" in standing.address.text and "\n" not in standing.address.pattern
    )  # a name that the writer broke over lines
    return tuple(part for part in found if part != "\n") if folded else tuple(found)


class _TokenReader:
    """The pieces of an address -> tokens."""

    def __init__(self, address: ContentControl, addresses: Mapping[str, ContentControl]) -> None:
        self._wanted = [token for token in tokens_of(address.pattern) if len(token) > 1]
        self._addresses = addresses
        self._found: list[str] = []
        self._inside: list[str] = []
        self._typed = ""  # what stands inside of the figure that is open
        self._unit = ""  # what is to stand behind the last figure
        self._before = ""  # what was to stand behind the one before, when this one began
        self._words_left = False

    def read(self, piece: ControlPiece) -> None:
        """One piece more."""
        if piece.name and piece.opens:
            if not self._inside:
                reference, unit = _reference(self._addresses[piece.name], self._wanted)
                self._before, self._unit = self._unit, unit
                self._found.append(reference)
                self._words_left, self._typed = self._addresses[piece.name].kind == "words", ""
            self._inside.append(piece.name)
        elif piece.name and piece.name not in self._inside:
            return  # some editors end what does not begin here
        elif piece.name:
            outer = self._inside[0]
            self._inside = self._inside[: self._inside.index(piece.name)]
            if not self._inside:
                self._close(outer)
        elif self._inside:
            self._typed += piece.text
        else:
            self._say(piece.text)

    def ended(self) -> list[str]:
        """All tokens."""
        self._bare_if_unit_is_gone()
        return self._found

    def _close(self, name: str) -> None:
        """The end of a figure: gone where nothing is left; words typed beside its number are words."""
        if not self._words_left and not self._typed.strip():
            self._found.pop()
            self._unit = self._before
            return
        if self._before:
            self._found[-2] = _without_unit(self._found[-2])
        if not self._words_left and (around := words_around(self._typed, self._addresses[name].text)):
            self._found[-1:] = [*around[0], self._found[-1]]
            self._say(around[2])

    def _say(self, text: str) -> None:
        if self._unit and text:
            if text.startswith(self._unit):
                text, self._unit = text.removeprefix(self._unit), ""
            self._bare_if_unit_is_gone()
        self._found += text

    def _bare_if_unit_is_gone(self) -> None:
        if self._unit:
            self._found[-1] = _without_unit(self._found[-1])
            self._unit = ""


def _without_unit(reference: str) -> str:
    return f"{reference[:-1]}{BARE}｝"


def words_around(typed: str, written: str) -> tuple[str, str, str] | None:
    """What was typed before the number of a figure, the number, and what behind it; None where a figure is no number
    or no one number stands there.
    """
    found = _WITH_WORDS.fullmatch(typed)
    return (found[1], found[2], found[3]) if found and _NUMERIC.fullmatch(written) else None


def _reference(address: ContentControl, wanted: list[str]) -> tuple[str, str]:
    """The reference that stands for an address inside of another, as the pattern has it,
    and the unit expected behind it.
    """
    if address.kind != "figure":
        return f"｛{WORDS}{address.key}｝", ""
    same = [token for token in wanted if how_printed(token[1:-1])[0] == address.key]
    if not same:
        return f"｛{address.key}｝", address.unit
    token = same[0]
    if len(same) > 1:
        wanted.remove(token)
    return token, "" if how_printed(token[1:-1])[2] else address.unit


def without_placeholder(tokens: Tokens) -> str:
    """What was typed over or beside a placeholder."""
    return _PLACEHOLDER.sub("", "".join(tokens)).strip()


def figures_lost(before: Tokens, after: Tokens) -> list[str]:
    """The keys of figures that stood in the one and don't in the other."""
    kept = {how_printed(t[1:-1])[0] for t in after if len(t) > 1}
    return list(
        dict.fromkeys(
            key
            for t in before
            if len(t) > 1 and (key := how_printed(t[1:-1])[0]) not in kept and not key.startswith(WORDS)
        )
    )


# -- into the data ----------------------------------------------------------------------------------------------------

Place = tuple[str, int, int]
"""A token of a text in the data, with its beginning and end there."""


def _paragraphs(raw: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"(?:(?!\n[ \t]*\n).)+", raw, re.DOTALL) if raw[slice(*m.span())].strip()]


def paragraphs_in(raw: str) -> list[tuple[int, int]]:
    """Where each paragraph of a text begins and ends, without the blanks around it."""
    found = []
    for start, end in _paragraphs(raw):
        own = raw[start:end]
        found.append((start + len(own) - len(own.lstrip()), end - len(own) + len(own.rstrip())))
    return found


def places_in(raw: str, paragraph: int, canonical: Callable[[str], str]) -> list[Place]:
    """The tokens of one paragraph (from 1) of a text, as the report joins its lines;
    references under their canonical keys.
    """
    spans = _paragraphs(raw)
    if not 1 <= paragraph <= len(spans):
        return []
    start, end = spans[paragraph - 1]
    places: list[Place] = []
    at = start
    while at < end:
        if match := REFERENCE.match(raw, at, end):
            key, absolute, bare = how_printed(match[1].strip())
            tail = (".绝对值" if absolute else "") + (BARE if bare else "")
            places.append((f"｛{canonical(key)}{tail}｝", at, match.end()))
            at = match.end()
            continue
        if raw[at] == "\n":
            stop = at
            while stop < end and raw[stop] in "\n \t":
                stop += 1
            if places and stop < end and places[-1][0][-1].isascii() and raw[stop].isascii():
                places.append((" ", at, stop))
            at = stop
            continue
        places.append((raw[at], at, at + 1))
        at += 1
    while places and places[0][0] in " \t":
        places.pop(0)
    while places and places[-1][0] in " \t":
        places.pop()
    return places


def stretches(raw: str, places: Sequence[Place], printed: Tokens, now: Tokens) -> list[Stretch]:
    """The changes of a text in the data that make what is printed into what a reviewer left."""
    at = _places_of(printed, places)
    end = places[-1][2] if places else len(raw.rstrip())
    typed = {token: raw[start:stop] for token, start, stop in places if len(token) > 1}
    found: list[Stretch] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, printed, now, autojunk=False).get_opcodes():
        if op == "equal":
            continue
        words = "".join(typed.get(token, token) for token in now[j1:j2])
        real = [place for place in at[i1:i2] if place]
        if real:
            found.append((real[0][0], real[-1][1], words))
            continue
        behind = i1  # what the report prints between the data and here goes in too: a full stop of its own
        while behind > 0 and at[behind - 1] is None:
            behind -= 1
        before = at[behind - 1] if behind else None
        where = before[1] if before else next((p[0] for p in at[i1:] if p), end)
        if words:
            found.append((where, where, "".join(printed[behind:i1]) + words))
    return found


def _places_of(printed: Tokens, places: Sequence[Place]) -> list[tuple[int, int] | None]:
    """Where each printed token stands in the data; None for one that the report puts in."""
    at: list[tuple[int, int] | None] = [None] * len(printed)
    own = [token for token, _, _ in places]
    for block in SequenceMatcher(None, printed, own, autojunk=False).get_matching_blocks():
        for n in range(block.size):
            at[block.a + n] = places[block.b + n][1:]
    return at
