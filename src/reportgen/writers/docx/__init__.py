"""Document -> the bytes of one .docx file, every visible thing in a named style, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.document import Document
from reportgen.document.tree import DocumentError
from reportgen.writers.docx import addresses, carried
from reportgen.writers.docx.parts import add_store, saved
from reportgen.writers.docx.reference import Reference
from reportgen.writers.docx.walker import Walker

__all__ = ["write_docx"]


def write_docx(document: Document, page_numbers: Mapping[str, int] | None = None) -> bytes:
    """Write the tree; `page_numbers` (id -> folio, from the PDF) fills the contents beforehand."""
    if not document.reference:
        raise DocumentError("文档没有带 reference.docx，不知道 Word 要什么样子")
    reference, draft = Reference(document.reference), document.draft
    reference.clear(reviewed=draft is not None)
    if draft:
        reference.review(draft.heading)
    walker = Walker(document, reference, page_numbers or {})
    reference.docx.element.body.extend(walker.elements())
    reference.describe(document)
    walker.lists.put_into(reference.numbering, reference.numberings())
    walker.comments.put_into(reference.docx)
    add_store(reference.part, 1, addresses.STORE, addresses.NAMESPACE, walker.addresses.sidecar())
    if draft:
        add_store(reference.part, 2, carried.STORE, carried.NAMESPACE, carried.draft_element(draft))
    return saved(reference.part.package)
