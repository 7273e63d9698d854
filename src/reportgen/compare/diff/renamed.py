"""Sentences and cells that read otherwise only because something in them has another name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.compare.diff.entries import Entry
from reportgen.compare.diff.inputs import Input
from reportgen.document.anchors import unnumbered


class Renamed:
    """The names that were changed, by the addresses of the inputs that they were changed with."""

    def __init__(self, inputs: Iterable[Input]) -> None:
        self._names = {
            one.address: one.printed or ((one.old, one.new),)
            for one in inputs
            if one.words and one.how == "changed" and one.old and one.new
        }

    def frame(self, old: Entry | None, new: Entry | None) -> tuple[str, list[str]]:
        """The old sentence but for its figures as it reads with the new names, and the addresses of those; what a
        subject means reads otherwise with its code.
        """
        frame = old.frame if old else ""
        if old is None or new is None:
            return frame, []
        found = {
            address: pairs
            for address, names in self._names.items()
            if (pairs := [(was, now) for was, now in names if was in old.text and now in new.text])
        }
        renamed = dict(pair for pairs in found.values() for pair in pairs)
        if renamed and _reads(unnumbered(frame), unnumbered(new.frame), renamed):
            return new.frame, [*found]
        code = new.element.get("data-code")
        return frame, [a for a in found if code in {now for _, now in self._names[a]}]


def _reads(old: str, new: str, renamed: dict[str, str]) -> bool:
    """Whether words are the same but for new names; a name may stand in a longer one, which is no other."""
    either = "|".join(re.escape(was) for was in sorted(renamed, key=len, reverse=True))
    parts = re.split(f"({either})", old)
    same = (f"(?:{re.escape(p)}|{re.escape(renamed[p])})" if p in renamed else re.escape(p) for p in parts)
    return re.fullmatch("".join(same), new) is not None
