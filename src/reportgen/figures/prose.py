"""Prose that names figures: ｛收入总计｝ -> what is printed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.figures.bare import spelled_alone
from reportgen.model.figure import Figure
from reportgen.model.prose import how_printed, pieces

if TYPE_CHECKING:
    from reportgen.figures import FigureBook


def unit_after(figure: Figure) -> str:
    """The unit printed behind a figure; what is printed as written carries its own."""
    return "" if figure.text is not None or figure.state == "unknown" else figure.unit


def plain(book: FigureBook, text: str) -> str:
    """The text with every reference replaced by what is printed for it. Raises UnknownKey."""
    return "".join(part if kind == "text" else _printed(book, part) for kind, part in pieces(text))


def _printed(book: FigureBook, reference: str) -> str:
    key, absolute, bare = how_printed(reference)
    figure = book.resolve(spelled_alone(book, key) if bare else key)
    text = book.printed(figure)
    return (text.removeprefix("-") if absolute else text) + ("" if bare else unit_after(figure))
