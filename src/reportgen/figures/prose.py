"""Prose that names figures: ｛收入总计｝ -> what is printed; nothing else in prose is mark-up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.figure import Figure
from reportgen.reference import how_printed, pieces

if TYPE_CHECKING:
    from reportgen.report import Report


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


def unit_after(figure: Figure) -> str:
    """The unit printed behind a figure; what is printed as written carries its own."""
    return "" if figure.text is not None or figure.state == "unknown" else figure.unit


def plain(report: Report, text: str) -> str:
    """The text with every reference replaced by what is printed for it. Raises UnknownKey."""
    return "".join(part if kind == "text" else _printed(report, part) for kind, part in pieces(text))


def _printed(report: Report, reference: str) -> str:
    key, absolute, bare = how_printed(reference)
    figure = report.resolve(key)
    text = report.printed(figure)
    return (text.removeprefix("-") if absolute else text) + ("" if bare else unit_after(figure))
