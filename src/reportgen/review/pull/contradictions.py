"""The same text of the data, printed in several places and edited differently in them, is for a person to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from reportgen.review.pull.data_changes import DataChange, NewKey, Stretch, TextChange
from reportgen.review.pull.edits import Resolution, ResolvedEdit


def without_contradictions(edits: Sequence[ResolvedEdit]) -> list[ResolvedEdit]:
    """The edits; of those that can't all be written each is a conflict."""
    by_address: dict[str, list[DataChange]] = {}
    for edit in edits:
        if isinstance(edit.change, TextChange | NewKey):
            by_address.setdefault(edit.change.address, []).append(edit.change)
    contradicted = {address for address, changes in by_address.items() if not _agree(changes)}
    return [_in_conflict(edit) if _address(edit) in contradicted else edit for edit in edits]


def _address(edit: ResolvedEdit) -> str | None:
    return edit.change.address if isinstance(edit.change, TextChange | NewKey) else None


def _in_conflict(edit: ResolvedEdit) -> ResolvedEdit:
    message = f"{edit.message}；同一段文字印在几处，改得不一样，请定下一种"
    return replace(edit, resolution=Resolution.CONFLICT, message=message, change=None)


def _agree(changes: Sequence[DataChange]) -> bool:
    if len({change.value for change in changes if isinstance(change, NewKey)}) > 1:
        return False
    stretches = [set(change.stretches) for change in changes if isinstance(change, TextChange)]
    return not any(
        one != other and any(_meet(a, b) for a in one for b in other) for one, other in combinations(stretches, 2)
    )


def _meet(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches have a place in common; one without characters is at a place too."""
    return one[0] < max(other[1], other[0] + 1) and other[0] < max(one[1], one[0] + 1)
