"""The addresses of a draft in their order -> its blocks: the outermost ones, each with what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from reportgen.document.numbering import NUMBER
from reportgen.model.prose import REFERENCE, WORDS, how_printed
from reportgen.review.pull.edits import Place
from reportgen.review.pull.tokens import Tokens, tokens_of
from reportgen.writers.docx.addresses import ContentControl

_ITEM = re.compile(r"(?P<stem>.+)\.(?P<number>\d+)")
_PARAGRAPH = re.compile(r"(?P<stem>.+?)(?:¶(?P<number>\d+))?")


@dataclass
class SentBlock:
    """One outermost address of the draft."""

    address: ContentControl
    inside: list[SentBlock] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of its bookmark."""
        return self.address.name

    def whole(self) -> Iterator[SentBlock]:
        """It and everything in it."""
        yield self
        for block in self.inside:
            yield from block.whole()

    def printed(self) -> list[tuple[str, str]]:
        """Its tokens as they were sent, each with the words that were printed for it."""
        left = list(self.inside)
        found: list[tuple[str, str]] = []
        for token in tokens_of(self.address.pattern or self.address.text):
            if len(token) == 1 or not left:
                found.append((token, token))
                continue
            inner, (_, _, bare) = left.pop(0).address, how_printed(token[1:-1])
            found.append((token, inner.text + ("" if bare else inner.unit)))
        return found


def blocks_of(addresses: Iterable[ContentControl]) -> list[SentBlock]:
    """The outermost addresses. They are written behind what stands in them, so that a sentence takes from those before
    it as many as its pattern names.
    """
    stack: list[SentBlock] = []
    for address in addresses:
        block = SentBlock(address)
        if address.kind != "figure":
            named = [how_printed(match[1])[0].removeprefix(WORDS) for match in REFERENCE.finditer(address.pattern)]
            if named and [inner.address.key for inner in stack[-len(named) :]] == named:
                block.inside = stack[-len(named) :]
                del stack[-len(named) :]
        stack.append(block)
    return stack


def place_of(key: str, is_list: Callable[[str], bool]) -> Place | None:
    """What a path in the data names."""
    if (item := _ITEM.fullmatch(key)) and is_list(item["stem"]):
        return Place(item["stem"], int(item["number"]), True)
    match = _PARAGRAPH.fullmatch(key)
    return Place(match["stem"], int(match["number"] or 1), False) if match else None


def typed_as(text: str, like: Sequence[tuple[str, str]]) -> Tokens:
    """A text that lost its addresses, with those figures as references that it prints where `like` had them."""
    printed = "".join(words for _, words in like)
    place: dict[int, int] = {}
    for match in SequenceMatcher(None, printed, text, autojunk=False).get_matching_blocks():
        place |= {match.a + n: match.b + n for n in range(match.size)}
    figures: dict[int, tuple[int, str]] = {}
    at = 0
    for token, words in like:
        if len(token) > 1 and words and place.get(at) is not None:
            there = [place.get(n) for n in range(at, at + len(words))]
            if there == list(range(place[at], place[at] + len(words))):
                figures[place[at]] = (len(words), token)
        at += len(words)
    found: list[str] = []
    at = 0
    while at < len(text):
        length, token = figures.get(at, (1, text[at]))
        found.append(token)
        at += length
    return tuple(found)


def only_numbers(text: str) -> bool:
    """Whether nothing but numbering is left, or a piece of it."""
    return not re.sub(r"[\d.．、（）()①-⑳\s]", "", NUMBER.sub("", text))
