"""A person's words: back into the very line where they stand, a paragraph more behind them, an item more or less."""

from __future__ import annotations

from reportgen.review.pull.current_data import CurrentData, OwnText, keys_of
from reportgen.review.pull.data_changes import DataChange, NewKey, RemovedItem
from reportgen.review.pull.edits import Choices, Edit, OwnWords, Resolution, ResolvedEdit, Versions, resolved
from reportgen.review.pull.resolve.meant import refused_for
from reportgen.review.pull.resolve.two_sides import written_or_conflict
from reportgen.review.pull.tokens import Tokens, figures_lost, places_in, stretches, without_placeholder


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
        return written_or_conflict(edit, f"{text}，整段删去", lambda _: (_without(text),), versions, choices)
    if reason := refused_for(versions, data, own=True):
        return resolved(edit, Resolution.REFUSED, f"{text}：{reason}")
    places = places_in(text.words, target.paragraph, data.book.canonical)
    lost = figures_lost(versions.sent, versions.returned)
    message = f"{text}；里面的数删去了：{'、'.join(lost)}" if lost else str(text)

    def changes(now: Versions) -> tuple[DataChange, ...]:
        return (text.changed(*stretches(text.words, places, now.standing, _lines(target, now.returned))),)

    return written_or_conflict(edit, message, changes, versions, choices)


def _first_words(address: str, text: OwnText | None, words: str) -> DataChange:
    """Words where there were none: in a cell that was empty, else under a key of their own."""
    if text and text.in_row:
        return text.replaced(words)
    return NewKey(tuple(map(str, text.path)) if text else keys_of(address), words)


def _lines(target: OwnWords, returned: Tokens) -> Tokens:
    """What came back; a new line of a block is a paragraph of the data, of other words it is none."""
    if target.block:
        return tuple(part.replace("\n", "\n\n") for part in returned)
    return tuple(part for part in returned if part != "\n")


def _without(text: OwnText) -> DataChange:
    """The data without a text: an item leaves its list, another text stays as an empty one."""
    return RemovedItem(text.list_keys, text.number) if text.list_keys else text.replaced("")
