"""A difference in Word: the new report with tracked changes against the old; accept all is the new one,
reject all the old one.
"""

from __future__ import annotations

from reportgen.compare.diff.difference import Difference
from reportgen.compare.redline import redline
from reportgen.writers.docx import write_docx

AUTHOR = "reportgen"


def write_word(difference: Difference) -> bytes:
    """Both as Word files, and what is between them as changes of the day that the new report bears."""
    old, new = (write_docx(made.document) for made in (difference.old, difference.new))
    day = difference.new.document.created.isoformat()
    return redline(old, new, author=AUTHOR, date=f"{day}T00:00:00Z")


def untracked(difference: Difference) -> list[str]:
    """The charts that changed: a drawing carries no tracked changes."""
    return list(dict.fromkeys(change.entry.row for change in difference.changes if change.entry.kind == "chart"))
