"""A person's words: back into the very line where they stand, a paragraph more behind them, an item more or less."""

from __future__ import annotations

import re

from reportgen.review.pull.current_data import CurrentData, OwnText, keys_of
from reportgen.review.pull.data_changes import DataChange, NewItem, NewKey, RemovedItem
from reportgen.review.pull.edits import Choices, Edit, NewParagraph, OwnWords, Resolution, ResolvedEdit, resolved
from reportgen.review.pull.resolve.meant import refused_for
from reportgen.review.pull.resolve.two_sides import written_or_conflict
from reportgen.review.pull.tokens import figures_lost, places_in, stretches, without_placeholder

_NUMBERED = re.compile(r"^\s*(?:\d+[.．、]|（\d+）)\s*")


def own_words(edit: Edit, target: OwnWords, data: CurrentData, choices: Choices) -> ResolvedEdit:
    """Words that came back otherwise than they were sent."""
    versions, address = target.versions, target.address
    if versions.returned == versions.standing:
        return resolved(edit, Resolution.SAME, address)
    text = data.text_at(address)
    if text is None or not text.words.strip():
        words = without_placeholder(versions.returned)
        if not words:
            return resolved(edit, Resolution.NOTED, address)
        return resolved(edit, Resolution.WRITTEN, address, _first_words(address, text, words))
    if not "".join(versions.returned).strip():
        return written_or_conflict(edit, f"{text}，整段删去", _without(text), versions, choices)
    if reason := refused_for(versions, data, own=True):
        return resolved(edit, Resolution.REFUSED, f"{text}：{reason}")
    returned = _lines(target)
    places = places_in(text.words, target.paragraph, data.book.canonical)
    change = text.changed(*stretches(text.words, places, versions.standing, returned))
    lost = figures_lost(versions.standing, returned)
    message = f"{text}；里面的数删去了：{'、'.join(lost)}" if lost else str(text)
    return written_or_conflict(edit, message, change, versions, choices)


def _first_words(address: str, text: OwnText | None, words: str) -> DataChange:
    """Words where there were none: in a cell that was empty, else under a key of their own."""
    if text and text.in_row:
        return text.replaced(words)
    return NewKey(tuple(map(str, text.path)) if text else keys_of(address), words)


def _lines(target: OwnWords) -> tuple[str, ...]:
    """What came back; a new line of a block is a paragraph of the data, of other words it is none."""
    returned = target.versions.returned
    if target.block:
        return tuple(part.replace("\n", "\n\n") for part in returned)
    return tuple(part for part in returned if part != "\n")


def _without(text: OwnText) -> DataChange:
    """The data without a text: an item leaves its list, another text stays as an empty one."""
    return RemovedItem(text.list_keys, text.number) if text.list_keys else text.replaced("")


def new_paragraph(edit: Edit, target: NewParagraph, data: CurrentData) -> ResolvedEdit:
    """A paragraph of its own goes into the text or the list behind which it stands."""
    text = data.text_at(target.address)
    nowhere = resolved(edit, Resolution.NOTED, "新加的一段不属于报告里哪一处，没有写进数据")
    if text is None:
        return nowhere
    if not target.paragraph:
        if not text.list_keys:
            return nowhere
        item = NewItem(text.list_keys, text.number, _NUMBERED.sub("", target.words).strip())
        return resolved(edit, Resolution.WRITTEN, f"{text.source.file} {'.'.join(text.list_keys)}，加一条", item)
    if isinstance(text.path[-1], int):
        return nowhere
    places = places_in(text.words, target.paragraph, data.book.canonical)
    at = places[-1][2] if places else len(text.words.rstrip())
    return resolved(edit, Resolution.WRITTEN, f"{text}，加一段", text.changed((at, at, f"\n\n{target.words.strip()}")))
