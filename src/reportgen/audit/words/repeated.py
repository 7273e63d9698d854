"""What a file has in two places, where the two are not alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.audit.finding import AuditFinding
from reportgen.audit.forms.evaluation_forms import EvaluationForm
from reportgen.audit.text.paragraphs import TextParagraph
from reportgen.audit.text.statements import statements_of
from reportgen.audit.text.stream import Stream
from reportgen.audit.words.nearly_told import NearlyTold
from reportgen.audit.words.told_twice import twice_findings
from reportgen.reading.grid import OpenedFile


def repeated_findings(
    opened: OpenedFile,
    stream: Stream,
    paragraphs: Sequence[TextParagraph],
    forms: Sequence[EvaluationForm],
    told: Sequence[AuditFinding],
) -> Iterator[AuditFinding]:
    """Amounts of one name, sentences word for word; of what is told already nothing is said."""
    nearly = NearlyTold(opened, stream, forms)
    for paragraph in paragraphs:
        nearly.add(statements_of(stream.letters, paragraph))
    more = [*nearly.findings(told)]
    yield from more
    yield from twice_findings(opened, stream, paragraphs, [*told, *more])
