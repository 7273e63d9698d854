"""A name that was replaced all over a file (查找替换) -> the one line of the data that says it, not a rewording of every
sentence in which it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from reportgen.review.pull.current_data import CurrentData
from reportgen.review.pull.edits import Edit, EditKind, OutsideData, Resolution, ResolvedEdit, resolved
from reportgen.writers.docx.standing import ControlState

_NAME = re.compile(r"[^\s，。；：！？｛｝|]{2,40}")
_KINDS = (EditKind.SENTENCE, EditKind.FORM, EditKind.NAME)
FEWEST = 2
"""Places in which a name must have been replaced."""
MOST = 400
"""Edits beyond which a file was made anew."""


def with_renames(
    edits: Sequence[Edit], standing: Iterable[ControlState], data: CurrentData
) -> tuple[list[Edit], list[ResolvedEdit]]:
    """The edits that say more than a new name, and one resolved edit for each line of the data with a replaced one."""
    rest, renamed = list(edits), list[ResolvedEdit]()
    left = [state.now or "" for state in standing if not state.changed and not state.address.prose]
    while (found := _most_replaced(rest, data)) is not None:
        old, new = found
        explained = [edit for edit in rest if edit.kind in _KINDS and _replaced_by(old, edit) == new]
        if len(explained) < sum(old in text for text in left):
            break
        rest = [edit for edit in rest if edit not in explained]
        renamed += _written(old, new, explained, data)
    return rest, renamed


def _most_replaced(edits: Sequence[Edit], data: CurrentData) -> tuple[str, str] | None:
    """The name of the data that explains most edits, with what stands in its place; of two alike the longer."""
    wanted = [edit for edit in edits if edit.kind in _KINDS and edit.old and edit.new]
    if not FEWEST <= len(wanted) <= MOST:
        return None
    names = {text.strip() for text in data.loaded.texts.values() if _NAME.fullmatch(text.strip())}
    found: Counter[tuple[str, str]] = Counter()
    for edit in wanted:
        for name in names:
            if name in edit.old and (new := _replaced_by(name, edit)):
                found[name, new] += 1
    best = max(found, key=lambda pair: (found[pair], len(pair[0]), pair), default=None)
    return best if best and found[best] >= FEWEST else None


def _replaced_by(name: str, edit: Edit) -> str:
    """What stands in every place of the name, where that is all that changed; '' else."""
    first, *others = edit.old.split(name)
    if not others:
        return ""
    again = "".join(f"(?P=new){re.escape(part)}" for part in others[1:])
    pattern = f"{re.escape(first)}(?P<new>.+?){re.escape(others[0])}{again}"
    match = re.fullmatch(pattern, edit.new, re.DOTALL)
    return match[1] if match and match[1] != name and _NAME.fullmatch(match[1]) else ""


def _written(old: str, new: str, explained: Sequence[Edit], data: CurrentData) -> list[ResolvedEdit]:
    reviewers = tuple(dict.fromkeys(hand for edit in explained for hand in edit.reviewers))
    where = f"全文 {len(explained)} 处，如 {next(filter(None, (edit.where for edit in explained)), '')}"
    edit = Edit(EditKind.NAME, where, old, new, reviewers, OutsideData(""))
    texts = data.texts_that_say(old)
    return [
        resolved(edit, Resolution.WRITTEN, f"{text}；写着这个名称的标准句、标题都会跟着变", text.replaced(new))
        for text in texts
    ]
