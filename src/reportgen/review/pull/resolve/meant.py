"""Words that change what a figure means are refused: the data and the template say that, not a sentence."""

from __future__ import annotations

import re

from reportgen.figures import UnknownKey
from reportgen.model.unit_words import measure_at
from reportgen.review.pull.current_data import CurrentData
from reportgen.review.pull.edits import Versions
from reportgen.review.pull.meaning import Meanings, changed_meaning
from reportgen.review.pull.retyped import typed_over

_NUMBER_FIRST = re.compile(r"\D*[\d,]+(?:\.\d+)?")
_OF_CHANGE = ("增减额", "增长率", "差额")


def refused_for(versions: Versions, data: CurrentData, *, own: bool = False) -> str:
    """Why the words may not come in; '' where every figure stays what it is."""

    def unit(key: str) -> str:
        try:
            figure = data.book.resolve(key)
        except UnknownKey:
            return ""
        return figure.unit if figure.text is None else unit_in(figure.text)

    def sign(key: str) -> int:
        if not any(part in _OF_CHANGE for part in key.split(".")):
            return 0
        try:
            value = data.book.resolve(key).value or 0
        except UnknownKey:
            return 0
        return (value > 0) - (value < 0)

    meanings = Meanings(unit, sign, data.loaded.data.year, data.book.edition.directions.senses)
    typed = typed_over(versions.sent, versions.returned, dict(versions.printed))
    return "；".join(typed) or changed_meaning(versions.sent, versions.returned, meanings, own=own)


def unit_in(text: str) -> str:
    """The unit of a figure that is stated as a text: 18场 -> 场; '' for none."""
    number = _NUMBER_FIRST.match(text.strip())
    measure = measure_at(text.strip(), number.end()) if number else None
    return measure.unit if measure and text.strip().endswith(measure.unit) else ""
