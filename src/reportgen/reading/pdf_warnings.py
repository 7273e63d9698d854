"""What pdfminer says of broken places in a PDF -> kept for a notice, not printed over the terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_LOST = ("Data-loss", "Cannot ")
"""How warnings begin behind which something of a page is missing."""


class _Heard(logging.Handler):
    def __init__(self, losses: list[int], page: list[int]) -> None:
        super().__init__(logging.WARNING)
        self._losses, self._page = losses, page

    def emit(self, record: logging.LogRecord) -> None:
        """Notes the page that lost something."""
        if record.getMessage().startswith(_LOST) and self._page[0] not in self._losses:
            self._losses.append(self._page[0])


@contextmanager
def heard(losses: list[int], page: list[int]) -> Iterator[None]:
    """While this lasts, pages that lost something are added to `losses`; page: one number, that of the page read."""
    logger, handler = logging.getLogger("pdfminer"), _Heard(losses, page)
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
