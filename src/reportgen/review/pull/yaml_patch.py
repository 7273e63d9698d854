"""Changed and new texts -> the lines of the YAML files, in which nothing else moves; proved by reading them again.

A change is first made within the text as it stands in its file, so that quotes, comments, folded lines and order stay
and a diff shows one line. Only where that does not read back as meant is the whole text written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.load.files import split
from reportgen.load.plain import plain_of
from reportgen.load.reading import read_yaml

Stretch = tuple[int, int, str]
"""Replace the characters from, to of a text by others."""


class CannotRevise(Exception):
    """The text can't be changed in its file so that it reads back as meant; the message says why."""


@dataclass(frozen=True)
class TextChange:
    """A text of the data that becomes another, as stretches of the text that stands there."""

    path: tuple[str | int, ...]
    address: str
    old: str
    line: int
    column: int
    stretches: tuple[Stretch, ...]

    @property
    def new(self) -> str:
        """The text as it becomes."""
        text = self.old
        for start, end, words in sorted(self.stretches, reverse=True):
            text = text[:start] + words + text[end:]
        return text


def revised(text: str, name: str, changes: list[TextChange]) -> str:
    """A file's text with the changes. Raises CannotRevise, and then nothing is changed."""
    ordered = sorted(changes, key=lambda change: (change.line, change.column), reverse=True)
    done = text
    for change in ordered:
        done = _within(done, change)
    if _proved(text, done, name, ordered):
        return done
    done = text
    for change in ordered:
        done = next(
            (new for new in (_within(done, change), *_anew(done, change)) if _proved(done, new, name, [change])), ""
        )
        if not done:
            raise CannotRevise(f"{name}:{change.line} 的文字改不进去（写法特别），请手工改成：{change.new}")
    return done


def _proved(before: str, after: str, name: str, changes: list[TextChange]) -> bool:
    """Whether the changed file reads as meant, and all the rest as before."""
    if after == before:
        return all(change.new == change.old for change in changes)
    wanted = texts_in(before, name) | {change.address: change.new.strip() for change in changes}
    read = texts_in(after, name)
    return read.keys() == wanted.keys() and all(alike(read[address], words) for address, words in wanted.items())


def alike(read: str, wanted: str) -> bool:
    """The same words: what parts paragraphs counts, how lines are folded doesn't."""
    one, other = (re.sub(r"[ \t]*\n[ \t]*", "\n", text.strip()) for text in (read, wanted))
    return one == other


def texts_in(text: str, name: str) -> dict[str, str]:
    """Every text of a file by its address."""
    lines = split(text)
    read = read_yaml(lines, name)
    if read.node is None:
        return {}
    return plain_of(read.node.entries, read.node.key_sources, {name: lines}).texts


def _within(text: str, change: TextChange) -> str:
    """The change made within the text as it stands in the file; the file as it was where it isn't found so."""
    start = offset(text, change.line, change.column)
    head = text[start : start + 1]
    literal = head in ("|", ">")
    if literal:
        start = text.find("\n", start) + 1
    places = _places(text, start, change.old)
    if places is None:
        return text
    indent = re.match(r"[ \t]*", text[text.rfind("\n", 0, places[0]) + 1 :]) if places and literal else None
    for begin, end, words in sorted(change.stretches, reverse=True):
        written = escaped(words, head).replace("\n", "\n" + (indent[0] if indent else ""))
        at = places[begin] if begin < len(places) else (places[-1] + 1 if places else start)
        if begin == end and begin:
            at = places[begin - 1] + 1
        stop = places[end - 1] + 1 if end > begin else at
        text = text[:at] + re.sub(r"(?m)^[ \t]+$", "", written) + text[stop:]
    return text


def _places(text: str, start: int, value: str) -> list[int] | None:
    """Where each character of a value stands in the file, from its beginning on."""
    places, at = [], start
    for character in value:
        found = text.find(character, at)
        if found < 0:
            return None
        places.append(found)
        at = found + 1
    return places


def escaped(words: str, head: str) -> str:
    """Words as they are written in a text that begins with this sign."""
    if head == '"':
        return words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return words.replace("'", "''") if head == "'" else words


def _anew(text: str, change: TextChange) -> Iterator[str]:
    """The whole text written anew: in quotes, or as a block of lines."""
    start = offset(text, change.line, change.column)
    end = _end(text, start, change.old)
    line_start = text.rfind("\n", 0, start) + 1
    indent = re.match(r"[ \t]*(?:- )*", text[line_start:])
    deeper = " " * (len(indent[0]) if indent else 0) + "  "
    tail = "" if text[end : end + 1] == "\n" else "\n"
    block = "|-\n" + "".join(f"{deeper}{line}\n" if line else "\n" for line in change.new.split("\n"))
    if "\n" in change.new:
        yield text[:start] + block.removesuffix("\n") + tail + text[end:]
    yield text[:start] + '"' + escaped(change.new, '"') + '"' + text[end:]


def _end(text: str, start: int, value: str) -> int:
    """Where the text that begins here ends in the file, with its quote."""
    head = text[start : start + 1]
    if head in ("|", ">"):
        after = text.find("\n", start) + 1
        places = _places(text, after, value.rstrip("\n"))
        return (places[-1] + 1) if places else after
    places = _places(text, start, value)
    end = places[-1] + 1 if places else start
    return end + 1 if head in ("'", '"') and text[end : end + 1] == head else end


def offset(text: str, line: int, column: int) -> int:
    """Where a place of a file (both from 1) stands in its text."""
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
    return at + column - 1
