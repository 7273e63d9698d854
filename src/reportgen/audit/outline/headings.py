"""The lines of a file -> its headings, each with its number and level, and which of them stand in the contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.audit.text.letters import fold
from reportgen.audit.text.stream import Stream
from reportgen.reading.grid import Spot

_NUMERAL = "[〇一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(rf"(?:第({_NUMERAL})部分|({_NUMERAL})、|\(({_NUMERAL})\))(.*)")
_LEADERS = re.compile(r"[.…·_\-—]{2,}\d*$|(?<=[^\d])\d{1,3}$")
_DIGITS = {digit: n for n, digit in enumerate("〇一二三四五六七八九")}
_LONGEST = 50
PART, SECTION, BELOW = 0, 1, 2


@dataclass(frozen=True)
class NumberedLine:
    """A line with a number before it. level: 0 第一部分, 1 一、, 2 （一）; words: behind the number; item: of a list."""

    level: int
    number: int
    words: str
    spot: Spot
    at: int
    part: int = 0

    @property
    def shown(self) -> str:
        """As it stands."""
        own = ordinal(self.number)
        return (f"第{own}部分{self.words}", f"{own}、{self.words}", f"({own}){self.words}")[self.level]

    @property
    def heading(self) -> bool:
        """Whether it is a heading and no sentence of a list."""
        return len(self.words) < _LONGEST and not re.search(r"[。；:]|指", self.words)


@dataclass(frozen=True)
class Outline:
    """contents: lines of the table of contents; body: all numbered lines below it; lines, text: of the body.

    source: the text of all, contents too.
    """

    contents: tuple[NumberedLine, ...]
    body: tuple[NumberedLine, ...]
    lines: tuple[str, ...]
    text: str
    source: str


def outline_of(stream: Stream) -> Outline:
    """Contents end where 第一部分 stands for the second time."""
    lines = _numbered(stream)
    firsts = [line for line in lines if line.level == PART and line.number == 1]
    begin = firsts[1].at if len(firsts) > 1 else 0
    contents = tuple(_bare(line) for line in lines if line.at < begin)
    body = tuple(line for line in lines if line.at >= begin)
    own = tuple(line.text for line, at in zip(stream.lines, stream.starts, strict=True) if at >= begin)
    source = stream.letters.text
    return Outline(contents, body, own, source[begin:].replace("\n", ""), source)


def _numbered(stream: Stream) -> Sequence[NumberedLine]:
    found: list[NumberedLine] = []
    part = 0
    for line, at in zip(stream.lines, stream.starts, strict=True):
        match = _NUMBERED.match(fold(line.text).removeprefix("目录"))
        if not match:
            continue
        level = next(n for n in range(3) if match[n + 1])
        number = value_of(match[level + 1])
        part = number if level == PART else part
        found.append(NumberedLine(level, number, match[4].lstrip(":、"), line.spot, at, part))
    return found


def _bare(line: NumberedLine) -> NumberedLine:
    words = _LEADERS.sub("", line.words).rstrip(".…·_")
    return NumberedLine(line.level, line.number, words, line.spot, line.at, line.part)


def value_of(words: str) -> int:
    """十二 -> 12."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[c]) for c in words))
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def ordinal(number: int) -> str:
    """12 -> 十二."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十") + (
        digits[ones] if ones or not tens else ""
    )
