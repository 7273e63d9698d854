"""What WeasyPrint says while it works: an error stops the report, a warning is told in Chinese."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from typing import Any

from reportgen.environment import EnvironmentProblem, remedy_for_faces
from reportgen.writers.pdf.job import PdfError


class Log(logging.Handler):
    """WeasyPrint's messages of one rendering, in Chinese."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it (logging's hook)."""
        self.records.append(record)

    def messages(self) -> list[str]:
        """What to tell the reader; an error (a broken link, an unreadable image) stops the report.

        So does a character that no face has: it would print as a box, and in a face without a free glyph
        number it also spoils the text that readers copy and search.
        """
        boxes = list(dict.fromkeys(filter(None, map(_without_face, self.records))))
        if boxes:
            raise EnvironmentProblem(f"不能生成 PDF：字体里没有“{'”“'.join(boxes)}”", remedy_for_faces(boxes))
        errors = [r.getMessage() for r in self.records if r.levelno >= logging.ERROR]
        if errors:
            raise PdfError("PDF 排版时出错：" + "；".join(dict.fromkeys(errors)))
        return list(dict.fromkeys(map(_in_chinese, self.records)))


def _without_face(record: logging.LogRecord) -> str:
    """The character of a .notdef message, else ''."""
    known = record.getMessage().startswith(".notdef") and isinstance(record.args, tuple)
    return str(record.args[0]) if known and isinstance(record.args, tuple) else ""


def _in_chinese(record: logging.LogRecord) -> str:
    return f"PDF 排版提示：{record.getMessage()}"


@contextlib.contextmanager
def logged() -> Iterator[Log]:
    """Collect what WeasyPrint logs instead of printing it."""
    logger = logging.getLogger("weasyprint")
    log, propagate = Log(), logger.propagate
    logger.addHandler(log)
    logger.propagate = False
    try:
        yield log
    finally:
        logger.removeHandler(log)
        logger.propagate = propagate


class _Pages(logging.Handler):
    """Keeps the number of the page that WeasyPrint says it lays out."""

    def __init__(self, page: Any) -> None:
        super().__init__(logging.INFO)
        self.page = page

    def emit(self, record: logging.LogRecord) -> None:
        if "Page %d" in record.msg and isinstance(record.args, tuple):
            self.page.value = max(self.page.value, record.args[0])  # the first pages are set again when all are counted


def count_pages(page: Any) -> None:
    """From now on this process leaves in `page.value` how far a rendering is."""
    logger = logging.getLogger("weasyprint.progress")
    logger.setLevel(logging.INFO)
    logger.addHandler(_Pages(page))
