"""Prose that names figures: ｛收入总计｝ -> what is printed; nothing else in prose is mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.figure import Figure

if TYPE_CHECKING:
    from reportgen.report import Report

REFERENCE = re.compile(r"｛([^｛｝]+)｝")


def paragraphs(text: str) -> list[str]:
    """A blank line is a new paragraph; a line break beside a Chinese character joins without a space."""
    parts = re.split(r"\n\s*\n", text.strip())
    return [_joined(part.split("\n")) for part in parts if part.strip()]


def _joined(lines: list[str]) -> str:
    words = ""
    for line in map(str.strip, lines):
        apart = bool(words and line) and words[-1].isascii() and line[0].isascii()
        words += f" {line}" if apart else line
    return words


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """A text as ('text', words) and ('key', key) in turn."""
    at = 0
    for match in REFERENCE.finditer(text):
        if match.start() > at:
            yield "text", text[at: match.start()]
        yield "key", match[1].strip()
        at = match.end()
    if at < len(text):
        yield "text", text[at:]


def unit_after(figure: Figure) -> str:
    """The unit printed behind a figure; what is printed as written carries its own."""
    return "" if figure.text is not None or figure.state == "unknown" else figure.unit


def plain(report: Report, text: str) -> str:
    """The text with every reference replaced by what is printed for it. Raises UnknownKey."""
    return "".join(
        part if kind == "text" else report.printed(figure := report.resolve(part)) + unit_after(figure)
        for kind, part in pieces(text)
    )
