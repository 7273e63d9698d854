"""A PDF read back by a reader that is not ours: the files it carries, the words of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.environment import EnvironmentProblem


@dataclass(frozen=True)
class ReadPdf:
    """The enclosed files by name, and the text of each page."""

    enclosed: dict[str, bytes]
    pages: tuple[str, ...]


class NoPdf(Exception):
    """The bytes are no PDF."""


def read_pdf(content: bytes) -> ReadPdf:
    """Read with PDFium. Raises NoPdf, and EnvironmentProblem where there is no reader."""
    try:
        import pypdfium2  # type: ignore[import-untyped]  # it ships no py.typed
    except ImportError as error:
        raise EnvironmentProblem("这台机器没有读 PDF 的库 pypdfium2", "请运行：pip install pypdfium2") from error
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise NoPdf(str(error)) from error
    try:
        files = [document.get_attachment(n) for n in range(document.count_attachments())]
        enclosed = {file.get_name(): bytes(file.get_data()) for file in files}
        return ReadPdf(enclosed, tuple(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()
