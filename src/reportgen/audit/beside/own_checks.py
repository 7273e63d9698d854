"""The checks of our own reports over anybody's: its paragraphs as a document, the figures that its tables give."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from reportgen.audit.finding import AuditFinding
from reportgen.audit.text.letters import fold
from reportgen.audit.text.paragraphs import TextParagraph
from reportgen.audit.text.stream import Stream
from reportgen.audit.words.left_over import LEADERS
from reportgen.checks.engine.amounts import typed_in
from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import DOCUMENT_CHECKS, Check, Hit
from reportgen.document import Document
from reportgen.figures import FigureBook
from reportgen.model.finding import Level

_HABITS = ("C091", "C180")
"""Of how our own writers set marks and numbers of items; a reader's lines may have lost these."""

_ALIKE = 8


@dataclass
class OwnChecks:
    """book: the figures that the tables of the file give. ran: the codes of the rules that were run."""

    stream: Stream
    paragraphs: Sequence[TextParagraph]
    book: FigureBook
    ran: list[str] = field(default_factory=list)

    def findings(self) -> Iterator[AuditFinding]:
        """What any rule over words finds, but for hints: none is sure, for the words are nobody's that we know."""
        printed = Printed(self.book, self._document())
        about = self.book.edition.about
        with typed_in(self.book.loaded.data.money_unit):
            for code, entry in sorted(DOCUMENT_CHECKS.items()):
                if entry.rule.mode == "text" and entry.rule.runs_in(about) and code not in _HABITS:
                    self.ran.append(code)
                    yield from self._of(entry, printed)

    def _of(self, entry: Check[Printed], printed: Printed) -> Iterator[AuditFinding]:
        told: set[tuple[str, str]] = set()
        for outcome in entry.examine(printed):
            if not isinstance(outcome, Hit) or (outcome.level or entry.rule.level) is Level.HINT:
                continue
            said, problem = str(outcome.values.get("said", "")), str(outcome.values.get("problem", ""))
            place = self._paragraph(said)
            if place is None or (said, problem) in told:
                continue
            told.add((said, problem))
            paragraph, at = place
            yield AuditFinding(
                entry.rule.code,
                Level.WARNING,
                self.stream.spot(at),
                paragraph.section,
                said,
                problem or entry.rule.title,
                sure="可能",
            )

    def _paragraph(self, said: str) -> tuple[TextParagraph, int] | None:
        """Where some words stand."""
        words = fold(said).strip("…")
        for paragraph in self.paragraphs:
            at = paragraph.text.replace("\n", "").find(words) if words else -1
            if at >= 0:
                gone = paragraph.text[:at].count("\n")
                return paragraph, paragraph.start + at + gone
        return None

    def _document(self) -> Document:
        """Its paragraphs with the marks that are printed, a section for each main heading."""
        root = ET.Element("html")
        body = ET.SubElement(root, "body")
        section, heading = ET.SubElement(body, "section", id="s0"), ""
        starts = (*self.stream.starts, len(self.stream.letters.text))
        line = 0
        for number, paragraph in enumerate(self.paragraphs, 1):
            words: list[str] = []
            while line < len(self.stream.lines) and starts[line] < paragraph.end:
                text = self.stream.lines[line].text.strip()
                words += [] if LEADERS.search(text) else [text]  # a line of the contents
                line += 1
            if not any(words):
                continue
            if paragraph.section != heading:
                section, heading = ET.SubElement(body, "section", id=f"s{number}"), paragraph.section
                ET.SubElement(section, "h2").text = "".join(words)
            else:
                ET.SubElement(section, "p").text = "".join(words)
        data = self.book.loaded.data
        return Document(root, "", data.department.full_name, data.year, date(data.year, 1, 1))


def with_own(told: Sequence[AuditFinding], own: Iterable[AuditFinding]) -> list[AuditFinding]:
    """Both; what is told already of the same words is the same cause."""
    kept = [*told]
    kept += (one for one in own if not any(one.spot == other.spot and _meet(one.said, other.said) for other in told))
    return kept


def _meet(one: str, other: str) -> bool:
    """Whether two stretches of the same line are of the same words."""
    left, right = fold(one).strip("…"), fold(other).strip("…")
    return any(left[n : n + _ALIKE] in right for n in range(max(len(left) - _ALIKE + 1, 1)))
