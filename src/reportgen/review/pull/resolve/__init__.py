"""What becomes of an edit: the one place where that is decided. Nothing is written, and no edit is changed."""

from __future__ import annotations

from reportgen.review.pull.current_data import CurrentData
from reportgen.review.pull.edits import (
    Choices,
    Edit,
    OutsideData,
    OwnWords,
    Resolution,
    ResolvedEdit,
    StandardSentence,
    TypedFigure,
    WrittenName,
    resolved,
)
from reportgen.review.pull.resolve.figures import typed_figure
from reportgen.review.pull.resolve.items import restructured
from reportgen.review.pull.resolve.names import written_name
from reportgen.review.pull.resolve.sentences import standard_sentence
from reportgen.review.pull.resolve.words import own_words

__all__ = ["resolve"]


def resolve(edit: Edit, data: CurrentData, choices: Choices) -> ResolvedEdit:
    """What becomes of one edit, as the data stand and as the person has chosen."""
    match edit.target:
        case OutsideData(message, refused):
            return resolved(edit, Resolution.REFUSED if refused else Resolution.NOTED, message)
        case OwnWords() as words:
            return own_words(edit, words, data, choices)
        case StandardSentence() as sentence:
            return standard_sentence(edit, sentence, data, choices)
        case WrittenName() as name:
            return written_name(edit, name, data)
        case TypedFigure() as figure:
            return typed_figure(edit, figure, data, choices)
        case items:
            return restructured(edit, items, data, choices)
