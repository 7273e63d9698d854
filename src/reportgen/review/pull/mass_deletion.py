"""A file from which very much is gone was spoilt by an editor, more likely than emptied by a person: it is refused."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.build import BuiltReport
from reportgen.review.pull.edits import Edit, EntryGone, ItemGone, OwnWords, StandardSentence, WrittenName
from reportgen.writers.docx.opened import NotOurs

FEWEST, SHARE = 6, 0.25
"""So many texts must be gone, and such a part of all that a person wrote in the report."""


def refuse_mass_deletion(edits: Sequence[Edit], made: BuiltReport) -> None:
    """Raise NotOurs where most of the words are gone."""
    gone = {(type(edit.target), edit.old) for edit in edits if _deletes(edit)}
    own = {anchor.key for anchor in made.document.anchors.values() if anchor.prose}
    if len(gone) >= FEWEST and len(gone) >= SHARE * len(own):
        raise NotOurs(
            f"这份稿里有 {len(gone)} 处文字整段没有了，像是被别的软件弄坏的；确实都要删，就加 --deletions 再收"
        )


def _deletes(edit: Edit) -> bool:
    match edit.target:
        case ItemGone() | EntryGone():
            return True
        case OwnWords(versions=versions) | StandardSentence(versions=versions):
            return not "".join(versions.returned).strip()
        case WrittenName(new=new, locked=locked):
            return not new and not locked
        case _:
            return False
