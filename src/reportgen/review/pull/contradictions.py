"""The same text of the data, printed in several places and edited differently in them, is for a person to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from reportgen.review.pull.data_changes import (
    DataChange,
    MovedItem,
    NewItem,
    NewKey,
    RemovedItem,
    RemovedKey,
    Reordered,
    Stretch,
    TextChange,
)
from reportgen.review.pull.edits import Resolution, ResolvedEdit


def without_contradictions(edits: Sequence[ResolvedEdit]) -> list[ResolvedEdit]:
    """The edits; of those that can't all be written each is a conflict."""
    by_address: dict[str, list[DataChange]] = {}
    for change in (change for edit in edits for change in edit.changes):
        by_address.setdefault(_address(change), []).append(change)
    contradicted = {address for address, changes in by_address.items() if not _agree(changes)}
    return [_in_conflict(edit) if contradicted & set(map(_address, edit.changes)) else edit for edit in edits]


def _address(change: DataChange) -> str:
    """What a change is about: a text, or an item of a list; a new item is about nothing that is there."""
    match change:
        case RemovedItem(keys, number) | MovedItem(keys, number):
            return f"{'.'.join(keys)}.{number + 1}"
        case NewItem(keys, number, words):
            return f"{'.'.join(keys)}.{number + 1}+{words}"
        case _:
            return change.address


def _in_conflict(edit: ResolvedEdit) -> ResolvedEdit:
    message = f"{edit.message}；同一段文字印在几处，改得不一样，请定下一种"
    return replace(edit, resolution=Resolution.CONFLICT, message=message, changes=())


def _agree(changes: Sequence[DataChange]) -> bool:
    if len({change.value for change in changes if isinstance(change, NewKey)}) > 1:
        return False
    whole = {change for change in changes if isinstance(change, RemovedItem | MovedItem | RemovedKey | Reordered)}
    if len(whole) > 1 or (any(not isinstance(change, MovedItem) for change in whole) and len({*changes} - whole)):
        return False
    stretches = [set(change.stretches) for change in changes if isinstance(change, TextChange)]
    return not any(
        one != other and any(_meet(a, b) for a in one for b in other) for one, other in combinations(stretches, 2)
    )


def _meet(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches have a place in common; one without characters is at a place too, but a new paragraph
    stands beside whatever is there.
    """
    if one[2].startswith("\n\n") != other[2].startswith("\n\n") and (one[0] == one[1] or other[0] == other[1]):
        return False
    return one[0] < max(other[1], other[0] + 1) and other[0] < max(one[1], one[0] + 1)
