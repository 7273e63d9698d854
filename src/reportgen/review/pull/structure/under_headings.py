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
from reportgen.writers.docx.standing import ControlState, ReadParagraph, Reviewer, UnanchoredText

_WITH_HEADING = "这一段和标题并成了一段；标题由版式写，下一稿照旧"
_TWO_HEADINGS = "两个标题并成了一段；标题由版式写，下一稿照旧"
_CHANGED_TOO = "；字也改了，没有写进数据，请在下一稿的这一段里改"
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class UnderHeading:
    """A block whose words stand behind a heading in its paragraph, and what is said of it."""

    block: SentBlock
    text: UnanchoredText
    heading: str
    edit: Edit

    def is_under(self, words: str) -> bool:
        """Whether words are those of the heading."""
        return _bare(words) == _bare(self.heading)


def typed_behind_headings(
    blocks: Sequence[SentBlock],
    states: Mapping[str, ControlState],
    free: Sequence[UnanchoredText],
    paragraphs: Sequence[ReadParagraph],
    report: CurrentReport,
) -> Iterator[UnderHeading]:
    """Each block that lost its address to the paragraph of a heading."""
    lost = [b for b in blocks if b.address.kind == "words" and _is_lost(b, states) and b.address.place not in OUTSIDE]
    for text in free if lost else ():
        whole = paragraphs[text.at].text if text.at >= 0 else text.text
        heading, rest = report.heading_before(whole)
        if text.row or not heading:
            continue
        block = max(lost, key=lambda b, rest=rest: likeness(_bare(b.address.text), rest))  # type: ignore[misc]
        if likeness(_bare(block.address.text), rest) < ALIKE:
            continue
        hands = (text.hand,) if text.hand != Reviewer() else ()
        message = OutsideData(_WITH_HEADING if _bare(block.address.text) == rest else _WITH_HEADING + _CHANGED_TOO)
        old = f"{heading}\n{block.address.text}"
        edit = Edit(EditKind.ORDER, report.where(block.address), old, whole, hands, message)
        yield UnderHeading(block, text, heading, edit)


def joined_headings(
    paragraphs: Sequence[ReadParagraph],
    states: Mapping[str, ControlState],
    free: Sequence[UnanchoredText],
    report: CurrentReport,
) -> Iterator[Edit]:
    """Headings that stand in one paragraph, where nothing else is told of it."""
    told = {text.at for text in free}
    for at, paragraph in enumerate(paragraphs):
        worded = any((states[name].now or "").strip() for name in paragraph.names if name in states)
        if at in told or worded or paragraph.row or report.is_heading(paragraph.text):
            continue
        heading, rest = report.heading_before(paragraph.text)
        if heading and report.is_heading(rest):
            yield Edit(EditKind.ORDER, heading, f"{heading}\n{rest}", paragraph.text, (), OutsideData(_TWO_HEADINGS))


def _is_lost(block: SentBlock, states: Mapping[str, ControlState]) -> bool:
    return not (states[block.name].now or "").strip() and bool(block.address.text.strip())


def _bare(words: str) -> str:
    return without_number(_BLANKS.sub("", words))
