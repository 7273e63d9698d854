"""Words that change what a figure means are refused: the data and the template say that, not a sentence."""

from __future__ import annotations

from reportgen.figures import UnknownKey
from reportgen.review.pull.current_data import CurrentData
from reportgen.review.pull.edits import Versions
from reportgen.review.pull.meaning import Meanings, changed_meaning
from reportgen.review.pull.retyped import typed_over

_OF_CHANGE = ("增减额", "增长率", "差额")


def refused_for(versions: Versions, data: CurrentData, *, own: bool = False) -> str:
    """Why the words may not come in; '' where every figure stays what it is."""

    def unit(key: str) -> str:
        try:
            figure = data.book.resolve(key)
        except UnknownKey:
            return ""
        return "" if figure.text is not None else figure.unit

    def sign(key: str) -> int:
        if not any(part in _OF_CHANGE for part in key.split(".")):
            return 0
        try:
            value = data.book.resolve(key).value or 0
        except UnknownKey:
            return 0
        return (value > 0) - (value < 0)

    meanings = Meanings(unit, sign, data.loaded.data.year)
    typed = typed_over(versions.sent, versions.returned, dict(versions.printed))
    return "；".join(typed) or changed_meaning(versions.sent, versions.returned, meanings, own=own)
