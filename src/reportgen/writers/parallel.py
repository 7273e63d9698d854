"""Document -> files in memory: a second process prints the PDF while this one writes the rest.

The press is worth starting before the data are even read: it needs half a second to import
WeasyPrint and read the system's fonts, in which the report is made. Nothing here imports a
writer that isn't asked for, so that everything but PDF works without WeasyPrint and Pango.
"""

from __future__ import annotations

import contextlib
import signal
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.document.tree import Document
from reportgen.writers.pdf import Enclosed, Pdf, PdfError, count_pages, finish_pdf, layout, prepare, warm_up

if TYPE_CHECKING:
    from concurrent.futures import Future

OnProgress = Callable[[str], object]
"""Who hears a sentence: of what is being done, of what is not perfect."""
NAMES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "html": "HTML", "json": "JSON"}
ENCLOSED = {"json": ("report.json", "本报告的公开数据（JSON）"), "xlsx": ("tables.xlsx", "本报告的各表（Excel）")}
"""What the PDF carries: format, and the name and description there."""
LOOK = 0.2
"""Seconds between two looks at how far the press is."""


def ignore_progress(words: str) -> None:
    """Nobody listens."""
    del words


class PdfWorker:
    """A process that prints PDFs. It is spawned: a fork is no sooner ready, and Windows has none."""

    def __init__(self) -> None:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        before, context = set(multiprocessing.active_children()), multiprocessing.get_context("spawn")
        self._page = context.Value("i", 0, lock=False)
        self._pool = ProcessPoolExecutor(1, context, initializer=_start, initargs=(self._page,))
        self._pool.submit(int)  # a pool starts its process at the first task
        self._processes = set(multiprocessing.active_children()) - before

    def layout(self, document: Document) -> Future[None]:
        """Begin to print."""
        self._page.value = 0
        return self._pool.submit(layout, prepare(document))

    def write_pdf(self, enclosed: Sequence[Enclosed]) -> Future[Pdf]:
        """Print what was typeset last, with the files that it carries."""
        return self._pool.submit(finish_pdf, enclosed)

    @property
    def page(self) -> int:
        """The page that is being laid out; 0 before the first."""
        return int(self._page.value)

    def close(self) -> None:
        """Stop at once, also in the middle of warming up: nobody waits for a PDF any more."""
        for process in self._processes:
            process.terminate()
        self._pool.shutdown(cancel_futures=True)


def _start(page: Any) -> None:
    """Warm up; Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warm_up()
    count_pages(page)


@contextlib.contextmanager
def pdf_worker(wanted: bool = True) -> Iterator[PdfWorker | None]:
    """A press for the time of one build, or none."""
    press = PdfWorker() if wanted else None
    try:
        yield press
    finally:
        if press:
            press.close()


@dataclass(frozen=True)
class WrittenFiles:
    """The files, and the printed number of the page where each block stands (none without a PDF)."""

    files: Mapping[str, bytes]
    pages: Mapping[str, int]


def write(
    document: Document,
    formats: Iterable[str],
    press: PdfWorker | None = None,
    warn: OnProgress = warnings.warn,
    *,
    pages: bool = False,
    on_progress: OnProgress = ignore_progress,
    reviewed: Document | None = None,
) -> dict[str, bytes]:
    """The document in each format; `warn` hears what is not perfect in print, `tell` what is being done."""
    return dict(
        write_paged(document, formats, press, warn, pages=pages, on_progress=on_progress, reviewed=reviewed).files
    )


def write_paged(
    document: Document,
    formats: Iterable[str],
    press: PdfWorker | None = None,
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
    wanted = list(dict.fromkeys(formats))
    if "pdf" in wanted and press is None:
        with pdf_worker() as own:
            return write_paged(document, wanted, own, warn, pages=pages, on_progress=on_progress, reviewed=reviewed)
    if press and "pdf" in wanted:
        typesetting = press.layout(document)
        files = {
            name: _written(name, document, on_progress)
            for name in dict.fromkeys((*ENCLOSED, *wanted))
            if name not in ("pdf", "docx")
        }
        pdf = _printed(
            typesetting, press, on_progress, [Enclosed(*told, files[name]) for name, told in ENCLOSED.items()]
        )
        files["pdf"] = pdf.content
        for message in pdf.warnings:
            warn(message)
    else:
        files, pdf = {name: _written(name, document, on_progress) for name in wanted if name != "docx"}, None
    if "docx" in wanted:
        from reportgen.writers.docx import write_docx

        on_progress(f"写 {NAMES['docx']}")
        files["docx"] = write_docx(reviewed or document, pdf.pages if pdf else _laid_out(document) if pages else None)
    return WrittenFiles({name: files[name] for name in wanted}, pdf.pages if pdf else {})


def print_alone(document: Document, press: PdfWorker) -> Pdf:
    """The PDF of a document that carries no data: a notice, a comparison, or one that is only asked for its pages."""
    return _printed(press.layout(document), press, ignore_progress, ())


def _laid_out(document: Document) -> Mapping[str, int]:
    from reportgen.writers.docx.layout import lay_out

    return lay_out(document)


def _printed(typesetting: Future[None], press: PdfWorker, on_progress: OnProgress, enclosed: Sequence[Enclosed]) -> Pdf:
    from concurrent.futures import wait
    from concurrent.futures.process import BrokenProcessPool

    try:
        printing = press.write_pdf(enclosed)
        while wait([typesetting], LOOK).not_done:
            on_progress(f"排 PDF：第 {press.page} 页" if press.page else "排 PDF")
        typesetting.result()
        on_progress("写 PDF")
        return printing.result()
    except BrokenProcessPool as error:
        raise PdfError("打印 PDF 的进程中途停了，多半是内存不够：请关掉别的程序再试，或先生成别的格式") from error


def _written(name: str, document: Document, on_progress: OnProgress) -> bytes:
    on_progress(f"写 {NAMES[name]}")
    return _writer(name)(document)


def _writer(name: str) -> Callable[[Document], bytes]:
    if name == "xlsx":
        from reportgen.writers.xlsx import write_xlsx

        return write_xlsx
    if name == "html":
        from reportgen.writers.html import write_html

        return write_html
    if name == "json":
        from reportgen.writers.json import write_json

        return write_json
    raise ValueError(f"没有这种格式：{name}")
