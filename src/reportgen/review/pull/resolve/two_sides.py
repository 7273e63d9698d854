"""Words that somebody changed in the file, while the data may have changed too."""

from __future__ import annotations

from dataclasses import replace

from reportgen.review.pull.data_changes import DataChange
from reportgen.review.pull.edits import Choices, Edit, Resolution, ResolvedEdit, Versions, resolved


def written_or_conflict(
    edit: Edit, message: str, change: DataChange, versions: Versions, choices: Choices
) -> ResolvedEdit:
    """Written where the data still say what was sent; else a conflict, which a person may have decided."""
    if versions.sent == versions.standing:
        return resolved(edit, Resolution.WRITTEN, message, change)
    now = f"{message}；送审以后数据也改了，现在是：{''.join(versions.standing)}"
    conflict = resolved(edit, Resolution.CONFLICT, now)
    theirs = choices.takes_theirs(conflict)
    if theirs:
        return resolved(edit, Resolution.WRITTEN, f"{now}；用了送审稿的", change)
    return conflict if theirs is None else replace(conflict, resolution=Resolution.KEPT)
