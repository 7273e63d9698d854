"""The slip that came back -> opinions: what the leader decided, in the leader's words, with its answer due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.review.pull.edits import Edit
from reportgen.review.review_comments import ReviewComment
from reportgen.writers.docx.besides import Besides
from reportgen.writers.docx.sign_off import SignOff, letters_of

KIND = "送审单"
_AGREED, _LEADER = "同意", "领导"
_SHORT = 3


def opinions(signed: SignOff | None, reader: str) -> Iterator[ReviewComment]:
    """The decision as one opinion; who only agrees wants no answer. `reader`: to whom the draft was sent."""
    if signed is None:
        return
    decided = "、".join(signed.ticked)
    text = "：".join(filter(None, (decided, signed.words)))
    where = f"{KIND}，{signed.where}" if signed.where else KIND
    if text or signed.who or signed.day:
        who = signed.who or reader or _LEADER
        agreed = decided.startswith(_AGREED) and not signed.words
        yield ReviewComment(KIND, who, signed.day, where, "", text or "（签了名，没有勾选，没有写意见）", done=agreed)
    for head, words in signed.signed:
        yield ReviewComment(KIND, words, "", f"{KIND}，{head}", "", f"{head}签名：{words}", done=True)


def slip_of(comments: Iterable[ReviewComment]) -> tuple[ReviewComment, ...]:
    """The opinions that are of a slip."""
    return tuple(comment for comment in comments if comment.kind == KIND)


def without_slip(edits: list[Edit], signed: SignOff | None) -> list[Edit]:
    """The edits that are not told as the decision."""
    if signed is None:
        return edits
    return [edit for edit in edits if not _tells_slip(edit, signed)]


def _tells_slip(edit: Edit, signed: SignOff) -> bool:
    """A line of the slip, or the row in which it stands."""
    letters = letters_of(edit.new or edit.old)
    return letters in signed.read or (
        edit.where.startswith(KIND) and any(len(line) > _SHORT and line in letters for line in signed.read)
    )


def besides_slip(found: list[Besides], signed: SignOff | None) -> list[Besides]:
    """What there is besides words, without the marks that are ticks."""
    if signed is None:
        return found
    heads = tuple(letters_of(text)[:20] for text in signed.read)
    return [one for one in found if one.kind == "图片" or not letters_of(one.near).startswith(heads)]
