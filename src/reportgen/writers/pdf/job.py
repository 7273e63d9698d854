"""What a renderer is given and what it gives back: plain data, so that it may be another process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.document import Document

# what names a figure for machines is a box of its own in print, which cuts the line that it stands in
_FIGURE_NAMES = re.compile(r"</?data\b[^>]*>")


class PdfError(Exception):
    """The document cannot become a correct PDF; the message says why."""


@dataclass(frozen=True)
class Pdf:
    """The file, the printed number of the page where each id stands, and what was not perfect."""

    content: bytes
    pages: Mapping[str, int]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Enclosed:
    """A file that the PDF carries: the same report for machines."""

    name: str
    description: str
    content: bytes


@dataclass(frozen=True)
class Job:
    """What the renderer needs, and nothing that does not pickle."""

    html: str
    styles: tuple[str, ...]
    title: str
    author: str
    created: str
    first_part: str | None = None


def prepare(document: Document) -> Job:
    """The document as plain data; page 1 is where its first part begins."""
    from reportgen.writers.html import to_html_text

    return Job(
        html=_FIGURE_NAMES.sub("", to_html_text(document, styles=False)),
        styles=document.styles,
        title=document.title,
        author=document.unit,
        created=document.created.isoformat(),
        first_part=next((part.id for part in document.reading.parts), None),
    )
