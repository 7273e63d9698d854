"""A second process prints the PDF while this one writes the rest.

It is worth starting before the data are even read: it needs half a second to import WeasyPrint and to read the
system's fonts, in which the report is made.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reportgen.document import Document
from reportgen.writers.pdf.job import Enclosed, Pdf, PdfError, prepare
from reportgen.writers.pdf.messages import count_pages
from reportgen.writers.pdf.worker import finish_pdf, layout, warm_up

if TYPE_CHECKING:
    from concurrent.futures import Future

LOOK = 0.2
"""Seconds between two looks at how far the process is."""


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
        self._layout: Future[None] | None = None

    def layout(self, document: Document) -> None:
        """Begin to lay out the pages."""
        self._page.value = 0
        self._layout = self._pool.submit(layout, prepare(document))

    def finish(self, enclosed: Sequence[Enclosed] = (), on_progress: Callable[[str], object] = lambda _: None) -> Pdf:
        """Wait for the pages that are being laid out, and write the PDF with the files that it carries."""
        from concurrent.futures import wait
        from concurrent.futures.process import BrokenProcessPool

        if self._layout is None:
            raise ValueError("no document is being laid out")
        pages, self._layout = self._layout, None
        try:
            written = self._pool.submit(finish_pdf, enclosed)
            while wait([pages], LOOK).not_done:
                on_progress(f"排 PDF：第 {self.page} 页" if self.page else "排 PDF")
            pages.result()
            on_progress("写 PDF")
            return written.result()
        except BrokenProcessPool as error:
            raise PdfError("打印 PDF 的进程中途停了，多半是内存不够：请关掉别的程序再试，或先生成别的格式") from error

    def print_alone(self, document: Document) -> Pdf:
        """The PDF of a document that carries no data: a notice, a comparison, or one asked only for its pages."""
        self.layout(document)
        return self.finish()

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
    """A process for the time of one build, or none."""
    worker = PdfWorker() if wanted else None
    try:
        yield worker
    finally:
        if worker:
            worker.close()
