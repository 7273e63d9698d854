"""Document -> files in memory: what needs nothing while the PDF's pages are laid out, the PDF, what needs it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reportgen.document import Document
from reportgen.writers.formats import ENCLOSED, PDF, Format, Needs, format_named, need_pdf
from reportgen.writers.pdf import Enclosed, Pdf
from reportgen.writers.pdf.process import PdfWorker, pdf_worker

OnProgress = Callable[[str], object]
"""Who hears a sentence: of what is being done, of what is not perfect."""


def ignore_progress(words: str) -> None:
    """Nobody listens."""
    del words


@dataclass(frozen=True)
class WrittenFiles:
    """The files by format, and the printed number of the page where each block stands (none without a PDF)."""

    files: Mapping[str, bytes]
    pages: Mapping[str, int]


def write(
    document: Document,
    formats: Iterable[str],
    worker: PdfWorker | None = None,
    warn: OnProgress = warnings.warn,
    *,
    pages: bool = False,
    on_progress: OnProgress = ignore_progress,
    reviewed: Document | None = None,
) -> dict[str, bytes]:
    """The document in each format; `warn` hears what is not perfect in print, `on_progress` what is being done."""
    written = write_paged(document, formats, worker, warn, pages=pages, on_progress=on_progress, reviewed=reviewed)
    return dict(written.files)


def write_paged(
    document: Document,
    formats: Iterable[str],
    worker: PdfWorker | None = None,
    warn: OnProgress = warnings.warn,
    *,
    pages: bool = False,
    on_progress: OnProgress = ignore_progress,
    reviewed: Document | None = None,
) -> WrittenFiles:
    """The document in each format, with the pages of its blocks; Word gets the one with remarks where there is one.

    The PDF carries the data and the tables, which are written while its pages are laid out. Word
    comes last: its contents take their page numbers from the PDF, or where there is none and `pages`
    asks for it, from a layout of the Word file itself.
    """
    names = list(dict.fromkeys(formats))
    wanted, printed = [format_named(name) for name in names], need_pdf(names)
    if printed and worker is None:
        with pdf_worker() as own:
            return write_paged(document, names, own, warn, pages=pages, on_progress=on_progress, reviewed=reviewed)
    files: dict[str, bytes] = {}

    def written(one: Format, *given: object) -> bytes:
        on_progress(f"写 {one.label}")
        return one.write(reviewed if reviewed and one.takes_remarks else document, *given)

    if printed and worker:
        worker.layout(document)
    carried = [format_named(name) for name in ENCLOSED] if printed else []
    for one in dict.fromkeys((*carried, *wanted)):
        if one.needs is Needs.NOTHING:
            files[one.name] = written(one)
    enclosed = [Enclosed(*ENCLOSED[one.name], files[one.name]) for one in carried]
    pdf = worker.finish(enclosed, on_progress) if printed and worker else None
    if pdf:
        files[PDF.name] = pdf.content
        for message in pdf.warnings:
            warn(message)
    for one in wanted:
        if one.needs is Needs.PDF and pdf:
            files[one.name] = written(one, pdf.content)
        elif one.needs is Needs.PAGES:
            files[one.name] = written(one, _pages(document, pdf, pages))
    return WrittenFiles({name: files[name] for name in names}, pdf.pages if pdf else {})


def _pages(document: Document, pdf: Pdf | None, asked: bool) -> Mapping[str, int] | None:
    """The pages of the PDF; without one, where they are asked for, of a layout of the Word file."""
    if pdf or not asked:
        return pdf.pages if pdf else None
    from reportgen.writers.docx.layout import lay_out

    return lay_out(document)
