"""Words that somebody changed in the file, while the data may have changed too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reportgen.review.pull.data_changes import DataChange
from reportgen.review.pull.edits import Choices, Edit, Resolution, ResolvedEdit, Versions, resolved
from reportgen.review.pull.resolve.three_way import both

Changes = tuple[DataChange, ...]


def written_or_conflict(
    edit: Edit, message: str, changes_of: Callable[[Versions], Changes], versions: Versions, choices: Choices
) -> ResolvedEdit:
    """Written where the data still say what was sent, or other words of it were changed; else a conflict,
    which a person may have decided. `changes_of`: what makes the standing words into the returned ones.
    """
    if versions.sent == versions.standing:
        return resolved(edit, Resolution.WRITTEN, message, *changes_of(versions))
    if versions.returned and (merged := both(versions)):
        if merged.returned == merged.standing:
            return resolved(edit, Resolution.SAME, message)
        kept = f"{message}；送审以后数据里改了别的字，两处改动都留下了"
        return resolved(edit, Resolution.WRITTEN, kept, *changes_of(merged))
    now = f"{message}；送审以后数据也改了，现在是：{''.join(versions.standing)}"
    conflict = resolved(edit, Resolution.CONFLICT, now)
    theirs = choices.takes_theirs(conflict)
    if theirs:
        return resolved(edit, Resolution.WRITTEN, f"{now}；用了送审稿的", *changes_of(versions))
    return conflict if theirs is None else replace(conflict, resolution=Resolution.KEPT)
