"""The formats of a report, each in one line: a new one is a module that writes it and a line here.

The command line, the build, the manifest, publish and doctor ask this list. Nothing is imported but the writer that
is asked for, so that everything but the PDF works without WeasyPrint and Pango.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import Any


class Needs(Enum):
    """What a writer is given besides the document."""

    NOTHING = "nothing"
    """It is written while the pages of the PDF are laid out."""
    PAGES = "pages"
    """The printed number of the page where each id stands (None where nobody asked for a PDF or for pages)."""
    PDF = "pdf"
    """The content of the PDF, which is then printed whether or not it is asked for."""
    ENCLOSED = "enclosed"
    """The files that it carries: this is the PDF itself, printed by a process of its own."""


@dataclass(frozen=True)
class Format:
    """One format; its name is what `--to` calls it, and the suffix of the file."""

    name: str
    label: str
    """What people call it."""
    writer: str
    """Module and function, `package.module:function`: (document) or (document, what it needs) -> bytes;
    of the PDF its process.
    """
    needs: Needs = Needs.NOTHING
    library: str = ""
    """The distribution that makes the file, for the manifest."""
    enclosed: tuple[str, str] | None = None
    """Name and description of this file within the PDF."""
    takes_remarks: bool = False
    """Whether it is the file that goes round for review."""

    def write(self, *given: Any) -> bytes:
        """Import the writer, and let it write."""
        module, _, function = self.writer.partition(":")
        written: bytes = getattr(import_module(module), function)(*given)
        return written


REGISTER = (
    Format("pdf", "PDF", "reportgen.writers.pdf.process:PdfWorker", Needs.ENCLOSED, "weasyprint"),
    Format("docx", "Word", "reportgen.writers.docx:write_docx", Needs.PAGES, "python-docx", takes_remarks=True),
    Format(
        "xlsx",
        "Excel",
        "reportgen.writers.xlsx:write_xlsx",
        library="XlsxWriter",
        enclosed=("tables.xlsx", "本报告的各表（Excel）"),
    ),
    Format("html", "HTML", "reportgen.writers.html:write_html"),
    Format("json", "JSON", "reportgen.writers.json:write_json", enclosed=("report.json", "本报告的公开数据（JSON）")),
)
FORMATS = tuple(one.name for one in REGISTER)
PDF = next(one for one in REGISTER if one.needs is Needs.ENCLOSED)
ENCLOSED = {
    one.name: one.enclosed for one in sorted(REGISTER, key=lambda one: one.enclosed or ("", "")) if one.enclosed
}
"""What the PDF carries, in the order of the names there: format, and the name and description of its file."""


def format_named(name: str) -> Format:
    """The format of a name. Raises ValueError."""
    for one in REGISTER:
        if one.name == name:
            return one
    raise ValueError(f"没有这种格式：{name}")


def need_pdf(names: Iterable[str]) -> bool:
    """Whether the PDF has to be printed for these formats."""
    return any(format_named(name).needs in (Needs.ENCLOSED, Needs.PDF) for name in names)


def libraries_of(names: Iterable[str]) -> list[str]:
    """The distributions that make the files of these formats, in the order of the register."""
    wanted = set(names)
    return [one.library for one in REGISTER if one.name in wanted and one.library]
