"""A PDF read back by a reader that is not ours: the files it carries, the words of its pages."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

from reportgen.environment import EnvironmentProblem


@dataclass(frozen=True)
class ReadPdf:
    """The enclosed files by name, and the text of each page."""

    enclosed: dict[str, bytes]
    pages: tuple[str, ...]


def fonts_of(content: bytes) -> tuple[str, ...]:
    """The names of the faces that are printed in, without the marks of their subsets; () where nothing reads them."""
    try:
        import pypdfium2  # type: ignore[import-untyped]  # it ships no py.typed
        import pypdfium2.raw as raw  # type: ignore[import-untyped]
    except ImportError:
        return ()
    names: set[str] = set()
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            for shown in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3):
                face = raw.FPDFTextObj_GetFont(shown.raw)
                length = raw.FPDFFont_GetBaseFontName(face, None, 0)
                name = ctypes.create_string_buffer(max(length, 1))
                raw.FPDFFont_GetBaseFontName(face, name, length)
                names.add(name.value.decode(errors="replace").rpartition("+")[2])
    finally:
        document.close()
    return tuple(sorted(names))


class NoPdf(Exception):
    """The bytes are no PDF."""


def read_pdf(content: bytes) -> ReadPdf:
    """Read with PDFium. Raises NoPdf, and EnvironmentProblem where there is no reader."""
    try:
        import pypdfium2
    except ImportError as error:
        raise EnvironmentProblem("这台机器没有读 PDF 的库 pypdfium2", "请运行：pip install pypdfium2") from error
    try:
        document = pypdfium2.PdfDocument(content)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise NoPdf(str(error)) from error
    try:
        files = [document.get_attachment(n) for n in range(document.count_attachments())]
        enclosed = {file.get_name(): bytes(file.get_data()) for file in files}
        return ReadPdf(enclosed, tuple(page.get_textpage().get_text_range() for page in document))
    except (pypdfium2.PdfiumError, ValueError, IndexError, MemoryError, OverflowError, UnicodeError) as error:
        raise NoPdf(str(error)) from error
    finally:
        document.close()
