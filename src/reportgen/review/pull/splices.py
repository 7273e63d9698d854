"""A file's text with stretches of it replaced, each given as a place in the text as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.load.spans import FileText


class CannotChange(Exception):
    """The change can't be made in its file; the message says why."""


@dataclass(frozen=True)
class Splice:
    """Replace the characters from `start` to `end` by words, whose lines end in LF."""

    start: int
    end: int
    words: str


def new_lines(file: FileText, line: int, words: str) -> Splice:
    """Whole lines before the line of a number (from 1), which may be one behind the last."""
    at = file.line_start(line)
    ended = at == 0 or file.text[at - 1] in "\r\n"
    return Splice(at, at, f"{words}\n" if ended else f"\n{words}")


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with the splices, with its own line ends; of several at one place the first stands first."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    ordered = sorted(enumerate(splices), key=lambda found: (found[1].start, found[1].end, found[0]), reverse=True)
    for _, splice in ordered:
        text = text[: splice.start] + splice.words.replace("\n", line_end) + text[splice.end :]
    return text
