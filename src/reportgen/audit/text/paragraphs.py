"""The running text of a file -> paragraphs under the headings of their sections, whatever lines it is broken into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.audit.text.letters import fold
from reportgen.audit.text.stream import Stream
from reportgen.reading.grid import TextLine

_NUMERAL = "[〇一二三四五六七八九十]{1,3}"
_HEADING = re.compile(rf"(?:第{_NUMERAL}部分|{_NUMERAL}、|\({_NUMERAL}\)).{{2,44}}")
_ITEM = re.compile(rf"(?:第{_NUMERAL}部分|{_NUMERAL}、|\({_NUMERAL}\)|\d{{1,2}}[.、．](?!\d)|[①-⑳])")
_ENDS = ("。", "；", ":")
_CONTENTS = re.compile(r"目录|[.…·]{4,}\d*$")


@dataclass(frozen=True)
class TextParagraph:
    """From where to where in the text of the stream; section: the heading of the main section that it stands in."""

    start: int
    end: int
    section: str
    text: str


def paragraphs_of(stream: Stream) -> tuple[TextParagraph, ...]:
    """All paragraphs, headings too."""
    text = stream.letters.text
    section, found = "", []
    for start, end in _stretches(stream):
        words = text[start:end].replace("\n", "")
        if _HEADING.fullmatch(words) and not words.endswith(_ENDS[:2]) and re.match(rf"{_NUMERAL}、|第", words):
            section = words
        found.append(TextParagraph(start, end, section, text[start:end]))
    return tuple(found)


def _stretches(stream: Stream) -> Iterator[tuple[int, int]]:
    """The stretches of text that paragraphs are."""
    starts = [*stream.starts, len(stream.letters.text)]
    begin = 0
    for number, line in enumerate(stream.lines):
        words = fold(line.text)
        if number and starts[number] > begin and _new(stream.lines[number - 1], line, words):
            yield begin, starts[number]
            begin = starts[number]
    if begin < starts[-1]:
        yield begin, starts[-1]


def _new(before: TextLine, line: TextLine, words: str) -> bool:
    """Whether a line begins a paragraph."""
    if not line.spot.page or line.heading:
        return True
    last = fold(before.text)
    if _CONTENTS.search(words) or (_ITEM.match(words) and (last.endswith(_ENDS) or _HEADING.fullmatch(last))):
        return True
    if _HEADING.fullmatch(last) and not last.endswith(_ENDS):
        return _short(before, line)
    return last.endswith("。") and _short(before, line)


def _short(before: TextLine, line: TextLine) -> bool:
    """Whether a line ends clearly before the text's edge."""
    if before.spot.box is None or line.spot.box is None or before.spot.page != line.spot.page:
        return len(before.text) < len(line.text)
    return before.spot.box[2] < max(line.spot.box[2], 0) - 20 or line.spot.box[0] > before.spot.box[0] + 8
