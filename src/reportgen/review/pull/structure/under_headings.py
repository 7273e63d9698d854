"""Paragraphs that were typed behind their heading: they are the heading's paragraph and their own, not new words of
another text, and not gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.document.numbering import without_number
from reportgen.review.pull.current_report import OUTSIDE, CurrentReport
from reportgen.review.pull.edits import Edit, EditKind, OutsideData
from reportgen.review.pull.structure.blocks import SentBlock
from reportgen.review.pull.structure.matching import ALIKE, likeness
from reportgen.writers.docx.standing import ControlState, Reviewer, UnanchoredText

_WITH_HEADING = "这一段和标题并成了一段；标题由版式写，下一稿照旧"
_CHANGED_TOO = "；字也改了，没有写进数据，请在下一稿的这一段里改"
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class UnderHeading:
    """A block whose words stand behind a heading in its paragraph, and what is said of it."""

    block: SentBlock
    text: UnanchoredText
    heading: str
    edit: Edit


def typed_behind_headings(
    blocks: Sequence[SentBlock],
    states: Mapping[str, ControlState],
    free: Sequence[UnanchoredText],
    gone: Sequence[str],
    report: CurrentReport,
) -> Iterator[UnderHeading]:
    """Each block that lost its address to the paragraph of a heading; `gone`: headings that stand nowhere alone."""
    lost = [b for b in blocks if b.address.kind == "words" and _is_lost(b, states) and b.address.place not in OUTSIDE]
    for text in free if lost else ():
        for heading in filter(None, (text.was, *gone)):
            rest = _bare(text.text).removeprefix(_bare(heading))
            if text.row or not report.is_heading(heading) or not rest or rest == _bare(text.text):
                continue
            block = max(lost, key=lambda b, rest=rest: likeness(_bare(b.address.text), _bare(rest)))  # type: ignore[misc]
            if likeness(_bare(block.address.text), _bare(rest)) < ALIKE:
                continue
            same = _bare(block.address.text) == _bare(rest)
            hands = (text.hand,) if text.hand != Reviewer() else ()
            message = OutsideData(_WITH_HEADING if same else _WITH_HEADING + _CHANGED_TOO)
            where = report.where(block.address)
            edit = Edit(EditKind.ORDER, where, f"{heading}\n{block.address.text}", text.text, hands, message)
            yield UnderHeading(block, text, heading, edit)
            break


def _is_lost(block: SentBlock, states: Mapping[str, ControlState]) -> bool:
    return not (states[block.name].now or "").strip() and bool(block.address.text.strip())


def _bare(words: str) -> str:
    return without_number(_BLANKS.sub("", words))
