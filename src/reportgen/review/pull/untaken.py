"""What could not go into the data -> the list of opinions (意见), with its place and its words, to be answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportgen.review.pull.edits import Edit, EditKind, OutsideData, Resolution, ResolvedEdit
from reportgen.review.pull.shown import shown
from reportgen.review.review_comments import ReviewComment
from reportgen.writers.docx.besides import Besides

NOT_TAKEN = "没有写进的改动"
"""Where such an opinion comes from."""
_TOLD = "写不进数据，列在意见里，请答复"
_WHOLE = (EditKind.ROW, EditKind.ORDER)
_KINDS = (
    *(EditKind.PROSE, EditKind.SENTENCE, EditKind.COMPUTED, EditKind.NAME, EditKind.FORM, EditKind.PARAGRAPH),
    *_WHOLE,
)
MOST = 60
"""So many opinions at most: a file that was made anew is no list of questions."""


def edits_of(found: Iterable[Besides], where: Mapping[str, tuple[str, str]]) -> list[Edit]:
    """What a file has besides its words, as edits that nothing of the data is meant by."""
    return [
        Edit(
            EditKind.BESIDES,
            where.get(one.after, ("", ""))[0] or one.near,
            one.near if where.get(one.after, ("", ""))[0] else "",
            f"{one.kind}：{one.text}",
            (one.hand,) if one.hand.who else (),
            OutsideData(_TOLD),
        )
        for one in found
    ]


def comments_of(found: Iterable[Besides], where: Mapping[str, tuple[str, str]]) -> list[ReviewComment]:
    """The same as opinions."""
    return [
        ReviewComment(
            one.kind,
            one.hand.who,
            one.hand.day,
            where.get(one.after, ("", ""))[0] or one.near,
            one.near,
            one.text or f"（{one.kind}）",
            anchor=where.get(one.after, ("", ""))[1],
        )
        for one in found
    ]


def untaken(edits: Iterable[ResolvedEdit]) -> list[ReviewComment]:
    """Edits that were refused, or that belong nowhere; a stated figure only waits for --figures."""
    wanted = [
        edit
        for edit in edits
        if edit.kind in _KINDS
        and (
            edit.resolution is Resolution.REFUSED
            or (edit.resolution is Resolution.NOTED and (edit.new.strip() or edit.kind in _WHOLE))
        )
    ]
    return [_opinion(edit) for edit in wanted[:MOST]]


def _opinion(edit: ResolvedEdit) -> ReviewComment:
    old, new = shown(edit.old, edit.new)
    if old and "".join(edit.old.split()) == "".join(edit.new.split()):
        said = f"挪动“{old}”"
    else:
        what = "行" if edit.kind is EditKind.ROW else "段"
        said = f"“{old}”改成“{new or '（删去）'}”" if old else f"加一{what}：{edit.new.strip()}"
    return ReviewComment(NOT_TAKEN, edit.who, edit.day, edit.where, edit.old[:80], f"{said}（{edit.message}）")
