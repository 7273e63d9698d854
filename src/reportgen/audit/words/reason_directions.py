"""公务接待费支出减少的主要原因是……: less, as the amount before it says, or more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.audit.finding import AuditFinding
from reportgen.audit.text.paragraphs import TextParagraph
from reportgen.audit.text.statements import DOWN, StatedNumber
from reportgen.audit.text.stream import Stream
from reportgen.model.finding import Level

_REASON = re.compile(r"([^,，。；;:]{2,40}?)(增加|增长|上升|减少|下降|降低)(?:较多|较大)?的(?:主要)?原因")
_YEAR = re.compile(r"20\d\d年度?")
_NAME = 5
"""Letters that the two must share to be of one thing."""


class ReasonDirections:
    """Paragraphs in their order; what is told before counts for its section."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._section, self._changes = "", list[StatedNumber]()

    def findings(self, paragraph: TextParagraph, stated: Sequence[StatedNumber]) -> Iterator[AuditFinding]:
        """Reasons of a paragraph that are for the other direction than the change that is told of the same thing."""
        if paragraph.section != self._section:
            self._section, self._changes = paragraph.section, []
        self._changes += (one for one in stated if one.meaning == "change" and one.money and one.up is not None)
        for match in _REASON.finditer(self._stream.letters.text, paragraph.start, paragraph.end):
            name = _YEAR.sub("", match[1].replace("\n", ""))
            own = [one for one in self._changes if one.end <= match.start() and one.value and _same(name, one)]
            ways = {one.up for one in own}
            if len(ways) != 1 or (up := own[-1].up) is None or up is not bool(DOWN.fullmatch(match[2])):
                continue
            expected = "增加" if up else "减少"
            problem = f"和前面的「{own[-1].before[-24:]}{own[-1].printed}」相反"
            spot, said = self._stream.spot(match.start(2)), match[0].replace("\n", "")
            yield AuditFinding(
                "A002", Level.WARNING, spot, paragraph.section, said, problem, expected, sure="可能", words=match[2]
            )


def _same(name: str, change: StatedNumber) -> bool:
    """Whether a change is told of what a reason is for: the last words of its name stand before it."""
    before = change.before[-_NEAR:]
    return any(name[n : n + _NAME] in before for n in range(max(len(name) - _NAME + 1, 1)))


_NEAR = 60
"""Letters before a change that say what changed."""
