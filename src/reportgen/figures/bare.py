"""What is printed as written, without its unit: 638 of an indicator that says 638人."""

from __future__ import annotations

import re

from reportgen.figures.book import FigureBook, Rules
from reportgen.model.figure import Calculated, Figure
from reportgen.model.prose import BARE

BARE_RULES = Rules()
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*[^\d\s].*", re.S)


@BARE_RULES.makes("不带单位的数", rf"(?P<key>.+){re.escape(BARE)}")
def number_alone(book: FigureBook, match: re.Match[str]) -> Figure | None:
    """None where the figure is no text that begins with its number: its unit stands apart from it anyway."""
    whole = book.resolve(match["key"])
    number = _NUMBER.fullmatch(whole.text or "")
    if number is None:
        return None
    origin = Calculated("不带单位的数", whole.key, (whole,))
    return Figure(match.string, whole.value, "", origin, whole.state, text=number[1])


def spelled_alone(book: FigureBook, key: str) -> str:
    """The key of a figure's number without its unit, which a person asked for with .数."""
    return f"{key}{BARE}" if _NUMBER.fullmatch(book.resolve(key).text or "") else key
