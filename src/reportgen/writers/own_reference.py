"""The reference document that an edition brings for Word -> the document with it, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportgen.document import Document
from reportgen.model.finding import Finding, Level, Source


def with_reference(document: Document, path: Path, usual: Path, *, word: bool) -> tuple[Document, list[Finding]]:
    """The document with the file at `path`, or with the usual one where that can't be used: an error where Word
    is asked for, else a 提醒, which keeps nobody from the other formats.
    """
    if path == usual:  # nothing to look into, and no library for Word is needed
        return document, []
    from reportgen.writers.docx.adopt import fitted

    source = Source(f"{path.parent.name}/{path.name}", 1, 1)
    reference, unfit = fitted(path, usual.read_bytes(), source, Level.ERROR if word else Level.WARNING)
    return replace(document, reference=reference), unfit
