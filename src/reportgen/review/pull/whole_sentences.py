"""A standard sentence that was taken out with the person's words in it goes whole or not at all: a sentence that stays
for its figures keeps its words too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.model.prose import WORDS
from reportgen.review.pull.edits import OwnWords, Resolution, ResolvedEdit, StandardSentence, resolved

_KEPT = "所在的标准句不能整句删去，这里的话也留着；要删请在数据里删"


def whole_or_not(edits: Sequence[ResolvedEdit]) -> list[ResolvedEdit]:
    """The edits; words that were emptied with a sentence that stays are not written."""
    staying = {address for edit in edits for address in _words_of_staying(edit)}
    return [
        resolved(edit, Resolution.REFUSED, f"{edit.target.address}：{_KEPT}")
        if isinstance(edit.target, OwnWords) and edit.target.address in staying and not edit.new.strip()
        else edit
        for edit in edits
    ]


def _words_of_staying(edit: ResolvedEdit) -> Iterator[str]:
    """The addresses of the person's words in a sentence that was taken out and that must stay."""
    if not isinstance(edit.target, StandardSentence) or edit.resolution is not Resolution.REFUSED or edit.new.strip():
        return
    for token in edit.target.versions.sent:
        if token.startswith(f"｛{WORDS}"):
            yield token.removeprefix(f"｛{WORDS}").removesuffix("｝")
