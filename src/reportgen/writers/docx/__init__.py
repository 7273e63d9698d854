"""Document -> the bytes of one .docx file, every visible thing in a named style, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.document import Document
from reportgen.writers.docx.package import Package
from reportgen.writers.docx.walker import Walker

__all__ = ["write_docx"]


def write_docx(document: Document, page_numbers: Mapping[str, int] | None = None) -> bytes:
    """Write the tree; `page_numbers` (id -> folio, from the PDF) fills the contents beforehand."""
    walker = Walker(document.body, page_numbers or {}, document.draft)
    body = walker.body_xml()
    return Package(document, body, walker).to_bytes()
